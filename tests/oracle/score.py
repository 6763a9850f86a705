"""Health for the oracle: points by signal, what can't be seen, caps, pulse, kinds of evidence. Shares no code
with the program."""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.oracle import signs
from tests.oracle.revenue import Contracts
from tests.oracle.signs import Signal, age, between, half_up, touched_this_year

if TYPE_CHECKING:
    from tests.oracle.oracle import Facts

Row = dict[str, Any]
SPONSORS = ("champion", "executive_sponsor")
UNCOMMITTED = ("not_started", "contacted", "proposed")
FEW = {("key", 1): 12, ("key", 2): 6, ("standard", 1): 12}
PULSE_DAYS = {"bad": 30, "ok": 90, "good": 90}
NOTHING = Fraction(0)


class Line(NamedTuple):
    """One reason: its points and the records behind it."""

    signal: str
    points: int
    text: None
    refs: list[str]


class Health(NamedTuple):
    """The answer for one account; the score is None where too little is known, `arithmetic` is what the
    points come to all the same. `silent` are the signals that cost nothing, `unknown` those without input;
    `kinds` says which kinds of evidence are known, None of one that doesn't apply."""

    score: int | None
    health: str
    evidence: Fraction
    reasons: list[Line]
    arithmetic: int
    silent: list[str]
    unknown: list[str]
    kinds: dict[str, bool | None]


KINDS = ("talk", "use", "support", "sentiment", "commercial")
NO_KINDS: dict[str, bool | None] = dict.fromkeys(KINDS)


def quiet(facts: "Facts", cadence: int, today: date, silent: bool) -> Signal:
    """Silence beyond one cadence, full at two; in a book without any touch nobody is quiet."""
    if silent:
        return Signal(0, 25, False)
    added = facts.account["added_on"]
    last = facts.touches[-1] if facts.touches else None
    since = max(added, last["on"]) if last else added
    share = between(Fraction(age(since, today), cadence) - 1)
    has_input = last is not None or age(added, today) > cadence
    return Signal(half_up(25 * share), 25, has_input, (f"n{last['id']}",) if last else ())


def champion_gone(facts: "Facts", today: date) -> Signal:
    """The last champion or sponsor left within a year and nobody followed."""
    sponsors = [row for row in facts.contacts if row["role"] in SPONSORS]
    present = [row for row in sponsors if row["left_on"] is None or row["left_on"] > today]
    if not sponsors or present:
        return Signal(0, 25, bool(facts.contacts))
    newest = max(sponsors, key=lambda row: (row["left_on"], row["id"]))
    gone = age(newest["left_on"], today) <= 365 and newest["successor_id"] is None
    return Signal(25 if gone else 0, 25, True, (f"p{newest['id']}",))


def uncommitted_share(contract: Row, contracts: Contracts) -> Fraction:
    """How urgent an uncommitted renewal is, from nothing to all."""
    contract = contracts.as_it_runs(contract)
    if contract["stage"] not in UNCOMMITTED or contract.get("too_short"):
        return NOTHING
    today, ends_on = contracts.today, contract["ends_on"]
    deadline = contracts.counts_on(contract)
    if today > ends_on:
        lapsed = not contract["auto_renew"] and today <= ends_on + contracts.grace
        return Fraction(1) if lapsed else NOTHING
    if today > deadline:  # it auto-renews, and nobody has said that they didn't cancel
        return Fraction(1)
    term = age(contract["starts_on"], ends_on) + 1
    window = min(Fraction(180), Fraction(term, 2))
    return between(1 - (deadline - today).days / window)


def renewal_uncommitted(open_contracts: list[Row], contracts: Contracts) -> Signal | None:
    """The most urgent of the renewals that nothing secures, the earlier deadline of equals; None without a
    contract that ends."""
    if not open_contracts:
        return None

    def urgency(row: Row) -> tuple[Fraction, date, int]:
        return -uncommitted_share(row, contracts), contracts.deadline(contracts.as_it_runs(row)), row["id"]

    worst = min(open_contracts, key=urgency)
    return Signal(half_up(20 * uncommitted_share(worst, contracts)), 20, True, (f"k{worst['id']}",))


