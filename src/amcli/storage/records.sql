-- name: account
-- Accounts with every field, by code.
SELECT a.*, parent.code AS parent
FROM account a LEFT JOIN account parent ON parent.id = a.parent_id
WHERE (:row IS NULL OR a.id = :row) AND (:ids IS NULL OR a.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR a.id = :account)
ORDER BY a.code

-- name: contact
-- Contacts with every field, by account; those who left come last.
SELECT c.*, a.code AS account, c.successor_id AS successor
FROM contact c JOIN account a ON a.id = c.account_id
WHERE (:row IS NULL OR c.id = :row) AND (:ids IS NULL OR c.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR c.account_id = :account)
ORDER BY a.code, c.left_on IS NOT NULL, c."primary" DESC, c.id

-- name: contract
-- Contracts with every field, by account and start.
SELECT c.*, a.code AS account, p.name AS product, c.renewed_by_id AS renewed_by, c.amends_id AS amends
FROM contract c JOIN account a ON a.id = c.account_id LEFT JOIN product p ON p.id = c.product_id
WHERE (:row IS NULL OR c.id = :row) AND (:ids IS NULL OR c.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR c.account_id = :account)
ORDER BY a.code, c.starts_on, c.id

-- name: event
-- Events with every field, the newest first.
SELECT e.*, a.code AS account
FROM event e JOIN account a ON a.id = e.account_id
WHERE (:row IS NULL OR e.id = :row) AND (:ids IS NULL OR e.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR e.account_id = :account)
ORDER BY e."on" DESC, e.id DESC

-- name: feedback
-- Feedback with every field: what is still open first, the newest before the older.
SELECT f.*, a.code AS account, c.name AS contact
FROM feedback f JOIN account a ON a.id = f.account_id LEFT JOIN contact c ON c.id = f.contact_id
WHERE (:row IS NULL OR f.id = :row) AND (:ids IS NULL OR f.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR f.account_id = :account)
ORDER BY f.closed_on IS NOT NULL, f."on" DESC, f.id DESC

-- name: goal
-- Goals with every field: open ones first, by day.
SELECT g.*, a.code AS account
FROM goal g JOIN account a ON a.id = g.account_id
WHERE (:row IS NULL OR g.id = :row) AND (:ids IS NULL OR g.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR g.account_id = :account)
ORDER BY g.status <> 'open', g.due_on IS NULL, g.due_on, g.id

-- name: steps
-- The steps of a goal: the tasks of its account that name it.
SELECT t.id FROM goal g JOIN task t ON t.goal_id = g.id AND t.account_id = g.account_id WHERE g.id = :goal

-- name: handoff
-- Handoffs with every field, the newest first.
SELECT h.*, a.code AS account
FROM handoff h JOIN account a ON a.id = h.account_id
WHERE (:row IS NULL OR h.id = :row) AND (:ids IS NULL OR h.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR h.account_id = :account)
ORDER BY h."on" DESC, h.id DESC

-- name: interaction
-- Interactions with every field and their people, the newest first.
SELECT i.*, a.code AS account,
       (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM interaction i JOIN account a ON a.id = i.account_id
WHERE (:row IS NULL OR i.id = :row) AND (:ids IS NULL OR i.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR i.account_id = :account)
ORDER BY i."on" DESC, i.at DESC, i.id DESC

-- name: issue
-- Issues with every field: open ones first, the gravest and then the oldest; then the newest resolved.
SELECT i.*, a.code AS account, c.name AS contact
FROM issue i JOIN account a ON a.id = i.account_id LEFT JOIN contact c ON c.id = i.contact_id
WHERE (:row IS NULL OR i.id = :row) AND (:ids IS NULL OR i.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR i.account_id = :account)
ORDER BY i.resolved_on IS NOT NULL, i.resolved_on DESC,
  CASE i.severity WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END, i.opened_on, i.id

-- name: opportunity
-- Opportunities with every field: open ones first, by the day they are expected; then the newest closed.
SELECT o.*, a.code AS account, c.name AS contact, p.name AS product, o.contract_id AS contract
FROM opportunity o JOIN account a ON a.id = o.account_id
  LEFT JOIN contact c ON c.id = o.contact_id LEFT JOIN product p ON p.id = o.product_id
WHERE (:row IS NULL OR o.id = :row) AND (:ids IS NULL OR o.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR o.account_id = :account)
ORDER BY o.stage IN ('won', 'lost'), o.closed_on DESC, o.expected_on IS NULL, o.expected_on, o.id

-- name: product
-- The catalogue with every field, by name.
SELECT p.*
FROM product p
WHERE (:row IS NULL OR p.id = :row) AND (:ids IS NULL OR p.id IN (SELECT value FROM json_each(:ids)))
ORDER BY p.name_folded

-- name: survey
-- Answers to surveys with every field, the newest first.
SELECT s.*, a.code AS account, c.name AS contact
FROM survey s JOIN account a ON a.id = s.account_id LEFT JOIN contact c ON c.id = s.contact_id
WHERE (:row IS NULL OR s.id = :row) AND (:ids IS NULL OR s.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR s.account_id = :account)
ORDER BY s."on" DESC, s.id DESC

-- name: target
-- Targets with every field, the newest period first.
SELECT t.*
FROM target t
WHERE (:row IS NULL OR t.id = :row) AND (:ids IS NULL OR t.id IN (SELECT value FROM json_each(:ids)))
ORDER BY t.period DESC, t.metric, t.owner IS NOT NULL, t.owner, t.id

-- name: task
-- Tasks with every field, done ones too: open ones first, by day.
SELECT t.*, a.code AS account, c.name AS contact, t.interaction_id AS interaction, t.goal_id AS goal, y.name AS play
FROM task t JOIN account a ON a.id = t.account_id LEFT JOIN contact c ON c.id = t.contact_id
LEFT JOIN play y ON y.id = t.play_id
WHERE (:row IS NULL OR t.id = :row) AND (:ids IS NULL OR t.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR t.account_id = :account)
ORDER BY t.done_on IS NOT NULL, t.due_on IS NULL, t.due_on, t.id

-- name: usage
-- Figures of use with every field, by account and metric, the newest first.
SELECT u.*, a.code AS account
FROM usage u JOIN account a ON a.id = u.account_id
WHERE (:row IS NULL OR u.id = :row) AND (:ids IS NULL OR u.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR u.account_id = :account)
ORDER BY a.code, u.metric, u."on" DESC, u.id DESC

-- name: play
-- Plays that were started, with every field: those that run first, the newest before the older.
SELECT y.*, a.code AS account, y.contract_id AS contract
FROM play y JOIN account a ON a.id = y.account_id
WHERE (:row IS NULL OR y.id = :row) AND (:ids IS NULL OR y.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR y.account_id = :account)
ORDER BY y.stopped_on IS NOT NULL, y."on" DESC, y.id DESC

-- name: targets_of_period
-- The targets of a metric in a period: mine, and each owner's.
SELECT id, owner FROM target WHERE period = :period AND metric = :metric
