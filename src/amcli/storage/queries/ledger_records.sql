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
