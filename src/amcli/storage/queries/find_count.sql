-- How many records a search matches.
SELECT count(*) AS matches FROM search WHERE search MATCH :query
