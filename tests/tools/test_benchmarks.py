"""What measures the program: the same books from the same sizes, and verdicts that follow from figures."""

import datetime as dt
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks import assistants, budgets, table
from benchmarks.books import RECIPES, SMALL
from benchmarks.files import chat, records_of_sheet, sheet
from benchmarks.fill import RARE, Filler, Size, fill
from benchmarks.measure import BARE, Command, FailedError, Measure, Run, Sample, Samples, interleaved
from benchmarks.peers import SHELL_FIND, SHELL_IMPORT, TASKS

TODAY = dt.date(2026, 3, 2)
DENSE = Size(10, 400, terms=3, chains=3, dense=True)
PEERS = {TASKS, SHELL_IMPORT, *(f"{SHELL_FIND} {word}" for word in budgets.WORDS)}


@pytest.fixture
def filled(template: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A new book with the rows of a dense one."""
    path = tmp_path / "book.db"
    path.write_bytes(template.read_bytes())
    fill(path, Filler(DENSE, TODAY))
    with closing(sqlite3.connect(path)) as db:
        yield db


def samples(*cpu: float, peak: int = 0, lines: int = 0) -> Samples:
    return Samples(Sample(each, each * 2, peak, lines, 1) for each in cpu)


def test_the_same_size_and_day_give_the_same_rows() -> None:
    one, two, later = (list(Filler(DENSE, day).interaction_rows()) for day in (TODAY, TODAY, dt.date.max))
    assert one == two
    assert len(one) == 400
    assert [row[6] for row in one] == [row[6] for row in later]
    assert one[0][5] != later[0][5]


def test_a_dense_book_has_of_each_account_what_the_budgets_say(filled: sqlite3.Connection) -> None:
    counts = {"contact": 5, "contract": 9, "issue": 12, "survey": 12, "usage": 104, "task": 6, "goal": 2}
    for name, count in counts.items():
        found = filled.execute(f"SELECT DISTINCT count(*) FROM {name} GROUP BY account_id").fetchall()
        assert found == [(count,)], name
    running = "SELECT count(*) FROM contract WHERE ends_on > '2026-03-02' AND notice_days IS NOT NULL"
    assert filled.execute(f"{running} AND outcome IS NULL").fetchone() == (30,)


def test_the_rows_of_a_book_are_in_its_journal_and_its_search(filled: sqlite3.Connection) -> None:
    journalled = Counter(name for (name,) in filled.execute("SELECT tbl FROM journal"))
    for name in ("account", "interaction", "usage"):
        assert journalled[name] == filled.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
    assert filled.execute("SELECT count(*) FROM txn").fetchone() == (1,)
    found = filled.execute("SELECT rowid FROM search WHERE search MATCH ?", (RARE,)).fetchall()
    assert found == [(7 * 32 + 4,)]
    assert filled.execute("SELECT txn, bulk FROM session").fetchone() == (None, 0)


def test_what_fills_a_book_leaves_its_schema_as_it_was(filled: sqlite3.Connection, template: Path) -> None:
    query = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
    with closing(sqlite3.connect(template)) as made:
        assert filled.execute(query).fetchall() == made.execute(query).fetchall()


def test_a_book_of_another_version_is_filled_but_for_the_columns_it_lacks(
    template: Path, tmp_path: Path
) -> None:
    path = tmp_path / "old.db"
    path.write_bytes(template.read_bytes())
    old = sqlite3.connect(path)
    old.executescript("ALTER TABLE opportunity RENAME COLUMN expected_on TO hoped_on")
    old.close()
    fill(path, Filler(DENSE, TODAY))
    with closing(sqlite3.connect(path)) as filled:
        rows = filled.execute("SELECT name, hoped_on FROM opportunity").fetchall()
    assert rows == [("More seats", None)] * 4


def test_a_sheet_makes_as_many_records_as_are_counted() -> None:
    lines = [line.rstrip("\n").split(",") for line in list(sheet(50))[1:]]
    companies, notes = {line[0] for line in lines}, [line for line in lines if line[6]]
    assert len(lines) == 50
    assert records_of_sheet(50) == len(lines) + 3 * len(companies) + len(notes)


def test_a_chat_ends_the_day_before() -> None:
    lines = list(chat(130, TODAY))
    assert len(lines) == 130
    assert lines[0].startswith("28.02.2026, 08:00 - Jane Orr: ")
    assert lines[-1].startswith("01.03.2026, 10:08 - Kim Lind: ")


def test_figures_are_held_against_a_bare_interpreter_or_against_each_other() -> None:
    measured = {
        BARE: samples(0.01, 0.02, 0.03),
        "drawn": samples(0.5, lines=100, peak=60_000_000),
        "plain": samples(0.1, peak=70_000_000),
        "whole": samples(0.2, lines=1000),
    }
    assert table.multiple("plain")(measured) == pytest.approx(5)
    assert table.seconds("plain")(measured) == 0.1
    assert table.rate("plain", 30)(measured) == pytest.approx(300)
    assert table.memory("drawn", "plain")(measured) == 70
    assert table.over("drawn", "plain")(measured) == pytest.approx(5)
    assert table.over("drawn", "plain", start="whole")(measured) == pytest.approx(3)
    assert table.a_line("drawn", "plain", "whole", 9)(measured) == pytest.approx(20)
    assert table.a_line("drawn", "plain", None, 0.1)(measured) == pytest.approx(2)


@pytest.mark.parametrize(
    ("limit", "at_least", "kept"),
    [(5, False, True), (4.99, False, False), (5, True, True), (5.01, True, False), (None, False, None)],
)
def test_a_limit_may_be_reached_and_not_passed(
    limit: float | None, at_least: bool, kept: bool | None
) -> None:
    run = Run({BARE: samples(0.1), "find": samples(0.5)}, {})
    budget = table.Budget("find", "B", ["find"], table.multiple("find"), limit=limit, at_least=at_least)
    (line,) = table.judged([budget], run, units=table.UNITS)
    assert (line.kept, line.theirs, line.share) == (kept, None, None)
    assert table.judged([budget], run, units=table.EVERYWHERE)[0].kept is None


def test_another_commit_is_compared_round_by_round() -> None:
    """A busy moment meets both: the median of the shares, not the share of the medians."""
    run = Run({BARE: samples(1), "find": samples(1, 2, 30)}, {"find": samples(2, 4, 20)})
    budget = table.Budget("find", "B", ["find"], table.multiple("find"))
    (line,) = table.judged([budget], run, units=table.UNITS)
    assert (line.figure, line.theirs, line.share) == (2, 4, 0.5)


def test_a_line_that_is_judged_by_the_other_commit_has_its_share_as_figure() -> None:
    run = Run({BARE: samples(1), "log": samples(3)}, {"log": samples(5)})
    budget = table.Budget("log", "B", ["log"], table.multiple("log"), table.SHARE, 0.55)
    (line,) = table.judged([budget], run, units=table.UNITS)
    assert (line.figure, line.kept, line.theirs) == (0.6, False, None)


def test_the_table_names_what_is_over_and_what_became_slower() -> None:
    run = Run({BARE: samples(0.1), "find": samples(0.5, peak=9_000_000)}, {"find": samples(0.4)})
    budget = table.Budget("find", "B", ["find"], table.multiple("find"), limit=4, was="6.6")
    lines = table.judged([budget], run, units=table.UNITS)
    head, _, row = table.printed(lines, "859f009").splitlines()
    assert " ".join(head.split()) == (
        "what book figure at most verdict 0.1.0 CPU ms wall ms MB 859f009 ours by it"
    )
    assert " ".join(row.split()) == "find B 5.00 x 4 x OVER 6.6 500 1,000 9.00 4.00 x 1.25"
    assert table.as_markdown(lines, "").splitlines()[2] == ("| find | B | 5.00 x | 4 x | OVER | 6.6 | 9.00 |")
    assert table.slower(lines) == lines
    assert table.as_json(lines, {})["rows"][0] | {"share": 1.25} == {
        "what": "find", "book": "B", "unit": "x", "limit": 4, "at_least": False, "figure": 5, "kept": False,
        "cpu": 500, "wall": 1000, "peak": 9, "theirs": 4, "share": 1.25,
    }  # fmt: skip


def test_every_line_of_the_table_is_measured_on_a_book_that_is_made() -> None:
    lines = budgets.budgets(PEERS, small=False, beside="79de595")
    cases = {f"{name} @ {book}" for book, found in budgets.CASES.items() for name in found}
    assert {name for line in lines for name in line.names} - PEERS - {budgets.UPGRADING} <= cases
    assert budgets.CASES.keys() <= RECIPES.keys()
    assert SMALL.keys() <= RECIPES.keys()
    texts = [line.text for line in lines]
    assert len(set(texts)) == len(texts)


def test_lines_that_need_another_program_are_left_out_where_it_is_not() -> None:
    alone = {line.text for line in budgets.budgets((), small=False)}
    beside = {line.text for line in budgets.budgets(PEERS, small=False)}
    assert beside - alone == {
        "import of 100,000 interactions, by the sqlite3 shell @ without talks", f"{TASKS} @ ",
        "find a rare word, by the sqlite3 shell @ L", "find a common word, by the sqlite3 shell @ L",
    }  # fmt: skip


def test_what_another_commit_does_not_have_is_measured_of_ours_alone(tmp_path: Path) -> None:
    def python(code: str) -> Command:
        return Command([sys.executable, "-S", "-c", code], {})

    measures = {
        "both": Measure(python("print(1)"), python("print(2)"), every=2),
        "unknown": Measure(python("print(1)"), python("raise SystemExit(2)")),
        "silent": Measure(python("print(1)"), python("pass")),
    }
    run = interleaved(measures, python("pass"), 3)
    assert {name: len(found) for name, found in run.ours.items()} == {
        BARE: 3, "both": 2, "unknown": 3, "silent": 3,
    }  # fmt: skip
    assert {name: len(found) for name, found in run.theirs.items()} == {"both": 2}
    assert run.share("unknown") is None
    assert all(found.lines == 1 and found.size == 2 and found.cpu > 0 for found in run.ours["both"])
    with pytest.raises(FailedError, match="failing: exit 3"):
        interleaved({"failing": Measure(python("raise SystemExit(3)"))}, python("pass"), 1)


def test_a_server_for_assistants_is_held_against_an_empty_one_and_against_its_command() -> None:
    there = {assistants.FIRST, assistants.EMPTY, assistants.READS, assistants.COMMAND, assistants.RESTS}
    measured = {
        assistants.FIRST: samples(0.8, peak=70 * table.MB),
        assistants.EMPTY: samples(1.0),
        assistants.READS: samples(1.4, peak=75 * table.MB),
        assistants.RESTS: samples(0.8, lines=2),
        assistants.COMMAND: samples(0.05),
        assistants.SAMPLE: samples(1.0, peak=72 * table.MB),
    }
    found = [
        line.figure(measured) for line in budgets.budgets(PEERS | there, small=False) if "am mcp" in line.what
    ]
    assert found == pytest.approx([0.8, 0.6, 0.02, 72, 75])
    assert not any("am mcp" in line.what for line in budgets.budgets(PEERS, small=False))
