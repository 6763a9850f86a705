"""A roll-up of books on this machine, made as `am team pull` makes it of those on a server."""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from amcli.config.settings import Config
from amcli.storage.rolled import Made, make
from amcli.storage.rolling import Asked, Rows, Source
from amcli.storage.rollup import Member

AT = "2026-03-02T07:30:00.000Z"


class Local(Source):
    """Books as files, by their names."""

    def __init__(self, books: dict[str, Path]) -> None:
        self.open = {name: sqlite3.connect(path) for name, path in books.items()}

    def columns(self, table: str) -> Sequence[str]:
        first = next(iter(self.open.values()))
        return [row[1] for row in first.execute(f'PRAGMA table_info("{table}")')]

    def rows(self, book: Member, table: str, columns: Sequence[str]) -> Rows:
        names = ", ".join(f'"{each}"' for each in columns)
        yield from self.open[book.name].execute(f'SELECT {names} FROM "{table}" ORDER BY id')

    def close(self) -> None:
        for each in self.open.values():
            each.close()


def members(books: Iterable[str]) -> tuple[Member, ...]:
    """The books, by their names in order."""
    return tuple(
        Member(n, f"00000000-0000-4000-8000-{n:012}", name, AT, 1, name, None, 16, {})
        for n, name in enumerate(sorted(books), start=1)
    )


def roll_up(
    path: Path, books: dict[str, Path], today: str = "2026-03-02", currency: str = "EUR", **more: Any
) -> Made:
    """Make a roll-up of books at a path."""
    config = more.pop("config", None) or Config(path.with_name("none.toml"))
    with closing(Local(books)) as source:
        asked = Asked(AT, members(books), source, currency, config, dt.date.fromisoformat(today), **more)
        return make(path, asked)
