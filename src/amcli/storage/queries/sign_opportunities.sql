-- Opportunities that are open on :today, of the accounts of :accounts (a JSON array of ids) or of all with a
-- score.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT o.account_id, o.id, o.name, o.kind, o.stage, o.expected_on
FROM chosen CROSS JOIN opportunity o ON o.account_id = chosen.id
WHERE o.stage NOT IN ('won', 'lost') OR o.closed_on > :today
ORDER BY o.expected_on IS NULL, o.expected_on, o.id
