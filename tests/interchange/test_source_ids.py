"""An id counts within its source, and never turns one company into another."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from amcli.storage import schema
from amcli.storage.connection import connect, prepare
from tests.interchange.helpers import ACCOUNTS, CONTRACTS, PRODUCTS, Desk
from tests.interchange.test_vcards import card
from tests.support import migrations_until

ALPHA = "id,name,domain\n1,Alpha GmbH,alpha.example\n"
BETA = "id,name,domain\n1,Beta Ltd,beta.example\n"


def names(desk: Desk) -> list[str]:
    return [name for (name,) in desk.rows("SELECT name FROM account ORDER BY id")]


def test_another_file_with_the_same_ids_makes_other_records(desk: Desk) -> None:
    desk.imported(desk.file("alpha.csv", ALPHA))
    desk.imported(desk.file("beta.csv", BETA))
    assert names(desk) == ["Alpha GmbH", "Beta Ltd"]


def test_an_id_of_quite_another_company_is_refused_in_a_pipe(desk: Desk) -> None:
    desk.imported(desk.file("customers.csv", ALPHA))
    before = desk.dump()
    answer = desk.am("import", desk.file("customers (2).csv", BETA), "--yes")
    assert answer.code == 5
    assert '"1"' not in answer.out
    assert "1 is Alpha GmbH in your book and Beta Ltd in this file" in answer.err
    assert "--source NAME" in answer.err
    assert desk.dump() == before
    desk.imported(desk.file("customers (2).csv", BETA), "--source", "other shop")
    assert names(desk) == ["Alpha GmbH", "Beta Ltd"]


@pytest.mark.parametrize(
    ("answered", "found"), [("y\n", ["Beta Ltd"]), ("n\n", ["Alpha GmbH"]), ("\n", ["Alpha GmbH"])]
)
def test_a_person_is_asked_whether_it_is_the_same(desk: Desk, answered: str, found: list[str]) -> None:
    desk.imported(desk.file("customers.csv", ALPHA))
    answer = desk.am("import", desk.file("customers.csv", BETA), stdin=answered, terminal=True)
    assert "Is it the same one, under another name?" in answer.err
    assert answer.code == (0 if found == ["Beta Ltd"] else 5)
    assert names(desk) == found


@pytest.mark.parametrize(
    "row", ["1,Alpha AG,", "1,Alfa Gmbh,alpha.example", "1,Zeta Works,alpha.example", "1,,other.example"]
)
def test_a_company_that_changed_its_name_or_its_domain_is_the_same(desk: Desk, row: str) -> None:
    desk.imported(desk.file("customers.csv", ALPHA))
    desk.imported(desk.file("customers.csv", f"id,name,domain\n{row}\n"))
    assert len(names(desk)) == 1


def unchanged(desk: Desk, path: str) -> str:
    """What an import prints that changes nothing in the book."""
    before = desk.dump()
    answer = desk.imported(path)
    assert desk.dump() == before
    return answer.out


def test_a_company_that_another_source_named_first_is_still_the_one_of_its_id(
    desk: Desk,
) -> None:
    desk.imported(desk.file("book.csv", "code,name\nacme,Acme Robotics\n"))
    path = desk.file("crm.csv", "id,code,name\nA,acme,Zeta Works\na,,Acme Robotics\n")
    desk.imported(path)
    assert "kept: name (from book)" in unchanged(desk, path)
    desk.imported(desk.file("crm.csv", "id,name\nA,Zeta Works GmbH\n"))
    answer = desk.am("import", desk.file("crm.csv", "id,name\nA,Beta Foods\n"))
    assert answer.code == 5
    assert "A is Acme Robotics in your book and Beta Foods in this file" in answer.err


@pytest.mark.parametrize("row", ["1,Alpha GmbH,", "1,Alpha GmbH,alpha.example", "1,Alpha AG,"])
def test_a_company_that_was_renamed_by_hand_is_still_the_one_of_its_id(desk: Desk, row: str) -> None:
    desk.imported(desk.file("customers.csv", ALPHA))
    assert desk.am("account", "edit", "alpha", "--name", "Zeta Works", "--domain", "zeta.example").code == 0
    path = desk.file("customers.csv", f"id,name,domain\n{row}\n")
    desk.imported(path)
    assert "kept: name (edited by you)" in unchanged(desk, path)
    assert names(desk) == ["Zeta Works"]
    assert desk.am("import", desk.file("customers (2).csv", BETA)).code == 5


def test_a_person_who_was_renamed_by_hand_is_still_the_one_of_their_id(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", "code,name\nacme,Acme\n"))
    path = desk.file("people.csv", "id,account,name\n7,acme,Jane Orr\n")
    desk.imported(path)
    assert desk.am("contact", "edit", "p1", "--name", "Kim Lund").code == 0
    assert "kept: name (edited by you)" in unchanged(desk, path)
    assert desk.am("import", desk.file("people.csv", "id,account,name\n7,acme,Lars Holm\n")).code == 5


def test_the_reference_of_a_contract_holds_beside_the_id_too(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", "code,name\nacme,Acme\nbeta,Beta\n"))
    start = "id,account,reference,starts_on,ends_on\n"
    desk.imported(desk.file("deals.csv", f"{start}9,acme,K-1,2026-01-01,2026-12-31\n"))
    path = desk.file("erp.csv", f"{start}A,beta,k-1,2026-02-01,2026-12-31\n")
    desk.imported(path)
    assert "account (from deals)" in unchanged(desk, path)
    other = desk.file("erp.csv", f"{start}A,beta,K-2,2026-02-01,2026-12-31\n")
    assert desk.am("import", other).code == 5


def test_a_row_that_is_set_aside_for_its_parent_leaves_no_id(desk: Desk) -> None:
    desk.imported(desk.file("book.csv", "code,name\nacme,Acme Robotics\n"))
    path = desk.file("crm.csv", "id,code,name,parent\na,acme,Delta,acme\n")
    before = desk.dump("txn", "journal")
    for _ in range(2):
        assert "1 bad" in desk.imported(path, "--skip-bad").out
        assert desk.dump("txn", "journal") == before
    # An id that the record had before stays with it.
    desk.imported(desk.file("crm.csv", "id,code,name\na,acme,Acme Robotics\n"))
    before = desk.dump("txn", "journal")
    desk.imported(desk.file("crm.csv", "id,code,name,parent\na,acme,Acme Robotic,acme\n"), "--skip-bad")
    assert desk.dump("txn", "journal") == before


def test_an_id_of_quite_another_person_or_contract_is_refused(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", "code,name\nacme,Acme\nbeta,Beta\n"))
    desk.imported(desk.file("people.csv", "id,account,name,email\n7,acme,Jane Orr,jane@acme.example\n"))
    desk.imported(desk.file("deals.csv", "id,account,starts_on,ends_on\n9,acme,2026-01-01,2026-12-31\n"))
    for name, text in (
        ("people.csv", "id,account,name,email\n7,beta,Lars Holm,lars@beta.example\n"),
        ("deals.csv", "id,account,starts_on,ends_on\n9,beta,2026-03-01,2027-02-28\n"),
    ):
        assert desk.am("import", desk.file(name, text)).code == 5
    desk.imported(desk.file("people.csv", "id,account,name,email\n7,beta,J. Orr,jane@acme.example\n"))
    assert desk.rows("SELECT name, account_id FROM contact") == [("J. Orr", 2)]


def test_an_id_is_not_kept_for_a_contract_that_the_row_cannot_be(desk: Desk) -> None:
    # The reference leads to the newest contract of its renewals, whose account another source says.
    texts = {"a.csv": ACCOUNTS, "p.csv": PRODUCTS, "k.csv": CONTRACTS}
    desk.imported(*(desk.file(name, text) for name, text in texts.items()))
    file = desk.file("contracts.csv", "account,ends_on,reference,id\nBeta Foods,2024-04-05,K-1,1\n")
    for _ in range(2):
        assert "1 unchanged" in desk.imported(file, "--kind", "contracts").out
    assert desk.rows("SELECT * FROM source_ref") == []


@pytest.fixture
def older(desk: Desk) -> Desk:
    """A book of the version before, in which every table was `csv` and every card `vcard`."""
    migrations = migrations_until(5, desk.folder / "migrations")
    desk.book.parent.mkdir()
    desk.book.touch()
    db = connect(desk.book)
    prepare(db)
    schema.upgrade(db, migrations, 5)
    fill(db)
    db.close()
    shutil.rmtree(Path(migrations))
    return desk


def fill(db: sqlite3.Connection) -> None:
    """Alpha with one person, as an import brought them then."""
    now = "2026-01-01T00:00:00.000Z"
    db.execute(
        "INSERT INTO account"
        "(id, created_at, updated_at, code, code_folded, name, name_folded, added_on, domain) "
        "VALUES (1, ?, ?, 'alpha', 'alpha', 'Alpha GmbH', 'alpha gmbh', '2026-01-01', 'alpha.example')",
        (now, now),
    )
    db.execute(
        "INSERT INTO contact(id, created_at, updated_at, account_id, name, title, emails) "
        """VALUES (1, ?, ?, 1, 'Jane Orr', 'CTO', '["jane@alpha.example", "old@alpha.example"]')""",
        (now, now),
    )
    db.executemany(
        'INSERT INTO source_ref(kind, "row", source, source_id) VALUES (?, 1, ?, ?)',
        [("account", "csv", "1"), ("contact", "vcard", "u-1")],
    )


def test_ids_of_an_older_book_pass_to_the_first_source_that_fits(older: Desk) -> None:
    older.imported(older.file("beta.csv", BETA))
    assert names(older) == ["Alpha GmbH", "Beta Ltd"]
    older.imported(older.file("customers.csv", ALPHA.replace("GmbH", "AG")))
    assert names(older) == ["Alpha AG", "Beta Ltd"]
    assert older.rows(
        'SELECT source, source_id, "row" FROM source_ref WHERE kind = \'account\' ORDER BY "row"'
    ) == [
        ("customers", "1", 1),
        ("beta", "1", 2),
    ]


def test_cards_find_the_people_whom_they_brought_into_an_older_book(older: Desk) -> None:
    older.imported(older.file("phone.vcf", card("FN:Jane Orr-Voss", "EMAIL:j@alpha.example", "UID:u-1")))
    [row] = older.rows("SELECT name, emails FROM contact")
    assert row == ("Jane Orr-Voss", '["jane@alpha.example", "old@alpha.example", "j@alpha.example"]')
    assert older.value("SELECT source FROM source_ref WHERE kind = 'contact'") == "phone"


def test_what_an_older_book_held_is_replaced_or_taken_on_but_never_taken_out_of_a_list(older: Desk) -> None:
    first = "account,name,title,email\nalpha,Jane Orr,CEO,jane@alpha.example\n"
    older.imported(older.file("crm.csv", first))
    assert older.rows("SELECT title, emails FROM contact") == [
        ("CEO", '["jane@alpha.example", "old@alpha.example"]')
    ]
    older.imported(older.file("crm.csv", first.replace(",jane@alpha", ",j@alpha")))
    assert older.value("SELECT emails FROM contact") == '["old@alpha.example", "j@alpha.example"]'
    older.imported(older.file("other.csv", first.replace("CEO", "CFO")))
    assert older.value("SELECT title FROM contact") == "CEO"


CRM = ("--source", "crm")
FIRMS = (
    "id,code,name,domain,owner,tags,parent\n1,alpha,Alpha GmbH,alpha.example,Ann,a;b,\n"
    "2,zeta,Zeta Works,zeta.example,Bo,b;c,\n3,under,Under Ltd,under.example,,,2\n"
)
STAFF = (
    "id,account,name,email,title,primary,do_not_mail\nc1,Zeta Works,Jane Orr,jane@zeta.example,Head,no,no\n"
    "c2,zeta,Jane Orr,orr@zeta.example,Chief,yes,yes\nc3,2,Bo Li,,,,\n"
)


@pytest.mark.parametrize("accounts", [("alpha", "zeta"), ("zeta", "alpha")])
@pytest.mark.parametrize("contacts", [("p1", "p2"), ("p2", "p1")])
def test_the_same_files_change_nothing_of_what_was_made_of_two_of_their_records(
    desk: Desk, accounts: tuple[str, str], contacts: tuple[str, str]
) -> None:
    firms, staff = desk.file("firms.csv", FIRMS), desk.file("staff.csv", STAFF)
    desk.imported(firms, *CRM)
    desk.imported(staff, *CRM)
    assert desk.am("account", "merge", *accounts, "--yes").code == 0
    assert desk.am("contact", "merge", *contacts, "--yes").code == 0
    before = desk.dump("txn", "journal")
    for path in (firms, staff, firms, staff):
        assert "0 new · 0 changed · 3 unchanged" in desk.imported(path, *CRM).out
    assert desk.dump("txn", "journal") == before
    assert desk.rows("SELECT id FROM contact WHERE name = 'Jane Orr'") == [(int(contacts[0][1]),)]


def test_what_the_source_says_anew_of_either_row_is_taken_the_first_before_the_second(desk: Desk) -> None:
    staff = desk.file("staff.csv", STAFF)
    desk.imported(desk.file("firms.csv", FIRMS), staff, *CRM)
    desk.am("contact", "merge", "p2", "p1", "--yes")
    title = "SELECT title FROM contact WHERE id = 2"
    desk.imported(desk.file("staff.csv", STAFF.replace("Head", "Boss").replace("orr@", "j.orr@")), *CRM)
    assert desk.value(title) == "Chief"
    assert (
        desk.value("SELECT emails FROM contact WHERE id = 2") == '["j.orr@zeta.example", "jane@zeta.example"]'
    )
    desk.imported(desk.file("staff.csv", STAFF.replace("Chief", "")), *CRM)
    assert desk.value(title) == "Head"
    lines = STAFF.splitlines(keepends=True)
    desk.imported(desk.file("staff.csv", lines[0] + lines[1].replace("Head", "Boss")), *CRM)
    assert desk.value(title) == "Boss"


def test_a_row_that_is_bad_leaves_its_record_to_no_other_id(desk: Desk) -> None:
    desk.imported(desk.file("firms.csv", FIRMS), *CRM)
    desk.am("account", "merge", "alpha", "zeta", "--yes")
    before = desk.dump("txn", "journal")
    path = desk.file("firms.csv", FIRMS.replace("Ann,a;b,", "Ann,a;b,Nowhere"))
    assert "0 new · 0 changed · 2 unchanged · 1 bad" in desk.imported(path, "--skip-bad", *CRM).out
    assert desk.dump("txn", "journal") == before


def test_an_id_of_what_was_merged_may_not_become_quite_another_company_either(desk: Desk) -> None:
    desk.imported(desk.file("firms.csv", FIRMS), *CRM)
    desk.am("account", "merge", "alpha", "zeta", "--yes")
    other = desk.file("firms.csv", FIRMS.replace("Zeta Works,zeta", "Omega AG,omega"))
    answer = desk.am("import", other, "--yes", *CRM)
    assert answer.code == 5
    assert "2 is Alpha GmbH in your book and Omega AG in this file" in answer.err
