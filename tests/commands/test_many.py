"""Edits of many accounts, contracts or tasks in one step: what is shown first is what is written, or nothing
is; today is Monday 2 March 2026."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.__main__ import run_app
from amcli.commands import account, contract, task
from tests.commands.test_hooks import Ear, hooks
from tests.commands.test_schema import strict, validator
from tests.profiles import examples
from tests.support import TODAY, Cli, Terminal, clean_environment, dump, kept_open, rows_of, run_on_terminal

NOBODY_TO_ASK = "this needs a yes, and there is no terminal to ask on. Nothing was changed."
NOUNS = {"account": account, "contract": contract, "task": task}
# What may be set in many records, by the kind; and what belongs to one alone.
OF_ONE = {
    "account": "name code domain website phone address notes objectives",
    "contract": (
        "kind product starts_on ends_on value currency quantity signed_on renew_months forecast_value "
        "reason concessions reference notes annual_value notice_days notice_months total_value"
    ),
    "task": "title contact done_on promised _theirs promised_by repeat goal",
}


def ten(cli: Cli) -> None:
    """Ten accounts of Bo's with a contract and a task each; the seventh contract is a one-off."""
    for at in range(10):
        code = f"a{at}"
        cli.ok("account", "add", f"Account {at}", "--code", code, "--tier", "light", "--owner", "Bo")
        more = ("--one-off",) if at == 6 else ()
        dates = ("--starts", "2026-01-01", "--ends", "2026-12-31")
        cli.ok("contract", "add", code, "--value", "12k", *dates, *more)
        cli.ok("task", "add", code, f"Call {at}", "--due", "2026-02-20")


@pytest.fixture
def books(cli: Cli) -> Cli:
    """`am` on the book of ten."""
    return cli.once(ten)


def changes(cli: Cli) -> int:
    """How many changes the journal has."""
    return len(rows_of(cli.book, "SELECT id FROM txn", cli.lent))


def test_a_person_sees_each_change_first_and_is_asked_however_few_they_are(books: Cli) -> None:
    before = books.dump()
    words = ("task", "edit", "account:a3,a4", "--due", "+7d", "--assignee", "Ana")
    no = books(*words, tty=True, stdin="n\n")
    assert (no.code, books.dump()) == (5, before)
    assert "Change 2 tasks? [y/N]" in no.err
    assert [line.split() for line in no.out.splitlines() if line.startswith("t")] == [
        ["t4", "Account", "3", "due_on", "Fri", "20", "Feb", "→", "Mon", "9", "Mar"],
        ["t4", "Account", "3", "assignee", "-", "→", "Ana"],
        ["t5", "Account", "4", "due_on", "Fri", "20", "Feb", "→", "Mon", "9", "Mar"],
        ["t5", "Account", "4", "assignee", "-", "→", "Ana"],
    ]
    assert "2 change · 0 already so\n" in no.out
    books.ok("task", "edit", "t5", "--due", "2026-03-09", "--assignee", "Ana")
    yes = books(*words, tty=True, stdin="y\n")
    assert (yes.code, "Change 1 task? [y/N]" in yes.err) == (0, True)
    assert "1 change · 1 already so\n" in yes.out
    assert yes.out.endswith("1 task changed. · to undo: am undo\n")
    assert [row["due_on"] for row in books.json("task", "list", "account:a3,a4")] == ["2026-03-09"] * 2
    again = books(*words, tty=True)
    assert (again.code, again.err, "0 change · 2 already so" in again.out) == (0, "", True)


def test_a_pipe_needs_a_yes_and_gets_the_references(books: Cli) -> None:
    before = books.dump()
    words = ("contract", "edit", "account:a1,a2", "--stage", "verbal")
    refused = books(*words)
    assert (refused.code, refused.out, books.dump()) == (5, "", before)
    assert NOBODY_TO_ASK in " ".join(refused.err.split())
    assert books.ok(*words, "--yes") == "k2\nk3\n"
    assert books.ok(*words) == ""  # nothing is left to change, so nobody needs to be asked
    assert books.ok("account", "edit", "owner:nobody", "--tier", "key") == ""


