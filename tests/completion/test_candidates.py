"""What `am __complete` answers: every kind of record, in every state of the book, and never a complaint."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tools.completion_table import FILE, NOTHING, Place, slot, table

from amcli.app import whole
from amcli.commands.tree import declarations
from amcli.completion import candidates as module
from amcli.completion.candidates import MOST, SOURCES, candidates
from amcli.vocabulary import LETTERS
from tests.demo.helpers import Desk
from tests.profiles import some
from tests.support import PROGRAM, Cli, Result, clean_environment

# Arguments that a person makes up; every other metavar names records, files or values.
FREE = {"ACTUAL", "CHANGE", "COMMENT", "DATE", "FROM..TO", "LOGIN", "METRIC", "NAME", "NOTE", "PERIOD",
        "QUERY", "REASON", "SCORE", "TAG", "TEXT", "TITLE", "TO", "URL", "VALUE", "WHEN"}  # fmt: skip
Ask = Callable[..., Result]


@pytest.fixture(scope="module")
def sample(sample_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The sample book, which has some of every kind."""
    return Desk(tmp_path_factory.mktemp("sample")).with_sample(sample_book)


@pytest.fixture
def ask(am: Callable[..., Result], office: Cli) -> Ask:
    """Ask the program itself, on the office's book or another."""

    def run(*argv: str, book: Path | None = None, **environ: str) -> Result:
        return am("__complete", *argv, env={"AMCLI_BOOK": str(book or office.book)} | environ)

    return run


@pytest.fixture
def held() -> Iterator[list[sqlite3.Connection]]:
    """Connections that another program has open."""
    found: list[sqlite3.Connection] = []
    yield found
    for each in found:
        each.close()


def values(found: Result) -> list[str]:
    """The values of an answer that had nothing to complain of."""
    assert (found.code, found.err) == (0, "")
    return [line.partition("\t")[0] for line in found.out.splitlines()]


def slots(places: list[Place]) -> set[str]:
    """Everything that the program is asked for; `@A|--flag@B` asks for another thing once the flag stands."""
    found = {each for place in places for each in place.arguments}
    found |= {option.takes for place in places for option in place.options if option.takes}
    asked = {each.removeprefix("@") for each in found if each.startswith("@")} - {FILE.removeprefix("@")}
    return {
        part.partition("@")[2] or part
        for each in asked
        for kind in each.split("+")
        for part in kind.split("|")
    }


ASKED = sorted(slots(table()))
NOT_STARTED = "play"  # the sample book has none: tests/commands/test_plays.py
NOT_RECORDS = ("fields:", "import:", "values:", "filter:", "report", "preset", "metric", "playbook")
NOT_RECORDS += ("proposal",)  # tests/commands/test_proposals.py
NOT_RECORDS += ("colleague", "parcel")  # tests/team/test_handover.py


@pytest.mark.parametrize("asked", [each for each in ASKED if not each.startswith(NOT_RECORDS)])
def test_what_the_command_line_asks_for_is_found_and_a_command_knows_it(sample: Desk, asked: str) -> None:
    kind, _, which = asked.partition(":")
    found = candidates(str(sample.demo), kind, which, "")
    assert found
    shows = ["show"] if kind in ("record", "contract-or-account") else [kind, "show"]
    for value, _text in (found[0], found[-1]):
        assert sample.inside(*shows, value).code == 0


@pytest.mark.parametrize("kind", SOURCES)
def test_each_kind_is_found_by_what_is_shown_of_it(sample: Desk, kind: str) -> None:
    # Enough by day: the first four and the last of a kind; each is found by the same query as the others.
    for value, text in some(candidates(str(sample.demo), kind, "", "")[:20], 20):
        for part in (value, *(each.removesuffix("...") for each in text.split(" · ") if each)):
            found = candidates(str(sample.demo), kind, "", part.upper())
            assert value in [each for each, _ in found] or len(found) == MOST


@pytest.mark.parametrize("kind", [kind for kind in LETTERS if kind != NOT_STARTED])
def test_where_any_record_will_do_each_kind_is_found_by_its_reference(sample: Desk, kind: str) -> None:
    reference = f"{LETTERS[kind]}1"
    found = [value for value, _ in candidates(str(sample.demo), "record", "", reference)]
    assert found[0] == reference
    assert all(value.startswith(reference) for value in found)


def test_every_argument_that_names_something_is_completed() -> None:
    unknown = set()

    def walk(command: Any, context: Any, path: str) -> None:
        for each in declarations(command):
            if not each.names and slot(each, path) == NOTHING:
                unknown.add(each.label)
        for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
            walk(command.get_command(context, name), context, f"{path} {name}".strip())

    root: Any = whole()
    walk(root, root.context_class(root, info_name="am"), "")
    assert unknown <= FREE


def test_the_letters_of_references_are_those_of_every_command() -> None:
    assert module.LETTERS == LETTERS


