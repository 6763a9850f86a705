-- Answers to surveys with every field, the newest first.
SELECT s.*, a.code AS account, c.name AS contact
FROM survey s JOIN account a ON a.id = s.account_id LEFT JOIN contact c ON c.id = s.contact_id
WHERE (:row IS NULL OR s.id = :row) AND (:ids IS NULL OR s.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR s.account_id = :account)
ORDER BY s."on" DESC, s.id DESC
