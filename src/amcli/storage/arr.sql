-- The annual value of every contract that runs on :today, by account; `lapsed` and `unconfirmed`
-- are values that run only because nothing was recorded yet (within :grace days; renewing by itself).
WITH known AS (
  SELECT c.id, c.account_id, c.amends_id, c.starts_on, c.ends_on, c.terminated_on, c.auto_renew,
         c.annual_value, c.currency,
         CASE WHEN c.outcome_on IS NULL OR c.outcome_on <= :today THEN c.outcome END AS outcome,
         CASE WHEN c.outcome_on IS NULL OR c.outcome_on <= :today THEN next.starts_on END AS next_on
  FROM contract c LEFT JOIN contract next ON next.id = c.renewed_by_id
),
running AS (
  SELECT id, ends_on, auto_renew FROM known
  WHERE amends_id IS NULL AND starts_on <= :today AND (terminated_on IS NULL OR terminated_on > :today)
    AND CASE
      WHEN next_on IS NOT NULL AND (ends_on IS NULL OR next_on <= date(ends_on, :grace || ' days'))
        THEN :today < next_on
      WHEN ends_on IS NULL OR :today <= ends_on THEN 1
      WHEN next_on IS NOT NULL OR outcome = 'churned' THEN 0
      ELSE auto_renew = 1 OR :today <= date(ends_on, :grace || ' days')
    END
)
SELECT k.id, k.account_id, k.annual_value, k.currency
FROM known k JOIN running r ON r.id = coalesce(k.amends_id, k.id)
WHERE k.annual_value IS NOT NULL AND k.starts_on <= :today
  AND (k.terminated_on IS NULL OR k.terminated_on > :today)
  AND (:accounts IS NULL OR k.account_id IN (SELECT value FROM json_each(:accounts)))
