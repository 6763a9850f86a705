-- Issues with every field: open ones first, the gravest and then the oldest; then the newest resolved.
SELECT i.*, a.code AS account, c.name AS contact
FROM issue i JOIN account a ON a.id = i.account_id LEFT JOIN contact c ON c.id = i.contact_id
WHERE (:row IS NULL OR i.id = :row) AND (:ids IS NULL OR i.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR i.account_id = :account)
ORDER BY i.resolved_on IS NOT NULL, i.resolved_on DESC,
  CASE i.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, i.opened_on, i.id
