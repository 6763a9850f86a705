"""`am backtest --fit`: points learned from a book's own losses, offered, set and undone."""

import shutil
import time
from pathlib import Path

import pytest

from amcli.reports.backtest_fields import FIT
from amcli.reports.fit import fit_row
from amcli.rules.backtest import Case, score_of
from amcli.rules.fit import Fit, fit
from amcli.rules.rescoring import rescored
from amcli.rules.signals import SIGNAL_NAMES
from tests.backtest.decaying import TODAY, Study, study
from tests.support import Cli

FITTED = ("backtest", "--backdated", "--from", "2024-04", "--fit")
UNOFFERED = ("backtest", "--backdated", "--from", "2025-08", "--fit")
OWN = b"# mine\r\n[book]\r\ngrace_days = 30  # as in our terms\r\n\r\n[risk.points]\r\nquiet = 25\r\n"


@pytest.fixture
def lived(cli: Cli, decaying_book: Path) -> Cli:
    """`am` on a book whose customers leave for reasons."""
    shutil.copyfile(decaying_book, cli.book)
    return cli


@pytest.fixture(scope="module")
def offer(studied: Study) -> Fit:
    """The points that are to be offered."""
    return fit(studied.result, studied.model)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_points_are_offered_with_what_they_would_give(lived: Cli, offer: Fit) -> None:
    found = lived.json(*FITTED, today=TODAY)["fit"]
    assert list(found) == [field.name for field in FIT.fields]
    assert found == fit_row(offer, applied=False)
    assert (found["offered"], found["why"]) == (True, None)
    assert 0 < found["gain_low"] < found["gain"] < found["gain_high"]
    assert found["gain"] == pytest.approx(found["auc_after"] - found["auc_before"])
    assert found["precision_after"] > found["precision_before"]
    assert found["recall_after"] > found["recall_before"]
    moved = {row["signal"]: row for row in found["points"]}
    assert moved["usage_falling"]["new"] > 15
    for row in found["settings"]:
        if row["setting"].startswith("risk.points."):
            assert row["value"] == moved[row["setting"].removeprefix("risk.points.")]["new"]


def test_the_page_has_old_and_new_points_and_what_to_type(lived: Cli, offer: Fit) -> None:
    out = lived.ok(*FITTED, "-o", "table", today=TODAY, env={"COLUMNS": "80"})
    assert max(map(len, out.splitlines())) <= 80
    usage = next(each for each in offer.points if each.signal == "usage_falling")
    line = next(line for line in out.splitlines() if line.startswith("falling usage"))
    assert line.split()[2:] == ["15", str(usage.new), f"{usage.cases:,}", f"{usage.lost:,}"]
    for name, value in offer.figures.items():
        assert f"am config set risk.{name} {value}\n" in out
    assert "trends would start again" in flat(out)
    assert "am backtest --fit --apply" in out
    assert "Lost on" not in out


def apply(lived: Cli, offer: Fit) -> None:
    """Have the points that are offered put in force, in one step."""
    said = lived.ok(*FITTED, "--apply", today=TODAY)
    assert f"{len(offer.figures)} settings changed; am undo reverses it." in said
    for name, value in offer.figures.items():
        assert lived.ok("config", "get", f"risk.{name}").strip() == str(value)


def test_applied_in_one_step_and_undone_to_the_byte(lived: Cli, offer: Fit) -> None:
    lived.config.write_bytes(OWN)
    apply(lived, offer)
    assert lived.config.read_bytes().startswith(OWN[:20])
    lived.ok("undo", today=TODAY)
    assert lived.config.read_bytes() == OWN


def test_what_was_applied_is_what_was_promised(lived: Cli, studied: Study, offer: Fit) -> None:
    """A back-test with the points in force finds what the cases gave by these points, but for the points of
    parts, which are whole. Where there were no settings there are none after undo."""
    lived.config.unlink(missing_ok=True)
    apply(lived, offer)
    found = lived.json(*FITTED, today=TODAY)
    new = [each.new for each in offer.points]
    model = studied.model

    def value(case: Case) -> float:
        assert case.seen.measured is not None
        return rescored(case.seen.measured, new, model)

    assert found["auc"] == pytest.approx(studied.result.auc_by(value), abs=0.005)
    assert found["auc"] > (studied.result.auc or 0)
    assert [row["old"] for row in found["fit"]["points"]] == new
    lived.ok("undo", today=TODAY)
    assert not lived.config.exists()


def test_what_is_not_offered_is_not_applied(lived: Cli) -> None:
    lived.config.write_bytes(OWN)
    found = lived.json(*UNOFFERED, today=TODAY)["fit"]
    assert (found["offered"], found["settings"], found["points"]) == (False, [], [])
    assert found["why"].startswith("Too early to learn points: ")
    assert "at least 3 of each needed" in found["why"]
    code, out, err = lived(*UNOFFERED, "--apply", today=TODAY, env={"COLUMNS": "500"})
    assert (code, out) == (5, "")
    assert found["why"] in flat(err)
    assert "Nothing was changed." in err
    assert lived.config.read_bytes() == OWN
    said = flat(lived.ok(*UNOFFERED, "-o", "table", today=TODAY))
    assert found["why"] in said
    assert "am config set" not in said


@pytest.mark.parametrize("argv", [("--apply",), ("--fit", "--apply", "--as-of", "2025-12-01")])
def test_apply_needs_a_fit_of_today(cli: Cli, argv: tuple[str, ...]) -> None:
    code, out, err = cli("backtest", *argv, today=TODAY)
    assert (code, out) == (2, "")
    assert "--apply needs --fit" in err


def test_an_empty_book_has_nothing_to_learn_from(cli: Cli) -> None:
    assert cli.json("backtest", "--fit", today=TODAY)["fit"]["lost_learned"] == 0
    assert "nothing to check" in cli.ok("backtest", "--fit", "-o", "table", today=TODAY)


def test_the_score_in_force_is_measured_as_it_was(studied: Study) -> None:
    weights = [studied.model.weights[name] for name in SIGNAL_NAMES]
    assert len(studied.result.scored) > 1_000
    for case in studied.result.scored:
        assert case.seen.measured is not None
        assert rescored(case.seen.measured, weights, studied.model) == score_of(case)


def test_a_fit_takes_no_longer_than_three_back_tests(decaying_book: Path, studied: Study) -> None:
    started = time.process_time()
    study(decaying_book, measured=False)
    alone = time.process_time() - started
    started = time.process_time()
    found = study(decaying_book)
    assert fit(found.result, found.model).gain.gain is not None
    assert time.process_time() - started < 4 * alone
