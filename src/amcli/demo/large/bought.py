"""What an account of the large sample book bought: its terms, how far the renewal has come, and the rest."""

import calendar
import datetime as dt

from amcli.demo.contracts import terms
from amcli.demo.large.author import FIRST_WEEK, ONE_DAY, Author, texts
from amcli.demo.large.lives import GONE, PASSED, STAGES
from amcli.hints import Any
from amcli.rules.dates import add_months

MONTHS = {12: 88, 24: 8, 36: 4}
YEARS_BEFORE = {12: {0: 8, 1: 24, 2: 31, 3: 37}, 24: {0: 40, 1: 60}, 36: {0: 60, 1: 40}}
NOTICE = {30: 50, 60: 25, 90: 25}
BESIDES = {"Analytics": 0.3, "SSO": 0.15, "Support Plus": 0.18}  # their price, as a share of the platform's
SEAT = (700, 1_100)  # what one costs
RECORDED = 0.75
UNSAID = 0.03  # ended, and nobody has recorded yet what became of it
SHARED = ("ends", "months", "currency", "auto", "notice", "stage", "forecast")


def contracts(author: Author) -> list[dict[str, Any]]:
    """The platform, and what was bought besides."""
    value = author.price(author.chance.triangular(*author.size.value))
    lasting = author.kind not in ("fresh", *GONE) and author.tier != "light"
    months = author.weighed(MONTHS) if lasting else 12
    main: dict[str, Any] = {
        "product": "Platform", "value": value, "months": months, "currency": author.currency,
        "ends": last_day(author, months), "seats": seats(author, value),
        "before": before(author, value, months),
    }  # fmt: skip
    if author.likely(0.55):
        main |= {"auto": True, "notice": author.weighed(NOTICE)}
    elif author.likely(0.3):
        main["notice"] = 30
    run_on(author, main)
    main |= outcome(author, main["ends"]) if author.kind in ("leaving", *GONE) else prospects(author, main)
    young = (author.today - terms(main)[0][0]).days < 30
    if author.kind not in GONE and author.likely(author.life.more_seats) and not young:
        main["amend"] = [amendment(author, main)]
    return [main, *besides(author, main)]


def run_on(author: Author, main: dict[str, Any]) -> None:
    """Mostly the next term is on record as soon as nobody can cancel any more."""
    left = (main["ends"] - author.today).days
    stays = author.kind not in ("leaving", *GONE)
    if "auto" in main and 0 < left < main["notice"] and stays and author.likely(RECORDED):
        main["before"] = [main["value"], *main["before"]]
        main["ends"] = add_months(main["ends"] + ONE_DAY, main["months"]) - ONE_DAY


def seats(author: Author, value: int) -> int:
    """How many a yearly value buys."""
    return max(3, round(value / author.price(author.chance.randint(*SEAT))))


def last_day(author: Author, months: int) -> dt.date:
    """When the running term ends, mostly with a month; of those who left, when they went."""
    chance, today = author.chance, author.today
    if author.kind == "fresh":
        return add_months(today - dt.timedelta(days=chance.randint(14, 85)), 12) - ONE_DAY
    if author.kind == "leaving":
        return today + dt.timedelta(days=chance.randint(16, 130))
    if author.kind in GONE:
        return today - dt.timedelta(days=chance.randint(12, 980))
    if author.kind == "steady" and author.likely(UNSAID):
        return today - dt.timedelta(days=chance.randint(3, 24))
    day = today + dt.timedelta(days=chance.randint(5, round(months * 30.4) - 12))
    last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return last if author.likely(0.6) and last < add_months(today, months) - FIRST_WEEK else day


def before(author: Author, value: int, months: int) -> list[int]:
    """The values of the terms before, the last one first."""
    found: list[int] = []
    if author.kind == "fresh":
        return found
    least, most, mostly = author.life.step
    for _ in range(author.weighed(YEARS_BEFORE[months])):
        step = author.chance.triangular(least, most, mostly) if author.likely(0.7) else 0
        value = round(value / (1 + step) / author.price(100)) * author.price(100)
        found.append(value)
    return found


def outcome(author: Author, ends: dt.date) -> dict[str, Any]:
    """How it was lost."""
    known = ends - dt.timedelta(days=author.chance.randint(8, 50))
    on = min(known, author.today - dt.timedelta(days=author.chance.randint(2, 20)))
    why = author.one(texts("lost"))
    return {"stage": "contacted", "forecast": "lost", "outcome": "churned", "outcome_on": on, "reason": why}


def prospects(author: Author, main: dict[str, Any]) -> dict[str, Any]:
    """How far the next renewal has come, and what is thought of it."""
    left = (main["ends"] - author.today).days
    act = left - main.get("notice", 0)
    weights = (
        PASSED
        if act < 0 < left and "auto" in main
        else next(of for most, of in STAGES.items() if act <= most)
    )
    found = {"stage": author.weighed(weights)}
    agreed = found["stage"] in ("verbal", "signed")
    if agreed:
        found["forecast"] = "commit"
    elif left <= 150 and author.likely(0.85):
        found["forecast"] = author.weighed(author.life.forecast)
    if (agreed or found["stage"] == "proposed") and author.likely(0.15):
        found["concessions"] = author.one(texts("gave"))
    return found


def amendment(author: Author, main: dict[str, Any]) -> list[Any]:
    """Seats more, or given back, within the running term."""
    starts = terms(main)[0][0]
    day = starts + dt.timedelta(days=author.chance.randint(5, max(6, (author.today - starts).days - 2)))
    count = max(1, round(main["seats"] * author.chance.uniform(0.06, 0.3)))
    change = round(main["value"] / main["seats"] * count / author.price(100)) * author.price(100)
    if author.kind == "drifting":
        return [day, -change, 0, f"{count} {author.one(texts('seats_dropped'))}"]
    return [day, change, count, f"{count} {author.one(texts('seats_added'))}"]


def besides(author: Author, main: dict[str, Any]) -> list[dict[str, Any]]:
    """A second product, a training, and what is paid by use."""
    if author.kind in ("leaving", *GONE) or author.tier == "light":
        return []
    found, currency = [], author.currency
    if author.likely(0.35):
        product = author.one(list(BESIDES))
        value = round(main["value"] * BESIDES[product] / author.price(100)) * author.price(100)
        earlier = [value] if main["before"] and author.likely(0.4) else []
        shared = {name: main[name] for name in SHARED if name in main}
        found.append({**shared, "product": product, "value": value, "before": earlier})
    age = (author.today - terms(main)[-1][0]).days
    if age > 90 and author.likely(0.12):
        total = author.price(author.one((1_500, 3_000, 4_500)))
        once = {"kind": "one_off", "ends": author.ago(20, min(500, age - 40)), "months": 1, "total": total}
        found.append({**once, "product": "Training", "currency": currency})
    if author.trade_key in ("software", "logistics") and author.likely(0.25):
        used = {"kind": "usage", "ends": main["ends"], "months": main["months"]}
        found.append({**used, "product": "API", "currency": currency})
    return found
