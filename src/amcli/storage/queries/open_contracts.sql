-- Contracts with an end that still await their outcome on :today, amendments added to their parent.
-- Facts dated after :today have not happened; renewed without a successor counts as no outcome.
SELECT c.id, c.account_id, a.code, a.name, p.name, c.starts_on, c.ends_on, {notice_by}, c.auto_renew,
       c.stage, c.forecast,
       CASE WHEN c.annual_value IS NULL AND amended.value IS NULL THEN NULL
            ELSE coalesce(c.annual_value, 0) + coalesce(amended.value, 0) END,
       c.currency, (SELECT s.until FROM snooze s WHERE s.kind = 'contract' AND s."row" = c.id)
FROM contract c
JOIN account a ON a.id = c.account_id
LEFT JOIN product p ON p.id = c.product_id
LEFT JOIN (SELECT amends_id, sum(annual_value) AS value FROM contract
           WHERE amends_id IS NOT NULL AND (terminated_on IS NULL OR terminated_on > :today)
           GROUP BY amends_id) amended ON amended.amends_id = c.id
WHERE c.ends_on IS NOT NULL AND c.amends_id IS NULL
  AND (c.terminated_on IS NULL OR c.terminated_on > :today)
  AND (c.outcome_on > :today OR (c.outcome IS NOT 'churned' AND c.renewed_by_id IS NULL))
  AND a.status NOT IN ('archived', 'churned') AND (:accounts IS NULL OR c.account_id IN (SELECT value FROM json_each(:accounts)))
  AND (:until IS NULL OR c.ends_on <= :until
       OR {notice_by} BETWEEN :today AND :until)
ORDER BY c.ends_on, c.id