def test_open_ones_and_closed_ones_are_together_all(sample: Desk) -> None:
    for kind in (kind for kind, source in SOURCES.items() if source.open and kind != NOT_STARTED):
        every, opened, closed = (
            {value for value, _ in candidates(str(sample.demo), kind, which, "")}
            for which in ("", "open", "closed")
        )
        assert opened | closed == every
        assert not opened & closed
        assert opened
        assert closed


def test_the_likelier_come_first_and_there_are_not_too_many(cli: Cli) -> None:
    for code, name in (("x1", "A Grandmother"), ("x2", "The Moth Hotel"), ("x3", "Mother Goose"),
                       ("mother", "Zoe"), ("x4", "Stepmother Still"), ("x5", "Old-Mother Ltd")):  # fmt: skip
        cli.ok("account", "add", name, "--code", code)
    found = [value for value, _ in candidates(str(cli.book), "account", "", "mother")]
    assert found == ["mother", "x3", "x5", "x1", "x4"]
    with sqlite3.connect(cli.book) as db:
        row = "INSERT INTO task(account_id, title, created_at, updated_at) VALUES (1, ?, ?, ?)"
        stamp = db.execute("SELECT created_at FROM account").fetchone()[0]
        db.executemany(row, [(f"Call {number}", stamp, stamp) for number in range(MOST + 50)])
    db.close()
    assert len(candidates(str(cli.book), "task", "open", "")) == MOST
    assert len(candidates(str(cli.book), "task", "open", "call")) == MOST
    assert [text for _, text in candidates(str(cli.book), "task", "open", "call 249")] == [
        "Call 249 · A Grandmother"
    ]


def test_a_letter_matches_in_either_case_and_either_form(cli: Cli) -> None:
    cli.ok("account", "add", "Zoe\u0301 Straße", "--code", "zs")
    for word in ("ZOÉ", "zoe\u0301", "STRASSE", "straß"):
        assert candidates(str(cli.book), "account", "", word) == [("zs", "Zoe\u0301 Straße")]


@pytest.mark.parametrize(
    "code", ["$(x)", "-x", "a;b", "a'b", "a\tb", "a\nb", "a\x1bb", "a\u202eb", "*", "a/b", "~a"]
)
def test_a_code_that_no_command_would_have_made_is_not_offered(cli: Cli, code: str) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme")
    with sqlite3.connect(cli.book) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("UPDATE account SET code = ?, code_folded = 'x'", (code,))
    db.close()
    assert candidates(str(cli.book), "account", "", "") == []


def test_the_program_answers_and_knows_which_book_is_meant(ask: Ask, tmp_path: Path, office: Cli) -> None:
    assert ask("account", "word=robot").out == "acme\tAcme Robotics\n"
    assert values(ask("contact:theirs", "word=", "of=acme")) == ["p2", "p1"]
    assert values(ask("contact:theirs", "word=", "of=t1")) == ["p2", "p1"]
    assert values(ask("contact:theirs", "word=", "of=nobody")) == []
    assert values(ask("contact:theirs", "word=")) == ["p3", "p2", "p1"]
    nowhere = tmp_path / "nowhere"
    assert values(ask("account", "word=robot", f"book={office.book}", book=nowhere)) == ["acme"]
    assert values(ask("account", "word=robot", "book=$B/book.db", book=nowhere, B=str(tmp_path))) == ["acme"]
    assert values(ask("account", "word=robot", "book=~/book.db", book=nowhere)) == ["acme"]
    home = tmp_path / "data" / "amcli"
    home.mkdir(parents=True)
    shutil.copyfile(office.book, home / "book.db")
    assert values(ask("account", "word=robot", AMCLI_BOOK="", XDG_DATA_HOME=str(tmp_path / "data"))) == [
        "acme"
    ]


