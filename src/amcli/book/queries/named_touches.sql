-- For each account of :accounts, how many of its last four touches there are, and whether one of them
-- names somebody.
SELECT chosen.value AS id,
  (SELECT count(*) FROM (
     SELECT 1 FROM interaction i
     WHERE i.account_id = chosen.value AND i."on" <= :today AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0
     ORDER BY i."on" DESC, i.id DESC LIMIT 4)) AS touches,
  EXISTS (SELECT 1 FROM interaction_contact ic WHERE ic.interaction_id IN (
     SELECT i.id FROM interaction i
     WHERE i.account_id = chosen.value AND i."on" <= :today AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0
     ORDER BY i."on" DESC, i.id DESC LIMIT 4)) AS named
FROM json_each(:accounts) chosen
