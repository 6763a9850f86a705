-- Every event by :today, of the accounts of :accounts (a JSON array of ids) or of all with a score; what lies
-- before :since is only known to have been there, and left out without :past.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT e.account_id, e."on" >= :since AS fresh, e.id, e.kind, e."on", e.good, e.note, e.until
FROM chosen CROSS JOIN event e ON e.account_id = chosen.id
WHERE e."on" <= :today AND (:past OR e."on" >= :since)
ORDER BY e."on", e.id
