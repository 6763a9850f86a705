import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.values.columns import READERS, unguarded
from amcli.interchange.values.numbers import Amount
from amcli.interchange.values.reader import UnsettledError, Wrong
from tests.profiles import examples


def column(kind: str, *cells: str, order: str | None = None, choices: tuple[str, ...] = ()):
    reader = READERS[kind](choices)
    reader.see(cells)
    reader.settle(order)
    return [value.why if isinstance(value, Wrong) else value for value in reader.column(cells)]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2", "2026-03-02"),
        ("2026/03/02", "2026-03-02"),
        ("20260302", "2026-03-02"),
        ("2026-03-02 14:30", "2026-03-02"),
        ("2026-03-02T14:30:00.000Z", "2026-03-02"),
        ("2026-03-02 09:15:00 +01:00", "2026-03-02"),
        ("2 Mar 2026", "2026-03-02"),
        ("02-Mar-26", "2026-03-02"),
        ("7-Feb-22", "2022-02-07"),
        ("March 2, 2026", "2026-03-02"),
        ("Mon, 2 March 2026", "2026-03-02"),
        ("3 Sept 2026", "2026-09-03"),
        ("46083", "2026-03-02"),
        ("46083.5", "2026-03-02"),
        ("0/0/00", None),
        ("0000-00-00", None),
        ("-", None),
        ("N/A", None),
        ("", None),
        ("2026-02-30", "no such date"),
        ("today", "not a date"),
        ("May", "not a date"),
        ("10", "not a date"),
        ("fri", "not a date"),
        ("2026-03", "not a date"),
        ("99999", "not a date"),
    ],
)
def test_days_are_read_in_strict_forms_only(cell: str, day: str | None) -> None:
    assert column("day", cell) == [day]


def test_the_order_of_day_and_month_is_decided_by_the_whole_column() -> None:
    assert column("day", "03/04/2026", "31/01/2026") == ["2026-04-03", "2026-01-31"]
    assert column("day", "03/04/2026", "01/31/2026") == ["2026-03-04", "2026-01-31"]
    assert column("day", "1.3.2025", "13.3.2025") == ["2025-03-01", "2025-03-13"]


def test_a_bad_day_is_no_witness_for_another_order() -> None:
    assert column("day", "31/02/2026", "03/04/2026") == ["no such date", "2026-04-03"]


def test_a_column_that_leaves_the_order_open_is_refused_unless_it_is_given() -> None:
    with pytest.raises(UnsettledError) as raised:
        column("day", "03/04/2026", "05/06/2026")
    assert "--date-order" in raised.value.hint
    assert column("day", "03/04/2026", order="mdy") == ["2026-03-04"]
    assert column("day", "03/04/2026", order="dmy") == ["2026-04-03"]


def test_a_column_with_both_orders_is_refused_and_both_cells_are_named() -> None:
    with pytest.raises(UnsettledError, match="31/01/2026") as raised:
        column("day", "31/01/2026", "01/31/2026")
    assert "01/31/2026" in raised.value.why
    assert column("day", "31/01/2026", "01/31/2026", order="dmy") == ["2026-01-31", "no such date"]


def test_days_that_read_the_same_both_ways_need_no_order() -> None:
    assert column("day", "03/03/2026", "04/04/2026") == ["2026-03-03", "2026-04-04"]


