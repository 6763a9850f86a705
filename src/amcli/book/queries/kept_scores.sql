-- The scores that were kept on the day :today, of accounts that have one.
SELECT h.account_id, h.score, h.band FROM account a JOIN health h ON h.account_id = a.id AND h."on" = :today
WHERE a.status IN ('onboarding', 'active')
