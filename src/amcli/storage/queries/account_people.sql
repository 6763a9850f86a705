-- The contacts of an account with the day of their newest touch there; those who left come last.
SELECT c.*, (
  SELECT max(i."on") FROM interaction_contact ic JOIN ({touch}) i ON i.id = ic.interaction_id
  WHERE ic.contact_id = c.id AND i.account_id = c.account_id AND i."on" <= :today) AS last_on
FROM contact c WHERE c.account_id = :account
ORDER BY c.left_on IS NOT NULL AND c.left_on <= :today, last_on IS NULL, last_on DESC, c."primary" DESC, c.id
