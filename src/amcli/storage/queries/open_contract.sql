-- Contracts with an end that still await their outcome on :today, with the day to act by: the last one for notice while it
-- is ahead, else the end. Facts dated after :today have not happened; renewed without a successor counts as no outcome.
SELECT d.*, CASE WHEN d.notice_by >= :today THEN d.notice_by ELSE d.ends_on END AS act_by,
       CAST(julianday(d.ends_on) - julianday(:today) AS INTEGER) AS days_left
FROM ({contract_days}) d
WHERE d.ends_on IS NOT NULL AND d.amends_id IS NULL
  AND (d.terminated_on IS NULL OR d.terminated_on > :today)
  AND (d.outcome_on > :today OR (d.outcome IS NOT 'churned' AND d.renewed_by_id IS NULL))
