"""A handover that is cut off at any moment, by a kill or by the server: the account counts once for whoever
looks, and the next run is whole."""

import json
import os
import random
import subprocess
import threading
import time
from collections import Counter
from contextlib import suppress

import psycopg
import pytest

from tests.forkserver import PROGRAM
from tests.profiles import is_nightly
from tests.support import Cli, rows_of
from tests.team.conftest import Team
from tests.team.handing import COUNTED, content, counted, holders, pushed

ROUNDS = 70
ACTS = ("send", "take", "push")


class Watch(threading.Thread):
    """Somebody who reads all books, looks all the time, and notes how often the account counts."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.seen, self.over = url, Counter[int](), threading.Event()

    def run(self) -> None:
        while not self.over.is_set():
            with suppress(psycopg.OperationalError), psycopg.connect(self.url, autocommit=True) as connection:
                while not self.over.is_set():
                    ((found,),) = connection.execute(COUNTED.encode()).fetchall()
                    self.seen[found] += 1


@pytest.fixture
def watch(team: Team) -> Watch:
    return Watch(team.url("lead"))


def small(team: Team, name: str) -> Cli:
    """A small book of the team."""
    cli = team.joined(name)
    cli.ok("account", "add", f"Firm of {name}")
    cli.ok("team", "push")
    return cli


def filled(cli: Cli) -> None:
    """An account with a little of everything."""
    cli.ok("account", "add", "Acme Robotics", "--code", "acme", "--tier", "key")
    cli.ok("contact", "add", "acme", "Jane Orr", "--email", "jane@acme.example", "--role", "champion")
    cli.ok("contract", "add", "acme", "--value", "66k", "--starts", "2026-01-01", "--ends", "2026-12-31")
    for number in range(30):
        cli.ok("log", "acme", f"Call {number}", "-w", "jane", "-n", f"Step {number}")
    cli.ok("team", "push")


def killed(cli: Cli, argv: list[str], after: float, chance: random.Random, team: Team, login: str) -> str:
    """Run a command, and end it or its connection after some seconds; gives how it went."""
    environ = {**os.environ, **cli.environ("2026-03-02")}
    process = subprocess.Popen(
        [str(PROGRAM), *argv], env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=after)
        return "done"
    how = chance.choice(("kill", "cut"))
    if how == "kill":
        process.kill()
    else:
        team.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", (login,))
    _, said = process.communicate(timeout=60)
    assert b"Traceback" not in said, said
    return how


@pytest.mark.parametrize("seed", range(1, 4 if is_nightly() else 2))
def test_cut_off_anywhere_it_counts_once_and_the_next_run_is_whole(
    team: Team, watch: Watch, seed: int
) -> None:
    chance = random.Random(seed)
    books = {name: small(team, name) for name in ("dana", "robin")}
    filled(books["dana"])
    whole = content(books["dana"].book)
    began = time.monotonic()
    subprocess.run([str(PROGRAM), "team", "push"], env={**os.environ, **books["dana"].environ("2026-03-02")},
                   check=True, capture_output=True)  # fmt: skip
    usual = time.monotonic() - began
    how: Counter[str] = Counter()
    watch.start()
    for number in range(ROUNDS):
        giver, taker = ("dana", "robin") if number % 2 == 0 else ("robin", "dana")
        lines = {"send": ["team", "send", "acme", "--to", taker], "take": ["team", "take", "acme"],
                 "push": ["team", "push"]}  # fmt: skip
        for act in ACTS:
            name = taker if act == "take" else giver
            how[killed(books[name], lines[act], usual * chance.uniform(0.2, 1.6), chance, team, name)] += 1
            if chance.random() < 0.5:
                other = taker if name == giver else giver
                pushed(books[other], "-q")
            assert books[name](*lines[act]).code in (0, 5), (act, name)
        pushed(books[taker])
        assert holders(team) == [taker]
        for each in books.values():
            each.ok("team", "check")
        assert rows_of(books[giver].book, "SELECT count(*) FROM account WHERE code LIKE 'acme%'") == [(0,)]
    watch.over.set()
    watch.join()
    assert set(watch.seen) == {1}, watch.seen
    assert watch.seen[1] > 20
    assert how["kill"] + how["cut"] > ROUNDS // 2, how
    found = content(books["robin" if ROUNDS % 2 else "dana"].book)
    assert len(found.pop("handoff")) >= 1
    assert {table: len(rows) for table, rows in found.items()} == {
        table: len(rows) for table, rows in whole.items()
    }
    assert found["interaction"] == whole["interaction"]
    assert found["contract"] == whole["contract"]
    assert counted(team) == 1
    for each in books.values():
        each.ok("doctor")


@pytest.mark.parametrize("seed", range(1, 21 if is_nightly() else 3))
def test_whatever_both_sides_do_in_between_nothing_is_lost_or_there_twice(
    team: Team, watch: Watch, seed: int
) -> None:
    """Undo and redo on both sides, pushes in any order, taking back, words that either writes meanwhile."""
    chance = random.Random(seed)
    books = {name: small(team, name) for name in ("dana", "robin")}
    filled(books["dana"])
    said: set[str] = set()
    watch.start()
    for step in range(60 if is_nightly() else 25):
        name = chance.choice(("dana", "robin"))
        other = "robin" if name == "dana" else "dana"
        cli = books[name]
        act = chance.choice(("send", "take", "push", "push", "log", "undo", "redo", "status"))
        if act == "log":
            has = cli("show", "acme").code == 0
            if has and cli("log", "acme", f"Words {step}").code == 0:
                said.add(f"Words {step}")
            continue
        if act == "undo":
            newest = rows_of(
                cli.book, "SELECT id, command FROM txn WHERE undoing = 0 ORDER BY id DESC LIMIT 1"
            )
            if newest and str(newest[0][1]).startswith(("team take", "team push", "team status")):
                cli("undo", str(newest[0][0]))
            continue
        line = {"send": ("team", "send", "acme", "--to", other), "take": ("team", "take", "acme"),
                "push": ("team", "push"), "redo": ("redo",), "status": ("team", "status")}[act]  # fmt: skip
        found = cli(*line)
        assert found.code in (0, 3, 4, 5), (line, found)
    for name in ("dana", "robin", "dana", "robin"):
        pushed(books[name])
    for _ in range(3):  # what waits is taken, so that everything is somewhere
        for name, cli in books.items():
            for each in json.loads(cli("team", "take", "-o", "json").out):
                if each["to"] == name or each["in_book"] is None:
                    cli("team", "take", f"{each['from']}/{each['account']}")
            pushed(cli)
    watch.over.set()
    watch.join()
    assert max(watch.seen) <= 1, watch.seen
    there: set[str] = set()
    for cli in books.values():
        there |= {row for (row,) in rows_of(cli.book, "SELECT summary FROM interaction")}
        texts = [row for (row,) in rows_of(cli.book, "SELECT summary FROM interaction")]
        assert len(texts) == len(set(texts)), "there twice in one book"
        cli.ok("team", "check")
        cli.ok("doctor")
    assert said <= there, said - there
    assert counted(team) == 1
