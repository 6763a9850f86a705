"""`python -m benchmarks.teams`: what a team's server costs, beside the bare ways that send the same rows. It
measures the program of this environment, with the extra `team`, on a PostgreSQL that it starts for itself.

The server's CPU is that of all its processes; nothing else uses it meanwhile.
"""

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.team.postgres import ADMIN, Postgres

from benchmarks.books import PLACE, RECIPES, SMALL, settle
from benchmarks.installed import environment, quietly
from benchmarks.measure import MAXRSS_UNIT

AM = Path(sys.executable).with_name("am")
TICKS = os.sysconf("SC_CLK_TCK")
MB = 1_000_000
LOGIN, DATABASE, BARE = "dana", "team", "bare"
SETTINGS = {"shared_buffers": "512MB", "autovacuum": "off", "max_wal_size": "8GB", "checkpoint_timeout": "1h"}
# The same rows by the shortest way: a loop from SQLite into COPY, by the owner of tables without checks.
LOOP = """
import sqlite3, sys, psycopg
book, url, number, *tables = sys.argv[1:]
db = sqlite3.connect(book)
with psycopg.connect(url) as server:
    for table in tables:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
        names = ", ".join(f'"{each}"' for each in columns)
        into = f"COPY am.{table} (book, {names}) FROM STDIN"
        with server.cursor() as cursor, cursor.copy(into) as copy:
            for row in db.execute(f'SELECT {names} FROM "{table}" ORDER BY id'):
                copy.write_row((number, *row))
"""
# The rows of a roll-up by the shortest way: a loop into the same tables with the same indexes.
COPY = """
import sqlite3, sys
source, target = map(sqlite3.connect, sys.argv[1:])
target.execute("PRAGMA journal_mode = OFF")
kept = source.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('table', 'index')"
                      " AND sql <> '' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'"
                      " ORDER BY type DESC")
names = []
for kind, name, sql in kept.fetchall():
    target.execute(sql)
    names += [name] if kind == "table" else []
with target:
    for name in names:
        rows = source.execute(f'SELECT * FROM "{name}" ORDER BY rowid')
        marks = ", ".join("?" * len(rows.description))
        target.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
"""
ONE = "import psycopg, sys; psycopg.connect(sys.argv[1]).execute('SELECT 1')"


class Cost(NamedTuple):
    """A process: its CPU, the server's meanwhile, both in seconds, and the most memory it held, in MB."""

    client: float
    server: float
    peak: float


class Line(NamedTuple):
    """A row of the table: what, its figure, the most that it may be (None: only told), and the unit."""

    what: str
    figure: float
    limit: float | None
    unit: str = "x"


class Place(NamedTuple):
    """A server with the schema and with bare tables, and a book that has joined."""

    server: Postgres
    environ: Mapping[str, str]
    book: Path
    tables: Sequence[str]

    @property
    def url(self) -> str:
        return self.server.url(LOGIN, DATABASE)

    def am(self, *words: str) -> Cost:
        return self.cost([str(AM), *words])

    def loop(self) -> Cost:
        """The bare loop, into empty tables."""
        self.server.sql(BARE, f"TRUNCATE {', '.join(f'am.{each}' for each in self.tables)}", login=ADMIN)
        number = "00000000-0000-4000-8000-000000000000"
        url = self.server.url(ADMIN, BARE)
        return self.cost([sys.executable, "-c", LOOP, str(self.book), url, number, *self.tables])

    def cost(self, argv: Sequence[str]) -> Cost:
        """What a process costs. Once it has ended the server's process for it ends, too."""
        before, there = self.spent(), self.children()
        process = subprocess.Popen(argv, env=dict(self.environ), stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(argv)} failed")
        while not self.children() <= there:
            time.sleep(0.01)
        client = usage.ru_utime + usage.ru_stime
        return Cost(client, self.spent() - before, usage.ru_maxrss * MAXRSS_UNIT / MB)

    def children(self) -> set[int]:
        found = Path(f"/proc/{self.postmaster}/task/{self.postmaster}/children").read_text()
        return set(map(int, found.split()))

    @property
    def postmaster(self) -> int:
        return int((self.server.data / "postmaster.pid").read_text().split()[0])

    def spent(self) -> float:
        """The CPU of the server until now: of the processes that run and of those that have ended."""
        ticks = 0
        for pid in (self.postmaster, *self.children()):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11 : 15 if pid == self.postmaster else 13]))
        return ticks / TICKS


