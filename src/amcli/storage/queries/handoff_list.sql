-- Handoffs with every field, the newest first.
SELECT h.*, a.code AS account
FROM handoff h JOIN account a ON a.id = h.account_id
WHERE (:row IS NULL OR h.id = :row) AND (:ids IS NULL OR h.id IN (SELECT value FROM json_each(:ids)))
  AND (:account IS NULL OR h.account_id = :account)
ORDER BY h."on" DESC, h.id DESC
