-- What else is dated up to :last: meetings booked from :today on, opportunities and goals that are open; and every
-- open issue, whose target day is a rule's. Of accounts that are not archived.
SELECT 'meeting' AS kind, i.id, a.id AS account_id, a.code AS account, a.name, i."on", i.kind AS what, i.at,
       i.summary AS text, NULL AS value, NULL AS currency, NULL AS escalated_on,
       (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
        WHERE ic.interaction_id = i.id ORDER BY ic.id LIMIT 1) AS contact
FROM account a CROSS JOIN interaction i ON i.account_id = a.id
WHERE a.status <> 'archived' AND i.planned = 1 AND i.cancelled = 0 AND i.kind <> 'note' AND i.tried = 0
  AND i."on" BETWEEN :today AND :last
UNION ALL
SELECT 'opportunity', o.id, a.id, a.code, a.name, o.expected_on, o.stage, NULL, o.name, o.value, o.currency, NULL, c.name
FROM opportunity o JOIN account a ON a.id = o.account_id LEFT JOIN contact c ON c.id = o.contact_id
WHERE a.status <> 'archived' AND o.expected_on <= :last AND (o.stage NOT IN ('won', 'lost') OR o.closed_on > :today)
UNION ALL
SELECT 'goal', g.id, a.id, a.code, a.name, g.due_on, coalesce(g.measure, ''), NULL, g.title, NULL, NULL, NULL, g.agreed_with
FROM goal g JOIN account a ON a.id = g.account_id
WHERE a.status <> 'archived' AND g.due_on <= :last AND g.status = 'open'
UNION ALL
SELECT 'issue', s.id, a.id, a.code, a.name, s.opened_on, s.severity, NULL, s.title, NULL, NULL,
       CASE WHEN s.escalated_on <= :today THEN s.escalated_on END, c.name
FROM issue s JOIN account a ON a.id = s.account_id LEFT JOIN contact c ON c.id = s.contact_id
WHERE a.status <> 'archived' AND s.opened_on <= :today AND (s.resolved_on IS NULL OR s.resolved_on > :today)