@pytest.mark.parametrize(
    "argv",
    [
        [], ["account"], ["nonsense", "word="], ["account:nonsense", "word=zz"], ["account", "word"],
        ["account", "zz"], ["account", "word=\udcff"], ["contact:theirs", "word=", "of=\udcff"],
        ["account", "word=zz", "more=1"], ["account; DROP TABLE account", "word="], ["record", "word=q99"],
        ["contact:theirs", "word=", "of='; DROP TABLE account;--"], ["account", "word=" + "x" * 100_000],
        ["account", "word=a", "book=\udcff"], ["account", "word=a", "book=\x01"],
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_answered_with_nothing(ask: Ask, argv: list[str]) -> None:
    found = ask(*argv)
    assert (found.code, found.err) == (0, "")
    assert "\n\t" not in found.out
    if argv != ["account"]:
        assert found.out == ""


@pytest.mark.parametrize(
    "state", ["nowhere", "folder", "empty", "text", "cut", "another", "pipe", "unreadable"]
)
def test_a_book_that_cannot_be_read_is_answered_with_nothing_and_left_as_it_is(
    ask: Ask, tmp_path: Path, office: Cli, state: str
) -> None:
    path = tmp_path / "others" / state
    path.parent.mkdir()
    if state == "folder":
        path.mkdir()
    elif state == "pipe":
        os.mkfifo(path)
    elif state == "another":
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE account(id)")
        db.close()
    elif state != "nowhere":
        whole = office.book.read_bytes()
        path.write_bytes({"empty": b"", "text": b"x" * 9000, "cut": whole[:20_000]}.get(state, whole))
        path.chmod(0o000 if state == "unreadable" else 0o600)
    before = path.stat().st_mtime_ns if state != "nowhere" else None
    found = ask("account", "word=", book=path)
    assert (found.code, found.err) == (0, "")
    if state != "unreadable" or os.geteuid() != 0:
        assert found.out == ""
    assert [each.name for each in path.parent.iterdir()] == ([] if state == "nowhere" else [state])
    assert before is None or path.stat().st_mtime_ns == before


def test_a_book_at_rest_is_read_without_making_or_changing_a_file(
    ask: Ask, tmp_path: Path, office: Cli
) -> None:
    with sqlite3.connect(office.book) as db:
        db.execute("PRAGMA user_version = 1")  # an older one, which a command would upgrade
    db.close()
    was, names = office.book.read_bytes(), sorted(tmp_path.iterdir())
    assert values(ask("account", "word=wood")) == ["birch"]
    assert (office.book.read_bytes(), sorted(tmp_path.iterdir())) == (was, names)


@pytest.mark.parametrize(
    "statements",
    [
        ("BEGIN IMMEDIATE", "UPDATE account SET notes = 'y'"),
        ("BEGIN EXCLUSIVE", "UPDATE account SET notes = 'y'"),
        ("UPDATE account SET notes = 'x'", "PRAGMA locking_mode = EXCLUSIVE", "BEGIN IMMEDIATE"),
        ("PRAGMA journal_mode = DELETE", "BEGIN EXCLUSIVE", "UPDATE account SET notes = 'y'"),
    ],
)
def test_nobody_waits_for_a_book_that_another_program_writes_to(
    ask: Ask, office: Cli, held: list[sqlite3.Connection], statements: tuple[str, ...]
) -> None:
    db = sqlite3.connect(office.book, isolation_level=None)
    held.append(db)
    for statement in statements:
        db.execute(statement)
    assert values(ask("account", "word=wood")) in ([], ["birch"])


def test_sqlite_itself_waits_for_a_moment_only(office: Cli) -> None:
    with closing(module.opened(str(office.book))) as read:
        assert read.execute("PRAGMA busy_timeout").fetchone() == (50,)  # milliseconds


def test_what_another_program_has_just_written_is_found(
    ask: Ask, office: Cli, held: list[sqlite3.Connection]
) -> None:
    db = sqlite3.connect(office.book, isolation_level=None)
    held.append(db)
    db.execute("UPDATE account SET name = 'Wool Mill', name_folded = 'wool mill' WHERE code = 'acton'")
    assert values(ask("account", "word=wool")) == ["acton"]


def test_nobody_sees_it_in_the_help(am: Callable[..., Result]) -> None:
    assert "__complete" not in am("--help").out
    assert am("log", "__complete").code != 0


def test_a_pipe_that_is_closed_is_no_reason_to_complain(office: Cli, tmp_path: Path) -> None:
    found = subprocess.run(
        ["bash", "--norc", "-c", f"'{PROGRAM}' __complete account word= | true; exit ${{PIPESTATUS[0]}}"],
        env=clean_environment(tmp_path) | {"AMCLI_BOOK": str(office.book)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (found.returncode, found.stderr) == (0, "")


def test_names_are_completed_without_accents_and_people_by_address_and_number(ask: Ask, office: Cli) -> None:
    office.ok("account", "add", "Łódź Straße", "--owner", "Jürgen")
    office.ok(
        "contact", "add", "lodz", "Zoë Brønnum", "--email", "zoe@lodz.example", "--phone", "+48 42 123 45 67"
    )
    for word in ("lodz", "Łódź", "strasse", "zoe", "bronnum", "zoe@l", "1234567", "+4842123"):
        assert values(ask("account", f"word={word}")) == (["lodz-strasse"] if word != "+4842123" else [])
    for word in ("bron", "BRØN", "zoe@", "234567", "+48 42 1234567"):
        assert values(ask("contact:open", f"word={word}")) == ["p4"]
        assert values(ask("contact:theirs", f"word={word}", "of=LODZ")) == ["p4"]
        assert values(ask("contact:theirs", f"word={word}", "of=acme")) == []
    assert values(ask("values:account.owner", "word=jurg")) == ["Jürgen"]
    assert values(ask("filter:account", "word=owner:jurg")) == ["owner:Jürgen"]
