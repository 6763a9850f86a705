-- name: attempts
-- Which of the accounts of :accounts (a JSON array of ids) were tried and not reached since the third of their last
-- touches, by :today, and how often.
SELECT id, tried FROM (
  SELECT chosen.value AS id, (
    SELECT count(*) FROM interaction i
    WHERE i.account_id = chosen.value AND i.tried = 1 AND i."on" <= :today AND i."on" >= coalesce((
      SELECT t."on" FROM ({touch}) t
      WHERE t.account_id = chosen.value AND unlikely(t."on" <= :today)
      ORDER BY t."on" DESC, t.id DESC LIMIT 1 OFFSET 2), '')) AS tried
  FROM json_each(:accounts) chosen)
WHERE tried > 0

-- name: talks
-- The last six touches of an account by :today as three letters each, the newest first: purpose, feel and
-- direction, - for what is not on record; whether one of the last four names a contact; and how many there were
-- from :year on, up to two.
-- The index interaction_touch holds all that is asked.
SELECT a.id, (
  SELECT group_concat(letters, '') FROM (
    SELECT printf('%.1s%.1s%.1s', coalesce(i.purpose, '-'), coalesce(i.feel, '-'), coalesce(i.direction, '-')) AS letters
    FROM ({touch}) i
    WHERE i.account_id = a.id AND unlikely(i."on" <= :today)
    ORDER BY i."on" DESC, i.id DESC LIMIT 6)) AS talks,
  EXISTS (SELECT 1 FROM (
    SELECT i.id FROM ({touch}) i
    WHERE i.account_id = a.id AND unlikely(i."on" <= :today)
    ORDER BY i."on" DESC, i.id DESC LIMIT 4) last
    CROSS JOIN interaction_contact ic ON ic.interaction_id = last.id) AS named,
  (SELECT count(*) FROM (
    SELECT 1 FROM ({touch}) i WHERE i.account_id = a.id AND i."on" BETWEEN :year AND :today LIMIT 2)) AS lately
FROM json_each(:accounts) chosen CROSS JOIN account a ON a.id = chosen.value
WHERE a.status IN ('onboarding', 'active')

-- name: answers
-- The newest answer of an account to each kind of survey within :half before :today, the later id of a day, with how
-- many there were in these days and their mean as a share of the scale; and the means of the last days (after
-- :recent) and of those before them (after :since), of two answers at least. Of the accounts of :accounts (a JSON
-- array of ids). What stands beside the one max() is of the row that has it.
SELECT account_id, id, kind, "on", score, scale_max, contact_id, answers, mean,
       CASE WHEN recently >= 2 THEN recent END, CASE WHEN earlier >= 2 THEN before END
FROM (
  SELECT s.account_id, s.kind, max(s."on" || printf('%020d', s.id)), s.id, s."on", s.score, s.scale_max, s.contact_id,
         sum(s."on" >= :half) AS answers,
         avg(CASE WHEN s."on" >= :half THEN s.score / s.scale_max END) AS mean,
         sum(s."on" > :recent) AS recently,
         avg(CASE WHEN s."on" > :recent THEN s.score / s.scale_max END) AS recent,
         sum(s."on" <= :recent) AS earlier,
         avg(CASE WHEN s."on" <= :recent THEN s.score / s.scale_max END) AS before
  FROM json_each(:accounts) chosen CROSS JOIN survey s ON s.account_id = chosen.value
  WHERE s."on" > :since AND s."on" <= :today
  GROUP BY s.account_id, s.kind)
WHERE "on" >= :half
ORDER BY account_id, kind

-- name: events
-- Every event by :today of the accounts of :accounts (a JSON array of ids); what lies before :since is only
-- known to have been there.
SELECT e.account_id, e."on" >= :since AS fresh, e.id, e.kind, e."on", e.good, e.note, e.until
FROM json_each(:accounts) chosen CROSS JOIN event e ON e.account_id = chosen.value
WHERE e."on" <= :today
ORDER BY e."on", e.id

-- name: handoffs
-- Every handoff by :today, and which of the three things that matter it says; of the accounts of :accounts (a
-- JSON array of ids).
SELECT h.account_id, h."on", coalesce(h.why_bought, '') <> '', coalesce(h.expectations, '') <> '', coalesce(h.promises, '') <> ''
FROM json_each(:accounts) chosen CROSS JOIN handoff h ON h.account_id = chosen.value
WHERE h."on" <= :today
ORDER BY h."on" DESC, h.id DESC

