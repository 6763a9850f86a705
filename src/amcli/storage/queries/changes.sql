-- Changes of the book, or of one record and of how it was put off, the newest first.
SELECT t.*, (SELECT count(*) FROM journal j WHERE j.txn = t.id AND j.tbl NOT IN ('health', 'value_source')) AS records,
       EXISTS (SELECT 1 FROM txn later WHERE later.undoes = t.id) AS undone
FROM txn t
WHERE :tbl IS NULL OR t.id IN (SELECT j.txn FROM journal j WHERE j.tbl = :tbl AND j."row" = :row)
  OR t.id IN (SELECT j.txn FROM journal j JOIN snooze s ON j.tbl = 'snooze' AND s.id = j."row" WHERE s.kind = :tbl AND s."row" = :row)
ORDER BY t.id DESC LIMIT :limit
