"""`am opportunity`: growth that fits, from the first idea to a contract or a no."""

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Any

import typer

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.groups import group
from amcli.commands.linked import account_name, linked, named_open, new_product
from amcli.commands.options import AccountArg, On, Reason
from amcli.commands.params import AHEAD, HAPPENED, Amount, Currency, Name, Text, Value, Whole, Word
from amcli.commands.records import Kind, Opt, add_common
from amcli.commands.terms import Terms, account_said, amount, annual, asked_end, end_of, until_words
from amcli.context import Run, current
from amcli.errors import BadValue, Refused
from amcli.fields import Row
from amcli.rules.names import shown
from amcli.vocabulary import CLOSED_STAGES, reference, words

TEXT = Text()
STAGE = Word(v.OPPORTUNITY_STAGES)


class Share(Value):
    """A share of 1."""

    name = "SHARE"

    def read(self, text: str, run: Run) -> float:
        """The share: 0.4 for 40%."""
        from amcli.rules.shares import BASIS_POINTS, parse_share

        return parse_share(text) / BASIS_POINTS


OPTIONS = (
    Opt("kind", ("--kind", "-k"), Word(v.OPPORTUNITY_KINDS), "What sort of growth; upsell otherwise."),
    Opt("value", ("--value", "-v"), Amount(), "What it is worth a year: 60k, EUR 60,000."),
    Opt("currency", ("--currency",), Currency(), "Currency of the value."),
    Opt("stage", ("--stage",), STAGE, "How far it has come."),
    Opt("probability", ("--probability",), Share(), "How likely it is: 40%, 0.4."),
    Opt("expected_on", ("--expected",), AHEAD, "When it is expected to close."),
    Opt("product", ("--product",), Name(), "What they would buy; added to the catalogue when new."),
    Opt("contract", ("--contract",), TEXT, "The contract it grows from (k12)."),
    Opt("contact", ("--with", "-w"), TEXT, "The person it goes through."),
    Opt("fit", ("--fit",), TEXT, "Why it helps the customer."),
    Opt("reason", ("--reason", "-r"), TEXT, "Why it was won or lost."),
)
EDIT_OPTIONS = (
    Opt("name", ("--name",), Name(), "Its name."),
    *OPTIONS,
    Opt("closed_on", ("--closed",), HAPPENED, "When it was won or lost."),
)


def is_open(row: Row, today: dt.date) -> bool:
    """Whether it is neither won nor lost on a day."""
    return row["stage"] not in CLOSED_STAGES or (row["closed_on"] or "") > today.isoformat()


def values(run: Run, given: Mapping[str, Any], row: int | None, account: int | None = None) -> dict[str, Any]:
    """Options as columns: linked records by id, the value in minor units, and the day on which a stage
    closed it."""
    from amcli.book.queries import records

    found = linked(run, "opportunity", given, row, account)
    before: Row = records.listed(run.book, "opportunity", row=row)[0] if row is not None else {}
    if found.get("value") is not None:
        money = amount(run, found["value"], found.get("currency") or before.get("currency"))
        found |= {"value": money.amount, "currency": money.currency}
    elif "value" not in found and found.get("currency") and before.get("value") is not None:
        money = amount(run, str(before["value"]), found["currency"])
        found["value"] = money.amount
    if "stage" in found and "closed_on" not in found:
        closed = found["stage"] in CLOSED_STAGES
        known = before.get("closed_on") if before.get("stage") == found["stage"] else None
        found["closed_on"] = (known or run.today) if closed else None
    return found


KIND = Kind("opportunity", "opportunities", EDIT_OPTIONS, values, is_open)
NEW = Kind("opportunity", "opportunities", OPTIONS, values)
app = group("Growth that fits: upsells, cross-sells, referrals.")


