"""A chat of many messages as WhatsApp exports it, imported into a small book: messages a second."""

import datetime as dt
from pathlib import Path

from benchmarks.books import Made, Size, make, renew, run, settle
from benchmarks.installed import Program
from benchmarks.measure import BARE, Case, interleaved
from benchmarks.table import MB, Found, Row

LEAST = 25_000
A_DAY = 65  # messages
PEOPLE = ("Jane Orr", "Kim Lind")
WORDS = ("the", "quote", "for", "that", "second", "site", "is", "ready", "see", "page", "two", "and", "tell")


def write(path: Path, messages: int) -> int:
    """A chat that ends yesterday, two people in turn, a conversation a day; gives how many there are."""
    days = -(-messages // A_DAY)
    first = dt.datetime.combine(dt.date.today() - dt.timedelta(days=days), dt.time(8))
    with path.open("w", encoding="utf-8") as file:
        for number in range(messages):
            day, place = divmod(number, A_DAY)
            at = first + dt.timedelta(days=day, minutes=2 * place)
            words = " ".join(WORDS[(number + step) % len(WORDS)] for step in range(9))
            file.write(f"{at:%d.%m.%Y, %H:%M} - {PEOPLE[number % 2]}: {words}\n")
    return days


def chatting(program: Program, work: Path, messages: int, rounds: int, judged: bool) -> list[Row]:
    """`am import` of a chat, into a book that knows one of the two."""
    made: Made = make(program, work, Size(50, 200, 1))
    chat, settled, people = work / "WhatsApp Chat with Jane Orr.txt", work / "chat.db", work / "people.csv"
    write(chat, messages)
    people.write_text("account,name\nChat Partner,Jane Orr\n", encoding="utf-8")
    run([program.am, "import", str(people), "--create-accounts", "--yes"], made)
    run([program.am, "config", "set", "me.names", PEOPLE[1]], made)
    settle(made.book)
    renew(made.book, settled)
    name = f"am import, a chat of {messages:,} messages"
    argv = [program.am, "import", str(chat), "--yes"]
    bare = Case(BARE, [program.python, "-c", "pass"], made.environ)
    case = Case(name, argv, made.environ, prepare=lambda: renew(settled, made.book))
    found = Found(interleaved([bare, case], rounds), judged=judged)
    rate, peak = messages / found.seconds(name), found.measured[name].peak / MB
    verdict = found.verdict(rate >= LEAST and peak < 200, f"{rate:,.0f} messages/s, {peak:.0f} MB")
    return [found.row(name, None, f"{LEAST:,} messages/s, 200 MB", verdict)]
