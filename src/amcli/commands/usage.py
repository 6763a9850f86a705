"""`am usage`: how much of what they bought customers use, by metric and day."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated
from amcli.commands.declared import Group, argument, option
from amcli.commands.filtering import AccountAndFilters, Asked
from amcli.commands.options import RECORD_OPTIONS, AccountArg, Plot, finish, show_charts, shows
from amcli.commands.readers import Name, Number
from amcli.commands.records import add_common, kind_of, plain_values
from amcli.commands.references import owner
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts import histories
from amcli.hints import Annotated, Any
from amcli.output.result import Listing, Options
from amcli.records.declaration import listed_fields
from amcli.reports.charts import usage
from amcli.reports.usage import usage_page
from amcli.rules.dates import weekday_day
from amcli.rules.names import folded, shown
from amcli.rules.numbers import plain
from amcli.storage import records, resolve, writes
from amcli.vocabulary import reference


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns. Raises BadValue for an empty figure, Refused where the day has one already."""
    if given.get("value") == "":
        raise BadValue("--value: a usage figure can't be empty.", "Delete it: am usage rm REF")
    found = plain_values(run, given, row)
    if row is not None and {"metric", "on"} & set(found):
        refuse_second(run, found, row)
    return found


def refuse_second(run: Run, found: Mapping[str, Any], row: int) -> None:
    """Raise Refused where another figure has the metric and the day that one is to have."""
    present = records.list_records(run.book, "usage", row=row)[0]
    metric = found.get("metric", present["metric"])
    on = found.get("on") or dt.date.fromisoformat(present["on"])
    for other in records.list_records(run.book, "usage", account=owner(run, "usage", row)):
        if other["id"] != row and (other["metric"], other["on"]) == (metric, on.isoformat()):
            raise Refused(
                f"{other['usage']} is {shown(metric)} on {weekday_day(on, run.today)} already.",
                f"Change that one: am usage edit {other['usage']} --value ...",
            )


KIND = kind_of("usage", values)
app = Group("How much of what they bought they use.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    metric: Annotated[str, argument(metavar="METRIC", reader=Name(), help="What is counted: seats, logins.")],
    value: Annotated[float, argument(metavar="VALUE", reader=Number(), help="How much they use.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Record a usage figure.

    One figure per metric and day; a new one replaces it, and the answer says so. What they bought is
    taken from the figure before unless you give --of.

    \b
    am usage add acme seats 41 --of 60
    am usage add acme seats 38 --on "1 feb"
    am usage add acme "reports a month" 1.2k
    am usage add --stdin < seats.csv
    """
    found = resolve.account(run.book, account)
    columns = {"on": run.today, **values(run, given, None)}
    known = histories.known(run.book, found["id"], metric, columns["on"])
    before, day = known.before, columns["on"].isoformat()
    same = before if before is not None and before["on"] == day else None
    if "entitlement" not in columns and before is not None:
        columns["entitlement"] = before["entitlement"]
    columns |= {"account_id": found["id"], "metric": known.metric, "value": value}
    if same is None:
        number = writes.insert(run.book, "usage", columns)
    else:
        number = same["id"]
        writes.update(run.book, "usage", number, columns)
    ref = reference("usage", number)
    return Made(ref, [f"{shown(found['name'])}: {said(columns, run.today)}{replaced(same)}, {ref}."])


def said(columns: Mapping[str, Any], today: dt.date) -> str:
    """`seats 41 of 60, Mon 2 Feb`."""
    bought = columns.get("entitlement")
    text = f"{shown(columns['metric'])} {plain(columns['value'])}"
    text += f" of {plain(bought)}" if bought is not None else ""
    return f"{text}{dated(columns['on'], today)}"


def replaced(before: Any) -> str:
    """`, in the place of 38 of the same day`, where there was a figure already."""
    return "" if before is None else f", replacing {plain(before['value'])} from the same day"


@app.command("list")
@shows(RECORD_OPTIONS, "usage")
def list_(
    run: Run,
    words: AccountAndFilters = None,
    metric: Annotated[
        str | None, option("--metric", reader=Name(), help="Show only metrics that begin with this.")
    ] = None,
    plot: Plot = False,
    *,
    out: Options,
) -> None:
    """List usage figures, by account and metric, newest first.

    \b
    am usage list acme
    am usage list acme --plot
    am usage list --metric seats -o csv
    am usage list tier:key on.after:-90d
    """
    asked = Asked(run, words, takes_account=True)
    if plot and asked.account is None:
        raise BadValue("--plot needs an account.", "For example: am usage list ACCOUNT --plot")
    rows = [
        row
        for row in records.list_records(run.book, "usage", account=asked.account_id, ids=asked.ids("usage"))
        if metric is None or folded(row["metric"]).startswith(folded(metric))
    ]
    page = partial(usage_page, KIND.plural, run.today, trends=asked.account is not None)
    handle = partial(records.handle, KIND.name)
    result = Listing("usage", listed_fields("usage"), rows, handle, asked.about(), page)
    if plot:
        show_charts(run, result, usage, out)
    else:
        finish(run, result, out)


add_common(
    app,
    KIND,
    {
        "show": "am usage show u12\nam usage show u12 -o json",
        "edit": "am usage edit u12 --value 44\nam usage edit u12 --of 60 --on mon",
        "rm": "am usage rm u12\nam usage rm u12 --yes",
    },
)
