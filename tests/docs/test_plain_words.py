"""Plain words: nothing that people read uses a word of the list, and helps have one form."""

import re
from collections.abc import Callable, Iterable

import pytest

from tests.docs import plain
from tests.docs.commands import every_command

# A line of a list of commands, so that name and line fit 80 columns.
LONGEST_HELP = 64
# Documents that are written in plain words already.
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ".github/**/*.*",
    "docs/**/*.md",
    "src/amcli/topics/*.md",
)


def wrong(texts: Iterable[plain.Text]) -> list[str]:
    """Every word not to be used, with its file and line."""
    return [said for found in texts for said in plain.wrong_words(found)]


@pytest.mark.parametrize("texts", [plain.help_texts, plain.literals, plain.demo_texts, plain.screens])
def test_nothing_the_program_says_uses_a_word_not_to_use(texts: Callable[[], Iterable[plain.Text]]) -> None:
    found = list(texts())
    assert len(found) >= 5
    assert wrong(found) == []


@pytest.mark.parametrize("pattern", PAGES)
def test_no_document_uses_a_word_not_to_use(pattern: str) -> None:
    found = list(plain.pages(pattern))
    assert found
    assert wrong(found) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("An account stands once, in the first lane", "lane"),
        ("whom do I call", "whom"),
        ("Notice day passed", "Notice day"),
        ("2 people in 90 days, 3 wanted", "3 wanted"),
        ("{} in 90 days, {} wanted", "{} wanted"),
        ("A text that starts with - goes after --: am log", "goes after"),
        ("In all: 9 check-ins", "In all"),
        ("Beside the security answers, what is left?", "Beside"),
        ("who decides beside Priya", "decides beside"),
        ("am undo takes it back", "takes it back"),
    ],
)
def test_a_word_of_the_list_is_found_with_its_line(text: str, word: str) -> None:
    (said,) = plain.wrong_words(plain.Text("screen.txt", 7, f"First line\n{text}"))
    assert said.startswith(f"screen.txt:8: {word!r}")


@pytest.mark.parametrize(
    "text", ["planes and Blackburn", "besides SSO", "`lane` in JSON", "recommend", "my_number", "unmended"]
)
def test_other_words_are_left_alone(text: str) -> None:
    assert plain.wrong_words(plain.Text("x", 1, plain.CODE.sub(" ", text))) == []


# Rows of tables that name the column of a stored table, and what else a header of a file may say.
COLUMNS = {"records.md": "| `band` | its band |", "import.md": "| `health` | yes |"}


def old_names() -> Iterable[str]:
    """What fields, metrics, signals and settings were called before, but for everyday words."""
    from amcli.rules.figures import OLD_NAMES
    from amcli.rules.metrics.register import METRICS
    from amcli.rules.signals import SIGNALS
    from amcli.schema import register

    yield from (f"risk.{was}" for was in OLD_NAMES.values())
    yield from (each.was for each in (*METRICS, *SIGNALS) if each.was)
    for shape in (*register.lists().values(), *register.pages().values()):
        yield from (field.was for field in shape.fields if field.was not in ("", "coverage", "missing"))


def test_no_help_guide_page_or_completion_shows_an_old_name() -> None:
    wanted = re.compile(
        rf"(?<![\w/.-])(?:{'|'.join(sorted(map(re.escape, old_names()), key=len, reverse=True))})(?![\w-])"
    )
    tables = [plain.SOURCE / "completion" / name for name in ("tree.tsv", "listed.tsv")]
    files = [
        *plain.ROOT.glob("docs/**/*.md"),
        *plain.ROOT.glob("README.md"),
        *plain.SOURCE.glob("topics/*.md"),
        *tables,
    ]
    texts = [plain.Text(file.name, 1, file.read_text(encoding="utf-8")) for file in files]
    texts += [*plain.help_texts(), *plain.screens()]
    shown = [
        f"{each.where}:{number}: {found[0]}"
        for each in texts
        for number, line in enumerate(each.text.splitlines(), each.line)
        if (found := wanted.search(line)) and not line.startswith(COLUMNS.get(each.where, "-"))
    ]
    assert len(texts) > 500
    assert shown == []


def test_no_help_of_an_option_ends_with_otherwise() -> None:
    assert [name for name, text in plain.option_texts() if text.rstrip(". ").endswith("otherwise")] == []


def test_the_help_of_every_command_in_a_list_is_short_enough_and_has_no_full_stop() -> None:
    from amcli.app import COMMANDS

    too_long = [name for name, entry in COMMANDS.items() if len(entry.help) > LONGEST_HELP]
    stops = [name for name, entry in COMMANDS.items() if entry.help.endswith(".")]
    assert (too_long, stops) == ([], [])


def test_every_command_of_am_says_in_its_own_help_what_the_list_says() -> None:
    from amcli.app import COMMANDS

    helps = {path: (command.help or "").partition("\n")[0] for path, command in every_command()}
    for name, entry in COMMANDS.items():
        if entry.section == "Every day":
            assert helps[name].split()[0] == entry.help.split()[0], name
