-- The catalogue with every field, by name.
SELECT p.*
FROM product p
WHERE :row IS NULL OR p.id = :row
ORDER BY p.name_folded
