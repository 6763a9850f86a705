-- Which account owns which product on :today, or has it in an open opportunity: one row a record.
-- Owned is what runs, by the rule of `arr` but whatever it is worth; what was bought once, from then on; and,
-- with `begun` 0, what was bought to begin later.
SELECT k.account_id, coalesce(k.product_id, c.product_id) AS product_id, 'owned' AS state,
       k.id, k.annual_value AS value, k.currency, k.starts_on <= :today AS begun
FROM contract k CROSS JOIN contract c ON c.id = coalesce(k.amends_id, k.id)
LEFT JOIN contract next ON next.id = c.renewed_by_id AND {known_outcome}
WHERE (k.terminated_on IS NULL OR k.terminated_on > :today) AND (k.amends_id IS NULL OR k.starts_on <= :today)
  AND coalesce(k.product_id, c.product_id) IS NOT NULL
  AND c.amends_id IS NULL AND (c.terminated_on IS NULL OR c.terminated_on > :today)
  AND (c.starts_on <= :today OR c.signed_on IS NULL OR c.signed_on <= :today)
  AND CASE WHEN c.starts_on > :today THEN c.outcome IS NOT 'churned' OR NOT {known_outcome}
    ELSE c.kind = 'one_off' OR {runs} END
UNION ALL
SELECT o.account_id, o.product_id, 'opportunity', o.id, o.value, o.currency, 1
FROM opportunity o
WHERE o.product_id IS NOT NULL AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
ORDER BY 3, 4
