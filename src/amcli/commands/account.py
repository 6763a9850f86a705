"""`am account`: customers."""

import datetime as dt
from collections.abc import Mapping
from functools import partial

from amcli import jsontext
from amcli import vocabulary as v
from amcli.commands.accounts import accounts
from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import dated
from amcli.commands.declared import Group, argument, option
from amcli.commands.handoff import handoff, handoffs_
from amcli.commands.merging import merge_accounts
from amcli.commands.options import REPORT_PAGE_OPTIONS, AccountArg, On, show_page, shows
from amcli.commands.readers import TEXT, Name, Word
from amcli.commands.records import add_common, custom_fields, handle_of, kind_of
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.output.result import Options
from amcli.rules.dates import weekday_day
from amcli.rules.isodays import after
from amcli.rules.names import pick, quoted, shown
from amcli.storage import records


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: the parent's id, the custom fields over those that are there."""
    from amcli.storage import accounts, resolve

    found = {name: None if value == "" else value for name, value in given.items()}
    if row is not None and "code" in found:
        found |= accounts.naming(run.book, code=found["code"], row=row)
    if row is not None and "name" in found:
        found |= accounts.naming(run.book, name=found["name"], row=row)
    if "parent" in found:
        parent = found.pop("parent")
        found["parent_id"] = None if parent is None else resolve.account(run.book, parent)["id"]
    found |= tag_values(run, found, row)
    if "tags" in found:
        found["tags"] = list(dict.fromkeys(tag for tag in found["tags"] or () if tag))
    if "extra" in found:
        found["extra"] = custom_fields(run, "account", found["extra"] or (), row)
    if row is None and "status" in found and found["status"] is None:
        del found["status"]
    if (status := found.get("status")) is not None and is_set(run, row, status):
        found["status_on"] = run.today
    return found


def tag_values(run: Run, found: dict[str, Any], row: int | None) -> dict[str, Any]:
    """The tags with some added and some removed; takes those from what was found. Raises BadValue where all
    are given, too."""
    added, dropped = found.pop("_add_tags", None), found.pop("_drop_tags", None)
    if added is None and dropped is None:
        return {}
    if "tags" in found:
        raise BadValue("give --tag, or --add-tag and --drop-tag, not both.")
    present = records.held(run.book, "account", row, "tags") if row is not None else []
    return {"tags": [each for each in (*present, *(added or ())) if each not in (dropped or ())]}


def is_set(run: Run, row: int | None, status: str) -> bool:
    """Whether a status is another than the account has, or is read with."""
    from amcli.facts.churn import departures
    from amcli.storage.losses import status_of

    return row is None or status_of(run.book, row) != status or row in departures(run.world)


# What belongs to one account alone; anything else can be the same for many.
OF_ONE = frozenset({"name", "code", "domain", "website", "phone", "address", "notes", "objectives"})
KIND = kind_of("account", values)
KIND = KIND._replace(many=tuple(opt.column for opt in KIND.options if opt.column not in OF_ONE))
AUDIENCES = ("customer",)


@shows(REPORT_PAGE_OPTIONS)
def plan(
    run: Run,
    account: AccountArg,
    audience: Annotated[
        str | None,
        option("--for", reader=Word(AUDIENCES), help="For the customer: nothing internal is in it."),
    ] = None,
    *,
    out: Options,
) -> None:
    """Print the account plan: goals, people, contracts, growth, risks, next steps.

    With --for customer it is a success plan that you can send: goals with their steps, what both sides
    promised, reviews and what was reached. In a pipe it is Markdown.

    \b
    am account plan acme
    am account plan acme --for customer > acme-plan.md
    am account plan acme -o json | jq .next_steps
    """
    from amcli.reports.picture import read_picture
    from amcli.reports.plan import plan_page
    from amcli.rules.picture import as_json
    from amcli.rules.plan import next_steps
    from amcli.storage import resolve

    row = resolve.account(run.book, account)["id"]
    if audience is not None:
        from amcli.reports.success import read_success, success_page

        told = read_success(run.world, row)
        show_page(run, as_json(told), partial(success_page, told), out)
        return
    picture = read_picture(run.world, row)
    steps = next_steps(picture)
    data = {**as_json(picture), "next_steps": as_json(steps)}
    show_page(run, data, partial(plan_page, picture, steps), out)


