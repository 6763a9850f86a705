"""A replayed day is what was on record on that day, and nothing that was typed after it."""

import datetime as dt
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.errors import AmcliError
from amcli.reports.backtest import data
from amcli.reports.backtest_data import Question, read_backtest, span_of
from amcli.rules.dates import Duration
from amcli.storage import journal, writes
from amcli.storage.opening import open_book
from amcli.storage.replay import Replay
from tests.backtest.anew import judged_anew
from tests.backtest.lived import START, Lived, Years, month, replayed, world_of
from tests.profiles import examples
from tests.support import Cli, dump

TYPED = dt.date(2026, 1, 10)
TODAY = dt.date(2026, 5, 1)
DAYS = st.dates(START, dt.date(2026, 3, 1))
TABLES = (
    "account", "contact", "contract", "interaction", "interaction_contact", "goal", "survey", "task", "issue",
    "usage", "event", "handoff", "opportunity",
)  # fmt: skip
ADDED: dict[str, dict[str, Any]] = {
    "interaction": {"kind": "call", "on": DAYS, "feel": st.sampled_from(["good", "bad"])},
    "issue": {
        "title": "Slow", "severity": "critical", "category": st.sampled_from(["billing", "product"]),
        "opened_on": DAYS,
    },
    "survey": {"kind": "nps", "on": DAYS, "score": 1, "scale_max": 10},
    "usage": {"metric": "seats", "on": DAYS, "value": st.integers(0, 9), "entitlement": 100},
    "event": {"kind": "takeover", "on": DAYS},
    "task": {"title": "Quote", "promised": 1, "promised_by": "me", "due_on": DAYS, "first_due_on": DAYS},
    "goal": {"title": "Faster", "progress_on": DAYS},
    "handoff": {"on": DAYS, "why_bought": "One place", "expectations": "Calm", "promises": "None"},
    "opportunity": {"name": "More", "kind": "upsell", "expected_on": DAYS},
    "contact": {"name": "Late Comer", "role": "champion", "left_on": DAYS},
    "contract": {"starts_on": START, "ends_on": TYPED, "annual_value": 7, "currency": "EUR"},
}  # fmt: skip
CHANGED: dict[str, dict[str, Any]] = {
    "account": {
        "tier": st.sampled_from(["key", "light"]), "status": st.sampled_from(["churned", "archived"]),
        "pulse": "bad", "pulse_on": DAYS, "added_on": DAYS, "cadence_days": 1, "owner_since": DAYS,
    },
    "contact": {"role": st.sampled_from(["blocker", None]), "left_on": DAYS},
    "contract": {"stage": "not_started", "outcome": "churned", "outcome_on": DAYS, "renewed_by_id": None},
    "interaction": {"on": DAYS, "kind": "note", "feel": "bad", "purpose": "commercial", "direction": "out"},
    "goal": {"progress_on": DAYS, "status": "dropped"},
    "survey": {"score": 10, "on": DAYS},
}  # fmt: skip

TOGETHER = ({"pulse", "pulse_on"}, {"outcome", "outcome_on", "renewed_by_id"})


@st.composite
def values(draw: st.DrawFn, columns: dict[str, Any], some: bool) -> dict[str, Any]:
    """Values of columns, all of them or some."""
    names = draw(st.sets(st.sampled_from(sorted(columns)), min_size=1)) if some else set(columns)
    for together in TOGETHER:
        names |= together if names & together else set()
    drawn = {name: columns[name] for name in sorted(names)}
    return {name: draw(each) if isinstance(each, st.SearchStrategy) else each for name, each in drawn.items()}


ADDS = st.sampled_from(sorted(ADDED)).flatmap(
    lambda table: st.tuples(st.just("add"), st.just(table), values(ADDED[table], False))
)
CHANGES = st.sampled_from(sorted(CHANGED)).flatmap(
    lambda table: st.tuples(st.just("change"), st.just(table), values(CHANGED[table], True))
)
DELETES = st.tuples(st.just("delete"), st.sampled_from(TABLES), st.just({}))
UNDOES = st.tuples(st.just("undo"), st.just(""), st.just({}))
Step = tuple[tuple[str, str, dict[str, Any]], int]


