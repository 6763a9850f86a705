-- name: running
-- How many recurring contracts of an account run on :today, those within the grace too, or start later, but for those of
-- :without (a JSON array of ids). One that is lost counts to its last day, where :served is 1.
SELECT count(*) AS contracts
FROM contract c LEFT JOIN contract next ON next.id = c.renewed_by_id AND {known_outcome}
WHERE c.account_id = :account AND c.amends_id IS NULL AND c.kind = 'recurring'
  AND c.id NOT IN (SELECT value FROM json_each(:without))
  AND (c.terminated_on IS NULL OR c.terminated_on > :today)
  AND (c.outcome IS NOT 'churned' OR (:served AND c.starts_on <= :today))
  AND (c.starts_on > :today OR {runs})

-- name: still_open
-- How much is open at an account: tasks, issues, opportunities, goals. Steps of a contract's play end with it.
SELECT
  (SELECT count(*) FROM task WHERE account_id = :account AND (done_on IS NULL OR done_on > :today)
    AND NOT EXISTS (SELECT 1 FROM play y WHERE y.id = play_id AND y.contract_id IS NOT NULL)) AS task,
  (SELECT count(*) FROM issue WHERE account_id = :account AND (resolved_on IS NULL OR resolved_on > :today)) AS issue,
  (SELECT count(*) FROM opportunity WHERE account_id = :account AND stage NOT IN ('won', 'lost')) AS opportunity,
  (SELECT count(*) FROM goal WHERE account_id = :account AND status = 'open') AS goal

-- name: closable
-- What of it goes with the customer: tasks that nobody promised, opportunities, goals.
SELECT 'task' AS kind, id FROM task
WHERE account_id = :account AND promised = 0 AND (done_on IS NULL OR done_on > :today)
  AND NOT EXISTS (SELECT 1 FROM play y WHERE y.id = play_id AND y.contract_id IS NOT NULL)
UNION ALL SELECT 'opportunity', id FROM opportunity WHERE account_id = :account AND stage NOT IN ('won', 'lost')
UNION ALL SELECT 'goal', id FROM goal WHERE account_id = :account AND status = 'open'
