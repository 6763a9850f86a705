-- Every handoff by :today, and which of the three things that matter it says; of the accounts of :accounts (a
-- JSON array of ids) or of all with a score.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT h.account_id, h."on", coalesce(h.why_bought, '') <> '', coalesce(h.expectations, '') <> '', coalesce(h.promises, '') <> ''
FROM chosen CROSS JOIN handoff h ON h.account_id = chosen.id
WHERE h."on" <= :today
ORDER BY h."on" DESC, h.id DESC
