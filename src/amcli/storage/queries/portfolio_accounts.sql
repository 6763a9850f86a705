-- What the portfolio groups accounts by, and how often each was touched from :since to :today.
-- The touch predicate repeats the partial index interaction_touch word for word.
SELECT a.id, a.name, nullif(a.segment, ''), nullif(a.region, ''), nullif(a.owner, ''), nullif(a.industry, ''),
       (SELECT count(*) FROM interaction i
        WHERE i.account_id = a.id AND i."on" >= :since AND i."on" <= :today
          AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0)
FROM account a WHERE a.status IN ('onboarding', 'active')
