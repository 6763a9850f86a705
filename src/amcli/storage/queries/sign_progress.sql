-- Every goal that moved or was met by :today, of the accounts of :accounts (a JSON array of ids) or of all
-- with a score; without :past only those met since :since.
WITH chosen(id) AS (
  SELECT value FROM json_each(:accounts)
  UNION ALL SELECT id FROM account WHERE :accounts IS NULL AND status IN ('onboarding', 'active'))
SELECT g.account_id, g.id, g.title, CASE WHEN g.progress_on <= :today THEN g.progress_on END, CASE WHEN g.met_on <= :today THEN g.met_on END
FROM chosen CROSS JOIN goal g ON g.account_id = chosen.id
WHERE CASE WHEN :past THEN g.progress_on <= :today OR g.met_on <= :today ELSE g.met_on BETWEEN :since AND :today END
ORDER BY g.id
