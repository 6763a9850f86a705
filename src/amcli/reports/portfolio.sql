-- name: accounts
-- What the portfolio groups accounts by, of all whatever their status, and how often each was touched from :since to :today.
SELECT a.id, a.code, a.name, a.tier, nullif(a.segment, ''), nullif(a.region, ''), nullif(a.owner, ''), nullif(a.industry, ''),
       (SELECT count(*) FROM ({touch}) i
        WHERE i.account_id = a.id AND i."on" >= :since AND i."on" <= :today)
FROM account a
