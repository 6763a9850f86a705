"""Goals have steps, and `am account plan --for customer` shows them: what both sides do, nothing internal."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import Cli, kept_open

STORY = [
    ("goal", "step", "g2", "Pilot in plant 3", "--due", "30 jun", "--assignee", "Ana Bell"),
    ("goal", "step", "g2", "Crew for the pilot", "--due", "+10d", "--theirs", "-w", "jane"),
    ("task", "add", "acme", "Old line measured", "--goal", "g1", "--due", "2026-02-20"),
    ("task", "add", "acme", "Sensors fitted", "--goal", "g2"),
    ("done", "t9", "--on", "2026-03-01"),
    ("log", "acme", "Review of the spring", "-k", "qbr", "--on", "2026-03-20", "--at", "10:00"),
    ("account", "add", "Meridian Group", "--code", "mother"),
    ("account", "edit", "acme", "--parent", "mother"),
    ("account", "add", "Acme Labs", "--code", "labs", "--parent", "acme"),
    ("goal", "add", "labs", "Labs goal"),
    ("goal", "step", "g4", "Labs step", "--theirs"),
    ("contact", "add", "labs", "Lars Lab"),
    ("task", "add", "acme", "Prices for 2027", "--promised", "--due", "2026-03-06"),
    ("task", "add", "acme", "Figures of the pilot", "--theirs", "-w", "jane", "--due", "2026-03-12"),
]
# Which columns of Acme's own records each page may show; every other text of the book is marked.
PLAN = {
    "account": {"name", "owner"},
    "contact": {"name"},
    "goal": {"title", "measure", "target", "actual", "agreed_with"},
    "task": {"title", "assignee"},
}
REVIEW = PLAN | {
    "issue": {"title", "resolution"},
    "feedback": {"text", "outcome"},
    "usage": {"metric"},
    "product": {"name"},
    "opportunity": {"fit"},
}
MARK = "zqx"
CLOSED = ("critic", "blocker", "doubtful", "bad", "77123", "77,123")


@pytest.fixture(scope="module")
def goals_book(prepared_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("goals")
    shutil.copyfile(prepared_book, folder / "book.db")
    with kept_open(folder, folder / "book.db") as cli:
        for argv in STORY:
            cli.ok(*argv)
    return folder / "book.db"


@pytest.fixture
def goals(goals_book: Path, tmp_path: Path) -> Iterator[Cli]:
    """Acme with steps for two goals (t6 to t9), a parent and a child that has a goal of its own."""
    shutil.copyfile(goals_book, tmp_path / "book.db")
    with kept_open(tmp_path, tmp_path / "book.db") as cli:
        yield cli


def test_a_step_is_a_task_of_the_goals_account(goals: Cli) -> None:
    said = goals.ok("goal", "step", "g2", "Night shift", "--due", "2026-07-01", tty=True)
    assert "Night shift, due 1 Jul, a step of g2." in said
    task = goals.one("task", "list", "goal:g2", "title.has:Night")
    assert (task["account"], task["goal"], task["promised"]) == ("acme", "g2", False)
    assert list(task)[list(task).index("updated_at") + 1] == "goal"


def test_their_step_is_their_promise(goals: Cli) -> None:
    found = goals.one("tasks", "--theirs", "acme", "title.has:crew")
    assert (found["promised_by"], found["contact"], found["goal"]) == ("them", "Jane Orr", "g2")
    assert "step of g2" in goals.ok("tasks", "acme", tty=True)


def test_the_goal_and_the_account_show_the_steps(goals: Cli) -> None:
    steps = goals.json("goal", "show", "g2")["steps"]
    assert [each["task"] for each in steps] == ["t7", "t6", "t9"]
    page = goals.ok("goal", "show", "g2")
    assert "- t7 Crew for the pilot, theirs, due Thu 12 Mar\n" in page
    assert "- t9 Sensors fitted, yours, done Sun 1 Mar\n" in page
    assert {each["ref"]: each["goal"] for each in goals.json("show", "acme")["open"]}["t6"] == "g2"
    assert "Pilot in plant 3, step of g2" in goals.ok("show", "acme")
    brief = goals.json("brief", "acme")
    steps_of_theirs = {each["task"]: each["goal"] for each in brief["owed"]["theirs"]}
    assert steps_of_theirs == {"t2": None, "t7": "g2", "t12": None}


def test_a_goal_of_another_account_has_no_step_here(goals: Cli) -> None:
    for argv in (("task", "add", "acme", "Odd", "--goal", "g4"), ("task", "edit", "t6", "--goal", "g4")):
        found = goals(*argv)
        assert found.code == 5
        assert "g4 is a goal of Acme Labs, another account." in found.err
    assert goals("task", "edit", "t6", "--goal", "g99").code == 3


def test_a_step_can_leave_its_goal_and_a_goal_its_steps(goals: Cli) -> None:
    before = goals.dump()
    goals.ok("task", "edit", "t6", "--goal", "")
    assert goals.json("task", "show", "t6")["goal"] is None
    goals.ok("goal", "rm", "g2", "--yes")
    assert goals.json("task", "show", "t7")["goal"] is None
    goals.ok("undo")
    assert goals.json("task", "show", "t7")["goal"] == "g2"
    goals.ok("undo")
    assert goals.dump() == before


def test_the_next_task_of_a_series_is_a_step_too(goals: Cli) -> None:
    goals.ok("task", "edit", "t6", "--repeat", "monthly")
    goals.ok("done", "t6")
    assert goals.one("task", "list", "acme", "title.has:plant", "--open")["goal"] == "g2"


@pytest.mark.parametrize("form", ["folder", "copy.jsonl"])
def test_steps_go_out_and_come_in_again(goals: Cli, tmp_path: Path, form: str) -> None:
    goals.ok("export", "--all", "--to", str(tmp_path / form))
    files = [str(each) for each in (tmp_path / form).glob("*.csv")] or [str(tmp_path / form)]
    fresh = Cli(tmp_path, tmp_path / "fresh.db")
    fresh.ok("init", "--currency", "EUR")
    fresh.ok("import", *files, "--yes")
    assert steps_of(fresh) == steps_of(goals) != set()
    again = json.loads(goals.ok("import", *files, "--yes", "-o", "json"))
    assert sum(each["new"] + each["changed"] for each in again["files"]) == 0


def steps_of(cli: Cli) -> set[tuple[str, str]]:
    """Each step by its title, with that of its goal."""
    titles = {each["goal"]: each["title"] for each in cli.json("goal", "list")}
    return {(each["title"], titles[each["goal"]]) for each in cli.json("task", "list") if each["goal"]}


def test_a_file_names_the_goal_of_a_step_by_its_title(goals: Cli, tmp_path: Path) -> None:
    file = tmp_path / "steps.csv"
    file.write_text(
        "account,title,due,goal\nacme,Third line,2026-04-01,all 3 PLANTS live\n", encoding="utf-8"
    )
    goals.ok("import", str(file), "--kind", "tasks", "--yes")
    assert goals.one("task", "list", "title.has:third")["goal"] == "g2"
    file.write_text("account,title,due,goal\nacme,Fourth line,2026-04-01,Labs goal\n", encoding="utf-8")
    assert goals("import", str(file), "--kind", "tasks", "--yes").code != 0


def test_a_bundle_of_one_account_has_its_steps(goals: Cli, tmp_path: Path) -> None:
    goals.ok("export", "--account", "acme", "--to", str(tmp_path / "acme.jsonl"))
    fresh = Cli(tmp_path, tmp_path / "fresh.db")
    fresh.ok("init", "--currency", "EUR")
    fresh.ok("import", str(tmp_path / "acme.jsonl"), "--yes")
    assert ("Pilot in plant 3", "All 3 plants live") in steps_of(fresh)
    assert "Labs goal" not in {goal for _, goal in steps_of(fresh)}


def test_a_merge_takes_goals_and_steps_along(goals: Cli) -> None:
    before = goals.dump()
    goals.ok("account", "merge", "acme", "labs", "--yes")
    assert goals.json("goal", "show", "g4")["account"] == "acme"
    assert [each["task"] for each in goals.json("goal", "show", "g4")["steps"]] == ["t10"]
    goals.ok("undo")
    assert goals.dump() == before


def test_the_plan_is_goals_with_steps_promises_reviews_and_results(goals: Cli) -> None:
    text = goals.ok("account", "plan", "acme", "--for", "customer")
    assert text == PAGE
    found = goals.json("account", "plan", "acme", "--for", "customer")
    assert [each["goal"] for each in found["goals"]] == ["g2", "g1"]
    assert [(step["task"], step["side"], step["owner"]) for step in found["goals"][0]["steps"]] == [
        ("t7", "theirs", "Jane Orr"),
        ("t6", "ours", "Ana Bell"),
        ("t9", "ours", "Robin Hale"),
    ]
    assert [each["goal"] for each in found["reached"]] == ["g3"]
    assert {side: [each["task"] for each in some] for side, some in found["promises"].items()} == {
        "ours": ["t1", "t11"],
        "theirs": ["t2", "t12"],
    }
    drawn = goals.ok("account", "plan", "acme", "--for", "customer", "-o", "table")
    assert re.search(r"^2 late promises are internal, and left out +am tasks acme$", drawn, re.M)
    for words in ("Security answers", "Names for the pilot"):
        assert words not in text + drawn


PAGE = """\
# Acme Robotics

