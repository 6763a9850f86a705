"""The documentation as a site: whole, without a warning or the network, and readable by everybody."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from amcli.app import COMMANDS
from amcli.config.settings import SETTINGS
from amcli.facts.filter_fields import own_fields
from amcli.records import KINDS
from amcli.reports.guides import names
from amcli.rules.figures import FIGURES
from amcli.schema.register import entries, everything
from tests.browser.chromium import Browser, axe
from tests.docs.commands import ROOT, every_command
from tests.profiles import is_nightly
from tests.support import made_once
from tools import reference, site

CHECK = "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"
LOOKED_AT = (
    "", "daily", "risk", "commands/renewals", "guides/money", "records", "project/changelog",
    "sources/hubspot", "month-end", "reference/settings", "reference/fields",
)  # fmt: skip
# Enough by day: each page once, at one width after the other, two of each light and two dark, and one as it
# is printed, for what a page does by itself: what it asks for, how wide it is. All bear the colours and the
# frame of one theme, and their text is of the same few kinds (prose, screens, tables, help): so the checker,
# which takes a second a page, looks through one of each width and light, and through the printed one. Nightly
# it looks through each page at both widths, in turn light and dark or the other way round.
VIEWS = [
    *(
        (page, width, (at + dark) % 2 == 1, "")
        for at, page in enumerate(LOOKED_AT)
        for dark, width in enumerate((360, 1440))
        if is_nightly() or dark == at // 2 % 2
    ),
    ("daily", 680, False, "print"),
]
LOOKED_THROUGH = ("", "risk", "commands/renewals", "reference/settings")
FEW = {
    "index.md": "# amcli\n\n## Learn\n\n| [A day](daily.md) | words |\n| [Risk](risk.md) | words |\n\n"
    f"## Look up\n\n{site.LAST_ROW}",
    "daily.md": "# A day\n\nWords.\n",
    "risk.md": "# Risk\n",
    "records.md": "# Records\n",
}
GROUND = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"


@pytest.fixture(scope="module", name="built")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once."""
    return made_once(tmp_path_factory, "site", build) / "site"


def build(folder: Path) -> None:
    """Build it where there is no network."""
    cut_off = ["unshare", "--net"]
    possible = subprocess.run([*cut_off, "true"], capture_output=True, check=False).returncode == 0
    command = [*(cut_off if possible else ()), sys.executable, "-m", "tools.site", str(folder / "site")]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


@pytest.fixture(scope="module", name="browser")
def one_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    browser = Browser(tmp_path_factory.mktemp("browser"))
    yield browser
    browser.close()


@pytest.fixture(name="copied")
def docs_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A few pages, to be spoilt."""
    return docs_in(tmp_path, monkeypatch)


def docs_in(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """A few pages, of which the site is then made, with one guide and one command."""
    docs = folder / "docs"
    docs.mkdir()
    for name, text in FEW.items():
        (docs / name).write_text(text, encoding="utf-8")
    patch.setattr(site, "DOCS", docs)
    patch.setattr(site, "TOP", {})
    patch.setattr(site, "names", lambda: ["start"])
    patch.setattr(site, "COMMANDS", {"today": COMMANDS["today"]})
    patch.setattr(reference, "pages", lambda docs: [])
    patch.setattr(reference, "index_rows", str)
    patch.setattr(sys, "argv", ["site", str(folder / "out")])
    return docs


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


def test_the_reference_has_every_setting_field_and_schema(built: Path) -> None:
    found = {name: shown(built / "reference" / name / "index.html") for name in reference.ROWS}
    figures = {f"risk.{name}" for name in FIGURES}
    assert {*SETTINGS, *figures} - found["settings"] == set()
    assert {name for kind in KINDS for name in own_fields(kind)} - found["fields"] == set()
    text = re.sub("<[^>]*>", "", (built / "reference" / "schema" / "index.html").read_text(encoding="utf-8"))
    assert [name for name in entries() if name not in text] == []
    whole = json.loads((built / "reference" / reference.WHOLE).read_text(encoding="utf-8"))
    assert whole == everything()


def shown(page: Path) -> set[str]:
    """What a page has in code font."""
    return {unescape(each) for each in re.findall("<code>([^<]*)</code>", page.read_text(encoding="utf-8"))}


def test_the_reference_is_found_from_the_first_page_and_is_in_no_repository(built: Path) -> None:
    first = (built / "index.html").read_text(encoding="utf-8")
    assert [name for name in reference.ROWS if f'href="reference/{name}/"' not in first] == []
    assert not (site.DOCS / reference.FOLDER).exists()


def test_what_is_found_from_every_page_is_sorted_by_task(built: Path) -> None:
    text = (built / "month-end" / "index.html").read_text(encoding="utf-8")
    labels = [each.strip() for each in re.findall(r'md-ellipsis">\s*([^<]+?)\s*<', text)]
    sections = [each for each in labels if each in ("Learn", "Do", "Look up", "Understand", "Project")]
    assert list(dict.fromkeys(sections)) == ["Learn", "Do", "Look up", "Understand", "Project"]


def test_an_index_without_the_row_that_others_follow_is_refused(copied: Path) -> None:
    index = copied / "index.md"
    index.write_text(index.read_text(encoding="utf-8").replace("every record, field and rule", "records"))
    assert "index.md has no row | [Records]" in spoilt(copied, "")


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
        if is_nightly() or media or page in LOOKED_THROUGH:
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


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of two links that lead nowhere: the site is built once for both."""
    with pytest.MonkeyPatch.context() as patch:
        copied = docs_in(tmp_path_factory.mktemp("nowhere"), patch)
        return spoilt(copied, "\n[Somewhere](nowhere.md) or [there](risk.md#nowhere)\n")


@pytest.mark.parametrize("said", ["page does not exist", "anchor does not exist"])
def test_a_link_that_leads_nowhere_is_found(nowhere: str, said: str) -> None:
    assert said in nowhere


@pytest.mark.parametrize(
    ("more", "said"),
    [
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
