"""Two sources, one person: each takes back only what it brought, and what a person edited stays."""

import json

import pytest

from tests.interchange.helpers import Desk
from tests.interchange.test_vcards import card

ACME = "code,name,domain\nacme,Acme Robotics,acme.example\n"
CRM = (
    "account,name,title,email,phone,tags\n"
    "acme,Jane Orr,CTO,jane@acme.example;j.orr@acme.example,030 1234567,vip\n"
)
PHONE = card(
    "FN:Jane Orr",
    "ORG:Acme Robotics",
    "TITLE:Chief",
    "EMAIL:jane@acme.example",
    "EMAIL:jane@home.example",
    "TEL:+49 171 2345678",
    "CATEGORIES:friend",
    "UID:u-1",
)


@pytest.fixture
def both(desk: Desk) -> Desk:
    """A book that knows one person from two sources."""
    return desk.once(take_in)


def take_in(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", ACME))
    desk.imported(desk.file("crm.csv", CRM))
    desk.imported(desk.file("phone.vcf", PHONE))


def jane(desk: Desk, field: str) -> object:
    """A field of the one person there is."""
    [(text,)] = desk.rows(f"SELECT {field} FROM contact")
    return json.loads(text) if field in ("emails", "phones", "tags", "extra") else text


def numbers(desk: Desk) -> list[str]:
    """The numbers as they were typed."""
    found = jane(desk, "phones")
    assert isinstance(found, list)
    return [each["typed"] for each in found]


def files(desk: Desk) -> list[dict[str, object]]:
    """What the plans of both imports say, one after the other."""
    return [
        json.loads(desk.imported(desk.file(name, text), "-o", "json").out)["files"][0]
        for name, text in (("crm.csv", CRM), ("phone.vcf", PHONE))
    ]


def test_lists_hold_what_both_sources_brought_in_the_order_of_their_coming(both: Desk) -> None:
    assert jane(both, "emails") == ["jane@acme.example", "j.orr@acme.example", "jane@home.example"]
    assert numbers(both) == ["030 1234567", "+49 171 2345678"]
    assert jane(both, "tags") == ["vip", "friend"]
    assert jane(both, "title") == "CTO"


def test_for_ten_days_both_imports_in_turn_change_nothing(both: Desk) -> None:
    before = both.dump()
    for _ in range(10):
        for plan in files(both):
            assert (plan["new"], plan["changed"], plan["unchanged"]) == (0, 0, 1)
    assert both.dump() == before


def test_the_plan_says_what_was_kept_and_whose_it_is(both: Desk) -> None:
    answer = both.imported(both.file("phone.vcf", PHONE), "--dry-run")
    assert "  kept: title (from crm)" in answer.out.splitlines()
    both.am("contact", "edit", "p1", "--title", "Boss")
    answer = both.imported(both.file("crm.csv", CRM))
    assert "  kept: title (edited by you)" in answer.out.splitlines()
    crm, phone = files(both)
    assert crm["kept"] == phone["kept"] == [{"field": "title", "by": None, "count": 1}]
    assert (crm["source"], phone["source"]) == ("crm", "phone")


def test_mail_from_an_address_that_only_one_source_has_finds_the_person(both: Desk) -> None:
    both.imported(both.file("phone.vcf", PHONE))
    mail = (
        "From: Jane <j.orr@acme.example>\nTo: me@my.example\nSubject: Hi\nMessage-ID: <1@x>\n"
        "Date: Mon, 23 Feb 2026 10:00:00 +0000\n\nHello\n"
    )
    (both.folder / "me.toml").write_text("")
    both.am("config", "set", "me.emails", "me@my.example")
    assert "1 new" in both.imported(both.file("a.eml", mail)).out


def test_a_source_takes_back_what_it_alone_brought(both: Desk) -> None:
    shorter = CRM.replace("jane@acme.example;j.orr@acme.example", "new@acme.example")
    both.imported(both.file("crm.csv", shorter))
    assert jane(both, "emails") == ["jane@acme.example", "jane@home.example", "new@acme.example"]


def test_a_value_goes_when_the_last_source_that_brought_it_drops_it(both: Desk) -> None:
    both.imported(both.file("crm.csv", CRM.replace("jane@acme.example;", "")))
    assert "jane@acme.example" in jane(both, "emails")
    both.imported(
        both.file(
            "phone.vcf",
            PHONE.replace("EMAIL:jane@acme.example\r\n", "").replace("EMAIL:jane@acme.example\n", ""),
        )
    )
    assert jane(both, "emails") == ["j.orr@acme.example", "jane@home.example"]


def test_only_the_first_bringer_changes_a_single_value_unless_another_may_win(both: Desk) -> None:
    both.imported(both.file("crm.csv", CRM.replace("CTO", "CIO")))
    assert jane(both, "title") == "CIO"
    both.imported(both.file("phone.vcf", PHONE))
    assert jane(both, "title") == "CIO"
    both.imported(both.file("phone.vcf", PHONE), "--source-wins")
    assert jane(both, "title") == "Chief"
    both.imported(both.file("crm.csv", CRM))
    assert jane(both, "title") == "Chief"


@pytest.mark.parametrize("title", ["Boss", ""])
def test_what_a_person_set_or_emptied_stays(both: Desk, title: str) -> None:
    assert both.am("contact", "edit", "p1", "--title", title).code == 0
    for options in ((), ("--source-wins",), ("--clear-empty",)):
        both.imported(both.file("crm.csv", CRM.replace("CTO", "CIO")), *options)
        both.imported(both.file("phone.vcf", PHONE), *options)
    assert jane(both, "title") == (title or None)


def test_what_a_person_took_out_of_a_list_stays_out_until_they_add_it(both: Desk) -> None:
    both.am("contact", "edit", "p1", "--email", "jane@acme.example", "--email", "jane@home.example")
    both.am("contact", "edit", "p1", "--phone", "030 1234567")
    for plan in files(both):
        assert plan["changed"] == 0
    assert jane(both, "emails") == ["jane@acme.example", "jane@home.example"]
    assert numbers(both) == ["030 1234567"]
    both.am("contact", "edit", "p1", "--email", "jane@acme.example", "--email", "j.orr@acme.example")
    files(both)
    assert jane(both, "emails") == ["jane@acme.example", "j.orr@acme.example"]


def test_what_a_person_added_no_source_takes_out(both: Desk) -> None:
    both.am("contact", "edit", "p1", "--tag", "vip", "--tag", "friend", "--tag", "mine")
    both.imported(both.file("crm.csv", CRM.replace("vip", "other")))
    both.imported(both.file("phone.vcf", PHONE.replace("friend", "pal")))
    assert jane(both, "tags") == ["mine", "other", "pal"]


def test_clear_erases_only_what_the_source_brought(both: Desk) -> None:
    empty = CRM.replace("CTO", "").replace("030 1234567", "").replace("vip", "")
    both.imported(both.file("crm.csv", empty))
    assert (jane(both, "title"), len(numbers(both))) == ("CTO", 2)
    both.imported(both.file("crm.csv", empty), "--clear-empty")
    assert (jane(both, "title"), numbers(both), jane(both, "tags")) == (None, ["+49 171 2345678"], ["friend"])
    both.imported(both.file("phone.vcf", PHONE))
    both.imported(both.file("crm.csv", empty), "--clear-empty")
    assert jane(both, "title") == "Chief"


def test_an_undone_import_takes_its_sources_back_and_redo_brings_them(both: Desk) -> None:
    before = both.dump("txn", "journal")
    both.imported(both.file("crm.csv", CRM.replace("j.orr", "orr").replace("CTO", "CIO")))
    after = both.dump("txn", "journal")
    assert both.am("undo").code == 0
    assert both.dump("txn", "journal") == before
    assert both.am("redo").code == 0
    assert both.dump("txn", "journal") == after
    both.am("contact", "edit", "p1", "--title", "Boss")
    assert both.am("undo").code == 0
    both.imported(both.file("crm.csv", CRM.replace("j.orr", "orr").replace("CTO", "CDO")))
    assert jane(both, "title") == "CDO"


def test_an_import_that_only_learns_whose_values_are_is_no_step_of_a_plain_undo(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", ACME))
    desk.imported(desk.file("crm.csv", CRM))
    desk.imported(desk.file("copy.csv", CRM))
    assert desk.am("undo").code == 0
    assert desk.rows("SELECT count(*) FROM contact") == [(0,)]


def test_a_company_is_found_by_the_name_that_its_source_has_for_it(both: Desk) -> None:
    other = "name,domain\nAcme International,acme.example\n"
    people = "account,name,email\nAcme International,Ben,ben@acme.example\n"
    for _ in range(2):
        both.imported(both.file("other.csv", other), both.file("people.csv", people))
        both.imported(both.file("accounts.csv", ACME))
    assert both.rows("SELECT name FROM account") == [("Acme Robotics",)]
    assert both.am("import", both.file("strangers.csv", people)).code == 5


def test_a_company_and_a_person_that_were_renamed_by_hand_are_found_again(desk: Desk) -> None:
    sheet = "Company,Contact,ARR,Renewal date\nAcme Robotics,Jane Orr,1200 EUR,2026-12-31\n"
    desk.imported(desk.file("customers.csv", sheet))
    assert desk.am("account", "edit", "acme", "--name", "Acme Robots").code == 0
    assert desk.am("contact", "edit", "p1", "--name", "Jane Voss").code == 0
    before = desk.dump()
    answer = desk.imported(desk.file("customers.csv", sheet))
    assert "kept: name (edited by you)" in answer.out
    assert desk.dump() == before
    desk.imported(desk.file("other.csv", "name\nAcme Robotics\n"))
    assert desk.rows("SELECT name FROM account") == [("Acme Robots",), ("Acme Robotics",)]


def test_merged_people_keep_who_their_values_are_from(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", ACME))
    desk.imported(desk.file("crm.csv", CRM.replace("CTO", "")))
    desk.imported(
        desk.file(
            "phone.vcf", PHONE.replace("Jane Orr", "Janet O").replace("jane@acme.example", "x@home.example")
        )
    )
    assert desk.am("contact", "merge", "p1", "p2", "--yes").code == 0
    assert jane(desk, "title") == "Chief"
    desk.imported(
        desk.file("phone.vcf", PHONE.replace("jane@home.example", "y@home.example").replace("Chief", "Chair"))
    )
    assert jane(desk, "title") == "Chair"
    assert jane(desk, "emails") == ["jane@acme.example", "j.orr@acme.example", "y@home.example"]
    desk.imported(desk.file("crm.csv", CRM))
    assert jane(desk, "title") == "Chair"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("contacts-2026-03 (1).csv", "contacts"),
        ("2026-03-02 Contacts.csv", "contacts"),
        ("people[2].csv", "people"),
        ("my people 2.csv", "my people"),
        ("2026.csv", "2026.csv"),
    ],
)
def test_a_plain_file_is_the_source_that_its_name_says(desk: Desk, name: str, source: str) -> None:
    plan = json.loads(desk.imported(desk.file(name, ACME), "-o", "json").out)["files"][0]
    assert plan["source"] == source


@pytest.mark.parametrize(
    ("written_by", "source"),
    [
        ("-//Some Maker//Address Book 12.1//EN", "address book"),
        ("-//Some Maker//Phone OS 17.4.1//EN", "phone os"),
        ("cards 0.9.14-fork", "cards"),
        ("-//3.1//4//EN", "4"),
    ],
)
def test_cards_are_from_the_program_that_wrote_them(both: Desk, written_by: str, source: str) -> None:
    text = card(f"PRODID:{written_by}", "FN:Ben", "EMAIL:ben@acme.example")
    plan = json.loads(both.imported(both.file("cards.vcf", text), "-o", "json").out)["files"][0]
    assert plan["source"] == source
    plan = json.loads(both.imported(both.file("cards.vcf", text), "--source", "My Phone", "-o", "json").out)
    assert plan["files"][0]["source"] == "my phone"