success plan, Mon 2 Mar 2026

prepared by Robin Hale

## Goals

- All 3 plants live, 2 of 3, by 31 May
- Step: Crew for the pilot, Jane Orr, by 12 Mar
- Step: Pilot in plant 3, Ana Bell, by 30 Jun
- Step: Sensors fitted, Robin Hale, done 1 Mar
- Changeover time down 20%, 14% so far, by 30 Jun
- Agreed with Jane Orr
- Step: Old line measured, Robin Hale, by 20 Feb

## Our commitments

- Prices for 2027, Robin Hale, by 6 Mar

## Your commitments

- Figures of the pilot, Jane Orr, by 12 Mar

## Reviews

- Held, 16 Dec
- Next, Fri 20 Mar at 10:00

## Reached so far

- Alarms in 5 minutes, 4, met 10 Feb
"""


def test_an_empty_plan_has_no_commands_in_it(cli: Cli) -> None:
    cli.ok("account", "add", "Quarry Books", "--code", "quarry")
    text = cli.ok("account", "plan", "quarry", "--for", "customer")
    assert text == "# Quarry Books\n\nsuccess plan, Mon 2 Mar 2026\n\n## Goals\n\n- No goals agreed yet.\n"


def test_the_review_and_the_web_page_have_the_steps_too(goals: Cli) -> None:
    for said in (goals.ok("qbr", "brief", "acme"), goals.ok("export", "html", "--account", "acme")):
        for words in ("Step: Crew for the pilot", "Ana Bell", "Fri 20 Mar at 10:00", "Prices for 2027"):
            assert words in said
        for words in ("Names for the pilot", "Security answers", "was due"):
            assert words not in said


def fill(path: Path, allowed: dict[str, set[str]]) -> int:
    """Put a mark into every text of the book that a page may not show, and the worst word of each closed
    vocabulary; how many columns that are."""
    marked = 0
    with sqlite3.connect(path) as db:
        (acme,) = db.execute("SELECT id FROM account WHERE code = 'acme'").fetchone()
        for table, column, owner in text_columns(db):
            own = column in allowed.get(table, ())
            where = f'"{owner}" IS NOT {acme}' if own and owner else "0" if own else "1"
            for value in (f"'{MARK} {table} {column} ' || id", f"'{MARK}{table}{column}' || id", *WORST):
                try:
                    db.execute(f'UPDATE "{table}" SET "{column}" = {value} WHERE {where}')
                except sqlite3.IntegrityError:
                    continue
                marked += 1
                break
        db.execute("UPDATE task SET title = 'zqx task' WHERE goal_id IS NULL AND promised = 0")
        db.execute("UPDATE contract SET annual_value = 7712345")
        db.execute("UPDATE contact SET name = 'zqx name' WHERE id NOT IN (1, 2)")
    db.close()
    return marked


# Forms and words that a column may want in place of plain text; the plainest first.
WORST = (
    *("""'["zqx"]'""", """'{"zqx": "zqx"}'""", "'critic'", "'blocker'", "'doubtful'", "'bad'", "'proposed'"),
    *("""'[{"typed": "zqx", "e164": null}]'""",),
)


def text_columns(db: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """The columns with text of all tables that hold records, with the column that says whose a row is."""
    found = []
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%created_at%'"
    for (table,) in db.execute(tables).fetchall():
        columns = db.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
        names = [name for name, _ in columns]
        owner = "id" if table == "account" else "account_id" if "account_id" in names else ""
        kept = ("created_at", "updated_at", "code", "code_folded", "name_folded", "repeat", "kind", "status")
        found += [(table, name, owner) for name, type_ in columns if type_ == "TEXT" and name not in kept]
    return found


@pytest.mark.parametrize(
    ("lines", "allowed"),
    [
        (
            (
                ("account", "plan", "acme", "--for", "customer"),
                ("account", "plan", "acme", "--for", "customer", "-o", "json"),
                ("account", "plan", "acme", "--for", "customer", "-o", "table"),
            ),
            PLAN,
        ),
        ((("qbr", "brief", "acme"), ("export", "html", "--account", "acme")), REVIEW),
    ],
    ids=["plan", "review and web page"],
)
def test_nothing_else_of_the_book_is_in_what_a_customer_sees(
    goals_book: Path, tmp_path: Path, lines: tuple[tuple[str, ...], ...], allowed: dict[str, set[str]]
) -> None:
    book = tmp_path / "book.db"
    shutil.copyfile(goals_book, book)
    assert fill(book, allowed) > 60
    (tmp_path / "config.toml").write_text('[hooks]\nafter-change = "zqx"\n', encoding="utf-8")
    cli = Cli(tmp_path, book)
    internal = cli.ok("account", "plan", "acme") + cli.ok("show", "acme", "-o", "json") + cli.ok("history")
    assert internal.count(MARK) > 20
    for argv in lines:
        said = re.sub(r"<style>.*?</style>", "", cli.ok(*argv), flags=re.DOTALL)
        assert "Pilot in plant 3" in said
        assert [line for line in said.splitlines() if MARK in line.lower()] == []
        assert [word for word in CLOSED if re.search(rf"\b{word}\b", said.casefold())] == []
