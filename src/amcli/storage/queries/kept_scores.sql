-- The scores that were kept on the day :today, of every account that has one; an empty band where none was
-- kept.
SELECT a.id, h.score, h.band FROM account a LEFT JOIN health h ON h.account_id = a.id AND h."on" = :today
WHERE a.status IN ('onboarding', 'active')
