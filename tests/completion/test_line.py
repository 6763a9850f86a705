"""What `am __complete SHELL LINE` makes of a line: which word it is in, by the rules of each shell, what is
answered there, and that a broken program or table leaves the line alone."""

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import amcli
from amcli.completion import line as module
from amcli.completion import shells as answers
from amcli.completion.line import Cursor, Reader
from tests.commands.test_hostile_names import NAMES, strange
from tests.completion.conftest import FOLDER, Start
from tests.completion.shell import Bash, Fish, Shell, Zsh
from tests.support import Cli, Result, clean_environment

Answer = Callable[..., list[str]]


@pytest.fixture
def answer(am: Callable[..., Result], office: Cli) -> Answer:
    """What a shell is answered, line by line, on the office's book."""

    def run(shell: str, line: str, *more: str) -> list[str]:
        given = base64.b64encode(line.encode()).decode() if shell == "powershell" else line
        more = more or ((line.rpartition(" ")[2], "9", "80") if shell == "bash" else ())
        found = am("__complete", shell, given, *more, env={"AMCLI_BOOK": str(office.book)})
        assert (found.code, found.err) == (0, "")
        return found.out.splitlines()

    return run


@pytest.mark.parametrize(
    ("shell", "line", "words"),
    [
        ("bash", "am log ac", ["am", "log", "ac"]),
        ("bash", "am  log\tac ", ["am", "log", "ac", ""]),
        ("bash", "am log a\\ b 'c d' \"e f\" x", ["am", "log", "a b", "c d", "e f", "x"]),
        ("bash", "am log '' ", ["am", "log", "", ""]),
        ("bash", r'am "a\"b\\c\d" x', ["am", r'a"b\c\d', "x"]),
        ("bash", r"am 'a\'b x", ["am", r"a\b", "x"]),
        ("bash", "am log 'Birch", ["am", "log", "Birch"]),
        ("bash", "am --book='/a b' log", ["am", "--book=/a b", "log"]),
        ("bash", "am log $(touch x) -w", ["am", "log", "$(touch x)", "-w"]),
        ("bash", "am log a) b", ["am", "log", "a)", "b"]),
        ("zsh", "am log (e: x) y", ["am", "log", "(e: x)", "y"]),
        ("fish", r"am log 'it\'s' x", ["am", "log", "it's", "x"]),
        ("fish", r"am log 'a\b' x", ["am", "log", r"a\b", "x"]),
        ("powershell", "am log 'it''s' x", ["am", "log", "it's", "x"]),
        ("powershell", 'am log "a""b" x', ["am", "log", 'a"b', "x"]),
        ("powershell", 'am log a` b "c`"d" x', ["am", "log", "a b", 'c"d', "x"]),
        ("powershell", r"am log C:\x\ y", ["am", "log", "C:\\x\\", "y"]),
        ("bash", "am log 云 ŻÓŁ", ["am", "log", "云", "ŻÓŁ"]),
        ("bash", "am log a\\", ["am", "log", "a"]),
    ],
)  # fmt: skip
def test_a_line_is_read_as_its_shell_reads_it(shell: str, line: str, words: list[str]) -> None:
    assert [word.plain for word in Reader(shell).words(line)] == words


