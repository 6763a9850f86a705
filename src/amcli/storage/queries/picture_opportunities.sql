-- Open opportunities of an account, by the day they are expected.
SELECT o.*, p.name AS product FROM opportunity o LEFT JOIN product p ON p.id = o.product_id
WHERE o.account_id = :account AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
ORDER BY o.expected_on IS NULL, o.expected_on, o.id
