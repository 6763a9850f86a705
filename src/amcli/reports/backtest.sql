-- name: first
-- The first touch or contract on record, by the day it carries, and the first instant at which anything was
-- put on record.
SELECT (SELECT min("on") FROM ({touch})) AS touch_on,
       (SELECT min(starts_on) FROM contract) AS starts_on,
       (SELECT min(t.at) FROM txn t WHERE EXISTS (SELECT 1 FROM journal j WHERE j.txn = t.id)) AS at
