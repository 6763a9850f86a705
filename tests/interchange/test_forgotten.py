"""Whoever was forgotten stays out, whatever brings them again: each kind of source says so and counts."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.interchange.calendars import JANE, ME, calendar, event
from tests.interchange.chatting import made
from tests.interchange.helpers import ACCOUNTS, Desk
from tests.interchange.post import DAY, mail, mbox
from tests.profiles import crossed

HERS = ("jane orr", "jane@acme.example", "+442079460011")
BEN = "ATTENDEE;CN=Ben Okoro;PARTSTAT=ACCEPTED:mailto:ben@acme.example"
CONTACTS = "account,name,email,phone\nacme,Jane Orr,jane@acme.example,+44 20 7946 0011\n"
IDS = "id,account,name\n17,acme,J. Orr-Smith\n"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jane Orr\r\nORG:Acme Robotics\r\nEMAIL:JANE@acme.example\r\n"
    "UID:u-1\r\nEND:VCARD\r\n"
)
CALLS = "Name,Number,Date,Duration,Type\nJane Orr,+44 20 7946 0011,2026-03-01 10:00:00,95,OUTGOING\n"
CHAT = "13.02.26, 09:05 - Jane Orr: Hello\n13.02.26, 09:06 - Kim Lind: Hi\n"
GROUP = (
    "13.02.26, 09:05 - Jane Orr: my secret\n13.02.26, 09:06 - Kim Lind: Hi\n13.02.26, 09:07 - Ben Okoro: Ok\n"
)
MEETING = (
    "WEBVTT\n\n00:00:00.000 --> 00:00:30.000\n<v Kim Lind>Thanks.</v>\n\n"
    "00:00:30.000 --> 00:01:30.000\n<v Jane Orr>my secret plan</v>\n\n"
    "00:01:30.000 --> 00:02:30.000\n<v Ben Okoro>Good.</v>\n"
)
JSONL = '{"record": "contact", "account": "acme", "name": "Jane Orr", "email": ["jane@acme.example"]}\n'
# What brings her again: the name of a file, and what is in it.
SOURCES = {
    "csv": ("people.csv", CONTACTS),
    "csv by name": ("people.csv", "account,name\nacme,jane  orr\n"),
    "csv by number": ("others.csv", "account,name,phone\nacme,J. Smith,+442079460011\n"),
    "csv by id": ("crm.csv", IDS),
    "jsonl": ("book.jsonl", JSONL),
    "cards": ("people.vcf", CARD),
    "mail": ("box.mbox", mbox(mail(sender="Jane Orr <jane@acme.example>", subject="From Jane Orr"))),
    "calendar": ("work.ics", calendar(event("u-9", ":20260220T090000Z"))),
    "calls": ("log.csv", CALLS),
    "chat": ("WhatsApp Chat with Jane Orr.txt", CHAT),
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk whose book forgot Jane, whom a file with ids had brought too."""
    found = made(tmp_path_factory.mktemp("forgotten"))
    for name, value in (("me.names", "Kim Lind"), ("me.emails", "kim@ours.example,me@firm.example")):
        assert found.am("config", "set", name, value).code == 0
    found.imported(found.file("crm.csv", "id,account,name,email\n17,acme,Jane Orr,jane@acme.example\n"))
    assert found.am("forget", "jane", "--yes").code == 0
    return found


@pytest.fixture
def desk(desk: Desk, base: Desk) -> Desk:
    shutil.copytree(base.folder, desk.folder, dirs_exist_ok=True)
    return desk


def plans(desk: Desk, *argv: str, **options: Any) -> list[dict[str, Any]]:
    """The plans of an import."""
    return list(json.loads(desk.imported(*argv, "-o", "json", **options).out)["files"])


def is_back(desk: Desk) -> bool:
    """Whether anything of hers is in the book again."""
    desk.let_go()
    held = desk.book.read_bytes().lower()
    for wal in desk.book.parent.glob("book.db-wal"):
        held += wal.read_bytes().lower()
    return any(each.encode() in held for each in HERS)


