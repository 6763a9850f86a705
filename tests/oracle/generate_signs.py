"""Invented records beside people, talks and contracts: issues, answers, usage, goals, news, handoffs."""

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.drawn import NONE, Draw, Row, days, edges, sometimes

OPENED = (-181, -180, -120, -119, -91, -90, -31, -30, -29, -15, -14, -6, -5, -3, -2, 0, 1)
ASKED = (-360, -359, -181, -180, -90, -89, -3, -3, -2, -2, 0, 1)
HAPPENED = (-121, -120, -119, -115, -114, -113, -60, -54, -6, -1, 0, 1)
MEASURED = (0, 1, 29, 30, 31, 60, 119, 120, 121)
AMOUNTS = (0, 5, 10, 40, 49, 50, 51, 65, 74, 75, 79, 80, 81, 100)
BEGUN = (-211, -210, -181, -180, -45, -44, -30, -16, -15, -14, 0, 1)


@st.composite
def issues(draw: Draw, today: date) -> list[Row]:
    """Problems at the edges of their targets, some escalated, some solved, some on a day to come."""
    rows = []
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2, 3, 6)))):
        opened = draw(edges(today, *OPENED) | days(today, past=9))
        solved = draw(sometimes(edges(today, -1, 0, 1)))
        rows.append(
            {
                "title": "Exports time out",
                "severity": draw(st.sampled_from(("low", "medium", "high", "critical"))),
                "category": draw(st.sampled_from(("billing", "billing", "support", "product"))),
                "opened_on": opened,
                "escalated_on": draw(sometimes(edges(today, -1, 0, 1))),
                "resolved_on": solved and max(solved, opened),
            }
        )
    return rows


@st.composite
def surveys(draw: Draw, today: date) -> list[Row]:
    """Answers on several scales, at the limits of bad."""
    rows = []
    for _ in range(draw(st.sampled_from((0, 0, 0, 1, 1, 2, 3, 6)))):
        kind, most, scores = draw(
            st.sampled_from(
                (
                    ("nps", 10, (3, 6, 7, 9)),
                    ("csat", 5, (2, 2.5, 3, 4)),
                    ("csat", 100, (40, 41)),
                    ("ces", 7, (1,)),
                )
            )
        )
        score = draw(st.sampled_from(scores))
        row = {"kind": kind, "scale_max": float(most), "score": float(score)}
        rows.append(row | {"on": draw(edges(today, *ASKED))})
    return rows


@st.composite
def usage(draw: Draw, today: date) -> list[Row]:
    """Figures of one or two metrics within and beyond the 120 days; falls at the edges of the ramp."""
    rows = []
    for metric in draw(st.sampled_from(((), (), ("seats",), ("logins", "seats")))):
        bought = draw(st.sampled_from((None, None, 0, 100, 160)))
        for ago in draw(st.lists(st.sampled_from(MEASURED), min_size=1, max_size=5, unique=True)):
            row = {"metric": metric, "on": today - timedelta(days=ago), "entitlement": bought}
            rows.append(
                row | {"value": float(draw(st.sampled_from(AMOUNTS if ago < 30 else (100, 100, 50))))}
            )
    return rows


@st.composite
def goals(draw: Draw, today: date) -> list[Row]:
    """Goals, some dropped, with progress on days gone and to come."""
    moved = edges(today, -271, -270, -269, -226, -225, -181, -180, -136, -135, -91, -90, 0, 1)
    return [
        {
            "title": "Half the time",
            "status": draw(st.sampled_from(("open", "open", "met", "missed", "dropped"))),
            "progress_on": draw(NONE | moved),
            "met_on": draw(sometimes(moved)),
        }
        for _ in range(draw(st.integers(0, 2)))
    ]


@st.composite
def events(draw: Draw, today: date) -> list[Row]:
    """News, good and bad, fresh and faded, over or not."""
    return [
        {
            "kind": draw(st.sampled_from(("takeover", "new_boss", "growth", "other"))),
            "on": draw(edges(today, *HAPPENED)),
            "good": draw(st.sampled_from((0, 0, 0, 1))),
            "until": draw(sometimes(edges(today, -1, 0, 1))),
        }
        for _ in range(draw(st.sampled_from((0, 0, 1, 2))))
    ]


@st.composite
def handoffs(draw: Draw, today: date) -> list[Row]:
    """Handoffs, whole and in part, around the days on which they are asked for."""
    part = st.sampled_from((None, "Said so", "Said so", "Said so"))
    return [
        {
            "on": draw(edges(today, *BEGUN)),
            **{name: draw(part) for name in ("why_bought", "expectations", "promises")},
        }
        for _ in range(draw(st.sampled_from((0, 0, 1, 2))))
    ]
