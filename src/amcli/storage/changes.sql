-- name: owners
-- The records whose people (interaction_contact) or snooze a transaction changed, without a change of
-- their own row.
SELECT 'interaction' AS kind, coalesce(p.interaction_id, json_extract(j.before, '$.interaction_id')) AS "row"
FROM journal j LEFT JOIN interaction_contact p ON p.id = j."row"
WHERE j.txn = :txn AND j.tbl = 'interaction_contact'
UNION
SELECT coalesce(s.kind, json_extract(j.before, '$.kind')), coalesce(s."row", json_extract(j.before, '$.row'))
FROM journal j LEFT JOIN snooze s ON s.id = j."row"
WHERE j.txn = :txn AND j.tbl = 'snooze'
