-- The contracts of :contracts and their amendments, oldest first.
SELECT id, amends_id, account_id, currency, starts_on, terminated_on, annual_value FROM contract
WHERE id IN (SELECT value FROM json_each(:contracts)) OR amends_id IN (SELECT value FROM json_each(:contracts))
ORDER BY id
