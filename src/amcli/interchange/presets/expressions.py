"""What a field of a preset is made of, and its conditions: tables of TOML as functions of a row.

A field comes from a column as it stands ("Name"), from the first of several that holds something (a list),
or from a table: `first` of these columns, `all` of them with `sign` between, or what a function makes of
the row (`make`), tried in the order in which they stand; then a function `read`s the text, or it is yes
where it is one of the words of `yes`. `ids`, `names`, `people`, `perhaps` and `mails` say which record is
meant: the first of these columns, or, of a list of lists, one of each. `when` and `unless` are conditions.
`from` names the columns for messages; without it they are those that stand there, in their order.

A condition is a function's name, or a table: the `first` of these columns `is` (`is_not`) one of these words;
`filled`, `empty`: these columns; `test`: a function. A function is one of cells.py, or MODULE.NAME.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module

from amcli.config.maps import Readers, read_table, text
from amcli.errors import BadValue
from amcli.hints import Any
from amcli.interchange.tables.layouts import (
    Cells,
    Make,
    Named,
    Read,
    Skip,
    Take,
    Test,
    spread,
    who,
    whose,
)
from amcli.rules.names import quoted

Headers = tuple[str, ...]
Groups = tuple[Headers, ...]
# What a function takes and gives, by what it is for.
FORMS: dict[str, tuple[Any, ...]] = {
    "read": (str, str),
    "make": (Cells, str),
    "test": (Cells, bool),
    "warning_by": (list[str], str | None),
}
POINTERS = ("ids", "names", "people", "perhaps", "mails")
YES, NO = "yes", "no"
# What the exports of many programs call the days and the worth of a contract; lists that some have not.
COMMON: Named = {
    "starts": (
        *("Contract Start Date", "Contract start", "Start Date", "Subscription start date", "Term start"),
    ),
    "ends": (
        *("Contract End Date", "Contract end", "End Date", "Subscription end date", "Term end"),
        "Renewal Date",
    ),
    "arr": ("ARR", "Annual recurring revenue", "Annual contract value", "ACV"),
    "mrr": ("MRR", "Monthly recurring revenue"),
    **dict.fromkeys(("status", "won", "closed", "closed_on"), ()),
}
# The fields of deals that mean the same in all programs: of one that is a contract, where an amount without a
# word is that of the whole term, and of one that is an opportunity, whose day is expected until it has ended.
SHARED: dict[str, dict[str, Any]] = {
    "term": {
        "starts_on": ["$starts"],
        "ends_on": ["$ends"],
        "annual_value": ["$arr"],
        "monthly_value": ["$mrr"],
        "total_value": {"first": "$amount", "unless": {"filled": ["$arr", "$mrr"]}},
    },
    "closing": {
        "stage": {"make": "deal_stage", "from": ["$stage", "$status", "$won", "$closed", "$lines"]},
        "expected_on": {"first": "$closes", "unless": "has_ended"},
        "closed_on": {"first": ["$closed_on", "$closes"], "when": "has_ended"},
    },
}


def tables(key: str, value: object) -> list[Mapping[str, Any]]:
    """A list of tables."""
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise BadValue(f"{key}: not a list of tables.")
    return value


def numbered(key: str, found: Sequence[object]) -> Iterator[tuple[str, Any]]:
    """Parts of a list with what errors call them."""
    return ((f"{key}.{number}", each) for number, each in enumerate(found, start=1))


def columns_of(key: str, value: object, known: Named | None = None) -> dict[str, Headers]:
    """Lists of headers by name, beside those that are known; each may hold those before it."""
    if not isinstance(value, Mapping):
        raise BadValue(f"{key}: not a table of columns.")
    found = dict(COMMON if known is None else known)
    for name, headers in value.items():
        found[name] = headers_of(f"{key}.{name}", headers, found)
    return found


def headers_of(key: str, value: object, columns: Named) -> Headers:
    """A header or a list of them. Raises BadValue also for a list's name that there is none of."""
    found = [value] if isinstance(value, str) else value
    if not isinstance(found, list) or not found:
        raise BadValue(f"{key}: not a column or a list of them.")
    headers = tuple(text(key, header) for header in found)
    for header in headers:
        if header.startswith("$") and header[1:] not in columns:
            raise BadValue(f"{key}: no list {quoted(header)} in [columns].")
    return tuple(spread(headers, columns))


