-- The last three contacts (touches and attempts) of the accounts of :accounts (a JSON array of ids) by
-- :today, the oldest first, where all three went out from us: an attempt goes out by itself.
WITH silent AS (
  SELECT a.value AS id FROM json_each(:accounts) a
  WHERE 3 = (SELECT sum(last.tried = 1 OR last.direction IS 'out') FROM (
      SELECT i.tried, i.direction FROM interaction i
      WHERE i.account_id = a.value AND i."on" <= :today AND i.kind <> 'note' AND i.planned = 0
      ORDER BY i."on" DESC, i.id DESC LIMIT 3) last))
SELECT s.id AS account_id, i.id, i."on", i.kind, i.tried
FROM silent s CROSS JOIN interaction i ON i.id IN (
  SELECT last.id FROM interaction last
  WHERE last.account_id = s.id AND last."on" <= :today AND last.kind <> 'note' AND last.planned = 0
  ORDER BY last."on" DESC, last.id DESC LIMIT 3)
ORDER BY s.id, i."on", i.id
