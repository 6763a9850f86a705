-- name: all
-- The annual value of every contract that runs on :today, by account. Values run on where nothing was recorded
-- yet: within :grace days of an end, and where a contract auto-renews. An amendment runs while what it amends does.
SELECT k.id, k.account_id, k.annual_value, k.currency
FROM contract k CROSS JOIN contract c ON c.id = coalesce(k.amends_id, k.id)
LEFT JOIN contract next ON next.id = c.renewed_by_id AND {known_outcome}
WHERE k.annual_value IS NOT NULL AND k.starts_on <= :today AND (k.terminated_on IS NULL OR k.terminated_on > :today)
  AND c.amends_id IS NULL AND c.starts_on <= :today AND (c.terminated_on IS NULL OR c.terminated_on > :today)
  AND {runs}

-- name: some
-- The same for the accounts of :accounts (a JSON array of ids).
SELECT k.id, k.account_id, k.annual_value, k.currency
FROM json_each(:accounts) chosen CROSS JOIN contract k ON k.account_id = chosen.value
CROSS JOIN contract c ON c.id = coalesce(k.amends_id, k.id)
LEFT JOIN contract next ON next.id = c.renewed_by_id AND {known_outcome}
WHERE k.annual_value IS NOT NULL AND k.starts_on <= :today AND (k.terminated_on IS NULL OR k.terminated_on > :today)
  AND c.amends_id IS NULL AND c.starts_on <= :today AND (c.terminated_on IS NULL OR c.terminated_on > :today)
  AND {runs}

-- name: group
-- The accounts of the group of :account: the topmost above it and everyone below that; itself alone without any.
-- A circle of parents can't be (the database refuses it), but would end here, too.
WITH RECURSIVE up(id, parent_id) AS (
  SELECT id, parent_id FROM account WHERE id = :account
  UNION SELECT a.id, a.parent_id FROM up CROSS JOIN account a ON a.id = up.parent_id),
together(id) AS (
  SELECT id FROM up WHERE parent_id IS NULL
  UNION SELECT a.id FROM together CROSS JOIN account a ON a.parent_id = together.id)
SELECT a.id, a.code, a.name, a.parent_id FROM together CROSS JOIN account a ON a.id = together.id
ORDER BY a.name_folded
