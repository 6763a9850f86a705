-- Of the accounts of :accounts (a JSON array of ids) those with four touches or more since :since, all of
-- them within :days before the end of a contract.
SELECT chosen.value AS id FROM json_each(:accounts) chosen
WHERE NOT EXISTS (
  SELECT 1 FROM ({touch}) i
  WHERE i.account_id = chosen.value AND i."on" > :since AND i."on" <= :today
    AND NOT EXISTS (
      SELECT 1 FROM contract c
      WHERE c.account_id = chosen.value AND c.amends_id IS NULL
        AND i."on" BETWEEN date(c.ends_on, '-' || :days || ' days') AND c.ends_on))
AND 4 <= (
  SELECT count(*) FROM ({touch}) i
  WHERE i.account_id = chosen.value AND i."on" > :since AND i."on" <= :today)