@pytest.mark.parametrize("form", ["json", "tsv", "csv", "md", "ids", "jsonl"])
def test_a_dry_run_shows_the_same_as_is_then_written_and_writes_nothing(books: Cli, form: str) -> None:
    before, number = books.dump(), changes(books)
    words = ("account", "edit", "code:a1,a2", "--owner", "Ana Bell", "--set", "seats=40", "-o", form)
    told = books.ok(*words, "--dry-run")
    assert (books.dump(), changes(books)) == (before, number)
    assert books(*words).code == 5
    assert books.dump() == before
    assert books.ok(*words, "--yes") == told
    assert changes(books) == number + 1
    if form == "ids":
        assert told == "a1\na2\n"


def test_json_has_a_row_a_record_and_field_as_its_schema_says(books: Cli) -> None:
    words = (
        "account",
        "edit",
        "code:a1",
        "--cadence",
        "10",
        "--add-tag",
        "x",
        "--set",
        "seats=40",
        "--tier",
        "light",
    )
    text = books.ok(*words, "--dry-run", "-o", "json")
    validator("account edit").validate(strict(text))
    common = {"kind": "account", "ref": "a1", "account": "a1", "name": "Account 1", "why": None}
    assert json.loads(text) == [
        {**common, "field": "cadence_days", "before": None, "after": 10},
        {**common, "field": "tags", "before": [], "after": ["x"]},
        {**common, "field": "extra.seats", "before": None, "after": 40},
    ]
    assert books.json("task", "edit", "owner:nobody", "--due", "fri", "--dry-run") == []
    text = books.ok("contract", "edit", "--all", "--auto-renew", "--skip-bad", "--dry-run", "-o", "json")
    validator("contract edit").validate(strict(text))
    found = json.loads(text)
    assert [row["ref"] for row in found if row["why"] is None] == [f"k{at}" for at in range(1, 11) if at != 7]
    assert [row["before"] for row in found[:9]] == [False] * 9
    (refused,) = (row for row in found if row["why"] is not None)
    assert (refused["ref"], refused["field"], refused["before"], refused["after"]) == ("k7", None, None, None)


def test_a_rule_that_refuses_the_seventh_of_ten_leaves_all_as_they_were(books: Cli) -> None:
    before, number = books.dump(), changes(books)
    words = ("contract", "edit", "--all", "--forecast", "likely")
    piped = books(*words, "--yes")
    assert (piped.code, piped.out) == (5, "")
    assert piped.err.startswith("am: nothing was changed: 1 of 10 contracts refused.\n    k7: ")
    assert "--skip-bad" in piped.err
    drawn = books(*words, tty=True, stdin="y\n")
    assert (drawn.code, "?" in drawn.err) == (5, False)
    assert "9 change · 0 already so · 1 refused" in drawn.out
    assert any(line.startswith("k7") and "refused" in line for line in drawn.out.splitlines())
    dry = books(*words, "--dry-run", "-o", "json")
    assert (dry.code, len(json.loads(dry.out))) == (5, 10)
    assert (books.dump(), changes(books)) == (before, number)
    taken = books(*words, "--yes", "--skip-bad")
    assert (taken.code, taken.out.split()) == (0, [f"k{at}" for at in range(1, 11) if at != 7])
    assert taken.err.startswith("am: left out k7: ")
    assert changes(books) == number + 1
    books.ok("undo")
    assert books.dump() == before


def test_of_many_that_are_refused_twenty_are_named(cli: Cli) -> None:
    cli.ok("account", "add", "Top", "--code", "top")
    for at in range(23):
        cli.ok("account", "add", f"Under {at:02}", "--code", f"u{at:02}")
    cli.ok("account", "edit", "name.has:under", "--parent", "top", "--yes")
    cli.ok("account", "add", "Deep", "--code", "deep", "--parent", "u00")
    ring = cli("account", "edit", "name.has:under", "--parent", "deep", "--yes")
    assert (ring.code, ring.err.count("\n    u")) == (5, 1)  # only u00 is above it
    cli.ok("account", "edit", "name.has:under", "--parent", "", "--yes")
    lines = [
        ("contract", "add", f"u{at:02}", "--one-off", "--value", "1k", "--ends", "2026-12-31")
        for at in range(23)
    ]
    for line in lines:
        cli.ok(*line)
    found = cli("contract", "edit", "--all", "--auto-renew", "--yes")
    assert (found.code, found.err.count("\n    k")) == (5, 20)
    assert "\n    and 3 more\n" in found.err
    assert "nothing was changed: 23 of 23 contracts refused.\n" in found.err
    assert "--skip-bad" not in found.err  # there are no others


