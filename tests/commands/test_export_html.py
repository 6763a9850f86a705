"""`am export html`: a page that agrees with the reports, in which no text of the book is ever markup, and of
which a customer's part holds nothing that is for us alone."""

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from amcli.facts.account_facts import World
from amcli.output.html import digest, fill, html
from amcli.page import (
    Cell,
    Chart,
    Code,
    Column,
    Footer,
    Items,
    Page,
    Pairs,
    Section,
    Sentence,
    Table,
)
from amcli.reports import morning_page
from amcli.reports import portfolio_data as portfolio
from amcli.rules.charts import Bar, Bars, Line, Lines
from amcli.rules.names import shown
from tests.commands import hostile as bad
from tests.commands.test_qbr_brief import OURS_ALONE
from tests.profiles import examples, is_nightly
from tests.support import TODAY, Cli, run_program

VOID = {"meta", "link"}
TAGS = {
    *("html", "head", "meta", "link", "title", "style", "body", "a", "header", "h1", "h2", "p", "bdi", "nav"),
    *("h3", "dl", "dt", "dd", "pre", "details", "summary", "script"),
    *("ul", "ol", "li", "main", "section", "strong", "code", "span", "figure", "figcaption", "div", "footer"),
    *(
        "svg",
        "desc",
        "rect",
        "circle",
        "line",
        "text",
        "table",
        "caption",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ),
}
NAMES = {
    *(
        "lang",
        "charset",
        "http-equiv",
        "content",
        "name",
        "rel",
        "href",
        "class",
        "dir",
        "id",
        "role",
        "scope",
        "colspan",
        "tabindex",
        "data-key",
    ),
    *("aria-label", "aria-labelledby", "aria-hidden", "width", "height", "x", "y", "x1", "y1", "x2", "y2"),
    *("cx", "cy", "r", "dy", "text-anchor", "data-low", "data-high", "data-label", "data-from", "data-to"),
    *("data-words", "data-line", "data-value"),
}
HOSTILE = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><svg onload=alert(1)>",
    "{{ 7*7 }}",
    "' onclick='alert(1)", "--><b>", "]]><b>", "</style><b>", "{% raw %}", "&lt;b&gt;", "javascript:alert(1)",
    "{#", "</svg></figure><iframe>", "\N{RIGHT-TO-LEFT OVERRIDE}<b>", "שלום <b>", "W" * 200,
)  # fmt: skip


class Node:
    """An element: its name, attributes, what is in it, and its text."""

    def __init__(self, tag: str, attrs: dict[str, str]) -> None:
        self.tag, self.attrs = tag, attrs
        self.inside: list[Node] = []
        self.texts: list[str] = []

    def all(self, tag: str | None = None, **attrs: str) -> "Iterator[Node]":
        """The elements within that fit, in order."""
        for each in self.inside:
            if tag in (None, each.tag) and all(
                value in each.attrs.get(name.rstrip("_"), "").split() for name, value in attrs.items()
            ):
                yield each
            yield from each.all(tag, **attrs)

    @property
    def text(self) -> str:
        """The text of the element and all within it."""
        return "".join([*self.texts, *(each.text for each in self.inside)])


