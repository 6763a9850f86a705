"""Everything dated within a stretch of days ahead, of any kind: what `am week` and `am away` are of."""

import datetime as dt
from collections.abc import Iterator, Sequence

from amcli.facts.account_facts import World, read_contracts
from amcli.facts.churn import at_rest
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.rules import cadence
from amcli.rules.cadence import checkin_step
from amcli.rules.facts import Facts, OpenTask
from amcli.rules.isodays import day, sure
from amcli.rules.money import to_major
from amcli.storage.snoozes import asleep
from amcli.vocabulary import reference, words

if TYPE_CHECKING:
    from amcli.config.freedays import Calendar

# The order within a day.
KINDS = (
    "meeting", "promise", "theirs", "task", "issue", "notice", "renewal", "leaving", "opportunity", "goal",
    "qbr", "checkin",
)  # fmt: skip
PUT_OFF = ("opportunity", "goal", "issue")


class Dated(NamedTuple):
    """One thing that falls on a day; `mark` is its severity for an issue, empty for the rest."""

    on: dt.date
    kind: str
    account_id: int
    account: str
    name: str
    text: str
    ref: str
    contact: str | None = None
    mark: str = ""
    waiting_on: str | None = None


class Stretch(NamedTuple):
    """The days looked at, the first and the last included."""

    first: dt.date
    last: dt.date

    def __contains__(self, on: object) -> bool:
        """Whether a day lies in it."""
        return isinstance(on, dt.date) and self.first <= on <= self.last


def dated(world: World, stretch: Stretch, facts: Sequence[Facts], tasks: Sequence[OpenTask]) -> list[Dated]:
    """Everything that falls on a day of a stretch, by day, then by kind and account.

    A record that is put off stands on the day until which it is. An issue stands on the last day in
    which it should be solved; an account with a meeting before its check-in has no check-in, and nobody
    is to be called on a free day.
    """
    others = list(others_of(world, stretch))
    found = [each for each in others if each.on in stretch]
    meetings = {each.account_id for each in others if each.kind == "meeting"}
    for task in tasks:
        if task.due_on is not None and task.due_on in stretch:
            found.append(of_task(task, task.due_on))
    calendar = world.config.calendar(public=False)
    for each in facts:
        found += of_account(each, world.today, stretch, calendar, met=each.id in meetings)
    found += of_contracts(world, stretch)
    return sorted(found, key=lambda each: (each.on, KINDS.index(each.kind), each.account, each.ref))


def of_task(task: OpenTask, on: dt.date) -> Dated:
    """A task, my promise or theirs."""
    kind = "task" if not task.promised else "theirs" if task.promised_by == "them" else "promise"
    who = (task.account_id, task.account, task.name)
    ref = reference("task", task.id)
    return Dated(on, kind, *who, task.words, ref, task.contact, waiting_on=task.waiting_on)


def of_account(
    facts: Facts, today: dt.date, stretch: Stretch, calendar: "Calendar", *, met: bool
) -> Iterator[Dated]:
    """The check-in and the review of an account, and the last day of one that is leaving."""
    if facts.leaving is not None and (last := facts.leaving.leaves_on) is not None and last in stretch:
        ref = reference("contract", facts.leaving.contract)
        yield Dated(last, "leaving", facts.id, facts.code, facts.name, "Leaving, last day", ref)
    due = cadence.due_on(facts)
    if due is not None and facts.snoozed_until is not None and facts.snoozed_until > due:
        due = facts.snoozed_until
    if due is not None and due > today:
        due = calendar.moved(due)
    if due is not None and due in stretch and not met and facts.booked_on is None:
        yield Dated(due, "checkin", facts.id, facts.code, facts.name, checkin_step(facts, today), facts.code)
    qbr = cadence.qbr_due_on(facts)
    if qbr is not None and qbr in stretch:
        yield Dated(qbr, "qbr", facts.id, facts.code, facts.name, "QBR due", facts.code)


def of_contracts(world: World, stretch: Stretch) -> Iterator[Dated]:
    """The notice days and the ends of contracts."""
    for each in read_contracts(world):
        ref = reference("contract", each.id)
        stage = "not confirmed" if each.unconfirmed else words(each.stage)
        who = (each.account_id, each.account, each.name)
        auto = ", auto-renews" if each.auto_renew else ""
        product = f", {each.product}" if each.product else ""
        if each.notice_by is not None and each.notice_by in stretch:
            yield Dated(each.notice_by, "notice", *who, f"Notice deadline, {stage}{product}", ref)
        if each.ends_on in stretch:
            yield Dated(each.ends_on, "renewal", *who, f"Contract ends, {stage}{auto}{product}", ref)


def others_of(world: World, stretch: Stretch) -> Iterator[Dated]:
    """Meetings booked from today on, opportunities, goals, and every open issue, on their days."""
    today = world.today
    late = {kind: asleep(world.book, kind, today) for kind in PUT_OFF}
    resting = at_rest(world)
    for row in world.book.rows("ahead", today=today.isoformat(), last=stretch.last.isoformat()):
        if not world.has(row["account_id"]) or (row["kind"] != "meeting" and row["account_id"] in resting):
            continue
        on, kind = sure(row["on"]), row["kind"]
        if kind == "issue":
            on = cadence.later(on, world.model.whole(f"issue.{row['what']}"))
        if (off := late.get(kind, {}).get(row["id"])) is not None:
            on = max(on, off.until)
        text, mark = said(row), row["what"] if kind == "issue" else ""
        if kind == "issue" and day(row["escalated_on"]) is not None:
            mark = f"{mark}, escalated"
        ref = reference("interaction" if kind == "meeting" else kind, row["id"])
        yield Dated(
            on, kind, row["account_id"], row["account"], row["name"], text, ref, row["contact"], mark
        )  # fmt: skip


def said(row: Any) -> str:
    """A meeting, an opportunity, a goal or an issue in words."""
    if row["kind"] == "meeting":
        kind = row["what"].upper() if row["what"] == "qbr" else row["what"].capitalize()
        return f"{row['text'] or kind}, {row['at']}" if row["at"] else str(row["text"] or kind)
    if row["kind"] == "opportunity":
        value = ""
        if row["value"] is not None:
            value = f", {row['currency']} {to_major(row['value'], row['currency']):,}"
        return f"{row['text']}{value}, {row['what']}"
    return str(row["text"])
