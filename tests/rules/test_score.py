"""From points to score: limits, pulse, evidence, bands, combinations, and the figures behind them."""

from typing import Any

import pytest

from amcli.errors import BadValue
from amcli.rules import score
from amcli.rules.figures import DEFAULT, FIGURES, check_together
from amcli.rules.model import Model
from amcli.rules.reasons import explain, limit_lift, without_data
from amcli.rules.score import Score, assess
from amcli.rules.signals import SIGNAL_NAMES

from .making import (
    TALK,
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


def judged(**given: Any) -> Score:
    return assess(facts(**given), TODAY, DEFAULT)


def lines(found: Score) -> dict[str, int]:
    return {line.signal: line.points for line in found.lines}


# Caps

GONE = person(1, left_on=day(-9))


@pytest.mark.parametrize(
    ("given", "cap", "expected"),
    [
        ({"contracts": (contract(14, "proposed"),)}, "deadline", 59),
        ({"contracts": (contract(15, "proposed"),)}, None, 82),
        ({"contracts": (contract(0),)}, "deadline", 59),
        ({"contracts": (contract(-30),)}, "deadline", 59),
        ({"contracts": (contract(-31),)}, None, 95),
        ({"contracts": (contract(14, "verbal"),)}, None, 100),
        ({"contracts": (contract(44, notice=30, auto=True),)}, "deadline", 59),
        ({"contracts": (contract(45, notice=30, auto=True),)}, None, 82),
        ({"contracts": (contract(29, notice=30, auto=True),)}, "deadline", 59),
        # Around the notice deadline of what auto-renews, then its points alone until the new term begins.
        ({"contracts": (contract(16, notice=30, auto=True),)}, "deadline", 59),
        ({"contracts": (contract(15, notice=30, auto=True),)}, None, 80),
        ({"contracts": (contract(0, notice=30, auto=True),)}, None, 80),
        ({"contracts": (contract(-1, notice=30, auto=True),)}, None, 100),
        ({"contracts": (contract(29, "verbal", notice=30, auto=True),)}, None, 100),
        # The day to act is the notice day, also where it does not renew by itself.
        ({"contracts": (contract(104, notice=90),)}, "deadline", 59),
        ({"contracts": (contract(105, notice=90),)}, None, 92),
        # Nothing presses yet: half of its term is shorter than that.
        ({"contracts": (contract(8, term=14),)}, None, 100),
        ({"issues": (issue(-3, "critical"),), "had_issue": True}, "issue", 59),
        ({"issues": (issue(-2, "critical"),), "had_issue": True}, None, 92),
        ({"issues": (issue(0, "critical", escalated=0),), "had_issue": True}, None, 80),
        ({"issues": (issue(-6, "high"),), "had_issue": True}, None, 80),
        ({"issues": (issue(-6, "high", escalated=-1),), "had_issue": True}, "issue", 59),
        ({"issues": (issue(-31, "low", escalated=-1),), "had_issue": True}, "issue", 59),
        ({"people": (GONE,)}, "champion", 59),
        ({"people": (GONE, person(2, "user", spoken=None))}, "champion", 59),
        ({"people": (GONE, person(2, "user"))}, None, 75),
        ({"people": (GONE, person(2, "user")), "tier": "key"}, "champion", 59),
        ({"people": (GONE, person(2, "user"), person(3, "user")), "tier": "key"}, None, 75),
        ({"people": (GONE,), "tier": "light"}, None, 75),
        ({"people": (GONE._replace(last_on=None),)}, None, 75),
    ],
)  # fmt: skip
def test_a_cap_holds_in_a_situation_that_is_dangerous_by_itself(
    given: dict[str, Any], cap: str | None, expected: int
) -> None:
    found = judged(**given)
    assert (found.cap, found.score) == (cap, expected)


def test_a_cap_is_a_line_of_its_own_only_where_it_takes_something() -> None:
    near = {"contracts": (contract(0),)}
    assert lines(judged(**near)) == {"renewal_uncommitted": 20, "cap": 21}
    late = judged(**near, touch_on=day(-60), tasks=(promise(-1),))
    assert (late.cap, lines(late)) == (
        "deadline",
        {"quiet": 25, "renewal_uncommitted": 20, "promise_overdue": 7},
    )


def test_the_words_of_the_cap_name_the_contract_that_presses() -> None:
    verbal, proposed = contract(2, "verbal", id=1), contract(9, "proposed", id=2)
    found = facts(contracts=(verbal, proposed, contract(-400, id=3)))
    (told,) = [
        each for each in explain(found, assess(found, TODAY, DEFAULT), TODAY, DEFAULT) if each.signal == "cap"
    ]
    assert told.record == "ends in 9 days and the renewal isn't agreed"


def test_of_two_that_press_the_nearer_is_the_one_and_of_equals_the_older() -> None:
    far, near, newer = contract(9, id=1), contract(3, id=2), contract(3, id=3)
    found = score.pressing(facts(contracts=(far, newer, near)), TODAY, DEFAULT)
    assert found == near


# Pulse


@pytest.mark.parametrize(
    ("felt", "age", "expected"),
    [
        *(("bad", age, score) for age, score in ((-1, 91), (0, 39), (30, 39), (31, 91))),
        *(("good", age, score) for age, score in ((0, 96), (90, 96), (91, 91))),
        *(("ok", age, 91) for age in (0, 90, 91)),
    ],
)
def test_a_pulse_counts_until_it_expires(felt: str, age: int, expected: int) -> None:
    quiet = {"touch_on": day(-41)}  # 9 points
    assert judged(**quiet, pulse=felt, pulse_on=day(-age)).score == expected
    assert judged(**quiet, feel=felt, feel_on=day(-age)).score == expected


def test_a_good_pulse_gives_five_points_at_most_and_lifts_no_cap() -> None:
    good = {"pulse": "good", "pulse_on": TODAY}
    assert lines(judged(**good)) == {}
    assert lines(judged(**good, touch_on=day(-32))) == {"quiet": 2, "pulse": -2}
    assert lines(judged(**good, tasks=(promise(-1),))) == {"promise_overdue": 7, "pulse": -5}
    capped = judged(**good, contracts=(contract(5),))
    assert (capped.score, lines(capped)) == (59, {"renewal_uncommitted": 19, "cap": 22})
    below = {"contracts": (contract(5),), "touch_on": day(-60)}  # 56, under the cap
    assert (judged(**below).score, judged(**below, **good).score) == (56, 59)


def test_a_bad_pulse_caps_lower_than_the_other_caps_and_never_lifts() -> None:
    bad = {"pulse": "bad", "pulse_on": TODAY}
    assert lines(judged(**bad)) == {"pulse": 61}
    assert lines(judged(**bad, contracts=(contract(0),))) == {
        "renewal_uncommitted": 20,
        "cap": 21,
        "pulse": 20,
    }
    worst = judged(**bad, touch_on=day(-60), contracts=(contract(0),), people=(GONE,))
    assert (worst.score, "pulse" in lines(worst)) == (18, False)


def test_the_newer_of_pulse_and_feel_counts_and_the_pulse_of_equals() -> None:
    both = {"pulse": "bad", "pulse_on": day(-5), "feel": "good"}
    felt = [score.pulse(facts(**both, feel_on=day(on)), TODAY, DEFAULT) for on in (-6, -5, -4, 1)]
    assert felt == ["bad", "bad", "good", "bad"]
    expired = {"pulse": "bad", "pulse_on": day(-31), "feel": "good", "feel_on": day(-40)}
    assert score.pulse(facts(**expired), TODAY, DEFAULT) is None
    assert score.expired_pulse(facts(**expired), TODAY, DEFAULT) == ("bad", day(-1))
    assert score.expired_pulse(facts(**both, feel_on=day(-4)), TODAY, DEFAULT) is None
    assert score.expired_pulse(facts(), TODAY, DEFAULT) is None
    fine = facts(pulse="ok", pulse_on=day(-91))
    assert score.expired_pulse(fine, TODAY, DEFAULT) == ("ok", day(-1))
    longer = Model({**DEFAULT.figures, "pulse.ok": 91}, 30)
    assert score.expired_pulse(fine, TODAY, longer) is None


# Coverage and bands

IMPORTED: dict[str, Any] = {
    "added_on": TODAY,
    "touch_on": None,
    "touch_id": None,
    "talks": "",
    "has_task": False,
    "has_goal": False,
    "value_on": None,
    "customer_since": None,
    "people": (),
}


def test_too_little_on_record_is_unknown_neither_red_nor_green() -> None:
    assert judged(**IMPORTED).evidence == 0
    people = judged(**IMPORTED | {"people": (person(spoken=None),)}, contracts=(contract(300),), runs=True)
    assert (people.score, people.health, people.evidence) == (None, "unknown", 1 / 5)
    late = judged(**IMPORTED | {"people": (person(spoken=None),)}, contracts=(contract(0),), runs=True)
    assert (late.score, late.health, late.cap, late.arithmetic) == (None, "unknown", "deadline", 59)


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ({}, "0000-"),
        ({"runs": True}, "00001"),
        ({"runs": False}, "00000"),
        ({"touch_on": TODAY}, "1010-"),
        ({"touch_on": day(-1)}, "0000-"),  # from before it was added
        ({"touch_on": day(-1), "touches": 1}, "0000-"),
        ({"touch_on": day(-1), "touches": 2}, "1010-"),
        ({"touch_on": TODAY, "silent": True}, "0000-"),
        ({"usage": (usage(1, 1, values=1), usage(1, 1, values=1, metric="logins"))}, "0000-"),
        ({"usage": (usage(None, 1, values=2),)}, "0100-"),
        ({"had_issue": True}, "0000-"),  # more than a year ago
        ({"had_issue": True, "issue_in_year": True}, "0010-"),
        ({"had_issue": True, "issues": (issue(-400),)}, "0010-"),  # and still open
        ({"answers": (answer(0, 9),)}, "0001-"),
        ({"feel": "bad", "feel_on": day(-180)}, "0001-"),
        ({"feel": "bad", "feel_on": day(-181)}, "0000-"),
        ({"pulse": "ok", "pulse_on": day(-90)}, "0001-"),
        ({"pulse": "ok", "pulse_on": day(-91)}, "0000-"),
    ],
)
def test_each_kind_of_evidence_is_known_by_its_own_records(given: dict[str, Any], kinds: str) -> None:
    found = judged(**IMPORTED | given)
    assert found.kinds == kinds
    applying = len(kinds.replace("-", ""))
    assert found.evidence == kinds.count("1") / applying
    assert (found.score is None) == (found.evidence < 0.5)


