"""Telephone numbers in cells: an extension stays with its number, and the line of it is in E.164."""

import json

from tests.interchange.helpers import Desk

ACCOUNTS = "code,name\nacme,Acme Robotics\n"


def numbers(desk: Desk, name: str) -> list[tuple[str, str | None]]:
    """The numbers of a person, as typed and in E.164."""
    found = json.loads(desk.value(f"SELECT phones FROM contact WHERE name = '{name}'"))
    return [(each["typed"], each["e164"]) for each in found]


def test_an_extension_stays_with_its_number_and_another_way_of_writing_it_changes_nothing(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", ACCOUNTS))
    people = 'account,name,phone\nacme,Jane Orr,"{};  +44 20 7946 0777"\nacme,Ben Okoro,+44 20 7946 0018x13\n'
    for place, form in enumerate(("+44 20 7946 0018;ext=12", "+442079460018;ext=12", "+44 20 7946 0018 x12")):
        answer = desk.imported(desk.file("people.csv", people.format(form)))
        assert ("2 new" if place == 0 else "0 new · 0 changed · 2 unchanged") in answer.out
    assert numbers(desk, "Jane Orr") == [
        ("+44 20 7946 0018 ext. 12", "+442079460018"),
        ("+44 20 7946 0777", "+442079460777"),
    ]
    assert numbers(desk, "Ben Okoro") == [("+44 20 7946 0018x13", "+442079460018")]


def test_another_extension_of_the_same_line_is_another_number(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", ACCOUNTS))
    for form in ("+44 20 7946 0018;ext=12", "+44 20 7946 0018;ext=14"):
        desk.imported(desk.file("people.csv", f"account,name,phone\nacme,Jane Orr,{form}\n"))
    assert numbers(desk, "Jane Orr") == [("+44 20 7946 0018 ext. 14", "+442079460018")]


def test_a_call_on_the_line_of_an_extension_is_one_with_whoever_has_it(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", ACCOUNTS))
    desk.imported(desk.file("people.csv", "account,name,phone\nacme,Jane Orr,+44 20 7946 0018;ext=12\n"))
    log = "date,time,direction,number,duration\n2026-02-27,10:00,in,+442079460018,00:05:00\n"
    assert "1 new" in desk.imported(desk.file("calls.csv", log), "--kind", "calls").out
    query = (
        'SELECT c.name, i.kind, i."on" FROM interaction i'
        " JOIN interaction_contact p ON p.interaction_id = i.id JOIN contact c ON c.id = p.contact_id"
    )
    assert desk.rows(query) == [("Jane Orr", "call", "2026-02-27")]
