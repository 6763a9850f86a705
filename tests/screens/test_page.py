"""One page that holds every part and every awkward text, as it is drawn and as it is written: the same
words, cell by cell, and none of them does any harm."""

import io
import re
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from rich.cells import cell_len

from amcli.output.html import html
from amcli.output.markdown import markdown
from amcli.output.screen import Screen
from amcli.output.terminal import draw_page, settled
from amcli.page import (
    Agenda,
    Bar,
    Blocks,
    Cell,
    Code,
    Column,
    Entry,
    Few,
    Figures,
    Fits,
    Footer,
    Group,
    Instead,
    Items,
    Page,
    Pairs,
    Section,
    Sentence,
    Table,
)
from amcli.rules.names import markdown_text, shown
from tests.commands.test_export_html import read
from tests.support import uncoloured

AWKWARD = (
    "Acme Robotics", "日本電気 東京", "👩‍👩‍👧 family", "🇩🇪", "e\u0301\u0302 marks",
    "شركة النخيل", "tab\tbed", "two\nlines",
    "\u202eturned", "\x1b[31mred", "back\\slash",
    "| pipe | *bold* <b>tag</b> [link](x) `code` #", "&amp; &lt;",
)  # fmt: skip
COLUMNS = (
    Column("", gap=1),
    Column("What", most=30),
    Column("Long", only="wide"),
    Column("Short", only="narrow"),
    Column("Left", right=True),
    Column("Next step"),
)


class Out(io.StringIO):
    """Where a screen is drawn."""

    encoding = "utf-8"  # type: ignore[assignment]


def screen_of(width: int, color: str = "never", encoding: str = "utf-8") -> Any:
    """A screen of some width."""
    out = Out()
    out.encoding = encoding
    environ = {"COLUMNS": str(width), "TERM": "xterm-256color"}
    run = SimpleNamespace(
        stdout=out,
        environ=environ,
        color=color,
        terminal=True,
        config={"hints": True},
        title=None,
        rolled_up=False,
        verbs=["x"],
    )
    return Screen(run)  # type: ignore[arg-type]


def drawn(page: Page, width: int, **options: str) -> str:
    """A page as it is drawn."""
    screen = screen_of(width, **options)
    draw_page(screen, page)
    return str(screen.run.stdout.getvalue())


def every_part() -> Page:
    """A page of everything there is."""
    table = Table(
        COLUMNS,
        [
            Sentence([Cell("Critical", "heading"), Cell("  under 40", "muted")]),
            *(
                [Cell("!", "alarm"), text, f"{at} days", f"{at}d", str(at), Cell(command=f"am show a{at}")]
                for at, text in enumerate(AWKWARD)
            ),
            (),
            ["", "-", "long", lambda: "made late", "7", Cell("do it", short="do", plain="do it now")],
        ],
    )
    return Page(
        "Everything",
        "one of each",
        ["EUR 72k", [Cell("at ", "risk"), Cell("risk", "risk")]],
        [
            Sentence("A sentence. "),
            Sentence([Cell("Add one: "), Cell(command="am account add NAME")]),
            Section(
                "Names", [table, Pairs([("Owner", AWKWARD[1]), ("", "goes on"), ("Since", "5 Apr")])], "all"
            ),
            Items(AWKWARD[:3], "few", label="?  "),
            Items(["first", "second"], numbered=True),
            Items(["one", "two"], "joined"),
            Code([[Cell("# as it is", "muted")], AWKWARD[9]]),
            Section("Asked", [Items(AWKWARD[:4], "beside", numbered=True), dated()], indent=2),
            Section(
                "Months",
                [Table((Column("Month"), Column("")), [["Apr", Bar(1, 1, "due", "3x")]])],
                plain=True,
            ),
            Figures(
                [
                    (Cell("+ new", "heading"), Cell("72,000"), Few("3 ", AWKWARD[:2], 3)),
                    (Cell("    price", plain="of it price"), Cell("9"), ""),
                ],
                12,
                9,
            ),
            Pairs([("Behind", Cell(f"8 of 36 {AWKWARD[10]}", command="am checkins"))], cut=True),
            Blocks(
                [Column("Grid"), *(Column(f"Product {at}") for at in range(9))],
                [[AWKWARD[4], *("owned" for _ in range(9))]],
                1,
                lambda left: [Sentence(f"{left} more products")],
                first=True,
            ),
            agenda(),
            Fits([[Sentence([Cell("Good", "healthy"), Cell(f"  {AWKWARD[0]} {AWKWARD[3]}")])]]),
            Section("", [Section("Beside", [Items(AWKWARD[:4], "first")], margin=10), listed()]),
            Footer("3 more", "am x --all"),
        ],
        [Footer("!: critical", "am help x"), Footer(Cell("Then", command="am log x"), "brief: am brief x")],
        facts=["key tier", AWKWARD[5]],
    )


