-- Every account that is onboarding or active, and when it should hear from you: as am checkins --all.
WITH found AS ({accounts}),
dated AS (
  SELECT f.*, coalesce(f.cadence_days, CASE f.tier WHEN 'key' THEN k.key_days WHEN 'standard' THEN k.standard_days
                                       ELSE k.light_days END) AS days, k.today, k.coming_until, k.silent
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
