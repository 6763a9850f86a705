"""What holds for the score of every account, whatever is on record about it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules.facts import Answer, Facts, Load, OpenIssue
from amcli.rules.figures import DEFAULT, FIGURES, check_together
from amcli.rules.model import Model
from amcli.rules.reasons import explain
from amcli.rules.score import Score, assess
from amcli.rules.signals import SIGNAL_NAMES, SIGNALS
from tests.profiles import examples

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
    person,
    promise,
    usage,
)

FULL, SHORT = 37, 28  # columns of a reason in `am risks`, and in the morning, where " +3" may follow


def lines(found: Score) -> dict[str, int]:
    return {line.signal: line.points for line in found.lines}


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
PARTS = st.floats(0, 1) | st.sampled_from((0.0, 0.45, 0.55, 0.65, 1.0))
ANSWERS = some(
    st.builds(
        lambda on, kind, score, number, *means: answer(
            on, score * kind[1], kind[0], kind[1], number
        )._replace(answers=means[0], mean=means[1], recent=means[2], before=means[3]),
        st.integers(-180, 0),
        st.sampled_from([("nps", 10.0), ("csat", 5.0), ("ces", 7.0)]),
        st.sampled_from([0.0, 0.4, 0.6, 0.7, 1.0]),
        NUMBERS,
        st.integers(1, 3),
        PARTS,
        st.none() | PARTS,
        st.none() | PARTS,
    ),
    3,
    lambda each: each.kind,
)
LOADS = st.none() | st.builds(
    lambda fresh, older, each, earlier, usual: load(
        each * (fresh + older), usual, fresh + older, fresh=fresh, recent=each * fresh, before=earlier
    ),
    *(st.integers(0, 120), st.integers(0, 120), st.integers(1, 8), st.integers(0, 300), st.floats(2, 60)),
)
DOWNGRADES = some(
    st.builds(downgrade, st.integers(-400, 0), st.integers(1, 10**11), st.booleans(), NUMBERS),
    2,
    lambda each: each.contract,
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
    given["runs"] = True if given["downgrades"] else given["runs"]
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
    load=LOADS,
    downgrades=DOWNGRADES,
    events=EVENTS,
    handoffs=HANDOFFS,
    value_on=st.none() | PAST.map(day),
    unanswered=st.just(()) | st.integers(-60, -3).map(messages),
    spoke_before_end=st.booleans(),
    issue_in_year=st.booleans(),
    touches=st.integers(0, 2),
    runs=st.none() | st.booleans(),
    silent=st.booleans(),
)
MANY = settings(max_examples=examples(80), derandomize=True, database=None)


@MANY
@given(found=ANY)
def test_the_lines_add_up_to_what_is_missing_from_a_hundred(found: Facts) -> None:
    outcome = assess(found, TODAY, DEFAULT)
    assert sum(line.points for line in outcome.lines) == 100 - outcome.arithmetic
    assert 0 <= outcome.arithmetic <= 100
    assert all(line.points <= line.most for line in outcome.lines)
    dark = sum(line.points for line in outcome.lines if line.signal == "unseen")
    assert 0 <= dark <= sum(line.points for line in outcome.lines if line.signal in SIGNAL_NAMES)
    assert (outcome.score is None) == (outcome.health == "unknown") == (outcome.evidence < 0.5)
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
                for name in ("issues", "usage", "answers", "handoffs", "events", "downgrades")
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
        assert 0 < len(reason.text) <= FULL, reason.text
        assert 0 < len(reason.short) <= SHORT, reason.short
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


def heavier(found: Load) -> Load:
    """The same issues, each graver."""
    return found._replace(issues=found.issues + 3, weight=3 * found.weight + 3, recent=3 * found.recent)


def lower(found: Answer) -> Answer:
    """One more answer, so that the mean is lower."""
    mean = 1 if found.mean is None else found.mean
    return found._replace(answers=found.answers + 1, mean=mean / 3)


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
    "no_reply": [lambda f: with_signs(f, unanswered=messages(-60))],
    "handoff_gap": [lambda f: with_signs(f, handoffs=())],
    "payment_late": [
        lambda f: with_signs(f, issues=tuple(i._replace(category="billing") for i in f.signs.issues))
    ],
    "support_load": [
        lambda f: with_signs(f, load=heavier(f.signs.load) if f.signs.load is not None else load(12)),
        lambda f: with_signs(f, load=f.signs.load and f.signs.load._replace(usual=2, before=0)),
    ],
    "mood_low": [
        lambda f: with_signs(f, answers=tuple(map(lower, f.signs.answers))),
        lambda f: with_signs(f, answers=tuple(a._replace(before=1.0, recent=0.0) for a in f.signs.answers)),
    ],
    "downgraded": [
        lambda f: with_signs(
            f._replace(runs=True), downgrades=(*f.signs.downgrades, downgrade(0, number=500))
        )
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
    """But where a record lets more be seen: then points are raised by less, and signals keep their own."""
    before = assess(found, TODAY, DEFAULT)
    for signal, ways in WORSE.items():
        for worse in ways:
            other = worse(found)
            if other is not None:
                after = assess(other, TODAY, DEFAULT)
                sees_more = after.raised < before.raised
                assert after.arithmetic <= before.arithmetic or sees_more, signal
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
    try:
        check_together(DEFAULT.figures | changed)
    except BadValue:
        return
    outcome = assess(found, TODAY, model)
    assert 0 <= outcome.arithmetic <= 100
    assert sum(line.points for line in outcome.lines) == 100 - outcome.arithmetic
    assert all(line.points <= line.most for line in outcome.lines), outcome.lines
    assert all(reason.back >= 0 for reason in explain(found, outcome, TODAY, model))
