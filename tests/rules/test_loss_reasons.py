"""Why revenue was lost in a quarter, by hand: what fell, by how much of the account's net loss, and for which
of the reasons on record.

The quarter is the last of 2025: it opens on 30 September and closes on 31 December.
"""

import pytest

from amcli.rules.metrics.bridge import CHURNED, CONTRACTION, NEW, Move
from amcli.rules.metrics.contracts import Contract
from amcli.rules.metrics.reasons import Line, falls, key, losses, reason_lines

from .revenue import contract, scope


def ended(number: int, value: int, account: int = 1, **given: object) -> Contract:
    """Lost at the end of November."""
    return contract(number, "2024-12-01", "2025-11-30", value, account, outcome="churned", **given)


def renewed(number: int, value: int, by: int, account: int = 1, ends: str = "2025-11-30") -> Contract:
    return contract(number, "2024-12-01", ends, value, account, outcome="renewed", renewed_by=by)


def shares(*contracts: Contract, reasons: dict[int, str] | None = None, **given: object):
    """Contract, kind, amount and reason of each loss."""
    found = losses(scope(*contracts, **given), reasons or {})
    return [(each.contract, each.kind, each.amount, each.reason) for each in found]


def test_reasons_are_one_whatever_their_case_and_blanks_in_the_words_used_most():
    book = ended(1, 10, 1), ended(2, 20, 2), ended(3, 5, 3), ended(4, 15, 4)
    assert reason_lines(scope(*book), {1: "Price", 2: " price ", 3: "price"}) == [
        Line("price", 3, 3, 35, 0),
        Line(None, 1, 1, 15, 0),
    ]
    assert reason_lines(scope(*book), {1: "Price", 2: "two  teams", 3: "price", 4: "Two Teams"}) == [
        Line("Two Teams", 2, 2, 35, 0),
        Line("Price", 2, 2, 15, 0),
    ]
    assert key(" Too  DEAR ") == key("too dear")


def test_the_largest_loss_comes_first_then_the_words_and_no_reason_last():
    book = [ended(1, 10, 1), ended(2, 10, 2), ended(3, 11, 3), ended(4, 90, 4)]
    found = reason_lines(scope(*book), {1: "moved", 2: "budget", 3: "price"})
    assert [line.reason for line in found] == ["price", "budget", "moved", None]


def test_an_account_counts_once_for_one_reason():
    found = reason_lines(
        scope(ended(1, 10), ended(2, 20), ended(3, 5, 2)), {1: "price", 2: "price", 3: "price"}
    )
    assert found == [Line("price", 2, 3, 35, 0)]
    assert found[0].lost == 35


def test_one_reason_may_stand_for_what_churned_and_what_shrank():
    book = ended(1, 10), renewed(2, 50, 3, 2), contract(3, "2025-12-01", None, 44, 2)
    (line,) = reason_lines(scope(*book), {1: "price", 2: "price"})
    assert (line, line.lost) == (Line("price", 2, 2, 10, 6), 16)


def test_what_rounding_alone_took_has_no_contract():
    found = scope()
    moves = Move(1, CONTRACTION, 100, 90), Move(2, CHURNED, 5, 0), Move(3, None, 7, 7), Move(4, NEW, 0, 9)
    found.__dict__["bridge"] = found.bridge._replace(moves=moves)
    assert reason_lines(found, {}) == [Line(None, 2, 0, 5, 10)]


@pytest.mark.parametrize(
    ("values", "anew", "parts"),
    [
        ((60, 30), 18, (48, 24)),
        # a cent that is left goes to the largest part of one, then to the earlier contract
        ((10, 10, 10), 20, (4, 3, 3)),
        ((20, 30, 50), 33, (13, 20, 34)),
        ((10, 10, 10), 19, (4, 4, 3)),
    ],
)
def test_a_net_loss_is_shared_in_whole_cents_by_what_each_contract_fell_by(values, anew, parts):
    book = [ended(number, value) for number, value in enumerate(values, 1)]
    found = shares(*book, contract(9, "2025-12-01", None, anew))
    assert found == [(number, "contraction", part, None) for number, part in enumerate(parts, 1)]