def test_two_of_four_and_three_of_five_are_enough_and_the_setting_says_what_is() -> None:
    talk = facts(**IMPORTED | {"touch_on": TODAY})
    assert [assess(each, TODAY, DEFAULT).health for each in (talk, talk._replace(runs=False))] == [
        "healthy",
        "unknown",
    ]
    models = [Model(DEFAULT.figures | {"evidence.minimum": least}, 30) for least in (0.4, 0.41)]
    assert [assess(talk._replace(runs=False), TODAY, model).health for model in models] == [
        "healthy",
        "unknown",
    ]


def test_in_a_book_without_any_touch_nobody_is_quiet_and_it_is_said_why() -> None:
    given: dict[str, Any] = {"touch_on": day(-400), "talks": "---"}
    assert lines(judged(**given))["quiet"] == 25
    found = facts(**given, silent=True)
    outcome = assess(found, TODAY, DEFAULT)
    assert "quiet" in outcome.unknown
    assert dict(without_data(found, outcome, TODAY, DEFAULT))["quiet"].startswith("no conversations")


def test_points_are_raised_as_far_as_the_share_that_is_seen_says_and_twofold_at_most() -> None:
    worked = score.raised_by(103, 217, DEFAULT)
    assert f"{worked:.2f}" == "1.26"
    assert score.unseen({"escalation": 20, "renewal_uncommitted": 13}, worked) == 9
    assert score.unseen({"escalation": 20, "renewal_uncommitted": 13, "bad_news": 9}, worked) == 9
    factors = [score.raised_by(seen, 200, DEFAULT) for seen in (120, 119, 60, 59, 0)]
    assert factors == [1, pytest.approx(120 / 119), 2, 2, 1]