def dated() -> Table:
    """A list of days and what was then, with something across it."""
    lines = [["5 Mar", text] for text in AWKWARD]
    more = Sentence(Cell("and 3 more:", command="am x"), whole=True)
    return Table((Column(right=True, least=6, most=6), Column()), [*lines, more], header=False, joined=60)


def agenda() -> Agenda:
    """An agenda with an entry for each awkward name, one for several, and what isn't named."""
    entries = [
        Entry(
            at,
            "!" if at % 2 else " ",
            name,
            "72k",
            [Cell(f"{name} 4 days late", short="4 days late"), Cell("Quiet 27 days")],
            f"am done t{at}",
            name,
            "Jane Orr",
            "promise 90 × 1.00 = 90.0" if at == 1 else "",
            f"t{at}",
        )
        for at, name in enumerate(AWKWARD, 1)
    ]
    several = Entry(None, " ", "24 not recorded", "665k", [Cell("12 ended")], "am renewals --past")
    return Agenda([Group("Owed", entries, "3 more: am tasks"), Group("Deadlines", [several], kind="dated")])


def listed() -> Section:
    """A list beside its title, with a line across columns."""
    columns = (
        Column(""),
        Column("", most=12, least=4, rest=True, only="narrow"),
        Column("", most=12, only="wide"),
        Column("", right=True, least=6),
        Column("", least=8),
    )
    lines = [
        *([Cell(f"t{at}", "muted", plain=""), text, text, "5 Mar", "-"] for at, text in enumerate(AWKWARD)),
        ["", Cell("Notice by Thu 5 Mar", "due")],
        Sentence("a sentence of its own"),
        ["t99", "far", "far", "30 Sep 2027", Cell("late", "late", mark="!")],
    ]
    return Section("Listed", [Table(columns, lines, listed=True)], margin=10)


def cells_of(lines: list[str]) -> list[list[str]]:
    """The cells of a Markdown table."""
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def test_each_cell_of_a_table_says_the_same_drawn_and_written():
    names = next(part for part in every_part().parts if isinstance(part, Section))
    table = names.parts[0]
    assert isinstance(table, Table)
    lines = [line for line in table.lines if not isinstance(line, Sentence) and line]
    written = cells_of([line for line in markdown(Page(parts=[table])) if line.startswith("|")][3:])
    columns = [column._replace(most=0) for column in COLUMNS]
    for line, cells in zip(lines, written, strict=True):
        alone = drawn(Page(parts=[Table(columns, [line], header=False)]), 200)
        said = " ".join(map(unwritten, cells)).removesuffix(" now")
        assert alone.split() == said.split()


def test_each_cell_of_a_table_says_the_same_written_and_for_a_browser():
    names = next(part for part in every_part().parts if isinstance(part, Section))
    table = names.parts[0]
    written = cells_of([line for line in markdown(Page(parts=[table])) if line.startswith("|")][2:])
    (body,) = read(html(Page("x", parts=[table]))).all("tbody")
    rows = [[cell.text for cell in row.inside] for row in body.inside]
    assert len(rows) == len(written) == len(AWKWARD) + 2
    for row, cells in zip(rows, written, strict=True):
        there = [*row, *[""] * (len(cells) - len(row))]
        assert [each.split() for each in there] == [unwritten(each).split() for each in cells]


def test_each_item_of_a_list_says_the_same_written_and_for_a_browser():
    lines = [line for line in html(Page("x", parts=[dated()])).split("\n") if line.startswith("<li>")]
    items = [unescape(re.sub(r"<[^>]*>", "", line)) for line in lines]
    written = [line.removeprefix("- ") for line in markdown(Page(parts=[dated()]))]
    typed = written.pop()
    assert (items.pop(), typed) == ("and 3 more: am x", "and 3 more: `am x`")
    assert items == [unwritten(each) for each in written]


