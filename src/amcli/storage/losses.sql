-- name: running
-- How many contracts of an account run on :today or start later, and did not churn, but for those of :without (a
-- JSON array of ids); one that is renewed runs to the end of its own term.
SELECT count(*) AS contracts FROM contract
WHERE account_id = :account AND amends_id IS NULL AND outcome IS NOT 'churned'
  AND id NOT IN (SELECT value FROM json_each(:without))
  AND (terminated_on IS NULL OR terminated_on > :today)
  AND (ends_on IS NULL OR ends_on >= :today OR (auto_renew = 1 AND renewed_by_id IS NULL))

-- name: still_open
-- How much is open at an account: tasks, issues, opportunities, goals.
SELECT
  (SELECT count(*) FROM task WHERE account_id = :account AND (done_on IS NULL OR done_on > :today)) AS task,
  (SELECT count(*) FROM issue WHERE account_id = :account AND (resolved_on IS NULL OR resolved_on > :today)) AS issue,
  (SELECT count(*) FROM opportunity WHERE account_id = :account AND stage NOT IN ('won', 'lost')) AS opportunity,
  (SELECT count(*) FROM goal WHERE account_id = :account AND status = 'open') AS goal

-- name: closable
-- What of it goes with the customer: tasks that nobody promised, opportunities, goals.
SELECT 'task' AS kind, id FROM task
WHERE account_id = :account AND promised = 0 AND (done_on IS NULL OR done_on > :today)
UNION ALL SELECT 'opportunity', id FROM opportunity WHERE account_id = :account AND stage NOT IN ('won', 'lost')
UNION ALL SELECT 'goal', id FROM goal WHERE account_id = :account AND status = 'open'
