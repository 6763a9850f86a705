-- Every account with what metrics need to know of it, whatever the period.
SELECT id, code, name, status, tier, segment, owner, region, parent_id, added_on, customer_since, cadence_days,
       qbr_days
FROM account ORDER BY code
