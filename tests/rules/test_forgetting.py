"""What stands for somebody is found however it is typed, and nothing else is."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules.forgetting import (
    MARK,
    Finder,
    Marks,
    digits_of,
    hashed_of_account,
    hashed_of_contact,
    is_telling,
    own_domain,
)
from amcli.rules.phones import entry

MARKS = Marks(
    names=frozenset({"Chloé Orr-Łuk", "山田太郎", 'Jane "JJ" Poe'}),
    emails=frozenset({"chloe@acme.example", "acme.example"}),
    numbers=frozenset(digits_of(entry("+44 20 7946 0018"))),
    words=frozenset({"Clo"}),
    alone=frozenset({"Will", "acme"}),
)
FINDER = Finder(MARKS)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("met CHLOE ORR-LUK today", "met [forgotten] today"),
        ("Łuk, Chloé Orr: hello", "[forgotten]: hello"),
        ("Chloe\u0301 Orr Łuk's plan", "[forgotten]'s plan"),
        ("Chloé\nOrr Łuk", "[forgotten]"),
        ("Jane JJ Poe", "[forgotten]"),
        ("今日山田太郎さん", "今日[forgotten]さん"),
        ("Clo rang, Clovis too", "[forgotten] rang, Clovis too"),
        ("to <CHLOE@acme.example>; cc joe@acme.example", "to <[forgotten]>; cc joe@[forgotten]"),
        ("see www.acme.example/x and acme.example.org", "see www.[forgotten]/x and acme.example.org"),
        ("mary-chloe@acme.example.com", "mary-chloe@acme.example.com"),
        ("(020) 7946-0018, +44 (20) 79460018, 0044 20 7946 0018", "[forgotten], [forgotten], [forgotten]"),
        ("order 102079460018", "order 102079460018"),
        ("Will call, acme too, Chloé and Orr", "Will call, acme too, Chloé and Orr"),
        ("", ""),
    ],
)
def test_a_text_is_cleared_of_them_and_of_nothing_else(text: str, without: str) -> None:
    assert FINDER.without(text) == without
    assert FINDER.is_in(text) == (text != without)


def test_a_name_of_one_word_counts_only_where_it_is_all() -> None:
    assert FINDER.is_theirs(" will ")
    assert FINDER.is_theirs("ACME")
    assert not FINDER.is_theirs("Will Smith")
    assert FINDER.may_be_in("only Chloé was there")
    assert not FINDER.may_be_in("Chloride")
    assert [is_telling(each) for each in ("Will", "Will Smith", "O'Hara", "山田")] == [
        False,
        True,
        True,
        True,
    ]


def test_json_is_cleared_within_and_an_entry_of_a_list_that_is_nothing_else_goes() -> None:
    said = {"a": ["chloe@acme.example", "joe@x.example"], "b": 'to Jane "JJ" Poe\nand Chloé\nOrr Łuk', "c": 1}
    held = json.dumps({"text": json.dumps(said)}, ensure_ascii=False)
    assert FINDER.is_within(held)
    made = json.loads(json.loads(FINDER.cleared(held))["text"])
    assert made == {"a": ["joe@x.example"], "b": f"to {MARK}\nand {MARK}", "c": 1}
    assert FINDER.cleared("[no json, Chloé Orr Łuk") == "[no json, [forgotten]"


@given(st.text(), st.text())
def test_nothing_is_left_wherever_they_stand(before: str, after: str) -> None:
    text = f"{before} chloe@acme.example {after}"
    assert "chloe@acme.example" not in FINDER.without(text).casefold()
    assert FINDER.without(FINDER.without(text)) == FINDER.without(text)


@given(st.text(alphabet="abcdefgh ,.:-0123456789"))
def test_a_text_without_them_stays_as_it_is(text: str) -> None:
    assert FINDER.without(text) == text or FINDER.is_in(text)


def test_what_imports_know_them_by_is_the_same_from_the_book_and_from_a_file() -> None:
    book = {"name": "Jane  Orr", "account_id": 3, "emails": '["Jane@x.example"]', "phones": "[]"}
    file = {"name": "jane orr", "account_id": 3, "emails": ["jane@X.example "], "phones": None}
    assert set(hashed_of_contact(book)) == set(hashed_of_contact(file))
    one = {"code": "Acme", "name": "Acme Robotics", "domain": "www.acme.example"}
    two = {"code": "acme", "name": "ACME robotics", "domain": "acme.example"}
    assert set(hashed_of_account(one)) == set(hashed_of_account(two))
    assert own_domain("gmail.com") is None
