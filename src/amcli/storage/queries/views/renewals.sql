-- Contracts with an end that await their outcome, amendments added: as am renewals --all.
WITH found(id, account_id, account, name, product, starts_on, ends_on, notice_by, auto_renew, stage,
           forecast, value, currency, snoozed_until) AS ({open_contracts})
SELECT ref('contract', f.id) AS contract, f.account, f.name, f.product, f.starts_on, f.ends_on,
       o.days_left, f.notice_by,
       CAST(julianday(f.notice_by) - julianday(k.today) AS INTEGER) AS days_to_notice, o.act_by, f.auto_renew,
       major(f.value, f.currency) AS annual_value, f.currency, f.stage, f.forecast
FROM found f CROSS JOIN temp.clock k CROSS JOIN ({open_contract}) o ON o.id = f.id
