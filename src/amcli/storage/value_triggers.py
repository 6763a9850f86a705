"""The triggers that notice what a person writes: a value that they set, also an empty one, is theirs.

They rest while an import, an undo or a merge writes, so that no command has to think of them. Not for what
follows from it (rules/provenance.py).
"""

from collections.abc import Iterator, Sequence

from amcli.rules.provenance import ALL, BOOKKEPT, CUSTOM, LISTS, NAMED, SHARED, units

# Not what another program writes: nobody knows whether that is a person.
BY_HAND = "(SELECT txn IS NOT NULL AND mechanical = 0 FROM session)"
# Whoever brought a name goes on calling the record so.
OLD_NAME = (
    'INSERT OR IGNORE INTO value_source(kind, "row", field, value, source) '
    "SELECT DISTINCT '{table}', NEW.id, 'name', OLD.name, s.source FROM value_source s "
    "WHERE OLD.name IS NOT NEW.name AND s.kind = '{table}' AND s.\"row\" = NEW.id "
    "AND s.field IN ('name', '*') AND s.value IS NULL AND s.source <> ''; "
)
TYPED = {"phones": "json_extract(i.value, '$.typed')"}


def hand_triggers(table: str, columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The triggers of a table with these columns (name, type)."""
    names = [name for name, _ in columns if name not in BOOKKEPT]
    if table in SHARED:
        yield (
            f'CREATE TRIGGER hand_{table}_insert AFTER INSERT ON "{table}" WHEN {BY_HAND} BEGIN '
            f"{entered(table, f'{quote(ALL)} AS field', 'true')}; END"
        )
    plain = [name for name in names if name not in (*LISTS, "extra")]
    yield edited(table, plain, fields_changed(table, plain), first=OLD_NAME if table in NAMED else "")
    if "extra" in names:
        yield edited(table, ["extra"], CUSTOM_CHANGED, "_extra")
    for name in names:
        if name in LISTS:
            yield list_edited(table, name)


def quote(text: str) -> str:
    """A text of this program in SQL."""
    return f"'{text}'"


def entered(table: str, selected: str, where: str) -> str:
    """SQL that puts a person's word beside each `field` selected, where there is none."""
    return (
        'INSERT INTO value_source(kind, "row", field, value, source) '
        f"SELECT '{table}', NEW.id, f.field, NULL, '' FROM (SELECT {selected}) f WHERE {where} "
        f"AND NOT EXISTS (SELECT 1 FROM value_source s WHERE s.kind = '{table}' AND s.\"row\" = NEW.id "
        "AND s.field = f.field AND s.value IS NULL AND s.source = '')"
    )


def fields_changed(table: str, names: Sequence[str]) -> str:
    """SQL for the fields that an update changed, as a selection of `field`."""
    pairs = []
    for field, columns in units(table, names).items():
        moved = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
        pairs.append(f"'{field}', {moved}")
    return f"c.key AS field FROM json_each(json_object({', '.join(pairs)})) c WHERE c.value"


# Custom fields that were added, changed or taken away.
CUSTOM_CHANGED = (
    f"'{CUSTOM}' || o.key AS field FROM (SELECT key, json_array(type, value) AS held, 1 AS side "
    "FROM json_each(OLD.extra) UNION ALL SELECT key, json_array(type, value), 2 FROM json_each(NEW.extra)) o "
    "GROUP BY o.key HAVING count(*) = 1 OR min(o.held) <> max(o.held)"
)


def edited(table: str, names: Sequence[str], changed: str, suffix: str = "", first: str = "") -> str:
    """The trigger that notices single values, and does something `first`."""
    watched = ", ".join(f'"{name}"' for name in names)
    return (
        f'CREATE TRIGGER hand_{table}_update{suffix} AFTER UPDATE OF {watched} ON "{table}" '
        f"WHEN {BY_HAND} BEGIN {first.format(table=table)}"
        f"DELETE FROM value_source WHERE kind = '{table}' AND \"row\" = NEW.id AND value IS NULL "
        f"AND source <> '' AND field IN (SELECT {changed.replace(' AS field', '', 1)}); "
        f"{entered(table, changed, 'true')}; END"
    )


def list_edited(table: str, name: str) -> str:
    """The trigger that notices values added to a list, taken out of it, or put in another order."""
    typed = TYPED.get(name, "i.value")
    either = (
        f"{typed} AS item, 1 AS side FROM json_each(OLD.{name}) i "
        f"UNION SELECT {typed}, 2 FROM json_each(NEW.{name}) i"
    )
    touched = f"o.item FROM (SELECT {either}) o GROUP BY o.item HAVING count(*) = 1"
    about = f"kind = '{table}' AND \"row\" = NEW.id AND field = '{name}'"
    word = 'INSERT OR IGNORE INTO value_source(kind, "row", field, value, source) '
    found = (
        f"DELETE FROM value_source WHERE {about} AND source <> '' AND value IN (SELECT {touched}); "
        f"{word}SELECT '{table}', NEW.id, '{name}', t.item, '' FROM (SELECT {touched}) t; "
    )
    if name == "phones":  # a number that was taken out is known however it is written
        found += (
            f"{word}SELECT '{table}', NEW.id, '{name}', json_extract(i.value, '$.e164'), '' "
            f"FROM json_each(OLD.{name}) i WHERE json_extract(i.value, '$.e164') IS NOT NULL "
            f"AND {typed} NOT IN (SELECT {typed} FROM json_each(NEW.{name}) i); "
        )
    return (
        f'CREATE TRIGGER hand_{table}_{name} AFTER UPDATE OF {name} ON "{table}" '
        f"WHEN {BY_HAND} AND OLD.{name} IS NOT NEW.{name} BEGIN {found}"
        f"{entered(table, f'{quote(name)} AS field', f'NOT EXISTS (SELECT {touched})')}; END"
    )
