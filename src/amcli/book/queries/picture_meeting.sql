-- The next thing that is booked with an account: dated ahead, or planned for :today.
SELECT i.*, (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM interaction i
WHERE i.account_id = :account AND (i."on" > :today OR (i."on" = :today AND i.planned = 1))
  AND i.kind <> 'note' AND i.tried = 0
ORDER BY i."on", i.at IS NULL, i.at, i.id LIMIT 1