class Reader(HTMLParser):
    """A page as a tree; every element must be closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        assert len(node.attrs) == len(attrs)
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].texts.append(data)


def read(text: str) -> Node:
    """A page as a tree, of nothing but what pages are made of."""
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root]
    for each in reader.root.all():
        assert each.tag in TAGS, each.tag
        assert set(each.attrs) <= NAMES, each.attrs
        assert re.match(r"#|data:,$|$", each.attrs.get("href", ""))
    ids = [each.attrs["id"] for each in reader.root.all() if "id" in each.attrs]
    assert len(ids) == len(set(ids))
    scripts = [(each.text, each.attrs) for each in reader.root.all("script")]
    assert scripts in ([], [(fill("page.js"), {})])
    return reader.root


def page(cli: Cli, *words: str) -> Node:
    return read(cli.ok("export", "html", *words))


def pictures(root: Node) -> dict[str, Node]:
    return {next(each.all("figcaption")).text: each for each in root.all("figure")}


def figures(figure: Node) -> list[list[str]]:
    """The table beside a picture."""
    (table,) = figure.all("table", class_="figures")
    (body,) = table.all("tbody")
    return [[cell.text for cell in row.inside] for row in body.all("tr")]


def number(text: str) -> float:
    return float(text.replace(",", "").split()[0])


def near(length: str, share: float) -> bool:
    """Whether a length is a share of the width, within the width of a pixel on a wide screen."""
    return abs(float(length.removesuffix("%")) - 100 * share) < 0.01


def test_every_bar_agrees_with_the_figure_beside_it(sample: Cli) -> None:
    seen = 0
    for figure in pictures(page(sample)).values():
        low, high = float(figure.attrs["data-low"]), float(figure.attrs["data-high"])
        boxes = list(figure.all("rect", class_="bar"))
        if boxes:
            assert [[box.attrs["data-label"], box.attrs["data-words"]] for box in boxes] == figures(figure)
        for box in boxes:
            start, end = float(box.attrs["data-from"]), float(box.attrs["data-to"])
            drawn = sorted((max(start, low), end))
            assert near(box.attrs["x"], (drawn[0] - low) / (high - low))
            assert near(box.attrs["width"], (drawn[1] - drawn[0]) / (high - low))
            assert number(box.attrs["data-words"].split(", ")[0]) == pytest.approx(end - start)
            seen += 1
    assert seen > 35


def test_every_point_of_a_line_agrees_with_the_figure_beside_it(sample: Cli) -> None:
    for root in (page(sample), page(sample, "--account", "orchard")):
        drawn = [each for each in pictures(root).values() if list(each.all("circle", class_="dot-1"))]
        assert drawn
        for figure in drawn:
            low, high = float(figure.attrs["data-low"]), float(figure.attrs["data-high"])
            rows = figures(figure)
            for at, number_ in enumerate(("dot-1", "dot-2"), 1):
                dots = [each for each in figure.all("circle", class_=number_) if "data-value" in each.attrs]
                assert [[dot.attrs["data-label"], dot.attrs["data-words"]] for dot in dots] == [
                    [row[0], row[at]] for row in rows if row[at] != "-"
                ]
                for dot in dots:
                    assert near(dot.attrs["cy"], 1 - (float(dot.attrs["data-value"]) - low) / (high - low))


def test_the_figures_are_those_of_the_reports(sample: Cli) -> None:
    found = {name: figures(each) for name, each in pictures(page(sample)).items()}
    bridge, book = sample.json("metrics"), sample.json("portfolio")
    assert [abs(number(row[1])) for row in found["Revenue of 2025-Q4"]] == [
        bridge[name]
        for name in (
            *("opening_arr", "new", "reactivated", "expansion", "contraction", "churned", "closing_arr"),
        )
    ]
    months = sample.json("metrics", "--by", "month", "--period", "last-12m")
    assert found["Revenue retention by month"] == [
        [each["month"], *(f"{100 * each[name]:.1f}%" for name in ("nrr", "grr"))] for each in months
    ]
    assert [(row[0], number(row[1])) for row in found["Renewals by month"]] == [
        (each["month"], each["value"]) for each in book["renewals"]["months"]
    ]
    assert [number(row[1]) for row in found["Hours a month"]][-2:] == [
        book["load"]["hours"], book["load"]["available"]
    ]  # fmt: skip
    risk = {row[0]: number(row[1]) for row in found["Risk by revenue"]}
    assert sum(risk.values()) == book["totals"]["arr"]
    assert risk["critical"] + risk["at risk"] == book["totals"]["arr_at_risk"]
    assert (
        number(found["The largest accounts"][0][1].split(",  ")[0].split(", ")[0])
        == (book["concentration"]["largest"]["arr"])
    )


def test_what_a_colour_says_is_said_in_words_too(sample: Cli) -> None:
    figure = pictures(page(sample))["Renewals by month"]
    coloured = [each.attrs["data-label"] for each in figure.all("rect", class_="bad")]
    assert f"More than 1.5x the average month: {', '.join(coloured)}." in figure.text


def agenda(root: Node) -> list[str]:
    """The morning of a page as the Markdown of `am` writes it: headings and lines in their order."""
    (section,) = root.all("section", id="morning")
    found = []
    for each in section.inside:
        if each.tag == "h3":
            found.append(f"## {each.text}")
        for item in each.all("li") if each.tag == "ul" else ():
            words = {
                name: next(item.all(class_=name)).text.strip() for name in ("who", "worth", "why", "person")
            }
            number = re.findall(r"\d+", next(item.all(class_="place")).text)
            (command,) = item.all("code")
            found.append((number, words, command.text))
    return found


def test_the_morning_is_that_of_am(sample: Cli) -> None:
    told = agenda(page(sample))
    actions = iter(sample.json("today")["actions"])
    drawn = sample.ok("today", "--all").splitlines()
    headings = [line for line in drawn if line.startswith("## ")]
    assert [each for each in told if isinstance(each, str)] == headings
    lines = [re.match(r"(\d+)\. \*\*(.+)\*\* \((.+?)\): (.+)\. `(.+)`$", line) for line in drawn]
    expected = [each.groups() for each in lines if each]
    assert len(expected) > 10
    for (number, words, command), (place, name, amount, why, typed) in zip(
        [each for each in told if not isinstance(each, str)], expected, strict=True
    ):
        action = next(actions)
        assert (number, words["who"], words["worth"], command) == ([place], name, amount, typed)
        assert words["why"].split(" · ") == why.split("; ")
        assert (action["name"], action["command"]) == (name, typed)


def test_below_the_morning_is_what_else_am_says(sample: Cli) -> None:
    (section,) = page(sample).all("section", id="morning")
    drawn = sample.ok("today", "--all")
    last = [each.text for each in section.all("p")]
    assert last[-1] == drawn.splitlines()[-1]
    assert " ".join(last[0].split()) == re.search(r"^Good moment: .*$", drawn, re.M)[0].replace("`", "")


def test_a_very_long_morning_says_how_many_lines_more_there_are(
    sample: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(morning_page, "MOST_LINES", 10)
    found = page(sample)
    lines = [each for each in agenda(found) if not isinstance(each, str)]
    (section,) = found.all("section", id="morning")
    assert 5 < len(lines) < 12
    last = list(section.all("p"))[-1]
    assert re.search(r"\b\d+ more:", last.text)
    assert [each.text for each in last.all("code")] == ["am --all"]


def test_a_page_has_landmarks_a_language_and_words_for_every_picture(sample: Cli) -> None:
    for words in ((), ("--account", "acme")):
        root = page(sample, *words)
        assert [each.attrs["lang"] for each in root.all("html")] == ["en"]
        assert [len(list(root.all(tag))) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
        ids = {each.attrs["id"]: each for each in root.all() if "id" in each.attrs}
        for figure in root.all("svg", role="img"):
            title, desc = (ids[each] for each in figure.attrs["aria-labelledby"].split())
            assert (title.tag, desc.tag) == ("title", "desc")
            assert title.text
            assert desc.text
        assert {each.attrs["href"] for each in root.all("a")} <= {f"#{each}" for each in ids}


def test_nothing_is_fetched_and_nothing_is_run_but_what_sorts_tables(sample: Cli) -> None:
    customers = sample.ok("export", "html", "acme")
    text = sample.ok("export", "html")
    script = fill("page.js")
    assert text.count("<script>") == text.count(f"<script>{script}</script>") == 1
    assert f"script-src 'sha256-{digest(script)}';" in text
    assert "script" not in customers
    for each in (text.replace(script, ""), customers):
        assert not re.search(r"<iframe|<img|\bsrc=|url\(|@import|https?:|javascript:|\bon\w+=", each)
        assert "default-src 'none'" in each
    assert not re.search(r"\bfetch\b|XMLHttp|import\(|innerHTML|eval|document\.write", script)


TABLES = {
    "checkins": ("checkins", "account"),
    "renewals": ("renewals", "contract"),
    "risk": ("risks", "account"),
    "tasks": ("tasks", "task"),
    "accounts": ("accounts", "account"),
}


def rows_of(root: Node, anchor: str) -> list[list[Node]]:
    """The cells of the table of a section that can be sorted."""
    (section,) = root.all("section", id=anchor)
    (table,) = section.all("table", class_="sortable")
    (body,) = table.all("tbody")
    return [each.inside for each in body.inside]


def test_its_tables_have_the_rows_of_the_lists_in_their_order(sample: Cli) -> None:
    root = page(sample)
    for anchor, (command, _) in TABLES.items():
        listed = sample.json(command)
        names = [row[0].text for row in rows_of(root, anchor)]
        assert names == [each["name"] for each in listed], anchor
    (money,) = ([row[2] for row in rows_of(root, "accounts")],)
    listed = sample.json("accounts")
    assert [float(each.attrs["data-key"]) for each in money] == [each["arr"] for each in listed]
    assert {each.attrs["class"] for each in money} == {"number"}
    deadlines = [row[1].attrs["data-key"] for row in rows_of(root, "renewals")]
    assert deadlines == [each["deadline"] for each in sample.json("renewals")]


def test_what_is_missing_has_an_empty_key(sample: Cli) -> None:
    root = page(sample)
    for cells, row in zip(rows_of(root, "tasks"), sample.json("tasks"), strict=True):
        assert cells[2].attrs["data-key"] == (row["due_on"] or "")
    scores = [cells[1].attrs["data-key"] for cells in rows_of(root, "risk")]
    assert "" in scores
    assert scores == ["" if row["score"] is None else str(row["score"]) for row in sample.json("risks")]


def test_the_same_book_on_the_same_day_is_the_same_page(sample: Cli) -> None:
    one, two = sample.ok("export", "html"), sample.ok("export", "html")
    assert one == two
    assert sample.ok("export", "html", today="2026-03-03") != one


def test_a_file_is_its_owners_alone_and_the_book_is_left_as_it_was(sample: Cli) -> None:
    path, before = sample.folder / "book.html", sample.dump()
    assert sample.ok("export", "html", "--to", str(path)) == ""
    assert path.read_text(encoding="utf-8") == sample.ok("export", "html")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sample.dump() == before


def test_a_page_is_of_one_moment_whatever_is_written_meanwhile(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process makes a promise that is overdue between two of the queries."""
    before, read_portfolio = office.ok("export", "html"), portfolio.read_portfolio
    late = ["task", "add", "birch", "Newly promised", "--promised", "--due", "2026-02-20"]

    def then_somebody_writes(world: World) -> portfolio.Portfolio:
        found = read_portfolio(world)
        run_program(late, os.environ | office.environ(TODAY))
        return found

    monkeypatch.setattr(portfolio, "read_portfolio", then_somebody_writes)
    assert office.ok("export", "html") == before
    monkeypatch.undo()
    assert "Newly promised" in office.ok("export", "html")


