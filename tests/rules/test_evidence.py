"""What is known of an account: each kind of evidence at its limits, and what becomes of the kinds."""

import datetime as dt

import pytest

from amcli.rules.evidence import KINDS, NO_KINDS, by_name, evidence, lower, missing, mostly, share
from amcli.rules.facts import Facts
from amcli.rules.figures import DEFAULT
from amcli.rules.model import Model

from .making import TODAY, answer, day, facts, issue, usage

# Of whom nothing is known: their letters are talk, use, support, sentiment, commercial.
NOTHING = {"touch_on": None, "feel_on": None, "runs": False}
ADDED = day(-400)


def kinds(*, pulse: bool = False, **given: object) -> str:
    found: Facts = facts(**(NOTHING | given))
    return evidence(found, TODAY, DEFAULT, pulse=pulse)


@pytest.mark.parametrize(
    ("given", "known"),
    [
        ({}, "00000"),
        # a touch since it was added, or two within a year
        ({"touch_on": ADDED}, "10100"),
        ({"touch_on": ADDED + dt.timedelta(days=1)}, "10100"),
        ({"touch_on": ADDED - dt.timedelta(days=1)}, "00000"),
        ({"touch_on": ADDED - dt.timedelta(days=1), "touches": 1}, "00000"),
        ({"touch_on": ADDED - dt.timedelta(days=1), "touches": 2}, "10100"),
        ({"touch_on": ADDED - dt.timedelta(days=1), "touches": 3}, "10100"),
        ({"touch_on": day(-1), "touches": 2, "silent": True}, "00000"),  # nobody in this book is talked to
        ({"touches": 2}, "00000"),
        ({"usage": (usage(100, 100),)}, "01000"),
        # an issue, open or within a year
        ({"issue_in_year": True}, "00100"),
        ({"issues": (issue(-500),)}, "00100"),
        # an answer, a feel of half a year, your pulse
        ({"answers": (answer(-170, 9),)}, "00010"),
        ({"feel_on": day(-179)}, "00010"),
        ({"feel_on": day(-180)}, "00010"),
        ({"feel_on": day(-181)}, "00000"),
        ({"pulse": True}, "00010"),
        ({"pulse": True, "feel_on": day(-181)}, "00010"),
        ({"runs": True}, "00001"),
        ({"runs": None}, "0000-"),
    ],
)
def test_which_kinds_of_evidence_there_are(given: dict[str, object], known: str) -> None:
    assert kinds(**given) == known  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "part"),
    [("11111", 1.0), ("10000", 0.2), ("1000-", 0.25), ("0000-", 0.0), ("1110-", 0.75), (NO_KINDS, 0.0)],
)
def test_a_share_is_of_the_kinds_that_apply(known: str, part: float) -> None:
    assert share(known) == part


def test_a_kind_is_known_missing_or_doesnt_apply() -> None:
    assert by_name("101-0") == {
        "talk": True, "use": False, "support": True, "sentiment": None, "commercial": False,
    }  # fmt: skip
    with pytest.raises(ValueError, match="shorter"):
        by_name("10")


def test_what_most_accounts_lack_comes_first() -> None:
    talk, use, support, _, commercial = KINDS
    assert missing(["10011", "0001-", "00011", "10110"]) == [
        (use, 4),
        (support, 3),
        (talk, 2),
        (commercial, 1),
    ]
    assert missing(["11111", NO_KINDS]) == []
    assert missing([]) == []


def test_mostly_is_more_than_half() -> None:
    assert [mostly(unknown, 4) for unknown in range(5)] == [False, False, False, True, True]
    assert [mostly(unknown, 3) for unknown in range(4)] == [False, False, True, True]
    assert not mostly(0, 0)


@pytest.mark.parametrize(("least", "told"), [(0.4, "0.3"), (1.0, "0.9"), (0.1, "0"), (0.05, "0")])
def test_fewer_kinds_are_a_tenth_less_and_never_below_none(least: float, told: str) -> None:
    model = Model(DEFAULT.figures | {"evidence.minimum": least}, DEFAULT.grace)
    assert lower(model) == f"am config set risk.evidence.minimum {told}"
