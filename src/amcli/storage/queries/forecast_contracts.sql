-- Contracts that end from :first to :last, with what a person expects of them; amendments end with their parent.
SELECT c.id, c.account_id, c.forecast, c.ends_on, c.annual_value,
       c.terminated_on IS NULL AND c.renewed_by_id IS NULL AND c.outcome IS NOT 'churned' AS open
FROM contract c
WHERE c.amends_id IS NULL AND c.ends_on BETWEEN :first AND :last ORDER BY c.id