def test_filters_choose_what_the_page_is_of(sample: Cli) -> None:
    root = page(sample, "tier:light")
    (header,) = root.all("header")
    assert "filtered by tier:light" in header.text
    largest = figures(pictures(root)["The largest accounts"])
    names = {each["name"] for each in sample.json("account", "list", "tier:light")}
    assert {row[0] for row in largest} <= names


def test_one_customer_and_filters_do_not_go_together(sample: Cli) -> None:
    found = sample("export", "html", "--account", "acme", "tier:key")
    assert (found.code, found.out) == (2, "")
    assert sample("export", "html", "--account", "nobody at all").code == 3


def test_an_empty_book_is_a_page_that_says_so(cli: Cli) -> None:
    root = page(cli)
    (section,) = root.all("section")
    assert section.attrs["id"] == "morning"
    assert "Your book is empty." in section.text
    assert "am account add" in section.text
    assert list(root.all("figure")) == []


def test_a_day_without_anything_due_says_so(sample: Cli) -> None:
    (section,) = page(sample, "code:hedgerow").all("section", id="morning")
    assert "Nothing is late and nothing is due today." in [each.text for each in section.all("p")]


def test_a_list_without_rows_says_so(cli: Cli) -> None:
    cli.ok("account", "add", "Quarry Books")
    root = page(cli)
    assert list(pictures(root)["Renewals by month"].all("svg")) == []
    wanted = {
        "checkins": "No check-ins due.",
        "renewals": "No renewals within 90 days.",
        "tasks": "No open tasks.",
    }
    for anchor, words in wanted.items():
        (section,) = root.all("section", id=anchor)
        assert next(section.all("p")).text == words


