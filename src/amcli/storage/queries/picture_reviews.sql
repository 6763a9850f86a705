-- The newest review held with an account before :today.
SELECT max("on") AS "on" FROM interaction
WHERE account_id = :account AND kind = 'qbr' AND tried = 0 AND planned = 0 AND "on" < :today
