-- Targets with every field, the newest period first.
SELECT t.*
FROM target t
WHERE :row IS NULL OR t.id = :row
ORDER BY t.period DESC, t.metric, t.id
