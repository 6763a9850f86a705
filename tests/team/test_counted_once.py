"""Customers that two books hold: found, counted once, told apart; and all that is one thing in two books."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from amcli.rules.conflicts import Pair, Side, Worth, counted, left_out, pairs
from amcli.storage.rollup import read_rollup
from tests.support import Cli, Result, rows_of
from tests.team.conftest import Team
from tests.team.postgres import Postgres

ONCE = "am: 1 customer is in two books and counts once: am team conflicts"


@pytest.fixture
def lead(team: Team) -> Cli:
    folder = team.folder / "lead"
    folder.mkdir()
    cli = Cli(folder, folder / "none.db")
    cli.config.write_text(f'[team]\nurl = "{team.url("lead")}"\npath = "{folder}/team.db"\n')
    return cli


@pytest.fixture(scope="session")
def both_have_it(server: Postgres, template: Path, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """Two books that hold one customer, of which robin has spoken to them last, and others that are alike;
    made once to be copied."""
    made = Team(server, "", tmp_path_factory.mktemp("both-have-it"), template)
    dana, robin = made.joined("dana"), made.joined("robin")
    for cli, on, value in ((dana, "2026-02-02", "90k"), (robin, "2026-02-20", "40k")):
        cli.ok("account", "add", "Acme Robotics", "--code", "acme")
        cli.ok("contact", "add", "acme", "Jane Orr")
        cli.ok("log", "acme", f"Talk with {cli.folder.name}", "-w", "jane", "--on", on)
        cli.ok(
            "contract",
            "add",
            "acme",
            "-v",
            value,
            "--starts",
            "2026-01-01",
            "--term",
            "12m",
            "--product",
            "Core",
        )
        cli.ok("snooze", "k1", "2026-04-01")
        cli.ok("task", "add", "acme", f"Task of {cli.folder.name}")
    dana.ok("account", "add", "Acme Labs", "--code", "labs", "--parent", "acme")
    dana.ok("account", "add", "Bolt", "--code", "first", "--domain", "bolt.example")
    robin.ok("account", "add", "Bolt", "--code", "second", "--domain", "bolt.test")
    dana.ok("account", "add", "Cargo", "--code", "crg")
    robin.ok("account", "add", "Caravan", "--code", "crg")
    for cli in (dana, robin):
        cli.ok("team", "push")
    made.let_go()
    return made


@pytest.fixture
def two(team: Team, both_have_it: Team) -> tuple[Cli, Cli]:
    """The two books; they come before all else that is asked of the team."""
    team.become(both_have_it)
    return team.came("dana"), team.came("robin")


def pull(lead: Cli) -> Result:
    found = lead("team", "pull")
    assert found.code == 0, found
    return found


def test_one_customer_is_counted_once_with_all_that_belongs_to_it(two: tuple[Cli, Cli], lead: Cli) -> None:
    assert pull(lead).err.splitlines() == [ONCE]
    path = lead.folder / "team.db"
    there = Cli(lead.folder, path)
    with closing(sqlite3.connect(path)) as db:
        found = read_rollup(db)
    assert [each._asdict() for each in found.left_out] == [
        {"account": "dana/acme", "name": "Acme Robotics", "kept": "robin/acme", "arr": 9_000_000}
    ]
    assert rows_of(path, "SELECT summary FROM interaction") == [("Talk with robin",)]
    assert rows_of(path, "SELECT title FROM task") == [("Task of robin",)]
    assert rows_of(path, "SELECT count(*) FROM snooze") == [(1,)]
    assert rows_of(path, "SELECT count(*) FROM contact") == [(1,)]
    assert rows_of(path, "PRAGMA foreign_key_check") == []
    parent = "SELECT p.owner FROM account a JOIN account p ON p.id = a.parent_id WHERE a.code = 'labs'"
    assert rows_of(path, parent) == [("robin",)]
    for words in ([], ["week"], ["portfolio"], ["metrics"], ["forecast"], ["renewals"], ["checkins"],
                  ["risks"], ["digest"], ["account", "list"], ["export", "html"]):  # fmt: skip
        assert there(*words).err.splitlines() == [ONCE], words
    for words in (["show", "crg-dana"], ["timeline", "acme"], ["brief", "acme"]):
        assert there(*words).err == "", words
    assert there("portfolio", "-o", "json").out.count('"arr": 40000') > 0
    assert "Talk" not in there("find", "talk", "dana").out


def test_codes_and_names_of_different_customers_get_their_owner(two: tuple[Cli, Cli], lead: Cli) -> None:
    pull(lead)
    path = lead.folder / "team.db"
    rows = rows_of(path, "SELECT code, name, owner FROM account ORDER BY code")
    assert rows == [
        ("acme", "Acme Robotics", "robin"),
        ("crg-dana", "Cargo", "dana"),
        ("crg-robin", "Caravan", "robin"),
        ("first", "Bolt (dana)", "dana"),
        ("labs", "Acme Labs", "dana"),
        ("second", "Bolt (robin)", "robin"),
    ]
    there = Cli(lead.folder, path)
    assert there.json("show", "dana/crg")["account"] == "crg-dana"
    assert there("show", "crg").code == 4
    assert there("show", "Bolt").code == 4


def test_conflicts_are_listed_with_what_decides_them(two: tuple[Cli, Cli], lead: Cli) -> None:
    same, likely = lead.json("team", "conflicts")
    assert same == {
        "certainty": "same", "why": "one name",
        "one": "dana/acme", "one_name": "Acme Robotics", "one_arr": 90000, "one_touch_on": "2026-02-02",
        "other": "robin/acme", "other_name": "Acme Robotics", "other_arr": 40000,
        "other_touch_on": "2026-02-20", "currency": "EUR", "counted": "robin/acme",
    }  # fmt: skip
    assert (likely["certainty"], likely["why"], likely["counted"]) == ("likely", "one code: crg", None)
    page = lead("team", "conflicts", tty=True).out
    assert "Customers in two books" in page
    assert "am team conflicts --apart dana/acme robin/acme" in page
    assert max(map(len, page.splitlines())) <= 80


def test_two_told_apart_are_counted_twice(
    two: tuple[Cli, Cli], lead: Cli, refused: Callable[[Result, int], str]
) -> None:
    for words, code in (
        (("dana/acme", "robin/nothing"), 3), (("acme", "robin/acme"), 2), (("dana/acme", "dana/labs"), 2),
    ):  # fmt: skip
        assert (
            "Nothing was changed" in refused(lead("team", "conflicts", "--apart", *words), code) or code == 2
        )
    lead.ok("team", "conflicts", "--apart", "robin/acme", "dana/acme")
    lead.ok("team", "conflicts", "--apart", "dana/acme", "robin/acme")
    assert lead.ok("config", "get", "team.apart") == "dana/acme robin/acme\n"
    assert [row["certainty"] for row in lead.json("team", "conflicts")] == ["likely"]
    assert pull(lead).err == ""
    assert rows_of(lead.folder / "team.db", "SELECT code, name FROM account WHERE code LIKE 'acme%'") == [
        ("acme-dana", "Acme Robotics (dana)"),
        ("acme-robin", "Acme Robotics (robin)"),
    ]


def test_conflicts_need_a_reader(two: tuple[Cli, Cli], refused: Callable[[Result, int], str]) -> None:
    said = refused(two[0]("team", "conflicts"), 6)
    assert said == (
        "am: no right on the server: dana doesn't read all books."
        " Ask its administrator: am team grant dana --role reader"
    )


def test_an_id_of_a_source_makes_two_accounts_one_whatever_their_names(team: Team, lead: Cli) -> None:
    dana, robin = team.joined("dana"), team.joined("robin")
    for cli, name in ((dana, "Acme"), (robin, "Akme International")):
        (cli.folder / "accounts.csv").write_text(f"name,source id\n{name},77\n")
        cli.ok("import", str(cli.folder / "accounts.csv"), "--source", "crm", "--yes")
        cli.ok("team", "push")
    (row,) = lead.json("team", "conflicts")
    assert (row["certainty"], row["why"], row["counted"]) == ("same", "one id of crm", "dana/acme")
    pull(lead)
    refs = rows_of(lead.folder / "team.db", "SELECT source, source_id FROM source_ref")
    assert refs == [("dana/crm", "77")]


def test_an_account_on_its_way_is_in_one_book(team: Team, lead: Cli) -> None:
    """After a take and before the sender has seen it, both books have it: the taker's id of it says so."""
    dana, robin = team.joined("dana"), team.joined("robin")
    dana.ok("account", "add", "Acme", "--code", "acme")
    robin.ok("account", "add", "Taken in", "--code", "taken")
    number = team.one("SELECT id::text FROM am.book WHERE name = 'dana'")
    with closing(sqlite3.connect(robin.book)) as db, db:
        db.execute(
            'INSERT INTO source_ref(kind, "row", source, source_id) VALUES (?, ?, ?, ?)',
            ("account", 1, f"team:{number}", "1"),
        )
    for cli in (dana, robin):
        cli.ok("team", "push")
    (row,) = lead.json("team", "conflicts")
    assert row["certainty"] == "same"
    assert pull(lead).err.splitlines() == [ONCE]


