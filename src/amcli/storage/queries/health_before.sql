-- The newest stored score of each account between :from and :to, made by the same :model.
SELECT h.account_id, h.score, max(h."on") AS "on" FROM health h
WHERE h."on" BETWEEN :from AND :to AND h.model = :model AND h.score IS NOT NULL
GROUP BY h.account_id
