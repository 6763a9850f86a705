-- Every account with what metrics need to know of it: its newest touch, its newest review and the first goal
-- that it met, on or before :last. The touch predicate repeats the partial index interaction_touch.
SELECT a.id, a.code, a.name, a.status, a.tier, a.segment, a.owner, a.region, a.parent_id, a.added_on, a.customer_since,
       a.cadence_days, a.qbr_days,
       (SELECT i."on" FROM interaction i
        WHERE i.account_id = a.id AND i."on" <= :last AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0
        ORDER BY i."on" DESC, i.id DESC LIMIT 1) AS touch_on,
       (SELECT max(q."on") FROM interaction q
        WHERE q.account_id = a.id AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0 AND q."on" <= :last) AS qbr_on
FROM account a ORDER BY a.code