@pytest.mark.parametrize(
    ("line", "path", "slot", "typed"),
    [
        ("am ", "am", "", ""),
        ("am lo", "am", "", "lo"),
        ("am log ", "am log", "@account", ""),
        ("am log ac", "am log", "@account", "ac"),
        ("am log ac ", "am log", "", ""),  # a text of one's own, with which options help
        ("am log ac x", "am log", "-", "x"),
        ("am log ac --p", "am log", "", "--p"),
        ("am log -- --p", "am log", "@account", "--p"),
        ("am log ac -- --p", "am log", "-", "--p"),
        ("am log -k m", "am log", "call,email,meeting,qbr,visit,chat,note", "m"),
        ("am log --kind=m", "am log", "call,email,meeting,qbr,visit,chat,note", "m"),
        ("am log --nonsense=m", "am log", "-", "m"),
        ("am log --editor ac", "am log", "@account", "ac"),  # takes no value
        ("am log -w p1 ac", "am log", "@account", "ac"),
        ("am --today 2026-03-02 contract re", "am contract", "", "re"),
        ("am nonsense log ac", "am log", "@account", "ac"),
        ("am 'contract add' x", "am", "", "x"),  # one word, which is no command
        ("am done t1 t2 t", "am done", "@task:open", "t"),  # again and again
        ("am stage acme x", "am stage", "not_started,contacted,proposed,verbal,signed", "x"),
        ("FOO=bar X= am log ac", "am log", "@account", "ac"),
        ("am import x", "am import", "@file", "x"),
    ],
)  # fmt: skip
def test_the_cursor_is_found_in_the_tree(line: str, path: str, slot: str, typed: str) -> None:
    cursor = Cursor("bash", line)
    assert (cursor.place.path, cursor.slot, cursor.typed) == (path, slot, typed)


def test_what_the_line_names_is_known_where_it_is_asked_for() -> None:
    cursor = Cursor("zsh", "am --book '/a b.db' --config=c.toml task edit t1 --with ja")
    assert (cursor.of, cursor.slot) == ("t1", "@contact:theirs")
    assert cursor.given == {"--book": "/a b.db", "--config": "c.toml"}


@pytest.mark.parametrize(
    ("shell", "line", "said"),
    [
        ("bash", "am che", ["", "checkins"]),
        ("bash", "am import x", ["file"]),
        ("bash", "am log acme ca", [""]),
        ("bash", "am log robot", ["nosort", "acme"]),
        ("bash", "am renew value.ov", ["nosort"]),
        ("bash", "am renew --auto annual_value.ov", ["nosort nospace", "annual_value.over:"]),
        ("zsh", "am account add X --tier=k", ["values", "--tier=", "key", "standard", "light"]),
        ("zsh", "am --book=x", ["file", "--book="]),
        ("zsh", "am log acme ca", []),
        ("zsh", "am log robot", ["records", "", "acme\tAcme Robotics\t"]),
        ("zsh", "am renewals --fields na", ["records", "", "name\tthe account's name\ton"]),
        ("fish", "am account add X --tier=k", ["words", "--tier=key", "--tier=standard", "--tier=light"]),
        ("fish", "am --book=~/x", ["file", "--book=", "~/x"]),
        ("fish", "am log acme ca", []),
        ("fish", "am log robot", ["one", "", "acme", " "]),
        ("fish", "am log acm", ["words", "acme\tAcme Robotics"]),
        ("fish", "am log --with=jan", ["one", "--with=", "p1", " "]),
        ("powershell", "am log robot", ["acme\tacme\tAcme Robotics"]),
        ("powershell", "am log 'robot", ["acme\tacme\tAcme Robotics"]),
        ("powershell", "am account add X --tier=K", ["--tier=key\tkey\tkey"]),
        ("powershell", "am import x", []),
        ("powershell", "am log acme ca", []),
        ("powershell", "am tasks --fields ref,titl", []),
        ("powershell", "am tasks --fields 'ref,titl", ["'ref,title'\tref,title\twhat is to be done"]),
    ],
)  # fmt: skip
def test_each_shell_is_answered_in_its_own_way(
    answer: Answer, shell: str, line: str, said: list[str]
) -> None:
    assert answer(shell, line) == said


