"""Which accounts and people are likely one: reasons, false friends, and what to merge into what."""

import re
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules.duplicates import companies, people
from amcli.rules.duplicates.alike import near_pairs
from amcli.rules.duplicates.companies import Company
from amcli.rules.duplicates.evidence import LEAST, LEAST_AGAINST, SHARES, Pair, certainty, couples, merges
from amcli.rules.duplicates.legal_forms import FORMS, LEADING
from amcli.rules.duplicates.people import Person

# No two of them are alike, and none is a line of business or a legal form.
WORDS = (
    "quorin", "belt", "vassily", "meadow", "thimble", "zephyr", "kraken", "lodestar", "jasper", "umbra",
    "fjordhus", "pepita", "onyx", "wexcombe", "driftwood", "halcyon", "brixham", "tundra",
)  # fmt: skip
LINES = ["", "Foods", "Consulting", "Solutions", "Logistics"]
CODES = [form for form in FORMS if form.isascii() and form not in LEADING]


def accounts(*names: str) -> list[Company]:
    return [Company(at, name) for at, name in enumerate(names, 1)]


def of_names(*names: str) -> list[tuple[int, tuple[str, ...]]]:
    """How sure the pairs of some names are, and why."""
    return [(pair.certainty, pair.reasons) for pair in companies.alike(accounts(*names))]


def reasons(found: Sequence[Pair]) -> list[tuple[int, int, tuple[str, ...]]]:
    return [(pair.one, pair.two, pair.reasons) for pair in found]


@pytest.mark.parametrize(
    ("one", "other", "sure", "reason"),
    [
        ("Acme Robotics", "Acme Robotics GmbH", 88, "same name, different legal form (GmbH)"),
        ("Acme Robotics Ltd", "ACME ROBOTICS, Limited", 88, "same name in another spelling"),
        ("Acme Robotics GmbH", "Acme Robotics AG", 70, "same name, different legal form (GmbH, AG)"),
        ("AcmeRobotics", "Acme Robotics", 88, "same name in another spelling"),
        ("Acme", "Acme (2)", 88, "same name in another spelling"),
        ("Müller & Söhne", "Mueller Soehne GmbH", 88, "same name, different legal form (GmbH)"),
        ("株式会社アクメ", "アクメ", 88, "same name, different legal form (K.K.)"),
        ("Acme Robotics", "Acme Robotcis", 62, "names 92% alike"),
        ("Acme Robotics Inc.", "Acme Robotic", 62, "names 96% alike"),
    ],
)
def test_names_of_one_company(one: str, other: str, sure: int, reason: str) -> None:
    assert of_names(one, other) == of_names(other, one) or "(" in reason
    assert of_names(one, other) == [(sure, (reason,))]


@pytest.mark.parametrize(
    "names",
    [
        ("Acme Robotics", "Acme Foods"),
        ("Acme Robotics GmbH", "Quorin Robotics GmbH"),
        ("Consulting GmbH", "Consulting AG"),
        ("Group Ltd", "The Group AG", "AG", "Limited"),
        ("Acme Branch 12", "Acme Branch 21"),
        ("First Bank of Ohio", "First Bank of Iowa"),
        ("Northern Rock", "Southern Rock"),
        ("Acme Robotics", "Acme Robotics Europe"),
        ("Acme Robotics GmbH", "Acme Robotcis S.p.A."),
        ("北辰科技有限公司", "南辰科技有限公司"),
        ("★★★", "!!!"),
        ("X", "Y"),
    ],
)
def test_false_friends_are_no_pair(names: tuple[str, ...]) -> None:
    assert of_names(*names) == []


def test_a_domain_or_a_website_is_a_reason_unless_it_is_everybodys() -> None:
    known = [
        Company(1, "Quorin", domain="quorin.example"),
        Company(2, "Belt & Meadow", domain="quorin.example"),
        Company(3, "Zephyr", domain="zephyr.example"),
        Company(4, "Umbra", site="zephyr.example"),
        Company(5, "Onyx", site="tundra.example"),
        Company(6, "Jasper", site="tundra.example"),
        *(Company(at, f"Unit {at}", domain="gmail.com") for at in (10, 11)),
        *(Company(at, f"Unit {at}", site="linkedin.com") for at in (20, 21)),
        *(Company(at, f"Unit {at}", domain="holding.example") for at in range(30, 35)),
    ]
    assert reasons(companies.alike(known)) == [
        (1, 2, ("same domain quorin.example",)),
        (3, 4, ("website of one is the domain of the other, zephyr.example",)),
        (5, 6, ("same website tundra.example",)),
    ]


