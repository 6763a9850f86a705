-- The band in which an account was kept on or before a day; :pairs are lists of the account's id and the day.
SELECT p.key AS at, (SELECT h.band FROM health h
                     WHERE h.account_id = p.value ->> 0 AND h."on" <= p.value ->> 1
                     ORDER BY h."on" DESC LIMIT 1) AS band
FROM json_each(:pairs) p
