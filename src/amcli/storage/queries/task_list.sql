-- Tasks with every field, done ones too: open ones first, by day.
SELECT t.*, a.code AS account, c.name AS contact, t.interaction_id AS interaction
FROM task t JOIN account a ON a.id = t.account_id LEFT JOIN contact c ON c.id = t.contact_id
WHERE (:row IS NULL OR t.id = :row) AND (:ids IS NULL OR t.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR t.account_id = :account)
ORDER BY t.done_on IS NOT NULL, t.due_on IS NULL, t.due_on, t.id
