"""Completion in a real zsh and a real fish, as in bash: with help beside the words, and nothing is run."""

import shlex
import sys
from pathlib import Path

import pytest

from tests.commands.test_hostile_names import NAMES, strange
from tests.completion.conftest import FOLDER, TRAPS, Start
from tests.completion.shell import Bash, Fish, Shell, Zsh
from tests.profiles import in_turn, some

LOADED = {
    Bash: f"source '{FOLDER / 'am.bash'}'",
    Zsh: f"fpath=('{FOLDER}' $fpath)",
    Fish: f"source '{FOLDER / 'am.fish'}'",
}
SHELLS = pytest.mark.parametrize("kind", [Zsh, Fish], ids=["zsh", "fish"])
TYPED = ("$(touch pwned)", "`touch pwned`", "'$(touch pwned)", "\"$(touch pwned)", "(touch pwned)",
         "a[$(touch", "*", "${x:-$(touch", "x1; touch", "(e:touch")  # fmt: skip
EVERY = pytest.mark.parametrize("kind", LOADED, ids=lambda kind: kind.program)
# A program in the place of `am`, which has words that go on, and with commas and blanks in them.
FAKE = f"""#!{sys.executable}
import sys
from amcli.completion import shells

def found(kinds, given):
    word = given["word"]
    if word.startswith("tier:"):
        return [("tier:key", "")]
    return [("region.not:us,apac", "")] if word.startswith("reg") else [("tier:", "key, standard or light")]

shells.found = found
shells.answer(sys.argv[2:])
"""


@pytest.fixture(scope="module")
def running(shells: Start, made: Path, trapped: Path) -> dict[tuple[type[Shell], str], Shell]:
    """A shell of each kind on each of the two books."""
    books = {"office": made, "traps": trapped}
    return {
        (kind, name): shells(kind, {"AMCLI_BOOK": str(book)}, LOADED[kind])
        for kind in LOADED
        for name, book in books.items()
    }


Running = dict[tuple[type[Shell], str], Shell]


def words(line: str) -> list[str]:
    """What a line means, when it was completed: the words that the program would get."""
    assert line.endswith((" ", "'")), line
    return shlex.split(line)


CASES = (
    ("am chec", "checkins"),
    ("amcli chec", "checkins"),
    ("am contract ren", "renew"),
    ("am --today 2026-03-02 contract ren", "renew"),
    ("am log acme --pur", "--purpose"),
    ("am account add X --tier k", "key"),
    ("am account add X --tier=k", "--tier=key"),
    ("am --color=al", "--color=always"),
    ("am stage acme ver", "verbal"),
    ("am help exit", "exit-codes"),
    ("am config get tiers.light.q", "tiers.light.qbr_days"),
    ("am log robotics", "acme"),  # the middle of its name
    ("am log WOOD", "birch"),
    ("am log -- wood", "birch"),
    ("am log 云", "云杉木业"),
    ("am log ŻÓŁ", "zolw-zabawki"),
    ("am log النو", "شركة-النور"),
    ("am log 'birch", "birch"),
    ('am log "Birchwood Sch', "birch"),
    ("am log Birchwood\\ S", "birch"),
    ("am account merge acme glass", "acton"),
    ("am account add New --parent=woo", "--parent=birch"),
    ("true; am log wood", "birch"),
    ("am log acme -w jan", "p1"),
    ("am log birch -w ", "p3"),
    ("am log 'Birchwood Schools' \"a b\" -w ", "p3"),
    ("am log birch --at 12:30 --with=", "--with=p3"),
    ("am task edit t1 --with jan", "p1"),
    ("am contact move p3 glas", "acton"),
    ("am done secu", "t1"),
    ("am done t1 t2 glass", "t2"),
    ("am goal met ", "g1"),
    ("am goal step halve", "g1"),
    ("am task edit t1 --goal halve", "g1"),
    ("am renew birchw", "birch"),
    ("am contract add acme --product plus", "Support Plus"),
    ("am contract add acme --product=Sup", "--product=Support Plus"),
    ("am product show 'Sup", "Support Plus"),
    ("am product show suite", "Suite: Pro"),
    ("am usage list --metric se", "seats"),
)  # fmt: skip
# Enough by day: what is quoted, or a value behind its option, each shell reads in its own way, so that both
# get all of it. Which word is meant in another line `am __complete` finds, the same for all (`test_line.py`,
# `test_candidates.py`), and bash is asked for most of them: zsh and fish get every third, in turn.
OWN_WAY = set("'\"\\= ")
OWN = [case for case in CASES if OWN_WAY & {*case[0].rpartition(" ")[2], *case[1]}]
PLAIN = [case for case in CASES if case not in OWN]
TABS = [
    *((kind, *case) for case in OWN for kind in (Zsh, Fish)),
    *((kind, *case) for n, case in enumerate(some(PLAIN, 3)) for kind in in_turn((Zsh, Fish), n)),
]


