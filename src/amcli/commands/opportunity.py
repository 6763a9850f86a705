"""`am opportunity`: growth that fits, from the first idea to a contract or a no."""

import datetime as dt
from collections.abc import Mapping

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import contract_said, dated, worth
from amcli.commands.declared import Group, argument, option
from amcli.commands.options import AccountArg, On, Reason
from amcli.commands.readers import EITHER, Amount, LastDay, Name, Notice, Text, Whole, Word
from amcli.commands.records import add_common, kind_of
from amcli.commands.references import account_name, linked, named_open, new_product
from amcli.commands.terms import Terms, amount, annual, asked_end, end_of, set_notice, stays
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts.churn import departures
from amcli.fields import Row
from amcli.hints import Annotated, Any, NamedTuple
from amcli.output import say
from amcli.rules.names import shown
from amcli.storage import accounts, contracts, lines, records, resolve, writes
from amcli.vocabulary import CLOSED_STAGES, reference, words

TEXT, ENDS = Text(), LastDay("--ends")
STAGE = Word(v.OPPORTUNITY_STAGES)


def is_open(row: Row, today: dt.date) -> bool:
    """Whether it is neither won nor lost on a day."""
    return row["stage"] not in CLOSED_STAGES or (row["closed_on"] or "") > today.isoformat()


def values(run: Run, given: Mapping[str, Any], row: int | None, account: int | None = None) -> dict[str, Any]:
    """Options as columns: linked records by id, the value in minor units, and the day on which a stage
    closed it."""
    found = linked(run, "opportunity", given, row, account)
    before: Row = records.list_records(run.book, "opportunity", row=row)[0] if row is not None else {}
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


KIND = kind_of("opportunity", values, is_open)
app = Group("Upsells, cross-sells and referrals.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    name: Annotated[str, argument(metavar="NAME", reader=Name(), help="What it is called.")],
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
    found = resolve.account(run.book, account)
    new = new_product(run, given.get("product"))
    columns = values(run, given, None, found["id"])
    row = writes.insert(run.book, "opportunity", {"account_id": found["id"], "name": name, **columns})
    ref = reference("opportunity", row)
    kind = words(given.get("kind", "upsell"))
    when = dated(columns.get("expected_on"), run.today, "expected")
    said = f"{shown(found['name'])}: {ref} {shown(name)}, {kind}{worth(columns)}{when}."
    return Made(ref, [said, *new])


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
    str, argument(metavar="REF", help="Its reference (o5), or an account with one open opportunity.")
]


@app.command("stage", writes=True)
def stage(
    run: Run,
    ref: OpportunityArg,
    to: Annotated[str, argument(metavar="STAGE", reader=STAGE, help=", ".join(v.OPPORTUNITY_STAGES))],
) -> None:
    """Move an opportunity to another stage.

    \b
    am opportunity stage acme proposed
    am opportunity stage o5 q
    """
    found = named_open(run, "opportunity", ref, is_open)
    with run.book.transaction():
        writes.update(run.book, "opportunity", found["id"], values(run, {"stage": to}, found["id"]))
    was = words(found["stage"])
    moved = f"{was} → {words(to)}" if found["stage"] != to else f"already {was}"
    say(run, [f"{sentence(run, found)}, {moved}."], found["opportunity"])


def sentence(run: Run, found: Row) -> str:
    """`Acme Robotics: o5 SSO add-on`."""
    return f"{account_name(run, found['account'])}: {found['opportunity']} {shown(found['name'])}"


@app.command("win", writes=True)
def win(
    run: Run,
    ref: OpportunityArg,
    on: On = None,
    reason: Reason = None,
    contract: Annotated[bool, option("--contract", help="Add its contract.")] = False,
    starts: Annotated[
        dt.date | None, option("--starts", reader=EITHER, help="First day (default: the day it was won).")
    ] = None,
    ends: Annotated[Any, option("--ends", reader=ENDS, help="Last day.")] = None,
    term: Annotated[
        str | None, option("--term", "-t", metavar="DURATION", help="Length, for example 12m.")
    ] = None,
    value: Annotated[
        Any, option("--value", "-v", reader=Amount(), help="Value (default: the expected one).")
    ] = None,
    per: Annotated[
        str,
        option(
            "--per",
            reader=Word(("year", "month", "term")),
            help="Whether --value is per year, per month or for the whole term.",
        ),
    ] = "year",
    quantity: Annotated[int | None, option("--quantity", reader=Whole(), help="How many.")] = None,
    notice: Annotated[
        Any, option("--notice", reader=Notice(), help="Notice period: 3m, 90d; 90 means days.")
    ] = None,
    auto_renew: Annotated[
        bool | None, option("--auto-renew/--no-auto-renew", help="Whether it auto-renews.")
    ] = None,
    overlap: Annotated[
        bool, option("--overlap", help="Allow it next to a running contract for the same product.")
    ] = False,
) -> None:
    """Mark an opportunity as won; --contract adds its contract.

    The contract takes the opportunity's product and value unless you give others. A terminal is asked
    how long it runs where neither --term nor --ends says so: without an end no renewal comes up.

    \b
    am opportunity win acme
    am opportunity win o5 --contract --term 12m
    am opportunity win o5 --on mon --contract --starts 2026-04-01 --value 11k
    """
    found = named_open(run, "opportunity", ref, is_open)
    first = starts or on or run.today
    terms = Terms(first, None if ends is None else ends.after(first, fresh=True), term, per)
    agreed = Agreed(terms, value, contract_columns(quantity, notice, auto_renew), overlap)
    if contract:
        agreed = agreed._replace(terms=asked_end(run, terms))
    elif starts or ends or term or value or agreed.columns or overlap:
        raise BadValue("contract terms need --contract.", "Add --contract")
    already = found["stage"] == "won"
    with run.book.transaction():
        made, told = make_contract(run, found, agreed) if contract else ({}, [])
        writes.update(run.book, "opportunity", found["id"], won_columns(run, already, on, reason) | made)
    done = f"is won{dated(on, run.today)}. · to undo: am undo"
    done = "was already won." if already and not contract else done
    say(run, [f"{sentence(run, found)} {done}", *told], found["opportunity"])


