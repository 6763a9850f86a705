-- name: due
-- The ids of the accounts whose check-in is due on or before :until: a cadence after the last touch, else
-- after they became customers, else after they were added. A snooze is left to the rules.
SELECT a.id FROM account a
WHERE a.status IN ('onboarding', 'active') AND date(coalesce(
    (SELECT max(i."on") FROM ({touch}) i
     WHERE i.account_id = a.id AND unlikely(i."on" <= :today)),
    a.customer_since, {known_since}),
  '+' || coalesce(a.cadence_days, CASE a.tier WHEN 'key' THEN :key WHEN 'standard' THEN :standard ELSE :light END)
  || ' days') <= :until

-- name: standing
-- Every account that has a score: when its check-in is due, until when it is snoozed, and whether a meeting is
-- booked up to :week.
SELECT a.id, a.code, a.name, a.snoozed_until, coalesce(date(coalesce(
    (SELECT max(i."on") FROM ({touch}) i WHERE i.account_id = a.id AND unlikely(i."on" <= :today)), a.customer_since, {known_since}),
  '+' || coalesce(a.cadence_days, CASE a.tier WHEN 'key' THEN :key WHEN 'standard' THEN :standard ELSE :light END)
  || ' days'), '9999-12-31') AS due_on,
  EXISTS (SELECT 1 FROM interaction b
          WHERE b.account_id = a.id AND b.planned = 1 AND b.cancelled = 0 AND b."on" BETWEEN :today AND :week
            AND b.kind <> 'note' AND b.tried = 0) AS booked
FROM account a WHERE a.status IN ('onboarding', 'active')
