-- The best matches of a search, with the words around the hit.
SELECT rowid, snippet(search, -1, :before, :after, '...', 12) AS snippet
FROM search WHERE search MATCH :query ORDER BY rank LIMIT :limit
