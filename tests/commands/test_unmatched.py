"""`am unmatched`: who is nobody's contact, tied to one or ignored for good, and every way back."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.interchange.helpers import ACCOUNTS, CONTACTS, Desk
from tests.interchange.post import JANE, PostDesk, mail, sent
from tests.support import OneConnection

ZOE = "Zoe Lim <zoe@new.example>"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PostDesk]:
    """A book that read three mails: Zoe is in two, a shop wrote one."""
    found = PostDesk(tmp_path)
    found.lent = OneConnection(found.book)
    found.once(read)
    yield found
    found.let_go()


def read(desk: Desk) -> None:
    found = PostDesk(desk.folder)
    found.imported(found.file("accounts.csv", ACCOUNTS), found.file("contacts.csv", CONTACTS))
    found.knows_me()
    found.took(*post())


def post() -> list[str]:
    """The mails."""
    return [
        sent(to=f"{JANE}, {ZOE}"),
        mail(sender=ZOE, number="2", subject="Hello", date="Fri, 27 Feb 2026 08:00:00 +0000"),
        mail(sender="shop@shop.example", number="3", subject="Sale"),
    ]


def listed(desk: PostDesk, *argv: str) -> list[dict[str, Any]]:
    """The rows of the list."""
    return list(json.loads(desk.am("unmatched", *argv, "-o", "json").out))


def addresses(desk: PostDesk, *argv: str) -> list[str]:
    """Who is on the list."""
    return [row["address"] for row in listed(desk, *argv)]


def test_the_most_frequent_comes_first_with_name_and_days(desk: PostDesk) -> None:
    assert addresses(desk) == ["zoe@new.example", "shop@shop.example"]
    assert listed(desk)[0] == {
        "address": "zoe@new.example", "name": "Zoe Lim", "kind": "email", "seen": 2, "first_on": "2026-02-27",
        "last_on": "2026-03-02", "contact": None, "account": None, "ignored": False,
    }  # fmt: skip
    assert desk.am("unmatched", "-o", "ids").out.split() == ["zoe@new.example", "shop@shop.example"]


def test_a_tie_brings_the_earlier_mails_in_and_holds_for_good(desk: PostDesk) -> None:
    said = desk.am("unmatched", "link", "ZOE@new.example", "jo", terminal=False)
    assert (said.code, said.out) == (0, "zoe@new.example\n")
    assert addresses(desk) == ["shop@shop.example"]
    tied = listed(desk, "--all")[0]
    assert (tied["contact"], tied["account"]) == ("Jo Voss", "beta")
    assert desk.took(*post())["new"] == 2
    assert {row[0] for row in desk.touches()} == {"acme", "beta"}
    later = mail(sender=ZOE, number="4", subject="Later")
    assert desk.took(later)["new"] == 1
    assert json.loads(desk.am("contact", "show", "jo", "-o", "json").out)["emails"] == []


def test_what_is_ignored_leaves_the_list_and_does_not_come_back(desk: PostDesk) -> None:
    assert desk.am("unmatched", "ignore", "shop@shop.example", "@new.example").code == 0
    assert addresses(desk) == []
    desk.took(
        mail(sender=ZOE, number="5", subject="x"), mail(sender="bo@new.example", number="6", subject="y")
    )
    assert addresses(desk) == []
    assert {row["address"]: row["ignored"] for row in listed(desk, "--all")} == {
        "zoe@new.example": True, "shop@shop.example": True, "@new.example": True,
    }  # fmt: skip


def test_undo_and_forget_take_either_back(desk: PostDesk) -> None:
    before = listed(desk)
    desk.am("unmatched", "ignore", "@new.example", "shop@shop.example")
    assert desk.am("undo").code == 0
    assert listed(desk) == before
    assert desk.am("redo").code == 0
    assert addresses(desk) == []
    assert desk.am("unmatched", "reset", "@new.example", "shop@shop.example").code == 0
    assert listed(desk) == before
    desk.am("unmatched", "link", "zoe@new.example", "jo")
    assert desk.am("undo").code == 0
    assert "zoe@new.example isn't linked to a contact yet" in desk.am("history", "-o", "json").out
    assert "zoe@new.example linked to p3" in desk.am("history").out
    assert listed(desk) == before


def test_whoever_becomes_a_contact_or_me_is_no_longer_on_the_list(desk: PostDesk) -> None:
    assert desk.am("contact", "add", "beta", "Zoe Lim", "--email", "Zoe@new.example").code == 0
    assert addresses(desk) == ["shop@shop.example"]
    desk.knows_me("kim@ours.example", "@shop.example")
    assert addresses(desk) == []


def test_a_contact_who_is_deleted_leaves_the_address_open(desk: PostDesk) -> None:
    desk.am("unmatched", "link", "zoe@new.example", "jo")
    assert desk.am("contact", "rm", "jo", "--yes").code == 0
    assert addresses(desk)[0] == "zoe@new.example"


def test_ties_and_ignored_ones_come_from_standard_input_all_or_nothing(desk: PostDesk) -> None:
    rows = "address,contact\nzoe@new.example,jo\n"
    answer = desk.am("unmatched", "link", "--stdin", stdin=f"{rows}x@y.example,nobody\n")
    assert (answer.code, "line 3" in answer.err) == (5, True)
    assert addresses(desk)[0] == "zoe@new.example"
    assert desk.am("unmatched", "link", "--stdin", stdin=rows).code == 0
    assert desk.am("undo").code == 0
    assert addresses(desk)[0] == "zoe@new.example"
    assert desk.am("unmatched", "ignore", "--stdin", stdin="shop@shop.example\n\n@new.example\n").code == 0
    assert addresses(desk) == []
    assert desk.am("unmatched", "ignore", "--stdin", stdin="shop@shop.example\nnonsense\n").code == 2


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["tie", "jane@acme.example", "jo"], 5, "Jane Orr's own address"),
        (["tie", "zoe@new.example", "nobody"], 3, "no contact"),
        (["tie", "zoe@new.example"], 2, "which address, and which contact?"),
        (["tie", "@new.example", "jo"], 2, "not an address or phone number"),
        (["tie", "12", "jo"], 2, "not an address or phone number"),
        (["ignore"], 2, "which address?"),
        (["ignore", "a b@c.example"], 2, "not an address or phone number"),
        (["ignore", "x@y.example", "--stdin"], 2, "standard input"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(desk: PostDesk, argv: list[str], code: int, words: str) -> None:
    answer = desk.am("unmatched", *argv)
    assert answer.code == code
    assert words in " ".join(answer.err.split())


def test_forgetting_what_was_never_said_changes_nothing(desk: PostDesk) -> None:
    before = desk.dump("txn", "session")
    assert desk.am("unmatched", "reset", "zoe@new.example", "never@seen.example").code == 0
    assert desk.dump("txn", "session") == before


def test_the_words_of_strangers_do_no_harm(desk: PostDesk) -> None:
    desk.took(mail(sender='"\x1b[31mRed \u202etxt" <x\x07@evil.example>', number="9", subject="z"))
    out = desk.am("unmatched").out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize("width", ["60", "70", "80"])
def test_days_and_counts_stay_on_a_narrow_terminal(desk: PostDesk, width: str) -> None:
    long = '"Somebody with a name of many words" <an-address-of-many-letters@of-a-long-name.example>'
    desk.took(mail(sender=long, number="9", subject="z"))
    desk.environ["COLUMNS"] = width
    lines = desk.am("unmatched", "-o", "table").out.splitlines()
    assert max(map(len, lines)) <= int(width)
    assert sum(line.endswith("  2 Mar") for line in lines) == 3
