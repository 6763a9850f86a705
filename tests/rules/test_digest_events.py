"""What a digest tells of an account, and by which key it is known again, worked out by hand for each day."""

import datetime as dt

import pytest

from amcli.rules import digest
from amcli.rules.digest import Entry, Event, Kept, Moved
from amcli.rules.facts import WIN_BACK, Departure, OpenIssue, OpenOpportunity, OpenTask
from amcli.rules.figures import DEFAULT
from amcli.rules.replies import Message, Reply

from .making import TODAY, answer, contract, day, facts

UNTIL = day(7)
QUIET = {"touch_on": TODAY, "qbr_days": None}  # nothing of it falls due
SUNDAY = lambda on: on.weekday() < 6  # noqa: E731


def told(asleep: frozenset[str] = frozenset(), **given) -> list[Event]:
    return [*digest.standing(facts(**(QUIET | given)), TODAY, UNTIL, DEFAULT, asleep)]


def keys(asleep: frozenset[str] = frozenset(), **given) -> list[tuple[str, str, str | None]]:
    """Of each event its key, what it is, and the record that it is about."""
    return [(each.key, each.kind, each.ref) for each in told(asleep, **given)]


def task(due: int | None, promised: bool = False, by: str | None = None, title: str = "Call") -> OpenTask:
    on = None if due is None else day(due)
    return OpenTask(3, 1, "acme", "Acme", None, title, on, promised, by, None)


@pytest.mark.parametrize(
    ("due", "key"),
    [
        (8, None), (7, "due:t3:2026-03-09"), (0, "due:t3:2026-03-02"), (-1, "late:t3:2026-03-01"),
        (-400, "late:t3:2025-01-26"), (None, None),
    ],
)  # fmt: skip
def test_a_task_is_told_from_a_week_before_its_day_and_as_late_from_the_day_after(due, key):
    assert keys(tasks=(task(due),)) == ([] if key is None else [(key, "task", "t3")])


def test_a_promise_is_mine_or_theirs():
    assert [each.kind for each in told(tasks=(task(0, True, "me"),))] == ["promise"]
    assert [each.kind for each in told(tasks=(task(0, True),))] == ["promise"]
    assert [each.kind for each in told(tasks=(task(0, True, "them"),))] == ["theirs"]
    assert [each.kind for each in told(tasks=(task(0, False, "them"),))] == ["task"]


@pytest.mark.parametrize(
    ("touch", "key"),
    [(-22, None), (-23, "due:checkin:1:2026-03-09"), (-30, "due:checkin:1:2026-03-02"),
     (-31, "late:checkin:1:2026-03-01"), (-60, "late:checkin:1:2026-01-31")],
)  # fmt: skip
def test_a_check_in_is_told_from_a_week_before_its_cadence_is_over(touch, key):
    assert keys(touch_on=day(touch)) == ([] if key is None else [(key, "checkin", None)])


def test_a_book_without_conversations_has_no_check_ins():
    assert keys(touch_on=None, silent=True) == []


@pytest.mark.parametrize(
    ("last", "key"),
    [(-172, None), (-173, "due:qbr:1:2026-03-09"), (-180, "due:qbr:1:2026-03-02"),
     (-181, "late:qbr:1:2026-03-01")],
)  # fmt: skip
def test_a_review_is_told_from_a_week_before_its_day(last, key):
    found = told(qbr_days=180, qbr_on=day(last))
    assert [(each.key, each.kind) for each in found] == ([] if key is None else [(key, "qbr")])
    assert [each.subject for each in found] == ([] if key is None else [day(last + 180)])


@pytest.mark.parametrize(("until", "count"), [(None, 2), (-1, 2), (0, 2), (1, 0)])
def test_an_account_that_is_put_off_has_no_check_in_and_no_review_until_its_day(until, count):
    given = {"touch_on": day(-40), "qbr_days": 180, "qbr_on": day(-200)}
    snoozed = None if until is None else day(until)
    assert len(told(**given, snoozed_until=snoozed)) == count
    assert len(told(**given, snoozed_until=snoozed, tasks=(task(0),))) == count + 1


def issue(opened: int, severity: str = "high", escalated: int | None = None) -> OpenIssue:
    return OpenIssue(
        5, "Exports fail", severity, "support", day(opened), None if escalated is None else day(escalated)
    )


