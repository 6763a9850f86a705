-- Addresses and numbers seen in mail, calendars and calls that no contact has, the most frequent first:
-- what was tied or ignored too where all are asked for. A domain that is ignored stands for all of it.
WITH held AS (
  SELECT lower(e.value) AS address FROM contact, json_each(contact.emails) e
  UNION SELECT json_extract(p.value, '$.e164') FROM contact, json_each(contact.phones) p
), quiet AS (
  SELECT substr(address, 2) AS domain FROM unmatched WHERE ignored = 1 AND address LIKE '@%'
)
SELECT u.id, u.address, u.name, u.kind, u.seen, u.first_on, u.last_on, c.name AS contact, a.code AS account,
  u.ignored = 1 OR substr(u.address, instr(u.address, '@') + 1) IN (SELECT domain FROM quiet) AS ignored,
  u.address IN (SELECT address FROM held WHERE address IS NOT NULL) AS held
FROM unmatched u LEFT JOIN contact c ON c.id = u.contact_id LEFT JOIN account a ON a.id = c.account_id
ORDER BY u.seen DESC, u.last_on DESC, u.address
