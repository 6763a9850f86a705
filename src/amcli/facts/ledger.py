"""What metrics are made of, read from the book: a handful of queries, whatever its size.

Not for the arithmetic (rules/metrics).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from sys import intern

from amcli.errors import Refused
from amcli.facts.account_facts import World
from amcli.facts.churn import CHURNED, departures, left
from amcli.hints import Any
from amcli.rules.dates import Period
from amcli.rules.metrics.bridge import Rate, Window
from amcli.rules.metrics.contracts import Contract, Term
from amcli.rules.metrics.contracts import terms as terms_of
from amcli.rules.metrics.ledger import Answer, Billed, Client, Deal, Ledger, Met, Promise, Target, Ticket
from amcli.rules.metrics.metric import Scope, Settings
from amcli.rules.money import convert
from amcli.rules.names import folded
from amcli.rules.targets import counting, is_named
from amcli.vocabulary import TARGET_RATIOS

day = cache(dt.date.fromisoformat)
MONTH = len("2026-03")


def read_scope(
    world: World,
    period: Period,
    *,
    latest: bool = False,
    by_parent: bool = False,
    like: Scope | None = None,
) -> Scope:
    """The accounts of a world and a period, ready to be counted; `like` is that of another period, whose
    contracts need not be read again. Raises Refused where a rate is missing."""
    window = Window(period.first, min(period.last, world.today))
    settings = settings_of(world, latest=latest, by_parent=by_parent)
    if like is None:
        return Scope(read_ledger(world, window, period, None), window, rate_of(world), settings)
    found = read_ledger(world, window, period, like.ledger)
    return Scope(found, window, like.rate, settings, like.history)


def settings_of(world: World, *, latest: bool = False, by_parent: bool = False) -> Settings:
    """What a person set for metrics, and what was asked."""
    margin = world.config.get("metrics.gross_margin")
    return Settings(
        world.today,
        int(world.config.get("book.grace_days")),
        latest,
        None if margin is None else Fraction(str(margin)),
        by_parent,
    )


def revenue_scope(world: World, period: Period) -> Scope:
    """The accounts and contracts of a world and a period, for what is counted from them alone."""
    clients = tuple(read_clients(world))
    asked, window = {client.id for client in clients}, Window(period.first, min(period.last, world.today))
    terms, others = sides(asked, read_terms(world))
    billed = read_billed(world, window, asked)
    found = Ledger(clients, terms, others, billed=billed, part=world.only is not None)
    return Scope(found, window, rate_of(world), settings_of(world))


def other_days(like: Scope, period: Period) -> Scope:
    """The same contracts on the days of another period."""
    window = Window(period.first, min(period.last, like.settings.today))
    return Scope(like.ledger, window, like.rate, like.settings, like.history)


def whole_scope(world: World, period: Period, terms: Sequence[Term]) -> Scope:
    """The accounts and the whole period, what is still ahead of it at the rates of today."""
    window = Window(*period)
    rate, settings = rate_of(world), Settings(world.today, int(world.config.get("book.grace_days")))

    def by_today(amount: int, currency: str, on: dt.date) -> int:
        return rate(amount, currency, min(on, world.today))

    clients = tuple(read_clients(world))
    known = {client.id for client in clients}  # on an earlier day not every account was on record
    records = Ledger(
        clients=clients,
        terms=tuple(term for term in terms if term.contract.account in known),
        targets=tuple(read_targets(world, window, period)),
    )
    return Scope(records, window, by_today, settings)


def rate_of(world: World) -> Rate:
    """Conversion into the base currency at the rates of a day. Raises Refused for a rate that is missing."""
    base = world.totals.base

    @cache
    def rates(on: dt.date) -> dict[str, str]:
        return world.config.rates_on(on.isoformat())

    @cache
    def converted(amount: int, currency: str, worth: str) -> int:
        return convert(amount, currency, base, {currency: worth, base: "1"})

    def rate(amount: int, currency: str, on: dt.date) -> int:
        if currency == base:
            return amount
        if currency not in rates(on):
            raise Refused(
                f"no exchange rate from {currency} to {base}, so no total.",
                f"Set it: am config set fx.{currency} RATE",
            )
        return converted(amount, currency, rates(on)[currency])

    return rate


def read_spans(world: World, spans: Sequence[Period], like: Scope) -> Iterator[Scope]:
    """The scopes of months or quarters one after the other, or of times that end with them: what was read for
    all of their days, as `like`, is not read again, and from one to the next only those accounts differ that
    were touched or reviewed."""
    windows = [Window(each.first, min(each.last, world.today)) for each in spans]
    if not windows:
        return
    known, whole = like.ledger, Window(windows[0].first, windows[-1].last)
    then = seen(world, Window(whole.first, whole.opening), known.clients)
    clients = {client.id: client for client in then}
    days = {"first": whole.first.isoformat(), "last": whole.last.isoformat()}
    touched = by_month(world.book.each("ledger.touched", **days))
    reviewed = by_month(world.book.each("ledger.reviewed", **days))
    ahead = sorted({*touched, *reviewed}, reverse=True)
    for span, window in zip(spans, windows, strict=True):
        while ahead and ahead[-1] <= window.last.isoformat()[:MONTH]:
            month = ahead.pop()
            for row, on in touched[month]:
                if row in clients:
                    clients[row] = clients[row]._replace(last_touch=on)
            for row, on in reviewed[month]:
                if row in clients:
                    clients[row] = clients[row]._replace(last_qbr=on)
        yield Scope(
            within(known, window)._replace(
                clients=tuple(clients.values()), targets=tuple(read_targets(world, window, span))
            ),
            window, like.rate, like.settings, like.history,
        )  # fmt: skip


def within(known: Ledger, window: Window) -> Ledger:
    """The records of some of the days of a ledger: what `ledger.records` reads of them."""
    first, last = window
    return known._replace(
        answers=tuple(each for each in known.answers if first <= each.on <= last),
        tickets=tuple(
            each
            for each in known.tickets
            if each.opened <= last and (each.resolved is None or each.resolved >= first)
        ),
        promises=tuple(each for each in known.promises if first <= each.due <= last),
        met=tuple(each for each in known.met if each.on <= last),
        deals=tuple(each for each in known.deals if first <= each.closed <= last),
        billed=tuple(each for each in known.billed if each.on <= last),
    )


def by_month(rows: Iterable[Any]) -> dict[str, list[tuple[int, dt.date]]]:
    """The accounts of which something happened in each month, with the newest day of it."""
    found: dict[str, list[tuple[int, dt.date]]] = defaultdict(list)
    for account, month, newest in rows:
        found[month].append((account, day(newest)))
    return found


def read_ledger(world: World, window: Window, period: Period, known: Ledger | None) -> Ledger:
    """The records behind the metrics of a period, which `window` closes today where it runs on."""
    clients = tuple(seen(world, window, read_clients(world) if known is None else known.clients))
    asked = {client.id for client in clients}
    found: dict[str, list[Any]] = {name: [] for name in READERS}
    values = {"first": window.first.isoformat(), "last": window.last.isoformat()}
    ended = last_days(world)
    for row in world.book.each("ledger.records", **values):
        if row["what"] == "task" and row["on"] > ended.get(row["account_id"], row["on"]):
            continue  # what was promised for a day after the last one rests
        if row["account_id"] in asked:
            found[row["what"]].append(READERS[row["what"]](row))
    terms, others = sides(asked, read_terms(world)) if known is None else (known.terms, known.others)
    return Ledger(
        clients=clients,
        terms=terms,
        others=others,
        answers=tuple(found["survey"]),
        tickets=tuple(found["issue"]),
        promises=tuple(found["task"]),
        met=tuple(found["goal"]),
        deals=tuple(found["opportunity"]),
        billed=read_billed(world, window, asked),
        targets=tuple(read_targets(world, window, period)),
        part=world.only is not None,
    )


def read_clients(world: World) -> Iterator[Client]:
    """The accounts, each with the topmost one above it."""
    rows, gone = list(world.book.rows("ledger.clients")), left(world)
    parents = {row["id"]: row["parent_id"] for row in rows}
    for row in rows:
        if world.has(row["id"]):
            tier, status = row["tier"], CHURNED if row["id"] in gone else row["status"]
            yield Client(
                row["id"], row["code"], row["name"], status, tier, row["segment"], row["owner"],
                row["region"], topmost(row["id"], parents),
                day(row["added_on"]), optional(row["customer_since"]),
                row["cadence_days"] or world.config.cadence_days(tier),
                row["qbr_days"] or world.config.qbr_days(tier),
            )  # fmt: skip


def read_billed(world: World, window: Window, asked: set[int]) -> tuple[Billed, ...]:
    """One-offs and usage of a period, and of the twelve months before it."""
    first, last = (each.isoformat() for each in window)
    rows = world.book.each("ledger.billed", first=first, last=last)
    return tuple(
        Billed(account, intern(kind), product, day(ends), value, currency)
        for account, kind, product, ends, value, currency in rows
        if account in asked
    )


def last_days(world: World) -> dict[int, str]:
    """The last day of each account that has left, or leaves: by its contracts, else by its status."""
    rows = world.book.db.execute(
        "SELECT id, status_on FROM account WHERE status = 'churned' AND status_on IS NOT NULL"
    )
    days = {row["id"]: row["status_on"] for row in rows}
    found = departures(world).items()
    return days | {id_: each.leaves_on.isoformat() for id_, each in found if each.leaves_on is not None}


def seen(world: World, window: Window, clients: Iterable[Client]) -> Iterator[Client]:
    """Accounts with the days on which they were last touched and reviewed by the end of a period."""
    rows = world.book.rows("ledger.seen", last=window.last.isoformat())
    last = {row["id"]: (optional(row["touch_on"]), optional(row["qbr_on"])) for row in rows}
    for client in clients:
        touch, qbr = last[client.id]
        yield client._replace(last_touch=touch, last_qbr=qbr)


def topmost(account: int, parents: dict[int, int | None]) -> int:
    """The account above all others, itself where there is none. The book lets no circle be."""
    while (above := parents.get(account)) is not None:
        account = above
    return account


def read_terms(world: World) -> list[Term]:
    """Every contract with the days on which it counts."""
    contracts = [
        Contract(
            id_, account, product, quantity, day(starts), optional(ends), value, intern(currency), auto == 1,
            outcome and intern(outcome), renewed_by, amends, optional(terminated), optional(signed), months,
        )
        for (
            id_, account, product, quantity, starts, ends, value, currency, auto, outcome,
            renewed_by, amends, terminated, signed, months,
        ) in world.book.each("ledger.contracts", today=world.today.isoformat(), base=world.totals.base)
    ]  # fmt: skip
    return terms_of(contracts, world.today, int(world.config.get("book.grace_days")))


def sides(asked: set[int], terms: Sequence[Term]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The contracts of the accounts that are asked for, and all others: of accounts that were filtered out,
    or that there were not yet on the day that is looked back to."""
    ours = tuple(term for term in terms if term.contract.account in asked)
    others = tuple(term for term in terms if term.contract.account not in asked)
    return ours, others


