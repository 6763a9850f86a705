-- What is open at an account: my promises, tasks, what they owe, issues, opportunities, goals.
SELECT * FROM (
SELECT 'task' AS record, id, title, due_on,
       CASE WHEN promised = 0 THEN 'task' WHEN promised_by = 'them' THEN 'theirs' ELSE 'promise' END AS state,
       NULL AS value, NULL AS currency, CASE WHEN promised = 0 THEN 2 WHEN promised_by = 'them' THEN 1 ELSE 0 END AS place,
       waiting_on
FROM task WHERE account_id = :account AND (done_on IS NULL OR done_on > :today)
UNION ALL
SELECT 'issue', id, title, opened_on, severity, NULL, NULL, 3, NULL
FROM issue WHERE account_id = :account AND (resolved_on IS NULL OR resolved_on > :today)
UNION ALL
SELECT 'opportunity', id, name, expected_on, replace(kind, '_', '-') || ', ' || stage, value, currency, 4, NULL
FROM opportunity WHERE account_id = :account AND stage NOT IN ('won', 'lost')
UNION ALL
SELECT 'goal', id, title, due_on, coalesce(actual || ' of ' || target, coalesce(target, 'goal')), NULL, NULL, 5, NULL
FROM goal WHERE account_id = :account AND status = 'open')
ORDER BY place, due_on IS NULL, due_on, id
