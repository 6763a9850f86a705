-- name: usage
-- Figures of use of an account from :since to :today, by metric and day.
SELECT metric, "on", value, entitlement FROM usage
WHERE account_id = :account AND "on" BETWEEN :since AND :today ORDER BY metric, "on"

-- name: scores
-- The scores of :account that were kept up to :today, made by the same :model, the oldest first.
SELECT "on", score, band FROM health
WHERE account_id = :account AND "on" <= :today AND model = :model ORDER BY "on"

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
