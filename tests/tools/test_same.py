"""What compares two versions leaves no command out, and takes nothing for equal that isn't."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from tools.same import driver
from tools.same.books import BOOKS, DAYS, SIZES, Maker, invented
from tools.same.differences import Difference, Expected, Normal, compared
from tools.same.lines import NARROW, REPORTS, WIDE, Job, all_jobs, alone, formats_in, step, thinned

from tests.docs.commands import every_command

KNOWN = dict.fromkeys(
    ("account", "last", "contact", "contract", "interaction", "task", "opportunity", "issue", "feedback",
     "survey", "usage", "goal", "event", "target", "handoff", "product", "qbr"), "x1",
)  # fmt: skip
FORMATS = {report.path: ["table", "json", "csv"] for report in REPORTS}
SINCE = dt.datetime(2026, 11, 29, 12, tzinfo=dt.UTC)
UNTIL = SINCE + dt.timedelta(minutes=5)
JOB = Job("sample", DAYS[0], alone("today"))


@pytest.fixture(scope="module")
def jobs() -> list[Job]:
    return all_jobs(dict.fromkeys(BOOKS, KNOWN), FORMATS, ["help dates", "schema task"], {})


def answer(out: str = "", err: str = "", code: int = 0, **left: str) -> dict[str, Any]:
    return {"steps": [[out, err, code]], "left": left}


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    normal = {side: Normal(Path("/work") / side, "", SINCE, UNTIL) for side in ("old", "new")}
    return list(compared(JOB, old, new, normal))


def test_every_command_is_run_with_more_than_its_help(jobs: list[Job]) -> None:
    typed = {" ".join(argv) for job in thinned(jobs) for argv, _ in job.steps if "--help" not in argv}
    missing = [
        path
        for path, command in every_command()
        if not hasattr(command, "list_commands")
        and not any(f"{line} ".startswith(f"{path} ") for line in typed)
    ]
    assert missing == []


def test_every_report_meets_every_book_day_width_and_format(jobs: list[Job]) -> None:
    for report in REPORTS:
        mine = [job for job in jobs if job.steps[0][0][: len(report.path.split())] == report.path.split()]
        assert {job.book for job in mine} == set(BOOKS)
        assert {job.today for job in mine} == set(DAYS)
        assert {(job.columns, job.colour) for job in mine} >= {
            (columns, colour) for columns in (NARROW, WIDE) for colour in (True, False)
        }
        assert {argv[-1] for job in mine for argv, _ in job.steps if argv[-2:-1] == ["-o"]} >= {
            "table",
            "json",
            "csv",
        }


def test_enough_lines_are_run_unless_few_are_asked_for(jobs: list[Job]) -> None:
    assert 5_000 <= sum(len(job.steps) for job in thinned(jobs)) < len(jobs)


def test_what_is_the_same_is_no_difference() -> None:
    assert (
        differences(answer("a\n", "b\n", 3, book="+ account 1"), answer("a\n", "b\n", 3, book="+ account 1"))
        == []
    )


@pytest.mark.parametrize(
    ("new", "what", "lines"),
    [
        (answer("one\nthree\n", "e", 1, book="r"), "standard output", ("two\n", "three\n")),
        (answer("one\ntwo", "e", 1, book="r"), "standard output", ("two\n", "two")),
        (answer("one\ntwo\n", "", 1, book="r"), "standard error", ("e", "(ends)")),
        (answer("one\ntwo\n", "e", 0, book="r"), "exit code", ("1", "0")),
        (answer("one\ntwo\n", "e", 1, book="r\ns"), "left in book", ("r", "r\n")),
        (answer("one\ntwo\n", "e", 1), "left in book", ("r", "(no such file)")),
    ],
)
def test_a_difference_is_told_with_its_first_line(
    new: dict[str, Any], what: str, lines: tuple[str, str]
) -> None:
    (found,) = differences(answer("one\ntwo\n", "e", 1, book="r"), new)
    assert (found.what, (found.old, found.new)) == (what, lines)


def test_of_long_lines_the_place_is_shown_where_they_differ() -> None:
    old, new = "x" * 500 + "\x1b[1mone" + "y" * 500, "x" * 500 + "\x1b[1mtwo" + "y" * 500
    _, _, first, second = Difference("am", "standard output", old, new).text.split("\n")
    assert first.startswith(f"  - ...{'x' * 36}\\x1b[1mone")
    assert second.startswith(f"  + ...{'x' * 36}\\x1b[1mtwo")
    assert second.endswith("y...")


def test_folders_and_instants_of_the_run_are_equal_and_no_others() -> None:
    normal = Normal(Path("/house/old"), "1.2.3", SINCE, UNTIL)
    assert normal("/house/old/desk/book.db") == "<folder>/desk/book.db"
    assert normal("amcli 1.2.3, not 11.2.3") == "amcli <version>, not 11.2.3"
    assert normal("2026-11-29T12:01:00.123Z") == "<now>"
    assert normal("Date: Mon, 02 Mar 2026 12:01:00 +0000") == "Date: Mon, 02 Mar 2026 <now>"
    for text in (
        "2026-11-29",
        "2026-03-02T09:00:00.000Z",
        "Mon, 02 Mar 2026 11:01:00 +0000",
        "2026-99-99T12:01:00",
    ):
        assert normal(text) == text


def test_expected_differences_are_counted_and_not_told(tmp_path: Path) -> None:
    path = tmp_path / "expected.toml"
    path.write_text('[expected]\n"am today.*Call" = "the word has changed"\n', encoding="utf-8")
    expected = Expected(path)
    taken = [expected.take(Difference(JOB.text, "standard output", old, "")) for old in ("Call Jane", "Ask")]
    assert taken == [True, False]
    assert list(expected.lines()) == ["     1 expected: am today.*Call: the word has changed"]


def test_rows_that_came_and_went_are_told_by_table() -> None:
    old, new = {"a": ["1", "2"], "gone": ["1"]}, {"a": ["2", "3"], "b": []}
    assert list(driver.difference(old, new)) == ["- a 1", "+ a 3", "- gone"]


def test_a_line_may_read_one_of_the_files() -> None:
    assert step("account add --stdin < accounts.csv")[1].startswith("name,tier")
    assert step("account rm acme", "y\n") == (["account", "rm", "acme"], "y\n")


def test_formats_are_read_off_an_error() -> None:
    assert formats_in('am: --output "?": not a format.\n    Use table, json or ids.\n') == [
        "table",
        "json",
        "ids",
    ]


@pytest.mark.parametrize("name", SIZES)
def test_an_invented_book_is_the_same_each_time(name: str) -> None:
    assert invented(name) == invented(name)
    accounts = [record for record in Maker(name).records() if record["record"] == "account"]
    assert len(accounts) == SIZES[name].accounts
    assert len({record["name"] for record in accounts}) == len(accounts)
