"""The whole book as one list: the fields of `am accounts` (`am account list`), its rows and their page.

What no field of a record holds is only worked out where it is asked for: a score takes the whole book.
"""

import datetime as dt
from collections.abc import Collection

from amcli.facts.account_facts import World, read, read_contracts
from amcli.facts.assessments import steps_of, trends
from amcli.facts.churn import departures
from amcli.fields import Row, fields
from amcli.hints import Any
from amcli.page import HEALTH_ROLE, Cell, Column, Footer, Line, Page, Sentence, Table, Words, dash
from amcli.records.declaration import listed_fields, record
from amcli.rules.formatting import column_day, count, money, of
from amcli.rules.isodays import iso
from amcli.rules.money import from_major
from amcli.rules.names import in_shell
from amcli.storage import records
from amcli.vocabulary import INTERACTION_KINDS, SHOWN_HEALTHS, words

KIND = "account"
DERIVED = fields(
    """
arr             money annual recurring revenue
currency        text! currency of arr
score           int   health score from 0 to 100; null while too little is known, and without health
health/band text  critical, at_risk, watch, healthy, unknown or leaving; null without a score
trend           int   change of the score in 30 days
last_touch_on   day   day of the last touch
last_touch_kind text  kind of the last touch
next_step       text  what to do next; null where nothing is wrong and nothing is booked
renews_on       day   the next end of a contract
""",
    health=SHOWN_HEALTHS,
    last_touch_kind=INTERACTION_KINDS,
)
# What came later stands last: scripts count on the places of the others.
LATER = fields("leaves_on day the last day of a customer who is leaving, also once it has passed")


BEFORE, SAME = ("name", "tier", "status"), ("code", *("name", "tier", "status"))
NEW = tuple(field.name for field in record(KIND).fields if field.listed and field.appended)
_OWN = {field.name: field for field in listed_fields(KIND)}
FIELDS = (
    _OWN["code"]._replace(name="account", help="the account's code"),
    *(_OWN[name] for name in BEFORE),
    *DERIVED,
    *(field for field in listed_fields(KIND) if field.name not in (*SAME, *NEW)),
    _OWN["code"]._replace(help="the same as account, until the next release"),
    *(_OWN[name] for name in NEW),
    *LATER,
)
SCORED = frozenset({"score", "health", "trend"})
TOUCHED = frozenset({"last_touch_on", "last_touch_kind"})


def account_rows(
    world: World, ids: Collection[int] | None, wanted: Collection[str], *, archived: bool
) -> tuple[list[Row], list[int]]:
    """Accounts, all or some by their ids, with the fields that are `wanted`, and the ids of the archived ones
    that were left out. Fields that are not wanted are null."""
    every = records.list_records(world.book, KIND, ids=ids)
    found = [row for row in every if archived or row["status"] != "archived"]
    gone = departures(world)
    for row in found:
        if row["id"] in gone:
            row["status"] = gone[row["id"]].status
    known = derived(world, [row["id"] for row in found], frozenset(wanted))
    empty: Row = dict.fromkeys(field.name for field in (*DERIVED, *LATER))
    empty["currency"] = world.totals.base
    made = [row | empty | {"account": row["code"]} | known.get(row["id"], {}) for row in found]
    return made, [] if archived else [row["id"] for row in every if row["status"] == "archived"]


def derived(world: World, ids: list[int], wanted: frozenset[str]) -> dict[int, Row]:
    """What is worked out for some accounts, by their ids."""
    found: dict[int, Row] = {row: {} for row in ids}
    if "leaves_on" in wanted:
        add(found, {row: {"leaves_on": iso(each.leaves_on)} for row, each in departures(world).items()})
    if "arr" in wanted:
        amounts = world.totals.by_account(ids)
        for row in ids:
            found[row]["arr"] = world.totals.major(amounts.get(row, 0))
    if "renews_on" in wanted:
        for contract in reversed(read_contracts(world, ids)):  # the nearest end comes last and stays
            found[contract.account_id]["renews_on"] = iso(contract.ends_on)
    if wanted & TOUCHED:
        for facts in read(world, ids, whole=False, money=False):
            found[facts.id] |= {"last_touch_on": iso(facts.touch_on), "last_touch_kind": facts.touch_kind}
    if "next_step" in wanted:
        add(found, steps_of(world, ids))
    elif wanted & SCORED:
        add(found, scores_of(world))
    return found


def add(found: dict[int, Row], more: dict[int, Row]) -> None:
    """Add what is known of some of the accounts."""
    for row, values in more.items():
        if row in found:
            found[row] |= values


