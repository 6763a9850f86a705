-- Contacts that :text (folded) may mean, within :account where one is given, the best rule first.
-- Those of one account are found by an index. casefold() is given to the connection by `resolve`, since
-- SQLite folds ASCII only.
SELECT * FROM (
  SELECT c.*, a.code AS account, CASE
    WHEN c.id = :id THEN 1
    WHEN EXISTS (SELECT 1 FROM json_each(c.emails) e WHERE casefold(e.value) = :text) THEN 2
    WHEN casefold(c.name) = :text THEN 3
    WHEN substr(casefold(c.name), 1, length(:text)) = :text THEN 4
    WHEN instr(' ' || replace(casefold(c.name), '-', ' '), ' ' || :text) THEN 5
    WHEN instr(casefold(c.name), :text) THEN 6
  END AS rank
  FROM contact c JOIN account a ON a.id = c.account_id
  WHERE c.id IN (
    SELECT id FROM contact WHERE account_id = :account UNION ALL SELECT id FROM contact WHERE :account IS NULL))
WHERE rank IS NOT NULL ORDER BY rank, id
