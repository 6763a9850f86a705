"""Every command of the tree on a roll-up: what writes is refused and the file's bytes stay, what reads fits
its schema, prints references with their owner and no command that writes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from amcli.app import AM
from tests.commands.every import REPORTS, Report, filled_in, name, referred
from tests.commands.lines import MAKING, every_line, lay_out
from tests.commands.test_schema import strict, validator
from tests.commands.writes import FILES, WRITES, commands
from tests.profiles import in_turn, is_nightly, some
from tests.support import Cli

REFUSED = "am: this is a roll-up of 3 books; nothing was changed. Write in your own book.\n"
OWNED = re.compile(r"(?<![\w/-])(?:dana|kim|robin|team)/[a-z][1-9][0-9]*\b")
BARE = re.compile(r"(?<![\w/.,:-])[ntkoifgspeumhy][1-9][0-9]{0,9}(?![\w./-])")
PRINTED = re.compile(r"\bam ((?:[a-z][\w./:-]*|--?[a-z][\w-]*|\"[^\"]*\"| )+)")
OF_EVERY_BOOK = (
    "sql",
    "schema",
    "cron",
    "play show",
    "backup",
    "team",
)  # what these say isn't of the one that is open
FORMS = ("table", "csv", "md", "ids", "table")
OF_ACCOUNTS = ("show", "brief", "risks", "account plan", "timeline", "qbr brief", "goal list", "issue list")
ASKED: dict[str, set[str]] = {}


@pytest.fixture(scope="module")
def known(team: Cli) -> dict[str, str]:
    return referred(team)


def answers(team: Cli, known: dict[str, str], report: Report) -> Iterator[tuple[str, str, str]]:
    """What a report prints as JSON and in another form, nightly in each; the form, and both outputs. Two are
    enough by day: what a record is called is in the rows, which all forms are made of, and each form is tried
    with some report."""
    argv = filled_in(report, known)
    assert argv is not None
    for form in ("json", *in_turn(FORMS, REPORTS.index(report) % len(FORMS))):
        found = team(*argv, *(("-o", form) if form != "table" else ()), tty=form == "table")
        if found.code == 2 and "-o" in found.err:
            continue
        assert found.code in (0, 3, 5), (argv, form, found)
        yield form, found.out, found.err


def of_each_shape(found: Any) -> Any:
    """What was printed; of a list by day one row of each shape, which is its fields and their types, nightly
    every row: most are of a few shapes, and to check each takes longer than to print it."""
    if not isinstance(found, list) or is_nightly():
        return found
    return list({shape(row): row for row in found}.values())


def shape(value: Any) -> Any:
    """The fields of a value and the types of all that is in it."""
    if isinstance(value, dict):
        return tuple((name, shape(each)) for name, each in value.items())
    return frozenset(map(shape, value)) if isinstance(value, list) else type(value)


def are_found_there_alone(refs: set[str], team: Cli, own: dict[str, Cli]) -> None:
    """References are those of records there, and of none in any book; by day one of each kind and owner is
    asked for, nightly three."""
    for ref in sorted(refs):
        many = ASKED.setdefault(ref.rstrip("0123456789"), set())
        if ref in many or len(many) >= (3 if is_nightly() else 1):
            continue
        many.add(ref)
        assert team("show", ref, "-o", "json").code in (0, 5), ref
        for each in own.values():
            found = each("show", ref)
            assert (found.code, found.out) == (3, "")
            assert "is of a team's roll-up, and this is another book." in found.err


@pytest.mark.parametrize("report", REPORTS, ids=name)
def test_what_reads_answers_with_references_that_are_found_there_alone(
    report: Report, team: Cli, own: dict[str, Cli], known: dict[str, str]
) -> None:
    if filled_in(report, known) is None:
        return
    refs: set[str] = set()
    for form, out, err in answers(team, known, report):
        if not AM.judge(report.argv).reads:
            assert not out
            assert err.startswith(("am: this is a roll-up of 3 books", '{"error": "this is a roll-up')), err
            continue
        if form == "json" and out:
            validator(report.schema).validate(of_each_shape(strict(out)))
        if not report.path.startswith(OF_EVERY_BOOK):
            assert set(BARE.findall(out)) - {"e164"} == set(), form
            printed = [line for line in PRINTED.findall(out + err) if not AM.judge(line.split()).reads]
            assert printed == [], form
        refs |= set(OWNED.findall(out))
    are_found_there_alone(refs, team, own)


def test_no_account_is_told_with_a_command_that_writes(team: Cli) -> None:
    """Of some accounts each page, and lists that have nothing to show. Nightly of every account."""
    codes = team.ok("account", "list", "-o", "ids").split()
    lines = [[*verb.split(), code] for verb in OF_ACCOUNTS for code in some(codes, 17)]
    lines += [
        [*verb.split(), "owner:nobody"] for verb in ("tasks", "renewals", "risks", "today", "goal list")
    ]
    for argv in lines:
        found = team(*argv, tty=True)
        assert [
            line for line in PRINTED.findall(found.out + found.err) if not AM.judge(line.split()).reads
        ] == []


def test_the_file_is_as_it_was_pulled(team: Cli, three_books: Path) -> None:
    """After all that was read, in this process at least."""
    for argv in (["today"], ["digest"], ["accounts"], ["risks", "acme"], ["portfolio"], ["forecast"]):
        assert team(*argv).code in (0, 5)
    assert team.book.read_bytes() == (three_books / "team.db").read_bytes()


@pytest.mark.parametrize("report", [each for each in REPORTS if each.looks_back], ids=name)
def test_no_day_that_has_passed_is_asked_there(report: Report, team: Cli, known: dict[str, str]) -> None:
    argv = filled_in(report, known)
    if argv is None:
        return
    found = team(*argv, "--as-of", "2026-02-20")
    assert found.code == 5
    assert found.err.startswith("am: this is a roll-up of 3 books")


def writing_lines() -> Iterator[list[str]]:
    """Every line that writes, each command in several ways, and those that make files."""
    yield from (argv for argv in every_line() if AM.judge(argv).writes)
    yield from commands(WRITES)
    elsewhere = ("--book", "large")  # another book; a demo of a size is made as the others are
    making = (line for lines in MAKING.values() for line in lines)
    yield from (line.split() for line in making if not any(word in line for word in elsewhere))
    yield from (
        ["account", "add", "--stdin"],
        ["log", "acme", "-e"],
        ["renew", "--auto", "--yes"],
        ["doctor", "--fix"],
    )


def test_what_writes_is_refused_and_the_bytes_stay(team: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(team.folder)
    for each, text in FILES.items():
        (team.folder / each).write_text(text)
    monkeypatch.chdir(team.folder)
    before, wrong, refused = team.book.read_bytes(), [], 0
    for argv in writing_lines():
        found = team(*argv, env={"EDITOR": "sh edit.sh"})
        if not AM.judge(argv).reads and found.code != 2:  # what can't be read comes first
            refused += 1
            wrong += [(argv, found)] if (found.code, found.out, found.err) != (5, "", REFUSED) else []
    assert wrong == []
    assert refused > 150
    assert team.book.read_bytes() == before
    assert [path.name for path in team.folder.iterdir() if path.name.startswith("team.db-")] == []
    assert not (team.folder / "backups").exists()


def test_nobody_is_asked_and_no_editor_opens_before_it(team: Cli) -> None:
    for argv in (["account", "rm", "acme"], ["log", "acme", "-e"], ["contact", "edit", "dana/p1"]):
        found = team(*argv, tty=True, env={"EDITOR": "touch opened; false"})
        assert (found.code, found.err) == (5, REFUSED)
    assert not (team.folder / "opened").exists()
