-- Contacts with every field, by account; those who left come last.
SELECT c.*, a.code AS account, c.successor_id AS successor
FROM contact c JOIN account a ON a.id = c.account_id
WHERE (:row IS NULL OR c.id = :row) AND (:ids IS NULL OR c.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR c.account_id = :account)
ORDER BY a.code, c.left_on IS NOT NULL, c."primary" DESC, c.id