def whole(place: Place, rounds: int) -> Iterator[Line]:
    """A first push and one over it, each beside the bare loop; leaving and joining again in between."""
    first, over, bare = [], [], []
    for number in range(rounds):
        if number:
            place.am("team", "leave", "--yes")
            place.am("team", "join")
        place.server.sql(DATABASE, "VACUUM")
        bare.append(place.loop())
        first.append(place.am("team", "push"))
        bare.append(place.loop())
        over.append(place.am("team", "push", "--full"))
    theirs = median(each.server for each in bare)
    loop = median(each.client for each in bare)
    client = median(each.client for each in first)
    yield Line("first full push, the server, by COPY alone", of_server(first) / theirs, 2.5)
    yield Line("full push over another, the server, by the same", of_server(over) / theirs, 3.5)
    yield Line("first full push, the client, by a bare loop into COPY", client / loop, 2)
    yield Line("full push, the most memory", max(each.peak for each in (*first, *over)), 200, "MB")
    yield Line("first full push, both together", client + of_server(first), 60, "s")


def of_server(costs: Sequence[Cost]) -> float:
    return median(each.server for each in costs)


def little(place: Place, rounds: int) -> Iterator[Line]:
    """A push of 100 changed rows, and one of nothing, each beside a process that selects 1."""
    some, none = [], []
    place.am("team", "push")
    for number in range(rounds):
        one = place.cost([sys.executable, "-c", ONE, place.url]).client
        change(place, number)
        some.append(place.am("team", "push").client / one)
        one = place.cost([sys.executable, "-c", ONE, place.url]).client
        none.append(place.am("team", "push").client / one)
    yield Line("push of 100 changed rows, by a process that selects 1", median(some), 1.5)
    yield Line("push of nothing, by the same", median(none), 1.2)


def change(place: Place, number: int) -> None:
    """A hundred changed accounts, as another program changes them: the book journals that, too."""
    with closing(sqlite3.connect(place.book)) as db, db:
        some = "id IN (SELECT id FROM account ORDER BY id LIMIT 100)"
        db.execute(f"UPDATE account SET region = ? WHERE {some}", [f"Round {number}"])


def together(place: Place, rounds: int) -> Iterator[Line]:
    """A pull of ten books, beside a loop that copies the rows that it made; lists of what it made, beside
    those of a book of one's own with the same rows."""
    join_ten(place)
    made, own = place.book.with_name("team.db"), place.book.with_name("own.db")
    pulls, loops = [], []
    for _ in range(rounds):
        pulls.append(place.am("team", "pull", "-q", "--to", str(made)))
        own.unlink(missing_ok=True)
        loops.append(place.cost([sys.executable, "-c", COPY, str(made), str(own)]))
    client = median(each.client for each in pulls)
    loop = median(each.client for each in loops)
    yield Line("pull of ten books, by a loop that copies its rows", client / loop, 2)
    yield Line("pull of ten books, the most memory", max(each.peak for each in pulls), 250, "MB")
    yield Line("pull of ten books", client, 120, "s")
    make_own(made, own)
    for words in (("checkins",), ("renewals",), ("tasks",), ("risks",), ("account", "list")):
        mine, theirs = [], []
        for _ in range(3 * rounds):
            theirs.append(place.am("--book", str(made), *words, "-o", "json").client)
            forget_day(own)
            mine.append(place.am("--book", str(own), *words, "-o", "json").client)
        said = f"{' '.join(words)} of ten books, by the first of a day of one's own"
        yield Line(said, median(theirs) / median(mine), 1.1)


