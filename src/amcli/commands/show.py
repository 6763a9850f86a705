"""`am show`: one record as a page. Every noun has a `show` of its own (records.py)."""

from amcli.commands.options import PAGE_OPTIONS, RefArg, finish, shows
from amcli.context import Run
from amcli.fields import Field, Row, Shape
from amcli.hints import TYPE_CHECKING
from amcli.output.result import Options, Page
from amcli.reports.account import PAGE, read_account
from amcli.rules.implied import FIELDS, as_json, running_term
from amcli.storage import records, resolve
from amcli.storage.labels import label
from amcli.storage.snoozes import snooze_of

if TYPE_CHECKING:
    from amcli.page import Page as PersonsPage


@shows(PAGE_OPTIONS)
def show(run: Run, ref: RefArg, *, out: Options) -> None:
    """Show an account by its name, or any other record by its reference.

    \b
    am show acme
    am show t31
    am show acme -o json | jq .contacts
    """
    found = resolve.any_record(run.book, ref)
    show_record(run, found.kind, found.row, out)


def show_record(run: Run, kind: str, row: int, out: Options) -> None:
    """Show one record as a page."""
    if kind == "account":
        finish(run, account_of(run, row), out)
        return
    snooze = snooze_of(run.book, kind, row, run.today)
    data = records.list_records(run.book, kind, row=row)[0] | {
        "snoozed_until": snooze.until.isoformat() if snooze else None,
        "snooze_reason": snooze.reason if snooze else None,
    }
    if kind == "contract":
        data |= implied_term(run, row)
    if kind == "goal":
        data["steps"] = records.steps(run.book, row)

    def drawn() -> "PersonsPage":
        from amcli.reports.records import record_page  # a pipe needs none

        return record_page(kind, title(run, kind, row), data, run.today)

    shape = Shape(implied_fields()) if kind == "contract" else None
    finish(run, Page("record", data, [records.handle(kind, data)], page=drawn, shape=shape), out)


def implied_fields() -> tuple[Field, ...]:
    return FIELDS


def implied_term(run: Run, row: int) -> Row:
    """What JSON says of a contract's notice deadline and of its implied term."""
    from amcli.storage.contracts import by_id

    contract = by_id(run.book, row)
    return {"notice_by": contract["notice_by"], **as_json(running_term(contract, run.today), run.today)}


def account_of(run: Run, row: int) -> Page:
    """An account at a glance."""
    data, assessed = read_account(run.world, row)

    def drawn() -> "PersonsPage":
        from amcli.reports.account_page import account_page

        return account_page(run.world, data, assessed)

    return Page("account", data, [data["code"]], page=drawn, shape=PAGE)


def title(run: Run, kind: str, row: int) -> str:
    """A record in a few words."""
    return label(run.book, kind, row)
