-- Tasks that are not done on :today, of accounts that are not archived; of one account, or due by a day,
-- where :account or :due is given.
SELECT t.id, t.account_id, a.code AS account, a.name, a.tier, a.status, c.name AS contact, t.title, t.due_on, t.first_due_on,
       t.promised, t.promised_by, t.assignee, t.waiting_on, t.interaction_id,
       t.repeat, i."on" AS said_on
FROM task t JOIN account a ON a.id = t.account_id
LEFT JOIN contact c ON c.id = t.contact_id
LEFT JOIN interaction i ON i.id = t.interaction_id
WHERE (t.done_on IS NULL OR t.done_on > :today) AND a.status <> 'archived'
  AND (:account IS NULL OR t.account_id = :account) AND (:due IS NULL OR t.due_on <= :due)
ORDER BY t.due_on IS NULL, t.due_on, t.id
