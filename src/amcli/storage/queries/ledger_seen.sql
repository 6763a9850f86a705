-- The newest touch and the newest review of every account on or before :last.
SELECT a.id,
       (SELECT i."on" FROM ({touch}) i
        WHERE i.account_id = a.id AND i."on" <= :last
        ORDER BY i."on" DESC, i.id DESC LIMIT 1) AS touch_on,
       (SELECT max(q."on") FROM interaction q
        WHERE q.account_id = a.id AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0 AND q."on" <= :last) AS qbr_on
FROM account a
