-- Each metric of an account within the last 120 days: how many values, the mean of the last 30 days
-- (after :recent), the mean of the 90 before them, and the newest value with its entitlement. Of the whole
-- book by day, of some accounts (:accounts, a JSON array of ids) by account.
WITH near AS (
  SELECT u.account_id, u.metric, u."on", u.value, u.entitlement FROM usage u
  WHERE :accounts IS NULL AND u."on" > :since AND u."on" <= :today
  UNION ALL
  SELECT u.account_id, u.metric, u."on", u.value, u.entitlement
  FROM json_each(:accounts) chosen CROSS JOIN usage u ON u.account_id = chosen.value
  WHERE u."on" > :since AND u."on" <= :today)
SELECT account_id, metric, count(*), avg(CASE WHEN "on" > :recent THEN value END),
       avg(CASE WHEN "on" <= :recent THEN value END), max("on"), value, entitlement
FROM near GROUP BY account_id, metric ORDER BY account_id, metric