class Meanwhile(Terminal):
    """A person who takes their time: something happens before they say yes."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__("y\n")
        self.act = act

    def readline(self, size: int = -1, /) -> str:
        self.act()
        return super().readline(size)


def asked(cli: Cli, act: Callable[[], object], *argv: str) -> tuple[int, str]:
    """A command line on a terminal whose question is answered with yes after something happened."""
    cli.let_go()
    errors = Terminal()
    code = run_app(list(argv), cli.environ(TODAY), Meanwhile(act), Terminal(), errors)
    return code, errors.getvalue()


def by_another(book: Path, statement: str) -> Callable[[], None]:
    """Another program that writes to the book."""

    def act() -> None:
        db = sqlite3.connect(book)
        db.execute("PRAGMA foreign_keys = ON")
        db.create_function("am_search_key", 1, lambda text: text)
        with db:
            db.execute(statement)
        db.close()

    return act


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE task SET due_on = '2026-02-25' WHERE id = 3",
        "UPDATE task SET title = 'Another' WHERE id = 3",
        "UPDATE task SET updated_at = '2026-03-02T00:00:00.000Z' WHERE id = 3",
        "DELETE FROM task WHERE id = 3",
    ],
)
def test_nothing_is_written_where_another_program_changed_the_third_meanwhile(
    books: Cli, statement: str
) -> None:
    act = by_another(books.book, statement)
    before: list[Any] = []

    def then() -> None:
        act()
        before.append(dump(books.book))

    code, err = asked(books, then, "task", "edit", "--all", "--due", "fri")
    assert (code, "t3 changed in the meantime, so nothing was changed." in err) == (5, True)
    assert dump(books.book) == before[0]


def test_another_am_that_changes_the_third_meanwhile_is_noticed_and_any_other_record_is_not(
    books: Cli,
) -> None:
    words = ("account", "edit", "code:a0,a1,a2", "--owner", "Ana")
    code, err = asked(books, lambda: books.ok("account", "edit", "a2", "--tier", "key"), *words)
    assert (code, "a2 changed in the meantime" in err) == (5, True)
    assert [row["owner"] for row in books.json("account", "list", "code:a0,a1,a2")] == ["Bo"] * 3
    code, err = asked(books, lambda: books.ok("account", "edit", "a5", "--tier", "key"), *words)
    assert (code, "meantime" in err) == (0, False)
    assert [row["owner"] for row in books.json("account", "list", "code:a0,a1,a2")] == ["Ana"] * 3


def test_who_became_one_of_them_meanwhile_is_left_alone(books: Cli) -> None:
    add = ("account", "add", "Late", "--code", "late", "--tier", "light", "--owner", "Bo")
    code, _ = asked(books, lambda: books.ok(*add), "account", "edit", "owner:bo", "--owner", "Ana")
    assert code == 0
    assert [row["code"] for row in books.json("account", "list", "owner:bo")] == ["late"]


def test_nobody_waits_for_the_answer_to_the_question(books: Cli) -> None:
    found: list[str] = []
    act = lambda: found.append(books.ok("log", "a9", "Called"))  # noqa: E731
    assert asked(books, act, "task", "edit", "--all", "--due", "fri")[0] == 0
    assert found == ["n1\n"]


# A value for each field that many may be given, as options.
VALUES = {
    "account": {
        "--status": st.sampled_from(["onboarding", "active", "churned", "archived"]),
        "--tier": st.sampled_from(["key", "standard", "light", ""]),
        "--owner": st.sampled_from(["Bo", "Ana Bell", ""]),
        "--owner-since": st.sampled_from(["2025-01-01", ""]),
        "--team": st.sampled_from(["Cy", ""]),
        "--industry": st.sampled_from(["Rail", ""]),
        "--segment": st.sampled_from(["SMB", ""]),
        "--region": st.sampled_from(["emea", ""]),
        "--parent": st.sampled_from(["a0", "a9", ""]),
        "--since": st.sampled_from(["2024-01-01", ""]),
        "--cadence": st.sampled_from(["10", ""]),
        "--qbr": st.sampled_from(["45", ""]),
        "--snoozed-until": st.sampled_from(["fri", "+10d", ""]),
        "--add-tag": st.sampled_from(["x", "y"]),
        "--drop-tag": st.sampled_from(["x", "z"]),
        "--set": st.sampled_from(["seats=40", "seats=", "plan=gold"]),
    },
    "contract": {
        "--stage": st.sampled_from(["contacted", "verbal", "not_started"]),
        "--forecast": st.sampled_from(["likely", "commit", ""]),
        "--notice": st.sampled_from(["90d", "3m", "0", ""]),
        "--set": st.sampled_from(["seats=40", "seats=", "plan=gold"]),
    },
    "task": {
        "--due": st.sampled_from(["fri", "+7d", "2026-02-01", ""]),
        "--assignee": st.sampled_from(["Ana", ""]),
        "--waiting-on": st.sampled_from(["Bo", ""]),
    },
}
LISTS = {"account": "a", "contract": "k", "task": "t"}


def options(kind: str) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Some fields of a kind with their values."""
    each = [st.tuples(st.just(name), values) for name, values in VALUES[kind].items()]
    return st.lists(st.one_of(each), min_size=1, max_size=3, unique_by=lambda pair: pair[0])


