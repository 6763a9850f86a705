"""The score of who is leaving, and the arithmetic at both ends: nothing to raise, and all of it gone."""

from amcli.rules import score
from amcli.rules.evidence import NO_KINDS
from amcli.rules.facts import Departure
from amcli.rules.figures import DEFAULT
from amcli.rules.score import Score, assess

from .making import TODAY, contract, day, facts


def test_of_who_is_leaving_nothing_is_judged() -> None:
    leaving = Departure("leaving", day(30), 7, None, day(-300), None, None, None, None)
    found = facts(leaving=leaving, touch_on=day(-60), contracts=(contract(0),))
    assert assess(found, TODAY, DEFAULT) == Score(None, 0, "leaving", 0.0, (), (), (), None, NO_KINDS, 1.0)


def test_points_are_raised_by_what_they_come_to_beyond_one() -> None:
    assert [score.unseen({"quiet": 10}, raised) for raised in (1, 1.5, 2.0)] == [0, 5, 10]
    assert [score.unseen({}, raised) for raised in (1, 2.0)] == [0, 0]


def test_what_goes_beyond_a_hundred_is_a_line_that_gives_it_back() -> None:
    found = [score.settled_score(points, 0, False, None, DEFAULT) for points in (99, 100, 101, 120)]
    assert found == [(1, []), (0, []), (0, [("overflow", -1)]), (0, [("overflow", -20)])]
    assert score.settled_score(90, 20, False, None, DEFAULT) == (0, [("unseen", 20), ("overflow", -10)])


def test_of_two_dangerous_renewals_the_one_with_the_nearer_deadline_presses() -> None:
    near, far = contract(3, id=9), contract(10, id=7)
    for found in ((near, far), (far, near)):
        assert score.pressing(facts(contracts=found), TODAY, DEFAULT) == near
    assert score.pressing(facts(contracts=(far,)), TODAY, DEFAULT) == far
    assert score.pressing(facts(contracts=()), TODAY, DEFAULT) is None


def test_of_two_dangerous_renewals_of_a_day_the_one_added_first_presses() -> None:
    first, second = contract(3, id=7), contract(3, id=9)
    for found in ((first, second), (second, first)):
        assert score.pressing(facts(contracts=found), TODAY, DEFAULT) == first


def test_a_renewal_presses_from_fourteen_days_before_its_deadline_until_somebody_agrees() -> None:
    found = [contract(left, id=left) for left in (15, 14, 13)]
    assert [score.pressing(facts(contracts=(each,)), TODAY, DEFAULT) for each in found] == [None, *found[1:]]
    agreed = facts(contracts=(contract(3, "signed"), contract(5, id=8)))
    assert score.pressing(agreed, TODAY, DEFAULT) == contract(5, id=8)
