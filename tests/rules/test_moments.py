"""Good moments: what makes one, what it suggests, and whose is shown."""

import pytest

from amcli.rules import moments
from amcli.rules.facts import Answer, Event, MetGoal, OpenOpportunity, Signs, Usage
from tests.rules.test_priority import TODAY, day, facts

SEATS = Usage("seats", 91, 100, 91, None, 1)
GOAL = MetGoal(2, "Half the time", day(-30))
PROMOTER = Answer(9, "nps", day(-30), 9, 10, None)
NEWS = Event(6, "funding", day(-30), True, "Series B", None)


def found(signs: Signs, band: str = "healthy", **given) -> moments.Moment | None:
    return moments.moment(facts(signs=signs, **given), band, TODAY)


@pytest.mark.parametrize(
    ("signs", "kind", "ref", "suggests"),
    [
        (Signs(usage=(SEATS,)), "seats", None, "upsell"),
        (Signs(met=(GOAL,)), "goal", "g2", "cross_sell"),
        (Signs(answers=(PROMOTER,)), "promoter", "s9", "referral"),
        (Signs(events=(NEWS,)), "news", "e6", "upsell"),
    ],
)
def test_a_reason_to_be_glad_suggests_an_opportunity(signs, kind, ref, suggests):
    moment = found(signs)
    assert moment is not None
    assert (moment.kind, moment.ref, moment.suggests) == (kind, ref, suggests)
    assert moment.command.startswith("am opportunity add acme ")
    assert moment.command.endswith(f"--kind {suggests}")


@pytest.mark.parametrize(
    "signs",
    [
        Signs(usage=(SEATS._replace(value=90),)),
        Signs(usage=(SEATS._replace(value=50),)),
        Signs(usage=(SEATS._replace(entitlement=None),)),
        Signs(usage=(SEATS._replace(recent=None),)),
        Signs(met=(GOAL._replace(met_on=day(-31)),)),
        Signs(answers=(PROMOTER._replace(on=day(-31)),)),
        Signs(answers=(PROMOTER._replace(score=8),)),
        Signs(answers=(PROMOTER._replace(kind="csat"),)),
        Signs(events=(NEWS._replace(on=day(-31)),)),
        Signs(events=(NEWS._replace(good=False),)),
        Signs(),
    ],
)
def test_nothing_is_made_of_what_is_old_or_not_quite_so(signs):
    assert found(signs) is None


@pytest.mark.parametrize(
    ("signs", "text"),
    [
        (Signs(usage=(SEATS._replace(value=100),)), "100 of 100 seats in use"),
        (Signs(met=(GOAL._replace(met_on=day(0)),)), "Goal met: Half the time"),
        (Signs(answers=(PROMOTER._replace(on=day(0), score=10),)), "NPS 10"),
        (Signs(answers=(PROMOTER._replace(score=5, scale_max=5),)), "NPS 5"),
        (Signs(events=(NEWS._replace(on=day(0)),)), "Series B"),
        (Signs(events=(NEWS._replace(note=None),)), "Funding"),
    ],
)
def test_what_is_fresh_and_better_makes_one_too(signs, text):
    moment = found(signs)
    assert moment is not None
    assert moment.text == text


def test_without_an_opportunity_one_is_suggested_by_its_name():
    moment = found(Signs(met=(GOAL,)))
    assert moment is not None
    assert moment.step == "cross-sell: the next goal"
    assert moment.command == 'am opportunity add acme "The next goal" --kind cross_sell'


@pytest.mark.parametrize("band", ["at_risk", "critical", "unknown"])
def test_an_account_at_risk_or_unknown_has_no_good_moment(band):
    assert found(Signs(met=(GOAL,)), band) is None
    assert found(Signs(met=(GOAL,)), "watch") is not None


def test_an_account_that_is_put_off_has_none():
    assert found(Signs(met=(GOAL,)), snoozed_until=day(1)) is None
    assert found(Signs(met=(GOAL,)), snoozed_until=day(0)) is not None
    assert found(Signs(met=(GOAL,)), snoozed_until=day(-1)) is not None


def test_an_open_opportunity_of_the_kind_is_shown_and_a_proposed_one_ends_it():
    there = OpenOpportunity(5, "More seats", "upsell", "identified", None)
    moment = found(Signs(usage=(SEATS,), opportunities=(there,)))
    assert moment is not None
    assert (moment.command, moment.step) == ("am show o5", "upsell: More seats")
    assert found(Signs(usage=(SEATS,), opportunities=(there._replace(stage="proposed"),))) is None


def test_an_opportunity_of_another_kind_says_nothing_and_of_two_the_first_is_shown():
    other = OpenOpportunity(4, "A friend", "referral", "proposed", None)
    first = OpenOpportunity(5, "More seats", "upsell", "qualified", None)
    signs = Signs(usage=(SEATS,), opportunities=(other, first, first._replace(id=6)))
    moment = found(signs)
    assert moment is not None
    assert moment.command == "am show o5"
    proposed = first._replace(stage="proposed")
    assert found(Signs(met=(GOAL,), opportunities=(proposed, other))) is not None
    assert found(Signs(answers=(PROMOTER,), opportunities=(proposed,))) is not None


def test_where_one_reason_leads_nowhere_the_next_one_counts():
    there = OpenOpportunity(5, "More seats", "upsell", "proposed", None)
    moment = found(Signs(usage=(SEATS,), met=(GOAL,), opportunities=(there,)))
    assert moment is not None
    assert moment.kind == "goal"


def test_neither_a_record_nor_an_opportunity_that_is_put_off_makes_one():
    there = OpenOpportunity(5, "The next goal", "cross_sell", "identified", None)
    account = facts(signs=Signs(met=(GOAL,), opportunities=(there,)))
    assert moments.moment(account, "healthy", TODAY, frozenset({"g2"})) is None
    assert moments.moment(account, "healthy", TODAY, frozenset({"o5"})) is None
    assert moments.moment(account, "healthy", TODAY, frozenset({"o6"})) is not None


def test_an_account_without_revenue_is_as_small_as_one_with_nothing():
    bands = dict.fromkeys((1, 2), "healthy")

    def first(one: int | None, other: int | None) -> str | None:
        signs = Signs(met=(GOAL,))
        pair = [facts(id=1, code="a", arr=one, signs=signs), facts(id=2, code="b", arr=other, signs=signs)]
        best = moments.best(pair, bands, TODAY)
        return best and best.facts.code

    assert (first(None, 0), first(0, None), first(None, 1), first(0, 1)) == ("a", "a", "b", "b")


def test_the_largest_account_is_shown_the_stronger_kind_of_equals_then_the_code():
    small = facts(id=1, code="a", arr=10, signs=Signs(usage=(SEATS,)))
    large = facts(id=2, code="b", arr=20, signs=Signs(events=(NEWS,)))
    other = facts(id=3, code="c", arr=20, signs=Signs(met=(GOAL,)))
    twin = facts(id=4, code="d", arr=20, signs=Signs(met=(GOAL,)))
    bands = dict.fromkeys((1, 2, 3, 4), "healthy")
    best = moments.best([small, twin, large, other], bands, TODAY)
    assert best is not None
    assert best.facts.code == "c"
    assert moments.best([small], {1: "critical"}, TODAY) is None
