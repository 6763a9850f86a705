-- name: on
-- The meetings booked with :account for :day, by time, with the ids of their people.
SELECT b.id, b.kind, b.at, b.summary, b.purpose,
       (SELECT json_group_array(ic.contact_id) FROM interaction_contact ic WHERE ic.interaction_id = b.id) AS people
FROM interaction b
WHERE b.account_id = :account AND b.planned = 1 AND b.cancelled = 0 AND b."on" = :day
  AND b.kind <> 'note' AND b.tried = 0
ORDER BY b.at IS NULL, b.at, b.id

-- name: of_day
-- The interactions with :account on :day that an event of a calendar may be: booked, cancelled or held ones, with
-- the ids of their people, and whether each was booked before it was held.
SELECT i.*, i.planned = 1 OR EXISTS (
         SELECT 1 FROM journal j
         WHERE j.tbl = 'interaction' AND j."row" = i.id AND json_extract(j.before, '$.planned') = 1) AS was_booked,
       (SELECT json_group_array(ic.contact_id) FROM interaction_contact ic WHERE ic.interaction_id = i.id) AS people
FROM interaction i
WHERE i.account_id = :account AND i."on" = :day AND i.tried = 0 AND i.kind IN ('call', 'visit', 'meeting', 'qbr')
ORDER BY i.id

-- name: held_by
-- The change by which :interaction became one that took place, and whether a clock had made it.
SELECT t.automatic FROM journal j JOIN txn t ON t.id = j.txn
WHERE j.tbl = 'interaction' AND j."row" = :interaction
  AND (j.before IS NULL OR (json_extract(j.before, '$.planned') = 1 AND json_extract(j.after, '$.planned') = 0))
ORDER BY j.id DESC LIMIT 1
