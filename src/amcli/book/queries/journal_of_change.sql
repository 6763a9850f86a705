-- The first rows that a change touched.
SELECT * FROM journal WHERE txn = :txn ORDER BY id LIMIT :limit
