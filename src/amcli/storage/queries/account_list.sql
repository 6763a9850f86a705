-- Accounts with every field, by code.
SELECT a.*, parent.code AS parent
FROM account a LEFT JOIN account parent ON parent.id = a.parent_id
WHERE (:row IS NULL OR a.id = :row) AND (:ids IS NULL OR a.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR a.id = :account)
ORDER BY a.code