def test_two_digit_years_are_read_only_where_the_order_is_certain() -> None:
    assert column("day", "12/31/25", "10/22/25") == ["2025-12-31", "2025-10-22"]
    assert column("day", "22.10.98", "31.12.99") == ["1998-10-22", "1999-12-31"]
    with pytest.raises(UnsettledError):
        column("day", "01/02/03")


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)), min_size=1, max_size=12),
    st.sampled_from(["dmy", "mdy"]),
)
def test_a_column_is_never_read_in_the_wrong_order(days: list[dt.date], order: str) -> None:
    form = "%d/%m/%Y" if order == "dmy" else "%m/%d/%Y"
    cells = [day.strftime(form) for day in days]
    try:
        read = column("day", *cells)
    except UnsettledError:
        assert all(day.day <= 12 for day in days)
        return
    assert read == [day.isoformat() for day in days]


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("60000", Amount("60000", None)),
        ("60,000", Amount("60000", None)),
        ("120.000,00", Amount("120000.00", None)),
        ("9.800,-", Amount("9800", None)),
        ("1 234,50", Amount("1234.50", None)),
        ("1\u202f234,50 €", Amount("1234.50", "€")),
        ("1'234.50", Amount("1234.50", None)),
        ("(1,234.50)", Amount("-1234.50", None)),
        ("1,234.50-", Amount("-1234.50", None)),
        ("-€1,200", Amount("-1200", "€")),
        ("EUR 60k", Amount("60k", "EUR")),
        ("60k EUR", Amount("60k", "EUR")),
        ("$1.2m", Amount("1.2m", "$")),
        ("0", Amount("0", None)),
        ("", None),
        ("n/a", None),
        ("1.2.3", "not an amount"),
        ("12,34,567", Amount("1234567", None)),
        ("1,2,3", "not an amount"),
        ("US$ 1,200", Amount("1200", "USD")),
        ("1 200,50 kr", Amount("1200.50", "kr")),
        ("₹12,34,567.50", Amount("1234567.50", "₹")),
        ("R$ 1.000,00", Amount("1000.00", "BRL")),
        ("about 5", "not an amount"),
        ("75%", "not an amount"),
    ],
)
def test_amounts_are_read_as_programs_write_them(cell: str, amount: Amount | str | None) -> None:
    assert column("amount", cell) == [amount]


def test_comma_or_point_is_decided_by_the_whole_column() -> None:
    assert column("amount", "1.234", "99,50") == [Amount("1234", None), Amount("99.50", None)]
    assert column("amount", "1,234", "99.50") == [Amount("1234", None), Amount("99.50", None)]
    assert column("amount", "1.234", "5") == [Amount("1234", None), Amount("5", None)]
    with pytest.raises(UnsettledError):
        column("amount", "1.234,50", "1,234.50")
    with pytest.raises(UnsettledError):
        column("amount", "1.234", "1,234")


def test_a_bad_amount_is_no_witness() -> None:
    assert column("amount", "1.2.3", "99,50") == ["not an amount", Amount("99.50", None)]


def test_numbers() -> None:
    assert column("whole", "14", "14.0", "1,200", "", "x") == [14, 14, 1200, None, "not a whole number"]
    assert column("whole", "2.5") == ["not a whole number"]
    assert column("decimal", "7.125", "5%") == [7.125, 5.0]
    assert column("decimal", "7,5", "5%") == [7.5, 5.0]


def test_flags_choices_lists() -> None:
    assert column("flag", "Yes", "0", "x", "", "maybe") == [1, 0, 1, None, "not yes or no"]
    choices = ("not_started", "signed")
    assert column("choice", "Not Started", "SIGNED", "sign", choices=choices)[:2] == ["not_started", "signed"]
    assert column("choice", "sign", choices=choices) == ["not one of not_started, signed"]
    assert column("list", "a; b;a", "a, b", "") == [["a", "b"], ["a", "b"], None]
    assert column("emails", "a@x.example; b@x.example", "nobody") == [
        ["a@x.example", "b@x.example"],
        "not an email address",
    ]
    assert column("clock", "9:05", "2:30 PM", "12:00 am", "25:00") == [
        "09:05",
        "14:30",
        "00:00",
        "no such time of day",
    ]


@given(st.text())
def test_no_cell_makes_a_reader_fail(cell: str) -> None:
    for kind in READERS:
        try:
            column(kind, cell, choices=("a",))
        except UnsettledError:
            continue


@pytest.mark.parametrize(
    ("cell", "plain"), [("'=SUM(A1)", "=SUM(A1)"), ("''=x", "'=x"), ("'tis", "'tis"), ("=x", "=x")]
)
def test_one_guard_against_formulas_is_taken_off(cell: str, plain: str) -> None:
    assert unguarded(cell) == plain