def test_a_page_for_a_browser_holds_every_text_as_text_alone():
    page = read(html(every_part()))
    text = " ".join(page.text.split())
    for each in AWKWARD:
        assert " ".join(shown(each).split()) in text, each
    assert [each.text for each in page.all("h2")] == ["Names", "Asked", "Months"]
    assert [each.text for each in page.all("dd")][:3] == [shown(AWKWARD[1]), "goes on", "5 Apr"]
    assert list(page.all("b")) == []


def test_a_section_without_a_title_has_no_heading_of_its_own_for_a_browser():
    within = Section("", [Sentence("plain words")], aside="beside nothing")
    page = read(html(Page("x", parts=[Section("Outer", [within, Section("Inner", [Sentence("more")])])])))
    assert [each.text.strip() for each in page.all("h3")] == ["Inner"]
    assert [each.text.strip() for each in page.all("p")][-2:] == ["plain words", "more"]


def test_a_column_that_ends_past_the_edge_is_left_out_with_its_title():
    columns = [Column("", gap=1), Column("Account"), Column("Stage", rest=True), Column("Score", right=True)]
    page = Page(parts=[Table(columns, [["", "x" * 30, "signed", "100"], ["", "y", "not started", "9"]])])
    assert {width: drawn(page, width).splitlines()[0].split() for width in (60, 45, 44)} == {
        60: ["Account", "Stage", "Score"],
        45: ["Account", "Stage", "Score"],
        44: ["Account", "Stage"],
    }


@pytest.mark.parametrize(
    ("width", "lengths"),
    [(200, [24, 2, 4, 0, 12]), (60, [8, 0, 2, 0, 4]), (40, [4, 0, 1, 0, 2])],
)
def test_a_bar_is_rounded_to_the_nearest_column_and_a_half_to_the_even_one(width, lengths):
    """24 columns are 1.5 for a sixteenth and 4.5 for three; with nothing to compare there is no bar."""
    bars = [Bar(part, 16, "risk", "end") for part in (16, 1, 3, 0, 8)]
    lines = drawn(Page(parts=[Table([Column()], [[bar] for bar in bars], header=False)]), width).splitlines()
    assert [line.count("━") for line in lines] == lengths
    nothing = Table([Column()], [[Bar(5, 0, "risk", "end")]], header=False)
    assert drawn(Page(parts=[nothing]), width) == "end\n"


def test_lines_to_be_copied_are_never_cut_and_stay_between_fences():
    part = Code(["x" * 300, "```", Cell("am x", "command")], indent=2)
    assert drawn(Page(parts=[part]), 60).splitlines() == [f"  {'x' * 300}", "  ```", "  am x"]
    assert list(markdown(Page(parts=[part]))) == ["````", "x" * 300, "```", "am x", "````"]


def test_a_list_has_columns_or_on_a_very_narrow_screen_commas():
    wide, narrow = (drawn(Page(parts=[dated()]), width).splitlines() for width in (60, 59))
    assert (wide[0], narrow[0]) == (" 5 Mar  Acme Robotics", "5 Mar, Acme Robotics")
    assert wide[-1] == narrow[-1] == "and 3 more: am x"


def test_columns_may_narrow_before_they_go_and_a_table_may_stand_instead():
    lines = [["A name that is long", "https://crm.example/accounts/0123456789/view", "because"]]
    columns = (Column("Name", rank=1, floor=6), Column("Value", letters=True), Column("Why", least=30))
    fewer = Table(columns[:2], [line[:2] for line in lines], shared=True)
    table = Table(columns, lines, instead=Instead(fewer, Footer("Why", "am why")))
    assert drawn(Page(parts=[table]), 110).splitlines()[0].split() == ["Name", "Value", "Why"]
    instead = drawn(Page(parts=[fewer], footer=[Footer("Why", "am why")]), 40)
    assert drawn(Page(parts=[table]), 40) == instead
    assert instead.splitlines()[2:6] == [
        "A name  https://crm.example/accounts/012",
        "that    3456789/view",
        "is",
        "long",
    ]


