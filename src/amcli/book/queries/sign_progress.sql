-- Every goal that moved or was met by :today.
SELECT g.account_id, g.id, g.title, CASE WHEN g.progress_on <= :today THEN g.progress_on END, CASE WHEN g.met_on <= :today THEN g.met_on END
FROM goal g
WHERE (g.progress_on <= :today OR g.met_on <= :today)
  AND (:accounts IS NULL OR g.account_id IN (SELECT value FROM json_each(:accounts)))
ORDER BY g.id
