"""A play run every day starts each occurrence once, whatever is undone, snoozed, done or imported between."""

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.profiles import examples, is_nightly
from tests.support import Cli, kept_open

FIRST = dt.date(2026, 3, 2)
DAYS = 200 if is_nightly() else 14
DAY = dt.timedelta(days=1)
ACTS = ("undo", "redo", "snooze", "done", "export", "import", "log", "qbr")
STEPS = """
[[step]]
title = "Early {contract} {day} {account}"
due = "-20d"
[[step]]
title = "Late {contract} {day} {account}"
due = "+3d"
"""
# Contracts by the days from the first one to their end, and their notice in days.
CONTRACTS = ((40, 10), (75, 30), (130, 60), (210, 90), (29, None), (59, 14))


@pytest.fixture(scope="module")
def started(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a book of six contracts, one of them renewing by itself each two months, and plays of
    every kind of day, all switched on."""
    folder = tmp_path_factory.mktemp("every-day")
    shutil.copyfile(template, folder / "book.db")
    (folder / "plays").mkdir()
    for trigger in ("notice", "end", "anniversary", "qbr"):
        (folder / "plays" / f"{trigger}.toml").write_text(f'on = "{trigger}"\n{STEPS}', encoding="utf-8")
    (folder / "config.toml").write_text(
        'plays.on = ["notice", "end", "anniversary", "qbr"]\n', encoding="utf-8"
    )
    with kept_open(folder, folder / "book.db") as cli:
        for at, (ends, notice) in enumerate(CONTRACTS):
            cli("account", "add", f"A{at}", "--since", f"2024-0{at + 3}-15", "--tier", "key")
            days = ("--starts", (FIRST - 20 * DAY).isoformat(), "--ends", (FIRST + ends * DAY).isoformat())
            given = ("--notice", f"{notice}d") if notice is not None else ()
            auto = ("--auto-renew", "--renew-months", "2") if at == 5 else ()
            found = cli("contract", "add", f"a{at}", *days, "--value", "1k", *given, *auto)
            assert found.code == 0, found
    return folder


def act(cli: Cli, what: str, number: int, today: str) -> None:
    """Something that a person does in between; what can't be done is refused, which is as well."""
    tasks = [row["task"] for row in cli.json("task", "list", today=today)]
    task = tasks[number % len(tasks)] if tasks else "t1"
    copy = cli.folder / "copy"
    given: dict[str, tuple[str, ...]] = {
        "undo": ("undo",),
        "redo": ("redo",),
        "snooze": ("snooze", task, "+4d"),
        "done": ("done", task),
        "export": ("export", "--all", "--to", str(copy)),
        "import": ("import", *(str(copy / f"{kind}.csv") for kind in ("plays", "tasks")), "--yes"),
        "log": ("log", f"a{number % 6}", "Fine"),
        "qbr": ("qbr", "held", f"a{number % 6}", "Went through it"),
    }
    cli(*given[what], today=today)


def may_undo(cli: Cli, made: int) -> bool:
    """Whether the newest change that can be undone is one of this test, not of what it begins with."""
    undone = "SELECT undoes FROM txn WHERE undoing = 1 AND undoes IS NOT NULL"
    query = f"SELECT max(id) AS id FROM txn WHERE undoes IS NULL AND id NOT IN ({undone})"
    return (cli.one("sql", query)["id"] or 0) > made


def occurrences(cli: Cli) -> list[tuple[object, ...]]:
    query = 'SELECT y.name, a.code, y.contract_id, y."on" FROM play y JOIN account a ON a.id = y.account_id'
    return [tuple(row.values()) for row in cli.json("sql", query)]


def expected(last: dt.date) -> set[tuple[object, ...]]:
    """The days of notice, of ends and of joining whose first step has come by a day, and whose last one had
    not passed on the first day; counted once more, by hand."""
    found: set[tuple[object, ...]] = set()
    for at, (ends, notice) in enumerate(CONTRACTS):
        terms = [FIRST + ends * DAY]
        if at == 5:  # two months at a time: 30 Apr, 30 Jun, and so on
            terms += [dt.date(2026, 6, 30), dt.date(2026, 8, 31), dt.date(2026, 10, 31)]
        for place, day in enumerate(terms):
            open_ = terms[place - 1] if place else FIRST - 99 * DAY  # a term is known once the last is over
            for name, on in (("end", day), ("notice", day - notice * DAY if notice is not None else None)):
                if (
                    on is not None
                    and max(on - 20 * DAY, open_ + DAY) <= min(last, on + 3 * DAY)
                    and last >= FIRST
                ):
                    found.add((name, f"a{at}", at + 1, on.isoformat()))
        joined = dt.date(2026, at + 3, 15)
        if joined - 20 * DAY <= last:
            found.add(("anniversary", f"a{at}", None, joined.isoformat()))
    return found


@settings(max_examples=examples(2, 2), phases=[Phase.explicit, Phase.generate])
@given(
    st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 99)), min_size=5, max_size=40), st.integers(1, 9)
)
def test_a_play_run_every_day_starts_each_occurrence_once(
    started: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int]], every: int
) -> None:
    folder = tmp_path_factory.mktemp("day")
    shutil.copytree(started, folder, dirs_exist_ok=True)
    with kept_open(folder, folder / "book.db") as cli:
        seen: set[tuple[object, ...]] = set()
        made = int(cli.one("sql", "SELECT max(id) AS id FROM txn")["id"])
        for at in range(DAYS):
            today = (FIRST + at * DAY).isoformat()
            assert cli("play", "run", today=today).code == 0
            found = occurrences(cli)
            assert len(set(found)) == len(found), Counter(found).most_common(1)
            if at % 5 == 0:
                assert cli.ok("play", "run", today=today) == ""
            seen |= set(found)
            what, number = acts[at % len(acts)]
            if at % (every + 1) == 0 and (what != "undo" or may_undo(cli, made)):
                act(cli, what, number, today)
        assert {each for each in seen if each[0] != "qbr"} == expected(FIRST + (DAYS - 1) * DAY)
        titles = Counter(row["title"] for row in cli.json("task", "list", today=today))
        if not any(what == "import" for what, _ in acts):
            assert titles.most_common(1)[0][1] == 1, titles.most_common(2)