def unwritten(cell: str) -> str:
    """A cell of Markdown without its escapes, and without the marks of code."""
    plain = re.sub(r"^`(.*)`$", r"\1", cell)
    return re.sub(r"\\([\\`*_\[\]<>|#&])", r"\1", plain)


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("color", ["never", "always"])
def test_a_drawn_page_fits_its_width_and_holds_nothing_that_a_terminal_obeys(width, color):
    text = drawn(every_part(), width, color=color)
    for line in uncoloured(text).splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip()
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", uncoloured(text))
    assert ("\x1b[" in text) == (color == "always")


def test_a_written_page_holds_every_text_as_text_alone():
    text = "\n".join(markdown(every_part()))
    for each in AWKWARD:
        assert markdown_text(shown(each)) in text, each
    assert "<b>" not in text.replace("\\<b\\>", "")


def test_what_a_narrow_screen_leaves_out_and_says_in_its_place():
    wide, narrow = drawn(every_part(), 120), drawn(every_part(), 80)
    assert ("Long" in wide, "Short" in wide) == (True, False)
    assert ("Long" in narrow, "Short" in narrow) == (False, True)
    assert "made late" in narrow
    assert ("do it" in wide, "do it" in narrow) == (True, False)


def test_parts_stand_apart_and_what_belongs_together_does_not():
    lines = drawn(every_part(), 120).splitlines()
    assert lines[0].startswith("Everything   one of each")
    assert lines[0].endswith("EUR 72k · at risk")
    assert lines[1].startswith("key tier · ")
    assert lines[2:6] == ["", "A sentence.", "Add one: am account add NAME", ""]
    assert lines[6] == "Names  all"
    assert lines[7].split() == ["What", "Long", "Left", "Next", "step"]
    assert set(lines[8]) == {"─"}
    assert lines[9] == "Critical  under 40"
    assert lines[-4:-2] == [f"{'3 more':<110}am x --all", ""]


def test_a_screen_of_ascii_has_ascii_alone():
    page = Page("Title", "a · b", parts=[Table((Column("→"),), [["•"], ["Ωmega"], ["▁▃█"]]), Items(["…"])])
    lines = drawn(page, 80, encoding="ascii").splitlines()
    assert lines == ["Title   a | b", "", "->", "-" * 80, "*", r"\u03a9mega", "_-#", "", "..."]


def test_items_that_do_not_fit_are_counted():
    names = [f"Account {at}" for at in range(40)]
    line = drawn(Page(parts=[Items(names, "few", label="? ")]), 80).rstrip("\n")
    kept = line.count("Account")
    assert line.endswith(f" and {40 - kept} more")
    assert cell_len(line) <= 80


def test_the_column_of_the_highest_rank_goes_first_and_only_as_many_as_must():
    columns = (
        Column("Name", most=20), Column("Tier", rank=3), Column("ARR", right=True),
        Column("Touch", rank=1), Column("Next step", least=18, rest=True), Column("Renews", rank=2),
    )  # fmt: skip
    lines = [["A company of some name", "standard", "72k", "12 Feb", "Call the one who signs", "31 Dec 2026"]]
    heads = [
        drawn(Page(parts=[Table(columns, lines)]), width).splitlines()[0].split()
        for width in (90, 70, 60, 50)
    ]
    assert heads == [
        ["Name", "Tier", "ARR", "Touch", "Next", "step", "Renews"],
        ["Name", "ARR", "Touch", "Next", "step", "Renews"],
        ["Name", "ARR", "Touch", "Next", "step"],
        ["Name", "ARR", "Next", "step"],
    ]


def headed(columns: tuple[Column, ...], width: int, *, shared: bool = False) -> list[str]:
    """The titles of a table of one line that a screen of some width has."""
    lines = [[f"{column.title}..." for column in columns]]
    return drawn(Page(parts=[Table(columns, lines, shared=shared)]), width).splitlines()[0].split()


def test_a_table_without_a_rest_is_as_wide_as_its_cells_and_gives_up_ranks_only():
    columns = tuple(Column(name, rank=rank) for name, rank in (("Due", 0), ("Commit", 1), ("Lost", 2)))
    assert headed(columns, 40, shared=True) == ["Due", "Commit", "Lost"]
    many = (*columns, *(Column(f"Column{at}") for at in range(3)))
    assert headed(many, 55, shared=True) == ["Due", "Commit", "Column0", "Column1", "Column2"]
    assert headed(many, 45, shared=True) == ["Due", "Column0", "Column1", "Column2"]


