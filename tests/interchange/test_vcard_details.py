"""Cards to the letter: notes that nobody folded, the parts of a name both ways, extensions, companies."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.propertylines import name_parts
from tests.interchange.helpers import Desk
from tests.interchange.test_vcards import card, person
from tests.profiles import crossed, examples

ACME = "ORG:Acme Robotics"


def exported(desk: Desk, version: str, begins: str) -> list[str]:
    """The lines of an export that begin so."""
    lines = desk.am("export", "vcard", "--version", version).out.replace("\n ", "").splitlines()
    return [line for line in lines if line.startswith(begins)]


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_lines_of_a_note_that_are_not_folded_are_kept(tmp_path: Path, version: str) -> None:
    lines = ["NOTE:Likes short calls", "never on Mondays", "Tel. office: ask Ben", "Follow-up: Friday", "",
             "http://x.example/a:b", "TITLE:Buyer", "X-ETAG:1", "no property"]  # fmt: skip
    found = person(tmp_path, card("FN:Jane", *lines, version=version))
    assert found.notes == (
        "Likes short calls\nnever on Mondays\nTel. office: ask Ben\nFollow-up: Friday\nhttp://x.example/a:b"
    )
    assert (found.title, found.other) == ("Buyer", {"X-ETAG": "1"})


def test_a_note_in_an_old_charset_goes_on_in_it_and_one_that_is_folded_stays(tmp_path: Path) -> None:
    raw = card("FN:Jane", "NOTE;CHARSET=iso-8859-2:Iksiński", "Łódź", version="2.1").encode("iso-8859-2")
    assert person(tmp_path, raw).notes == "Iksiński\nŁódź"
    assert person(tmp_path, card("FN:Jane", "NOTE:One", "  two\\nthree", "more\\; four")).notes == (
        "One two\nthree\nmore; four"
    )
    assert person(tmp_path, card("FN:Jane", "TITLE:Buyer", "Nobody:knows")).other == {"NOBODY": "knows"}


NAMES = {
    "N:Orr;Jane;;;": ("Orr;Jane", "N:Orr;Jane;;;"),
    "N:Orr;Jane;Ann,Mary;Dr.;MBA": ("Orr;Jane;Ann,Mary;Dr.;MBA", "N:Orr;Jane;Ann,Mary;Dr.;MBA"),
    "N:Orr\\, Lee;Jane\\;J;;;": ("Orr\\, Lee;Jane\\;J", "N:Orr\\, Lee;Jane\\;J;;;"),
    "N:Orr": ("Orr", "N:Orr;;;;"),
    "N:;Jane Orr;;;": (None, "N:;Jane Orr;;;"),
    "N:;;;;": (None, "N:;Jane Orr;;;"),
    "TITLE:Buyer": (None, "N:;Jane Orr;;;"),
}


# Enough by day: each line in one of the versions, in turn; the parts of a name are written alike in both.
@pytest.mark.parametrize(("line", "version"), crossed(tuple(NAMES), ("3.0", "4.0")))
def test_the_parts_of_a_name_come_in_and_go_out(two_accounts: Desk, line: str, version: str) -> None:
    kept, out = NAMES[line]
    name = two_accounts.file("people.vcf", card("FN:Jane Orr", line, ACME))
    two_accounts.imported(name)
    extra = json.loads(two_accounts.value("SELECT extra FROM contact"))
    assert extra.get("name_parts") == kept
    assert exported(two_accounts, version, "N:") == [out]
    assert "0 new · 0 changed · 1 unchanged" in two_accounts.imported(name).out
    again = two_accounts.file("again.vcf", two_accounts.am("export", "vcard", "--version", version).out)
    assert "0 new · 0 changed · 1 unchanged" in two_accounts.imported(again).out


def test_a_comma_of_version_2_1_parts_no_name_and_a_new_name_has_no_old_parts(two_accounts: Desk) -> None:
    text = card("FN:Jane Orr", "N:Orr, von;Jane", ACME, version="2.1")
    two_accounts.imported(two_accounts.file("people.vcf", text))
    two_accounts.am("contact", "edit", "jane", "--name", "Jane Orr, von Hof")
    assert exported(two_accounts, "4.0", "N:") == ["N:Orr\\, von;Jane;;;"]
    two_accounts.am("contact", "edit", "jane", "--name", "Jane Voss")
    assert exported(two_accounts, "4.0", "N:") == ["N:;Jane Voss;;;"]


@settings(max_examples=examples(60))
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=8).map(";".join))
def test_the_parts_of_any_name_stay_as_they_are_once_they_are_read(text: str) -> None:
    once = ";".join(name_parts(text))
    assert ";".join(name_parts(once)) == once
    assert once.isprintable() or not any(char in once for char in "\r\n\0")


@pytest.mark.parametrize("typed", ["tel:+49-30-901820;ext=12", "+49 30 901820 x12", "+49 30 901820 ext. 12"])
def test_a_number_with_an_extension_is_one_number_both_ways(two_accounts: Desk, typed: str) -> None:
    value = typed.replace(";", "\\;") if typed[0] == "+" else typed
    name = two_accounts.file("people.vcf", card("FN:Jane", ACME, f"TEL;VALUE=uri:{value}", version="4.0"))
    two_accounts.imported(name)
    [phone] = json.loads(two_accounts.value("SELECT phones FROM contact"))
    assert phone["e164"] == "+4930901820"
    assert exported(two_accounts, "4.0", "TEL") == ['TEL;TYPE="work,voice";PREF=1:+4930901820 ext. 12']
    again = two_accounts.file("again.vcf", two_accounts.am("export", "vcard").out)
    assert "0 new · 0 changed · 1 unchanged" in two_accounts.imported(again).out
    assert json.loads(two_accounts.value("SELECT phones FROM contact")) == [phone]


COMPANIES = {
    "Apple's": ("FN:Gamma Glass", "N:;;;;", "ORG:Gamma Glass;", "X-ABShowAs:COMPANY"),
    "Apple's with an empty name": ("FN:", "N:;;;;", "ORG:Gamma Glass;", "X-ABShowAs:COMPANY"),
    "Apple's without a company": ("FN:Gamma Glass", "N:;;;;", "X-ABShowAs:COMPANY"),
    "a person's name in a company's card": ("FN:Jo", "N:Voss;Jo;;;", "ORG:Gamma Glass", "X-ABShowAs:COMPANY"),
    "an organisation of version 4.0": ("FN:Gamma Glass", "KIND:org"),
}


@pytest.mark.parametrize("case", COMPANIES)
def test_a_companys_card_makes_the_account_where_accounts_are_made(two_accounts: Desk, case: str) -> None:
    company = card(*COMPANIES[case], "EMAIL:info@gamma.example")
    name = two_accounts.file("people.vcf", company + card("FN:Ana Bell", "ORG:Gamma Glass") + company)
    out = two_accounts.imported(name).out
    assert "  2 skipped: companies, no people\n" in out
    assert "  not in the book: Gamma Glass (--create-accounts adds it)\n" in out
    out = two_accounts.imported(name, "--create-accounts").out
    assert out.splitlines()[1:3] == ["1 new · 0 changed · 0 unchanged", "  1 account added: Gamma Glass"]
    made = "SELECT a.name, a.added_on, c.name FROM account a JOIN contact c ON c.account_id = a.id"
    assert two_accounts.rows(made) == [("Gamma Glass", "2026-03-02", "Ana Bell")]
    before = two_accounts.dump()
    again = two_accounts.imported(name, "--create-accounts").out
    assert "0 new · 0 changed · 1 unchanged · 2 skipped" in again
    assert two_accounts.dump() == before
    assert two_accounts.am("undo").code == 0
    assert two_accounts.rows(made) == []


def test_a_companys_name_that_no_account_can_have_is_reported(two_accounts: Desk) -> None:
    text = card(f"ORG:{'x' * 201}", "X-ABShowAs:COMPANY") + card("FN:", "X-ABShowAs:COMPANY")
    out = two_accounts.imported(two_accounts.file("people.vcf", text), "--create-accounts").out
    assert "  1 skipped: cards without a name\n" in out
    assert "  line 1: company: 201 characters, at most 200 allowed\n" in out


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Cs"]), max_size=30))
)
def test_no_line_after_a_note_is_lost_or_brings_the_card_down(tmp_path: Path, lines: list[str]) -> None:
    texts = [f"line {line.strip()}" for line in lines]
    found = person(tmp_path, card("FN:Jane", "NOTE:Note", *texts, "TITLE:Buyer"))
    assert found.title == "Buyer"
    assert len(found.notes.split("\n")) >= len(lines) + 1
