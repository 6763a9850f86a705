"""Contracts whose end or notice day is near: the fields of `am renewals`, their rows, and their page."""

import datetime as dt

from amcli.facts.account_facts import World, people_to_call, read_contracts
from amcli.facts.day_state import Known, known_scores
from amcli.fields import Row, fields
from amcli.page import BAND_ROLE, Cell, Column, Footer, Line, Page, Sentence, Table, dash
from amcli.rules import renewals
from amcli.rules.cadence import verb_for
from amcli.rules.dates import parse_duration, short_day, weekday_day
from amcli.rules.deadlines import past_kind, past_on
from amcli.rules.facts import OpenContract, Person
from amcli.rules.formatting import column_day, count, money
from amcli.rules.implied import Running, as_json
from amcli.rules.isodays import after, iso
from amcli.rules.money import compact, to_major
from amcli.vocabulary import FORECASTS, SHOWN_BANDS, STAGES, reference, words

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
act_by         day!  the deadline: the notice deadline while it is ahead, otherwise the end
auto_renew     bool! whether it auto-renews
annual_value   money value a year, amendments included
currency       text  currency of annual_value
stage          text! how far the renewal has come
forecast       text  commit, likely, doubtful or lost
score          int   the account's health score
band           text  critical, at_risk, watch, healthy, unknown or leaving
next_step      text! what to do next
past           text  what has passed and isn't recorded: ended, renewed (auto-renewed), notice; null otherwise
unconfirmed    bool! whether it auto-renewed, and nobody recorded it; the days above stay those on record
auto_renewed_on day  first day of the term that then runs; null otherwise
next_ends_on   day   last day of that term
next_notice_by day   last day on which notice can be given of that term
next_act_by    day   the deadline of that term, by which the list is sorted
""",
    past=("ended", "renewed", "notice"),
    stage=STAGES,
    forecast=FORECASTS,
    band=SHOWN_BANDS,
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
    return rows(world, contracts, known_scores(world, ids))


def rows(world: World, contracts: list[OpenContract], scores: dict[int, Known]) -> list[Row]:
    """Rows in a given order."""
    unbegun = {each.account_id for each in contracts if asks_for_person(each, world.today)}
    people = people_to_call(world, sorted(unbegun))
    return [
        row(world, each, people.get(each.account_id), scores.get(each.account_id), base(world, each))
        for each in contracts
    ]


def asks_for_person(each: OpenContract, today: dt.date) -> bool:
    """Whether the next step names somebody."""
    return not each.unconfirmed and each.ends_on >= today and each.stage in ("not_started", "proposed")


def row(
    world: World, each: OpenContract, person: Person | None, score: Known | None, value: int | None
) -> Row:
    known = each.recorded or each
    notice, act_by = known.notice_by, renewals.act_by(each, world.today)
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
        "act_by": (known.ends_on if each.unconfirmed else act_by).isoformat(),
        "auto_renew": each.auto_renew,
        "annual_value": None
        if each.value is None or each.currency is None
        else to_major(each.value, each.currency),
        "currency": each.currency,
        "stage": known.stage,
        "forecast": known.forecast,
        "score": score.score if score else None,
        "band": score.band if score else None,
        "next_step": next_step(each, person, world.today),
        "past": past_kind(each, world.today),
        **as_json(term, world.today),
        "facts": each,
        "base_value": value,
    }


def next_step(each: OpenContract, person: Person | None, today: dt.date) -> str:
    if each.unconfirmed or each.ends_on < today:
        return renewals.answer(each)[0]
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


COLUMNS = (
    Column("", gap=1),
    Column("Account", most=24, short=17),
    Column("Deadline"),
    Column("Left", right=True),
    Column("Ends"),
    Column("Value", right=True),
    Column("Stage", rest=True),  # on a narrow screen the score stands at the right edge
    Column("Score", only="wide"),
    Column("Score", right=True, only="narrow"),
    Column("Forecast", only="wide"),
    Column("Next step", rest=True, only="wide"),
)


def renewals_page(
    world: World, shown: list[Row], whole: list[Row], *, stretch: str, further: str, past: bool = False
) -> Page:
    """What a person sees of the rows that are shown and of all of them; `stretch` says which they are,
    `further` is the command that looks further ahead."""
    if not shown:
        return Page(parts=[Sentence(next_renewal(world, stretch, past=past))])
    base = world.totals.base
    total, agreed, ended = (
        sum(row["base_value"] or 0 for row in whole if counts(row))
        for counts in (
            lambda _: True,
            lambda row: renewals.secured(row["facts"]),
            lambda row: not past and row["facts"].ends_on < world.today,
        )
    )
    rights = [f"{base} {money(total, base)}"]
    rights.append(f"{money(agreed, base)} agreed" if agreed else "")
    rights.append(f"{money(ended, base)} past its end" if ended else "")
    lines = [line(world, row, past=past) for row in shown]
    footer = [
        Footer(" · ".join(marks(world, shown)), further),
        *to_confirm(world, whole),
        *rates(world, shown),
    ]
    return Page("Renewals", f"{len(whole)} {stretch}", rights, [Table(COLUMNS, lines)], footer)


def line(world: World, row: Row, *, past: bool) -> Line:
    contract, today = row["facts"], world.today
    day = past_on(contract, today) if past else renewals.act_by(contract, today)
    number = "?" if row["score"] is None else str(row["score"])
    role = BAND_ROLE[row["band"] or "unknown"]
    return [
        mark(contract, today),
        dash(row["name"]),
        passed(contract, today) if past else deadline(contract, today),
        f"{(day - today).days}d",
        f"{column_day(iso(contract.ends_on), today)}{' auto' if contract.auto_renew else ''}",
        yearly(world, row),
        stage(contract),
        Cell(f"{number:<2} {words(row['band'])}" if row["band"] else "-", role),
        Cell(number, role),
        contract.forecast or "-",
        auto_renewed(contract, today) if contract.unconfirmed else dash(row["next_step"]),
    ]


def auto_renewed(contract: OpenContract, today: dt.date) -> str:
    """`Auto-renewed 1 Nov`: instead of a next step, which the footer has for all of them."""
    return f"Auto-renewed {short_day(contract.starts_on, today)}"


def stage(contract: OpenContract) -> Cell:
    """How far the renewal has come; of what auto-renewed that nobody confirmed it."""
    if contract.unconfirmed:
        return Cell("not confirmed")
    return Cell(words(contract.stage), "healthy" if renewals.secured(contract) else "")


def mark(contract: OpenContract, today: dt.date) -> Cell:
    """`!` past its end; `•` a deadline within 14 days that nothing secures."""
    if contract.ends_on < today:
        return Cell("!", "alarm")
    left = (renewals.act_by(contract, today) - today).days
    loose = not renewals.secured(contract) and not renewals.rolls_over(contract, today)
    return Cell("•" if left <= 14 and loose else "", "due")


def passed(contract: OpenContract, today: dt.date) -> Cell:
    """What has passed, and when: `ended 20 Feb`, `renewed 12 Apr`, `notice 5 Mar`."""
    what, day = past_kind(contract, today), past_on(contract, today)
    return Cell(f"{what} {short_day(after(day, 1) if what == 'renewed' else day, today)}", "late")


def deadline(contract: OpenContract, today: dt.date) -> Cell:
    """The name of the date that counts, and the date."""
    day = renewals.act_by(contract, today)
    if contract.ends_on < today:
        return Cell(f"ended {short_day(day, today)}", "late")
    what = "notice" if renewals.acts_on_notice(contract, today) else "end"
    return Cell(f"{what} {short_day(day, today)}", "due" if mark(contract, today).text else "")


def yearly(world: World, row: Row) -> str:
    """In the base currency; `~` where it was converted."""
    if row["base_value"] is None:
        return "-" if row["annual_value"] is None else f"{row['currency']} ?"
    converted = "~" if row["currency"] != world.totals.base else ""
    return converted + compact(row["base_value"], world.totals.base)


def next_renewal(world: World, stretch: str, *, past: bool) -> str:
    if past:
        return "Nothing has passed without being recorded."
    ahead = [(renewals.act_by(c, world.today), c.account, c) for c in read_contracts(world)]
    if not ahead:
        return f"No renewals {stretch}."
    day, _, contract = min(ahead)
    what = "notice" if renewals.acts_on_notice(contract, world.today) else "end"
    return f"No renewals {stretch}. Next: {contract.name}, {what} {weekday_day(day, world.today)}."


def marks(world: World, shown: list[Row]) -> list[str]:
    contracts = [row["facts"] for row in shown]
    notice = any(renewals.acts_on_notice(contract, world.today) for contract in contracts)
    auto = any(contract.auto_renew for contract in contracts)
    found = ["notice: last day they can cancel"] if notice else []
    return [*found, "auto: auto-renews"] if auto else found


def to_confirm(world: World, whole: list[Row]) -> list[Footer]:
    """`3 contracts auto-renewed, 84k, not confirmed`, where there are any, and what records them."""
    found = [row for row in whole if row["unconfirmed"]]
    if not found:
        return []
    value = money(sum(row["base_value"] or 0 for row in found), world.totals.base)
    said = f"{count(len(found), 'contract')} auto-renewed, {value}, not confirmed"
    return [Footer(said, "am renew --auto")]


def rates(world: World, shown: list[Row]) -> list[Footer]:
    used: dict[str, int] = {}
    for row in shown:
        if row["base_value"] is not None and row["currency"] != world.totals.base:
            used[row["currency"]] = used.get(row["currency"], 0) + (row["facts"].value or 0)
    return [
        Footer(f"~ {code} {compact(amount, code)} at {world.totals.rates[code]}, the rate in your settings")
        for code, amount in sorted(used.items())
    ]
