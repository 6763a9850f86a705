"""What a command or an option was called before works on in each way of typing it, and nobody is shown it."""

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from amcli import app
from amcli.assistant import tools, writes
from amcli.commands.declared import Function, Group, declared_of
from amcli.completion.line import Tree
from tests.commands.test_proposals import asks
from tests.commands.writes import OFFICE, STORY, commands
from tests.docs import plain
from tests.docs.commands import ROOT
from tests.profiles import in_turn, is_nightly, some
from tests.support import TODAY, Cli, Result, clean_environment, filled, made_once, rows_of, run_on_terminal

# Lines as 0.1.0 took them, and the same by the names of today.
LINES = """
summary | digest
summary -o json | digest -o json
summary --new --peek | digest --new --peek
--today 2026-03-09 summary --period week -o md | --today 2026-03-09 digest --period week -o md
event add acme funding "Second round" | news add acme funding "Second round"
event list acme -o ids | news list acme -o ids
event show e1 | news show e1
event edit e1 --no-good --until eoq | news edit e1 --no-good --until eoq
event rm e1 --yes | news rm e1 --yes
event list --help | news list --help
event | news
event nothing | news nothing
interaction add acme --tried | activity add acme --no-answer
interaction list acme -o ids | activity list acme -o ids
interaction show n1 | activity show n1
interaction edit n3 --body "Long text" | activity edit n3 --body "Long text"
interaction rm n3 --yes | activity rm n3 --yes
interaction edit n1 --tried | activity edit n1 --no-answer
interaction edit n1 --tried --no-tried | activity edit n1 --no-answer --answered
qbr edit n5 --tried --no-tried | qbr edit n5 --no-answer --answered
unmatched tie zoe@new.example jane | unmatched link zoe@new.example jane
unmatched tie | unmatched link
unmatched forget zoe@new.example | unmatched reset zoe@new.example
feedback relay f1 --to product | feedback pass-on f1 --to product
feedback relay f99 | feedback pass-on f99
log acme --tried -w jane | log acme --no-answer -w jane
log acme "Called twice" -k call --tried --on mon | log acme "Called twice" -k call --no-answer --on mon
log acme --tried=yes | log acme --no-answer=yes
doctor --apart acme acton | doctor --separate acme acton
doctor --apart acme | doctor --separate acme
contact move jane acton --misfiled | contact move jane acton --wrong-account
contact move jane acton --misfiled --on mon | contact move jane acton --wrong-account --on mon
away 2026-03-09..2026-03-13 --to Bo | away 2026-03-09..2026-03-13 --cover Bo
away 2026-03-09..2026-03-13 --to=Bo -o md | away 2026-03-09..2026-03-13 --cover=Bo -o md
away 2026-03-09..2026-03-13 --to | away 2026-03-09..2026-03-13 --cover
import people.csv --clear --dry-run | import people.csv --clear-empty --dry-run
import people.csv --extra --yes | import people.csv --keep-extra --yes
import people.csv --bodies --dry-run -o json | import people.csv --full-text --dry-run -o json
import people.csv --clear --extra --bodies -q | import people.csv --clear-empty --keep-extra --full-text -q
help summary | help digest
help event add | help news add
help unmatched tie | help unmatched link
schema event | schema news
schema interaction list | schema activity list
schema summary | schema digest
"""
PAIRS = [tuple(map(shlex.split, line.split(" | "))) for line in LINES.strip().splitlines()]
NOTE = re.compile(r"`(?P<old>[^`]+)` is now `(?P<new>[^`]+)`\n")
PEOPLE = "name,account,email,Shoe size\nJane Orr,acme,,44\nMax Idris,acme,max@acme.example,45\n"


class Old(NamedTuple):
    """A name of before: of the command, or of one of its options."""

    path: str
    old: str
    new: str