@app.command("add")
@adds(NEW, EDIT_OPTIONS)
def add(
    run: Run,
    account: AccountArg,
    name: Annotated[str, typer.Argument(metavar="NAME", click_type=Name(), help="What it is called.")],
    *,
    given: dict[str, Any],
) -> Made:
    """Add an opportunity.

    \b
    am opportunity add acme "SSO for all" --value 9k --product SSO --expected eoq
    am opportunity add acme "Sister company" --kind referral --with jane
    am opportunity add acme "More seats" -v 12k --probability 40%
    am opportunity add --stdin < opportunities.csv
    """
    from amcli.book import resolve, writes

    found = resolve.account(run.book, account)
    new = new_product(run, given.get("product"))
    columns = values(run, given, None, found["id"])
    row = writes.insert(run.book, "opportunity", {"account_id": found["id"], "name": name, **columns})
    ref = reference("opportunity", row)
    kind = words(given.get("kind", "upsell"))
    said = f"{shown(found['name'])}: {ref} {shown(name)}, {kind}{worth(columns)}."
    return Made(ref, [said, *new])


def worth(columns: Mapping[str, Any]) -> str:
    """`, EUR 9k`; empty without a value."""
    from amcli.rules.money import compact

    if columns.get("value") is None:
        return ""
    return f", {columns['currency']} {compact(columns['value'], columns['currency'])}"


add_common(
    app,
    KIND,
    {
        "list": "am opportunity list --open\nam opportunity list acme -o json",
        "show": "am opportunity show o5\nam show o5",
        "edit": "am opportunity edit o5 --value 12k --probability 60%\n"
        'am opportunity edit o5 --expected eoq --fit ""',
        "rm": "am opportunity rm o5\nam opportunity rm o5 --yes",
    },
)

OpportunityArg = Annotated[
    str, typer.Argument(metavar="REF", help="Its reference (o5), or an account with one open opportunity.")
]


@app.command("stage")
def stage(
    context: typer.Context,
    ref: OpportunityArg,
    to: Annotated[
        str, typer.Argument(metavar="STAGE", click_type=STAGE, help=", ".join(v.OPPORTUNITY_STAGES))
    ],
) -> None:
    """How far an opportunity has come.

    \b
    am opportunity stage acme proposed
    am opportunity stage o5 q
    """
    from amcli.book import writes
    from amcli.output import say

    run = current(context)
    found = named_open(run, "opportunity", ref, is_open)
    with run.book.transaction():
        writes.update(run.book, "opportunity", found["id"], values(run, {"stage": to}, found["id"]))
    was = words(found["stage"])
    moved = f"{was} → {words(to)}" if found["stage"] != to else f"already {was}"
    say(run, [f"{sentence(run, found)}, {moved}."], found["opportunity"])


def sentence(run: Run, found: Row) -> str:
    """`Acme Robotics: o5 SSO add-on`."""
    return f"{account_name(run, found['account'])}: {found['opportunity']} {shown(found['name'])}"


@app.command("win")
def win(
    context: typer.Context,
    ref: OpportunityArg,
    on: On = None,
    reason: Reason = None,
    contract: Annotated[bool, typer.Option("--contract", help="Add its contract, too.")] = False,
    starts: Annotated[
        Any, typer.Option("--starts", click_type=AHEAD, help="Its first day; the day of the win otherwise.")
    ] = None,
    ends: Annotated[Any, typer.Option("--ends", click_type=AHEAD, help="Its last day.")] = None,
    term: Annotated[str | None, typer.Option("--term", "-t", metavar="DURATION", help="Its length.")] = None,
    value: Annotated[
        Any, typer.Option("--value", "-v", click_type=Amount(), help="Its value; as expected otherwise.")
    ] = None,
    per: Annotated[
        str, typer.Option("--per", click_type=Word(("year", "month", "term")), help="What --value is for.")
    ] = "year",
    quantity: Annotated[Any, typer.Option("--quantity", click_type=Whole(), help="How many.")] = None,
    notice: Annotated[
        Any, typer.Option("--notice", click_type=Whole(0, 3660), help="Its notice period in days.")
    ] = None,
    auto_renew: Annotated[
        bool | None, typer.Option("--auto-renew/--no-auto-renew", help="Whether it renews by itself.")
    ] = None,
    overlap: Annotated[
        bool, typer.Option("--overlap", help="Even if the same product runs already.")
    ] = False,
) -> None:
    """An opportunity is won; with --contract its contract is added in the same step.

    The contract is for the opportunity's product and value unless told otherwise. A terminal is asked
    how long it runs where neither --term nor --ends says so: without an end no renewal comes up.

    \b
    am opportunity win acme
    am opportunity win o5 --contract --term 12m
    am opportunity win o5 --on mon --contract --starts 2026-04-01 --value 11k
    """
    from amcli.book import writes
    from amcli.output import say

    run = current(context)
    found = named_open(run, "opportunity", ref, is_open)
    day = on or run.today
    more = {"quantity": quantity, "notice_days": notice, "auto_renew": auto_renew}
    more = {name: given for name, given in more.items() if given is not None}
    terms = Terms(starts or day, ends, term, per)
    if contract:
        terms = asked_end(run, terms)
    if not contract and (starts or ends or term or value or more or overlap):
        raise BadValue("terms of a contract were given, but no contract is asked for.", "Say --contract, too")
    already = found["stage"] == "won"
    columns: dict[str, Any] = {"stage": "won"} | ({"reason": reason} if reason else {})
    if not already or on is not None:
        columns["closed_on"] = day
    told: list[str] = []
    with run.book.transaction():
        if contract:
            columns["contract_id"], told = make_contract(run, found, terms, value, more, overlap)
        writes.update(run.book, "opportunity", found["id"], columns)
    done = "is won already." if already and not contract else "is won. · am undo takes it back"
    say(run, [f"{sentence(run, found)} {done}", *told], found["opportunity"])


