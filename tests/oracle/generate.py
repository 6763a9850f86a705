"""Invented books for the oracle: hypothesis draws accounts with all that belongs to them.

Days are drawn near the edges at which an answer changes. Rows refer to each other as objects;
`writing` gives them ids and puts them into a book.
"""

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from hypothesis import strategies as st

from tests.oracle.drawn import NONE, Draw, Row, days, edges, sometimes
from tests.oracle.generate_signs import BEGUN, events, goals, handoffs, issues, surveys, usage
from tests.oracle.oracle import Rules
from tests.oracle.writing import PRESENT

TODAYS = [date(2026, 3, 2), date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28), date(2026, 1, 31)]
TODAYS += [date(2026, 12, 31), date(2028, 2, 29), date(2027, 4, 30), date(2026, 10, 25)]
ENDS = (
    *(-45, -31, -30, -29, -21, -20, -2, -1, 0, 1, 13, 14, 15, 29, 30, 31),
    *(44, 45, 60, 74, 89, 90, 91, 120, 121, 180),
)
TALKS = (0, 0, 2, 2, 7, 13, 14, 15, 22, 23, 24, 29, 30, 31, 57, 59, 60, 61, 83, 84, 89, 90, 91, 364, 365, 366)
FELT = (1, 0, 0, -2, -2, -30, -31, -90, -91)
SOON = st.sampled_from((0, 1, 2, 6, 7, 8, 14, 30))
KINDS = ("call", "email", "meeting", "qbr", "visit", "chat", "note")
# How an account is spoken to: one habit an account, since a pattern needs many talks alike.
PURPOSES = (
    *(
        (None,),
        (None,),
        ("commercial",),
        ("value",),
        ("value", "support", "relationship", "commercial", None),
    ),
    ("commercial", "commercial", "commercial", "value"),
)
HOW_MANY = (0, 1, 2, 3, 4, 6, 8, 10)
DIRECTIONS = ((None,), (None,), ("out",), ("out",), ("out", "out", "out", "in", "both", None))
FEELS = ((None,), (None, None, None, "good", "ok", "bad"), ("bad",), ("bad", "bad", None, "good"))
LETTERS = ("a", "b", "m", "z", "é", "ж", "0")
NAMES = ("Acme", "Ünal & Söhne", "[red]x[/red]", "=cmd()", "株式会社", "Straße", "O'Neil; --", "عميل")


@st.composite
def contacts(draw: Draw, today: date) -> list[Row]:
    """People, some of whom left, some of those with a successor."""
    roles = st.sampled_from(("champion", "champion", "executive_sponsor", "user", None))
    rows = [
        {"role": draw(roles), "left_on": draw(sometimes(days(today), one_in=2))}
        for _ in range(draw(st.integers(0, 3)))
    ]
    for index, row in enumerate(rows):
        follows = draw(st.integers(0, 3)) == 0
        row["successor"] = rows[index - 1] if follows and len(rows) > 1 else None
    return rows


def talked(today: date) -> st.SearchStrategy[date]:
    """The day of a talk: a cadence ago, a feel's life ago, or any."""
    return edges(today, *(-days for days in TALKS)) | days(today, past=9)


@st.composite
def interactions(draw: Draw, today: date, people: list[Row]) -> list[Row]:
    """Touches, notes, attempts, planned and future ones, some with a feel, some naming people."""
    named = draw(st.booleans())
    purposes, directions = draw(st.sampled_from(PURPOSES)), draw(st.sampled_from(DIRECTIONS))
    feels = draw(st.sampled_from(FEELS))
    rows = []
    for _ in range(draw(st.sampled_from(HOW_MANY))):
        odd = draw(st.sampled_from(("", "", "", "", "tried", "planned", "planned", "cancelled")))
        soon = draw(st.integers(0, 1 if odd in ("planned", "cancelled") else 7)) == 0
        rows.append(
            {
                "kind": draw(st.sampled_from(KINDS)),
                "on": today + timedelta(days=draw(SOON)) if soon else draw(talked(today)),
                "tried": int(odd == "tried"),
                "planned": int(odd in ("planned", "cancelled")),
                "cancelled": int(odd == "cancelled"),
                "feel": draw(st.sampled_from(feels)),
                "purpose": draw(st.sampled_from(purposes)),
                "direction": draw(st.sampled_from(directions)),
                "last_direction": draw(st.sampled_from((None, None, None, "in", "out"))),
                "settled_on": draw(
                    st.sampled_from((None, None, None, None, today, today + timedelta(days=1)))
                ),
                "at": draw(st.sampled_from((None, "09:00", "15:30"))),
                "people": [person for person in people if named and draw(st.booleans())],
            }
        )
    return rows


