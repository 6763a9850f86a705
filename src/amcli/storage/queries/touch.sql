-- Touches: what counts as being in touch. No notes, no attempts, nothing that is still ahead. The condition is that of the
-- partial index interaction_touch, word for word; SQLite reads it as part of the query around it.
SELECT * FROM interaction WHERE kind <> 'note' AND tried = 0 AND planned = 0