Case = tuple[str, set[int], list[tuple[str, str]]]
CASES = st.sampled_from(list(VALUES)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.sets(st.integers(0, 9), min_size=1), options(kind))
)
# What is a matter of the clock, or of how often something was written.
CLOCKED = {"created_at", "updated_at"}


def told(cli: Cli) -> dict[str, Any]:
    """All records of the three kinds, whose values are whose, and what is snoozed, but for the clock."""
    found: dict[str, Any] = {
        kind: [
            {name: value for name, value in row.items() if name not in CLOCKED}
            for row in cli.json(kind, "list", *(["--all"] if kind == "account" else []))
        ]
        for kind in VALUES
    }
    query = 'SELECT kind, "row", field, value, source FROM value_source ORDER BY 1, 2, 3, 4, 5'
    return found | {"sources": rows_of(cli.book, query, cli.lent), "words": cli.dump()["words"]}


# By day six, each of which is several fields of several records, written twice over.
@given(case=CASES)
@settings(max_examples=examples(80, 6))
def test_many_become_what_they_become_one_by_one_in_one_change_that_undo_takes_back_whole(
    case: tuple[str, set[int], list[tuple[str, str]]],
    template: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    kind, which, pairs = case
    words = [word for pair in pairs for word in pair]
    start = filled_once(template, tmp_path_factory)
    folders = [tmp_path_factory.mktemp("many") for _ in range(2)]
    for folder in folders:
        (folder / "book.db").write_bytes(start)
    with kept_open(folders[0], folders[0] / "book.db") as cli:
        refused = 0
        for at in sorted(which):
            ref = f"{LISTS[kind]}{at if kind == 'account' else at + 1}"
            refused += cli(kind, "edit", ref, *words).code == 5
        one_by_one = told(cli)
    with kept_open(folders[1], folders[1] / "book.db") as cli:
        before, number = cli.dump(), changes(cli)
        chosen = f"account:{','.join(f'a{at}' for at in sorted(which))}"
        assert cli(kind, "edit", chosen, "--yes", *words).code == (5 if refused else 0)
        found = cli(kind, "edit", chosen, "--yes", "--skip-bad", *words)
        assert found.code == 0
        assert found.err.count("am: left out ") == refused
        assert told(cli) == one_by_one
        wrote = changes(cli) - number
        assert wrote <= 1
        if wrote:
            cli.ok("undo")
        assert cli.dump() == before


FILLED: list[bytes] = []


def filled_once(template: Path, factory: pytest.TempPathFactory) -> bytes:
    """The book of ten, made once."""
    if not FILLED:
        folder = factory.mktemp("ten")
        (folder / "book.db").write_bytes(template.read_bytes())
        with kept_open(folder, folder / "book.db") as cli:
            ten(cli)
            cli.ok("account", "edit", "a3", "--tag", "x", "--tag", "z", "--set", "seats=12")
            cli.ok("snooze", "t4", "+3d")
        FILLED.append((folder / "book.db").read_bytes())
    return FILLED[0]


@pytest.mark.parametrize("kind", NOUNS)
def test_what_belongs_to_one_record_is_refused_for_many(books: Cli, kind: str) -> None:
    options_ = NOUNS[kind].KIND.options_of("edit")  # type: ignore[attr-defined]
    many = NOUNS[kind].KIND.many  # type: ignore[attr-defined]
    alone = [opt for opt in options_ if opt.column not in many and opt.names]
    assert {opt.column for opt in alone} <= set(OF_ONE[kind].split())
    assert set(many).isdisjoint(OF_ONE[kind].split())
    given_ = {
        "ends_on": "2027-12-31",
        "starts_on": "2026-01-01",
        "signed_on": "2026-01-01",
        "done_on": "today",
    }
    given_ |= {"quantity": "3", "renew_months": "12", "value": "9k", "currency": "EUR", "kind": "usage"}
    given_ |= {"forecast_value": "9k", "promised_by": "me", "repeat": "monthly", "done_on": "today"}
    before = books.dump()
    for opt in alone:
        words = [opt.names[0], *([] if opt.flag else [given_.get(opt.column, "word")])]
        found = books(kind, "edit", "tier:light", *words, "--yes")
        assert (found.code, f"{opt.names[0]} is for one {kind}" in found.err) == (2, True), opt
    assert books.dump() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("account", "edit", "a1", "tier:light", "--tier", "key"), "give account a1 or filters, not both."),
        (("account", "edit", "tier:light", "a1", "--tier", "key"), "give account a1 or filters, not both."),
        (("task", "edit", "t1", "--all", "--due", "fri"), "give task t1 or --all, not both."),
        (("task", "edit", "t1", "t2", "--due", "fri"), 'too many words: "t2".'),
        (("task", "edit", "--due", "fri"), "TASK is missing."),
        (("contract", "edit"), "CONTRACT is missing."),
        (("contract", "edit", "tier:light"), "nothing to change."),
        (("contract", "edit", "--all"), "nothing to change."),
        (("account", "edit", "tier:light", "-e"), "--editor edits one account at a time."),
        (("account", "edit", "teir:light", "--tier", "key"), 'no field "teir"'),
        (("account", "edit", "tier:lightest", "--tier", "key"), '"tier:lightest"'),
        (
            ("account", "edit", "tier:light", "--tag", "x", "--add-tag", "y", "--yes"),
            "give --tag, or --add-tag",
        ),
        (("account", "edit", "a1", "--tag", "x", "--drop-tag", "y"), "give --tag, or --add-tag"),
        (("account", "edit", "tier:light", "--owner", ""), None),
    ],
)
def test_words_that_can_not_be_meant_are_refused_and_change_nothing(
    books: Cli, words: Sequence[str], said: str | None
) -> None:
    before = books.dump()
    found = books(*words)
    assert (found.code, books.dump()) == (5 if said is None else 2, before)
    assert (said or NOBODY_TO_ASK) in " ".join(found.err.split())