def test_products_of_one_name_are_one(two: tuple[Cli, Cli], lead: Cli) -> None:
    dana, robin = two
    robin.ok("product", "add", "CORE plus")
    dana.ok("product", "add", "Core Plus")
    for cli in two:
        cli.ok("contract", "add", "crg", "-v", "5k", "--starts", "2026-01-01", "--term", "12m",
               "--product", "core plus")  # fmt: skip
        cli.ok("team", "push")
    pull(lead)
    path = lead.folder / "team.db"
    assert rows_of(path, "SELECT name FROM product ORDER BY name") == [("Core",), ("Core Plus",)]
    query = "SELECT count(*) FROM contract k JOIN product p ON p.id = k.product_id WHERE p.name = ?"
    assert rows_of(path, query.replace("?", "'Core Plus'")) == [(2,)]


def test_targets_add_up_and_ratios_stay_their_owners(two: tuple[Cli, Cli], lead: Cli) -> None:
    dana, robin = two
    dana.ok("target", "set", "2026-Q1", "renewals", "100k")
    dana.ok("target", "set", "2026-Q1", "renewals", "30k", "--owner", "kim")
    robin.ok("target", "set", "2026-Q1", "renewals", "50k")
    robin.ok("target", "set", "2026-Q1", "renewals", "20k", "--owner", "Kim")
    robin.ok("target", "set", "2026-Q1", "renewals", "70k", "--owner", "dana")
    dana.ok("target", "set", "2026-Q1", "nrr", "104%")
    robin.ok("target", "set", "2026-Q1", "nrr", "110%")
    for cli in two:
        cli.ok("team", "push")
    pull(lead)
    path = lead.folder / "team.db"
    rows = rows_of(
        path, "SELECT metric, owner, value FROM target ORDER BY metric, coalesce(owner, ''), value"
    )
    assert rows == [
        ("nrr", "dana", 10_400), ("nrr", "robin", 11_000),
        ("renewals", None, 15_000_000), ("renewals", "dana", 10_000_000),
        ("renewals", "kim", 5_000_000), ("renewals", "robin", 5_000_000),
    ]  # fmt: skip
    there = Cli(lead.folder, path)
    found = json_of(there, "forecast", "--period", "2026-Q1")["targets"]
    assert [(each["metric"], each["value"], each["owner"]) for each in found] == [
        ("nrr", 1.04, "dana"), ("nrr", 1.1, "robin"), ("renewals", 150_000, None),
    ]  # fmt: skip