def join_ten(place: Place) -> None:
    """Ten books of a thousand accounts, each with names of its own, pushed by one login that reads all."""
    place.server.sql("postgres", f"GRANT am_reader TO {LOGIN}")
    quietly([str(AM), "team", "leave", "--yes"], place.environ)
    home = place.book.with_name("ten")
    home.mkdir()
    size = json.dumps(SMALL["B"] if place.book.stat().st_size < 20 * MB else RECIPES["B"].size)
    for number in range(10):
        book = home / f"book{number}.db"
        environ = {**place.environ, "AMCLI_BOOK": str(book), "AMCLI_CONFIG": str(home / f"{number}.toml")}
        quietly([str(AM), "init", "--currency", "EUR"], environ)
        quietly([sys.executable, "-m", "benchmarks.fill", str(book), size, time.strftime("%Y-%m-%d")])
        with closing(sqlite3.connect(book)) as db, db:
            for each in ("code", "name"):
                both = f"{each} = {each} || '-{number}', {each}_folded = {each}_folded || '-{number}'"
                db.execute(f"UPDATE account SET {both}")
        url = place.server.url(LOGIN, DATABASE)
        quietly([str(AM), "team", "join", url, "--as", f"book{number}"], environ)
        quietly([str(AM), "team", "push", "-q"], environ)
        book.unlink()


def make_own(made: Path, own: Path) -> None:
    """A book of one's own with the rows of a roll-up."""
    from amcli.storage.connection import APPLICATION_ID

    shutil.copyfile(made, own)
    with closing(sqlite3.connect(own)) as db, db:
        db.execute("DELETE FROM setting WHERE key = 'book.rollup'")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def forget_day(own: Path) -> None:
    """Let a book know nothing of today, as a roll-up doesn't: nothing is kept in one."""
    with closing(sqlite3.connect(own)) as db, db:
        db.execute("DELETE FROM day_state")
        db.execute('DELETE FROM health WHERE "on" >= ?', (time.strftime("%Y-%m-%d"),))


PARTS: Sequence[tuple[Callable[[Place, int], Iterator[Line]], int]] = (
    (whole, 1), (little, 5), (together, 1),
)  # fmt: skip


def prepared(home: Path, server: Postgres, *, small: bool) -> Place:
    """The largest book, of a team on a server that is set up as one would."""
    from amcli.storage.models.server import tables
    from amcli.team.layout import table_statements

    environ = dict(environment(home))
    quietly([str(AM), "init", "--currency", "EUR"], environ)
    size = json.dumps(SMALL["B"] if small else RECIPES["L"].size)
    quietly([sys.executable, "-m", "benchmarks.fill", str(home / PLACE), size, time.strftime("%Y-%m-%d")])
    settle(home / PLACE)
    for name, value in SETTINGS.items():
        server.sql("postgres", f"ALTER SYSTEM SET {name} = '{value}'")
    server.stop()
    server.start()
    server.prepare()
    for name in (DATABASE, BARE):
        server.create(name)
    quietly([str(AM), "team", "init", server.url(ADMIN, DATABASE)], environ)
    server.sql("postgres", f"GRANT am_writer TO {LOGIN}")
    server.sql(BARE, "CREATE SCHEMA am", login=ADMIN)
    for of in tables():
        bare = of._replace(columns=tuple(each._replace(check="") for each in of.columns))
        for statement in table_statements(bare):
            if "ROW LEVEL SECURITY" not in statement:
                server.sql(BARE, statement, login=ADMIN)
    quietly([str(AM), "team", "join", server.url(LOGIN, DATABASE), "--as", LOGIN], environ)
    return Place(server, environ, home / PLACE, [of.name for of in tables()])


def told(each: Line) -> str:
    """A row of the table."""
    most = "" if each.limit is None else f"at most {each.limit:g}"
    said = "" if each.limit is None or each.figure <= each.limit else "  MORE THAN IT MAY BE"
    return f"{each.what:<62} {each.figure:8.2f} {each.unit:<3} {most}{said}"


def main() -> None:
    """Measure, and print the table; exit 1 where something costs more than it may."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.teams", description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tiny book, which judges nothing")
    parser.add_argument("--rounds", type=int, default=1, help="so many times as many rounds")
    parser.add_argument("--part", choices=[made.__name__ for made, _ in PARTS], help="only this part")
    given = parser.parse_args()
    server = Postgres()
    lines = []
    try:
        with tempfile.TemporaryDirectory(prefix="amcli-teams-") as folder:
            place = prepared(Path(folder), server, small=given.small)
            for made, rounds in PARTS:
                if given.part not in (None, made.__name__):
                    continue
                for line in made(place, rounds * given.rounds):
                    lines.append(line)
                    print(told(line), flush=True)
    finally:
        server.close()
    over = [each for each in lines if each.limit is not None and each.figure > each.limit]
    sys.exit(bool(over) and not given.small)


if __name__ == "__main__":
    main()
