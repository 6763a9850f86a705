"""The figures of the score in the configuration: read, checked, and what they change."""

import re
import sqlite3

import pytest

from amcli.config.settings import Config
from amcli.rules.figures import FIGURES, RISING
from tests.support import TODAY, Cli


@pytest.fixture
def office(office: Cli) -> Cli:
    """The office, where acme has been touched often enough to have a score."""
    office.ok("log", "acme", "Met the team", "-w", "jane", "--on", "2026-02-12")
    return office


def risk(cli: Cli, today: str = TODAY) -> dict:
    return next(row for row in cli.json("risks", "--all", today=today) if row["account"] == "acme")


def points(cli: Cli, signal: str) -> int | None:
    """On a day on which acme's notice day has passed and nobody has called for 24 days."""
    reasons = risk(cli, "2026-03-16")["reasons"]
    return next((each["points"] for each in reasons if each["signal"] == signal), None)


def test_every_figure_can_be_listed_read_and_set_and_says_what_it_is_for(cli: Cli) -> None:
    listed = {row["setting"]: row for row in cli.json("config", "list", "--all")}
    names = {f"risk.{name}" for name in FIGURES}
    assert names == {name for name in listed if name.startswith("risk.")}
    assert all(len(listed[name]["help"]) > 15 for name in names)
    for name, figure in FIGURES.items():
        assert (
            float(cli.ok("config", "get", f"risk.{name}"))
            == figure.default
            == float(listed[f"risk.{name}"]["value"])
        )
    assert {listed[name]["source"] for name in names} == {"default"}
    cli.ok("config", "set", "risk.points.quiet", "30")
    cli.ok("config", "set", "risk.quiet.until", "2.5")
    after = {row["setting"]: row for row in cli.json("config", "list", "--all")}
    assert (after["risk.points.quiet"]["value"], after["risk.quiet.until"]["value"]) == ("30", "2.5")
    assert after["risk.points.quiet"]["source"] == str(cli.config)
    assert cli.config.read_text() == "[risk.points]\nquiet = 30\n\n[risk.quiet]\nuntil = 2.5\n"


@pytest.mark.parametrize(
    ("name", "value", "range_"),
    [
        ("points.quiet", "101", "a whole number from 0 to 100"),
        ("points.quiet", "-1", "a whole number from 0 to 100"),
        ("points.quiet", "2.5", "a whole number from 0 to 100"),
        ("points.quiet", "many", "a whole number from 0 to 100"),
        ("points.quiet", "", "a whole number from 0 to 100"),
        ("points.quiet", "nan", "a whole number from 0 to 100"),
        ("points.quiet", "inf", "a whole number from 0 to 100"),
        ("points.quiet", "true", "a whole number from 0 to 100"),
        ("quiet.after", "51", "a number from 0 to 50"),
        ("usage.minimum", "1.1", "a number from 0 to 1"),
        ("evidence.minimum", "50%", "a number from 0 to 1"),
        ("news.days", "0", "a whole number from 1 to 3660"),
        ("people.key", "0", "a whole number from 1 to 20"),
        ("bands.watch", "101", "a whole number from 1 to 100"),
    ],
)  # fmt: skip
def test_a_figure_out_of_range_is_refused_and_the_file_stays(
    cli: Cli, name: str, value: str, range_: str
) -> None:
    cli.config.write_text("hints = false\n")
    code, out, err = cli("config", "set", f"risk.{name}", "--", value)
    assert (code, out) == (2, "")
    assert f'risk.{name}: "{value}" is not {range_}.' in " ".join(err.split())
    assert cli.config.read_text() == "hints = false\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[risk.points]\nquiet = 101", 'risk.points.quiet: "101" is not a whole number from 0 to 100.'),
        ("[risk.points]\nquiet = 2.5", 'risk.points.quiet: "2.5" is not'),
        ('[risk.points]\nquiet = "many"', 'risk.points.quiet: "many" is not'),
        ("[risk.points]\nquiet = true", 'risk.points.quiet: "True" is not'),
        ("[risk.points]\nquiet = [1]", "risk.points.quiet: "),
        ("[risk.points]\nquiet = 2026-03-02", "risk.points.quiet: "),
        ("[risk.quiet]\nafter = nan", 'risk.quiet.after: "nan" is not a number from 0 to 50.'),
        ("[risk.points]\nquite = 5", 'no setting "risk.points.quite". Did you mean risk.points.quiet'),
        ("[risk]\nquiet = 5", 'no setting "risk.quiet". Did you mean risk.quiet.'),
        ("[risk.points.quiet]\na = 5", 'no setting "risk.points.quiet.a".'),
        ("risk = 5", 'no setting "risk".'),
        ("[risk.quiet]\nafter = 2", "risk.quiet.after (2) must be below risk.quiet.until (2)."),
        ("[risk.quiet]\nafter = 3", "Correct it: am config set risk.quiet.after 1"),
        ("[risk.quiet]\nuntil = 0.5", "Correct it: am config set risk.quiet.until 2"),
        ("[risk.bands]\nwatch = 80", "risk.bands.watch (80) must be below risk.bands.healthy (80)."),
        ("[risk.bands]\nat_risk = 90", "risk.bands.at_risk (90) must be below risk.bands.watch (60)."),
    ],
)
def test_what_a_file_says_wrongly_is_refused_with_its_place_and_a_way_out(
    office: Cli, text: str, said: str
) -> None:
    office.config.write_text(text + "\n")
    for argv in (["risks"], ["risks", "acme"], ["today"]):
        code, out, err = office(*argv)
        assert (code, out) == (2, "")
        told = " ".join(err.split())
        assert told.startswith(f"am: {office.config}: ")
        assert said in told
        assert "am config" in told or "Did you mean" in told
    office.ok("log", "acme", "Called", "--on", "2026-03-01")  # what needs no score still works


