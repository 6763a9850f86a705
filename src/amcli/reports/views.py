"""The reports as temporary views for `am sql`, over a clock of one row: a view takes no parameters.

Each view is a part of views.sql; where it says `{account_facts.open_tasks}`, the query of that name stands in
it, with its parameters read from the clock. So a report and its view have one SQL. Views belong to one
connection, and read what that connection reads: with `--as-of`, the book as it was.
"""

import re
from collections.abc import Mapping

from amcli import jsontext
from amcli.facts.account_facts import BOOKED_DAYS, silent_books
from amcli.facts.replies import patience
from amcli.fields import Field, fields
from amcli.hints import TYPE_CHECKING, Any
from amcli.reports.checkins import within_until
from amcli.rules.implied import Recorded, first_ending, notice_by
from amcli.rules.isodays import after, before, iso, sure
from amcli.rules.money import to_major
from amcli.rules.replies import DAYS as REPLY_DAYS
from amcli.rules.replies import waited
from amcli.storage.connection import Book, translated
from amcli.storage.sql_files import parts_of
from amcli.vocabulary import BLOCK, LETTERS, TIERS, reference

if TYPE_CHECKING:
    from amcli.facts.account_facts import World
    from amcli.storage.totals import Totals

ONE_BLOCK = 1 << 62  # of a book of one's own, which all its ids are below

# In the order in which they are made: one may read those before it.
VIEWS = (
    "contracts_running", "arr", "checkins", "last_touch", "renewals", "replies", "scores", "tasks_open",
    "touches",
)  # fmt: skip
CLOCK: tuple[Field, ...] = fields("""
today         day  the day that every view is of
week          day  the last day on which a meeting counts as booked
grace         text how long a contract runs on without an outcome, such as +30
key_days      int  days between check-ins of key accounts
standard_days int  days between check-ins of standard accounts
light_days    int  days between check-ins of light accounts
coming_until  day  the last day on which a check-in counts as coming
silent        text a JSON array of the books without a touch within a year, so that no check-in is due
block         int  how many ids a book has, from which the number of a record's book follows
currency      text the base currency
replies_since day  the first day of the emails and chats that wait for a reply
owe_days      int  working days after which a reply you owe is late
wait_days     int  working days after which a reply they owe is listed
""")
# The parameters of queries, by what stands for each in a view: a column of the clock, or no choice.
CLOCKED = {"today": "today", "week": "week", "grace": "grace", "since": "replies_since"}
UNCHOSEN = frozenset({"account", "accounts", "due", "until", "way", "row"})
SCORED = "(SELECT json_group_array(id) FROM ({account_facts.scored}))"
OWN = {
    name: {"accounts": SCORED} for name in ("account_facts.accounts", "replies.last")
}  # they are told which
INCLUDED = re.compile(r"\{([\w.]+)\}")
# Texts, names and comments are passed over, so that a colon within them stays.
PARAMETER = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|:(\w+)")


def make_views(world: "World") -> None:
    """Make the functions, the clock and the views of one connection."""
    book = world.book
    add_functions(book, world.totals)
    add_working_days(world)
    with translated(book.file):
        book.open_temporary()
        names = ", ".join(f":{field.name} AS {field.name}" for field in CLOCK)
        book.db.execute(f"CREATE TEMP TABLE clock AS SELECT {names}", clock(world))
        for name in VIEWS:
            book.db.execute(f'CREATE TEMP VIEW "{name}" AS {definition(book, name)}')


def clock(world: "World") -> dict[str, Any]:
    """The one row of the clock."""
    config = world.config
    return {
        "today": world.today.isoformat(),
        "week": after(world.today, BOOKED_DAYS).isoformat(),
        "grace": f"+{int(config.get('book.grace_days'))}",
        **{f"{tier}_days": config.cadence_days(tier) for tier in TIERS},
        "coming_until": within_until(world, None).isoformat(),
        "silent": jsontext.dumps(sorted(silent_books(world))),
        "block": BLOCK if world.book.rollup is not None else ONE_BLOCK,
        "currency": world.totals.base,
        "replies_since": before(world.today, REPLY_DAYS).isoformat(),
        **patience(world)._asdict(),
    }


def definition(book: Book, name: str) -> str:
    """The SELECT of a view, with the queries that it names in their places."""
    return substituted(included(book, book.text(f"views.{name}")), {})


def included(book: Book, text: str) -> str:
    """SQL with every query that it names in the place of its name."""
    return INCLUDED.sub(lambda found: clocked(book, found[1]), text)


def clocked(book: Book, query: str) -> str:
    """A query without parameters: those of the day read from the clock, the others chosen by nothing."""
    own = {name: included(book, sql) for name, sql in OWN.get(query, {}).items()}
    return substituted(book.text(query), own)


def substituted(text: str, own: Mapping[str, str]) -> str:
    """SQL with something in the place of each parameter. Raises KeyError for an unknown one."""

    def instead(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0]
        if name in own:
            return own[name]
        return "NULL" if name in UNCHOSEN else f"(SELECT {CLOCKED[name]} FROM temp.clock)"

    return PARAMETER.sub(instead, text)


def purpose(name: str) -> str:
    """What a view is for: the comment of its part."""
    text = parts_of("views")[name]
    return " ".join(
        line.removeprefix("--").strip() for line in text.splitlines() if line.startswith("--")
    ).rstrip(".")


def add_functions(book: Book, totals: "Totals") -> None:
    """The functions of views, which queries may use too: references, and amounts as people read them."""

    def ref(kind: object, row: object) -> str | None:
        """`t31` for task 31."""
        return reference(kind, row) if kind in LETTERS and isinstance(row, int) else None

    def major(amount: Any, currency: Any) -> int | float | None:
        """An amount in whole units."""
        return to_major(amount, currency) if is_money(amount, currency) else None

    def in_base(amount: Any, currency: Any) -> int | None:
        """An amount in the base currency, both in minor units."""
        return totals.in_base(amount, currency) if is_money(amount, currency) else None

    for function in (ref, major, in_base):
        book.db.create_function(function.__name__, 2, function, deterministic=True)
    book.db.create_function("next_end", 4, next_end, deterministic=True)
    book.db.create_function("next_notice", 3, next_notice, deterministic=True)


def add_working_days(world: "World") -> None:
    """The function that counts the working days after a day, up to another."""

    def working_days(on: Any, today: Any) -> int:
        return waited(sure(on), sure(today), world.config.worked)

    world.book.db.create_function("working_days", 2, working_days, deterministic=True)


def next_end(starts: Any, ends: Any, renew_months: Any, today: Any) -> str:
    """The last day of the implied term of a contract that runs on a day."""
    return first_ending(Recorded(sure(starts), sure(ends), renew_months), sure(today)).ends.isoformat()


def next_notice(ends: Any, days: Any, months: Any) -> str | None:
    """The last day on which notice can be given of a term; None without one of both."""
    return None if ends is None else iso(notice_by(sure(ends), days, months))


def is_money(amount: object, currency: object) -> bool:
    """Whether two values are an amount and its currency."""
    return isinstance(amount, int) and isinstance(currency, str)
