"""Who owes a reply: the fields of `am replies`, the rows that fill them, and their page."""

import datetime as dt
from collections.abc import Collection

from amcli import jsontext
from amcli.facts.account_facts import World, read, scored
from amcli.facts.replies import last_words, replies
from amcli.fields import Row, fields
from amcli.hints import NamedTuple
from amcli.page import Cell, Column, Footer, Line, Page, Sentence, Table, dash
from amcli.rules.facts import Facts
from amcli.rules.formatting import arr_of, column_day, snoozed
from amcli.rules.phrases import code, handle, reach
from amcli.rules.replies import ME, Message, Reply, order
from amcli.vocabulary import PROMISED_BY, reference

FIELDS = fields(
    """
ref       text! the email or chat, such as n213
side      text! who owes the reply: me or them
account   text! the account's code
name      text! the account's name
contact   text  the person it concerns
kind      text! email or chat
on        day!  day of the email or chat
at        text  its time
days      int!  working days that it has waited
late      bool! whether your reply is late
summary   text  what was said, in a line
arr       money annual recurring revenue
currency  text! currency of arr
next_step text! what to do next
command   text! the command to type
""",
    side=PROMISED_BY,
    kind=("email", "chat"),
)


class Found(NamedTuple):
    """The rows, and what of it is snoozed, the first to wake first."""

    rows: list[Row]
    asleep: list[Message]


def read_replies(
    world: World, sides: Collection[str], account: int | None = None, since: dt.date | None = None
) -> Found:
    """Every reply that is owed by one of the sides, or by either where none is named. Raises BadValue."""
    accounts = scored(world._replace(only=None), account)
    every = replies(world, last_words(world, jsontext.dumps(accounts), since))
    chosen = [each for each in every if not sides or each.to.side in sides]
    asleep = sorted((each.to for each in chosen if each.to.until is not None), key=waking)
    awake = [each for each in chosen if each.to.until is None]
    ids = sorted({each.to.account for each in awake})
    facts = {each.id: each for each in read(world, ids, whole=False)} if ids else {}
    awake.sort(key=lambda each: order(each, facts[each.to.account].arr))
    return Found([row(world, each, facts[each.to.account]) for each in awake], asleep)


def waking(message: Message) -> tuple[dt.date, str, int]:
    """Sort key of what is snoozed."""
    assert message.until is not None
    return message.until, message.code, message.id


def row(world: World, reply: Reply, facts: Facts) -> Row:
    """One reply; the row carries the account's facts for the screen, beside the declared fields."""
    to = reply.to
    step, command = step_of(reply, facts, world.today)
    return {
        "ref": reference("interaction", to.id),
        "side": to.side,
        "account": to.code,
        "name": to.name,
        "contact": to.person,
        "kind": to.kind,
        "on": to.on.isoformat(),
        "at": to.at,
        "days": reply.days,
        "late": reply.late,
        "summary": to.summary,
        "arr": world.totals.major(facts.arr),
        "currency": world.totals.base,
        "next_step": step,
        "command": command,
        "facts": facts,
    }


def step_of(reply: Reply, facts: Facts, today: dt.date) -> tuple[str, str]:
    """What to do next, and the command: read what waits for you; speak to who lets you wait."""
    to = reply.to
    if to.mine:
        return f"Answer {to.person or f'the {to.kind}'}", f"am show {reference('interaction', to.id)}"
    person = next((each for each in facts.people if each.id == to.contact), None)
    if person is None:
        return reach(facts, today)
    return f"Follow up with {person.name}", f"am log {code(facts)} -w {handle(facts, person, today)}"


COLUMNS = (
    Column("", gap=1),
    Column(""),
    Column("Account", most=24, short=17),
    Column("Who", most=20, short=14),
    Column("On"),
    Column("Waited", right=True),
    Column("ARR", right=True, only="wide"),
    Column("Said", least=9, always=True),
    Column("Next step", only="wide", rank=1),
)


def replies_page(
    world: World, shown: list[Row], whole: list[Row], *, asleep: list[Message], some: bool
) -> Page:
    """What a person sees of the rows that are shown and of all of them; `some`: something chose them."""
    footer = notes(world.today, shown, len(whole) - len(shown), asleep)
    if not shown:
        return Page(parts=[Sentence("No replies match." if some else "No replies owed.")], footer=footer)
    mine = [row for row in whole if row["side"] == ME]
    late = sum(1 for row in mine if row["late"])
    said = [f"you owe {len(mine):,}{f', {late:,} late' if late else ''}"] if mine else []
    if theirs := len(whole) - len(mine):
        said.append(f"they owe {theirs:,}")
    lines = [line(world, row) for row in shown]
    return Page("Replies", " · ".join(said), (), [Table(COLUMNS, lines, shared=True)], footer)


def line(world: World, row: Row) -> Line:
    mine = row["side"] == ME
    mark = Cell("!", "alarm") if row["late"] else Cell("•", "due") if mine else Cell()
    waited = f"{row['days']}d"
    return [
        mark,
        Cell(row["ref"], "muted"),
        dash(row["name"]),
        dash(row["contact"]),
        column_day(row["on"], world.today),
        Cell(waited, "late") if row["late"] else Cell(waited),
        arr_of(world, row["facts"]),
        dash(row["summary"]) if mine else Cell(f"they owe: {row['summary'] or '-'}", "muted"),
        row["next_step"],
    ]


def notes(today: dt.date, shown: list[Row], left: int, asleep: list[Message]) -> list[Footer]:
    """What is not shown, what is snoozed, and what to type."""
    way = f"needs no answer: am done {shown[0]['ref']}" if shown else ""
    found = [Footer(f"{left:,} more" if left else "", way)] if shown else []
    if asleep:
        first = asleep[0]
        said = snoozed([(each.name, each.until) for each in asleep if each.until], today, named=1)
        found.append(Footer(said, f"am snooze {reference('interaction', first.id)} --off"))
    return found
