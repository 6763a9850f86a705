-- Contracts that run today, amendments apart, with their value a year.
WITH running(id, account_id, annual_value, currency) AS ({arr})
SELECT ref('contract', k.id) AS contract, a.code AS account, a.name, p.name AS product,
       c.starts_on, c.ends_on, major(k.annual_value, k.currency) AS annual_value, k.currency
FROM running k
JOIN contract c ON c.id = k.id
JOIN account a ON a.id = k.account_id
LEFT JOIN product p ON p.id = c.product_id
