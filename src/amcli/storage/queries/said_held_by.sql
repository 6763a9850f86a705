-- The change by which :interaction became one that took place, and whether a clock had made it.
SELECT t.automatic FROM journal j JOIN txn t ON t.id = j.txn
WHERE j.tbl = 'interaction' AND j."row" = :interaction
  AND (j.before IS NULL OR (json_extract(j.before, '$.planned') = 1 AND json_extract(j.after, '$.planned') = 0))
ORDER BY j.id DESC LIMIT 1
