-- name: asleep
-- What is put off until after :today: the kind of each record and its id.
SELECT s.kind, s."row" FROM snooze s WHERE s.until > :today
