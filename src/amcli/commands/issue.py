"""`am issue`: customers' problems, owned until they are solved."""

import datetime as dt
from collections.abc import Mapping

from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated
from amcli.commands.declared import Group, argument, option
from amcli.commands.options import AccountArg, On
from amcli.commands.readers import LINE, TEXT, Name
from amcli.commands.records import add_common, kind_of
from amcli.commands.references import account_name, linked, named_open
from amcli.context import Run
from amcli.errors import Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.rules.names import shown
from amcli.storage import resolve, writes
from amcli.vocabulary import reference


def is_open(row: Row, today: dt.date) -> bool:
    """Whether it is not resolved on a day."""
    return row["resolved_on"] is None or row["resolved_on"] > today.isoformat()


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns; of an issue that is opened again nothing is recorded of the first answer."""
    found = linked(run, "issue", given, row)
    if "resolved_on" in found and found["resolved_on"] is None:
        found.setdefault("resolved_first_contact", None)
    return found


KIND = kind_of("issue", values, is_open)
app = Group("Customers' problems, until they are resolved.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    title: Annotated[str, argument(metavar="TITLE", reader=Name(), help="What is wrong.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Add an issue.

    \b
    am issue add acme "CSV export times out" --category product --with omar
    am issue add acme "Plant 3 is down" --severity critical --owner Ama
    am issue add acme "Wrong invoice" --category billing --on yesterday
    am issue add --stdin < issues.jsonl
    """
    found = resolve.account(run.book, account)
    columns = {"opened_on": run.today} | linked(run, "issue", given, None, found["id"])
    row = writes.insert(run.book, "issue", {"account_id": found["id"], "title": title, **columns})
    ref = reference("issue", row)
    said = f"{shown(title)}, {given.get('severity', 'medium')}{said_days(columns, run)}"
    return Made(ref, [f"{shown(found['name'])}: {ref} {said}."])


def said_days(columns: Mapping[str, Any], run: Run) -> str:
    """`, reported Sun 1 Mar`, and the other days that were typed."""
    words = {"opened_on": "reported", "first_response_on": "answered", "escalated_on": "escalated"}
    words["resolved_on"] = "resolved"
    return "".join(dated(columns.get(name), run.today, word) for name, word in words.items())


add_common(
    app,
    KIND,
    {
        "list": "am issue list --open\nam issue list acme -o json",
        "show": "am issue show i7\nam show i7",
        "edit": "am issue edit i7 --severity high --owner Ama\nam issue edit i7 --first-response yesterday",
        "rm": "am issue rm i7\nam issue rm i7 --yes",
    },
)

IssueArg = Annotated[
    str, argument(metavar="REF", help="Its reference (i7), or an account with one open issue.")
]


@app.command("resolve", writes=True)
def resolve_issue(
    run: Run,
    ref: IssueArg,
    text: Annotated[str | None, argument(metavar="[TEXT]", reader=TEXT, help="How.")] = None,
    on: On = None,
    first_contact: Annotated[
        bool | None,
        option("--first-contact/--no-first-contact", help="Whether the first answer resolved it."),
    ] = None,
) -> None:
    """Mark an issue as resolved.

    If it was already resolved, it keeps its date unless you give --on.

    \b
    am issue resolve acme
    am issue resolve i7 "Fixed in 4.2" --on yesterday
    am issue resolve i7 "Password was reset" --first-contact
    am issue resolve i8 "Sent on to billing" --no-first-contact
    """
    found = named_open(run, "issue", ref, is_open)
    already = found["resolved_on"] if on is None and not is_open(found, run.today) else None
    columns: dict[str, Any] = {"resolved_on": already or on or run.today}
    if text:
        columns["resolution"] = text
    if first_contact is not None:
        columns["resolved_first_contact"] = first_contact
    if first_contact:
        columns["first_response_on"] = found["first_response_on"] or columns["resolved_on"]
    with run.book.transaction():
        writes.update(run.book, "issue", found["id"], columns)
    done = f"is resolved{dated(on, run.today)}. · to undo: am undo"
    done = "was already resolved." if already else done
    say(run, [f"{sentence(run, found)} {done}"], found["issue"])


def sentence(run: Run, found: Row) -> str:
    """`Acme Robotics: i8 CSV export times out`."""
    return f"{account_name(run, found['account'])}: {found['issue']} {shown(found['title'])}"


@app.command("escalate", writes=True)
def escalate(
    run: Run,
    ref: IssueArg,
    to: Annotated[str | None, option("--to", reader=LINE, help="Who it was escalated to.")] = None,
    on: On = None,
) -> None:
    """Record who an issue was escalated to.

    \b
    am issue escalate acme --to "Head of Support"
    am issue escalate i7 --on yesterday
    """
    found = named_open(run, "issue", ref, is_open)
    if not is_open(found, run.today):
        raise Refused(
            f"{found['issue']} was resolved on {found['resolved_on']}. Nothing was changed.",
            f'To reopen it: am issue edit {found["issue"]} --resolved ""',
        )
    if on is not None and on.isoformat() < found["opened_on"]:
        raise Refused(f"{found['issue']} was opened later, on {found['opened_on']}. Nothing was changed.")
    columns = {"escalated_on": on or found["escalated_on"] or run.today} | (
        {"escalated_to": to} if to else {}
    )
    with run.book.transaction():
        writes.update(run.book, "issue", found["id"], columns)
    whom = to or found["escalated_to"]
    said = f"is escalated{f' to {shown(whom)}' if whom else ''}{dated(on, run.today)}."
    say(run, [f"{sentence(run, found)} {said}"], found["issue"])
