"""The words that lists are filtered by, such as `tier:key`: read, checked and given their values.

A word is `FIELD:VALUE` or `FIELD.OPERATOR:VALUE`; any other word is a part of a name. Which fields there
are, and how each becomes SQL, is in `facts.filter_fields` and `facts.filters`. OPERATORS, one table, serves
the reader, completion and the guide.
"""

import datetime as dt
from collections.abc import Callable, Container, Mapping, Sequence

from amcli import patterns
from amcli.errors import BadValue
from amcli.fields import renamed
from amcli.hints import Any, NamedTuple
from amcli.rules.dates import DAY_HINT, Side
from amcli.rules.daywords import names_an_end, parse_day
from amcli.rules.names import (
    check_text,
    did_you_mean,
    either,
    near_names,
    pick,
    quoted,
    search_key,
    yes_or_no,
)
from amcli.vocabulary import parts_of_reference

LONGEST_WORD = 2000
LONGEST_LIST = 60
MOST_VALUES = 100
EXTRA = "extra."
# Before a field of the account that a list's records belong to.
OF_ACCOUNT = "account."
CUSTOM = (EXTRA, f"{OF_ACCOUNT}{EXTRA}")
WHEN_HINT = "Dates: 2026-02-28, fri, +10d, last-week, 2026-Q3. More: am help dates"
GUIDE = "All fields: am help filters"

# What may follow a field of each type, besides nothing (any of these values).
OPERATORS: dict[str, tuple[str, ...]] = {
    "text": ("not", "has", "none", "any"),
    "word": ("not", "none", "any"),
    "list": ("not", "has", "none", "any"),
    "number": ("not", "over", "under", "none", "any"),
    "money": ("not", "over", "under", "none", "any"),
    "day": ("not", "before", "after", "none", "any"),
    "instant": ("not", "before", "after", "none", "any"),
    "bool": ("not",),
    "ref": ("not", "none", "any"),
    "extra": ("not", "has", "over", "under", "before", "after", "none", "any"),
}
EVERY_OPERATOR = frozenset(name for names in OPERATORS.values() for name in names)
MEANINGS = {
    "": "any of the values",
    "not": "none of the values; missing ones count too",
    "has": "contains the text",
    "over": "more than",
    "under": "less than",
    "before": "earlier than",
    "after": "later than",
    "none": "nothing is recorded",
    "any": "something is recorded",
}
ALONE = ("none", "any")
# A custom field has no type of its own: the operator says what it is compared as.
EXTRA_AS = {"over": "number", "under": "number", "before": "day", "after": "day"}


class FilterField(NamedTuple):
    """A field that words may name: its type, the SQL expression of its value, what it means, its values for
    a closed vocabulary, its letter for a reference. A day that is `ahead` reads `fri` as the coming one. It
    `was` called otherwise before; where another field has that name now, the word says which is meant."""

    name: str
    type: str
    sql: str
    help: str
    values: tuple[str, ...] = ()
    ahead: bool = False
    was: str = ""


class Between(NamedTuple):
    """What a number, an amount or a day is compared with: a stretch, its ends included."""

    low: Any
    high: Any


class Condition(NamedTuple):
    """A word that was read: the field, the operator (empty for any of the values), the values."""

    field: FilterField
    operator: str
    values: tuple[Any, ...]


class Reading(NamedTuple):
    """What values are read with: the day, how dates are written, and amounts in the base currency."""

    today: dt.date
    order: str | None
    money: Callable[[str], int]


def is_filter(word: str) -> bool:
    """Whether a word names a field; all others are parts of a name."""
    name, colon, _ = word.partition(":")
    spelled = name.replace(".", "a").replace("-", "a").replace("_", "a").isalnum()
    return bool(colon) and spelled and name[0] not in ".-" and not name[0].isdecimal()


def names_field(word: str, fields: Container[str]) -> bool:
    """Whether a word names one of some fields."""
    left = word.partition(":")[0]
    name, _, operator = left.rpartition(".")
    known = left in fields or (name in fields and operator in EVERY_OPERATOR)
    return is_filter(word) and (known or left.startswith(CUSTOM))


def parse(word: str, fields: Mapping[str, FilterField], reading: Reading) -> Condition:
    """Read one word that names a field. Raises BadValue that repeats the word and says what is near."""
    check_text(word, "filter", LONGEST_WORD)
    left, _, text = word.partition(":")
    left = now_named(left, text, fields)
    field, operator = split(word, left, fields)
    if operator in ALONE:
        if text:
            raise BadValue(f"{quoted(word)}: nothing follows {left}:", f"Type {left}: alone")
        return Condition(field, operator, ())
    if not text.strip():
        raise BadValue(f"{quoted(word)}: a value is missing.", missing_hint(field))
    try:
        return Condition(field, operator, values_of(field, operator, text, reading))
    except BadValue as error:
        raise BadValue(f"{quoted(word)}: {error.message}", error.hint) from None


