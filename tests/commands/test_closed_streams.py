"""Standard streams that are closed, or a disk that is full: a clear line and no harm to the book."""

import errno
import io
import json
import os
import subprocess
from pathlib import Path

import pytest

from amcli.__main__ import run_app
from tests import forkserver
from tests.forkserver import LONGEST
from tests.profiles import is_nightly, some
from tests.support import PROGRAM, TODAY, Cli, run_any_on_terminal


class FullDisk(io.StringIO):
    """Standard output on a disk that is full."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["today"], "the output can't be written: No space left on device."),
        (
            ["log", "acme", "x"],
            "the output can't be written: No space left on device; the change is in the book.",
        ),
    ],
    ids=["a report", "a change"],
)
def test_output_that_cannot_be_written_is_one_line(office: Cli, argv: list[str], said: str) -> None:
    err = io.StringIO()
    assert run_app(argv, office.environ(TODAY), io.StringIO(), FullDisk(), err) == 1
    assert err.getvalue().replace("\n    ", " ") == f"am: {said}\n"
    assert len(office.json("activity", "list", "acme")) == (2 if argv[0] == "log" else 1)


def run_in_shell(cli: Cli, argv: list[str], streams: str) -> tuple[int, str, str]:
    """A command line whose streams a shell closes or leads elsewhere."""
    found = subprocess.run(
        ["sh", "-c", f'"$0" "$@" {streams}', program_for(cli, streams), *argv],
        env=environ_of(cli),
        capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip
    return found.returncode, found.stdout, found.stderr.replace("\n    ", " ")


def environ_of(cli: Cli) -> dict[str, str]:
    """This environment and the book's, without what changes how Python starts."""
    usual = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**usual, "LC_ALL": "C.UTF-8", **cli.environ(TODAY)}


FULL, CLOSED = ">/dev/full", ">&-"
WHY = {FULL: "No space left on device", CLOSED: "standard output is closed"}
# Every way out of the program: by itself, by Typer, by a list, a page, a file, a script, JSON, a question.
SAYING = (
    ["--version"], ["--help"], ["log", "--help"], ["help"], ["help", "dates"], ["today"], ["accounts"],
    ["risks", "-o", "csv"], ["show", "acme"], ["accounts", "-0"], ["completion", "print", "bash"],
    ["sql", "SELECT 1"], ["schema", "--all"], ["export", "--kind", "accounts"], ["export", "vcard"],
    ["export", "calendar"], ["export", "html"], ["config", "list"], ["config", "path"], ["cron"],
    ["backup", "--list"], ["history"], ["digest"], ["doctor"],
)  # fmt: skip


def half(which: int) -> tuple[list[str], ...]:
    """By day every second of them, nightly all."""
    return SAYING if is_nightly() else SAYING[which::2]


def program_for(cli: Cli, streams: str) -> Path:
    """One that is closed matters to Python's own start; where it is full the program is forked."""
    return PROGRAM if "&-" in streams else forkserver.program(environ_of(cli))


@pytest.mark.parametrize("streams", WHY)
def test_what_cannot_be_said_is_one_line_and_exit_code_1(office: Cli, streams: str) -> None:
    """By day a half of them on a full disk, the other half with a reader who has gone (below), and some
    where the program is started whole: each way out meets one of the errors. Nightly all."""
    wrong = {}
    for argv in half(0) if streams == FULL else some(SAYING, 8):
        found = run_in_shell(office, argv, streams)
        # The help of `log` says what it would have done.
        said = found[2].removesuffix(" Nothing was logged.\n").rstrip("\n")
        if (found[0], found[1], said) != (1, "", f"am: the output can't be written: {WHY[streams]}."):
            wrong[" ".join(argv)] = found
    assert wrong == {}


@pytest.mark.parametrize("streams", WHY)
def test_a_change_whose_answer_cannot_be_said_is_made_and_said_to_be(office: Cli, streams: str) -> None:
    code, _, err = run_in_shell(office, ["log", "acme", "x"], streams)
    said = f"am: the output can't be written: {WHY[streams]}; the change is in the book.\n"
    assert (code, err) == (1, said)
    assert len(office.json("activity", "list", "acme")) == 2


