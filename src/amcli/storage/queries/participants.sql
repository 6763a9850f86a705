-- The people of some interactions (:ids is a JSON array), in the order in which they were named.
SELECT ic.interaction_id, ic.contact_id, c.name
FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
WHERE ic.interaction_id IN (SELECT value FROM json_each(:ids))
ORDER BY ic.interaction_id, ic.id
