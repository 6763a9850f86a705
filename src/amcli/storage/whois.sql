-- name: contact
-- Contacts that :text (a search key) may mean, within :account where one is given, the best rule first:
-- reference, e-mail address, whole name, its first word, start of the name, start of a word, any part.
-- Those of one account are found by an index; of all, one pass looks at the names, another at the addresses.
WITH one AS (
  SELECT id, name, emails FROM contact WHERE account_id = :account
  UNION ALL SELECT id, name, emails FROM contact WHERE :account IS NULL),
addressed AS MATERIALIZED (
  SELECT id FROM one
  WHERE instr(:text, '@') AND (instr(lower(emails), :text) OR emails GLOB '*[^ -~]*' OR instr(emails, '\'))
    AND EXISTS (SELECT 1 FROM json_each(emails) e WHERE am_search_key(e.value) = :text)),
named AS MATERIALIZED (
  SELECT id, CASE WHEN name GLOB '*[^ -~]*' THEN am_search_key(name) ELSE lower(name) END AS name
  FROM one),
ranked AS (
  SELECT id, 1 AS rank FROM one WHERE id = :id
  UNION ALL SELECT id, 2 FROM addressed
  UNION ALL SELECT id, CASE
      WHEN name = :text THEN 3
      WHEN instr(name, :text || ' ') = 1 THEN 4
      WHEN substr(name, 1, length(:text)) = :text THEN 5
      WHEN instr(' ' || replace(name, '-', ' '), ' ' || :text) THEN 6
      ELSE 7
    END FROM named WHERE instr(replace(name, '-', ' '), :text) OR instr(name, :text))
SELECT c.*, a.code AS account, min(r.rank) AS rank
FROM ranked r CROSS JOIN contact c ON c.id = r.id JOIN account a ON a.id = c.account_id
GROUP BY c.id ORDER BY rank, c.id

-- name: contacts_by_number
-- Contacts, of :account where one is given, with a phone number that holds some figures in their order, whatever
-- stands between them (:pattern). Whether it is the number is for `whois` to say.
SELECT c.*, a.code AS account
FROM contact c JOIN account a ON a.id = c.account_id
WHERE c.phones LIKE :pattern AND (:account IS NULL OR c.account_id = :account)
ORDER BY c.id

-- name: accounts_by_number
-- Accounts whose phone number holds some figures in their order, whatever stands between them (:pattern).
SELECT * FROM account WHERE phone LIKE :pattern ORDER BY id
