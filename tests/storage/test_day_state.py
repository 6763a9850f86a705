"""The day's state serves for the day: after anything that is done to the book, the settings or the day, the
reports say what they would say if all of it were worked out anew."""

import datetime as dt
import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.config.settings import Config
from amcli.facts import account_facts, day_state
from amcli.facts.account_facts import World
from amcli.rules.facts import Facts
from amcli.storage.failures import WAIT_SECONDS
from amcli.storage.opening import open_book
from amcli.storage.totals import Totals
from tests.profiles import examples, in_turn
from tests.support import TODAY, Cli, kept_open

REPORTS = (
    ("today", "--all", "-o", "table"), ("renewals", "--in", "400d", "-o", "json"), ("risks", "-o", "json"),
    ("risks", "-o", "table"), ("today", "-o", "json"), ("checkins", "-o", "json"),
)  # fmt: skip
CHANGES = {
    "an email that waits": [
        ("log", "acton", "A question", "-k", "email", "--direction", "in", "--on", "2026-02-20"),
    ],
    "an email that needs no answer": [("done", "n1415")],
    "an email that is snoozed": [("snooze", "n1415", "+7d")],
    "patience with replies": [("config", "set", "replies.owe_days", "30")],
    "a call": [("log", "acme", "fine", "-w", "jane", "-f", "good", "--purpose", "value")],
    "an attempt": [("log", "birchwood", "--no-answer")],
    "a talk that felt bad": [
        ("log", "northgate", "angry", "-f", "bad"),
        ("log", "northgate", "again", "-f", "bad"),
    ],
    "a stage": [("stage", "acme", "verbal")],
    "a renewal": [("renew", "dunmore", "--term", "12m")],
    "a lost contract": [("churn", "kestrel", "--reason", "price")],
    "a customer who leaves this week": [("churn", "acme", "--on", "2026-03-06", "--win-back", "+3m")],
    "a customer who has left": [("churn", "garnet", "--on", "2026-02-27", "--close")],
    "a customer who stays": [
        ("churn", "solway", "--reason", "price"),
        ("contract", "add", "solway", "--product", "New", "--value", "9k", "--starts", "2026-03-20"),
    ],
    "a status that somebody set": [("account", "edit", "acme", "--status", "active")],
    "a promise kept": [("done", "t1", "--on", "today"), ("task", "reopen", "t1")],
    "a promise that is late": [("task", "add", "solway", "Slides", "--promised", "--due", "2026-02-01")],
    "a champion who left": [("contact", "left", "jane", "--no-task")],
    "a new champion": [("contact", "add", "orchard", "Eve Hart", "--role", "champion")],
    "a contact edited": [("contact", "edit", "jane", "--role", "user")],
    "an issue": [("issue", "add", "meridian", "Down", "--severity", "critical", "--on", "2026-02-20")],
    "a survey": [("survey", "add", "meridian", "nps", "2", "--on", "2026-02-28")],
    "usage": [("usage", "add", "orchard", "seats", "1", "--of", "100")],
    "an event": [("news", "add", "solway", "takeover")],
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
    "a talk deleted": [("activity", "rm", "n1", "--yes")],
    "a change taken back": [("account", "rm", "orchard", "--yes"), ("undo",)],
    "a change taken back and put back": [("stage", "acme", "signed"), ("undo",), ("redo",)],
    "a product renamed": [
        (
            "contract",
            "add",
            "acme",
            "--product",
            "Analytics",
            "--starts",
            "2025-03-10",
            "--ends",
            "2026-03-09",
        ),
        ("config", "set", "risk.points.quiet", "20"),
        ("today", "-o", "json"),  # all of it is kept
        ("product", "edit", "Analytics", "--name", "Insight"),
    ],
    "another cadence": [("config", "set", "tiers.key.cadence_days", "3")],
    "another weight": [("config", "set", "risk.points.quiet", "50")],
    "another grace": [("config", "set", "book.grace_days", "1")],
    "nothing": [],
}