def test_a_least_may_count_what_its_cells_need_or_stand_whatever_they_need():
    names = Column("Tier", rest=True, least=20), Column("Accounts", rank=2), Column("Revenue", rank=1)
    assert headed(names, 40) == ["Tier", "Accounts", "Revenue"]
    assert headed((names[0]._replace(always=True), *names[1:]), 40) == ["Tier", "Revenue"]


def test_a_column_may_ask_for_the_width_of_a_screen():
    columns = Column("Now"), Column("Before", above=70), Column("From")
    assert headed(columns, 69) == ["Now", "From"]
    assert headed(columns, 70) == ["Now", "Before", "From"]


def test_tables_of_the_same_widths_stand_under_each_other():
    columns = Column("Tier", rest=True), Column("ARR", right=True)
    each = [[["key", "7"]], [["light", "1,234,567"]]]
    alike = [line for lines in each for line in lines]
    page = Page(parts=[Table(columns, lines, alike=alike) for lines in each], most=40)
    heads = [line for line in drawn(page, 120).splitlines() if line.startswith("Tier")]
    assert heads == ["Tier" + "ARR".rjust(36)] * 2


def test_a_cell_is_cut_where_there_are_columns_and_written_whole():
    page = Page(parts=[Sentence([Cell("An account of a long name", most=10), Cell(" 72k")])])
    assert drawn(page, 80) == "An accoun… 72k\n"
    assert next(iter(markdown(page))) == "An account of a long name 72k"


def test_a_hint_is_left_out_where_hints_are_off_and_always_written():
    page = Page(parts=[Sentence([Cell("NRR"), Cell(role="hint", command="am metrics nrr")])])
    screen = screen_of(80)
    screen.hints = False
    draw_page(screen, page)
    assert screen.run.stdout.getvalue() == "NRR\n"
    assert "am metrics nrr" in drawn(page, 80)
    assert next(iter(markdown(page))) == "NRR `am metrics nrr`"


def test_a_bar_is_as_long_as_its_part_and_says_what_is_written_of_it():
    lines = [["Apr", Bar(6, 6, "due", " 3.0x the mean")], ["May", Bar(3, 6, "muted", "")]]
    page = Page(parts=[Table((Column("Due"), Column("")), lines)])
    for width, longest in ((50, 4), (64, 12), (120, 24)):
        drawn_lines = drawn(page, width).splitlines()[2:]
        assert drawn_lines == [f"Apr  {'━' * longest} 3.0x the mean", f"May  {'━' * (longest // 2)}"]
    assert drawn(page, 50, encoding="ascii").splitlines()[3] == "May  =="
    assert list(markdown(page))[2:] == ["| Apr | 3.0x the mean |", "| May |  |"]


def test_as_many_are_named_beside_a_figure_as_there_is_room_for():
    movers = Few(" 4 ", ["Acme Robotics 7k", "Birchwood Schools 5k", "Cedar 1k"], 4)
    page = Page(parts=[Figures([(Cell("+ new"), Cell("13,000"), movers)], 8, 8)])
    assert drawn(page, 120) == (
        "+ new     13,000    4 Acme Robotics 7k, Birchwood Schools 5k, Cedar 1k, 1 more\n"
    )
    assert drawn(page, 60).endswith("    4 Acme Robotics 7k, 3 more\n")
    assert drawn(page, 40) == "+ new     13,000    4 Acme Robotics 7k,…\n"
    assert list(markdown(page)) == [
        "|  |  |  |", "| --- | ---: | --- |",
        "| + new | 13,000 | 4 Acme Robotics 7k, Birchwood Schools 5k, Cedar 1k, 1 more |",
    ]  # fmt: skip


def test_a_pair_that_is_cut_keeps_its_command_only_where_there_is_room():
    pairs = [("Behind", Cell("8 of 36 overdue for a check-in", command="am checkins")), ("", "3 unknown")]
    page = Page(parts=[Pairs(pairs, 8, cut=True)], most=60)
    assert drawn(page, 120).splitlines() == [
        f"{'Behind    8 of 36 overdue for a check-in':<49}am checkins", "          3 unknown",
    ]  # fmt: skip
    assert drawn(page, 50).splitlines()[0] == "Behind    8 of 36 overdue for a check-in"
    assert list(markdown(page)) == [
        "- Behind: 8 of 36 overdue for a check-in `am checkins`", "- Behind: 3 unknown",
    ]  # fmt: skip


