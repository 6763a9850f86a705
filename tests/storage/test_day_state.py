"""The scores kept in the morning serve for the day: after any change the reports say what they would say
if the whole book were scored anew."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.support import TODAY, Cli, clean_environment, run_program

REPORTS = (
    ("today", "--all", "-o", "table"), ("renewals", "--in", "400d", "-o", "json"), ("risks", "-o", "json"),
    ("risks", "-o", "table"),
)  # fmt: skip
CHANGES = {
    "a call": [("log", "acme", "fine", "-w", "jane", "-f", "good", "--purpose", "value")],
    "an attempt": [("log", "birchwood", "--tried")],
    "a talk that felt bad": [
        ("log", "northgate", "angry", "-f", "bad"),
        ("log", "northgate", "again", "-f", "bad"),
    ],
    "a stage": [("stage", "acme", "verbal")],
    "a renewal": [("renew", "dunmore", "--term", "12m")],
    "a lost contract": [("churn", "kestrel", "--reason", "price")],
    "a promise kept": [("done", "t1", "--on", "today"), ("task", "reopen", "t1")],
    "a promise that is late": [("task", "add", "solway", "Slides", "--promised", "--due", "2026-02-01")],
    "a champion who left": [("contact", "left", "jane", "--no-task")],
    "a new champion": [("contact", "add", "orchard", "Eve Hart", "--role", "champion")],
    "a contact edited": [("contact", "edit", "jane", "--role", "user")],
    "an issue": [("issue", "add", "meridian", "Down", "--severity", "critical", "--on", "2026-02-20")],
    "a survey": [("survey", "add", "meridian", "nps", "2", "--on", "2026-02-28")],
    "usage": [("usage", "add", "orchard", "seats", "1", "--of", "100")],
    "an event": [("event", "add", "solway", "takeover")],
    "a goal": [("goal", "add", "garnet", "Faster"), ("goal", "progress", "garnet", "half")],
    "a handoff": [("account", "handoff", "acme", "--to", "Ada", "--why", "speed")],
    "a pulse": [("account", "pulse", "acme", "good"), ("account", "pulse", "northgate", "bad")],
    "a tier": [("account", "edit", "meridian", "--tier", "light")],
    "a snooze": [("snooze", "birchwood"), ("snooze", "orchard", "+3d", "--reason", "away")],
    "a new account": [("account", "add", "Newcomer", "--tier", "key"), ("log", "newcomer", "hello")],
    "an account archived": [("account", "archive", "acme")],
    "an account deleted": [("account", "rm", "acme", "--yes")],
    "two accounts made one": [("account", "merge", "acme", "orchard", "--yes")],
    "a person moved": [("contact", "move", "jane", "orchard")],
    "a talk deleted": [("interaction", "rm", "n1", "--yes")],
    "a change taken back": [("account", "rm", "orchard", "--yes"), ("undo",)],
    "a change taken back and put back": [("stage", "acme", "signed"), ("undo",), ("redo",)],
    "another cadence": [("config", "set", "tiers.key.cadence_days", "3")],
    "another weight": [("config", "set", "risk.points.quiet", "50")],
    "another grace": [("config", "set", "book.grace_days", "1")],
    "nothing": [],
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo book whose scores of today were kept this morning, and its configuration."""
    folder = tmp_path_factory.mktemp("kept")
    environ = clean_environment(folder) | {"AMCLI_TODAY": TODAY}
    assert run_program(["demo", str(folder / "book.db")], environ).code == 0
    book = Cli(folder, folder / "book.db")
    shutil.copyfile(folder / "book.toml", book.config)
    book.ok("today")
    return folder


@pytest.fixture
def kept(cli: Cli, demo: Path) -> Cli:
    shutil.copyfile(demo / "book.db", cli.book)
    shutil.copyfile(demo / "config.toml", cli.config)
    return cli


def reports(cli: Cli) -> list[str]:
    return [cli.ok(*argv) for argv in REPORTS]


def forget(cli: Cli) -> None:
    """Without the mark nothing that was kept is used."""
    db = sqlite3.connect(cli.book)
    assert db.execute("DELETE FROM setting WHERE key = 'day'").rowcount == 1
    db.commit()
    db.close()


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_reports_are_those_of_a_book_scored_anew(kept: Cli, change: str) -> None:
    for argv in CHANGES[change]:
        assert kept(*argv).code == 0, argv
    found = reports(kept)
    forget(kept)
    assert reports(kept) == found


def test_what_another_program_writes_is_seen(kept: Cli) -> None:
    before = reports(kept)
    db = sqlite3.connect(kept.book)
    db.execute(
        "UPDATE contract SET stage = 'signed' WHERE id IN (SELECT id FROM contract WHERE stage = 'proposed')"
    )
    db.execute("DELETE FROM interaction_contact WHERE id % 3 = 0")
    db.commit()
    db.close()
    found = reports(kept)
    assert found != before
    forget(kept)
    assert reports(kept) == found


def test_kept_scores_are_used_and_say_only_what_the_day_and_the_configuration_allow(kept: Cli) -> None:
    db = sqlite3.connect(kept.book)
    db.execute("UPDATE day_state SET band = 'critical', score = 1")
    db.commit()
    db.close()
    scores = {row["score"] for row in kept.json("renewals")}
    assert scores == {1}
    kept.ok("log", "acme", "hello")
    assert {row["score"] == 1 for row in kept.json("renewals") if row["account"] == "acme"} == {False}
    assert 1 not in {row["score"] for row in kept.json("renewals", today="2026-03-03")}
    kept.ok("config", "set", "risk.points.quiet", "20")
    assert 1 not in {row["score"] for row in kept.json("renewals")}


def test_a_mark_that_cannot_be_read_is_none(kept: Cli) -> None:
    found = reports(kept)
    for value in ("", "[]", "[1, 2]", '{"day": 1}', "null", "[null, null, null]"):
        db = sqlite3.connect(kept.book)
        db.execute("UPDATE setting SET value = ? WHERE key = 'day'", (value,))
        db.commit()
        db.close()
        assert reports(kept) == found


def test_many_changes_are_scored_as_a_whole(kept: Cli) -> None:
    lines = "".join(
        f'{{"account": "{row["code"]}", "text": "hello {number}"}}\n'
        for number in range(40)
        for row in kept.json("account", "list")
    )
    kept.ok("log", "--stdin", stdin=lines)
    found = reports(kept)
    forget(kept)
    assert reports(kept) == found
