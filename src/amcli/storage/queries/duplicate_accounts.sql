-- Accounts by all that two of one company have in common; those of the archive are done with.
SELECT a.id, a.code, a.name, a.domain, a.website, a.phone, a.parent_id, a.created_at,
  (SELECT group_concat(s.source, char(0)) FROM source_ref s WHERE s.kind = 'account' AND s.row = a.id) AS sources
FROM account a
WHERE a.status <> 'archived'
ORDER BY a.id
