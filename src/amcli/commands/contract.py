"""`am contract` and the short `renew`, `stage`, `churn`: what was bought, and what becomes of it."""

import datetime as dt
from collections.abc import Mapping

from amcli import vocabulary as v
from amcli.commands.adding import Made, adds
from amcli.commands.confirmations import contract_said, notice_typed
from amcli.commands.declared import Group, argument, option
from amcli.commands.options import AccountArg, ContractArg, ContractArgs, Reason, Yes
from amcli.commands.readers import (
    AHEAD,
    DUE,
    EITHER,
    Amount,
    AmountOrChange,
    AmountOrShare,
    Change,
    LastDay,
    Name,
    Notice,
    Text,
    Whole,
    Word,
    is_change,
)
from amcli.commands.records import add_common, custom_fields, kind_of
from amcli.commands.terms import (
    Renewal,
    Terms,
    amended,
    amount,
    annual,
    change_words,
    end_of,
    kind_in,
    kind_typed,
    link_words,
    part_of,
    picked_stage,
    refuse_closed,
    refuse_outside,
    set_days,
    set_notice,
    stays,
    total_of,
)
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts.churn import departures
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.rules.customfields import ASSUMED
from amcli.rules.dates import weekday_day
from amcli.rules.names import shown
from amcli.rules.numbers import BASIS_POINTS, parse_share
from amcli.vocabulary import reference, words

TEXT, ENDS, NOTICE = Text(), LastDay("--ends"), Notice()
Per = Annotated[
    str,
    option(
        "--per",
        reader=Word(("year", "month", "term")),
        help="Whether --value is per year, per month or for the whole term.",
    ),
]
Term = Annotated[str | None, option("--term", "-t", metavar="DURATION", help="Length, for example 12m.")]
Overlap = Annotated[
    bool, option("--overlap", help="Allow it next to a running contract for the same product.")
]
OneOff = Annotated[bool, option("--one-off", help="It is paid once: --value is all of it.")]
Usage = Annotated[bool, option("--usage", help="It is usage billed for that time: --value is all of it.")]
NoLink = Annotated[bool, option("--no-link", help="Don't link it to the contract that it renews.")]
RenewArgs = Annotated[
    list[str] | None,
    argument(
        metavar="[ACCOUNT|CONTRACT...]",
        help="Contracts (k12), or accounts with one open contract each; with --auto also filters.",
    ),
]
Value = Annotated[
    str | None,
    option("--value", "-v", reader=AmountOrChange(), help="New value per year, or its change: 66k, +5%."),
]


def values(run: Run, given: Mapping[str, Any], row: int | None) -> dict[str, Any]:
    """Options as columns: the product's id, the value in minor units."""
    from amcli.storage import accounts, contracts, records

    found = {name: None if value == "" else value for name, value in given.items()}
    present = records.list_records(run.book, "contract", row=row)[0] if row is not None else None
    total_of(found, present)
    set_days(found, present, run.today)
    set_notice(found)
    if "product" in found:
        name = found.pop("product")
        found["product_id"] = None if name is None else accounts.product(run.book, name)[0]
    if "value" in found:
        known = present["currency"] if present is not None else None
        money = found.pop("value")
        column = "annual_value" if kind_in(found, present) == v.RECURRING else "total_value"
        if money is None:
            found[column] = None
        else:
            read = amount(run, money, found.get("currency") or known, allow_negative=True)
            found |= {column: read.amount, "currency": read.currency}
    if (expected := found.get("forecast_value")) is not None:
        on_record = dict(contracts.by_id(run.book, row)) if row is not None else {"id": None}
        found |= expected_value(run, expected, on_record | found)
    if "extra" in found:
        found["extra"] = custom_fields(run, "contract", found["extra"] or (), row)
    if found.get("starts_on") and present is not None and ASSUMED in present["extra"]:
        extra = found.get("extra") or present["extra"]  # a first day that somebody says is no assumption
        found["extra"] = {name: value for name, value in extra.items() if name != ASSUMED}
    return found


