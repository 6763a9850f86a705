-- The interactions with :account on :day that an event of a calendar may be: booked, cancelled or held ones, with
-- the ids of their people, and whether each was booked before it was held.
SELECT i.*, i.planned = 1 OR EXISTS (
         SELECT 1 FROM journal j
         WHERE j.tbl = 'interaction' AND j."row" = i.id AND json_extract(j.before, '$.planned') = 1) AS was_booked,
       (SELECT json_group_array(ic.contact_id) FROM interaction_contact ic WHERE ic.interaction_id = i.id) AS people
FROM interaction i
WHERE i.account_id = :account AND i."on" = :day AND i.tried = 0 AND i.kind IN ('call', 'visit', 'meeting', 'qbr')
ORDER BY i.id