def test_a_customers_page_says_what_the_brief_for_them_says(known: Cli) -> None:
    root = page(known, "--account", "acme")
    (main,) = root.all("main")
    brief = known.ok("qbr", "brief", "acme")
    titles = re.findall(r"^## (.*)$", brief, re.M)
    assert [each.text for each in root.all("h2")] == titles
    lists = [each for tag in ("ul", "ol") for each in main.all(tag, class_="items")]
    assert sum(len(each.inside) for each in lists) == len(re.findall(r"^(?:- |\d+\. )", brief, re.M))


def test_a_customers_page_has_nothing_that_is_for_us_alone(known: Cli) -> None:
    text = known.ok("export", "html", "--account", "acme")
    (main,) = read(text).all("body")
    for words in OURS_ALONE:
        assert words not in main.text
    picture = known.json("brief", "acme")
    for person in picture["people"]:
        if person.get("stance"):
            assert person["stance"] not in main.text
    assert list(main.all("code")) == []


def test_names_that_are_read_from_the_right_keep_their_own_direction(hostile: Cli) -> None:
    code, name = next((f"x{at}", bad.NAMES[each]) for at, each in enumerate(bad.NAMES, 1) if each == "arabic")
    (main,) = page(hostile, "--account", code).all("main")
    assert name in [each.text for each in main.all("bdi")]
    assert [each.text for each in main.all("li") if name in each.text and not list(each.all("bdi"))] == []


