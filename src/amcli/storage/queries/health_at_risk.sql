-- The accounts that were at risk on the newest day between :from and :to with scores of this :model; one row
-- without an account where there were none.
SELECT day."on", h.account_id FROM
  (SELECT max("on") AS "on" FROM health WHERE "on" BETWEEN :from AND :to AND model = :model) day
  LEFT JOIN health h ON h."on" = day."on" AND h.model = :model AND h.band IN ('critical', 'at_risk')
WHERE day."on" IS NOT NULL
