-- Each contract that was changed after the instant :at, as it was before the first of these changes; of one
-- that was put on record after it there is nothing.
SELECT min(j.id), j."row" AS id, j.before ->> 'forecast' AS forecast, j.before ->> 'ends_on' AS ends_on
FROM journal j JOIN txn t ON t.id = j.txn
WHERE t.at > :at AND j.tbl = 'contract' GROUP BY j."row"
