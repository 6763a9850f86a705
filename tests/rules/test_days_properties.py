"""Days without a year, whatever the day and whatever today is: never on the wrong side in silence."""

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from amcli.rules.dates import MONTHS, SIDES, DoubtfulDay, Side
from amcli.rules.daywords import parse_day, parse_last_day

from .test_days_typed import reading

middle_day = st.dates(date(1900, 1, 1), date(2090, 12, 31))
sides = st.sampled_from(SIDES)
named_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: (day.day, day.month))


@st.composite
def doubtful(draw: st.DrawFn) -> tuple[tuple[int, int], date, Side]:
    """A day, today and a side, for which two years are likely: of what has happened the day lies ahead,
    of what is due a little behind. Any day of any side would nearly always be in no doubt."""
    today = draw(middle_day)
    side = draw(st.sampled_from((Side.HAPPENED, Side.DUE, *SIDES)))
    ahead = draw(st.integers(1, 180) if side is Side.HAPPENED else st.integers(-29, -1))
    day = today + timedelta(days=ahead)
    return draw(st.sampled_from(((day.day, day.month), (day.day, day.month), (29, 2)))), today, side


def typed(day: int, month: int) -> str:
    return f"{day} {MONTHS[month - 1].lower()}"


@given(named_days, middle_day)
def test_what_happened_without_a_year_never_lies_ahead(named: tuple[int, int], today: date) -> None:
    found = reading(typed(*named), Side.HAPPENED, today)
    assume("?" not in found)
    assert timedelta() <= today - date.fromisoformat(found) <= timedelta(days=184)


@given(named_days, middle_day)
def test_what_is_due_without_a_year_never_lies_behind(named: tuple[int, int], today: date) -> None:
    found = reading(typed(*named), Side.DUE, today)
    assume("?" not in found)
    assert timedelta() <= date.fromisoformat(found) - today < timedelta(days=336)


@given(named_days, middle_day)
def test_what_may_be_either_is_the_nearest(named: tuple[int, int], today: date) -> None:
    found = reading(typed(*named), Side.EITHER, today)
    assume("?" not in found)
    assert abs(date.fromisoformat(found) - today) <= timedelta(days=183)


@given(doubtful())
def test_a_refusal_names_two_days_that_are_typed_so_the_wrong_one_never_taken(
    given: tuple[tuple[int, int], date, Side],
) -> None:
    named, today, side = given
    found = reading(typed(*named), side, today)
    assume("?" in found)
    one, other = map(date.fromisoformat, found.split("?"))
    assert one < today < other
    assert {(each.day, each.month) for each in (one, other)} == {named}
    years = 1 if named != (29, 2) else 8
    assert 1 <= other.year - one.year <= years
    assert {reading(each.isoformat(), side, today) for each in (one, other)} == set(found.split("?"))


@given(named_days, middle_day, sides)
def test_a_leap_day_is_the_only_one_that_a_year_may_lack(
    named: tuple[int, int], today: date, side: Side
) -> None:
    message = ""
    try:
        parse_day(typed(*named), today, side)
    except DoubtfulDay as doubt:
        message = doubt.message
    assert (" has no 29 February. " in message) <= (named == (29, 2))


@given(named_days, middle_day, middle_day, st.booleans())
def test_a_last_day_lies_after_its_first_and_set_with_it_within_a_year(
    named: tuple[int, int], today: date, first: date, fresh: bool
) -> None:
    assume(named != (29, 2))
    try:
        found = parse_last_day(typed(*named), today, first, fresh=fresh)
    except DoubtfulDay:
        found = None
    assert found is not None or not fresh  # the nearest of two may be as near as the other
    assert found is None or found > first
    assert found is None or not fresh or found - first <= timedelta(days=366)
