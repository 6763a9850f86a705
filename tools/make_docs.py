"""Writes the parts of docs/ that are lists of what the program declares: JSON fields, records,
columns of import files, figures of the score. A part stands between `<!-- made: NAME -->` and `<!-- end -->`.
It is a part of `tools.docs`.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from amcli.fields import Field
from amcli.rules.signal import Signal
from amcli.vocabulary import noun
from tools.marked import between, names, replaced
from tools.meanings import MEANINGS

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("docs/scripting.md", "docs/records.md", "docs/import.md", "docs/risk.md", "docs/sources.md")


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar within a cell would end it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def code(text: str) -> str:
    """Text as code."""
    return f"`{text}`"


# JSON fields.


def lists() -> dict[str, tuple[Field, ...]]:
    """Every list by the command that prints it."""
    from amcli.records import KINDS
    from amcli.records.declaration import listed_fields
    from amcli.reports import (
        away,
        backtest_fields,
        forecast_fields,
        forgetting,
        history,
        metrics_fields,
        portfolio_fields,
        qbrs,
        risk,
        surveys,
        today,
        white_space,
    )
    from amcli.schema import register

    found = {
        "today actions": today.ACTION_FIELDS,
        "today good_moment": today.MOMENT_FIELDS,
        "today qbrs": qbrs.FIELDS,
        "risks account": risk.REASON_FIELDS,
        "away": away.FIELDS,
        "forecast": forecast_fields.PAGE.fields,
        "forecast renewals": forecast_fields.RENEWAL.fields,
        "portfolio": portfolio_fields.GROUP_FIELDS,
        "portfolio --white-space": white_space.FIELDS,
        "metrics": metrics_fields.BODY,
        "metrics METRIC": metrics_fields.OPENED.fields,
        "metrics METRIC items": metrics_fields.ITEM.fields,
        "metrics METRIC --by": metrics_fields.ONE.fields,
        "metrics METRIC --by cohort": metrics_fields.AGEING.fields,
        "metrics METRIC --by cohort after": metrics_fields.AFTER.fields,
        "metrics --by reason": metrics_fields.REASONS.fields,
        "survey list": surveys.FIELDS,
        "forget": forgetting.PAGE.fields,
        "history --prune": history.PRUNED.fields,
        "backtest": backtest_fields.PAGE.fields,
        "backtest losses": backtest_fields.LOSS.fields,
        **{name: shape.fields for name, shape in register.lists().items()},
    }
    return {f"{noun(kind)} list": listed_fields(kind) for kind in KINDS} | found


def fields_part(name: str) -> str:
    """The fields of one list."""
    rows = [(code(field.name), field.type, field.help) for field in lists()[name]]
    return table(("field", "type", "meaning"), rows)


# Pages.


def pages() -> dict[str, Any]:
    """Each page whose object is declared as named tuples, by the command that prints it."""
    from amcli.rules.picture import Picture
    from amcli.rules.review import Review

    return {"brief": Picture, "qbr brief": Review}


def page_part(name: str) -> str:
    """The fields of a page, and what their parts hold."""
    rows = [
        (code(field.rstrip("_")), json_type(kind), holds(kind))
        for field, kind in get_type_hints(pages()[name]).items()
    ]
    return table(("field", "type", "holds"), rows)


def part_of(kind: Any) -> Any:
    """The named tuple within a declared type such as `tuple[Person, ...]`; None where there is none."""
    inner = next((each for each in get_args(kind) if each not in (type(None), Ellipsis)), kind)
    return inner if hasattr(inner, "_fields") else None


def json_type(kind: Any) -> str:
    """What JSON has for a declared type."""
    if get_origin(kind) in (tuple, dict):
        return "list" if get_origin(kind) is tuple else "object"
    kinds = get_args(kind) if get_origin(kind) is not None else [kind]
    kinds = [each for each in kinds if each is not type(None)]
    names = {dt.date: "day", str: "text", bool: "bool", int: "int", float: "number"}
    found = {"text" if hasattr(each, "words") else names.get(each, "object") for each in kinds}
    return "number" if "number" in found else found.pop()


def holds(kind: Any) -> str:
    """What a part is for, and its fields; those of a part within a part in brackets."""
    part = part_of(kind)
    if part is None:
        return ""
    said = " ".join((part.__doc__ or "").split()).replace("None", "null")
    return said if part in pages().values() else f"{said} {fields_within(part)}"


def fields_within(part: Any) -> str:
    """The fields of a part, and in brackets those of the parts in it."""
    found = []
    for field, kind in get_type_hints(part).items():
        inner = part_of(kind)
        found.append(code(field.rstrip("_")) + (f" ({fields_within(inner)})" if inner else ""))
    return ", ".join(found)


# Records.


def models() -> dict[str, Any]:
    """The table of each record, by its name."""
    from sqlmodel import SQLModel

    import amcli.storage.models  # declares the tables  # noqa: F401

    return dict(SQLModel.metadata.tables)


def record_part(name: str) -> str:
    """The fields of a record and the rules of its table."""
    described = models()[name]
    rows = [
        (code(column.name.removesuffix("_id")), meaning(name, column.name), value(column))
        for column in described.columns
        if column.name not in ("id", "created_at", "updated_at") and not column.name.endswith("_folded")
    ]
    rules = [f"- {rule}" for rule in sorted(rules_of(described))]
    told = ["", "Rules:", "", *rules] if rules else []
    return "\n".join([table(("field", "meaning", "value"), rows), *told])


def meaning(record: str, column: str) -> str:
    """What a field is: from the fields of the record's list, where it has one."""
    from amcli.records import KINDS
    from amcli.records.declaration import listed_fields

    wanted = column.removesuffix("_id")
    found = [
        field.help for field in (listed_fields(record) if record in KINDS else ()) if field.name == wanted
    ]
    return found[0] if found else MEANINGS.get((record, column), "")


