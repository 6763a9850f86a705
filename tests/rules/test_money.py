"""Money: what is read, converting exactly, and the words and figures that are written."""

import math
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amcli.errors import BadValue, Refused
from amcli.rules import money
from amcli.rules.money import MAX_AMOUNT, Money, compact, convert, grouped, parse_money

SOURCE = Path(money.__file__).parents[2]

currencies = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLF", "XYZ"])
amounts = st.integers(-MAX_AMOUNT, MAX_AMOUNT)
rates = st.builds(
    lambda whole, part: f"{whole}.{part}",
    st.integers(0, 10**6),
    st.from_regex(r"[0-9]{0,5}[1-9]", fullmatch=True),
)
pieces = st.sampled_from([*"0123456789.,-()kmb $€ ", "EUR", "usd", "60", ",000", "\x1b", "６", "ſ", "\u212a"])
typed = st.text(max_size=80) | st.lists(pieces, max_size=10).map("".join)


def assert_short_and_printable(message: str) -> None:
    assert len(message) < 150
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", message)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("60000", 6_000_000, "EUR"),
        ("60k", 6_000_000, "EUR"),
        ("60K", 6_000_000, "EUR"),
        ("1.2m", 120_000_000, "EUR"),
        ("1.2b", 120_000_000_000, "EUR"),
        (".5m", 50_000_000, "EUR"),
        ("1.234567k", None, "EUR"),
        ("1.23456k", 123_456, "EUR"),
        ("60,000", 6_000_000, "EUR"),
        ("1,234,567.89", 123_456_789, "EUR"),
        ("60,000.50", 6_000_050, "EUR"),
        ("0.5", 50, "EUR"),
        ("0", 0, "EUR"),
        ("007", 700, "EUR"),
        (" 60k ", 6_000_000, "EUR"),
        ("EUR 60k", 6_000_000, "EUR"),
        ("USD 60k", 6_000_000, "USD"),
        ("usd60k", 6_000_000, "USD"),
        ("60k USD", 6_000_000, "USD"),
        ("60kusd", 6_000_000, "USD"),
        ("60 mxn", 6_000, "MXN"),
        ("60mxn", 6_000, "MXN"),
        ("60 m mxn", 6_000_000_000, "MXN"),
        ("60\u00a0000", None, "EUR"),
        ("€60k", 6_000_000, "EUR"),
        ("60k\u00a0€", 6_000_000, "EUR"),
        ("$ 60k", 6_000_000, "USD"),
        ("£1", 100, "GBP"),
        ("¥60k", 60_000, "JPY"),
        ("₹1", 100, "INR"),
        ("$60k USD", 6_000_000, "USD"),
        ("JPY 5", 5, "JPY"),
        ("KWD 1.234", 1_234, "KWD"),
        ("CLF 1.2345", 12_345, "CLF"),
        ("10,000,000,000,000", 10**15, "EUR"),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, amount: int | None, currency: str) -> None:
    if amount is None:
        with pytest.raises(BadValue):
            parse_money(text, "EUR")
    else:
        assert parse_money(text, "EUR") == Money(amount, currency)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("", "an amount is missing."),
        ("   ", "an amount is missing."),
        ("EUR", "not an amount."),
        ("k", "not an amount."),
        (".", "not an amount."),
        ("5.", "not an amount."),
        ("1.2.3", "not an amount."),
        ("NaN", "not an amount."),
        ("NaN 5", "not an amount."),
        ("inf 5", "not an amount."),
        ("Infinity", "not an amount."),
        ("1e5", "not an amount."),
        ("0x10", "not an amount."),
        ("60_000", "not an amount."),
        ("60 mio", "not an amount."),
        ("60mln", "not an amount."),
        ("60 tsd", "not an amount."),
        ("+5", "not an amount."),
        ("60 000", "not an amount."),
        ("60kk", "not an amount."),
        ("60%", "not an amount."),
        ("uſd 5", "not an amount."),
        ("5\x1b[31m", "not an amount."),
        ("1,2", "not an amount; commas separate thousands, a point the decimals."),
        ("0,123", "not an amount; commas separate thousands, a point the decimals."),
        ("1,2345", "not an amount; commas separate thousands, a point the decimals."),
        ("12,34,567", "not an amount; commas separate thousands, a point the decimals."),
        ("60.000,00", "not an amount; commas separate thousands, a point the decimals."),
        ("６０", "an amount is written with the digits 0 to 9."),
        ("٦٠", "an amount is written with the digits 0 to 9."),
        ("½", "an amount is written with the digits 0 to 9."),
        ("12.345", "EUR has 2 decimals."),
        ("60.000", "EUR has 2 decimals."),
        ("0.001k JPY", None),
        ("¥5.5", "JPY has no decimals."),
        ("KWD 1.2345", "KWD has 3 decimals."),
        ("€60k USD", "two currencies."),
        ("EUR 60k USD", "two currencies."),
        ("-5", "an amount can't be below zero here."),
        ("(5)", "an amount can't be below zero here."),
        ("10,000,000,000,000.01", "too large, at most EUR 10,000,000,000,000."),
        ("9" * 59, "too large, at most EUR 10,000,000,000,000."),
        ("JPY 1,000,000,000,000,001", "too large, at most JPY 1,000,000,000,000,000."),
    ],
)
def test_what_is_no_amount_is_refused_in_words_that_repeat_it(text: str, detail: str | None) -> None:
    if detail is None:
        assert parse_money(text, "EUR") == Money(1, "JPY")
        return
    with pytest.raises(BadValue) as refused:
        parse_money(text, "EUR")
    typed_again = text.replace("\x1b", "\\x1b")
    typed_again = typed_again if len(typed_again) <= 40 else typed_again[:37] + "..."
    assert refused.value.message == f'"{typed_again}": {detail}'
    assert refused.value.hint == "Amounts: 60000, 60k, 1.2m, 60,000.50, EUR 60k"