def now_named(left: str, text: str, fields: Mapping[str, FilterField]) -> str:
    """What stands before the colon, by today's names; an old one is noted. A name that another field has now
    is an old one only with a number."""
    name, dot, operator = left.rpartition(".")
    if operator not in EVERY_OPERATOR or not dot:
        name, dot, operator = left, "", ""
    bare = name.removeprefix(OF_ACCOUNT)
    field = next((each for each in fields.values() if each.was == bare != ""), None)
    if field is None or (name in fields and not is_of_number(operator, text)):
        return left
    now = name.removesuffix(bare) + field.name
    if name in fields:
        renamed(f"{left}:", f"{now}{dot}{operator}:")
    else:
        renamed(bare, field.name)
    return f"{now}{dot}{operator}"


def is_of_number(operator: str, text: str) -> bool:
    """Whether an operator or a value is of a number rather than of a word."""
    return operator in ("over", "under") or text.strip().lstrip("-.")[:1].isdecimal()


def split(word: str, left: str, fields: Mapping[str, FilterField]) -> tuple[FilterField, str]:
    """The field and the operator of what stands before the colon. Raises BadValue."""
    name, dot, operator = left.rpartition(".")
    custom = next((each for each in CUSTOM if left.startswith(each) and each[:-1] in fields), None)
    if custom is not None and left != custom:
        known = operator in EVERY_OPERATOR and len(name) > len(custom)
        name, operator = (name, operator) if known else (left, "")
        return fields[custom[:-1]]._replace(name=name.removeprefix(custom)), operator
    if left in fields:
        return fields[left], ""
    if name not in fields:
        wanted = name if dot and operator in EVERY_OPERATOR else left
        raise BadValue(f"{quoted(word)}: no field {quoted(wanted)}.", near(wanted, fields))
    field = fields[name]
    if operator not in OPERATORS[field.type]:
        possible = ", ".join(f"{name}.{each}:" for each in OPERATORS[field.type])
        raise BadValue(f"{quoted(word)}: {name} has no {quoted(operator)}.", f"Type {name}: or {possible}")
    return field, operator


def near(name: str, fields: Mapping[str, FilterField]) -> str:
    """The question that follows a field that is not there: the fields of the list itself come first, those of
    its account by their whole name."""
    theirs = [each.removeprefix(OF_ACCOUNT) for each in fields if each.startswith(OF_ACCOUNT)]
    names = [each for each in fields if not each.startswith(OF_ACCOUNT)]
    others = [each for each in names if fields.get(f"{OF_ACCOUNT}{each}") != fields[each]]
    own = names if len(names) == len(theirs) else sorted(others, key=theirs.__contains__)
    found = near_names(name, own, least=0.7)
    found = found or [f"{OF_ACCOUNT}{each}" for each in near_names(name, theirs, least=0.7)]
    found = found or near_names(name, own) or [each for each in own if name in each][:3]
    return did_you_mean((f"{each}:" for each in found), some_of(own))


def some_of(names: Sequence[str]) -> str:
    """As many fields as stand on a line, and where the others are."""
    kept = list(names)
    while len(text := ", ".join(kept)) > LONGEST_LIST:
        kept.pop()
    return f"Fields: {text}. {GUIDE}" if len(kept) == len(names) else f"Fields: {text} ... {GUIDE}"


def missing_hint(field: FilterField) -> str:
    """What to type for a field that has nothing after its colon."""
    if field.type == "word":
        return f"Use {either(field.values)}."
    name = f"{EXTRA}{field.name}" if field.type == "extra" else field.name
    return f"For those without any: {name}.none:" if "none" in OPERATORS[field.type] else GUIDE


def values_of(field: FilterField, operator: str, text: str, reading: Reading) -> tuple[Any, ...]:
    """The values after the colon, in the form in which they are compared. Raises BadValue."""
    kind = EXTRA_AS.get(operator, "text") if field.type == "extra" else field.type
    if kind in ("text", "list"):
        return tuple(search_key(each) for each in texts(text))
    read = READERS[kind]
    one = operator in ("over", "under", "before", "after")
    if not one and kind in ("number", "money") and "," in text:
        try:  # 60,000 is one number
            return (read(field, text.strip(), reading),)
        except BadValue:
            pass
    parts = [text.strip()] if one else texts(text)
    if kind in ("number", "money") and patterns.search(r"(^|,)\d{1,3},\d{3}(,|$)", ",".join(parts)):
        raise BadValue(f"{quoted(text)}: are these thousands?", "A comma parts values: write 72000, or 72k")
    if operator == "before" and kind in ("day", "instant") and names_an_end(parts[0]):
        return (until_the_end(read(field, parts[0], reading)),)
    return tuple(read(field, each, reading) for each in parts)


