"""A score on a roll-up is the one that its owner sees: what it takes from its whole book is taken from the
book that it came from. Kim's book has no touch within a year, robin's has many issues."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from amcli.facts.signs import of_books
from tests.rollup.books import NAMES, opened
from tests.support import Cli, OneConnection
from tests.team.rollups import roll_up

SAME = (
    "score", "health", "evidence", "reasons", "limit", "no_points", "undefined", "unknown", "trend",
    "days_overdue", "state", "due_on", "next_step", "last_touch_on", "arr",
)  # fmt: skip


@pytest.fixture(scope="module")
def unequal(
    three_books: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Cli, dict[str, Cli]]]:
    """The roll-up and the books, of which robin's has many more issues than others."""
    folder = tmp_path_factory.mktemp("unequal")
    shutil.copyfile(three_books / "config.toml", folder / "config.toml")
    own = {}
    for name in NAMES:
        place = folder / name
        place.mkdir()
        shutil.copyfile(three_books / "config.toml", place / "config.toml")
        shutil.copyfile(three_books / f"{name}.db", place / "book.db")
        own[name] = Cli(place, place / "book.db", OneConnection(place / "book.db"))
    with opened(own["robin"].book) as db:
        add_issues(db)
    roll_up(folder / "team.db", {name: each.book for name, each in own.items()})
    team = Cli(folder, folder / "team.db", OneConnection(folder / "team.db"))
    yield team, own
    for each in (team, *own.values()):
        each.let_go()


@pytest.fixture(scope="module")
def codes(unequal: tuple[Cli, dict[str, Cli]]) -> dict[tuple[str, str], str]:
    """What each account is called on the roll-up, by its book and its code there."""
    team, own = unequal
    return {
        (name, row["code"]): team.json("show", f"{name}/{row['code']}")["code"]
        for name, each in own.items()
        for row in each.json("account", "list", "--all")
    }


def add_issues(db: sqlite3.Connection) -> None:
    """Three issues of the last weeks at most accounts: what is usual there isn't elsewhere."""
    rows = [row for (row,) in db.execute("SELECT id FROM account")]
    for row, number in product(rows, range(3)):
        db.execute(
            "INSERT INTO issue(account_id, title, severity, category, opened_on, created_at, updated_at)"
            " VALUES (?, ?, 'medium', 'product', ?, ?, ?)",
            (row, f"Fault {number}", f"2026-02-{10 + number}", *["2026-02-15T08:00:00.000Z"] * 2),
        )


def by_owner(
    team: Cli, own: dict[str, Cli], codes: dict[tuple[str, str], str], *argv: str
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The rows of a list on the roll-up beside those of the books, in the order within each."""
    pairs = []
    every = team.json(*argv)
    for name, each in own.items():
        mine = {code for (of, _), code in codes.items() if of == name}
        there = [row for row in every if row["account"] in mine]
        here = each.json(*argv)
        assert [row["account"] for row in there] == [codes[name, row["account"]] for row in here]
        pairs += list(zip(there, here, strict=True))
    return pairs


@pytest.mark.parametrize("argv", [("risks", "--all"), ("checkins", "--all"), ("checkins",)], ids=" ".join)
def test_each_row_is_that_of_its_own_book(
    unequal: tuple[Cli, dict[str, Cli]], codes: dict[tuple[str, str], str], argv: tuple[str, ...]
) -> None:
    team, own = unequal
    pairs = by_owner(team, own, codes, *argv)
    assert len(pairs) > 15
    for there, here in pairs:
        same = [name for name in SAME if name in here and name not in ("reasons", "arr")]
        assert {name: there[name] for name in same} == {name: here[name] for name in same}
        if "reasons" in here:
            assert [row["text"] for row in there["reasons"]] == [row["text"] for row in here["reasons"]]
            assert [row["points"] for row in there["reasons"]] == [row["points"] for row in here["reasons"]]


def test_what_is_usual_is_read_of_each_book(unequal: tuple[Cli, dict[str, Cli]]) -> None:
    from amcli.context import Run

    team, own = unequal
    run = Run(["today"], team.environ("2026-03-02"))
    try:
        found = of_books(run.world)
    finally:
        run.close()
    assert sorted(found) == [1, 2, 3]
    assert [found[number].silent for number in (1, 2, 3)] == [False, True, False]
    assert found[3].usual_load > found[1].usual_load
    for number, name in enumerate(NAMES, 1):
        run = Run(["today"], own[name].environ("2026-03-02"))
        try:
            assert of_books(run.world) == {0: found[number]}
        finally:
            run.close()


def test_a_book_without_talks_is_said_to_have_none_and_the_others_are_overdue(
    unequal: tuple[Cli, dict[str, Cli]],
) -> None:
    team, _ = unequal
    late = team.json("checkins")
    assert late
    assert not {row["owner"] for row in late} & {"kim"}
    found = team.json("today", "--all")
    assert found["silent"] == 11  # and one is leaving
    rows = team.json("sql", "SELECT account, state FROM checkins")
    assert {row["state"] for row in rows if row["account"].endswith(("-inc", "-kim"))} == {"ok"}
    assert "overdue" in {row["state"] for row in rows}


def test_single_scores_are_those_of_the_book(unequal: tuple[Cli, dict[str, Cli]]) -> None:
    team, own = unequal
    for name, each in own.items():
        for code in each.ok("account", "list", "-o", "ids").split()[:6]:
            here, there = each("risks", code, "-o", "json"), team("risks", f"{name}/{code}", "-o", "json")
            assert here.code == there.code
            if here.code == 0:
                one, other = json.loads(here.out), json.loads(there.out)
                for field in ("score", "health", "evidence"):
                    assert one[field] == other[field]
