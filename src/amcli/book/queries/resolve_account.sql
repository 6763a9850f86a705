-- Accounts that :text (folded) may mean, the best rule first: code, whole name, start of code or
-- name, start of a word, any part.
SELECT * FROM (
  SELECT a.*, CASE
    WHEN a.code_folded = :text THEN 1
    WHEN a.name_folded = :text THEN 2
    WHEN substr(a.code_folded, 1, length(:text)) = :text OR substr(a.name_folded, 1, length(:text)) = :text THEN 3
    WHEN instr(' ' || replace(a.name_folded, '-', ' '), ' ' || :text)
      OR instr('-' || a.code_folded, '-' || :text) THEN 4
    WHEN instr(a.name_folded, :text) OR instr(a.code_folded, :text) THEN 5
  END AS rank
  FROM account a)
WHERE rank IS NOT NULL ORDER BY rank, code
