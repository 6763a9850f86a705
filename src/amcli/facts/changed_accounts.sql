-- name: since
-- The rows that were changed after entry :journal of the journal, at most :most, with the account that each
-- belonged to before and after, and the interaction in which somebody took part, where the entry has a copy.
-- `replaced`: it is new, and was put in the place of a row that the journal does not know to be gone.
SELECT j.tbl, j."row", json_extract(j.before, '$.account_id'), json_extract(j.after, '$.account_id'),
       CASE WHEN j.tbl = 'interaction_contact' THEN json_extract(j.before, '$.interaction_id') END,
       CASE WHEN j.before IS NULL AND j.after IS NULL THEN (
         SELECT o.before IS NULL OR o.after IS NOT NULL FROM journal o
         WHERE o.tbl = j.tbl AND o."row" = j."row" AND o.id < j.id ORDER BY o.id DESC LIMIT 1) END AS replaced
FROM journal j WHERE j.id > :journal AND j.tbl <> 'value_source' LIMIT :most

-- name: snoozed
-- The records that were put off, or woken, after entry :journal of the journal.
SELECT s.kind, s."row" FROM journal j JOIN snooze s ON s.id = j."row" WHERE j.id > :journal AND j.tbl = 'snooze'
UNION
SELECT json_extract(j.before, '$.kind'), json_extract(j.before, '$.row') FROM journal j
WHERE j.id > :journal AND j.tbl = 'snooze' AND j.before IS NOT NULL
