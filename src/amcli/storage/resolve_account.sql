-- Accounts that :text (a search key) may mean, the best rule first: code, whole name, start of code or
-- name, start of a word, any part. A name in ASCII is its own search key, once folded; others are asked for it.
WITH known AS MATERIALIZED (
  SELECT id,
    CASE WHEN code_folded GLOB '*[^ -~]*' THEN am_search_key(code_folded) ELSE code_folded END AS code,
    CASE WHEN name_folded GLOB '*[^ -~]*' THEN am_search_key(name_folded) ELSE name_folded END AS name
  FROM account),
ranked AS (
  SELECT id, CASE
    WHEN code = :text THEN 1
    WHEN name = :text THEN 2
    WHEN substr(code, 1, length(:text)) = :text OR substr(name, 1, length(:text)) = :text THEN 3
    WHEN instr(' ' || replace(name, '-', ' '), ' ' || :text) OR instr('-' || code, '-' || :text) THEN 4
    WHEN instr(name, :text) OR instr(code, :text) THEN 5
  END AS rank
  FROM known)
SELECT a.*, r.rank FROM ranked r JOIN account a ON a.id = r.id WHERE r.rank IS NOT NULL ORDER BY r.rank, a.code
