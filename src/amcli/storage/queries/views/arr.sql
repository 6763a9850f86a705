-- Annual recurring revenue of every account in the base currency; empty where a rate is missing.
WITH running(id, account_id, annual_value, currency) AS ({arr}),
summed(account_id, minor) AS (
  SELECT account_id, CASE WHEN count(*) = count(in_base(annual_value, currency))
                     THEN sum(in_base(annual_value, currency)) END
  FROM running GROUP BY account_id
)
SELECT a.code AS account, a.name, a.tier, a.owner,
       CASE WHEN s.account_id IS NULL THEN 0 ELSE major(s.minor, k.currency) END AS arr, k.currency
FROM account a CROSS JOIN temp.clock k LEFT JOIN summed s ON s.account_id = a.id
