"""Small strategies that all invented records share: days near the edges at which an answer changes."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Row = dict[str, Any]
Draw = Any

EDGES = (1, 2, 7, 8, 14, 15, 20, 21, 22, 28, 29, 30, 31, 32, 45, 60, 89, 90, 91, 180, 364, 365, 366, 367)
PAST = st.sampled_from((0, *EDGES)) | st.integers(0, 1100)
AHEAD = st.sampled_from(EDGES) | st.integers(1, 1100)
NONE = st.none()


def sometimes(
    rare: st.SearchStrategy[Any], common: st.SearchStrategy[Any] = NONE, one_in: int = 4
) -> st.SearchStrategy[Any]:
    """Mostly the common strategy (nothing, unless told), now and then the rare one."""
    return st.integers(1, one_in).flatmap(lambda n: rare if n == one_in else common)


@st.composite
def days(draw: Draw, today: date, past: int = 4, ahead: int = 1) -> date:
    """A day: `past` to `ahead` are the odds of before and after today; sometimes the end of its month."""
    gone = draw(st.integers(1, past + ahead)) <= past
    day = today - timedelta(days=draw(PAST)) if gone else today + timedelta(days=draw(AHEAD))
    return month_end(day) if draw(st.integers(0, 7)) == 7 else day


def edges(today: date, *offsets: int) -> st.SearchStrategy[date]:
    """A day at which an answer turns: so many days after today (before it, where negative)."""
    return st.sampled_from(offsets).map(lambda offset: today + timedelta(days=offset))


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
