"""The morning: what every account wants on a day, read in one pass. What JSON has of it is in `today`, what a
person sees in `morning_page`."""

import datetime as dt
from collections.abc import Callable

from amcli.facts.account_facts import World, read, read_bare, scored
from amcli.facts.kept_scores import Known, Mark, known_scores, mark
from amcli.facts.kept_scores import scores as scores_of
from amcli.hints import NamedTuple
from amcli.reports import meetings, renewals, risks
from amcli.rules import cadence, priority
from amcli.rules.deadlines import long_ago
from amcli.rules.facts import Facts, OpenContract
from amcli.rules.isodays import after
from amcli.rules.moments import Moment, best
from amcli.rules.morning_lines import Board, Day, Line, Several, board
from amcli.rules.reasons import Reason, explain
from amcli.rules.renewals import is_near
from amcli.rules.score import Score
from amcli.vocabulary import LETTERS, reference

QUARTER = "90d"  # the stretch of what the heading says is up for renewal


class Morning(NamedTuple):
    """What the morning is drawn from; `data` makes the object of `-o json` of it.

    Where it is drawn for a person the facts are `bare` (`read_bare`), and `in_full` reads the lines
    that are shown. `assessed` has the whole scores where they were worked out, `mark` what from.
    """

    world: World
    bare: bool
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
        today = self.world.today
        return sum(1 for f in self.facts if cadence.checkin(f, today, today).state in ("overdue", "due"))

    @property
    def qbrs_due(self) -> int:
        days = [cadence.qbr_due_on(each) for each in self.facts]
        return sum(1 for due in days if due is not None and due <= self.world.today)

    def moment_in_full(self) -> Moment | None:
        """The good moment with everything that can be said of its account."""
        if self.moment is None:
            return None
        if not self.bare:
            return self.moment
        (facts,) = read(self.world, [self.moment.facts.id])
        return self.moment._replace(facts=facts)

    def in_full(self, lines: list[Line]) -> list[Line]:
        """Some lines with everything that can be said of their accounts, in the same order."""
        if not self.bare:
            return lines
        ids = list(dict.fromkeys(line.wants.facts.id for line in lines if line.wants is not None))
        facts = read(self.world, ids)
        scores = scores_of(self.world, facts)
        bands, reasons = {row: each.band for row, each in scores.items()}, explained(self.world, scores)
        wants = wants_of(self.world, facts, bands, self.asleep, reasons)
        whole = {each.facts.id: each for each in wants}
        return [self.whole_line(line, whole) for line in lines]

    def whole_line(self, line: Line, whole: dict[int, priority.Wants]) -> Line:
        """One line with the whole facts of its account; items are found again by kind and record."""
        if line.wants is None or line.item is None:
            return line
        wants = whole[line.wants.facts.id]._replace(weight=line.wants.weight)
        by_key = {(item.kind, item.ref): item for item in wants.items}
        others = tuple(by_key[item.kind, item.ref] for item in line.others)
        return line._replace(wants=wants, item=by_key[line.item.kind, line.item.ref], others=others)


class Scored(NamedTuple):
    """The accounts of the whole book with their scores, which are `assessed` where they were worked out."""

    facts: list[Facts]
    scores: dict[int, Known]
    assessed: dict[int, Score] | None

    @property
    def bands(self) -> dict[int, str]:
        """The band of each account."""
        return {row: score.band for row, score in self.scores.items()}


def read_morning(world: World, *, bare: bool) -> Morning:
    """One pass over the book: facts, scores, what every account wants; `bare` where a person will see only
    some lines.

    The whole book is ranked also where a filter chose some accounts: what their lines weigh is the same.
    """
    whole = world._replace(only=None)
    now, asleep = mark(whole), put_off(whole)
    found = read_scored(whole, bare=bare)
    reasons = no_reasons if bare else explained(whole, found.assessed or {})
    wants = wants_of(whole, found.facts, found.bands, asleep, reasons)
    facts = [each for each in found.facts if world.has(each.id)]
    contracts = [contract for each in facts for contract in each.contracts]
    return Morning(
        world=world,
        bare=bare,
        facts=facts,
        scores=found.scores,
        assessed=found.assessed,
        mark=now,
        at_risk=[each for each in facts if found.scores[each.id].band in risks.AT_RISK],
        day=day_of(world, facts, [each for each in wants if world.has(each.facts.id)]),
        contracts=contracts,
        renewals=renewals.in_order(whole, contracts, renewals.until_day(world, None)),
        renewing=renewing(world, contracts, renewals.until_day(world, QUARTER)),
        moment=best(facts, found.bands, world.today, asleep),
        asleep=asleep,
    )


def read_scored(world: World, *, bare: bool) -> Scored:
    """Facts and scores: the scores of the day where they are kept and no more is needed, else worked out."""
    kept = known_scores(world) if bare else None
    if kept is not None:
        return Scored(read_bare(world, scoring=False, until=last_day(world)), kept, None)
    facts = read_bare(world) if bare else read(world, scored(world))
    assessed = scores_of(world, facts)
    return Scored(facts, {row: Known(each.score, each.band) for row, each in assessed.items()}, assessed)


def last_day(world: World) -> dt.date:
    """The day up to which contracts are asked for: a line, a list or the heading may be about them."""
    lists = [renewals.until_day(world, within) for within in (None, QUARTER)]
    return max(*lists, after(world.today, max(priority.RAMP_START.values())))


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
    rows = world.book.rows("morning.asleep", today=world.today.isoformat())
    return frozenset(reference(row["kind"], row["row"]) for row in rows if row["kind"] in LETTERS)


def no_reasons(facts: Facts) -> list[Reason]:
    """The reasons of an account where only some lines will be put into words."""
    return []


def explained(world: World, scores: dict[int, Score]) -> Callable[[Facts], list[Reason]]:
    """What gives the reasons of an account at risk, in words; of others none."""

    def reasons(each: Facts) -> list[Reason]:
        score = scores[each.id]
        return explain(each, score, world.today, world.model) if score.band in risks.AT_RISK else []

    return reasons


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