def test_an_issue_is_told_once_it_is_escalated_or_open_for_longer_than_it_should_be():
    days = DEFAULT.whole("issue.high")
    assert keys(issues=(issue(-days),)) == []
    assert keys(issues=(issue(-days - 1),)) == [("late:i5:target", "issue", "i5")]
    assert keys(issues=(issue(0, escalated=0),)) == [("late:i5:escalated", "escalation", "i5")]
    assert keys(issues=(issue(-900, escalated=-2),)) == [("late:i5:escalated", "escalation", "i5")]
    assert keys(frozenset({"i5"}), issues=(issue(-900, escalated=-2),)) == []
    assert keys(frozenset({"i6"}), issues=(issue(-900),)) == [("late:i5:target", "issue", "i5")]


@pytest.mark.parametrize(
    ("expected", "key"), [(1, None), (0, None), (-1, "late:o4:2026-03-01"), (None, None)]
)
def test_an_opportunity_is_late_from_the_day_after_the_expected_one(expected, key):
    found = OpenOpportunity(
        4, "More seats", "upsell", "proposed", None if expected is None else day(expected)
    )
    assert keys(opportunities=(found,)) == ([] if key is None else [(key, "opportunity", "o4")])
    assert keys(frozenset({"o4"}), opportunities=(found,)) == []


def test_a_late_reply_is_told_unless_it_is_put_off():
    sent = Message(8, 1, "acme", "Acme", "email", day(-9), None, "Prices", "in", 1, "Jane", None)
    late = Reply(sent, 6, True, 4)
    assert keys(replies=(late,)) == [("late:n8:reply", "reply", "n8")]
    assert keys(frozenset({"n8"}), replies=(late,)) == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"ends": 61}, None),
        ({"ends": 60}, ("nearer:k7:2026-05-01:60", "renewal")),
        ({"ends": 7}, ("nearer:k7:2026-03-09:7", "renewal")),
        ({"ends": 0}, ("nearer:k7:2026-03-02:0", "renewal")),
        ({"ends": -1}, ("late:k7:2026-03-01", "ended")),
        ({"ends": 67, "notice": 60, "auto": True}, ("nearer:k7:2026-03-09:7", "notice")),
        ({"ends": 60, "notice": 60, "auto": True}, ("nearer:k7:2026-03-02:0", "notice")),
        ({"ends": 59, "notice": 60, "auto": True}, ("nearer:k7:2026-03-01:past", "notice")),
        # of terms of a month a notice deadline is told of once
        ({"ends": 21, "notice": 14, "auto": True, "term": 30}, ("nearer:k7:2026-03-09:short", "notice")),
        ({"ends": 14, "notice": 14, "auto": True, "term": 30}, ("nearer:k7:2026-03-02:short", "notice")),
        # what comes round so often is told of a week before its end, a single month like any other contract
        ({"ends": 8, "auto": True, "term": 30}, None),
        ({"ends": 7, "auto": True, "term": 30}, ("nearer:k7:2026-03-09:7", "renewal")),
        ({"ends": 8, "term": 30}, ("nearer:k7:2026-03-10:14", "renewal")),
        ({"ends": -1, "term": 30}, ("late:k7:2026-03-01", "ended")),
        ({"ends": -1, "auto": True, "term": 30}, ("late:k7:2026-03-01", "ended")),
        ({"ends": -1, "auto": True}, ("late:k7:2026-03-01", "ended")),
    ],
)
def test_a_deadline_of_a_contract_is_told_by_its_step(given, expected):
    found = told(contracts=(contract(**given),))
    assert [(each.key, each.kind) for each in found] == ([] if expected is None else [expected])
    assert [(each.section, each.ref, each.also) for each in found] == [("nearer", "k7", ())] * len(found)


def test_telling_the_newest_step_tells_those_before_it():
    friday = dt.date(2026, 3, 6)
    found = facts(**QUIET, contracts=(contract(6),))
    (event,) = digest.standing(found, friday, UNTIL, DEFAULT, frozenset(), SUNDAY)
    assert (event.key, event.also) == ("nearer:k7:2026-03-08:3", ())
    saturday = dt.date(2026, 3, 7)
    (event,) = digest.standing(found, saturday, UNTIL, DEFAULT, frozenset(), SUNDAY)
    assert (event.key, event.also) == ("nearer:k7:2026-03-08:0w", ("nearer:k7:2026-03-08:1",))


@pytest.mark.parametrize(("until", "count"), [(None, 1), (-1, 1), (0, 1), (1, 0)])
def test_a_contract_that_is_put_off_says_nothing_until_its_day(until, count):
    snoozed = None if until is None else day(until)
    assert len(told(contracts=(contract(5, snoozed_until=snoozed),))) == count


