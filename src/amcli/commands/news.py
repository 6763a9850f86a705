"""`am news`: what happened at a customer and changes their weather: a takeover, a new boss, funding."""

import datetime as dt
from collections.abc import Mapping

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.declared import Group, argument
from amcli.commands.options import AccountArg
from amcli.commands.readers import TEXT, LastTyped, Word
from amcli.commands.records import add_common, kind_of, plain_values
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Annotated, Any
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown
from amcli.storage import records, resolve, writes
from amcli.vocabulary import reference, words

KINDS_HELP = f"{', '.join(v.EVENT_KINDS)}."


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: another kind brings its own weather, where that was not told otherwise."""
    found = plain_values(run, given, row)
    present = records.list_records(run.book, "event", row=row)[0] if row is not None else {}
    usual = present.get("kind") in v.GOOD_EVENTS
    if "kind" in found and "good" not in found and present.get("good") == usual:
        found["good"] = found["kind"] in v.GOOD_EVENTS
    on = found.get("on") or (dt.date.fromisoformat(present["on"]) if present else run.today)
    if isinstance(found.get("until"), LastTyped):
        found["until"] = found["until"].after(on, fresh=row is None or "on" in found)
    last = found.get("until", dt.date.fromisoformat(present["until"]) if present.get("until") else None)
    if last is not None and last < on:
        raise BadValue(
            f"--until {last.isoformat()}: that is before {weekday_day(on, run.today)}, when it happened."
        )
    return found


KIND = kind_of("event", values)
app = Group("News at a customer: takeover, new boss, budget cut.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    kind: Annotated[str, argument(metavar="KIND", reader=Word(v.EVENT_KINDS), help=KINDS_HELP)],
    note: Annotated[str | None, argument(metavar="[NOTE]", reader=TEXT, help="What happened.")] = None,
    *,
    given: dict[str, Any],
) -> Made:
    """Record news at a customer.

    Funding and growth count as good news; the rest is bad news unless you add --good. Bad news takes
    points off the score, fewer each day, for 120 days.

    \b
    am news add acme funding "Second round" --on "28 feb"
    am news add acme new_boss "A friend of ours" --good
    am news add acme hiring_freeze --until eoq
    am news add --stdin < news.jsonl
    """
    found = resolve.account(run.book, account)
    columns = {"good": kind in v.GOOD_EVENTS, "on": run.today, **values(run, given, None)}
    columns |= {"account_id": found["id"], "kind": kind, "note": note or None}
    row = writes.insert(run.book, "event", columns)
    ref = reference("event", row)
    what = words(kind) + ("" if columns["on"] == run.today else f", {weekday_day(columns['on'], run.today)},")
    return Made(ref, [f"{shown(found['name'])}: {what} recorded as {weather(columns, run.today)}, {ref}."])


def weather(columns: Mapping[str, Any], today: dt.date) -> str:
    """`bad news until Tue 31 Mar`."""
    last = columns.get("until")
    news = "good news" if columns["good"] else "bad news"
    return f"{news} until {weekday_day(last, today)}" if last else news


add_common(
    app,
    KIND,
    {
        "list": "am news list acme\nam news list -o json | jq '.[] | select(.good | not)'",
        "show": "am news show e6\nam news show e6 -o json",
        "edit": 'am news edit e6 --good\nam news edit e6 --note "Signed on Friday" --until eoq',
        "rm": "am news rm e6\nam news rm e6 --yes",
    },
)