def expected_value(run: Run, text: str, contract: Mapping[str, Any]) -> dict[str, Any]:
    """What a renewal is expected to be for, in its currency: an amount or a share of the value due.
    Raises Refused for another currency and for a share of nothing."""
    currency = contract.get("currency")
    if is_change(text):
        from amcli.storage import contracts

        values = [contract.get("annual_value")]
        if contract["id"] is not None:
            values += [each["annual_value"] for each in contracts.amendments(run.book, contract["id"])]
        if values[0] is None:
            raise Refused("the contract has no value to take a share of.", "Give an amount: --expect 50k")
        due = sum(value for value in values if value is not None)
        return {"forecast_value": part_of(due, parse_share(text, 10 * BASIS_POINTS))}
    money = amount(run, text, currency)
    if currency and money.currency != currency:
        raise Refused(f"the contract is in {currency}, not {money.currency}.")
    return {"forecast_value": money.amount, "currency": money.currency}


KIND = kind_of("contract", values, of={"notice": notice_typed})
KIND = KIND._replace(many=("stage", "forecast", "notice", "auto_renew", "extra"))


def amend(
    run: Run,
    contract: ContractArg,
    by: Annotated[
        str | None,
        option("--by", reader=AmountOrChange(allow_negative=True), help="Change per year: 12k, -5k, 5%."),
    ] = None,
    to: Annotated[Any, option("--to", reader=Amount(), help="New value per year.")] = None,
    on: Annotated[dt.date | None, option("--on", reader=EITHER, help="From when (default: today).")] = None,
    quantity: Annotated[
        int | None, option("--quantity", reader=Whole(), help="How many more or fewer.")
    ] = None,
    reason: Reason = None,
) -> None:
    """Change a contract's value mid-term.

    \b
    am contract amend acme --by 12k --quantity 12
    am contract amend k12 --to 48k --on 2026-06-01
    am contract amend k12 --by 5%
    am contract amend k12 --by -5k --reason "two teams fewer"
    """
    from amcli.storage import contracts, resolve, writes

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


app = Group("What they bought, for how long and for how much.")


@app.command("add", writes=True)
@adds(KIND)
def add(
    run: Run,
    account: AccountArg,
    term: Term = None,
    per: Per = "year",
    overlap: Overlap = False,
    one_off: OneOff = False,
    usage: Usage = False,
    no_link: NoLink = False,
    *,
    given: dict[str, Any],
) -> Made:
    """Add a contract.

    One for the same product that starts within 60 days after another ended is its renewal, and is linked
    to it; not where more than one could be meant.

    What is paid once, and usage that is billed, is no recurring revenue: --one-off and --usage keep it
    apart, in no renewal and no forecast.

    \b
    am contract add acme --product Platform --value 60k --term 12m --notice 3m
    am contract add acme --starts 2026-01-01 --ends 2027-12-31 --value "EUR 60k"
    am contract add acme --usage --starts 2026-01-01 --ends 2026-01-31 --value 3k
    am contract add --stdin < contracts.csv
    """
    from amcli.storage import contracts, resolve

    owner = resolve.account(run.book, account)
    kind = kind_typed(given, one_off=one_off, usage=usage)
    if kind != v.RECURRING:
        return add_total(run, owner, Terms(run.today, None, term, per), kind, given)
    if given.pop("total_value", None) is not None:
        raise BadValue("total_value is for one-offs and usage.")
    a_year = given.pop("annual_value", None)
    if a_year is not None and "value" in given:
        raise BadValue("give annual_value or value, not both.")
    money, name = given.pop("value", a_year), given.pop("product", None)
    expected = given.pop("forecast_value", None)
    columns = {"starts_on": run.today, "ends_on": None, **values(run, given, None)}
    starts = columns["starts_on"]
    terms = Terms(starts, columns["ends_on"], term, per if a_year is None else "year")
    ends = end_of(terms)
    columns |= {"account_id": owner["id"], "ends_on": ends}
    of_product, extra = product_typed(run, name)
    columns |= of_product
    if money:
        columns |= annual(run, money, given.get("currency"), terms, ends)
    if expected:
        columns |= expected_value(run, expected, {**columns, "id": None})
    if not overlap:
        contracts.refuse_overlap(run.book, owner["id"], columns.get("product_id"), starts, ends)
    before = departures(run.world).get(owner["id"])
    row, said = insert_contract(run, owner, columns, name)
    extra += [] if no_link else link_words(contracts.link_new(run.book, row), row)
    lines = [said, *extra, *stays(run, owner["id"], owner["name"], before)]
    return Made(reference("contract", row), lines)


