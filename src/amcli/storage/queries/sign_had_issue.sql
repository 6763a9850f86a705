-- Which of the accounts of :accounts, or of all with a score, had an issue by :today, open or not.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT chosen.id FROM chosen
WHERE EXISTS (SELECT 1 FROM issue i WHERE i.account_id = chosen.id AND i.opened_on <= :today)