@pytest.mark.parametrize("start", ["", "1,", "1,2", "k", "(", "1."])
def test_a_very_long_text_is_refused(start: str) -> None:
    for text in (start * 100_000 + "9" * 10_000, start + "0" * 10**6):
        with pytest.raises(BadValue, match="not an amount"):
            parse_money(text, "EUR")


def test_an_amount_without_any_currency_is_refused() -> None:
    with pytest.raises(BadValue) as refused:
        parse_money("60k", None)
    assert refused.value.message == '"60k": in which currency?'
    assert refused.value.hint is not None
    assert "am config set book.currency EUR" in refused.value.hint
    assert parse_money("60k GBP", None) == Money(6_000_000, "GBP")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("-5", -500),
        ("\u22125", -500),
        ("-€5", -500),
        ("€-5", -500),
        ("EUR -5", -500),
        ("-5 EUR", -500),
        ("(1,234.50)", -123_450),
        ("(€5)", -500),
        ("-0", 0),
        ("5", 500),
    ],
)
def test_amounts_below_zero_are_read_where_they_are_allowed(text: str, amount: int) -> None:
    assert parse_money(text, "EUR", allow_negative=True) == Money(amount, "EUR")


@pytest.mark.parametrize("text", ["--5", "(-5)", "-€-5", "((5))", "()", "(5", "5-", "-"])
def test_a_muddle_of_minuses_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_money(text, "EUR", allow_negative=True)


def test_minor_units_follow_iso_4217() -> None:
    expected = {"EUR": 2, "JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "TND": 3, "CLF": 4, "MRU": 2, "XYZ": 2}
    assert {code: money.exponent(code) for code in expected} == expected


@pytest.mark.parametrize(("text", "code"), [("eur", "EUR"), (" USD ", "USD"), ("Xyz", "XYZ")])
def test_a_currency_is_three_letters(text: str, code: str) -> None:
    assert money.check_currency(text) == code


@pytest.mark.parametrize(
    "text", ["", "EU", "EURO", "E1R", "€", "ＥＵＲ", "ßS", "uſd", "E R", "NaN", "mio", "\x00\x00\x00"]
)
def test_what_is_no_currency_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadValue, match="not a currency code") as refused:
        money.check_currency(text)
    assert refused.value.hint is not None
    assert "EUR, USD, GBP" in refused.value.hint


@given(amounts, currencies)
@example(MAX_AMOUNT, "JPY")
def test_what_is_written_in_full_is_read_as_the_same_amount(amount: int, currency: str) -> None:
    text = f"{currency} {grouped(amount, currency)}"
    assert parse_money(text, None, allow_negative=True) == Money(amount, currency)


@given(st.integers(0, 10**12), currencies)
def test_what_is_written_short_is_read_as_nearly_the_same_amount(amount: int, currency: str) -> None:
    text = compact(amount, currency)
    if not text.endswith("t"):
        read = parse_money(text, currency).amount
        assert abs(read - amount) * 200 <= amount


@given(typed, st.sampled_from([None, "EUR", "JPY"]), st.booleans())
def test_any_text_gives_an_amount_or_one_printable_line(
    text: str, default: str | None, negative: bool
) -> None:
    try:
        found = parse_money(text, default, allow_negative=negative)
    except BadValue as refused:
        assert_short_and_printable(refused.message)
    else:
        assert abs(found.amount) <= MAX_AMOUNT
        assert negative or found.amount >= 0
        assert re.fullmatch("[A-Z]{3}", found.currency)