def test_a_parent_that_is_not_there_is_not_found_once(books: Cli) -> None:
    found = books("account", "edit", "tier:light", "--parent", "nobody", "--yes")
    assert (found.code, found.err.count("nobody")) == (3, 1)


def test_one_record_is_shown_too_where_that_is_asked_for(books: Cli) -> None:
    before = books.dump()
    words = ("account", "edit", "a1", "--name", "Another", "--tier", "key")
    (name, tier) = books.json(*words, "--dry-run")
    assert (name["field"], name["before"], name["after"]) == ("name", "Account 1", "Another")
    assert (tier["field"], tier["before"], tier["after"]) == ("tier", "light", "key")
    assert books.dump() == before
    assert books.json(*words) == [name, tier]  # nobody is asked about one that was named
    assert books.one("account", "list", "code:a1")["name"] == "Another"
    refused = books("contract", "edit", "k7", "--auto-renew", "-o", "json")
    assert (refused.code, json.loads(refused.out)[0]["ref"]) == (5, "k7")
    assert books.ok("account", "edit", "a2", "--add-tag", "x", "--add-tag", "y", "--yes") == "a2\n"
    assert books.ok("account", "edit", "a2", "--drop-tag", "x", "--add-tag", "z", "--skip-bad") == "a2\n"
    assert books.one("account", "list", "code:a2")["tags"] == ["y", "z"]


