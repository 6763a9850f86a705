"""Every line of the documents that is for a shell and has no output below it is run, in a sample book."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.commands import ROOT
from tests.docs.here import Here
from tests.forkserver import commands
from tests.interchange.workbooks import xlsx
from tools import examples, sessions

# What is tried elsewhere: it needs a server, a terminal, a key or the network.
ELSEWHERE = {
    r"am team ": "tests/team/test_guide.py",
    r"am ui": "tests/face",
    r"am mcp --": "tests/assistant",
    r".*--age age1|am restore .*\.age ": "tests/commands/test_sealed_backup.py",
    r"(\.venv/|python3? -m|pipx?|uv) ?": ".ci/run",
}
# What ends with another code than 0 where nobody can be asked, or nothing is there to undo or restore.
ENDS = {
    "am restore": 5,
    "am init --currency EUR": 5,
    "am proposals review": 2,
    "am undo --via mcp": 3,
    r"am restore book-2026-03-02": 3,
}
PROGRAMS = {
    "mail": "exit 0",
    "sendmail": "cat > /dev/null",
    "some-phone-log": """echo '{"account": "acme", "text": "Called about the quote"}'""",
}
CUSTOMERS = [
    ["Company", "Contact", "Email", "ARR", "Renewal date"],
    ["Pear Co", "Ama Day", "ama@pear.example", 900, "2026-07-01"],
]
PEOPLE = [["Account", "Name", "Email"], ["Pear Co", "Ben Day", "ben@pear.example"]]
CALLS = "Name,Number,Date,Duration,Type\nJane Orr,+44 20 7946 0018,2026-02-27 10:15:00,420,OUTGOING\n"
LOG = "Partner,Begin,Duration,Type\n+44 20 7946 0018,2026-02-26 10:15:00,420,OUTGOING\n"
EMAIL = """From: Kim <kim@ours.example>
To: Jane Orr <jane.orr@acme.example.com>
Subject: Quote
Date: Fri, 27 Feb 2026 09:00:00 +0000
Message-ID: <{}@ours.example>

Here it is.
"""
MADE = ("accounts.csv", "contacts.csv", "contracts.csv", "interactions.csv")
EXPORTED: dict[str, bytes] = {}  # made once from the sample book


def lines_of(text: str) -> Iterator[str]:
    """The lines of the blocks for a shell that run `am`, without remarks."""
    for block in examples.blocks(text):
        if block.language == "sh":
            yield from (line.split("  #")[0].rstrip() for line in block.lines if re.search(r"\bam\b", line))


WITH_LINES = [
    name for name in examples.DOCUMENTS if list(lines_of((ROOT / name).read_text(encoding="utf-8")))
]


def prepare(home: Path, sample_book: Path) -> dict[str, str]:
    """A sample book, the files that pages name, and stand-ins for other programs; gives the variables."""
    for made in (sample_book, sample_book.with_suffix(".toml")):
        shutil.copyfile(made, home / made.name)
    work, bin_, mail = home / "work", home / "bin", home / "Mail"
    for folder in (work, bin_, mail):
        folder.mkdir()
    for name, text in PROGRAMS.items():
        (bin_ / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        (bin_ / name).chmod(0o755)
    path = f"{bin_}{os.pathsep}{commands()}{os.pathsep}{sessions.environment(home)['PATH']}"
    variables = sessions.environment(home, PATH=path, SHELL="/bin/bash") | sessions.demo_book(home)
    if not EXPORTED:
        script = "; ".join(
            [f"am export --kind {name.removesuffix('.csv')} > {name}" for name in MADE]
            + ["am export vcard > people.vcf", "am export calendar > work.ics"]
        )
        assert sessions.in_pipe(script, variables, work) == ""
        EXPORTED.update((path.name, path.read_bytes()) for path in work.iterdir())
    for name, held in EXPORTED.items():
        (work / name).write_bytes(held)
    (work / "calls.csv").write_text(CALLS, encoding="utf-8")
    (work / "log.csv").write_text(LOG, encoding="utf-8")
    (work / "customers.xlsx").write_bytes(xlsx({"Customers": CUSTOMERS}))
    (work / "team.xlsx").write_bytes(xlsx({"Customers": CUSTOMERS, "People": PEOPLE}))
    for place in (mail / "1.eml", work / "one.eml"):
        place.write_text(EMAIL.format(place.stem), encoding="utf-8")
    for name in ("inbox.mbox", "sent.mbox"):
        (work / name).write_text(f"From kim@ours.example Fri Feb 27 09:00:00 2026\n{EMAIL.format(name)}\n")
    return variables


@pytest.mark.parametrize("name", WITH_LINES)
def test_every_line_of_a_document_runs(
    name: str, tmp_path: Path, sample_book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Here(monkeypatch)
    variables = prepare(tmp_path, sample_book)
    wrong = []
    for line in lines_of((ROOT / name).read_text(encoding="utf-8")):
        if any(re.match(pattern, line) for pattern in ELSEWHERE):
            continue
        typed = line.replace("/usr/sbin/sendmail", "sendmail").replace("/media/stick", str(tmp_path))
        found = here.line(typed, variables, tmp_path / "work")
        if found.code != ENDS.get(line, 0):
            wrong.append(f"{line}\n{found}")
    here.let_go()
    assert wrong == []


def test_what_is_said_to_be_tried_elsewhere_or_to_end_otherwise_is_in_a_document() -> None:
    lines = {line for name in WITH_LINES for line in lines_of((ROOT / name).read_text(encoding="utf-8"))}
    assert [line for line in ENDS if line not in lines] == []
    assert [each for each in ELSEWHERE if not any(re.match(each, line) for line in lines)] == []
    for places in ELSEWHERE.values():
        assert [place for place in places.split(", ") if not (ROOT / place).exists()] == []
