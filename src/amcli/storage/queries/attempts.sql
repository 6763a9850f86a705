-- Which of the accounts of :accounts (a JSON array of ids), or of all with a score, were tried and not reached
-- since their last touch, by :today.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT chosen.id FROM chosen WHERE EXISTS (
  SELECT 1 FROM interaction i
  WHERE i.account_id = chosen.id AND i.tried = 1 AND i."on" <= :today AND i."on" >= coalesce((
    SELECT max(t."on") FROM ({touch}) t
    WHERE t.account_id = chosen.id AND t."on" <= :today), ''))
