-- The day, from :from to :to, of the newest stored score of an account with a certain value.
SELECT "on" FROM health WHERE account_id = :account AND score = :score AND "on" BETWEEN :from AND :to
ORDER BY "on" DESC LIMIT 1
