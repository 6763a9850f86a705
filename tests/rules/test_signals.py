"""Each signal at both sides of each end of its ramp, with missing data, and rounded.

One line a case: the account as it is (all else is faultless), and the points it must cost: a number,
`unknown` where there is nothing to judge by, `not asked` where the signal does not apply.
"""

from collections.abc import Callable
from typing import Any

import pytest

from amcli.rules.facts import Facts
from amcli.rules.figures import DEFAULT
from amcli.rules.score import assess
from amcli.rules.signals import SIGNAL_NAMES

from .making import (
    TODAY,
    answer,
    contract,
    day,
    downgrade,
    event,
    facts,
    handoff,
    issue,
    load,
    messages,
    mood,
    person,
    promise,
    usage,
)

UNKNOWN, NOT_ASKED = "unknown", "not asked"
Case = tuple[dict[str, Any], int | str]


def cost(found: Facts, signal: str) -> int | str:
    score = assess(found, TODAY, DEFAULT)
    points = {line.signal: line.points for line in score.lines}
    if signal in score.unknown:
        assert signal not in points
        return UNKNOWN
    if signal in score.silent:
        assert signal not in points
        return 0
    return points.get(signal, NOT_ASKED)


def told(days: int, **more: Any) -> dict[str, Any]:
    """Last spoken to so many days ago."""
    return {"touch_on": day(-days)} | more


def renewing(*contracts: Any) -> dict[str, Any]:
    return {"contracts": contracts}


def troubled(*issues: Any) -> dict[str, Any]:
    return {"issues": issues, "had_issue": True}


def people(*given: Any) -> dict[str, Any]:
    return {"people": given}


def many(count: int, tier: str) -> dict[str, Any]:
    """So many people spoken to, and one besides who was not."""
    spoken = [person(number, "user") for number in range(1, count + 1)]
    return {"people": (*spoken, person(9, spoken=None)), "tier": tier}


def talks(purposes: str = "vvvvvv", feels: str = "oooooo", directions: str = "bbbbbb", named: str = "nnnnnn"):
    letters = zip(purposes, feels, directions, named, strict=False)
    return {"talks": "".join("".join(each[:3]) for each in letters), "named": "n" in named[:4]}


def over(make: Callable[..., dict[str, Any]], *given: tuple[Any, ...]) -> list[Case]:
    """The same situation with other figures: each with the points that it costs, which stand last."""
    return [(make(*figures), points) for *figures, points in given]


GONE = person(1, left_on=day(-9))
NEVER = {"touch_on": None, "touch_id": None, "touch_kind": None, "talks": ""}

