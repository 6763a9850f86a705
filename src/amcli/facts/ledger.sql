-- name: clients
-- Every account with what metrics need to know of it, whatever the period.
SELECT id, code, name, status, tier, segment, owner, region, parent_id, added_on, customer_since, cadence_days,
       qbr_days
FROM account ORDER BY code

-- name: contracts
-- Every recurring contract, one without a value too, since it may follow another; an outcome of a day after :today is
-- not known yet, nor what followed. One without a day of signature, as an auto-renewal is, counts as signed on the
-- day on which it was recorded that another one is renewed by it.
SELECT id, account_id, product_id, quantity, starts_on, ends_on, coalesce(annual_value, 0) AS annual_value,
       coalesce(currency, :base) AS currency, auto_renew,
       CASE WHEN outcome_on IS NULL OR outcome_on <= :today THEN outcome END AS outcome,
       CASE WHEN outcome_on IS NULL OR outcome_on <= :today THEN renewed_by_id END AS renewed_by_id,
       amends_id, terminated_on,
       coalesce(signed_on, (SELECT min(p.outcome_on) FROM contract p
                            WHERE p.renewed_by_id = contract.id AND p.outcome_on <= :today)) AS signed_on,
       renew_months
FROM contract WHERE kind = 'recurring' ORDER BY id

-- name: records
-- What else metrics count, of the days from :first to :last: answers, issues, promises, opportunities closed;
-- and of all time the first goal that each account met. One form for all: kind, account, id, and what it has.
SELECT 'survey' AS what, account_id, id, "on", NULL AS until, kind AS word, contact_id AS number, score AS real,
       scale_max AS real2, NULL AS text
FROM survey WHERE "on" BETWEEN :first AND :last
UNION ALL
SELECT 'issue', account_id, id, opened_on, resolved_on, NULL, resolved_first_contact, NULL, NULL, NULL
FROM issue WHERE opened_on <= :last AND (resolved_on IS NULL OR resolved_on >= :first)
UNION ALL
SELECT 'task', account_id, id, coalesce(first_due_on, due_on), done_on, promised_by, NULL, NULL, NULL, NULL
FROM task WHERE promised = 1 AND coalesce(first_due_on, due_on) BETWEEN :first AND :last
UNION ALL
SELECT 'opportunity', account_id, id, closed_on, NULL, kind, stage = 'won', value, NULL, currency
FROM opportunity WHERE stage IN ('won', 'lost') AND closed_on BETWEEN :first AND :last
UNION ALL
SELECT 'goal', account_id, id, min(met_on), NULL, NULL, NULL, NULL, NULL, NULL
FROM goal WHERE status = 'met' AND met_on <= :last GROUP BY account_id

-- name: billed
-- What doesn't recur and has an amount, by its last day: from a year before :first, a month more for its length, to
-- :last.
SELECT account_id, kind, product_id, ends_on, total_value, currency FROM contract
WHERE kind <> 'recurring' AND total_value IS NOT NULL AND ends_on > date(:first, '-13 months') AND ends_on <= :last

-- name: seen
-- The newest touch and the newest review of every account on or before :last.
SELECT a.id,
       (SELECT i."on" FROM ({touch}) i
        WHERE i.account_id = a.id AND unlikely(i."on" <= :last)
        ORDER BY i."on" DESC, i.id DESC LIMIT 1) AS touch_on,
       (SELECT max(q."on") FROM interaction q
        WHERE q.account_id = a.id AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0 AND q."on" <= :last) AS qbr_on
FROM account a

-- name: touched
-- The newest touch from :first to :last of every account and month that has one.
SELECT a.id, substr(i."on", 1, 7) AS month, max(i."on") AS newest
FROM account a CROSS JOIN ({touch}) i ON i.account_id = a.id AND i."on" BETWEEN :first AND :last
GROUP BY a.id, month

-- name: reviewed
-- The newest review from :first to :last of every account and month that has one.
SELECT a.id, substr(q."on", 1, 7) AS month, max(q."on") AS newest
FROM account a CROSS JOIN interaction q ON q.account_id = a.id AND q."on" BETWEEN :first AND :last
  AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0
GROUP BY a.id, month

-- name: reasons
-- Why contracts were lost, renewed or amended, of those on which it is recorded.
SELECT id, reason FROM contract WHERE trim(coalesce(reason, '')) <> ''