def json_of(cli: Cli, *words: str) -> Any:
    import json

    return json.loads(cli(*words, "-o", "json").out)


def side(row: int, book: str, name: str = "Acme", domain: str | None = None, *ids: str) -> Side:
    code = f"c{row}"
    return Side(row, book, code, name, code, name.casefold(), domain, frozenset(("s", each) for each in ids))


def test_what_two_accounts_must_share() -> None:
    for one, other, wanted in (
        (side(1, "a"), side(2, "b"), "same"),
        (side(1, "a"), side(2, "a"), None),
        (side(1, "a", domain="x.example"), side(2, "b"), "same"),
        (side(1, "a", domain="x.example"), side(2, "b", domain="x.example"), "same"),
        (side(1, "a", domain="x.example"), side(2, "b", domain="y.example"), None),
        (side(1, "a", "Acme", "x.example"), side(2, "b", "Other", "x.example"), "likely"),
        (side(1, "a", "Acme", "gmail.com"), side(2, "b", "Other", "gmail.com"), None),
        (side(1, "a", "Acme", "x.example", "1"), side(2, "b", "Other", "y.example", "1"), "same"),
        (side(1, "a", "Acme"), side(2, "b", "Other"), None),
    ):
        found = pairs([one, other])
        assert [each.certainty for each in found] == ([] if wanted is None else [wanted]), (one, other)
        assert pairs([one, other], {frozenset((one.ref, other.ref))}) == []


def test_which_of_two_is_counted() -> None:
    one, other = side(1, "a"), side(2, "b")
    for mine, theirs, wanted in (
        (Worth("2026-01-01", 1), Worth("2026-01-02", 0), one),
        (Worth("2026-01-02", 0), Worth("2026-01-01", 1), other),
        (Worth("2026-01-01", 0), Worth(None, 9), other),
        (Worth("2026-01-01", 1), Worth("2026-01-01", 2), one),
        (Worth(None, 1), Worth(None, None), other),
        (Worth(None, None), Worth(None, None), other),
    ):
        out = left_out(pairs([one, other]), {1: mine, 2: theirs})
        assert list(out) == [wanted.row], (mine, theirs)


def test_of_three_books_one_counts_and_two_accounts_of_one_book_stay_two() -> None:
    three = [side(1, "a"), side(2, "b"), side(3, "c")]
    worth = {1: Worth(None, 1), 2: Worth("2026-01-01", 1), 3: Worth(None, 2)}
    found = pairs(three)
    out = left_out(found, worth)
    assert {row: each.book for row, each in out.items()} == {1: "b", 3: "b"}
    assert {counted(each, out) for each in found} == {"b/c2"}
    twice = [
        side(1, "a", "One", None, "x"),
        side(2, "a", "Two", None, "y"),
        side(3, "b", "Both", None, "x", "y"),
    ]
    for newest, kept in ((3, {3}), (1, {1, 2})):
        worth = {row: Worth("2026-01-01" if row == newest else None, 0) for row in (1, 2, 3)}
        assert {1, 2, 3} - set(left_out(pairs(twice), worth)) == kept
    likely = Pair("likely", "", three[0], three[1])
    assert counted(likely, out) is None


def test_books_that_know_only_themselves_are_as_they_are(tmp_path: Path, sample_book: Path) -> None:
    from tests.team.rollups import roll_up

    made = roll_up(tmp_path / "team.db", {"dana": sample_book})
    assert (made.accounts, made.rollup.left_out) == (40, ())
    renamed = "SELECT value FROM setting WHERE key = 'book.rollup.codes'"
    assert rows_of(tmp_path / "team.db", renamed) == [("{}",)]
