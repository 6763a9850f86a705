-- name: amendments
-- The amendments of a contract that were not terminated.
SELECT * FROM contract WHERE amends_id = :contract AND terminated_on IS NULL ORDER BY starts_on, id

-- name: overlapping
-- A recurring contract of the same account and product that covers a day from :starts to :ends (null: no end).
-- One that ended, was terminated or was followed by another covers the days before that.
SELECT * FROM (
  SELECT c.id, c.starts_on, p.name AS product, CASE
      WHEN c.terminated_on IS NOT NULL THEN date(c.terminated_on, '-1 day')
      WHEN next.starts_on IS NOT NULL THEN min(coalesce(c.ends_on, '9999-12-31'), date(next.starts_on, '-1 day'))
      ELSE c.ends_on END AS stops_on
  FROM contract c LEFT JOIN product p ON p.id = c.product_id
  LEFT JOIN contract next ON next.id = c.renewed_by_id
  WHERE c.account_id = :account AND c.product_id IS :product AND c.amends_id IS NULL AND c.kind = 'recurring')
WHERE (stops_on IS NULL OR stops_on >= :starts) AND (:ends IS NULL OR starts_on <= :ends)
ORDER BY starts_on, id LIMIT 1

-- name: series
-- The recurring contracts of an account for one product, as far as which of them continues which goes.
SELECT c.id, c.starts_on, c.ends_on,
       c.renewed_by_id IS NULL AND c.outcome IS NOT 'churned' AND c.terminated_on IS NULL AS open,
       EXISTS (SELECT 1 FROM contract p WHERE p.renewed_by_id = c.id) AS follows
FROM contract c
WHERE c.account_id = :account AND c.product_id IS :product AND c.amends_id IS NULL AND c.kind = 'recurring'

-- name: auto_renewing
-- Contracts that auto-renew, whose last day on record is :through or before, and of which nobody recorded what became.
SELECT c.*, a.code AS account, a.name AS account_name, p.name AS product
FROM contract c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE c.auto_renew = 1 AND c.ends_on <= :through AND c.amends_id IS NULL AND c.outcome IS NOT 'churned'
  AND c.renewed_by_id IS NULL AND c.terminated_on IS NULL AND a.status NOT IN ('archived', 'churned')
ORDER BY a.code, c.ends_on, c.id
