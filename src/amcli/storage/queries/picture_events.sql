-- Events of an account that happened from :since to :today, or still last, the newest first.
SELECT * FROM event WHERE account_id = :account AND "on" <= :today AND ("on" >= :since OR until >= :today)
ORDER BY "on" DESC, id DESC
