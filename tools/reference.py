"""The pages of the site that are made of what the program declares: settings, fields, filters, JSON Schema.

They are in no repository: each build of the site makes them (`tools.site`).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amcli.config.settings import SETTINGS, as_text
from amcli.facts.filter_fields import own_fields
from amcli.records import KINDS
from amcli.reports.guides import noun
from amcli.rules.figures import FIGURES
from amcli.rules.filters import MEANINGS, OPERATORS
from amcli.schema.register import document, entries, everything
from tools.make_docs import code, table

FOLDER = "reference"
WHOLE = "amcli.schema.json"
ROWS = {
    "settings": ("Settings", "each one, its default and what it does"),
    "fields": ("Fields and filters", "what each list can be filtered and sorted by"),
    "schema": ("JSON Schema", "every record and every command that prints JSON, and the schema as one file"),
}


def pages(docs: Path) -> list[tuple[str, str]]:
    """Write the pages below a folder; gives their names and where they are."""
    folder = docs / FOLDER
    folder.mkdir()
    made = {"settings": settings_page(), "fields": fields_page(), "schema": schema_page()}
    for name, lines in made.items():
        (folder / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / WHOLE).write_text(json.dumps(everything(), indent=1) + "\n", encoding="utf-8")
    return [(label, f"{FOLDER}/{name}.md") for name, (label, _) in ROWS.items()]


def index_rows() -> str:
    """What the index says of them."""
    return "".join(f"| [{label}]({FOLDER}/{name}.md) | {about} |\n" for name, (label, about) in ROWS.items())


def settings_page() -> Iterator[str]:
    """Every setting, then the figures of the score."""
    yield from ("# Settings", "", "You want to change how amcli works: `am config set SETTING VALUE`.", "")
    rows = [
        (code(name), code(as_text(each.default)), each.kind, each.help) for name, each in SETTINGS.items()
    ]
    yield table(("setting", "default", "takes", "is"), rows)
    yield from ("", "## The figures of the score", "", "They are explained in [Risk](../risk.md).", "")
    rows = [
        (code(f"risk.{name}"), f"{each.default:g}", f"{each.least:g} to {each.most:g}", each.help)
        for name, each in FIGURES.items()
    ]
    yield table(("setting", "default", "may be", "is"), rows)
    yield from ("", "See also: [am config](../commands/config.md) · [Config](../guides/config.md)")


def fields_page() -> Iterator[str]:
    """The operators of filters, and the fields of each kind of record."""
    yield from ("# Fields and filters", "")
    yield "You filter a list, or sort it, and want to know by what: `am checkins tier:key arr.over:50k`."
    yield from ("", "## Operators", "")
    rows = [
        (code(f"FIELD.{name}:" if name else "FIELD:VALUE"), meaning, ", ".join(takers(name)))
        for name, meaning in MEANINGS.items()
    ]
    yield table(("filter", "matches", "for"), rows)
    for kind in KINDS:
        yield from ("", f"## Fields of {noun(kind)}", "", table(("field", "type", "is"), field_rows(kind)))
    yield from ("", "See also: [Filters and saved reports](../filters.md) · [Filters](../guides/filters.md)")


def takers(operator: str) -> list[str]:
    """The types of fields that have an operator."""
    return [kind for kind, names in OPERATORS.items() if operator in names]


def field_rows(kind: str) -> list[tuple[str, str, str]]:
    """The fields of a kind of record; other names of one are in its row."""
    fields = own_fields(kind)
    also: dict[str, list[str]] = {}
    for name, field in fields.items():
        also.setdefault(field.name, []).extend([name] if name != field.name else [])
    return [
        (
            ", ".join(map(code, [name, *also[name]])),
            field.type,
            field.help + (f" ({', '.join(field.values)})" if field.type == "word" else ""),
        )
        for name, field in fields.items()
        if name == field.name
    ]


def schema_page() -> Iterator[str]:
    """What has a JSON Schema, each with its fields."""
    yield from ("# JSON Schema", "")
    yield f"You read JSON of `am` in a program. All schemas: [{WHOLE}]({WHOLE}); one: `am schema NAME`."
    for name, entry in entries().items():
        found = document(name, entry)
        yield from ("", f"## {name}", "", f"{said(found['description'])}: {shape_of(found)}.", "")
        rows = list(property_rows(found, ""))
        if rows:
            yield table(("field", "type", "is"), rows)
    yield from ("", "See also: [Scripting](../scripting.md) · [am schema](../commands/schema.md)")


def said(description: str) -> str:
    """What a schema is of, with a command in code font."""
    return code(description) if description.startswith("am ") else description.capitalize()


def shape_of(schema: dict[str, Any]) -> str:
    """What the whole answer is."""
    return {"array": "a list", "object": "an object"}.get(str(schema.get("type")), "one of several forms")


def property_rows(schema: dict[str, Any], before: str) -> Iterator[tuple[str, str, str]]:
    """The fields of an object or of the items of a list, with those of objects in them below."""
    inner = schema.get("items", schema)
    for name, each in inner.get("properties", {}).items():
        yield code(before + name), type_of(each), each.get("description", "")
        dot = "[]." if "array" in types(each) else "."
        yield from property_rows(each, f"{before}{name}{dot}")


def types(schema: dict[str, Any]) -> list[str]:
    """The JSON types of a value."""
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else list(found)


def type_of(schema: dict[str, Any]) -> str:
    """The type of a value as people read it."""
    words = {"array": "list", "integer": "whole number", "boolean": "true or false", "string": "text"}
    form = {"date": "date", "date-time": "time"}.get(schema.get("format", ""))
    named = [form if form and each == "string" else words.get(each, each) for each in types(schema)]
    return " or ".join(str(each) for each in named) or "any"