def make_contract(
    run: Run, found: Row, terms: Terms, value: str | None, more: Mapping[str, Any], overlap: bool
) -> tuple[int, list[str]]:
    """Add the contract that an opportunity became; gives its id and what to say of it.

    Raises Refused for a referral, whose contract is another account's, and for a second contract.
    """
    from amcli.book import accounts, contracts, resolve, writes
    from amcli.rules.dates import weekday_day

    if found["kind"] == "referral":
        raise Refused(
            f"{found['opportunity']} is a referral: its contract is with the account that was referred.",
            "Add it there: am contract add ACCOUNT",
        )
    if found["stage"] == "won" and found["contract"]:
        raise Refused(f"{found['opportunity']} has its contract already: {found['contract']}.")
    owner = resolve.account(run.book, found["account"])
    ends = end_of(terms)
    columns = {"account_id": owner["id"], "starts_on": terms.starts, "ends_on": ends, **more}
    if found["product"]:
        columns["product_id"] = accounts.product(run.book, found["product"])[0]
    text = value if value is not None else None if found["value"] is None else str(found["value"])
    if text is not None:
        columns |= annual(run, text, found["currency"], terms if value is not None else yearly(terms), ends)
    if not overlap:
        contracts.refuse_overlap(run.book, owner["id"], columns.get("product_id"), terms.starts, ends)
    row = writes.insert(run.book, "contract", columns)
    woken = contracts.wake_account(run.book, owner["id"])
    what = f"{reference('contract', row)} {shown(found['product'] or 'contract')}"
    said = f"{what}, its contract: from {weekday_day(terms.starts, run.today)}{until_words(ends, run.today)}."
    return row, [said, *account_said(owner, woken, "active")]


def yearly(terms: Terms) -> Terms:
    """The terms for a value a year, as opportunities have it."""
    return terms._replace(per="year")


@app.command("lose")
def lose(context: typer.Context, ref: OpportunityArg, reason: Reason = None, on: On = None) -> None:
    """An opportunity is lost.

    \b
    am opportunity lose acme --reason "no budget this year"
    am opportunity lose o5 --on fri -r competitor
    """
    from amcli.book import writes
    from amcli.output import say

    run = current(context)
    found = named_open(run, "opportunity", ref, is_open)
    known = found["closed_on"] if found["stage"] == "lost" else None
    columns = {"stage": "lost", "closed_on": on or known or run.today}
    with run.book.transaction():
        writes.update(run.book, "opportunity", found["id"], columns | ({"reason": reason} if reason else {}))
    done = "is lost already." if known and on is None else "is lost. · am undo takes it back"
    say(run, [f"{sentence(run, found)} {done}"], found["opportunity"])
