"""`am contract amend`: the value of a contract changes within its term."""

from typing import Annotated, Any

import typer

from amcli.commands.options import ContractArg, Reason
from amcli.commands.params import EITHER, Amount, Whole
from amcli.commands.terms import amended, change_words, refuse_closed, refuse_outside
from amcli.context import current
from amcli.errors import Refused
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown
from amcli.vocabulary import reference


def amend(
    context: typer.Context,
    contract: ContractArg,
    by: Annotated[
        Any, typer.Option("--by", click_type=Amount(allow_negative=True), help="Change per year: 12k, -5k.")
    ] = None,
    to: Annotated[Any, typer.Option("--to", click_type=Amount(), help="New value per year.")] = None,
    on: Annotated[Any, typer.Option("--on", click_type=EITHER, help="From when (default: today).")] = None,
    quantity: Annotated[
        Any, typer.Option("--quantity", click_type=Whole(), help="How many more or fewer.")
    ] = None,
    reason: Reason = None,
) -> None:
    """Change a contract's value mid-term.

    \b
    am contract amend acme --by 12k --quantity 12
    am contract amend k12 --to 48k --on 2026-06-01
    am contract amend k12 --by -5k --reason "two teams fewer"
    """
    from amcli.output import say
    from amcli.storage import contracts, resolve, writes

    run = current(context)
    parent = resolve.contract(run.book, contract)
    refuse_closed(parent)
    starts = on or run.today
    refuse_outside(parent, starts)
    terms = contracts.successor_terms(parent, contracts.amendments(run.book, parent["id"]))
    money = amended(run, parent, terms["annual_value"] or 0, by, to)
    if not money.amount and quantity is None:
        raise Refused("that changes nothing: the value stays the same.")
    columns = {
        "account_id": parent["account_id"], "product_id": parent["product_id"], "amends_id": parent["id"],
        "starts_on": starts, "ends_on": parent["ends_on"], "annual_value": money.amount,
        "currency": money.currency, "quantity": quantity, "reason": reason,
    }  # fmt: skip
    with run.book.transaction():
        row = writes.insert(run.book, "contract", columns)
    ref = reference("contract", row)
    said = f"{shown(parent['account_name'])}: {ref} amends {reference('contract', parent['id'])}"
    said += f" from {weekday_day(starts, run.today)}: {change_words(money, terms['annual_value'] or 0)}."
    say(run, [f"{said} · to undo: am undo"], ref)