def add_total(run: Run, owner: Any, terms: Terms, kind: str, given: dict[str, Any]) -> Made:
    """Add what doesn't recur; without a last day it is for its first one. Raises BadValue for what only
    recurring revenue has."""
    if terms.per == "month":
        raise BadValue("--value is all of a one-off or of usage: leave out --per.")
    if given.pop("annual_value", None) is not None:
        raise BadValue("annual_value is for what recurs; give total_value.")
    total, name = given.pop("total_value", None), given.pop("product", None)
    if total is not None:
        if "value" in given:
            raise BadValue("give total_value or value, not both.")
        given["value"] = total
    columns = {"starts_on": terms.starts, "ends_on": None, **values(run, given | {"kind": kind}, None)}
    terms = terms._replace(starts=columns["starts_on"], ends=columns["ends_on"])
    columns |= {"account_id": owner["id"], "ends_on": end_of(terms) or terms.starts}
    of_product, extra = product_typed(run, name)
    row, said = insert_contract(run, owner, columns | of_product, name)
    return Made(reference("contract", row), [said, *extra])


def product_typed(run: Run, name: str | None) -> tuple[dict[str, int], list[str]]:
    """The column of a product, which is added where there is none of the name, and what is said of that."""
    from amcli.storage import accounts

    if not name:
        return {}, []
    row, is_new = accounts.product(run.book, name)
    return {"product_id": row}, [f"{shown(name)} is a new product."] if is_new else []


def insert_contract(run: Run, owner: Any, columns: dict[str, Any], name: str | None) -> tuple[int, str]:
    """Write a new contract; gives its id, and what is said of it."""
    from amcli.storage import contracts, writes

    row = writes.insert(run.book, "contract", columns)
    what = f"{reference('contract', row)}{f' {shown(name)}' if name else ''}"
    made = contract_said(contracts.by_id(run.book, row), run.today)
    return row, f"{shown(owner['name'])}: {what} added: {made}"


add_common(
    app,
    KIND,
    {
        "list": "am contract list acme\nam contract list -o csv --fields contract,account,ends_on",
        "show": "am contract show k12\nam contract show acme",
        "edit": (
            "am contract edit k12 --notice 3m --auto-renew\n"
            "am contract edit acme --forecast commit\n"
            "am contract edit stage:not_started renews.before:+90d --stage contacted"
        ),
        "rm": "am contract rm k12\nam contract rm k12 --yes",
    },
)


@app.command("renew", writes=True)
def renew(
    run: Run,
    refs: RenewArgs = None,
    value: Value = None,
    uplift: Annotated[
        str | None, option("--uplift", reader=Change(), help="Change of the value: 5%.")
    ] = None,
    product: Annotated[
        str | None, option("--product", reader=Name(), help="The product they move to.")
    ] = None,
    term: Term = None,
    ends: Annotated[Any, option("--ends", reader=ENDS, help="New last day.")] = None,
    quantity: Annotated[int | None, option("--quantity", reader=Whole(), help="New quantity.")] = None,
    notice: Annotated[Any, option("--notice", reader=NOTICE, help="New notice period.")] = None,
    auto_renew: Annotated[
        bool | None, option("--auto-renew/--no-auto-renew", help="Whether it auto-renews.")
    ] = None,
    reason: Reason = None,
    concessions: Annotated[
        str | None, option("--concessions", reader=TEXT, help="What you conceded.")
    ] = None,
    auto: Annotated[
        bool, option("--auto", help="It auto-renewed: no notice came. Alone: every contract that did.")
    ] = False,
    through: Annotated[
        Any,
        option("--through", reader=DUE, help="With --auto: what has ended by this date (default: today)."),
    ] = None,
    overlap: Overlap = False,
    dry_run: Annotated[
        bool, option("--dry-run", help="With --auto: show the list and change nothing.")
    ] = False,
    yes: Yes = False,
) -> None:
    """Record a renewal, on the same terms unless you change them.

    The new contract starts the day after the old one ends, whenever that is. Amendments become part of
    the new value. Another product is a renewal all the same. Several are one step of undo; a terminal is
    asked first.

    --auto records that contracts auto-renewed and nobody cancelled, once their notice deadline has
    passed: those you name, or every one that has ended, with filters if you like.

    \b
    am renew acme
    am renew acme --value 66k --term 12m
    am renew k12 k15 k31 --uplift 5% --concessions "training"
    am renew --auto tier:light --dry-run
    """
    terms = {"value": value, "uplift": uplift, "product": product, "term": term, "ends": ends}
    terms |= {"notice": notice, "quantity": quantity, "auto-renew": auto_renew, "concessions": concessions}
    if auto:
        refuse_with_auto(terms)
        from amcli.commands.autorenew import AutoRenewal, auto_renewed

        auto_renewed(run, refs or [], AutoRenewal(through, reason, overlap, dry_run, yes))
        return
    if through is not None or dry_run:
        raise BadValue(f"{'--dry-run' if through is None else '--through'} is for --auto.")
    if not refs:
        raise BadValue("ACCOUNT|CONTRACT is missing.", "For example: am renew acme")
    from amcli.commands.outcomes import renewed

    if None not in (value, uplift):
        raise BadValue("give --value or --uplift, not both.")
    others = {"quantity": quantity, "notice": notice, "auto_renew": auto_renew, "concessions": concessions}
    agreed = Renewal(uplift or value, product, term, ends, reason, others, overlap)
    renewed(run, refs, agreed, yes)


