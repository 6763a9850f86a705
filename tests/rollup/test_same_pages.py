"""What a roll-up says of one account is what the book says that it is from: brief, timeline, plan, score, the
record itself, what is found and exported, views of SQL and the page for a browser."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from amcli.vocabulary import BLOCK
from tests.profiles import some
from tests.rollup.books import NAMES
from tests.support import Cli
from tests.team.figures import OF_ALL, Together

PAGES = (
    ("show",), ("brief",), ("timeline",), ("account", "plan"), ("risks",), ("tasks",), ("qbr", "brief"),
    ("contact", "list"), ("contract", "list"), ("replies",), ("usage", "list"),
)  # fmt: skip
# What to type next only reads there.
NEXT = {"command", "cap_command", "commands", "prepare", "owner"}
VIEWS = ("arr", "checkins", "contracts_running", "last_touch", "renewals", "scores", "tasks_open", "touches")


@pytest.fixture(scope="module")
def together(three_books: Path, tmp_path_factory: pytest.TempPathFactory) -> Together:
    folder = tmp_path_factory.mktemp("together")
    shutil.copyfile(three_books / "config.toml", folder / "config.toml")
    books = {name: three_books / f"{name}.db" for name in NAMES}
    return Together(Cli(folder, folder / "none.db"), three_books / "team.db", books)


def plain(value: Any) -> Any:
    """A value without what is typed next, and without what is of the whole book; ids as in the own one."""
    if isinstance(value, dict):
        kept = {key: plain(each) for key, each in value.items() if key not in NEXT | OF_ALL}
        return kept | ({"id": kept["id"] % BLOCK} if "id" in kept else {})
    return [plain(each) for each in value] if isinstance(value, list) else value


def of_owner(together: Together, found: Any) -> Any:
    return plain(together.own(found))


@pytest.mark.parametrize("path", PAGES, ids=" ".join)
def test_a_page_is_that_of_the_book(together: Together, path: tuple[str, ...]) -> None:
    codes = sorted(together.codes.items())
    tried = 0
    for there, (name, here) in some(codes, 11):
        ours = together.apart[name](*path, here, "-o", "json")
        theirs = together.lead(*path, there, "-o", "json", env={"AMCLI_BOOK": str(together.path)})
        assert theirs.code == ours.code, (there, theirs)
        if ours.code == 0:
            tried += 1
            assert of_owner(together, json.loads(theirs.out)) == plain(json.loads(ours.out)), there
    assert tried > 3


@pytest.mark.parametrize(
    "path", [("find", "security"), ("find", "renewal"), ("qbr", "list"), ("goal", "list")], ids=" ".join
)
def test_what_is_found_is_what_the_books_find(together: Together, path: tuple[str, ...]) -> None:
    every = together.asked(*path, *(("--limit", "1000") if path[0] == "find" else ()))
    assert every
    for name, cli in together.apart.items():
        ours = cli.json(*path, *(("--limit", "1000") if path[0] == "find" else ()))
        theirs = [row for row in every if together.codes[row["account"]][0] == name]
        of_all = sorted(map(json.dumps, (of_owner(together, row) for row in theirs)))
        assert of_all == sorted(map(json.dumps, map(plain, ours)))


@pytest.mark.parametrize("view", VIEWS)
def test_views_of_sql_have_the_rows_of_the_books(together: Together, view: str) -> None:
    every = together.asked("sql", f"SELECT * FROM {view}")
    for name, cli in together.apart.items():
        ours = [plain(row) for row in cli.json("sql", f"SELECT * FROM {view}")]
        theirs = [row for row in every if together.codes[row["account"]][0] == name]
        rows = [of_owner(together, row) for row in theirs]
        for row in (*rows, *ours):
            row.pop("id", None)
        key = json.dumps
        assert sorted(map(key, rows)) == sorted(map(key, ours))


def test_an_export_has_the_records_of_all_books(together: Together, tmp_path: Path) -> None:
    def exported(cli: Cli, path: Path, book: Path) -> list[dict[str, Any]]:
        assert cli("export", "--all", "--to", str(path), env={"AMCLI_BOOK": str(book)}).code == 0
        return [json.loads(line) for line in path.read_text().splitlines()]

    every = exported(together.lead, tmp_path / "all.jsonl", together.path)
    refs = [row["ref"] for row in every if row.get("ref")]
    assert len(refs) == len(set(refs)) > 1000
    for name, cli in together.apart.items():
        ours = exported(cli, tmp_path / f"{name}.jsonl", cli.book)
        tasks = [row for row in ours if row["kind"] == "task"] if "kind" in ours[0] else ours
        assert len(tasks) <= len(every)
        own = {row["ref"] for row in ours if row.get("ref")}
        assert own >= {ref.partition("/")[2] for ref in refs if ref.startswith(f"{name}/")}


def test_the_page_for_a_browser_has_references_with_their_owner_and_no_command_that_writes(
    together: Together,
) -> None:
    found = together.lead("export", "html", env={"AMCLI_BOOK": str(together.path)})
    assert found.code == 0, found.err
    assert "dana/" in found.out
    assert not re.search(r"\bam (log|done|renew|stage|churn|snooze|meet) ", found.out)