@st.composite
def tasks(draw: Draw, today: date) -> list[Row]:
    """Tasks and promises, mine and theirs, late, done, and done on a day to come."""
    rows = []
    for _ in range(draw(st.integers(0, 3))):
        promised = draw(st.sampled_from((0, 1, 1)))
        rows.append(
            {
                "title": "Send the quote",
                "due_on": draw(sometimes(NONE, days(today), one_in=6)),
                "done_on": draw(sometimes(edges(today, -40, -1, 0, 1), one_in=3)),
                "promised": promised,
                "promised_by": draw(st.sampled_from((None, "me", "them"))) if promised else None,
            }
        )
    return rows


@st.composite
def terms(draw: Draw, today: date) -> Row:
    """Start, end and notice of a contract; some without an end, some not begun."""
    if draw(st.integers(0, 5)) == 0:
        return {"starts_on": draw(days(today)), "ends_on": None}
    length = draw(st.sampled_from((1, 28, 30, 90, 181, 359, 360, 361, 365, 365, 366, 730, 1096)))
    ends_on = draw(edges(today, *ENDS) | days(today, past=2, ahead=3))
    return {
        "starts_on": ends_on - timedelta(days=length - 1),
        "ends_on": ends_on,
        "notice_days": draw(st.sampled_from((None, None, 0, 14, 30, 60, 90))),
    }


@st.composite
def contract(draw: Draw, today: date, currencies: tuple[str, ...]) -> Row:
    """One contract, without what came after it."""
    currency = draw(st.sampled_from(currencies))
    cents = st.sampled_from((6_000_00, 12_000_00, 72_000_00)) | st.integers(0, 50_000_000)
    row: Row = draw(terms(today))
    row |= {
        "currency": currency,
        "annual_value": draw(sometimes(NONE, cents, one_in=12)),
        "auto_renew": draw(st.integers(0, 1)),
        "stage": draw(st.sampled_from(("not_started", "contacted", "proposed", "verbal", "signed"))),
        "forecast": draw(st.sampled_from((None, "commit", "doubtful"))),
        "product_id": draw(st.sampled_from((None, 1, 2))),
    }
    if draw(st.integers(0, 9)) == 0:
        row["terminated_on"] = max(row["starts_on"], draw(days(today, past=1, ahead=1)))
    return row


@st.composite
def contracts(draw: Draw, today: date, currencies: tuple[str, ...]) -> list[Row]:
    """Contracts side by side, renewed (early, late, in and past the grace), churned, and amended."""
    rows: list[Row] = []
    for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2, 3)))):
        row = draw(contract(today, currencies))
        rows.append(row)
        fate = draw(st.sampled_from(("open", "open", "open", "renewed", "renewed", "churned", "unlinked")))
        if fate != "open":
            row["outcome"] = "churned" if fate == "churned" else "renewed"
            row["outcome_on"] = draw(NONE | edges(today, -300, -1, 0, 1) | days(today, past=2))
        if fate == "renewed" and row["ends_on"] is not None:
            rows.append(draw(successor(today, row)))
            row["renewed_by"] = rows[-1]
        rows += draw(amendments(today, row))
    if draw(st.integers(0, 3)) == 0:
        rows.append(draw(not_recurring(today, currencies)))
    return rows


@st.composite
def not_recurring(draw: Draw, today: date, currencies: tuple[str, ...]) -> Row:
    """A one-off, or usage: in no list, and no part of what an account is worth or when it ends."""
    ends_on = draw(edges(today, *ENDS) | days(today, past=2, ahead=3))
    return {
        "starts_on": ends_on - timedelta(days=draw(st.sampled_from((0, 30, 364)))),
        "ends_on": ends_on,
        "kind": draw(st.sampled_from(("one_off", "usage"))),
        "total_value": draw(st.integers(0, 50_000_000)),
        "currency": draw(st.sampled_from(currencies)),
        "product_id": draw(st.sampled_from((None, 1, 2))),
        "stage": draw(st.sampled_from(("not_started", "verbal"))),
    }