def won_columns(run: Run, already: bool, on: dt.date | None, reason: str | None) -> dict[str, Any]:
    """What changes of an opportunity that is won; one that was `already` keeps its day."""
    columns: dict[str, Any] = {"stage": "won"}
    if reason:
        columns["reason"] = reason
    if not already or on is not None:
        columns["closed_on"] = on or run.today
    return columns


class Agreed(NamedTuple):
    """What was agreed with a customer who buys: the terms, the value as it was typed, other columns of the
    contract, and whether it may stand beside one for the same product."""

    terms: Terms
    value: str | None
    columns: Mapping[str, Any]
    overlap: bool


def contract_columns(quantity: Any, notice: Any, auto_renew: bool | None) -> dict[str, Any]:
    """The columns of a contract that are given."""
    given = {"quantity": quantity, "notice": notice, "auto_renew": auto_renew}
    found = {name: value for name, value in given.items() if value is not None}
    set_notice(found)
    return found


def make_contract(run: Run, found: Row, agreed: Agreed) -> tuple[dict[str, int], list[str]]:
    """Add the contract that an opportunity became; gives what that changes of it, and what to say of it.

    Raises Refused for a referral, whose contract is another account's, and for a second contract.
    """
    if found["kind"] == "referral":
        raise Refused(
            f"{found['opportunity']} is a referral: its contract belongs to the account that was referred.",
            "Add it there: am contract add ACCOUNT",
        )
    if found["stage"] == "won" and found["contract"]:
        raise Refused(f"{found['opportunity']} already has a contract: {found['contract']}.")
    terms, value = agreed.terms, agreed.value
    owner = lines.with_code(run.book, found["account"])
    ends = end_of(terms)
    columns = {"account_id": owner["id"], "starts_on": terms.starts, "ends_on": ends, **agreed.columns}
    if found["product"]:
        columns["product_id"] = accounts.product(run.book, found["product"])[0]
    text = value if value is not None else None if found["value"] is None else str(found["value"])
    if text is not None:
        columns |= annual(run, text, found["currency"], terms if value is not None else yearly(terms), ends)
    if not agreed.overlap:
        contracts.refuse_overlap(run.book, owner["id"], columns.get("product_id"), terms.starts, ends)
    before = departures(run.world).get(owner["id"])
    row = writes.insert(run.book, "contract", columns)
    what = f"{reference('contract', row)}{' ' + shown(found['product']) if found['product'] else ''}"
    said = f"{what} added: {contract_said(contracts.by_id(run.book, row), run.today)}"
    return {"contract_id": row}, [said, *stays(run, owner["id"], owner["name"], before)]


def yearly(terms: Terms) -> Terms:
    """The terms for a value a year, as opportunities have it."""
    return terms._replace(per="year")


@app.command("lose", writes=True)
def lose(run: Run, ref: OpportunityArg, reason: Reason = None, on: On = None) -> None:
    """Mark an opportunity as lost.

    \b
    am opportunity lose acme --reason "no budget this year"
    am opportunity lose o5 --on fri -r competitor
    """
    found = named_open(run, "opportunity", ref, is_open)
    known = found["closed_on"] if found["stage"] == "lost" else None
    columns = {"stage": "lost", "closed_on": on or known or run.today}
    with run.book.transaction():
        writes.update(run.book, "opportunity", found["id"], columns | ({"reason": reason} if reason else {}))
    done = f"is lost{dated(on, run.today)}. · to undo: am undo"
    done = "was already lost." if known and on is None else done
    say(run, [f"{sentence(run, found)} {done}"], found["opportunity"])