@pytest.mark.parametrize(("kind", "typed", "last"), TABS)
def test_a_tab_puts_the_word_on_the_line(running: Running, kind: type[Shell], typed: str, last: str) -> None:
    assert words(running[kind, "office"].line(f"{typed}\t"))[-1] == last


@SHELLS
@pytest.mark.parametrize(
    "typed",
    ["am log zzz", "am log ac", "am log acme ca", "am log acme -w dana", "am done long",
     "am --book nowhere.db log woo", "am log acme -- --tr", "am log zeb"],
)  # fmt: skip
def test_where_nothing_or_several_fit_the_line_stays(running: Running, kind: type[Shell], typed: str) -> None:
    (running[kind, "office"].folder / "zebra.csv").touch()
    assert running[kind, "office"].line(f"{typed}\t") == typed


@SHELLS
def test_several_that_do_not_begin_with_it_are_offered_all_the_same(
    running: Running, kind: type[Shell]
) -> None:
    shell = running[kind, "office"]
    listed = "\n".join(shell.listed("am log robot"))
    assert "Acme Robotics" in listed
    assert "Microbots" in listed
    chosen = "\t\t\t" if kind is Zsh else "\t\t\t\r"
    assert shell.line(f"am log robot{chosen}").strip() == "am log acme-two"


@pytest.mark.parametrize(
    ("kind", "setting", "several"),
    [
        (Zsh, "setopt menu_complete", "am log acme"),
        (Zsh, "zstyle ':completion:*' menu select\nzmodload zsh/complist", "am log robot"),
        (Zsh, "zstyle ':completion:*' completer _expand _complete _ignored _approximate\n"
         "zstyle ':completion:*' matcher-list '' 'm:{a-zA-Z}={A-Za-z}' 'l:|=* r:|=*'", "am log robot"),
        (Fish, "set -g fish_autosuggestion_enabled 1", "am log acme"),
        (Fish, "fish_vi_key_bindings insert\nbind -M insert \\cx\\cl show\nbind -M insert \\cx\\cu empty",
         "am log acme"),
    ],
    ids=["menu", "select", "completers", "suggestions", "vi"],
)  # fmt: skip
def test_it_works_with_the_settings_that_people_have(
    shells: Start, made: Path, kind: type[Shell], setting: str, several: str
) -> None:
    shell = shells(kind, {"AMCLI_BOOK": str(made)}, f"{LOADED[kind]}\n{setting}")
    assert shell.line("am log robotics\t") == "am log acme "
    assert shell.line("am chec\t") == "am checkins "
    assert shell.line("am log robot\t") == several


@SHELLS
def test_words_are_listed_with_what_they_mean(running: Running, kind: type[Shell]) -> None:
    shell = running[kind, "office"]
    for typed, shown in (
        ("am ch", ("checkins", "List customers overdue for a check-in", "churn")),
        ("am log acme --p", ("--promise", "What you promised", "--purpose")),
        ("am log ac", ("acme", "Acme Robotics", "acton", "Acton Glass")),
        ("am log acme -w ", ("p1", "Jane Orr", "p2", "IT Security Lead")),
        ("am account add X --tier ", ("key", "standard", "light")),
    ):
        listed = "\n".join(shell.listed(typed))
        assert [each for each in shown if each not in listed] == []


@SHELLS
def test_files_complete_where_files_are_taken(running: Running, kind: type[Shell]) -> None:
    shell = running[kind, "office"]
    (shell.folder / "zebra.csv").touch()
    for typed in ("am import zeb", "am --book zeb", "am --book=zeb", "am import a.csv zeb"):
        assert shell.line(f"{typed}\t").rstrip() == f"{typed}ra.csv"


@EVERY
def test_the_fields_of_a_list_are_completed_one_after_the_other(running: Running, kind: type[Shell]) -> None:
    shell = running[kind, "office"]
    for typed, completed in (
        ("am renewals --fields acc", "account"),
        ("am renewals --fields account,na", "account,name"),
        ("am renewals --sort=account,-days_l", "account,-days_left"),
        ("am task list -s -tit", "-title"),
    ):
        found = shell.line(f"{typed}\t").rstrip().partition("=")
        assert (found[2] or found[0].split()[-1]) == completed


@EVERY
def test_the_book_and_the_configuration_that_are_named_on_the_line_are_asked(
    running: Running, kind: type[Shell], made: Path
) -> None:
    for option in (f"--book {made}", f"--book={made}"):
        assert running[kind, "traps"].line(f"am {option} log woo\t") == f"am {option} log birch "


