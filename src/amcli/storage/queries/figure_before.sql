-- The newest figure of a metric on or before a day.
SELECT * FROM usage WHERE account_id = :account AND metric = :metric AND "on" <= :day
ORDER BY "on" DESC LIMIT 1
