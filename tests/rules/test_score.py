"""From points to score: caps, pulse, coverage, bands, combinations; and what holds for every account."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules import score
from amcli.rules.facts import Facts, OpenIssue
from amcli.rules.model import DEFAULT, FIGURES, Model, check_together
from amcli.rules.reasons import explain
from amcli.rules.score import Score, assess
from amcli.rules.signals import SIGNAL_NAMES, SIGNALS

from .making import (
    TALK,
    TODAY,
    answer,
    contract,
    day,
    event,
    facts,
    handoff,
    issue,
    messages,
    person,
    promise,
    usage,
)

NARROW = 31  # columns that the morning has for a reason on 80


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
        ({"contracts": (contract(29, notice=30, auto=True),)}, None, 100),
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
    assert told.record == "the end in 9 days, and nothing secures it"


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
    assert judged(**IMPORTED).coverage == 0
    people = judged(**IMPORTED | {"people": (person(spoken=None),)}, contracts=(contract(300),))
    # A contact (25) and a contract (20) of 25 + 25 + 20 + 20 + 20 + 15 + 12 + 12 + 12 + 10 + 10 + 10.
    assert (people.score, people.band, people.coverage) == (None, "unknown", 45 / 191)
    late = judged(**IMPORTED | {"people": (person(spoken=None),)}, contracts=(contract(0),))
    assert (late.score, late.band, late.cap, late.arithmetic) == (None, "unknown", "deadline", 59)


def test_half_is_enough_and_news_and_gaps_of_the_record_do_not_count() -> None:
    light = IMPORTED | {"tier": "light", "people": (person(spoken=None),)}
    # A contact (25), a promise (20) and a bad answer (12) of 149.
    found = judged(**light, tasks=(promise(1),), answers=(answer(0, 9),))
    assert (found.coverage, found.band) == (37 / 149, "unknown")
    known = judged(**light | {"has_task": True}, answers=(answer(0, 9),), had_issue=True)
    assert known.coverage == (25 + 20 + 12 + 20 + 10) / 149
    assert known.band == "healthy"
    news = judged(**light, events=(event(0),), had_event=True)
    assert (news.coverage, news.band) == (25 / 149, "unknown")


def test_all_of_it_known_is_all_of_it() -> None:
    everything = judged(
        contracts=(contract(300),),
        usage=(usage(100, 100),),
        answers=(answer(-1, 9),),
        owner_since=day(-40),
        handoffs=(handoff(-40),),
    )
    assert (everything.coverage, everything.score, everything.unknown) == (1.0, 100, ("bad_news",))


def test_bands_have_their_limits() -> None:
    bands = [score.band_of(each, DEFAULT) for each in (0, 39, 40, 59, 60, 79, 80, 100)]
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
    "answers": (answer(-9, 0),),
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


def test_what_a_step_gives_back_takes_caps_with_it() -> None:
    found = facts(contracts=(contract(9),), touch_on=day(-41))
    outcome = assess(found, TODAY, DEFAULT)
    told = {each.signal: each.back for each in explain(found, outcome, TODAY, DEFAULT)}
    assert outcome.score == 59
    assert told == {"renewal_uncommitted": 32, "quiet": 0, "cap": 0}
    assert score.without(outcome, ["renewal_uncommitted", "quiet"], found, TODAY, DEFAULT) == 100


# What holds for every account

OFFSETS = st.integers(-420, 60)
PAST = st.integers(-420, 0)
DAYS = OFFSETS.map(day)
MAYBE = st.none() | DAYS
SHARE = st.floats(0, 300) | st.sampled_from((0.0, 50.0, 65.0, 75.0, 80.0, 100.0))


def some(built: st.SearchStrategy[Any], most: int = 3, key: Callable[[Any], Any] = lambda each: each.id):
    return st.lists(built, max_size=most, unique_by=key).map(tuple)


NUMBERS = st.integers(1, 99)
PEOPLE = some(
    st.builds(
        person,
        NUMBERS,
        role=st.sampled_from(["champion", "executive_sponsor", "user", None]),
        left_on=MAYBE,
        spoken=st.none() | st.integers(-90, 0),
        successor_id=st.sampled_from([None, None, 99]),
    ),
    4,
)
CONTRACTS = some(
    st.builds(
        contract,
        st.integers(-60, 300),
        st.sampled_from(["not_started", "contacted", "proposed", "verbal", "signed"]),
        st.none() | st.integers(0, 120),
        st.booleans(),
        id=NUMBERS,
        term=st.sampled_from([1, 31, 80, 365, 1096]),
    )
)
ISSUES = some(
    st.builds(
        issue,
        st.integers(-60, 0),
        st.sampled_from(["low", "medium", "high", "critical"]),
        st.sampled_from(["billing", "support"]),
        st.none() | st.integers(-30, 0),
        NUMBERS,
    )
)
USAGE = some(
    st.builds(
        usage,
        st.none() | SHARE,
        st.none() | SHARE,
        SHARE,
        st.sampled_from([None, 0.0, 100.0]),
        st.integers(1, 4),
        st.sampled_from(["seats", "logins"]),
    ),
    2,
    lambda each: each.metric,
)
ANSWERS = some(
    st.builds(
        lambda on, kind, score, number: answer(on, score * kind[1], kind[0], kind[1], number),
        st.integers(-180, 0),
        st.sampled_from([("nps", 10.0), ("csat", 5.0), ("ces", 7.0)]),
        st.sampled_from([0.0, 0.4, 0.6, 0.7, 1.0]),
        NUMBERS,
    ),
    3,
    lambda each: each.kind,
)
EVENTS = some(st.builds(event, st.integers(-121, 0), st.booleans(), st.none() | OFFSETS, number=NUMBERS))
HANDOFFS = some(
    st.builds(handoff, PAST, st.booleans(), st.booleans(), st.booleans()), 2, lambda each: each.on
)
TALKS = st.lists(
    st.tuples(*(st.sampled_from(letters) for letters in ("vcs-", "gob-", "iob-"))).map("".join),
    max_size=6,
).map("".join)


def consistent(had_issue: bool, had_event: bool, talks: str, touch: int | None, **given: Any) -> Facts:
    """Facts as a book gives them: what is open was there, and talks need a touch."""
    given |= {"talks": talks if touch is not None else "", "touch_on": None if touch is None else day(touch)}
    given["has_task"] = given["has_task"] or bool(given["tasks"])
    given["had_issue"] = had_issue or bool(given["issues"])
    return facts(**given, had_event=had_event or bool(given["events"]))


ANY = st.builds(
    consistent,
    had_issue=st.booleans(),
    had_event=st.booleans(),
    talks=TALKS,
    named=st.booleans(),
    touch=st.none() | PAST,
    tier=st.sampled_from(["key", "standard", "light"]),
    status=st.sampled_from(["active", "onboarding"]),
    cadence_days=st.integers(1, 120),
    qbr_days=st.none() | st.integers(1, 200),
    added_on=DAYS,
    customer_since=MAYBE,
    owner_since=MAYBE,
    pulse=st.sampled_from(["good", "ok", "bad"]),
    pulse_on=MAYBE,
    feel=st.sampled_from(["good", "ok", "bad"]),
    feel_on=st.none() | PAST.map(day),
    qbr_on=st.none() | PAST.map(day),
    has_task=st.booleans(),
    has_goal=st.booleans(),
    people=PEOPLE,
    contracts=CONTRACTS,
    tasks=some(st.builds(promise, st.integers(-40, 0), st.sampled_from([None, "me", "them"]), NUMBERS), 4),
    issues=ISSUES,
    usage=USAGE,
    answers=ANSWERS,
    events=EVENTS,
    handoffs=HANDOFFS,
    value_on=st.none() | PAST.map(day),
    unanswered=st.just(()) | st.integers(-60, -3).map(messages),
    spoke_before_end=st.booleans(),
)
MANY = settings(max_examples=80, deadline=None, derandomize=True, database=None)


@MANY
@given(found=ANY)
def test_the_lines_add_up_to_what_is_missing_from_a_hundred(found: Facts) -> None:
    outcome = assess(found, TODAY, DEFAULT)
    assert sum(line.points for line in outcome.lines) == 100 - outcome.arithmetic
    assert 0 <= outcome.arithmetic <= 100
    assert all(line.points <= line.most for line in outcome.lines)
    assert (outcome.score is None) == (outcome.band == "unknown") == (outcome.coverage < 0.5)
    costing = [line.signal for line in outcome.lines if line.signal in SIGNAL_NAMES]
    asked = [each.name for each in SIGNALS if each.applies is None or each.applies(found, TODAY, DEFAULT)]
    assert sorted((*costing, *outcome.silent, *outcome.unknown)) == sorted(asked)


@MANY
@given(found=ANY, data=st.data())
def test_the_order_of_records_never_matters(found: Facts, data: st.DataObject) -> None:
    def shuffled(many: Any) -> Any:
        return tuple(data.draw(st.permutations(many)))

    signs = found.signs
    other = found._replace(
        **{name: shuffled(getattr(found, name)) for name in ("people", "contracts", "tasks")},
        signs=signs._replace(
            **{
                name: shuffled(getattr(signs, name))
                for name in ("issues", "usage", "answers", "handoffs", "events")
            }
        ),
    )
    outcome = assess(found, TODAY, DEFAULT)
    assert assess(other, TODAY, DEFAULT) == outcome
    assert explain(other, outcome, TODAY, DEFAULT) == explain(found, outcome, TODAY, DEFAULT)


@MANY
@given(found=ANY)
def test_every_line_has_words_that_fit_a_command_and_says_what_it_gives_back(found: Facts) -> None:
    outcome = assess(found, TODAY, DEFAULT)
    reasons = explain(found, outcome, TODAY, DEFAULT)
    assert [(reason.signal, reason.points) for reason in reasons] == [
        (line.signal, line.points) for line in outcome.lines
    ]
    for reason in reasons:
        assert all((reason.text.strip(), reason.record.strip(), reason.step.strip()))
        assert 0 < len(reason.short) <= NARROW, reason.short
        assert reason.command.startswith("am ")
        assert 0 <= reason.back <= 100 - outcome.arithmetic
        assert len(set(reason.refs)) == len(reason.refs)


Worse = Callable[[Facts], Facts | None]


def with_signs(found: Facts, **changes: Any) -> Facts:
    return found._replace(signs=found.signs._replace(**changes))


def older(on: dt.date | None, days: int = 40) -> dt.date | None:
    return on and on - dt.timedelta(days=days)


def quieter(found: Facts) -> Facts:
    return found._replace(touch_on=older(found.touch_on), added_on=found.added_on)


def forsaken(found: Facts) -> Facts:
    gone = [
        each._replace(left_on=min(each.left_on or TODAY, TODAY), successor_id=None)
        for each in found.people
        if each.left_on is None or each.left_on > TODAY
    ]
    stay = [each for each in found.people if each.left_on is not None and each.left_on <= TODAY]
    return found._replace(people=(*stay, *gone))


def earlier(problem: OpenIssue) -> OpenIssue:
    return problem._replace(opened_on=problem.opened_on - dt.timedelta(days=40))


def undone(found: Facts) -> Facts:
    return found._replace(
        contracts=tuple(
            each._replace(stage="not_started") if each.stage in ("verbal", "signed") else each
            for each in found.contracts
        )
    )


def narrower(found: Facts) -> Facts | None:
    spoken = [each for each in found.people if each.last_on is not None]
    if len(spoken) < 2:
        return None
    silent = spoken[0]._replace(last_on=None)
    return found._replace(people=tuple(silent if each is spoken[0] else each for each in found.people))


def letters(found: Facts, at: int, letter: str) -> Facts:
    """One more talk of which something is known becomes a worse one."""
    talks = [list(found.talks[start : start + 3]) for start in range(0, len(found.talks), 3)]
    for talk in talks:
        if talk[at] not in ("-", letter):
            talk[at] = letter
            break
    return found._replace(talks="".join("".join(talk) for talk in talks))


WORSE: dict[str, list[Worse]] = {
    "quiet": [quieter],
    "champion_gone": [forsaken],
    "renewal_uncommitted": [undone, lambda f: f._replace(contracts=(*f.contracts, contract(3, id=500)))],
    "escalation": [
        lambda f: with_signs(f, issues=(*f.signs.issues, issue(-9, "high", number=500)), had_issue=True),
        lambda f: with_signs(f, issues=tuple(i._replace(severity="critical") for i in f.signs.issues)),
        lambda f: with_signs(f, issues=tuple(i._replace(escalated_on=day(-1)) for i in f.signs.issues)),
        lambda f: with_signs(f, issues=tuple(earlier(each) for each in f.signs.issues)),
    ],
    "promise_overdue": [
        lambda f: f._replace(tasks=(*f.tasks, promise(-30, number=500)), has_task=True),
        lambda f: f._replace(tasks=tuple(t._replace(due_on=older(t.due_on)) for t in f.tasks)),
    ],
    "usage_falling": [
        lambda f: with_signs(
            f,
            usage=tuple(
                u._replace(value=u.value / 2, recent=None if u.recent is None else u.recent / 2)
                for u in f.signs.usage
            ),
        )
    ],
    "single_threaded": [narrower],
    "unhappy": [
        lambda f: with_signs(f, answers=tuple(a._replace(score=0) for a in f.signs.answers)),
        lambda f: letters(f, 1, "b"),
    ],
    "only_selling": [lambda f: letters(f, 0, "c"), lambda f: with_signs(f, spoke_before_end=True)],
    "no_value_shown": [
        lambda f: with_signs(f._replace(qbr_on=older(f.qbr_on)), value_on=older(f.signs.value_on))
    ],
    "ghosted": [lambda f: with_signs(f, unanswered=messages(-60))],
    "handoff_gap": [lambda f: with_signs(f, handoffs=())],
    "payment_late": [
        lambda f: with_signs(f, issues=tuple(i._replace(category="billing") for i in f.signs.issues))
    ],
    "bad_news": [
        lambda f: with_signs(f, events=(*f.signs.events, event(0, number=500)), had_event=True),
        lambda f: with_signs(f, events=tuple(e._replace(good=False) for e in f.signs.events)),
    ],
    "record_gaps": [
        lambda f: f._replace(named=False),
        lambda f: f._replace(contracts=(*f.contracts, contract(-31, id=500))),
    ],
    "pulse": [lambda f: f._replace(pulse="bad", pulse_on=TODAY)],
}  # fmt: skip


def test_every_signal_can_be_made_worse() -> None:
    assert set(WORSE) == {*SIGNAL_NAMES, "pulse"}


@MANY
@given(found=ANY)
def test_more_risk_never_raises_the_score(found: Facts) -> None:
    before = assess(found, TODAY, DEFAULT)
    for signal, ways in WORSE.items():
        for worse in ways:
            other = worse(found)
            if other is not None:
                after = assess(other, TODAY, DEFAULT)
                assert after.arithmetic <= before.arithmetic, signal
                assert lines(after).get(signal, 0) >= lines(before).get(signal, 0) or signal == "pulse"


@pytest.mark.parametrize("signal", SIGNAL_NAMES)
def test_a_faultless_account_that_is_made_worse_costs_points_of_that_signal(signal: str) -> None:
    """Each of the ways above does something: none is a property that cannot fail."""
    start = facts(
        tier="key",
        contracts=(contract(3, "verbal"),),
        issues=(issue(0, "low"),),
        had_issue=True,
        usage=(usage(100, 100, 100, 100),),
        answers=(answer(-9, 10),),
        events=(event(0, good=True),),
        had_event=True,
        people=tuple(person(n, "champion") for n in (1, 2, 3)),
        owner_since=day(-30),
        handoffs=(handoff(-30),),
        talks="cob" * 2 + TALK * 4,
        tasks=(promise(0),),
        qbr_on=day(-170),
        value_on=day(-170),
        qbr_days=180,
        touch_on=day(-10),
    )
    before = lines(assess(start, TODAY, DEFAULT)).get(signal, 0)
    ways = [worse(start) for worse in WORSE[signal]]
    if signal in ("only_selling", "unhappy", "payment_late"):
        ways += [repeated(worse, start) for worse in WORSE[signal]]
    costs = [lines(assess(each, TODAY, DEFAULT)).get(signal, 0) for each in ways if each is not None]
    assert max(costs) > before


def repeated(worse: Worse, found: Facts | None) -> Facts | None:
    """Made worse six times, and long ago."""
    for _ in range(6):
        found = worse(found) if found is not None else None
    if found is None:
        return None
    late = tuple(each._replace(opened_on=day(-60)) for each in found.signs.issues)
    return with_signs(found, issues=late)


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
    """A figure that no account's score, coverage or band depends on would only pretend to be one."""
    figure = FIGURES[name]
    figures = [
        DEFAULT.figures | {name: type(figure.default)(value)}
        for value in (figure.default * 0.6, figure.default * 1.3, figure.least, figure.most)
    ]
    before = [assess(found, TODAY, DEFAULT) for found in SAMPLES]
    models = [Model(each, 30) for each in figures if is_allowed(each)]
    assert any([assess(found, TODAY, model) for found in SAMPLES] != before for model in models)


