"""Fixtures that all tests share: an empty book, and `am` on it in three ways."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from amcli.storage import opening
from amcli.storage.schema import create
from tests.support import TODAY, Cli, Result, clean_environment, run_on_terminal, run_program


def pytest_make_parametrize_id(val: object) -> str | None:
    """What a test is called never holds the bytes that it reads: some have the time in them at which they
    were made, and two processes would not collect the same tests."""
    return f"{len(val)} bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book in EUR, made once."""
    path = tmp_path_factory.mktemp("template") / "book.db"
    create(path, "EUR")
    return path


@pytest.fixture
def book(template: Path, tmp_path: Path) -> Path:
    """An empty book for one test."""
    path = tmp_path / "book.db"
    shutil.copyfile(template, path)
    return path


@pytest.fixture
def cli(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """`am` in this process on an empty book, on Monday 2 March 2026."""
    prepare = opening.prepare

    def without_waiting_for_the_disk(db: Any) -> None:
        prepare(db)
        db.execute("PRAGMA synchronous = OFF")

    monkeypatch.setattr(opening, "prepare", without_waiting_for_the_disk)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return Cli(tmp_path, book)


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
    folder = tmp_path_factory.mktemp("sample")
    made = Cli(folder, folder / "demo.db")
    made.ok("demo", str(made.book))
    made.config = folder / "demo.toml"
    made.ok("today", "-o", "json", today=TODAY)
    return made.book


@pytest.fixture
def sample(cli: Cli, sample_book: Path) -> Cli:
    """`am` on the sample book."""
    shutil.copyfile(sample_book, cli.book)
    shutil.copyfile(sample_book.with_suffix(".toml"), cli.config)
    return cli
