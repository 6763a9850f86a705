"""The book whose mechanism is known (`decaying`), without people and touches: usage, tickets, answers, terms.

They are imported as files. By talks alone every account would be unknown there.
"""

from pathlib import Path

import pytest

from amcli.rules.backtest import Case
from amcli.rules.model import Model
from amcli.rules.rescoring import rescored
from amcli.rules.signals import SIGNAL_NAMES
from tests.backtest.decaying import TODAY, Study, study, write_book
from tests.profiles import is_nightly
from tests.support import kept_open, made_once

ACCOUNTS = 800 if is_nightly() else 100
FILES = ("accounts", "contracts", "issues", "surveys", "usage")
LEVELS = ("support_load", "mood_low")


@pytest.fixture(scope="module")
def talkless(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The back-test of that book."""

    def make(folder: Path) -> None:
        write_book(folder, ACCOUNTS, talks=False)
        with kept_open(folder, folder / "book.db") as cli:
            cli.ok("init", "--currency", "EUR", today=TODAY)
            cli.ok("import", *(str(folder / f"{name}.csv") for name in FILES), "--yes", today=TODAY)

    return study(made_once(tmp_path_factory, "talkless", make) / "book.db")


def test_two_in_five_of_the_lost_are_flagged_without_a_single_talk(talkless: Study) -> None:
    """Of all flags, an account on a first of a month, 45% and more are right."""
    found = talkless.result
    assert len(found.judged) >= ACCOUNTS // 10
    assert len(found.flagged) >= 0.4 * len(found.judged)
    assert (found.precision or 0) >= 0.45
    assert len(found.scored) >= 0.9 * len(found.cases)


def test_it_ranks_better_than_what_did_not_look_at_how_much_is_seen(talkless: Study) -> None:
    """The same cases without the signals of many tickets and low ratings, and without points for what can't
    be seen."""
    plain = Model(talkless.model.figures | {"seen.until": 0.0}, talkless.model.grace)
    weights = [0 if name in LEVELS else plain.weights[name] for name in SIGNAL_NAMES]

    def score(case: Case) -> float:
        assert case.seen.measured is not None
        return rescored(case.seen.measured, weights, plain)

    before, now = talkless.result.auc_by(score), talkless.result.auc
    assert before is not None
    assert now is not None
    assert before >= 0.6
    assert now > before


def test_nobody_is_quiet_there_and_what_cannot_be_seen_is_a_line_of_its_own(talkless: Study) -> None:
    told = {signal for case in talkless.result.cases for signal in case.seen.signals}
    assert "quiet" not in told
    assert {"usage_falling", "unhappy", "support_load", "mood_low"} <= told
