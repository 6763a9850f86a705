-- Every event by :today; what lies before :since is only known to have been there.
SELECT e.account_id, e."on" >= :since AS fresh, e.id, e.kind, e."on", e.good, e.note, e.until
FROM event e
WHERE e."on" <= :today AND (:accounts IS NULL OR e.account_id IN (SELECT value FROM json_each(:accounts)))
ORDER BY e."on", e.id
