"""`am contract` and the short `renew`, `stage`, `churn`: what was bought, and what becomes of it."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.groups import group
from amcli.commands.options import AccountArg, ContractArg, ContractArgs, Reason, Yes
from amcli.commands.params import AHEAD, HAPPENED, Amount, Currency, Name, Pair, Text, Whole, Word
from amcli.commands.records import Kind, Opt, add_common, custom_fields
from amcli.commands.terms import (
    Terms,
    account_said,
    amended,
    amount,
    annual,
    end_of,
    refuse_closed,
    refuse_outside,
    until_words,
    value_words,
)
from amcli.context import Run, current
from amcli.errors import BadValue, Refused
from amcli.rules.choice import pick
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown
from amcli.vocabulary import reference, words

TEXT = Text()
OPTIONS = (
    Opt("product", ("--product",), Name(), "What was bought; added to the catalogue when new."),
    Opt("quantity", ("--quantity",), Whole(), "How many."),
    Opt("starts_on", ("--starts",), AHEAD, "First day; today otherwise."),
    Opt("ends_on", ("--ends",), AHEAD, "Last day; without end it runs until terminated."),
    Opt("value", ("--value", "-v"), Amount(), "What it is worth: 60k, EUR 60,000."),
    Opt("currency", ("--currency",), Currency(), "Currency of the value."),
    Opt("signed_on", ("--signed",), HAPPENED, "Day of signature."),
    Opt("auto_renew", ("--auto-renew",), None, "It renews by itself.", flag=True),
    Opt("notice_days", ("--notice",), Whole(0, 3660), "Notice period in days."),
    Opt("stage", ("--stage",), Word(v.STAGES), "How far the renewal has come."),
    Opt("forecast", ("--forecast",), Word(v.FORECASTS), "What you expect."),
    Opt("reason", ("--reason", "-r"), TEXT, "Why."),
    Opt("concessions", ("--concessions",), TEXT, "What was given away."),
    Opt("reference", ("--reference",), TEXT, "Its number on paper."),
    Opt("notes", ("--notes",), TEXT, "Notes."),
    Opt("extra", ("--set",), Pair(), "A custom field; may be given again.", many=True),
)
Per = Annotated[
    str, typer.Option("--per", click_type=Word(("year", "month", "term")), help="What --value is for.")
]
Term = Annotated[str | None, typer.Option("--term", "-t", metavar="DURATION", help="Length, such as 12m.")]
Overlap = Annotated[bool, typer.Option("--overlap", help="Even if the same product runs already.")]
Value = Annotated[Any, typer.Option("--value", "-v", click_type=Amount(), help="The new value a year.")]


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: the product's id, the value in minor units."""
    from amcli.book import accounts
    from amcli.book.queries import records

    found = {name: None if value == "" else value for name, value in given.items()}
    if "product" in found:
        name = found.pop("product")
        found["product_id"] = None if name is None else accounts.product(run.book, name)[0]
    if "value" in found:
        known = records.listed(run.book, "contract", row=row)[0]["currency"] if row is not None else None
        money = found.pop("value")
        if money is None:
            found["annual_value"] = None
        else:
            read = amount(run, money, found.get("currency") or known, allow_negative=True)
            found |= {"annual_value": read.amount, "currency": read.currency}
    if "extra" in found:
        found["extra"] = custom_fields(run, "contract", found["extra"] or (), row)
    return found


KIND = Kind("contract", "contracts", OPTIONS, values)
# A value a year, whatever `per` says of `value`: as lists have it.
ANNUAL = Opt("annual_value", (), Amount(), "What it is worth a year.")
app = group("Contracts: what was bought, for how long, and for how much.")


@app.command("add")
@adds(KIND, [ANNUAL])
def add(
    run: Run,
    account: AccountArg,
    term: Term = None,
    per: Per = "year",
    overlap: Overlap = False,
    *,
    given: dict[str, Any],
) -> Made:
    """Add a contract.

    \b
    am contract add acme --product Platform --value 60k --term 12m --notice 30
    am contract add acme --product Support --value 500 --per month
    am contract add acme --starts 2026-01-01 --ends 2027-12-31 --value "EUR 60k"
    am contract add --stdin < contracts.csv
    """
    from amcli.book import accounts, contracts, resolve, writes

    owner = resolve.account(run.book, account)
    a_year = given.pop("annual_value", None)
    if a_year is not None and "value" in given:
        raise BadValue("annual_value and value exclude each other.")
    starts, ends = given.pop("starts_on", None) or run.today, given.pop("ends_on", None)
    terms = Terms(starts, ends, term, per if a_year is None else "year")
    ends = end_of(terms)
    money = given.pop("value", a_year)
    name = given.pop("product", None)
    columns = values(run, given, None) | {"account_id": owner["id"], "starts_on": starts, "ends_on": ends}
    new_product = False
    if name:
        columns["product_id"], new_product = accounts.product(run.book, name)
    if money:
        columns |= annual(run, money, given.get("currency"), terms, ends)
    if not overlap:
        contracts.refuse_overlap(run.book, owner["id"], columns.get("product_id"), starts, ends)
    row = writes.insert(run.book, "contract", columns)
    woken = contracts.wake_account(run.book, owner["id"])
    ref = reference("contract", row)
    until = until_words(ends, run.today)
    what = shown(name or "contract")
    said = f"{shown(owner['name'])}: {ref} {what} from {weekday_day(starts, run.today)}{until}."
    extra = [f"{shown(name)} is new in the catalogue."] if new_product else []
    return Made(ref, [said, *extra, *account_said(owner, woken, "active")])