# fmt: off
CASES: dict[str, list[Case]] = {
    "quiet": [
        *over(told,
            (29, 0), (30, 0), (31, 1), (59, 24), (60, 25), (61, 25), (300, 25),
            (45, 13),  # 12.5: a half goes up
            (57, 23),  # 22.5
        ),
        *over(lambda days: told(days, cadence_days=14), (14, 0), (15, 2), (20, 11), (27, 23), (28, 25)),
        *over(lambda days: told(days, cadence_days=1), (1, 0), (2, 25)),
        # On record for less than a talk is old: silence counts from the day it was added.
        (told(300, added_on=day(-30)), 0), (told(300, added_on=day(-31)), 1), (told(300, added_on=day(1)), 0),
        # No touch: nothing is known within a cadence.
        (NEVER | {"added_on": day(-30)}, UNKNOWN), (NEVER | {"added_on": day(-31)}, 1),
        (NEVER | {"added_on": day(-60)}, 25), (NEVER | {"added_on": TODAY}, UNKNOWN),
    ],
    "champion_gone": [
        *over(lambda days: people(person(left_on=day(-days))),
            (-1, 0), (0, 25), (1, 25), (364, 25), (365, 25), (366, 0),
        ),
        (people(person(1, "executive_sponsor", left_on=day(-9))), 25),
        (people(person(1, "user", left_on=day(-9))), 0), (people(person(1, None, left_on=day(-9))), 0),
        # Somebody follows, or another one is still there.
        (people(GONE._replace(successor_id=2), person(2, "user")), 0),
        (people(GONE, person(2, "executive_sponsor")), 0), (people(GONE, person(2, left_on=day(1))), 0),
        # Of several who left the last one counts; of the same day the one added later.
        (people(person(1, left_on=day(-400)), person(2, left_on=day(-9))), 25),
        (people(person(1, left_on=day(-366)), person(2, left_on=day(-400))), 0),
        (people(GONE, person(2, left_on=day(-9), successor_id=3), person(3, "user")), 0),
        (people(GONE._replace(successor_id=3), person(2, left_on=day(-9)), person(3, "user")), 25),
        (people(person(1, "user")), 0), (people(), UNKNOWN),
    ],
    "renewal_uncommitted": [
        *over(lambda left: renewing(contract(left)),
            (181, 0), (180, 0), (179, 0), (176, 0), (175, 1), (90, 10), (1, 20), (0, 20),
            (-1, 20), (-29, 20), (-30, 20), (-31, 0),  # the grace is 30 days
        ),
        # It auto-renews: the notice deadline counts, and what has passed it stays so until its new term.
        *over(lambda left: renewing(contract(left + 60, notice=60, auto=True)),
            (181, 0), (180, 0), (175, 1), (90, 10), (1, 20), (0, 20), (-1, 20), (-60, 20), (-61, 0),
        ),
        *over(lambda left: renewing(contract(left, auto=True)), (90, 10), (0, 20), (-1, 0)),
        # It does not: a notice day changes nothing.
        *over(lambda left: renewing(contract(left, notice=60)), (90, 10), (60, 13), (59, 13), (0, 20)),
        *over(lambda stage: renewing(contract(0, stage)),
            ("not_started", 20), ("contacted", 20), ("proposed", 20), ("verbal", 0), ("signed", 0),
        ),
        *over(lambda stage: renewing(contract(-1, stage)), ("proposed", 20), ("verbal", 0)),
        # Half the term, where that is less than 180 days.
        *over(lambda left: renewing(contract(left, term=80)), (41, 0), (40, 0), (39, 1), (27, 7), (0, 20)),
        *over(lambda left: renewing(contract(left, term=31)), (16, 0), (15, 1), (0, 20)),
        *over(lambda left: renewing(contract(left, term=1)), (1, 0), (0, 20)),
        *over(lambda left: renewing(contract(left, term=1096)), (180, 0), (90, 10)),
        # The worst of several.
        (renewing(contract(170), contract(90, id=8), contract(5, "signed", id=9)), 10),
        (renewing(contract(-31), contract(300, id=8)), 0),
        (renewing(), NOT_ASKED),
    ],
    "escalation": [
        *over(lambda severity, days: troubled(issue(-days, severity)),
            ("critical", 2, 8), ("critical", 3, 20), ("high", 5, 8), ("high", 6, 20),
            ("medium", 14, 8), ("medium", 15, 14), ("low", 30, 8), ("low", 31, 14), ("low", 0, 8),
        ),
        *over(lambda severity: troubled(issue(0, severity, escalated=0)),
            ("critical", 20), ("high", 20), ("medium", 14), ("low", 14),
        ),
        # The worst one counts, not their sum.
        (troubled(issue(0), issue(0, number=6)), 8),
        (troubled(issue(0), issue(-15, number=6), issue(-6, "high", number=7)), 20),
        # No issue: known where somebody would have told of one within a year.
        (told(365), 0), (told(366), UNKNOWN), (told(366, had_issue=True), 0), (NEVER, UNKNOWN),
    ],
    "promise_overdue": [
        *over(lambda late: {"tasks": (promise(-late),)},
            (-1, 0), (0, 0), (1, 7), (13, 7), (14, 7), (15, 10), (200, 10),
        ),
        ({"tasks": (promise(-1), promise(-14, number=4))}, 14),
        ({"tasks": (promise(-1), promise(-15, number=4))}, 17),
        ({"tasks": tuple(promise(-1, number=n) for n in range(3))}, 20),
        ({"tasks": (promise(-15), promise(-15, number=4))}, 20),
        ({"tasks": (promise(-15, "me"),)}, 10), ({"tasks": (promise(-15, "them"),)}, 0),
        ({"tasks": (promise(-15)._replace(promised=False),)}, 0),
        ({"tasks": (promise(-15)._replace(due_on=None),)}, 0),
        (told(365, has_task=False), 0), (told(366, has_task=False), UNKNOWN), (told(366), 0),
        (NEVER | {"has_task": False}, UNKNOWN), (NEVER, 0),
    ],
    "usage_falling": [
        *over(lambda recent: {"usage": (usage(recent, 100),)},
            (120, 0), (100, 0), (81, 0), (80, 0), (79, 1), (51, 15), (50, 15), (49, 15), (0, 15),
            (75, 3),  # exactly 2.5
            (65, 8),  # exactly 7.5
        ),
        *over(lambda value: {"usage": (usage(100, 100, value, 100),)}, (51, 0), (50, 0), (49, 15), (0, 15)),
        ({"usage": (usage(75, 100, 40, 100),)}, 15),
        ({"usage": (usage(100, 100, 40, None),)}, 0), ({"usage": (usage(100, 100, 0, 0),)}, 0),
        *over(lambda count: {"usage": (usage(65, 100, values=count),)}, (1, UNKNOWN), (2, 8), (3, 8)),
        ({"usage": (usage(0.5, 1),)}, 15), ({"usage": (usage(100, 100, 0),)}, 0),
        # No mean to compare with is no fall; nor is a fall from nothing.
        *over(lambda recent, before: {"usage": (usage(recent, before),)},
            (None, 100, 0), (10, None, 0), (0, 0, 0),
        ),
        ({"usage": (usage(None, 100, 40, 100),)}, 15),
        # The metric that fell most, of those with two values.
        ({"usage": (usage(75, 100), usage(65, 100, metric="logins"))}, 8),
        ({"usage": (usage(75, 100), usage(10, None, values=1, metric="logins", value=1, bought=10))}, 3),
        ({"usage": (usage(10, None, values=1, value=1, bought=10),)}, UNKNOWN), ({"usage": ()}, UNKNOWN),
    ],
    "single_threaded": [
        (many(1, "key"), 12), (many(2, "key"), 6), (many(3, "key"), 0), (many(4, "key"), 0),
        (many(1, "standard"), 12), (many(2, "standard"), 0), (many(3, "standard"), 0),
        (many(0, "key"), UNKNOWN), (many(0, "standard"), UNKNOWN), (people(), UNKNOWN),
        (many(0, "light"), NOT_ASKED), (many(1, "light"), NOT_ASKED),
    ],
    "unhappy": [
        *over(lambda kind, most, score: told(9, answers=(answer(-8, score, kind, most),)),
            ("nps", 10, 7, 0), ("nps", 10, 6, 12), ("nps", 10, 0, 12),
            ("nps", 100, 61, 0), ("nps", 100, 60, 12),
            ("csat", 5, 2.5, 0), ("csat", 5, 2, 12), ("csat", 100, 41, 0), ("csat", 100, 40, 12),
            ("ces", 7, 1, 0),
        ),
        # Two days to answer; a touch on its day or later does, whenever it came.
        *over(lambda days: told(9, answers=(answer(-days, 0),)), (0, 6), (1, 6), (2, 6), (3, 12), (8, 12)),
        *over(lambda days: told(days, answers=(answer(-8, 0),)), (9, 12), (8, 6), (7, 6), (0, 6)),
        # One of two answers waits.
        (told(5, answers=(answer(-9, 0), answer(-4, 2, "csat", 5, 8))), 12),
        (told(5, answers=(answer(-9, 0), answer(-4, 5, "csat", 5, 8))), 6),
        # The last two talks felt bad.
        *over(lambda days: told(days, **talks(feels="bbgg--"), feel="bad", feel_on=day(-days)),
            (0, 6), (2, 6), (3, 12),
        ),
        *over(lambda feels: told(9, **talks(feels=feels), feel="bad", feel_on=day(-9)),
            ("bb", 12), ("bgbb", 0), ("b-bb", 0), ("-bbb", 0), ("b", 0),
        ),
        # Nothing to judge by.
        ({"answers": (), "feel_on": None}, UNKNOWN), ({"feel": "ok", "feel_on": day(-900)}, 0),
        ({"answers": (answer(-3, 7, "ces", 7),)}, 0),
    ],
    "only_selling": [
        # 70 % or more: 3 of 4, 4 of 5, 5 of 6, but not 4 of 6.
        *over(talks,
            ("cccc", 12), ("cccv", 12), ("ccvv", 0), ("ccccv", 12), ("cccvv", 0), ("cccccv", 12),
            ("ccccvv", 0), ("cccccc", 12), ("vvvvvv", 0), ("c-c-cs", 12),
            ("c-c-rs", 0), ("ccc---", UNKNOWN), ("", UNKNOWN),
        ),
        # All of it shortly before an end.
        (talks("vvvv") | {"spoke_before_end": True}, 12),
        (talks("vvv---") | {"spoke_before_end": True}, UNKNOWN),
    ],
    "no_value_shown": [
        *over(lambda days: {"qbr_on": day(-days), "value_on": None},
            (179, 0), (180, 0), (181, 0), (185, 1), (225, 5), (269, 10), (270, 10), (271, 10), (900, 10),
        ),
        *over(lambda days: {"qbr_on": day(-days), "value_on": None, "qbr_days": 80},
            (81, 0), (82, 1), (86, 2), (120, 10),  # exactly 0.5, and 1.5
        ),
        # The newer of review and progress; without either, since they are on record as a customer.
        ({"qbr_on": day(-900), "value_on": day(-180)}, 0), ({"qbr_on": day(-180), "value_on": day(-900)}, 0),
        ({"value_on": None, "added_on": day(-225), "customer_since": day(-900)}, 5),
        ({"value_on": None, "added_on": day(-900), "customer_since": day(-225)}, 5),
        ({"value_on": None, "added_on": day(-225), "customer_since": None}, 5),
        ({"value_on": None, "customer_since": day(9)}, 0),
        # A goal or a review is wanted to judge by.
        ({"value_on": None, "has_goal": False}, UNKNOWN),
        ({"value_on": None, "has_goal": False, "qbr_on": day(-270)}, 10),
        ({"tier": "key", "qbr_on": day(-270), "value_on": None}, 10),
        ({"tier": "light", "qbr_on": day(-900), "value_on": None}, NOT_ASKED),
        ({"qbr_days": None, "qbr_on": day(-900), "value_on": None}, NOT_ASKED),
    ],
    "no_reply": [
        *over(lambda days: {"unanswered": messages(-days)}, (13, 0), (14, 0), (15, 10), (90, 10)),
        ({"unanswered": messages(-15, tried=True)}, 10),
        *over(lambda directions: talks(directions=directions),
            ("ooo---", 0), ("iob---", 0), ("oooo--", 0), ("oo----", UNKNOWN), ("------", UNKNOWN),
        ),
        (talks(directions="------") | {"unanswered": messages(-14)}, 0),
    ],
    "handoff_gap": [
        *over(lambda days: {"owner_since": day(-days)},
            (-1, NOT_ASKED), (0, UNKNOWN), (14, UNKNOWN), (15, 8), (16, 8), (179, 8), (180, 8),
            (181, NOT_ASKED),
        ),
        *over(lambda days: {"customer_since": day(-days)},
            (-1, NOT_ASKED), (0, UNKNOWN), (14, UNKNOWN), (15, 8), (180, 8), (181, NOT_ASKED),
        ),
        # The later of the two that have come.
        *over(lambda days: {"owner_since": day(-20), "customer_since": day(-days)},
            (-1, 8), (0, UNKNOWN), (14, UNKNOWN), (15, 8), (21, 8),
        ),
        ({"owner_since": day(-14), "customer_since": day(-90)}, UNKNOWN),
        ({"owner_since": day(-300), "customer_since": day(-20)}, 8),
        ({"owner_since": day(9), "customer_since": day(-20)}, 8),
        # Written down from 30 days before, whole, and spoken since.
        *over(lambda days: told(1, owner_since=day(-40), handoffs=(handoff(-days),)),
            (0, 0), (40, 0), (70, 0), (71, 8),
        ),
        *over(lambda *said: told(1, owner_since=day(-40), handoffs=(handoff(-40, *said),)),
            (False, True, True, 8), (True, False, True, 8), (True, True, False, 8), (False, False, False, 8),
        ),
        (told(1, owner_since=day(-40), handoffs=(handoff(-9, False), handoff(-40))), 0),
        (told(1, owner_since=day(-40), handoffs=(handoff(-9, False), handoff(-40, True, False, False))), 8),
        *over(lambda days: told(days, owner_since=day(-40), handoffs=(handoff(-40),)),
            (39, 0), (40, 0), (41, 8),
        ),
        (NEVER | {"owner_since": day(-40), "handoffs": (handoff(-40),)}, 8),
        ({"owner_since": None, "customer_since": None}, NOT_ASKED),
    ],
    "payment_late": [
        *over(lambda days: troubled(issue(-days, "low", "billing")), (0, 0), (30, 0), (31, 10), (300, 10)),
        (troubled(issue(-31, "low", "support")), 0),
        (troubled(issue(-31), issue(-31, "low", "billing", number=6)), 10),
        (told(365), 0), (told(366), UNKNOWN), (told(366, had_issue=True), 0),
    ],
    "support_load": [
        # Against the median of the book: from 1.5 times to 3 times as much.
        *over(lambda weight: {"load": load(weight, 4)},
            (0, 0), (6, 0), (7, 2), (9, 5), (11, 8), (12, 10), (99, 10),  # 7: 1.67; 9: 5; 11: 8.33
        ),
        *over(lambda usual: {"load": load(9, usual)}, (2, 10), (3, 10), (3.5, 7), (4.5, 3), (6, 0)),
        # Against a month of the 90 days before, 2 at least: 9 and more of 12, 9, 6; of 3 issues at least.
        *over(lambda recent, before: {"load": load(recent, 99, fresh=3, recent=recent, before=before)},
            (9, 18, 0), (9, 12, 5), (9, 9, 10), (6, 0, 10), (4, 0, 3), (3, 0, 0), (3, 3, 0),  # 4 of 2: 3.33
        ),
        *over(lambda fresh: {"load": load(20, 99, fresh=fresh, recent=20)}, (2, 0), (3, 10)),
        # The higher of both.
        ({"load": load(6, 2, fresh=3, recent=4, before=0)}, 10),
        ({"load": load(9, 4, fresh=3, recent=9, before=9)}, 10),
        # Three issues within 180 days, or nothing is known.
        *over(lambda issues: {"load": load(24, issues=issues)}, (1, UNKNOWN), (2, UNKNOWN), (3, 10)),
        ({"load": None}, UNKNOWN),
    ],
    "mood_low": [
        # The mean of 180 days as a share of the scale: from 0.65 down to 0.45.
        *over(lambda mean: {"answers": (mood(mean),)},
            (1.0, 0), (0.65, 0), (0.64, 0), (0.6, 2), (0.55, 4), (0.46, 8), (0.45, 8), (0.3, 8), (0.0, 8),
            (0.5625, 4),  # exactly 3.5
        ),
        # Its fall: from 0.1 to 0.3 of the scale; unknown on one side is no fall.
        *over(lambda recent: {"answers": (mood(0.8, recent, 0.9),)},
            (1.0, 0), (0.85, 0), (0.8, 0), (0.75, 2), (0.7, 4), (0.61, 8), (0.6, 8), (0.5, 8), (None, 0),
        ),
        ({"answers": (mood(0.8, 0.5, None),)}, 0),
        # The higher of both, of the worse kind; an effort score says nothing here.
        ({"answers": (mood(0.5, 0.8, 0.9),)}, 6), ({"answers": (mood(0.6, 0.6, 0.9),)}, 8),
        ({"answers": (mood(0.9), mood(0.55, kind="csat"))}, 4),
        ({"answers": (mood(0.1, kind="ces"), mood(0.6, kind="csat"))}, 2),
        *over(lambda count: {"answers": (mood(0.1, answers=count),)}, (1, UNKNOWN), (2, 8), (3, 8)),
        ({"answers": (mood(0.1, answers=1), mood(0.6, kind="csat"))}, 2),
        ({"answers": (mood(0.1, kind="ces"),)}, UNKNOWN), ({"answers": ()}, UNKNOWN),
    ],
    "downgraded": [
        # In full for 180 days, falling to nothing at 365: 8 of 185.
        *over(lambda days: {"runs": True, "downgrades": (downgrade(-days),)},
            (0, 8), (180, 8), (191, 8), (192, 7), (226, 6), (272, 4), (273, 4), (353, 1), (354, 0), (365, 0),
        ),
        # The last of several, however small.
        ({"runs": True, "downgrades": (downgrade(-300), downgrade(-9, 1), downgrade(-200))}, 8),
        ({"runs": True}, 0), ({"runs": None}, NOT_ASKED),
    ],
    "bad_news": [
        *over(lambda days: {"events": (event(-days),), "had_event": True},
            (0, 10), (1, 10), (6, 10), (7, 9), (60, 5), (114, 1), (115, 0), (119, 0), (120, 0), (121, 0),
            (54, 6),  # exactly 5.5
        ),
        *over(lambda until: {"events": (event(-9, until=until),), "had_event": True},
            (-1, 0), (0, 9), (1, 9),
        ),
        ({"events": (event(0, good=True),), "had_event": True}, 0),
        ({"events": (event(0, good=True), event(-60, number=7), event(-90, number=8)), "had_event": True}, 5),
        ({"had_event": True}, 0), ({"had_event": False}, UNKNOWN),
    ],
    "record_gaps": [
        ({}, 0),
        (people(person(1, "user"), person(2, "user")), 5), (people(person(1, "executive_sponsor")), 0),
        ({"has_goal": False}, 3),
        (talks(named="----nn"), 3), (talks(named="---nnn"), 0), (talks(named="---"), 0), (NEVER, 0),
        *over(lambda days: renewing(contract(-days)), (0, 0), (30, 0), (31, 5), (900, 5)),
        (renewing(contract(-31, auto=True)), 5), (renewing(contract(-31), contract(-99, id=8)), 5),
        # 10 in all.
        (people() | {"has_goal": False}, 8), (people() | {"has_goal": False} | talks(named="----"), 10),
        (people() | renewing(contract(-31)), 10),
        (people() | renewing(contract(-31)) | {"has_goal": False}, 10),
        # Who left is a champion for a year, who will leave is one.
        *over(lambda days: people(person(1, left_on=day(-days)), person(2, "user")),
            (-1, 0), (0, 0), (364, 0), (365, 0), (366, 5),
        ),
        # Only of accounts that are active, and on record for over 30 days.
        (people() | {"added_on": day(-29)}, NOT_ASKED), (people() | {"added_on": day(-30)}, NOT_ASKED),
        (people() | {"added_on": day(-31)}, 5),
        (people() | {"status": "onboarding"}, NOT_ASKED),
    ],
}
# fmt: on


