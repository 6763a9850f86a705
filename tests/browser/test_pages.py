"""The pages of `am export html` in a real browser: quiet, whole at every width, readable, printable; their
tables sorted and filtered by mouse and by keys."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import Browser, axe
from tests.profiles import crossed, is_nightly
from tests.support import Cli

WIDTHS = (360, 768, 1440)
PAGES = ("book", "customer", "internal", "hostile", "empty")
DARK = (False, True)
# Enough by day: each page, width and light once, and the fullest page at both ends, where a page is as narrow
# or as wide as it gets; nightly each with each.
MORE = () if is_nightly() else (("book", 360, True), ("book", 1440, True), ("customer", 360, False))
# Where a box of the page would be drawn beyond its edge.
BEYOND = """[...document.querySelectorAll("body *")].filter(each => {
  const box = each.getBoundingClientRect();
  return box.width && !each.closest(".skip, svg, .wide *") && box.right > innerWidth + 1;
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
def pages(
    sample_book: Path, hostile_book: Path, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """The pages of the sample book, of a customer, of an empty book, and of one with hostile names."""
    folder = tmp_path_factory.mktemp("pages")
    sample = Cli(folder, folder / "sample.db")
    sample.config = folder / "sample.toml"
    sample.book.write_bytes(sample_book.read_bytes())
    sample.config.write_bytes(sample_book.with_suffix(".toml").read_bytes())
    nasty, empty = (Cli(folder, folder / f"{name}.db") for name in ("nasty", "none"))
    for each, source in ((nasty, hostile_book), (empty, template)):
        each.book.write_bytes(source.read_bytes())
    made = {
        "book": sample.ok("export", "html"),
        "customer": sample.ok("export", "html", "--account", "orchard"),
        "internal": sample.ok("export", "html", "--account", "orchard", "--internal"),
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


# Enough by day for the checker, which looks at names, order and contrast: each page once, each width in both
# lights, and the fullest page printed. Nightly each with each.
PRINTED = [("book", 680, True, "print"), *([("internal", 680, False, "print")] if is_nightly() else ())]
OTHER = [each for each in MORE if each == ("book", 1440, True)]
SEEN = [(*each, "") for each in (*crossed(PAGES, WIDTHS, DARK), *OTHER)]


@pytest.mark.parametrize(("name", "width", "dark", "media"), [*SEEN, *PRINTED])
def test_an_accessibility_checker_has_nothing_to_complain_of(
    browser: Browser, pages: dict[str, Path], name: str, width: int, dark: bool, media: str
) -> None:
    browser.show(pages[name], width, dark=dark, media=media)
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


# What a column says below its heading, by the section and the heading; what the heading itself says.
COLUMN = """(([section, title]) => {
  const heads = [...document.querySelectorAll(`#${section} .sortable thead th`)];
  const head = heads.find(each => each.textContent === title);
  const rows = [...document.querySelectorAll(`#${section} .sortable tbody tr`)].filter(each => !each.hidden);
  return {
    cells: rows.map(row => row.cells[heads.indexOf(head)].textContent), sorted: head.ariaSort,
    others: heads.filter(each => each !== head && each.ariaSort).length,
    buttons: head.querySelectorAll("button").length,
  };
})(%s)"""
REACH = """(([section, title]) => [...document.querySelectorAll(`#${section} .sortable button`)]
  .find(each => each.textContent === title).%s())(%s)"""
KEYS = {"Enter": ("Enter", "\r", 13), "Space": (" ", " ", 32)}


def column(browser: Browser, *place: str) -> Any:
    """A column of a page, as it is at the moment."""
    return browser.value(COLUMN % json.dumps(place))


def press(browser: Browser, code: str) -> None:
    """Press a key, where the focus is."""
    key, text, number = KEYS[code]
    about = {"key": key, "code": code, "windowsVirtualKeyCode": number}
    browser.ask("Input.dispatchKeyEvent", type="keyDown", text=text, **about)
    browser.ask("Input.dispatchKeyEvent", type="keyUp", **about)


def figure_of(text: str) -> float:
    """`~46,000` as a number."""
    return float(text.strip("~").replace(",", ""))


def test_a_table_is_sorted_by_its_headings(browser: Browser, pages: dict[str, Path]) -> None:
    browser.show(pages["book"], 1440)
    arr, place = "ARR, EUR", ("accounts", "ARR, EUR")
    before = column(browser, *place)
    assert (before["sorted"], before["buttons"]) == (None, 1)
    amounts = sorted(map(figure_of, before["cells"]))
    assert len(set(amounts)) > 20
    for how, way, expected in (
        ("click", "descending", amounts[::-1]),
        ("Enter", "ascending", amounts),
        ("Space", None, [figure_of(each) for each in before["cells"]]),
    ):
        browser.value(REACH % ("click" if how == "click" else "focus", json.dumps(["accounts", arr])))
        if how != "click":
            press(browser, how)
        now = column(browser, *place)
        assert (now["sorted"], now["others"]) == (way, 0)
        assert [figure_of(each) for each in now["cells"]] == expected, how


def test_days_are_sorted_by_day_names_by_letter_and_what_is_missing_is_last(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.show(pages["book"], 1440)
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    def pressed(*place: str) -> list[str]:
        browser.value(REACH % ("click", json.dumps(place)))
        found: list[str] = column(browser, *place)["cells"]
        return found

    for way in (1, -1):
        scores = [each.split()[0] for each in pressed("risk", "Health")]
        known = [each for each in scores if each.isdigit()]
        assert 0 < len(known) < len(scores)
        assert scores[: len(known)] == sorted(known, key=lambda each: way * int(each))
    days = [each.split() for each in pressed("accounts", "Renews")]
    there = [each for each in days if each != ["-"]]
    assert days == [*there, *[["-"]] * (len(days) - len(there))]
    keys = [(int(year[0]) if year else 0, months.index(month), int(day)) for day, month, *year in there]
    ahead = [(year or (2026 if (month, day) >= (1, 20) else 2027), month, day) for year, month, day in keys]
    assert ahead == sorted(ahead)
    names = pressed("accounts", "Account")
    assert [each.casefold() for each in names[:5]] == sorted(each.casefold() for each in names)[:5]


def test_a_filter_leaves_the_rows_that_have_all_its_words(browser: Browser, pages: dict[str, Path]) -> None:
    browser.show(pages["book"], 360)
    every = len(column(browser, "accounts", "Tier")["cells"])
    browser.value("document.querySelector('#accounts .filter input').focus()")
    browser.ask("Input.insertText", text="KEY healthy")
    found = column(browser, "accounts", "Tier")["cells"]
    assert 0 < len(found) < 10
    assert set(found) == {"key"}
    said = browser.value("document.querySelector('#accounts output').textContent")
    assert said == f"{len(found)} of {every}"
    browser.value(REACH % ("click", json.dumps(["accounts", "Account"])))
    assert len(column(browser, "accounts", "Tier")["cells"]) == len(found)
    assert browser.complaints() == []


def test_without_scripts_the_page_is_whole_and_no_other_script_is_run(
    browser: Browser, pages: dict[str, Path]
) -> None:
    browser.ask("Emulation.setScriptExecutionDisabled", value=True)
    browser.show(pages["book"], 1440)
    without = column(browser, "accounts", "Account")
    boxes = browser.value("document.querySelectorAll('.filter, button').length")
    browser.ask("Emulation.setScriptExecutionDisabled", value=False)
    browser.show(pages["book"], 1440)
    assert (without["buttons"], boxes) == (0, 0)
    assert column(browser, "accounts", "Account")["cells"] == without["cells"]
    added = "const made = document.createElement('script'); made.textContent = 'window.ran = true'"
    assert browser.value(f"(() => {{{added}; document.body.append(made); return window.ran}})()") is None


@pytest.mark.parametrize("name", PAGES)
def test_a_page_prints_on_white_without_what_is_to_be_clicked(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    browser.show(pages[name], 680, dark=True, media="print")
    assert browser.value("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.value("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert browser.value(
        "[...document.querySelectorAll('nav, .filter, summary')].every(e => !e.offsetHeight)"
    )
    shown = browser.value(
        "[...document.querySelectorAll('thead, thead button')]"
        ".map(each => each.tagName + getComputedStyle(each).display)"
    )
    # Chromium repeats no heading on the next sheet in which there is a box of its own.
    assert set(shown) <= {"THEADtable-header-group", "BUTTONcontents"}
    assert browser.value("document.documentElement.scrollWidth") == 680
    made = browser.pdf()
    assert made.startswith(b"%PDF-")
    assert 1 <= made.count(b"/Type /Page\n") <= 16
