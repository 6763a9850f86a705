-- name: scores
-- The score of every account that has one, as it is kept; an empty band where none is.
SELECT a.id, d.score, d.band FROM account a LEFT JOIN day_state d ON d.id = a.id
WHERE a.status IN ('onboarding', 'active')

-- name: scores_of
-- The same of the accounts of :accounts (a JSON array of ids).
SELECT a.id, d.score, d.band
FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value LEFT JOIN day_state d ON d.id = a.id
WHERE a.status IN ('onboarding', 'active')

-- name: standings
-- Where every account that has a score stands, as it is kept; a row that is empty but for its id where nothing is.
SELECT a.id, a.code, d.score, d.band, d.coverage, d.kinds, d.points, d.arr, d.lacking, d.missing, d.booked_on,
       d.renews_on, d.notice_on, d.checkins, d.qbrs, d.tasks, d.renewals, d.renewing, d.unrated, d.long_ago, d.snoozed, d.moment,
       d.items
FROM account a LEFT JOIN day_state d ON d.id = a.id
WHERE a.status IN ('onboarding', 'active')

-- name: asleep
-- What is put off until after :today: the kind of each record and its id.
SELECT s.kind, s."row" FROM snooze s WHERE s.until > :today

-- name: told
-- What is kept of what is to be said of the accounts of :accounts (a JSON array of ids).
SELECT d.id, d.told FROM json_each(:accounts) chosen CROSS JOIN day_state d ON d.id = chosen.value
WHERE d.told IS NOT NULL

-- name: names
-- The name and the tier of the accounts of :accounts (a JSON array of ids).
SELECT a.id, a.name, a.tier FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value

-- name: checkins
-- The accounts whose check-in is kept as due, those of :changed (a JSON array of ids), and those of which nothing is kept.
SELECT a.id FROM account a LEFT JOIN day_state d ON d.id = a.id
WHERE a.status IN ('onboarding', 'active')
  AND (coalesce(d.checkins, 1) <> 0 OR a.id IN (SELECT value FROM json_each(:changed)))
