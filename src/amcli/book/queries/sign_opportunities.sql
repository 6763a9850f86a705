-- Opportunities that are open on :today.
SELECT o.account_id, o.id, o.name, o.kind, o.stage, o.expected_on
FROM opportunity o
WHERE (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
  AND (:accounts IS NULL OR o.account_id IN (SELECT value FROM json_each(:accounts)))
ORDER BY o.expected_on IS NULL, o.expected_on, o.id
