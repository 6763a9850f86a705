-- One row where the book has a touch from :since to :today.
SELECT 1 FROM account a
WHERE EXISTS (SELECT 1 FROM interaction i
              WHERE i.account_id = a.id AND i."on" BETWEEN :since AND :today
                AND i.kind <> 'note' AND i.tried = 0 AND i.planned = 0)
LIMIT 1
