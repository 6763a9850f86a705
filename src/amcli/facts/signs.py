"""What else is on record about accounts (`rules.facts.Signs`): issues, usage, answers, handoffs,
events, progress, messages without an answer, replies that are late. A few queries for the whole book or some
accounts.
"""

import datetime as dt
from collections import defaultdict

from amcli import jsontext
from amcli.facts.churn import departures
from amcli.facts.replies import late_of_mine
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.rules.facts import (
    LEAST_LOAD,
    TALKS_WITH_PURPOSE,
    YEAR,
    Answer,
    Downgrade,
    Event,
    Handoff,
    Load,
    Message,
    MetGoal,
    OpenIssue,
    OpenOpportunity,
    Signs,
    Usage,
)
from amcli.rules.isodays import before, day, sure
from amcli.storage.connection import Book
from amcli.vocabulary import BLOCK, book_of

if TYPE_CHECKING:
    from amcli.facts.account_facts import World
    from amcli.rules.model import Model

USAGE_RECENT, USAGE_DAYS = 30, 120
ANSWER_DAYS, ANSWERS_RECENT, ANSWERS_BEFORE = 180, 90, 360
ISSUE_DAYS, LOAD_DAYS, LOAD_RECENT, LOAD_BEFORE = 180, 90, 30, 120
OUT, IN_A_ROW = "o", 3
Found = dict[int, dict[str, Any]]


Talks = dict[int, tuple[str, bool, int]]
NO_TALKS = ("", False, 0)


def read_talks(book: Book, today: dt.date, accounts: str) -> Talks:
    """The letters of the last six touches (`Facts.talks`) by account, whether the last four name somebody,
    and how many there were within a year, up to two; of those accounts of a JSON array of ids that have a
    score."""
    year = before(today, YEAR).isoformat()
    rows = book.rows("signs.talks", today=today.isoformat(), year=year, accounts=accounts)
    return {account: (letters or "", named == 1, lately) for account, letters, named, lately in rows}


def read_signs(world: "World", accounts: str, talks: Talks, *, ranks: bool = True) -> dict[int, Signs]:
    """The signs of the accounts of a JSON array of ids, of those that have any; what only who `ranks` them
    needs is left out otherwise."""
    found: Found = defaultdict(dict)
    book = world.book
    common = {"today": world.today.isoformat(), "accounts": accounts}
    read_silence(book, world.last, world.model, common, talks, found)  # SQLite still holds the touches
    if ranks:
        read_replies(world, accounts, found)
        read_opportunities(book, common, found)
    read_issues(book, common, found)
    read_weighed(world, common, found)
    read_usage(book, world.last, common, found)
    read_answers(book, world.last, common, found)
    read_events(book, world.last, world.model.whole("news.days"), common, found)
    read_goals(book, common, found)
    read_handoffs(book, common, found)
    return {account: Signs(**parts) for account, parts in found.items()}


def read_glad(world: "World", account: int) -> Signs:
    """Of the signs of an account what it may be glad of, and the opportunities that are open."""
    found: Found = defaultdict(dict)
    book = world.book
    common = {"today": world.today.isoformat(), "accounts": jsontext.dumps([account])}
    read_usage(book, world.last, common, found)
    read_answers(book, world.last, common, found)
    read_events(book, world.last, world.model.whole("news.days"), common, found)
    read_goals(book, common, found)
    read_opportunities(book, common, found)
    return Signs(**found[account])


def read_pending(world: "World", accounts: str) -> dict[int, Signs]:
    """Of the signs of some accounts what waits on somebody: open issues and opportunities, late replies."""
    found: Found = defaultdict(dict)
    common = {"today": world.today.isoformat(), "accounts": accounts}
    read_issues(world.book, common, found)
    read_opportunities(world.book, common, found)
    read_replies(world, accounts, found)
    return {account: Signs(**parts) for account, parts in found.items()}


def add(found: Found, account: int, part: str, value: Any) -> None:
    """One more of a part that there are several of."""
    parts = found[account]
    parts[part] = (*parts.get(part, ()), value)


def read_issues(book: Book, common: dict[str, Any], found: Found) -> None:
    for account, id_, title, severity, category, opened, escalated in book.rows("signs.issues", **common):
        issue = OpenIssue(id_, title, severity, category, sure(opened), day(escalated))
        add(found, account, "issues", issue)


def read_usage(book: Book, today: dt.date, common: dict[str, Any], found: Found) -> None:
    """Each metric of the last 120 days; those of the last 30 are its recent ones."""
    since = {
        "recent": before(today, USAGE_RECENT).isoformat(),
        "since": before(today, USAGE_DAYS).isoformat(),
    }
    for account, metric, values, recent, earlier, _, value, entitlement in book.rows(
        "signs.usage", **common, **since
    ):
        add(found, account, "usage", Usage(metric, value, entitlement, recent, earlier, values))


def read_weighed(world: "World", common: dict[str, Any], found: Found) -> None:
    """The issues that were opened lately, against what is usual in the book; and what became worth less."""
    back = {
        "half": ISSUE_DAYS, "quarter": LOAD_DAYS, "recent": LOAD_RECENT, "before": LOAD_BEFORE,
        "since": world.model.whole("downgrade.to"), "year": YEAR,
    }  # fmt: skip
    days = {name: before(world.last, count).isoformat() for name, count in back.items()}
    books = of_books(world)
    for account, load, *less in world.book.rows("signs.weighed", **common, **days):
        if load is not None:
            lately, issues, weight, *others = jsontext.loads(load)
            parts = found[account]
            parts["had_issue"], parts["issue_in_year"] = True, lately == 1
            if issues:
                parts["load"] = Load(issues, weight, books[book_of(account)].usual_load, *others)
        elif less[0] is not None:
            contract, on, amount, currency, renewed = less
            add(found, account, "downgrades", Downgrade(contract, sure(on), amount, currency, renewed == 1))


