"""Writes `man/am.1` from the register of commands and the guides (`tools.docs`).

The page has the text of `am --help` and of every `am help TOPIC`, and none of its own but what a manual page
needs around it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amcli.app import COMMANDS, DAILY, HOUSEKEEPING, RECORDS, whole
from amcli.reports.guides import guide, names, title
from tools.make_docs import ROOT

FOLDER = ROOT / "man"
TARGET = FOLDER / "am.1"
INDENT = "    "
ENVIRONMENT = {
    "AMCLI_BOOK": "the book, where it is not in its usual place",
    "AMCLI_CONFIG": "the configuration, where it is not in its usual place",
    "AMCLI_TODAY": "the day that counts as today",
    "NO_COLOR": "no colour",
    "FORCE_COLOR": "colour also where nobody looks",
}
FILES = {
    "~/.local/share/amcli/book.db": "the book",
    "~/.local/share/amcli/backups": "copies of the book: am help backup",
    "~/.config/amcli/config.toml": "the configuration: am help config",
}


def page() -> str:
    """The whole page."""
    return "\n".join(lines()) + "\n"


def lines() -> Iterator[str]:
    """Its lines."""
    root: Any = whole()
    yield from ('.TH AM 1 "" amcli "User commands"', ".nr HY 0", ".nh", ".SH NAME")
    yield f"am, amcli \\- {escaped(root.help.rstrip('.').lower())}"
    yield from (".SH SYNOPSIS", r"\fBam\fR [\fIoptions\fR] [\fIcommand\fR [\fIarguments\fR]]", ".PP")
    yield r"\fBam\fR alone is \fBam today\fR."
    yield ".SH OPTIONS"
    for param in root.params:
        option = f"{param.opts[0]} {param.metavar}" if param.metavar else param.opts[0]
        yield from item(option, param.help)
    yield ".SH COMMANDS"
    for section in (DAILY, RECORDS, HOUSEKEEPING):
        yield f".SS {escaped(section)}"
        for name, entry in COMMANDS.items():
            if entry.section == section:
                yield from item(f"am {name}", entry.help)
    for topic in names():
        yield f'.SH "{escaped(title(topic)).upper()}"'
        yield from (f"This is \\fBam help {topic}\\fR.", *body(guide(topic)))
    for heading, rows in (("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
        yield f".SH {heading}"
        for name, meaning in rows.items():
            yield from item(name, meaning)


def item(name: str, meaning: str) -> Iterator[str]:
    """A name with what it is."""
    yield from (".TP", f"\\fB{escaped(name)}\\fR", guarded(escaped(meaning)))


def body(text: str) -> Iterator[str]:
    """A guide below its title: paragraphs, and what is indented as it stands."""
    for block in re.split(r"\n\s*\n", text.partition("\n")[2].strip("\n")):
        if not block.strip():
            continue
        if all(line.startswith(INDENT) for line in block.split("\n")):
            yield from (
                ".RS 4",
                ".nf",
                *(guarded(escaped(line[4:])) for line in block.split("\n")),
                ".fi",
                ".RE",
            )
        elif block.startswith("#"):
            yield f".SS {escaped(block.lstrip('# '))}"
        else:
            yield from (".PP", *(guarded(coded(line)) for line in block.split("\n")))


SPECIAL = str.maketrans({"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "~": r"\(ti", "^": r"\(ha"})


def escaped(text: str) -> str:
    """Text that a formatter shows as it is."""
    return text.translate(SPECIAL)


def coded(text: str) -> str:
    """Text in which what stands in backticks is bold."""
    return "".join(
        f"\\fB{escaped(part)}\\fR" if at % 2 else escaped(part) for at, part in enumerate(text.split("`"))
    )


def guarded(line: str) -> str:
    """A line that does not begin as a command of the formatter does."""
    return f"\\&{line}" if line[:1] in (".", "'") else line


def made() -> dict[Path, str]:
    """The page, and the one of the other name."""
    return {TARGET: page(), FOLDER / "amcli.1": ".so man1/am.1\n"}