def test_what_cannot_be_seen_is_a_line_of_its_own_and_a_step_wins_its_share_of_it() -> None:
    """An issue late (20) of a contact (25), a contract (20), and issues (20 and 10)."""
    found = facts(
        **IMPORTED | {"people": (person(spoken=None),), "has_goal": True},
        contracts=(contract(300),),
        runs=True,
        issues=(issue(-6, "high"),),
        had_issue=True,
        answers=(answer(0, 9),),
    )
    outcome = assess(found, TODAY, DEFAULT)
    # Seen: a contact (25), a contract (20, 8), issues (20, 10), an answer (12) and a goal (10): 105 of 217.
    assert lines(outcome) == {"escalation": 20, "unseen": 5}
    assert (outcome.score, outcome.health) == (75, "watch")
    told = {each.signal: each for each in explain(found, outcome, TODAY, DEFAULT)}
    assert told["escalation"].back == 25
    assert told["unseen"].text == "Little data: points raised by 1.24"
    assert told["unseen"].record.startswith("no data: quiet, late promises, falling usage, ")
    assert score.without(outcome, ["escalation"], found, TODAY, DEFAULT) == 100


def test_the_lines_come_by_their_points_and_the_arithmetic_last() -> None:
    given: dict[str, Any] = {"touch_on": day(-41), "contracts": (contract(0),)}
    order = ["renewal_uncommitted", "quiet", "cap"]
    assert list(lines(judged(**given))) == order
    assert list(lines(judged(**given, pulse="bad", pulse_on=TODAY))) == [
        "renewal_uncommitted",
        "pulse",
        "quiet",
        "cap",
    ]


