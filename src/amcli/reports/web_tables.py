"""The tables of the page of a whole book: the lists of the terminal, in its order and its words, each cell
with what its column is sorted by in a browser. Amounts are whole, as on every page.
"""

import datetime as dt
from collections.abc import Callable, Sequence

from amcli.facts.account_facts import World, read_calls
from amcli.facts.churn import LEAVING
from amcli.fields import Row
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.page import HEALTH_ROLE, Cell, Column, Table, dash
from amcli.reports import accounts, checkins, checkins_page, renewals, renewals_page, risks, risks_page, tasks
from amcli.rules.dates import short_day
from amcli.rules.formatting import major
from amcli.rules.renewals import deadline
from amcli.rules.score import ARITHMETIC
from amcli.vocabulary import FORECASTS, STAGES, TIERS, words

if TYPE_CHECKING:
    from amcli.rules.standing import Standing

UNKNOWN = "-"
WANTED = frozenset(["arr", "score", "health", "last_touch_on", "last_touch_kind", "renews_on"])


class Of(NamedTuple):
    """A column: its title, what it says of a row, and what it is sorted by, None for what is missing."""

    title: str
    said: Callable[[World, Row], str | Cell]
    key: Callable[[World, Row], str | float | None]
    right: bool = False


def table(world: World, title: str, columns: Sequence[Of], rows: Sequence[Row]) -> Table:
    """The rows in their order; `EUR` in a title stands for the currency of the book."""
    lines = [[keyed(each.said(world, row), each.key(world, row)) for each in columns] for row in rows]
    base = world.totals.base
    heads = [Column(each.title.replace("EUR", base), right=each.right) for each in columns]
    return Table(heads, lines, title=title)


def keyed(said: str | Cell, key: str | float | None) -> Cell:
    """Words with what they are sorted by."""
    key = "" if key is None else key
    return Cell(said, key=key) if isinstance(said, str) else said._replace(key=key)


def field(name: str) -> Callable[[World, Row], str | float | None]:
    """A field of the row as it is."""
    return lambda _, row: row[name]


def among(name: str, every: Sequence[str]) -> Callable[[World, Row], int | None]:
    """The place of a field among the words that it may have."""
    return lambda _, row: None if row[name] is None else every.index(row[name])


def text(name: str) -> Callable[[World, Row], str | Cell]:
    """A field of the row in its words; `-` where it is missing."""
    return lambda _, row: dash(row[name])


def amount(value: int | float | None, code: str | None) -> str:
    """An amount in whole words; `-` where it is not known."""
    return UNKNOWN if value is None or code is None else major(value, code)


def arr(world: World, row: Row) -> str:
    """ARR: `~46,000` where some of it was converted."""
    converted = row["id"] in world.totals.converted_accounts
    return ("~" if converted and row["arr"] is not None else "") + amount(row["arr"], world.totals.base)


def last_day(world: World, row: Row) -> str:
    """The day by which the terminal sorts."""
    return deadline(row["facts"], world.today).isoformat()


def day_of(name: str) -> Callable[[World, Row], str | Cell]:
    """A day: `3 Dec`."""
    return lambda world, row: spelled(row[name], world.today)


def spelled(on: str | None, today: dt.date) -> str:
    return UNKNOWN if on is None else short_day(dt.date.fromisoformat(on), today)


def score(_: World, row: Row) -> Cell:
    """`29 critical`; where there is no score, `unknown` or `leaving`."""
    if row["health"] is None:
        return Cell(UNKNOWN)
    number = "" if row["score"] is None else f"{row['score']} "
    return Cell(f"{number}{words(row['health'])}", HEALTH_ROLE[row["health"]])


def touched(world: World, row: Row) -> str:
    """`3 Feb, call`; `never`."""
    if row["last_touch_on"] is None:
        return "never"
    return f"{spelled(row['last_touch_on'], world.today)}, {words(row['last_touch_kind'])}"


def person(said: str) -> Callable[[World, Row], str | None]:
    """The name or the number of who to call."""

    def found(world: World, row: Row) -> str | None:
        who = row["facts"].to_call(world.today)
        value: str | None = getattr(who, said) if who else None
        return value

    return found


def of_person(said: str) -> Of:
    """A column about who to call."""
    found = person(said)
    return Of({"name": "With", "phone": "Phone"}[said], lambda world, row: dash(found(world, row)), found)