@pytest.mark.parametrize(
    ("signal", "changes", "expected"),
    [
        pytest.param(signal, changes, expected, id=f"{signal}-{at}")
        for signal, cases in CASES.items()
        for at, (changes, expected) in enumerate(cases)
    ],
)
def test_a_signal_costs_what_its_rule_says(signal: str, changes: dict[str, Any], expected: int | str) -> None:
    assert cost(facts(**changes), signal) == expected


def test_every_signal_stands_in_the_table_with_all_that_may_become_of_it() -> None:
    assert tuple(CASES) == SIGNAL_NAMES
    always = {"champion_gone", "escalation", "promise_overdue", "usage_falling", "unhappy", "only_selling"}
    always |= {"quiet", "no_reply", "payment_late", "support_load", "mood_low", "bad_news"}
    for signal, cases in CASES.items():
        outcomes = {outcome for _, outcome in cases}
        assert max(each for each in outcomes if isinstance(each, int)) == DEFAULT.figures[f"points.{signal}"]
        assert 0 in outcomes
        known = ("renewal_uncommitted", "downgraded", "record_gaps")
        assert (UNKNOWN in outcomes) == (signal not in known), signal
        assert (NOT_ASKED in outcomes) == (signal not in always), signal


def test_the_account_that_the_table_starts_from_is_faultless() -> None:
    score = assess(facts(), TODAY, DEFAULT)
    assert (score.score, score.health, score.lines) == (100, "healthy", ())
    assert score.unknown == ("usage_falling", "unhappy", "support_load", "mood_low", "bad_news")
