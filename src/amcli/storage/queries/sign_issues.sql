-- The issues that are open on :today, of the accounts of :accounts (a JSON array of ids) or of all with a score.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT i.account_id, i.id, i.title, i.severity, i.category, i.opened_on,
       CASE WHEN i.escalated_on <= :today THEN i.escalated_on END AS escalated_on
FROM chosen CROSS JOIN issue i ON i.account_id = chosen.id AND (i.resolved_on IS NULL OR i.resolved_on > :today)
WHERE i.opened_on <= :today
ORDER BY i.opened_on, i.id
