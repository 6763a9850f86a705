"""The guides of `am help`: all there, readable on a plain terminal, and true to the program."""

import re
import textwrap
from pathlib import Path

import pytest

from amcli.app import COMMANDS
from amcli.config import settings
from amcli.interchange.kinds import KINDS
from amcli.reports import views
from amcli.reports.guides import guide
from amcli.rules import figures, score
from amcli.rules.dates import Side, parse_duration
from amcli.rules.daywords import parse_day
from amcli.rules.money import parse_money
from amcli.rules.signal import Signal
from amcli.rules.signals import SIGNAL_NAMES, SIGNALS
from amcli.vocabulary import TIERS
from tests.docs.commands import ROOT, TOPICS, commands_of, every_command, examples_of, parse
from tests.rules import making
from tests.support import Cli

EXPECTED = {
    "sql",
    "start", "dates", "money", "references", "output", "exit-codes", "cron", "import", "risk", "undo",
    "backup", "config", "tiers", "today", "work", "completion", "hooks", "filters", "reports", "digest",
    "calendar", "export", "duplicates", "mail", "sources", "metrics", "forecast",
    "backtest", "pictures", "columns", "terms", "typing", "meetings", "signals",
    "settings", "past", "recipes", "ratios", "chats", "files", "team",
}  # fmt: skip
GUIDES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(TOPICS.glob("*.md"))}
for made in ("signals", "sources"):  # the other one with a part made has lines as wide as it needs them
    GUIDES[made] = f"{guide(made)}\n"
DOCS = sorted((ROOT / "docs").rglob("*.md"))
RISK = (ROOT / "docs" / "risk.md").read_text(encoding="utf-8")
PATHS = {path for path, _ in every_command()}
WRITTEN = [
    *TOPICS.glob("*.md"), *(ROOT / "src").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md",
]  # fmt: skip


def test_every_guide_that_is_promised_is_there() -> None:
    assert set(GUIDES) >= EXPECTED


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_begins_with_a_short_line_about_it_and_fits_a_terminal(name: str) -> None:
    lines, written = (
        GUIDES[name].splitlines(),
        (TOPICS / f"{name}.md").read_text(encoding="utf-8").splitlines(),
    )
    assert re.fullmatch(r"# (?=.{10,62}$)[A-Z][\w -]+: \S.+[^.]", lines[0])
    assert lines[1] == ""
    assert len(written) <= 60, (
        "a guide fits on two screens; a list that is made in it may be as long as it is"
    )
    assert [line for line in lines if len(line) > 78 or line != line.rstrip() or "\t" in line] == []


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_leads_on_to_others(name: str) -> None:
    *_, last = re.findall(r"^See also: ((?:.+\n?)+)", f"{GUIDES[name]}\n", re.MULTILINE)
    named = [word.strip() for word in last.replace("am help ", "").split(",")]
    assert named
    assert name not in named
    assert set(named) <= {*GUIDES}


@pytest.mark.parametrize(
    "page", [page for page in DOCS if page.name != "index.md"], ids=lambda page: page.name
)
def test_a_document_leads_on_to_others_that_exist(page: Path) -> None:
    *_, last = page.read_text(encoding="utf-8").rstrip().split("\n\n")
    assert last.startswith("See also: [")


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_of_a_guide_can_be_typed(name: str) -> None:
    for line in examples_of(GUIDES[name]):
        for argv in commands_of(line.replace(" ...", " today")):
            parse(argv)


def test_every_guide_that_is_mentioned_exists() -> None:
    mentioned = {
        (str(path.relative_to(ROOT)), name)
        for path in WRITTEN
        for name in re.findall(r"am help ([a-z][a-z-]+)", path.read_text(encoding="utf-8"))
    }
    assert {(path, name) for path, name in mentioned if name not in {*GUIDES, *PATHS}} == set()


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_that_a_guide_names_in_passing_exists(name: str) -> None:
    for words in re.findall(r"`am ([a-z]+(?: [a-z]+)?)", GUIDES[name]):
        assert words in PATHS or words.split()[0] in PATHS, words


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_that_a_guide_names_in_brackets_exists(name: str) -> None:
    there = {path.split()[0] for path in PATHS}
    text = " ".join(re.findall(r"\(([^)]*)\)", GUIDES[name]))
    assert set(re.findall(r"(?<![\w:-])am\s+([a-z][a-z-]+)", text)) <= there