@pytest.mark.parametrize("name", SOURCES)
def test_no_source_brings_somebody_back(desk: Desk, name: str) -> None:
    file, text = SOURCES[name]
    (plan,) = plans(desk, desk.file(file, text))
    assert plan["forgotten"] == 1
    assert (plan["new"], plan["unmatched"], plan["bad"]) == (0, 0, 0)
    assert not is_back(desk)


@pytest.mark.parametrize("name", SOURCES)
def test_the_answer_says_how_many_were_left_out(desk: Desk, name: str) -> None:
    file, text = SOURCES[name]
    answer = desk.imported(desk.file(file, text))
    assert "1 row or person left out: forgotten (am help privacy)" in answer.out


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "csv by id"])
def test_whom_was_allowed_comes_in_again(desk: Desk, name: str) -> None:
    assert desk.am("forget", "--allow", "jane@acme.example").code == 0
    file, text = SOURCES[name]
    (plan,) = plans(desk, desk.file(file, text), *(["--by-domain"] if name in ("mail", "calendar") else []))
    assert plan["forgotten"] == 0
    assert plan["new"] + plan["unmatched"] > 0


def test_standard_input_leaves_them_out_too(desk: Desk) -> None:
    rows = "account,name,email\nacme,Jane Orr,jane@acme.example\nacme,Ann Bell,ann@acme.example\n"
    answer = desk.am("contact", "add", "--stdin", stdin=rows)
    assert answer.code == 0
    assert answer.err == "am: 1 row left out: forgotten (am help privacy)\n"
    assert [name for (name,) in desk.rows("SELECT name FROM contact")] == ["Ben Okoro", "Jo Voss", "Ann Bell"]


def test_by_hand_a_person_may_be_added_again_and_is_known_then(desk: Desk) -> None:
    assert desk.am("contact", "add", "acme", "Jane Orr", "--email", "jane@acme.example").code == 0
    (plan,) = plans(desk, desk.file("box.mbox", mbox(mail(date=DAY))))
    assert (plan["new"], plan["forgotten"]) == (1, 0)
    (plan,) = plans(desk, desk.file("people.csv", CONTACTS))
    assert (plan["changed"], plan["forgotten"]) == (1, 0)


def test_a_talk_with_others_comes_in_without_them(desk: Desk) -> None:
    rows = "account,kind,on,summary,contacts\nacme,call,2026-02-03,Hello,Jane Orr;Ben Okoro\n"
    (plan,) = plans(desk, desk.file("talks.csv", rows))
    assert (plan["new"], plan["bad"]) == (1, 0)
    names = "SELECT c.name FROM interaction_contact i JOIN contact c ON c.id = i.contact_id"
    assert desk.rows(names) == [("Ben Okoro",)]


def test_what_they_wrote_in_a_group_stays_out(desk: Desk) -> None:
    (plan,) = plans(desk, desk.file("WhatsApp Chat with Acme.txt", GROUP), "--full-text")
    assert (plan["new"], plan["forgotten"]) == (1, 1)
    desk.let_go()
    assert b"my secret" not in desk.book.read_bytes()


def test_what_they_said_in_a_meeting_stays_out(desk: Desk) -> None:
    rows = "account,kind,on,at,summary,contacts\nacme,meeting,2026-02-13,09:00,Review,Ben Okoro\n"
    desk.imported(desk.file("interactions.csv", rows))
    (plan,) = plans(desk, desk.file("2026-02-13 review.vtt", MEETING), "--full-text")
    assert plan["forgotten"] == 1
    assert not is_back(desk)
    assert b"my secret" not in desk.book.read_bytes()


