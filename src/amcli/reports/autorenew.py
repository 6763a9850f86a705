"""What `am renew --auto` is to record: contracts that auto-renewed, with the terms that confirm it; and the
list of it that is shown before anything is written."""

from amcli.facts.account_facts import World
from amcli.fields import Row, fields
from amcli.hints import Any, NamedTuple
from amcli.page import Cell, Column, Footer, Line, Page, Table, dash
from amcli.rules.dates import span
from amcli.rules.formatting import count, money
from amcli.rules.money import compact, to_major
from amcli.rules.successors import Span
from amcli.vocabulary import reference

FIELDS = fields(
    """
contract     text! the contract that auto-renewed, such as k12
account      text! the account's code
name         text! the account's name
product      text  what was bought
ended_on     day!  its last day on record
starts_on    day!  first day of what follows
ends_on      day!  last day of what follows
contracts    int!  how many contracts that is
annual_value money value a year, amendments included
currency     text  currency of annual_value
"""
)
COLUMNS = (
    Column("Contract"),
    Column("Account", most=24, short=17),
    Column("Product", rest=True),
    Column("Confirmed", rest=True),
    Column("Value", right=True),
)


class Confirming(NamedTuple):
    """A contract that auto-renewed: its row in the book, its terms as a successor takes them over, and the
    contracts that follow, each with the length in months of what follows it, where that isn't its own."""

    old: Any
    terms: dict[str, Any]
    follows: list[tuple[Span, int | None]]

    @property
    def last(self) -> Span:
        """The first and the last day of all that follows."""
        return Span(self.follows[0][0].starts, self.follows[-1][0].ends)


def plan_rows(found: list[Confirming]) -> list[Row]:
    """The rows of the list."""
    return [plan_row(each) for each in found]


def plan_row(each: Confirming) -> Row:
    value, currency = each.terms["annual_value"], each.terms["currency"]
    return {
        "contract": reference("contract", each.old["id"]),
        "account": each.old["account"],
        "name": each.old["account_name"],
        "product": each.old["product"],
        "ended_on": each.old["ends_on"],
        "starts_on": each.last.starts.isoformat(),
        "ends_on": each.last.ends.isoformat(),
        "contracts": len(each.follows),
        "annual_value": None if value is None or currency is None else to_major(value, currency),
        "currency": currency,
        "plan": each,
    }


def plan_page(world: World, rows: list[Row], left_out: list[str]) -> Page:
    """What a person sees of the contracts that are to be confirmed, and how many are left out."""
    lines: list[Line] = [plan_line(world, row) for row in rows]
    footer = [Footer(each) for each in left_out]
    return Page(
        "Auto-renewed", count(len(rows), "contract"), [total(world, rows)], [Table(COLUMNS, lines)], footer
    )


def plan_line(world: World, row: Row) -> Line:
    plan: Confirming = row["plan"]
    value, currency = plan.terms["annual_value"], plan.terms["currency"]
    amount = "-" if value is None or currency is None else compact(value, currency)
    several = f", {len(plan.follows)} contracts" if len(plan.follows) > 1 else ""
    return [
        Cell(row["contract"], "muted"),
        dash(row["name"]),
        dash(row["product"] or ""),
        f"{span(*plan.last)}{several}",
        amount if currency in (None, world.totals.base) else f"{currency} {amount}",
    ]


def total(world: World, rows: list[Row]) -> str:
    """`EUR 84k a year`."""
    base, plans = world.totals.base, [row["plan"] for row in rows]
    values = [world.totals.in_base(each.terms["annual_value"], each.terms["currency"]) for each in plans]
    return f"{base} {money(sum(value or 0 for value in values), base)} a year"
