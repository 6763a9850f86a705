-- name: due
-- The ids of the accounts whose check-in is due on or before :until: a cadence after the last touch, else
-- after they became customers, else after they were added. A snooze is left to the rules.
SELECT a.id FROM account a
WHERE a.status IN ('onboarding', 'active') AND date(coalesce(
    (SELECT max(i."on") FROM ({touch}) i
     WHERE i.account_id = a.id AND i."on" <= :today),
    a.customer_since, a.added_on),
  '+' || coalesce(a.cadence_days, CASE a.tier WHEN 'key' THEN :key WHEN 'standard' THEN :standard ELSE :light END)
  || ' days') <= :until
