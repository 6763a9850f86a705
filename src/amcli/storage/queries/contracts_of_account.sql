-- The contracts of an account that are still open: no outcome, no successor, not terminated.
SELECT c.*, a.code AS account, a.name AS account_name, p.name AS product
FROM ({contract_days}) c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE c.account_id = :account AND c.amends_id IS NULL AND c.outcome IS NOT 'churned' AND c.renewed_by_id IS NULL
  AND c.terminated_on IS NULL
ORDER BY c.ends_on IS NULL, c.ends_on, c.id
