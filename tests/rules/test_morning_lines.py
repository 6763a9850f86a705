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


# How a crowded day is shared out. Each kind has its hundred: 1 is ahead, 101 has passed, 201 is unrecorded,
# 301 is farther, 401 owed, 501 quiet, 601 of short terms.


def crowd(
    ahead: int = 0, passed: int = 0, old: int = 0, far: int = 0, owed: int = 0, quiet: int = 0,
    short: int = 0, met: int = 0, held: int = 0, gaps: tuple[Several, ...] = (),
) -> Day:  # fmt: skip
    accounts = [ending(1 + at, 1 + at % 7) for at in range(ahead)]
    accounts += [ending(101 + at, -1 - at % 14) for at in range(passed)]
    accounts += [ending(201 + at, -30 - at) for at in range(old)]
    accounts += [ending(301 + at, 20, "not_started") for at in range(far)]
    accounts += [account(401 + at, tasks=(task(-1, 401 + at),)) for at in range(owed)]
    accounts += [account(501 + at, touch_on=day(-90)) for at in range(quiet)]
    accounts += [of_a_month(601 + at) for at in range(short)]
    return day_of(accounts, meetings(met, held), gaps)


def of_a_month(number: int) -> Facts:
    """An account whose contract runs for a month at a time, with a notice deadline in five days."""
    return ending(number, 20, notice=15, auto=True, term=30)


def shared_out(each: Day, rows: int | None) -> str:
    """The lines by section, and how many more there are."""
    found = board(each, rows)
    parts = [
        f"{name}: {' '.join(line.partition(': ')[2].replace(' ', '-') for line in told(lines))}"
        for name, lines in sections(found.lines)
    ]
    return " | ".join([*parts, f"+{found.hidden}"])


SILENT = Several("silent", 148, 5)
EVERYTHING = {
    "ahead": 9, "passed": 9, "old": 3, "short": 2, "owed": 2, "quiet": 2, "met": 3, "held": 3,
    "gaps": (SILENT,),
}  # fmt: skip


