-- name: arr
-- Annual recurring revenue of every account in the base currency; empty where a rate is missing.
WITH running(id, account_id, annual_value, currency) AS ({arr.all}),
summed(account_id, minor) AS (
  SELECT account_id, CASE WHEN count(*) = count(in_base(annual_value, currency))
                     THEN sum(in_base(annual_value, currency)) END
  FROM running GROUP BY account_id
)
SELECT a.code AS account, a.name, a.tier, a.owner,
       CASE WHEN s.account_id IS NULL THEN 0 ELSE major(s.minor, k.currency) END AS arr, k.currency
FROM account a CROSS JOIN temp.clock k LEFT JOIN summed s ON s.account_id = a.id

-- name: checkins
-- Every account that is onboarding or active, and when it should hear from you: as am checkins --all.
WITH found AS (
  SELECT * FROM ({account_facts.accounts})
  WHERE id NOT IN (SELECT account_id FROM ({churn.departed}) WHERE status = 'churned')
),
dated AS (
  SELECT f.*, coalesce(f.cadence_days, CASE f.tier WHEN 'key' THEN k.key_days WHEN 'standard' THEN k.standard_days
                                       ELSE k.light_days END) AS days, k.today, k.coming_until,
         EXISTS (SELECT 1 FROM json_each(k.silent) WHERE value = f.id / k.block) AS silent
  FROM found f CROSS JOIN temp.clock k
),
due AS (
  SELECT d.*, CASE WHEN NOT silent THEN coalesce(date(coalesce(touch_on, customer_since, added_on),
                                                        '+' || days || ' days'), '9999-12-31') END AS due_on
  FROM dated d
)
SELECT d.code AS account, d.name, d.tier, d.owner, d.days AS cadence_days, d.touch_on AS last_touch_on,
       d.touch_kind AS last_touch_kind, d.due_on,
       CAST(coalesce(julianday(d.today) - julianday(d.due_on), 0) AS INTEGER) AS days_overdue,
       CASE WHEN d.silent THEN 'ok' WHEN d.snoozed_until > d.today THEN 'snoozed' WHEN d.due_on < d.today THEN 'overdue'
            WHEN d.due_on = d.today THEN 'due' WHEN d.booked_on IS NOT NULL THEN 'booked'
            WHEN d.due_on <= d.coming_until THEN 'coming' ELSE 'ok' END AS state,
       d.snoozed_until, d.booked_on, r.arr, r.currency
FROM due d JOIN arr r ON r.account = d.code

-- name: contracts_running
-- Contracts that run today, amendments apart, with their value a year.
WITH running(id, account_id, annual_value, currency) AS ({arr.all})
SELECT ref('contract', k.id) AS contract, a.code AS account, a.name, p.name AS product,
       c.starts_on, c.ends_on, major(k.annual_value, k.currency) AS annual_value, k.currency
FROM running k
JOIN contract c ON c.id = k.id
JOIN account a ON a.id = k.account_id
LEFT JOIN product p ON p.id = c.product_id

-- name: last_touch
-- The last touch of every account that is onboarding or active; empty where there was none.
SELECT f.code AS account, f.name, f.tier, f.owner, ref('interaction', f.touch_id) AS interaction,
       f.touch_on AS last_touch_on, f.touch_kind AS last_touch_kind,
       CAST(julianday(k.today) - julianday(f.touch_on) AS INTEGER) AS days_since
FROM ({account_facts.accounts}) f CROSS JOIN temp.clock k
WHERE f.id NOT IN (SELECT account_id FROM ({churn.departed}) WHERE status = 'churned')

-- name: renewals
-- Contracts with an end that await their outcome, amendments added: as am renewals --all.
WITH found(id, account_id, account, name, product, starts_on, ends_on, notice_by, auto_renew, renew_months,
           notice_days, notice_months, stage, forecast, value, currency, snoozed_until)
       AS ({account_facts.open_contracts}),
