"""Filter words as SQL: which records of a kind are meant. Every value is a parameter, never part of the text.

The fields are in `filter_fields`, the reading of words in `rules.filters`. What SQLite cannot know (scores,
revenue in one currency) it asks of functions that `filter_functions` lends it; names are compared by the
connection's own `am_search_key`.
"""

from collections.abc import Iterable, Mapping, Sequence

from amcli import jsontext, patterns
from amcli.errors import BadValue
from amcli.facts.filter_fields import NAMES, ROW_NAMES, WITHOUT_ACCOUNT, fields_of, of_row
from amcli.facts.filter_functions import lend
from amcli.fields import Field, Row
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.filters import Between, Condition, FilterField, Reading, is_filter, now_named, parse
from amcli.rules.money import parse_money
from amcli.rules.names import check_text, quoted, search_key, shown
from amcli.storage.connection import translated
from amcli.vocabulary import TIERS

if TYPE_CHECKING:
    from amcli.facts.account_facts import World

LONGEST_NAME = 200
MOST_WORDS = 100
SIGNS = {"=": "", "<": ".under", ">": ".over"}


class Compiled:
    """A WHERE clause that grows word by word, and its parameters."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.conditions: list[str] = []
        self.values = values

    def parameter(self, value: Any) -> str:
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    @property
    def where(self) -> str:
        return " AND ".join(f"({each})" for each in self.conditions) or "1"


def chosen(world: "World", kind: str, words: Sequence[str]) -> frozenset[int] | None:
    """The ids of the records of a kind that all words fit; None where there are no words. Raises BadValue
    for a word that cannot be read."""
    if not words:
        return None
    made = compiled(world, fields_of(kind), NAMES[kind], words)
    lend(world, made.where)
    with translated(world.book.file):
        return frozenset(row[0] for row in world.book.db.execute(query(kind, made), made.values))


def chosen_codes(world: "World", words: Sequence[str]) -> frozenset[str]:
    """The codes of the accounts that all words fit. Raises BadValue."""
    ids = jsontext.dumps(sorted(chosen(world, "account", words) or ()))
    query = "SELECT code FROM account WHERE id IN (SELECT value FROM json_each(?))"
    with translated(world.book.file):
        return frozenset(row["code"] for row in world.book.db.execute(query, (ids,)))


def among_rows(world: "World", declared: Sequence[Field], rows: list[Row], words: Sequence[str]) -> list[Row]:
    """The rows of any other list that all words fit, by the fields that it declares. Raises BadValue."""
    if not words:
        return rows
    fields = {field.name: of_row(field) for field in declared}
    named = next((f"json_extract(r.value, '$.{name}')" for name in ROW_NAMES if name in fields), "r.value")
    made = compiled(world, fields, named, words)
    lend(world, made.where)
    names = [field.name for field in declared]
    made.values["rows"] = jsontext.dumps([{name: row[name] for name in names} for row in rows])
    with translated(world.book.file):
        found = world.book.db.execute(
            f"SELECT r.key FROM json_each(:rows) r WHERE {made.where} ORDER BY r.key", made.values
        )
        return [rows[row[0]] for row in found]


def query(kind: str, made: Compiled) -> str:
    """The SQL that selects the ids of a kind."""
    if kind == "account":
        return f"SELECT a.id FROM account a WHERE {made.where}"
    owned = "" if kind in WITHOUT_ACCOUNT else " JOIN account a ON a.id = r.account_id"
    return f'SELECT r.id FROM "{kind}" r{owned} WHERE {made.where}'


def compiled(world: "World", fields: Mapping[str, FilterField], named: str, words: Sequence[str]) -> Compiled:
    """The condition of all words together; a bare word is looked for in the expression `named`. Raises
    BadValue."""
    cadences = {tier: world.config.cadence_days(tier) for tier in TIERS}
    made = Compiled({"today": world.today.isoformat(), **cadences})
    reading = Reading(world.today, world.config.get("dates.order"), lambda text: in_base(world, text))
    if len(words) > MOST_WORDS:
        raise BadValue(f"{len(words):,} filters; at most {MOST_WORDS} are allowed.")
    for word in words:
        if is_filter(word):
            add(made, parse(word, fields, reading))
        else:
            refuse_other_signs(word, fields)
            part = search_key(check_text(word, "filter", LONGEST_NAME).strip())
            made.conditions.append(f"instr(am_search_key({named}), {made.parameter(part)})")
    return made


def refuse_other_signs(word: str, fields: Mapping[str, FilterField]) -> None:
    """Raise BadValue for `tier=key` and `arr>50k`, which somebody may well type for a filter, for an empty
    word, such as an unset variable gives, and for `:2`."""
    if not word.strip():
        raise BadValue(f"{quoted(word)}: a filter is empty.", "All fields: am help filters")
    if patterns.fullmatch(r":\d+", word):
        raise BadValue(f"{quoted(word)}: a line of a list is no filter.", "am show :1 shows one")
    name = patterns.match(r"([\w.]+)\s*([=<>])", word)
    if name is None:
        return
    value = word[name.end() :].strip()
    left = now_named(f"{name[1]}{SIGNS[name[2]]}", value, fields)
    if left.removesuffix(SIGNS[name[2]]) in fields:
        raise BadValue(
            f"{quoted(word)}: a filter has a colon.", f"Did you mean {left}:{shown(value or 'VALUE')}?"
        )


def in_base(world: "World", text: str) -> int:
    """An amount in minor units of the base currency. Raises BadValue, also where there is no rate."""
    found = parse_money(text, world.totals.base, allow_negative=True)
    amount = world.totals.in_base(found.amount, found.currency)
    if amount is None:
        raise BadValue(
            f"{quoted(text)}: no exchange rate from {found.currency}.",
            f"Set it: am config set fx.{found.currency} RATE",
        )
    return amount


def add(made: Compiled, condition: Condition) -> None:
    """Add the condition of one word."""
    kind = condition.field.type
    write = {"extra": extra, "list": listed, "text": text, "word": plain, "ref": plain, "bool": plain}
    made.conditions.append(write.get(kind, measured)(made, condition))


def present(made: Compiled, condition: Condition, empty: str) -> str | None:
    """The condition of `none:` and `any:`; None for every other operator. `empty` is when it is missing."""
    if condition.operator == "none":
        return empty
    return f"NOT ({empty})" if condition.operator == "any" else None


def text(made: Compiled, condition: Condition) -> str:
    """Text, without regard to case and accents."""
    sql = condition.field.sql
    if (found := present(made, condition, f"ifnull({sql}, '') = ''")) is not None:
        return found
    return among(made, condition, f"am_search_key({sql})")


def plain(made: Compiled, condition: Condition) -> str:
    """Values that are what they are: of a vocabulary, references, yes and no."""
    sql = condition.field.sql
    if (found := present(made, condition, f"{sql} IS NULL")) is not None:
        return found
    return among(made, condition, sql)


def among(made: Compiled, condition: Condition, sql: str) -> str:
    """Whether an expression is one of the values, none of them, or holds one of them."""
    if condition.operator == "has":
        parts = made.parameter(jsontext.dumps(condition.values))
        return f"EXISTS (SELECT 1 FROM json_each({parts}) part WHERE instr({sql}, part.value))"
    one = f"{sql} IN (SELECT value FROM json_each({made.parameter(jsontext.dumps(condition.values))}))"
    return f"ifnull(NOT {one}, 1)" if condition.operator == "not" else one


def listed(made: Compiled, condition: Condition) -> str:
    """Lists: whether any of their texts is meant."""
    sql = condition.field.sql
    inside = f"SELECT 1 FROM json_tree({sql}) e WHERE e.atom IS NOT NULL"
    if (found := present(made, condition, f"NOT EXISTS ({inside})")) is not None:
        return found
    wanted = among(made, condition._replace(operator=positive(condition.operator)), "am_search_key(e.atom)")
    found = f"EXISTS ({inside} AND ({wanted}))"
    return f"NOT {found}" if condition.operator == "not" else found


def positive(operator: str) -> str:
    """What `not` denies."""
    return "" if operator == "not" else operator


def measured(made: Compiled, condition: Condition) -> str:
    """Numbers, amounts and days, each compared with stretches."""
    sql = condition.field.sql
    if condition.field.type == "instant":
        sql = f"date({sql}, 'localtime')"
    if (found := present(made, condition, f"{sql} IS NULL")) is not None:
        return found
    return compared(made, condition.operator, condition.values, sql)


def compared(made: Compiled, operator: str, values: Iterable[Between], sql: str) -> str:
    """An expression against stretches: beyond them, before them, within one of them."""
    if operator in ("over", "after"):
        return " OR ".join(f"{sql} > {made.parameter(value.high)}" for value in values)
    if operator in ("under", "before"):
        return " OR ".join(f"{sql} < {made.parameter(value.low)}" for value in values)
    within = " OR ".join(
        f"{sql} BETWEEN {made.parameter(value.low)} AND {made.parameter(value.high)}" for value in values
    )
    return f"ifnull(NOT ({within}), 1)" if operator == "not" else within


def extra(made: Compiled, condition: Condition) -> str:
    """Custom fields: text, numbers and days are told apart by what is there."""
    sql, operator = condition.field.sql, condition.operator
    key = made.parameter(search_key(condition.field.name))
    there = (
        f"SELECT 1 FROM json_each({sql}) e WHERE am_search_key(e.key) = {key} AND ifnull(e.value, '') <> ''"
    )
    if (found := present(made, condition, f"NOT EXISTS ({there})")) is not None:
        return found
    if operator in ("over", "under"):
        far = compared(made, operator, condition.values, "e.value")
        wanted = f"e.type IN ('integer', 'real') AND ({far})"
    elif operator in ("before", "after"):
        day = "e.type = 'text' AND e.value GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"
        wanted = f"{day} AND ({compared(made, operator, condition.values, 'e.value')})"
    else:
        said = "am_search_key(CASE e.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE e.value END)"
        wanted = among(made, condition._replace(operator=positive(operator)), said)
    return f"{'NOT ' if operator == 'not' else ''}EXISTS ({there} AND ({wanted}))"
