-- Open contracts on :today, amendments added to their parent.
SELECT c.id, c.account_id, a.code AS account, a.name, p.name AS product, c.starts_on, c.ends_on, c.notice_by,
       c.auto_renew, c.stage, c.forecast,
       CASE WHEN c.annual_value IS NULL AND amended.value IS NULL THEN NULL
            ELSE coalesce(c.annual_value, 0) + coalesce(amended.value, 0) END AS value,
       c.currency, (SELECT s.until FROM snooze s WHERE s.kind = 'contract' AND s."row" = c.id) AS snoozed_until
FROM ({open_contract}) c
JOIN account a ON a.id = c.account_id
LEFT JOIN product p ON p.id = c.product_id
LEFT JOIN (SELECT amends_id, sum(annual_value) AS value FROM contract
           WHERE amends_id IS NOT NULL AND (terminated_on IS NULL OR terminated_on > :today)
           GROUP BY amends_id) amended ON amended.amends_id = c.id
WHERE a.status NOT IN ('archived', 'churned') AND (:accounts IS NULL OR c.account_id IN (SELECT value FROM json_each(:accounts)))
  AND (:until IS NULL OR c.ends_on <= :until OR c.notice_by BETWEEN :today AND :until)
ORDER BY c.ends_on, c.id
