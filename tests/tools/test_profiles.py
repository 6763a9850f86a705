"""What is tried by day, and that nightly nothing is left out."""

from itertools import product

import pytest

from tests import profiles
from tests.profiles import crossed, in_turn, some


@pytest.fixture(params=[False, True], ids=["day", "night"])
def nightly(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether everything is to be tried."""
    monkeypatch.setattr(profiles, "is_nightly", lambda: request.param)
    return bool(request.param)


def test_the_first_three_every_so_many_and_the_last(nightly: bool) -> None:
    assert list(some(range(9), 5)) == (list(range(9)) if nightly else [0, 1, 2, 5, 8])


def test_with_each_turn_come_the_next_until_all_came(nightly: bool) -> None:
    turns = [list(in_turn("abc", turn, 2)) for turn in range(3)]
    assert turns == ([list("abc")] * 3 if nightly else [["a", "b"], ["c", "a"], ["b", "c"]])
    assert list(in_turn("abc", 0, 9)) == list("abc")


def test_each_of_every_list_is_tried_and_nightly_with_each(nightly: bool) -> None:
    pages, widths, dark = "wxyz", (1, 2, 3), (False, True)
    found = crossed(pages, widths, dark)
    assert [set(each) for each in zip(*found, strict=True)] == [set(pages), set(widths), set(dark)]
    assert len(found) == (24 if nightly else 4)
    assert not nightly or found == list(product(pages, widths, dark))
