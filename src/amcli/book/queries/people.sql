-- The contacts of every account that is onboarding or active.
SELECT c.id, c.account_id, c.name, c.title, c.role, c.stance, c."primary", c.left_on, c.successor_id, c.prefers,
       c.phones, c.emails
FROM contact c JOIN account a ON a.id = c.account_id
WHERE a.status IN ('onboarding', 'active') AND (:account IS NULL OR a.id = :account)
ORDER BY c.account_id, c.id