def test_who_grew_or_came_lost_nothing_whatever_fell():
    assert shares(ended(1, 10), contract(2, "2025-12-01", None, 11)) == []
    assert shares(ended(1, 10), contract(2, "2025-12-01", None, 10)) == []
    assert shares(contract(1, "2025-12-01", None, 10)) == []


def test_a_renewal_falls_by_what_it_is_smaller():
    book = renewed(1, 100, 2), contract(2, "2025-12-01", None, 80), ended(3, 50)
    assert shares(*book, reasons={1: "two teams fewer", 2: "not this"}) == [
        (1, "contraction", 20, "two teams fewer"),
        (3, "contraction", 50, None),
    ]


def test_what_was_renewed_as_it_was_or_larger_fell_by_nothing():
    for value in (100, 110):
        book = renewed(1, 100, 2), contract(2, "2025-12-01", None, value), ended(3, 50)
        assert [each.contract for each in falls(scope(*book), scope(*book).history.of[1], {})] == [3]


def test_a_cent_less_is_less_and_nothing_falls_by_nothing():
    assert shares(renewed(1, 100, 2), contract(2, "2025-12-01", None, 99)) == [(1, "contraction", 1, None)]
    assert shares(ended(1, 1), ended(2, 9)) == [(1, "churned", 1, None), (2, "churned", 9, None)]
    free = renewed(2, 0, 3), contract(3, "2025-12-01", None, 0)
    assert shares(ended(1, 50), *free) == [(1, "churned", 50, None)]
    assert shares(ended(1, 60), ended(2, -10)) == [(1, "churned", 50, None)]


def test_what_ended_is_no_part_of_what_the_first_contract_goes_on_with():
    book = renewed(5, 100, 1), contract(1, "2025-12-01", None, 80), ended(6, 50)
    assert shares(*book) == [(5, "contraction", 20, None), (6, "contraction", 50, None)]


def test_two_that_became_one_share_its_fall_by_what_they_brought():
    book = renewed(1, 60, 3), renewed(2, 40, 3), contract(3, "2025-12-01", None, 80), renewed(4, 0, 3)
    assert shares(*book, reasons={1: "a", 2: "b"}) == [
        (1, "contraction", 12, "a"),
        (2, "contraction", 8, "b"),
    ]


@pytest.mark.parametrize(
    ("starts", "parts"),
    [
        # 20 less within the grace of 30 days; afterwards all of it is lost, and the new one is another
        ("2025-11-01", (20, 100)), ("2025-11-30", (20, 100)), ("2025-12-01", (60, 60)),
    ],
)  # fmt: skip
def test_what_follows_within_the_grace_goes_on(starts, parts):
    book = (
        renewed(1, 100, 2, ends="2025-10-31"),
        contract(2, starts, None, 80),
        contract(3, "2024-12-01", "2025-10-31", 100, outcome="churned"),
    )
    assert [part for _, _, part, _ in shares(*book)] == list(parts)


@pytest.mark.parametrize(("mine", "theirs"), [(1, 2), (2, 1)])
def test_what_another_account_goes_on_with_is_lost_here(mine, theirs):
    book = renewed(1, 100, 2, mine), contract(2, "2025-12-01", None, 80, theirs), ended(3, 50, mine)
    assert shares(*book, reasons={1: "sold"}) == [(1, "churned", 100, "sold"), (3, "churned", 50, None)]


def test_one_without_an_end_may_be_followed_too():
    old = contract(1, "2024-12-01", None, 100, terminated_on="2025-11-15", renewed_by=2)
    assert shares(old, contract(2, "2025-11-15", None, 90), ended(3, 50)) == [
        (1, "contraction", 10, None),
        (3, "contraction", 50, None),
    ]


def test_a_successor_after_the_closing_says_nothing_of_the_quarter():
    old = contract(
        1, "2024-12-01", "2025-12-20", 100, terminated_on="2025-11-01", outcome="renewed", renewed_by=2
    )
    book = old, contract(2, "2026-01-02", "2026-02-01", 90, outcome="churned")
    assert shares(*book, reasons={2: "later"}) == [(1, "churned", 100, None)]
    assert shares(*book, reasons={1: "now", 2: "later"}) == [(1, "churned", 100, "now")]
    on_the_last = old, contract(2, "2025-12-31", None, 90), ended(3, 50)
    assert shares(*on_the_last) == [(1, "contraction", 10, None), (3, "contraction", 50, None)]


