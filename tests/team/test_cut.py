"""A push that is cut off, at any moment and by anything: nothing half, nothing twice, the next one whole."""

import os
import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.profiles import is_nightly
from tests.support import Cli
from tests.team.conftest import Team
from tests.team.relay import NEVER, Relay, killed
from tests.team.two import Two
from tests.torture.ended import can_mount, fill_up, small_disk

ROUNDS = "SELECT DISTINCT region FROM am.account"
WORDS = "SELECT count(*) FROM am.interaction WHERE summary LIKE 'Words of round %'"
WAYS = {"what changed": ["team", "push"], "all": ["team", "push", "--full"]}


class Place(NamedTuple):
    """Dana's book, which reaches its server over a relay; rounds so far; dice."""

    team: Team
    dana: Cli
    relay: Relay
    dice: random.Random

    def change(self, number: int) -> None:
        """A change of every account, and one of other tables."""
        self.dana.ok("account", "edit", "--all", "--region", f"round {number}", "--yes")
        self.dana.ok("log", "acme", f"Words of round {number}", "-n", "Write back")

    def size(self, argv: list[str]) -> int:
        """How many bytes a push takes, both ways."""
        self.relay.set(NEVER, lambda: None)
        self.dana.ok(*argv)
        return self.relay.passed

    def look(self, number: int) -> None:
        """What is on the server is of one round, and the next push ends it."""
        assert self.team.sql(ROUNDS, login="dana") in ([(f"round {number - 1}",)], [(f"round {number}",)])
        words = self.team.one(
            "SELECT count(*) FROM am.interaction WHERE summary LIKE 'Words of round %'", login="dana"
        )
        assert self.team.sql(ROUNDS, login="dana") == [(f"round {words}",)]
        self.relay.set(NEVER, lambda: None)
        self.dana.ok("team", "push")
        self.dana.ok("team", "check")
        assert self.team.sql(ROUNDS, login="dana") == [(f"round {number}",)]


def place_of(team: Team, dana: Cli) -> Iterator[Place]:
    relay = Relay(team.server)
    dana.ok("config", "set", "team.url", relay.url("dana", team.database))
    found = Place(team, dana, relay, random.Random(None if is_nightly() else 7))
    found.change(1)
    found.dana.ok("team", "push")
    yield found
    relay.close()


@pytest.fixture
def place(team: Team, dana: Cli) -> Iterator[Place]:
    yield from place_of(team, dana)


@pytest.fixture
def place_on_two(two: Two, team: Team, sample_book: Path) -> Iterator[Place]:
    yield from place_of(team, two.joined("dana", sample_book))


def attempts(place: Place, many: int, once: Callable[[int, list[str], int], None]) -> None:
    """So many pushes of the two kinds in turn, each ended somewhere on its way, the first before it began and
    the second when all was sent."""
    sizes = {}
    for name, argv in WAYS.items():
        place.change(2 + len(sizes))
        sizes[name] = place.size(argv)
    for number in range(len(WAYS) + 2, len(WAYS) + 2 + many):
        place.change(number)
        name = list(WAYS)[number % 2]
        at = number - len(WAYS) - 2
        until = {0: 0, 1: sizes[name] - 40}.get(at, place.dice.randrange(sizes[name]))
        once(number, WAYS[name], until)
        place.look(number)


def test_a_push_that_is_killed_leaves_nothing_or_all(place: Place) -> None:
    environ = {**os.environ, **place.dana.environ("2026-03-02")}
    codes = []

    def once(number: int, argv: list[str], until: int) -> None:
        codes.append(killed(place.relay, until, argv, environ))

    attempts(place, 220 if is_nightly() else 6, once)
    assert set(codes) <= {-9, 0}
    assert codes.count(-9) > len(codes) * 3 // 4


def test_a_push_whose_connection_is_cut_leaves_nothing_or_all(place: Place, refused) -> None:
    place.team.sql(f"REVOKE TEMP ON DATABASE {place.team.database} FROM PUBLIC")
    cut = []

    def once(number: int, argv: list[str], until: int) -> None:
        place.relay.set(until, place.relay.cut)
        found = place.dana(*argv)
        if place.relay.reached and found.code:
            cut.append(refused(found, 6))

    attempts(place, 100 if is_nightly() else 6, once)
    assert len(cut) >= 4
    assert all("it ended the connection." in each for each in cut), cut


def test_a_push_whose_server_is_restarted_leaves_nothing_or_all(place: Place, refused) -> None:
    stopped = []

    def once(number: int, argv: list[str], until: int) -> None:
        stopping = threading.Thread(target=place.team.server.stop)
        place.relay.set(until, stopping.start)
        found = place.dana(*argv)
        if place.relay.reached:
            stopping.join()
            place.team.server.start()
            stopped.append(refused(found, 6))

    attempts(place, 30 if is_nightly() else 3, once)
    assert len(stopped) >= 2
    assert all("it ended the connection." in each for each in stopped), stopped


def test_a_push_to_two_servers_that_is_killed_leaves_nothing_or_all(place_on_two: Place) -> None:
    environ = {**os.environ, **place_on_two.dana.environ("2026-03-02")}

    def once(number: int, argv: list[str], until: int) -> None:
        assert killed(place_on_two.relay, until, argv, environ) in (-9, 0)

    attempts(place_on_two, 40 if is_nightly() else 2, once)


@contextmanager
def full_disk(team: Team, folder: Path) -> Iterator[None]:
    """The interactions are on a disk of their own, which is full: where this process may mount one. Elsewhere
    the server says so of a disk that isn't."""
    if not can_mount(folder):
        team.sql(SAYING)
        yield
        team.sql("DROP TRIGGER full_disk ON am.interaction; DROP FUNCTION full_disk()")
        return
    with small_disk(team.server.folder / "small", 16_000_000) as place:
        shutil.chown(place, team.server.user)
        team.sql(f"CREATE TABLESPACE small LOCATION '{place}'")
        team.sql("ALTER TABLE am.interaction SET TABLESPACE small")
        fill_up(place, 4096)
        yield
        (place / "filler").unlink()
        team.sql("ALTER TABLE am.interaction SET TABLESPACE pg_default")
        team.sql("DROP TABLESPACE small")


SAYING = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON am.interaction FOR EACH ROW EXECUTE FUNCTION full_disk()"""


def test_a_push_of_which_the_server_has_no_room_leaves_nothing(place: Place, refused, tmp_path: Path) -> None:
    team, dana = place.team, place.dana
    states = ("SELECT count(*), max(id) FROM am.interaction", "SELECT pushed_txn, pushed_at FROM am.book")
    before = [team.sql(each) for each in states]
    words = " ".join(str(place.dice.random()) for _ in range(3000))
    dana.ok("log", "acme", words)
    with full_disk(team, tmp_path):
        for more in ((), ("--full",)):
            assert "its disk is full." in refused(dana("team", "push", *more), 6)
            assert [team.sql(each) for each in states] == before
    dana.ok("team", "push")
    dana.ok("team", "check")
    assert team.one("SELECT summary FROM am.interaction ORDER BY id DESC LIMIT 1") == words
