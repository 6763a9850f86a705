"""What is tried by day, and that nightly nothing is left out."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

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


def tried() -> list[int]:
    """What a property is tried with by day."""
    found: list[int] = []

    @settings(settings.get_profile(profiles.HERE), max_examples=300)
    @given(st.integers(0, 1_000_000))
    def takes(number: int) -> None:
        found.append(number)

    takes()
    return found


def test_what_is_tried_does_not_hang_on_what_else_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(providers, "_get_local_constants", providers._get_local_constants, raising=False)
    profiles.without_constants()
    alone = tried()
    (tmp_path / "some_of_ours.py").write_text("LIMITS = 271_828, 314_159, 161_803, 141_421\n")
    monkeypatch.syspath_prepend(tmp_path)
    __import__("some_of_ours")
    assert tried() == alone
