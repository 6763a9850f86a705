"""Files that fit no kind, and rows with accounts that the book doesn't have: the command that goes on."""

import shlex

import pytest

from tests.interchange.helpers import Desk

SHEET = "Firm,Contact,Email,ARR,Contract end\nAcme,Jane,jane@acme.example,5000,2026-06-30\n"
CALLS = "account,kind,on,summary\nacme ltd,call,2026-02-27,Asked\nbeta,call,2026-02-27,Sent\n"


def command(text: str) -> list[str]:
    """The last command in an error, as a shell reads it."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith("am ")]
    return shlex.split(lines[-1])[1:]


@pytest.mark.parametrize(
    ("text", "closest", "options"),
    [
        (SHEET, "Closest: contacts, missing account.", ["--map", "account=Firm"]),
        ("Firm,Mail\nAcme,jane@acme.example\n", "Closest: contacts, missing", ["--map", "account=Firm"]),
        (
            "Contact,Email\nJane,jane@acme.example\n",
            "Closest: contacts, missing account.",
            ["--kind", "contacts", "--map", "account=COLUMN"],
        ),
    ],
    ids=["sheet", "contacts", "no column"],
)
def test_a_file_that_fits_no_kind_names_the_nearest_and_the_command(
    desk: Desk, text: str, closest: str, options: list[str]
) -> None:
    path = desk.file("my list.csv", text)
    answer = desk.am("import", path)
    assert (answer.code, desk.book.exists()) == (2, False)
    assert closest in " ".join(answer.err.split())
    assert command(answer.err) == ["import", path, *options]


@pytest.mark.parametrize("text", [SHEET, "Firm,Mail\nAcme,jane@acme.example\n"], ids=["sheet", "contacts"])
def test_the_command_that_is_named_works(desk: Desk, text: str) -> None:
    answer = desk.am("import", desk.file("my list.csv", text))
    assert desk.am(*command(answer.err), "--create-accounts").code == 0
    assert desk.rows("SELECT name FROM account") == [("Acme",)]
    assert desk.value("SELECT emails FROM contact") == '["jane@acme.example"]'


def test_a_file_near_nothing_is_asked_for_its_kind(desk: Desk) -> None:
    answer = desk.am("import", desk.file("x.csv", "Foo,Bar\n1,2\n"))
    assert answer.code == 2
    assert "Say what it is: --kind accounts|" in " ".join(answer.err.split())


def test_a_refusal_for_missing_accounts_ends_with_the_command_that_adds_them(desk: Desk) -> None:
    path = desk.file("my calls.csv", CALLS)
    answer = desk.am("import", path)
    assert answer.code == 5
    assert "Or add the 2 accounts that aren't in the book:" in answer.err
    assert answer.err.splitlines()[-1].strip().endswith("--create-accounts")
    assert command(answer.err) == ["import", path, "--create-accounts"]
    desk.imported(path, "--create-accounts")
    assert desk.rows("SELECT name FROM account ORDER BY id") == [("acme ltd",), ("beta",)]


def test_a_list_of_accounts_and_a_sheet_add_accounts_without_being_asked(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", "name,tier\nAcme,key\n"))
    desk.imported(desk.file("sheet.csv", SHEET.replace("Firm", "Company").replace("Acme", "Beta")))
    assert desk.rows("SELECT name FROM account ORDER BY id") == [("Acme",), ("Beta",)]


def test_other_bad_rows_are_not_told_to_add_accounts(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", "name\nAcme\n"))
    answer = desk.am("import", desk.file("c.csv", "account,kind,on,summary\nacme,call,2026-02-31,x\n"))
    assert answer.code == 5
    assert "--create-accounts" not in answer.err
