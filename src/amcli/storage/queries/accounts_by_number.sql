-- Accounts whose phone number holds some figures in their order, whatever stands between them (:pattern).
SELECT * FROM account WHERE phone LIKE :pattern ORDER BY id