def test_a_number_alone_is_not_enough_and_makes_a_name_surer() -> None:
    one, other = Company(1, "Quorin Belt", phone="+442079460018"), Company(2, "Zephyr", phone="+442079460018")
    assert companies.alike([one, other]) == []
    (pair,) = companies.alike([one, other._replace(name="Quorin Belt AG")])
    assert (pair.certainty, pair.reasons) == (
        93,
        ("same name, different legal form (AG)", "same phone number +442079460018"),
    )


def test_a_part_of_a_company_is_no_pair_with_it_and_two_parts_need_more_than_a_domain() -> None:
    family = [
        Company(1, "Quorin", domain="quorin.example"),
        Company(2, "Quorin GmbH", domain="quorin.example", parent=1),
        Company(3, "Quorin Belt", domain="quorin.example", parent=2),
        Company(4, "Quorin Meadow", domain="quorin.example", parent=2),
    ]
    assert companies.alike(family) == []
    family[3] = family[3]._replace(name="Quorin Belt AG")
    assert [(pair.one, pair.two, pair.certainty) for pair in companies.alike(family)] == [(3, 4, 97)]
    circle = [Company(1, "Quorin", parent=2), Company(2, "Umbra", parent=3), Company(3, "Onyx", parent=2)]
    assert companies.alike(circle) == []


def test_two_ids_of_one_source_need_a_second_reason() -> None:
    crm = frozenset({"hubspot"})
    one, other = Company(1, "Quorin", sources=crm), Company(2, "Quorin GmbH", sources=crm)
    assert companies.alike([one, other]) == []
    assert companies.alike([one, other._replace(sources=frozenset({"csv"}))])
    both = [each._replace(domain="quorin.example") for each in (one, other)]
    assert [pair.certainty for pair in companies.alike(both)] == [97]


def test_what_a_person_called_two_is_left_out() -> None:
    three = accounts("Quorin", "Quorin AG", "Quorin Ltd")
    found = companies.alike(three, apart={(1, 2)})
    assert [(pair.one, pair.two) for pair in found] == [(1, 3), (2, 3)]


def colleagues(*known: Person) -> list[tuple[int, int, tuple[str, ...]]]:
    return reasons(people.alike(known))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Jane Orr", "Orr, Jane", "same name"),
        ("Dr. Jane Orr", "jane orr", "same name"),
        ("Zoë Müller", "Zoe Muller", "same name"),
        ("Katherine Lee", "Catherine Lee", "names 92% alike"),
        ("J. Orr", "Jane Orr", "same surname and first initial"),
    ],
)
def test_names_of_one_person(one: str, other: str, reason: str) -> None:
    assert colleagues(Person(1, 1, one), Person(2, 1, other)) == [(1, 2, (reason,))]
    assert colleagues(Person(1, 1, one), Person(2, 2, other)) == []


@pytest.mark.parametrize(
    "names",
    [
        ("Jane Orr", "Jana Orr"),
        ("Jane Orr", "Jane Ott"),
        ("J. Orr", "Omar Orr"),
        ("J. Orr", "Jane Orr", "James Orr"),
        ("Jane", "Omar"),
    ],
)
def test_people_with_half_a_name_in_common_are_no_pair(names: tuple[str, ...]) -> None:
    assert colleagues(*(Person(at, 1, name) for at, name in enumerate(names, 1))) == []


def test_an_address_is_a_reason_unless_it_is_an_offices() -> None:
    one, other = Person(1, 1, "Jane Orr", ("j@quorin.example",)), Person(2, 1, "Bo Li", ("j@quorin.example",))
    assert colleagues(one, other) == [(1, 2, ("same email j@quorin.example",))]
    office = ("info@quorin.example",)
    assert colleagues(one._replace(emails=office), other._replace(emails=office)) == []


def test_a_number_counts_beside_a_name_and_not_where_it_is_the_offices() -> None:
    number = "+442079460018"
    one, other = Person(1, 1, "Jane Orr", phones=(number,)), Person(2, 2, "Jane Orr", phones=(number,))
    assert colleagues(one, other) == [(1, 2, (f"same phone number {number}", "same name"))]
    assert people.alike([one, other], numbers={number}) == []
    assert colleagues(one, other._replace(name="Bo Li")) == []
    assert colleagues(one, other, Person(3, 3, "Bo Li", phones=(number,))) == []


