"""Completion in a real bash: commands, options and their values, records from the book, and nothing of a
hostile name is ever run."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.commands.test_hostile_names import NAMES, strange
from tests.completion.conftest import FOLDER, TRAPS, Start
from tests.completion.shell import Bash
from tests.forkserver import commands

TARGET = FOLDER / "am.bash"
SCRIPT = f"source '{TARGET}'"


def complete(*words: str) -> list[str]:
    """What bash offers after these words; the last one is being typed."""
    line = " ".join(("am", *words))
    typed = f"COMP_LINE={shlex.quote(line)}; COMP_POINT={len(line)}"
    code = f"{SCRIPT}; compopt() {{ :; }}; {typed}; _am am {shlex.quote(words[-1])}"
    code += "; printf '%s\\n' \"${COMPREPLY[@]}\""
    found = subprocess.run(
        ["bash", "--norc", "-c", code],
        env={"PATH": f"{commands()}:/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stderr == ""
    return found.stdout.split()


@pytest.fixture(scope="module")
def bash(shells: Start, made: Path) -> Bash:
    """A shell whose book is the office's."""
    return shells(Bash, {"AMCLI_BOOK": str(made)}, SCRIPT)


@pytest.fixture(scope="module")
def hostile(shells: Start, trapped: Path) -> Bash:
    """A shell whose book is full of traps."""
    return shells(Bash, {"AMCLI_BOOK": str(trapped)}, SCRIPT)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["che"], ["checkins"]),
        (["contract", "re"], ["renew"]),
        (["checkins", "--in"], ["--in"]),
        (["log", "acme", "--pro"], ["--promise"]),
        (["account", "add", "Acme", "--tie"], ["--tier"]),
        (["--today", "2026-03-02", "renew"], ["renewals", "renew"]),
        (["contract", "add", "acme", "--no-au"], ["--no-auto-renew"]),
        (["nonsense", "che"], ["checkins"]),
        (["zzz"], []),
        (["account", "add", "Acme", "--tier", ""], ["key", "standard", "light"]),
        (["log", "acme", "-k", "me"], ["meeting"]),
        (["log", "acme", "--kind=me"], ["--kind=meeting"]),
        (["--color", "a"], ["auto", "always"]),
        (["stage", "acme", "ver"], ["verbal"]),
        (["opportunity", "stage", "o1", "w"], ["won"]),
        (["news", "add", "acme", "f"], ["funding"]),
        (["account", "pulse", "acme", "g"], ["good"]),
        (["import", "a.csv", "--date-order", "d"], ["dmy"]),
        (["import", "--kind", "surv"], ["surveys"]),
        (["config", "get", "tiers.light.q"], ["tiers.light.qbr_days"]),
        (["help", "exit"], ["exit-codes"]),
        (["log", "acme", "-w", "--", "che"], []),
        (["log", "acme", "ca"], []),
        (["done", "t1", "t2", "--on", "--o"], []),
        (["log", "acme", "--", "--tr"], []),
    ],
)
def test_commands_options_and_closed_values_are_completed(words: list[str], expected: list[str]) -> None:
    assert complete(*words) == expected


