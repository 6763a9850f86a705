-- How many contracts of an account run on :today or start later, and did not churn.
SELECT count(*) AS contracts FROM contract
WHERE account_id = :account AND amends_id IS NULL AND outcome IS NOT 'churned' AND renewed_by_id IS NULL
  AND (terminated_on IS NULL OR terminated_on > :today)
  AND (ends_on IS NULL OR ends_on >= :today OR auto_renew = 1)
