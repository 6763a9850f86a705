-- name: account_exactly
-- The one account that :text (folded) names whole, found by an index: by code or name, the first rule
-- that matches. The other rules, which look at every account, are resolve_account.
SELECT * FROM (
  SELECT a.*, 1 AS rank FROM account a WHERE a.code_folded = :text
  UNION ALL SELECT a.*, 2 FROM account a WHERE a.name_folded = :text) LIMIT 1

-- name: account_of_books
-- The accounts of a roll-up that have the code :code (folded) in their own books: of the book number :n, or,
-- where that is null, of any that has another one here.
SELECT * FROM account WHERE id IN (
  SELECT CAST(renamed.key AS INTEGER) FROM setting, json_each(setting.value) renamed
  WHERE setting.key = 'book.rollup.codes' AND renamed.value = :code)
  AND (:n IS NULL OR id / :block = :n)
UNION SELECT * FROM account WHERE code_folded = :code AND id / :block = :n

-- name: contract_by_id
-- One contract, with its account and product.
SELECT c.*, a.code AS account, a.name AS account_name, p.name AS product
FROM ({contract_days}) c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE c.id = :id

-- name: contract_by_reference
-- Contracts by the reference that was given to them.
SELECT c.*, a.code AS account, a.name AS account_name, p.name AS product
FROM ({contract_days}) c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE c.reference = :text

-- name: contracts_of_account
-- The recurring contracts of an account that are still open: no outcome, no successor, not terminated.
SELECT c.*, a.code AS account, a.name AS account_name, p.name AS product
FROM ({contract_days}) c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE c.account_id = :account AND c.amends_id IS NULL AND c.outcome IS NOT 'churned' AND c.renewed_by_id IS NULL
  AND c.terminated_on IS NULL AND c.kind = 'recurring'
ORDER BY c.ends_on IS NULL, c.ends_on, c.id