def test_all_of_it_known_is_all_of_it() -> None:
    everything = judged(
        contracts=(contract(300),),
        runs=True,
        usage=(usage(100, 100),),
        answers=(mood(0.9),),
        load=load(0),
        owner_since=day(-40),
        handoffs=(handoff(-40),),
    )
    assert (everything.evidence, everything.score, everything.unknown) == (1.0, 100, ("bad_news",))


def test_bands_have_their_limits() -> None:
    bands = [score.health_of(each, DEFAULT) for each in (0, 39, 40, 59, 60, 79, 80, 100)]
    assert bands == [band for band in ("critical", "at_risk", "watch", "healthy") for _ in range(2)]


# In combination

EVERYTHING: dict[str, Any] = {
    "touch_on": day(-60),
    "people": (GONE,),
    "contracts": (contract(0), contract(-31, id=8)),
    "issues": (issue(-31, "critical", "billing"),),
    "had_issue": True,
    "tasks": tuple(promise(-1, number=n) for n in range(3)),
    "usage": (usage(10, 100),),
    "answers": (answer(-9, 0)._replace(answers=2, mean=0.0),),
    "load": load(12),
    "runs": True,
    "downgrades": (downgrade(-9),),
    "talks": "cbo" * 6,
    "named": False,
    "qbr_on": day(-900),
    "value_on": None,
    "unanswered": messages(-60),
    "owner_since": day(-20),
    "events": (event(0),),
    "had_event": True,
    "has_goal": False,
}


def test_every_signal_at_once_costs_all_it_can_and_the_score_ends_at_nothing() -> None:
    found = judged(**EVERYTHING)
    costs = lines(found)
    assert costs.pop("overflow") == -(sum(costs.values()) - 100)
    assert found.score == 0
    assert costs == {name: DEFAULT.figures[f"points.{name}"] for name in SIGNAL_NAMES}
    assert [line.points for line in found.lines[:-1]] == sorted(costs.values(), reverse=True)


def test_signals_add_up() -> None:
    found = judged(
        touch_on=day(-41), tasks=(promise(-1), promise(-15, number=4)), events=(event(-60),), had_event=True
    )
    assert (lines(found), found.score) == ({"promise_overdue": 17, "quiet": 9, "bad_news": 5}, 69)
    with_issue = judged(touch_on=day(-41), issues=(issue(-31, "low", "billing"),), had_issue=True)
    assert lines(with_issue) == {"escalation": 14, "payment_late": 10, "quiet": 9}


def test_what_a_step_gives_back_takes_caps_with_it_and_is_said_without_them() -> None:
    found = facts(contracts=(contract(9, stage="proposed"),), touch_on=day(-41))
    outcome = assess(found, TODAY, DEFAULT)
    told = {each.signal: each[-2:] for each in explain(found, outcome, TODAY, DEFAULT)}
    assert outcome.score == 59
    assert told == {"renewal_uncommitted": (32, 32), "quiet": (0, 9), "cap": (0, 0)}
    assert score.without(outcome, ["renewal_uncommitted", "quiet"], found, TODAY, DEFAULT) == 100
    felt = found._replace(pulse="bad", pulse_on=TODAY)
    held = explain(felt, assess(felt, TODAY, DEFAULT), TODAY, DEFAULT)
    assert {each.signal: each[-2:] for each in held} == {
        "renewal_uncommitted": (0, 19), "quiet": (0, 9), "pulse": (0, 0), "cap": (0, 0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "lift"),
    [
        ({"contracts": (contract(9),)}, ("the renewal is agreed", "am stage k7 verbal")),
        (
            {"contracts": (contract(20, notice=30, auto=True),)},
            ("the auto-renewal is confirmed", "am renew k7 --auto"),
        ),
        ({"contracts": (contract(-9),)}, ("the contract is recorded as renewed or lost", "am renew k7")),
        (
            {"issues": (issue(-3, "critical"), issue(-6, "critical", number=9), issue(-40, number=2))},
            ("the issue is resolved", "am issue resolve i9"),
        ),
        ({"people": (GONE,)}, ("you have a champion again, or know more people", "am brief acme")),
    ],
)
def test_what_lifts_a_limit_is_said_with_its_command(given: dict[str, Any], lift: tuple[str, str]) -> None:
    found = facts(**given, had_issue=True)
    until, _, command = limit_lift(found, assess(found, TODAY, DEFAULT), TODAY, DEFAULT)
    assert (until, command) == lift


