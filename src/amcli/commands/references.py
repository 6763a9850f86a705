"""Records as commands of several nouns name them: by an option, by an account that stands for its one open
record, by words without quotes; and whose they are.

The noun's own options are in its module; `list`, `show`, `edit` and `rm` are in records.py.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from amcli.context import Run
from amcli.errors import Ambiguous, BadValue, NotFound, Refused
from amcli.fields import Row
from amcli.hints import Any, TypeVar
from amcli.rules.names import in_shell, quoted, shown
from amcli.storage import lines, resolve, whois
from amcli.storage.labels import label
from amcli.storage.lines import line_label
from amcli.vocabulary import LETTERS, noun, reference, with_article

T = TypeVar("T")
# What is done with a record that isn't done as a task is, and the command for it.
CLOSING = {
    "issue": "Is it resolved? am issue resolve",
    "goal": "Is it met? am goal met",
    "opportunity": "Is it won? am opportunity win",
    "feedback": "Does the customer know? am feedback close",
    "contract": "Is it renewed? am renew",
}


def linked(
    run: Run, kind: str, given: Mapping[str, Any], row: int | None, account: int | None = None
) -> dict[str, Any]:
    """Options as columns: `contact`, `product` and `contract` as ids; an empty text empties a field.

    `account` is whose record it is, where it is not there yet. A product that the catalogue lacks is
    added. Raises Refused for a contract of another account.
    """
    from amcli.storage import accounts, lines, records, resolve

    found = {name: None if value == "" else value for name, value in given.items()}
    if account is None and row is not None:
        account = lines.with_code(run.book, records.list_records(run.book, kind, row=row)[0]["account"])["id"]
    if "contact" in found:
        text = found.pop("contact")
        found["contact_id"] = None if text is None else resolve.contact(run.book, text, account)["id"]
    if "product" in found:
        text = found.pop("product")
        found["product_id"] = None if text is None else accounts.product(run.book, text)[0]
    if "contract" in found:
        text = found.pop("contract")
        found["contract_id"] = None if text is None else contract_of(run, text, account)
    return found


def spoken_account(run: Run, words: Sequence[str], first: int) -> tuple[Any, Any, list[str]]:
    """The account that words without quotes begin with, the person who stands for it if one does, and the
    words after it; `first` of them stand before any option. Raises NotFound, where a later word is the
    account with the words in order, and Ambiguous."""
    try:
        return resolve.account_and_rest(run.book, words, first)
    except NotFound as error:
        from amcli.commands.nearest import in_order

        raise in_order(run, error, words) from None


def contract_of(run: Run, text: str, account: int | None) -> int:
    """The id of a contract of this account. Raises Refused for another's."""
    found = resolve.contract(run.book, text)
    if found["account_id"] != account:
        raise Refused(f"{shown(text)} is a contract of {shown(found['account_name'])}, another account.")
    return int(found["id"])


def goal_of(run: Run, text: str, account: int | None) -> int:
    """The id of a goal of this account. Raises Refused for another's."""
    found = resolve.of_kind(run.book, "goal", text)
    if account is not None and (theirs := owner(run, "goal", found)) != account:
        name = shown(label(run.book, "account", theirs))
        raise Refused(f"{shown(text)} is a goal of {name}, another account.")
    return found


def new_product(run: Run, name: str | None) -> list[str]:
    """The sentence about a product that the catalogue does not have yet; empty for one that it has."""
    from amcli.storage import accounts

    if not name or accounts.known_product(run.book, name) is not None:
        return []
    return [f"{shown(name)} is a new product."]


def named_open(run: Run, kind: str, ref: str, is_open: Callable[[Row, dt.date], bool]) -> Row:
    """The record that was named: by its reference, or an account's one open record of the kind.

    Raises NotFound, Ambiguous, and Refused for a record of another kind.
    """
    from amcli.storage import records, resolve, whois
    from amcli.storage.foreign_keys import PLURALS

    found = resolve.any_record(run.book, ref, people=False)
    if found.kind == kind:
        return records.list_records(run.book, kind, row=found.row)[0]
    if found.kind != "account":
        raise of_another_kind(run, found, kind)
    rows = [row for row in records.list_records(run.book, kind, account=found.row) if is_open(row, run.today)]
    name = shown(label(run.book, "account", found.row))
    if len(rows) == 1:
        return rows[0]
    if not rows:
        raise NotFound(f"{name} has no open {kind}", f"All: am {noun(kind)} list {code_of(run, found.row)}")
    candidates = [(str(row[kind]), shown(label(run.book, kind, row["id"]))) for row in rows]
    several = PLURALS.get(kind, (kind, kind))[1]
    raise Ambiguous(f"{name} has {len(rows)} open {several}. Which one?", whois.table(candidates))


def only_open(
    run: Run, account: int, noun: str, found: Sequence[T], words: Callable[[T], tuple[str, ...]]
) -> T:
    """The one open record that an account, by its name, stands for; `words` tell several apart.

    Raises NotFound and Ambiguous, which name the account: a line of a list may have been typed.
    """
    if len(found) == 1:
        return found[0]
    name = shown(label(run.book, "account", account))
    if not found:
        way = f'am {noun} add {code_of(run, account)} "TITLE"'
        raise NotFound(f"{name} has no open {noun}", f"Add one: {way}")
    several = f"{name} has {len(found)} open {noun}s. Which one?"
    raise Ambiguous(several, whois.table([words(each) for each in found]))


def of_another_kind(run: Run, found: Any, kind: str) -> Refused:
    """The error for a record where one of another kind is wanted; it names the account."""
    said = line_label(run.book, reference(found.kind, found.row)) if found.kind in LETTERS else "that"
    hint = f"All: am {noun(kind)} list"
    if found.kind == "interaction" and planned(run, found.row):
        hint = f"Did it take place? am held {reference(found.kind, found.row)}"
    elif kind == "task" and found.kind in CLOSING:
        hint = f"{CLOSING[found.kind]} {reference(found.kind, found.row)}"
    return Refused(f"{said} is {with_article(found.kind)}, not {with_article(kind)}.", hint)


def planned(run: Run, row: int) -> bool:
    """Whether an interaction is a booked meeting."""
    return bool(run.book.db.execute("SELECT planned FROM interaction WHERE id = ?", (row,)).fetchone()[0])


def code_of(run: Run, account: int) -> str:
    """The code of an account, as a command takes it."""
    found = run.book.db.execute("SELECT code FROM account WHERE id = ?", (account,)).fetchone()
    return in_shell(str(found["code"]))


def account_name(run: Run, code: str) -> str:
    """An account's name for a sentence."""
    return shown(lines.with_code(run.book, code)["name"])


def filled(text: str, what: str) -> str:
    """Text with something in it. Raises BadValue for blanks."""
    if not text.strip():
        raise BadValue(f"{what} {quoted(text)}: it is empty.")
    return text


def owner(run: Run, kind: str, row: int) -> int:
    """The id of the account that a record belongs to."""
    from amcli.storage import lines, records

    return int(lines.with_code(run.book, records.list_records(run.book, kind, row=row)[0]["account"])["id"])


def with_person(run: Run, columns: dict[str, Any], account: int | None) -> dict[str, Any]:
    """Columns with the id of the person in the place of what was typed. Raises NotFound, Ambiguous."""
    if "contact" not in columns:
        return columns
    found = {name: value for name, value in columns.items() if name != "contact"}
    text = columns["contact"]
    found["contact_id"] = None if text is None else resolve.contact(run.book, text, account)["id"]
    return found