def leaving(on: int) -> Departure:
    return Departure("leaving", day(on), 7, "Suite", day(-300), day(-9), "price", 1_200_000, "EUR")


@pytest.mark.parametrize(
    ("left", "name"),
    [(31, None), (30, "30"), (8, "30"), (7, "7"), (2, "7"), (1, "1"), (0, "0"), (-1, None)],
)
def test_a_last_day_is_told_a_month_a_week_and_a_day_before_it_and_on_it(left, name):
    found = told(leaving=leaving(left))
    key = f"nearer:last:1:{day(left)}:{name}"
    assert [(each.key, each.section, each.kind, each.ref) for each in found] == (
        [] if name is None else [(key, "nearer", "leaving", "k7")]
    )
    assert [(each.subject.found.on, each.subject.since) for each in found] == (
        [] if name is None else [(day(left), day(left - int(name)))]
    )


def test_of_who_is_lost_only_the_day_to_win_them_back_is_told():
    given = {"status": "churned", "touch_on": day(-90), "issues": (issue(-90),), "contracts": (contract(-1),)}
    assert keys(**given, tasks=(task(0), task(0, title=f"{WIN_BACK}Acme"))) == [
        ("due:t3:2026-03-02", "task", "t3")
    ]
    assert keys(**given, tasks=(task(0),)) == []
    for status in ("active", "onboarding"):
        assert len(keys(**(given | {"status": status}), tasks=(task(0),))) == 4


def kept(health: str, score: int | None = 50, **points: int) -> Kept:
    return Kept(score, health, points)


@pytest.mark.parametrize(
    ("then", "now", "section"),
    [
        ("healthy", "at_risk", "worse"), ("healthy", "critical", "worse"), ("at_risk", "critical", "worse"),
        ("unknown", "at_risk", "worse"), (None, "at_risk", "worse"), (None, "critical", "worse"),
        ("critical", "at_risk", "better"), ("critical", "healthy", "better"),
        ("at_risk", "healthy", "better"),
        ("at_risk", "at_risk", None), ("healthy", "unknown", None), (None, "healthy", None),
        ("at_risk", "unknown", None), ("critical", "unknown", None), ("critical", "critical", None),
        ("critical", "watch", "better"), ("watch", "healthy", None), ("healthy", "watch", None),
    ],
)  # fmt: skip
def test_a_health_that_moved_is_worse_or_better_and_never_better_by_knowing_less(then, now, section):
    before, after = None if then is None else kept(then), kept(now)
    found = digest.moved(9, after, before)
    if section is None:
        assert found is None
        return
    assert found == Event("score:9", section, "score", None, Moved(before, after))
    assert found.subject.got_better is (section == "better")


def test_got_better_is_said_of_health_alone():
    assert not Moved(None, kept("healthy")).got_better
    assert not Moved(kept("healthy"), kept("healthy", 90)).got_better
    assert not Moved(kept("at_risk"), kept("critical")).got_better
    assert Moved(kept("at_risk"), kept("watch")).got_better


def test_what_grew_is_named_most_first_and_of_a_new_account_all_of_it():
    now = kept("at_risk", quiet=9, unhappy=12, no_reply=10, bad_news=3)
    then = kept("healthy", quiet=2, unhappy=12, no_reply=11)
    assert Moved(then, now).grown == ["quiet", "bad_news"]
    assert Moved(then._replace(points={"quiet": 8}), now).grown == [
        "unhappy",
        "no_reply",
        "bad_news",
        "quiet",
    ]
    same = kept("at_risk", quiet=9, bad_news=5)  # both by 5, in the order of the signals
    assert Moved(kept("healthy", quiet=4), same).grown == ["quiet", "bad_news"]
    assert Moved(kept("healthy", bad_news=0), same._replace(points={"quiet": 5, "bad_news": 5})).grown == [
        "quiet", "bad_news",
    ]  # fmt: skip
    assert Moved(kept("healthy"), kept("healthy", quiet=1)).grown == ["quiet"]
    assert Moved(None, now).grown == ["unhappy", "no_reply", "quiet", "bad_news"]


def test_a_rise_is_one_where_what_is_on_record_would_have_been_better_then_too():
    found = facts(**QUIET, answers=(answer(-1, 10),))
    assert digest.risen(found, kept("critical"), day(-1), DEFAULT)
    assert digest.risen(found, kept("at_risk"), day(-1), DEFAULT)
    assert not digest.risen(found, kept("healthy"), day(-1), DEFAULT)
    assert not digest.risen(found, kept("unknown"), day(-1), DEFAULT)