def groups_of(key: str, value: object, columns: Named) -> Groups:
    """A list of columns or lists of them."""
    if not isinstance(value, list) or not value:
        raise BadValue(f"{key}: not a list of columns.")
    return tuple(headers_of(key, each, columns) for each in value)


def function(key: str, name: Any, form: str) -> Any:
    """A function by its name, which takes and gives what its place asks for. Raises BadValue."""
    module, _, plain = text(key, name).rpartition(".")
    try:
        found = getattr(import_module(f"{__package__}.{module or 'cells'}"), plain)
    except (ImportError, AttributeError):
        raise BadValue(f"{key}: no function {quoted(name)}.") from None
    said = getattr(
        found, "__wrapped__", found
    )  # what remembers answers has no annotations from Python 3.14 on
    if tuple(getattr(said, "__annotations__", {}).values()) != FORMS[form]:
        raise BadValue(f"{key}: {quoted(name)} is not for {form}.")
    return found


# Conditions.

Condition = tuple[Test, Headers]


def condition_of(key: str, value: object, columns: Named) -> Condition:
    """A condition and the columns that it looks at. Raises BadValue."""
    if isinstance(value, str):
        return function(key, value, "test"), ()
    several = partial(headers_of, columns=columns)
    readers: Readers = {
        **dict.fromkeys(("first", "filled", "empty", "from"), several),
        **{"is": choices, "is_not": choices, "test": partial(function, form="test")},
    }
    told = read_table(key, value, readers)
    headers = told.get("from", told.get("first", told.get("filled", told.get("empty", ()))))
    return test_of(key, told), headers


def test_of(key: str, told: Mapping[str, Any]) -> Test:
    """What a condition asks of a row. Raises BadValue where that is nothing."""
    if "test" in told:
        test: Test = told["test"]
        return test
    if "filled" in told or "empty" in told:
        there, headers = "filled" in told, told.get("filled") or told["empty"]
        return lambda cells: bool(cells(*headers)) is there
    if "first" in told and ("is" in told or "is_not" in told):
        right, headers, listed = "is" in told, told["first"], told.get("is") or told["is_not"]
        return lambda cells: (cells(*headers).casefold() in listed) is right
    raise BadValue(f"{key}: no condition in it; use first with is, filled, empty or test.")


def choices(key: str, value: object) -> frozenset[str]:
    """Words in any case; a single one may stand alone."""
    return frozenset(each.casefold() for each in headers_of(key, value, {}))


def skips_of(key: str, value: object, columns: Named) -> list[Skip]:
    """Why rows are passed over."""
    return [skip_of(at, each, columns) for at, each in numbered(key, tables(key, value))]


def skip_of(key: str, table: Mapping[str, object], columns: Named) -> Skip:
    """A condition with its reason."""
    why = text(f"{key}.why", table.get("why"))
    return Skip(
        why, *condition_of(key, {name: each for name, each in table.items() if name != "why"}, columns)
    )


# Fields.


def map_of(key: str, value: object, columns: Named) -> dict[str, Take]:
    """How each field is filled. Raises BadValue."""
    if not isinstance(value, Mapping):
        raise BadValue(f"{key}: not a table of fields and columns.")
    return {field: take_of(f"{key}.{field}", field, each, columns) for field, each in value.items()}