def test_every_guide_is_reached_from_another_one_or_from_help() -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in WRITTEN)
    assert [name for name in GUIDES if f"am help {name}" not in text] == []


@pytest.mark.parametrize("name", settings.SETTINGS)
def test_the_guide_to_settings_has_each_with_its_default(name: str) -> None:
    line = next(line for line in GUIDES["settings"].splitlines() if line.split()[:1] == [name])
    default = settings.SETTINGS[name].default
    assert line.split()[1] == settings.as_text(default)


def test_the_guide_to_settings_has_no_other_ones() -> None:
    named = re.findall(r"^    ([a-z]+(?:\.[a-zA-Z_@-]+)+|hints) ", GUIDES["settings"], re.MULTILINE)
    assert set(named) == {*settings.SETTINGS, "risk.NAME"}


def test_the_guide_to_tiers_has_the_default_cadences() -> None:
    for tier in TIERS:
        line = next(line for line in GUIDES["tiers"].splitlines() if line.split()[:1] == [tier])
        assert line.split()[1] == str(settings.SETTINGS[f"tiers.{tier}.cadence_days"].default)
        review = settings.SETTINGS[f"tiers.{tier}.qbr_days"].default
        assert line.split()[3] == ("none" if review is None else str(review))


@pytest.mark.parametrize(
    ("option", "guide", "pattern"),
    [
        ("--exit-code", "output", r"^    --exit-code\b.*?\((.*?)\)"),
        ("--as-of", "past", r"^    --as-of DATE +works for (.*?)\n\n"),
    ],
)
def test_a_guide_names_the_commands_of_an_option(option: str, guide: str, pattern: str) -> None:
    said = re.search(pattern, GUIDES[guide], re.MULTILINE | re.DOTALL)
    assert said is not None
    named = {" ".join(name.split()) for name in said[1].split(",")}
    commands = {path for path, command in every_command() for param in command.params if option in param.opts}
    assert named == commands


