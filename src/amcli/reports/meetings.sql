-- The meetings booked from :since to :until, by day and time, of accounts that are not archived; and those of
-- :today that took place: held where it was planned before, which the journal tells.
SELECT m.id, m.account_id, a.code, a.name, m."on", m.at, m.kind, m.summary, m.planned,
       (SELECT json_group_array(name) FROM (
          SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
          WHERE ic.interaction_id = m.id ORDER BY ic.id)) AS people
FROM (
  SELECT b.* FROM interaction b INDEXED BY interaction_booked
  WHERE b.planned = 1 AND b.cancelled = 0 AND b."on" BETWEEN :since AND :until
  UNION ALL
  SELECT h.* FROM account o CROSS JOIN ({touch}) h ON h.account_id = o.id
  WHERE h."on" = :today AND :today BETWEEN :since AND :until
    AND EXISTS (SELECT 1 FROM journal j
                WHERE j.tbl = 'interaction' AND j."row" = h.id AND json_extract(j.before, '$.planned') = 1)
) m JOIN account a ON a.id = m.account_id
WHERE a.status <> 'archived' AND m.kind <> 'note' AND m.tried = 0
ORDER BY m."on", m.at IS NULL, m.at, m.id
