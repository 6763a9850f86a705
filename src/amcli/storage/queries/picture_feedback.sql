-- Feedback of an account up to :today: what was not closed, and what was given or closed since :since.
SELECT f.*, c.name AS contact FROM feedback f LEFT JOIN contact c ON c.id = f.contact_id
WHERE f.account_id = :account AND f."on" <= :today
  AND (f.closed_on IS NULL OR f."on" >= :since OR f.closed_on >= :since OR f.relayed_on >= :since)
ORDER BY f."on" DESC, f.id DESC
