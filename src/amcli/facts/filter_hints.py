"""What to type instead, where filter words fit nothing at all: for a person, after an empty screen."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from amcli.facts.filter_fields import fields_of
from amcli.facts.filter_words import entered
from amcli.rules.filters import CUSTOM, FilterField, is_filter
from amcli.rules.names import search_key, shown

if TYPE_CHECKING:
    from amcli.facts.account_facts import World

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
    there = [row["name"] for row in world.book.db.execute(NAMES)]
    if any(search_key(word) in search_key(name) for name in there):
        return None
    return there_are(word, there, word)


def there_are(word: str, there: Iterable[str], value: str) -> str | None:
    """`Nothing has "owner:robin"; there is Robin Hale.`"""
    from difflib import get_close_matches

    by_key = {search_key(each): each for each in there}
    near = [each for key, each in by_key.items() if search_key(value) in key]
    near = near or [
        by_key[key] for key in get_close_matches(search_key(value), by_key, n=MOST_NAMED, cutoff=0.6)
    ]
    if not near:
        return None
    return f"Did you mean {' or '.join(map(shown, near[:MOST_NAMED]))}?"
