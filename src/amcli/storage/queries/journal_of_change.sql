-- The first rows that a change touched; the scores of past days, and who values are from, last.
SELECT * FROM journal WHERE txn = :txn ORDER BY tbl IN ('health', 'value_source'), id LIMIT :limit
