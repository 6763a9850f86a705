"""Any filter built from the table of fields, on invented books, selects what plain Python selects."""

import datetime as dt
import json
import random
import re
import shutil
import sqlite3
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, settings

from amcli.config.settings import Config
from amcli.facts import filter_fields
from amcli.facts.account_facts import World, read
from amcli.facts.filter_fields import NAMES, WITHOUT_ACCOUNT
from amcli.facts.filters import chosen, compiled
from amcli.reports import checkins, risks
from amcli.rules.filters import OPERATORS, FilterField
from amcli.storage import records
from amcli.storage.opening import open_book
from amcli.storage.totals import Totals
from tests.filters import plainly
from tests.oracle.generate import Invented, books
from tests.oracle.running import config_text
from tests.oracle.writing import Writer
from tests.profiles import examples, is_nightly

SETTINGS = settings(
    max_examples=examples(4),
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
KINDS = (
    "account",
    "contact",
    "contract",
    "interaction",
    "task",
    "goal",
    "issue",
    "survey",
    "usage",
    "event",
    "handoff",
)
ALONE = ("none", "any")
fields_of = cache(filter_fields.fields_of)  # asked for each row
WORDS = (
    "emea",
    "US",
    "Größe",
    "ЖУК",
    "東京 本社",
    "a,b",
    "it's",
    "per cent %",
    "under_score",
    "50",
    "2026-03-02",
)
EXTRAS: dict[str, tuple[Any, ...]] = {
    "seats": (5, 10, 12.5, "10", None),
    "plan": ("gold", "Silver", "", True),
    "since": ("2026-01-01", "2026-03-02", "2027-01-01", "soon"),
    "Größe": ("größe",),
}
DERIVED = ("arr", "score", "health", "renews", "touched", "champion", "people", "issues", "tasks", "cadence")


class Word(NamedTuple):
    """A filter word, and what it means: the field, the operator, the values as Python compares them."""

    text: str
    name: str
    field: FilterField
    operator: str
    values: tuple[Any, ...]


class Book:
    """An invented book: what every list of it holds, and the dice that filters are thrown with."""

    def __init__(self, invented: Invented, path: Path, dice: random.Random) -> None:
        self.today, self.dice = invented.today, dice
        config = path.with_name("config.toml")
        config.write_text(config_text(invented.rules), encoding="utf-8")
        Writer(path).write(invented.accounts)
        adorn(path, dice)
        self.book = open_book(path, "test")
        settings_ = Config.load(config)
        self.world = World(self.book, self.today, settings_, Totals(self.book, settings_, self.today))
        self.money = plainly.Money(self.world.totals.base, dict(settings_.rates()))
        self.rows = {kind: records.list_records(self.book, kind) for kind in KINDS}
        self.accounts = {row["code"]: row | self.derived(row) for row in self.rows["account"]}

    def derived(self, account: Any) -> dict[str, Any]:
        """What an account has beside its own fields, from the other lists."""
        if not hasattr(self, "_lists"):
            every = read(self.world, [row["id"] for row in self.rows["account"]])
            found, _ = risks.risks_listed(self.world, everything=True)
            self._lists = (
                {each.code: each for each in every},
                {row["account"]: row for row in found},
                {
                    row["account"]: row
                    for row in checkins.checkin_rows(self.world, every, within=None, everything=True)
                },
            )
        facts, scores, talks = (found.get(account["code"]) for found in self._lists)
        people = [row for row in self.rows["contact"] if row["account"] == account["code"]]
        there = [row for row in people if row["left_on"] is None or row["left_on"] > self.today.isoformat()]
        return {
            "status": facts.status,  # as it is read: who is leaving, or has left, says otherwise
            "arr": plainly.Money(self.world.totals.base, {})(talks["arr"], talks["currency"]),
            "score": scores and scores["score"],
            "health": scores and scores["health"],
            "renews": min((each.ends_on.isoformat() for each in facts.contracts), default=None),
            "touched": talks["last_touch_on"],
            "champion": [row["name"] for row in there if row["role"] == "champion"],
            "people": len(there),
            "issues": sum(
                self.is_open(row) for row in self.rows["issue"] if row["account"] == account["code"]
            ),
            "tasks": sum(
                self.is_undone(row) for row in self.rows["task"] if row["account"] == account["code"]
            ),
            "cadence": talks["cadence_days"],
        }

    def is_open(self, issue: Any) -> bool:
        on = self.today.isoformat()
        return issue["opened_on"] <= on and (issue["resolved_on"] is None or issue["resolved_on"] > on)

    def is_undone(self, task: Any) -> bool:
        return task["done_on"] is None or task["done_on"] > self.today.isoformat()

    # The words.

    def word(self, kind: str) -> Word | None:
        """A filter word for a list of a kind, with a value that is in the book or near to one."""
        fields = fields_of(kind)
        own = [each for each, field in fields.items() if field.type == "extra"]
        name = self.dice.choice([*sorted(fields), *own, *own])  # one field of as many operators as all others
        field = fields[name]
        if field.name not in self.names_of(kind, name):
            return None
        if field.type == "extra":
            return self.extra(name)
        operator = self.dice.choice(("", "", *OPERATORS[field.type]))
        if operator in ALONE:
            return Word(f"{name}.{operator}:", name, field, operator, ())
        texts, values = self.values(kind, name, field, operator)
        left = f"{name}.{operator}" if operator else name
        return Word(f"{left}:{','.join(texts)}", name, field, operator, values)

    def names_of(self, kind: str, name: str) -> set[str]:
        """The fields whose values are known here: those of the lists, and those derived above."""
        own = set(self.rows[kind][0]) if self.rows[kind] and not name.startswith("account.") else set()
        return own | set(self.rows["account"][0]) | set(DERIVED)

    def actual(self, kind: str, row: Any, word: Word) -> Any:
        """The value of a field in a row: the record's own, else that of its account."""
        plain = word.name.removeprefix("account.")
        if kind == "account" or word.name != plain or word.field != fields_of(kind).get(word.field.name):
            account = self.accounts[row["code"] if kind == "account" else row["account"]]
            return account[word.field.name]
        own = fields_of(kind)[plain]
        if (
            word.field.name in row and own.sql.startswith(("r.", "am_base(r.", "(SELECT"))
        ) or word.field.name == "account":
            value = row[word.field.name]
            return self.money(value, row["currency"]) if word.field.type == "money" else value
        return self.accounts[row["account"]][word.field.name]

    def values(
        self, kind: str, name: str, field: FilterField, operator: str
    ) -> tuple[list[str], tuple[Any, ...]]:
        """One to three values as typed, and as Python compares them."""
        size = 1 if operator in ("over", "under", "before", "after") else self.dice.choice((1, 1, 2, 3))
        chosen_ = [self.value(kind, name, field) for _ in range(size)]
        if re.search(r"\d,\d{3}(\D|$)", ",".join(text for text, _ in chosen_)):
            chosen_ = chosen_[:1]  # it would be read as thousands, or refused
        return [text for text, _ in chosen_], tuple(value for _, value in chosen_)

    def value(self, kind: str, name: str, field: FilterField) -> tuple[str, Any]:
        """A value: mostly one that is there, or lies beside it."""
        probe = Word("", name, field, "", ())
        there = [self.actual(kind, row, probe) for row in self.rows[kind]]
        some = self.dice.choice([each for each in there if each not in (None, [], "")] or [None])
        if field.type == "word":
            value = self.dice.choice(field.values)
            return value, value
        if field.type == "bool":
            answer = self.dice.choice((True, False))
            return ("yes" if answer else "no"), answer
        if field.type == "ref":
            known = some or f"{field.values[0]}7"
            return known, known
        if field.type in ("text", "list"):
            text = self.dice.choice(plainly.leaves(some) or [""]) or self.dice.choice(WORDS)
            text = text if self.dice.random() < 0.7 else self.dice.choice(WORDS)
            text = self.dice.choice(
                (text, text.upper() if text.upper().casefold() == text.casefold() else text)
            ).strip()
            return text.replace(",", "\\,"), text
        if field.type in ("day", "instant"):
            return self.day(some)
        return self.number(field, some)

    def day(self, some: Any) -> tuple[str, Any]:
        near = dt.date.fromisoformat(str(some)[:10]) if some else self.today
        first = near + dt.timedelta(self.dice.choice((-30, -1, 0, 0, 1, 7)))
        if self.dice.random() < 0.3:
            last = first + dt.timedelta(self.dice.choice((0, 5, 90)))
            return f"{first}..{last}", (first.isoformat(), last.isoformat())
        if self.dice.random() < 0.2:
            month = first.replace(day=1)
            after = (month + dt.timedelta(32)).replace(day=1)
            return f"{first:%Y-%m}", (month.isoformat(), (after - dt.timedelta(1)).isoformat())
        return first.isoformat(), (first.isoformat(), first.isoformat())

    def number(self, field: FilterField, some: Any) -> tuple[str, Any]:
        near = plainly.Decimal(str(some)) if some is not None else plainly.Decimal(10)
        low = near + self.dice.choice((-10, -1, 0, 0, 0, 1, 10))
        if field.type == "money":
            low = low.quantize(plainly.Decimal(1 if self.world.totals.base == "JPY" else "0.01"))
        low = abs(low)
        if self.dice.random() < 0.3:
            return f"{low}..{low + 50}", (low, low + 50)
        return f"{low}", (low, low)

    def extra(self, name: str) -> Word:
        """A filter of a custom field."""
        key = self.dice.choice(("seats", "plan", "since", "Größe", "absent"))
        operator = self.dice.choice(("", *OPERATORS["extra"]))
        prefix = "account.extra" if name.startswith("account.") else "extra"
        field = fields_of("account")["extra"]._replace(name=key)
        left = f"{prefix}.{key}.{operator}" if operator else f"{prefix}.{key}"
        if operator in ALONE:
            return Word(f"{left}:", name, field, operator, ())
        if operator in ("over", "under"):
            number = self.dice.choice((5, 10, 50, 12.5))
            return Word(f"{left}:{number}", name, field, operator, ((number, number),))
        if operator in ("before", "after"):
            return Word(f"{left}:2026-03-02", name, field, operator, (("2026-03-02", "2026-03-02"),))
        value = self.dice.choice(("gold", "GOLD", "10", "12.5", "true", "größe"))
        return Word(f"{left}:{value}", name, field, operator, (value,))

    def fits(self, kind: str, row: Any, word: Word) -> bool:
        """Whether a row fits a word, in plain Python."""
        if word.field.type == "extra":
            own = row.get("extra") if not word.text.startswith("account.") else None
            found = (
                own
                if own is not None
                else self.accounts[row["code"] if kind == "account" else row["account"]]["extra"]
            )
            return plainly.fits_extra(word.operator, word.values, found.get(word.field.name))
        actual = self.actual(kind, row, word)
        if word.field.type == "instant" and actual is not None:
            actual = dt.datetime.fromisoformat(actual).astimezone().date().isoformat()
        if word.field.type == "number" and actual is not None:
            actual = plainly.Decimal(str(actual))
        return plainly.fits(word.field.type, word.operator, word.values, actual)


def adorn(path: Path, dice: random.Random) -> None:
    """Give some records what the inventor leaves out: tags, custom fields, regions."""
    db = sqlite3.connect(path)
    with db:
        for (row,) in db.execute("SELECT id FROM account").fetchall():
            extra = {key: dice.choice(choices) for key, choices in EXTRAS.items()}
            kept = {key: value for key, value in extra.items() if value is not None and dice.random() < 0.7}
            tags = dice.sample(WORDS, dice.randrange(4))
            db.execute(
                "UPDATE account SET extra = ?, tags = ?, region = ?, segment = ? WHERE id = ?",
                (
                    json.dumps(kept),
                    json.dumps(tags, ensure_ascii=False),
                    dice.choice((None, "", *WORDS)),
                    dice.choice((None, *WORDS)),
                    row,
                ),
            )
        for (row,) in db.execute("SELECT id FROM contact").fetchall():
            mails = [f"p{row}@example.com"] if dice.random() < 0.5 else []
            db.execute(
                "UPDATE contact SET emails = ?, title = ? WHERE id = ?",
                (json.dumps(mails), dice.choice((None, *WORDS)), row),
            )
        for (row,) in db.execute("SELECT id FROM interaction").fetchall():
            db.execute("UPDATE interaction SET summary = ? WHERE id = ?", (dice.choice((None, *WORDS)), row))
    db.close()


def test_any_filter_selects_what_plain_python_selects(template: Path, tmp_path: Path) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    numbers = iter(range(1000))

    @SETTINGS
    @given(invented=books(size=12))
    def agrees(invented: Invented) -> None:
        number = next(numbers)
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copyfile(template, folder / "book.db")
        found = Book(invented, folder / "book.db", random.Random(number))
        try:
            for kind in KINDS:
                for _ in range(60 if is_nightly() else 45):
                    compare(found, kind, seen)
        finally:
            found.book.close()

    agrees()
    possible = {(kind, operator) for kind, every in OPERATORS.items() for operator in ("", *every)}
    assert {pair for pair in possible if not seen[pair]} == set()


def compare(found: Book, kind: str, seen: Counter[tuple[str, str]]) -> None:
    """One or two words of a kind, against plain Python."""
    words = [word for word in (found.word(kind) for _ in range(found.dice.choice((1, 1, 1, 2)))) if word]
    if not words:
        return
    typed = [word.text for word in words]
    wanted = {row["id"] for row in found.rows[kind] if all(found.fits(kind, row, word) for word in words)}
    selected = chosen(found.world, kind, typed)
    assert selected == wanted, (kind, typed, sorted(selected or ()), sorted(wanted), found.today)
    if wanted or len(words) == 1:
        seen.update((word.field.type, word.operator) for word in words)


def test_no_text_of_a_word_is_part_of_the_sql(template: Path, tmp_path: Path) -> None:
    shutil.copyfile(template, tmp_path / "book.db")
    book = open_book(tmp_path / "book.db", "test")
    config = Config(tmp_path / "config.toml")
    world = World(book, dt.date(2026, 3, 2), config, Totals(book, config, dt.date(2026, 3, 2)))
    for kind in (*KINDS, *WITHOUT_ACCOUNT):
        for name, field in fields_of(kind).items():
            for operator in ("", *OPERATORS[field.type]):
                if field.type not in ("text", "list", "extra") or operator in (
                    "over",
                    "under",
                    "before",
                    "after",
                    *ALONE,
                ):
                    continue
                left = f"{name}.zq9" if field.type == "extra" else name
                word = f"{left}{'.' if operator else ''}{operator}:zq9' OR 1=1; DROP TABLE account; --"
                made = compiled(world, fields_of(kind), NAMES[kind], [word, "zq9"])
                assert "zq9" not in made.where, (kind, word)
                assert chosen(world, kind, [word, "zq9"]) == frozenset()
    book.close()