@pytest.mark.parametrize("first", [True, False])
def test_blocks_have_their_first_columns_each_and_every_other_once(first):
    columns = [Column("Grid"), *(Column(f"Product {at}") for at in range(9))]
    lines = [["Acme", *(str(at) for at in range(9))], ["Birch", *("-" for _ in range(9))]]
    left: list[int] = []
    page = Page(parts=[Blocks(columns, lines, 1, lambda more: left.append(more) or [], first=first)])
    heads = [line for line in drawn(page, 50).splitlines() if line.startswith("Grid")]
    blocks = [re.findall(r"Product (\d)", head) for head in heads]
    assert blocks == [[*"0123"], *([] if first else [[*"4567"], ["8"]])]
    assert left == [5 if first else 0]
    assert list(markdown(page))[2] == "| Acme | 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |"


def test_a_heading_for_pages_without_columns_stands_on_no_screen():
    page = Page(
        parts=[Section("Losses", [Table((Column("Lost on"),), [["5 Apr"]]), Footer("1 more")], plain=True)]
    )
    assert drawn(page, 80).splitlines() == ["Lost on", "─" * 80, "5 Apr", "1 more"]
    assert next(iter(markdown(page))) == "## Losses"


def test_parts_without_a_heading_have_no_gap_between_them():
    page = Page(parts=[Section("", [Table((Column("Tier"),), [["key"]]), Sentence("1 of 2 tiers")])])
    assert drawn(page, 80).splitlines() == ["Tier", "─" * 80, "key", "1 of 2 tiers"]
    assert list(markdown(page)) == ["| Tier |", "| --- |", "| key |", "", "1 of 2 tiers"]


def test_a_list_stands_beside_its_title_and_cuts_what_is_too_long():
    lines = drawn(Page(parts=[listed()]), 60).splitlines()
    assert lines[0] == "Listed    t0   Acme Roboti…   5 Mar  -"
    assert lines[1] == "          t1   日本電気 東…   5 Mar  -"
    assert lines[-3] == "               Notice by Thu 5 Mar"
    assert lines[-2] == "          a sentence of its own"
    assert lines[-1] == "          t99  far           30 Sep 2027  ! late"


def test_a_list_keeps_its_colours_with_the_blanks_after_them_and_says_its_title_quietly():
    first = drawn(Page(parts=[listed()]), 60, color="always").splitlines()[0]
    assert first == ("\x1b[38;5;244mListed    \x1b[0m\x1b[38;5;244mt0   \x1b[0mAcme Roboti…   5 Mar  -")


def test_the_column_that_takes_the_rest_of_a_list_gives_way_to_the_others():
    narrow = drawn(Page(parts=[listed()]), 40).splitlines()
    assert narrow[0] == "Listed    t0   Acme R…   5 Mar  -"


def test_a_list_is_written_as_items_with_commas_without_what_says_nothing():
    written = list(markdown(Page(parts=[listed()])))
    assert written[0] == "## Listed"
    assert written[2] == "- Acme Robotics, 5 Mar"
    assert written[-3:] == [
        "- Notice by Thu 5 Mar",
        "- a sentence of its own",
        "- t99, far, 30 Sep 2027, late",
    ]


def test_the_first_of_some_items_are_named_and_the_others_counted():
    items = Items(["one reason", "another reason", "a third"], "first")
    assert drawn(Page(parts=[items]), 40) == "one reason · another reason +1\n"
    assert drawn(Page(parts=[items]), 60) == "one reason · another reason · a third\n"
    assert list(markdown(Page(parts=[items]))) == ["- one reason", "- another reason", "- a third"]


def test_facts_stand_below_the_heading():
    page = Page("Acme", "acme", facts=["key tier", "owner Ana Bell"], parts=[Sentence("Then.")])
    assert drawn(page, 60) == "Acme   acme\nkey tier · owner Ana Bell\n\nThen.\n"
    assert list(markdown(page)) == ["# Acme", "", "acme", "", "key tier, owner Ana Bell", "", "Then."]