-- name: issues
-- The issues that are open on :today of the accounts of :accounts (a JSON array of ids).
SELECT i.account_id, i.id, i.title, i.severity, i.category, i.opened_on,
       CASE WHEN i.escalated_on <= :today THEN i.escalated_on END AS escalated_on
FROM json_each(:accounts) chosen CROSS JOIN issue i ON i.account_id = chosen.value AND (i.resolved_on IS NULL OR i.resolved_on > :today)
WHERE i.opened_on <= :today
ORDER BY i.opened_on, i.id

-- name: near_ends
-- Of the accounts of :accounts (a JSON array of ids) those with four touches or more since :since, all of
-- them within :days before the end of a recurring contract.
SELECT chosen.value AS id FROM json_each(:accounts) chosen
WHERE NOT EXISTS (
  SELECT 1 FROM ({touch}) i
  WHERE i.account_id = chosen.value AND i."on" > :since AND i."on" <= :today
    AND NOT EXISTS (
      SELECT 1 FROM contract c
      WHERE c.account_id = chosen.value AND c.ends_on BETWEEN i."on" AND date(i."on", '+' || :days || ' days')
        AND c.amends_id IS NULL AND c.kind = 'recurring'))
AND 4 <= (
  SELECT count(*) FROM ({touch}) i
  WHERE i.account_id = chosen.value AND i."on" > :since AND i."on" <= :today)

-- name: of_book
-- Whether the book has a touch from :year to :today; how many accounts have a score, but for those of :gone (a JSON
-- array of ids); and what the issues that were opened from :since to :today weigh, of each of these accounts that has
-- some: a JSON array.
SELECT 0 AS book, EXISTS (
         SELECT 1 FROM account a
         WHERE EXISTS (SELECT 1 FROM ({touch}) i
                       WHERE i.account_id = a.id AND i."on" BETWEEN :year AND :today)) AS touched,
       (SELECT count(*) FROM account a
        WHERE a.status IN ('onboarding', 'active') AND a.id NOT IN (SELECT value FROM json_each(:gone))) AS scored,
       (SELECT json_group_array(weight) FROM (
         SELECT sum({weight}) AS weight FROM issue i CROSS JOIN account a ON a.id = i.account_id
         WHERE i.opened_on >= :since AND i.opened_on <= :today
           AND a.status IN ('onboarding', 'active') AND a.id NOT IN (SELECT value FROM json_each(:gone))
         GROUP BY i.account_id)) AS weights

-- name: of_books
-- The same of each book of a roll-up, whose ids begin at its number times :block.
SELECT book, max(touched) AS touched, sum(scored) AS scored,
       json_group_array(weight) FILTER (WHERE scored AND weight IS NOT NULL) AS weights
FROM (
  SELECT a.id / :block AS book,
         EXISTS (SELECT 1 FROM ({touch}) i WHERE i.account_id = a.id AND i."on" BETWEEN :year AND :today) AS touched,
         a.status IN ('onboarding', 'active') AND a.id NOT IN (SELECT value FROM json_each(:gone)) AS scored,
         (SELECT sum({weight}) FROM issue i
          WHERE i.account_id = a.id AND i.opened_on >= :since AND i.opened_on <= :today) AS weight
  FROM account a)
GROUP BY book

-- name: opportunities
-- Opportunities that are open on :today of the accounts of :accounts (a JSON array of ids).
SELECT o.account_id, o.id, o.name, o.kind, o.stage, o.expected_on
FROM json_each(:accounts) chosen CROSS JOIN opportunity o ON o.account_id = chosen.value
WHERE o.stage NOT IN ('won', 'lost') OR o.closed_on > :today
ORDER BY o.expected_on IS NULL, o.expected_on, o.id

-- name: progress
-- Every goal that moved or was met by :today, of the accounts of :accounts (a JSON array of ids).
SELECT g.account_id, g.id, g.title, CASE WHEN g.progress_on <= :today THEN g.progress_on END, CASE WHEN g.met_on <= :today THEN g.met_on END
FROM json_each(:accounts) chosen CROSS JOIN goal g ON g.account_id = chosen.value
WHERE g.progress_on <= :today OR g.met_on <= :today
ORDER BY g.id

-- name: unanswered
-- The last three contacts (touches and attempts) of the accounts of :accounts (a JSON array of ids) by
-- :today, the oldest first, where all three went out from us: an attempt goes out by itself, and what
-- they answered in the same touch has its answer.
WITH silent AS (
  SELECT a.value AS id FROM json_each(:accounts) a
  WHERE 3 = (SELECT sum(last.tried = 1 OR (last.direction IS 'out' AND last.last_direction IS NOT 'in')) FROM (
      SELECT i.tried, i.direction, i.last_direction FROM interaction i
      WHERE i.account_id = a.value AND i."on" <= :today AND i.kind <> 'note' AND i.planned = 0
      ORDER BY i."on" DESC, i.id DESC LIMIT 3) last))