class OfBook(NamedTuple):
    """What every score of a book depends on: whether nobody was spoken to within a year, and what the issues
    of 90 days weigh in the middle of the accounts that have a score, 2 at least."""

    silent: bool
    usual_load: float


def of_books(world: "World") -> dict[int, OfBook]:
    """It as it is on the day: of the book, or of each book of a roll-up, by its number (`book_of`)."""

    def read() -> dict[int, OfBook]:
        days = {
            "year": before(world.last, YEAR).isoformat(),
            "since": before(world.last, LOAD_DAYS).isoformat(),
        }
        days |= {"today": world.today.isoformat(), "gone": jsontext.dumps(list(departures(world)))}
        if world.book.rollup is None:
            rows = world.book.rows("signs.of_book", **days)
        else:
            rows = world.book.rows("signs.of_books", **days, block=BLOCK)
        return {book: of_row(touched, scored, weights) for book, touched, scored, weights in rows}

    whole = world.book.of_whole
    return whole.of_books if whole else world.book.once("of books", read, world.today, world.last)


def of_row(touched: int, scored: int, weights: str) -> OfBook:
    """It of one book."""
    return OfBook(touched == 0, max(middle(jsontext.loads(weights), scored), LEAST_LOAD))


def middle(weights: list[int], count: int) -> float:
    """The median of so many accounts, of which those without a weight have none."""
    ranked = [0] * (count - len(weights)) + sorted(weights)
    return (ranked[(count - 1) // 2] + ranked[count // 2]) / 2 if count else 0


def read_answers(book: Book, today: dt.date, common: dict[str, Any], found: Found) -> None:
    """The newest answer to each kind of survey, and how the others were on average."""
    back = {
        name: before(today, days).isoformat()
        for name, days in (("half", ANSWER_DAYS), ("recent", ANSWERS_RECENT), ("since", ANSWERS_BEFORE))
    }
    for account, id_, kind, on, score, most, contact, *means in book.rows("signs.answers", **common, **back):
        add(found, account, "answers", Answer(id_, kind, sure(on), score, most, contact, *means))


def read_handoffs(book: Book, common: dict[str, Any], found: Found) -> None:
    for account, on, why, expectations, promises in book.rows("signs.handoffs", **common):
        add(found, account, "handoffs", Handoff(sure(on), why == 1, expectations == 1, promises == 1))


def read_events(book: Book, today: dt.date, days: int, common: dict[str, Any], found: Found) -> None:
    """Events of so many days, and whether there was one ever."""
    since = before(today, days).isoformat()
    for account, fresh, id_, kind, on, good, note, until in book.rows("signs.events", since=since, **common):
        found[account]["had_event"] = True
        if fresh:
            add(found, account, "events", Event(id_, kind, sure(on), good == 1, note, day(until)))


def read_goals(book: Book, common: dict[str, Any], found: Found) -> None:
    """Goals that moved or were met."""
    for account, id_, title, progress, met in book.rows("signs.progress", **common):
        moved = max(progress or "", met or "")
        found[account]["value_on"] = max(found[account].get("value_on", dt.date.min), sure(moved))
        if met:
            add(found, account, "met", MetGoal(id_, title, sure(met)))


def read_opportunities(book: Book, common: dict[str, Any], found: Found) -> None:
    """Opportunities that are open."""
    for account, id_, name, kind, stage, expected in book.rows("signs.opportunities", **common):
        add(found, account, "opportunities", OpenOpportunity(id_, name, kind, stage, day(expected)))


def read_replies(world: "World", accounts: str, found: Found) -> None:
    """The replies of mine that are late."""
    for each in late_of_mine(world, accounts):
        add(found, each.to.account, "replies", each)


def with_purpose(letters: str) -> int:
    """How many of the touches have a purpose."""
    purposes = letters[0::3]
    return len(purposes) - purposes.count("-")


def sent_last(letters: str) -> int:
    """How many of the last three touches, the newest first, went out before one that didn't."""
    directions = letters[2 : 3 * IN_A_ROW : 3]
    return len(directions) - len(directions.lstrip(OUT))


def read_silence(
    book: Book,
    today: dt.date,
    model: "Model",
    common: dict[str, Any],
    talks: Talks,
    found: Found,
) -> None:
    """Messages without an answer (asked only where all of the last three contacts may have gone out), and
    talk only before an end date (asked only where the purposes of enough touches are known)."""
    tried = {account: times for account, times in book.rows("signs.attempts", **common)}  # noqa: C416
    silent = [row for row, (said, *_) in talks.items() if sent_last(said) + tried.get(row, 0) >= IN_A_ROW]
    if silent:
        unanswered = book.rows("signs.unanswered", accounts=jsontext.dumps(silent), today=common["today"])
        for account, id_, on, kind, attempt in unanswered:
            add(found, account, "unanswered", Message(id_, sure(on), kind, attempt == 1))
    known = [row for row, (letters, *_) in talks.items() if with_purpose(letters) >= TALKS_WITH_PURPOSE]
    if known:
        for row in book.rows(
            "signs.near_ends",
            accounts=jsontext.dumps(known),
            today=common["today"],
            since=before(today, YEAR).isoformat(),
            days=model.whole("selling.days"),
        ):
            found[row[0]]["spoke_before_end"] = True