def test_a_bad_pulse_of_the_days_since_counts_on_the_day_of_the_digest_before_too():
    for given in ({"pulse": "bad", "pulse_on": TODAY}, {"pulse": "bad", "pulse_on": day(-2)}):
        found = facts(**QUIET, **given)
        for then in ("critical", "at_risk", "healthy"):  # it is critical with it
            assert not digest.risen(found, kept(then), day(-1), DEFAULT)
    assert digest.risen(facts(**QUIET), kept("critical"), day(-1), DEFAULT)


def event(section: str, kind: str, key: str = "") -> Event:
    return Event(key or f"{section}:{kind}", section, kind, None)


def test_an_account_stands_once_for_its_deadlines_and_once_in_its_heaviest_section():
    found = facts()
    dated = told(contracts=(contract(30),))
    given = [event("due", "task"), event("worse", "score"), *dated, event("late", "checkin")]
    kinds = frozenset({"task", "score", "renewal", "checkin"})
    assert [*digest.entries(found, iter(given))] == [
        Entry(found, "nearer", tuple(dated), kinds),
        Entry(found, "worse", (given[1], given[3], given[0]), kinds),
    ]
    assert [*digest.entries(found, dated)] == [Entry(found, "nearer", tuple(dated), frozenset({"renewal"}))]
    assert [*digest.entries(found, [])] == []
    alike = [event("due", "task", "b"), event("due", "task", "a"), event("due", "promise", "c")]
    (entry,) = digest.entries(found, alike)
    assert (entry.section, [each.key for each in entry.events]) == ("due", ["c", "a", "b"])
    lesser = [event("settled", "record"), event("better", "score"), event("late", "task")]
    (entry,) = digest.entries(found, lesser)
    assert (entry.section, [each.section for each in entry.events]) == ("late", ["late", "better", "settled"])


def test_deadlines_of_a_week_come_first_then_what_has_passed_the_newest_first_then_what_is_farther():
    of_days = {  # by the number of the contract, in the order in which they are to be told
        1: contract(3, "contacted", id=1), 2: contract(7, "contacted", id=2),
        3: contract(1, "verbal", id=3),  # agreed
        4: contract(-1, id=4), 5: contract(-14, id=5), 6: contract(-15, id=6), 7: contract(-90, id=7),
        8: contract(30, "verbal", id=8), 9: contract(60, "contacted", id=9),
    }  # fmt: skip
    events = told(contracts=tuple(of_days.values()))
    assert len(events) == 9
    (entry,) = digest.entries(facts(), reversed(events))
    assert [each.ref for each in entry.events] == [f"k{number}" for number in of_days]
    twins = told(contracts=(contract(3, id=2), contract(3, id=1)))
    (entry,) = digest.entries(facts(), twins)
    assert [each.ref for each in entry.events] == ["k1", "k2"]


def test_accounts_come_by_section_deadlines_by_day_the_rest_by_revenue_then_by_code():
    def entry(section: str, code: str, arr: int | None, left: int = 3) -> Entry:
        events = told(contracts=(contract(left),)) if section == "nearer" else [event(section, "task")]
        return Entry(facts(code=code, arr=arr), section, tuple(events), frozenset())

    wanted = [
        entry("due", "rich", 300), entry("due", "also", 200), entry("due", "poor", 200),
        entry("due", "none", None),
        entry("nearer", "small", 10, 2), entry("nearer", "large", 500), entry("nearer", "mid", 100),
        entry("late", "a", 1), entry("worse", "a", 1), entry("better", "a", 1), entry("settled", "a", 1),
    ]  # fmt: skip
    assert digest.ordered(reversed(wanted)) == wanted
    assert digest.ordered(wanted[3:] + wanted[:3]) == wanted


def test_an_account_comes_by_the_first_of_its_deadlines_and_of_one_day_the_larger_comes_first():
    def entry(code: str, arr: int | None, *lefts: int, number: int = 7) -> Entry:
        held = tuple(contract(left, id=number) for left in lefts)
        (found,) = digest.entries(facts(code=code, arr=arr), told(contracts=held))
        return found

    wanted = [entry("both", 1, 2, 60), entry("one", 9, 4)]
    assert digest.ordered(reversed(wanted)) == wanted
    wanted = [entry("late", 9, 4, number=9), entry("early", 5, 4, number=3), entry("no", None, 4, number=1)]
    assert digest.ordered(reversed(wanted)) == wanted
    wanted = [entry("zero", 1, 4), entry("all", None, 4), entry("none", 0, 4)]
    assert digest.ordered(reversed(wanted)) == wanted
