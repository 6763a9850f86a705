"""The guides by task in docs/: who each is for, what they have at the end, a path of commands, its length."""

import re

import pytest
from tools.examples import blocks
from tools.site import of_index, pages_of

from amcli.config.maps import programs
from tests.docs.commands import ROOT

DOCS = ROOT / "docs"
PROGRAMS = ("hubspot", "salesforce", "pipedrive", "zoho", "dynamics", "close", "sell")
GUIDES = (
    "first-book", "rhythm", "renewals", "month-end", "handoff", "cron", "scripts", "assistants", "team",
    "privacy", "sources", "sources/contacts", "moving-out", *(f"sources/{name}" for name in PROGRAMS),
)  # fmt: skip
TWO_SCREENS = 150


def text_of(name: str) -> str:
    """A page of docs/ by its name."""
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_begins_with_who_it_is_for_and_what_they_have_at_the_end(name: str) -> None:
    opening = " ".join(text_of(name).split("\n## ")[0].split())
    assert re.search(r"(^| )(You|Your|Someone|An account|The month|Contracts) ", opening.split("# ", 1)[1])
    assert re.search(r"At the end .+\.", opening)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_a_path_of_commands_and_fits_two_screens(name: str) -> None:
    lines = [line for block in blocks(text_of(name)) for line in block.lines if block.language != "text"]
    typed = [line for line in lines if re.match(r"(\$ )?(am |sh |printf|for )", line)]
    assert len(typed) >= 2
    assert len(text_of(name).splitlines()) <= TWO_SCREENS


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_page_of_a_program_says_where_to_click_what_is_imported_what_isnt_and_what_to_check(
    name: str,
) -> None:
    text = text_of(f"sources/{name}")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[:2] == ["Export it", "Import it"]
    assert re.search(r"^\| imported \| \|$|^\*\*Imported\*\*", text, re.MULTILINE)
    assert "**Not imported**: " in text
    assert "(../sources.md#check-what-came)" in text


def test_every_program_that_import_recognises_has_a_page_that_the_table_leads_to() -> None:
    rows = dict(
        re.findall(r"^\| \[[^\]]+\]\(([\w/.-]+)\) \| `--preset (\w+)` ", text_of("sources"), re.MULTILINE)
    )
    named = re.findall(r"^\| \[[^\]]+\]\([\w/.-]+\) \| `--preset (\w+)` ", text_of("sources"), re.MULTILINE)
    assert named == [each.name for each in programs()]
    assert [page for page in rows if not (DOCS / page).is_file()] == []


def test_the_index_is_sorted_by_task_and_has_every_page_once() -> None:
    nav = of_index(text_of("index"))
    assert [section for section, _ in nav] == ["Learn", "Do", "Look up", "Understand"]
    named = list(pages_of(nav))
    assert len(named) == len(set(named))
    assert {*named, "index.md"} == {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
