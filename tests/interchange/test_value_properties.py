"""Numbers and days written as people write them in many places come back as they were."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.values.columns import READERS
from amcli.interchange.values.languages import MONTHS, WEEKDAYS
from amcli.interchange.values.numbers import NAMES, Amount, code_of
from amcli.interchange.values.reader import UnsettledError, Wrong
from tests.profiles import examples

# Separator of thousands, decimal mark, and how the thousands are grouped.
LOCALES = {
    "en": (",", "."),
    "de": (".", ","),
    "fr": ("\u202f", ","),
    "ch": ("’", "."),
    "se": ("\u00a0", ","),
    "plain": ("", "."),
    "in": ("lakh", "."),
}
# A busy machine is no fault of what is drawn.
SLOW = [HealthCheck.too_slow]
SIDES = ("{} {}", "{}{}", "{1} {0}", "{1}{0}")


def grouped(whole: str, mark: str) -> str:
    """Digits with separators: by three, or as in India, the last three and then by two."""
    if mark == "lakh":
        head, tail = whole[:-3], whole[-3:]
        pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
        return ",".join([*pairs, tail])
    parts = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)][::-1]
    return mark.join(parts)


def written(cents: int, locale: str) -> str:
    """An amount with two decimals as it is written there."""
    thousands, decimal = LOCALES[locale]
    whole, part = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{grouped(str(whole), thousands)}{decimal}{part:02d}"


def column(kind: str, cells: list[str]) -> list[object]:
    reader = READERS[kind](())
    reader.see(cells)
    reader.settle(None)
    return [value.why if isinstance(value, Wrong) else value for value in reader.column(cells)]


@settings(max_examples=examples(60), suppress_health_check=SLOW)
@given(
    st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=12),
    st.sampled_from(sorted(LOCALES)),
)
def test_amounts_come_back_in_every_locale(cents: list[int], locale: str) -> None:
    read = column("amount", [written(each, locale) for each in cents])
    assert [Decimal(each.text) * 100 for each in read if isinstance(each, Amount)] == cents


@settings(max_examples=examples(40), suppress_health_check=SLOW)
@given(
    st.integers(0, 10**9),
    st.sampled_from(sorted(LOCALES)),
    st.sampled_from(["EUR", "€", "$", "US$", "£", "CHF", "kr", "zł", "R$", "Kč", "₹"]),
    st.sampled_from(SIDES),
)
def test_a_currency_beside_an_amount_takes_no_digit_from_it(
    cents: int, locale: str, unit: str, side: str
) -> None:
    (read,) = column("amount", [side.format(unit, written(cents, locale))])
    assert isinstance(read, Amount)
    assert (Decimal(read.text) * 100, code_of(read.unit or "")) == (cents, code_of(unit))


def test_every_name_of_a_currency_is_one() -> None:
    for code, names in NAMES.items():
        assert {code_of(name) for name in names.split()} == {code}
        assert {code_of(name.upper()) for name in names.split()} == {code}


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))
FORMS = (
    "{day}. {month} {year}", "{day} {month} {year}", "{day:02d} {short} {year}", "{day}-{month}-{year}",
    "{weekday}, {day}. {month} {year}", "{day} de {month} de {year}", "{month} {day}, {year}",
)  # fmt: skip


@settings(max_examples=examples(60), suppress_health_check=SLOW)
@given(DAYS, st.sampled_from(sorted(MONTHS)), st.sampled_from(FORMS), st.booleans())
def test_days_with_names_of_months_come_back_in_every_language(
    day: dt.date, language: str, form: str, capitals: bool
) -> None:
    name = MONTHS[language].split()[day.month - 1].split("|")[-1]
    weekday = WEEKDAYS[language].split()[day.weekday()]
    cell = form.format(day=day.day, month=name, short=name[:4], weekday=weekday, year=day.year)
    assert column("day", [cell.upper() if capitals else cell]) == [day.isoformat()]


@settings(max_examples=examples(40), suppress_health_check=SLOW)
@given(st.lists(DAYS, min_size=1, max_size=12))
def test_dots_always_put_the_day_first(days: list[dt.date]) -> None:
    for form in ("%d.%m.%Y", "{0.day}.{0.month}.{0.year}"):
        cells = [day.strftime(form) if "%" in form else form.format(day) for day in days]
        assert column("day", cells) == [day.isoformat() for day in days]


@settings(max_examples=examples(40), suppress_health_check=SLOW)
@given(st.lists(DAYS, min_size=1, max_size=12))
def test_excels_numbers_are_its_days(days: list[dt.date]) -> None:
    cells = [str((day - dt.date(1899, 12, 30)).days) for day in days]
    assert column("day", cells) == [day.isoformat() for day in days]


@settings(max_examples=examples(40), suppress_health_check=SLOW)
@given(st.lists(DAYS, min_size=1, max_size=8), DAYS, st.sampled_from(["%d/%m/%Y", "%m/%d/%Y"]))
def test_another_column_that_proves_an_order_never_makes_a_day_wrong(
    days: list[dt.date], proof: dt.date, form: str
) -> None:
    first, second = READERS["day"](()), READERS["day"](())
    first.see([day.strftime(form) for day in days])
    second.see([proof.strftime(form)])
    first.file_order = second.proved  # type: ignore[attr-defined]
    try:
        first.settle(None)
    except UnsettledError:
        assert proof.day <= 12
        return
    assert first.column(day.strftime(form) for day in days) == [day.isoformat() for day in days]


@pytest.mark.parametrize(
    "cell", ["2 jui 2026", "Foo, 2 March 2026", "31 de abril de 2026", "2 marz 26 x", "32. Juli 2025"]
)
def test_what_is_no_day_in_any_language_is_none(cell: str) -> None:
    (read,) = column("day", [cell])
    assert read in ("not a date", "no such date")