def test_what_is_closed_is_left_out_and_counted_unless_it_is_asked_for(books: Cli) -> None:
    books.ok("account", "archive", "a1")
    books.ok("done", "t2", "t3")
    books.ok("churn", "k4")

    def chosen(*words: str) -> list[str]:
        return books.ok(*words, "--dry-run", "-o", "ids").split()

    accounts = ("account", "edit", "--owner", "Ana")
    assert chosen(*accounts, "owner:bo") == [f"a{at}" for at in range(10) if at != 1]
    assert chosen(*accounts, "--all") == [f"a{at}" for at in range(10)]
    assert chosen(*accounts, "owner:bo", "--all") == [f"a{at}" for at in range(10)]
    assert chosen(*accounts, "status:archived") == ["a1"]
    tasks = ("task", "edit", "--assignee", "Ana")
    assert chosen(*tasks, "due.before:today") == books.ok("tasks", "due.before:today", "-o", "ids").split()
    assert chosen(*tasks, "done_on.any:") == ["t2", "t3"]
    assert len(chosen(*tasks, "--all")) == 10
    contracts = ("contract", "edit", "--stage", "verbal")
    assert chosen(*contracts, "tier:light") == [f"k{at}" for at in range(1, 11) if at != 4]
    assert chosen(*contracts, "outcome:churned") == ["k4"]
    drawn = books(*tasks, "tier:light", "--dry-run", tty=True)
    assert "2 tasks left out: done or of a lost customer; to include: --all" in drawn.out


def test_tasks_of_a_lost_customer_rest_as_they_do_in_the_list(books: Cli) -> None:
    books.ok("account", "edit", "a5", "--status", "churned")
    listed = books.ok("tasks", "-o", "ids").split()
    found = books.ok("task", "edit", "tier:light", "--assignee", "Ana", "--dry-run", "-o", "ids").split()
    assert (found, "t6" in found) == (sorted(listed, key=lambda ref: int(ref[1:])), False)


def test_an_account_whose_name_has_a_colon_is_still_named_by_it(books: Cli) -> None:
    books.ok("account", "add", "Nord: Pumps", "--code", "nord")
    assert books.ok("account", "edit", "nord: pumps", "--tier", "key") == "nord\n"
    assert books("account", "edit", "nord: p", "--tier", "key").code == 2
    assert books("account", "edit", "nord: pumps", "tier:light", "--tier", "key").code == 2


def test_a_relative_date_counts_from_today_for_all(books: Cli) -> None:
    books.ok("task", "edit", "t1", "--due", "2026-02-01")
    books.ok("task", "edit", "due.before:today", "--due", "+7d", "--yes")
    assert {row["due_on"] for row in books.json("task", "list")} == {"2026-03-09"}


