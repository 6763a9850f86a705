-- The contacts of an account with their newest touch there; the last spoken to first, those who left last.
SELECT c.*, last."on" AS last_on, last.kind AS last_kind
FROM contact c LEFT JOIN interaction last ON last.id = (
  SELECT i.id FROM interaction_contact ic JOIN ({touch}) i ON i.id = ic.interaction_id
  WHERE ic.contact_id = c.id AND i.account_id = c.account_id AND i."on" <= :today
  ORDER BY i."on" DESC, i.id DESC LIMIT 1)
WHERE c.account_id = :account
ORDER BY c.left_on IS NOT NULL AND c.left_on <= :today, last_on IS NULL, last_on DESC, c."primary" DESC,
         c.role IS NULL, c.id