def take_of(key: str, field: str, value: object, columns: Named) -> Take:
    """How a field is filled. Raises BadValue."""
    if isinstance(value, str):
        return Take(field, headers_of(key, value, columns))
    told = read_table(key, {"first": value} if isinstance(value, list) else value, source_readers(columns))
    ways = list(ways_of(field, told))
    if not ways:
        raise BadValue(f"{key}: no columns in it; use first, all, make or {', '.join(POINTERS)}.")
    return Take(field, told.get("from") or tuple(looked_at(told)), one_of(ways, told))


def source_readers(columns: Named) -> Readers:
    """How each key of a field is read."""
    several, condition = partial(headers_of, columns=columns), partial(condition_of, columns=columns)
    return {
        **{"first": several, "all": several, "sign": lambda key, value: str(value), "from": several},
        **{name: partial(function, form=name) for name in ("make", "read")},
        **{"yes": choices, "when": condition, "unless": condition},
        **dict.fromkeys(POINTERS, partial(one_or_each, columns=columns)),
    }


def one_or_each(key: str, value: object, columns: Named) -> Groups:
    """The columns of which the first counts; of a list of lists, one of each of them."""
    if isinstance(value, list) and any(isinstance(each, list) for each in value):
        return groups_of(key, value, columns)
    return (headers_of(key, value, columns),)


def looked_at(told: Mapping[str, Any]) -> Iterator[str]:
    """The columns of a field, in the order in which they stand."""
    for name, found in told.items():
        if name in POINTERS:
            yield from (header for group in found for header in group)
        elif name in ("first", "all"):
            yield from found
        elif name in ("when", "unless"):
            yield from found[1]


def ways_of(field: str, told: Mapping[str, Any]) -> Iterator[Make]:
    """What may fill a field, in the order in which it stands."""
    if pointers := {name: told[name] for name in POINTERS if name in told}:
        yield pointer_of(field, pointers)
    for name, found in told.items():
        if name == "first":
            yield partial(first_of, found)
        elif name == "all":
            yield partial(all_of, found, told.get("sign", "; "))
        elif name == "make":
            yield found


def first_of(headers: Headers, cells: Cells) -> str:
    """The first cell with something in it."""
    return cells(*headers)


def all_of(headers: Headers, sign: str, cells: Cells) -> str:
    """All of these cells."""
    return sign.join(cells.each(*headers))


def pointer_of(field: str, groups: Mapping[str, Groups]) -> Make:
    """The account or the person that a row names; of `contacts`, a list of one."""

    def make(cells: Cells) -> str:
        ids, names, people, perhaps, mails = (
            [cells(*group) for group in groups.get(name, ())] for name in POINTERS
        )
        if field == "account":
            return whose(ids=ids, names=names, people=people, perhaps=perhaps, mails=";".join(mails))
        person = who(ids, names)
        return person if field == "contact" or not person else json.dumps([person])

    return make


def one_of(ways: Sequence[Make], told: Mapping[str, Any]) -> Make:
    """The first way that gives something, put in the words of the book, where the conditions hold."""
    make: Make = ways[0] if len(ways) == 1 else partial(first_way, ways)
    if "read" in told:
        make = partial(put, told["read"], make)
    elif "yes" in told:
        make = partial(put, partial(yes_or_no, told["yes"]), make)
    for name in ("when", "unless"):
        if name in told:
            make = partial(guarded, told[name][0], name == "when", make)
    return make


def first_way(ways: Sequence[Make], cells: Cells) -> str:
    """What the first way gives that gives something."""
    return next((said for way in ways if (said := way(cells))), "")


def put(read: Read, make: Make, cells: Cells) -> str:
    """A text in other words."""
    return read(said) if (said := make(cells)) else ""


def yes_or_no(yes: frozenset[str], said: str) -> str:
    """Whether a text is one of these words."""
    return YES if said.casefold() in yes else NO


def guarded(test: Test, wanted: bool, make: Make, cells: Cells) -> str:
    """A text where a condition is as it should be."""
    return make(cells) if test(cells) is wanted else ""