@st.composite
def successor(draw: Draw, today: date, row: Row) -> Row:
    """The contract that continues another, from a day around the other's end."""
    gap = draw(st.sampled_from((1, 1, 1, -40, -1, 0, 2, 29, 30, 31, 32, 60)))
    starts_on = row["ends_on"] + timedelta(days=gap)
    follower: Row = draw(contract(today, (row["currency"],)))
    ends_on = starts_on + timedelta(days=draw(st.sampled_from((27, 364, 365))))
    if follower.get("terminated_on"):
        follower["terminated_on"] = max(starts_on, follower["terminated_on"])
    follower |= {"starts_on": starts_on, "ends_on": ends_on}
    return follower


@st.composite
def amendments(draw: Draw, today: date, parent: Row) -> list[Row]:
    """Changes of a contract's value: same currency, ending with it."""
    if parent["annual_value"] is None:
        return []
    rows = []
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 2)))):
        starts_on = max(parent["starts_on"], draw(days(today)))
        if parent["ends_on"] is not None:
            starts_on = min(starts_on, parent["ends_on"])
        row = {
            "starts_on": starts_on,
            "ends_on": parent["ends_on"],
            "currency": parent["currency"],
            "annual_value": draw(st.integers(-parent["annual_value"] // 2, 5_000_000)),
            "amends": parent,
            "auto_renew": parent["auto_renew"],
        }
        if draw(st.integers(0, 4)) == 0:
            row["terminated_on"] = max(starts_on, draw(days(today)))
        rows.append(row)
    return rows


@st.composite
def scores(draw: Draw, today: date) -> list[Row]:
    """Stored scores around a month ago, of the present weights and of others, some unknown."""
    rows = []
    for ago in draw(st.lists(st.sampled_from((29, 30, 31, 36, 37, 38)), max_size=3, unique=True)):
        score = draw(st.integers(0, 100))
        band = draw(st.sampled_from(("healthy", "at_risk", "unknown")))
        model = draw(st.sampled_from((PRESENT, PRESENT, "other")))
        stored = {"on": today - timedelta(days=ago), "band": band, "model": model}
        rows.append(stored | {"score": None if band == "unknown" else score})
    return rows


@st.composite
def troubled(draw: Draw, today: date, account: Row) -> Row:
    """An account with few troubles or with all of them at once, each at an edge: for the caps and sums."""
    worst = draw(st.integers(0, 2)) == 0
    left = edges(today, -9, -365)
    left_on = draw(left if worst else NONE | left | edges(today, 0, -366))
    champion: Row = {"role": "champion", "left_on": left_on, "successor": None}
    people = [champion, *({"role": "user", "left_on": None, "successor": None} for _ in range(2))]
    talk = {
        "kind": "call",
        "on": draw(edges(today, -89, -90) if worst else edges(today, 0, -2, -27, -52, -89, -90, -91)),
        "people": people[: 1 if worst else draw(st.integers(0, 3))],
    }
    late = {
        "title": "Send the answers",
        "due_on": draw(edges(today, -1, -14, -15) | edges(today, 0)),
        "promised": 1,
    }
    return account | {
        "row": account["row"] | {"tier": draw(st.sampled_from(("key", "standard"))), "status": "active"},
        "contact": people,
        "interaction": [talk.copy() for _ in range(draw(st.sampled_from((1, 1, 3, 4, 4))))],
        "task": [late.copy() for _ in range(3 if worst else draw(st.integers(0, 3)))],
        "contract": draw(near_renewal(today, worst)),
        "goal": [{"title": "Half the time"}] * (0 if worst else draw(st.integers(0, 1))),
    }


@st.composite
def near_renewal(draw: Draw, today: date, worst: bool) -> list[Row]:
    """A contract whose day to act is about to come or has just gone, perhaps amended."""
    notice = draw(st.sampled_from((None, None, 30)))
    deadline = draw(
        edges(today, -31, -30, -1, 0, 3) if worst else edges(today, 0, 3, 10, 13, 14, 15, 16, 27, 44)
    )
    ends_on = deadline if worst else deadline + timedelta(days=notice or 0)
    renewal = {
        "starts_on": ends_on
        - timedelta(days=draw(st.sampled_from((29, 79, 180, 357, 358, 359, 360, 364, 730)))),
        "ends_on": ends_on,
        "currency": "EUR",
        "annual_value": 12_000_00,
        "auto_renew": 0 if worst else draw(st.integers(0, 1)),
        "stage": draw(st.sampled_from(("not_started", "contacted", "proposed", "verbal"))),
        "notice_days": notice,
    }
    return [renewal, *draw(amendments(today, renewal))]


@st.composite
def accounts(draw: Draw, today: date, currencies: tuple[str, ...]) -> Row:
    """An account with everything that belongs to it."""
    people = draw(contacts(today))
    pulse = draw(sometimes(st.sampled_from(("good", "ok", "bad")), one_in=2))
    account = {
        "letter": draw(st.sampled_from(LETTERS)),
        "word": draw(st.sampled_from(NAMES)),
        "row": {
            "added_on": draw(days(today, past=12)),
            "status": draw(st.sampled_from(("active",) * 6 + ("onboarding", "churned", "archived"))),
            "tier": draw(st.sampled_from(("key", "standard", "standard", "light"))),
            "owner": draw(st.sampled_from((None, "kim"))),
            "owner_since": draw(sometimes(edges(today, *BEGUN), one_in=3)),
            "customer_since": draw(sometimes(edges(today, *BEGUN) | days(today, past=9), one_in=2)),
            "cadence_days": draw(sometimes(st.sampled_from((1, 7, 10, 20, 31, 60, 365)))),
            "qbr_days": draw(sometimes(st.sampled_from((30, 60, 90, 91)))),
            "snoozed_until": draw(sometimes(edges(today, -1, 0, 1, 7), one_in=6)),
            "pulse": pulse,
            "pulse_on": draw(edges(today, *FELT)) if pulse else None,
        },
        "asleep": draw(st.sampled_from((None, "Away until then"))),
        "contact": people,
        "interaction": draw(interactions(today, people)),
        "task": draw(tasks(today)),
        "contract": draw(contracts(today, currencies)),
        "health": draw(scores(today)),
        "goal": draw(goals(today)),
        "issue": draw(issues(today)),
        "survey": draw(surveys(today)),
        "usage": draw(usage(today)),
        "event": draw(events(today)),
        "handoff": draw(handoffs(today)),
    }
    return draw(troubled(today, account)) if draw(st.integers(0, 3)) == 0 else account


RULES = (
    Rules(rates=(("USD", "0.92"),)),
    Rules(rates=(("USD", "0.92"),)),
    Rules(rates=(("USD", "0.925"), ("GBP", "1.1655"), ("JPY", "0.0061"))),
    Rules(
        rates=(("USD", "0.92"),),
        **{"key": 10, "standard": 21, "light": 60, "grace": 20, "renewals_ahead": 120},
        **{"key_review": 60, "standard_review": 91},
    ),
    Rules(),
    Rules(rates=(("EUR", "162.35"), ("USD", "149.5")), base="JPY"),
)


class Invented(NamedTuple):
    """A day, a configuration and what a book holds; shown short, since a failure prints what matters."""

    today: date
    rules: Rules
    accounts: list[Row]

    def __repr__(self) -> str:
        return f"{len(self.accounts)} accounts on {self.today}"


@st.composite
def books(draw: Draw, size: int) -> Invented:
    """A day, a configuration and up to `size` accounts."""
    today = draw(st.sampled_from(TODAYS) | st.dates(date(2023, 1, 1), date(2029, 12, 31)))
    rules = draw(st.sampled_from(RULES))
    currencies = ("EUR", "EUR", "EUR", "EUR", "USD", *(code for code, _ in rules.rates), "GBP")
    found = draw(st.lists(accounts(today, currencies), min_size=size * 2 // 3, max_size=size))
    for host, guest in pairwise(found):
        if host["interaction"] and guest["contact"] and draw(st.integers(0, 5)) == 0:
            host["interaction"][0]["people"] = [*host["interaction"][0]["people"], guest["contact"][0]]
    return Invented(today, rules, found)