def test_every_command_is_offered_at_the_start() -> None:
    from amcli.app import COMMANDS

    assert set(COMMANDS) <= set(complete(""))


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("am log robotics", "am log acme "),  # the middle of its name
        ("am log WOOD", "am log birch "),
        ("amcli log wood", "amcli log birch "),
        ("am log 云", "am log 云杉木业 "),
        ("am log ŻÓŁ", "am log zolw-zabawki "),
        ("am log النو", "am log شركة-النور "),
        ("am log ac", "am log ac"),  # several, and no more of them is the same
        ("am log robot", "am log robot"),  # two whose codes begin alike: what was typed stays
        ("am log acme-", "am log acme-two "),
        ("am log 'birch", "am log 'birch' "),
        ('am log "Birchwood Sch', 'am log "birch" '),
        ("am log Birchwood\\ S", "am log birch "),
        ("am log zzz", "am log zzz"),
        ("am account list glass", "am account list acton "),
        ("am account merge acme glass", "am account merge acme acton "),
        ("am account add New --parent=woo", "am account add New --parent=birch "),
        ("true; am log wood", "true; am log birch "),
        ("am log acme -w jan", "am log acme -w p1 "),
        ("am log acme -w öme", "am log acme -w p4 "),
        ("am log acme -w öm", "am log acme -w öm"),  # an accent decides nothing: Omar too
        ("am log acme -w dana", "am log acme -w dana"),  # of another account
        ("am log birch -w ", "am log birch -w p3 "),
        ("am log Birchwood\\ Schools -w ", "am log Birchwood\\ Schools -w p3 "),
        ("am log 'Birchwood Schools' \"a b\" -w ", "am log 'Birchwood Schools' \"a b\" -w p3 "),
        ("am log birch --at 12:30 --with=", "am log birch --at 12:30 --with=p3 "),
        ("am task edit t1 --with jan", "am task edit t1 --with p1 "),  # of the task's account
        ("am task add birch Call -w da", "am task add birch Call -w p3 "),
        ("am contact show dana", "am contact show p3 "),
        ("am contact move dana", "am contact move p3 "),
        ("am contact move p3 glas", "am contact move p3 acton "),
        ("am done secu", "am done t1 "),
        ("am done t1 t2 glass", "am done t1 t2 t2 "),
        ("am done long", "am done long"),  # done already
        ("am task reopen long", "am task reopen t3 "),
        ("am task reopen secu", "am task reopen secu"),
        ("am task show long", "am task show t3 "),
        ("am goal met ", "am goal met g1 "),
        ("am goal edit half", "am goal edit g2 "),
        ("am goal edit g1 --with omar", "am goal edit g1 --with p2 "),
        ("am renew birchw", "am renew birch "),  # its one contract, by its account
        ("am renew k2", "am renew k2 "),
        ("am renew plus", "am renew k3 "),  # one of several
        ("am contract edit plus", "am contract edit k3 "),
        ("am opportunity add acme More --contract plus", "am opportunity add acme More --contract k3 "),
        ("am contract add acme --product plus", "am contract add acme --product Support\\ Plus "),
        ("am contract add acme --product 'Sup", "am contract add acme --product 'Support Plus' "),
        ('am product show "plu', 'am product show "Support Plus" '),
        ("am product show suite", "am product show Suite:\\ Pro "),
        ("am product show Suite:", "am product show Suite:\\ Pro "),
        ("am usage edit seat", "am usage edit u1 "),
        ("am activity show quote", "am activity show n2 "),
        ("am show n2", "am show n2 "),
        ("am show single", "am show single"),  # a talk is found by its reference, or am find
        ("am show answers", "am show t1 "),
        ("am show secu", "am show secu"),  # a person's title has it too
        ("am snooze downtime", "am snooze g1 "),
        ("am snooze half", "am snooze half"),
        ("am history dana", "am history p3 "),
        ("am log acme ", "am log acme "),
        ("am --book nowhere.db log woo", "am --book nowhere.db log woo"),
    ],
)  # fmt: skip
def test_what_stands_on_the_line_after_a_tab(bash: Bash, typed: str, line: str) -> None:
    assert bash.line(f"{typed}\t") == line


def test_files_complete_where_files_are_taken_and_nowhere_else(bash: Bash) -> None:
    (bash.folder / "zebra.csv").touch()
    assert bash.line("am import zeb\t") == "am import zebra.csv "
    assert bash.line("am --book=zeb\t") == "am --book=zebra.csv "
    assert bash.line("am demo zeb\t") == "am demo zebra.csv "
    for begun in ("am log zeb", "am log acme zeb", "am log acme -w zeb", "am log acme -k zeb"):
        assert bash.line(f"{begun}\t") == begun


def test_a_second_tab_lists_each_with_what_it_is(bash: Bash) -> None:
    assert re.split(r"\s+", "\n".join(bash.listed("am log robo"))) == [
        *("acme", "Acme", "Robotics"),
        *("acme-two", "Microbots"),
    ]
    assert bash.listed("am log acme -w ") == [
        "p4  Ömer Ak · Acme Robotics",
        "p2  Omar Haddad · IT Security Lead · Acme Robotics",
        "p1  Jane Orr · champion · Acme Robotics",
    ]
    assert bash.listed("am done ") == [
        "t1  Security answers · Acme Robotics · 2026-02-26",
        "t2  Call about the glass · Acton Glass",
    ]


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        ("set show-all-if-ambiguous on", "am log robot"),
        ("set completion-ignore-case on", "am log robot"),
        ("TAB: menu-complete", "am log acme "),
        ("TAB: insert-completions", "am log acme acme-two "),
    ],
)
def test_no_setting_of_the_line_editor_puts_a_description_on_the_line(
    shells: Start, made: Path, setting: str, line: str
) -> None:
    shell = shells(Bash, {"AMCLI_BOOK": str(made)}, f"{SCRIPT}\nbind '{setting}'")
    assert shell.line("am log robot\t") == line


