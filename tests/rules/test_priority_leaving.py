"""What of who is leaving, who left, and who waits for a reply stands in the morning, by hand."""

import pytest

from amcli.rules import priority
from amcli.rules.facts import WIN_BACK, Departure, Facts, OpenContract, OpenTask
from amcli.rules.figures import DEFAULT
from amcli.rules.replies import Message, Reply

from .making import TODAY, contract, day, facts

NOBODY: dict[str, object] = {"qbr_days": None, "has_task": False, "has_goal": False, "people": ()}


def leaving(on: int | None, status: str = "leaving") -> Departure:
    """Who goes so many days from now, with a contract of 12,000 a year."""
    leaves = None if on is None else day(on)
    return Departure(status, leaves, 7, "Suite", day(-300), day(-9), "price", 1_200_000, "EUR")


def task(due: int, title: str = WIN_BACK) -> OpenTask:
    return OpenTask(3, 1, "acme", "Acme", None, title, day(due), False, None, None)


def wanted(
    found: Facts, asleep: frozenset[str] = priority.AWAKE, worked=priority.EVERY_DAY
) -> list[priority.Item]:
    return list(priority.items(found, [], "healthy", TODAY, DEFAULT, asleep, worked))


def told(found: Facts, **more) -> list[tuple[object, ...]]:
    """Of each item where it stands, its kind, mark, reference, days past and urgency."""
    return [(*each[:2], *each[3:6], round(each.urgency, 3)) for each in wanted(found, **more)]


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (15, None),
        (14, (" ", -14, 17.0)),  # a fifth of 85
        (7, (" ", -7, 39.667)),
        (1, (" ", -1, 59.095)),
        (0, ("*", 0, 62.333)),
        (-1, None),
        (None, None),
    ],
)
def test_a_last_day_is_told_from_fourteen_days_before_until_it_has_come(left, expected):
    found = told(facts(**NOBODY, leaving=leaving(left)))
    assert found == ([] if expected is None else [("dated", "leaving", expected[0], "k7", *expected[1:])])


def test_a_last_day_is_that_of_the_contract_it_is_read_from():
    (item,) = wanted(facts(**NOBODY, leaving=leaving(3)), worked=lambda on: on.weekday() < 4)
    assert (item.place, item.subject.what, item.subject.on, item.subject.work_by) == (
        "ahead",
        "leaving",
        day(3),
        day(3),
    )
    last = item.subject.contract
    assert (last.id, last.product, last.value, last.ends_on) == (7, "Suite", 1_200_000, day(3))
    # Thursday is the last day of work before the Sunday on which they go.
    (item,) = wanted(facts(**NOBODY, leaving=leaving(6)), worked=lambda on: on.weekday() < 4)
    assert (item.subject.work_by, item.mark) == (day(3), " ")
    assert told(facts(**NOBODY, leaving=leaving(1)), worked=lambda on: on == TODAY)[0][2] == "*"


@pytest.mark.parametrize("status", ["active", "onboarding", "churned"])
def test_a_day_to_win_back_is_one_where_the_customer_goes_or_has_gone(status):
    """Of one who stays it is a task like any other."""
    for gone in (None, leaving(None, status)):
        found = told(facts(**NOBODY, status=status, leaving=gone, tasks=(task(-7),)))
        if gone or status == "churned":
            assert found == [("dated", "win_back", "!", "t3", 7, 85)]
        else:
            assert found == [("owed", "task", "!", "t3", 7, 55)]


def test_another_task_of_who_goes_is_a_task():
    for gone in (leaving(None), leaving(None, "churned")):
        found = told(facts(**NOBODY, status=gone.status, leaving=gone, tasks=(task(0, "Send the data"),)))
        assert found == [("owed", "task", "*", "t3", 0, 40.333)]


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (1, None),
        (0, ("*", 0, 62.333, "ahead")),
        (-1, ("!", 1, 65.571, "passed")),
        (-90, ("!", 90, 85, "passed")),
    ],
)
def test_a_day_to_win_back_is_told_from_the_day_itself_on(due, expected):
    found = wanted(facts(**NOBODY, status="churned", leaving=leaving(-90, "churned"), tasks=(task(due),)))
    assert [(each.mark, each.days, round(each.urgency, 3), each.place) for each in found] == (
        [] if expected is None else [expected]
    )


def test_a_day_to_win_back_names_what_was_lost_where_that_is_known():
    (item,) = wanted(facts(**NOBODY, status="churned", leaving=leaving(-90, "churned"), tasks=(task(-1),)))
    one = OpenContract(
        7, 1, "acme", "Acme", None, day(-1), day(-1), None, False, "signed", None, 1_200_000, "EUR", None
    )
    assert item.subject[1:] == ("passed", "win_back", day(-1), day(-1))
    assert item.subject.contract == one
    (item,) = wanted(facts(**NOBODY, status="churned", tasks=(task(-1),)))
    assert item.subject.contract == one._replace(id=0, value=None, currency=None)


@pytest.mark.parametrize(
    ("status", "kinds"),
    [("active", ["renewal", "checkin"]), ("onboarding", ["renewal", "checkin"]), ("churned", [])],
)
def test_of_who_has_gone_nothing_else_is_asked(status, kinds):
    found = facts(**NOBODY, status=status, touch_on=day(-40), contracts=(contract(0),))
    assert [each.kind for each in wanted(found)] == kinds


def reply(past: int, number: int = 8) -> Reply:
    sent = Message(number, 1, "acme", "Acme", "email", day(-9), None, "Prices", "in", 1, "Jane", None)
    return Reply(sent, past + 2, True, past)


@pytest.mark.parametrize(("past", "urgency"), [(1, 42.429), (6, 52.905), (7, 55), (30, 55)])
def test_a_late_reply_presses_more_each_day_for_a_week(past, urgency):
    given = NOBODY | {"replies": (reply(past),)}
    assert told(facts(**given)) == [("owed", "reply", "!", "n8", past, urgency)]


def test_a_reply_that_is_put_off_is_left_out_and_only_that():
    found = facts(**NOBODY, replies=(reply(1), reply(2, 9)))
    assert [each.ref for each in wanted(found, frozenset({"n8"}))] == ["n9"]
    assert [each.subject for each in wanted(found)] == [reply(1), reply(2, 9)]


def test_what_is_agreed_presses_on_its_day_as_much_as_its_day_says():
    """14 of 21 days on the way from a fifth to all of 85; what isn't agreed presses in full."""
    found = [wanted(facts(**NOBODY, contracts=(contract(0, stage),)))[0] for stage in ("verbal", "proposed")]
    assert [round(each.urgency, 3) for each in found] == [62.333, 85]
    late = wanted(facts(**NOBODY, contracts=(contract(-1, "verbal"),)))[0]
    assert (late.urgency, late.days) == (85, 1)
