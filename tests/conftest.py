"""Fixtures that all tests share: an empty book, and `am` on it in three ways."""

import gc
import os
import random
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies

from amcli.output import progress
from amcli.storage import connection, opening, schema
from amcli.vocabulary import OWNERS
from tests.forkserver import LONGEST
from tests.profiles import HERE, is_nightly, without_constants
from tests.support import (
    TODAY,
    Cli,
    OneConnection,
    Result,
    clean_environment,
    made_once,
    run_on_terminal,
    run_program,
)
from tests.tiers import is_fast, may_be_fast
from tools import docs

settings.load_profile(HERE)
UPGRADE = schema.upgrade
MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000  # bytes


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--shuffle 7` finds what depends on the order: files, and the tests of each, get another one."""
    parser.addoption("--shuffle", type=int, metavar="SEED", help="run the tests in an order made from SEED")


def pytest_configure(config: pytest.Config) -> None:
    """Books are made in memory where the machine has room for them: nothing then waits for a disk. What the
    tests start can be ended by each signal, also where they themselves run under `nohup` or behind a script.
    What a build makes is never older than the tree that is tested."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as what a script starts with `&` has it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if not hasattr(config, "workerinput"):
        docs.make_built()
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What has nothing of the fast tier isn't even read where that alone is asked for."""
    return True if config.option.markexpr == "fast" and not may_be_fast(collection_path) else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark those of the fast tier; bring them into another order where that is asked for."""
    for item in items:
        if is_fast(item):
            item.add_marker(pytest.mark.fast)
    seed = config.getoption("--shuffle")
    if seed is not None:
        place = dict(zip(items, random.Random(seed).sample(range(len(items)), len(items)), strict=True))
        files = {item.path: place[item] for item in items}
        items.sort(key=lambda item: (files[item.path], place[item]))


def pytest_collection_finish() -> None:
    """The tests and the package stay to the end: looking through them for garbage again and again is slow.
    So is looking after every 700 objects, since next to none of what a test makes is garbage of that kind.
    Hypothesis makes its own source of chance with the first example, and looks who holds it: before that."""
    if not is_nightly():
        without_constants()
    given(strategies.none())(lambda _: None)()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_make_parametrize_id(val: object) -> str | None:
    """What a test is called never holds the bytes that it reads: some have the time in them at which they
    were made, and two processes would not collect the same tests."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where several processes share the tests, each takes its half in one piece, and the last ones from the
    other: what a module makes for all of its tests is then made once, not in each process."""
    if config.getoption("dist") != "load":
        return None
    from xdist.scheduler import WorkStealingScheduling

    return WorkStealingScheduling(config, log)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A new book without a currency, made once by the migrations; it is copied wherever another is made."""
    path = tmp_path_factory.mktemp("migrated") / "book.db"
    schema.create(path)
    db = connection.connect(path)
    yield db
    db.close()


@pytest.fixture(autouse=True)
def no_rollup_before() -> Iterator[None]:
    """What the books of a roll-up are called is forgotten when a book of one's own is opened, which a test of
    rules doesn't do."""
    yield
    OWNERS.clear()


@pytest.fixture(autouse=True, scope="session")
def nothing_takes_long() -> None:
    """What a command says at a terminal doesn't hang on how busy the machine is: no bar in this process."""
    progress.LONG_SECONDS = LONGEST


@pytest.fixture(autouse=True, scope="session")
def migrated_once(migrated: sqlite3.Connection) -> Iterator[None]:
    """A new book is a copy of the one that the migrations made, which takes a fifth of their time."""

    def upgrade(db: sqlite3.Connection, *given: Any) -> list[str]:
        if given or db.execute("SELECT 1 FROM sqlite_schema").fetchone():
            return UPGRADE(db, *given)
        migrated.backup(db)
        return []

    schema.upgrade = upgrade
    yield
    schema.upgrade = UPGRADE


@pytest.fixture
def migrated_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new book is made by the migrations, for what is about them."""
    monkeypatch.setattr(schema, "upgrade", UPGRADE)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book in EUR, made once."""
    path = tmp_path_factory.mktemp("template") / "book.db"
    schema.create(path, "EUR")
    return path


@pytest.fixture
def book(template: Path, tmp_path: Path) -> Path:
    """An empty book for one test."""
    path = tmp_path / "book.db"
    shutil.copyfile(template, path)
    return path


@pytest.fixture
def cli(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cli]:
    """`am` in this process on an empty book, on Monday 2 March 2026."""
    prepare = opening.prepare

    def without_waiting_for_the_disk(db: Any) -> None:
        prepare(db)
        db.execute("PRAGMA synchronous = OFF")

    monkeypatch.setattr(opening, "prepare", without_waiting_for_the_disk)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    lent = OneConnection(book)
    yield Cli(tmp_path, book, lent)
    lent.close()


@pytest.fixture
def am(tmp_path: Path) -> Callable[..., Result]:
    """The installed command as a process, in a clean environment: `am("log", "acme", env={}, input="")`."""

    def run(*argv: str, env: dict[str, str] | None = None, input: str | None = None) -> Result:  # noqa: A002
        return run_program(list(argv), clean_environment(tmp_path) | (env or {}), input)

    return run


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[..., Result]:
    """The installed command on a pseudo-terminal, on `--today 2026-03-02`; `out` is the screen."""

    def run(argv: list[str], columns: int = 80, env: dict[str, str] | None = None, typed: str = "") -> Result:
        environ = clean_environment(tmp_path) | {"AMCLI_TODAY": TODAY} | (env or {})
        return run_on_terminal(argv, environ, columns, typed)

    return run


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book of Monday 2 March 2026, after its morning; its settings lie beside it."""
    return made_once(tmp_path_factory, "sample", make_sample) / "demo.db"


def make_sample(folder: Path) -> None:
    """Make it in a folder."""
    made = Cli(folder, folder / "demo.db")
    made.ok("demo", str(made.book))
    made.config = folder / "demo.toml"
    made.ok("today", "-o", "json", today=TODAY)


@pytest.fixture
def sample(cli: Cli, sample_book: Path) -> Cli:
    """`am` on the sample book."""
    shutil.copyfile(sample_book, cli.book)
    shutil.copyfile(sample_book.with_suffix(".toml"), cli.config)
    return cli
