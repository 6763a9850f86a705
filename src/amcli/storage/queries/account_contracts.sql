-- Contracts of an account that matter now: running, ahead, or ended without an outcome; newest terms
-- of a chain only; amendments after their parent.
SELECT c.*, p.name AS product FROM ({contract_days}) c LEFT JOIN product p ON p.id = c.product_id
LEFT JOIN contract parent ON parent.id = c.amends_id
WHERE c.account_id = :account
  AND (c.terminated_on IS NULL OR c.terminated_on > :today)
  AND coalesce(parent.terminated_on, '9999') > :today
  AND (coalesce(parent.ends_on, c.ends_on) IS NULL OR coalesce(parent.ends_on, c.ends_on) >= :today
       OR (coalesce(parent.outcome, c.outcome, '') <> 'churned' AND coalesce(parent.renewed_by_id, c.renewed_by_id) IS NULL))
ORDER BY coalesce(parent.starts_on, c.starts_on), coalesce(c.amends_id, c.id), c.amends_id IS NOT NULL, c.starts_on, c.id
