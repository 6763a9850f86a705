-- Contracts with every field, by account and start.
SELECT c.*, a.code AS account, p.name AS product, c.renewed_by_id AS renewed_by, c.amends_id AS amends
FROM contract c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE (:row IS NULL OR c.id = :row) AND (:ids IS NULL OR c.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR c.account_id = :account)
ORDER BY a.code, c.starts_on, c.id
