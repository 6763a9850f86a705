"""Custom fields keep their kind through a cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.interchange.tables.canonical import plain
from amcli.rules.customfields import marked, number_or_text, unmarked

LOOKING = st.from_regex(r"'{0,2}-?[0-9]{1,5}(\.[0-9]{0,7})?", fullmatch=True)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12),
        ("-1.5", -1.5),
        ("0049", "0049"),
        ("1e3", "1e3"),
        ("'12", "12"),
        ("''12", "'12"),
        ("'=1", "=1"),
    ],
)
def test_a_cell_is_a_number_or_text(cell: str, value: object) -> None:
    assert unmarked(cell) == value
    assert type(unmarked(cell)) is type(value)


@given(st.text() | LOOKING | st.from_regex(r"'{0,2}[=+@\t-].{0,3}", fullmatch=True))
def test_text_stays_text(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert isinstance(unmarked(marked(text)), str)


@given(st.integers(-(10**14), 10**14) | st.integers(-(10**15) + 1, 10**15 - 1).map(lambda n: n / 10**5))
def test_a_number_stays_a_number(value: float) -> None:
    cell = plain(value)
    if "e" not in repr(value):
        assert number_or_text(cell) == value
        assert type(unmarked(cell)) is type(value)
