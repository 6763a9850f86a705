-- Figures of use with every field, by account and metric, the newest first.
SELECT u.*, a.code AS account
FROM usage u JOIN account a ON a.id = u.account_id
WHERE (:row IS NULL OR u.id = :row) AND (:account IS NULL OR u.account_id = :account)
ORDER BY a.code, u.metric, u."on" DESC, u.id DESC
