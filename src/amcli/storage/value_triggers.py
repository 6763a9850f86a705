"""The trigger that notices what a person writes: a value that they set, also an empty one, is theirs.

It looks in the journal at what a record was and what it is now, so that one does for all kinds of records:
SQLite reads every trigger of a book at each start. It rests while an import, an undo or a merge writes, so
that no command has to think of it. Not for what follows from it (rules/provenance.py).
"""

from collections.abc import Iterable

from amcli import jsontext
from amcli.rules.provenance import ALL, BESIDE, BOOKKEPT, CUSTOM, LISTS, NAMED

# Not what another program writes: nobody knows whether that is a person.
BY_HAND = "(SELECT txn IS NOT NULL AND mechanical = 0 FROM session)"
# What has the trigger look at the entry that the journal just took; an insert alone would have each statement
# that writes anything compile it.
LOOK = f'UPDATE journal SET "row" = "row" WHERE id = last_insert_rowid() AND {BY_HAND};'


def quoted(texts: Iterable[str]) -> str:
    """Texts of this program as a list in SQL."""
    return ", ".join(f"'{text}'" for text in texts)


# The fields of single values that changed; a column that stands and falls with another counts as that one.
# Beside a field without a value of its own stands an empty blob, which equals itself.
CHANGED = f"""
    SELECT coalesce(json_extract('{jsontext.dumps(BESIDE)}', '$.' || NEW.tbl || '.' || key), key), x''
    FROM json_each(NEW.before) WHERE atom IS NOT json_extract(NEW.after, '$.' || key)
      AND key NOT IN ({quoted((*sorted(BOOKKEPT), *LISTS, "extra"))})"""
# Custom fields that were added, changed or taken away.
CUSTOM_CHANGED = f"""
    SELECT '{CUSTOM}' || key, x'' FROM (
      SELECT key, json_array(type, value) AS held FROM json_each(json_extract(NEW.before, '$.extra'))
      UNION ALL SELECT key, json_array(type, value) FROM json_each(json_extract(NEW.after, '$.extra')))
    GROUP BY key HAVING count(*) = 1 OR min(held) <> max(held)"""
# Lists that are another text than before, with both texts.
LISTED = f"""(
      SELECT value AS field, json_extract(NEW.before, '$.' || value) AS was,
             json_extract(NEW.after, '$.' || value) AS now
      FROM json_each('{jsontext.dumps(LISTS)}') WHERE was IS NOT now) list"""
# A value of a list as text; of a telephone number, as it was typed.
ITEM = "CASE list.field WHEN 'phones' THEN json_extract(item.value, '$.typed') ELSE item.value END"
# Values that were added to a list or taken out of it.
TOUCHED = f"""
    SELECT field, value FROM (
      SELECT list.field, {ITEM} AS value, 1 AS side FROM {LISTED}, json_each(list.was) item
      UNION SELECT list.field, {ITEM}, 2 FROM {LISTED}, json_each(list.now) item)
    GROUP BY field, value HAVING count(*) = 1"""
# The same; and of a list whose values only stand in another order now, the list as a whole.
TOUCHED_OR_MOVED = f"""
    SELECT list.field, coalesce(touched.value, x'') AS value
    FROM {LISTED} LEFT JOIN ({TOUCHED}) touched ON touched.field = list.field"""
# The digits of numbers that were taken out: such a one is known however it is written.
TAKEN_OUT = f"""
    SELECT list.field, json_extract(item.value, '$.e164') FROM {LISTED}, json_each(list.was) item
    WHERE list.field = 'phones' AND json_extract(item.value, '$.e164') IS NOT NULL
      AND {ITEM} NOT IN (SELECT json_extract(value, '$.typed') FROM json_each(list.now))"""
WORDS = 'value_source(kind, "row", field, value, source)'
MINE = 'value_source WHERE kind = NEW.tbl AND "row" = NEW."row"'
NAME_BEFORE = "json_extract(NEW.before, '$.name')"

# Whoever brought a name goes on calling the record so.
HAND_WRITTEN = f"""
CREATE TRIGGER hand_written AFTER UPDATE OF "row" ON journal WHEN {BY_HAND} BEGIN
  INSERT OR IGNORE INTO {WORDS}
  SELECT DISTINCT NEW.tbl, NEW."row", 'name', {NAME_BEFORE}, source FROM {MINE}
    AND NEW.tbl IN ({quoted(sorted(NAMED))}) AND {NAME_BEFORE} IS NOT json_extract(NEW.after, '$.name')
    AND field IN ('name', '{ALL}') AND value IS NULL AND source <> '';
  DELETE FROM {MINE} AND source <> '' AND (field, coalesce(value, x'')) IN ({TOUCHED}
    UNION ALL {CUSTOM_CHANGED} UNION ALL {CHANGED});
  INSERT INTO {WORDS}
  SELECT NEW.tbl, NEW."row", field, nullif(value, x''), '' FROM ({TOUCHED_OR_MOVED}
    UNION {TAKEN_OUT} UNION {CUSTOM_CHANGED} UNION {CHANGED})
  WHERE (field, value) NOT IN (SELECT field, coalesce(value, x'') FROM {MINE} AND source = '');
END"""


def hand_insert(table: str) -> str:
    """The trigger that notices a record that a person made, of a kind that several sources may have."""
    own = f"kind = '{table}' AND \"row\" = NEW.id AND field = '{ALL}' AND value IS NULL AND source = ''"
    return (
        f'CREATE TRIGGER hand_{table}_insert AFTER INSERT ON "{table}" WHEN {BY_HAND} BEGIN '
        f"INSERT INTO {WORDS} SELECT '{table}', NEW.id, '{ALL}', NULL, '' "
        f"WHERE NOT EXISTS (SELECT 1 FROM value_source WHERE {own}); END"
    )
