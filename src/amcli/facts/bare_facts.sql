-- name: facts
-- What the score of the accounts of :accounts (a JSON array of ids) is made of, and no more: days instead of
-- records, no names. `accounts` reads the same facts whole, for the few accounts that are drawn.
SELECT a.id, a.code, a.tier, a.status, a.owner_since, {known_since} AS added_on, a.customer_since, a.cadence_days, a.qbr_days,
       a.snoozed_until, a.pulse, a.pulse_on,
       (SELECT max(i."on") FROM ({touch}) i
        WHERE i.account_id = a.id AND unlikely(i."on" <= :today)) AS touch_on,
       (SELECT min(i."on") FROM interaction i
        WHERE i.account_id = a.id AND i.planned = 1 AND i.cancelled = 0 AND i."on" BETWEEN :today AND :week
          AND i.kind <> 'note' AND i.tried = 0) AS booked_on,
       (SELECT i."on" || i.feel FROM interaction i
        WHERE i.account_id = a.id AND i."on" <= :today AND i.feel IS NOT NULL AND i.planned = 0
        ORDER BY i."on" DESC, i.id DESC LIMIT 1) AS felt,
       (SELECT max(q."on") FROM interaction q
        WHERE q.account_id = a.id AND q.kind = 'qbr' AND q.tried = 0 AND q.planned = 0 AND q."on" <= :today) AS qbr_on,
       EXISTS (SELECT 1 FROM task t WHERE t.account_id = a.id) AS has_task,
       EXISTS (SELECT 1 FROM goal g WHERE g.account_id = a.id AND g.status <> 'dropped') AS has_goal
FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value

-- name: people
-- The contacts of the accounts of :accounts (a JSON array of ids), without their names.
SELECT c.account_id, c.id, c.role, c.left_on, c.successor_id
FROM contact c WHERE c.account_id IN (SELECT value FROM json_each(:accounts)) ORDER BY c.account_id, c.id

-- name: spoken
-- Who was touched from :since to :today, of the accounts of :accounts (a JSON array of ids) that should not
-- hang on one person.
SELECT DISTINCT a.id AS account_id, ic.contact_id
FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value AND a.tier <> 'light'
CROSS JOIN ({touch}) i ON i.account_id = a.id AND i."on" >= :since AND i."on" <= :today
CROSS JOIN interaction_contact ic ON ic.interaction_id = i.id