app = Group("Customers, and how often you plan to be in touch with them.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    name: Annotated[str, argument(metavar="NAME", reader=Name(), help="The customer's name.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Add an account; a name is enough.

    \b
    am account add "Acme Robotics"
    am account add "Acme Robotics" --tier key --since 2023-04-05 --region emea
    am account add "Acme Labs" --parent acme --set seats=40
    am account add --stdin < accounts.jsonl
    """
    from amcli.storage import accounts

    row = accounts.add(run.book, name, run.today, values(run, given, None))
    code = handle_of(run, KIND, row)
    since = dated(given.get("customer_since"), run.today, "customer since")
    return Made(code, [f"{shown(name)} added as {code}{since}. · am contact add {code} NAME"])


add_common(
    app,
    KIND,
    {
        "show": "am account show acme\nam account show acme -o json",
        "edit": (
            "am account edit acme --tier key --cadence 10\n"
            "am account edit acme -e\n"
            'am account edit tier:light region:emea --owner "Ana Bell"\n'
            "am account edit tag:pilot --drop-tag pilot --add-tag live --dry-run"
        ),
        "rm": "am account rm acme\nam account rm acme --yes",
    },
)


@app.command("archive", writes=True)
def archive(run: Run, account: AccountArg) -> None:
    """Hide an account from every list without deleting it.

    \b
    am account archive acme
    am account edit acme --status active      to bring it back
    """
    change(
        run,
        account,
        {"status": "archived", "status_on": run.today},
        "archived: hidden from every list, nothing deleted.",
    )


@app.command("pulse", writes=True)
def pulse(
    run: Run,
    account: AccountArg,
    feeling: Annotated[str, argument(metavar="good|ok|bad", help="How the account feels to you.")],
    note: Annotated[str | None, argument(metavar="[NOTE]", reader=TEXT, help="Why.")] = None,
    on: On = None,
) -> None:
    """Record your own feeling about an account: good, ok or bad.

    A bad pulse limits the score for 30 days; a good one raises it for 90. It ends early when you
    log a touch that felt different. Days and points are settings: am help config.

    \b
    am account pulse acme bad "Jane did not return two calls"
    am account pulse acme good --on yesterday
    """
    try:
        felt = pick(feeling, v.PULSES, "feeling")
    except BadValue as error:
        raise BadValue(f"pulse {error.message}", error.hint) from None
    day = on or run.today
    if day > run.today:
        raise BadValue(f"--on {day.isoformat()} is in the future. Give today or an earlier date.")
    changes = {"pulse": felt, "pulse_on": day, "pulse_note": note}
    change(run, account, changes, f"pulse {felt}{dated(on, run.today)}{pulse_life(run, felt, day)}.")


def pulse_life(run: Run, felt: str, day: dt.date) -> str:
    """How long a pulse counts, and until when."""
    days = run.world.model.whole(f"pulse.{felt}")
    until = after(day, days)
    counts = "counts" if until >= run.today else "counted"
    return f"; it {counts} for {days} days, until {weekday_day(until, run.today)}"


app.command("list")(accounts)
app.command("handoff", writes=True)(handoff)
app.command("handoffs")(handoffs_)
app.command("plan")(plan)
app.command("merge", writes=True)(merge_accounts)


def change(run: Run, account: str, changes: dict[str, Any], said: str) -> None:
    """Change an account and say so."""
    from amcli.storage import resolve, writes

    found = resolve.account(run.book, account)
    with run.book.transaction():
        writes.update(run.book, "account", found["id"], changes)
    say(run, [f"{shown(found['name'])}: {said}"], found["code"])


Tags = Annotated[list[str], argument(metavar="TAG...", reader=Name(), help="Tags.")]


@app.command("tag", writes=True)
def tag(run: Run, account: AccountArg, tags: Tags) -> None:
    """Add tags to an account.

    \b
    am account tag acme emea reference
    am account untag acme reference
    """
    retag(run, account, add=tags, remove=[])


@app.command("untag", writes=True)
def untag(run: Run, account: AccountArg, tags: Tags) -> None:
    """Remove tags from an account.

    \b
    am account untag acme reference
    am account list -o json | jq '.[].tags'
    """
    retag(run, account, add=[], remove=tags)


def retag(run: Run, account: str, add: list[str], remove: list[str]) -> None:
    """Change the tags of an account. Raises BadValue for a tag that is not there."""
    from amcli.storage import resolve

    found = resolve.account(run.book, account)
    present: list[str] = jsontext.loads(found["tags"])
    for each in remove:
        if each not in present:
            raise BadValue(f"{shown(found['name'])} has no tag {quoted(each)}; nothing was changed.")
    after = [each for each in dict.fromkeys([*present, *add]) if each not in remove]
    change(run, account, {"tags": after}, f"tags {shown(', '.join(after)) or 'none'}.")
