-- The first rows that a change touched; the scores of past days, which go with an account, last.
SELECT * FROM journal WHERE txn = :txn ORDER BY tbl = 'health', id LIMIT :limit