@given(amounts, currencies)
@example(1, "EUR")
@example(MAX_AMOUNT - 1, "CLF")
def test_major_units_are_exact_both_ways_and_whole_ones_are_integers(amount: int, currency: str) -> None:
    major = money.to_major(amount, currency)
    assert isinstance(major, int) == (amount % 10 ** money.exponent(currency) == 0)
    assert money.from_major(major, currency) == amount
    assert money.from_major(float(major), currency) == amount


def test_whole_major_units_are_integers_up_to_the_largest_amount() -> None:
    assert [repr(money.to_major(amount, "EUR")) for amount in (7200, 7201, 0, -7250)] == [
        "72", "72.01", "0", "-72.5",
    ]  # fmt: skip
    assert money.from_major(10**13, "EUR") == MAX_AMOUNT
    assert money.from_major(-(10**13), "EUR") == -MAX_AMOUNT


def test_an_amount_converts_whichever_currency_comes_first_by_its_letters() -> None:
    assert convert(100, "CHF", "EUR", {"CHF": "2"}) == 200
    assert convert(100, "USD", "EUR", {"USD": "2"}) == 200


def test_major_units_are_those_of_the_currency() -> None:
    assert money.to_major(6_000_050, "EUR") == 60_000.5
    assert money.to_major(6_000_050, "JPY") == 6_000_050
    assert money.to_major(-1_234, "KWD") == -1.234
    assert money.from_major(0.29, "EUR") == 29


@pytest.mark.parametrize(
    ("value", "detail"),
    [
        (1.005, "EUR has 2 decimals"),
        (0.1 + 0.2, "EUR has 2 decimals"),
        (math.nan, "nan: not a possible amount"),
        (math.inf, "inf: not a possible amount"),
        (-math.inf, "-inf: not a possible amount"),
        (1e300, "not a possible amount"),
        (True, "True: not a possible amount"),
    ],
)
def test_a_number_that_is_no_exact_amount_is_refused(value: float, detail: str) -> None:
    with pytest.raises(BadValue, match=re.escape(detail)):
        money.from_major(value, "EUR")


def test_a_number_of_absurd_length_is_refused_without_being_written_out() -> None:
    with pytest.raises(BadValue, match="the number: not a possible amount"):
        money.from_major(10**5000, "EUR")


@pytest.mark.parametrize(
    ("text", "rate"), [("0.92", "0.92"), (" 1 ", "1"), ("151.30", "151.30"), ("0.00001", "0.00001")]
)
def test_rates_are_plain_numbers(text: str, rate: str) -> None:
    assert money.check_rate(text) == rate


@pytest.mark.parametrize(
    "text",
    ["", "0", "0.000", ".", ".5", "5.", "-1", "+1", "0,92", "1e5", "NaN", "inf", "１", "1" * 16, "1/3"],
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="not an exchange rate"):
        money.check_rate(text)


@pytest.mark.parametrize(
    ("amount", "currency", "to", "expected"),
    [
        (10_000, "USD", "EUR", 9_200),
        (1, "USD", "EUR", 1),
        (0, "USD", "EUR", 0),
        (10_000, "EUR", "EUR", 10_000),
        (1_000, "JPY", "EUR", 610),
        (1_000, "KWD", "EUR", 300),
        (100, "GBP", "EUR", 113),
        (-100, "GBP", "EUR", -113),
        (92_000, "USD", "GBP", 75_236),
    ],
)
def test_amounts_convert_exactly_and_half_up(amount: int, currency: str, to: str, expected: int) -> None:
    known = {"USD": "0.92", "JPY": "0.0061", "KWD": "3", "GBP": "1.125"}
    assert convert(amount, currency, to, known) == expected


def test_a_missing_rate_is_refused_and_names_the_command_that_sets_it() -> None:
    with pytest.raises(Refused) as refused:
        convert(100, "USD", "EUR", {"GBP": "1.17"})
    assert refused.value.message == "no exchange rate from USD to EUR."
    assert refused.value.hint == "Set it: am config set fx.USD RATE"
    assert refused.value.exit_code == 5


def test_a_rate_that_is_no_number_never_counts_as_one() -> None:
    with pytest.raises(BadValue, match="not an exchange rate"):
        convert(100, "USD", "EUR", {"USD": "0"})


