"""Plays: checklists that become tasks. What a play says, and which of its steps become which tasks. Pure.

Not for their files (config/plays.py), nor for when one is due (facts/plays.py).
"""

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import NamedTuple
from amcli.rules.dates import counted_length, later, months_and_days, on_day
from amcli.rules.names import quoted
from amcli.vocabulary import PLAY_DAYS, PLAY_EVENTS, ROLES, words

OF_CONTRACT = ("notice", "end")  # triggers of which each contract has its own
WORDS = ("account", "contract", "day", *ROLES)
LONGEST_NAME = 80
LONGEST_TITLE = 200
LONGEST_OFFSET = 3660


class Step(NamedTuple):
    """One step: its title with words in braces, and when it is due, so many months and days after the
    trigger's day, or before it. It is left out where all filters of `unless` hold."""

    title: str
    due: str
    months: int
    days: int
    promised: bool = False
    assignee: str | None = None
    unless: tuple[str, ...] = ()

    def day(self, on: dt.date) -> dt.date:
        """When it is due, of a trigger on a day, before that is moved to a working day."""
        try:
            return later(on, self.months, self.days)
        except OverflowError:
            return dt.date.max if self.months + self.days > 0 else dt.date.min


class Play(NamedTuple):
    """A play as its file says: `on` is its trigger, None where it is only started by hand; `filters` choose
    for which accounts or contracts a trigger starts it. `own`: it is the user's, not one that is shipped."""

    name: str
    title: str
    on: str | None
    filters: tuple[str, ...]
    steps: tuple[Step, ...]
    path: str
    own: bool

    @property
    def of_contract(self) -> bool:
        """Whether it is for a contract, rather than for an account."""
        return self.on in OF_CONTRACT

    @property
    def kind(self) -> str:
        """The kind of record that its filters are about."""
        return "contract" if self.of_contract else "account"

    def first_day(self, on: dt.date) -> dt.date:
        """The day of its first step."""
        return min(step.day(on) for step in self.steps)

    def last_day(self, on: dt.date) -> dt.date:
        """The day of its last step."""
        return max(step.day(on) for step in self.steps)


class Occurrence(NamedTuple):
    """What a play is started for: an account, one of its contracts or none, and the trigger's day."""

    account: int
    contract: int | None
    on: dt.date


class Subject(NamedTuple):
    """What titles say of an occurrence: the account's name, the contract's reference, and who has a role."""

    account: str
    contract: str | None
    people: Mapping[str, tuple[int, str]]


class Task(NamedTuple):
    """A task that a step becomes; `contact` is the first person that its title names."""

    title: str
    due_on: dt.date
    contact: int | None
    promised: bool
    assignee: str | None


class Plan(NamedTuple):
    """What a start makes: tasks; and how many steps it leaves out, because their day has passed, or because
    they are not needed."""

    tasks: list[Task]
    passed: int
    needless: int


class Start(NamedTuple):
    """How a play is started: on which day, whether with the steps whose day has passed, and how a day is
    moved to one that is worked on."""

    today: dt.date
    passed_too: bool
    moved: Callable[[dt.date], dt.date]


def has_tasks(play: Play, on: dt.date, needless: Collection[int], start: Start) -> bool:
    """Whether a start would make any task."""
    steps = (step for place, step in enumerate(play.steps) if place not in needless)
    return any(start.passed_too or start.moved(step.day(on)) >= start.today for step in steps)


def plan(play: Play, on: dt.date, subject: Subject, needless: Collection[int], start: Start) -> Plan:
    """What a play makes of a trigger's day; `needless` are the places of the steps whose `unless` holds."""
    tasks, passed = [], 0
    for place, step in enumerate(play.steps):
        if place in needless:
            continue
        due = start.moved(step.day(on))
        if due < start.today:
            if not start.passed_too:
                passed += 1
                continue
            due = start.moved(start.today)
        tasks.append(task_of(step, on, due, subject))
    return Plan(tasks, passed, len(needless))


def task_of(step: Step, on: dt.date, due: dt.date, subject: Subject) -> Task:
    """The task that a step becomes."""
    named = [subject.people[word] for word in words_of(step.title) if word in subject.people]
    contact = named[0][0] if named else None
    return Task(title_of(step.title, on, subject), due, contact, step.promised, step.assignee)


def title_of(title: str, on: dt.date, subject: Subject) -> str:
    """A title with its words filled in; without somebody in a role the role's own word."""
    values = {role: words(role) for role in ROLES}
    values |= {role: name[:LONGEST_NAME] for role, (_, name) in subject.people.items()}
    values |= {
        "account": subject.account[:LONGEST_NAME],
        "contract": subject.contract or "contract",
        "day": on_day(on),
    }
    parts = pieces(title)
    filled = (values.get(part, part) if at % 2 else part for at, part in enumerate(parts))
    return " ".join("".join(filled).split())[:LONGEST_TITLE].rstrip()


def words_of(title: str) -> list[str]:
    """The words in braces of a title."""
    return pieces(title)[1::2]


def pieces(title: str) -> list[str]:
    """A title in pieces: what stands between words in braces, and, at every second place, those words."""
    return patterns.split(r"\{(\w+)\}", title)


def read_offset(text: str) -> tuple[int, int]:
    """The months and days of `-120d`, `+2w`, `+3m`. Raises BadValue."""
    word = text.strip().lower()
    sign = -1 if word.startswith("-") else 1
    count, unit = counted_length(word.removeprefix("+").removeprefix("-"))
    if unit not in ("d", "w", "m", "y") or count > LONGEST_OFFSET:
        raise BadValue(f"{quoted(text)}: not a length of time.", "For example: -120d, +2w, +3m")
    months, days = months_and_days(count, unit)
    return sign * months, sign * days


def check_title(title: str) -> None:
    """Raises BadValue for a title with a word in braces that means nothing."""
    for word in words_of(title):
        if word not in WORDS:
            known = ", ".join(f"{{{each}}}" for each in WORDS)
            raise BadValue(f"{quoted(title)}: no {{{word}}}.", f"There are {known}")


def check_trigger(text: str) -> str:
    """A trigger by its name. Raises BadValue."""
    if text not in (*PLAY_EVENTS, *PLAY_DAYS):
        raise BadValue(
            f"{quoted(text)}: not a trigger.", f"Triggers: {', '.join((*PLAY_EVENTS, *PLAY_DAYS))}"
        )
    return text


def anniversaries(since: dt.date, first: dt.date, last: dt.date) -> list[dt.date]:
    """The anniversaries of a day from a first day to a last; that of 29 February in other years is the
    28th."""
    found = []
    for year in range(max(first.year, since.year + 1), last.year + 1):
        day = later(since, 12 * (year - since.year), 0)
        if first <= day <= last:
            found.append(day)
    return found
