"""The guides of `am help`: all there, readable on a plain terminal, and true to the program."""

import re
from pathlib import Path

import pytest

from amcli import config
from amcli.exchange.kinds import KINDS
from amcli.rules import score
from amcli.rules.dates import parse_day, parse_duration
from amcli.rules.money import parse_money
from tests.docs.commands import ROOT, TOPICS, commands_of, every_command, examples_of, parse

EXPECTED = {
    "start", "dates", "money", "references", "output", "exit-codes", "cron", "import", "risk", "undo",
    "config", "tiers",
}  # fmt: skip
GUIDES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(TOPICS.glob("*.md"))}
PATHS = {path for path, _ in every_command()}
WRITTEN = [
    *TOPICS.glob("*.md"), *(ROOT / "src").rglob("*.py"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md",
]  # fmt: skip


def test_every_guide_that_is_promised_is_there() -> None:
    assert set(GUIDES) >= EXPECTED


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_begins_with_a_short_line_about_it_and_fits_a_terminal(name: str) -> None:
    lines = GUIDES[name].splitlines()
    assert re.fullmatch(r"# \S.{8,60}", lines[0])
    assert lines[1] == ""
    assert [line for line in lines if len(line) > 78 or line != line.rstrip() or "\t" in line] == []


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_of_a_guide_can_be_typed(name: str) -> None:
    for line in examples_of(GUIDES[name]):
        for argv in commands_of(line.replace(" ...", " today")):
            parse(argv)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_guide_that_is_mentioned_exists(path: Path) -> None:
    mentioned = set(re.findall(r"am help ([a-z][a-z-]+)", path.read_text(encoding="utf-8")))
    assert mentioned <= set(GUIDES)


@pytest.mark.parametrize("name", GUIDES)
def test_every_command_that_a_guide_names_in_passing_exists(name: str) -> None:
    for words in re.findall(r"`am ([a-z]+(?: [a-z]+)?)", GUIDES[name]):
        assert words in PATHS or words.split()[0] in PATHS, words


def test_every_guide_is_reached_from_another_one_or_from_help() -> None:
    text = " ".join(path.read_text(encoding="utf-8") for path in WRITTEN)
    assert [name for name in GUIDES if f"am help {name}" not in text] == []


@pytest.mark.parametrize("name", config.SETTINGS)
def test_the_guide_to_settings_has_each_with_its_default(name: str) -> None:
    line = next(line for line in GUIDES["config"].splitlines() if line.split()[:1] == [name])
    default = config.SETTINGS[name].default
    shown = "-" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
    assert line.split()[1] == shown


def test_the_guide_to_settings_has_no_other_ones() -> None:
    named = re.findall(r"^    ([a-z]+(?:\.[a-zA-Z_]+)+|hints) ", GUIDES["config"], re.MULTILINE)
    assert set(named) == set(config.SETTINGS)


def test_the_guide_to_tiers_has_the_default_cadences() -> None:
    for tier in config.TIERS_WITH_DEFAULTS:
        line = next(line for line in GUIDES["tiers"].splitlines() if line.split()[:1] == [tier])
        assert line.split()[1] == str(config.SETTINGS[f"tiers.{tier}.cadence_days"].default)
        review = config.SETTINGS[f"tiers.{tier}.qbr_days"].default
        assert line.split()[3] == ("none" if review is None else str(review))


@pytest.mark.parametrize("signal", score.SIGNALS, ids=lambda signal: signal.name)
def test_both_texts_on_risk_have_each_signal_with_its_most_points(signal: score.Signal) -> None:
    assert re.search(rf"^    {signal.name} +{signal.most} ", GUIDES["risk"], re.MULTILINE)
    document = (ROOT / "docs" / "risk.md").read_text(encoding="utf-8")
    assert f"| `{signal.name}` | {signal.most} |" in document


def test_the_texts_on_risk_have_no_other_signals() -> None:
    names = {signal.name for signal in score.SIGNALS}
    assert set(re.findall(r"^    ([a-z_]+) +\d\d  ", GUIDES["risk"], re.MULTILINE)) == names
    document = (ROOT / "docs" / "risk.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z_]+)` \| \d", document, re.MULTILINE)) == names


def test_the_limits_in_the_texts_on_risk_are_the_real_ones() -> None:
    for text in (GUIDES["risk"], (ROOT / "docs" / "risk.md").read_text(encoding="utf-8")):
        flat = " ".join(text.lower().split())
        assert f"at most {score.CAP}" in flat.replace("*", "")
        assert f"at most {score.BAD_PULSE_CAP}, for {score.PULSE_DAYS['bad']} days" in flat
        assert f"for {score.PULSE_DAYS['good']}" in flat
        assert f"{score.URGENT_DAYS} days away" in flat


def test_the_example_in_the_guide_to_risk_adds_up() -> None:
    quiet = score.half_up(25 * (27 / 14 - 1))
    renewal = score.half_up(20 * 177 / 180)
    assert (quiet, renewal) == (23, 20)
    assert 100 - (quiet + renewal + score.PROMISE_POINTS + 6) == 44
    assert "score                100 - 56                   44, at risk" in GUIDES["risk"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_guide_to_import_knows_every_kind_and_its_needed_headers(kind: object) -> None:
    listed = GUIDES["import"].partition("only those in capitals")[2]
    entry = re.search(rf"^    {kind.name} (.*?)(?=^    \w|^\S|\Z)", listed, re.MULTILINE | re.DOTALL)  # type: ignore[attr-defined]
    assert entry is not None
    words = set(re.findall(r"[A-Za-z_.]+", entry[1]))
    needed = {field.name for field in kind.fields if field.needed}  # type: ignore[attr-defined]
    assert {name.upper() for name in needed} <= words
    known = {field.name for field in kind.fields}  # type: ignore[attr-defined]
    assert {word.lower() for word in words if word.isupper()} - known - {"extra.anything"} == set()


@pytest.mark.parametrize(
    "text", ["2026-03-05", "2026/3/5", "2026.3.5", "today", "fri", "friday", "28 feb", "feb 28", "28-feb",
             "28 feb 2027", "+10d", "-2w", "+1m", "+1y", "eow", "eom", "eoq", "eoy", "28.2.2026", "28/2/2026"]
)  # fmt: skip
def test_every_day_in_the_guide_to_dates_can_be_read(text: str) -> None:
    import datetime as dt

    assert text in GUIDES["dates"]
    assert parse_day(text, dt.date(2026, 3, 2), happened=False)


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
