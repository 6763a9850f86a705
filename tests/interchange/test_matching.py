"""Which record a row is about, where more than one could be meant."""

import pytest

from tests.interchange.helpers import Desk


def names(desk: Desk) -> list[tuple[str, str]]:
    return desk.rows("SELECT code, name FROM account ORDER BY id")


def test_an_account_is_found_by_code_then_domain_then_name(two_accounts: Desk) -> None:
    text = "code,name,domain\nACME,Acme Holding,other.example\n,Beta Group,www.beta.example\n"
    answer = two_accounts.imported(two_accounts.file("start.csv", text))
    assert "0 new · 2 changed" in answer.out
    assert names(two_accounts) == [("acme", "Acme Holding"), ("beta", "Beta Group")]
    answer = two_accounts.imported(two_accounts.file("start.csv", "name,tier\nBETA GROUP,key\n"))
    assert "0 new · 1 changed" in answer.out


def test_a_row_never_takes_the_record_that_another_row_names_better(two_accounts: Desk) -> None:
    text = "name,domain\nAcme Germany,acme.example\nAcme Robotics,acme.example\n"
    answer = two_accounts.imported(two_accounts.file("a.csv", text))
    assert "1 new · 0 changed · 1 unchanged" in answer.out
    assert names(two_accounts)[0] == ("acme", "Acme Robotics")
    assert "2 unchanged" in two_accounts.imported(two_accounts.file("a.csv", text)).out


def test_a_public_mail_provider_is_nobodys_domain(desk: Desk) -> None:
    desk.imported(desk.file("a.csv", "name,domain\nOne,gmail.com\n"))
    assert "1 new" in desk.imported(desk.file("b.csv", "name,domain\nTwo,gmail.com\n")).out


def test_two_rows_of_one_name_are_not_one_account(desk: Desk) -> None:
    answer = desk.am("import", desk.file("a.csv", "name\nAcme\nacme\n"))
    assert answer.code == 5
    assert "another account has this name" in answer.err


def test_codes_are_made_from_names_and_never_taken_twice(two_accounts: Desk) -> None:
    text = "name,code\nAcme!,\nAcme Robotics 2,\nAcme?,\n"
    two_accounts.imported(two_accounts.file("a.csv", text))
    assert [code for code, _ in names(two_accounts)] == [
        "acme",
        "beta",
        "acme-2",
        "acme-robotics-2",
        "acme-3",
    ]


def test_a_contact_is_found_by_mail_then_by_name_within_the_account(full: Desk) -> None:
    text = (
        "account,name,email,title\n"
        "acme,J. Orr,JANE@acme.example,CTO\n"
        "beta,Jo Voss,jo@beta.example,CEO\n"
        "beta,Jane Orr,,COO\n"
    )
    answer = full.imported(full.file("contacts.csv", text))
    assert "1 new · 2 changed" in answer.out
    assert full.rows("SELECT name, title FROM contact ORDER BY id") == [
        ("J. Orr", "CTO"),
        ("Ben Okoro", None),
        ("Jo Voss", "CEO"),
        ("Jane Orr", "COO"),
    ]


def test_two_people_of_one_name_stay_two(two_accounts: Desk) -> None:
    text = "account,name,email\nacme,John Smith,a@acme.example\nacme,John Smith,b@acme.example\n"
    two_accounts.imported(two_accounts.file("c.csv", text))
    reversed_rows = "account,name,email\nacme,John Smith,b@acme.example\nacme,John Smith,a@acme.example\n"
    assert "2 unchanged" in two_accounts.imported(two_accounts.file("c.csv", reversed_rows)).out


def test_one_person_at_two_accounts_stays_at_both(two_accounts: Desk) -> None:
    text = "account,name,email\nacme,Max,max@agency.example\nbeta,Max,max@agency.example\n"
    two_accounts.imported(two_accounts.file("c.csv", text))
    assert "2 unchanged" in two_accounts.imported(two_accounts.file("c.csv", text)).out