def test_the_reason_is_that_of_the_last_contract_that_has_one():
    book = (
        renewed(1, 40, 2, ends="2025-10-31"),
        contract(2, "2025-11-01", "2025-11-30", 40, outcome="churned"),
    )
    assert shares(*book, reasons={1: "old", 2: "closed"}) == [(1, "churned", 40, "closed")]
    assert shares(*book, reasons={1: "old"}) == [(1, "churned", 40, "old")]
    assert shares(*book) == [(1, "churned", 40, None)]


def test_contracts_that_follow_each_other_in_a_circle_end_all_the_same():
    book = (
        renewed(1, 40, 2, ends="2025-10-31"),
        contract(2, "2025-11-01", "2025-11-15", 40, outcome="renewed", renewed_by=1),
    )
    assert [part for _, _, part, _ in shares(*book)] == [40]


@pytest.mark.parametrize(
    ("change", "fell"),
    [
        (contract(2, "2025-11-01", None, -10, amends=1), 10),
        (contract(2, "2025-10-01", None, -10, amends=1), 10),
        (contract(2, "2025-11-01", None, -1, amends=1), 1),
        (contract(2, "2025-12-31", None, -10, amends=1), 10),
        (contract(2, "2025-09-30", None, -10, amends=1), None),  # counts at the opening already
        (contract(2, "2026-01-01", None, -10, amends=1), None),
        (contract(2, "2025-11-01", None, 10, amends=1), None),
        (contract(2, "2025-01-01", None, 10, amends=1, terminated_on="2025-11-15"), 10),
        (contract(2, "2025-01-01", None, -10, amends=1, terminated_on="2025-11-15"), None),
    ],
)
def test_a_contract_that_goes_on_falls_by_its_amendments(change: Contract, fell: int | None):
    book = contract(1, "2025-01-01", None, 50), change
    found = falls(scope(*book), scope(*book).history.of[1], {2: "price", 1: "not this"})
    assert [tuple(each) for each in found] == ([(1, fell, "price")] if fell else [])


def test_amendments_of_one_that_ended_fall_with_it_and_may_say_why():
    """Of those of the quarter that made it smaller, the newest."""
    book = (
        ended(1, 50),
        contract(2, "2025-10-15", None, -10, amends=1),
        contract(3, "2025-11-15", None, -5, amends=1),
        contract(4, "2025-11-15", None, -4, amends=1),
        contract(5, "2025-11-20", None, 3, amends=1),
        contract(6, "2025-09-01", None, -2, amends=1),
        contract(7, "2025-11-25", None, 0, amends=1),
        contract(8, "2025-11-26", None, -1, amends=1),
    )
    whole = 48  # at the opening
    for reasons, said in (
        ({2: "first", 3: "second", 4: "third"}, "third"),
        ({2: "first", 3: "second"}, "second"),
        ({2: "first"}, "first"),
        ({5: "more"}, None),
        ({7: "nothing"}, None),
        ({8: "a cent", 4: "third"}, "a cent"),
        ({6: "before"}, None),
        ({1: "own", 4: "third"}, "own"),
    ):
        assert shares(*book, reasons=reasons) == [(1, "churned", whole, said)]


def test_a_renewal_counts_with_its_amendments_at_the_closing():
    book = (
        renewed(1, 100, 2),
        contract(2, "2025-12-01", None, 80),
        contract(3, "2025-12-15", None, 15, amends=2),
        contract(4, "2026-01-15", None, 15, amends=2),
        ended(5, 50),
    )
    assert shares(*book) == [(1, "contraction", 5, None), (5, "contraction", 50, None)]


def test_amounts_are_at_the_closing_day_s_rates():
    """100 dollars are 40 at the opening and 50 at the closing, for both."""
    book = ended(1, 100, currency="USD"), ended(2, 25), contract(3, "2025-12-01", None, 15)
    assert shares(*book) == [(1, "contraction", 40, None), (2, "contraction", 20, None)]
