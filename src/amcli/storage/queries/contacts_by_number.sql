-- Contacts, of :account where one is given, with a phone number that holds some figures in their order, whatever
-- stands between them (:pattern). Whether it is the number is for `whois` to say.
SELECT c.*, a.code AS account
FROM contact c JOIN account a ON a.id = c.account_id
WHERE c.phones LIKE :pattern AND (:account IS NULL OR c.account_id = :account)
ORDER BY c.id
