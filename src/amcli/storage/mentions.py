"""Texts that may still be about somebody who was forgotten: a first name alone, a customer's name of one
word.

They are told, not changed: nobody but a person knows who is meant.
"""

import sqlite3
from collections.abc import Callable, Iterator

from amcli.hints import NamedTuple
from amcli.records import KINDS
from amcli.rules.forgetting import Finder, Marks
from amcli.storage.forgetting import CALLED
from amcli.storage.subjects import Subject, marks
from amcli.storage.triggers import columns
from amcli.vocabulary import LETTERS, reference


class Mention(NamedTuple):
    """A text: its record, as commands take it, and the field."""

    ref: str
    field: str


def mentions(db: sqlite3.Connection, subject: Subject) -> list[Mention]:
    """Of a person the texts of their accounts with a word of the name; of a customer all with a name of one
    word, or the code. What others are called counts where it holds the whole name."""
    if subject.kind == "contact":
        accounts = {each["account_id"] for each in subject.versions["contact"]}
        found = [*texts_like(db, subject.finder.may_be_in, accounts)]
    else:
        words = Finder(Marks(words=subject.marks.alone))
        found = [*texts_like(db, words.is_in, None)]
    return sorted({*found, *called(db, subject.finder)})


def texts_like(
    db: sqlite3.Connection, holds: Callable[[str], bool], accounts: set[int] | None
) -> Iterator[Mention]:
    """The texts of records, of all or of those of some accounts, that hold something."""
    for kind in KINDS:
        present = columns(db, kind)
        texts = [name for name, type_ in present if type_ == "TEXT" and name not in CALLED.get(kind, ())]
        of = "id" if kind == "account" else "account_id" if "account_id" in dict(present) else None
        where = "" if accounts is None else f" WHERE {of or 'NULL'} IN ({marks(accounts)})"
        listed = ", ".join(f'"{name}"' for name in texts)
        for row, *values in db.execute(f'SELECT id, {listed} FROM "{kind}"{where}', [*(accounts or ())]):
            for name, value in zip(texts, values, strict=True):
                if value and holds(value):
                    yield Mention(named(db, kind, row), name)


def called(db: sqlite3.Connection, finder: Finder) -> Iterator[Mention]:
    """Records of others that are called so."""
    for kind in CALLED:
        for row, name in db.execute(f'SELECT id, name FROM "{kind}"'):
            if finder.is_in(name):
                yield Mention(named(db, kind, row), "name")


def named(db: sqlite3.Connection, kind: str, row: int) -> str:
    """A record as commands take it."""
    if kind == "account":
        return str(db.execute("SELECT code FROM account WHERE id = ?", (row,)).fetchone()[0])
    return reference(kind, row) if kind in LETTERS else f"{kind} {row}"
