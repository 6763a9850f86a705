"""The documentation as a site: whole, without a warning or the network, and readable by everybody."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from amcli.app import COMMANDS
from amcli.reports.guides import names
from tests.browser.chromium import Browser, axe
from tests.docs.commands import ROOT, every_command
from tools import site

CHECK = "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"
LOOKED_AT = ("", "daily", "risk", "commands/renewals", "guides/money", "records", "project/changelog")
# Each page at both widths, in turn light and dark or the other way round; one as it is printed, too.
VIEWS = [
    *(
        (page, width, (at + dark) % 2 == 1, "")
        for at, page in enumerate(LOOKED_AT)
        for dark, width in enumerate((360, 1440))
    ),
    ("daily", 680, False, "print"),
]
GROUND = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"


@pytest.fixture(scope="module", name="built")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built where there is no network."""
    folder = tmp_path_factory.mktemp("site")
    cut_off = ["unshare", "--net"]
    possible = subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode == 0
    command = [*(cut_off if possible else ()), sys.executable, "-m", "tools.site", str(folder)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")
    return folder


@pytest.fixture(scope="module", name="browser")
def one_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("browser"))
    yield browser
    browser.close()


@pytest.fixture(name="copied")
def docs_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages of docs/, to be spoilt."""
    shutil.copytree(site.DOCS, tmp_path / "docs")
    monkeypatch.setattr(site, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(sys, "argv", ["site", str(tmp_path / "out")])
    return tmp_path / "docs"


def test_every_page_guide_and_command_is_in_it(built: Path) -> None:
    pages = {path.parent.relative_to(built).as_posix() for path in built.rglob("index.html")}
    docs = {path.relative_to(site.DOCS).with_suffix("").as_posix() for path in site.DOCS.rglob("*.md")} - {
        "index"
    }
    assert docs | {f"guides/{name}" for name in names()} | {f"commands/{name}" for name in COMMANDS} <= pages
    assert {f"project/{name.lower().removesuffix('.md')}" for name in site.TOP} <= pages


def test_the_help_of_every_command_is_in_it(built: Path) -> None:
    text = {name: (built / "commands" / name / "index.html").read_text(encoding="utf-8") for name in COMMANDS}
    missing = [
        path
        for path, _ in every_command()
        if f"am {path}" not in re.sub("<[^>]*>", "", text[path.split()[0]])
    ]
    assert missing == []


def test_the_screens_are_shown_as_they_are_drawn(built: Path) -> None:
    text = (built / "daily" / "index.html").read_text(encoding="utf-8")
    assert "```" not in re.sub("<[^>]*>", "", text)
    assert re.search(r"<code>(?:(?!</code>).)*37 accounts", text, re.DOTALL)


def test_a_checker_of_accessibility_finds_nothing_and_nothing_comes_from_elsewhere(
    built: Path, browser: Browser
) -> None:
    wrong = []
    for page, width, dark, media in VIEWS:
        browser.show(built / page / "index.html", width, dark=dark, media=media)
        wrong += [
            address for address in browser.requests() if not address.startswith(("file:", "data:", "blob:"))
        ]
        browser.value(f"{axe()};0")
        wrong += [
            (page, width, dark, media, each["id"], each["nodes"][0]["html"][:90])
            for each in json.loads(browser.value(CHECK))
        ]
        if browser.value("document.documentElement.scrollWidth") > width:
            wrong.append((page, width, "wider than the screen"))
        if (sum(browser.value(GROUND)) < 384) != dark:
            wrong.append((page, width, "not dark" if dark else "not light"))
    assert wrong == []


def test_a_page_follows_the_scheme_while_it_is_open(built: Path, browser: Browser) -> None:
    browser.show(built / "daily" / "index.html", 1440)
    light = browser.value(GROUND)
    browser.ask(
        "Emulation.setEmulatedMedia", media="", features=[{"name": "prefers-color-scheme", "value": "dark"}]
    )
    drawn = f"new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done({GROUND}))))"
    assert sum(browser.value(drawn)) < 384 < sum(light)


def spoilt(copied: Path, more: str) -> str:
    """What is said of a page with something wrong in it."""
    page = copied / "daily.md"
    page.write_text(page.read_text(encoding="utf-8") + more, encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        site.main()
    return str(end.value)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("\n[Somewhere](nowhere.md)\n", "page does not exist"),
        ("\n[Somewhere](risk.md#nowhere)\n", "anchor does not exist"),
        ("\nYou recieve it.\n", "`recieve` should be `receive`"),
        ("\nThe color of it.\n\nAnalyze it.\n", "`Analyze` should be `Analyse`"),
    ],
)
def test_what_is_wrong_in_a_page_is_found(copied: Path, more: str, said: str) -> None:
    assert said in spoilt(copied, more)


def test_a_page_that_no_section_names_is_found(copied: Path) -> None:
    (copied / "alone.md").write_text("# Alone\n", encoding="utf-8")
    assert spoilt(copied, "") == "alone.md is in no section of docs/index.md"


def test_what_would_be_loaded_from_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="https://a.example">x</a><script src="https://b.example/x.js"></script>'
    )
    assert list(site.loads_from_elsewhere(tmp_path)) == ["a.html loads https://b.example/x.js"]