def entry(text: str, signal: str) -> str:
    """What the guide, or the document, says of a signal, on one line."""
    found = re.search(rf"^    {signal} +\d+  (.*?)(?=^    \w|^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    found = found or re.search(rf"^\| `{signal}` \| \d+ \| (.*)$", text, re.MULTILINE)
    assert found is not None, signal
    return " ".join(found[1].split())


@pytest.mark.parametrize("signal", SIGNALS, ids=SIGNAL_NAMES)
def test_both_texts_on_risk_have_each_signal_with_its_most_points(signal: Signal) -> None:
    assert re.search(rf"^    {signal.name} +{signal.most.default}  ", GUIDES["signals"], re.MULTILINE)
    assert f"| `{signal.name}` | {signal.most.default} | **{signal.label}**: " in RISK


@pytest.mark.parametrize("signal", SIGNALS, ids=SIGNAL_NAMES)
def test_both_texts_on_risk_have_each_figure_of_a_signal(signal: Signal) -> None:
    for name, figure in signal.figures.items():
        share = isinstance(figure.default, float) and figure.default < 1
        wanted = f"{figure.default:.0%}" if share else f"{figure.default:g}"
        for text in (GUIDES["signals"], RISK):
            told = entry(text, signal.name)
            assert re.search(rf"(?<![\d.]){re.escape(wanted)}(?![\d]|\.\d)", told), (name, wanted)


def test_the_texts_on_risk_have_no_other_signals() -> None:
    told = re.findall(r"^    ([a-z_]+) +\d+  [a-zN]", GUIDES["signals"], re.MULTILINE)
    assert tuple(told) == SIGNAL_NAMES
    assert tuple(re.findall(r"^\| `([a-z_]+)` \| \d+ \|", RISK, re.MULTILINE)) == SIGNAL_NAMES


def test_every_command_is_named_in_a_guide() -> None:
    texts = " ".join(" ".join(GUIDES.values()).split())
    assert [name for name in COMMANDS if not re.search(rf"\bam {name}\b", texts)] == []


def test_the_worked_example_of_little_data_is_that_of_todays_signals() -> None:
    """With all points that can be judged of a customer with a contract whose owner isn't new."""
    pattern = r"Signals with (\d+) of (\d+) points that took (\d+): raised by ([\d.]+), that\s+is (\d+) more"
    (found,) = re.findall(pattern, RISK)
    seen, total, took = map(int, found[:3])
    of = making.facts(contracts=(making.contract(300),), runs=True)
    apply = [
        each for each in SIGNALS if each.applies is None or each.applies(of, making.TODAY, figures.DEFAULT)
    ]
    assert total == sum(int(each.most.default) for each in apply if each.counts_as_seen)
    factor = score.raised_by(seen, total, figures.DEFAULT)
    assert found[3:] == (f"{factor:.2f}", str(score.unseen({"quiet": took}, factor)))


@pytest.mark.parametrize("text", [GUIDES["risk"], RISK], ids=["guide", "document"])
def test_the_limits_in_the_texts_on_risk_are_the_real_ones(text: str) -> None:
    default = {name: figure.default for name, figure in figures.FIGURES.items()}
    flat = " ".join(text.lower().replace("*", "").replace("`", "").split())
    assert f"limited to {default['limits.danger']}" in flat
    assert f"{default['limits.days']} days away" in flat
    assert f"limited to {default['limits.bad_pulse']}, for {default['pulse.bad']} days" in flat
    assert f"up to {default['limits.good_pulse']} points" in flat
    assert f"for {default['pulse.good']} days, never above a limit" in flat
    assert f"nothing, for {default['pulse.ok']} days" in flat
    assert f"below {default['evidence.minimum']:.0%}" in flat
    assert f"less than {default['seen.until']:.0%} of the points" in flat


def test_the_bands_in_the_texts_on_risk_are_the_real_ones() -> None:
    low, middle, high = (figures.FIGURES[f"bands.{name}"].default for name in ("at_risk", "watch", "healthy"))
    below = f"critical below {low}, at risk {low} to {middle - 1}"
    said = f"{below}, watch {middle} to {high - 1}, healthy from {high}"
    assert said in " ".join(GUIDES["risk"].split())
    for row in (
        f"| critical | below {low} |",
        f"| at risk | {low} to {middle - 1} |",
        f"| watch | {middle} to {high - 1} |",
        f"| healthy | {high} and more |",
    ):
        assert row in RISK


def test_what_is_left_out_of_what_can_be_seen_is_named_in_the_texts_on_risk() -> None:
    for signal in SIGNALS:
        for text in (GUIDES["risk"], RISK):
            said = re.search(r"Little data\b.*?left\s+out", text, re.DOTALL)
            assert said is not None
            assert (signal.name in said[0]) is not signal.counts_as_seen


def test_the_example_in_the_guide_to_risk_is_what_the_program_says(cli: Cli) -> None:
    for argv in EXAMPLE:
        cli.ok(*argv, today="2026-01-05")
    cli.ok("log", "acme", "Talked", "-w", "jane", "--on", "2026-02-03")
    cli.ok("goal", "progress", "acme", "half", "--on", "2026-02-03")
    found = cli.json("risks", "acme")
    printed = re.findall(r"^    ([a-z_]+) .* (\d+)$", example_of(GUIDES["risk"]), re.MULTILINE)
    assert [(each["signal"], str(each["points"])) for each in found["reasons"]] == printed
    assert (found["score"], found["health"]) == (44, "at_risk")
    assert "score                100 - 56                   44, at risk" in GUIDES["risk"]


EXAMPLE = (
    ("account", "add", "Acme", "--code", "acme", "--tier", "key", "--since", "2023-04-05"),
    ("contact", "add", "acme", "Jane Orr", "--role", "champion"),
    ("contact", "add", "acme", "Omar Haddad"),
    ("contract", "add", "acme", "--value", "72k", "--starts", "2025-04-05", "--ends", "2026-04-04",
     "--notice", "30", "--auto-renew", "--stage", "proposed"),
    ("goal", "add", "acme", "All plants live"),
    ("log", "acme", "Talked", "-w", "omar", "--on", "2026-01-05"),
    ("task", "add", "acme", "Security answers", "--promised", "--due", "2026-02-26"),
)  # fmt: skip


def example_of(text: str) -> str:
    """The indented arithmetic below the word Example, without its last line."""
    _, _, after = text.partition("Example")
    block = re.search(r"\n\n((?:    .*\n)+)", after)
    assert block is not None
    return "\n".join(block[1].splitlines()[:-1])


def test_the_figures_that_the_guide_to_risk_sets_can_be_set(cli: Cli) -> None:
    lines = re.findall(r"am config set (risk\.[\w.]+) (\S+)", GUIDES["risk"])
    assert lines
    for name, value in lines:
        cli.ok("config", "set", name, value)
        assert cli.ok("config", "get", name).strip() == value


RECIPES = [
    textwrap.dedent(block)
    for block in re.findall(r"\n\n((?:    .*\n)+)", f"{GUIDES['recipes']}\n")
    if block.lstrip().startswith("SELECT")
]


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda text: text.splitlines()[0])
def test_every_recipe_works(sample: Cli, recipe: str) -> None:
    assert sample.json("sql", recipe), "the sample book has something to show for it"