@EVERY
def test_a_word_that_goes_on_is_followed_by_no_blank(
    shells: Start, kind: type[Shell], tmp_path: Path
) -> None:
    (tmp_path / "am").write_text(FAKE)
    (tmp_path / "am").chmod(0o755)
    path = f"set -gx PATH '{tmp_path}' $PATH" if kind is Fish else f"PATH='{tmp_path}':$PATH"
    shell = shells(kind, {}, f"{path}\n{LOADED[kind]}")
    assert shell.line("am log ti\t") == "am log tier:"
    assert shell.line("am log key\t") == "am log tier:"
    assert shell.line("am log tier:k\t") == "am log tier:key "
    assert shell.line("am log reg\t").replace("\\", "") == "am log region.not:us,apac "
    assert shell.line("am account add X --owner=ti\t") == "am account add X --owner=tier:"


@SHELLS
@pytest.mark.parametrize("begun", ["account show", "contact show", "task show", "renew", "goal met", "show",
                                   "product show", "activity show", "log x1 -w"])  # fmt: skip
def test_a_list_of_hostile_names_runs_nothing_and_does_nothing_to_the_terminal(
    running: Running, kind: type[Shell], begun: str
) -> None:
    found = running[kind, "traps"].listed(f"am {begun} ")
    assert len(found) >= (len(NAMES) if kind is Zsh else 2)
    assert strange("\n".join(found)) == set()
    assert "pwned" not in running[kind, "traps"].files_there()


@SHELLS
@pytest.mark.parametrize("name", TRAPS)
def test_a_name_that_is_a_command_is_completed_by_its_reference_and_not_run(
    running: Running, kind: type[Shell], name: str
) -> None:
    """By day with one command each, all four with the seven names: what is put on the line is a reference,
    which the program makes the same for each."""
    number = len(NAMES) + list(TRAPS).index(name) + 1
    some = {"substitution": "one", "backticks": "two", "ends": "three", "globs": "'[a-z]'", "pipe": "\\&",
            "expansion": "home", "arithmetic": "'a['"}[name]  # fmt: skip
    shell = running[kind, "traps"]
    verbs = (("account show", "x"), ("task show", "t"), ("contact show", "p"), ("goal met", "g"))
    for verb, letter in in_turn(verbs, number):
        assert words(shell.line(f"am {verb} {some}\t"))[-1] == f"{letter}{number}"
    assert "pwned" not in shell.files_there()


@SHELLS
@pytest.mark.parametrize("name", TRAPS)
def test_the_name_of_a_product_is_quoted_so_that_it_stays_what_it_is(
    running: Running, kind: type[Shell], name: str
) -> None:
    if "\\" in TRAPS[name]:
        return  # no safe word: it is found by nothing
    some = {"substitution": "one", "backticks": "two", "ends": "three", "globs": "'[a-z]", "pipe": "\\&\\ t",
            "arithmetic": "'a["}[name]  # fmt: skip
    shell = running[kind, "traps"]
    line = shell.line(f"am product show {some}\t")
    assert words(line) == ["am", "product", "show", TRAPS[name]]
    # The shell itself reads it as that one word.
    argument = line.strip().removeprefix("am product show ")
    shell.line(f"printf %s {argument} >said\r")
    shell.line("")
    assert (shell.folder / "said").read_text(encoding="utf-8") == TRAPS[name]
    assert "pwned" not in shell.files_there()


@SHELLS
@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_is_not_run_either(running: Running, kind: type[Shell], typed: str) -> None:
    """By day in one place each: the ten go through each place twice, and a shim reads a line as one text."""
    shell = running[kind, "traps"]
    tab = "\x18\t" if kind is Zsh else "\t"  # a plain one first expands what was typed, in any command
    places = ("account show", f"log {typed} -w", f"--book {typed} log", f"--book={typed} log", typed)
    for before in in_turn(places, TYPED.index(typed) + (kind is Fish)):
        shell.line(f"am {before} {typed}{tab}")
    assert "pwned" not in shell.files_there()


@SHELLS
@pytest.mark.parametrize("place", ["nowhere", "folder", "text", "empty"])
def test_without_a_book_nothing_is_offered_and_nothing_is_said(
    running: Running, kind: type[Shell], tmp_path: Path, place: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "text").write_text("not a book " * 1000)
    (tmp_path / "empty").touch()
    shell = running[kind, "office"]
    typed = f"am --book {tmp_path / place} log ac"
    assert shell.line(f"{typed}\t") == typed
    assert "rror" not in shell.screen
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "folder", "text"]
