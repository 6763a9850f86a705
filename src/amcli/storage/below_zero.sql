-- name: lessened
-- The contracts that an amendment makes worth less; of those that :txn changed, or that rows from :first on
-- are or amend; all where :txn is NULL.
WITH touched(id) AS (
  SELECT coalesce(json_extract(before, '$.amends_id'), "row") FROM journal
  WHERE txn = :txn AND tbl = 'contract' AND before IS NOT NULL
  UNION SELECT coalesce(c.amends_id, c.id) FROM journal j JOIN contract c ON c.id = j."row"
  WHERE j.txn = :txn AND j.tbl = 'contract'
  UNION SELECT coalesce(amends_id, id) FROM contract WHERE id >= :first
  UNION SELECT amends_id FROM contract WHERE :txn IS NULL AND amends_id IS NOT NULL
)
SELECT id FROM touched
WHERE EXISTS (SELECT 1 FROM contract a WHERE a.amends_id = touched.id AND a.annual_value < 0) ORDER BY id

-- name: parts
-- The contracts of :contracts and their amendments, oldest first.
SELECT id, amends_id, account_id, currency, starts_on, terminated_on, annual_value FROM contract
WHERE id IN (SELECT value FROM json_each(:contracts)) OR amends_id IN (SELECT value FROM json_each(:contracts))
ORDER BY id

-- name: before
-- The rows of contracts that :txn wrote, as they were before it: NULL for new ones.
SELECT "row", before FROM journal
WHERE id IN (SELECT min(id) FROM journal WHERE txn = :txn AND tbl = 'contract' GROUP BY "row")
