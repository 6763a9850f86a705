-- For each account, how many of its last four touches there are, and how many of them name somebody.
SELECT a.id, count(recent.id) AS touches,
       sum(EXISTS (SELECT 1 FROM interaction_contact ic WHERE ic.interaction_id = recent.id)) AS named
FROM account a
LEFT JOIN interaction recent ON recent.id IN (
  SELECT i.id FROM interaction i
  WHERE i.account_id = a.id AND i."on" <= :today AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0
  ORDER BY i."on" DESC, i.id DESC LIMIT 4)
WHERE a.status IN ('onboarding', 'active') AND (:account IS NULL OR a.id = :account)
GROUP BY a.id
