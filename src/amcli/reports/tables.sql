-- Every table and view that a query can name, with its columns; views first. A table that a temporary one
-- hides stands here once. `refers_to` is the table whose ids a column holds.
SELECT t.name AS "table",
       iif(t.type = 'view' OR t.name = 'clock', 'view', 'table') AS kind,
       c.name AS "column", lower(c.type) AS type, f."table" AS refers_to
FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c
LEFT JOIN pragma_foreign_key_list(t.name) f ON f."from" = c.name
WHERE t.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND t.type <> 'shadow' AND c.hidden = 0
GROUP BY t.name, c.cid
ORDER BY kind DESC, t.name, c.cid
