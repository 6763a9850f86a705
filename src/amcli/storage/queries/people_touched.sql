-- Who of the accounts of :accounts was touched from :since to :today, one row a touch and person; a person
-- may have been there for another account.
SELECT chosen.value AS account_id, ic.contact_id, i."on"
FROM json_each(:accounts) chosen
CROSS JOIN ({touch}) i ON i.account_id = chosen.value AND i."on" >= :since AND i."on" <= :today
CROSS JOIN interaction_contact ic ON ic.interaction_id = i.id