def value(column: Any) -> str:
    """What a field may hold, and what it is where nothing is given."""
    keys = list(column.foreign_keys)
    if keys:
        target = keys[0].column.table.name
        fate = {
            "CASCADE": f"goes with its {target}",
            "SET NULL": f"emptied when that {target} is deleted",
            "RESTRICT": f"that {target} cannot be deleted while it is named",
        }.get(keys[0].ondelete, "")
        one = f"{'an' if target[0] in 'aeiou' else 'a'} {target}"
        said = f"{one}; {fate}" if fate else one
    else:
        said = getattr(column.type, "meaning", "") or plain_type(column)
        said = SHORTER.get(said, said)
    if column.server_default is not None:
        return f"{said}; {default_of(column)} by default"
    return f"{said}; must be given" if not column.nullable else said


SHORTER = {
    "text without NUL, at most a million characters": "text",
    "three capital letters": "the code of a currency",
    "not negative": "a whole number, not negative",
    "a JSON array": "a list",
    "a JSON object": "an object",
}


def plain_type(column: Any) -> str:
    """The kind of a column that has no rule of its own."""
    return {"INTEGER": "a whole number", "REAL": "a number", "TEXT": "text"}.get(str(column.type), "text")


def default_of(column: Any) -> str:
    """The value where none is given, in words."""
    text = str(column.server_default.arg).strip("'")
    return {"0": "no", "[]": "empty", "{}": "empty"}.get(text, text)


def rules_of(described: Any) -> Iterator[str]:
    """What the database refuses beyond the values of single fields."""
    from sqlalchemy import CheckConstraint, UniqueConstraint

    for each in described.constraints:
        if isinstance(each, UniqueConstraint):
            columns = [column.name.removesuffix("_folded").removesuffix("_id") for column in each.columns]
            cased = any(column.name.endswith("_folded") for column in each.columns)
            yield f"no two with the same {' and '.join(columns)}{', in any case' if cased else ''}"
        elif isinstance(each, CheckConstraint) and not str(each.name).startswith(f"{described.name} "):
            yield str(each.name)


# Import.