@pytest.mark.parametrize("name", bad.NAMES)
def test_hostile_names_are_text(hostile: Cli, name: str) -> None:
    """Of its account, and once of all, which holds every one of these names; nightly of all each time."""
    code = f"x{list(bad.NAMES).index(name) + 1}"
    for words in ((), ("--account", code)) if is_nightly() or code == "x1" else (("--account", code),):
        text = hostile.ok("export", "html", *words)
        read(text)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\N{RIGHT-TO-LEFT OVERRIDE}]", text)


TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.lists(st.sampled_from([*HOSTILE, "<", ">", '"', "'", "&", "{{", "}}", "x"]), max_size=4).map("".join),
    st.text(max_size=30),
)


@settings(max_examples=examples(60))
@given(text=TEXTS)
@example(text=HOSTILE[0])
def test_no_text_is_ever_markup(text: str) -> None:
    plain = "x" if shown(text).isascii() else "\N{LATIN SMALL LETTER O WITH STROKE}"
    shape = [(each.tag, sorted(each.attrs)) for each in read(html(every_part(plain))).all()]
    found = read(html(every_part(f"x{text}")))
    assert [(each.tag, sorted(each.attrs)) for each in found.all()] == shape


def every_part(text: str) -> Page:
    """A page of all parts, in which every place has a text."""
    bars = Bars(text, (text, text), (Bar(text, 3, text, role="good"), Bar(text, 5, text, 2)), True, text)
    lines = Lines(text, text, (text, text), (Line(text, (1, None), (text, text)),), note=text)
    cells = [Cell(text, "heading"), Cell(text, command=text), Cell(text, "muted"), Cell(command=text)]
    columns = (Column(text), Column(text, right=True))
    parts = [
        Sentence(text), Sentence(cells, right=text), Items([text, cells], numbered=True), Items([cells]),
        Pairs([(text, text), ("", cells)]), Code([text, cells]), Chart(text, bars), Chart(text, lines),
        Table(columns, [[text, cells], Sentence(cells)], title=text), Table(columns, [[text, text]], False),
        Section(text, [Sentence(text)], text), Footer(text, text),
    ]  # fmt: skip
    sections = [Section(text, parts, text, anchor="one"), Section(text, parts)]
    return Page(text, text, [text], [*parts[:2], *sections], [Footer(text, text)], facts=[text])


def overwrite(book: Path, text: str) -> int:
    """Put a text into every field of a book that takes it, past every command; gives how many took it."""
    taken = 0
    with closing(sqlite3.connect(book)) as db, db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{trigger}"')
        tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%TEXT%'")
        for (table,) in tables.fetchall():
            if table in ("setting", "txn", "journal", "alembic_version") or table.startswith("search"):
                continue
            for column in db.execute(f'PRAGMA table_info("{table}")').fetchall():
                if column[2] == "TEXT" and column[1] not in ("created_at", "updated_at", "model"):
                    taken += put(db, table, column[1], text)
    return taken


def put(db: sqlite3.Connection, table: str, column: str, text: str) -> int:
    """Put a text into one column, where its constraints allow that."""
    try:
        db.execute(f'UPDATE "{table}" SET "{column}" = ?', (text,))
    except sqlite3.Error:
        return 0
    return 1


@settings(
    max_examples=examples(12),
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.sampled_from(HOSTILE))
@example(text=HOSTILE[0])
def test_whatever_a_field_holds_it_is_text(known: Cli, prepared_book: Path, text: str) -> None:
    known.book.write_bytes(prepared_book.read_bytes())
    assert overwrite(known.book, text) > 25
    code = known.json("account", "list")[0]["code"]
    for words in ((), ("--account", code)):
        found = known.ok("export", "html", *words)
        read(found)
        assert "<b>" not in found
        assert "alert(1)>" not in found
