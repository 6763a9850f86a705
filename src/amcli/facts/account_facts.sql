-- name: accounts
-- The accounts of :accounts (a JSON array of ids), each with its newest touch on or before :today, the
-- next meeting booked from :today to :week, and what else its score is made of: the columns of `bare_facts.facts`
-- first, then those that are drawn.
SELECT a.id, a.code, a.tier, a.status, a.owner_since, {known_since} AS added_on, a.customer_since, a.cadence_days, a.qbr_days,
       a.snoozed_until, a.pulse, a.pulse_on, touch."on" AS touch_on, booked."on" AS booked_on,
       felt."on" || felt.feel AS felt,
       (SELECT max(q."on") FROM interaction q
        WHERE q.account_id = a.id AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0 AND q."on" <= :today) AS qbr_on,
       EXISTS (SELECT 1 FROM task t WHERE t.account_id = a.id) AS has_task,
       EXISTS (SELECT 1 FROM goal g WHERE g.account_id = a.id AND g.status <> 'dropped') AS has_goal,
       a.name, a.owner, touch.id AS touch_id, touch.kind AS touch_kind,
       booked.id AS booked_id, booked.kind AS booked_kind, booked.at AS booked_at, booked.summary AS booked_summary
FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value
{last_and_next}
LEFT JOIN interaction felt ON felt.id = (
  SELECT i.id FROM interaction i
  WHERE i.account_id = a.id AND i."on" <= :today AND i.feel IS NOT NULL AND i.planned = 0
  ORDER BY i."on" DESC, i.id DESC LIMIT 1)
ORDER BY a.code

-- name: calls
-- What a check-in is of the accounts of :accounts (a JSON array of ids): the columns of `bare_facts.facts` first, empty
-- where a check-in has no need of them, then the name, the kinds of the last touch and of the meeting booked, and whom
-- to turn to, as `to_call` finds them.
SELECT a.id, a.code, a.tier, a.status, a.owner_since, {known_since} AS added_on, a.customer_since, a.cadence_days, NULL,
       a.snoozed_until, NULL, NULL, touch."on", booked."on", NULL, NULL, 0, 0,
       a.name, a.owner, touch.kind, booked.kind,
       c.id, c.role, c.left_on, c.successor_id, NULL, c.name, c."primary" = 1, c.prefers, c.phones, c.emails
FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value
{last_and_next}
LEFT JOIN contact c ON c.id = coalesce((
  SELECT p.id FROM interaction_contact ic CROSS JOIN contact p ON p.id = ic.contact_id
  WHERE ic.interaction_id = touch.id AND p.account_id = a.id AND (p.left_on IS NULL OR p.left_on > :today)
  ORDER BY ic.id LIMIT 1), (
  SELECT p.id FROM contact p
  WHERE p.account_id = a.id AND (p.left_on IS NULL OR p.left_on > :today)
  ORDER BY p."primary" = 0, p.role IS NOT 'champion', p.role IS NOT 'executive_sponsor', p.id LIMIT 1))
ORDER BY a.code

-- name: open_contracts
-- Open contracts on :today, amendments added to their parent; those that end or can be given notice of by :until,
-- where that is given.
SELECT c.id, c.account_id, a.code AS account, a.name, p.name AS product, c.starts_on, c.ends_on, c.notice_by,
       c.auto_renew, c.renew_months, c.notice_days, c.notice_months, c.stage, c.forecast,
       CASE WHEN c.annual_value IS NULL THEN {amended} ELSE c.annual_value + coalesce({amended}, 0) END AS value,
       c.currency, (SELECT s.until FROM snooze s WHERE s.kind = 'contract' AND s."row" = c.id) AS snoozed_until
FROM ({open_contract}) c
JOIN account a ON a.id = c.account_id
LEFT JOIN product p ON p.id = c.product_id
WHERE a.status NOT IN ('archived', 'churned')
  AND (:until IS NULL OR c.ends_on <= :until OR c.notice_by BETWEEN :today AND :until)
ORDER BY c.ends_on, c.id

-- name: contracts_of
-- The same for the accounts of :accounts (a JSON array of ids).
SELECT c.id, c.account_id, a.code AS account, a.name, p.name AS product, c.starts_on, c.ends_on, c.notice_by,
       c.auto_renew, c.renew_months, c.notice_days, c.notice_months, c.stage, c.forecast,
       CASE WHEN c.annual_value IS NULL THEN {amended} ELSE c.annual_value + coalesce({amended}, 0) END AS value,
       c.currency, (SELECT s.until FROM snooze s WHERE s.kind = 'contract' AND s."row" = c.id) AS snoozed_until
FROM json_each(:accounts) chosen
CROSS JOIN ({open_contract}) c ON c.account_id = chosen.value
JOIN account a ON a.id = c.account_id
LEFT JOIN product p ON p.id = c.product_id
WHERE a.status NOT IN ('archived', 'churned')
ORDER BY c.ends_on, c.id

-- name: open_tasks
-- Tasks that are not done on :today, of accounts that are not archived; due by a day where :due is given.
SELECT t.id, t.account_id, a.code AS account, a.name, c.name AS contact, t.title, t.due_on, t.promised, t.promised_by,
       t.waiting_on, t.first_due_on, t.assignee, t.repeat, i."on" AS said_on,
       t.goal_id, y.name AS play