SELECT s.id AS account_id, i.id, i."on", i.kind, i.tried
FROM silent s CROSS JOIN interaction i ON i.id IN (
  SELECT last.id FROM interaction last
  WHERE last.account_id = s.id AND last."on" <= :today AND last.kind <> 'note' AND last.planned = 0
  ORDER BY last."on" DESC, last.id DESC LIMIT 3)
ORDER BY s.id, i."on", i.id

-- name: usage
-- Each metric of the accounts of :accounts (a JSON array of ids) since :since: how many values, the mean of the
-- last 30 days (after :recent), the mean of the 90 before them, and the newest value with its entitlement. The metrics
-- of an account are found by one step in the index each: what is older isn't read.
WITH RECURSIVE used(account_id, metric) AS (
  SELECT chosen.value, (SELECT min(u.metric) FROM usage u WHERE u.account_id = chosen.value) FROM json_each(:accounts) chosen
  UNION ALL
  SELECT used.account_id, (SELECT min(u.metric) FROM usage u WHERE u.account_id = used.account_id AND u.metric > used.metric)
  FROM used WHERE used.metric IS NOT NULL)
SELECT u.account_id, u.metric, count(*), avg(CASE WHEN u."on" > :recent THEN u.value END),
       avg(CASE WHEN u."on" <= :recent THEN u.value END), max(u."on"), u.value, u.entitlement
FROM used CROSS JOIN usage u ON u.account_id = used.account_id AND u.metric = used.metric
  AND u."on" > :since AND u."on" <= :today
GROUP BY u.account_id, u.metric ORDER BY u.account_id, u.metric

-- name: weighed
-- Of each of the accounts of :accounts (a JSON array of ids) what is weighed. Of one that had an issue by :today, open
-- or not, a JSON array: whether one was from :year on, how many within 180 days (from :half on), what those within 90
-- days (from :quarter on) weigh, how many there are in the last days (after :recent), what these weigh, what those of the
-- 90 days before them (after :before) weigh, and the ids of those within 90 days. And a row for what became worth less
-- on a day after :since: contract, day, what is less a year, currency, whether by a renewal. What begins on the same day
-- is added up; a renewal is held against what it follows.
WITH begun AS MATERIALIZED (
  SELECT k.account_id, coalesce(k.amends_id, k.id) AS contract, k.starts_on, k.currency, k.annual_value, (
    SELECT coalesce(sum(CASE WHEN c.currency = k.currency THEN c.annual_value + coalesce({amended}, 0) END), k.annual_value)
    FROM contract c WHERE c.renewed_by_id = k.id GROUP BY c.renewed_by_id) AS follows
  FROM json_each(:accounts) chosen CROSS JOIN contract k ON k.account_id = chosen.value
    AND k.starts_on > :since AND k.starts_on <= :today
    AND k.annual_value IS NOT NULL AND (k.terminated_on IS NULL OR k.terminated_on > :today))
SELECT chosen.value AS id, (
  SELECT CASE WHEN count(*) OR EXISTS (SELECT 1 FROM issue old WHERE old.account_id = chosen.value AND old.opened_on < :year)
         THEN json_array(
           count(*) > 0,
           coalesce(sum(i.opened_on >= :half), 0),
           coalesce(sum({weight}) FILTER (WHERE i.opened_on >= :quarter), 0),
           coalesce(sum(i.opened_on > :recent), 0),
           coalesce(sum({weight}) FILTER (WHERE i.opened_on > :recent), 0),
           coalesce(sum({weight}) FILTER (WHERE i.opened_on > :before AND i.opened_on <= :recent), 0),
           coalesce(group_concat(i.id) FILTER (WHERE i.opened_on >= :quarter), '')) END
  FROM issue i WHERE i.account_id = chosen.value AND i.opened_on BETWEEN :year AND :today) AS load,
  NULL AS contract, NULL AS day, NULL AS less, NULL AS currency, NULL AS renewed
FROM json_each(:accounts) chosen
UNION ALL
SELECT account_id, NULL, max(contract), starts_on, sum(coalesce(follows, 0) - annual_value) AS less, currency,
       max(follows IS NOT NULL)
FROM begun GROUP BY account_id, starts_on, currency HAVING less > 0
