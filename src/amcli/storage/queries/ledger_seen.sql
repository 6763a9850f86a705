-- The newest touch and the newest review of every account on or before :last. The touch predicate repeats the
-- partial index interaction_touch.
SELECT a.id,
       (SELECT i."on" FROM interaction i
        WHERE i.account_id = a.id AND i."on" <= :last AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0
        ORDER BY i."on" DESC, i.id DESC LIMIT 1) AS touch_on,
       (SELECT max(q."on") FROM interaction q
        WHERE q.account_id = a.id AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0 AND q."on" <= :last) AS qbr_on
FROM account a
