-- The newest handoff of an account.
SELECT * FROM handoff WHERE account_id = :account AND "on" <= :today ORDER BY "on" DESC, id DESC LIMIT 1
