"""The book whose mechanism is known (`decaying`), without people and touches: usage, tickets, answers, terms.

They are imported as files. By talks alone every account would be unknown there.
"""

from pathlib import Path

import pytest

from tests.backtest.decaying import TODAY, Study, study, write_book
from tests.profiles import is_nightly
from tests.support import kept_open, made_once

ACCOUNTS = 800 if is_nightly() else 100
FILES = ("accounts", "contracts", "issues", "surveys", "usage")


@pytest.fixture(scope="module")
def talkless(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The back-test of that book."""

    def make(folder: Path) -> None:
        write_book(folder, ACCOUNTS, talks=False)
        with kept_open(folder, folder / "book.db") as cli:
            cli.ok("init", "--currency", "EUR", today=TODAY)
            cli.ok("import", *(str(folder / f"{name}.csv") for name in FILES), "--yes", today=TODAY)

    return study(made_once(tmp_path_factory, "talkless", make) / "book.db", measured=False)


def test_two_in_five_of_the_lost_are_flagged_without_a_single_talk(talkless: Study) -> None:
    found = talkless.result
    assert len(found.judged) >= ACCOUNTS // 10
    assert len(found.flagged) >= 0.4 * len(found.judged)
    assert (found.precision or 0) >= 3 * (found.base or 1)
    assert len(found.scored) >= 0.9 * len(found.cases)


def test_it_ranks_no_worse_than_with_all_that_was_said(
    talkless: Study, request: pytest.FixtureRequest
) -> None:
    with_talks = request.getfixturevalue("studied").result.auc if is_nightly() else 0.75
    assert (talkless.result.auc or 0) >= with_talks


def test_nobody_is_quiet_there_and_what_cannot_be_seen_is_a_line_of_its_own(talkless: Study) -> None:
    told = {signal for case in talkless.result.cases for signal in case.seen.signals}
    assert "quiet" not in told
    assert {"usage_falling", "unhappy", "support_load", "mood_low"} <= told