def test_the_guide_to_sql_names_every_view() -> None:
    block = re.search(r"\n\nViews.*?\n\n((?:    .*\n)+)", GUIDES["sql"])
    assert block is not None
    assert len(RECIPES) >= 6
    assert {line.split()[0] for line in block[1].splitlines()} == {*views.VIEWS, "clock"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_guide_to_columns_knows_every_kind_and_its_needed_headers(kind: object) -> None:
    listed = GUIDES["columns"].partition("only those in capitals")[2]
    entry = re.search(rf"^    {kind.name} (.*?)(?=^    \w|^\S|\Z)", listed, re.MULTILINE | re.DOTALL)  # type: ignore[attr-defined]
    assert entry is not None
    words = set(re.findall(r"[A-Za-z_.]+", entry[1]))
    needed = {field.name for field in kind.fields if field.needed}  # type: ignore[attr-defined]
    assert {name.upper() for name in needed} <= words
    known = {field.name for field in kind.fields}  # type: ignore[attr-defined]
    assert {word.lower() for word in words if word.isupper()} - known - {"extra.anything"} == set()


@pytest.mark.parametrize(
    "text", ["2026-03-05", "2026/3/5", "2026.3.5", "today", "fri", "friday", "15 dec", "dec 15", "15-dec",
             "15 dec 2027", "+10d", "-2w", "+1m", "+1y", "eow", "eom", "eoq", "eoy", "28.2.2026", "28/2/2026"]
)  # fmt: skip
def test_every_day_in_the_guide_to_dates_can_be_read(text: str) -> None:
    import datetime as dt

    assert text in GUIDES["dates"]
    assert parse_day(text, dt.date(2026, 3, 2), Side.DUE)


@pytest.mark.parametrize("text", ["30d", "6w", "12m", "1y"])
def test_every_duration_in_the_guide_to_dates_can_be_read(text: str) -> None:
    assert text in GUIDES["dates"]
    assert parse_duration(text)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("60000", 60_000), ("60,000", 60_000), ("60k", 60_000), ("1.2m", 1_200_000), ("2b", 2_000_000_000),
     ("EUR 60k", 60_000), ("60k EUR", 60_000), ("€60k", 60_000), ("CAD 60k", 60_000), ("-5k", -5_000),
     ("(5,000)", -5_000)],
)  # fmt: skip
def test_every_amount_in_the_guide_to_money_is_what_it_says(text: str, amount: int) -> None:
    assert text in GUIDES["money"]
    assert parse_money(text, "EUR", allow_negative=True).amount == amount * 100
