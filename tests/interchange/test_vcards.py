"""Cards into contacts: the forms that address books write, and what is not taken in."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.cards.card import Card, read_cards
from amcli.interchange.cards.person import Person, person_of
from amcli.interchange.out.cards import cards_text
from amcli.interchange.propertylines import fit
from amcli.rules.facts import Card as OutCard
from amcli.rules.facts import Stamp
from amcli.vocabulary import VCARD_VERSIONS
from tests.interchange.helpers import Desk
from tests.profiles import examples


def card(*lines: str, version: str = "3.0", ends: str = "\r\n") -> str:
    return ends.join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read(folder: Path, text: str | bytes, charset: str | None = None) -> list[Card]:
    path = folder / "people.vcf"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_cards(path, charset))


def person(folder: Path, text: str | bytes, charset: str | None = None) -> Person:
    [found] = read(folder, text, charset)
    assert not found.fault
    said = person_of(found)
    assert isinstance(said, Person)
    return said


JANE = card("FN:Jane Orr", "N:Orr;Jane;;;", "ORG:Acme Robotics;Sales", "EMAIL;TYPE=WORK:jane@acme.example")


def test_a_card_becomes_a_contact_of_the_company_it_names(two_accounts: Desk) -> None:
    text = card(
        "FN:Jane Orr",
        "ORG:acme robotics;Sales;North",
        "TITLE:Head of Sales",
        "EMAIL;TYPE=HOME:jane@home.example",
        "EMAIL;TYPE=WORK,PREF:jane@acme.example",
        "TEL;TYPE=CELL:+49 171 2345678",
        "TEL;TYPE=WORK,FAX:+49 30 99",
        "ADR;TYPE=WORK:;;Main Street 1;Berlin;;10115;Germany",
        "BDAY:19800322",
        "URL:https\\://acme.example",
        "NOTE:Likes short calls\\; never on Mondays\\nCalls back",
        "CATEGORIES:vip,steering group",
        "X-ETAG:abc",
        "UID:u-1",
    )
    answer = two_accounts.imported(two_accounts.file("people.vcf", text))
    assert answer.out.splitlines()[:3] == [
        "people.vcf: contacts, vCard 3.0",
        "1 new · 0 changed · 0 unchanged",
        "  ignored: X-ETAG (--keep-extra keeps it)",
    ]
    [row] = two_accounts.rows("SELECT account_id, name, title, emails, notes, tags, extra FROM contact")
    assert row == (
        1,
        "Jane Orr",
        "Head of Sales",
        '["jane@acme.example", "jane@home.example"]',
        "Likes short calls; never on Mondays\nCalls back",
        '["vip", "steering group"]',
        '{"birthday": "1980-03-22", "department": "Sales, North", "fax": "+49 30 99", '
        '"url": "https://acme.example", "work_address": "Main Street 1, Berlin, 10115, Germany"}',
    )
    assert two_accounts.rows("SELECT kind, source, source_id FROM source_ref") == [
        ("contact", "people", "u-1")
    ]


def test_a_street_with_a_semicolon_moves_no_town(two_accounts: Desk) -> None:
    address = "ADR;TYPE=WORK:;;Main Street 1\\; Yard\\, left;Berlin;;10115;Germany"
    text = card("FN:Jane Orr", "ORG:Acme Robotics", address)
    two_accounts.imported(two_accounts.file("people.vcf", text))
    [(extra,)] = two_accounts.rows("SELECT extra FROM contact")
    assert extra == '{"work_address": "Main Street 1; Yard, left, Berlin, 10115, Germany"}'


def test_the_same_file_again_changes_nothing(two_accounts: Desk) -> None:
    name = two_accounts.file("people.vcf", JANE + card("FN:Jo Voss", "ORG:Beta Foods", "TEL:0123"))
    two_accounts.imported(name)
    before = two_accounts.dump()
    assert "0 new · 0 changed · 2 unchanged" in two_accounts.imported(name).out
    assert two_accounts.dump() == before


def test_without_a_company_the_domain_of_the_address_says_the_account(two_accounts: Desk) -> None:
    text = card("FN:Jane", "EMAIL:jane@ACME.example") + card("FN:Ben", "EMAIL:ben@gmail.com")
    answer = two_accounts.imported(two_accounts.file("people.vcf", text))
    assert "1 skipped: no company" in answer.out
    assert two_accounts.rows("SELECT account_id, name FROM contact") == [(1, "Jane")]


def test_somebody_the_book_knows_by_their_address_stays_where_they_are(full: Desk) -> None:
    full.imported(full.file("people.vcf", card("FN:Jane Orr", "ORG:Acme Holding", "EMAIL:JANE@acme.example")))
    assert full.rows("SELECT account_id, emails FROM contact WHERE name = 'Jane Orr'") == [
        (1, '["jane@acme.example"]')
    ]


def test_companies_that_the_book_lacks_are_counted_or_made(two_accounts: Desk) -> None:
    name = two_accounts.file("people.vcf", JANE + card("FN:Ana", "ORG:Gamma Glass"))
    answer = two_accounts.imported(name)
    assert "1 skipped: company not in the book" in answer.out
    assert "not in the book: Gamma Glass (--create-accounts adds it)" in answer.out
    answer = two_accounts.imported(name, "--create-accounts")
    assert "1 account added: Gamma Glass" in answer.out
    assert two_accounts.value("SELECT count(*) FROM contact") == 2


def test_a_bad_card_is_reported_and_the_rest_go_on(two_accounts: Desk) -> None:
    text = JANE + "BEGIN:VCARD\r\nFN:Nobody\r\n" + card("FN:Jo", "ORG:Beta Foods")
    text += card(f"FN:{'x' * 201}", "ORG:Beta Foods") + card("FN:Zero\0", "ORG:Beta Foods")
    answer = two_accounts.imported(two_accounts.file("people.vcf", text))
    assert answer.out.splitlines() == [
        "people.vcf: contacts, vCard 3.0",
        "2 new · 0 changed · 0 unchanged · 3 skipped",
        "  3 skipped: unreadable card",
        "  line 8: it has no end",
        "  line 15: name: 201 characters, at most 200 allowed",
        "  line 20: a NUL byte in FN",
        "To undo: am undo",
    ]


def test_groups_companies_and_cards_of_nobody_are_counted(two_accounts: Desk) -> None:
    text = card("KIND:group", "FN:Team", version="4.0") + card("KIND:org", "FN:Acme Robotics", version="4.0")
    text += card("ORG:Acme Robotics") + card("FN:Acme Robotics", "ORG:Acme Robotics", "N:;;;;")
    text += card("TEL:123") + JANE + JANE
    out = two_accounts.imported(two_accounts.file("people.vcf", text)).out
    assert "1 new · 0 changed · 0 unchanged · 6 skipped" in out
    for line in (
        "3 skipped: companies, no people",
        "1 skipped: groups",
        "1 skipped: cards without a name",
        "1 skipped: duplicate card",
    ):
        assert f"  {line}\n" in out


def test_a_file_without_a_card_and_a_wrong_kind_are_refused(two_accounts: Desk) -> None:
    name = two_accounts.file("people.vcf", JANE)
    answer = two_accounts.am("import", name, "--kind", "accounts")
    assert (answer.code, answer.err) == (
        2,
        'am: --kind "accounts": people.vcf holds cards of people. Nothing was imported.\n',
    )
    answer = two_accounts.am("import", two_accounts.file("x.csv", "PROFILE:VCARD\nBEGIN:VCARD:x\n"))
    assert (answer.code, answer.err) == (2, "am: x.csv: there is no card in it. Nothing was imported.\n")


def test_what_amcli_leaves_out_is_kept_when_asked_for(two_accounts: Desk) -> None:
    text = card("FN:Jane", "ORG:Acme Robotics", "X-SHOE-SIZE:38")
    two_accounts.imported(two_accounts.file("people.vcf", text), "--keep-extra")
    assert two_accounts.value("SELECT extra FROM contact") == '{"X-SHOE-SIZE": "38"}'


def test_text_is_taken_to_the_letter_whatever_a_spreadsheet_would_do(two_accounts: Desk) -> None:
    text = card("FN:'=Jane", "ORG:Acme Robotics", "NOTE:'+1", "TEL:+49\\;1", "CATEGORIES:a\\;b,[x]")
    two_accounts.imported(two_accounts.file("people.vcf", text))
    [row] = two_accounts.rows("SELECT name, notes, phones ->> '$[0].typed', tags FROM contact")
    assert row == ("'=Jane", "'+1", "+49;1", '["a;b", "[x]"]')


def test_quoted_printable_with_soft_breaks_and_every_charset(tmp_path: Path) -> None:
    qp = "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\r\nller;Ji=C5=99=C3=AD;;;"
    assert person(tmp_path, card(qp, version="2.1")).name == "Jiří Müller"
    latin = b"BEGIN:VCARD\r\nFN;ENCODING=QUOTED-PRINTABLE:Iksi=F1ski\r\nEND:VCARD\r\n"
    assert person(tmp_path, latin).name == "Iksiñski"
    assert person(tmp_path, latin, "iso-8859-2").name == "Iksiński"
    raw = "BEGIN:VCARD\r\nN;CHARSET=windows-1252:Doë;John\r\nEND:VCARD\r\n".encode("cp1252")
    assert person(tmp_path, raw).name == "John Doë"
    for codec in ("utf-16", "utf-16-le", "utf-16-be"):
        assert person(tmp_path, card("FN:林晓岚").encode(codec)).name == "林晓岚"
    assert person(tmp_path, b"\xef\xbb\xbf" + card("FN:Ada").encode()).name == "Ada"
    assert person(tmp_path, card("FN;ENCODING=b:TMOpYQ==")).name == "Léa"


@pytest.mark.parametrize("ends", ["\r\n", "\n", "\r", "\r\r\n"])
def test_line_ends_of_every_kind_and_folds(tmp_path: Path, ends: str) -> None:
    found = person(tmp_path, card("FN:Jane ", "  Orr", "EMAIL;PREF=1:jane@", "\tacme.example", ends=ends))
    assert (found.name, found.emails) == ("Jane  Orr", ["jane@acme.example"])


def test_pictures_are_passed_over_however_they_are_written(tmp_path: Path) -> None:
    text = card(
        "FN:Jane",
        "PHOTO;BASE64:",
        "  /9j/4AAQSkZJRgABAQAAAQABAAD=",
        "",
        "TITLE:Buyer",
        "item1.PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/",
        "AAAAaaaa++//",
        "BBBBbbbb",
        "",
        f"LOGO;ENCODING=b:{'A' * 3_000_000}",
        "SOUND:data:audio/basic;base64,AAAA",
        "TEL:123",
    )
    found = person(tmp_path, text)
    assert (found.title, found.phones, found.other) == ("Buyer", ["123"], {})


def test_the_card_of_an_assistant_within_is_left_out(tmp_path: Path) -> None:
    inner = ("AGENT:", "BEGIN:VCARD", "FN:Susan", "EMAIL:susan@x.example", "END:VCARD")
    found = person(tmp_path, card("FN:Jane", *inner, "TITLE:Buyer", version="2.1"))
    assert (found.name, found.emails, found.title) == ("Jane", [], "Buyer")
    escaped = "AGENT:BEGIN:VCARD\\nFN:Susan\\nEND:VCARD\\n"
    assert person(tmp_path, card("FN:Jane", escaped)).name == "Jane"


def test_groups_labels_and_types_of_address_books(tmp_path: Path) -> None:
    text = card(
        "N:Doe;John;Q.;Dr.;Jr.",
        "item1.TEL:111",
        "item1.X-ABLabel:_$!<AssistantPhone>!$_",
        "item2.X-ABDATE;VALUE=date:20190220",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "TEL;VALUE=uri:tel:+49-30-1234;ext=12",
        "TEL;HOME:222",
        "TEL;WORK;PREF:333",
        "EMAIL;EX:/o=Org/cn=John",
        "EMAIL:mailto:john@acme.example",
        "ROLE:Buyer",
        "NICKNAME:Jo,Johnny",
        "this is no property",
        version="2.1",
    )
    found = person(tmp_path, text)
    assert (found.name, found.title) == ("Dr. John Q. Doe Jr.", "Buyer")
    assert (found.emails, found.phones) == (["john@acme.example"], ["333", "+49-30-1234 ext. 12", "222"])
    assert found.extra == {
        "assistant_phone": "111",
        "other_mail": "/o=Org/cn=John",
        "nickname": "Jo, Johnny",
        "anniversary": "2019-02-20",
    }


def test_a_text_over_a_megabyte_makes_its_card_bad_and_no_other(tmp_path: Path) -> None:
    first, second = read(tmp_path, card("FN:A", f"NOTE:{'x' * 1_200_000}") + card("FN:B"))
    assert (first.fault, second.fault) == ("NOTE is over 1 MB", "")


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(fit)
NAMES = WORDS.map(lambda text: " ".join(text.split())).filter(lambda text: text != "Acme Robotics" and text)
LISTS = st.lists(
    NAMES.filter(lambda text: text.casefold() not in ("my contacts", "mycontacts")), max_size=3, unique=True
)
MAILS = st.lists(
    st.from_regex(r"[a-z0-9.+'-]{1,12}@[a-z]{1,8}\.example", fullmatch=True), max_size=3, unique=True
)
PEOPLE = st.fixed_dictionaries(
    {
        "name": NAMES,
        "title": st.none() | NAMES,
        "emails": MAILS,
        "phones": LISTS.map(lambda texts: [{"typed": text, "e164": None} for text in texts]),
        "left_on": st.none() | st.dates().map(lambda day: day.isoformat()),
        "timezone": st.sampled_from([None, "Europe/Berlin"]),
        "language": st.none(),
        "do_not_mail": st.booleans(),
        "notes": st.none() | NAMES,
        "tags": LISTS,
    }
)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PEOPLE, st.sampled_from(VCARD_VERSIONS))
def test_what_export_writes_is_read_as_the_same_person(tmp_path: Path, said: dict, version: str) -> None:
    stamp = Stamp("2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z")
    text = cards_text([OutCard(said, 1, stamp, "Acme Robotics")], version)
    found = person(tmp_path, text)
    assert found.company == "Acme Robotics"
    assert (found.name, found.title or None, found.emails) == (said["name"], said["title"], said["emails"])
    assert found.phones == [each["typed"] for each in said["phones"]]
    assert (found.notes or None, found.left_on or None) == (said["notes"], said["left_on"])
    assert (found.tags, found.do_not_mail, found.extra) == (said["tags"], said["do_not_mail"], {})
    assert (found.timezone or None, found.other) == (said["timezone"], {})


@pytest.mark.parametrize("version", VCARD_VERSIONS)
def test_an_export_of_people_is_the_same_book_of_people_again(
    full: Desk, tmp_path: Path, version: str
) -> None:
    full.am("contact", "edit", "jane", "--title", "Head; of, \\Sales", "--tag", "vip", "--notes", "One\ntwo")
    full.am("contact", "edit", "ben", "--do-not-mail", "--phone", "+49 30 123456", "--timezone", "Asia/Tokyo")
    name = str(tmp_path / "people.vcf")
    assert full.am("export", "vcard", "--version", version, "--to", name).code == 0
    people = (
        "SELECT account_id, name, title, emails, phones ->> '$[0].e164', notes, tags, do_not_mail, timezone "
        "FROM contact"
    )
    before = full.rows(people)
    assert "0 new · 0 changed · 3 unchanged" in full.imported(name).out
    other = Desk(tmp_path / "other")
    other.folder.mkdir()
    other.imported(other.file("accounts.csv", "code,name\nacme,Acme Robotics\nbeta,Beta Foods\n"))
    assert "3 new" in other.imported(name).out
    assert sorted(other.rows(people)) == sorted(before)
    assert "0 new · 0 changed · 3 unchanged" in other.imported(name).out
