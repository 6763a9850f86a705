-- One row where the book has a touch from :since to :today.
SELECT 1 FROM account a
WHERE EXISTS (SELECT 1 FROM ({touch}) i
              WHERE i.account_id = a.id AND i."on" BETWEEN :since AND :today)
LIMIT 1
