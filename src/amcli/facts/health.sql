-- name: today
-- One row where the scores of the day :today are kept already.
SELECT 1 FROM account a JOIN health h ON h.account_id = a.id AND h."on" = :today LIMIT 1

-- name: before
-- The newest stored score of each account between :from and :to, made by the same :model, with its lines.
SELECT h.account_id, h.score, max(h."on") AS "on", h.reasons FROM health h
WHERE h."on" BETWEEN :from AND :to AND h.model = :model AND h.score IS NOT NULL
GROUP BY h.account_id

-- name: at_risk
-- The accounts that were at risk on the newest day between :from and :to with scores of this :model; one row
-- without an account where there were none.
SELECT day."on", h.account_id FROM
  (SELECT max("on") AS "on" FROM health WHERE "on" BETWEEN :from AND :to AND model = :model) day
  LEFT JOIN health h ON h."on" = day."on" AND h.model = :model AND h.band IN ('critical', 'at_risk')
WHERE day."on" IS NOT NULL