@pytest.mark.parametrize(
    ("given", "rows", "lines"),
    [
        # What shares the rest of the lines: the section that wants least is given its part first.
        (
            {"far": 20, "owed": 20, "quiet": 20}, 24,
            "dated: k320 k319 k318 k317 | owed: t420 t419 t418 t417 t416 | "
            "quiet: a520 a519 a518 a517 a516 | +46",
        ),
        # Never more than eight deadlines, eight owed, six to keep in touch, however high the screen.
        (
            {"far": 20, "owed": 20, "quiet": 20}, 50,
            "dated: k320 k319 k318 k317 k316 k315 k314 k313 | "
            "owed: t420 t419 t418 t417 t416 t415 t414 t413 | quiet: a520 a519 a518 a517 a516 a515 | +38",
        ),
        ({"far": 9, "quiet": 1}, 24, "dated: k309 k308 k307 k306 k305 k304 k303 k302 | quiet: a501 | +1"),
        ({"owed": 20}, 24, "owed: t420 t419 t418 t417 t416 t415 t414 t413 | +12"),
        ({"quiet": 20}, 24, "quiet: a520 a519 a518 a517 a516 a515 | +14"),
        ({"quiet": 20, "gaps": (SILENT,)}, 24, "quiet: 148-silent a520 a519 a518 a517 a516 a515 | +14"),
        # Farther ones get what the nearer leave of eight.
        (
            {"ahead": 3, "passed": 2, "far": 20, "owed": 3, "quiet": 3}, 50,
            "dated: k1 k2 k3 k101 k102 k320 k319 k318 | owed: t403 t402 t401 | quiet: a503 a502 a501 | +17",
        ),
        (
            {"ahead": 3, "passed": 2, "far": 20, "short": 2}, 50,
            "dated: k1 k2 k3 k101 k102 2-short k320 k319 | +18",
        ),
        ({"ahead": 9, "far": 3}, 50, "dated: k8 k1 k9 k2 k3 k4 k5 k6 k7 | +3"),
        ({"ahead": 9, "far": 2}, None, "dated: k8 k1 k9 k2 k3 k4 k5 k6 k7 k302 k301 | +0"),
        # Who wants nothing of what is left takes nothing from the others.
        (
            {"far": 20, "quiet": 20}, 24,
            "dated: k320 k319 k318 k317 k316 k315 k314 k313 | quiet: a520 a519 a518 a517 a516 a515 | +26",
        ),
        (
            {"far": 20, "owed": 1, "quiet": 20}, 24,
            "dated: k320 k319 k318 k317 k316 k315 k314 | owed: t401 | "
            "quiet: a520 a519 a518 a517 a516 a515 | +27",
        ),
        (
            {"far": 20, "owed": 20, "quiet": 1}, 24,
            "dated: k320 k319 k318 k317 k316 k315 | owed: t420 t419 t418 t417 t416 t415 t414 | "
            "quiet: a501 | +27",
        ),
        ({"old": 2, "owed": 20}, 14, "dated: 2-unrecorded | owed: t420 t419 t418 t417 t416 | +15"),
        ({"short": 2, "owed": 20}, 14, "dated: 2-short | owed: t420 t419 t418 t417 t416 | +15"),
        # Short terms are one line where there are several.
        ({"short": 1}, 24, "dated: k601 | +0"),
        ({"short": 2}, 24, "dated: 2-short | +0"),
        ({"short": 3, "old": 1}, 24, "dated: k201 3-short | +0"),
        # A screen that is too low: each that is there has a line, and the day's meetings the first.
        (
            EVERYTHING, 8,
            "today: 3-meetings 3-held | dated: 9-ahead 12-unrecorded 2-short | owed: t402 | "
            "quiet: 148-silent a502 | +2",
        ),
        (
            EVERYTHING, 24,
            "today: n100 n101 n102 3-held | dated: k8 k1 7-ahead 12-unrecorded 2-short | owed: t402 | "
            "quiet: 148-silent a502 | +2",
        ),
        (
            EVERYTHING, 30,
            "today: n100 n101 n102 n2 2-held | dated: k8 k1 k9 k2 k3 k4 k5 2-ahead 12-unrecorded 2-short | "
            "owed: t402 | quiet: 148-silent a502 | +2",
        ),
        (
            {**EVERYTHING, "far": 3}, 8,
            "today: 3-meetings 3-held | dated: 9-ahead 12-unrecorded 2-short | owed: t402 | "
            "quiet: 148-silent a502 | +5",
        ),
        # Within a week goes before what has passed, of which a quarter of the lines names some.
        ({"ahead": 9, "old": 1, "owed": 2}, 14, "dated: k8 k1 k9 6-ahead k201 | owed: t402 | +1"),
        ({"passed": 9, "old": 1, "owed": 2}, 14, "dated: k109 9-unrecorded | owed: t402 t401 | +0"),
        ({"ahead": 5, "passed": 2, "old": 1}, 12, "dated: k1 k2 k3 k4 k5 3-unrecorded | +0"),
        ({"ahead": 6, "passed": 2, "old": 1}, 12, "dated: k1 k2 k3 k4 2-ahead 3-unrecorded | +0"),
        ({"ahead": 6, "passed": 1}, 12, "dated: k1 k2 k3 k4 2-ahead k101 | +0"),
        ({"ahead": 6}, 12, "dated: k1 k2 k3 k4 k5 k6 | +0"),
        ({"ahead": 7}, 12, "dated: k1 k2 k3 k4 k5 2-ahead | +0"),
        ({"ahead": 6, "passed": 9}, 14, "dated: k1 k2 k3 k4 k5 k6 k109 8-unrecorded | +0"),
        ({"passed": 6}, 50, "dated: k101 k102 k103 k104 k105 k106 | +0"),
        ({"passed": 1, "old": 1}, 12, "dated: k101 k201 | +0"),
        (
            {"old": 3, "quiet": 9, "far": 3}, 20,
            "dated: 3-unrecorded k303 k302 k301 | quiet: a509 a508 a507 a506 a505 a504 | +3",
        ),
    ],
)  # fmt: skip
def test_a_crowded_day_is_shared_out_and_what_has_no_line_is_counted(given, rows, lines):
    assert shared_out(crowd(**given), rows) == lines


LATE = {"touch_on": day(-90)}
OWED = [account(401 + at, tasks=(task(-1, 401 + at),)) for at in range(20)]


def late(number: int, ends: int, stage: str = "contacted") -> Facts:
    """An account with a deadline whose check-in is overdue, too."""
    return ending(number, ends, stage)._replace(**LATE)


@pytest.mark.parametrize(
    ("accounts", "rows", "lines"),
    [
        ([late(1, 3)], 24, "dated: k1 | +0"),
        ([late(201, -30)], 24, "dated: k201 | +0"),
        ([late(101, -1), late(201, -30)], 24, "dated: k101 k201 | +0"),
        ([late(201, -30), late(202, -31)], 24, "dated: 2-unrecorded | quiet: a202 a201 | +0"),
        (
            [late(100 + at, -1) for at in range(1, 7)], 24,
            "dated: k106 k105 k104 k103 2-unrecorded | quiet: a102 a101 | +0",
        ),
        (
            [late(at, 3) for at in range(1, 8)], 12,
            "dated: k7 k6 k5 k4 3-ahead | quiet: a003 | +2",
        ),
        ([late(301, 20, "not_started"), account(501, **LATE)], None, "dated: k301 | quiet: a501 | +0"),
    ],
)  # fmt: skip
def test_only_a_deadline_that_is_named_stands_for_its_accounts_check_in(accounts, rows, lines):
    """Where a line counts it among several, the account has a line in Keep in touch."""
    assert shared_out(day_of(accounts), rows) == lines