def read_targets(world: World, window: Window, period: Period, owner: str | None = None) -> Iterator[Target]:
    """The targets for exactly this period, in the base currency: of the whole book mine, where I have none
    those of its owners together; or those of one `owner`, whose accounts are all that is asked for."""
    rows = world.book.rows("records.target", row=None, ids=None)
    rows = [row for row in rows if is_named(row["period"], period, world.today)]
    if world.only is not None:
        owner = owner or (owner_of(world) if any(row["owner"] for row in rows) else None)
        if owner is None:
            return
    rate, found = rate_of(world), dict[tuple[str, str, str | None], int]()
    for row in counting(rows, owner):
        ratio = row["metric"] in TARGET_RATIOS
        key = row["period"], row["metric"], row["owner"] if ratio and owner is None else None
        value = row["value"] if ratio else rate(row["value"], row["currency"], window.last)
        found[key] = found.get(key, 0) + value
    yield from (Target(metric, value, of) for (_, metric, of), value in found.items())


def owner_of(world: World) -> str | None:
    """Whose accounts were asked for: all that somebody owns, and no others."""
    rows = list(world.book.rows("ledger.clients"))
    owners = {folded(row["owner"] or "") for row in rows if world.has(row["id"])}
    if len(owners) != 1 or not all(
        world.has(row["id"]) for row in rows if folded(row["owner"] or "") in owners
    ):
        return None
    return owners.pop() or None


def optional(text: str | None) -> dt.date | None:
    """A day, where there is one."""
    return None if text is None else day(text)


READERS: dict[str, Callable[[Any], Any]] = {
    "survey": lambda row: Answer(
        row["account_id"], row["id"], row["number"], intern(row["word"]), day(row["on"]), row["real"],
        row["real2"],
    ),
    "issue": lambda row: Ticket(
        row["account_id"],
        row["id"],
        day(row["on"]),
        optional(row["until"]),
        None if row["number"] is None else bool(row["number"]),
    ),
    "task": lambda row: Promise(
        row["account_id"], row["id"], intern(row["word"] or "me"), day(row["on"]), optional(row["until"])
    ),
    "goal": lambda row: Met(row["account_id"], row["id"], day(row["on"])),
    "opportunity": lambda row: Deal(
        row["account_id"], row["id"], row["word"], bool(row["number"]), day(row["on"]), row["real"],
        row["text"],
    ),
}  # fmt: skip
