-- Everything dated that happened with an account up to :until, the newest first; of figures of use, which may come
-- every day, the last of each month.
SELECT * FROM (
  SELECT 'interaction' AS record, i.id, i."on", i.at, CASE WHEN i.cancelled THEN 'cancelled' WHEN i.planned THEN 'planned' WHEN i.tried THEN i.kind || ', tried' ELSE i.kind END AS kind,
         coalesce(i.summary, '') AS text,
         (SELECT group_concat(name, ', ') FROM (SELECT c.name FROM interaction_contact ic JOIN contact c ON c.id = ic.contact_id
            WHERE ic.interaction_id = i.id ORDER BY ic.id)) AS people
  FROM interaction i WHERE i.account_id = :account
  UNION ALL
  SELECT 'task', t.id, t.done_on, NULL, CASE WHEN t.promised THEN 'promise kept' ELSE 'task done' END, t.title, c.name
  FROM task t LEFT JOIN contact c ON c.id = t.contact_id WHERE t.account_id = :account AND t.done_on IS NOT NULL
  UNION ALL
  SELECT 'contract', k.id, iif(k.kind = 'recurring', k.starts_on, k.ends_on), NULL, CASE WHEN k.amends_id IS NOT NULL THEN 'amendment' WHEN k.kind = 'one_off' THEN 'one-off'
           WHEN k.kind = 'usage' THEN 'usage billed' ELSE 'contract starts' END,
         coalesce(p.name, coalesce(k.reference, '')), NULL
  FROM contract k LEFT JOIN product p ON p.id = k.product_id WHERE k.account_id = :account
  UNION ALL
  SELECT 'contract', k.id, k.outcome_on, NULL, k.outcome, coalesce(k.reason, coalesce(p.name, '')), NULL
  FROM contract k LEFT JOIN product p ON p.id = k.product_id
  WHERE k.account_id = :account AND k.outcome_on IS NOT NULL
  UNION ALL
  SELECT 'issue', s.id, s.opened_on, NULL, 'issue opened', s.title, c.name
  FROM issue s LEFT JOIN contact c ON c.id = s.contact_id WHERE s.account_id = :account
  UNION ALL
  SELECT 'issue', s.id, s.resolved_on, NULL, 'issue resolved', s.title || coalesce(': ' || s.resolution, ''), NULL
  FROM issue s WHERE s.account_id = :account AND s.resolved_on IS NOT NULL
  UNION ALL
  SELECT 'issue', s.id, s.escalated_on, NULL, 'issue escalated', s.title || coalesce(', to ' || s.escalated_to, ''), NULL
  FROM issue s WHERE s.account_id = :account AND s.escalated_on IS NOT NULL
  UNION ALL
  SELECT 'survey', s.id, s."on", NULL, upper(s.kind), printf('%g of %g', s.score, s.scale_max) || coalesce(': ' || s.comment, ''), c.name
  FROM survey s LEFT JOIN contact c ON c.id = s.contact_id WHERE s.account_id = :account
  UNION ALL
  SELECT 'feedback', f.id, f."on", NULL, 'feedback', f.text, c.name
  FROM feedback f LEFT JOIN contact c ON c.id = f.contact_id WHERE f.account_id = :account
  UNION ALL
  SELECT 'feedback', f.id, f.relayed_on, NULL, 'passed on', f.text || coalesce(', to ' || f.audience, ''), NULL
  FROM feedback f WHERE f.account_id = :account AND f.relayed_on IS NOT NULL
  UNION ALL
  SELECT 'feedback', f.id, f.closed_on, NULL, 'feedback closed', coalesce(f.outcome, f.text), NULL
  FROM feedback f WHERE f.account_id = :account AND f.closed_on IS NOT NULL
  UNION ALL
  SELECT 'event', e.id, e."on", NULL, replace(e.kind, '_', ' '), coalesce(e.note, ''), NULL FROM event e WHERE e.account_id = :account
  UNION ALL
  SELECT 'goal', g.id, g.met_on, NULL, 'goal met', g.title, NULL
  FROM goal g WHERE g.account_id = :account AND g.met_on IS NOT NULL
  UNION ALL
  SELECT 'goal', g.id, g.progress_on, NULL, 'goal progress', g.title || coalesce(': ' || g.actual, ''), NULL
  FROM goal g WHERE g.account_id = :account AND g.progress_on IS NOT NULL AND g.progress_on IS NOT g.met_on
  UNION ALL
  SELECT 'opportunity', o.id, o.closed_on, NULL, replace(o.kind, '_', '-') || ' ' || o.stage, o.name || coalesce(': ' || o.reason, ''), NULL
  FROM opportunity o WHERE o.account_id = :account AND o.closed_on IS NOT NULL
  UNION ALL
  SELECT 'contact', c.id, c.left_on, NULL, 'left', c.name, NULL FROM contact c WHERE c.account_id = :account AND c.left_on IS NOT NULL
  UNION ALL
  SELECT 'handoff', h.id, h."on", NULL, 'handoff', coalesce(h.from_owner || ' to ', '') || coalesce(h.to_owner, ''), NULL
  FROM handoff h WHERE h.account_id = :account
  UNION ALL
  SELECT 'usage', u.id, u."on", NULL, 'usage', u.metric || ' '
         || CASE WHEN u.value = CAST(u.value AS INTEGER) THEN CAST(u.value AS INTEGER) ELSE u.value END
         || coalesce(' of ' || CASE WHEN u.entitlement = CAST(u.entitlement AS INTEGER) THEN CAST(u.entitlement AS INTEGER) ELSE u.entitlement END, ''), NULL
  FROM usage u WHERE u.account_id = :account AND NOT EXISTS (
    SELECT 1 FROM usage later WHERE later.account_id = u.account_id AND later.metric = u.metric AND later."on" > u."on"
    AND later."on" < date(u."on", 'start of month', '+1 month') AND later."on" <= :until))
WHERE "on" <= :until
ORDER BY "on" DESC, at DESC, record, id DESC
