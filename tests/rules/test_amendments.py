"""A contract with its amendments on each day: where it falls below zero, and what took it there."""

from typing import Any

import pytest

from amcli.rules.amendments import Fall, Part, fall, part_of

JAN, MAR, JUN, SEP = "2026-01-01", "2026-03-02", "2026-06-01", "2026-09-01"


def part(row: int, value: int, starts: str = JAN, stops: str | None = None, **others: Any) -> Part:
    return Part(**{"contract": 1, "account": 7, "currency": "EUR", **others}, id=row, starts_on=starts,
                stops_on=stops, value=value)  # fmt: skip


OWN = part(1, 10)


@pytest.mark.parametrize(
    ("parts", "day", "value", "by"),
    [
        ([OWN, part(2, -11, JUN)], JUN, -1, (2,)),
        ([OWN, part(2, -6, MAR), part(3, -5, JUN)], JUN, -1, (2, 3)),
        ([OWN, part(2, 5, MAR, SEP), part(3, -12, JUN)], SEP, -2, (3,)),
        ([part(1, 10, JUN), part(2, -1, MAR)], MAR, -1, (2,)),
        ([part(1, 0), part(2, -1, MAR)], MAR, -1, (2,)),
        ([part(1, 10, JAN, SEP), part(2, -11, JUN)], JUN, -11 + 10, (2,)),
        ([OWN, part(2, -1, MAR, account=8)], MAR, -1, (2,)),
        ([OWN, part(2, -1, MAR, currency="USD")], MAR, -1, (2,)),
        ([OWN, part(2, -11, MAR), part(3, 5, MAR, account=8)], MAR, -1, (2,)),  # what another has is no help
        ([part(1, -1)], JAN, -1, (1,)),
        ([OWN, part(0, -1, MAR, JUN), part(3, -12, SEP)], SEP, -2, (3,)),  # an older amendment has stopped
    ],
)
def test_a_contract_falls_on_the_first_day_below_zero(
    parts: list[Part], day: str, value: int, by: tuple[int, ...]
) -> None:
    found = fall(parts)
    assert found is not None
    assert (found.contract, found.day, found.value, found.by) == (1, day, value, by)


@pytest.mark.parametrize(
    "parts",
    [
        [OWN],
        [OWN, part(2, -10, MAR)],
        [OWN, part(2, -10, MAR), part(3, 5, JUN), part(4, -5, SEP)],
        [OWN, part(2, -12, JUN), part(3, 2, JUN)],
        [OWN, part(2, 5, MAR, SEP), part(3, -15, JUN, SEP)],
        [part(1, 10, JAN, JUN), part(2, -11, JUN)],  # it has stopped by then
        [part(1, 10, JAN, JUN), part(2, -9, MAR)],  # so has what amends it
        [part(1, 10, JAN, JUN), part(2, -11, SEP)],
        [OWN, part(2, -6, MAR, JUN), part(3, -5, SEP)],
        [part(2, -10, MAR)][:0],
    ],
)
def test_it_may_come_down_to_nothing(parts: list[Part]) -> None:
    assert fall(parts) is None


def test_what_was_as_low_before_takes_nothing_there() -> None:
    low = [OWN, part(2, -25, MAR), part(3, -5, JUN)]
    assert fall(low, low) is None
    assert fall([OWN, part(2, -12, MAR), part(3, -5, JUN)], low) is None
    assert fall([OWN, part(2, -25, MAR)], low) is None
    assert fall([*low, part(4, -1, SEP)], low) == Fall(1, SEP, -21, "EUR", (4,))
    moved = [each._replace(account=9) for each in low]
    assert fall(moved, low) is None
    assert fall([OWN, part(2, -3, MAR, account=9)], [OWN, part(2, -3, MAR, account=8)]) is None


def test_what_falls_to_nothing_from_above_is_not_below() -> None:
    assert fall([OWN, part(2, -10, MAR)], [OWN]) is None
    assert fall([OWN, part(2, -11, MAR)], [OWN]) == Fall(1, MAR, -1, "EUR", (2,))


def test_a_contract_that_runs_on_again_may_fall_by_itself() -> None:
    """Nothing adds less than before."""
    before = [part(1, 10, JAN, MAR), part(2, -11, MAR)]
    assert fall([OWN, part(2, -11, MAR)], before) == Fall(1, MAR, -1, "EUR", (1,))


def test_a_row_without_a_value_adds_nothing() -> None:
    row = {"id": 4, "amends_id": None, "account_id": 2, "currency": None, "starts_on": JAN,
           "terminated_on": None, "annual_value": None}  # fmt: skip
    assert part_of(row) == Part(4, 4, 2, None, JAN, None, 0)
    assert part_of({**row, "id": 5, "amends_id": 4, "annual_value": -3}).contract == 4
