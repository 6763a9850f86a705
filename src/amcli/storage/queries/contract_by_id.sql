-- One contract, with its account and product.
SELECT c.*, a.code AS account, a.name AS account_name, p.name AS product
FROM ({contract_days}) c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE c.id = :id
