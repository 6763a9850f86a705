-- Every product: those of the catalogue, which holds whatever was ever sold.
SELECT id, name, list_price, currency FROM product ORDER BY name_folded