def is_allowed(figures: dict[str, float]) -> bool:
    try:
        check_together(figures)
    except BadValue:
        return False
    return True


@MANY
@given(found=ANY, data=st.data())
def test_no_figures_let_a_signal_cost_more_than_its_most_or_break_the_sum(
    found: Facts, data: st.DataObject
) -> None:
    changed = {
        name: data.draw(
            st.integers(int(FIGURES[name].least), int(FIGURES[name].most))
            if isinstance(FIGURES[name].default, int)
            else st.floats(FIGURES[name].least, FIGURES[name].most)
        )
        for name in data.draw(st.lists(st.sampled_from(list(FIGURES)), max_size=12, unique=True))
    }
    model = Model(DEFAULT.figures | changed, 30)
    if not is_allowed(DEFAULT.figures | changed):
        return
    outcome = assess(found, TODAY, model)
    assert 0 <= outcome.arithmetic <= 100
    assert sum(line.points for line in outcome.lines) == 100 - outcome.arithmetic
    assert all(line.points <= line.most for line in outcome.lines), outcome.lines
    assert all(reason.back >= 0 for reason in explain(found, outcome, TODAY, model))


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
    *(
        facts(pulse=felt, pulse_on=day(-days), tasks=(promise(-20),), touch_on=day(-41))
        for felt in ("good", "ok", "bad")
        for days in (20, 80)
    ),
    facts(**IMPORTED | {"people": (person(spoken=None),)}, contracts=(contract(300),)),
]
