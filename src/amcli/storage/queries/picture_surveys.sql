-- Answers of an account from :since to :today, the newest first.
SELECT s.*, c.name AS contact FROM survey s LEFT JOIN contact c ON c.id = s.contact_id
WHERE s.account_id = :account AND s."on" BETWEEN :since AND :today ORDER BY s."on" DESC, s.id DESC
