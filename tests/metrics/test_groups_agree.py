"""`am metrics --by` against the oracle, on invented books: years of joining, reasons, rolling months; and
lines that add up to the whole."""

import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from amcli.reports.metrics_groups import ageing, groups, lost, one_metric, scopes
from amcli.rules.dates import Duration
from amcli.rules.metrics import reasons
from amcli.rules.metrics.cohorts import AGEING
from amcli.rules.metrics.register import BY_NAME, METRICS
from tests.metrics.asking import filled, found, same, told
from tests.metrics.books import Invented, Maker
from tests.metrics.oracle import Oracle, read_tables, unit
from tests.metrics.oracle_groups import Cohorts, Reasons, ends_of_months, rolling
from tests.profiles import examples

SETTINGS = settings(
    max_examples=examples(200, 24),
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SEEDS = st.integers(0, 2**32)
SPOKEN = (None, None, "price", " Price", "PRICE  ", "champion left", "Champion  left", "straße")
FELL = ("churned", "contraction")
YEAR = Duration(12, 0)


def invented(seed: int) -> Invented:
    """A book whose contracts say why, in more than one spelling, asked now or a few years later."""
    random = Random(seed)
    made = Maker(seed).make()
    for row in made.rows.get("contract", []):
        row["reason"] = random.choice(SPOKEN)
    later = timedelta(days=random.choice((0, 0, 0, 365, 500, 1096)))
    asked = made.given
    return made._replace(
        given=asked._replace(first=asked.first + later, last=asked.last + later, today=asked.today + later)
    )


def minor(amount: float, base: str = "EUR") -> int:
    """An amount in minor units."""
    return round(amount * unit(base))


@SETTINGS
@given(seed=SEEDS)
def test_the_bridge_by_year_of_joining_is_that_of_the_oracle_and_adds_up(
    db: sqlite3.Connection, seed: int
) -> None:
    book = invented(seed)
    with filled(db, book) as opened:
        rows = groups(found(opened, book.given), "cohort")
        whole = told(opened, book.given)
        tables = read_tables(opened.db)
    parts = list(Cohorts(tables, book.given).parts())
    assert [row["cohort"] for row in rows] == [year for year, _ in parts]
    for row, (_, part) in zip(rows, parts, strict=True):
        assert {name: minor(row[name]) for name in part.bridge()} == part.bridge(), (seed, row["cohort"])
        for name, rate in part.retention().items():
            assert same(name, row[name], rate), (seed, row["cohort"], name)
    for name in Oracle(tables, book.given).bridge():
        if name != "mrr":  # each line's is rounded
            assert sum(minor(row[name]) for row in rows) == minor(whole[name]), name


@SETTINGS
@given(seed=SEEDS, metric=st.sampled_from(sorted(AGEING)))
def test_what_is_left_of_the_accounts_of_a_year_is_what_the_oracle_finds(
    db: sqlite3.Connection, seed: int, metric: str
) -> None:
    book = invented(seed)
    with filled(db, book) as opened:
        rows = ageing(found(opened, book.given), BY_NAME[metric])
        meant = Cohorts(read_tables(opened.db), book.given).lines(metric)
    scale = 1 if metric == "logo_retention" else unit("EUR")
    told_ = [
        {
            "cohort": row["cohort"],
            "accounts": row["accounts"],
            "after": [
                (each["months"], round(each["top"] * scale), round(each["bottom"] * scale), each["value"])
                for each in row["after"]
            ],
        }
        for row in rows
    ]
    for line in meant:
        line["after"] = [(*rest, None if rate is None else float(rate)) for *rest, rate in line["after"]]
    assert told_ == meant, seed
    for row in rows:
        assert all((each["value"] is None) == (each["why"] is not None) for each in row["after"])


@SETTINGS
@given(seed=SEEDS)
def test_what_was_lost_for_each_reason_is_what_the_oracle_finds_and_adds_up(
    db: sqlite3.Connection, seed: int
) -> None:
    book = invented(seed)
    with filled(db, book) as opened:
        asked = found(opened, book.given)
        rows = lost(asked)
        whole = told(opened, book.given)
        meant = Reasons(read_tables(opened.db), book.given).losses()
    exact: dict[tuple[str | None, str], Fraction] = defaultdict(Fraction)
    for each in meant:
        exact[each.reason, each.kind] += each.amount
    assert len(rows) == len({reason for reason, _ in exact})
    for row in rows:
        reason = None if row["reason"] is None else " ".join(row["reason"].lower().split())
        mine = [each for each in meant if each.reason == reason]
        assert row["accounts"] == len({each.customer for each in mine})
        assert row["contracts"] == len({each.contract for each in mine} - {0})
        for kind in FELL:  # a cent for each contract may go to its neighbour, so that accounts add up
            assert abs(minor(row[kind]) - exact[reason, kind]) < max(1, len(mine)), (seed, reason)
        assert minor(row["lost"]) == minor(row["churned"]) + minor(row["contraction"])
    for kind in FELL:
        assert sum(minor(row[kind]) for row in rows) == minor(whole[kind]), (seed, kind)
    assert sum(row["share"] for row in rows) == pytest.approx(1) or not any(row["lost"] for row in rows)


@SETTINGS
@given(seed=SEEDS)
def test_each_account_loses_what_the_bridge_says_in_whole_cents(db: sqlite3.Connection, seed: int) -> None:
    book = invented(seed)
    with filled(db, book) as opened:
        scope = found(opened, book.given).scope
        said = {row["id"]: row["reason"] for row in opened.rows("ledger.reasons")}
        exact = Reasons(read_tables(opened.db), book.given).losses()
        each = reasons.losses(scope, said)
    assert {(loss.account, loss.contract) for loss in each} == {
        (loss.customer, loss.contract) for loss in exact
    }
    for move in scope.bridge.moves:
        if move.kind in FELL:
            assert sum(loss.amount for loss in each if loss.account == move.account) == move.amount
    for loss in each:
        meant = [
            one.amount
            for one in exact
            if (one.customer, one.contract) == (loss.account, loss.contract)
            and one.reason == key(loss.reason)
        ]
        assert any(abs(loss.amount - amount) < 1 for amount in meant), (seed, loss, meant)


def key(reason: str | None) -> str | None:
    return None if reason is None else " ".join(reason.lower().split())


@SETTINGS
@given(seed=SEEDS, start=st.integers(0, 500), days=st.integers(1, 300))
def test_rolling_months_are_the_twelve_months_to_the_end_of_each(
    db: sqlite3.Connection, seed: int, start: int, days: int
) -> None:
    book = Maker(seed).make()
    first = book.given.today - timedelta(days=start)
    asked = book.given._replace(first=first, last=first + timedelta(days=days))
    with filled(db, book) as opened:
        whole = found(opened, asked)
        rows = one_metric(whole, BY_NAME["nrr"], "month", YEAR)
        tables = read_tables(opened.db)
        every = [dict(row) for row in groups(whole, "month", YEAR)]
        alone = [told(opened, rolling(asked, last)) for last in ends_of_months(asked)]
    assert len(rows) == len(ends_of_months(asked))
    for row, last in zip(rows, ends_of_months(asked), strict=True):
        window = rolling(asked, last)
        assert row["group"] == last.isoformat()[:7]
        assert row["period"] == {"from": window.first.isoformat(), "to": last.isoformat()}
        oracle = Oracle(tables, window)
        assert same("nrr", row["value"], oracle.retention()["nrr"]), (seed, window)
        cohort = [(opening, closing) for _, opening, closing, _ in oracle.moves() if opening > 0]
        assert minor(row["bottom"]) == sum(opening for opening, _ in cohort)
        assert minor(row["top"]) == sum(max(closing, 0) for _, closing in cohort)
    for row in every:
        row.pop("month")
    assert every == alone  # every other number of the line, too


@SETTINGS
@given(seed=SEEDS, by=st.sampled_from(("tier", "owner", "month", "quarter", "cohort", "product", "account")))
def test_one_metric_of_each_group_is_the_number_of_the_group(
    db: sqlite3.Connection, seed: int, by: str
) -> None:
    book = invented(seed)
    metric = METRICS[seed % len(METRICS)]
    with filled(db, book) as opened:
        asked = found(opened, book.given)
        rows = one_metric(asked, metric, by)
        every = {row[by]: row for row in groups(asked, by)}
        figures = {key: metric.figure(scope) for key, _, scope in scopes(asked, by)}
    assert {row["group"] for row in rows} == set(every)
    for row in rows:
        group = every[row["group"]]
        assert row["value"] == group[metric.name]
        assert row["why"] == group["why"].get(metric.name)
        assert row["period"] == group["period"]
        figure = figures[row["group"]]
        scale = unit("EUR") if metric.money else 1
        assert (row["top"] * scale, row["bottom"] * scale) == pytest.approx(
            (figure.top, figure.bottom), abs=0.5
        )


def test_twelve_months_to_the_end_of_a_day_begin_on_the_day_after() -> None:
    given_ = Maker(1).given
    for last, first in (
        (date(2026, 2, 28), date(2025, 3, 1)),
        (date(2025, 12, 31), date(2025, 1, 1)),
        (date(2026, 1, 7), date(2025, 1, 8)),
        (date(2028, 2, 28), date(2027, 2, 28)),
    ):
        assert rolling(given_, last).first == first
