"""What the oracle looks at beside silence, people and contracts: issues, answers, usage, value, news,
messages, handoffs. Shares no code with the program.

Each function gives the points that are lost, how many can be, whether there was anything to look at,
and the records behind it; None where an account is not judged by it at all.
"""

from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.oracle.revenue import Contracts

if TYPE_CHECKING:
    from tests.oracle.oracle import Facts

Row = dict[str, Any]
TARGETS = {"critical": 2, "high": 5, "medium": 14, "low": 30}
SEVERE = ("critical", "high")
WEIGHTS = {"critical": 8, "high": 4, "medium": 2, "low": 1}


class Signal(NamedTuple):
    """What one signal found; `has_input` says whether there was anything to look at."""

    points: int
    most: int
    has_input: bool
    refs: tuple[str, ...] = ()


def half_up(amount: Fraction) -> int:
    """Round to a whole number, a half up."""
    return floor(amount + Fraction(1, 2))


def between(share: Fraction) -> Fraction:
    """A share held between nothing and all."""
    return min(max(share, Fraction(0)), Fraction(1))


def age(day: date, today: date) -> int:
    """Days since a day."""
    return (today - day).days


def touched_this_year(facts: "Facts", today: date) -> bool:
    """Whether somebody was reached within 365 days."""
    return any(age(row["on"], today) <= 365 for row in facts.touches)


# Issues


def open_issues(facts: "Facts", today: date) -> list[Row]:
    """Issues that are known and not solved."""
    return [
        row
        for row in facts.issues
        if row["opened_on"] <= today and (row["resolved_on"] is None or row["resolved_on"] > today)
    ]


def heard_of_issues(facts: "Facts", today: date) -> bool:
    """An issue, or somebody who would have told of one."""
    return any(row["opened_on"] <= today for row in facts.issues) or touched_this_year(facts, today)


def is_escalated(issue: Row, today: date) -> bool:
    """Whether it went up before today's end."""
    return issue["escalated_on"] is not None and issue["escalated_on"] <= today


def is_past_target(issue: Row, today: date) -> bool:
    """Whether it should have been solved by now."""
    return age(issue["opened_on"], today) > TARGETS[issue["severity"]]


def cost_of_issue(issue: Row, today: date) -> int:
    """8 while it is in time; else 14, or 20 where it is severe."""
    if not is_escalated(issue, today) and not is_past_target(issue, today):
        return 8
    return 20 if issue["severity"] in SEVERE else 14


def escalation(facts: "Facts", today: date) -> Signal:
    """The worst issue that is open."""
    rows = open_issues(facts, today)
    points = max((cost_of_issue(row, today) for row in rows), default=0)
    return Signal(points, 20, heard_of_issues(facts, today), tuple(f"i{row['id']}" for row in rows))


def is_explosive(facts: "Facts", today: date) -> bool:
    """Whether an issue that is critical, or went up, is past its target."""
    return any(
        is_past_target(row, today) and (row["severity"] == "critical" or is_escalated(row, today))
        for row in open_issues(facts, today)
    )


def payment_late(facts: "Facts", today: date) -> Signal:
    """An invoice that nobody clears for over 30 days."""
    rows = [
        row
        for row in open_issues(facts, today)
        if row["category"] == "billing" and age(row["opened_on"], today) > 30
    ]
    refs = tuple(f"i{row['id']}" for row in rows)
    return Signal(10 if rows else 0, 10, heard_of_issues(facts, today), refs)


def opened(facts: "Facts", today: date, oldest: int, newest: int = 0) -> list[Row]:
    """Issues, open or not, that were opened so many days ago."""
    return [row for row in facts.issues if newest <= age(row["opened_on"], today) <= oldest]


def weight(rows: list[Row]) -> int:
    """What issues come to by their severity."""
    return sum(WEIGHTS[row["severity"]] for row in rows)


def support_load(facts: "Facts", today: date, usual: Fraction) -> Signal:
    """More issues than other accounts have, or than this one had before."""
    if len(opened(facts, today, 180)) < 3:
        return Signal(0, 10, False)
    season, month, before = opened(facts, today, 90), opened(facts, today, 29), opened(facts, today, 119, 30)
    times = Fraction(weight(season)) / usual
    if len(month) >= 3:
        times = max(times, Fraction(weight(month)) / max(Fraction(weight(before), 3), Fraction(2)))
    points = half_up(10 * between((times - Fraction(3, 2)) / Fraction(3, 2)))
    return Signal(points, 10, True, tuple(f"i{row['id']}" for row in season))


# Usage


