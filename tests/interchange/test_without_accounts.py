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
