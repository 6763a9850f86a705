"""Which booked meeting something was, and when a meeting is typed for."""

import datetime as dt
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules import meetings
from amcli.rules.dates import Side
from amcli.rules.daywords import parse_day
from amcli.rules.meetings import Booked, Held, When, fitting, read_when, same_event

JANE, OMAR, PETE = 1, 2, 3
BOOKED = Booked(7, "meeting", "14:00", frozenset({JANE, OMAR}))
TODAY = dt.date(2026, 3, 2)
THURSDAY = dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    ("kind", "at", "people", "now", "fits"),
    [
        (None, None, (), None, True),
        ("meeting", None, (), None, True),
        ("call", None, (), None, False),
        ("email", None, (), None, False),
        ("note", None, (), None, False),
        (None, "13:00", (), None, True),
        (None, "15:00", (), None, True),
        (None, "15:01", (), None, False),
        (None, "12:59", (), None, False),
        (None, None, (JANE,), None, True),
        (None, None, (OMAR, PETE), None, True),
        (None, None, (PETE,), None, False),
        (None, None, (), "13:59", False),
        (None, None, (), "14:00", True),
        (None, None, (), "18:00", True),
        ("meeting", "14:30", (JANE,), "15:00", True),
        ("meeting", "14:30", (PETE,), "15:00", False),
    ],
)
def test_what_fits_a_meeting_of_two_people_at_two(kind, at, people, now, fits):
    assert bool(fitting(Held(kind, at, frozenset(people)), [BOOKED], now)) == fits


def test_what_is_booked_without_time_and_people_contradicts_nothing_but_another_kind():
    bare = Booked(7, "call", None, frozenset())
    assert fitting(Held(None, "09:00", frozenset({PETE})), [bare], "08:00") == [bare]
    assert fitting(Held("visit", None, frozenset()), [bare], None) == []


def test_only_a_call_a_visit_a_meeting_or_a_review_that_is_booked_can_be_held_by_a_log():
    for kind in ("email", "chat"):
        assert fitting(Held(None, None, frozenset()), [BOOKED._replace(kind=kind)], None) == []


@pytest.mark.parametrize(
    ("at", "people", "found", "booked", "logged"),
    [
        ("14:00", (JANE,), BOOKED, True, True),
        ("15:00", (JANE, PETE), BOOKED, True, True),
        ("15:01", (JANE,), BOOKED, False, False),
        ("14:00", (PETE,), BOOKED, False, False),
        ("14:00", (), BOOKED, True, False),
        (None, (JANE,), BOOKED, True, True),
        ("14:00", (JANE,), BOOKED._replace(people=frozenset()), True, False),
        ("14:00", (JANE,), BOOKED._replace(kind="email"), False, False),
    ],
)
def test_an_event_is_what_was_booked_or_what_was_logged_with_somebody_of_both(
    at, people, found, booked, logged
):
    assert same_event(at, frozenset(people), found, was_booked=True) is booked
    assert same_event(at, frozenset(people), found, was_booked=False) is logged


HELD = st.builds(
    Held,
    st.sampled_from([None, "call", "meeting", "email"]),
    st.sampled_from([None, "09:00", "10:00", "14:00"]),
    st.frozensets(st.sampled_from([JANE, OMAR, PETE])),
)
SEVERAL = st.lists(
    st.builds(
        Booked,
        st.integers(1, 9),
        st.sampled_from([*meetings.KINDS, "email"]),
        st.sampled_from([None, "09:00", "11:30", "14:00"]),
        st.frozensets(st.sampled_from([JANE, OMAR, PETE])),
    ),
    max_size=4,
)


@given(HELD, SEVERAL, st.sampled_from([None, "08:00", "12:00"]))
def test_nothing_is_taken_that_contradicts_what_was_said(held, booked, now):
    for each in fitting(held, booked, now):
        assert held.kind in (None, each.kind)
        assert not held.people or not each.people or held.people & each.people
        assert now is None or each.at is None or each.at <= now
        assert each in booked


WHENS = [
    (["thu 14:00"], THURSDAY, "14:00", []),
    (["thu", "14:00"], THURSDAY, "14:00", []),
    (["14:00", "thu"], THURSDAY, "14:00", []),
    (["thu", "14:00", "Renewal talk"], THURSDAY, "14:00", ["Renewal talk"]),
    (["thu", "Renewal talk"], THURSDAY, None, ["Renewal talk"]),
    (["thu", "9:05"], THURSDAY, "09:05", []),
    (["14:00"], None, "14:00", []),
    (["14:00", "Renewal talk"], None, "14:00", ["Renewal talk"]),
    (["5 mar", "14:00", "x"], THURSDAY, "14:00", ["x"]),
    (["5", "mar", "14:00", "x"], THURSDAY, "14:00", ["x"]),
    (["2026-03-05", "14:00"], THURSDAY, "14:00", []),
    (["tomorrow"], dt.date(2026, 3, 3), None, []),
    (["end", "of", "the", "quarter", "14:00", "x"], dt.date(2026, 3, 31), "14:00", ["x"]),
    (["+3d", "08:00"], THURSDAY, "08:00", []),
    (["thu", "At 14:00 in Ghent"], THURSDAY, None, ["At 14:00 in Ghent"]),
]


def parse(text: str) -> dt.date:
    return parse_day(text, TODAY, Side.DUE)


@pytest.mark.parametrize(("words", "day", "at", "rest"), WHENS)
def test_a_day_and_a_time_are_read_in_one_word_or_several(words, day, at, rest):
    assert read_when(words, parse) == (When(day, at), rest)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["thursdy"], 'WHEN "thursdy": not a day or a time. Nothing was booked.'),
        (["thu", "25:00"], 'WHEN "25:00": not a time of day. Nothing was booked.'),
        (["thu", "14.00", "x"], 'WHEN "14.00": not a time of day. Nothing was booked.'),
        (["thu", "2pm"], 'WHEN "2pm": not a time of day. Nothing was booked.'),
        (["thu", "14"], 'WHEN "14": not a time of day. Nothing was booked.'),
        (["thu", "14:00", "15:00"], 'WHEN "15:00": not a day or a time. Nothing was booked.'),
        (["Renewal talk"], 'WHEN "Renewal talk": not a day or a time. Nothing was booked.'),
        (
            ["27", "feb", "9:30"],
            'WHEN "27 feb": 27 Feb 2026 or 27 Feb 2027? Nothing was booked.',
        ),
        (["talk", "thu"], 'WHEN "talk": not a day or a time. Nothing was booked.'),
        ([""], 'WHEN "": not a day or a time. Nothing was booked.'),
    ],
)
def test_what_is_no_day_and_no_time_is_refused_by_name(words, message):
    with pytest.raises(BadValue) as caught:
        read_when(words, partial(parse_day, today=TODAY, side=Side.DUE))
    assert caught.value.message == message
