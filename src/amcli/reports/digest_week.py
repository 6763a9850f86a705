"""What a week brought, for the weekly digest: won, lost, renewed, slipped, and the forecast beside."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from amcli.facts.account_facts import World, read_contracts
from amcli.fields import shape
from amcli.hints import Any, NamedTuple
from amcli.rules.dates import short_day
from amcli.rules.facts import OpenContract
from amcli.rules.isodays import after, before
from amcli.rules.money import grouped, moved
from amcli.storage.digests import State
from amcli.vocabulary import FORECASTS, reference, words

REMEMBERED_DAYS = 120
FORECAST_DAYS = 90
UNSAID = "none"
CATEGORIES = (*FORECASTS, UNSAID)
OUTCOMES = ("won", "renewed", "lost", "slipped")
SECTION_OF = {"won": "won", "lost": "lost", "renewed": "renewed", "churned": "lost"}
OPEN_OPPORTUNITIES = (
    "SELECT id, account_id, name, expected_on, value, currency FROM opportunity"
    " WHERE expected_on IS NOT NULL AND (stage NOT IN ('won', 'lost') OR closed_on > ?)"
)


WEEK = shape(
    """
outcomes list! what was won, renewed, lost or postponed
forecast list! what contracts that end within 90 days are worth, by category
""",
    {
        "outcomes": shape(
            """
section text! won, renewed, lost or slipped
account text! the account's code
name    text! the account's name
text    text! what there is to tell
ref     text! the record, as commands take it
""",
            section=OUTCOMES,
        ),
        "forecast": shape(
            """
category text  commit, likely, doubtful or lost; null where none was said
value    money what they are worth now
before   money what they were worth at the digest before
""",
            category=FORECASTS,
        ),
    },
)


class Outcome(NamedTuple):
    """One thing that was decided, or put off: its section, its account, and what there is to tell."""

    key: str
    section: str
    account_id: int
    text: str
    ref: str


class Forecast(NamedTuple):
    """What contracts that end within 90 days are worth, by category, in minor units of the base currency."""

    now: Mapping[str, int]
    then: Mapping[str, int] | None


class Week(NamedTuple):
    """What the week brought; `state` is what the next one is held against."""

    outcomes: list[Outcome]
    forecast: Forecast
    state: dict[str, Any]

    @property
    def empty(self) -> bool:
        """Whether nothing was decided or put off, and the forecast is the same."""
        then = self.forecast.then or dict.fromkeys(self.forecast.now, 0)
        return not self.outcomes and then == self.forecast.now


def read_week(world: World, then: State | None) -> Week:
    """The week up to today: what the digest before did not know; without one, the last seven days."""
    closed = list(closed_of(world))
    contracts = read_contracts(world)
    opportunities = list(open_opportunities(world))
    known = then.week if then else {}
    recent = before(world.today, 7).isoformat()
    told = set(known.get("closed", ()))
    found = [each for on, each in closed if each.key not in told and (then is not None or on > recent)]
    found += slipped(world, contracts, opportunities, known, recent if then is None else then.on.isoformat())
    now = forecast(world, contracts)
    state = {
        "closed": [each.key for _, each in closed],
        "forecast": now,
        "category": {str(each.id): each.forecast for each in contracts if each.forecast},
        "expected": {str(each["id"]): each["expected_on"] for each in opportunities},
    }
    found.sort(key=lambda each: OUTCOMES.index(each.section))
    return Week(found, Forecast(now, known.get("forecast")), state)


def closed_of(world: World) -> Iterator[tuple[str, Outcome]]:
    """What was closed within the days that are remembered, with its day."""
    first = before(world.today, REMEMBERED_DAYS).isoformat()
    for row in world.book.rows("digest_week.closed", **{"from": first, "today": world.today.isoformat()}):
        if not world.has(row["account_id"]):
            continue
        ref = reference(row["kind"], row["id"])
        why = f": {row['reason']}" if row["reason"] else ""
        text = f"{row['title']}{worth(row)}{why}"
        yield (
            row["on"],
            Outcome(f"{row['what']}:{ref}", SECTION_OF[row["what"]], row["account_id"], text, ref),
        )


def worth(row: Any) -> str:
    """`, EUR 60,000 → 66,000 (+10%)`: the value, and that of what follows a contract."""
    if row["value"] is None:
        return ""
    if row["next_value"] is None:
        return f", {row['currency']} {grouped(row['value'], row['currency'])}"
    return f", {moved(row['value'], row['currency'], row['next_value'], row['next_currency'])}"


def open_opportunities(world: World) -> Iterator[Any]:
    """Open opportunities with the day on which they are expected."""
    for row in world.book.db.execute(OPEN_OPPORTUNITIES, (world.today.isoformat(),)):
        if world.has(row["account_id"]):
            yield row


def slipped(
    world: World,
    contracts: Iterable[OpenContract],
    opportunities: Iterable[Any],
    known: Mapping[str, Any],
    since: str,
) -> Iterator[Outcome]:
    """What was put off, passed its day, or is less likely than at the digest before."""
    today = world.today
    for each in contracts:
        ref = reference("contract", each.id)
        if since <= each.ends_on.isoformat() < today.isoformat():
            text = f"{each.product or 'Contract'}, ended {short_day(each.ends_on, today)}: renewed or lost?"
            yield Outcome(f"ended:{ref}", "slipped", each.account_id, text, ref)
        was = known.get("category", {}).get(str(each.id))
        if was and each.forecast and FORECASTS.index(each.forecast) > FORECASTS.index(was):
            text = f"{each.product or 'Contract'}, {was} → {each.forecast}"
            yield Outcome(f"less:{ref}", "slipped", each.account_id, text, ref)
    for row in opportunities:
        was, day = known.get("expected", {}).get(str(row["id"])), row["expected_on"]
        ref = reference("opportunity", row["id"])
        if was and day > was:
            text = f"{row['name']}, {short(was, today)} → {short(day, today)}"
            yield Outcome(f"moved:{ref}", "slipped", row["account_id"], text, ref)
        elif since <= day < today.isoformat():
            text = f"{row['name']}, was expected {short(day, today)}"
            yield Outcome(f"passed:{ref}", "slipped", row["account_id"], text, ref)


def short(text: str, today: dt.date) -> str:
    """A day of the book, as people write it."""
    return short_day(dt.date.fromisoformat(text), today)


def forecast(world: World, contracts: Iterable[OpenContract]) -> dict[str, int]:
    """What contracts that end within 90 days are worth, by category; those past their end too."""
    until, found = after(world.today, FORECAST_DAYS), dict.fromkeys(CATEGORIES, 0)
    for each in contracts:
        if each.ends_on <= until:
            value = world.totals.in_base(each.value, each.currency)
            found[each.forecast or UNSAID] += value or 0
    return found


def category_words(category: str) -> str:
    """A category as people read it."""
    return "not set" if category == UNSAID else words(category)
