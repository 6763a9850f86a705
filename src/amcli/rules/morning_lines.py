"""Which lines the morning shows: all of them, or as many as a screen has room for. Pure.

Four sections: Today (meetings), Deadlines, Promised or owed, Keep in touch. Deadlines within a week are
named first and whatever else an account has; what has no line of its own is counted in a line that
stands for several, beside an account's first line, or in the footer. Nothing falls out.
"""

from collections.abc import Callable, Sequence
from sys import maxsize

from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules.deadlines import FAR_DAYS
from amcli.rules.priority import Item, Wants
from amcli.vocabulary import SECTIONS

if TYPE_CHECKING:
    from amcli.reports.meetings import Meeting

FIXED_ROWS, SECTION_ROWS = 4, 2  # heading, blank, footer and prompt; a section's title and the blank below
LEAST_LINES = 6  # on a screen with no room for anything, it scrolls
MOST_DEADLINES, MOST_OWED, MOST_QUIET = 8, 8, 6
CHECKIN = "checkin"
CRITICAL = "critical"
PLACES = ("ahead", "passed", "unrecorded", "farther")
TODAY_SHARE, PASSED_SHARE = 3, 4  # at most a third of the lines, at most a quarter

Candidate = tuple[Wants, Item]


class Several(NamedTuple):
    """A line that stands for several: `held`, `meetings`, `ahead`, `unrecorded`, `short`, `silent` or
    `unknown`; `more` where others of them have lines of their own.

    `amount` is their sum in minor units of the base currency; `items` are the deadlines, `meetings` the
    meetings that it stands for, `missing` what isn't known of accounts, and `accounts` whose check-ins it
    stands for, too: nobody recorded a touch with them.
    """

    kind: str
    many: int
    amount: int = 0
    items: tuple[Item, ...] = ()
    meetings: "tuple[Meeting, ...]" = ()
    more: bool = True
    missing: tuple[str, ...] = ()
    accounts: frozenset[int] = frozenset()


class Line(NamedTuple):
    """One line: an account's item, a meeting, or several. `others`: what else the account wants that
    has no line of its own, beside its first line below Today."""

    section: str
    wants: Wants | None = None
    item: Item | None = None
    meeting: "Meeting | None" = None
    several: Several | None = None
    others: tuple[Item, ...] = ()

    @property
    def account_id(self) -> int | None:
        """The account that the line is about."""
        if self.meeting is not None:
            return self.meeting.account_id
        return None if self.wants is None else self.wants.facts.id


class Board(NamedTuple):
    """The lines in order, and how many more there are."""

    lines: list[Line]
    hidden: int


class Day(NamedTuple):
    """What the lines are chosen from. `gaps` stand for what is missing from the records of most accounts: for
    those of a book without any touch, and for those that are unknown; `amount` tells what a contract is worth
    in the base currency."""

    meetings: "Sequence[Meeting]"
    wants: Sequence[Wants]
    amount: Callable[[Item], int]
    gaps: tuple[Several, ...] = ()

    def dated(self) -> dict[str, list[Candidate]]:
        """The deadlines by where they stand, but for those that one line stands for, which are `short`: of
        contracts that auto-renew for three months or less at a time, where there are several."""
        every = [(each, item) for each in self.wants for item in each.items if item.section == "dated"]
        short = [each for each in every if each[1].subject.contract.short]
        if len(short) < 2:
            short = []
        together = {id(item) for _, item in short}
        found: dict[str, list[Candidate]] = {place: [] for place in PLACES}
        for each in every:
            if not together or id(each[1]) not in together:
                found[each[1].subject.place].append(each)
        return {**found, "short": short}


def board(day: Day, rows: int | None) -> Board:
    """The lines for a screen of so many rows, or every line. Never more rows than there are."""
    owed = owed_candidates(day)
    quiet = quiet_candidates(day, {wants.facts.id for wants, _ in owed})
    found = fill(day, owed, quiet, rows)
    if quiet and not any(line.section == "quiet" for line in found.lines):
        found = fill(day, owed, [], rows)  # a section without lines leaves its rows to the others
    return found._replace(lines=with_others(found.lines))


def owed_candidates(day: Day) -> list[Candidate]:
    """Promised or owed: the strongest of each account. Whoever stands here has no line in Keep in touch, so a
    critical score lends the line its priority: a task of little weight doesn't hide it behind those of
    others."""

    def key(candidate: Candidate) -> tuple[float, str]:
        wants, item = candidate
        risk = (each for each in wants.of("quiet") if each.kind == CRITICAL)
        return by_priority((wants, max((item, *risk), key=wants.priority)))

    return sorted(((each, items[0]) for each in day.wants if (items := each.of("owed"))), key=key)


