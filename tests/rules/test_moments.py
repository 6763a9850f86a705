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


@pytest.mark.parametrize("band", ["at_risk", "critical", "unknown"])
def test_an_account_at_risk_or_unknown_has_no_good_moment(band):
    assert found(Signs(met=(GOAL,)), band) is None
    assert found(Signs(met=(GOAL,)), "watch") is not None


def test_an_account_that_is_put_off_has_none():
    assert found(Signs(met=(GOAL,)), snoozed_until=day(1)) is None
    assert found(Signs(met=(GOAL,)), snoozed_until=day(0)) is not None


def test_an_open_opportunity_of_the_kind_is_shown_and_a_proposed_one_ends_it():
    there = OpenOpportunity(5, "More seats", "upsell", "identified", None)
    moment = found(Signs(usage=(SEATS,), opportunities=(there,)))
    assert moment is not None
    assert (moment.command, moment.step) == ("am show o5", "upsell: More seats")
    assert found(Signs(usage=(SEATS,), opportunities=(there._replace(stage="proposed"),))) is None


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
