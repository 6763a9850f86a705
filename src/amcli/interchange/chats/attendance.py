"""Who came to a meeting, as Teams writes it: a touch of theirs, which is the calendar's meeting of that time.

The words are those of the tenant's language, so what is what is told by its place and by what it looks like.
Not for the meeting that is on record already (calendars/held.py).
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from amcli.hints import NamedTuple
from amcli.interchange.calendars.meetings import KIND as MEETING
from amcli.interchange.calendars.meetings import TakingMeetings
from amcli.interchange.chats.days import CLOCK, DAY, Clocks, Days, Parts, settled
from amcli.interchange.chats.exports import check_kind, refuse, text_of, whole_file
from amcli.interchange.chats.stretches import FUTURE, clock
from amcli.interchange.incoming import AFTER_TABLES, Asked, Options, Source
from amcli.interchange.mail.headers import clean
from amcli.interchange.mail.text import SUMMARY_LIMIT, shortened
from amcli.interchange.plan import FilePlan
from amcli.interchange.store import Store
from amcli.interchange.touches.parties import Parties, Party, is_address
from amcli.interchange.touches.taking import Touch, digest, known
from amcli.rules.names import counted

SOURCE, COUNTED = "attendance", "attendance strangers"
NOBODY = "none of your contacts in it"
DAY_LONG = 24 * 60 * 60
_MOMENT = re.compile(rf"{DAY},?\s*{CLOCK}\s*$", re.IGNORECASE)
# `1. Summary` in any language; what older releases begin with.
_NEW = re.compile(r"1\.\s\S[^\t\n]*\n[^\t\n]+\t.*?\n2\.\s\S", re.DOTALL)
_OLD = re.compile(r"(?:meeting summary|full name\tjoin time)\b")
_SECTION = re.compile(r"\d\.\s\S")
# `(External)`, `(Unverified)`, `(Guest)` in any language, after a name.
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


class Attendance(NamedTuple):
    """A report that was read once: what the meeting was called, when it began, how many minutes it took, and
    who was there."""

    source: Source
    title: str
    on: str
    at: str
    minutes: int | None
    people: list[Party]

    @property
    def rank(self) -> int:
        """After the calendars, whose meeting it may be, and the people."""
        return AFTER_TABLES

    @property
    def rows(self) -> int:
        return len(self.people)

    @property
    def automatic(self) -> bool:
        """A report is imported by hand."""
        return False

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Write the meeting, or find it."""
        about = f"Teams attendance, {counted(len(self.people), 'participant')}"
        plan = FilePlan(self.source.name, "meetings", "meeting", about=about, rows=1)
        self._take(store, options, plan)
        tick(len(self.people))
        return plan

    def _take(self, store: Store, options: Options, plan: FilePlan) -> None:
        if self.on > options.today:
            plan.pass_over(FUTURE)
            return
        parties = Parties(store, options)
        others = [who for party in self.people if not (who := parties.who(party)).me]
        people = known(person for who in others for person in parties.at(who, self.on))
        key = digest(["teams", self.on, self.at, self.title])
        strangers = (who for who in others if not is_colleague(who.address, options.me))
        parties.meet_once(COUNTED, key, strangers, self.on)
        plan.unmatched, plan.forgotten = parties.finish(), parties.people.left_out
        if plan.unmatched and not options.me:
            plan.warnings.append("your own address isn't set: am config set me.emails you@example.com")
        values = {
            "kind": MEETING,
            "on": self.on,
            "at": self.at,
            "minutes": self.minutes,
            "summary": self.title or None,
            "planned": False,
        }
        touches = [Touch(account, who, values) for account, who in people.accounts(people.names).items()]
        if not touches:
            plan.pass_over(NOBODY)
            return
        taking = TakingMeetings(store, SOURCE, plan, options.today)
        taking.take(key, touches)
        if taking.recognised:
            matched = counted(taking.recognised, "meeting")
            plan.warnings.append(f"{matched} already in your book: matched, not added twice")

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Nothing of a report is ever set aside."""


def is_attendance(head: str) -> bool:
    """Whether a text begins as such a report does, in lower case."""
    return _NEW.match(head) is not None or _OLD.match(head) is not None


def is_colleague(address: str, me: tuple[str, ...]) -> bool:
    """Whether an address has the domain of one of mine."""
    return any(address.rpartition("@")[2] == mine.rpartition("@")[2].casefold() for mine in me if "@" in mine)


def open_attendance(source: Source, asked: Asked) -> Attendance:
    """Read a report. Raises BadValue for one that cannot be read, or whose days could be in two orders."""
    check_kind(source, asked, "a report of who came to a meeting", ("meetings", "meeting"))
    text = text_of(whole_file(source)).replace("\r\n", "\n").replace("\r", "\n")
    return Reading(source, asked.date_order, text).whole()


class Reading:
    """The reading of one report."""

    def __init__(self, source: Source, date_order: str | None, text: str) -> None:
        self._source = source
        self._clocks = Clocks()
        self._rows = [line.split("\t") for line in text.split("\n")]
        found = [parts for row in self._rows for cell in row if (parts := moment_in(cell))]
        if not found:
            raise refuse(source, "an attendance report without a time that can be read.")
        order, _ = settled(source, [parts[:4] for parts in found], date_order)
        self._days = Days(source, order)

    def whole(self) -> Attendance:
        """The meeting. Raises BadValue."""
        people = list(self._people())
        if not people:
            raise refuse(self._source, "an attendance report without participants.")
        title, moments = self._summary()
        day, begin = moments[0] if moments else self._moments(self._rows)[0]
        minutes = None
        if len(moments) > 1:
            end_day, end = moments[1]
            minutes = round(((end - begin) + (DAY_LONG if end_day > day else 0)) / 60) or None
        return Attendance(self._source, title, day, clock(begin)[:5], minutes, people)

    def _summary(self) -> tuple[str, list[tuple[str, int]]]:
        """What the meeting was called, which may take several lines, and when it began and ended."""
        said: list[str] = []
        for row in self._above():
            if len(row) > 1:
                if moment_in(row[1]):
                    break
                said.append(row[1].strip().strip('"'))
            elif said and row[0].strip():
                said[-1] = f"{said[-1]} {row[0].strip()}".strip().strip('"')
        title = next((each for each in said if each and not each.isdigit()), "")
        return shortened(" ".join(clean(title).split()), SUMMARY_LIMIT), self._moments(self._above())

    def _above(self) -> list[list[str]]:
        place = self._header()
        return self._rows[:place]

    def _header(self) -> int:
        """Where the headers of the participants are: the first row of many cells."""
        return next((place for place, row in enumerate(self._rows) if len(row) >= 4), 0)

    def _moments(self, rows: list[list[str]]) -> list[tuple[str, int]]:
        found = [parts for row in rows for cell in row if (parts := moment_in(cell))]
        return [(self._days[parts[:4]], self._clocks[parts[4:]]) for parts in found]

    def _people(self) -> Iterator[Party]:
        """Everybody who was there, once; a row may be short of cells."""
        seen: set[str] = set()
        for row in self._rows[self._header() + 1 :]:
            if not any(cell.strip() for cell in row) or _SECTION.match(row[0]):
                return
            name = _REMARK.sub("", row[0].strip().strip('"'))
            email = next((cell.strip() for cell in row[1:] if is_address(cell)), "")
            if (name or email) and (email or name) not in seen:
                seen.add(email or name)
                yield Party(name, email=email)


def moment_in(cell: str) -> Parts | None:
    """The parts of a day and a time, where a cell is one."""
    match = _MOMENT.match(cell.strip().strip('"'))
    return match.groups() if match else None
