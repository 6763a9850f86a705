"""Routers and telephone systems: what each firmware writes, who answered in the place of a person."""

import json
import shutil
from typing import Any

import pytest

from tests.interchange.chatting import chats, made
from tests.interchange.helpers import Desk

JANE, JO = "+442079460011", "02079460018"
# FRITZ!OS of three ages: seven columns and 3 for an outgoing call; eight and 4; tabs and English words.
OLD = (
    "sep=;\n"
    "Typ;Datum;Name;Rufnummer;Nebenstelle;Eigene Rufnummer;Dauer\n"
    "1;13.02.26 09:05;Jane Orr;02079460011;FON 1;911955;0:12\n"
    "2;13.02.26 10:05;;02079460011;;911955;0:00\n"
    "3;13.02.26 11:05;;02079460018;FON 1;911955;0:01\n"
    "1;13.02.26 12:05;;02079460018;Anrufbeantworter 1;911955;0:01\n"
)
NEW = (
    "sep=;\n"
    "Typ;Datum;Name;Rufnummer;Landes-/Ortsnetzbereich;Nebenstelle;Eigene Rufnummer;Dauer\n"
    "1;13.02.26 09:05;Jane Orr;02079460011;London;Büro;911955;0:12\n"
    "2;13.02.26 10:05;;02079460011;London;;911955;0:00\n"
    "4;13.02.26 11:05;;02079460018;London;Büro;911955;0:01\n"
    "1;13.02.26 12:05;;02079460018;London;Anrufbeantworter;911955;0:01\n"
    "3;13.02.26 13:05;;02079460018;London;;911955;0:00\n"
    "2;13.02.26 14:05;;02079460018;London;Büro;911955;0:00\n"
)
TABS = NEW.replace("sep=;\n", "").replace(";", "\t").replace("Anrufbeantworter", "Answering machine")
ANSWERED = [
    ("acme", "09:05", "in", 0, 12),
    ("acme", "10:05", "in", 1, None),
    ("beta", "11:05", "out", 0, 1),
    ("beta", "12:05", "in", 1, None),
]
ALSO = [("beta", "13:05", "in", 1, None), ("beta", "14:05", None, 1, None)]
ASTERISK = "".join(
    f'"","{source}","{target}","internal","""Jane Orr"" <{source}>","SIP/101-1","SIP/trunk-2","{app}","",'
    f'"2026-02-13 {hour}:05:00","","2026-02-13 {hour}:07:00",120,{talked},"{end}","DOCUMENTATION",'
    f'"17.{hour}",""\n'
    for source, target, app, hour, talked, end in [
        ("02079460011", "101", "Dial", "09", 100, "ANSWERED"),
        ("101", "02079460011", "Dial", "10", 0, "NO ANSWER"),
        ("02079460018", "101", "VoiceMail", "11", 20, "ANSWERED"),
        ("101", "02079460018", "Dial", "12", 0, "BUSY"),
    ]
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    found = made(tmp_path_factory.mktemp("phones"))
    assert found.am("config", "set", "me.country", "GB").code == 0
    return found


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plan(desk: Desk, text: str | bytes, *argv: str) -> dict[str, Any]:
    """The plan of a log."""
    (found,) = json.loads(desk.imported(desk.file("Master.csv", text), *argv, "-o", "json").out)["files"]
    return dict(found)


def calls(desk: Desk) -> list[tuple[Any, ...]]:
    return chats(desk, "a.code, i.at, i.direction, i.tried, i.minutes")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (OLD, ANSWERED),
        (NEW, [*ANSWERED, *ALSO]),
        (TABS, [*ANSWERED, *ALSO]),
        (NEW.encode("cp1252"), [*ANSWERED, *ALSO]),
    ],
    ids=["old", "new", "tabs", "windows"],
)
def test_three_firmwares_of_a_router(desk: Desk, text: str | bytes, rows: list[tuple[Any, ...]]) -> None:
    found = plan(desk, text)
    assert (found["kind"], found["new"], found["skipped"]) == ("calls", len(rows), 0)
    assert calls(desk) == rows
    again = plan(desk, text)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, len(rows))


def test_a_log_without_headers_is_named(desk: Desk) -> None:
    answer = desk.am("import", desk.file("Master.csv", ASTERISK))
    assert (answer.code, answer.out) == (2, "")
    assert "this is Asterisk's Master.csv, which has no header line" in " ".join(answer.err.split())
    assert "--preset asterisk" in answer.err


def test_it_is_read_as_asked_for(desk: Desk) -> None:
    found = plan(desk, ASTERISK, "--preset", "asterisk")
    assert (found["kind"], found["rows"], found["new"]) == ("calls", 4, 4)
    assert calls(desk) == [
        ("acme", "09:05", "in", 0, 2),
        ("acme", "10:05", "out", 1, None),
        ("beta", "11:05", "in", 1, None),
        ("beta", "12:05", "out", 1, None),
    ]
    assert plan(desk, ASTERISK, "--preset", "asterisk")["unchanged"] == 4


def test_another_file_is_no_such_log(desk: Desk) -> None:
    answer = desk.am("import", desk.file("calls.csv", OLD), "--preset", "asterisk")
    assert answer.code == 2
    assert "calls.csv isn't Asterisk's Master.csv" in answer.err


def test_voicemail_of_a_phone_is_an_attempt(desk: Desk) -> None:
    rows = "".join(f"+442079460011,2026-02-13 0{kind}:05:00,20,{kind}\n" for kind in range(1, 8))
    plan(desk, f"Number,Date,Duration,Type\n{rows}")
    assert [(row[2], row[3]) for row in calls(desk)] == [
        ("in", 0), ("out", 0), ("in", 1), ("in", 1), ("in", 1), ("in", 1), ("in", 0),
    ]  # fmt: skip
