-- The accounts in which somebody was tried and not reached, by :today.
SELECT DISTINCT i.account_id FROM interaction i WHERE i.tried = 1 AND i."on" <= :today