add_common(
    app,
    KIND,
    {
        "list": "am contract list acme\nam contract list -o csv --fields contract,account,ends_on",
        "show": "am contract show k12\nam contract show acme",
        "edit": "am contract edit k12 --notice 60 --auto-renew\nam contract edit acme --forecast commit",
        "rm": "am contract rm k12\nam contract rm k12 --yes",
    },
)


@app.command("renew")
def renew(
    context: typer.Context,
    refs: ContractArgs,
    value: Value = None,
    term: Term = None,
    ends: Annotated[Any, typer.Option("--ends", click_type=AHEAD, help="The new last day.")] = None,
    quantity: Annotated[Any, typer.Option("--quantity", click_type=Whole(), help="The new quantity.")] = None,
    notice: Annotated[
        Any, typer.Option("--notice", click_type=Whole(0, 3660), help="The new notice period.")
    ] = None,
    auto_renew: Annotated[
        bool | None, typer.Option("--auto-renew/--no-auto-renew", help="Whether it renews by itself.")
    ] = None,
    reason: Reason = None,
    concessions: Annotated[
        Any, typer.Option("--concessions", click_type=TEXT, help="What was given away.")
    ] = None,
    overlap: Overlap = False,
    yes: Yes = False,
) -> None:
    """A contract is renewed, on the same terms unless told otherwise.

    Its successor starts the day after it ends, also when that is still ahead or long past.
    Amendments become part of the new value. Several are one step of undo; a terminal is asked first.

    \b
    am renew acme
    am renew acme --value 66k --term 12m
    am renew k12 --term 24m --concessions "5% for two years"
    am renew k12 k15 k31
    """
    from amcli.commands.outcomes import Renewal, renewed

    others = {
        "quantity": quantity,
        "notice_days": notice,
        "auto_renew": auto_renew,
        "concessions": concessions,
    }
    renewed(current(context), refs, Renewal(value, term, ends, reason, others, overlap), yes)


@app.command("amend")
def amend(
    context: typer.Context,
    contract: ContractArg,
    by: Annotated[
        Any, typer.Option("--by", click_type=Amount(allow_negative=True), help="Change a year: 12k, -5k.")
    ] = None,
    to: Annotated[Any, typer.Option("--to", click_type=Amount(), help="New value a year.")] = None,
    on: Annotated[Any, typer.Option("--on", click_type=AHEAD, help="From when; today otherwise.")] = None,
    quantity: Annotated[Any, typer.Option("--quantity", click_type=Whole(), help="How many more.")] = None,
    reason: Reason = None,
) -> None:
    """Change the value of a contract within its term.

    \b
    am contract amend acme --by 12k --quantity 12
    am contract amend k12 --to 48k --on 2026-06-01
    am contract amend k12 --by -5k --reason "two teams fewer"
    """
    from amcli.book import contracts, resolve, writes
    from amcli.output import say

    run = current(context)
    parent = resolve.contract(run.book, contract)
    refuse_closed(parent)
    starts = on or run.today
    refuse_outside(parent, starts)
    terms = contracts.successor_terms(parent, contracts.amendments(run.book, parent["id"]))
    money = amended(run, parent, terms["annual_value"] or 0, by, to)
    if not money.amount and quantity is None:
        raise Refused("that changes nothing: the value is what it was.")
    columns = {
        "account_id": parent["account_id"], "product_id": parent["product_id"], "amends_id": parent["id"],
        "starts_on": starts, "ends_on": parent["ends_on"], "annual_value": money.amount,
        "currency": money.currency, "quantity": quantity, "reason": reason,
    }  # fmt: skip
    with run.book.transaction():
        row = writes.insert(run.book, "contract", columns)
    ref = reference("contract", row)
    said = (
        f"{shown(parent['account_name'])}: {ref} amends {reference('contract', parent['id'])} from {starts}"
    )
    say(run, [f"{said}{value_words(columns)} a year. · am undo takes it back"], ref)


@app.command("churn")
def churn(
    context: typer.Context,
    refs: ContractArgs,
    reason: Reason = None,
    on: Annotated[
        Any,
        typer.Option(
            "--on",
            click_type=AHEAD,
            help="First day on which it no longer runs, where it stops before its end.",
        ),
    ] = None,
    yes: Yes = False,
) -> None:
    """A contract ends and is not renewed.

    It runs to its end unless --on says otherwise. The account is churned with its last contract.
    Several are one step of undo; a terminal is asked first.

    \b
    am churn acme --reason price
    am churn k12 k15 k31 --reason ended
    am churn k12 --on 2026-04-01 --reason "closed the site"
    """
    from amcli.commands.outcomes import lost

    lost(current(context), refs, reason, on, yes)


@app.command("stage")
def stage(
    context: typer.Context,
    contract: ContractArg,
    to: Annotated[str, typer.Argument(metavar="STAGE", help=", ".join(v.STAGES))],
    forecast: Annotated[
        Any, typer.Option("--forecast", click_type=Word(v.FORECASTS), help="What you expect.")
    ] = None,
) -> None:
    """How far a renewal has come.

    \b
    am stage acme verbal
    am stage k12 proposed --forecast likely
    """
    from amcli.book import resolve, writes
    from amcli.output import say

    run = current(context)
    try:
        wanted = pick(to, v.STAGES)
    except BadValue as error:
        raise BadValue(f"STAGE {error.message}", error.hint) from None
    found = resolve.contract(run.book, contract)
    refuse_closed(found)
    with run.book.transaction():
        writes.update(
            run.book,
            "contract",
            found["id"],
            {"stage": wanted} | ({"forecast": forecast} if forecast else {}),
        )
    ref = reference("contract", found["id"])
    was = words(found["stage"])
    moved = f"{was} → {words(wanted)}" if found["stage"] != wanted else f"already {was}"
    say(run, [f"{shown(found['account_name'])}: {ref} {moved}."], ref)