running AS (
  SELECT f.*, CASE WHEN f.auto_renew = 1 AND f.ends_on < k.today
                   THEN next_end(f.starts_on, f.ends_on, f.renew_months, k.today) END AS next_ends_on
  FROM found f CROSS JOIN temp.clock k
),
noticed AS (SELECT r.*, next_notice(r.next_ends_on, r.notice_days, r.notice_months) AS next_notice_by FROM running r)
SELECT ref('contract', f.id) AS contract, f.account, f.name, f.product, f.starts_on, f.ends_on,
       o.days_left, f.notice_by,
       CAST(julianday(f.notice_by) - julianday(k.today) AS INTEGER) AS days_to_notice, o.deadline, f.auto_renew,
       major(f.value, f.currency) AS annual_value, f.currency, f.stage, f.forecast,
       f.next_ends_on IS NOT NULL AS unconfirmed, f.next_ends_on, f.next_notice_by,
       CASE WHEN f.next_notice_by >= k.today THEN f.next_notice_by ELSE f.next_ends_on END AS next_deadline,
       o.deadline AS act_by,
       CASE WHEN f.next_notice_by >= k.today THEN f.next_notice_by ELSE f.next_ends_on END AS next_act_by
FROM noticed f CROSS JOIN temp.clock k CROSS JOIN ({open_contract}) o ON o.id = f.id

-- name: replies
-- Who owes a reply, you or they: as am replies.
WITH waiting AS (
  SELECT l.*, working_days(l."on", k.today) AS days, k.owe_days, k.wait_days
  FROM ({replies.last}) l CROSS JOIN temp.clock k
  WHERE l.until IS NULL
    AND l.account_id NOT IN (SELECT account_id FROM ({churn.departed}) WHERE status = 'churned')
)
SELECT ref('interaction', w.id) AS ref, CASE w.way WHEN 'in' THEN 'me' ELSE 'them' END AS side, w.code AS account, w.name,
       w.person AS contact, w.kind, w."on", w.at, w.days, w.way = 'in' AND w.days > w.owe_days AS late, w.summary,
       r.arr, r.currency
FROM waiting w JOIN arr r ON r.account = w.code
WHERE w.way = 'in' OR w.days >= w.wait_days

-- name: scores
-- The newest health score that was kept of every account that is onboarding or active.
SELECT a.code AS account, a.name, a.tier, h."on", h.score, h.band AS health, h.coverage AS evidence, h.band, h.coverage
FROM account a CROSS JOIN temp.clock k
JOIN health h ON h.id = (SELECT n.id FROM health n WHERE n.account_id = a.id AND n."on" <= k.today
                         ORDER BY n."on" DESC LIMIT 1)
WHERE a.status IN ('onboarding', 'active')

-- name: tasks_open
-- Tasks and promises that are not done: as am tasks.
SELECT ref('task', t.id) AS task, t.account, t.name, t.contact, t.title, t.due_on,
       CAST(julianday(k.today) - julianday(t.due_on) AS INTEGER) AS days_overdue, t.promised,
       coalesce(t.promised_by, CASE t.promised WHEN 1 THEN 'me' END) AS promised_by, t.waiting_on,
       t.first_due_on, t.said_on, t.assignee, t.repeat,
       CASE WHEN t.goal_id IS NOT NULL THEN ref('goal', t.goal_id) END AS goal
FROM ({account_facts.open_tasks}) t CROSS JOIN temp.clock k

-- name: touches
-- What counts as being in touch, up to today: no notes, no attempts, nothing that is still ahead.
SELECT ref('interaction', i.id) AS interaction, a.code AS account, a.name, i."on", i.at, i.kind, i.minutes,
       i.direction, i.summary, i.feel, i.purpose
FROM ({touch}) i JOIN account a ON a.id = i.account_id
WHERE i."on" <= (SELECT today FROM temp.clock)
