-- The newest health score that was kept of every account that is onboarding or active.
SELECT a.code AS account, a.name, a.tier, h."on", h.score, h.band, h.coverage
FROM account a CROSS JOIN temp.clock k
JOIN health h ON h.id = (SELECT n.id FROM health n WHERE n.account_id = a.id AND n."on" <= k.today
                         ORDER BY n."on" DESC LIMIT 1)
WHERE a.status IN ('onboarding', 'active')
