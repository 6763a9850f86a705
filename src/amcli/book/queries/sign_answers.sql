-- The newest answer of an account to each kind of survey from :since to :today, the later id of a day.
SELECT account_id, id, kind, "on", score, scale_max, contact_id FROM (
  SELECT s.*, row_number() OVER (PARTITION BY s.account_id, s.kind ORDER BY s."on" DESC, s.id DESC) AS place
  FROM survey s
  WHERE s."on" >= :since AND s."on" <= :today
    AND (:accounts IS NULL OR s.account_id IN (SELECT value FROM json_each(:accounts))))
WHERE place = 1
ORDER BY account_id, kind