def columns_part(name: str) -> str:
    """The headers of one kind of file."""
    from amcli.interchange.kinds import kind_named
    from amcli.interchange.kinds.fields import HEADERS, of

    kind = kind_named(name)
    assert kind is not None
    foreign = {*of(*HEADERS)}
    rows = [
        (
            code(field.name),
            "yes" if field.needed else "",
            ", ".join(word for word in field.aliases if word not in foreign),
            ", ".join(field.choices),
        )
        for field in kind.fields
    ]
    if kind.has_extra:
        rows.append(("`extra.NAME`", "", "", "a custom field"))
    return table(("header", "needed", "also recognised as", "values"), rows)


def languages_part(_: str) -> str:
    """The headers in other languages than English, by what a column holds."""
    from amcli.interchange.kinds.fields import HEADERS, of

    return table(("column", "also recognised as"), [(term, ", ".join(of(term))) for term in HEADERS])


def words_part(_: str) -> str:
    """The words of other programs for the values of fields, in English."""
    from amcli.interchange.values.synonyms import SYNONYMS
    from amcli.records import KINDS
    from amcli.records.declaration import record

    found: dict[tuple[str, ...], list[str]] = {}
    for kind in KINDS:
        for field in record(kind).fields:
            if field.choices and field.listed:
                found.setdefault(field.choices, []).append(f"{field.name} of {kind}s")
    rows = [
        (", ".join(found[choices]) if first else "", code(value), by_language.get("en", ""))
        for choices, values in SYNONYMS.items()
        for first, (value, by_language) in zip((True, *(False for _ in values)), values.items(), strict=False)
    ]
    return table(("field", "value", "also read"), rows)


# The score.


def figures_part(_: str) -> str:
    """Every figure of the score, with its limits."""
    from amcli.rules.figures import FIGURES

    rows = [
        (code(f"risk.{name}"), f"{each.default:g}", f"{each.least:g} to {each.most:g}", each.help)
        for name, each in FIGURES.items()
    ]
    return table(("setting", "default", "may be", "is"), rows)


def signals_part(_: str) -> str:
    """Every signal, as the first lines of its module tell it."""
    from amcli.rules.signals import SIGNALS

    return table(("signal", "most", "rule", "has data when"), [signal_row(each) for each in SIGNALS])


def signal_row(signal: Signal) -> tuple[str, str, str, str]:
    """One of them: its rule, and what has to be on record, each a paragraph of its module."""
    module = import_module(f"amcli.rules.signals.{signal.name}")
    rule, data = (" ".join(part.split()) for part in (module.__doc__ or "").split("\n\n"))
    said = f"**{signal.label}**{rule.removeprefix(signal.label).removesuffix('.')}"
    needed = data.removeprefix("Has data ").removeprefix("when ").removesuffix(".")
    return code(signal.name), f"{signal.most.default}", said, needed


# Imports.


def programs_part(_: str) -> str:
    """Every program whose files import knows."""
    from amcli.config.maps import programs

    rows = [(each.label, code(f"--preset {each.name}"), " ".join(each.guide.split())) for each in programs()]
    return table(("program", "say so with", "files"), rows)


PARTS: dict[str, Callable[[str], str]] = {
    "fields": fields_part,
    "page": page_part,
    "record": record_part,
    "columns": columns_part,
    "languages": languages_part,
    "words": words_part,
    "figures": figures_part,
    "signals": signals_part,
    "programs": programs_part,
}


def made(name: str) -> str:
    """A part by its name, such as `fields checkins`."""
    kind, _, what = name.partition(" ")
    return PARTS[kind](what)


def outdated(text: str) -> list[str]:
    """The parts of a document that are not what they would be now."""
    return [name for name in names(text) if between(text, name) != made(name)]


def documents() -> dict[Path, str]:
    """Every document with lists, as it is to read."""
    found = {}
    for path in (ROOT / document for document in DOCUMENTS):
        text = path.read_text(encoding="utf-8")
        for name in names(text):
            text = replaced(text, name, made(name))
        found[path] = text
    return found
