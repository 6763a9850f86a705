"""The morning: the object of `am today` and what fills it."""

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

from amcli.book.digests import last_sent
from amcli.book.queries import checkins, meetings, renewals, risks, tasks
from amcli.book.queries.bare_facts import read_bare
from amcli.book.queries.facts import World, read, read_tasks, scored
from amcli.book.queries.kept import Known, Mark, known_scores, mark
from amcli.book.queries.scores import scores as scores_of
from amcli.fields import Row, Shape, fields, shape
from amcli.rules import cadence, priority
from amcli.rules.deadlines import deadline, long_ago
from amcli.rules.facts import Facts, OpenContract
from amcli.rules.isodays import after, iso
from amcli.rules.moments import KINDS as MOMENTS
from amcli.rules.moments import Moment, best
from amcli.rules.morning_lines import Board, Day, Line, Several, board
from amcli.rules.morning_words import said
from amcli.rules.reasons import Reason, explain
from amcli.rules.renewals import is_near
from amcli.rules.score import Score
from amcli.vocabulary import LANES, LETTERS, OPPORTUNITY_KINDS, reference

ACTION_FIELDS = fields(
    """
rank     int!    1 is first
lane     text!   dated (Deadlines), owed (Promised or owed), quiet (Keep in touch)
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
    lane=LANES,
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
QBR_FIELDS = fields("""
account      text! the account's code
name         text! the account's name
last_qbr_on  day   day of the last review
due_on       day!  day on which the review is due
days_overdue int!  days since then; negative while it is ahead
""")
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
last_digest_on day  day of the last digest that went out (am summary --new)
totals      object! the sums of the book
""",
    {
        "meetings": Shape(meetings.FIELDS),
        "actions": Shape(ACTION_FIELDS, {"parts": PARTS}),
        "checkins": Shape(checkins.FIELDS),
        "renewals": Shape(renewals.FIELDS),
        "risks": risks.LISTED,
        "tasks": Shape(tasks.FIELDS),
        "qbrs": Shape(QBR_FIELDS),
        "good_moment": Shape(MOMENT_FIELDS),
        "totals": shape("""
accounts     int!  accounts that are onboarding or active
arr          money their annual recurring revenue
currency     text! currency of the sums
arr_at_risk  money ARR of the critical and at-risk ones
renewing_90d money value of the contracts with a deadline or end within the next 90 days
"""),
        "not_recorded": UNRECORDED,
    },
)


class Morning(NamedTuple):
    """What the morning is drawn from; `data` makes the object of `-o json` of it.

    Where it is drawn for a person the facts are bare (`read_bare`), and `in_full` reads the lines
    that are shown. `assessed` has the whole scores where they were worked out, `mark` what from.
    """

    world: World
    facts: list[Facts]
    scores: dict[int, Known]
    assessed: dict[int, Score] | None
    mark: Mark
    at_risk: list[Facts]
    day: Day
    contracts: list[OpenContract]
    renewals: list[OpenContract]
    renewing: int | None
    moment: Moment | None
    asleep: frozenset[str]

    def board(self, rows: int | None) -> Board:
        """The lines for a screen of so many rows, or every line."""
        return board(self.day, rows)

    @property
    def long_ago(self) -> int:
        """How many contracts ended over 90 days ago and were not recorded."""
        return long_ago(self.contracts, self.world.today)

    @property
    def snoozed(self) -> int:
        """How many deadlines are hidden because their contract is snoozed."""
        today = self.world.today
        asleep = [each for each in self.contracts if priority.is_asleep(each, today)]
        shown = [each._replace(snoozed_until=None) for each in asleep]
        return sum(
            1
            for each in shown
            if (item := priority.contract_item(each, today)) is not None and item.place != "unrecorded"
        )

    @property
    def tasks_due(self) -> int:
        """How many tasks and promises are due."""
        return sum(len(each.tasks) for each in self.facts)

    @property
    def issues_due(self) -> int:
        """How many high and critical issues are open."""
        return sum(1 for each in self.day.wants for item in each.items if item.kind == "issue")

    @property
    def checkins_due(self) -> int:
        """How many check-ins are due."""
        today = self.world.today
        return sum(1 for f in self.facts if cadence.checkin(f, today, today).state in ("overdue", "due"))

    @property
    def qbrs_due(self) -> int:
        """How many reviews are due."""
        return len(qbrs(self.world, self.facts))

    def moment_in_full(self) -> Moment | None:
        """The good moment with everything that can be said of its account."""
        if self.moment is None:
            return None
        (facts,) = read(self.world, [self.moment.facts.id])
        return self.moment._replace(facts=facts)

    def in_full(self, lines: list[Line]) -> list[Line]:
        """Some lines with everything that can be said of their accounts, in the same order."""
        ids = list(dict.fromkeys(line.wants.facts.id for line in lines if line.wants is not None))
        facts = read(self.world, ids)
        scores = scores_of(self.world, facts)
        whole = {each.facts.id: each for each in wanted(self.world, facts, scores, self.asleep)}
        return [self.whole_line(line, whole) for line in lines]

    def whole_line(self, line: Line, whole: dict[int, priority.Wants]) -> Line:
        """One line with the whole facts of its account; items are found again by kind and record."""
        if line.wants is None or line.item is None:
            return line
        wants = whole[line.wants.facts.id]._replace(weight=line.wants.weight)
        by_key = {(item.kind, item.ref): item for item in wants.items}
        others = tuple(by_key[item.kind, item.ref] for item in line.others)
        return line._replace(wants=wants, item=by_key[line.item.kind, line.item.ref], others=others)


