"""The object of `am forecast -o json`: its fields, the lists within it, and what fills them of what
forecast_data read. Amounts in major units, ratios never rounded, null where there is none.
"""

from collections.abc import Iterator
from fractions import Fraction

from amcli.fields import Row, Shape, fields, shape
from amcli.hints import Any
from amcli.reports.forecast_data import Found
from amcli.reports.metrics_data import half_up
from amcli.rules.forecast.chances import LOST, Growth
from amcli.rules.forecast.renewals import Renewal, Sums, by_month
from amcli.rules.forecast.simulation import HIGH, LOW, percentile
from amcli.rules.metrics.bridge import EXPANSION
from amcli.rules.metrics.due import STATES
from amcli.rules.metrics.metric import Number
from amcli.rules.metrics.register import BY_NAME
from amcli.rules.metrics.retention import NO_OPENING
from amcli.rules.money import to_major
from amcli.rules.numbers import BASIS_POINTS
from amcli.vocabulary import FORECASTS, HEALTHS, TARGET_METRICS, TARGET_RATIOS, reference

SUMS = fields("""
due       money! value of what is due
renewed   money! of it renewed already
commit    money! of it in commit
likely    money! of it likely
doubtful  money! of it doubtful
lost      money! of it lost, or said to be
unset/missing money! of it open and without a forecast; nothing is expected of it
committed money! renewed and commit
best_case money! renewed, commit and likely
weighted  money! what the renewals are expected to bring
""")
MONTH = Shape((*fields("month text! the month\n renewals int! how many are due"), *SUMS))
RENEWAL = shape(
    """
account     text!  the account's code
name        text!  the account's name
contract    text!  the contract's reference
due         day!   the day on which it is due
value       money! what it brings a year, with its amendments
state       text!  renewed, open, churned, or lapsed: past the grace period, not recorded
category    text   of an open one what a person expects; null: not set
health/band text   of an open one the account's health today
probability number of an open one how likely it is; null without a category
weighted    money! what it is expected to bring
slipped     text   what got worse since the last weekly digest
expected    money  of an open one the amount that a person expects; null: none
""",
    state=STATES,
    category=FORECASTS,
    health=HEALTHS,
)
RATE = shape(
    """
health/band text!  health of the account 30 days before the renewal was due
outcomes int!   renewals that were renewed or lost
renewed  int!   of them renewed
rate     number share renewed; null without any
used     bool!  whether open renewals of this health use it
""",
    health=HEALTHS,
)
GROWTH = shape("""
opportunities int!   open ones that are expected in the period
value         money! their value
weighted      money! of it what is expected, by their probabilities
unweighted    int!   of them without a value or a probability, left out of what is expected
""")
TARGET = shape(
    """
metric   text!   what is to be reached
value    number! the target
booked   money   what counts already; null for a ratio
expected number  what is expected in the end, booked and forecast; null where undefined
gap/missing money gap to target; null for a ratio
owner    text    whose ratio it is, in a book of several owners; null: yours, or all owners' together
""",
    metric=TARGET_METRICS,
)
ENDED = shape("""
contracts int!   how many end on it
value     money! what they are worth a year
lost      money! of it lost
""")
PERIOD = shape("from day! its first day\n to day! its last day")
HEAD = fields("""
period     object! the period
as_of      day!    the day on which it is asked
currency   text!   the currency of every amount
due_number int!    how many renewals are due
""")
EXPECTED = fields("""
weighted_p10 money!  one trial in ten brings no more
weighted_p90 money!  nine trials in ten bring no more
accounts     int!    the accounts that retention is counted over
opening_arr  money!  their revenue at the opening, without what has no category
grr          number  expected gross revenue retention
grr_p10      number  one trial in ten comes to no more
grr_p90      number  nine trials in ten come to no more
nrr          number  expected net revenue retention
nrr_p10      number  one trial in ten comes to no more
nrr_p90      number  nine trials in ten come to no more
uplift       number! what those renewed are taken to grow by
trials       int!    how often the renewals were drawn
seed         int!    where the draws began
unvalued     int!    open contracts that end in the period and have no value
upsell       object! upsells expected in the period, apart from the renewals
cross_sell   object! cross-sells, the same
attainment   number  target attainment: renewals and expansion booked, as a share of the target
gap/still_missing money gap to target: what is still to be booked
ended_on_last_day object! what is due on the last day of the period, which the ARR bridge books a day later
digest_on    day     the weekly digest that slips are counted from
targets      list!   your targets for this period
months       list!   the sums of each month
renewals     list!   every renewal that is due
rates        list!   your book's own renewal rates, by health
why          object! for each number that there is none of, why
""")
PAGE = Shape(
    (*HEAD, *SUMS, *EXPECTED),
    {
        "period": PERIOD, "ended_on_last_day": ENDED, "upsell": GROWTH, "cross_sell": GROWTH,
        "targets": TARGET, "months": MONTH, "renewals": RENEWAL, "rates": RATE, "why": str,
    },
)  # fmt: skip

ENDS = (("p10", LOW), ("p90", HIGH))