def old_names() -> Iterator[Old]:
    """All that are declared."""
    yield from (Old("am", *each) for each in app.AM.was.items())
    for name in app.AM.entries:
        found = app.AM.find(name)
        if isinstance(found, Group):
            yield from (Old(f"am {name}", *each) for each in found.was.items())
            leaves: list[tuple[str, Function | None]] = [(f"am {name}", found.main)]
            leaves += [(f"am {name} {verb}", each) for verb, each in found.commands.items()]
        else:
            leaves = [(f"am {name}", found)]  # type: ignore[list-item]
        for path, function in leaves:
            for each in declared_of(function) if function is not None else ():
                yield from (Old(path, *names) for names in each.was)


OLD = list(old_names())


@pytest.fixture(scope="module")
def told_book(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's book with a record of every kind."""
    lines = [*OFFICE, *commands(STORY), ("unmatched", "ignore", "zoe@new.example")]
    return made_once(tmp_path_factory, "told", lambda folder: filled(template, folder, lines)) / "book.db"


@pytest.fixture
def told(cli: Cli, told_book: Path) -> Cli:
    cli.let_go()
    cli.book.write_bytes(told_book.read_bytes())
    (cli.folder / "people.csv").write_text(PEOPLE)
    return cli


def answered(cli: Cli, book: Path, argv: list[str], *, tty: bool = False) -> Result:
    """The answer on the same book each time."""
    cli.let_go()
    cli.book.write_bytes(book.read_bytes())
    return cli(*argv, tty=tty)


def without_notes(err: str) -> str:
    return NOTE.sub("", err)


def is_of(each: Old, old: list[str]) -> bool:
    """Whether a line has a name of before."""
    words = [app.AM.now(word) for word in old if word != "--today" and word != "2026-03-09"]
    path = each.path.split()[1:]
    if each.old.startswith("-"):
        return words[: len(path)] == path and any(word.partition("=")[0] == each.old for word in old)
    return words[: len(path)] == path and each.old in old[len(path) : len(path) + 3]


def test_every_name_of_before_is_tried() -> None:
    assert {each.old for each in OLD} >= {
        "summary",
        "event",
        "interaction",
        "tie",
        "forget",
        "relay",
        "--tried",
    }
    assert [each for each in OLD if not any(is_of(each, old) for old, _ in PAIRS)] == []


@pytest.mark.parametrize("tty", [False, True])
def test_an_old_name_answers_as_the_new_one(
    told: Cli, told_book: Path, tty: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By day one line at a terminal and the next in a pipe, two by one of the readers and the next two by the
    other: the name is replaced before anything is known of either. Nightly each by both."""
    light, wrong = app.light_call, []
    for at, (old, new) in enumerate(PAIRS):
        if not is_nightly() and at % 2 != tty:
            continue
        turn = at // 2
        changed = [after.partition("=")[0] for before, after in zip(old, new, strict=True) if before != after]
        wanted = answered(told, told_book, new, tty=tty)
        assert not NOTE.search(wanted.err)
        for read in in_turn((light, lambda *_: None), turn):  # by the light reader, and by Typer alone
            monkeypatch.setattr(app, "light_call", read)
            found = answered(told, told_book, old, tty=tty)
            notes = [each["new"].split()[-1] for each in NOTE.finditer(found.err)]
            if found._replace(err=without_notes(found.err)) != wanted or notes != (changed if tty else []):
                wrong.append((old, found, wanted))
        monkeypatch.setattr(app, "light_call", light)
    assert wrong == []


def test_on_a_real_terminal_the_line_comes_after_the_answer(told_book: Path, tmp_path: Path) -> None:
    environ = {**clean_environment(tmp_path), "AMCLI_TODAY": TODAY, "NO_COLOR": "1"}
    environ |= {"AMCLI_BOOK": str(tmp_path / "book.db"), "AMCLI_LOG_DIR": str(tmp_path)}

    def screen(argv: list[str]) -> Result:
        (tmp_path / "book.db").write_bytes(told_book.read_bytes())
        return run_on_terminal(argv, environ, 80, "")

    for each in some(OLD, 8):  # by day: behind one of them all are said, and those below are of each kind
        old, new = next(pair for pair in PAIRS if is_of(each, pair[0]))
        found, wanted = screen(old), screen(new)
        assert (found.code, without_notes(found.out)) == (wanted.code, wanted.out)
        assert found.out.startswith(wanted.out)
        assert NOTE.match(found.out.removeprefix(wanted.out)), old
    assert screen(["summary"]).out.endswith("`am summary` is now `am digest`\n")
    assert screen(["log", "acme", "--tried"]).out.endswith("`--tried` is now `--no-answer`\n")
    assert screen(["unmatched", "tie"]).out.endswith("`am unmatched tie` is now `am unmatched link`\n")


def test_nothing_is_said_where_only_one_stream_is_a_terminal(told: Cli) -> None:
    from tests.support import run_here

    for terminals in (("stdout",), ("stderr",), ("stdin", "stderr")):
        assert "is now" not in run_here(["event", "list"], told.environ(TODAY), "", terminals).err


def test_opp_is_short_for_opportunity_and_no_old_name(told: Cli) -> None:
    assert told("opp", "list", "-o", "ids") == (0, "o1\n", "")
    assert told("opp", "win", "o1", tty=True).err == ""
    assert told.json("history", "--limit", "1")[0]["command"] == "opportunity win o1"
    assert told.ok("help", "opp") == told.ok("help", "opportunity")
    assert told.ok("schema", "opp", "list") == told.ok("schema", "opportunity", "list")


def test_the_journal_goes_by_the_names_of_today(told: Cli) -> None:
    told.ok("event", "add", "acme", "funding")
    told.ok("--today", TODAY, "interaction", "edit", "n1", "--tried")
    told.ok("contact", "move", "jane", "acton", "--misfiled")
    assert [row["command"] for row in told.json("history", "--limit", "3")] == [
        "contact move jane acton --wrong-account",
        f"--today {TODAY} activity edit n1 --no-answer",
        "news add acme funding",
    ]
    assert "am contact move jane acton --wrong-account" in told.ok("undo", tty=True)


def test_what_the_journal_of_an_old_book_says_stays(told: Cli) -> None:
    told.ok("news", "add", "acme", "funding")
    with told.lent.lent():  # type: ignore[union-attr]
        told.lent.open_book(told.book, "").db.execute(  # type: ignore[union-attr]
            "UPDATE txn SET command = 'event add acme funding' WHERE id = (SELECT max(id) FROM txn)"
        )
    assert told.json("history", "--limit", "1")[0]["command"] == "event add acme funding"


def test_a_saved_report_of_an_old_list_runs(told: Cli) -> None:
    talks = '[reports.talks]\nbase = "interaction list"\nfields = "interaction,on"\n'
    told.config.write_text(f'{talks}\n[reports.new]\nbase = "event list"\n')
    assert told.ok("report", "talks", "-o", "csv") == told.ok(
        "activity", "list", "--fields", "interaction,on", "-o", "csv"
    )
    assert told.ok("config", "check")
    assert NOTE.findall(told("report", "new", tty=True).err) == [("am event", "am news")]
    told.ok("report", "save", "kept", "--", "event", "list", "kind:takeover")
    assert told.ok("report", "kept", "-o", "ids") == "e1\n"


def test_a_proposal_of_an_old_option_is_run_and_counts_as_done(told: Cli) -> None:
    (number,) = asks(told, ["log", "--tried", "--", "acme"])
    assert told("proposals", "accept", f"q{number}").code == 0
    (state,) = rows_of(told.book, "SELECT state, change IS NOT NULL FROM proposal", told.lent)
    assert state == ("accepted", 1)


def test_a_beginning_of_an_old_option_is_one_on_a_terminal_and_none_in_a_pipe(told: Cli) -> None:
    assert told("log", "acme", "--tri", tty=True).err.endswith("`--tried` is now `--no-answer`\n")
    code, _, err = told("log", "acme", "--tri")
    assert code == 2
    assert "--tried" not in err
    assert "is now" not in told("import", "people.csv", "--cl", "--dry-run", tty=True).err


def test_hints_name_what_is_there_today(told: Cli) -> None:
    for argv in (
        ["sumary"], ["evnt"], ["interactio", "list"], ["unmatched", "tye"], ["feedback", "rellay", "f1"],
        ["log", "acme", "--tryed"], ["contact", "move", "jane", "acton", "--misfield"],
    ):  # fmt: skip
        found = told(*argv)
        assert found.code == 2
        assert not [each for each in OLD if re.search(rf"{each.old}(?![\w-])", found.err.partition("\n")[2])]
    assert "Type am digest --new" in told("--new", "summary").err
    assert told("event", "edit").err.endswith("For example: am news edit e6 --good\n")
    assert "am log acme" in told("log", "acme", "--tried", "-w", "jane", "two", "words", "here").err


def test_completion_follows_an_old_name_and_offers_none() -> None:
    tree = Tree()
    assert tree.place("am summary") is None
    for line in tree.text.decode().split("\n\n")[1:]:
        rows = [row.split("\t") for row in line.strip().splitlines()[1:]]
        path = line.strip().partition("\t")[0]
        named = {row[0] for row in rows}
        assert not [each for each in OLD if each.path == path and each.old in named]
    from amcli.completion.line import Cursor

    assert Cursor("bash", "am summary ").place.path == "am digest"
    assert Cursor("bash", "am opp win ").place.path == "am opportunity win"
    assert Cursor("bash", "am unmatched tie ").place.path == "am unmatched link"


def forms(each: Old) -> str:
    """How a name of before would stand in a text: a command behind its path, an option behind its command, or
    in any place where no command has such a one today."""
    if not each.old.startswith("-"):
        path = each.path if each.path == "am" else each.path.removeprefix("am ")
        return rf"(?<![\w-]){path} {each.old}(?![\w-])"
    if each.old in spellings():
        return rf"{each.path.removeprefix('am ')} [^|;&\n]*(?<![\w-]){each.old}(?![\w-])"
    return rf"(?<![\w-]){each.old}(?![\w-])"


@cache
def spellings() -> set[str]:
    """Every option of today."""
    found: set[str] = set()
    for _, command in plain.every_command():
        for each in getattr(command.callback, "declared", ()):
            found |= set(each.spellings)
    return found


def shown() -> Iterator[tuple[str, str]]:
    """What people read: help, pages, guides, the manual, what assistants are offered, sentences."""
    for pattern in ("README.md", "CONTRIBUTING.md", "docs/**/*.md", "src/amcli/topics/*.md", "completions/*"):
        yield from ((str(path.relative_to(ROOT)), path.read_text()) for path in sorted(ROOT.glob(pattern)))
    yield "man", (ROOT / "man" / "am.1").read_text().replace("\\-", "-")
    yield from (
        (each.name, f"{each.help} {json.dumps(each.properties)}") for each in (*tools.TOOLS, *writes.WRITING)
    )
    yield from ((each.where, each.text) for each in (*plain.help_texts(), *plain.literals()))


def test_the_help_of_a_command_shows_no_old_name(told: Cli) -> None:
    for each in OLD:
        assert not re.search(rf"(?<![\w-]){each.old}(?![\w-])", told.ok(*each.path.split()[1:], "--help"))


def test_nothing_that_people_read_shows_an_old_name() -> None:
    texts = list(shown())
    assert len(texts) > 3000
    patterns = [(each.old, re.compile(forms(each))) for each in OLD]
    assert [
        (where, match[0])
        for where, text in texts
        for old, pattern in patterns
        if old in text and (match := pattern.search(text))
    ] == []