def do(lived: Lived, step: Step, on: dt.date = TYPED) -> None:
    """One change, typed on a day."""
    (what, table, given_), number = step
    if what == "undo":
        if lived.book.changes:
            journal.undo(lived.book)
        return
    of = table if what in ("change", "delete") else "account"
    rows = [row[0] for row in lived.book.db.execute(f"SELECT id FROM {of} ORDER BY id")]
    if not rows:
        return
    row = rows[number % len(rows)]
    with lived.on(on):
        if what == "add":
            writes.insert(lived.book, table, given_ | {"account_id": row})
        elif what == "change":
            writes.update(lived.book, table, row, given_)
        else:
            writes.delete(lived.book, table, row)


class Before:
    """What was said of a book on every day before anything else was typed."""

    def __init__(self, path: Path) -> None:
        self.said = before_typing(path)


def before_typing(path: Path) -> dict[dt.date, Any]:
    """What a book says of the days before the one on which things are typed."""
    return {day: seen for day, seen in replayed(path, TODAY).items() if day < TYPED}


@pytest.fixture(scope="module")
def before(small_book: Path) -> Before:
    """The book of two dozen customers as it was."""
    return Before(small_book)


@settings(max_examples=examples(40, 6), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.one_of(ADDS, CHANGES, DELETES, UNDOES), st.integers(0, 5000)), min_size=1, max_size=8
    )
)
def test_whatever_is_typed_after_a_day_its_scores_stay(
    steps: list[Step], before: Before, small_book: Path, tmp_path: Path
) -> None:
    path = tmp_path / "changed.db"
    shutil.copyfile(small_book, path)
    with closing(Lived(path)) as lived:
        for step in steps:
            with suppress(AmcliError):  # what the book refuses is no change
                do(lived, step)
    assert before_typing(path) == before.said


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.one_of(ADDS, CHANGES, DELETES, UNDOES), st.integers(0, 5000)), min_size=4, max_size=12
    ),
    backdated=st.booleans(),
    horizon=st.sampled_from([30, 90, 200]),
)
def test_month_by_month_says_what_a_new_replay_of_each_month_says(
    steps: list[Step], backdated: bool, horizon: int, small_book: Path, tmp_path: Path
) -> None:
    path = tmp_path / "stepped.db"
    shutil.copyfile(small_book, path)
    with closing(Lived(path)) as lived:
        for number, step in enumerate(steps):
            with suppress(AmcliError):
                do(lived, step, TYPED + dt.timedelta(days=8 * number))
        world = world_of(lived.book, TODAY)
        question = Question(Duration(0, horizon), dt.date(2025, 2, 1), backdated)
        found = read_backtest(world, question, span_of(world, question), lambda _: None)
        days = found.result.judged_days
        said = data(found), [case for day in days for case in found.result.by_day[day.on]]
        anew = found._replace(result=judged_anew(found))
        assert said == (data(anew), anew.result.cases)


def test_the_replay_of_a_day_is_what_the_program_said_on_that_day(
    template: Path, cli: Cli, tmp_path: Path
) -> None:
    path = tmp_path / "growing.db"
    shutil.copyfile(template, path)
    years = Years(path, 20, driven=True)
    said = {}
    for number in range(14):
        years.live(range(number, number + 1))
        day = month(number + 1)
        years.lived.book.db.execute("VACUUM INTO ?", (str(cli.book.with_name(f"{number}.db")),))
        then = Cli(cli.folder, cli.book.with_name(f"{number}.db"))
        rows = then.json("risks", "--all", today=day.isoformat())
        said[day] = {row["account"]: (row["score"], row["health"]) for row in rows}
    codes = dict(years.lived.book.db.execute("SELECT id, code FROM account").fetchall())
    years.lived.close()
    now = {
        day: {codes[row]: (seen.score, seen.health) for row, seen in accounts.items()}
        for day, accounts in replayed(path, month(18)).items()
    }
    assert {day: now[day] for day in said} == said


def test_names_that_were_swapped_go_back(template: Path, tmp_path: Path) -> None:
    path = tmp_path / "swapped.db"
    shutil.copyfile(template, path)
    lived = Lived(path)
    with lived.on(START):
        one, two = lived.account(1), lived.account(2)
    with lived.on(month(3)):
        for row, name in ((one, "c0"), (two, "c1"), (one, "c2")):
            lived.change("account", row, code=name, code_folded=name)
    past = Replay(lived.book)
    past.go_back(month(2))
    codes = dict(past.book.db.execute("SELECT id, code FROM account").fetchall())
    past.close()
    lived.close()
    assert codes == {one: "c1", two: "c2"}


