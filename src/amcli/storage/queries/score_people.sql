-- The contacts of every account that has a score, without their names.
SELECT c.account_id, c.id, c.role, c.left_on, c.successor_id
FROM contact c JOIN account a ON a.id = c.account_id WHERE a.status IN ('onboarding', 'active')