def test_what_many_were_given_is_a_persons_and_no_import_changes_it(books: Cli, tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text("id,name,region\n1,Account 1,apac\n2,Account 2,apac\n")
    books.ok("import", str(file), "--yes")
    books.ok("account", "edit", "region:apac", "--region", "emea", "--yes")
    file.write_text("id,name,region\n1,Account 1,latam\n2,Account 2,latam\n")
    books("import", str(file), "--yes")
    assert [row["region"] for row in books.json("account", "list", "code:a1,a2")] == ["emea", "emea"]


def test_the_journal_has_the_line_as_it_was_typed(books: Cli) -> None:
    books.ok("account", "edit", "tier:light", "code:a1,a2", "--owner", "Ana Bell", "--yes")
    newest = books.json("history", "--limit", "1")[0]
    assert newest["command"] == "account edit tier:light code:a1,a2 --owner 'Ana Bell' --yes"
    assert newest["records"] == 2


def test_hooks_are_told_once_of_all_of_them_and_of_no_dry_run(books: Cli, tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    hooks(books, {"after-change": [str(ear.path)]})
    words = ("account", "edit", "code:a1,a2", "--owner", "Ana")
    books.ok(*words, "--dry-run")
    assert ear.heard() == []
    books.ok(*words, "--yes")
    (told_,) = ear.heard()
    assert told_["counts"] == {"account": {"insert": 0, "update": 2, "delete": 0}}
    assert [each["after"]["owner"] for each in told_["changes"]] == ["Ana", "Ana"]


def test_scores_are_as_fresh_after_many_were_chosen_by_them(books: Cli) -> None:
    before = books.json("accounts", "--fields", "account,health")
    bands = {row["health"] for row in before}
    books.ok(
        "account", "edit", f"health:{','.join(bands)}", "--cadence", "3", "--status", "onboarding", "--yes"
    )
    books.let_go()
    again = books.json("accounts", "--fields", "account,score,health")
    for row in before:
        alone = books.one("accounts", f"code:{row['account']}", "--fields", "account,score,health")
        assert alone in again
    assert books("doctor").code == 0


def test_a_name_that_looks_like_a_command_of_the_terminal_is_harmless_in_the_preview(cli: Cli) -> None:
    cli.ok("account", "add", "Bad [red]\x1b[31mname", "--code", "bad", "--owner", "\x1b[32mX")
    drawn = cli("account", "edit", "code:bad", "--owner", "[bold]Y\x1b[0m", "--dry-run", tty=True)
    assert (drawn.code, "\x1b" in drawn.out) == (0, False)
    assert r"[red]\x1b[31mname" in drawn.out
    assert r"\x1b[32mX → [bold]Y\x1b[0m" in drawn.out


def thousand(cli: Cli) -> None:
    """A thousand accounts."""
    rows = "".join(f"Company {at:04},light,Bo\n" for at in range(1000))
    file = cli.folder / "thousand.csv"
    file.write_text(f"name,tier,owner\n{rows}")
    cli.ok("import", str(file), "--yes")


class Steps:
    """Counts what SQLite's machine does, in thousands of its steps: no busy machine changes that."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from amcli.storage import opening

        self.number = 0
        before = opening.connect

        def connect(path: Any) -> sqlite3.Connection:
            db = before(path)
            db.set_progress_handler(self.count, 1000)
            return db

        monkeypatch.setattr(opening, "connect", connect)

    def count(self) -> int:
        self.number += 1
        return 0


def test_a_thousand_accounts_are_one_step_with_a_backup_and_little_work_each(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    thousand(cli)
    cli.let_go()
    before = dump(cli.book)
    counted = Steps(monkeypatch)
    number = changes(cli)
    words = ("account", "edit", "--all", "--owner", "Ana", "--set", "seats=4", "--add-tag", "x", "--yes")
    assert len(cli.ok(*words).split()) == 1000
    assert 0 < counted.number <= 4500
    assert changes(cli) == number + 1
    assert [row["reason"] for row in cli.json("backup", "--list")] == ["edit", "import"]
    assert {row["owner"] for row in cli.json("account", "list")} == {"Ana"}
    cli.ok("undo")
    cli.let_go()
    assert dump(cli.book) == before


def test_a_backup_is_made_first_from_the_twenty_first_record_on(cli: Cli) -> None:
    for at in range(21):
        cli.ok("account", "add", f"Account {at:02}", "--code", f"a{at:02}", "--tier", "light")
    cli.ok("account", "edit", "a00", "--tier", "key")
    assert len(cli.ok("account", "edit", "--all", "--tier", "key", "--yes").split()) == 20
    assert cli.json("backup", "--list") == []
    cli("account", "edit", "--all", "--tier", "light", "--dry-run")
    assert cli.json("backup", "--list") == []
    assert len(cli.ok("account", "edit", "--all", "--tier", "light", "--yes").split()) == 21
    (made,) = cli.json("backup", "--list")
    assert made["reason"] == "edit"
    assert cli("restore", made["name"], "--yes").code == 0
    assert {row["tier"] for row in cli.json("account", "list")} == {"key"}


def test_a_backup_that_can_not_be_made_stops_the_edit(cli: Cli) -> None:
    for at in range(21):
        cli.ok("account", "add", f"Account {at:02}", "--code", f"a{at:02}", "--tier", "light")
    (cli.book.parent / "backups").write_text("in the way")
    found = cli("account", "edit", "--all", "--tier", "key", "--yes")
    assert (found.code, "couldn't make a backup" in found.err) == (6, True)
    assert {row["tier"] for row in cli.json("account", "list")} == {"light"}


def test_in_a_real_terminal_the_changes_stand_above_the_question(books: Cli) -> None:
    books.let_go()
    words = ["task", "edit", "account:a1,a2", "--due", "fri"]
    found = run_on_terminal(words, clean_environment(books.folder) | books.environ(TODAY), 80, "y\n")
    assert found.code == 0
    shown = found.out
    assert shown.index("Fri 20 Feb → Fri 6 Mar") < shown.index("Change 2 tasks? [y/N]")
    assert shown.index("Change 2 tasks? [y/N]") < shown.index("2 tasks changed.")