def test_the_way_out_that_is_named_mends_the_file(office: Cli) -> None:
    for lower, higher in RISING:
        for name, value in ((lower, FIGURES[higher].default), (higher, FIGURES[lower].default)):
            table, _, last = name.rpartition(".")
            office.config.write_text(f"[risk.{table}]\n{last} = {value}\n")
            code, _, err = office("risks")
            hint = re.search(r"am (config set \S+ \S+)", " ".join(err.split()))
            assert (code, hint is not None) == (2, True)
            office.ok(*hint[1].split())
            office.json("risks")


def test_figures_that_contradict_each_other_are_refused_when_they_are_set(cli: Cli) -> None:
    code, _, err = cli("config", "set", "risk.quiet.until", "0.5")
    assert (code, "risk.quiet.after (1) must be below risk.quiet.until (0.5)." in " ".join(err.split())) == (
        2,
        True,
    )
    assert not cli.config.exists()
    cli.config.write_text("[risk.bands]\nat_risk = 70\nwatch = 65\n")  # a file that is wrong already
    cli.ok("config", "set", "risk.bands.watch", "75")
    cli.ok("config", "set", "risk.bands.healthy", "90")
    assert cli("config", "set", "risk.bands.watch", "95").code == 2


def test_an_unknown_figure_names_its_neighbours(cli: Cli) -> None:
    for argv in (["get", "risk.points.quite"], ["set", "risk.points.quite", "5"]):
        code, _, err = cli("config", *argv)
        assert (code, "Did you mean risk.points.quiet" in " ".join(err.split())) == (3, True)
    assert cli("config", "get", "risk.").code == 3
    assert cli("config", "get", "quiet.after").code == 3


def test_points_and_ramps_change_the_score(office: Cli) -> None:
    assert points(office, "quiet") == 18  # 24 of 14 days: 10 / 14 x 25 = 17.9
    office.ok("config", "set", "risk.points.quiet", "100")
    assert points(office, "quiet") == 71
    office.ok("config", "set", "risk.quiet.until", "1.2")
    assert points(office, "quiet") == 100
    office.ok("config", "set", "risk.points.quiet", "0")
    assert points(office, "quiet") is None
    assert points(office, "promise_overdue") == 10  # 18 days late
    office.ok("config", "set", "risk.promise.old", "12")
    assert points(office, "promise_overdue") == 12
    office.ok("config", "set", "risk.promise.old_days", "18")
    assert points(office, "promise_overdue") == 7


def test_caps_bands_and_coverage_change_what_an_account_is(office: Cli) -> None:
    before = risk(office)
    assert (before["score"], before["health"]) == (59, "at_risk")
    office.ok("config", "set", "risk.limits.danger", "50")
    assert (risk(office)["score"], risk(office)["health"]) == (50, "at_risk")
    assert "Limited to 50: notice in 3 days" in str(risk(office)["reasons"])
    office.ok("config", "set", "risk.bands.at_risk", "51")
    assert (risk(office)["score"], risk(office)["health"]) == (50, "critical")
    office.ok("config", "set", "risk.evidence.minimum", "0.99")
    assert (risk(office)["score"], risk(office)["health"]) == (None, "unknown")
    assert risk(office)["evidence"] == before["evidence"]


def test_the_day_to_act_that_is_dangerous_can_be_nearer(office: Cli) -> None:
    assert office.json("risks", "acme")["cap"] == 59  # notice in 3 days
    office.ok("config", "set", "risk.limits.days", "2")
    assert office.json("risks", "acme")["cap"] is None


def test_the_grace_of_an_ended_contract_is_that_of_the_book(office: Cli) -> None:
    ended = {"today": "2026-09-20"}  # birch's contract ended on 31 August
    (renewal,) = [
        r for r in office.json("risks", "birch", **ended)["reasons"] if r["signal"] == "renewal_uncommitted"
    ]
    assert renewal["points"] == 20
    office.ok("config", "set", "book.grace_days", "10")
    signals = {r["signal"]: r for r in office.json("risks", "birch", **ended)["reasons"]}
    assert "renewal_uncommitted" not in signals
    assert signals["record_gaps"]["refs"] == ["k2"]


def remember(cli: Cli, score: int) -> None:
    """Keep a score of a month ago, made with the figures that are in force."""
    row = {"account_id": 1, "on": "2026-01-31", "score": score, "band": "watch", "coverage": 0.7}
    values = [*row.values(), Config.load(cli.config).model.version]
    db = sqlite3.connect(cli.book)
    with db:
        names = ", ".join(f'"{name}"' for name in (*row, "model"))
        db.execute(f"INSERT INTO health ({names}) VALUES (?, ?, ?, ?, ?, ?)", values)
    db.close()


def test_a_trend_never_mixes_two_models(office: Cli) -> None:
    remember(office, 70)
    assert risk(office)["trend"] == 59 - 70
    office.ok("config", "set", "risk.points.quiet", "24")
    assert risk(office)["trend"] is None
    office.ok("config", "set", "risk.points.quiet", "25")  # the figures of before
    assert risk(office)["trend"] == 59 - 70


def test_a_figure_that_says_its_default_is_the_same_model(office: Cli) -> None:
    remember(office, 70)
    office.config.write_text('[risk.quiet]\nafter = "1"\nuntil = 2\n[risk.points]\nquiet = 25.0\n')
    assert risk(office)["trend"] == 59 - 70
