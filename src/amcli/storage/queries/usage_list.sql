-- Figures of use with every field, by account and metric, the newest first.
SELECT u.*, a.code AS account
FROM usage u JOIN account a ON a.id = u.account_id
WHERE (:row IS NULL OR u.id = :row) AND (:ids IS NULL OR u.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR u.account_id = :account)
ORDER BY a.code, u.metric, u."on" DESC, u.id DESC
