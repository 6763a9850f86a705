-- The contacts of the accounts of :accounts (a JSON array of ids).
SELECT c.account_id, c.id, c.name, c.role, c.left_on, c.successor_id, c."primary", c.prefers, c.phones, c.emails
FROM json_each(:accounts) chosen CROSS JOIN contact c ON c.account_id = chosen.value
ORDER BY c.account_id, c.id
