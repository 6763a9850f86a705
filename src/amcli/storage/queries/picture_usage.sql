-- Figures of use of an account from :since to :today, by metric and day.
SELECT metric, "on", value, entitlement FROM usage
WHERE account_id = :account AND "on" BETWEEN :since AND :today ORDER BY metric, "on"
