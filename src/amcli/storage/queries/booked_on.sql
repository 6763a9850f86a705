-- The meetings booked with :account for :day, by time, with the ids of their people.
SELECT b.id, b.kind, b.at, b.summary, b.purpose,
       (SELECT json_group_array(ic.contact_id) FROM interaction_contact ic WHERE ic.interaction_id = b.id) AS people
FROM interaction b
WHERE b.account_id = :account AND b.planned = 1 AND b.cancelled = 0 AND b."on" = :day
  AND b.kind <> 'note' AND b.tried = 0
ORDER BY b.at IS NULL, b.at, b.id
