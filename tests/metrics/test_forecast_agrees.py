"""`am forecast` against the oracle, on books with up to ten open renewals; and what must hold of any book."""

import sqlite3
from datetime import date, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from amcli.reports import forecast_data
from amcli.reports.forecast_data import Asked, read_forecast
from amcli.reports.forecast_fields import forecast_object
from amcli.rules.dates import Period
from amcli.vocabulary import FORECASTS
from tests.metrics.asking import filled, world
from tests.metrics.books import Invented, Maker, Row
from tests.metrics.oracle import read_tables
from tests.metrics.oracle_forecast import Ahead, Forecast
from tests.profiles import examples

SETTINGS = settings(
    max_examples=examples(150, 20),
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SEEDS = st.integers(0, 2**32)
MOST_OPEN = 10
RATES = ("grr", "nrr")


def invented(seed: int) -> Invented:
    """A book and a quarter that is ahead, runs or is over; contracts have a forecast or none, some with an
    amount, and some have auto-renewed."""
    maker, random = Maker(seed), Random(seed)
    first = date(2026, 1, 1)
    today = first + timedelta(days=random.choice((-100, -62, -31, -30, -1, 0, 1, 20, 60, 89, 90, 110, 121)))
    maker.given = maker.given._replace(first=first, last=date(2026, 3, 31), today=today, by_parent=False)
    made = maker.make()
    more_due(maker, random)
    for row in recurring(made):
        row["forecast"] = random.choice((*FORECASTS, None))
        expects = row["currency"] is not None and row["amends_id"] is None and random.random() < 0.3
        row["forecast_value"] = random.choice((0, 100, 9_999_99, 40_000_00, 70_000_00)) if expects else None
        if row["amends_id"] is None:
            row["renew_months"] = random.choice((None, None, None, 1, 3, 12))
    return made


def recurring(book: Invented) -> list[Row]:
    """The contracts of a book that can be renewed: no one-offs, no usage."""
    return [row for row in book.rows.get("contract", []) if row.get("kind", "recurring") == "recurring"]


def more_due(maker: Maker, random: Random) -> None:
    """Contracts that end in the quarter or on the day beside it: several an account, most with a forecast."""
    maker.account()
    accounts = [row["id"] for row in maker.rows["account"]]
    first, last = maker.given.first, maker.given.last
    for _ in range(random.randint(0, 9)):
        ends = random.choice((first - timedelta(days=1), first, date(2026, 2, 14), last, last, last))
        starts = ends - timedelta(days=random.choice((180, 364)))
        row = maker.contract(random.choice(accounts), starts, ends_on=ends)
        if random.random() < 0.3:
            maker.amendments(row)
        if random.random() < 0.3:
            maker.renewal(row, ends)


def asked(db: sqlite3.Connection, book: Invented) -> dict[str, Any]:
    """What the program expects, no account having a score, with the sums of the opening."""
    days = Period(book.given.first, book.given.last)
    with filled(db, book) as opened, patch.object(forecast_data, "known_scores", return_value={}):
        return forecast_object(read_forecast(world(opened, book.given), days, Asked(1, 1)))


def counted(db: sqlite3.Connection, book: Invented) -> dict[str, Any] | None:
    """What comes of it when every outcome is counted; nothing where there are too many."""
    with filled(db, book) as opened:
        oracle = Forecast(read_tables(opened.db), Ahead(*book.given))
        return oracle.expected() if len(oracle.open_renewals()) <= MOST_OPEN else None


@SETTINGS
@given(seed=SEEDS)
def test_expected_rates_are_those_of_all_outcomes_counted_one_by_one(
    db: sqlite3.Connection, seed: int
) -> None:
    book = invented(seed)
    meant = counted(db, book)
    assume(meant is not None)
    said = asked(db, book)
    assert meant is not None
    assert said["opening_arr"] == pytest.approx(meant["opening"] / 100)
    for name in RATES:
        if meant[name] is None:
            assert said[name] is None
        else:
            assert abs(said[name] - meant[name]) <= 1e-9 * max(1, meant[name]), (seed, name)


def changed(book: Invented, contract: int, **values: Any) -> Invented:
    """The same book with one contract told otherwise."""
    rows = {table: [dict(row) for row in rows] for table, rows in book.rows.items()}
    rows["contract"][contract - 1] |= values
    return book._replace(rows=rows)


def open_ones(book: Invented) -> list[Row]:
    """Contracts that nobody has settled and that have not ended."""
    today = book.given.today
    return [
        row
        for row in recurring(book)
        if row["amends_id"] is None
        and row["outcome"] is None
        and row["renewed_by_id"] is None
        and row["terminated_on"] is None
        and row["starts_on"] <= today
        and (row["ends_on"] is None or row["ends_on"] >= today)
    ]


@SETTINGS
@given(seed=SEEDS, pick=st.integers(0, 99))
def test_a_loss_is_the_same_however_it_is_said(db: sqlite3.Connection, seed: int, pick: int) -> None:
    book = invented(seed)
    found = [row for row in open_ones(book) if row["ends_on"] is not None]
    assume(found)
    number = found[pick % len(found)]["id"]
    lost = asked(db, changed(book, number, forecast="lost"))
    churned = asked(db, changed(book, number, outcome="churned", outcome_on=book.given.today))
    for name in (*RATES, "grr_p10", "nrr_p90", "due", "lost", "opening_arr"):
        assert lost[name] == pytest.approx(churned[name], abs=1e-12), (seed, number, name)


@SETTINGS
@given(seed=SEEDS, pick=st.integers(0, 99), early=st.integers(1, 400), way=st.sampled_from(("churn", "on")))
def test_recording_a_loss_never_raises_an_expected_rate(
    db: sqlite3.Connection, seed: int, pick: int, early: int, way: str
) -> None:
    """With its last day, or with a day from which it is in force no longer, also before the period."""
    book = invented(seed)
    found = [row for row in open_ones(book) if row["forecast"] is not None]
    assume(found)
    row = found[pick % len(found)]
    stops = book.given.today + timedelta(days=early)
    if way == "churn" and row["ends_on"] is not None:
        stops = None
    elif row["ends_on"] is not None:
        stops = min(stops, row["ends_on"] + timedelta(days=1))
    loss = {"outcome": "churned", "outcome_on": book.given.today, "terminated_on": stops}
    before, after = asked(db, book), asked(db, changed(book, row["id"], **loss))
    for name in RATES:
        assert (before[name] is None) == (after[name] is None)
        if before[name] is not None:
            assert after[name] <= before[name] + 1e-12, (seed, row["id"], name)
