-- The newest answer of an account to each kind of survey from :since to :today, the later id of a day; of the
-- accounts of :accounts (a JSON array of ids) or of all with a score.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT account_id, id, kind, "on", score, scale_max, contact_id FROM (
  SELECT s.*, row_number() OVER (PARTITION BY s.account_id, s.kind ORDER BY s."on" DESC, s.id DESC) AS place
  FROM chosen CROSS JOIN survey s ON s.account_id = chosen.id
  WHERE s."on" >= :since AND s."on" <= :today)
WHERE place = 1
ORDER BY account_id, kind