@given(amounts, currencies, rates)
def test_converting_agrees_with_fractions_and_treats_gains_and_losses_alike(
    amount: int, currency: str, rate: str
) -> None:
    exact = Fraction(abs(amount), 10 ** money.exponent(currency)) * Fraction(rate) * 100
    expected = math.floor(exact + Fraction(1, 2)) * (-1 if amount < 0 else 1)
    found = convert(amount, currency, "SEK", {currency: rate})
    assert found == expected
    assert convert(-amount, currency, "SEK", {currency: rate}) == -found


@pytest.mark.parametrize(
    ("major", "text"),
    [
        ("0", "0"),
        ("950", "950"),
        ("999.49", "999"),
        ("999.50", "1k"),
        ("950.50", "951"),
        ("12.5", "12.5"),
        ("0.05", "0.05"),
        ("8400", "8.4k"),
        ("9600", "9.6k"),
        ("15600", "15.6k"),
        ("72000", "72k"),
        ("180000", "180k"),
        ("373000", "373k"),
        ("999499.99", "999k"),
        ("999500", "1m"),
        ("1005000", "1.01m"),
        ("1688000", "1.69m"),
        ("12345000000", None),
        ("-8400", "-8.4k"),
        ("-999500", "-1m"),
        ("9999999999", "10b"),
        ("1000000000000", "1t"),
    ],
)
def test_amounts_in_lists_have_three_digits_at_most(major: str, text: str | None) -> None:
    amount = int(Fraction(major) * 100)
    assert compact(amount, "EUR") == (text or "12.3b")


def test_amounts_in_lists_know_the_minor_units_of_their_currency() -> None:
    assert compact(9_600, "JPY") == "9.6k"
    assert compact(9_600, "KWD") == "9.6"
    assert compact(10**18, "JPY") == "1,000,000t"


@given(amounts.filter(bool), currencies)
def test_a_short_amount_has_one_to_three_figures_and_never_a_thousand(amount: int, currency: str) -> None:
    text = compact(amount, currency)
    figures = re.fullmatch(r"-?([0-9]{1,3})(?:\.([0-9]+))?[kmbt]?", text)
    if abs(amount) < 999.5 * 10 ** (12 + money.exponent(currency)):
        assert figures is not None
        assert len((figures[1] + (figures[2] or "")).lstrip("0")) <= 3
        assert not (figures[2] or "1").endswith("0")
    assert text.startswith("-") == (amount < 0)


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (7_200_000, "EUR", "72,000"),
        (7_200_050, "EUR", "72,000.50"),
        (5, "EUR", "0.05"),
        (0, "EUR", "0"),
        (-1_440_000, "EUR", "-14,400"),
        (-5, "EUR", "-0.05"),
        (72_000, "JPY", "72,000"),
        (72_001, "KWD", "72.001"),
    ],
)
def test_amounts_on_pages_are_grouped_and_have_decimals_only_when_needed(
    amount: int, currency: str, text: str
) -> None:
    assert grouped(amount, currency) == text


def test_money_needs_no_heavy_module() -> None:
    script = f"""
import sys
sys.path.insert(0, {str(SOURCE)!r})
from amcli.rules import money
money.convert(money.parse_money("$60k", None).amount, "USD", "EUR", {{"USD": "0.92"}})
money.from_major(money.to_major(605, "EUR"), "EUR")
print([name for name in ("decimal", "fractions", "locale", "unicodedata") if name in sys.modules])
"""
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"


def test_a_text_of_sixty_characters_is_the_longest_that_is_read() -> None:
    assert parse_money("7".rjust(60, "0"), "EUR") == Money(700, "EUR")
    with pytest.raises(BadValue, match="not an amount"):
        parse_money("7".rjust(61, "0"), "EUR")
    with pytest.raises(BadValue, match="commas separate thousands"):
        parse_money("1,2".rjust(60, "x"), "EUR")
    with pytest.raises(BadValue) as caught:
        parse_money("1,2".rjust(61, "x"), "EUR")
    assert "commas" not in caught.value.message


@pytest.mark.parametrize("text", ["(50", "50)"])
def test_half_a_pair_of_brackets_is_no_minus(text: str) -> None:
    with pytest.raises(BadValue, match="not an amount"):
        parse_money(text, "EUR", allow_negative=True)


@pytest.mark.parametrize("value", [MAX_AMOUNT // 100 + 1, -MAX_AMOUNT // 100 - 1, 0.015, 0.005])
def test_a_number_beyond_the_greatest_amount_or_between_two_cents_is_refused(value: float) -> None:
    with pytest.raises(BadValue):
        money.from_major(value, "EUR")


def test_a_cent_below_zero_keeps_its_minus() -> None:
    assert convert(-1, "USD", "EUR", {"USD": "1"}) == -1
    assert (compact(-1, "EUR"), grouped(-1, "EUR")) == ("-0.01", "-0.01")
