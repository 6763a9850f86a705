-- name: found
-- The best matches of a search, with the words around the hit.
SELECT rowid, snippet(search, -1, :before, :after, '...', 12) AS snippet
FROM search WHERE search MATCH :query ORDER BY rank LIMIT :limit

-- name: count
-- How many records a search matches.
SELECT count(*) AS matches FROM search WHERE search MATCH :query

-- name: inside
-- Records that hold every one of :words (JSON) within their text, for scripts that put no spaces between
-- words; the text is shown around :text, one of them.
SELECT rowid, CASE WHEN instr(title, :text) THEN title ELSE substr(body, max(1, instr(body, :text) - 20), 60) END AS snippet
FROM search
WHERE (instr(title, :text) OR instr(body, :text)) AND NOT EXISTS (
  SELECT 1 FROM json_each(:words) word
  WHERE NOT instr(lower(title), lower(word.value)) AND NOT instr(lower(body), lower(word.value)))
ORDER BY rowid LIMIT :limit