def test_the_book_that_is_named_on_the_line_is_asked(shells: Start, made: Path, trapped: Path) -> None:
    shell = shells(Bash, {"AMCLI_BOOK": str(trapped), "OFFICE": str(made.parent)}, SCRIPT)
    named = f"'{made}'"
    for option in (f"--book {made}", f"--book={named}", f"--book {named}", "--book $OFFICE/book.db"):
        assert shell.line(f"am {option} log woo\t") == f"am {option} log birch "
    assert shell.line("am log woo\t") == "am log woo"


@pytest.mark.parametrize("place", ["nowhere", "folder", "text", "empty"])
def test_without_a_book_nothing_is_offered_and_nothing_is_said(
    shells: Start, tmp_path: Path, place: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("not a book " * 1000)
    (tmp_path / "empty").touch()
    shell = shells(Bash, {"AMCLI_BOOK": str(tmp_path / place)}, SCRIPT)
    assert shell.line("am log ac\t") == "am log ac"
    assert shell.listed("am log ac") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "folder", "text"]


def test_without_the_program_nothing_is_said_either(shells: Start) -> None:
    shell = shells(Bash, {}, f"{SCRIPT}\nPATH=/usr/bin:/bin")
    assert shell.listed("am log ac") == []


@pytest.mark.parametrize("begun", ["account show", "contact show", "task show", "renew", "goal met", "show",
                                   "product show", "activity show", "log x1 -w"])  # fmt: skip
def test_a_list_of_hostile_names_runs_nothing_and_does_nothing_to_the_terminal(
    hostile: Bash, begun: str
) -> None:
    found = hostile.listed(f"am {begun} ")
    assert len(found) >= len(NAMES)
    assert strange("\n".join(found)) == set()
    assert "pwned" not in hostile.files_there()


@pytest.mark.parametrize("kind", TRAPS)
def test_a_name_that_is_a_command_is_completed_by_its_reference_and_not_run(hostile: Bash, kind: str) -> None:
    number = len(NAMES) + list(TRAPS).index(kind) + 1
    some = {"substitution": "one", "backticks": "two", "ends": "three", "globs": "?", "pipe": "\\&",
            "expansion": "home", "arithmetic": "'a["}[kind]  # fmt: skip
    quote = "'" if some.startswith("'") else ""
    for verb, letter in (("account show", "x"), ("task show", "t"), ("contact show", "p"), ("goal met", "g")):
        assert hostile.line(f"am {verb} {some}\t") == f"am {verb} {quote}{letter}{number}{quote} "
    assert "pwned" not in hostile.files_there()


@pytest.mark.parametrize("typed", ["$(touch pwned)", "`touch pwned`", "'$(touch pwned)", "\"$(touch pwned)",
                                   "a[$(touch", "*", "${x:-$(touch", "x1; touch"])  # fmt: skip
def test_what_was_typed_is_not_run_either(hostile: Bash, typed: str) -> None:
    for before in ("account show", f"log {typed} -w", f"--book {typed} log", f"--book={typed} log"):
        hostile.line(f"am {before} {typed}\t")
    assert "pwned" not in hostile.files_there()


@pytest.mark.parametrize("kind", ["substitution", "backticks", "ends", "globs", "pipe", "arithmetic"])
def test_the_name_of_a_product_is_quoted_so_that_it_stays_what_it_is(hostile: Bash, kind: str) -> None:
    name = TRAPS[kind]
    unlike = {"substitution": "one", "backticks": "two", "ends": "three", "globs": "[a-z]", "pipe": "\\&\\ t",
              "arithmetic": "a["}[kind]  # fmt: skip
    line = hostile.line(f"am product show {unlike}\t")
    assert shlex.split(line) == ["am", "product", "show", name]
    argument = line.removeprefix("am product show ")
    said = subprocess.run(
        ["bash", "--norc", "-c", f"printf %s {argument}"], cwd=hostile.folder, capture_output=True, text=True
    )
    assert said.stdout == name
    # Within a quote that was opened not every name can be made safe: such a one is left out.
    opened = f'am product show "{shlex.split(unlike)[0]}'
    line = hostile.line(f"{opened}\t")
    assert line == opened if set(name) & set("$`\"\\!'") else shlex.split(line)[-1] == name
    assert "pwned" not in hostile.files_there()
