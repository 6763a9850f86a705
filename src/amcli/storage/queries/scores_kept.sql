-- The scores of :account that were kept up to :today, made by the same :model, the oldest first.
SELECT "on", score, band FROM health
WHERE account_id = :account AND "on" <= :today AND model = :model ORDER BY "on"
