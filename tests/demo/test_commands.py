"""`am init` and `am demo`: what they make, what they say, what they refuse."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.demo.helpers import Desk
from tests.profiles import is_nightly

DAYS = ["2028-02-29", "2026-12-31", *(["2026-05-31", "2027-01-01", "2026-08-01"] if is_nightly() else [])]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def dump(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Every row without the instants of the real clock."""
    found, clock = {}, ("created_at", "updated_at", "at", "command")
    with closing(sqlite3.connect(desk.demo)) as db:
        names = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 's*_*'")
        for (table,) in names.fetchall():
            columns = [name for (name,) in db.execute(f"SELECT name FROM pragma_table_info('{table}')")]
            kept = ", ".join(f'"{name}"' for name in columns if name not in clock)
            found[table] = db.execute(f'SELECT {kept} FROM "{table}" ORDER BY 1').fetchall()
    return found


def test_init_makes_a_book_for_its_owner_alone_and_says_how_to_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    found = desk.am("init", "--currency", "EUR", terminal=True)
    assert (found.code, found.err) == (0, "")
    lines = found.out.splitlines()
    assert len(lines) == 3
    assert "book.db" in lines[0]
    assert "am import" in lines[1]
    assert "am account add" in lines[2]
    assert mode(desk.book) == 0o600


def test_init_says_only_where_the_book_is_in_a_pipe(desk: Desk) -> None:
    assert desk.am("init").out == f"{desk.book}\n"


def test_init_quietly_says_nothing(desk: Desk) -> None:
    assert desk.am("init", "-q", terminal=True) == (0, "", "")
    assert desk.book.exists()


def test_init_refuses_a_second_time(desk: Desk) -> None:
    desk.am("init")
    before = desk.book.read_bytes()
    found = desk.am("init")
    assert found.code == 5
    assert "already" in found.err
    assert desk.book.read_bytes() == before


def test_init_keeps_the_currency(desk: Desk) -> None:
    assert "totals in CHF" in " ".join(desk.am("init", "--currency", "chf", terminal=True).out.split())
    assert desk.rows("SELECT value FROM setting WHERE key = 'currency'", desk.book) == [("CHF",)]


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [("chf\n", [("CHF",)], "totals in CHF"), ("\n", [], "totals in the currency of your amounts, USD where")],
)
def test_init_asks_a_terminal_for_the_currency(
    desk: Desk, typed: str, kept: list[tuple[str]], said: str
) -> None:
    found = desk.am("init", typed=typed)
    assert (found.code, found.err.startswith("Currency of your totals, such as EUR?")) == (0, True)
    assert said in " ".join(found.out.split())
    assert ("am config set book.currency CODE" in found.out) == (not kept)
    assert desk.rows("SELECT value FROM setting WHERE key = 'currency'", desk.book) == kept


def test_init_that_is_told_no_currency_makes_nothing(desk: Desk) -> None:
    assert desk.am("init", typed="euros\n").code == 2
    assert not desk.book.exists()


def test_init_in_a_script_says_which_currency_counts_and_how_to_change_it(desk: Desk) -> None:
    found = desk.am("init")
    assert found.code == 0
    assert " ".join(found.err.split()) == (
        "am: totals in the currency of your amounts, USD where they differ."
        " Another one: am config set book.currency CODE"
    )
    assert desk.am("config", "set", "book.currency", "EUR").code == 0
    desk.book.unlink()
    assert desk.am("init").err.startswith("am: totals in EUR.")


def test_init_keeps_no_currency_where_none_is_given(desk: Desk) -> None:
    desk.am("init")
    assert desk.rows("SELECT count(*) FROM setting", desk.book) == [(0,)]


def test_init_with_a_currency_that_is_none_makes_nothing(desk: Desk) -> None:
    assert desk.am("init", "--currency", "euro").code == 2
    assert not desk.book.exists()


def test_demo_in_a_pipe_prints_what_opens_it_is_its_owners_alone_and_leaves_nothing_else(desk: Desk) -> None:
    found = desk.am("demo", str(desk.demo))
    assert found == (0, f"AMCLI_BOOK={desk.demo}\nAMCLI_CONFIG={desk.demo.with_suffix('.toml')}\n", "")
    assert mode(desk.demo) == 0o600
    assert {path.name for path in desk.folder.iterdir()} == {"demo.db", "demo.toml"}


def test_demo_quotes_a_path_that_a_shell_would_break(desk: Desk) -> None:
    desk.demo = desk.folder / "my demo.db"
    assert desk.am("demo", str(desk.demo)).out.splitlines()[0] == f"AMCLI_BOOK='{desk.demo}'"