@pytest.fixture(scope="module")
def demo(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo book whose scores of today were kept this morning, and its configuration."""
    folder = tmp_path_factory.mktemp("kept")
    shutil.copyfile(sample_book, folder / "book.db")
    shutil.copyfile(sample_book.with_suffix(".toml"), folder / "config.toml")
    return folder


@pytest.fixture
def kept(cli: Cli, demo: Path) -> Cli:
    shutil.copyfile(demo / "book.db", cli.book)
    shutil.copyfile(demo / "config.toml", cli.config)
    return cli


def reports(cli: Cli, which: Sequence[tuple[str, ...]] = REPORTS) -> list[str]:
    return [cli.ok(*argv) for argv in which]


def forget(cli: Cli) -> None:
    """Without the mark nothing that was kept is used."""
    db = sqlite3.connect(cli.book)
    assert db.execute("DELETE FROM setting WHERE key = 'day'").rowcount == 1
    db.commit()
    db.close()


def write(cli: Cli, *statements: str) -> None:
    """What another program writes."""
    db = sqlite3.connect(cli.book)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_the_reports_are_those_of_a_book_scored_anew(kept: Cli, change: str) -> None:
    for argv in CHANGES[change]:
        assert kept(*argv).code == 0, argv
    # Enough by day: two of the reports in turn. All read the one state, and in it a change is missed or seen.
    which = in_turn(REPORTS, list(CHANGES).index(change), 2)
    found = reports(kept, which)
    forget(kept)
    assert reports(kept, which) == found


def test_what_another_program_writes_is_seen(kept: Cli) -> None:
    before = reports(kept)
    write(
        kept,
        "UPDATE contract SET stage = 'signed' WHERE id IN (SELECT id FROM contract WHERE stage = 'proposed')",
        "DELETE FROM interaction_contact WHERE id % 3 = 0",
    )
    found = reports(kept)
    assert found != before
    forget(kept)
    assert reports(kept) == found


def test_a_row_that_is_put_in_the_place_of_another_is_seen_by_both_accounts(kept: Cli) -> None:
    """`INSERT OR REPLACE` deletes without a trigger: the journal tells of a new row, not of the old one."""
    gone = kept.ref("issue", "add", "orchard", "Down", "--severity", "critical", "--on", "2026-02-01")
    before = reports(kept)
    copied = "created_at, updated_at, title, severity, category, opened_on"
    write(
        kept,
        f"INSERT OR REPLACE INTO issue (id, account_id, {copied}) SELECT id, (SELECT id FROM account"
        f" WHERE code = 'garnet'), {copied} FROM issue WHERE id = {int(gone[1:])}",
    )
    found = reports(kept)
    assert found != before
    forget(kept)
    assert reports(kept) == found


def test_what_is_kept_is_used_and_says_only_what_the_day_and_the_configuration_allow(kept: Cli) -> None:
    spoilt = "UPDATE day_state SET band = 'critical', score = 1"
    write(kept, spoilt)
    assert {row["score"] for row in kept.json("renewals")} == {1}
    kept.ok("log", "acme", "hello")
    assert {row["score"] == 1 for row in kept.json("renewals") if row["account"] == "acme"} == {False}
    assert 1 not in {row["score"] for row in kept.json("risks", today="2026-03-03")}
    write(kept, spoilt)
    assert {row["score"] for row in kept.json("renewals", today="2026-03-03")} == {1}
    kept.ok("config", "set", "risk.points.quiet", "50")
    assert 1 not in {row["score"] for row in kept.json("renewals", today="2026-03-03")}


def worked_out(cli: Cli, monkeypatch: pytest.MonkeyPatch, *argv: str) -> int:
    """How many accounts a command works out."""
    many: list[int] = []
    once = account_facts.bare_of

    def counted(world: World, ids: list[int], *others: Any, ranks: bool) -> Iterator[Facts]:
        many.append(len(ids))
        return once(world, ids, *others, ranks=ranks)

    with monkeypatch.context() as patched:
        patched.setattr(account_facts, "bare_of", counted)
        cli.ok(*argv)
    return sum(many)


def test_after_other_settings_and_after_an_import_the_second_morning_works_nothing_out(
    kept: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = len(kept.json("account", "list", "status:active,onboarding"))
    assert worked_out(kept, monkeypatch, "today") == 0
    kept.ok("config", "set", "risk.points.quiet", "50")
    assert worked_out(kept, monkeypatch, "risks", "-o", "json") == every
    assert worked_out(kept, monkeypatch, "today") == 0
    sheet = kept.folder / "calls.csv"
    codes = [row["code"] for row in kept.json("account", "list")]
    rows = [f"{code},call,2026-02-{day:02},call {day},{code} {day}" for code in codes for day in range(1, 25)]
    sheet.write_text("\n".join(["account,kind,on,summary,source_id", *rows]) + "\n", encoding="utf-8")
    assert kept("import", str(sheet), "--yes").code == 0
    assert worked_out(kept, monkeypatch, "today") == every
    assert worked_out(kept, monkeypatch, "renewals", "-o", "json") == 0


def test_a_few_accounts_that_changed_are_worked_out_again_and_many_are_kept(
    kept: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.ok("log", "acme", "hello")
    assert [worked_out(kept, monkeypatch, "today") for _ in range(2)] == [1, 1]
    write(kept, "UPDATE account SET tier = 'light' WHERE id <= 14")
    assert worked_out(kept, monkeypatch, "today") > 10
    assert worked_out(kept, monkeypatch, "today") == 0


def test_a_book_that_is_busy_or_only_read_says_the_same_and_waits_for_nobody(kept: Cli) -> None:
    found = reports(kept)
    forget(kept)
    kept = Cli(kept.folder, kept.book)  # the open connection of the tests waits itself
    writer = sqlite3.connect(kept.book, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert reports(kept) == found
    assert time.monotonic() - began < WAIT_SECONDS  # nobody waited for the writer
    assert writer.execute("SELECT count(*) FROM setting WHERE key = 'day'").fetchone() == (0,)
    writer.execute("ROLLBACK")
    writer.close()
    kept.book.chmod(0o400)
    try:
        assert reports(kept) == found
    finally:
        kept.book.chmod(0o600)


def test_of_two_at_once_one_keeps_what_it_worked_out(kept: Cli) -> None:
    """The second finds another mark than it began with, and leaves what is there."""
    forget(kept)
    config = Config.load(kept.config)
    books = [open_book(kept.book, "am") for _ in range(2)]
    today = dt.date.fromisoformat(TODAY)
    worlds = [World(book, today, config, Totals(book, config, today)) for book in books]
    found = [day_state.standings(world) for world in worlds]
    assert found[0] == found[1]
    books[0].finish()
    with books[0].transaction():
        books[0].db.execute("UPDATE account SET tier = 'light' WHERE code = 'acme'")
    later = day_state.standings(worlds[0])
    mark = day_state.kept_mark(books[0])
    books[1].finish()
    assert day_state.kept_mark(books[0]) == mark
    assert day_state.standings(worlds[0]) == later != found[0]
    for book in books:
        book.close()


def test_it_is_no_record(kept: Cli) -> None:
    """Neither journalled nor in what is exported; a backup without it is a whole book."""
    book = open_book(kept.book, "am")
    assert "day_state" not in {row[0] for row in book.db.execute("SELECT DISTINCT tbl FROM journal")}
    book.close()
    found = reports(kept)
    write(kept, "DELETE FROM day_state", "DELETE FROM setting WHERE key = 'day'")
    kept.ok("backup", "--to", str(kept.folder / "copy.db"))
    assert reports(Cli(kept.folder, kept.folder / "copy.db")) == found
    write(kept, "DELETE FROM day_state")  # without its rows the mark says nothing
    assert reports(kept) == found


def test_doctor_holds_it_against_a_fresh_reckoning(kept: Cli) -> None:
    assert kept.one("doctor", "check:day")["state"] == "ok"
    kept.ok("log", "garnet", "hello")
    assert kept.one("doctor", "check:day")["state"] == "ok"
    write(kept, "UPDATE day_state SET score = 1 WHERE id = (SELECT id FROM account WHERE code = 'acme')")
    found = kept.one("doctor", "check:day")
    assert found["finding"] == "what is kept for today differs from the book: acme"
    assert (found["state"], found["command"]) == ("fault", "am doctor --fix")
    assert kept("doctor", "--fix").code == 0
    assert kept.one("doctor", "check:day")["state"] == "ok"
    assert 1 not in {row["score"] for row in kept.json("renewals")}


def test_a_mark_that_cannot_be_read_is_none(kept: Cli) -> None:
    found = reports(kept)
    for value in ("", "[]", "[1, 2]", '{"day": 1}', "null", "[null, null, null, null, null]"):
        db = sqlite3.connect(kept.book)
        db.execute("UPDATE setting SET value = ? WHERE key = 'day'", (value,))
        db.commit()
        db.close()
        assert reports(kept) == found


def test_many_changes_are_scored_as_a_whole(kept: Cli) -> None:
    codes = [row["code"] for row in kept.json("account", "list")]
    lines = "".join(
        f'{{"account": "{code}", "text": "hello {number}"}}\n' for number in range(40) for code in codes
    )
    kept.ok("log", "--stdin", stdin=lines)
    found = reports(kept)
    forget(kept)
    assert reports(kept) == found


CHANGED = [argv for each in CHANGES.values() for argv in each]
WRITTEN = (
    "UPDATE contract SET stage = 'signed' WHERE id = (SELECT max(id) FROM contract WHERE stage = 'proposed')",
    "DELETE FROM interaction_contact WHERE id % 7 = 0",
    "UPDATE account SET tier = CASE tier WHEN 'key' THEN 'light' ELSE 'key' END WHERE id % 3 = 0",
    "UPDATE OR REPLACE task SET account_id = 1 + account_id % 9 WHERE done_on IS NULL",
    'INSERT OR REPLACE INTO event (id, created_at, updated_at, account_id, "on", kind)'
    " SELECT id, created_at, updated_at, 1 + account_id % 9, '2026-02-27', 'takeover' FROM event",
    "UPDATE interaction SET last_direction = 'in', settled_on = NULL"
    " WHERE kind = 'email' AND \"on\" > '2026-01-20'",
    "UPDATE contact SET left_on = '2026-02-01' WHERE id % 3 = 0",
    "DELETE FROM account WHERE id = (SELECT max(id) FROM account)",
    "UPDATE setting SET value = 'USD' WHERE key = 'currency'",
    "DELETE FROM day_state WHERE id % 2 = 0",
)
DAYS = (TODAY, TODAY, TODAY, "2026-03-03", "2026-03-31", "2026-02-20")


def steps() -> st.SearchStrategy[tuple[str, Any]]:
    """What may be done to a book: a command, SQL of another program, another day, another version."""
    return st.one_of(
        st.tuples(st.just("command"), st.sampled_from(CHANGED)),
        st.tuples(
            st.just("command"), st.sampled_from([("undo",), ("redo",), ("backup",), ("restore", "--yes")])
        ),
        st.tuples(
            st.just("command"),
            st.sampled_from([("--as-of", "2026-02-01", "today"), ("config", "set", "lists.renewals", "45d")]),
        ),
        st.tuples(st.just("program"), st.sampled_from(WRITTEN)),
        st.tuples(st.just("day"), st.sampled_from(DAYS)),
        st.tuples(st.just("version"), st.just("")),
    )


@given(done=st.lists(steps(), min_size=2, max_size=7))
@settings(max_examples=examples(16))
def test_whatever_is_done_the_state_says_what_a_book_without_it_says(
    demo: Path, done: list[tuple[str, Any]]
) -> None:
    today = TODAY
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copyfile(demo / "book.db", folder / "book.db")
        shutil.copyfile(demo / "config.toml", folder / "config.toml")
        with kept_open(folder, folder / "book.db") as cli:
            for kind, what in done:
                if kind == "command":
                    cli(*what, today=today)  # what is refused changes nothing
                elif kind == "day":
                    today = what
                else:
                    cli.let_go()
                    write(
                        cli, what or "UPDATE setting SET value = replace(value, '(', '[') WHERE key = 'day'"
                    )
                assert judged(cli, today) == judged(without(cli), today), (kind, what)


def judged(cli: Cli, today: str) -> list[str]:
    """What the daily reports say, in the order in which each may be the first to keep."""
    return [
        cli(*argv, "-o", "json", today=today).out
        for argv in (("risks",), ("today",), ("checkins",), ("renewals",))
    ]


def without(cli: Cli) -> Cli:
    """A copy of the book from which the state is gone."""
    other = cli.folder / "without"
    other.mkdir(exist_ok=True)
    cli.let_go()
    for path in (cli.book, cli.config):
        shutil.copyfile(path, other / path.name)
    found = Cli(other, other / cli.book.name)
    write(found, "DELETE FROM day_state", "DELETE FROM setting WHERE key = 'day'")
    return found