def scores_of(world: World) -> dict[int, Row]:
    """Score, health and trend of every account that has a score."""
    from amcli.facts.filter_functions import scores

    then = trends(world)
    return {
        row: {"score": score, "health": health, "trend": trend(score, then.get(row))}
        for row, (score, health) in scores(world).items()
    }


def trend(score: int | None, was: Any) -> int | None:
    """The change against a score of a month ago, where there is one."""
    return None if score is None or was is None else score - was.score


MARKS = {"critical": Cell("!", "alarm"), "unknown": Cell("?", "muted")}
COLUMNS = (
    Column("", gap=1),
    Column("Account", most=24, short=17),
    Column("Tier", rank=3),
    Column("ARR", right=True),
    Column("Health", only="wide"),
    Column("Score", right=True, only="narrow"),
    Column("Last touch", rank=1, only="wide"),
    Column("Touch", rank=1, only="narrow"),
    Column("Next step", least=18, rest=True),
    Column("Renews", right=True, rank=2),
)


def accounts_page(world: World, hidden: list[int], typed: str, shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the rows that are shown and of all of them; `hidden` accounts are archived, and
    `typed` is how the list was asked for. Their contracts count as everywhere, and the page says so."""
    base = world.totals.base
    apart = sum(each or 0 for each in world.totals.by_account(hidden).values()) if hidden else 0
    worth = f", {base} {money(apart, base)} of the ARR" if apart else ""
    said = f"{count(len(hidden), 'archived account')} not shown{worth}"
    more = [Footer(said, f"am {typed} --all")] if hidden else []
    if not shown:
        add = Sentence([Cell("No accounts here. Add one: "), Cell(command="am account add NAME")])
        return Page(parts=[add, *more])
    left = len(whole) - len(shown)
    said = " · ".join(filter(None, [f"{left:,} more" if left else "", *marks(world, shown)]))
    footer = [Footer(said, f"am show {in_shell(records.handle('account', shown[0]))}"), *more]
    risky = sum(row["health"] in ("critical", "at_risk") for row in whole)
    counts = [of(len(shown), len(whole)), f"{risky} at risk" if risky else ""]
    total = apart + sum(from_major(row["arr"] or 0, base) for row in whole)
    table = Table(COLUMNS, [line(world, row) for row in shown])
    arr = f"{base} {money(total, base)} ARR"
    return Page("Accounts", " · ".join(filter(None, counts)), [arr], [table], footer)


def line(world: World, row: Row) -> Line:
    return [
        MARKS.get(row["health"], ""),
        dash(row["name"]),
        row["tier"],
        revenue(world, row),
        health(row, wide=True),
        health(row, wide=False),
        touch(row, world.today, wide=True),
        touch(row, world.today, wide=False),
        dash(row["next_step"]) if row["health"] else words(row["status"]),
        renewal(row["renews_on"], world.today),
    ]


def renewal(on: str | None, today: dt.date) -> Cell:
    """The day of the next end; it stands out once it has passed."""
    return Cell(column_day(on, today), "late" if on is not None and on < today.isoformat() else "")


def revenue(world: World, row: Row) -> str:
    """ARR: `~46k` where some of it was converted."""
    if row["arr"] is None:
        return "-"
    converted = "~" if row["id"] in world.totals.converted_accounts else ""
    return converted + money(from_major(row["arr"], world.totals.base), world.totals.base)


def health(row: Row, *, wide: bool) -> Words:
    """The score, `?` where too little is known, with its health where there is room."""
    if row["health"] is None:
        return "-"
    if row["health"] == "leaving":
        return Cell("leaving" if wide else "-", "muted")
    number = "?" if row["score"] is None else str(row["score"])
    return Cell(f"{number:>3} {words(row['health'])}" if wide else number, HEALTH_ROLE[row["health"]])


def touch(row: Row, today: dt.date, *, wide: bool) -> str:
    """The day of the last touch, with its kind where there is room."""
    if row["last_touch_on"] is None:
        return "never"
    day = column_day(row["last_touch_on"], today)
    return f"{day}  {words(row['last_touch_kind'])}" if wide else day


def marks(world: World, shown: list[Row]) -> list[str]:
    healths = {row["health"] for row in shown}
    return [
        "!: critical" if "critical" in healths else "",
        "?: not enough on record" if "unknown" in healths else "",
        "~: converted" if any(revenue(world, row)[0] == "~" for row in shown) else "",
    ]
