-- name: closed
-- What was closed from :from to :today: opportunities won and lost, contracts renewed and churned, the value
-- of a renewal beside that of its successor, each with its amendments; those of the successor as it starts.
SELECT 'opportunity' AS kind, o.id, o.account_id, o.stage AS what, o.closed_on AS "on", o.name AS title, o.value,
       o.currency, NULL AS next_value, NULL AS next_currency, o.reason
FROM opportunity o
WHERE o.stage IN ('won', 'lost') AND o.closed_on BETWEEN :from AND :today
UNION ALL
SELECT 'contract', c.id, c.account_id, c.outcome, c.outcome_on, coalesce(p.name, 'Contract'),
       c.annual_value + coalesce({amended}, 0), c.currency,
       n.annual_value + coalesce((SELECT sum(m.annual_value) FROM contract m
                                  WHERE m.amends_id = n.id AND m.starts_on <= n.starts_on), 0),
       n.currency, c.reason
FROM contract c LEFT JOIN product p ON p.id = c.product_id LEFT JOIN contract n ON n.id = c.renewed_by_id
WHERE c.outcome IS NOT NULL AND c.amends_id IS NULL AND c.outcome_on BETWEEN :from AND :today
ORDER BY 5, 1, 2