def test_source_ids_are_kept_in_their_own_case_and_decide_first(desk: Desk) -> None:
    text = "Id,name\n001aB,One\n001Ab,Two\n"
    desk.imported(desk.file("crm 1.csv", text))
    assert desk.rows("SELECT source, source_id, row FROM source_ref") == [
        ("crm", "001aB", 1),
        ("crm", "001Ab", 2),
    ]
    desk.imported(desk.file("crm 2.csv", "Id,name\n001Ab,Two Ltd\n001aB,One AG\n"))
    assert [name for _, name in names(desk)] == ["One AG", "Two Ltd"]


def test_a_row_may_refer_to_a_record_by_its_source_id(desk: Desk) -> None:
    accounts = desk.file("a.csv", "Id,name\n001aB,One\n001Ab,Two\n")
    people = desk.file("c.csv", "account,name,email\n001Ab,Jane,jane@x.example\n")
    desk.imported(accounts, people)
    assert desk.value("SELECT account_id FROM contact") == 2


def test_an_id_counts_within_its_source(desk: Desk) -> None:
    desk.imported(desk.file("a.csv", "Id,name\n001aB,One\n001Ab,Two\n"), "--source", "crm")
    people = desk.file("c.csv", "account,name,email\n001Ab,Jane,jane@x.example\n")
    answer = desk.am("import", people)
    assert answer.code == 5
    assert "no such account" in answer.err
    desk.imported(people, "--source", "CRM")
    assert desk.value("SELECT account_id FROM contact") == 2


def test_the_same_row_twice_is_skipped_and_two_rows_with_one_id_are_refused(desk: Desk) -> None:
    answer = desk.imported(desk.file("a.csv", "Id,name\n1,One\n1,One\n"))
    assert "1 new · 0 changed · 0 unchanged · 1 skipped" in answer.out
    answer = desk.am("import", desk.file("b.csv", "Id,name\n1,One\n1,Two\n"))
    assert answer.code == 5
    assert "line 2 has this id too" in answer.err


@pytest.mark.parametrize("text", ["ac", "Robotics", "acme robo", "1"])
def test_a_reference_in_a_file_is_whole(two_accounts: Desk, text: str) -> None:
    answer = two_accounts.am("import", two_accounts.file("c.csv", f"account,name,email\n{text},Jane,\n"))
    assert answer.code == 5
    assert "no such account" in answer.err


def test_a_contact_of_another_account_is_not_meant_by_its_name(full: Desk) -> None:
    text = "account,kind,on,summary,contacts\nbeta,call,2026-02-11,x,Jane Orr\n"
    answer = full.am("import", full.file("i.csv", text))
    assert answer.code == 5
    assert "no such contact" in answer.err


def test_an_imported_task_that_was_done_since_is_not_opened_again(full: Desk) -> None:
    text = "account,title,due_on,done_on\nacme,Prepare review,2026-03-10,\n"
    full.imported(full.file("t.csv", text))
    full.imported(full.file("d.csv", "account,title,due_on,done_on\n"))
    import sqlite3

    with sqlite3.connect(full.book) as db:
        db.execute("UPDATE task SET done_on = '2026-03-02' WHERE title = 'Prepare review'")
    db.close()
    assert "1 unchanged" in full.imported(full.file("t.csv", text)).out


def test_a_code_that_the_file_gives_to_another_row_is_not_made_up(desk: Desk) -> None:
    path = desk.file("a.csv", "name,code\nDelta,\nOther,delta\n")
    desk.imported(path)
    assert names(desk) == [("delta-2", "Delta"), ("delta", "Other")]
    assert "2 unchanged" in desk.imported(path).out


def test_one_name_under_two_ids_is_two_accounts_and_a_warning(desk: Desk) -> None:
    path = desk.file("a.csv", "Id,name\n001a,Acme\n001b,ACME\n")
    answer = desk.imported(path)
    assert "  same name under two ids, kept separate: ACME (2)\n" in answer.out
    assert [name for _, name in names(desk)] == ["Acme", "ACME (2)"]
    assert "2 unchanged" in desk.imported(path).out
