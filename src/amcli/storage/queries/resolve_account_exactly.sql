-- The one account that :text (folded) names whole, found by an index: by code or name, the first rule
-- that matches. The other rules, which look at every account, are resolve_account.
SELECT * FROM (
  SELECT a.*, 1 AS rank FROM account a WHERE a.code_folded = :text
  UNION ALL SELECT a.*, 2 FROM account a WHERE a.name_folded = :text) LIMIT 1