def test_what_was_typed_late_counts_from_that_day_unless_it_is_to_be_backdated(
    template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "late.db"
    shutil.copyfile(template, path)
    lived = Lived(path)
    with lived.on(START):
        row = lived.account(1)
        lived.contract(row, START, None, 100)
        lived.touch(row, START, lived.people(row))
    with lived.on(month(8)):
        lived.add("survey", account_id=row, on=month(1), kind="nps", score=2, scale_max=10)
    lived.close()
    strict, lenient = (replayed(path, month(12), backdated=each) for each in (False, True))
    assert "unhappy" not in strict[month(2)][row].signals
    assert "unhappy" in lenient[month(2)][row].signals


def test_an_account_that_was_typed_late_counts_from_its_first_record(template: Path, tmp_path: Path) -> None:
    """The same book, imported with a column of the days on which accounts were added, and without."""
    found = []
    for added in ({}, {"added_on": month(8), "customer_since": None}):
        path = tmp_path / f"{len(found)}.db"
        shutil.copyfile(template, path)
        lived = Lived(path)
        with lived.on(month(8)):
            row = lived.account(1, **({"added_on": START, "customer_since": None} | added))
            lived.contract(row, START, None, 100)
            lived.touch(row, START, lived.people(row))
        lived.close()
        found.append(replayed(path, month(12), backdated=True))
    with_column, without = found
    assert "quiet" in without[month(5)][row].signals
    assert without == with_column


def ends_seen(path: Path, day: dt.date) -> dict[int, str | None]:
    """The contracts that a back-test by the days of records sees on a day, with their ends."""
    with closing(open_book(path, "test")) as book, closing(Replay(book, backdated=True)) as past:
        for each in (month(11), day):
            past.go_back(each)
        return dict(past.book.db.execute("SELECT id, ends_on FROM contract ORDER BY id").fetchall())


def test_what_was_removed_since_stays_away(template: Path, tmp_path: Path) -> None:
    """Also on days before it was there, whatever its own days are."""
    path = tmp_path / "removed.db"
    shutil.copyfile(template, path)
    with closing(Lived(path)) as lived:
        with lived.on(START):
            row, other = lived.account(1), lived.account(2)
        with lived.on(month(10)):
            kept, gone = (lived.contract(row, START, None, 100) for _ in range(2))
            event, _ = (
                lived.add("event", account_id=each, kind="takeover", on=month(2)) for each in (row, other)
            )
        with lived.on(month(12)):
            writes.delete(lived.book, "contract", gone)
            writes.delete(lived.book, "event", event)
    assert list(ends_seen(path, month(3))) == [kept]
    found = replayed(path, month(14), backdated=True)[month(3)]
    assert "bad_news" in found[other].signals
    assert "bad_news" not in found[row].signals


def test_an_end_is_unknown_before_it_comes_where_contracts_run_without_one(
    template: Path, tmp_path: Path
) -> None:
    """Of a product whose contracts have terms it is known from the start."""
    path = tmp_path / "ends.db"
    shutil.copyfile(template, path)
    with closing(Lived(path)) as lived, lived.on(month(12)):
        row = lived.account(1)
        running, terms = (lived.add("product", name=name, name_folded=name) for name in ("running", "terms"))
        stopped = lived.contract(row, START, month(6), 100, product_id=running)
        for _ in range(2):
            lived.contract(row, START, None, 100, product_id=running)
        ended = lived.contract(row, START, month(6), 100, product_id=terms)
        lived.contract(row, START, month(18), 100, product_id=terms)
        lived.contract(row, START, None, 100, product_id=terms, outcome="churned", outcome_on=month(6))
    before, after = (ends_seen(path, month(number)) for number in (3, 7))
    assert (before[stopped], before[ended]) == (None, month(6).isoformat())
    assert (after[stopped], after[ended]) == (month(6).isoformat(), month(6).isoformat())


def test_of_the_book_itself_nothing_is_written_but_what_scores_have_meant(small: Cli) -> None:
    before = dump(small.book)
    for form in ("json", "csv", "md", "table"):
        small.ok("backtest", "-o", form, today="2025-12-01")
    after = dump(small.book)
    (meaning,) = [row for row in after["setting"] if row[2] == "meaning"]
    after["setting"].remove(meaning)
    assert after == before


def test_a_book_that_cannot_be_written_can_be_replayed(small: Cli) -> None:
    expected = small.json("backtest", today="2025-12-01")
    small.book.chmod(0o400)
    assert small.json("backtest", today="2025-12-01") == expected