def promise_overdue(facts: "Facts", today: date) -> Signal:
    """Promises of mine past their day."""
    late = [
        row
        for row in facts.tasks
        if row["promised"]
        and row["promised_by"] in (None, "me")
        and row["due_on"] is not None
        and row["due_on"] < today
        and (row["done_on"] is None or row["done_on"] > today)
    ]
    points = sum(10 if age(row["due_on"], today) > 14 else 7 for row in late)
    has_input = bool(facts.tasks) or touched_this_year(facts, today)
    return Signal(min(points, 20), 20, has_input, tuple(f"t{row['id']}" for row in late))


def single_threaded(facts: "Facts", today: date) -> Signal | None:
    """Too few people spoken to in 90 days; None for a tier that needs no more than one."""
    tier = facts.account["tier"]
    if tier == "light":
        return None
    recent = [row for row in facts.touches if age(row["on"], today) <= 90]
    theirs = {row["id"] for row in facts.contacts}  # somebody may have been there for another account
    people = {person for row in recent for person in facts.people[row["id"]] & theirs}
    points = FEW.get((tier, len(people)), 0)
    return Signal(points, 12, bool(people), tuple(f"p{person}" for person in sorted(people)))


def record_gaps(facts: "Facts", open_contracts: list[Row], contracts: Contracts) -> Signal | None:
    """What my own records lack; None for accounts too new to tell."""
    account, today = facts.account, contracts.today
    if account["status"] != "active" or age(account["added_on"], today) <= 30:
        return None
    last = facts.touches[-4:]
    ended = [row for row in open_contracts if today > row["ends_on"] + contracts.grace]
    sponsors = [row for row in facts.contacts if row["role"] in SPONSORS]
    points = 0 if any(row["left_on"] is None or age(row["left_on"], today) <= 365 for row in sponsors) else 5
    points += 0 if any(row["status"] != "dropped" for row in facts.goals) else 3
    points += 3 if len(last) == 4 and not any(facts.people[row["id"]] for row in last) else 0
    points += 5 if ended else 0
    return Signal(min(points, 10), 10, True, tuple(f"k{row['id']}" for row in ended))


def pulse(facts: "Facts", today: date) -> str | None:
    """The newest feeling about an account, while it counts."""
    account = facts.account
    feels = [
        (row["on"], 0, row["feel"])
        for row in facts.interactions
        if row["feel"] and row["on"] <= today and not row["planned"]
    ]
    if account["pulse"] and account["pulse_on"] <= today:
        feels.append((account["pulse_on"], 1, account["pulse"]))
    if not feels:
        return None
    # The interactions stand in order of day and id, so that of equals the last is the newest.
    on, _, felt = max(reversed(feels), key=lambda each: each[:2])
    return str(felt) if age(on, today) <= PULSE_DAYS[felt] else None


def is_capped(
    signals: dict[str, Signal], facts: "Facts", open_contracts: list[Row], contracts: Contracts
) -> bool:
    """Whether the score may not pass 59."""
    weighs = {name for name, signal in signals.items() if signal.points}
    rows = [contracts.as_it_runs(row) for row in open_contracts]
    close = any(contracts.is_close(row, 14) and uncommitted_share(row, contracts) for row in rows)
    few = weighs >= {"champion_gone", "single_threaded"}
    return few or ("renewal_uncommitted" in weighs and close) or signs.is_explosive(facts, contracts.today)


def evidence(facts: "Facts", contracts: Contracts, silent: bool) -> dict[str, bool | None]:
    """Which kinds of evidence are known."""
    today, account = contracts.today, facts.account
    lately = [row for row in facts.touches if age(row["on"], today) <= 365]
    since = [row for row in facts.touches if row["on"] >= account["added_on"]]
    talk = not silent and bool(since or len(lately) > 1)
    issues = [row for row in facts.issues if row["opened_on"] <= today]
    rows = [row for row in facts.contracts if row["amends_id"] is None and row["starts_on"] <= today]
    feels = [row for row in facts.interactions if row["feel"] and not row["planned"]]
    said = [row["on"] for row in (*facts.surveys, *feels) if row["on"] <= today]
    return {
        "talk": talk,
        "use": signs.usage_falling(facts, today).has_input,
        "support": talk
        or bool(signs.open_issues(facts, today))
        or any(age(row["opened_on"], today) <= 365 for row in issues),
        "sentiment": pulse(facts, today) is not None or any(age(on, today) <= 180 for on in said),
        "commercial": any(contracts.runs(row) for row in rows) if rows else None,
    }


