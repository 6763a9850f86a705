"""Writing the sample book into a file of its own, with the few settings it needs beside it.

The file is made beside its place and moved there, so that a sample book is never half made, and
nothing but a sample book is ever replaced. The settings hold the rates of other currencies in it.
"""

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path

from amcli.config.settings import Config, replace_file
from amcli.demo import accounts, contracts, records
from amcli.demo.history import Teller
from amcli.demo.samples import Sample
from amcli.demo.story import CURRENCY, Record, Rows, Story, minor
from amcli.drafts import remove, sweep
from amcli.errors import AmcliError, BookUnavailable, Refused
from amcli.facts.account_facts import World, read_bare
from amcli.facts.assessments import of_day
from amcli.facts.histories import keep_scores
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.names import folded, shown
from amcli.storage import triggers, writes
from amcli.storage.connection import APPLICATION_ID, connect, translated
from amcli.storage.opening import open_book
from amcli.storage.schema import create, settle_draft
from amcli.storage.totals import Totals

if TYPE_CHECKING:
    from amcli.storage.connection import Book

MARK = "demo"
FIRST_LINE = "# Settings of amcli's sample book."
HEALTH_EVERY, HEALTH_WEEKS, HEALTH_LAST = 7, 26, 2
RATIOS = (("nrr", 10_400), ("grr", 9_500))


def settings_path(path: Path) -> Path:
    """Where the settings of a sample book lie: beside it, `book.toml` for `book.db`."""
    return path.with_name(f"{path.stem if path.suffix != '.toml' else path.name}.toml")


def make(path: Path, sample: Sample, today: dt.date, command: str) -> dict[str, int]:
    """Make a sample book of a day at `path`, anew where there is one. Gives how many rows each table got.

    Raises Refused when anything else is there, BookUnavailable when the folder cannot be written,
    BadValue for a day too far away.
    """
    settings = settings_path(path)
    refuse_others(path, settings)
    rows = build(sample, today)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{MARK}")
    sweep(path.parent, path.name)
    try:
        create(draft, CURRENCY)
        book = open_book(draft, command)
        try:
            config = Config(settings, {"fx": sample.rates})
            fill(book, rows, today, config)
        finally:
            book.close()
        put_in_place(draft, path, settings_of(sample))
    except BookUnavailable as error:
        raise BookUnavailable(error.message.replace(str(draft), str(path)), error.hint) from error
    finally:
        remove(draft)
    return {table: len(found) for table, found in rows.items()}


def files_of(path: Path) -> list[Path]:
    """A book's file and those that SQLite keeps beside it."""
    return [path.with_name(path.name + tail) for tail in ("-wal", "-shm", "")]


def settings_of(sample: Sample) -> str:
    """The file of settings: rates, and what else the sample says."""
    tables: dict[str, Mapping[str, str | float]] = {"fx": sample.rates, **sample.settings}
    parts = (
        "\n".join([f"[{name}]", *(f"{key} = {value}" for key, value in values.items())])
        for name, values in tables.items()
    )
    return "\n\n".join([FIRST_LINE, *parts]) + "\n"


def put_in_place(draft: Path, path: Path, settings: str) -> None:
    """Give the finished book its name; the log of an older one must not outlive it."""
    settle_draft(draft, path)
    replace_file(settings_path(path), settings)
    try:
        for old in files_of(path)[:2]:
            old.unlink(missing_ok=True)
        draft.replace(path)
    except OSError as error:
        raise BookUnavailable(
            f"the sample book {shown(str(path))} cannot be made: {error.strerror}."
        ) from error


def refuse_others(path: Path, settings: Path) -> None:
    """Refuse to replace anything but a sample book and its settings."""
    hint = f"Another place: am demo {path.stem}-sample.db"
    if path.exists() and not is_demo(path):
        raise Refused(
            f"{shown(str(path))} is there already and is no sample book; nothing was changed.", hint
        )
    try:
        foreign = settings.exists() and not settings.read_text(encoding="utf-8").startswith(FIRST_LINE)
    except (OSError, UnicodeDecodeError):
        foreign = True
    if foreign:
        raise Refused(
            f"{shown(str(settings))} is there already and is not a sample book's; nothing was changed.", hint
        )


def is_demo(path: Path) -> bool:
    """Whether a file is a sample book. Looks without upgrading or changing it."""
    if not path.is_file():
        return False
    try:
        with translated(path):
            db = connect(path)
            try:
                if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                    return False
                found = db.execute("SELECT value FROM setting WHERE key = ?", (MARK,)).fetchone()
                return found is not None and found[0] == "1"
            finally:
                db.close()
    except AmcliError:
        return False


def fill(book: "Book", rows: dict[str, list[dict[str, object]]], today: dt.date, config: "Config") -> None:
    """Write every row in one change that a plain `am undo` passes over."""
    with book.transaction(bulk=True, automatic=True) as txn:
        book.db.execute("PRAGMA defer_foreign_keys = ON")
        for table, found in rows.items():
            for record in found:
                writes.insert(book, table, record)
        writes.insert(book, "setting", {"key": MARK, "value": "1"})
        triggers.index_transaction(book.db, txn)
        remember_health(book, today, config)


def remember_health(book: "Book", today: dt.date, config: "Config") -> None:
    """The scores of the last half year, week by week, as the daily commands would have kept them."""
    for weeks in reversed(range(HEALTH_WEEKS)):
        day = today - dt.timedelta(days=HEALTH_LAST + HEALTH_EVERY * weeks)
        remember_day(book, day, config)


def remember_day(book: "Book", day: dt.date, config: "Config") -> None:
    """Each account's score on one day."""
    world = World(book, day, config, Totals(book, config, day))
    known = (each for each in read_bare(world) if each.added_on <= day)
    keep_scores(book, day, (of_day(world, each) for each in known), world.model.version)


def build(sample: Sample, today: dt.date) -> dict[str, list[dict[str, Any]]]:
    """Every row by table, with ids, ready to be inserted."""
    rows = Rows()
    products = {name: product(rows, name, price) for name, price in sample.products.items()}
    known: dict[str, Record] = {}
    for key, table in sample.tables.items():
        known[key] = accounts.account(rows, key, table)
        tell(Story(rows, key, table, today, known[key], {}, products))
    for key, table in sample.tables.items():
        if "parent" in table:
            known[key]["parent_id"] = known[table["parent"]]
    targets(rows, sample, today)
    for stranger in sample.strangers:
        rows.add("unmatched", kind="email", **stranger)
    return rows.finished()


def product(rows: Rows, name: str, price: int | None) -> Record:
    currency = None if price is None else CURRENCY
    return rows.add(
        "product", name=name, name_folded=folded(name), list_price=minor(price), currency=currency
    )


def tell(story: Story) -> None:
    accounts.contacts(story)
    accounts.handoff(story)
    contracts.contracts(story)
    if "every" in story.table:
        Teller(story).tell()
    for part in (
        records.said, records.tasks, records.plays, records.issues, records.goals, records.opportunities,
        records.voices, records.usage,
    ):  # fmt: skip
        part(story)


def targets(rows: Rows, sample: Sample, today: dt.date) -> None:
    """My numbers for this quarter and for the year."""
    quarter = f"{today.year:04d}-Q{(today.month + 2) // 3}"
    for metric, amount in sample.targets.items():
        rows.add("target", period=quarter, metric=metric, value=minor(amount), currency=CURRENCY)
    for metric, ratio in RATIOS:
        rows.add("target", period=f"{today.year:04d}", metric=metric, value=ratio)
