-- Interactions with every field and their people, the newest first.
SELECT i.*, a.code AS account,
       (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM interaction i JOIN account a ON a.id = i.account_id
WHERE (:row IS NULL OR i.id = :row) AND (:ids IS NULL OR i.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR i.account_id = :account)
ORDER BY i."on" DESC, i.at DESC, i.id DESC