def refuse_with_auto(terms: Mapping[str, Any]) -> None:
    """Raise BadValue for terms that an auto-renewal can't have: it goes on as it was."""
    for name, given in terms.items():
        if given is not None:
            raise BadValue(f"--auto keeps the terms as they were: leave out --{name}.")


app.command("amend", writes=True)(amend)


@app.command("churn", writes=True)
def churn(
    run: Run,
    refs: ContractArgs,
    reason: Reason = None,
    on: Annotated[
        dt.date | None,
        option(
            "--on",
            reader=EITHER,
            help="First day it is no longer in force, if it stops before its end; may be past.",
        ),
    ] = None,
    win_back: Annotated[
        dt.date | None, option("--win-back", reader=AHEAD, help="When to try again; adds a task.")
    ] = None,
    close: Annotated[
        bool | None,
        option("--close/--keep", help="Close what is still open, or keep it (in a pipe it is kept)."),
    ] = None,
    yes: Yes = False,
) -> None:
    """Record a contract as lost.

    It runs to its end date unless you give --on. With the last contract, the customer is leaving: active
    until the last day, churned from the day after. What is still open is listed, and a terminal is asked
    whether to close it: opportunities are lost and goals dropped for the same reason, tasks are removed;
    promises and issues stay. Several are one step of undo; a terminal is asked first.

    \b
    am churn acme --reason price --win-back +6m
    am churn acme --close
    am churn k12 k15 k31 --reason ended
    am churn k12 --on 2026-04-01 --reason "closed the site"
    """
    from amcli.commands.outcomes import Losing, lost

    lost(run, refs, Losing(reason, on, close, win_back), yes)


@app.command("stage", writes=True)
def stage(
    run: Run,
    contract: ContractArg,
    to: Annotated[str, argument(metavar="STAGE", help=", ".join(v.STAGES))],
    forecast: Annotated[
        str | None, option("--forecast", reader=Word(v.FORECASTS), help="Your forecast of the renewal.")
    ] = None,
    expect: Annotated[
        str | None,
        option(
            "--expect", reader=AmountOrShare(), help="What you expect it to renew for, per year: 50k or 80%."
        ),
    ] = None,
) -> None:
    """Move a renewal to another stage.

    \b
    am stage acme verbal
    am stage k12 proposed --forecast likely --expect 50k
    """
    from amcli.storage import resolve, writes

    wanted = picked_stage(contract, to)
    found = resolve.contract(run.book, contract)
    refuse_closed(found)
    changes = {"stage": wanted} | ({"forecast": forecast} if forecast else {})
    changes |= {} if expect is None else expected_value(run, expect, dict(found))
    with run.book.transaction():
        writes.update(run.book, "contract", found["id"], changes)
    ref = reference("contract", found["id"])
    was = words(found["stage"])
    moved = f"{was} → {words(wanted)}" if found["stage"] != wanted else f"already {was}"
    say(run, [f"{shown(found['account_name'])}: {ref} {moved}."], ref)
