"""Rows that name people but no account: each is a bad row that says what it lacks."""

from tests.interchange.helpers import ACCOUNTS, CONTACTS, Desk


def test_a_row_with_a_person_and_no_account_says_that_it_needs_one(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", ACCOUNTS), desk.file("contacts.csv", CONTACTS))
    before = desk.dump()
    text = "contact,summary,on\nJane Orr,Hello,2026-02-01\nNobody,Hello,2026-02-01\n"
    code, _, err = desk.am("import", desk.file("talks.csv", text), "--kind", "interactions", "--yes")
    assert code == 5
    assert "an interaction needs an account" in err
    assert "no such contact" in err
    assert desk.dump() == before


def test_a_contact_of_a_known_address_is_found_without_an_account(desk: Desk) -> None:
    """The address is in the book once, at a domain of no account, and no column of the file names one; a row
    of an address that isn't there says what it lacks."""
    desk.imported(desk.file("accounts.csv", ACCOUNTS), desk.file("contacts.csv", CONTACTS))
    assert desk.am("contact", "add", "acme", "Zed Moor", "--email", "zed@elsewhere.example").code == 0
    known = desk.file("people.csv", "name,email,title\nZed Moor,zed@elsewhere.example,Buyer\n")
    assert desk.am("import", known, "--kind", "contacts", "--yes").code == 0
    assert "Buyer" in desk.am("contact", "list", "acme", "-o", "csv").out
    before = desk.dump()
    unknown = desk.file("more.csv", "name,email\nSomebody,some@elsewhere.example\n")
    code, _, err = desk.am("import", unknown, "--kind", "contacts", "--yes")
    assert (code, "a contact needs an account" in err) == (5, True)
    assert desk.dump() == before
