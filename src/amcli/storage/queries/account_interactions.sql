-- The newest interactions of an account with their people.
SELECT i.*, NULL AS account,
       (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM interaction i WHERE i.account_id = :account ORDER BY i."on" DESC, i.at DESC, i.id DESC LIMIT :limit
