-- name: contracts
-- Recurring contracts of an account that matter now: running, ahead, or ended without an outcome; newest terms
-- of a chain only; amendments after their parent.
SELECT c.*, p.name AS product FROM ({contract_days}) c LEFT JOIN product p ON p.id = c.product_id
LEFT JOIN contract parent ON parent.id = c.amends_id
WHERE c.account_id = :account AND c.kind = 'recurring'
  AND (c.terminated_on IS NULL OR c.terminated_on > :today)
  AND coalesce(parent.terminated_on, '9999') > :today
  AND (coalesce(parent.ends_on, c.ends_on) IS NULL OR coalesce(parent.ends_on, c.ends_on) >= :today
       OR (coalesce(parent.outcome, c.outcome, '') <> 'churned' AND coalesce(parent.renewed_by_id, c.renewed_by_id) IS NULL))
ORDER BY coalesce(parent.starts_on, c.starts_on), coalesce(c.amends_id, c.id), c.amends_id IS NOT NULL, c.starts_on, c.id

-- name: not_recurring
-- One-offs and usage of an account that end within the twelve months before :today or later: by product, what
-- they come to, how many they are, and the newest.
SELECT c.kind, p.name AS product, c.currency, sum(c.total_value) AS value, count(*) AS contracts,
       max(c.ends_on) AS last_on, c.id  -- that of the row with the last day, as SQLite has it beside one max()
FROM contract c LEFT JOIN product p ON p.id = c.product_id
WHERE c.account_id = :account AND c.kind <> 'recurring' AND c.ends_on > date(:today, '-12 months')
GROUP BY c.kind, c.product_id, c.currency ORDER BY last_on DESC, c.kind, p.name

-- name: interactions
-- The newest interactions of an account with their people.
SELECT i.*, NULL AS account,
       (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM interaction i WHERE i.account_id = :account ORDER BY i."on" DESC, i.at DESC, i.id DESC LIMIT :limit

-- name: open
-- What is open at an account: my promises, tasks, what they owe, issues, opportunities, goals.
SELECT * FROM (
SELECT 'task' AS record, id, title, due_on,
       CASE WHEN promised = 0 THEN 'task' WHEN promised_by = 'them' THEN 'theirs' ELSE 'promise' END AS state,
       NULL AS value, NULL AS currency, CASE WHEN promised = 0 THEN 2 WHEN promised_by = 'them' THEN 1 ELSE 0 END AS place,
       waiting_on, goal_id, (SELECT y.name FROM play y WHERE y.id = play_id) AS play
FROM task WHERE account_id = :account AND (done_on IS NULL OR done_on > :today)
UNION ALL
SELECT 'issue', id, title, opened_on, severity, NULL, NULL, 3, NULL, NULL, NULL
FROM issue WHERE account_id = :account AND (resolved_on IS NULL OR resolved_on > :today)
UNION ALL
SELECT 'opportunity', id, name, expected_on, replace(kind, '_', '-') || ', ' || stage, value, currency, 4, NULL, NULL, NULL
FROM opportunity WHERE account_id = :account AND stage NOT IN ('won', 'lost')
UNION ALL
SELECT 'goal', id, title, due_on, coalesce(actual || ' of ' || target, coalesce(target, 'goal')), NULL, NULL, 5, NULL, NULL, NULL
FROM goal WHERE account_id = :account AND status = 'open')
ORDER BY place, due_on IS NULL, due_on, id

-- name: people
-- The contacts of an account with the day of their newest touch there; those who left come last.
SELECT c.*, (
  SELECT max(i."on") FROM interaction_contact ic JOIN ({touch}) i ON i.id = ic.interaction_id
  WHERE ic.contact_id = c.id AND i.account_id = c.account_id AND unlikely(i."on" <= :today)) AS last_on
FROM contact c WHERE c.account_id = :account
ORDER BY c.left_on IS NOT NULL AND c.left_on <= :today, last_on IS NULL, last_on DESC, c."primary" DESC, c.id
