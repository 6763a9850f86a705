"""What SQLite is lent for filter words: scores, revenue in one currency.

Each is worked out once for the whole book, and only where a word asks for it. The words are compiled in
`filters`.
"""

from collections.abc import Callable, Iterable

from amcli import jsontext
from amcli.facts.account_facts import read, read_contracts, scored
from amcli.facts.churn import LEAVING, departures
from amcli.hints import TYPE_CHECKING, Any
from amcli.rules.cadence import due_on
from amcli.rules.isodays import iso
from amcli.rules.money import to_major

if TYPE_CHECKING:
    from amcli.facts.account_facts import World

Known = dict[int, Any]


def lend(world: "World", where: str) -> None:
    """Give the connection the functions that a condition calls."""
    for name, (size, make) in FUNCTIONS.items():
        if f"{name}(" in where:
            world.book.db.create_function(name, size, make(world))


def known(read: "Callable[[World], Known]", missing: Any = None) -> "Callable[[World], Callable[[int], Any]]":
    """A function of an account's id that looks up what was worked out for the whole book."""

    def make(world: "World") -> Callable[[int], Any]:
        found = read(world)
        return lambda account: found.get(account, missing)

    return make


def converter(world: "World") -> Callable[[int | None, str | None], int | None]:
    """An amount in the base currency, by the book's rates; missing without one."""
    return world.totals.in_base


def status(world: "World") -> Callable[[int, str], str]:
    """The status of an account as it is read: of who is leaving, or has left, the contracts decide."""
    gone = departures(world)
    return lambda account, stored: gone[account].status if account in gone else stored


def last_days(world: "World") -> Known:
    """The last day of those who are leaving, by account."""
    found = departures(world).items()
    return {account: iso(each.leaves_on) for account, each in found if each.status == LEAVING}


def revenue(world: "World") -> Known:
    """ARR by account, in minor units of the base currency; missing without a rate."""
    return dict(world.totals.by_account())


def scores(world: "World") -> dict[int, tuple[int | None, str]]:
    from amcli.facts.day_state import known_scores

    return {account: (found.score, found.health) for account, found in known_scores(world).items()}


def numbers(world: "World") -> Known:
    """The score, by account."""
    return {account: score for account, (score, _) in scores(world).items()}


def health(world: "World") -> Known:
    """Whether it is critical, at risk, on watch, healthy, unknown or leaving, by account."""
    return {account: word for account, (_, word) in scores(world).items()}


def trends(world: "World") -> Known:
    """The change of the score in a month, by account; missing without a score of then."""
    from amcli.facts.assessments import trends as then

    now = numbers(world)
    found = then(world).items()
    return {account: now[account] - was.score for account, was in found if now.get(account) is not None}


def next_steps(world: "World") -> Known:
    from amcli.facts.assessments import steps

    return steps(world)


def checkins(world: "World") -> Known:
    """The day on which the check-in is due, by account."""
    facts = read(world, scored(world), whole=False, money=False)
    return {each.id: due.isoformat() for each in facts if (due := due_on(each)) is not None}


def ends(world: "World") -> Known:
    """The next end of an open contract by account."""
    return earliest((each.account_id, each.ends_on.isoformat()) for each in read_contracts(world))


def notices(world: "World") -> Known:
    """The next day, not passed, on which notice can be given, by account."""
    return earliest(
        (each.account_id, each.notice_by.isoformat())
        for each in read_contracts(world)
        if each.notice_by is not None and each.notice_by >= world.today
    )


def earliest(pairs: Iterable[tuple[int, str]]) -> Known:
    """The earliest day of each account."""
    found: Known = {}
    for account, day in pairs:
        found[account] = min(day, found.get(account, day))
    return found


def owned(world: "World") -> Known:
    """The names of the products that run, by account, as a JSON list."""
    grace = int(world.config.get("book.grace_days"))
    rows = world.book.rows("products_of_accounts", today=world.today.isoformat(), grace=f"+{grace}")
    names = {row["id"]: row["name"] for row in world.book.db.execute("SELECT id, name FROM product")}
    found: dict[int, set[str]] = {}
    for row in rows:
        if row["state"] == "owned":
            found.setdefault(row["account_id"], set()).add(names[row["product_id"]])
    return {account: jsontext.dumps(sorted(products)) for account, products in found.items()}


def owed_replies(world: "World") -> Known:
    """How many working days the oldest reply of mine has waited, by account; what is snoozed doesn't wait."""
    from amcli.facts.replies import last_words, replies

    messages = last_words(world, jsontext.dumps(scored(world)), way="in")
    found: dict[int, int] = {}
    for each in replies(world, [each for each in messages if each.until is None]):
        found[each.to.account] = max(each.days, found.get(each.to.account, 0))
    return found


FUNCTIONS: "dict[str, tuple[int, Callable[[World], Callable[..., Any]]]]" = {
    "am_base": (2, converter),
    "am_major": (2, lambda world: to_major),
    "am_status": (2, status),
    "am_leaves": (1, known(last_days)),
    "am_arr": (1, known(revenue, 0)),
    "am_score": (1, known(numbers)),
    "am_health": (1, known(health)),
    "am_trend": (1, known(trends)),
    "am_next_step": (1, known(next_steps)),
    "am_checkin": (1, known(checkins)),
    "am_renews": (1, known(ends)),
    "am_notice": (1, known(notices)),
    "am_owes": (1, known(owed_replies)),
    "am_owns": (1, known(owned, "[]")),
}