FROM task t JOIN account a ON a.id = t.account_id
LEFT JOIN contact c ON c.id = t.contact_id
LEFT JOIN interaction i ON i.id = t.interaction_id
LEFT JOIN play y ON y.id = t.play_id
WHERE (t.done_on IS NULL OR t.done_on > :today) AND a.status <> 'archived'
  AND (:due IS NULL OR t.due_on <= :due)
ORDER BY t.due_on IS NULL, t.due_on, t.id

-- name: tasks_of
-- The same for the accounts of :accounts (a JSON array of ids).
SELECT t.id, t.account_id, a.code AS account, a.name, c.name AS contact, t.title, t.due_on, t.promised, t.promised_by,
       t.waiting_on, t.first_due_on, t.assignee, t.repeat, i."on" AS said_on,
       t.goal_id, y.name AS play
FROM json_each(:accounts) chosen CROSS JOIN task t ON t.account_id = chosen.value
JOIN account a ON a.id = t.account_id
LEFT JOIN contact c ON c.id = t.contact_id
LEFT JOIN interaction i ON i.id = t.interaction_id
LEFT JOIN play y ON y.id = t.play_id
WHERE (t.done_on IS NULL OR t.done_on > :today) AND a.status <> 'archived'
  AND (:due IS NULL OR t.due_on <= :due)
ORDER BY t.due_on IS NULL, t.due_on, t.id

-- name: participants
-- The people of some interactions (:ids is a JSON array), in the order in which they were named.
SELECT ic.interaction_id, ic.contact_id, c.name
FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
WHERE ic.interaction_id IN (SELECT value FROM json_each(:ids))
ORDER BY ic.interaction_id, ic.id

-- name: people
-- The contacts of the accounts of :accounts (a JSON array of ids).
SELECT c.account_id, c.id, c.name, c.role, c.left_on, c.successor_id, c."primary", c.prefers, c.phones, c.emails
FROM json_each(:accounts) chosen CROSS JOIN contact c ON c.account_id = chosen.value
ORDER BY c.account_id, c.id

-- name: people_touched
-- Who of the accounts of :accounts was touched from :since to :today, one row a touch and person; a person
-- may have been there for another account.
SELECT chosen.value AS account_id, ic.contact_id, i."on"
FROM json_each(:accounts) chosen
CROSS JOIN ({touch}) i ON i.account_id = chosen.value AND i."on" >= :since AND i."on" <= :today
CROSS JOIN interaction_contact ic ON ic.interaction_id = i.id

-- name: to_call
-- Whom to turn to at the accounts of :accounts (a JSON array of ids): of those still there on :today the one who
-- took part in the last touch, else the primary, the champion, the sponsor, the first on record.
WITH chosen(id, touch) AS (
  SELECT a.value, (SELECT i.id FROM ({touch}) i WHERE i.account_id = a.value AND unlikely(i."on" <= :today)
                   ORDER BY i."on" DESC, i.id DESC LIMIT 1)
  FROM json_each(:accounts) a)
SELECT chosen.id AS account, c.id, c.name, c.role, c.left_on, c.successor_id, c.prefers, c.phones, c.emails
FROM chosen CROSS JOIN contact c ON c.id = coalesce((
  SELECT p.id FROM interaction_contact ic CROSS JOIN contact p ON p.id = ic.contact_id
  WHERE ic.interaction_id = chosen.touch AND p.account_id = chosen.id AND (p.left_on IS NULL OR p.left_on > :today)
  ORDER BY ic.id LIMIT 1), (
  SELECT p.id FROM contact p
  WHERE p.account_id = chosen.id AND (p.left_on IS NULL OR p.left_on > :today)
  ORDER BY p."primary" = 0, p.role IS NOT 'champion', p.role IS NOT 'executive_sponsor', p.id LIMIT 1))

-- name: scored
-- The ids of the accounts that have a score: onboarding or active; one of them where :account is given.
SELECT id FROM account WHERE status IN ('onboarding', 'active') AND (:account IS NULL OR id = :account)

-- name: touched
-- Whether the book has a touch from :year to :today.
SELECT EXISTS (
  SELECT 1 FROM account a
  WHERE EXISTS (SELECT 1 FROM ({touch}) i WHERE i.account_id = a.id AND i."on" BETWEEN :year AND :today))

-- name: untouched
-- Which of the accounts of :accounts (a JSON array of ids) had no touch up to :today.
SELECT chosen.value FROM json_each(:accounts) chosen
WHERE NOT EXISTS (SELECT 1 FROM ({touch}) i WHERE i.account_id = chosen.value AND unlikely(i."on" <= :today))

-- name: running
-- Whether a recurring contract runs on :today, of the accounts of :accounts (a JSON array of ids) of which one has
-- begun; :grace days after an end it runs on, where nothing was recorded.
SELECT c.account_id, max((c.terminated_on IS NULL OR c.terminated_on > :today) AND {runs}) AS runs
FROM json_each(:accounts) chosen CROSS JOIN contract c ON c.account_id = chosen.value AND +c.amends_id IS NULL
  AND c.kind = 'recurring'
LEFT JOIN contract next ON next.id = c.renewed_by_id AND {known_outcome}
WHERE c.starts_on <= :today AND c.kind = 'recurring'
GROUP BY c.account_id
