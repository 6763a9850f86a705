"""Completion of filter words: the field, its operator, then the values that the field has or may have.

Reads with the connection that it is given and loads nothing that a person would wait for. What a word
means is in `rules.filters`.
"""

from collections.abc import Iterable, Iterator, Sequence

from amcli.facts.filter_fields import WITHOUT_ACCOUNT, fields_of
from amcli.hints import TYPE_CHECKING
from amcli.rules.filters import ALONE, CUSTOM, MEANINGS, OF_ACCOUNT, OPERATORS, FilterField, is_filter
from amcli.rules.names import did_you_mean, near_names, search_key, shown

if TYPE_CHECKING:
    import sqlite3

    from amcli.facts.account_facts import World

MOST = 200
DAYS = (
    *("today", "-7d", "-30d", "-90d", "+7d", "+30d", "+90d"),
    *("this-week", "last-week", "next-week", "this-month", "last-month", "next-month"),
    *("this-quarter", "last-quarter", "next-quarter"),
)

Candidate = tuple[str, str]


def filter_candidates(db: "sqlite3.Connection", which: str, word: str) -> Iterator[Candidate]:
    """What a filter word of a kind of list may become, with what it means. Raises sqlite3.Error."""
    fields = fields_of(which)
    left, colon, value = word.partition(":")
    if colon:
        yield from values(db, which, fields, left, value)
        return
    key = search_key(word)
    name, _, begun = key.rpartition(".")
    for operator in OPERATORS[fields[name].type] if name in fields else ():
        if operator.startswith(begun):
            yield f"{name}.{operator}:", MEANINGS[operator]
    for each, field in sorted(fields.items(), key=lambda pair: not pair[0].startswith(key)):
        if (
            key in each
            and (key.startswith(OF_ACCOUNT) or not each.startswith(OF_ACCOUNT))
            and each != "extra"
        ):
            yield f"{each}:", field.help


def values(
    db: "sqlite3.Connection", which: str, fields: dict[str, FilterField], left: str, typed: str
) -> Iterator[Candidate]:
    """The values of a field, behind those that stand before a comma already."""
    name, _, operator = left.rpartition(".")
    field = fields.get(left) or (fields.get(name) if operator in MEANINGS else None)
    if field is None or operator in ALONE:
        return
    done, comma, begun = typed.rpartition(",")
    key, given = search_key(begun), search_key(done).split(",")
    for value in possible(db, which, field):
        if key in search_key(value) and search_key(value) not in given:
            yield f"{left}:{done}{comma}{value}", ""


def possible(db: "sqlite3.Connection", which: str, field: FilterField) -> Iterator[str]:
    """The values that a field may have: those of its vocabulary, or those that are in the book."""
    if field.type == "word":
        yield from field.values
    elif field.type == "bool":
        yield from ("yes", "no")
    elif field.type in ("day", "instant"):
        yield from DAYS
    elif field.type in ("text", "list"):
        yield from entered(db, which, field)


def entered(db: "sqlite3.Connection", which: str, field: FilterField) -> Iterator[str]:
    """The values of a field that are in the book, the most frequent first; none that no line can hold."""
    if "am_" in field.sql or ":today" in field.sql:
        return
    owned = "account a" if which == "account" else f'"{which}" r'
    if which != "account" and which not in WITHOUT_ACCOUNT:
        owned += " JOIN account a ON a.id = r.account_id"
    source, value = owned, field.sql
    if field.type == "list":
        source, value = f"{owned}, json_each({field.sql}) e", "e.value"
    query = (
        f"SELECT {value} AS v FROM {source} WHERE v <> '' GROUP BY v ORDER BY count(*) DESC, v LIMIT {MOST}"
    )
    for (found,) in db.execute(query):
        text = str(found)
        if shown(text) == text and "," not in text and len(text) <= MOST:
            yield text


MOST_NAMED = 3
KEYS = "SELECT DISTINCT e.key FROM account a, json_each(a.extra) e ORDER BY 1"
NAMES = "SELECT name FROM account ORDER BY name_folded"


def hint(world: "World", kind: str, words: Sequence[str]) -> str | None:
    """One sentence about the first word that has a value which nothing has; None where there is none."""
    fields = fields_of(kind)
    for word in words:
        found = of_filter(world, kind, fields, word) if is_filter(word) else of_name(world, word)
        if found:
            return found
    return None


def of_filter(world: "World", kind: str, fields: dict[str, FilterField], word: str) -> str | None:
    """About a word that names a field."""
    left, _, value = word.partition(":")
    if left.startswith(CUSTOM):
        key = left.removeprefix(next(each for each in CUSTOM if left.startswith(each))).split(".")[0]
        there = [row[0] for row in world.book.db.execute(KEYS)]
        return None if search_key(key) in map(search_key, there) else there_are(f"extra.{key}", there, key)
    field = fields.get(left)
    if field is None or field.type not in ("text", "list"):
        return None
    there = list(entered(world.book.db, kind, field))
    if search_key(value) in map(search_key, there):
        return None
    return there_are(word, there, value) or f"{shown(left)}.has:{shown(value)} finds part of it."


def of_name(world: "World", word: str) -> str | None:
    """About a part of a name."""
    return there_are(word, names(world), word) if no_name(world, word) else None


def no_name(world: "World", word: str) -> bool:
    """Whether a word is a part of a name, and no account is called so."""
    return not is_filter(word) and not any(search_key(word) in search_key(name) for name in names(world))


def names(world: "World") -> list[str]:
    """The names of all accounts."""
    return [row["name"] for row in world.book.db.execute(NAMES)]


def there_are(word: str, there: Iterable[str], value: str) -> str | None:
    """`Nothing has "owner:robin"; there is Robin Hale.`"""
    by_key = {search_key(each): each for each in there}
    near = [each for key, each in by_key.items() if search_key(value) in key]
    near = near or [by_key[key] for key in near_names(search_key(value), by_key, MOST_NAMED)]
    return did_you_mean(map(shown, near[:MOST_NAMED])) or None