def unseen(signals: dict[str, Signal]) -> int:
    """The points for what can't be seen: where signals with input have under 0.6 of what all could have,
    theirs grow by what is wanting, twofold at most."""
    counted = [each for name, each in signals.items() if name not in ("bad_news", "record_gaps")]
    seen = [each for each in counted if each.has_input]
    share = Fraction(sum(each.most for each in seen), sum(each.most for each in counted))
    if not share or share >= Fraction(3, 5):
        return 0
    factor = min(Fraction(2), Fraction(3, 5) / share)
    return half_up(sum(each.points for each in seen) * (factor - 1))


def adjustments(total: int, capped: bool, felt: str | None) -> list[tuple[str, int]]:
    """The lines below the signals: what passes 100, what a cap and what the pulse take or give."""
    overflow = min(0, 100 - total)
    score = max(0, 100 - total)
    cap = max(0, score - 59) if capped else 0
    score -= cap
    feeling = 0
    if felt == "bad":
        feeling = max(0, score - 39)
    elif felt == "good":
        feeling = -min(5, (59 if capped else 100) - score)
    return [("overflow", overflow), ("cap", cap), ("pulse", feeling)]


def health_of(score: int) -> str:
    """The health of a score."""
    if score >= 80:
        return "healthy"
    if score >= 60:
        return "watch"
    return "at_risk" if score >= 40 else "critical"


def signals_of(
    facts: "Facts",
    contracts: Contracts,
    open_contracts: list[Row],
    cadence: int,
    review: int | None,
    silent: bool,
    usual_load: Fraction,
) -> dict[str, Signal]:
    """Every signal that an account is judged by."""
    today = contracts.today
    found = {
        "quiet": quiet(facts, cadence, today, silent),
        "champion_gone": champion_gone(facts, today),
        "renewal_uncommitted": renewal_uncommitted(open_contracts, contracts),
        "escalation": signs.escalation(facts, today),
        "promise_overdue": promise_overdue(facts, today),
        "usage_falling": signs.usage_falling(facts, today),
        "single_threaded": single_threaded(facts, today),
        "unhappy": signs.unhappy(facts, today),
        "only_selling": signs.only_selling(facts, contracts),
        "no_value_shown": signs.no_value_shown(facts, review, today),
        "no_reply": signs.no_reply(facts, today),
        "handoff_gap": signs.handoff_gap(facts, today),
        "payment_late": signs.payment_late(facts, today),
        "support_load": signs.support_load(facts, today, usual_load),
        "mood_low": signs.mood_low(facts, today),
        "downgraded": signs.downgraded(facts, contracts),
        "bad_news": signs.bad_news(facts, today),
        "record_gaps": record_gaps(facts, open_contracts, contracts),
    }
    return {name: signal for name, signal in found.items() if signal is not None}


def health(
    facts: "Facts",
    contracts: Contracts,
    cadence: int,
    review: int | None,
    silent: bool,
    usual_load: Fraction,
) -> Health:
    """Score, health, evidence and reasons; `silent`: of a book without a touch within a year."""
    open_contracts = [row for row in facts.contracts if contracts.is_open(row)]
    signals = signals_of(facts, contracts, open_contracts, cadence, review, silent, usual_load)
    kinds = evidence(facts, contracts, silent)
    known = [each for each in kinds.values() if each is not None]
    coverage = Fraction(sum(known), len(known))
    lines = [Line(name, each.points, None, list(each.refs)) for name, each in signals.items() if each.points]
    dark = unseen(signals)
    total = sum(line.points for line in lines) + dark
    capped = is_capped(signals, facts, open_contracts, contracts)
    extra = [("unseen", dark), *adjustments(total, capped, pulse(facts, contracts.today))]
    lines += [Line(name, points, None, []) for name, points in extra if points]
    score = 100 - sum(line.points for line in lines)
    harmless = [name for name, each in signals.items() if each.has_input and not each.points]
    unknown = [name for name, each in signals.items() if not each.has_input]
    if coverage < Fraction(1, 2):
        return Health(None, "unknown", coverage, lines, score, harmless, unknown, kinds)
    return Health(score, health_of(score), coverage, lines, score, harmless, unknown, kinds)
