-- name: accounts
-- Accounts by all that two of one company have in common; those of the archive are done with.
SELECT a.id, a.code, a.name, a.domain, a.website, a.phone, a.parent_id, a.created_at,
  (SELECT group_concat(s.source, char(0)) FROM source_ref s WHERE s.kind = 'account' AND s.row = a.id) AS sources
FROM account a
WHERE a.status <> 'archived'
ORDER BY a.id

-- name: contacts
-- Contacts by all that two of one person have in common, by account.
SELECT c.id, c.account_id, a.code, c.name, c.emails, c.phones, c.left_on, c.successor_id, c.created_at,
  (SELECT group_concat(s.source, char(0)) FROM source_ref s WHERE s.kind = 'contact' AND s.row = c.id) AS sources
FROM contact c JOIN account a ON a.id = c.account_id
WHERE a.status <> 'archived'
ORDER BY c.account_id, c.id
