-- The last touch of every account that is onboarding or active; empty where there was none.
SELECT f.code AS account, f.name, f.tier, f.owner, ref('interaction', f.touch_id) AS interaction,
       f.touch_on AS last_touch_on, f.touch_kind AS last_touch_kind,
       CAST(julianday(k.today) - julianday(f.touch_on) AS INTEGER) AS days_since
FROM ({accounts}) f CROSS JOIN temp.clock k