def usage_falling(facts: "Facts", today: date) -> Signal:
    """The metric that fell most, or is used far less than it was bought."""
    metrics: dict[str, list[Row]] = {}
    for row in facts.usage:
        if 0 <= age(row["on"], today) < 120:
            metrics.setdefault(row["metric"], []).append(row)
    usable = [rows for rows in metrics.values() if len(rows) >= 2]
    return Signal(max((cost_of_usage(rows, today) for rows in usable), default=0), 15, bool(usable))


def cost_of_usage(rows: list[Row], today: date) -> int:
    """What one metric costs."""
    newest = max(rows, key=lambda row: row["on"])
    if newest["entitlement"] and Fraction(newest["value"]) < Fraction(newest["entitlement"]) / 2:
        return 15
    recent = [Fraction(row["value"]) for row in rows if age(row["on"], today) < 30]
    before = [Fraction(row["value"]) for row in rows if age(row["on"], today) >= 30]
    if not recent or not before or sum(before) <= 0:
        return 0
    kept = (sum(recent) / len(recent)) / (sum(before) / len(before))
    return half_up(15 * between((Fraction(8, 10) - kept) / Fraction(3, 10)))


# Answers, and how talks felt


def newest_answers(facts: "Facts", today: date) -> dict[str, Row]:
    """The newest answer of each kind within 180 days."""
    found: dict[str, Row] = {}
    for row in sorted(facts.surveys, key=lambda row: (row["on"], row["id"])):
        if 0 <= age(row["on"], today) <= 180:
            found[row["kind"]] = row
    return found


def is_bad(answer: Row) -> bool:
    """NPS of 6 of 10 or less, CSAT of 2 of 5 or less."""
    limits = {"nps": Fraction(6, 10), "csat": Fraction(2, 5)}
    share = Fraction(answer["score"]) / Fraction(answer["scale_max"])
    return answer["kind"] in limits and share <= limits[answer["kind"]]


def unhappy(facts: "Facts", today: date) -> Signal:
    """A bad answer or two bad talks, and whether anybody came back to it."""
    answers = newest_answers(facts, today)
    last = facts.touches[-1] if facts.touches else None
    complaints = [
        (last is not None and last["on"] >= row["on"], row["on"], f"s{row['id']}")
        for row in answers.values()
        if is_bad(row)
    ]
    complaints.sort(key=lambda each: (*each[:2], int(each[2][1:])))
    if last is not None and [row["feel"] for row in facts.touches[-2:]] == ["bad", "bad"]:
        complaints.append((False, last["on"], f"n{last['id']}"))
    felt = any(row["feel"] and row["on"] <= today and not row["planned"] for row in facts.interactions)
    waiting = any(not answered and age(on, today) > 2 for answered, on, _ in complaints)
    points = (12 if waiting else 6) if complaints else 0
    refs = (min(complaints, key=lambda each: each[:2])[2],) if complaints else ()
    return Signal(points, 12, bool(answers) or felt, refs)


def mean(rows: list[Row]) -> Fraction:
    """Answers as a share of their scale, on average."""
    return sum((Fraction(row["score"]) / Fraction(row["scale_max"]) for row in rows), Fraction(0)) / len(rows)


def mood_low(facts: "Facts", today: date) -> Signal:
    """The worse kind of survey: how low its answers are, or how far they fell."""
    costs = []
    for kind in ("csat", "nps"):
        rows = [row for row in facts.surveys if row["kind"] == kind and 0 <= age(row["on"], today) < 360]
        half = [row for row in rows if age(row["on"], today) <= 180]
        if len(half) < 2:
            continue
        low = between((Fraction(65, 100) - mean(half)) / Fraction(20, 100))
        recent = [row for row in rows if age(row["on"], today) < 90]
        before = [row for row in rows if age(row["on"], today) >= 90]
        if len(recent) >= 2 and len(before) >= 2:
            low = max(low, between((mean(before) - mean(recent) - Fraction(1, 10)) / Fraction(2, 10)))
        costs.append((low, f"s{max(half, key=lambda row: (row['on'], row['id']))['id']}"))
    if not costs:
        return Signal(0, 8, False)
    worst, ref = max(costs, key=lambda each: each[0])
    return Signal(half_up(8 * worst), 8, True, (ref,))


# What became worth less


def change(row: Row, contracts: Contracts) -> int:
    """What a contract or an amendment added to the annual value, or took from it, as it began."""
    value: int = row["annual_value"]
    followed = [each for each in contracts.by_id.values() if each["renewed_by_id"] == row["id"]]
    if row["amends_id"] is not None or not followed:
        return value
    before = [
        each["annual_value"] + sum(part["annual_value"] or 0 for part in contracts.amendments(each))
        for each in followed
        if each["currency"] == row["currency"] and each["annual_value"] is not None
    ]
    return value - sum(before) if before else 0