def test_a_meeting_that_was_imported_before_stays_and_keeps_its_mark(two: Callable[[], Desk]) -> None:
    desk = two()
    text = calendar(event("u-1", ":20260220T090000Z", title="Review with Jane Orr", people=(ME, JANE, BEN)))
    alone = calendar(event("u-2", ":20260221T090000Z", title="Only us", people=(ME, JANE)))
    for name, held in (("a.ics", text), ("b.ics", alone)):
        desk.imported(desk.file(name, held))
    assert desk.am("forget", "jane", "--yes").code == 0
    before = desk.rows('SELECT "on", summary FROM interaction ORDER BY id')
    assert before == [("2026-02-20", "Review with [forgotten]"), ("2026-02-21", "Only us")]
    for name, held in (("a.ics", text), ("b.ics", alone)):
        desk.imported(desk.file(name, held))
    assert desk.rows('SELECT "on", summary FROM interaction ORDER BY id') == before
    moved = text.replace("20260220T090000Z", "20260220T110000Z")
    desk.imported(desk.file("a.ics", moved))
    assert desk.value("SELECT summary FROM interaction WHERE id = 1") == "Review with [forgotten]"
    assert not is_back(desk)


def test_a_mail_that_was_imported_before_stays_as_it_is_now(two: Callable[[], Desk]) -> None:
    desk = two()
    held = mbox(mail("Cc: Ben Okoro <ben@acme.example>", subject="Jane Orr asks"))
    desk.imported(desk.file("a.mbox", held))
    assert desk.am("forget", "jane", "--yes").code == 0
    before = desk.rows("SELECT summary, body FROM interaction")
    assert before[0][0] == "[forgotten] asks"
    desk.imported(desk.file("a.mbox", held))
    assert desk.rows("SELECT summary, body FROM interaction") == before
    assert not is_back(desk)


@pytest.fixture
def two(desk: Desk, tmp_path: Path) -> Callable[[], Desk]:
    """A desk with all three people, of whom nobody was forgotten."""

    def make() -> Desk:
        found = made(tmp_path / "other")
        for name, value in (("me.names", "Kim Lind"), ("me.emails", "kim@ours.example,me@firm.example")):
            assert found.am("config", "set", name, value).code == 0
        return found

    (tmp_path / "other").mkdir()
    return make


CUSTOMERS = {
    "accounts": ("accounts.csv", ACCOUNTS, 1),
    "by domain": ("accounts.csv", "name,domain\nAcme Holding,www.acme.example\n", 1),
    "people": ("people.csv", CONTACTS, 1),
    "contracts": ("contracts.csv", "account,starts_on,ends_on\nacme,2026-01-01,2026-12-31\n", 1),
    "talks": ("talks.csv", "account,kind,on,summary\nAcme Robotics,call,2026-02-03,Hello\n", 1),
    "cards": ("people.vcf", CARD, 1),
    "mail": ("box.mbox", mbox(mail(sender="Stranger <new@acme.example>")), 1),
}


# By day each kind of file, every second of them asked to make accounts: one place turns the customer away.
@pytest.mark.parametrize(("name", "making"), crossed(tuple(CUSTOMERS), ((), ("--create-accounts",))))
def test_a_customer_who_was_forgotten_stays_out_with_all_that_belongs_to_it(
    two: Callable[[], Desk], name: str, making: tuple[str, ...]
) -> None:
    desk = two()
    assert desk.am("forget", "acme", "--yes").code == 0
    file, text, count = CUSTOMERS[name]
    (plan,) = plans(desk, desk.file(file, text), *making)
    assert plan["bad"] == 0
    if (name, making) != ("cards", ()):
        assert plan["forgotten"] >= count
    assert [code for (code,) in desk.rows("SELECT code FROM account")] == ["beta"]
    assert not is_back(desk)


def test_rows_about_a_forgotten_customer_on_standard_input_are_left_out(two: Callable[[], Desk]) -> None:
    desk = two()
    assert desk.am("forget", "acme", "--yes").code == 0
    answer = desk.am("task", "add", "--stdin", stdin="account,title\nacme,Call\nbeta,Write\n")
    assert (answer.code, answer.err) == (0, "am: 1 row left out: forgotten (am help privacy)\n")
    assert desk.rows("SELECT title FROM task") == [("Write",)]


def test_a_book_that_forgot_nobody_counts_nobody(two: Callable[[], Desk]) -> None:
    desk = two()
    (plan,) = plans(desk, desk.file("people.csv", "account,name\nacme,Somebody New\n"))
    assert (plan["new"], plan["forgotten"]) == (1, 0)
