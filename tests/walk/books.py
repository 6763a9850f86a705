"""Three invented books of 150 accounts, made from a seed by one import each.

`busy`: a third of the contracts auto-renew, a fifth end on a quarter's last day, two meetings a day.
`fresh`: just imported, with 40 contracts that ended up to two years ago, and not one conversation.
`diligent`: like the first, without meetings but some; its owner does what the morning says.
"""

import csv
import datetime as dt
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from random import Random

from tests.support import Cli

FIRST = dt.date(2026, 2, 23)  # a Monday; 60 days from here cross the end of a quarter
DAYS = 60
ACCOUNTS, OLD = 150, 40
STAGES = ("not_started", "not_started", "contacted", "proposed", "verbal", "signed")
WORDS = ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fern", "Grove", "Heron", "Indigo", "Juniper")
TRADES = ("Foods", "Paper", "Glass", "Hotels", "Motors", "Mills", "Tools", "Dental", "Rail", "Labs",
          "Print", "Clinics", "Marine", "Schools", "Ferries")  # fmt: skip


def day(offset: int) -> str:
    """A day so many days from the first."""
    return (FIRST + dt.timedelta(days=offset)).isoformat()


def names() -> list[str]:
    """150 short names."""
    return [f"{word} {trade}" for word in WORDS for trade in TRADES]


def accounts() -> Iterable[dict[str, str]]:
    """The accounts."""
    for at, name in enumerate(names()):
        tier = "key" if at % 15 == 0 else "light" if at % 3 == 0 else "standard"
        yield {"name": name, "tier": tier, "status": "active", "customer_since": day(-400 - at)}


def contracts(random: Random, old: int) -> Iterable[dict[str, str]]:
    """A contract of a year for each account; `old` of them ended up to two years ago."""
    for at, name in enumerate(names()):
        auto = at % 3 == 1
        ends = FIRST + dt.timedelta(days=random.randrange(1, 200))
        if at % 5 == 0:
            ends = dt.date(2026, 3, 31) if at % 2 else dt.date(2026, 6, 30)
        if at < old:
            ends = FIRST - dt.timedelta(days=random.randrange(1, 730))
        yield {
            "account": name,
            "starts_on": (ends - dt.timedelta(days=364)).isoformat(),
            "ends_on": ends.isoformat(),
            "annual_value": str(random.randrange(2, 90) * 1000),
            "currency": "EUR",
            "auto_renew": "yes" if auto else "no",
            "notice_days": random.choice(("30", "60", "90")) if auto or at % 4 == 0 else "",
            "stage": random.choice(STAGES),
        }


def touches(random: Random) -> Iterable[dict[str, str]]:
    """A conversation or two with each account within the last three months."""
    for name in names():
        for _ in range(random.randrange(1, 3)):
            on = day(-random.randrange(1, 90))
            yield {"account": name, "on": on, "kind": random.choice(("call", "email")), "summary": "Spoke"}


def meetings(random: Random, each_day: int) -> Iterable[dict[str, str]]:
    """So many meetings on each working day of the two months."""
    for offset in range(DAYS + 7):
        on = FIRST + dt.timedelta(days=offset)
        for hour in range(each_day if on.weekday() < 5 else 0):
            yield {"account": random.choice(names()), "on": on.isoformat(), "kind": "meeting",
                   "at": f"{10 + hour * 3}:00", "summary": "Catching up", "planned": "yes"}  # fmt: skip


def tasks(random: Random) -> Iterable[dict[str, str]]:
    """A promise or a task for a third of the accounts."""
    for name in random.sample(names(), 50):
        yield {"account": name, "title": "Send the report", "due_on": day(random.randrange(-20, DAYS)),
               "promised": random.choice(("yes", "no"))}  # fmt: skip


def write(path: Path, rows: Iterable[dict[str, str]]) -> Path | None:
    """A CSV file of some rows; none without."""
    listed = list(rows)
    if not listed:
        return None
    columns = list(dict.fromkeys(name for row in listed for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(listed)
    return path


def fill(kind: str, cli: Cli) -> None:
    """Fill an empty book."""
    random, fresh = Random(kind), kind == "fresh"
    each_day = {"busy": 2, "fresh": 0, "diligent": 1}[kind]
    files = {
        "accounts": accounts(),
        "contracts": contracts(random, OLD if fresh else 4),
        "interactions": () if fresh else [*touches(random), *meetings(random, each_day)],
        "tasks": () if fresh else tasks(random),
    }
    written = [write(cli.folder / f"{name}.csv", rows) for name, rows in files.items()]
    for path in written:
        if path is not None:
            assert cli("import", str(path), today=day(0)).code == 0, path


FILLS = {kind: partial(fill, kind) for kind in ("busy", "fresh", "diligent")}


def make(kind: str, cli: Cli) -> None:
    """Fill an empty book with the files of a kind; they are imported once."""
    cli.once(FILLS[kind])
