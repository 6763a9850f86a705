-- name: followed
-- The first touch on the day of an answer or after it, of the answers of some accounts or of all since :since.
SELECT s.id, s.account_id, s.kind, s."on", s.score, s.scale_max, s.contact_id,
       (SELECT min(i."on") FROM ({touch}) i
        WHERE i.account_id = s.account_id AND i."on" >= s."on" AND i."on" <= :today) AS answered_on
FROM survey s
WHERE (:account IS NULL OR s.account_id = :account) AND (:since IS NULL OR s."on" >= :since)
