-- How many contracts of an account run on :today or start later, and did not churn; one that is renewed runs
-- to the end of its own term.
SELECT count(*) AS contracts FROM contract
WHERE account_id = :account AND amends_id IS NULL AND outcome IS NOT 'churned'
  AND (terminated_on IS NULL OR terminated_on > :today)
  AND (ends_on IS NULL OR ends_on >= :today OR (auto_renew = 1 AND renewed_by_id IS NULL))
