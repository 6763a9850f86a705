"""Contracts whose end or notice day is near: the fields of `am renewals`, and their rows."""

import datetime as dt

from amcli.facts.account_facts import World, people_to_call, read_contracts
from amcli.facts.day_state import Known, known_scores
from amcli.fields import Row, fields
from amcli.rules import renewals
from amcli.rules.cadence import verb_for
from amcli.rules.dates import parse_duration
from amcli.rules.deadlines import past_kind, past_on
from amcli.rules.facts import OpenContract, Person
from amcli.rules.implied import Running, as_json
from amcli.rules.isodays import iso
from amcli.rules.money import to_major
from amcli.vocabulary import FORECASTS, SHOWN_HEALTHS, STAGES, reference

FIELDS = fields(
    """
account        text! the account's code
name           text! the account's name
contract       text! the contract's reference, such as k12
product        text  what was bought
starts_on      day!  first day
ends_on        day!  last day
days_left      int!  days to the end; negative once it has passed
notice_by      day   last day on which notice can be given
days_to_notice int   days to that; negative once it has passed
deadline/act_by day! the notice deadline while it is ahead, otherwise the end
auto_renew     bool! whether it auto-renews
annual_value   money value a year, amendments included
currency       text  currency of annual_value
stage          text! how far the renewal has come
forecast       text  commit, likely, doubtful or lost
score          int   the account's health score
health/band text  critical, at_risk, watch, healthy, unknown or leaving
next_step      text! what to do next
past           text  what has passed and isn't recorded: ended, renewed (auto-renewed), notice; null otherwise
unconfirmed    bool! whether it auto-renewed, and nobody recorded it; the days above stay those on record
auto_renewed_on day  first day of the term that then runs; null otherwise
next_ends_on   day   last day of that term
next_notice_by day   last day on which notice can be given of that term
next_deadline/next_act_by day the deadline of that term, by which the list is sorted
""",
    past=("ended", "renewed", "notice"),
    stage=STAGES,
    forecast=FORECASTS,
    health=SHOWN_HEALTHS,
)


def until_day(world: World, within: str | None) -> dt.date:
    """The last day of the list's stretch."""
    return parse_duration(world.config.get("lists.renewals") if within is None else within).after(world.today)


def near(world: World, until: dt.date, only: frozenset[int] | None = None) -> list[Row]:
    """The rows of the list: contracts near their end or notice deadline, each with its account's score;
    `only` are the ids of those that a filter chose."""
    contracts = [each for each in read_contracts(world, until=until) if only is None or each.id in only]
    return scored_rows(world, in_order(world, contracts, until))


def past(world: World, only: frozenset[int] | None = None) -> list[Row]:
    """The rows of `--past`: contracts that ended, auto-renewed or let their notice deadline pass, and that
    nobody recorded as renewed or lost; the newest first."""
    today = world.today
    chosen = [
        each
        for each in read_contracts(world)
        if past_kind(each, today) is not None and (only is None or each.id in only)
    ]
    chosen.sort(key=lambda each: (-past_on(each, today).toordinal(), -(base(world, each) or 0), each.id))
    return scored_rows(world, chosen)


def in_order(world: World, contracts: list[OpenContract], until: dt.date) -> list[OpenContract]:
    """The contracts that are near, past their end first, then by the deadline."""
    near = [each for each in contracts if renewals.is_near(each, world.today, until)]
    return sorted(near, key=lambda each: renewals.order(each, world.today, base(world, each)))


def base(world: World, contract: OpenContract) -> int | None:
    """What a contract is worth a year, in minor units of the base currency."""
    return world.totals.in_base(contract.value, contract.currency)


def scored_rows(world: World, contracts: list[OpenContract]) -> list[Row]:
    """Rows in a given order, each with its account's score."""
    ids = sorted({each.account_id for each in contracts})
    return renewal_rows(world, contracts, known_scores(world, ids))


def renewal_rows(world: World, contracts: list[OpenContract], scores: dict[int, Known]) -> list[Row]:
    """Rows in a given order."""
    unbegun = {each.account_id for each in contracts if asks_for_person(each, world.today)}
    people = people_to_call(world, sorted(unbegun))
    return [
        row(world, each, people.get(each.account_id), scores.get(each.account_id), base(world, each))
        for each in contracts
    ]


def asks_for_person(each: OpenContract, today: dt.date) -> bool:
    """Whether the next step names somebody."""
    return not past_its_date(each, today) and each.stage in ("not_started", "proposed")


def past_its_date(each: OpenContract, today: dt.date) -> bool:
    """Whether a stage leads nowhere any more: it ended, auto-renewed, or can no longer be stopped from it."""
    over = each.unconfirmed or each.ends_on < today
    return over or (renewals.is_past_notice(each, today) and not each.short)


def row(
    world: World, each: OpenContract, person: Person | None, score: Known | None, value: int | None
) -> Row:
    known = each.recorded or each
    notice, deadline = known.notice_by, renewals.deadline(each, world.today)
    term = None if each.recorded is None else Running(each.starts_on, each.ends_on, each.notice_by)
    return {
        "account": each.account,
        "name": each.name,
        "contract": reference("contract", each.id),
        "product": each.product,
        "starts_on": known.starts_on.isoformat(),
        "ends_on": known.ends_on.isoformat(),
        "days_left": (known.ends_on - world.today).days,
        "notice_by": iso(notice),
        "days_to_notice": None if notice is None else (notice - world.today).days,
        "deadline": (known.ends_on if each.unconfirmed else deadline).isoformat(),
        "auto_renew": each.auto_renew,
        "annual_value": None
        if each.value is None or each.currency is None
        else to_major(each.value, each.currency),
        "currency": each.currency,
        "stage": known.stage,
        "forecast": known.forecast,
        "score": score.score if score else None,
        "health": score.health if score else None,
        "next_step": next_step(each, person, world.today),
        "past": past_kind(each, world.today),
        **as_json(term, world.today),
        "facts": each,
        "base_value": value,
    }


def next_step(each: OpenContract, person: Person | None, today: dt.date) -> str:
    if past_its_date(each, today):
        return renewals.outcome_step(each)[0]
    if each.stage == "not_started":
        return f"{verb_for(person)} {person.name}" if person else "Find someone to call"
    if each.stage == "proposed" and person is not None:
        return f"Get {person.name}'s yes"
    return {
        "contacted": "Send the proposal",
        "proposed": "Get a verbal yes",
        "verbal": "Get it signed",
        "signed": "Record the renewal",
    }[each.stage]