def test_demo_on_a_terminal_shows_the_morning_and_how_to_stay(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    found = desk.am("demo", str(desk.demo), terminal=True)
    assert (found.code, found.err) == (0, "")
    first, *_, last = found.out.splitlines()
    assert first.startswith("Mon 2 Mar 2026   37 accounts")
    assert "Acme Robotics" in found.out
    assert last.startswith(f"To stay in it: export AMCLI_BOOK={desk.demo} ")


def test_demo_goes_to_a_folder_of_its_own_and_leaves_the_real_book_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(desk.folder / "data"))
    desk.am("init")
    before = desk.book.read_bytes()
    found = desk.am("demo")
    assert found.out.splitlines()[0] == f"AMCLI_BOOK={desk.folder.resolve()}/data/amcli/demo/book.db"
    assert desk.book.read_bytes() == before


def test_demo_twice_makes_it_afresh(desk: Desk) -> None:
    desk.am("demo", str(desk.demo))
    before = dump(desk)
    db = sqlite3.connect(desk.demo)
    with db:
        db.execute("DELETE FROM account")
    db.close()
    assert desk.am("demo", str(desk.demo)).code == 0
    assert dump(desk) == before


def test_demo_is_made_for_the_day_it_is_told(desk: Desk) -> None:
    desk.am("--today", "2027-06-09", "demo", str(desk.demo))
    assert desk.rows('SELECT max("on") FROM interaction') == [("2027-06-11",)]


@pytest.mark.parametrize("day", DAYS)
def test_demo_tells_the_same_story_on_other_days(desk: Desk, day: str) -> None:
    assert desk.am("--today", day, "demo", str(desk.demo)).code == 0
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    assert desk.rows("PRAGMA foreign_key_check") == []
    overdue = desk.inside("--today", day, "checkins", "-o", "ids").out.split()
    assert overdue[:2] == ["acme", "birchwood"]
    assert len(overdue) == 9
    assert len(desk.inside("--today", day, "renewals", "-o", "ids").out.split()) in (8, 9)
    risks = desk.inside("--today", day, "risks", "-o", "tsv", "--fields", "health", "--no-header").out.split()
    assert (risks.count("critical"), risks.count("at_risk"), risks.count("unknown")) == (2, 4, 3)


@pytest.mark.parametrize(
    "content",
    [b"", b"some text", b"SQLite format 3\0" + bytes(200)],
    ids=["empty", "text", "damaged"],
)
def test_demo_refuses_to_replace_another_file(desk: Desk, content: bytes) -> None:
    desk.demo.write_bytes(content)
    found = desk.am("demo", str(desk.demo))
    assert found.code == 5
    assert "is no sample book; nothing was changed" in found.err.replace("\n    ", " ")
    assert desk.demo.read_bytes() == content
    assert [path.name for path in desk.folder.iterdir()] == ["demo.db"]


def test_demo_refuses_to_replace_a_real_book_a_folder_or_another_database(desk: Desk) -> None:
    desk.am("init")
    before = desk.book.read_bytes()
    assert desk.am("demo", str(desk.book)).code == 5
    assert desk.book.read_bytes() == before
    assert desk.am("demo", str(desk.folder)).code == 5
    other = desk.folder / "other.db"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE setting(key, value)")
    db.execute("INSERT INTO setting VALUES ('demo', '1')")
    db.commit()
    db.close()
    assert desk.am("demo", str(other)).code == 5


def test_demo_refuses_to_replace_another_configuration(desk: Desk) -> None:
    settings = desk.demo.with_suffix(".toml")
    settings.write_text("[project]\n", encoding="utf-8")
    assert desk.am("demo", str(desk.demo)).code == 5
    assert settings.read_text(encoding="utf-8") == "[project]\n"
    assert not desk.demo.exists()


def test_a_book_named_like_a_configuration_keeps_its_own_file(desk: Desk) -> None:
    desk.demo = desk.folder / "demo.toml"
    found = desk.am("demo", str(desk.demo))
    assert found.out.splitlines() == [f"AMCLI_BOOK={desk.demo}", f"AMCLI_CONFIG={desk.demo}.toml"]
    assert desk.rows("SELECT count(*) FROM account") == [(40,)]


@pytest.mark.parametrize("path", ["", " ", "a\0b"])
def test_what_is_no_path_is_refused(desk: Desk, path: str) -> None:
    found = desk.am("demo", path)
    assert found.code == 2
    assert list(desk.folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(desk: Desk) -> None:
    desk.demo.write_text("a file", encoding="utf-8")
    found = desk.am("demo", str(desk.demo / "book.db"))
    assert found.code == 6
    assert "can't be created" in found.err


def test_the_dollars_are_converted_at_the_rate_that_comes_with_it(made: Desk) -> None:
    found = made.inside("risks", "kestrel", "-o", "json")
    assert '"arr": 46000' in found.out
    assert found.err == ""
