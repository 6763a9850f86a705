-- Goals with every field: open ones first, by day.
SELECT g.*, a.code AS account
FROM goal g JOIN account a ON a.id = g.account_id
WHERE (:row IS NULL OR g.id = :row) AND (:ids IS NULL OR g.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR g.account_id = :account)
ORDER BY g.status <> 'open', g.due_on IS NULL, g.due_on, g.id
