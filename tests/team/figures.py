"""Figures of a roll-up held against those of the books that it is of: for the same reader, each book gives
the same rows, and together they give the same sums.
"""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from amcli.storage.rollup import BLOCK, read_rollup
from tests.metrics.books import CURRENCIES, Maker, fill
from tests.support import Cli, OneConnection

CODE = re.compile(r"\b([a-z0-9-]+)/([a-z][0-9]+)\b")
# Of the whole roll-up, not of one book, or of its file: numbers within it, commands that would write.
OF_ALL = {"id", "command", "priority"}


def invented(path: Path, template: Path, name: str, accounts: int, currency: str, seed: int) -> Path:
    """A book of some accounts with all that can befall contracts. One code and one name are those of other
    customers in other books."""
    maker = Maker(seed, currencies=(*CURRENCIES, currency))
    for number, product in enumerate(("Core", f"Of {name}"), 1):
        maker.add("product", name=product, name_folded=product.casefold(), id=number)
    for _ in range(accounts):
        maker.account()
    for number, row in enumerate(maker.rows["account"]):
        code, called = f"{name}{number}", f"{name.capitalize()} {number}"
        row |= {"code": code, "name": called, "domain": f"{code}.example", "added_on": "2020-01-01"}
        row["owner"] = None
    maker.rows["account"][0]["code"] = "acme"
    maker.rows["account"][1]["name"] = "Twin Peaks"
    for row in maker.rows["account"]:
        row |= {"code_folded": row["code"].casefold(), "name_folded": row["name"].casefold()}
    maker.add("target", period="2026-Q1", metric="renewals", value=maker.money(), currency=currency)
    maker.add("target", period="2026", metric="nrr", value=10_000 + seed)
    shutil.copyfile(template, path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE setting SET value = ? WHERE key = 'currency'", (currency,))
        fill(db, maker.rows)
    return path


class Together:
    """A roll-up and the books that it is of, as one reader sees them: in one currency, by one's settings."""

    def __init__(self, lead: Cli, path: Path, books: dict[str, Path]) -> None:
        self.lead, self.path = lead, path
        lead.lent = OneConnection(path)
        self.apart: dict[str, Cli] = {}
        with closing(sqlite3.connect(path)) as db:
            rollup = read_rollup(db)
            accounts = db.execute("SELECT id, code, name FROM account").fetchall()
        self.codes: dict[str, tuple[str, str]] = {}
        self.names: dict[str, str] = {}
        for each in rollup.books:
            folder = lead.folder / f"as-{each.name}"
            folder.mkdir()
            cli = Cli(folder, folder / "book.db", OneConnection(folder / "book.db"))
            shutil.copyfile(books[each.name], cli.book)
            shutil.copyfile(lead.config, cli.config)
            with closing(sqlite3.connect(cli.book)) as db, db:
                db.execute("UPDATE setting SET value = ? WHERE key = 'currency'", (rollup.currency,))
                own = {
                    row: (code, name) for row, code, name in db.execute("SELECT id, code, name FROM account")
                }
            self.apart[each.name] = cli
            for row, code, name in accounts:
                if row // BLOCK == each.n:
                    self.codes[code] = (each.name, own[row % BLOCK][0])
                    self.names[name] = own[row % BLOCK][1]
        self.called = re.compile(rf"(?<= )(?:{'|'.join(map(re.escape, self.codes))})(?= |$)")

    def close(self) -> None:
        """Let go of all the files."""
        for cli in (self.lead, *self.apart.values()):
            cli.let_go()

    def asked(self, *words: str) -> Any:
        """What the roll-up says."""
        found = self.lead(*words, "-o", "json", env={"AMCLI_BOOK": str(self.path)})
        assert found.code == 0, found
        return json.loads(found.out)

    def own(self, value: Any) -> Any:
        """A value of the roll-up in the words of the book that it is from."""
        if isinstance(value, dict):
            return {key: self.own(each) for key, each in value.items() if key not in OF_ALL}
        if isinstance(value, list):
            return [self.own(each) for each in value]
        if not isinstance(value, str):
            return value
        if value in self.codes:
            return self.codes[value][1]
        if value in self.names:
            return self.names[value]
        value = self.called.sub(lambda found: self.codes[found[0]][1], value)
        return CODE.sub(r"\2", value)

    def rows_differ(self, *words: str) -> list[Any]:
        """The first rows of a list that are otherwise than in the book that they are from."""
        every = self.asked(*words)
        for name, cli in self.apart.items():
            found = [self.own(row) for row in every if self.codes[row["account"]][0] == name]
            ours = [without(row) for row in json.loads(cli(*words, "-o", "json").out)]
            for row in ours if words[0] in ("account", "checkins") else ():
                row["owner"] = row["owner"] or name
            if found != ours:
                return [name, *next(
                    (pair for pair in zip(found, ours, strict=False) if pair[0] != pair[1]),
                    (len(found), len(ours)),
                )]  # fmt: skip
        return []


def without(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in OF_ALL}
