"""The meetings of some days: booked, held today, or past and confirmed by nobody; the page of `am held`."""

import datetime as dt
from collections.abc import Iterable

from amcli import jsontext
from amcli.facts.account_facts import World
from amcli.fields import Row, fields
from amcli.hints import NamedTuple
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash, says
from amcli.rules.dates import weekday_day
from amcli.rules.formatting import of
from amcli.rules.isodays import before, sure
from amcli.vocabulary import INTERACTION_KINDS, MEETING_STATES, reference, words

CONFIRM_DAYS = 14
FIELDS = fields(
    """
ref     text! the activity, as commands take it
on      day!  the day
at      text  the time of day, HH:MM
account text! the account's code
name    text! the account's name
kind    text! what is booked
summary text  what it is about
people  list! names of who takes part
state   text! ahead (today or later), held (today), unconfirmed (its day has passed)
command text! the command to type
""",
    kind=INTERACTION_KINDS,
    state=MEETING_STATES,
)


class Meeting(NamedTuple):
    """One meeting; `account` is the account's code, `at` its time of day as HH:MM."""

    id: int
    account_id: int
    account: str
    name: str
    on: dt.date
    at: str | None
    kind: str
    summary: str | None
    people: tuple[str, ...]
    state: str

    @property
    def ref(self) -> str:
        """Its reference, as commands take it."""
        return reference("interaction", self.id)

    @property
    def command(self) -> str:
        """The command to type: prepare for it, confirm it, or look at what was said."""
        if self.state == "ahead":
            return f"am brief {self.account}"
        return f"am {'held' if self.state == 'unconfirmed' else 'show'} {self.ref}"


def read_meetings(world: World, since: dt.date, until: dt.date) -> list[Meeting]:
    """The meetings from one day to another, both included, by day, time and id.

    What is booked for today is ahead, whatever the hour; what was booked for a day before and is not held
    yet is unconfirmed; of those that took place only today's are told. What is cancelled is left out, and
    so are accounts that are archived.
    """
    today = world.today.isoformat()
    rows = world.book.rows("meetings", today=today, since=since.isoformat(), until=until.isoformat())
    return [
        Meeting(
            id_, account_id, code, name, sure(on), at, kind, summary, tuple(jsontext.loads(people)),
            "held" if not planned else "ahead" if on >= today else "unconfirmed",
        )
        for id_, account_id, code, name, on, at, kind, summary, planned, people in rows
        if world.has(account_id)
    ]  # fmt: skip


def of_the_day(world: World) -> list[Meeting]:
    """Today's meetings, and those of the last 14 days that nobody has confirmed."""
    return read_meetings(world, before(world.today, CONFIRM_DAYS), world.today)


def unconfirmed(world: World) -> list[Meeting]:
    """Every meeting whose day has passed and that nobody has confirmed, the oldest first."""
    if world.today == dt.date.min:
        return []
    return read_meetings(world, dt.date.min, world.today - dt.timedelta(days=1))


def meeting_row(meeting: Meeting) -> Row:
    """One meeting as JSON has it."""
    return {
        "ref": meeting.ref,
        "on": meeting.on.isoformat(),
        "at": meeting.at,
        "account": meeting.account,
        "name": meeting.name,
        "kind": meeting.kind,
        "summary": meeting.summary,
        "people": list(meeting.people),
        "state": meeting.state,
        "command": meeting.command,
    }


def meeting_rows(meetings: Iterable[Meeting]) -> list[Row]:
    """Some meetings as JSON has them."""
    return list(map(meeting_row, meetings))


COLUMNS = (
    Column("", right=True),
    Column(""),
    Column("Account", most=24, short=20),
    Column("It was held"),
    Column("With", most=24, only="wide"),
    Column("What"),
)


def held_page(today: dt.date, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the meetings that nobody confirmed: each with the command that does."""
    if not shown:
        return says("No meeting waits to be confirmed.")
    table = Table(COLUMNS, [line(row, today) for row in shown])
    return Page("Held?", of(len(shown), len(whole)), (), [table], [Footer("", "it wasn't: am held REF --no")])


def line(row: Row, today: dt.date) -> Line:
    kind = row["kind"].upper() if row["kind"] == "qbr" else words(row["kind"])
    return [
        weekday_day(dt.date.fromisoformat(row["on"]), today),
        Cell(row["at"] or "", "muted"),
        dash(row["name"]),
        Cell(command=row["command"]),
        ", ".join(row["people"]) or "-",
        dash((row["summary"] or kind).split("\n")[0]),
    ]
