-- name: stamps
-- When the accounts, contracts, tasks and contacts of the book were made, and when what a calendar or a card
-- says of each last changed. The journal goes on where an undo gives a record its older updated_at back.
WITH journalled(tbl, "row", at) AS (
  SELECT j.tbl, j."row", max(t.at) FROM journal j JOIN txn t ON t.id = j.txn
  WHERE j.tbl IN ('account', 'contact', 'contract', 'product', 'task') GROUP BY j.tbl, j."row"
), touched(account_id, at) AS (
  -- A talk moves the next check-in, and so does one that was deleted; as an amendment changes a value.
  SELECT coalesce(i.account_id, json_extract(j.before, '$.account_id')), max(t.at)
  FROM journal j JOIN txn t ON t.id = j.txn LEFT JOIN interaction i ON i.id = j."row"
  WHERE j.tbl = 'interaction' GROUP BY 1
), changed(tbl, id, at) AS (
  SELECT 'account', id, updated_at FROM account UNION ALL SELECT 'contact', id, updated_at FROM contact
  UNION ALL SELECT 'contract', id, updated_at FROM contract
  UNION ALL SELECT 'product', id, updated_at FROM product UNION ALL SELECT 'task', id, updated_at FROM task
), newest(tbl, id, at) AS (
  SELECT c.tbl, c.id, max(c.at, coalesce(j.at, c.at))
  FROM changed c LEFT JOIN journalled j ON j.tbl = c.tbl AND j."row" = c.id
), amended(id, at) AS (
  SELECT coalesce(c.amends_id, json_extract(j.before, '$.amends_id')), max(t.at)
  FROM journal j JOIN txn t ON t.id = j.txn LEFT JOIN contract c ON c.id = j."row"
  WHERE j.tbl = 'contract' GROUP BY 1
)
SELECT 'account' AS kind, a.id, a.created_at AS made, max(n.at, coalesce(t.at, n.at)) AS changed
FROM account a JOIN newest n ON n.tbl = 'account' AND n.id = a.id LEFT JOIN touched t ON t.account_id = a.id
UNION ALL
SELECT 'contract', c.id, c.created_at, max(n.at, o.at, coalesce(p.at, n.at), coalesce(m.at, n.at))
FROM contract c JOIN newest n ON n.tbl = 'contract' AND n.id = c.id
JOIN newest o ON o.tbl = 'account' AND o.id = c.account_id
LEFT JOIN newest p ON p.tbl = 'product' AND p.id = c.product_id LEFT JOIN amended m ON m.id = c.id
UNION ALL
SELECT 'task', t.id, t.created_at, max(n.at, o.at)
FROM task t JOIN newest n ON n.tbl = 'task' AND n.id = t.id JOIN newest o ON o.tbl = 'account' AND o.id = t.account_id
UNION ALL
SELECT 'contact', c.id, c.created_at, max(n.at, o.at)
FROM contact c JOIN newest n ON n.tbl = 'contact' AND n.id = c.id
JOIN newest o ON o.tbl = 'account' AND o.id = c.account_id
