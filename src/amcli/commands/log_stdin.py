"""`am log --stdin`: many interactions from standard input, JSON lines or CSV, all or nothing."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from amcli import vocabulary as v
from amcli.commands.log import TEXT, Entry, follow_ups, inferred, insert_entry, mentioned
from amcli.commands.params import DUE, HAPPENED, Name, TimeOfDay, Value, Whole, Word
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, Refused
from amcli.rules.names import quoted, shown
from amcli.vocabulary import reference

READERS: dict[str, Value] = {
    "summary": TEXT,
    "body": TEXT,
    "kind": Word(v.INTERACTION_KINDS),
    "on": HAPPENED,
    "at": TimeOfDay(),
    "minutes": Whole(0, 10080),
    "direction": Word(v.DIRECTIONS),
    "feel": Word(v.PULSES),
    "purpose": Word(v.PURPOSES),
    "next": Name(),
    "promise": Name(),
    "theirs": Name(),
    "due": DUE,
}
ALIASES = {"text": "summary", "contacts": "with", "contact": "with"}
KNOWN = {*READERS, "account", "with", "tried"}
MOST_LINES = 20


def log_lines(run: Run, account: str | None) -> None:
    """Log every line of standard input in one transaction and print the references; one bad line
    stops them all. Raises Refused naming the bad lines, BadValue where there is no line."""
    from amcli.output import say

    entries, faults = [], []
    for number, row in rows(run.stdin.read()):
        try:
            entries.append(entry_of(run, account, row))
        except AmcliError as error:
            faults.append(f"line {number}: {error.message}")
    if faults:
        listed = "\n".join(f"\t{fault}" for fault in faults[:MOST_LINES])
        more = f"\n\tand {len(faults) - MOST_LINES} more" if len(faults) > MOST_LINES else ""
        raise Refused(
            f"nothing was logged: {len(faults)} of {len(faults) + len(entries)} lines are bad.", listed + more
        )
    if not entries:
        raise BadValue("standard input is empty.")
    with run.book.transaction():
        logged = [insert_entry(run, entry)[0] for entry in entries]
    for number in logged:
        ref = reference("interaction", number)
        say(run, [f"{ref} logged"], ref)


def rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Numbered rows of JSON lines or of CSV with a header; told apart by the first character."""
    text = text.removeprefix("\ufeff")
    if text.lstrip().startswith("{"):
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield number, parsed(number, line)
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="more cells than the header", strict=True)
    try:
        for row in reader:
            yield reader.line_num, {name: value for name, value in row.items() if value not in (None, "")}
    except csv.Error as error:
        raise BadValue(f"line {reader.line_num}: the CSV cannot be read: {error}.") from None


def parsed(number: int, line: str) -> Mapping[str, Any]:
    """One JSON object."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadValue(f"line {number}: not JSON: {shown(str(error))}.") from None
    if not isinstance(found, dict):
        raise BadValue(f"line {number}: not a JSON object.")
    return {name: value for name, value in found.items() if value not in (None, "")}


def entry_of(run: Run, account: str | None, row: Mapping[str, Any]) -> Entry:
    """One line as an interaction. Raises what the fields' readers raise."""
    from amcli.book import resolve

    row = {ALIASES.get(name, name): value for name, value in row.items()}
    unknown = sorted(set(row) - KNOWN)
    if unknown:
        raise BadValue(f"no field {quoted(unknown[0])}; there are {', '.join(sorted(KNOWN))}.")
    named = row.get("account") or account
    if not named:
        raise BadValue("account is missing.")
    found = resolve.account(run.book, str(named))
    read = {name: read_field(run, name, row[name]) for name in READERS if name in row}
    tried = truth(row.get("tried", False))
    people = [resolve.contact(run.book, name, found["id"])["id"] for name in names(row.get("with"))]
    text = read.get("summary")
    recognised = [] if people or not text else mentioned(run, found["id"], text)
    kind = read.get("kind", "call")
    due = read.get("due")
    if due is not None and not {"next", "promise", "theirs"} & set(read):
        raise BadValue("due needs next, promise or theirs: what is due then?")
    columns: dict[str, Any] = {
        name: read[name] for name in ("at", "minutes", "direction", "summary", "body", "feel") if name in read
    }
    columns |= {
        "kind": kind,
        "on": read.get("on", run.today),
        "tried": tried,
        "purpose": read.get("purpose") or inferred(run, found["id"], kind, text)[0],
    }
    tasks = follow_ups(read.get("next"), read.get("promise"), due, read.get("theirs"))
    return Entry(found, columns, people or recognised, bool(recognised), tasks)


def read_field(run: Run, name: str, value: Any) -> Any:
    """A field as its option would read it. Raises BadValue naming the field."""
    if isinstance(value, list | dict | bool):
        raise BadValue(f"{name}: not a plain value.")
    try:
        return READERS[name].read(str(value), run)
    except BadValue as error:
        raise BadValue(f"{name} {error.message}", error.hint) from None


def names(value: Any) -> list[str]:
    """People: a list, or text with `;` or `,` between."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return [part.strip() for part in str(value or "").replace(";", ",").split(",") if part.strip()]


def truth(value: Any) -> bool:
    """Yes or no. Raises BadValue."""
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
    if str(value).strip().lower() not in words:
        raise BadValue(f"tried {quoted(str(value))}: true or false.")
    return words[str(value).strip().lower()]
