-- Opportunities with every field: open ones first, by the day they are expected; then the newest closed.
SELECT o.*, a.code AS account, c.name AS contact, p.name AS product, o.contract_id AS contract
FROM opportunity o JOIN account a ON a.id = o.account_id
  LEFT JOIN contact c ON c.id = o.contact_id LEFT JOIN product p ON p.id = o.product_id
WHERE (:row IS NULL OR o.id = :row) AND (:ids IS NULL OR o.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR o.account_id = :account)
ORDER BY o.stage IN ('won', 'lost'), o.closed_on DESC, o.expected_on IS NULL, o.expected_on, o.id
