"""The newest touch on or before a day, asked through its partial index."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.config.settings import Config
from amcli.facts.account_facts import World, read, scored
from amcli.storage.totals import Totals
from tests.profiles import examples

from .support import account, add, new_book

DAY = dt.date(2026, 3, 2)


def everyone(world):
    return read(world, scored(world))


def world_of(book, today=DAY):
    config = Config(Path("none"))
    return World(book, today, config, Totals(book, config, today))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    found = new_book(tmp_path_factory.mktemp("touch") / "book.db")
    yield found
    found.close()


KINDS = ("call", "email", "meeting", "qbr", "visit", "chat", "note")
ROWS = st.lists(
    st.tuples(st.integers(-40, 20), st.sampled_from(KINDS), st.booleans(), st.booleans()), max_size=12
)


@settings(max_examples=examples(60))
@given(rows=ROWS)
def test_the_last_touch_is_the_newest_that_reached_someone_ties_by_id(book, rows):
    book.db.execute("DELETE FROM account")
    owner = account(book.db)
    kept = []
    for offset, kind, tried, planned in rows:
        on = DAY + dt.timedelta(days=offset)
        row = add(
            book.db,
            "interaction",
            account_id=owner,
            kind=kind,
            on=on.isoformat(),
            tried=int(tried),
            planned=int(planned),
        )
        if on <= DAY and kind != "note" and not tried and not planned:
            kept.append((on, row))
    (facts,) = everyone(world_of(book))
    assert (facts.touch_on, facts.touch_id) == (max(kept) if kept else (None, None))


def test_the_queries_use_the_partial_index(book):
    values = {"today": "2026-03-02", "week": "2026-03-09", "accounts": "[1]"}
    plan = " ".join(
        row["detail"]
        for row in book.db.execute("EXPLAIN QUERY PLAN " + book.text("account_facts.accounts"), values)
    )
    assert "USING INDEX interaction_touch" in plan
    assert "SCAN i" not in plan
    for query in ("account_facts.people_touched", "signs.talks"):
        values = {"today": "2026-03-02", "since": "2025-12-02", "year": "2025-03-02", "accounts": "[1]"}
        plan = " ".join(
            row["detail"] for row in book.db.execute("EXPLAIN QUERY PLAN " + book.text(query), values)
        )
        assert "INDEX interaction_touch" in plan, query


def test_an_interaction_dated_ahead_becomes_a_touch_on_its_day(book):
    book.db.execute("DELETE FROM account")
    owner = account(book.db)
    add(book.db, "interaction", account_id=owner, on="2026-03-04", kind="meeting")
    assert everyone(world_of(book))[0].touch_on is None
    assert everyone(world_of(book, dt.date(2026, 3, 4)))[0].touch_on == dt.date(2026, 3, 4)
