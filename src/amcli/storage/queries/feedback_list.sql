-- Feedback with every field: what is still open first, the newest before the older.
SELECT f.*, a.code AS account, c.name AS contact
FROM feedback f JOIN account a ON a.id = f.account_id LEFT JOIN contact c ON c.id = f.contact_id
WHERE (:row IS NULL OR f.id = :row) AND (:ids IS NULL OR f.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR f.account_id = :account)
ORDER BY f.closed_on IS NOT NULL, f."on" DESC, f.id DESC
