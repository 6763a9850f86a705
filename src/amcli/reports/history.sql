-- name: changes
-- Changes of the book, or of one record and of how it was put off, the newest first.
SELECT t.*, (SELECT count(*) FROM journal j WHERE j.txn = t.id AND j.tbl NOT IN ('health', 'value_source')) AS records,
       EXISTS (SELECT 1 FROM txn later WHERE later.undoes = t.id) AS undone,
       EXISTS (SELECT 1 FROM cut WHERE cut.id = t.id) AS final
FROM txn t
WHERE t.id >= coalesce((SELECT json_extract(value, '$[1]') FROM setting WHERE key = 'pruned'), 0)
  AND (:tbl IS NULL OR t.id IN (SELECT j.txn FROM journal j WHERE j.tbl = :tbl AND j."row" = :row)
  OR t.id IN (SELECT j.txn FROM journal j JOIN snooze s ON j.tbl = 'snooze' AND s.id = j."row" WHERE s.kind = :tbl AND s."row" = :row))
ORDER BY t.id DESC LIMIT :limit

-- name: of_account
-- Changes of an account and of everything that belongs to it, deleted records too, the newest first.
-- An insert is journalled without a copy, so its account is that of the record as it is now.
WITH touched(txn) AS (
  SELECT txn FROM journal WHERE tbl = 'account' AND "row" = :account
  UNION SELECT txn FROM journal
  WHERE before IS NOT NULL AND json_extract(coalesce(after, before), '$.account_id') = :account
  UNION SELECT j.txn FROM journal j JOIN contact r ON j.tbl = 'contact' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN contract r ON j.tbl = 'contract' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN interaction r ON j.tbl = 'interaction' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN task r ON j.tbl = 'task' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN opportunity r ON j.tbl = 'opportunity' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN issue r ON j.tbl = 'issue' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN feedback r ON j.tbl = 'feedback' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN survey r ON j.tbl = 'survey' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN usage r ON j.tbl = 'usage' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN goal r ON j.tbl = 'goal' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN event r ON j.tbl = 'event' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN handoff r ON j.tbl = 'handoff' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN play r ON j.tbl = 'play' AND r.id = j."row" WHERE r.account_id = :account
  UNION SELECT j.txn FROM journal j JOIN snooze s ON j.tbl = 'snooze' AND s.id = j."row" WHERE s.kind = 'account' AND s."row" = :account
)
SELECT t.*, (SELECT count(*) FROM journal j WHERE j.txn = t.id AND j.tbl NOT IN ('health', 'value_source')) AS records,
       EXISTS (SELECT 1 FROM txn later WHERE later.undoes = t.id) AS undone,
       EXISTS (SELECT 1 FROM cut WHERE cut.id = t.id) AS final
FROM txn t JOIN touched ON touched.txn = t.id
WHERE t.id >= coalesce((SELECT json_extract(value, '$[1]') FROM setting WHERE key = 'pruned'), 0)
ORDER BY t.id DESC LIMIT :limit

-- name: journal
-- The first rows that a change touched; the scores of past days, and who values are from, last.
SELECT * FROM journal WHERE txn = :txn ORDER BY tbl IN ('health', 'value_source'), id LIMIT :limit

-- name: undoable
-- Changes that can be undone, the newest first, with what each did: not those that held somebody who was forgotten, nor
-- those of deleted history. `first` is the newest later one that touched the same records.
WITH live AS (
  SELECT t.* FROM txn t
  WHERE t.undoing = 0 AND NOT EXISTS (SELECT 1 FROM txn later WHERE later.undoes = t.id)
    AND NOT EXISTS (SELECT 1 FROM cut WHERE cut.id = t.id)
    AND t.id >= coalesce((SELECT json_extract(value, '$[1]') FROM setting WHERE key = 'pruned'), 0)
    AND (:via IS NULL OR t.via = :via) AND (:client IS NULL OR coalesce(t.client, '') = :client)
  ORDER BY t.id DESC LIMIT :limit
)
SELECT live.id, live.at, live.command, live.automatic, live.via, live.client,
  (SELECT count(*) FROM journal j WHERE j.txn = live.id AND j.tbl NOT IN ('health', 'value_source') AND j.before IS NULL) AS added,
  (SELECT count(*) FROM journal j WHERE j.txn = live.id AND j.tbl NOT IN ('health', 'value_source') AND j.before IS NOT NULL AND j.after IS NOT NULL) AS changed,
  (SELECT count(*) FROM journal j WHERE j.txn = live.id AND j.tbl NOT IN ('health', 'value_source') AND j.before IS NOT NULL AND j.after IS NULL) AS deleted,
  (SELECT max(j.txn) FROM journal mine JOIN journal j ON j.tbl = mine.tbl AND j."row" = mine."row" AND j.txn > live.id
   JOIN txn t ON t.id = j.txn AND t.undoing = 0
   WHERE mine.txn = live.id AND NOT EXISTS (SELECT 1 FROM txn later WHERE later.undoes = t.id)) AS first
FROM live ORDER BY live.id DESC
