-- name: last
-- The emails and chats from :since to :today that are the last word with the accounts of :accounts (a JSON array of ids),
-- as far as is known who wrote last in each (:way: in or out; either, where it isn't given); one of them where :row is.
-- Whatever follows ends it, and so does who said that it needs no answer. One whose people have all left is none.
SELECT m.id, m.account_id, a.code, a.name, m.kind, m."on", m.at, m.summary, coalesce(m.last_direction, m.direction) AS way,
       p.id AS contact, p.name AS person,
       (SELECT s.until FROM snooze s WHERE s.kind = 'interaction' AND s."row" = m.id AND s.until > :today) AS until
FROM json_each(:accounts) chosen
CROSS JOIN ({touch}) m ON m.account_id = chosen.value AND m."on" >= :since AND unlikely(m."on" <= :today)
JOIN account a ON a.id = m.account_id
LEFT JOIN contact p ON p.id = (
  SELECT c.id FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
  WHERE ic.interaction_id = m.id AND c.account_id = m.account_id AND (c.left_on IS NULL OR c.left_on > :today)
  ORDER BY ic.id LIMIT 1)
WHERE m.kind IN ('email', 'chat') AND coalesce(m.last_direction, m.direction) IN ('in', 'out')
  AND (:way IS NULL OR coalesce(m.last_direction, m.direction) = :way) AND (:row IS NULL OR m.id = :row)
  AND (m.settled_on IS NULL OR m.settled_on > :today)
  AND (p.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM interaction_contact ic WHERE ic.interaction_id = m.id))
  AND NOT EXISTS (SELECT 1 FROM ({touch}) t WHERE {follows})
ORDER BY m.account_id, m."on", m.id

-- name: settled
-- Which of the emails and chats of :ids (a JSON array) were answered by :today, or said to need no answer: one that merely
-- waits no more, as who wrote it has left, was not.
SELECT m.id, m.account_id, 'Reply to ' || coalesce(m.summary, 'the ' || m.kind) AS title,
       CASE WHEN m.settled_on <= :today THEN 'not needed' ELSE 'sent' END AS what
FROM json_each(:ids) chosen CROSS JOIN interaction m ON m.id = chosen.value
WHERE m.settled_on <= :today OR m.last_direction = 'out'
  OR EXISTS (SELECT 1 FROM ({touch}) t
             WHERE {follows} AND (t.kind NOT IN ('email', 'chat') OR coalesce(t.last_direction, t.direction) = 'out'))
