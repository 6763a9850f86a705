"""The object of `am today -o json`: its fields, and the rows that fill them."""

from collections.abc import Sequence

from amcli.facts.account_facts import World, read, read_calls, read_contracts, read_tasks
from amcli.facts.day_state import Known
from amcli.fields import Row, Shape, fields, shape
from amcli.hints import Any
from amcli.reports import checkins, meetings, qbrs, renewals, risks, tasks
from amcli.reports.morning import Morning
from amcli.rules.facts import OpenContract
from amcli.rules.moments import KINDS as MOMENTS
from amcli.rules.moments import Moment
from amcli.rules.morning_lines import Line
from amcli.rules.morning_words import said
from amcli.rules.priority import Wants
from amcli.storage.digests import last_sent
from amcli.vocabulary import OPPORTUNITY_KINDS, SECTIONS, reference

ACTION_FIELDS = fields(
    """
rank     int!    1 is first
section/lane text!   dated (Deadlines), owed (Promised or owed), quiet (Keep in touch)
account  text!   the account's code
name     text!   the account's name
arr      money   annual recurring revenue
why      text!   the reason
others   list!   what else the account wants, with its first action
command  text!   the command to type
priority number! urgency times weight
parts    object! what the priority is made of: kind, base, ramp, weight
ref      text    the record, as commands take it
place    text    of a deadline: ahead (within 7 days), passed (within 14), unrecorded (within 90), farther
on       day     of a deadline: the notice deadline or the end
value    money   of a deadline: the value of its contract a year, in the currency of the totals
""",
    section=SECTIONS,
    place=("ahead", "passed", "unrecorded", "farther"),
)
MOMENT_FIELDS = fields(
    """
account     text! the account's code
name        text! the account's name
kind        text! seats, goal, promoter or news
why         text! what there is to be glad about
ref         text  its record, as commands take it
suggests    text! upsell, cross_sell or referral
opportunity text  the open opportunity of that kind
next_step   text! what to do with it
command     text! the command to type
""",
    kind=MOMENTS,
    suggests=OPPORTUNITY_KINDS,
)
PARTS = shape("""
kind   text!   what the strongest reason is
base   number! urgency of that kind
ramp   number! how near its day is, 0 to 1
weight number! how much revenue hangs on the account, against the others
""")
UNRECORDED = shape("""
contracts    int!  contracts that ended or auto-renewed 15 to 90 days ago and were not recorded
value        money their value a year
ended        int!  those that ended
auto_renewed int!  those that auto-renewed
long_ago     int!  contracts that ended over 90 days ago and were not recorded
""")
PAGE = shape(
    """
date        day!    the day
meetings    list!   the meetings of the day, and those of the last 14 days that nobody confirmed
actions     list!   what to do, section by section
silent       int!   how many accounts have no conversation recorded, in a book without any within a year
not_recorded object! contracts whose end nobody recorded: am renewals --past
snoozed_deadlines int! deadlines hidden because their contract is snoozed
checkins    list!   as am checkins
renewals    list!   as am renewals
risks       list!   as am risks, without those of which too little is known
tasks       list!   as am tasks: those that are due
qbrs        list!   as am qbr due
good_moment object  a reason to be glad, where there is one
last_digest_on day  day of the last digest that went out (am digest --new)
totals      object! the sums of the book
plays_waiting int!  plays that wait to be started: am play run
proposals_waiting int! commands that assistants ask to run: am proposals
""",
    {
        "meetings": Shape(meetings.FIELDS),
        "actions": Shape(ACTION_FIELDS, {"parts": PARTS}),
        "checkins": Shape(checkins.FIELDS),
        "renewals": Shape(renewals.FIELDS),
        "risks": risks.LISTED,
        "tasks": Shape(tasks.FIELDS),
        "qbrs": Shape(qbrs.FIELDS),
        "good_moment": Shape(MOMENT_FIELDS),
        "totals": shape("""
accounts     int!  accounts that are onboarding, active or leaving, and any other with ARR
arr          money their annual recurring revenue
currency     text! currency of the sums
arr_at_risk  money ARR of the critical and at-risk ones
renewing_90d money value of the contracts with a deadline or end within the next 90 days
"""),
        "not_recorded": UNRECORDED,
    },
)