def forecast_object(found: Found) -> Row:
    rates, every = retention(found), found.sums
    return {
        "period": {"from": found.period.first.isoformat(), "to": found.period.last.isoformat()},
        "as_of": found.world.today.isoformat(),
        "currency": found.base,
        "due_number": every.number,
        **sums(found, every),
        **{f"weighted_{end}": major(found, percentile(found.trials.value, part)) for end, part in ENDS},
        "accounts": sum(1 for each in found.standings if each.opening > 0),
        "opening_arr": major(found, found.opening),
        **rates,
        "uplift": float(found.asked.uplift),
        "trials": found.asked.trials,
        "seed": found.asked.seed,
        "unvalued": found.unvalued,
        **{kind: growth(found, each) for kind, each in found.growth.items()},
        **attained(found),
        "ended_on_last_day": ended(found),
        "digest_on": None if found.digest_on is None else found.digest_on.isoformat(),
        "targets": list(targets(found, rates)),
        "months": [
            {"month": month, "renewals": each.number, **sums(found, each)}
            for month, each in by_month(found.renewals, *found.period).items()
        ],
        "renewals": renewals(found),
        "rates": [
            {**each._asdict(), "rate": None if each.rate is None else float(each.rate), "used": each.used}
            for each in found.rates.values()
        ],
        "why": {name: NO_OPENING for name, value in rates.items() if value is None},
    }


def major(found: Found, amount: Number) -> int | float:
    """An amount of the base currency in major units."""
    exact = amount if isinstance(amount, int) else Fraction(amount)
    return to_major(half_up(exact), found.base)


def sums(found: Found, each: Sums) -> Row:
    amounts: dict[str, Number] = {
        "due": each.due,
        **each.parts,
        "committed": each.committed,
        "best_case": each.best_case,
        "weighted": each.weighted,
    }
    return {name: major(found, amount) for name, amount in amounts.items()}


def retention(found: Found) -> dict[str, float | None]:
    """What is expected to be kept of the opening, and how bad and how good it could get."""
    kept, trials, opening = found.kept, found.trials, found.opening
    told: dict[str, float | None] = {}
    for name, mean, drawn in (("grr", kept[0], trials.gross), ("nrr", kept[1], trials.net)):
        told[name] = mean / opening if opening else None
        for end, part in ENDS:
            told[f"{name}_{end}"] = percentile(drawn, part) / opening if opening else None
    return told


def ended(found: Found) -> Row:
    """What is due on the last day of the period, and what of that is lost or said to be."""
    last = [each for each in found.renewals if each.due == found.period.last]
    return {
        "contracts": sum(len(each.contracts) for each in last),
        "value": major(found, sum(each.value for each in last)),
        "lost": major(found, sum(each.parts.get(LOST, 0) for each in last)),
    }


def growth(found: Found, each: Growth) -> Row:
    """Opportunities of a kind."""
    amounts = {"value": major(found, each.value), "weighted": major(found, each.weighted)}
    return {**each._asdict(), **amounts}


def attained(found: Found) -> Row:
    """What of my number is booked up to the end of the period, and the gap that is left."""
    part = BY_NAME["attainment"].figure(found.scope).value
    left = BY_NAME["target_gap"].figure(found.scope).value
    return {
        "attainment": None if part is None else float(part),
        "gap": None if left is None else major(found, left),
    }


def targets(found: Found, rates: dict[str, float | None]) -> Iterator[Row]:
    """Each of my numbers for the period, beside what is expected."""
    for each in found.scope.ledger.targets:
        if each.metric in TARGET_RATIOS:
            told: dict[str, Any] = {
                "value": each.value / BASIS_POINTS,
                "booked": None,
                "expected": rates[each.metric] if each.owner is None else None,
                "gap": None,
            }
        else:
            booked, expected = money_of(found, each.metric)
            amounts: dict[str, Number] = {"value": each.value, "booked": booked, "expected": expected}
            told = {name: major(found, amount) for name, amount in amounts.items()}
            told["gap"] = major(found, max(each.value - booked, 0))
        yield {"metric": each.metric, **told, "owner": each.owner}


def money_of(found: Found, metric: str) -> tuple[int, Fraction]:
    """What is booked of renewals or expansion, and what is expected in the end."""
    if metric == "renewals":
        return sum(each.renewed or 0 for each in found.renewals), found.sums.weighted
    booked = found.scope.bridge.total(EXPANSION)
    return booked, booked + sum((each.weighted for each in found.growth.values()), Fraction(0))


def renewals(found: Found) -> list[Row]:
    """Every renewal that is due, by day."""
    names = {client.id: client for client in found.scope.ledger.clients}
    return [renewal(found, each, names[each.account]) for each in found.renewals]


def renewal(found: Found, each: Renewal, client: Any) -> Row:
    return {
        "account": client.code,
        "name": client.name,
        "contract": reference("contract", each.contracts[0].id),
        "due": each.due.isoformat(),
        "value": major(found, each.value),
        "state": each.state,
        "category": each.category,
        "expected": None if each.expected is None else major(found, each.expected),
        "health": each.health,
        "probability": None if each.chance is None else float(each.chance),
        "weighted": major(found, each.weighted),
        "slipped": each.slipped,
    }
