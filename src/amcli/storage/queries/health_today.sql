-- One row where the scores of the day :today are kept already.
SELECT 1 FROM account a JOIN health h ON h.account_id = a.id AND h."on" = :today LIMIT 1
