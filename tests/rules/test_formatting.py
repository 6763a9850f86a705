"""Sentences that several screens say alike."""

import datetime as dt

import pytest

from amcli.rules.formatting import snoozed

TODAY = dt.date(2026, 3, 2)
FOUND = [("Acme", dt.date(2026, 3, 6)), ("Elm", dt.date(2026, 3, 9)), ("Oak", dt.date(2027, 6, 4))]


@pytest.mark.parametrize(
    ("many", "named", "said"),
    [
        (1, 2, "Snoozed 1: Acme until 6 Mar"),
        (2, 2, "Snoozed 2: Acme until 6 Mar, Elm until 9 Mar"),
        (3, 2, "Snoozed 3: Acme until 6 Mar, Elm until 9 Mar and 1 more"),
        (3, 1, "Snoozed 3: Acme until 6 Mar and 2 more"),
        (3, 3, "Snoozed 3: Acme until 6 Mar, Elm until 9 Mar, Oak until 4 Jun 2027"),
    ],
)
def test_what_is_snoozed_is_named_and_the_rest_counted(many: int, named: int, said: str) -> None:
    assert snoozed(FOUND[:many], TODAY, named) == said