ACCOUNT = Of("Account", text("name"), field("name"))
ARR = Of("ARR, EUR", arr, field("arr"), right=True)
SCORE = Of("Health", score, field("score"))
TOUCH = Of("Last touch", touched, field("last_touch_on"))
STEP = Of("Next step", text("next_step"), field("next_step"))

ACCOUNTS = (
    ACCOUNT, Of("Tier", text("tier"), among("tier", TIERS)), ARR, SCORE, TOUCH,
    Of("Renews", day_of("renews_on"), field("renews_on")), Of("Status", text("status"), field("status")),
    Of("Owner", text("owner"), field("owner")),
)  # fmt: skip
CHECKINS = (
    ACCOUNT,
    Of("Overdue", lambda _, row: checkins_page.overdue(row), field("days_overdue"), right=True),
    Of("Every", lambda _, row: f"{row['cadence_days']}d", field("cadence_days"), right=True),
    TOUCH, of_person("name"), of_person("phone"), ARR, STEP,
)  # fmt: skip
RENEWALS = (
    ACCOUNT,
    Of("Deadline", lambda world, row: renewals_page.deadline(row["facts"], world.today), last_day),
    Of("Ends", day_of("ends_on"), field("ends_on")),
    Of("Value a year", lambda _, row: yearly(row), field("base_value"), right=True),
    Of(
        "Stage",
        lambda world, row: renewals_page.stage(row["facts"], world.today, past=False),
        among("stage", STAGES),
    ),
    SCORE,
    Of("Forecast", text("forecast"), among("forecast", FORECASTS)),
    STEP,
)
RISKS = (
    ACCOUNT, SCORE, ARR, Of("Renews", lambda world, row: risks_page.renews(world, row), field("renews_on")),
    Of("Why", lambda _, row: why(row), lambda _, row: why(row).text),
    Of("Next step", lambda _, row: Cell(dash(row["next_step"]), command=row["command"]), field("next_step")),
)  # fmt: skip
TASKS = (
    ACCOUNT,
    Of("What", lambda _, row: named(row), lambda _, row: named(row)),
    Of("Due", lambda world, row: tasks.when(row, world.today), field("due_on")),
    Of("Who", lambda world, row: tasks.who(row, world.today, person=True) or UNKNOWN,
       lambda world, row: tasks.who(row, world.today, person=True) or None),
    Of("Mark done", lambda _, row: Cell(command=f"am done {row['task']}"), field("task")),
)  # fmt: skip


def why(row: Row) -> Cell:
    """All that takes points off the score, the strongest first; of who leaves, the reason."""
    if row["health"] == LEAVING:
        return Cell(dash(row["loss_reason"]))
    found = [each.text for each in row["telling"] if each.points > 0 and each.signal not in ARITHMETIC]
    return Cell(" · ".join(found) or words(row["health"]))


def yearly(row: Row) -> str:
    """A contract's value in its own currency: `EUR 57,000`."""
    value = amount(row["annual_value"], row["currency"])
    return value if value == UNKNOWN else f"{row['currency']} {value}"


def named(row: Row) -> str:
    """What is to be done, after the play that it is a step of."""
    return dash(row["title"] if row["play"] is None else f"{row['play']}: {row['title']}")


def checkin_table(world: World) -> Table:
    """`am checkins`."""
    facts = read_calls(world, checkins.due(world, world.today))
    found = checkins.checkin_rows(world, facts, within=None, everything=False)
    return table(world, "Overdue or due today", CHECKINS, [{**row, "id": row["facts"].id} for row in found])


def renewal_table(world: World, within: str) -> Table:
    """`am renewals`."""
    until = renewals.until_day(world, within)
    title = f"Deadlines within {(until - world.today).days} days"
    return table(world, title, RENEWALS, renewals.near(world, until))


def risk_table(world: World, standings: "Sequence[Standing]") -> Table:
    """`am risks`, one line an account."""
    at_risk = sorted(risks.pressing(standings), key=risks.rank)
    ids = {each.code: each.id for each in at_risk}
    rows = [{**row, "id": ids[row["account"]]} for row in risks.risk_rows(world, at_risk)]
    return table(world, "At risk, unknown or leaving", RISKS, rows)


def task_table(world: World) -> Table:
    """`am tasks`."""
    return table(world, "Open tasks", TASKS, tasks.task_rows(world))


def account_table(world: World) -> Table:
    """`am accounts`."""
    rows = accounts.account_rows(world, world.only, WANTED, archived=False)[0]
    return table(world, "The whole book", ACCOUNTS, rows)