# The model


def test_the_version_of_the_model_changes_with_every_figure_and_with_nothing_else() -> None:
    assert Model(dict(reversed(DEFAULT.figures.items())), 30).version == DEFAULT.version
    assert Model({**DEFAULT.figures}, 31).version == DEFAULT.version
    versions = {
        Model({**DEFAULT.figures, name: figure.default + 1}, 30).version for name, figure in FIGURES.items()
    }
    assert len(versions | {DEFAULT.version}) == len(FIGURES) + 1


# The first is for a question put to the book; the second for how long an ok pulse is said to count.
ELSEWHERE = ("selling.days", "pulse.ok")


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in ELSEWHERE])
def test_every_figure_changes_something(name: str) -> None:
    """A figure that no account's score, evidence or health depends on would only pretend to be one."""
    figure = FIGURES[name]
    figures = [
        DEFAULT.figures | {name: type(figure.default)(value)}
        for value in (figure.default * 0.6, figure.default * 1.3, figure.least, figure.most)
    ]
    before = [assess(found, TODAY, DEFAULT) for found in SAMPLES]
    models = [Model(each, 30) for each in figures if is_allowed(each)]
    changing = (model for model in models if [assess(found, TODAY, model) for found in SAMPLES] != before)
    assert next(changing, None), f"no account of SAMPLES depends on {name}: add one for which it decides"


def is_allowed(figures: dict[str, float]) -> bool:
    try:
        check_together(figures)
    except BadValue:
        return False
    return True


SAMPLES = [
    facts(**EVERYTHING),
    *(facts(touch_on=day(-days)) for days in (41, 50)),
    *(facts(contracts=(contract(left, "proposed"),)) for left in (5, 90)),
    *(
        facts(issues=(issue(-days, severity),), had_issue=True)
        for days in (2, 3, 6, 15, 31)
        for severity in ("low", "medium", "high", "critical")
    ),
    facts(tasks=(promise(-10),)),
    facts(tasks=(promise(-20),)),
    *(facts(usage=(usage(recent, 100, 40 if recent == 99 else 100, 100),)) for recent in (70, 75, 99)),
    *(
        facts(tier=tier, people=tuple(person(n) for n in range(count)))
        for tier in ("key", "standard")
        for count in (1, 2, 3)
    ),
    facts(answers=(answer(-1, 0),)),
    facts(answers=(answer(-9, 0),), touch_on=day(-10)),
    facts(talks="cob" * 4 + TALK * 2),
    facts(talks="cob" * 5),
    facts(qbr_on=day(-225), value_on=None),
    facts(unanswered=messages(-20)),
    *(facts(owner_since=day(-days)) for days in (12, 100, 200)),
    facts(issues=(issue(-35, "low", "billing"),), had_issue=True),
    facts(events=(event(-60),), had_event=True),
    facts(people=()),
    facts(pulse="ok", pulse_on=day(-100), feel="bad", feel_on=day(-110)),
    facts(has_goal=False),
    facts(named=False),
    facts(contracts=(contract(-40),)),
    facts(load=load(9, 4)),
    *(facts(answers=(mood(mean, 0.7, before),)) for mean, before in ((0.55, None), (0.8, 0.9))),
    *(facts(runs=True, downgrades=(downgrade(-days),)) for days in (150, 270)),
    *(
        facts(pulse=felt, pulse_on=day(-days), tasks=(promise(-20),), touch_on=day(-41))
        for felt in ("good", "ok", "bad")
        for days in (20, 80)
    ),
    facts(**IMPORTED | {"people": (person(spoken=None),)}, contracts=(contract(300),)),
]