def test_commands_come_first_and_options_where_one_was_begun(answer: Answer) -> None:
    for shell in ("fish", "powershell"):
        rows = [row.split("\t") for row in answer(shell, "am contract ")]
        verbs = [row[0] for row in rows if len(row) > 1]
        assert verbs[:2] == ["add", "list"]
        assert not [verb for verb in verbs if verb.startswith("-")]
        assert "--help" in [row.split("\t")[0] for row in answer(shell, "am contract --h")]
        assert "--promise" in [row.split("\t")[0] for row in answer(shell, "am log acme ")]
    words = answer("zsh", "am ")[2:]
    assert "checkins:List customers overdue for a check-in" in words
    assert "--book:Use another book file (or set AMCLI_BOOK)" in words


def test_fish_is_offered_several_for_an_empty_word_when_it_asks_anew(answer: Answer, office: Cli) -> None:
    office.ok("account", "add", "Microbots", "--code", "micro")
    assert answer("fish", "am log bot") == ["several", ""]
    assert answer("fish", "am log ", "am log bot") == ["words", "acme\tAcme Robotics", "micro\tMicrobots"]
    assert len(answer("fish", "am log ", "am done bot")) > 3  # of another line: everything


def test_bash_gets_no_more_than_it_replaces(answer: Answer, office: Cli) -> None:
    office.ok("product", "add", "Suite: Pro")
    assert answer("bash", "am product show Suite:", "", "9", "80") == ["nosort", "\\ Pro"]
    assert answer("bash", "am product show sui", "sui", "9", "80") == ["nosort", "Suite:\\ Pro"]
    assert answer("bash", "am account add X --tier=k", "--tier=k", "9", "80") == ["", "--tier=key"]
    assert answer("bash", "am account add X --tier=k", "k", "9", "80") == ["", "key"]


@pytest.mark.parametrize("kind", ["9", "33", "63", "64", "37"])
def test_bash_is_told_what_each_is_only_where_it_lists(answer: Answer, kind: str) -> None:
    options, *rows = answer("bash", "am log acme -w ", "", kind, "40")
    listed = ["p2  Omar Haddad · IT Security Lead · Ac", "p1  Jane Orr · champion · Acme Robotics"]
    assert options == "nosort"
    assert [row[:20] for row in rows if row] == [
        row[:20] if kind in ("33", "63", "64") else row[:2] for row in listed
    ]
    assert all(len(row) < 40 for row in rows)
    assert ("" in rows) == (kind in ("9", "33", "64"))  # else bash would put "p" in the place of nothing


@pytest.mark.parametrize("shell", answers.SHELLS)
@pytest.mark.parametrize(
    "more", [(), ("am log \udcff",), ("am log ac", "x", "y", "z", "zz"), ("am log -- 'no such",)]
)
def test_a_question_that_makes_no_sense_is_answered_with_nothing(
    am: Callable[..., Result], office: Cli, shell: str, more: tuple[str, ...]
) -> None:
    found = am("__complete", shell, *more, env={"AMCLI_BOOK": str(office.book)})
    assert (found.code, found.err) == (0, "")
    assert found.out.split() in ([], ["records"], ["words"])


@pytest.mark.parametrize("shell", answers.SHELLS)
def test_hostile_names_make_no_line_of_their_own(answer: Answer, office: Cli, shell: str) -> None:
    for name in NAMES.values():
        office.ok("task", "add", "--", "acme", name)
    rows = [row for row in answer(shell, "am task show ") if row not in ("nosort", "records", "words", "")]
    assert len(rows) > len(NAMES)
    assert [row for row in rows if not re.match(r"t\d+(\t|$)", row)] == []
    assert strange("\n".join(row.replace("\t", "") for row in rows)) == set()


def test_without_the_table_of_the_tree_nothing_is_offered_and_nothing_is_said(tmp_path: Path) -> None:
    package = tmp_path / "amcli"
    shutil.copytree(
        Path(amcli.__file__).parent, package, ignore=shutil.ignore_patterns("*.tsv", "__pycache__", "demo")
    )
    for shell in answers.SHELLS:
        argv = [sys.executable, "-m", "amcli", "__complete", shell, "am che", "che", "9", "80"]
        found = subprocess.run(
            argv, env=clean_environment(tmp_path) | {"PYTHONPATH": str(tmp_path)}, cwd=tmp_path,
            capture_output=True, check=False,
        )  # fmt: skip
        assert (found.returncode, found.stdout, found.stderr) == (0, b"", b"")


