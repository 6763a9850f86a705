"""Saved reports: the tables `[reports.NAME]` of the configuration, each read and checked.

Whether a filter or a field is right depends on the list that a report is of; that is told when it is run.
"""

import shlex
from collections.abc import Mapping

from amcli.errors import BadValue, NotFound
from amcli.fields import fields
from amcli.hints import Any, NamedTuple
from amcli.rules.names import ALIKE_OF_FEW, check_name, did_you_mean, near_names, quoted

FIELDS = fields("""
report text! its name
title  text  the line above it
base   text! the list it is of
filter list! filters
fields text  fields to show
sort   text  fields to sort by
limit  int   show at most N rows
""")
MEANINGS = {
    "base": "the list it shows, as typed after am",
    "filter": "filters",
    "fields": "fields to show",
    "sort": "fields to sort by",
    "limit": "show at most N rows",
    "title": "a line above it",
}


class Report(NamedTuple):
    """A saved report: the words of its list, its filters, and the options that shape it."""

    name: str
    base: tuple[str, ...]
    filter: tuple[str, ...] = ()
    fields: str | None = None
    sort: str | None = None
    limit: int | None = None
    title: str | None = None

    def options(self) -> dict[str, list[str]]:
        """The options of the list that it sets, by their names, as words of a command line."""
        found = {"--fields": self.fields, "--sort": self.sort, "--limit": self.limit}
        return {name: [name, str(value)] for name, value in found.items() if value is not None}


def read_report(name: str, table: object) -> Report:
    """A report from its table. Raises BadValue that names the key."""
    try:
        check_name(name)
        if not isinstance(table, Mapping):
            raise BadValue("not a table of a report.")
        unknown = next((key for key in table if key not in MEANINGS), None)
        if unknown is not None:
            raise BadValue(f"no key {quoted(str(unknown))}; use {', '.join(MEANINGS)}.")
        found = {key: READERS[key](key, value) for key, value in table.items()}
    except BadValue as error:
        raise BadValue(f"reports.{name}: {error.message}", error.hint or "Fix it: am config edit") from None
    if any(word in ("-h", "--help") for word in found.get("base", ())):
        raise BadValue(f"reports.{name}: base asks for help, and shows no list.", "Fix it: am config edit")
    if not found.get("base"):
        hint = f'For example: base = "renewals" below [reports.{name}]'
        raise BadValue(f"reports.{name}: base is missing: the list it shows.", hint)
    return Report(name, **found)


def find_report(reports: Mapping[str, object], name: str) -> Report:
    """A report by its name. Raises NotFound with the near names, BadValue for one that cannot be read."""
    if name in reports:
        return read_report(name, reports[name])
    near = near_names(name, reports, 2, ALIKE_OF_FEW) or [each for each in reports if name in each][:2]
    hint = "All reports: am report" if reports else "None yet. How to save one: am help reports"
    raise NotFound(f"no report {quoted(name)}.", did_you_mean(near, hint))


def words(key: str, value: Any) -> tuple[str, ...]:
    """Words: a list, or text that is split as a shell would."""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    try:
        return tuple(shlex.split(text(key, value)))
    except ValueError:
        raise BadValue(f"{key}: {quoted(value)} has an unclosed quote.") from None


def text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise BadValue(f"{key}: {quoted(str(value))} is not a text.")
    return value


def names(key: str, value: object) -> str:
    """Names of fields: a list, or text with commas between."""
    return ",".join(text(key, each) for each in value) if isinstance(value, list) else text(key, value)


def number(key: str, value: object) -> int:
    """A whole number from 0."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadValue(f"{key}: {quoted(str(value))} is not a whole number.")
    return value


READERS: dict[str, Any] = {
    "base": words, "filter": words, "fields": names, "sort": names, "limit": number, "title": text,
}  # fmt: skip
