-- name: people
-- The contacts of an account with their newest touch there; the last spoken to first, those who left last.
SELECT c.*, last."on" AS last_on, last.kind AS last_kind
FROM contact c LEFT JOIN interaction last ON last.id = (
  SELECT i.id FROM interaction_contact ic JOIN ({touch}) i ON i.id = ic.interaction_id
  WHERE ic.contact_id = c.id AND i.account_id = c.account_id AND unlikely(i."on" <= :today)
  ORDER BY i."on" DESC, i.id DESC LIMIT 1)
WHERE c.account_id = :account
ORDER BY c.left_on IS NOT NULL AND c.left_on <= :today, last_on IS NULL, last_on DESC, c."primary" DESC,
         c.role IS NULL, c.id

-- name: touches
-- What was said with an account from :since to :today, the newest first; no notes, no attempts.
SELECT i.*, (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM ({touch}) i
WHERE i.account_id = :account AND i."on" BETWEEN :since AND :today
ORDER BY i."on" DESC, i.at DESC, i.id DESC LIMIT :most

-- name: meeting
-- The next meeting that is booked with an account, from :today on.
SELECT i.*, (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM interaction i
WHERE i.account_id = :account AND i.planned = 1 AND i.cancelled = 0 AND i."on" >= :today
  AND i.kind <> 'note' AND i.tried = 0
ORDER BY i."on", i.at IS NULL, i.at, i.id LIMIT 1

-- name: tasks
-- Tasks of an account as they stood on :today: open ones, and those done since :since.
SELECT t.*, c.name AS contact FROM task t LEFT JOIN contact c ON c.id = t.contact_id
WHERE t.account_id = :account AND (t.done_on IS NULL OR t.done_on >= :since)
ORDER BY t.due_on IS NULL, t.due_on, t.id

-- name: goals
-- Goals of an account, the open ones first, by the day they are due.
SELECT * FROM goal WHERE account_id = :account
ORDER BY status <> 'open', due_on IS NULL, due_on, id

-- name: reviews
-- The newest review held with an account before :today.
SELECT max("on") AS "on" FROM interaction
WHERE account_id = :account AND kind = 'qbr' AND tried = 0 AND planned = 0 AND "on" < :today

-- name: held
-- The reviews of an account since :since, held or booked, by day: of what was said there is nothing.
SELECT "on", at, planned FROM interaction
WHERE account_id = :account AND kind = 'qbr' AND tried = 0 AND cancelled = 0
  AND CASE planned WHEN 1 THEN "on" >= :today ELSE "on" BETWEEN :since AND :today END
ORDER BY "on", id

-- name: opportunities
-- Open opportunities of an account, by the day they are expected.
SELECT o.*, p.name AS product FROM opportunity o LEFT JOIN product p ON p.id = o.product_id
WHERE o.account_id = :account AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
ORDER BY o.expected_on IS NULL, o.expected_on, o.id

-- name: issues
-- Issues of an account that were opened by :today, and were open then or solved since :since.
SELECT i.*, c.name AS contact FROM issue i LEFT JOIN contact c ON c.id = i.contact_id
WHERE i.account_id = :account AND i.opened_on <= :today AND (i.resolved_on IS NULL OR i.resolved_on >= :since)
ORDER BY i.opened_on, i.id

-- name: surveys
-- Answers of an account from :since to :today, the newest first.
SELECT s.*, c.name AS contact FROM survey s LEFT JOIN contact c ON c.id = s.contact_id
WHERE s.account_id = :account AND s."on" BETWEEN :since AND :today ORDER BY s."on" DESC, s.id DESC

-- name: feedback
-- Feedback of an account up to :today: what was not closed, and what was given or closed since :since.
SELECT f.*, c.name AS contact FROM feedback f LEFT JOIN contact c ON c.id = f.contact_id
WHERE f.account_id = :account AND f."on" <= :today
  AND (f.closed_on IS NULL OR f."on" >= :since OR f.closed_on >= :since OR f.relayed_on >= :since)
ORDER BY f."on" DESC, f.id DESC

-- name: events
-- Events of an account that happened from :since to :today, or still last, the newest first.
SELECT * FROM event WHERE account_id = :account AND "on" <= :today AND ("on" >= :since OR until >= :today)
ORDER BY "on" DESC, id DESC

-- name: handoff
-- The newest handoff of an account.
SELECT * FROM handoff WHERE account_id = :account AND "on" <= :today ORDER BY "on" DESC, id DESC LIMIT 1

-- name: score
-- The day, from :from to :to, of the newest stored score of an account with a certain value.
SELECT "on" FROM health WHERE account_id = :account AND score = :score AND "on" BETWEEN :from AND :to
ORDER BY "on" DESC LIMIT 1

-- name: catalogue
-- Every product: those of the catalogue, which holds whatever was ever sold.
SELECT id, name, list_price, currency FROM product ORDER BY name_folded
