-- name: before
-- The newest figure of a metric on or before a day.
SELECT * FROM usage WHERE account_id = :account AND metric = :metric AND "on" <= :day
ORDER BY "on" DESC LIMIT 1

-- name: metrics
-- The metrics of use of an account, each found by one step in the index, however many figures it has.
WITH RECURSIVE each_metric(metric) AS (
  SELECT min(metric) FROM usage WHERE account_id = :account
  UNION ALL
  SELECT (SELECT min(u.metric) FROM usage u WHERE u.account_id = :account AND u.metric > each_metric.metric)
  FROM each_metric WHERE each_metric.metric IS NOT NULL)
SELECT metric FROM each_metric WHERE metric IS NOT NULL