def by_priority(candidate: Candidate) -> tuple[float, str]:
    """Sort key: priority falling, then code."""
    wants, item = candidate
    return -wants.priority(item), wants.facts.code


def quiet_candidates(day: Day, owing: set[int]) -> list[Candidate]:
    """Keep in touch: accounts with nothing owed (those of `owing` have) and no meeting within a week."""
    stood_for = frozenset[int]().union(*(each.accounts for each in day.gaps))
    found = []
    for each in day.wants:
        account = each.facts.id
        if account not in owing and each.facts.booked_on is None and (items := each.of("quiet")):
            if account in stood_for:
                items = [item for item in items if item.kind != CHECKIN]
            found += [(each, item) for item in items[:1]]
    return sorted(found, key=by_priority)


def fill(day: Day, owed: list[Candidate], quiet: list[Candidate], rows: int | None) -> Board:
    """Give each section its lines, in the order of what may not be missing."""
    dated = day.dated()
    ahead, passed, unrecorded = (dated[place] for place in ("ahead", "passed", "unrecorded"))
    short = [several_line(day, "short", dated["short"])] if dated["short"] else []
    farther = near_enough(day, dated["farther"], [*owed, *quiet, *ahead, *passed, *unrecorded])
    has_dated = bool(ahead or passed or unrecorded or short or farther)
    total = room(rows, [bool(day.meetings), has_dated, bool(owed), bool(quiet or day.gaps)])
    first = today_lines(day, total)
    left = total - len(first) - len(short) - bool(owed) - bool(quiet) - len(day.gaps)
    past_wanted = bool(passed or unrecorded)
    named = ahead_lines(day, ahead, max(1, left - past_wanted))
    left -= len(named)
    past = past_lines(day, passed, unrecorded, total // PASSED_SHARE, max(1, left))
    told = {line.account_id for line in (*named, *past)}
    reserved, quiet = bool(quiet), [each for each in quiet if each[0].facts.id not in told]
    left = max(0, left - len(past) + reserved - bool(quiet))
    most_far = max(0, MOST_DEADLINES - len(named) - len(past) - len(short))
    far, due, calm = shared(farther, owed, quiet, left, most_far, all_of=rows is None)
    far.sort(key=lambda each: (each[1].subject.on, *by_priority(each)))
    lines = [*first, *named, *past, *short, *items_lines("dated", far), *items_lines("owed", due)]
    lines += [Line("quiet", several=each) for each in day.gaps]
    lines += items_lines("quiet", calm)
    shown = {wants.facts.id for wants, _ in far}
    waiting = [each for each in quiet if each[0].facts.id not in shown]
    return Board(lines, len(owed) - len(due) + len(farther) - len(far) + len(waiting) - len(calm))


def room(rows: int | None, sections: list[bool]) -> int:
    """How many lines a screen has room for; a book without a screen has room for all."""
    if rows is None:
        return maxsize
    return max(LEAST_LINES, rows - FIXED_ROWS - SECTION_ROWS * sum(sections))


def items_lines(section: str, chosen: list[Candidate]) -> list[Line]:
    return [Line(section, wants, item) for wants, item in chosen]


def near_enough(day: Day, farther: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """The deadlines further than a week away, by priority; one more than 30 days away only for an account
    that has no other line."""
    found = sorted(farther, key=by_priority)
    with_line = {wants.facts.id for wants, _ in others} | {each.account_id for each in day.meetings}
    with_line |= {wants.facts.id for wants, item in found if -item.days <= FAR_DAYS}
    chosen = []
    for wants, item in found:
        if -item.days <= FAR_DAYS or wants.facts.id not in with_line:
            chosen.append((wants, item))
            with_line.add(wants.facts.id)
    return chosen


# Today


def today_lines(day: Day, total: int) -> list[Line]:
    """The day's meetings by time, then the newest of those nobody confirmed; a third of the lines at most,
    and what has none of its own in one line each. The day's come first where there is room for few."""
    most = total // TODAY_SHARE
    ahead = [each for each in day.meetings if each.state == "ahead"]
    held = [each for each in reversed(day.meetings) if each.state == "unconfirmed"]
    below = meeting_lines("held", held, min(2, max(1, most - len(ahead))))
    return [*meeting_lines("meetings", ahead, most - len(below)), *below]


def meeting_lines(kind: str, meetings: "list[Meeting]", most: int) -> list[Line]:
    """At most so many lines: meetings by name, the rest in one line."""
    if len(meetings) <= most:
        return [Line("today", meeting=each) for each in meetings]
    named, rest = meetings[: most - 1], meetings[most - 1 :]
    several = Several(kind, len(rest), meetings=tuple(rest), more=bool(named))
    return [*(Line("today", meeting=each) for each in named), Line("today", several=several)]


# Deadlines


def ahead_lines(day: Day, ahead: list[Candidate], most: int) -> list[Line]:
    """Within a week, by day. Where there are more than lines, what isn't agreed is named first, and the
    rest is one line."""

    def size(each: Candidate) -> tuple[int, str, int]:
        return -day.amount(each[1]), each[0].facts.code, each[1].subject.contract.id

    ranked = sorted(ahead, key=lambda each: (each[1].subject.agreed, each[1].subject.on, *size(each)))
    named = ranked if len(ranked) <= most else ranked[: most - 1]
    rest = ranked[len(named) :]
    named.sort(key=lambda each: (each[1].subject.on, each[1].subject.agreed, *size(each)))
    lines = items_lines("dated", named)
    return [*lines, several_line(day, "ahead", rest)] if rest else lines


def past_lines(
    day: Day, passed: list[Candidate], unrecorded: list[Candidate], most: int, space: int
) -> list[Line]:
    """Passed within two weeks, the largest by name and the newest first; everything else of 90 days in one
    line. A line that would stand for one contract names it."""
    by_size = sorted(passed, key=lambda each: (-day.amount(each[1]), each[0].facts.code, each[1].ref or ""))
    many = min(len(by_size), most, space)
    if many == space and len(by_size) + len(unrecorded) > many:
        many -= 1  # the rest needs a line
    rest = [*by_size[many:], *unrecorded]
    if len(rest) == 1:
        many, rest, by_size = many + 1, [], [*by_size[:many], *rest]
    named = sorted(by_size[:many], key=lambda each: (-each[1].subject.on.toordinal(), *by_priority(each)))
    lines = items_lines("dated", named)
    return [*lines, several_line(day, "unrecorded", rest)] if rest else lines


def several_line(day: Day, kind: str, rest: list[Candidate]) -> Line:
    """The line that stands for several deadlines."""
    items = tuple(item for _, item in rest)
    return Line("dated", several=Several(kind, len(items), sum(map(day.amount, items)), items))


# The rest


def shared(
    farther: list[Candidate],
    owed: list[Candidate],
    quiet: list[Candidate],
    left: int,
    most_far: int,
    *,
    all_of: bool,
) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
    """What is left of the lines for the three sections that share it, the shortest first; owed and quiet
    have a line already. An account with a named deadline has no line in Keep in touch."""
    if all_of:
        named = {wants.facts.id for wants, _ in farther}
        return list(farther), owed, [each for each in quiet if each[0].facts.id not in named]
    calm = quiet
    while True:
        wanted = [
            min(len(farther), most_far),
            max(0, min(len(owed), MOST_OWED) - 1),
            max(0, min(len(calm), MOST_QUIET) - 1),
        ]
        far, more_owed, more_calm = shares(wanted, left + (bool(quiet) - bool(calm)))
        chosen = farther[:far]
        named = {wants.facts.id for wants, _ in chosen}
        fewer = [each for each in quiet if each[0].facts.id not in named]
        if len(fewer) == len(calm):
            return chosen, owed[: more_owed + 1], calm[: more_calm + 1]
        calm = fewer


def shares(wanted: list[int], left: int) -> list[int]:
    """How many lines each gets of what is left, the ones that want least first."""
    found: dict[int, int] = {}
    for waiting, at in enumerate(sorted(range(len(wanted)), key=lambda at: wanted[at])):
        found[at] = min(wanted[at], left // (len(wanted) - waiting))
        left -= found[at]
    return [found[at] for at in range(len(wanted))]


def with_others(lines: list[Line]) -> list[Line]:
    """Each account's first line below Today with what else the account wants."""
    own = {(line.account_id, id(line.item)) for line in lines if line.item is not None}
    seen: set[int] = set()
    found = []
    for line in lines:
        if line.wants is not None and line.wants.facts.id not in seen:
            account = line.wants.facts.id
            seen.add(account)
            if others := [item for item in line.wants.items if (account, id(item)) not in own]:
                line = line._replace(others=tuple(others))
        found.append(line)
    return found


def sections(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    """The lines by section, in the order of the screen."""
    return [
        (name, found)
        for name in ("today", *SECTIONS)
        if (found := [line for line in lines if line.section == name])
    ]
