"""`am feedback`: what customers say about us, to whom it was passed on, and what became of it."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated
from amcli.commands.declared import Group, argument, option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import RECORD_OPTIONS, AccountArg, On, finish, shows
from amcli.commands.readers import TEXT, Word
from amcli.commands.records import add_common, kind_of
from amcli.commands.references import account_name, filled, linked, named_open
from amcli.context import Run
from amcli.errors import Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.reports import themes as query
from amcli.rules.names import shown
from amcli.storage import resolve, writes
from amcli.storage.labels import label
from amcli.vocabulary import reference


def is_open(row: Row, today: dt.date) -> bool:
    """Whether the customer has not yet heard, on a day, what became of it."""
    return row["closed_on"] is None or row["closed_on"] > today.isoformat()


def is_unrelayed(row: Row, today: dt.date) -> bool:
    """Whether it is still open and was not passed on."""
    return is_open(row, today) and (row["relayed_on"] or "9999-99") > today.isoformat()


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns. Raises BadValue for feedback without words."""
    if "text" in given:
        filled(given["text"], "--text")
    return linked(run, "feedback", given, row)


KIND = kind_of("feedback", values, is_open)
app = Group("What customers say about you, by theme.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    text: Annotated[str, argument(metavar="TEXT", reader=TEXT, help="What they said.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Record what a customer said.

    \b
    am feedback add acme "Exports take a coffee break" --theme export
    am feedback add acme "Best support in years" --audience marketing --on mon
    am feedback add --stdin < answers.csv
    """
    found = resolve.account(run.book, account)
    columns = {"on": run.today} | linked(run, "feedback", given, None, found["id"])
    columns |= {"account_id": found["id"], "text": filled(text, "TEXT")}
    row = writes.insert(run.book, "feedback", columns)
    ref = reference("feedback", row)
    about = f" about {shown(given['theme'])}" if given.get("theme") else ""
    return Made(
        ref, [f"{shown(found['name'])}: feedback{about} recorded as {ref}{dated(columns['on'], run.today)}."]
    )


add_common(
    app,
    KIND,
    {
        "list": "am feedback list --open\nam feedback list acme -o json",
        "show": "am feedback show f3\nam show f3",
        "edit": "am feedback edit f3 --theme export --audience product\nam feedback edit f3 --editor",
        "rm": "am feedback rm f3\nam feedback rm f3 --yes",
    },
)


@app.command("pass-on", was="relay", writes=True)
def pass_on(
    run: Run,
    refs: Annotated[
        list[str],
        argument(metavar="REF...", help="References (f3), or accounts with one feedback to pass on."),
    ],
    to: Annotated[
        str | None, option("--to", reader=Word(v.AUDIENCES), help="Who it was passed on to.")
    ] = None,
    on: On = None,
) -> None:
    """Record that feedback was passed on.

    \b
    am feedback pass-on f3 --to product
    am feedback pass-on f3 f4 f7 --on fri
    am feedback pass-on acme
    """
    chosen = [named_open(run, "feedback", ref, is_unrelayed) for ref in refs]
    mark(
        run, chosen, "relayed_on", on, {"audience": to} if to else {}, f"passed on{f' to {to}' if to else ''}"
    )


@app.command("close", writes=True)
def close(
    run: Run,
    ref: Annotated[
        str, argument(metavar="REF", help="Its reference (f3), or an account with one open feedback.")
    ],
    text: Annotated[str | None, argument(metavar="[TEXT]", reader=TEXT, help="The result.")] = None,
    on: On = None,
) -> None:
    """Record that the customer was told the result.

    \b
    am feedback close f3 "Exports run in the background since 4.2"
    am feedback close acme --on yesterday
    """
    found = named_open(run, "feedback", ref, is_open)
    mark(run, [found], "closed_on", on, {"outcome": text} if text else {}, "closed")


def mark(
    run: Run, chosen: list[Row], column: str, on: dt.date | None, more: Mapping[str, Any], what: str
) -> None:
    """Write the day on which something was done with feedback; one that has its day keeps it unless
    another is given."""
    early = next((each for each in chosen if on is not None and on.isoformat() < each["on"]), None)
    if early is not None:
        raise Refused(f"{early['feedback']} is dated later, {early['on']}. Nothing was changed.")
    with run.book.transaction():
        for each in chosen:
            columns = {column: on or each[column] or run.today, **more}
            writes.update(run.book, "feedback", each["id"], columns)
    for each in chosen:
        already = " already" if each[column] and on is None else ""
        said = f"{account_name(run, each['account'])}: {each['feedback']}"
        said += f" {shown(label(run.book, 'feedback', each['id']))}"
        say(run, [f"{said} is {what}{already}{dated(on, run.today)}."], each["feedback"])


@app.command("themes")
@shows(RECORD_OPTIONS, "feedback")
def themes(run: Run, words: Filters = None, *, out: Options) -> None:
    """Rank themes by the revenue behind them.

    -o ids prints the feedback behind the themes.

    \b
    am feedback themes
    am feedback themes -s -count --limit 5
    am feedback themes audience:product on.after:-90d
    am feedback themes -o json | jq '.[0].refs'
    """
    asked = Asked(run, words)
    page = partial(query.themes_page, run.today)
    handle = lambda row: "\n".join(row["refs"])  # noqa: E731
    rows = query.theme_rows(run.world, asked.ids("feedback"))
    finish(run, Listing("themes", query.FIELDS, rows, handle, asked.about(), page), out)