def until_the_end(last: Between) -> Between:
    """What a day must lie before that is before the end of a week, month or quarter: its last day counts, on
    which most contracts end."""
    day = dt.date.fromisoformat(last.high)
    after = (day + dt.timedelta(days=1)).isoformat() if day < dt.date.max else last.high
    return Between(after, after)


def texts(text: str) -> tuple[str, ...]:
    """Values with commas between; `\\,` is a comma within one. Raises BadValue where there is none."""
    parts = patterns.split(r"(?<!\\),", text) if "\\" in text else text.split(",")
    found = [part.replace("\\,", ",").strip() for part in parts]
    kept = tuple(part for part in found if part)
    if not 1 <= len(kept) <= MOST_VALUES:
        raise BadValue("a value is missing." if not kept else f"more than {MOST_VALUES} values.")
    return kept


def read_word(field: FilterField, text: str, reading: Reading) -> str:
    """A value of the field's vocabulary."""
    return pick(text, field.values, field.name.replace("_", " "))


def read_number(field: FilterField, text: str, reading: Reading) -> Between:
    """A number or `LOW..HIGH`; one below zero is possible, and so is a share such as 50%."""
    return stretch(text, lambda part: number(part))


def number(text: str) -> float:
    """A number. Raises BadValue."""
    from amcli.rules.numbers import parse_number

    sign, plain = (-1, text.strip()[1:]) if text.strip().startswith("-") else (1, text.strip())
    return sign * (parse_number(plain[:-1]) / 100 if plain.endswith("%") else parse_number(plain))


def read_money(field: FilterField, text: str, reading: Reading) -> Between:
    """An amount or `LOW..HIGH`, in minor units of the base currency."""
    return stretch(text, reading.money)


def stretch(text: str, read: Callable[[str], object]) -> Between:
    """One value, or two with `..` between. Raises BadValue."""
    low, dots, high = text.partition("..")
    if not dots:
        value = read(text)
        return Between(value, value)
    if not (low.strip() and high.strip()):
        raise BadValue(f"{quoted(text)}: a value is missing next to the dots.", "A range is LOW..HIGH")
    if (found := Between(read(low), read(high))).high < found.low:
        raise BadValue(f"{quoted(text)}: it ends before it begins.")
    return found


def read_days(field: FilterField, text: str, reading: Reading) -> Between:
    """A day, a period, or `FROM..TO`, as ISO days. Raises BadValue."""
    from amcli.rules.periods import PERIOD_HINT, STRETCH_HINT, named_period, parse_period, parse_stretch

    if (found := named_period(text, reading.today)) is not None:  # "next week" is a day elsewhere
        return Between(found.first.isoformat(), found.last.isoformat())
    try:
        side = Side.DUE if field.ahead else Side.HAPPENED
        day = parse_day(text, reading.today, side, order=reading.order)
        return Between(day.isoformat(), day.isoformat())
    except BadValue as error:
        refused = error
    try:
        parse = parse_stretch if field.ahead else parse_period
        found = parse(text, reading.today, order=reading.order)
    except BadValue as error:
        refused = error if ".." in text else refused
        hint = WHEN_HINT if refused.hint in (DAY_HINT, PERIOD_HINT, STRETCH_HINT) else refused.hint
        raise BadValue(refused.message, hint) from None
    return Between(found.first.isoformat(), found.last.isoformat())


def read_bool(field: FilterField, text: str, reading: Reading) -> bool:
    if (found := yes_or_no(text)) is None:
        raise BadValue(f"{quoted(text)} is neither yes nor no.")
    return found


def read_ref(field: FilterField, text: str, reading: Reading) -> int:
    """A record by its letter and number."""
    letter, number = parts_of_reference(text.strip().lower())
    if letter != field.values[0]:
        raise BadValue(f"{quoted(text)} is not a reference.", f"For example {field.values[0]}12")
    return number


READERS: dict[str, Callable[[FilterField, str, Reading], Any]] = {
    "word": read_word,
    "number": read_number,
    "money": read_money,
    "day": read_days,
    "instant": read_days,
    "bool": read_bool,
    "ref": read_ref,
}
