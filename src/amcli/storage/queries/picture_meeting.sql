-- The next meeting that is booked with an account, from :today on.
SELECT i.*, (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM interaction i
WHERE i.account_id = :account AND i.planned = 1 AND i.cancelled = 0 AND i."on" >= :today
  AND i.kind <> 'note' AND i.tried = 0
ORDER BY i."on", i.at IS NULL, i.at, i.id LIMIT 1
