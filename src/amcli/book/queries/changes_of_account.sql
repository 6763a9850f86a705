-- Changes of an account and of everything that belongs to it, deleted records too, the newest first.
-- An insert is journalled without a copy, so its account is that of the record as it is now.
WITH touched(txn) AS (
  SELECT txn FROM journal WHERE tbl = 'account' AND "row" = :account
  UNION SELECT txn FROM journal WHERE json_extract(coalesce(after, before), '$.account_id') = :account
  UNION SELECT j.txn FROM journal j JOIN interaction r ON j.tbl = 'interaction' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN task r ON j.tbl = 'task' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN contact r ON j.tbl = 'contact' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN contract r ON j.tbl = 'contract' AND r.id = j."row" WHERE r.account_id = :account
)
SELECT t.*, (SELECT count(*) FROM journal j WHERE j.txn = t.id) AS records,
       EXISTS (SELECT 1 FROM txn later WHERE later.undoes = t.id) AS undone
FROM txn t JOIN touched ON touched.txn = t.id
ORDER BY t.id DESC LIMIT :limit
