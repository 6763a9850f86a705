"""The files that are imported: plain interactions, one sheet, a chat; the same for the same length."""

import datetime as dt
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.books import RECIPES, SMALL
from benchmarks.fill import COMMON
from benchmarks.installed import quietly

MANY, FEW = 100_000, 2_000  # rows of each file; in the small form
TALKS, SHEET = "talks.csv", "sheet.csv"
CHAT, PARTNER = "WhatsApp Chat with Jane Orr.txt", "people.csv"
A_DAY = 65  # messages
PEOPLE = ("Jane Orr", "Kim Lind")
WORDS = ("the", "quote", "for", "that", "second", "site", "is", "ready", "see", "page", "two", "and", "tell")


def write_files(folder: Path, *, small: bool) -> dict[str, Path]:
    """All of them, by name."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: folder / name for name in (TALKS, SHEET, CHAT, PARTNER)}
    count, today = FEW if small else MANY, dt.date.today()
    accounts = (SMALL if small else {name: each.size for name, each in RECIPES.items()})["without talks"]
    size = json.dumps(accounts._replace(interactions=count))
    quietly([sys.executable, "-m", "benchmarks.fill", "-", size, today.isoformat(), str(files[TALKS])])
    put(files[SHEET], sheet(count))
    put(files[CHAT], chat(count, today))
    put(files[PARTNER], ("account,name\n", f"Chat Partner,{PEOPLE[0]}\n"))
    return files


def put(path: Path, lines: Iterator[str] | tuple[str, ...]) -> None:
    """Write a file."""
    with path.open("w", encoding="utf-8") as target:
        target.writelines(lines)


def sheet(rows: int) -> Iterator[str]:
    """A list such as people keep: two or three rows a company, each with a person, all with one contract;
    every fourth company has a note."""
    yield "Company,Contact,Email,ARR,Renewal date,Last contact,Notes\n"
    for row in range(rows):
        number, person = divmod(row * 2, 5)
        value, month = number % 195 * 1000 + 5000, number % 12 + 1
        note = f"Asked for {COMMON} {number % 50}" if noted(number, person) else ""
        yield (
            f"Works {number},Person {person} Of {number},p{person}@s{number:06}.example,EUR {value},"
            f"2027-{month:02}-01,2026-01-{number % 28 + 1:02},{note}\n"
        )


def noted(number: int, person: int) -> bool:
    """Whether the row of a person has the company's note."""
    return person < 2 and number % 4 == 0


def records_of_sheet(rows: int) -> int:
    """How many records a sheet makes: a company its account, contract and touch, each row a person."""
    places = [divmod(row * 2, 5) for row in range(rows)]
    return rows + sum(3 * (person < 2) + noted(number, person) for number, person in places)


def chat(messages: int, today: dt.date) -> Iterator[str]:
    """A chat as WhatsApp exports it: it ends yesterday, two people in turn, a conversation a day."""
    days = -(-messages // A_DAY)
    first = dt.datetime.combine(today - dt.timedelta(days=days), dt.time(8))
    for number in range(messages):
        day, place = divmod(number, A_DAY)
        at = first + dt.timedelta(days=day, minutes=2 * place)
        words = " ".join(WORDS[(number + step) % len(WORDS)] for step in range(9))
        yield f"{at:%d.%m.%Y, %H:%M} - {PEOPLE[number % 2]}: {words}\n"
