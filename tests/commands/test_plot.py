"""`--plot`: pictures that say what their figures say, on every terminal, and tables in a pipe."""

import re
from collections.abc import Callable

import pytest

from amcli.rules.charts import Bar, Bars, Line, Lines, Scale, places, runs, scale, scale_of, some, span
from tests.profiles import crossed
from tests.support import TODAY, Cli, Result, Terminal, run_here

PLOTS = {
    "metrics": ("metrics", "--plot"),
    "months": ("metrics", "--by", "month", "--period", "last-12m", "--plot"),
    "tiers": ("metrics", "--by", "tier", "--plot"),
    "forecast": ("forecast", "--plot"),
    "portfolio": ("portfolio", "--plot"),
    "owners": ("portfolio", "--by", "owner", "--plot"),
    "usage": ("usage", "list", "orchard", "--plot"),
    "risks": ("risks", "orchard", "--plot"),
}
FIGURE = re.compile(r"^(?P<label>\S.*?)  +(?P<words>[-+\d,.%]+)  [│|]", re.M)
BAR = re.compile("█+")


# By day each picture in one of the widths, in turn: one place lays all of them out.
@pytest.mark.parametrize(("argv", "columns"), crossed(tuple(PLOTS.values()), ("40", "80", "120")))
def test_a_picture_fits_the_terminal(sample: Cli, argv: tuple[str, ...], columns: str) -> None:
    lines = sample.ok(*argv, tty=True, env={"COLUMNS": columns}).splitlines()
    assert len(lines) > 3
    assert [line for line in lines if len(line) > int(columns) or line != line.rstrip()] == []


@pytest.mark.parametrize("argv", PLOTS.values(), ids=PLOTS)
def test_without_colour_nothing_is_painted_and_without_utf8_all_is_ascii(
    sample: Cli, argv: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "\x1b" not in sample.ok(*argv, tty=True)
    monkeypatch.setattr(Terminal, "encoding", "ascii")
    found = sample.ok(*argv, tty=True)
    assert found.isascii()
    assert "#" in found or "*" in found


def test_with_colour_every_row_closes_it(sample: Cli) -> None:
    environ = sample.environ(TODAY) | {"TERM": "xterm-256color", "FORCE_COLOR": "1"}
    del environ["NO_COLOR"]
    lines = run_here(PLOTS["metrics"], environ, "", ("stdin", "stdout", "stderr")).out.splitlines()
    painted = [line for line in lines if "\x1b" in line]
    assert len(painted) > 4
    assert all(line.endswith("\x1b[0m") for line in painted)


@pytest.mark.parametrize("argv", PLOTS.values(), ids=PLOTS)
def test_in_a_pipe_it_is_tables_without_anything_a_terminal_obeys(sample: Cli, argv: tuple[str, ...]) -> None:
    found = sample.ok(*argv)
    assert found.startswith("## ")
    assert re.search(r"^\| --- \| ---: \|", found, re.M)
    assert "\x1b" not in found
    assert not set(found) & set("█│⠒")
    assert sample.ok(*argv, "-o", "md") == found


@pytest.mark.parametrize("argv", PLOTS.values(), ids=PLOTS)
def test_other_formats_are_what_they_are_without_it(sample: Cli, argv: tuple[str, ...]) -> None:
    for form in ("json", "csv", "ids"):
        assert sample.ok(*argv, "-o", form) == sample.ok(*argv[:-1], "-o", form)


def test_the_bars_of_the_bridge_are_as_long_as_their_figures_say(sample: Cli) -> None:
    text = sample.ok(*PLOTS["metrics"], tty=True, env={"COLUMNS": "120"})
    found = {match["label"]: match["words"] for match in FIGURE.finditer(text)}
    data = sample.json("metrics")
    names = {"Opening ARR": "opening_arr", "Closing ARR": "closing_arr"}
    for label, words in found.items():
        assert abs(float(words.replace(",", ""))) == data[names.get(label, label)]
    begins = float(text.rsplit("starts at ", 1)[1].strip().rstrip(".").replace(",", ""))
    lengths = {line.split("  ")[0]: len("".join(BAR.findall(line))) for line in text.splitlines()}
    opening, closing = lengths["Opening ARR"], lengths["Closing ARR"]
    a_column = (data["opening_arr"] - begins) / opening
    assert abs(closing - (data["closing_arr"] - begins) / a_column) <= 2
    for kind in ("new", "expansion", "contraction", "churned"):
        assert abs(lengths[kind] - data[kind] / a_column) <= 2


def test_each_step_of_the_bridge_begins_where_the_one_before_ended(sample: Cli) -> None:
    text = sample.ok(*PLOTS["metrics"], tty=True, env={"COLUMNS": "120"})
    lines = {line.split("  ")[0]: line for line in text.splitlines()}

    def ends(name: str) -> tuple[int, int]:
        return lines[name].index("█"), lines[name].rindex("█")

    assert abs(ends("new")[0] - ends("Opening ARR")[1]) <= 1
    assert abs(ends("expansion")[0] - ends("new")[1]) <= 1
    assert abs(ends("contraction")[1] - ends("expansion")[1]) <= 1
    assert abs(ends("churned")[1] - ends("contraction")[0]) <= 1
    assert abs(ends("Closing ARR")[1] - ends("churned")[0]) <= 1


def test_the_figures_in_a_pipe_are_those_of_the_report(sample: Cli) -> None:
    rows = [line.strip("| ").split(" | ") for line in sample.ok(*PLOTS["months"]).splitlines()[4:]]
    months = sample.json(*PLOTS["months"][:-1])
    assert [row[0] for row in rows] == [each["month"] for each in months]
    assert rows == [
        [each["month"], *(f"{100 * each[name]:.1f}%" for name in ("nrr", "grr"))] for each in months
    ]


def test_limits_and_filters_choose_what_is_drawn(sample: Cli) -> None:
    found = sample.ok("metrics", "--by", "account", "--limit", "3", "--plot")
    assert len(found.splitlines()) == 7
    some_, whole = (sample.ok("metrics", *words, "--plot") for words in (["tier:light"], []))
    assert some_ != whole
    assert sample.ok("metrics", "tier:light", "--plot", tty=True).endswith("\nFiltered by tier:light\n")


@pytest.mark.parametrize(
    "argv",
    [("metrics", "nrr"), ("portfolio", "--white-space"), ("usage", "list"), ("risks",)],
    ids=" ".join,
)
def test_what_has_no_picture_says_what_has(sample: Cli, argv: tuple[str, ...]) -> None:
    found = sample(*argv, "--plot")
    assert found.code == 2
    assert "--plot" in found.err.splitlines()[1]


def test_an_empty_book_has_nothing_to_draw(cli: Cli) -> None:
    for argv in (PLOTS["metrics"], PLOTS["months"], PLOTS["tiers"], PLOTS["portfolio"]):
        assert "Nothing to draw yet." in cli.ok(*argv, tty=True)


def test_names_that_could_do_harm_do_none(hostile: Cli) -> None:
    for argv in (
        ("metrics", "--by", "owner"),
        ("metrics", "--by", "account"),
        ("portfolio", "--by", "owner"),
    ):
        for tty in (False, True):
            found = hostile.ok(*argv, "--plot", tty=tty)
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\N{RIGHT-TO-LEFT OVERRIDE}]", found)