def read_morning(world: World, *, bare: bool) -> Morning:
    """One pass over the book: facts, scores, what every account wants; `bare` where a person will see only
    some lines.

    The whole book is ranked also where a filter chose some accounts: what their lines weigh is the same.
    """
    chosen, world = world, world._replace(only=None)
    until, quarter = renewals.until_day(world, None), renewals.until_day(world, "90d")
    pressing = after(world.today, max(priority.RAMP_START.values()))
    now = mark(world)
    scores: dict[int, Known] | None = known_scores(world) if bare else None
    assessed = None
    if scores is not None:
        facts = read_bare(world, scoring=False, until=max(until, quarter, pressing))
    else:
        facts = read_bare(world) if bare else read(world, scored(world))
        assessed = scores_of(world, facts)
        scores = {row: Known(found.score, found.band) for row, found in assessed.items()}
    asleep = put_off(world)
    if bare or assessed is None:
        wants = wanted_bare(world, facts, scores, asleep)
    else:
        wants = wanted(world, facts, assessed, asleep)
    wants = [each for each in wants if chosen.has(each.facts.id)]
    facts = [each for each in facts if chosen.has(each.id)]
    at_risk = [each for each in facts if scores[each.id].band in risks.AT_RISK]
    contracts = [contract for each in facts for contract in each.contracts]
    near = renewals.in_order(world, contracts, until)
    moment = best(facts, {row: score.band for row, score in scores.items()}, world.today, asleep)
    return Morning(
        chosen, facts, scores, assessed, now, at_risk, day_of(chosen, facts, wants), contracts, near,
        renewing(chosen, contracts, quarter), moment, asleep,
    )  # fmt: skip


def day_of(world: World, facts: list[Facts], wants: list[priority.Wants]) -> Day:
    """What the lines are chosen from."""

    def amount(item: priority.Item) -> int:
        contract = item.subject.contract
        return world.totals.in_base(contract.value, contract.currency) or 0

    met = [each for each in meetings.of_the_day(world) if each.state != "held"]
    silent = None
    if facts and all(each.silent for each in facts):
        silent = Several("silent", len(facts), sum(each.arr or 0 for each in facts))
    return Day(met, wants, amount, silent)


def renewing(world: World, contracts: list[OpenContract], until: dt.date) -> int | None:
    """The value of what is to be renewed from today to a day; None where an amount has no rate."""
    ahead = [each for each in contracts if each.ends_on >= world.today and is_near(each, world.today, until)]
    values = [(world.totals.in_base(each.value, each.currency), each.currency) for each in ahead]
    if any(value is None and currency is not None for value, currency in values):
        return None
    return sum(value or 0 for value, _ in values)


def put_off(world: World) -> frozenset[str]:
    """The references of everything that is put off until after today."""
    rows = world.book.rows("asleep", today=world.today.isoformat())
    return frozenset(reference(row["kind"], row["row"]) for row in rows if row["kind"] in LETTERS)