def test_a_table_without_its_first_place_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tree.tsv").write_text("# nothing\n")
    monkeypatch.setattr(module, "TREE", str(tmp_path / "tree.tsv"))
    with pytest.raises(LookupError):
        Cursor("bash", "am ")


# A program that fails, one of before there was completion, one that answers but says other things, too.
BROKEN = {
    "fails": "#!/bin/sh\necho 'am: something unexpected happened.' >&2\nexit 1\n",
    "old": "#!/bin/sh\necho 'No such command' >&2\nexit 2\n",
    "no program": "\x7fELF",
    "silent": "#!/bin/sh\nexit 0\n",
    "says more": "#!/bin/sh\necho Traceback\necho oops >&2\nexit 1\n",
}


@pytest.mark.parametrize("kind", [Bash, Zsh, Fish], ids=lambda kind: kind.program)
def test_where_the_program_is_broken_or_too_old_the_line_stays(
    shells: Start, tmp_path: Path, kind: type[Shell]
) -> None:
    load = {
        Bash: f"PATH='{tmp_path}':$PATH\nsource '{FOLDER / 'am.bash'}'",
        Zsh: f"PATH='{tmp_path}':$PATH\nfpath=('{FOLDER}' $fpath)",
        Fish: f"set -gx PATH '{tmp_path}' $PATH\nsource '{FOLDER / 'am.fish'}'",
    }[kind]
    write_program(tmp_path, "")
    shell = shells(kind, {}, load)
    for broken, text in BROKEN.items():
        write_program(tmp_path, text)
        for typed in ("am che", "am log ac", "am log acme --p", "am account add X --tier=k"):
            assert shell.line(f"{typed}\t") == typed, broken
            said = [word for word in ("rror", "No such", "oops", "Trace", "unexp") if word in shell.screen]
            assert not said, broken


def write_program(folder: Path, text: str) -> None:
    """Put a program in the place of `am`."""
    (folder / "am").write_text(text, encoding="utf-8")
    (folder / "am").chmod(0o755)


@pytest.mark.parametrize("kind", [Bash, Zsh, Fish], ids=lambda kind: kind.program)
def test_another_name_for_the_command_is_completed_like_it(
    shells: Start, made: Path, kind: type[Shell]
) -> None:
    load = {
        Bash: f"source '{FOLDER / 'am.bash'}'\nalias a=am\ncomplete -o default -F _am a",
        Zsh: f"fpath=('{FOLDER}' $fpath)\nalias a=am",
        Fish: f"source '{FOLDER / 'am.fish'}'\nalias a=am",
    }[kind]
    shell = shells(kind, {"AMCLI_BOOK": str(made)}, load)
    assert shell.line("a chec\t") == "a checkins "
    assert shell.line("a log robotics\t") == "a log acme "


@pytest.mark.parametrize("kind", [Bash, Zsh, Fish], ids=lambda kind: kind.program)
def test_a_word_in_the_middle_of_the_line_is_completed_where_the_cursor_stands(
    shells: Start, made: Path, kind: type[Shell]
) -> None:
    load = {
        Bash: f"source '{FOLDER / 'am.bash'}'",
        Zsh: f"fpath=('{FOLDER}' $fpath)",
        Fish: f"source '{FOLDER / 'am.fish'}'",
    }[kind]
    shell = shells(kind, {"AMCLI_BOOK": str(made)}, load)
    back = "\x02" * len(" -k call")
    assert shell.line(f"am log robotics -k call{back}\t").split() == ["am", "log", "acme", "-k", "call"]
    assert shell.line(f"am chec -k call{back}\t").split() == ["am", "checkins", "-k", "call"]
