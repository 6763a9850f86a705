-- Targets with every field, the newest period first.
SELECT t.*
FROM target t
WHERE (:row IS NULL OR t.id = :row) AND (:ids IS NULL OR t.id IN (SELECT value FROM json_each(:ids)))
ORDER BY t.period DESC, t.metric, t.id
