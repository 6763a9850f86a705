-- Goals of an account, the open ones first, by the day they are due.
SELECT * FROM goal WHERE account_id = :account
ORDER BY status <> 'open', due_on IS NULL, due_on, id
