"""The oracle's points, caps and bands, on cases worked out by hand: what each must be, and why."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest

from tests.oracle.by_hand import TODAY, a_book, days_ago, health, points
from tests.oracle.oracle import Row, Rules
from tests.oracle.score import Health


@pytest.mark.parametrize(
    ("silent", "tier", "expected"),
    [
        *(
            (14, "key", 0),
            (20, "key", 11),
            (27, "key", 23),
            (28, "key", 25),
            (365, "key", 25),
            (366, "key", 0),
        ),
        *((41, "standard", 9), (52, "standard", 18), (57, "standard", 23), (90, "light", 0)),
    ],
)
def test_silence_costs_nothing_within_a_cadence_and_all_at_two(silent: int, tier: str, expected: int) -> None:
    # 27 of 14 days: (27 / 14 - 1) x 25 = 23.2; 57 of 30: exactly 22.5, which rounds up. In a book without any
    # touch within 365 days nobody is quiet.
    assert points("quiet", {"tier": tier}, interaction=[{"on": days_ago(silent)}]) == expected


def test_notes_attempts_planned_and_future_ones_do_not_end_a_silence() -> None:
    others: list[Row] = [{"kind": "note"}, {"tried": 1}, {"planned": 1}, {"on": days_ago(-1)}]
    rows = [{"on": days_ago(52)}] + [{"on": TODAY} | other for other in others]
    assert points("quiet", interaction=rows) == 18
    assert a_book(interaction=rows).checkins()[0]["days_overdue"] == 22


@pytest.mark.parametrize(
    ("ends_in", "changes", "expected"),
    [
        (40, {"auto_renew": 1, "notice_days": 30, "stage": "contacted"}, 19),  # (1 - 10 / 180) x 20 = 18.9
        (33, {"auto_renew": 1, "notice_days": 30, "stage": "proposed"}, 20),  # (1 - 3 / 180) x 20 = 19.7
        (33, {"auto_renew": 1, "notice_days": 30, "stage": "verbal"}, 0),
        (30, {"auto_renew": 1, "notice_days": 30}, 20),
        (29, {"auto_renew": 1, "notice_days": 30}, 20),  # the notice deadline has passed: nobody confirmed it
        (29, {"auto_renew": 1, "notice_days": 30, "stage": "verbal"}, 0),
        (0, {"auto_renew": 1, "notice_days": 30}, 20),
        (-1, {"auto_renew": 1, "notice_days": 30}, 0),  # its new term has begun
        (40, {"notice_days": 30}, 16),  # it does not renew by itself, so its end counts: 15.6
        (180, {}, 0),
        (0, {}, 20),
        (-1, {}, 20),
        (-30, {}, 20),
        (-31, {}, 0),
        (-1, {"auto_renew": 1}, 0),
    ],
)
def test_an_uncommitted_renewal_weighs_more_as_its_day_comes(
    ends_in: int, changes: Row, expected: int
) -> None:
    ends_on = days_ago(-ends_in)
    contract = {"starts_on": ends_on - timedelta(days=364), "ends_on": ends_on} | changes
    assert points("renewal_uncommitted", contract=[contract]) == expected


def test_a_short_contract_weighs_only_over_half_its_term() -> None:
    # 30 days' term, so a ramp over 15; 12 days before the end: (1 - 12 / 15) x 20 = 4.
    contract = {"starts_on": days_ago(17), "ends_on": days_ago(-12)}
    assert points("renewal_uncommitted", contract=[contract]) == 4
    # 80 days, so a ramp over 40; 27 days before the end: exactly 6.5, which rounds up.
    contract = {"starts_on": days_ago(52), "ends_on": days_ago(-27)}
    assert points("renewal_uncommitted", contract=[contract]) == 7


def test_promises_of_mine_cost_seven_then_ten_and_twenty_at_most() -> None:
    late = {"due_on": days_ago(4)}
    assert points("promise_overdue", task=[late]) == 7
    assert points("promise_overdue", task=[{"due_on": days_ago(14)}]) == 7
    assert points("promise_overdue", task=[{"due_on": days_ago(15)}]) == 10
    assert points("promise_overdue", task=[late, {"due_on": days_ago(15), "promised_by": "me"}]) == 17
    assert points("promise_overdue", task=[late, late, late]) == 20
    others = [
        late | {"promised_by": "them"},
        late | {"promised": 0},
        late | {"done_on": TODAY},
        {"due_on": TODAY},
    ]
    assert points("promise_overdue", task=others) == 0
    assert points("promise_overdue", task=[late | {"done_on": days_ago(-1)}]) == 7


@pytest.mark.parametrize(
    ("tier", "people", "expected"),
    [("key", 1, 12), ("key", 2, 6), ("key", 3, 0), ("standard", 1, 12), ("standard", 2, 0), ("light", 1, 0)],
)
def test_few_people_cost_by_tier(tier: str, people: int, expected: int) -> None:
    links = [{"interaction_id": 1, "contact_id": number} for number in range(1, people + 1)]
    rows: dict[str, list[Row]] = {"contact": [{}] * people, "interaction_contact": links}
    assert points("single_threaded", {"tier": tier}, interaction=[{"on": days_ago(90)}], **rows) == expected
    assert points("single_threaded", {"tier": tier}, interaction=[{"on": days_ago(91)}], **rows) == 0


def test_a_champion_counts_as_gone_for_a_year_unless_followed_or_still_there() -> None:
    gone = {"role": "champion", "left_on": days_ago(21)}
    assert points("champion_gone", contact=[gone]) == 25
    assert points("champion_gone", contact=[gone | {"left_on": days_ago(365)}]) == 25
    assert points("champion_gone", contact=[gone | {"left_on": days_ago(366)}]) == 0
    assert points("champion_gone", contact=[gone | {"left_on": days_ago(-1)}]) == 0
    assert points("champion_gone", contact=[gone | {"successor_id": 2}, {}]) == 0
    assert points("champion_gone", contact=[gone, {"role": "executive_sponsor"}]) == 0
    assert points("champion_gone", contact=[{"role": "user", "left_on": days_ago(21)}]) == 0


def test_record_gaps_are_ten_at_most_and_need_thirty_days() -> None:
    talks = [{"on": TODAY}] * 4
    ended = {"ends_on": days_ago(31)}
    assert points("record_gaps", interaction=talks) == 10  # no champion 5, no goal 3, nobody named 3
    assert points("record_gaps", {"added_on": days_ago(30)}, interaction=talks) == 0
    assert points("record_gaps", {"status": "onboarding"}, interaction=talks) == 0
    known: dict[str, list[Row]] = {"contact": [{"role": "champion"}], "goal": [{}]}
    assert points("record_gaps", interaction=talks, **known) == 3
    assert points("record_gaps", interaction=talks[:3], **known) == 0
    assert points("record_gaps", contract=[ended], **known) == 5
    assert points("record_gaps", contract=[{"ends_on": days_ago(30)}], **known) == 0
    for left, gap in ((365, 0), (366, 5)):
        gone = {"role": "champion", "left_on": days_ago(left)}
        assert points("record_gaps", contact=[gone], goal=[{}]) == gap


TOUCHED: dict[str, Any] = {
    "contact": [{"role": "champion"}],
    "goal": [{"progress_on": TODAY}],
    "task": [{"promised": 0}],
}
SOON: Row = {"ends_on": days_ago(-40), "starts_on": days_ago(324), "auto_renew": 1, "notice_days": 30}


def talk(**changes: Any) -> list[Row]:
    return [{"on": TODAY} | changes]


def lines(found: Health) -> dict[str, int]:
    return {line.signal: line.points for line in found.reasons}


def test_an_uncommitted_renewal_within_fourteen_days_caps_at_59() -> None:
    found = health(contract=[SOON], interaction=talk(), **TOUCHED)
    assert (found.score, found.health, lines(found)) == (
        59,
        "at_risk",
        {"renewal_uncommitted": 19, "cap": 22},
    )
    later = SOON | {"ends_on": days_ago(-45), "starts_on": days_ago(319)}  # notice in 15 days: 18.3
    assert health(contract=[later], interaction=talk(), **TOUCHED).score == 82


@pytest.mark.parametrize(
    ("felt", "days", "expected"),
    [("bad", 0, 39), ("bad", 30, 39), ("bad", 31, 100), ("good", 90, 100), ("ok", 0, 100)],
)
def test_a_bad_pulse_caps_for_thirty_days(felt: str, days: int, expected: int) -> None:
    pulse = {"pulse": felt, "pulse_on": days_ago(days)}
    assert health(pulse, interaction=talk(), **TOUCHED).score == expected


def test_a_good_pulse_adds_five_at_most_and_lifts_no_cap() -> None:
    good = {"pulse": "good", "pulse_on": TODAY}
    late = TOUCHED | {"task": [{"due_on": days_ago(4)}]}
    assert lines(health(good, interaction=talk(), **late)) == {"promise_overdue": 7, "pulse": -5}
    assert health(good, contract=[SOON], interaction=talk(), **TOUCHED).score == 59
    # 23 of silence and 19 of renewal leave 58, under the cap of 59, which holds all the same.
    calm = talk(on=days_ago(27))
    assert health(good | {"tier": "key"}, contract=[SOON], interaction=calm, **TOUCHED).score == 59


def test_the_newest_feeling_counts_and_the_account_s_own_wins_on_the_same_day() -> None:
    rows = [{"on": days_ago(2), "feel": "bad"}, {"on": days_ago(2), "feel": "ok"}]
    assert health(interaction=rows, **TOUCHED).score == 100
    assert health(interaction=rows[::-1], **TOUCHED).score == 39
    own = {"pulse": "ok", "pulse_on": days_ago(2)}
    assert health(own, interaction=rows[::-1], **TOUCHED).score == 100
    assert health(own | {"pulse_on": days_ago(3)}, interaction=rows[::-1], **TOUCHED).score == 39


def test_points_past_a_hundred_are_a_line_of_their_own() -> None:
    gone = {"role": "champion", "left_on": days_ago(9)}
    found = health(
        contact=[gone],
        interaction=talk(on=days_ago(60)),
        interaction_contact=[{"interaction_id": 1, "contact_id": 1}],
        task=[{"due_on": days_ago(20)}] * 2,
        contract=[{"ends_on": days_ago(10)}, {"ends_on": days_ago(50)}],
    )
    # 25 silence, 25 champion, 20 renewal, 20 promises, 12 people, 8 gaps (no goal 3, ended 5): 110.
    assert (found.score, found.health, lines(found)["overflow"]) == (0, "critical", -10)
    assert sum(lines(found).values()) == 100


def test_knowing_less_than_half_of_the_kinds_is_unknown() -> None:
    contract = {"ends_on": days_ago(-300)}
    fresh = {"added_on": TODAY}
    found = health(fresh, contact=[{}], contract=[contract])
    # Of talk, use, support, sentiment and commercial only the contract is known.
    assert (found.score, found.health, float(found.evidence)) == (None, "unknown", 0.2)
    assert health(fresh, contract=[contract], interaction=talk()).kinds == {
        "talk": True, "use": False, "support": True, "sentiment": False, "commercial": True
    }  # fmt: skip
    assert health(fresh, interaction=talk()).evidence == Fraction(2, 4)  # nothing to sell is no gap
    before = {"added_on": TODAY, "tier": "light"}
    assert health(before, interaction=talk(on=days_ago(1))).health == "unknown"  # from before it was added
    twice = [*talk(on=days_ago(1)), *talk(on=days_ago(365))]
    assert health(before, interaction=twice).score is not None
    lost = contract | {"ends_on": days_ago(40)}
    assert health(fresh, contract=[lost], interaction=talk()).evidence == Fraction(2, 5)


def test_points_grow_where_little_can_be_seen_twofold_at_most() -> None:
    # A contact (25), an issue of the last days (20 and 10) and a goal (10): 65 of 189 without a contract. The
    # issue costs 8, and 8 x (0.6 x 189 / 65 - 1) = 5.96 more.
    issues = [{"opened_on": days_ago(1)}]
    moved = [{"progress_on": days_ago(1)}]
    found = health(contact=[{"role": "champion"}], goal=moved, issue=issues)
    assert lines(found) == {"escalation": 8, "unseen": 6}
    assert found.arithmetic == 86
    # An issue alone: 30 of 167 would be 3.4 times as much.
    alone = health({"tier": "light"}, issue=issues, goal=[{}])
    assert lines(alone) == {"escalation": 8, "record_gaps": 5, "unseen": 8}


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ([(30, 90, "now")], 10),
        ([(37, 90, "now")], 10),
        ([(29, 90, "now"), (38, 90, "now")], None),
        ([(31, 90, "before")], None),
        ([(31, 70, "now"), (36, 90, "now")], 30),
        ([(31, None, "now"), (36, 90, "now")], 10),
    ],
)
def test_the_trend_is_against_the_newest_score_of_a_month_ago(
    stored: list[tuple[int, int | None, str]], expected: int | None
) -> None:
    rows = [{"on": days_ago(days), "score": score, "model": model} for days, score, model in stored]
    book = a_book(rules=Rules(model="now"), interaction=talk(), health=rows, **TOUCHED)
    assert [row["trend"] for row in book.risks(everything=True)] == [expected]