def today_object(morning: Morning) -> Row:
    """The object of `am today -o json`."""
    world = morning.world
    risky = risks.risk_rows(world, morning.at_risk, drawn=False)
    reviews = read(world, [each.id for each in morning.standings if each.qbrs], whole=False, money=False)
    calls = read_calls(world, [each.id for each in morning.standings if each.checkins])
    return {
        "date": world.today.isoformat(),
        "meetings": meetings.meeting_rows(morning.met),
        "actions": action_rows(morning),
        "silent": sum(each.many for each in morning.day.gaps if each.kind == "silent"),
        "not_recorded": not_recorded(morning),
        "snoozed_deadlines": morning.snoozed,
        "checkins": only(checkins.FIELDS, checkins.checkin_rows(world, calls, within=None, everything=False)),
        "renewals": only(renewals.FIELDS, renewal_rows(morning)),
        "risks": only(risks.FIELDS, risky),
        "tasks": only(tasks.FIELDS, [tasks.row(world, each) for each in read_tasks(world, due=world.today)]),
        "qbrs": qbrs.due_of(world, reviews, world.today),
        "good_moment": moment_row(morning.moment_in_full()),
        "last_digest_on": None if (sent := last_sent(world.book)) is None else sent[1].isoformat(),
        "totals": totals(morning),
        "plays_waiting": morning.plays,
        "proposals_waiting": morning.proposals,
    }


def totals(morning: Morning) -> Row:
    """The sums of the book."""
    major = morning.world.totals.major
    return {
        "accounts": morning.accounts,
        "arr": major(total(morning.revenue)),
        "currency": morning.world.totals.base,
        "arr_at_risk": major(total([each.arr for each in morning.at_risk])),
        "renewing_90d": major(morning.renewing),
    }


def renewal_rows(morning: Morning) -> list[Row]:
    """The rows of `am renewals`."""
    world = morning.world
    until = renewals.until_day(world, None)
    near = renewals.in_order(world, read_contracts(world, until=until), until)
    return renewals.renewal_rows(
        world, near, {each.id: Known(each.score, each.health) for each in morning.every}
    )


def total(values: list[int | None]) -> int | None:
    """The sum; None when any of it has no rate, since a total must not lie."""
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


def only(declared: Any, rows: list[Row]) -> list[Row]:
    """Rows with their declared fields alone."""
    names = [field.name for field in declared]
    return [{name: row[name] for name in names} for row in rows]


def action_rows(morning: Morning, lines: Sequence[Line] | None = None) -> list[Row]:
    """Every action as JSON has it, or those of some lines."""
    wanted = actions(morning) if lines is None else lines
    found: list[Row] = [{}] * len(wanted)
    for at, line in morning.each_told(wanted):
        found[at] = action_row(morning, at + 1, line)
    return found


def actions(morning: Morning) -> list[Line]:
    """The lines of the morning but meetings, and those that are only counted."""
    lines = [line for line in morning.each_by_itself() if line.meeting is None]
    owner = {item.ref: each for each in morning.day.wants for item in each.of("dated")}
    return [each for line in lines for each in spread(owner, line)]


def spread(owner: dict[str | None, Wants], line: Line) -> list[Line]:
    """A line, or each of those that it stands for, with the accounts that they belong to."""
    if line.several is None:
        return [line]
    return [Line("dated", owner[item.ref], item) for item in line.several.items]


def action_row(morning: Morning, at: int, line: Line) -> Row:
    """One action as JSON has it."""
    world, wants, item = morning.world, line.wants, line.item
    assert wants is not None
    assert item is not None
    first, *others = said(line, world.today)
    dated = item.subject if item.section == "dated" else None
    return {
        "rank": at,
        "section": item.section,
        "account": wants.facts.code,
        "name": wants.facts.name,
        "arr": world.totals.major(wants.facts.arr),
        "why": first.text,
        "others": [other.text for other in others],
        "command": first.command,
        "priority": round(wants.priority(item), 2),
        "parts": {
            "kind": item.kind,
            "base": item.base,
            "ramp": round(item.ramp, 4),
            "weight": round(wants.weight, 4),
        },
        "ref": item.ref,
        "place": item.place or None,
        "on": dated.on.isoformat() if dated else None,
        "value": contract_value(world, dated.contract) if dated else None,
    }


def contract_value(world: World, contract: OpenContract) -> int | float | None:
    """What a contract is worth a year, in the base currency; None where that isn't known."""
    return world.totals.major(world.totals.in_base(contract.value, contract.currency))


def not_recorded(morning: Morning) -> Row:
    """The contracts whose end nobody recorded, as JSON has them."""
    world = morning.world
    found = [item.subject for _, item in morning.day.dated()["unrecorded"]]
    contracts = [each.contract for each in found]
    values = [world.totals.in_base(each.value, each.currency) for each in contracts if each.value is not None]
    auto_renewed = sum(each.what == "term" for each in found)
    return {
        "contracts": len(found),
        "value": world.totals.major(total(values)),
        "ended": len(found) - auto_renewed,
        "auto_renewed": auto_renewed,
        "long_ago": morning.long_ago,
    }


def moment_row(moment: Moment | None) -> Row | None:
    """The good moment as JSON has it; null without one."""
    if moment is None:
        return None
    there = moment.opportunity
    return {
        "account": moment.facts.code,
        "name": moment.facts.name,
        "kind": moment.kind,
        "why": moment.text,
        "ref": moment.ref,
        "suggests": moment.suggests,
        "opportunity": None if there is None else reference("opportunity", there.id),
        "next_step": moment.step,
        "command": moment.command,
    }
