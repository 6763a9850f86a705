-- The ids of the accounts that have a score: onboarding or active; one of them where :account is given.
SELECT id FROM account WHERE status IN ('onboarding', 'active') AND (:account IS NULL OR id = :account)
