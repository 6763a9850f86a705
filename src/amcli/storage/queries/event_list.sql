-- Events with every field, the newest first.
SELECT e.*, a.code AS account
FROM event e JOIN account a ON a.id = e.account_id
WHERE (:row IS NULL OR e.id = :row) AND (:ids IS NULL OR e.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR e.account_id = :account)
ORDER BY e."on" DESC, e.id DESC