def downgraded(facts: "Facts", contracts: Contracts) -> Signal | None:
    """What an amendment or a renewal made worth less: all of a day together, and the last day counts."""
    today = contracts.today
    begun = [row for row in facts.contracts if row["starts_on"] <= today]
    if not begun:
        return None
    days: dict[tuple[date, str], list[Row]] = {}
    for row in begun:
        stopped = row["terminated_on"] is not None and row["terminated_on"] <= today
        if row["annual_value"] is not None and not stopped and age(row["starts_on"], today) < 365:
            days.setdefault((row["starts_on"], row["currency"]), []).append(row)
    fell = [
        (day, max(row["amends_id"] or row["id"] for row in rows))
        for (day, _), rows in days.items()
        if sum(change(row, contracts) for row in rows) < 0
    ]
    if not fell:
        return Signal(0, 8, True)
    day, contract = max(fell)
    return Signal(half_up(8 * between(Fraction(365 - age(day, today), 185))), 8, True, (f"k{contract}",))


# What is talked about, and whether anybody answers


def only_selling(facts: "Facts", contracts: Contracts) -> Signal:
    """Commercial talk and little else, or talk only before an end."""
    purposes = [row["purpose"] for row in facts.touches[-6:] if row["purpose"]]
    if len(purposes) < 4:
        return Signal(0, 12, False)
    mostly = Fraction(purposes.count("commercial"), len(purposes)) >= Fraction(7, 10)
    year = [row["on"] for row in facts.touches if age(row["on"], contracts.today) < 365]
    ends = [row["ends_on"] for row in facts.contracts if row["ends_on"] and row["amends_id"] is None]
    timed = len(year) >= 4 and all(any(0 <= (end - on).days <= 90 for end in ends) for on in year)
    return Signal(12 if mostly or timed else 0, 12, True)


def no_reply(facts: "Facts", today: date) -> Signal:
    """The last three contacts went out from us, and the first of them is old."""
    last = facts.contacted[-3:]
    sent = len(last) == 3 and all(
        row["tried"] or (row["direction"] == "out" and row["last_direction"] != "in") for row in last
    )
    known = sum(1 for row in facts.touches[-6:] if row["direction"])
    ghost = sent and age(last[0]["on"], today) > 14
    refs = tuple(f"n{row['id']}" for row in last) if ghost else ()
    return Signal(10 if ghost else 0, 10, sent or known >= 3, refs)


# Value, news, the handoff


def no_value_shown(facts: "Facts", interval: int | None, today: date) -> Signal | None:
    """Neither a review nor progress for longer than a review interval."""
    account = facts.account
    if account["tier"] == "light" or interval is None:
        return None
    reviews = [row["on"] for row in facts.touches if row["kind"] == "qbr"]
    moved = [row[name] for row in facts.goals for name in ("progress_on", "met_on")]
    shown = [*reviews, *(day for day in moved if day is not None and day <= today)]
    since = max(shown, default=max(account["customer_since"] or account["added_on"], account["added_on"]))
    share = between((Fraction(age(since, today), interval) - 1) * 2)
    has_input = bool(reviews) or any(row["status"] != "dropped" for row in facts.goals)
    return Signal(half_up(10 * share) if has_input else 0, 10, has_input)


def bad_news(facts: "Facts", today: date) -> Signal:
    """The event that weighs most; it fades over 120 days."""
    rows = [row for row in facts.events if row["on"] <= today]
    costs = [
        (Fraction(10 * max(0, 120 - age(row["on"], today)), 120), row["on"], row["id"])
        for row in rows
        if not row["good"] and (row["until"] is None or row["until"] >= today)
    ]
    worst = max(costs, default=None)
    if worst is None:
        return Signal(0, 10, bool(rows))
    return Signal(half_up(worst[0]), 10, True, (f"e{worst[2]}",))


def handoff_gap(facts: "Facts", today: date) -> Signal | None:
    """Within half a year of a new owner or customer: what matters is written down, and somebody called."""
    account = facts.account
    starts = [day for day in (account["owner_since"], account["customer_since"]) if day and day <= today]
    if not starts or age(max(starts), today) > 180:
        return None
    start = max(starts)
    if age(start, today) < 15:
        return Signal(0, 8, False)
    written = any(
        start - timedelta(days=30) <= row["on"] <= today
        and all(row[name] for name in ("why_bought", "expectations", "promises"))
        for row in facts.handoffs
    )
    called = any(row["on"] >= start for row in facts.touches)
    return Signal(0 if written and called else 8, 8, True)
