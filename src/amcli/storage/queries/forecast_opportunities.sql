-- Growth that is expected from :first to :last and was open on :today.
SELECT o.id, o.account_id, o.kind, o.value, o.currency, o.probability
FROM opportunity o
WHERE o.kind IN ('upsell', 'cross_sell') AND o.expected_on BETWEEN :first AND :last
  AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
ORDER BY o.id
