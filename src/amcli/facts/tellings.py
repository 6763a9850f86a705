"""What is to be said of accounts today: taken from the day's state where it is kept there, else put into
words and kept. Where accounts stand is in `day_state`.
"""

from collections.abc import Iterator, Sequence

from amcli import jsontext
from amcli.facts.account_facts import AT_ONCE, World, read
from amcli.facts.assessments import Assessed, next_step
from amcli.facts.day_state import Fit, fit, kept_mark, put_off
from amcli.rules import priority, telling
from amcli.rules.reasons import explain
from amcli.rules.score import assess
from amcli.rules.telling import Telling
from amcli.storage.connection import Book

UPDATE = "UPDATE day_state SET told = ? WHERE id = ?"


def tellings(world: World, accounts: Sequence[int]) -> Iterator[tuple[int, Telling]]:
    """What is to be said of some accounts, some at a time: nobody holds all of it who doesn't want to."""
    whole = world._replace(only=None)
    held = Fit(None, None, None) if world.book.looks_back else fit(whole)
    for at in range(0, len(accounts), AT_ONCE):
        some = list(accounts[at : at + AT_ONCE])
        kept = kept_of(world.book, held, some)
        yield from zip(kept, telling.read(kept.values()), strict=True)
        fresh = {
            row: telling.written(each)
            for row, each in put_into_words(whole, [a for a in some if a not in kept])
        }
        if fresh and held.now is not None:
            keep_at_end(world.book, held, fresh)
        yield from zip(fresh, telling.read(fresh.values()), strict=True)


def kept_of(book: Book, held: Fit, accounts: list[int]) -> dict[int, str]:
    """What is kept of some accounts and still holds, as it was written."""
    if held.changed is None:
        return {}
    rows = book.rows("day_state.told", accounts=jsontext.dumps(accounts))
    return {row["id"]: row["told"] for row in rows if row["id"] not in held.changed}


def put_into_words(world: World, accounts: list[int]) -> Iterator[tuple[int, Telling]]:
    """What is to be said of some accounts, of their whole facts."""
    if not accounts:
        return
    today, model, worked = world.today, world.model, world.config.worked
    asleep, apart = put_off(world), world._replace(totals=world.totals.apart())
    for facts in read(apart, accounts, money=False):
        score = assess(facts, today, model)
        reasons = explain(facts, score, today, model)
        items = priority.items(facts, reasons, score.health, today, model, asleep, worked)
        step = next_step(world, Assessed(facts, score, reasons, None))
        yield facts.id, telling.telling(facts, reasons, step, list(items), today)


def keep_at_end(book: Book, held: Fit, found: dict[int, str]) -> None:
    """Keep what was put into words once the command has said all it has to say."""
    book.at_end.append(lambda: keep(book, held, found))


def keep(book: Book, held: Fit, found: dict[int, str]) -> None:
    """Keep what was put into words, with the state that it goes with: with one of another time, nothing."""
    mark = kept_mark(book)
    if mark != held.now and (mark != held.kept or held.changed is None):
        return
    left = set() if mark == held.now else held.changed or set()
    book.db.executemany(UPDATE, ((text, row) for row, text in found.items() if row not in left))
