-- What was said with an account from :since to :today, the newest first; no notes, no attempts.
SELECT i.*, (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS contacts
FROM ({touch}) i
WHERE i.account_id = :account AND i."on" BETWEEN :since AND :today
ORDER BY i."on" DESC, i.at DESC, i.id DESC LIMIT :most
