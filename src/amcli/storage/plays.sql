-- name: started
-- What a play was started for, those that were stopped too.
SELECT account_id, contract_id, "on", started_on FROM play WHERE name = :name

-- name: same
-- A play that was started for an account, or a contract, and a day.
SELECT * FROM play
WHERE account_id = :account AND name = :name AND contract_id IS :contract AND "on" = :on ORDER BY id LIMIT 1

-- name: running
-- The plays of an account that run, of one name or of all.
SELECT * FROM play
WHERE account_id = :account AND (:name IS NULL OR name = :name) AND stopped_on IS NULL
  AND (:contract IS NULL OR contract_id = :contract)
ORDER BY id

-- name: over
-- The plays that run for contracts which have their outcome, or stop: all, or those of :contracts (a JSON array).
SELECT y.*, a.name AS account_name FROM play y CROSS JOIN contract c ON c.id = y.contract_id
JOIN account a ON a.id = y.account_id
WHERE y.stopped_on IS NULL AND (c.outcome IS NOT NULL OR c.terminated_on IS NOT NULL)
  AND (:contracts IS NULL OR y.contract_id IN (SELECT value FROM json_each(:contracts)))
ORDER BY y.id

-- name: of_contracts
-- The plays that run for the contracts of :contracts (a JSON array).
SELECT y.*, a.name AS account_name FROM play y JOIN account a ON a.id = y.account_id
WHERE y.stopped_on IS NULL AND y.contract_id IN (SELECT value FROM json_each(:contracts)) ORDER BY y.id

-- name: open_steps
-- The steps of a play that are not done.
SELECT id, title, due_on FROM task WHERE play_id = :play AND done_on IS NULL ORDER BY id

-- name: status
-- Plays that were started, of an account or of all, with how many of their steps are done by :today and the next
-- one; without :everything those that run and have an open step.
SELECT y.id, y.name, y.account_id, y.contract_id, y."on", y.started_on, y.stopped_on, a.code AS account,
       a.name AS account_name, count(t.id) AS steps, count(CASE WHEN t.done_on <= :today THEN 1 END) AS done, n.id AS next_id,
       n.title AS next, n.due_on
FROM play y JOIN account a ON a.id = y.account_id LEFT JOIN task t ON t.play_id = y.id
LEFT JOIN task n ON n.id = (
  SELECT o.id FROM task o WHERE o.play_id = y.id AND (o.done_on IS NULL OR o.done_on > :today)
  ORDER BY o.due_on IS NULL, o.due_on, o.id LIMIT 1)
WHERE (:account IS NULL OR y.account_id = :account)
  AND (:everything OR (n.id IS NOT NULL AND (y.stopped_on IS NULL OR y.stopped_on > :today)))
GROUP BY y.id ORDER BY n.due_on IS NULL, n.due_on, a.code, y.id

-- name: roles
-- The people of an account who are still there and have a role, the one to call first before others.
SELECT id, name, role FROM contact
WHERE account_id = :account AND role IS NOT NULL AND (left_on IS NULL OR left_on > :today)
ORDER BY "primary" DESC, id

-- name: since
-- Since when the accounts of :accounts (a JSON array) have been customers.
SELECT id, customer_since FROM account
WHERE customer_since IS NOT NULL AND id IN (SELECT value FROM json_each(:accounts))

-- name: booked_reviews
-- The next review that is booked, by account.
SELECT account_id, min("on") AS day FROM interaction
WHERE planned = 1 AND cancelled = 0 AND +kind = 'qbr' AND "on" >= :today GROUP BY account_id

-- name: changes
-- What a transaction changed of the records that may start or end a play, with what each was before.
SELECT tbl, "row", before FROM journal
WHERE txn = :txn AND tbl IN ('account', 'handoff', 'contact', 'issue', 'contract') ORDER BY id