def test_at_two_accounts_only_those_who_are_still_there_are_compared() -> None:
    one = Person(1, 1, "Jane Orr", ("jane@quorin.example",))
    other = Person(2, 2, "Jane Orr", ("jane@quorin.example",))
    assert colleagues(one, other) == [(1, 2, ("same email jane@quorin.example", "same name"))]
    assert colleagues(one._replace(left=True), other) == []
    assert people.alike([one, other], joined={(1, 2)}) == []
    assert people.alike([one, other], apart={(1, 2)}) == []


def test_a_successor_is_somebody_else() -> None:
    one = Person(1, 1, "Jane Orr", ("desk@quorin.example",), left=True, successor=2)
    assert colleagues(one, Person(2, 1, "Jane Orr", ("desk@quorin.example",))) == []


def test_reasons_take_their_share_of_the_doubt_and_never_all_of_it() -> None:
    assert (certainty([75]), certainty([75, 88]), certainty([95, 85, 50]), certainty([])) == (75, 97, 99, 0)


def test_the_page_about_duplicates_has_every_share() -> None:
    page = (Path(__file__).parent.parent.parent / "docs" / "duplicates.md").read_text(encoding="utf-8")
    said = {int(number) for number in re.findall(r"\| (\d+)% \|", page)}
    assert said == {share.percent for share in SHARES.values()}
    assert f"Pairs of {LEAST}% and more are listed" in page
    assert len(re.findall(rf"needs? [a-z ]*{LEAST_AGAINST}%", page)) == 2


def test_many_records_with_one_name_make_no_more_pairs_than_there_are() -> None:
    assert len(list(couples(range(8)))) == 28
    assert list(couples(range(100, 110))) == [(100, other) for other in range(101, 110)]
    assert len(companies.alike(accounts(*["Quorin"] * 500))) < 600
    assert len(people.alike([Person(at, 1, "Jane Orr") for at in range(500)])) == 499


def test_of_several_that_belong_together_none_is_named_after_it_is_gone() -> None:
    pairs = [
        Pair(1, 2, 70, ()),
        Pair(2, 3, 90, ()),
        Pair(1, 3, 60, ()),
        Pair(8, 9, 80, ()),
        Pair(3, 4, 75, ()),
    ]
    for order in permutations(pairs):
        found = merges(order, {1: 1, 2: 2, 3: 0, 4: 4, 8: 8, 9: 5})
        assert [(each.keep, each.gone) for each in found] == [(2, 1), (3, 4), (3, 2), (9, 8)]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(60, 99)), max_size=60))
def test_every_record_is_merged_away_once_at_most_and_all_that_hang_together_end_in_one(
    drawn: list[tuple[int, int, int]],
) -> None:
    pairs = [Pair(min(one, two), max(one, two), sure, ()) for one, two, sure in drawn if one != two]
    found = merges(pairs, {row: (row * 7) % 31 for row in range(31)})
    gone: set[int] = set()
    into = {row: row for row in range(31)}
    for each in found:
        assert not {each.keep, each.gone} & gone
        gone.add(each.gone)
        into = {row: each.keep if at == each.gone else at for row, at in into.items()}
    assert all(into[pair.one] == into[pair.two] for pair in pairs)


NAMES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=2, unique=True).map(sorted).map(tuple),
        st.sampled_from(LINES),
        st.sampled_from(["", *CODES]),
    ),
    min_size=1,
    max_size=25,
    unique_by=lambda each: each[:2],
).filter(lambda drawn: len({name for name, _, _ in drawn}) == len(drawn))


@given(NAMES, st.data())
def test_no_pair_among_different_names_and_a_copy_with_another_legal_form_is_always_found(
    drawn: list[tuple[tuple[str, ...], str, str]], data: st.DataObject
) -> None:
    known = [
        Company(at, " ".join([*words, line, form]).strip(), domain=f"{at}.example")
        for at, (words, line, form) in enumerate(drawn)
    ]
    assert companies.alike(known) == []
    words, line, form = drawn[at := data.draw(st.integers(0, len(drawn) - 1))]
    other = data.draw(st.sampled_from([code for code in ["", *CODES] if code != form]))
    spelled = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    copy = Company(99, spelled(" ".join([*words, line, other]).strip()))
    assert [(pair.one, pair.two) for pair in companies.alike([*known, copy])] == [(at, 99)]


@given(st.lists(st.lists(st.sampled_from([*WORDS, "Orr", "12", "21"]), max_size=4).map(tuple), max_size=30))
def test_near_texts_are_the_same_whatever_their_order(texts: list[tuple[str, ...]]) -> None:
    def found(given: list[tuple[str, ...]]) -> set[frozenset[tuple[str, ...]]]:
        return {frozenset({given[near.one], given[near.two]}) for near in near_pairs(given)}

    assert found(texts) == found(texts[::-1])
