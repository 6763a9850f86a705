"""The page of each customer of a book full of internal things: none of them is on the page that they may see,
and all of them are on the internal one."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.test_export_html import read
from tests.support import Cli, kept_open

CUSTOMERS = ("birch", "cobalt", "dunmore")
# What is recorded of each customer, `{c}` being their code; each mark names the thing.
INTERNAL = (
    ("log", "{c}", "zqnote-{c}", "-k", "note"),
    ("log", "{c}", "zqattempt-{c}", "--no-answer", "--on", "2026-02-20"),
    ("log", "{c}", "zqtalk-{c}", "--feel", "bad", "--on", "2026-01-05"),
    ("task", "add", "{c}", "zqpromiseours-{c}", "--promised", "--due", "2026-02-20"),
    ("task", "add", "{c}", "zqpromisetheirs-{c}", "--theirs", "--due", "2026-02-23"),
    ("task", "add", "{c}", "zqtask-{c}", "--due", "2026-03-09"),
    ("task", "add", "{c}", "zqwait-{c}", "--waiting-on", "zqcolleague-{c}"),
    ("account", "edit", "{c}", "--notes", "zqnotes-{c}", "--objectives", "zqobjectives-{c}"),
    ("account", "pulse", "{c}", "bad", "zqpulse-{c}"),
    ("account", "handoff", "{c}", "--risks", "zqrisks-{c}", "--promises", "zqsold-{c}"),
    ("news", "add", "{c}", "competitor", "zqevent-{c}"),
    ("opportunity", "add", "{c}", "zqchance-{c}", "--value", "77k"),
    (
        "contact",
        "add",
        "{c}",
        "Kim {c}",
        "--stance",
        "critic",
        "--role",
        "blocker",
        "--notes",
        "zqperson-{c}",
    ),
    ("contract", "add", "{c}", "--value", "8123k", "--starts", "2025-04-01", "--ends", "2026-03-31"),
)
# Words that only what is internal has, whatever their customer is called.
WORDS = ("critic", "blocker", "Bad pulse", "8,123,000", "went bad", "days late", "tried")
OPEN = (
    ("goal", "add", "{c}", "Goal of {c}"),
    ("task", "add", "{c}", "Ahead for {c}", "--promised", "--due", "2026-03-20"),
)


@pytest.fixture(scope="module")
def stuffed(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    folder = tmp_path_factory.mktemp("stuffed")
    shutil.copyfile(template, folder / "book.db")
    with kept_open(folder, folder / "book.db") as cli:
        for code in CUSTOMERS:
            cli.ok("account", "add", f"Customer {code}", "--code", code, "--since", "2024-01-01")
            for argv in (*INTERNAL, *OPEN):
                cli.ok(*(word.replace("{c}", code) for word in argv))
        yield cli


def marks(code: str) -> set[str]:
    """The marks of a customer."""
    return {
        word.replace("{c}", code)
        for argv in INTERNAL
        for word in argv
        if word.startswith("zq") and "{c}" in word
    }


@pytest.mark.parametrize("code", CUSTOMERS)
def test_a_customer_may_see_all_of_their_page(stuffed: Cli, code: str) -> None:
    text = read(stuffed.ok("export", "html", code)).text
    assert stuffed.ok("export", "html", "--account", code) == stuffed.ok("export", "html", code)
    assert "zq" not in text
    assert [word for word in WORDS if word in text] == []
    assert [other for other in CUSTOMERS if other != code and other in text] == []
    assert f"Goal of {code}" in text
    assert f"Ahead for {code}" in text


@pytest.mark.parametrize("code", CUSTOMERS)
def test_the_internal_page_has_all_of_it_and_says_that_it_is_internal(stuffed: Cli, code: str) -> None:
    root = read(stuffed.ok("export", "html", code, "--internal"))
    assert {mark for mark in marks(code) if mark not in root.text} == set()
    assert [word for word in WORDS if word not in root.text] == []
    assert [other for other in CUSTOMERS if other != code and other in root.text] == []
    heads = [each.text for each in root.all("h2")]
    first = next(at for at, head in enumerate(heads) if head.startswith("Internal: "))
    assert all(head.startswith("Internal: ") for head in heads[first:])
    (footer,) = root.all("footer")
    assert footer.text.strip().startswith(f"Internal, not for Customer {code}.")


def test_a_terminal_says_how_many_late_promises_are_left_out(stuffed: Cli) -> None:
    path = stuffed.folder / "birch.html"
    found = stuffed("export", "html", "birch", "--to", str(path), tty=True)
    assert (found.code, found.out) == (0, f"{path}\n")
    assert found.err == "am: 2 late promises left out. With --internal the page has all.\n"
    assert stuffed.ok("export", "html", "birch", "--internal", "--to", str(path), tty=True) == f"{path}\n"


def test_a_book_is_internal_anyway(stuffed: Cli) -> None:
    found = stuffed("export", "html", "--internal")
    assert (found.code, found.out) == (2, "")
    assert found.err.splitlines() == [
        "am: --internal needs an account: the page of a book is internal.",
        "    For example: am export html acme --internal",
    ]
