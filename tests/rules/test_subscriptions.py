"""What the status of a subscription says."""

import pytest

from amcli.rules.subscriptions import LEAVES, NEVER_BEGAN, RUNS, STANDINGS, TRIES, Standing, standing
from amcli.vocabulary import ACCOUNT_STATUSES


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("active", RUNS),
        ("Past Due", RUNS),
        ("past_due", RUNS),
        ("Canceled", LEAVES),
        ("cancels at period end", LEAVES),
        ("Gekündigt", LEAVES),
        ("In trial", TRIES),
        ("incomplete_expired", NEVER_BEGAN),
        ("gone fishing", None),
        ("", None),
    ],
)
def test_a_status_is_known_in_any_way_of_writing(status: str, expected: Standing | None) -> None:
    assert standing(status) == expected


def test_what_a_status_says_of_the_contract_and_the_account() -> None:
    """Whether there is a contract, whether it auto-renews, whether it is lost, and the account's status."""
    assert tuple(RUNS) == (True, True, False, "active")
    assert tuple(LEAVES) == (True, False, True, "")
    assert tuple(TRIES) == (False, False, False, "onboarding")
    assert tuple(NEVER_BEGAN) == (False, False, False, "")


def test_no_status_both_runs_and_is_lost() -> None:
    for word, said in STANDINGS.items():
        assert word.isalnum(), word
        assert not (said.lost and said.auto_renew)
        assert said.account in ("", *ACCOUNT_STATUSES)
