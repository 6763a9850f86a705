"""What scripts write into the documents is current, and what the README promises can be found."""

import re
import tomllib
from pathlib import Path

import pytest
from tools.marked import between, replaced

from tests.docs.commands import ROOT
from tools import docs, make_docs, readme_command

README = (ROOT / "README.md").read_text(encoding="utf-8")
PARTS = ["What is new for you", "What changed for scripts", "Upgrade notes", "Fixed"]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def test_the_screen_of_the_readme_is_what_am_draws() -> None:
    assert between(README, docs.SCREEN) == docs.drawn()


@pytest.mark.parametrize("document", make_docs.DOCUMENTS)
def test_the_tables_of_a_document_are_what_the_program_declares(document: str) -> None:
    assert make_docs.outdated((ROOT / document).read_text(encoding="utf-8")) == []


def test_every_list_and_every_record_is_documented() -> None:
    from amcli.interchange.kinds import KIND_NAMES

    text = "".join((ROOT / document).read_text(encoding="utf-8") for document in make_docs.DOCUMENTS)
    inner = {
        "txn",
        "journal",
        "session",
        "source_ref",
        "value_source",
        "snooze",
        "setting",
        "interaction_contact",
        "arrival",
        "unmatched",
        "forgotten",
        "cut",
        "digest",
        "proposal",
        "day_state",
    }
    wanted = [
        *(f"fields {name}" for name in make_docs.lists()),
        *(f"record {name}" for name in make_docs.models() if name not in inner),
        *(f"columns {name}" for name in KIND_NAMES),
    ]
    assert [name for name in wanted if f"<!-- made: {name} -->" not in text] == []
    assert [name for name in inner if f"`{name}`" not in text] == []


def test_every_field_of_every_record_has_a_meaning() -> None:
    text = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `\w+` \| +\| .*$", text, re.MULTILINE) == []


def test_the_readme_fits_two_screens() -> None:
    assert len(README.splitlines()) <= 100
    assert [
        line for line in README.splitlines() if len(line) > 130 and not line.startswith(("|", "python3"))
    ] == []


@pytest.mark.parametrize("name", ["morning", "tests"])
def test_the_readme_has_the_commands_that_set_everything_up(name: str) -> None:
    command = readme_command.command(README, name)
    assert "\n" not in command
    assert command.startswith("python3 -m venv .venv && .venv/bin/pip install --quiet ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_documents_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    docs = ROOT / "docs"
    names = {page.relative_to(docs).as_posix() for page in docs.rglob("*.md")} - {"index.md"}
    assert {name for name in names if f"({name})" in index} == names


def test_a_part_is_replaced_and_nothing_else() -> None:
    text = "a\n<!-- made: x -->\nold\n<!-- end -->\nb\n<!-- made: y -->\n<!-- end -->\n"
    now = replaced(replaced(text, "x", "new"), "y", "one\ntwo")
    assert now == "a\n<!-- made: x -->\nnew\n<!-- end -->\nb\n<!-- made: y -->\none\ntwo\n<!-- end -->\n"
    assert (between(now, "x"), between(now, "y")) == ("new", "one\ntwo")
    with pytest.raises(ValueError, match="no part 'z'"):
        between(now, "z")


def test_the_changelog_is_in_the_order_of_its_readers() -> None:
    from amcli import __version__
    from amcli.storage.connection import VERSION

    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", text, re.MULTILINE)
    assert versions[0] == ("Unreleased", "")
    assert versions[1][0] == __version__
    assert all(day for _, day in versions[1:])
    unreleased, newest = text.split("\n## [")[1:3]
    assert re.findall(r"^### (.*)$", newest, re.MULTILINE) == PARTS
    assert f"Books get version {VERSION}, " in newest.splitlines()[2] or f"version {VERSION}" in unreleased
    assert set(re.findall(r"^### (.*)$", unreleased, re.MULTILINE)) <= set(PARTS)


def test_the_lowest_versions_that_are_tried_are_those_that_are_promised() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = {}
    for each in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name, bound = re.match(r"([\w.-]+)(?:\[\w+\])?[>=]=([\w.]+)", each).groups()  # type: ignore[union-attr]
        promised[name] = bound
    lines = (ROOT / "tests" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    tried = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    assert tried == promised