def data(morning: Morning) -> Row:
    """The object of `am today -o json`."""
    world, facts = morning.world, morning.facts
    risky = [each.arr for each in morning.at_risk]
    at_risk = risks.assessed(world, morning.at_risk, morning.assessed)
    late = read_tasks(world, due=world.today)
    near = renewals.rows(world, morning.renewals, facts, morning.scores)
    return {
        "date": world.today.isoformat(),
        "meetings": meetings.meeting_rows(meetings.of_the_day(world)),
        "actions": action_rows(morning),
        "silent": morning.day.silent.many if morning.day.silent else 0,
        "not_recorded": not_recorded(morning),
        "snoozed_deadlines": morning.snoozed,
        "checkins": only(checkins.FIELDS, checkins.rows(world, facts, within=None, everything=False)),
        "renewals": only(renewals.FIELDS, near),
        "risks": only(risks.FIELDS, risks.rows(world, at_risk)),
        "tasks": only(tasks.FIELDS, [tasks.row(world, each) for each in late]),
        "qbrs": qbrs(world, facts),
        "good_moment": moment_row(morning.moment),
        "last_digest_on": None if (sent := last_sent(world.book)) is None else sent[1].isoformat(),
        "totals": {
            "accounts": len(facts),
            "arr": world.totals.major(total([each.arr for each in facts])),
            "currency": world.totals.base,
            "arr_at_risk": world.totals.major(total(risky)),
            "renewing_90d": world.totals.major(morning.renewing),
        },
    }


def total(values: list[int | None]) -> int | None:
    """The sum; None when any of it has no rate, since a total must not lie."""
    return None if any(value is None for value in values) else sum(value or 0 for value in values)


def only(declared: Any, rows: list[Row]) -> list[Row]:
    """Rows with their declared fields alone."""
    return [{field.name: row[field.name] for field in declared} for row in rows]


def wanted(
    world: World, facts: list[Facts], scores: dict[int, Score], asleep: frozenset[str]
) -> list[priority.Wants]:
    """What each account wants today, with the reasons of accounts at risk in words."""

    def reasons(each: Facts) -> list[Reason]:
        score = scores[each.id]
        return explain(each, score, world.today, world.model) if score.band in risks.AT_RISK else []

    bands = {row: score.band for row, score in scores.items()}
    return wants_of(world, facts, bands, asleep, reasons)


def wanted_bare(
    world: World, facts: list[Facts], scores: dict[int, Known], asleep: frozenset[str]
) -> list[priority.Wants]:
    """What each account wants today, without words."""
    bands = {row: score.band for row, score in scores.items()}
    return wants_of(world, facts, bands, asleep, lambda each: [])


def wants_of(
    world: World,
    facts: list[Facts],
    bands: dict[int, str],
    asleep: frozenset[str],
    reasons: Callable[[Facts], list[Reason]],
) -> list[priority.Wants]:
    """The accounts that want something today."""
    weights = priority.weights(facts) if facts else {}
    worked = world.config.worked
    found = []
    for each in facts:
        items = priority.items(each, reasons(each), bands[each.id], world.today, world.model, asleep, worked)
        wants = priority.wants(each, list(items), weights[each.id])
        if wants.items:
            found.append(wants)
    return found


def action_rows(morning: Morning) -> list[Row]:
    """Every action as JSON has it: the lines of the morning but meetings, and those that are only counted."""
    lines = [line for line in morning.board(None).lines if line.meeting is None]
    every = [each for line in lines for each in spread(morning, line)]
    return [action_row(morning, at, each) for at, each in enumerate(every, 1)]


def spread(morning: Morning, line: Line) -> list[Line]:
    """A line, or each of those that it stands for."""
    if line.several is None:
        return [line]
    owner = {item.ref: each for each in morning.day.wants for item in each.of("dated")}
    return [Line("dated", owner[item.ref], item) for item in line.several.items]


def action_row(morning: Morning, at: int, line: Line) -> Row:
    """One action as JSON has it."""
    world, wants, item = morning.world, line.wants, line.item
    assert wants is not None
    assert item is not None
    first, *others = said(line, world.today)
    dated = item.subject if item.lane == "dated" else None
    return {
        "rank": at,
        "lane": item.lane,
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
    found = [
        each
        for each in morning.contracts
        if (of := deadline(each, world.today)) is not None and of.place == "unrecorded"
    ]
    values = [world.totals.in_base(each.value, each.currency) for each in found if each.value is not None]
    return {
        "contracts": len(found),
        "value": world.totals.major(total(values)),
        "ended": sum(1 for each in found if not each.auto_renew),
        "auto_renewed": sum(1 for each in found if each.auto_renew),
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


def qbrs(world: World, facts: list[Facts]) -> list[Row]:
    """Reviews that are due, the longest overdue first."""
    found = []
    for each in facts:
        due = cadence.qbr_due_on(each)
        if due is not None and due <= world.today:
            found.append(qbr_row(each, due, world.today))
    return sorted(found, key=lambda row: (-row["days_overdue"], row["account"]))


def qbr_row(each: Facts, due: dt.date, today: dt.date) -> Row:
    """One review as JSON has it."""
    return {
        "account": each.code,
        "name": each.name,
        "last_qbr_on": iso(each.qbr_on),
        "due_on": due.isoformat(),
        "days_overdue": (today - due).days,
    }
