"""An amount beside what followed it: as much, more, less, in another currency, from nothing."""

import pytest

from amcli.rules.money import moved, renewed_for, signed_percent


@pytest.mark.parametrize(
    ("old", "currency", "new", "other", "text"),
    [
        (12_000_000, "EUR", 13_200_000, "EUR", "EUR 120,000 → 132,000 (+10%)"),
        (12_000_000, "EUR", 9_000_000, "EUR", "EUR 120,000 → 90,000 (-25%)"),
        (9_000_000, "EUR", 8_500_000, "EUR", "EUR 90,000 → 85,000 (-5.6%)"),
        (12_000_000, "EUR", 12_000_000, "EUR", "EUR 120,000"),
        (12_000_000, "EUR", 12_000_000, "USD", "EUR 120,000 → USD 120,000"),
        (12_000_000, "USD", 12_000_000, "EUR", "USD 120,000 → EUR 120,000"),
        (12_000_000, "EUR", 13_200_000, "USD", "EUR 120,000 → USD 132,000"),
        (12_000_000, "EUR", 120_000, "JPY", "EUR 120,000 → JPY 120,000"),
        (12_000_000, "EUR", 0, "EUR", "EUR 120,000 → 0 (-100%)"),
        (1, "JPY", 3, "JPY", "JPY 1 → 3 (+200%)"),
        # Of nothing, or less, nobody can say how much more another amount is.
        (0, "EUR", 100, "EUR", "EUR 0 → 1"),
        (-100, "EUR", 100, "EUR", "EUR -1 → 1"),
    ],
)
def test_an_amount_beside_what_followed(old, currency, new, other, text):
    assert moved(old, currency, new, other) == text


@pytest.mark.parametrize(
    ("old", "currency", "new", "other", "text"),
    [
        (120_000, "EUR", 132_000, "EUR", ", EUR 120,000 → 132,000 (+10%)"),
        (132_000, "EUR", 120_000, "EUR", ", EUR 132,000 → 120,000 (-9.1%)"),
        (120_000, "EUR", 120_000, "USD", ", EUR 120,000 → USD 120,000"),
        (120_000, "USD", 120_000, "EUR", ", USD 120,000 → EUR 120,000"),
        (0, "EUR", 10, "EUR", ", EUR 0 → 10"),
        (120_000, "EUR", 120_000, "EUR", ""),
        (None, "EUR", 120_000, "EUR", ""),
        (120_000, "EUR", None, "EUR", ""),
        (120_000, None, 132_000, "EUR", ""),
        (120_000, "EUR", 132_000, None, ""),
        (None, None, None, None, ""),
    ],
)
def test_what_a_renewal_changed_is_said_where_both_are_known(old, currency, new, other, text):
    assert renewed_for(old, currency, new, other) == text


def test_a_share_has_its_sign_and_a_decimal_where_it_says_something():
    assert [signed_percent(value) for value in (10, -5.56, 0.04, 100.04)] == ["+10%", "-5.6%", "+0%", "+100%"]
