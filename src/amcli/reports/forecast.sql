-- name: contracts
-- Recurring contracts that end from :first to :last, with what a person expects of them; amendments end with their parent.
SELECT c.id, c.account_id, c.forecast, c.forecast_value, c.currency, c.ends_on, c.annual_value,
       c.terminated_on IS NULL AND c.renewed_by_id IS NULL AND c.outcome IS NOT 'churned' AS open
FROM contract c
WHERE c.amends_id IS NULL AND c.kind = 'recurring' AND c.ends_on BETWEEN :first AND :last ORDER BY c.id

-- name: opportunities
-- Growth that is expected from :first to :last and was open on :today.
SELECT o.id, o.account_id, o.kind, o.value, o.currency, o.probability
FROM opportunity o
WHERE o.kind IN ('upsell', 'cross_sell') AND o.expected_on BETWEEN :first AND :last
  AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
ORDER BY o.id

-- name: before
-- Each contract that was changed after the instant :at, as it was before the first of these changes; of one
-- that was put on record after it there is nothing.
SELECT min(j.id), j."row" AS id, j.before ->> 'forecast' AS forecast,
       j.before ->> 'forecast_value' AS forecast_value, j.before ->> 'ends_on' AS ends_on
FROM journal j JOIN txn t ON t.id = j.txn
WHERE t.at > :at AND j.tbl = 'contract' GROUP BY j."row"

-- name: first_kept
-- The first day on which the health of an account was kept.
SELECT a.id, h."on" FROM account a CROSS JOIN health h ON h.id = (
  SELECT f.id FROM health f WHERE f.account_id = a.id ORDER BY f."on" LIMIT 1)

-- name: health
-- The health with which an account was kept on or before a day; :pairs are lists of the account's id and the day.
SELECT p.key AS at, (SELECT h.band FROM health h
                     WHERE h.account_id = p.value ->> 0 AND h."on" <= p.value ->> 1
                     ORDER BY h."on" DESC LIMIT 1) AS health
FROM json_each(:pairs) p
