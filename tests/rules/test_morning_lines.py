"""Which lines the morning shows: never more than the screen has rows, and nothing falls out."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amcli.rules import priority
from amcli.rules.facts import Facts, OpenTask
from amcli.rules.figures import DEFAULT
from amcli.rules.morning_lines import Day, Line, Several, board, sections, shares
from tests.profiles import examples

from . import making
from .making import TODAY, contract, day


class Meeting(NamedTuple):
    """A meeting as the book tells of it."""

    id: int
    account_id: int
    on: dt.date
    at: str | None
    state: str


def account(number: int, **given) -> Facts:
    """An account that wants nothing but what is given, with the revenue of its number."""
    base = {"id": number, "code": f"a{number:03}", "arr": 1000 * number, "qbr_days": None, "people": ()}
    return making.facts()._replace(**(base | given))


def task(due: int, number: int, promised: bool = False) -> OpenTask:
    return OpenTask(number, 1, "acme", "Acme", None, "Send it", day(due), promised, "me", None)


def wanted(accounts: list[Facts]) -> list[priority.Wants]:
    found = []
    for each in accounts:
        items = list(priority.items(each, [], "healthy", TODAY, DEFAULT))
        found.append(priority.wants(each, items, 0.5 + each.id / 1000))
    return [each for each in found if each.items]


def day_of(accounts: list[Facts], met: list[Meeting] | None = None, gaps: tuple[Several, ...] = ()) -> Day:
    def amount(item: priority.Item) -> int:
        return item.subject.contract.value or 0

    return Day(met or [], wanted(accounts), amount, gaps)


def told(lines: list[Line]) -> list[str]:
    """Each line shortly: section, then what it is."""
    found = []
    for line in lines:
        if line.several is not None:
            found.append(f"{line.section}: {line.several.many} {line.several.kind}")
        elif line.meeting is not None:
            found.append(f"{line.section}: n{line.meeting.id}")
        else:
            assert line.wants is not None
            assert line.item is not None
            found.append(f"{line.section}: {line.item.ref or line.wants.facts.code}")
    return found


def ending(number: int, ends: int, stage: str = "contacted", **given) -> Facts:
    held = contract(ends, stage, id=number, account_id=number, value=number, **given)
    return account(number, contracts=(held,))


def test_a_deadline_within_a_week_stands_beside_an_overdue_promise_of_its_account():
    busy = account(1, contracts=(contract(2),), tasks=(task(-5, 1, True), task(-2, 2)), touch_on=day(-90))
    lines = board(day_of([busy]), 24).lines
    assert told(lines) == ["dated: k7", "owed: t1"]
    assert [[item.kind for item in line.others] for line in lines] == [["checkin", "task"], []]


def test_a_critical_account_is_not_hidden_by_a_small_task_of_its_own():
    """Its late task goes before the late tasks of others, as its line in Keep in touch would have; without
    that score it comes last."""
    late = [account(number, tasks=(task(-7, number),), touch_on=day(0)) for number in (101, 102, 3)]

    def owed(band: str) -> list[str]:
        wants = [
            priority.wants(
                each,
                list(priority.items(each, [], band if each is late[2] else "healthy", TODAY, DEFAULT)),
                0.9 - at / 100,
            )
            for at, each in enumerate(late)
        ]
        return told(board(Day([], wants, lambda item: 0), None).lines)

    assert owed("critical") == ["owed: t3", "owed: t101", "owed: t102"]
    assert owed("at_risk") == owed("healthy") == ["owed: t101", "owed: t102", "owed: t3"]


def test_ahead_is_by_day_and_first_what_is_not_agreed():
    given = [ending(1, 3, "verbal"), ending(2, 3), ending(3, 1, "verbal"), ending(4, 5)]
    assert told(board(day_of(given), 24).lines) == ["dated: k3", "dated: k2", "dated: k1", "dated: k4"]


def test_where_too_much_is_due_the_agreed_and_the_far_are_counted():
    loose = [ending(number, number % 7) for number in range(1, 15)]
    agreed = [ending(number, 0, "verbal") for number in range(20, 30)]
    lines = board(day_of([*loose, *agreed]), 24).lines
    assert len(lines) == 18
    assert told(lines)[-1] == "dated: 7 ahead"
    named = {line.item.ref for line in lines if line.item is not None}
    assert {f"k{number}" for number in range(1, 15)} <= named
    several = lines[-1].several
    assert several is not None
    assert all(item.subject.agreed for item in several.items)


def test_passed_are_the_largest_by_name_the_newest_first_and_the_rest_one_line():
    given = [ending(number, -number) for number in range(1, 11)] + [
        ending(number, -30) for number in (40, 41)
    ]
    lines = board(day_of(given), 24).lines
    assert told(lines) == ["dated: k7", "dated: k8", "dated: k9", "dated: k10", "dated: 8 unrecorded"]
    several = lines[-1].several
    assert several is not None
    assert several.amount == sum(range(1, 7)) + 40 + 41


def test_what_would_stand_for_one_contract_names_it():
    assert told(board(day_of([ending(1, -40)]), 24).lines) == ["dated: k1"]
    assert told(board(day_of([ending(1, -40), ending(2, -1)]), 24).lines) == ["dated: k2", "dated: k1"]
    two = board(day_of([ending(1, -40), ending(2, -41)]), 24).lines
    assert told(two) == ["dated: 2 unrecorded"]


def test_a_deadline_far_ahead_hides_no_check_in_and_stands_only_for_an_account_without_another_line():
    far = account(1, contracts=(contract(50, "not_started"),), touch_on=day(-90))
    assert told(board(day_of([far]), 24).lines) == ["quiet: a001"]
    for ends, line in ((31, "quiet: a001"), (30, "dated: k7"), (20, "dated: k7")):
        near = account(1, contracts=(contract(ends, "not_started"),), touch_on=day(-90))
        assert told(board(day_of([near]), 24).lines) == [line]
    alone = ending(1, 50, "not_started")
    assert told(board(day_of([alone]), 24).lines) == ["dated: k1"]


def test_keep_in_touch_is_for_accounts_with_nothing_owed_and_no_meeting_within_a_week():
    quiet = {"touch_on": day(-90)}
    given = [
        account(1, **quiet),
        account(2, **quiet, tasks=(task(-1, 2),)),
        account(3, **quiet, booked_on=day(4), booked_id=5),
    ]
    assert told(board(day_of(given), 24).lines) == ["owed: t2", "quiet: a001"]


def meetings(ahead: int, held: int) -> list[Meeting]:
    past = [
        Meeting(number, number, day(-1 - held + number), "09:00", "unconfirmed") for number in range(held)
    ]
    return past + [Meeting(100 + n, 100 + n, TODAY, f"{9 + n:02}:00", "ahead") for n in range(ahead)]


@pytest.mark.parametrize(
    ("ahead", "held", "lines"),
    [
        (1, 1, ["n100", "n0"]),
        (2, 2, ["n100", "n101", "n1", "n0"]),
        (1, 13, ["n100", "n12", "12 held"]),
        (9, 0, ["n100", "n101", "n102", "n103", "n104", "4 meetings"]),
        (9, 3, ["n100", "n101", "n102", "n103", "5 meetings", "3 held"]),
        (0, 2, ["n1", "n0"]),
    ],
)
def test_todays_meetings_come_first_and_take_a_third_of_the_lines(ahead, held, lines):
    found = board(day_of([], meetings(ahead, held)), 24).lines
    assert told(found) == [f"today: {line}" for line in lines]


def test_in_a_book_without_a_conversation_one_line_stands_for_all_accounts():
    silent = Several("silent", 148, 5)
    quiet = [account(1, touch_on=None, silent=True)]
    assert told(board(day_of(quiet, gaps=(silent,)), 24).lines) == ["quiet: 148 silent"]
    unknown = Several("unknown", 90, 5, missing=("usage",))
    both = told(board(day_of(quiet, gaps=(silent, unknown)), 24).lines)
    assert both == ["quiet: 148 silent", "quiet: 90 unknown"]


@pytest.mark.parametrize(
    ("wanted_lines", "left", "given_lines"),
    [
        ([5, 5, 5], 6, [2, 2, 2]),
        ([1, 5, 5], 6, [1, 2, 3]),
        ([0, 1, 1], 6, [0, 1, 1]),
        ([9, 0, 2], 6, [4, 0, 2]),
    ],
)
def test_what_is_left_is_shared_the_shortest_first(wanted_lines, left, given_lines):
    assert shares(wanted_lines, left) == given_lines


numbers = st.integers(1, 60)
days = st.integers(-100, 100)
stages = st.sampled_from(["not_started", "contacted", "proposed", "verbal", "signed"])


@st.composite
def invented(draw) -> Day:
    """A day of any book."""
    accounts = []
    for number in range(1, draw(st.integers(0, 40)) + 1):
        contracts = tuple(
            contract(
                draw(days), draw(stages), draw(st.sampled_from([None, 30, 60])), draw(st.booleans()),
                id=number * 10 + at, account_id=number, value=draw(numbers),
                snoozed_until=draw(st.sampled_from([None, day(3)])),
            )
            for at in range(draw(st.integers(0, 2)))
        )  # fmt: skip
        tasks = tuple(task(draw(st.integers(-20, 3)), number * 10 + at, draw(st.booleans()))
                      for at in range(draw(st.integers(0, 2))))  # fmt: skip
        booked = draw(st.sampled_from([None, None, day(3)]))
        touch = draw(st.sampled_from([day(-1), day(-200)]))
        accounts.append(account(number, contracts=contracts, tasks=tasks, touch_on=touch, booked_on=booked))
    ahead, held = draw(st.integers(0, 8)), draw(st.integers(0, 8))
    return day_of(accounts, meetings(ahead, held))


def keys(each: Day) -> set[tuple[int, str, str | None]]:
    return {(wants.facts.id, item.kind, item.ref) for wants in each.wants for item in wants.items}


@settings(max_examples=examples(150))
@given(invented(), st.sampled_from([24, 30, 50]))
def test_a_screen_is_never_longer_than_its_rows_and_nothing_falls_out(each: Day, rows: int):
    found = board(each, rows)
    height = 4 + len(found.lines) + 2 * len(sections(found.lines))
    assert height <= rows
    own = [(line.account_id, line.item.kind, line.item.ref) for line in found.lines if line.item is not None]
    assert len(own) == len(set(own))
    counted = [item.ref for line in found.lines if line.several for item in line.several.items]
    others = {(line.account_id, item.kind, item.ref) for line in found.lines for item in line.others}
    assert others.isdisjoint(own)
    with_line = {line.account_id for line in found.lines if line.item is not None}
    # Each thing is in a line, counted in one, beside its account's first line, or behind the footer's count.
    for account_id, kind, ref in keys(each):
        told_of = (account_id, kind, ref) in [*own, *others] or ref in counted
        assert told_of or account_id not in with_line
    for wants in each.wants:
        for item in wants.items:
            if item.place in ("ahead", "passed", "unrecorded"):
                assert (wants.facts.id, item.kind, item.ref) in own or item.ref in counted
    pressing = [item for wants in each.wants for item in wants.items if item.place == "ahead"]
    if any(not item.subject.agreed and item.ref in counted for item in pressing):
        named = [line.item for line in found.lines if line.item is not None and line.item.place == "ahead"]
        assert all(not item.subject.agreed for item in named)
    told_meetings = [line.meeting.id for line in found.lines if line.meeting is not None]
    told_meetings += [each.id for line in found.lines if line.several for each in line.several.meetings]
    assert sorted(told_meetings) == sorted(meeting.id for meeting in each.meetings)


@settings(max_examples=examples(80))
@given(invented())
def test_every_line_is_there_where_nothing_limits_it(each: Day):
    found = board(each, None)
    assert found.hidden == 0
    refs = [line.item.ref for line in found.lines if line.item is not None and line.section == "dated"]
    near = [item.ref for wants in each.wants for item in wants.items if item.place in ("ahead", "passed")]
    assert set(near) <= set(refs)
    for section, lines in sections(found.lines):
        if section in ("owed", "quiet"):
            assert max(Counter(line.account_id for line in lines).values()) == 1


@settings(max_examples=examples(150))
@given(invented(), st.integers(0, 7), stages.filter(lambda stage: stage != "signed"))
def test_a_deadline_within_a_week_always_adds_a_line_or_one_to_a_count(each: Day, ends: int, stage: str):
    added = ending(99, ends, stage)
    more = each._replace(wants=[*each.wants, *wanted([added])])
    found = board(more, 24)
    named = [line.item.ref for line in found.lines if line.item is not None]
    counted = [item.ref for line in found.lines if line.several for item in line.several.items]
    assert "k99" in named or "k99" in counted
