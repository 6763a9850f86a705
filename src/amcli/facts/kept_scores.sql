-- name: scores
-- The scores that were kept on the day :today, of every account that has one; an empty band where none was
-- kept.
SELECT a.id, h.score, h.band FROM account a LEFT JOIN health h ON h.account_id = a.id AND h."on" = :today
WHERE a.status IN ('onboarding', 'active')

-- name: changed_since
-- Every row that was changed after entry :journal of the journal, with the account that it belonged to before
-- and after, and the interaction in which somebody took part, where the entry has a copy.
SELECT j.tbl, j."row", json_extract(j.before, '$.account_id'), json_extract(j.after, '$.account_id'),
       CASE WHEN j.tbl = 'interaction_contact' THEN json_extract(j.before, '$.interaction_id') END
FROM journal j WHERE j.id > :journal AND j.tbl <> 'value_source'
