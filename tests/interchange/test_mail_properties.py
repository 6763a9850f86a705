"""Mail in any pieces and any order is the same book as all of it at once; no bytes bring an import down."""

from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.interchange.incoming import Options
from amcli.interchange.mail.messages import Raw, mails
from amcli.interchange.mail.sorting import Sorting
from amcli.interchange.plan import FilePlan
from amcli.storage.bulk import Intake
from amcli.storage.connection import Book
from tests.interchange.post import mail, mbox
from tests.profiles import examples
from tests.storage.support import account, add, new_book

PEOPLE = ("jane@acme.example", "ben@acme.example", "jo@beta.example", "zoe@new.example")
ME = "kim@ours.example"
OPTIONS = Options("2026-03-02", "EUR", me=(ME,))


def fresh(folder: Path) -> Book:
    """A book that knows three people at two accounts."""
    book = new_book(folder / "book.db")
    with book.transaction():
        acme, beta = account(book.db, "Acme"), account(book.db, "Beta")
        for place, address in zip((acme, acme, beta), PEOPLE, strict=False):
            add(book.db, "contact", account_id=place, name=address, emails=f'["{address}"]')
    return book


def took(book: Book, messages: list[Raw]) -> FilePlan:
    """Import some mails."""
    plan = FilePlan("mail", "mail", "mail")
    with book.transaction(bulk=True) as txn:
        sorting = Sorting(Intake(book, txn), OPTIONS, plan)
        for each in messages:
            sorting.sort(each)
        sorting.finish()
    return plan


def told(book: Book) -> list[Any]:
    """What the book has of them, whatever the numbers of its rows."""
    touches = (
        'SELECT i.account_id, i."on", at, direction, last_direction, summary, body, '
        "(SELECT group_concat(contact_id) FROM "
        "(SELECT contact_id FROM interaction_contact WHERE interaction_id = i.id ORDER BY contact_id)) "
        "FROM interaction i"
    )
    strangers = "SELECT address, name, seen, first_on, last_on FROM unmatched"
    return [sorted(map(tuple, book.db.execute(query))) for query in (touches, strangers)]


@st.composite
def letters(draw: st.DrawFn) -> list[Raw]:
    """Mails of one or two days, with threads that may be told only by a mail between."""
    made = []
    for number in range(draw(st.integers(1, 7))):
        others = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True))
        mine = draw(st.booleans())
        day, hour = draw(st.sampled_from((1, 2))), draw(st.integers(8, 10))
        before = draw(st.lists(st.integers(0, 6), max_size=2))
        refers = f"References: {' '.join(f'<{each}@mail.example>' for each in before)}"
        text = mail(
            *([refers] if before else []),
            sender=ME if mine else others[0],
            to=", ".join(others) if mine else ", ".join([ME, *others[1:]]),
            subject=draw(st.sampled_from(("Quote", "Re: Quote", "Plan"))),
            date=f"{day} Mar 2026 {hour:02d}:00:{draw(st.integers(0, 1)):02d} +0000",
            number=str(draw(st.integers(0, number))),
            text=f"text {number}",
        )
        head, _, body = text.encode().partition(b"\n\n")
        made.append(Raw(head, body))
    return unique(made)


def unique(made: list[Raw]) -> list[Raw]:
    """Without mails that are one by their key but differ: no mailbox has those."""
    found: dict[tuple[bytes, ...], Raw] = {}
    for each in made:
        lines = each.head.split(b"\n")
        named = tuple(line for line in lines if line.startswith((b"From", b"Subject", b"Message-ID")))
        found.setdefault(named, each)
    return list(found.values())


@settings(max_examples=examples(60))
@given(st.data())
def test_any_pieces_and_overlaps_in_any_order_give_the_same_book(tmp_path_factory: Any, data: Any) -> None:
    made = data.draw(letters())
    whole, parts = (fresh(tmp_path_factory.mktemp("book")) for _ in range(2))
    took(whole, made)
    for piece in data.draw(st.lists(st.lists(st.sampled_from(made), max_size=4), max_size=5)):
        took(parts, piece)
    took(parts, data.draw(st.permutations(made)))
    assert told(parts) == told(whole)
    changes = parts.db.total_changes
    again = took(parts, made)
    assert (again.new, again.changed) == (0, 0)
    assert parts.db.total_changes - changes < 10
    for book in (whole, parts):
        book.close()


@settings(max_examples=examples(80))
@given(st.binary(max_size=300), st.integers(0, 400), st.sampled_from(("utf-8", "base64", "x")))
def test_no_bytes_bring_an_import_down(tmp_path_factory: Any, noise: bytes, place: int, coding: str) -> None:
    whole = mail(
        "Content-Type: multipart/mixed; boundary=b",
        f"References: <x> =?{coding}?b?AAA?=",
        text=f"--b\nContent-Type: text/html; charset={coding}\n"
        f"Content-Transfer-Encoding: {coding}\n\n<p>Hi\n--b--",
    ).encode()
    broken = mbox("X").encode()[:-3] + whole[:place] + noise + whole[place:]
    book = fresh(tmp_path_factory.mktemp("noise"))
    with (tmp := tmp_path_factory.mktemp("file") / "in.mbox").open("wb") as file:
        file.write(broken)
    with tmp.open("rb") as file:
        found = list(mails(file, 1000, lambda count: None))
    plan = took(book, found)
    assert plan.rows == len(found)
    book.close()
