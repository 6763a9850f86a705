-- The contacts of one account.
SELECT c.id, c.name, c.title, c.role, c.stance, c."primary", c.left_on, c.phones, c.emails
FROM contact c WHERE c.account_id = :account ORDER BY c.id
