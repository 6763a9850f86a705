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
from amcli.rules.facts import Facts, OpenContract
from amcli.rules.isodays import after, iso
from amcli.rules.moments import KINDS as MOMENTS
from amcli.rules.moments import Moment, best
from amcli.rules.morning_words import said
from amcli.rules.reasons import Reason, explain
from amcli.rules.renewals import is_near
from amcli.rules.score import Score
from amcli.vocabulary import LANES, LETTERS, OPPORTUNITY_KINDS, reference

ACTION_FIELDS = fields(
    """
rank     int!    1 is first
lane     text!   owed (promised or owed), dated (a date is forcing it), quiet (they need to hear from you)
account  text!   the account's code
name     text!   the account's name
arr      money   annual recurring revenue
why      text!   the strongest reason
others   list!   the other reasons
command  text!   the command to type
priority number! urgency times weight
parts    object! what the priority is made of: kind, base, ramp, weight
""",
    lane=LANES,
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
PAGE = shape(
    """
date        day!    the day
meetings    list!   those of today, and those of the last 14 days that nobody confirmed
actions     list!   what to do, the most pressing first
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
renewing_90d money value of the contracts to be decided within 90 days
"""),
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
    actions: list[priority.Action]
    renewals: list[OpenContract]
    renewing: int | None
    moment: Moment | None
    asleep: frozenset[str]

    @property
    def tasks_due(self) -> int:
        """How many tasks and promises are due."""
        return sum(len(each.tasks) for each in self.facts)

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

    def in_full(self, actions: list[priority.Action]) -> list[priority.Action]:
        """Some actions with everything that can be said of their accounts, in the same order."""
        facts = read(self.world, [each.facts.id for each in actions])
        scores = scores_of(self.world, facts)
        whole = {each.facts.id: each for each in rank(self.world, facts, scores, self.asleep)}
        return [
            each._replace(facts=whole[each.facts.id].facts, items=whole[each.facts.id].items)
            for each in actions
        ]


def read_morning(world: World, *, bare: bool) -> Morning:
    """One pass over the book: facts, scores, actions; `bare` where a person will see only some lines.

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
        actions = rank_bare(world, facts, scores, asleep)
    else:
        actions = rank(world, facts, assessed, asleep)
    actions = [each for each in actions if chosen.has(each.facts.id)]
    facts = [each for each in facts if chosen.has(each.id)]
    at_risk = [each for each in facts if scores[each.id].band in risks.AT_RISK]
    contracts = [contract for each in facts for contract in each.contracts]
    near = [each for each in contracts if is_near(each, world.today, until)]
    values = [
        (world.totals.in_base(each.value, each.currency), each.currency)
        for each in contracts
        if is_near(each, world.today, quarter)
    ]
    unknown = any(value is None and currency is not None for value, currency in values)
    renewing = None if unknown else sum(value or 0 for value, _ in values)
    moment = best(facts, {row: score.band for row, score in scores.items()}, world.today, asleep)
    return Morning(chosen, facts, scores, assessed, now, at_risk, actions, near, renewing, moment, asleep)


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
    near = renewals.rows(world, morning.renewals, facts, morning.scores, renewals.until_day(world, None))
    return {
        "date": world.today.isoformat(),
        "meetings": meetings.meeting_rows(meetings.of_the_day(world)),
        "actions": [action_row(world, at, each) for at, each in enumerate(morning.actions, 1)],
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


def rank(
    world: World, facts: list[Facts], scores: dict[int, Score], asleep: frozenset[str]
) -> list[priority.Action]:
    """The actions of the day, in order, with the reasons of accounts at risk in words."""

    def reasons(each: Facts) -> list[Reason]:
        score = scores[each.id]
        return explain(each, score, world.today, world.model) if score.band in risks.AT_RISK else []

    bands = {row: score.band for row, score in scores.items()}
    return actions_of(world, facts, bands, asleep, reasons)


def rank_bare(
    world: World, facts: list[Facts], scores: dict[int, Known], asleep: frozenset[str]
) -> list[priority.Action]:
    """The actions of the day, in order, without words."""
    bands = {row: score.band for row, score in scores.items()}
    return actions_of(world, facts, bands, asleep, lambda each: [])


def actions_of(
    world: World,
    facts: list[Facts],
    bands: dict[int, str],
    asleep: frozenset[str],
    reasons: Callable[[Facts], list[Reason]],
) -> list[priority.Action]:
    """One action an account that wants something today."""
    weights = priority.weights(facts) if facts else {}
    actions = []
    for each in facts:
        band = bands[each.id]
        wanted = list(priority.items(each, reasons(each), band, world.today, world.model, asleep))
        action = priority.action(each, wanted, weights[each.id])
        if action is not None:
            actions.append(action)
    return priority.ordered(actions)


def action_row(world: World, at: int, each: priority.Action) -> Row:
    """One action as JSON has it."""
    first, *others = said(each, world.today)
    return {
        "rank": at,
        "lane": each.lane,
        "account": each.facts.code,
        "name": each.facts.name,
        "arr": world.totals.major(each.facts.arr),
        "why": first.text,
        "others": [item.text for item in others],
        "command": first.command,
        "priority": round(each.priority, 2),
        "parts": {
            "kind": each.items[0].kind,
            "base": each.base,
            "ramp": round(each.ramp, 4),
            "weight": round(each.weight, 4),
        },
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