def test_on_a_real_terminal_it_is_drawn(sample: Cli, terminal: Callable[..., Result]) -> None:
    env = {"AMCLI_BOOK": str(sample.book), "AMCLI_CONFIG": str(sample.config)}
    found = terminal(["metrics", "--plot"], env=env)
    assert found.code == 0
    assert "█" in found.out
    assert "Opening ARR" in found.out


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 100, (0, 100)),
        (0, 1, (0, 1)),
        (0, 0, (0, 1)),
        (0.957, 1.021, (0.94, 1.04)),
        (1_590_000, 1_742_000, (1_550_000, 1_750_000)),
        (-3, 7, (-4, 8)),
        (7, 7, (0, 8)),
    ],
)
def test_a_scale_has_round_ends_that_hold_what_is_drawn(
    low: float, high: float, expected: tuple[float, float]
) -> None:
    found = scale(low, high)
    assert (found.low, found.high) == expected
    assert found.ticks[0] == found.low
    assert found.ticks[-1] == found.high
    assert 2 <= len(found.ticks) <= 7


def steps(*ends: tuple[float, float]) -> Bars:
    return Bars("Steps", ("step", "sum"), tuple(Bar("x", end, "", start) for start, end in ends), floats=True)


def test_a_scale_begins_near_the_steps_only_where_they_are_far_from_nothing() -> None:
    assert scale_of(steps((0, 1000), (1000, 1100), (0, 1100))).low > 900
    assert scale_of(steps((0, 1000), (1000, 0), (0, 0))).low == 0
    assert scale_of(steps((0, 100), (100, 1000), (0, 1000))).low == 0
    assert scale_of(steps((0, 1000), (0, 1000))).low == 0
    assert scale_of(steps((0, 1000), (1000, 1100))._replace(floats=False)).low == 0


def test_a_bar_is_drawn_from_where_its_scale_begins() -> None:
    found = Scale(900, 1200, ())
    assert span(Bar("opening", 1000, ""), found) == (900, 1000)
    assert span(Bar("lost", 950, "", 1000), found) == (950, 1000)


def test_where_a_figure_is_missing_the_line_is_broken() -> None:
    assert list(runs([1, None, 2, 3, None])) == [[(0, 1)], [(2, 2), (3, 3)]]
    assert list(runs([])) == []


def test_days_stand_as_far_apart_as_they_are() -> None:
    days = ("2026-01-01", "2026-01-02", "2026-03-01")
    found = places(Lines("Use", "day", days, (Line("used", (1, 2, 3), ("1", "2", "3")),)))
    assert [place - found[0] for place in found] == [0, 1, 59]
    assert some(found, 4) == [0, 2]


def test_the_categories_of_the_forecast_are_those_of_its_figures(sample: Cli) -> None:
    data = sample.json("forecast")
    rows = re.findall(r"^\| (\w+) \| ([\d,]+) \|$", sample.ok("forecast", "--plot"), re.M)
    assert {name: float(words.replace(",", "")) for name, words in rows if name in data} == {
        name: data[name] for name in ("renewed", "commit", "likely", "doubtful", "lost", "unset", "weighted")
    }
