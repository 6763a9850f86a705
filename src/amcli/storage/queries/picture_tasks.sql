-- Tasks of an account as they stood on :today: open ones, and those done since :since.
SELECT t.*, c.name AS contact FROM task t LEFT JOIN contact c ON c.id = t.contact_id
WHERE t.account_id = :account AND (t.done_on IS NULL OR t.done_on >= :since)
ORDER BY t.due_on IS NULL, t.due_on, t.id