@pytest.mark.parametrize("streams", [FULL, CLOSED])
def test_json_is_said_of_it_where_json_was_asked_for(office: Cli, streams: str) -> None:
    code, _, err = run_in_shell(office, ["accounts", "-o", "json"], streams)
    assert (code, json.loads(err)["exit_code"]) == (1, 1)


@pytest.mark.parametrize("where", ["/dev/full", "&-"])
def test_an_error_that_cannot_be_said_keeps_its_code_and_a_warning_makes_it_1(
    office: Cli, where: str
) -> None:
    for argv, code in ((["show", "nobody"], 3), (["log", "acme"], 2), (["--nosuch"], 2), (["undo"], 0)):
        found = run_in_shell(office, argv, f"2>{where}")
        assert (found[0], found[1].strip().isdigit(), found[2]) == (code, code == 0, ""), argv
    office.config.write_text('[fx]\nUSD = "0.9"\n')
    office.ok("contract", "add", "acme", "--product", "Extra", "--value", "CHF 9k", "--starts", "2026-01-01",
              "--ends", "2026-12-31")  # fmt: skip
    said = office("accounts")
    assert (said.code, said.err.startswith("am: no exchange rate")) == (0, True)
    assert run_in_shell(office, ["accounts"], f"2>{where}") == (1, said.out, "")
    due = ["sql", "SELECT arr FROM arr", "--exit-code"]
    assert office(*due).code == 10
    assert run_in_shell(office, due, f"2>{where}")[0] == (1 if office(*due).err else 10)


def test_nothing_to_say_is_no_fault_of_a_closed_stream(office: Cli) -> None:
    assert run_in_shell(office, ["log", "acme", "x"], "<&-")[0] == 0
    assert run_in_shell(office, ["risks", "-o", "json"], "<&- 2>&-")[0] == 0
    assert run_in_shell(office, ["__complete", "account", "word=nothing-like-it"], ">&-")[1:] == ("", "")
    code, out, err = run_in_shell(office, ["log", "acme", "x"], "<&- >&- 2>&-")
    assert (code, out, err) == (1, "", "")
    assert len(office.json("activity", "list", "acme")) == 3


def test_completion_says_nothing_of_it_in_the_middle_of_a_line(office: Cli) -> None:
    for streams in WHY:
        assert run_in_shell(office, ["__complete", "bash", "am ", "", "9", "80"], streams) == (1, "", "")


def test_a_reader_who_has_gone_hears_nothing_and_the_code_is_0(office: Cli) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    environ = environ_of(office)
    for argv in half(1):
        found = subprocess.run(
            [forkserver.program(environ), *argv], env=environ, stdout=theirs,
            stderr=subprocess.PIPE, timeout=LONGEST, check=False,
        )  # fmt: skip
        assert (found.returncode, found.stderr) == (0, b""), argv
    os.close(theirs)


def test_a_folder_that_was_deleted_is_no_fault_of_the_output(office: Cli) -> None:
    gone = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"'
    for argv, wanted in (
        (["accounts"], (0, office.ok("accounts"), "")),
        (["backup", "--to", "b.db"],
         (1, "", "am: the folder you are in was deleted.\n    Go to another one first: cd\n")),
    ):  # fmt: skip
        found = subprocess.run(
            ["sh", "-c", gone, PROGRAM, *argv], env={**os.environ, **office.environ(TODAY)},
            cwd=office.folder, capture_output=True, text=True, timeout=LONGEST, check=False,
        )  # fmt: skip
        assert (found.returncode, found.stdout, found.stderr) == wanted, argv
    screen = run_any_on_terminal(
        ["sh", "-c", f"cd {office.folder} && {gone}", str(PROGRAM), "accounts"],
        {**os.environ, **office.environ(TODAY)},
    )
    assert (screen.code, "Acme" in screen.out, "am:" in screen.out) == (0, True, False), screen
