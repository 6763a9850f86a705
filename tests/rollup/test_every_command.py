"""Every command of the tree on a roll-up: what writes is refused and the file's bytes stay, what reads fits its
schema, prints references with their owner and no command that writes."""

import re
from collections.abc import Iterator

import pytest

from amcli.rules.reading import AT_HOME, reads, writes
from tests.commands.every import REPORTS, Report, filled_in, name, referred
from tests.commands.lines import MAKING, every_line, lay_out
from tests.commands.test_schema import strict, validator
from tests.commands.test_undo_of_everything import READS
from tests.commands.writes import FILES, WRITES, commands
from tests.support import Cli

REFUSED = "am: this is a roll-up of 3 books; nothing was changed. Write in your own book.\n"
OWNED = re.compile(r"(?<![\w/-])(?:dana|kim|robin|team)/[a-z][1-9][0-9]*\b")
BARE = re.compile(r"(?<![\w/.,:-])[ntkoifgspeumhy][1-9][0-9]{0,9}(?![\w./-])")
PRINTED = re.compile(r"\bam ((?:[a-z][\w./:-]*|--?[a-z][\w-]*|\"[^\"]*\"| )+)")
OF_EVERY_BOOK = ("sql", "schema", "cron", "play show", "backup")  # what these say isn't of the one that is open
FORMS = ("json", "csv", "md", "ids", "table")


@pytest.fixture(scope="module")
def known(team: Cli) -> dict[str, str]:
    return referred(team)


def answers(team: Cli, known: dict[str, str], report: Report) -> Iterator[tuple[str, str, str]]:
    """What a report prints in each form; the form, standard output and error."""
    argv = filled_in(report, known)
    assert argv is not None
    for form in FORMS:
        found = team(*argv, *(("-o", form) if form != "table" else ()), tty=form == "table")
        if found.code == 2 and "-o" in found.err:
            continue
        assert found.code in (0, 3, 5), (argv, form, found)
        yield form, found.out, found.err


@pytest.mark.parametrize("report", REPORTS, ids=name)
def test_what_reads_answers_with_references_that_are_found_there_alone(
    report: Report, team: Cli, own: dict[str, Cli], known: dict[str, str]
) -> None:
    if filled_in(report, known) is None:
        return
    before = team.book.read_bytes()
    refs: set[str] = set()
    for form, out, err in answers(team, known, report):
        if report.path.split()[0] in AT_HOME or writes(report.path.split()):
            assert not out and err.startswith(("am: this is a roll-up of 3 books", '{"error": "this is a roll-up')), err
            continue
        if form == "json" and out:
            validator(report.schema).validate(strict(out))
        if report.path not in OF_EVERY_BOOK:
            assert set(BARE.findall(out)) - {"e164"} == set(), form
            printed = [line for line in PRINTED.findall(out + err) if not reads(line.split())]
            assert printed == [], form
        refs |= set(OWNED.findall(out))
    assert team.book.read_bytes() == before
    for ref in sorted(refs)[:40]:
        assert team("show", ref, "-o", "json").code in (0, 5), ref
        for each in own.values():
            assert each("show", ref).code == 3


@pytest.mark.parametrize("report", [each for each in REPORTS if each.looks_back], ids=name)
def test_no_day_that_has_passed_is_asked_there(report: Report, team: Cli, known: dict[str, str]) -> None:
    argv = filled_in(report, known)
    if argv is None:
        return
    found = team(*argv, "--as-of", "2026-02-20")
    assert found.code == 5
    assert found.err.startswith("am: this is a roll-up of 3 books")


def all_lines() -> Iterator[list[str]]:
    """A line of every command, each that writes in several ways, and those that make files."""
    yield from every_line()
    yield from commands(WRITES)
    yield from (line.split() for lines in MAKING.values() for line in lines if "--book" not in line)
    yield from ([*path, "--stdin"] for path in (["account", "add"], ["done"], ["log"]))


def test_what_writes_is_refused_and_the_bytes_stay(team: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(team.folder)
    for each, text in FILES.items():
        (team.folder / each).write_text(text)
    monkeypatch.chdir(team.folder)
    before, wrong, refused = team.book.read_bytes(), [], 0
    for argv in all_lines():
        found = team(*argv, env={"EDITOR": "sh edit.sh"})
        if (writes(argv) or argv in commands(WRITES)) and found.code != 2:  # what can't be read comes first
            refused += 1
            wrong += [(argv, found)] if (found.code, found.out, found.err) != (5, "", REFUSED) else []
        if team.book.read_bytes() != before:
            wrong.append((argv, "bytes"))
            break
    assert wrong == []
    assert refused > 150
    assert [path.name for path in team.folder.iterdir() if path.name.startswith("team.db-")] == []
    assert not (team.folder / "backups").exists()


def test_every_command_that_writes_is_known_to_be_printed_nowhere_there() -> None:
    assert [argv for argv in commands(WRITES) if reads(argv)] == []
    assert [each for each in READS.split() if not reads(each.split("-", 1)) and each not in AT_HOME] == []