def test_a_section_that_has_no_line_in_the_end_leaves_its_rows_to_the_others():
    named = [late(1, 3), *OWED]
    owed = "t420 t419 t418 t417 t416 t415"
    assert shared_out(day_of(named), 16) == f"dated: k1 | owed: {owed} t414 | +13"
    assert shared_out(day_of(named, meetings(1, 0)), 18) == f"today: n100 | dated: k1 | owed: {owed} | +14"
    found = shared_out(day_of(named, gaps=(SILENT,)), 20)
    assert found == f"dated: k1 | owed: {owed} t414 t413 | quiet: 148-silent | +12"
    far = [late(number, 20, "not_started") for number in (301, 302, 303)]
    found = shared_out(day_of([*far, *OWED], gaps=(SILENT,)), 20)
    assert found == f"dated: k303 k302 k301 | owed: {owed} | quiet: 148-silent | +14"


@pytest.mark.parametrize("near", [29, 30])
def test_of_two_deadlines_the_nearer_stands_and_the_other_beside_it(near):
    """The far one weighs more: less is done for it."""
    both = (contract(near, "proposed", id=1), contract(31, "not_started", id=2))
    (line,) = board(day_of([account(1, contracts=both)]), 24).lines
    assert line.item is not None
    assert (line.item.ref, [item.ref for item in line.others]) == ("k1", ["k2"])
    assert line.others[0].urgency > line.item.urgency


def test_of_passed_ones_that_are_alike_the_first_recorded_are_named():
    contracts = [contract(20, notice=21, auto=True, id=number) for number in (8, 9, 7)]  # more urgent
    contracts += [contract(-1, id=number) for number in (3, 2, 5)]
    assert (
        shared_out(day_of([account(1, contracts=tuple(contracts))]), 16) == "dated: k2 k3 4-unrecorded | +0"
    )


def test_an_account_stands_once_in_keep_in_touch_and_who_never_talked_only_for_something_else():
    both = account(1, **LATE, qbr_on=day(-200))._replace(qbr_days=90)
    only = account(2, **LATE)
    given = wanted([both, only])
    assert [[item.kind for item in each.items] for each in given] == [["checkin", "qbr"], ["checkin"]]
    assert told(board(day_of([both, only]), 24).lines) == ["quiet: a002", "quiet: a001"]
    gap = Several("unknown", 2, accounts=frozenset({1, 2}))
    lines = board(Day([], given, lambda item: 0, (gap,)), 24).lines
    assert told(lines) == ["quiet: 2 unknown", "quiet: a001"]
    assert [line.item.kind for line in lines if line.item is not None] == ["qbr"]
    for health in ("critical", "at_risk"):
        risky = priority.wants(only, list(priority.items(only, [], health, TODAY, DEFAULT)), 1.0)
        lines = board(Day([], [risky], lambda item: 0, (gap,)), 24).lines
        assert told(lines) == ["quiet: 2 unknown", "quiet: a002"]
        assert [line.item.kind for line in lines if line.item is not None] == [health]


def test_no_check_in_and_no_review_lends_a_task_its_priority():
    """Only a critical score does: what is owed stands for the rest."""
    large = account(900, tasks=(task(-1, 900),), touch_on=day(0))
    for wanting in (LATE, {"touch_on": day(0), "qbr_on": day(-200), "qbr_days": 90}):
        small = account(890, tasks=(task(-1, 890),))._replace(**wanting)
        (second,) = wanted([small])
        assert second.priority(second.of("quiet")[0]) > second.priority(second.of("owed")[0])
        assert told(board(day_of([small, large]), 24).lines) == ["owed: t900", "owed: t890"]


def test_a_line_that_stands_for_several_says_what_it_stands_for():
    items = [item for each in wanted([ending(1, -40), ending(2, -41)]) for item in each.items]
    (line,) = board(day_of([ending(1, -40), ending(2, -41)]), 24).lines
    assert line.several == Several("unrecorded", 2, 3, tuple(items), (), True, (), frozenset())
    met = meetings(4, 0)
    first, second = board(day_of([], met), 5).lines
    assert first.meeting == met[0]
    assert second.several == Several("meetings", 3, 0, (), tuple(met[1:]), True, (), frozenset())
    alone = [line.several for line in board(day_of([], meetings(2, 2)), 5).lines]
    assert [(each.kind, each.many, each.more) for each in alone if each] == [
        ("meetings", 2, False),
        ("held", 2, False),
    ]


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
    waiting = [wants for wants in each.wants if wants.facts.id not in with_line]
    behind = [
        wants for wants in waiting if wants.of("owed") or (wants.of("quiet") and not wants.facts.booked_on)
    ]
    assert len(behind) <= found.hidden
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