def test_a_footer_that_is_a_hint_goes_with_the_hints():
    page = Page(footer=[Footer(Cell("Then", command="am log x"), "brief: am brief x"), Footer("3 more", "")])
    assert "am log x" in drawn(page, 60)
    screen = screen_of(60)
    screen.hints = False
    draw_page(screen, page)
    assert screen.run.stdout.getvalue() == "\n3 more\n"
    assert next(iter(markdown(page))) == "Then `am log x` brief: `am brief x`"


def test_sections_without_a_title_are_one_block_of_a_screen_and_have_no_heading():
    page = Page(parts=[Section("", [Section("A", [Sentence("a")]), Section("B", [Sentence("b")])])])
    assert drawn(page, 60) == "A\na\nB\nb\n"
    assert list(markdown(page)) == ["## A", "", "a", "", "## B", "", "b"]


def test_a_line_of_an_agenda_says_who_how_much_why_and_what_to_type():
    lines = drawn(Page(parts=[agenda()]), 110).splitlines()
    assert lines[0] == "Owed"
    assert lines[1].startswith("! 1 Acme Robotics")
    assert "72k  Acme Robotics 4 days late · Quiet 27 days" in lines[1]
    assert lines[1].endswith("Jane Orr  am done t1")
    assert lines[2] == "     promise 90 × 1.00 = 90.0"
    assert lines[-4:-2] == ["     3 more: am tasks", ""]
    assert lines[-1].startswith("    24 not recorded")


def test_a_narrow_agenda_says_less_of_the_reason_and_keeps_its_fact():
    lines = drawn(Page(parts=[agenda()]), 60).splitlines()
    assert lines[1] == "! 1 Acme Robotics           4 days late   am done t1"
    assert lines[-1].endswith("am renewals --past")


def test_an_agenda_is_written_as_numbered_items_with_all_reasons():
    written = list(markdown(Page(parts=[agenda()])))
    assert written[:4] == [
        "## Owed",
        "",
        "1. **Acme Robotics** (72k): Acme Robotics 4 days late; Quiet 27 days. `am done t1`",
        "   - promise 90 × 1.00 = 90.0",
    ]
    assert written[-5:] == [
        "- 3 more: am tasks",
        "",
        "## Deadlines",
        "",
        "- **24 not recorded** (665k): 12 ended. `am renewals --past`",
    ]


def test_the_first_way_that_fits_is_said_and_of_the_last_the_words_are_cut():
    right = Cell("am brief acme", "command")
    ways = [[Sentence(words, right=right, cut=True)] for words in ("Good moment · a goal met", "Good moment")]
    assert drawn(Page(parts=[Fits(ways)]), 60) == f"{'Good moment · a goal met':<47}am brief acme\n"
    assert drawn(Page(parts=[Fits(ways)]), 40) == f"{'Good moment · a goal met':<27}am brief acme\n"
    long = [[Sentence("Good moment · a goal that was met", right=right, cut=True)]]
    assert drawn(Page(parts=[Fits(long)]), 40) == "Good moment · a goal tha…  am brief acme\n"
    assert list(markdown(Page(parts=[Fits(ways)]))) == ["Good moment · a goal met `am brief acme`"]


def test_a_page_may_follow_the_rows_of_the_screen_besides_its_lines():
    def within(rows: int) -> Page:
        return Page(parts=[Sentence(f"{rows} rows")], shown=[{"ref": "t1"}])

    screen = screen_of(60)
    screen.run.environ["LINES"] = "24"
    page = settled(screen, Page(parts=[Fits([[Sentence("one"), Sentence("two")]])], within=within))
    draw_page(screen, page)
    assert screen.run.stdout.getvalue() == "22 rows\n"
    assert page.shown == [{"ref": "t1"}]


def test_a_title_is_short_where_its_heading_would_be_too_long():
    page = Page(Cell("Mon 2 Mar 2026", short="Mon 2 Mar"), "37 accounts", ["327k at risk"])
    assert drawn(page, 60).startswith("Mon 2 Mar 2026   37 accounts")
    assert drawn(page, 41).startswith("Mon 2 Mar   37 accounts")


def test_a_line_beside_its_title_may_be_longer_than_the_page_and_is_cut_at_the_edge_of_the_screen():
    page = Page(parts=[Section("Open", [Sentence("x" * 200)], margin=10)], most=60)
    assert len(drawn(page, 90).rstrip()) == 90
