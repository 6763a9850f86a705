-- The rows of contracts that :txn wrote, as they were before it: NULL for new ones.
SELECT "row", before FROM journal
WHERE id IN (SELECT min(id) FROM journal WHERE txn = :txn AND tbl = 'contract' GROUP BY "row")
