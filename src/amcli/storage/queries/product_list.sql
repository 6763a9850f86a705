-- The catalogue with every field, by name.
SELECT p.*
FROM product p
WHERE (:row IS NULL OR p.id = :row) AND (:ids IS NULL OR p.id IN (SELECT value FROM json_each(:ids)))
ORDER BY p.name_folded
