"""What a person sees of `am renewals`, which a program that asks for its rows need not load."""

import datetime as dt

from amcli.facts.account_facts import World, read_contracts
from amcli.fields import Row
from amcli.page import HEALTH_ROLE, Cell, Column, Footer, Line, Page, Sentence, Table, dash
from amcli.rules import renewals
from amcli.rules.dates import short_day, weekday_day
from amcli.rules.deadlines import passed_notice, past_kind, past_on
from amcli.rules.facts import OpenContract
from amcli.rules.formatting import column_day, count, money, snoozed
from amcli.rules.isodays import after, iso
from amcli.rules.money import compact
from amcli.rules.priority import is_asleep
from amcli.vocabulary import words

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
    lines = [renewal_line(world, row, past=past) for row in shown]
    footer = [
        Footer(" · ".join(marks(world, shown)), further),
        *to_confirm(world, whole),
        *to_ask(world, whole, past=past),
        *asleep(world, whole),
        *rates(world, shown),
    ]
    return Page("Renewals", f"{len(whole)} {stretch}", rights, [Table(COLUMNS, lines)], footer)


def renewal_line(world: World, row: Row, *, past: bool) -> Line:
    contract, today = row["facts"], world.today
    day = past_on(contract, today) if past else renewals.deadline(contract, today)
    number = "?" if row["score"] is None else str(row["score"])
    role = HEALTH_ROLE[row["health"] or "unknown"]
    return [
        mark(contract, today),
        dash(row["name"]),
        passed(contract, today) if past else deadline(contract, today),
        f"{(day - today).days}d",
        f"{column_day(iso(contract.ends_on), today)}{' auto' if contract.auto_renew else ''}",
        yearly(world, row),
        stage(contract, today, past=past),
        Cell(f"{number:<2} {words(row['health'])}" if row["health"] else "-", role),
        Cell(number, role),
        contract.forecast or "-",
        auto_renewed(contract, today) if contract.unconfirmed else dash(row["next_step"]),
    ]


def auto_renewed(contract: OpenContract, today: dt.date) -> str:
    """`Auto-renewed 1 Nov`: instead of a next step, which the footer has for all of them."""
    return f"Auto-renewed {short_day(contract.starts_on, today)}"


def stage(contract: OpenContract, today: dt.date, *, past: bool) -> Cell:
    """How far the renewal has come; of what auto-renewed that nobody confirmed it, and of what will whether
    they cancelled in time."""
    if contract.unconfirmed:
        return Cell("not confirmed")
    if not past and may_be_cancelled(contract, today):
        return Cell("cancelled?", "late")
    return Cell(words(contract.stage), "healthy" if renewals.secured(contract) else "")


def may_be_cancelled(contract: OpenContract, today: dt.date) -> bool:
    """Whether its notice deadline passed before its end, and nobody has said whether they cancelled."""
    return not contract.short and renewals.is_past_notice(contract, today)


def mark(contract: OpenContract, today: dt.date) -> Cell:
    """`!` past its end, or its notice deadline as long as the morning says so; `•` a deadline within 14 days
    that nothing secures."""
    asked = may_be_cancelled(contract, today) and passed_notice(contract, today) is not None
    if contract.ends_on < today or asked:
        return Cell("!", "alarm")
    left = (renewals.deadline(contract, today) - today).days
    loose = not renewals.secured(contract) and not renewals.rolls_over(contract, today)
    return Cell("•" if left <= 14 and loose else "", "due")


def passed(contract: OpenContract, today: dt.date) -> Cell:
    """What has passed, and when: `ended 20 Feb`, `renewed 12 Apr`, `notice 5 Mar`."""
    what, day = past_kind(contract, today), past_on(contract, today)
    return Cell(f"{what} {short_day(after(day, 1) if what == 'renewed' else day, today)}", "late")


def deadline(contract: OpenContract, today: dt.date) -> Cell:
    """The name of the date that counts, and the date."""
    day = renewals.deadline(contract, today)
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
    ahead = [(renewals.deadline(c, world.today), c.account, c) for c in read_contracts(world)]
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


def to_ask(world: World, whole: list[Row], *, past: bool) -> list[Footer]:
    """`2 notice deadlines passed, 118k: did they cancel?`, where there are any, and what lists their days."""
    found = [] if past else [row for row in whole if may_be_cancelled(row["facts"], world.today)]
    if not found:
        return []
    value = money(sum(row["base_value"] or 0 for row in found), world.totals.base)
    said = f"{count(len(found), 'notice deadline')} passed, {value}: did they cancel?"
    return [Footer(said, "am renewals --past")]


def asleep(world: World, whole: list[Row]) -> list[Footer]:
    """`Snoozed 1: Acme Robotics until 6 Mar`: those of the rows that the morning doesn't show, and what wakes
    the first of them."""
    found = [row for row in whole if is_asleep(row["facts"], world.today)]
    found.sort(key=lambda row: (row["facts"].snoozed_until, row["account"], row["contract"]))
    if not found:
        return []
    said = snoozed([(row["name"], row["facts"].snoozed_until) for row in found], world.today)
    return [Footer(said, f"am snooze {found[0]['contract']} --off")]


def rates(world: World, shown: list[Row]) -> list[Footer]:
    used: dict[str, int] = {}
    for row in shown:
        if row["base_value"] is not None and row["currency"] != world.totals.base:
            used[row["currency"]] = used.get(row["currency"], 0) + (row["facts"].value or 0)
    return [
        Footer(f"~ {code} {compact(amount, code)} at {world.totals.rates[code]}, the rate in your settings")
        for code, amount in sorted(used.items())
    ]
