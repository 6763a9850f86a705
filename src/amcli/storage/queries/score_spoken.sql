-- Who was touched from :since to :today, of the accounts that should not hang on one person.
SELECT DISTINCT a.id AS account_id, ic.contact_id
FROM account a
CROSS JOIN ({touch}) i ON i.account_id = a.id AND i."on" >= :since AND i."on" <= :today
CROSS JOIN interaction_contact ic ON ic.interaction_id = i.id
WHERE a.status IN ('onboarding', 'active') AND a.tier <> 'light'
