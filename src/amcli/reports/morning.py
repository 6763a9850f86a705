"""The morning: what every account wants on a day, taken from the day's state. What JSON has of it is in
`today`, what a person sees in `morning_page`."""

from collections.abc import Iterator, Sequence

from amcli import jsontext
from amcli.facts.account_facts import World, read, silent_books
from amcli.facts.churn import at_rest, beside_standings, win_backs
from amcli.facts.day_state import put_off, standings
from amcli.facts.tellings import tellings
from amcli.hints import NamedTuple
from amcli.reports import meetings, risks
from amcli.rules import priority
from amcli.rules.evidence import by_name
from amcli.rules.moments import KINDS as MOMENTS
from amcli.rules.moments import Moment, moment
from amcli.rules.morning_lines import Board, Day, Line, Several, board
from amcli.rules.standing import Standing, every_wanted, ranked_by
from amcli.storage import proposals
from amcli.vocabulary import book_of


class Morning(NamedTuple):
    """What the morning is drawn from; `data` makes the object of `-o json` of it.

    `every` is where all accounts of the book stand, `standings` where those do that it is of; `met` are the
    meetings of the day, and those that nobody confirmed; `others` is the revenue of those that have no
    standing, which runs all the same; `again` are lost customers to try again today. `plays` wait to be
    started; `play_faults` are files of plays that can't be read. Its lines know no more of an account than
    that; `in_full` reads the lines that are shown.
    """

    world: World
    every: list[Standing]
    standings: list[Standing]
    day: Day
    asleep: frozenset[str]
    met: list[meetings.Meeting]
    others: tuple[int | None, ...] = ()
    again: tuple[priority.Wants, ...] = ()
    plays: int = 0
    play_faults: tuple[str, ...] = ()

    def board(self, rows: int | None) -> Board:
        """The lines for a screen of so many rows, or every line."""
        return board(self.day, rows)

    def each_by_itself(self) -> list[Line]:
        """Every line, without those that stand for gaps of the records, but each for itself."""
        return board(self.day._replace(gaps=()), None).lines

    @property
    def revenue(self) -> list[int | None]:
        """What each account is worth a year: contracts decide, whatever the status."""
        return [*(each.arr for each in self.standings), *self.others]

    @property
    def accounts(self) -> int:
        """How many accounts that is of: the portfolio's, too."""
        return len(self.standings) + sum(1 for each in self.others if each is None or each)

    @property
    def at_risk(self) -> list[Standing]:
        """The accounts at risk."""
        return [each for each in self.standings if each.health in risks.AT_RISK]

    @property
    def renewing(self) -> int | None:
        """The value of what is to be renewed within 90 days; None where an amount has no rate."""
        if any(each.unrated for each in self.standings):
            return None
        return sum(each.renewing for each in self.standings)

    @property
    def renewals(self) -> int:
        """How many contracts are up for renewal."""
        return sum(each.renewals for each in self.standings)

    @property
    def long_ago(self) -> int:
        """How many contracts ended over 90 days ago and were not recorded."""
        return sum(each.long_ago for each in self.standings)

    @property
    def snoozed(self) -> int:
        """How many deadlines are hidden because their contract is snoozed."""
        return sum(each.snoozed for each in self.standings)

    @property
    def tasks_due(self) -> int:
        """How many tasks and promises are due."""
        return sum(each.tasks for each in self.standings)

    @property
    def issues_due(self) -> int:
        """How many high and critical issues are open."""
        return sum(1 for each in self.day.wants for item in each.items if item.kind == "issue")

    @property
    def checkins_due(self) -> int:
        return sum(each.checkins for each in self.standings)

    @property
    def qbrs_due(self) -> int:
        return sum(each.qbrs for each in self.standings)

    @property
    def proposals(self) -> int:
        """How many commands assistants ask to run; on another day than today nothing is known of that."""
        book = self.world.book
        if book.looks_back:
            return 0
        return book.once("proposals", lambda: proposals.count(book, self.world.only))

    @property
    def glad(self) -> Standing | None:
        """The account with the good moment worth showing: the largest, the stronger kind of equals, then by
        code."""
        found = [each for each in self.standings if each.moment]
        return min(
            found, key=lambda each: (-(each.arr or 0), MOMENTS.index(each.moment), each.code), default=None
        )

    def moment_in_full(self) -> Moment | None:
        """The good moment with everything that can be said of its account."""
        glad = self.glad
        if glad is None:
            return None
        (facts,) = read(self.world, [glad.id])
        return moment(facts, glad.health, self.world.today, self.asleep)

    def in_full(self, lines: Sequence[Line]) -> list[Line]:
        """Some lines with everything that is shown of their accounts, in the same order."""
        found = list(lines)
        for at, line in self.each_told(lines):
            found[at] = line
        shown = {line.wants.facts.id for line in found if line.wants is not None}
        self.world.totals.by_account(sorted(shown))  # which of them have revenue in another currency
        return found

    def each_told(self, lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
        """Each line that is of an account with its words, and its place: account by account, so that nobody
        holds all of it."""
        places: dict[int, list[int]] = {}
        for at, line in enumerate(lines):
            if line.wants is not None:
                places.setdefault(line.wants.facts.id, []).append(at)
        standing = {each.id: each for each in self.standings if each.id in places}
        for lost in self.again:
            for at in places.pop(lost.facts.id, ()):
                yield at, whole_line(lines[at], {lost.facts.id: lost})
        rows = self.world.book.rows("day_state.names", accounts=jsontext.dumps([*standing]))
        names = {row["id"]: row["name"] for row in rows}
        for account, found in tellings(self.world, list(places)):
            facts = ranked_by(standing[account], names[account])
            ranked = lines[places[account][0]].wants
            assert ranked is not None
            wants = {account: priority.Wants(facts, found.items(ranked.items), 0)}
            for at in places[account]:
                yield at, whole_line(lines[at], wants)


def whole_line(line: Line, whole: dict[int, priority.Wants]) -> Line:
    """One line with the whole facts of its account; items are found again by kind and record."""
    if line.wants is None or line.item is None:
        return line
    wants = whole[line.wants.facts.id]._replace(weight=line.wants.weight)
    by_key = {(item.kind, item.ref): item for item in wants.items}
    others = tuple(by_key[item.kind, item.ref] for item in line.others)
    item = by_key[line.item.kind, line.item.ref]
    return Line(line.section, wants, item, line.meeting, line.several, others)


def read_morning(world: World) -> Morning:
    """The morning, of the day's state.

    The whole book is ranked also where a filter chose some accounts: what their lines weigh is the same.
    """
    every = standings(world)
    chosen = [each for each in every if world.has(each.id)]
    warn_of_rates(world, every, chosen)
    met = meetings.of_the_day(world)
    others = tuple(beside_standings(world).values())
    again, day = tuple(tried_again(world)), day_of(world, every, chosen, met)
    day = day._replace(wants=sorted([*day.wants, *again], key=lambda each: each.facts.code)) if again else day
    plays, faults = waiting_plays(world)
    return Morning(world, every, chosen, day, put_off(world), met, others, again, plays, faults)


def keep_day(morning: Morning) -> None:
    """Keep the scores of today at the end of the command, unless they are kept already."""
    from amcli.facts.histories import OfDay, remember_once

    scores = (
        OfDay(each.id, each.score, each.health, round(each.evidence, 4), each.points)
        for each in morning.every
    )
    remember_once(morning.world, scores)


def waiting_plays(world: World) -> tuple[int, tuple[str, ...]]:
    """How many plays wait to be started, and what is wrong with files of plays; nothing is read for it unless
    one is switched on."""
    if (world.book.looks_back and not world.book.of_whole) or world.config.given("plays") is None:
        return 0, ()
    from amcli.facts.plays import waiting

    waits, faults = waiting(world)
    return len(waits), tuple(faults)


def tried_again(world: World) -> Iterator[priority.Wants]:
    """The lost customers whom to try to win back by today."""
    due = {account for account, on in win_backs(world).items() if on <= world.today}
    for facts in read(world, sorted(due & at_rest(world))) if due else ():
        found = list(priority.items(facts, [], "", world.today, world.model))
        yield priority.wants(facts, [item for item in found if item.kind == "win_back"], 0.5)


def warn_of_rates(world: World, every: list[Standing], chosen: list[Standing]) -> None:
    """Remember the currencies without a rate that the sums of the morning would need."""
    texts = {each.lacking for each in every} | {each.missing for each in chosen}
    world.totals.missing.update(code for text in texts for code in text.split())


def day_of(world: World, every: list[Standing], chosen: list[Standing], met: list[meetings.Meeting]) -> Day:
    """What the lines are chosen from."""

    def amount(item: priority.Item) -> int:
        contract = item.subject.contract
        return world.totals.in_base(contract.value, contract.currency) or 0

    ahead = [each for each in met if each.state != "held"]
    whole = world.book.of_whole
    revenues = whole.revenues if whole else [each.arr for each in every]
    weights = priority.weights(revenues) if every else {}
    wants = [
        priority.Wants(ranked_by(each), items, weights[each.arr or 0])
        for each, items in every_wanted(sorted(chosen, key=lambda each: each.code))
        if items
    ]
    return Day(ahead, wants, amount, tuple(gaps_of(world, chosen)))


def gaps_of(world: World, chosen: list[Standing]) -> Iterator[Several]:
    """What is missing from the records of most accounts: conversations, of any; enough for a score."""
    without = silent_books(world) if chosen else frozenset()
    unheard = [each for each in chosen if book_of(each.id) in without]
    silent = bool(chosen) and len(unheard) == len(chosen)
    if unheard:
        yield Several("silent", len(unheard), sum(each.arr or 0 for each in unheard))
    if missing := risks.dark(chosen):
        unsure = [each for each in chosen if each.health == "unknown"]
        labels = tuple(kind.label for kind, _ in missing if not (silent and kind.name == "talk"))
        never = frozenset(each.id for each in unsure if not by_name(each.kinds)["talk"])
        amount = sum(each.arr or 0 for each in unsure)
        yield Several("unknown", len(unsure), amount, missing=labels, accounts=never)
