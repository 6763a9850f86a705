-- name: touch
-- Touches: what counts as being in touch. No notes, no attempts, nothing that is still ahead. The condition is that of the
-- partial index interaction_touch, word for word; SQLite reads it as part of the query around it. Where that asks for the
-- newest up to a day it says `unlikely` of that: few rows are expected then, so that it is worth to SQLite that this index
-- is smaller than interaction_account, which is narrower and is else taken by SQLite 3.53.
SELECT * FROM interaction WHERE kind <> 'note' AND tried = 0 AND planned = 0

-- name: open_contract
-- Recurring contracts with an end that still await their outcome on :today, with the deadline: the last day for notice while it
-- is ahead, else the end. Facts dated after :today have not happened; renewed without a successor counts as no outcome.
SELECT d.*, CASE WHEN d.notice_by >= :today THEN d.notice_by ELSE d.ends_on END AS deadline,
       CAST(julianday(d.ends_on) - julianday(:today) AS INTEGER) AS days_left
FROM ({contract_days}) d
WHERE d.ends_on IS NOT NULL AND d.amends_id IS NULL
  AND (d.outcome_on > :today OR (d.outcome IS NOT 'churned' AND d.renewed_by_id IS NULL))
  AND (d.terminated_on IS NULL OR d.terminated_on > :today) AND d.kind = 'recurring'

-- name: contract_days
-- Contracts with the last day on which notice can be given.
SELECT c.*, {notice_by} AS notice_by FROM contract c
