-- Tasks and promises that are not done: as am tasks.
SELECT ref('task', t.id) AS task, t.account, t.name, t.contact, t.title, t.due_on,
       CAST(julianday(k.today) - julianday(t.due_on) AS INTEGER) AS days_overdue, t.promised,
       coalesce(t.promised_by, CASE t.promised WHEN 1 THEN 'me' END) AS promised_by, t.waiting_on,
       t.first_due_on, t.said_on, t.assignee, t.repeat
FROM ({open_tasks}) t CROSS JOIN temp.clock k
