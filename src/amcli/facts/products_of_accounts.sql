-- Which account owns which product on :today, or has it in an open opportunity: one row a record.
-- Owned is what runs, by the rule of `arr` but whatever it is worth; and, with `begun` 0, what was bought to
-- begin later.
WITH known AS (
  SELECT c.id, c.account_id, c.product_id, c.amends_id, c.starts_on, c.ends_on, c.terminated_on, c.auto_renew,
         c.signed_on, c.annual_value, c.currency,
         CASE WHEN c.outcome_on IS NULL OR c.outcome_on <= :today THEN c.outcome END AS outcome,
         CASE WHEN c.outcome_on IS NULL OR c.outcome_on <= :today THEN next.starts_on END AS next_on
  FROM contract c LEFT JOIN contract next ON next.id = c.renewed_by_id
),
running AS (
  SELECT id FROM known
  WHERE amends_id IS NULL AND (terminated_on IS NULL OR terminated_on > :today)
    AND (starts_on <= :today OR signed_on IS NULL OR signed_on <= :today)
    AND CASE
      WHEN starts_on > :today THEN outcome IS NOT 'churned'
      WHEN next_on IS NOT NULL AND (ends_on IS NULL OR next_on <= date(ends_on, :grace || ' days'))
        THEN :today < next_on
      WHEN ends_on IS NULL OR :today <= ends_on THEN 1
      WHEN next_on IS NOT NULL OR outcome = 'churned' THEN 0
      ELSE auto_renew = 1 OR :today <= date(ends_on, :grace || ' days')
    END
)
SELECT k.account_id, coalesce(k.product_id, parent.product_id) AS product_id, 'owned' AS state,
       k.id, k.annual_value AS value, k.currency, k.starts_on <= :today AS begun
FROM known k
JOIN running r ON r.id = coalesce(k.amends_id, k.id)
LEFT JOIN contract parent ON parent.id = k.amends_id
WHERE (k.terminated_on IS NULL OR k.terminated_on > :today) AND (k.amends_id IS NULL OR k.starts_on <= :today)
  AND coalesce(k.product_id, parent.product_id) IS NOT NULL
UNION ALL
SELECT o.account_id, o.product_id, 'opportunity', o.id, o.value, o.currency, 1
FROM opportunity o
WHERE o.product_id IS NOT NULL AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
ORDER BY 3, 4
