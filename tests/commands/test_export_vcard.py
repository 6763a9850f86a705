"""`am export vcard`: what other programs read of it, in both versions."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar.parser import Contentlines

from amcli.interchange.propertylines import fit
from amcli.vocabulary import VCARD_VERSIONS
from tests.support import Cli, filled

STORY = (
    ("account", "add", "Acme; Robotics, Ltd", "--code", "acme", "--tier", "key"),
    ("account", "add", "Birchwood Schools", "--code", "birch"),
    ("account", "add", "Coral Cafés", "--code", "coral"),
    ("contact", "add", "acme", "Jane Orr", "--title", "Head of Automation", "--email", "jane@acme.example",
     "--email", "j.orr@home.example", "--phone", "+44 20 7946 0018", "--phone", "020 7946 0019 ext 4",
     "--role", "blocker", "--stance", "critic", "--notes", "Likes tea;\nhates \\N calls, too", "--tag", "vip",
     "--tag", "a,b", "--do-not-mail", "--language", "en-GB", "--timezone", "Europe/London"),
    ("contact", "add", "acme", "Omar Haddad", "--left", "2026-01-31"),
    ("contact", "add", "birch", "Ο Γιώργος"),
    ("contact", "add", "coral", "Lea Sand"),
    ("account", "archive", "coral"),
)  # fmt: skip


@pytest.fixture(scope="module")
def people_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(template, tmp_path_factory.mktemp("people"), STORY)


@pytest.fixture
def people(cli: Cli, people_book: Path) -> Cli:
    """`am` on a book with Jane at acme, Omar who left, and one at birch and at coral, which is archived."""
    shutil.copyfile(people_book, cli.book)
    return cli


def cards(cli: Cli, *words: str) -> list[Any]:
    return list(vobject.readComponents(cli.ok("export", "vcard", *words)))


def names(cli: Cli, *words: str) -> list[str]:
    return [card.fn.value for card in cards(cli, *words)]


def properties(text: str) -> list[tuple[str, dict[str, Any], str]]:
    """Name, parameters and raw value of every line, as a reader of content lines takes it apart."""
    found = [line.parts() for line in Contentlines.from_ical(text) if line]
    return [(name, dict(params), value) for name, params, value in found]


@pytest.mark.parametrize("version", VCARD_VERSIONS)
def test_a_card_has_what_an_address_book_needs(people: Cli, version: str) -> None:
    card = cards(people, "jane", "--version", version)[0]
    assert card.version.value == version
    assert card.fn.value == "Jane Orr"
    assert (card.n.value.given, card.n.value.family) == ("Jane Orr", "")
    assert card.org.value == ["Acme; Robotics, Ltd"]
    assert card.title.value == "Head of Automation"
    assert [each.value for each in card.email_list] == ["jane@acme.example", "j.orr@home.example"]
    assert [each.value for each in card.tel_list] == ["+442079460018", "020 7946 0019 ext 4"]
    assert card.note.value == "Likes tea;\nhates \\N calls, too"
    assert card.categories.value == ["vip", "a,b", "no mailings"]
    assert card.tz.value == "Europe/London"
    assert card.uid.value.startswith("urn:uuid:")


def test_each_version_says_in_its_own_way_which_address_is_the_first(people: Cli) -> None:
    new, old = (
        properties(people.ok("export", "vcard", "jane", "--version", each)) for each in VCARD_VERSIONS
    )
    types = [[params for name, params, _ in found if name in ("EMAIL", "TEL")] for found in (new, old)]
    assert types[0] == [
        {"TYPE": "work", "PREF": "1"}, {"TYPE": "work"},
        {"TYPE": "work,voice", "PREF": "1"}, {"TYPE": "work,voice"},
    ]  # fmt: skip
    assert types[1] == [
        {"TYPE": ["INTERNET", "WORK", "PREF"]}, {"TYPE": ["INTERNET", "WORK"]},
        {"TYPE": ["WORK", "VOICE", "PREF"]}, {"TYPE": ["WORK", "VOICE"]},
    ]  # fmt: skip
    assert [name for name, _, _ in new if name not in {each[0] for each in old}] == ["LANG"]


def test_the_revision_is_an_instant_as_the_version_writes_it(people: Cli) -> None:
    (new,), (old,) = (
        [value for name, _, value in properties(people.ok("export", "vcard", "jane", "--version", each))
         if name == "REV"]
        for each in VCARD_VERSIONS
    )  # fmt: skip
    assert len(new) == 16
    assert old.replace("-", "").replace(":", "") == new


def test_what_you_think_of_somebody_stays_in_the_book(people: Cli) -> None:
    text = people.ok("export", "vcard", "--all").lower()
    assert "blocker" not in text
    assert "critic" not in text


def test_who_left_and_archived_accounts_come_only_with_all(people: Cli) -> None:
    assert names(people) == ["Jane Orr", "Ο Γιώργος"]
    everyone = cards(people, "--all")
    assert [card.fn.value for card in everyone] == ["Jane Orr", "Omar Haddad", "Ο Γιώργος", "Lea Sand"]
    assert everyone[1].note.value == "Left on Sat 31 Jan 2026."


def test_filters_choose_by_fields_of_people_and_of_accounts(people: Cli) -> None:
    assert names(people, "tier:key") == ["Jane Orr"]
    assert names(people, "email.none:") == ["Ο Γιώργος"]
    assert names(people, "tier:light") == []
    assert people("export", "vcard", "tier:gold").code == 2


def test_a_person_keeps_the_same_identity_whatever_is_edited(people: Cli) -> None:
    before = cards(people, "--all")
    people.ok("contact", "edit", "p1", "--name", "Jane Orr-Bell", "--email", "jane@new.example")
    people.ok("account", "edit", "acme", "--name", "Acme")
    after = cards(people, "--all")
    assert {card.uid.value for card in after} == {card.uid.value for card in before}
    (edited,) = [card for card in after if card.fn.value == "Jane Orr-Bell"]
    assert edited.uid.value == before[0].uid.value
    assert edited.org.value == ["Acme"]
    people.ok("contact", "move", "p1", "birch")
    (moved,) = [card for card in cards(people, "orr-bell") if card.uid.value == before[0].uid.value]
    assert moved.org.value == ["Birchwood Schools"]
    assert len({card.uid.value for card in after}) == len(after)


def test_the_same_book_is_the_same_file_to_the_last_byte(people: Cli) -> None:
    assert people.ok("export", "vcard") == people.ok("export", "vcard", today="2026-03-30")


def test_an_unknown_version_is_told_which_there_are(people: Cli) -> None:
    found = people("export", "vcard", "--version", "2.1")
    assert (found.code, found.out) == (2, "")
    assert "4.0" in found.err
    assert "3.0" in found.err


def test_an_empty_book_is_an_empty_file(cli: Cli) -> None:
    assert cli.ok("export", "vcard") == ""


@pytest.mark.parametrize("version", VCARD_VERSIONS)
def test_hostile_names_come_through_in_every_place(hostile: Cli, version: str) -> None:
    from tests.commands.hostile import NAMES

    text = hostile.ok("export", "vcard", "--version", version)
    found = list(vobject.readComponents(text))
    wanted = sorted(map(fit, NAMES.values()))
    assert sorted(card.fn.value for card in found) == wanted
    assert sorted(card.title.value for card in found) == wanted
    assert sorted(card.org.value[0] for card in found) == wanted
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert text.encode().count(b"\n") == text.encode().count(b"\r\n")
