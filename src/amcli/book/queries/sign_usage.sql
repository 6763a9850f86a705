-- Each metric of an account within the last 120 days: how many values, the mean of the last 30 days
-- (after :recent), the mean of the 90 before them, and the newest value with its entitlement.
SELECT u.account_id, u.metric, count(*), avg(CASE WHEN u."on" > :recent THEN u.value END),
       avg(CASE WHEN u."on" <= :recent THEN u.value END), max(u."on"), u.value, u.entitlement
FROM account a CROSS JOIN usage u ON u.account_id = a.id AND u."on" > :since AND u."on" <= :today
WHERE a.status IN ('onboarding', 'active') AND (:accounts IS NULL OR a.id IN (SELECT value FROM json_each(:accounts)))
GROUP BY u.account_id, u.metric
ORDER BY u.account_id, u.metric
