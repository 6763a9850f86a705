-- Every issue on record by :today, of all accounts or of those of :accounts; `open` tells which are not
-- solved by then.
SELECT i.account_id, i.resolved_on IS NULL OR i.resolved_on > :today AS open, i.id, i.title, i.severity, i.category,
       i.opened_on, CASE WHEN i.escalated_on <= :today THEN i.escalated_on END AS escalated_on
FROM issue i
WHERE i.opened_on <= :today AND (:accounts IS NULL OR i.account_id IN (SELECT value FROM json_each(:accounts)))
ORDER BY i.opened_on, i.id
