"""The pages of `am export html` in a real browser: quiet, whole at every width, readable, printable."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Browser, axe
from tests.commands import hostile as bad
from tests.profiles import crossed, is_nightly
from tests.support import Cli

WIDTHS = (360, 768, 1440)
PAGES = ("book", "customer", "hostile", "empty")
DARK = (False, True)
# By day each page, width and light once, and the fullest page at both ends; nightly each with each.
MORE = () if is_nightly() else (("book", 360, True), ("book", 1440, True), ("customer", 360, False))
# Where a box of the page would be drawn beyond its edge.
BEYOND = """[...document.querySelectorAll("body *")].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width && !each.closest(".skip") && box.right > innerWidth + 1 && !each.closest("svg");
}).map(each => each.outerHTML.slice(0, 90))"""
BOXES = """[...document.querySelectorAll("figure")].map(figure => ({
  low: +figure.dataset.low, high: +figure.dataset.high,
  width: figure.querySelector("svg[role=img]")?.getBoundingClientRect().width,
  left: figure.querySelector("svg[role=img]")?.getBoundingClientRect().left,
  bars: [...figure.querySelectorAll("rect.bar")].map(bar => {
    const box = bar.getBoundingClientRect();
    return {from: +bar.dataset.from, to: +bar.dataset.to, left: box.left, width: box.width};
  }),
  dots: [...figure.querySelectorAll("circle[data-value]")].map(dot => {
    const box = dot.getBoundingClientRect();
    return {value: +dot.dataset.value, middle: box.top + box.height / 2};
  }),
}))"""
CHECK = "axe.run(document, {resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Chromium, started once."""
    found = Browser(tmp_path_factory.mktemp("browser"))
    yield found
    found.close()


@pytest.fixture(scope="module")
def pages(sample_book: Path, template: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The pages of the sample book, of a customer, of an empty book, and of one with hostile names."""
    folder = tmp_path_factory.mktemp("pages")
    sample = Cli(folder, folder / "sample.db")
    sample.config = folder / "sample.toml"
    sample.book.write_bytes(sample_book.read_bytes())
    sample.config.write_bytes(sample_book.with_suffix(".toml").read_bytes())
    nasty, empty = (Cli(folder, folder / f"{name}.db") for name in ("nasty", "none"))
    for each in (nasty, empty):
        each.book.write_bytes(template.read_bytes())
    bad.fill(nasty)
    made = {
        "book": sample.ok("export", "html"),
        "customer": sample.ok("export", "html", "--account", "orchard"),
        "hostile": nasty.ok("export", "html"),
        "empty": empty.ok("export", "html"),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize(("name", "width", "dark"), [*crossed(PAGES, WIDTHS, DARK), *MORE])
def test_a_page_asks_for_nothing_says_nothing_and_fits(
    browser: Browser, pages: dict[str, Path], name: str, width: int, dark: bool
) -> None:
    browser.show(pages[name], width, dark=dark)
    assert browser.requests() == [pages[name].as_uri()]
    assert browser.complaints() == []
    assert browser.value("document.documentElement.scrollWidth") == width
    assert browser.value(BEYOND) == []
    assert browser.value("document.compatMode") == "CSS1Compat"


@pytest.mark.parametrize(("name", "width", "dark"), [*crossed(PAGES, WIDTHS, DARK), *MORE])
def test_an_accessibility_checker_has_nothing_to_complain_of(
    browser: Browser, pages: dict[str, Path], name: str, width: int, dark: bool
) -> None:
    browser.show(pages[name], width, dark=dark)
    browser.value(axe())
    found = json.loads(browser.value(CHECK))
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_the_checker_would_find_what_cannot_be_read(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "bad.html"
    path.write_text("<!DOCTYPE html><title>x</title><p style='color:#bbb;background:#fff'>pale</p>")
    browser.show(path, 360)
    browser.value(axe())
    found = {each["id"] for each in json.loads(browser.value(CHECK))}
    assert {"color-contrast", "html-has-lang", "landmark-one-main"} <= found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["book", "customer"])
def test_what_is_drawn_is_within_a_pixel_of_its_figure(
    browser: Browser, pages: dict[str, Path], name: str, width: int
) -> None:
    browser.show(pages[name], width)
    seen = 0
    for figure in browser.value(BOXES):
        span = figure["high"] - figure["low"]
        for bar in figure["bars"]:
            start, end = sorted((max(bar["from"], figure["low"]), bar["to"]))
            a_unit = figure["width"] / span
            assert abs(bar["width"] - (end - start) * a_unit) <= 1
            if end > start:
                assert abs(bar["left"] - figure["left"] - (start - figure["low"]) * a_unit) <= 1
            seen += 1
        seen += heights_agree(figure["dots"])
    assert seen > 5


def heights_agree(dots: list[dict[str, Any]]) -> int:
    """Check that points lie as far apart as their figures; gives how many there were."""
    low, high = (pick(dots, key=lambda dot: dot["value"], default=None) for pick in (min, max))
    if low is None or high is None or low["value"] == high["value"]:
        return len(dots)
    a_unit = (low["middle"] - high["middle"]) / (high["value"] - low["value"])
    for dot in dots:
        assert abs(low["middle"] - dot["middle"] - (dot["value"] - low["value"]) * a_unit) <= 1
    return len(dots)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_on_white_without_what_is_to_be_clicked(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.show(pages[name], 680, dark=True, media="print")
    assert browser.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.value("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert browser.value("[...document.querySelectorAll('nav')].every(e => !e.offsetHeight)")
    assert browser.value("document.documentElement.scrollWidth") == 680
    made = browser.pdf()
    assert made.startswith(b"%PDF-")
    assert 1 <= made.count(b"/Type /Page\n") <= 12
