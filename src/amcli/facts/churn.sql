-- name: departed
-- The customers whose last contract was lost, with that contract: those who are served to its last day, and those
-- whose day has passed. Nothing else of theirs that recurs runs on :today, begins later, or ended later; and nobody set the
-- status since. A contract is lost where its outcome is known by then, or where it was terminated.
WITH left_on(account_id, key) AS (
  SELECT l.account_id, max(min(coalesce(l.ends_on, '9999-12-31'), coalesce(date(l.terminated_on, '-1 day'), '9999-12-31'))
                           || printf(' %018d %012d', coalesce(l.annual_value, 0), 999999999999 - l.id))
  FROM contract l
  WHERE (l.outcome = 'churned' OR l.terminated_on IS NOT NULL) AND +l.amends_id IS NULL AND +l.renewed_by_id IS NULL
    AND l.starts_on <= :today AND (l.terminated_on IS NOT NULL OR l.outcome_on IS NULL OR l.outcome_on <= :today)
  GROUP BY l.account_id),
departed(account_id, last_on, contract) AS (
  SELECT account_id, substr(key, 1, 10), 999999999999 - CAST(substr(key, 31) AS INTEGER) FROM left_on)
SELECT a.id AS account_id, CASE WHEN d.last_on >= :today THEN 'leaving' ELSE 'churned' END AS status,
       nullif(d.last_on, '9999-12-31') AS leaves_on, k.id AS contract, p.name AS product, k.reason, k.currency,
       k.starts_on, k.outcome_on, k.annual_value + coalesce(
         (SELECT sum(m.annual_value) FROM contract m
          WHERE m.amends_id = k.id AND (m.terminated_on IS NULL OR m.terminated_on > d.last_on)), 0) AS value
FROM departed d CROSS JOIN account a ON a.id = d.account_id CROSS JOIN contract k ON k.id = d.contract
LEFT JOIN product p ON p.id = k.product_id
WHERE a.status IN ('onboarding', 'active') AND (a.status_on IS NULL OR a.status_on <= d.last_on)
  AND NOT EXISTS (
    SELECT 1 FROM contract c LEFT JOIN contract next ON next.id = c.renewed_by_id AND {known_outcome}
    WHERE c.account_id = d.account_id AND c.amends_id IS NULL AND c.kind = 'recurring'
      AND NOT (c.renewed_by_id IS NULL AND c.starts_on <= :today
               AND (c.terminated_on IS NOT NULL OR (c.outcome IS 'churned' AND {known_outcome})))
      AND (c.terminated_on IS NULL OR c.terminated_on > c.starts_on)
      AND (c.starts_on > :today OR {runs} OR d.last_on <=
           min(coalesce(c.ends_on, '9999-12-31'), coalesce(date(next.starts_on, '-1 day'), '9999-12-31'))))

-- name: unscored
-- The accounts that by their status are no customers, and have a contract.
SELECT a.id FROM account a
WHERE a.status NOT IN ('onboarding', 'active') AND EXISTS (SELECT 1 FROM contract c WHERE c.account_id = a.id)

-- name: lost
-- The contract with which an account left, or leaves: of those that were lost by :today the one with the last day;
-- with what was worth something to that day, since when the customer was one, and the day on which to try again.
WITH lost AS (
  SELECT l.*, min(coalesce(l.ends_on, '9999-12-31'), coalesce(date(l.terminated_on, '-1 day'), '9999-12-31')) AS last_on
  FROM contract l
  WHERE l.account_id = :account AND (l.outcome = 'churned' OR l.terminated_on IS NOT NULL) AND l.amends_id IS NULL
    AND l.renewed_by_id IS NULL AND l.starts_on <= :today
    AND (l.terminated_on IS NOT NULL OR l.outcome_on IS NULL OR l.outcome_on <= :today)),
ending AS (SELECT * FROM lost WHERE last_on = (SELECT max(last_on) FROM lost))
SELECT e.id, nullif(e.last_on, '9999-12-31') AS last_on, e.outcome_on, e.reason, p.name AS product,
       (SELECT min(s.starts_on) FROM contract s WHERE s.account_id = :account) AS since,
       (SELECT min(t.due_on) FROM task t
        WHERE t.account_id = :account AND t.done_on IS NULL AND t.title LIKE :win_back || '%') AS win_back_on
FROM ending e LEFT JOIN product p ON p.id = e.product_id ORDER BY e.annual_value DESC, e.id LIMIT 1

-- name: win_backs
-- The day on which to try again, by account: that of the task which says so.
SELECT t.account_id, min(t.due_on) AS due_on FROM task t
WHERE t.done_on IS NULL AND t.title LIKE :win_back || '%' AND t.due_on > '' GROUP BY +t.account_id
