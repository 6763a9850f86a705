-- The last six touches of an account by :today as three letters each, the newest first: purpose, feel and
-- direction, - for what is not on record; and whether one of the last four names a contact.
-- The index interaction_touch holds all that is asked.
SELECT a.id, (
  SELECT group_concat(letters, '') FROM (
    SELECT CASE WHEN i.purpose IS NULL AND i.feel IS NULL AND i.direction IS NULL THEN '---'
           ELSE coalesce(substr(i.purpose, 1, 1), '-') || coalesce(substr(i.feel, 1, 1), '-')
             || coalesce(substr(i.direction, 1, 1), '-') END AS letters
    FROM ({touch}) i
    WHERE i.account_id = a.id AND i."on" <= :today
    ORDER BY i."on" DESC, i.id DESC LIMIT 6)) AS talks,
  EXISTS (SELECT 1 FROM interaction_contact ic WHERE ic.interaction_id IN (
    SELECT i.id FROM ({touch}) i
    WHERE i.account_id = a.id AND i."on" <= :today
    ORDER BY i."on" DESC, i.id DESC LIMIT 4)) AS named
FROM account a
WHERE a.status IN ('onboarding', 'active') AND (:accounts IS NULL OR a.id IN (SELECT value FROM json_each(:accounts)))
