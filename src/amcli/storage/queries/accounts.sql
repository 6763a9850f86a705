-- The accounts of :accounts (a JSON array of ids), each with its newest touch on or before :today, the
-- next meeting booked from :today to :week, and what else its score is made of.
SELECT a.id, a.code, a.name, a.tier, a.status, a.owner, a.owner_since, a.added_on, a.customer_since,
       a.cadence_days, a.qbr_days, a.snoozed_until, a.pulse, a.pulse_on,
       touch.id AS touch_id, touch."on" AS touch_on, touch.kind AS touch_kind,
       booked.id AS booked_id, booked."on" AS booked_on, booked.kind AS booked_kind, booked.at AS booked_at,
       booked.summary AS booked_summary,
       felt."on" || felt.feel AS felt,
       (SELECT max(q."on") FROM interaction q
        WHERE q.account_id = a.id AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0 AND q."on" <= :today) AS qbr_on,
       EXISTS (SELECT 1 FROM task t WHERE t.account_id = a.id) AS has_task,
       EXISTS (SELECT 1 FROM goal g WHERE g.account_id = a.id AND g.status <> 'dropped') AS has_goal
FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value
LEFT JOIN interaction touch ON touch.id = (
  SELECT i.id FROM ({touch}) i
  WHERE i.account_id = a.id AND i."on" <= :today
  ORDER BY i."on" DESC, i.id DESC LIMIT 1)
LEFT JOIN interaction booked ON booked.id = (
  SELECT i.id FROM interaction i
  WHERE i.account_id = a.id AND i.planned = 1 AND i.cancelled = 0 AND i."on" BETWEEN :today AND :week
    AND i.kind <> 'note' AND i.tried = 0
  ORDER BY i."on", i.at, i.id LIMIT 1)
LEFT JOIN interaction felt ON felt.id = (
  SELECT i.id FROM interaction i
  WHERE i.account_id = a.id AND i."on" <= :today AND i.feel IS NOT NULL AND i.planned = 0
  ORDER BY i."on" DESC, i.id DESC LIMIT 1)
ORDER BY a.code
