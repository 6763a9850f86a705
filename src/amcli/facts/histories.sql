-- name: usage
-- Figures of use of an account from :since to :today, by metric and day.
SELECT metric, "on", value, entitlement FROM usage
WHERE account_id = :account AND "on" BETWEEN :since AND :today ORDER BY metric, "on"

-- name: scores
-- The scores of :account that were kept up to :today, made by the same :model, the oldest first.
SELECT "on", score, band FROM health
WHERE account_id = :account AND "on" <= :today AND model = :model ORDER BY "on"
