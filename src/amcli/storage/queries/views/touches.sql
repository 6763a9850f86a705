-- What counts as being in touch, up to today: no notes, no attempts, nothing that is still ahead.
SELECT ref('interaction', i.id) AS interaction, a.code AS account, a.name, i."on", i.at, i.kind, i.minutes,
       i.direction, i.summary, i.feel, i.purpose
FROM ({touch}) i JOIN account a ON a.id = i.account_id
WHERE i."on" <= (SELECT today FROM temp.clock)
