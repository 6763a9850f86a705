"""Gaps of the map, what is not known, and the questions that follow: each from its own cause."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amcli.rules import questions as q
from amcli.rules.goals import is_behind, number
from amcli.rules.picture import Picture, Question, months_of
from amcli.rules.unknowns import gaps, unknowns
from tests.rules.pictures import (
    CALM,
    TODAY,
    changed,
    contract,
    day,
    event,
    feedback,
    goal,
    growing,
    issue,
    near,
    opportunity,
    owing,
    person,
    survey,
    task,
    touch,
    usage,
    with_people,
)

NEVER = {"last_touch_on": None, "last_touch_kind": None, "last_touch_how": None}
UNHEARD = with_people(p3=person("p3", "Priya Nair", "economic_buyer", **NEVER))
GONE = with_people(p1=person("p1", "Jane Orr", "champion", left_on=day("2026-02-20")))

CAUSES: dict[str, tuple[Picture, str, tuple[str, ...]]] = {
    "past_its_end": (
        changed(contracts=(near(ends_on=day("2026-02-20"), deadline=day("2026-02-20"), days_left=-10),)),
        "Your contract ended on 20 Feb. Are we carrying on, and on what terms?",
        ("k1",),
    ),
    "signature": (
        changed(
            contracts=(near(),),
            owed=owing(task("t31", "Security answers"), task("t40", "Letter", days_late=None)),
            white_space=growing(opportunity()),
        ),
        "Besides security answers and SSO, what's standing in the way of a signature?",
        ("k1", "t31", "o1"),
    ),
    "decider": (
        changed(contracts=(near(days_left=100),), people=UNHEARD, white_space=growing()),
        "Who signs this year, you or Priya, and what does Priya need to see?",
        ("p3",),
    ),
    "champion_left": (
        changed(people=GONE),
        "Jane Orr left on 20 Feb. Who is taking over, and when can we meet them?",
        ("p1",),
    ),
    "issue": (
        changed(issues=(issue(day=20, past_target=True),)),
        "Export times out has been open for 20 days. What is it holding up?",
        ("i1",),
    ),
    "news": (
        changed(events=(event("takeover"),)),
        "How does the takeover affect your budget, people and systems?",
        ("e1",),
    ),
    "survey": (
        changed(surveys=(survey("nps", 4, 10, contact="Jane Orr"),)),
        "You gave us 4 out of 10 on 21 Feb. What should we do differently?",
        ("s1",),
    ),
    "usage": (
        changed(usage=(usage(60, 50, 40),)),
        "Seats dropped from 60 on 1 Jan to 40. What changed?",
        (),
    ),
    "goal_behind": (
        changed(goals=(goal(actual="14%"),)),
        'What would it take to get "Faster" from 14% to 20% by 30 Jun?',
        ("g1",),
    ),
    "their_promise": (
        changed(owed=owing(theirs=(task("t33", "Names for the pilot", promised_by="them"),))),
        "Names for the pilot was due on 20 Feb. What's holding it up, and when can we expect it?",
        ("t33",),
    ),
    "no_goal": (
        changed(goals=()),
        "What should be different a year from now, and how would you measure it?",
        (),
    ),
    "champion": (
        changed(people=CALM.people[1:]),
        "Who benefits most from this, and would they be a reference for us?",
        (),
    ),
    "sponsor": (
        changed(people=CALM.people[:3]),
        "Who above you should see these results, and when can we show them?",
        (),
    ),
    "feedback": (
        changed(feedback=(feedback(contact="Omar Haddad"),)),
        'Omar Haddad told us on 6 Jan: "Slow export". Is that still the case?',
        ("f1",),
    ),
    "opportunity": (
        changed(white_space=growing(opportunity(fit="The audit asks for it."))),
        "The audit asks for it: what would SSO need to do to help?",
        ("o1",),
    ),
}


def asked(picture: Picture) -> tuple[Question, ...]:
    """The questions of a picture whose unknowns were looked for first, as a brief has it."""
    return q.questions(picture._replace(not_known=unknowns(picture)))


@pytest.mark.parametrize("gap", CAUSES)
def test_a_question_follows_from_its_gap_with_names_figures_and_records(gap: str) -> None:
    picture, text, refs = CAUSES[gap]
    first = asked(picture)[0]
    assert (first.gap, first.question, first.refs) == (gap, text, refs)


def test_without_any_gap_one_question_is_left() -> None:
    assert asked(CALM) == (Question("news", "What has changed since we spoke on 28 Feb?", ("n1",)),)
    never = asked(changed(said=()))
    assert [each.gap for each in never] == ["first_word"]


def test_a_new_account_without_expectations_asks_for_them() -> None:
    new = changed(owner_since=day("2026-01-10"))
    assert asked(new)[0].gap == "handoff"
    assert asked(changed(owner_since=TODAY - dt.timedelta(days=181)))[0].gap != "handoff"


def test_at_most_five_are_asked_the_strongest_first() -> None:
    all_at_once = changed(
        contracts=(near(),),
        people=(*UNHEARD[1:3],),
        issues=(issue(day=20, past_target=True),),
        events=(event("budget_cut"),),
        surveys=(survey("csat", 2, 5),),
        usage=(usage(60, 20),),
        goals=(goal(actual="14%"),),
    )
    assert [each.gap for each in asked(all_at_once)] == ["signature", "decider", "issue", "news", "survey"]


ORDER_FREE = [
    "signature",
    "decider",
    "champion_left",
    "issue",
    "news",
    "survey",
    "usage",
    "goal_behind",
    "their_promise",
]


@given(st.sets(st.sampled_from(sorted(CAUSES)), min_size=1))
def test_any_mixture_of_gaps_gives_one_to_five_questions_in_the_order_of_the_rules(names: set[str]) -> None:
    picture = CALM
    for name in sorted(names):
        cause = CAUSES[name][0]
        differing = {
            field: value
            for field, value, calm in zip(cause._fields, cause, CALM, strict=True)
            if value != calm and field != "people"
        }
        picture = picture._replace(**differing)
    found = [each.gap for each in asked(picture)]
    assert 1 <= len(found) <= q.MOST
    assert len(set(found)) == len(found)
    ranked = [ORDER_FREE.index(gap) for gap in found if gap in ORDER_FREE]
    assert ranked == sorted(ranked)


@pytest.mark.parametrize(
    ("values", "bought", "said"),
    [
        ((60, 49), None, None),
        ((60, 48), None, "Seats dropped from 60 on 1 Jan to 48. What changed?"),
        ((30, 30), 60, None),
        ((29, 29), 60, "29 of 60 seats are in use. Who should be using the rest?"),
        ((0, 0), None, None),
    ],
)
def test_usage_is_asked_about_when_it_fell_by_a_fifth_or_is_under_half(
    values: tuple[int, ...], bought: int | None, said: str | None
) -> None:
    found = q.usage_falling(changed(usage=(usage(*values, bought=bought),)))
    assert (found.question if found else None) == said


@pytest.mark.parametrize(
    ("kind", "score", "most", "low"),
    [
        ("nps", 6, 10, True),
        ("nps", 7, 10, False),
        ("csat", 2, 5, True),
        ("csat", 3, 5, False),
        ("ces", 3, 7, True),
        ("ces", 4, 7, False),
        ("csat", 40, 100, True),
        ("csat", 41, 100, False),
    ],
)
def test_a_low_answer_is_low_on_its_own_scale(kind: str, score: int, most: int, low: bool) -> None:
    assert (q.low_answer(changed(surveys=(survey(kind, score, most),))) is not None) == low


def test_an_old_answer_is_not_asked_about() -> None:
    old = survey("nps", 1, 10, on=TODAY - dt.timedelta(days=181))
    assert q.low_answer(changed(surveys=(old,))) is None


def test_somebody_elses_answer_or_promise_is_asked_about_by_name() -> None:
    answer = q.low_answer(changed(surveys=(survey("nps", 1, 10, contact="Omar Haddad"),)))
    owes = task("t1", "Names", contact="Omar Haddad", promised_by="them")
    promise = q.owed_by_them(changed(owed=owing(theirs=(owes,))))
    assert answer
    assert answer.question.startswith("Omar Haddad gave us")
    assert promise
    assert promise.question == "Names, from Omar, was due on 20 Feb. Who could help move it along?"


def test_the_one_who_signs_is_asked_what_they_need_to_see() -> None:
    meeting = touch(contacts=("Priya Nair",))
    found = q.who_signs(changed(contracts=(near(),), people=UNHEARD, meeting=meeting))
    assert found
    assert found.question == "What do you need to see before you sign?"


def test_who_decides_is_asked_when_nobody_on_record_does() -> None:
    people = (CALM.people[0], CALM.people[3])
    renewal = q.who_signs(changed(contracts=(near(),), people=people))
    growth = q.who_signs(changed(people=people, white_space=growing(opportunity())))
    assert renewal
    assert renewal.question == "Who makes the final decision on the renewal, and who else has a say?"
    assert growth
    assert growth.question == "Who makes the final decision on SSO, and who else has a say?"


@pytest.mark.parametrize(
    "secured",
    [
        near(stage="verbal"),
        near(stage="signed"),
        near(outcome="renewed"),
        near(days_left=121),
        near(auto_renew=True, notice_by=day("2026-03-01"), deadline=day("2026-04-04"), days_left=33),
        contract(ends_on=None, deadline=None, days_left=None),
    ],
)
def test_nothing_is_asked_about_a_renewal_that_is_agreed_decided_or_far_away(secured: object) -> None:
    assert q.pressing(changed(contracts=(secured,))) is None


@pytest.mark.parametrize("kind", q.EVENT_QUESTIONS)
def test_every_kind_of_event_has_its_question_with_and_without_a_note(kind: str) -> None:
    for note in (None, "Bought by {Harbour}\nsecond line"):
        found = q.news(changed(events=(event(kind, note=note),)))
        assert found
        assert found.question.endswith("?")
        assert "None" not in found.question
        assert "()" not in found.question
        assert "second line" not in found.question


def test_bad_news_is_asked_about_before_good_news() -> None:
    events = (event("funding", good=True, event="e2", on=day("2026-02-20")), event("budget_cut"))
    found = q.news(changed(events=events))
    assert found
    assert found.refs == ("e1",)


@pytest.mark.parametrize(
    ("people", "names"),
    [
        ((), ["nobody"]),
        (CALM.people, []),
        (CALM.people[1:], ["champion"]),
        (CALM.people[:3], ["executive_sponsor"]),
        ((CALM.people[0], CALM.people[3]), ["decider"]),
        ((CALM.people[0],), ["executive_sponsor", "decider", "single_threaded"]),
        (GONE, ["champion"]),
    ],
)
def test_gaps_of_the_map_are_counted_among_those_still_there(
    people: tuple[object, ...], names: list[str]
) -> None:
    assert [each.gap for each in gaps(changed(people=people))] == names


def test_a_champion_who_left_is_named() -> None:
    assert gaps(changed(people=GONE))[0].text == "no champion since Jane Orr left 20 Feb"


UNKNOWN: dict[str, Callable[[], Picture]] = {
    "people": lambda: changed(people=()),
    "contracts": lambda: changed(contracts=()),
    "stances": lambda: changed(people=with_people(p1=person("p1", "Jane Orr", "champion", stance=None))),
    "roles": lambda: changed(people=(*CALM.people, person("p5", "Nora Lind"))),
    "decider": lambda: changed(people=(CALM.people[0], CALM.people[2])),
    "notice": lambda: changed(contracts=(contract(auto_renew=True, stage="signed"),)),
    "goals": lambda: changed(goals=()),
    "usage": lambda: changed(usage=()),
    "survey": lambda: changed(surveys=()),
    "handoff": lambda: changed(owner_since=TODAY),
    "meeting": lambda: changed(meeting=None),
    "customer_since": lambda: changed(customer_since=None),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_each_thing_that_is_missing_is_named_by_itself(name: str) -> None:
    assert [each.unknown for each in unknowns(UNKNOWN[name]())] == [name]


def test_nothing_is_unknown_of_a_calm_account_but_what_a_decision_needs() -> None:
    settled = changed(contracts=(contract(stage="signed"),))
    assert unknowns(settled) == ()
    assert [each.unknown for each in unknowns(changed(white_space=growing(opportunity())))] == [
        "competitors",
        "budget",
    ]


def test_custom_fields_can_answer_what_no_record_holds() -> None:
    known = changed(contracts=(near(),), extra={"Budget month": "May", "competitor": "none"})
    assert unknowns(known) == ()
    blank = unknowns(changed(contracts=(near(),), extra={"budget": ""}))
    assert [each.unknown for each in blank] == ["competitors", "budget"]


def test_two_people_of_one_first_name_are_told_apart() -> None:
    people = (*CALM.people, person("p5", "Jane Doe", "champion", stance=None))
    assert unknowns(changed(people=people))[0].text == "where Jane Doe stands"


@pytest.mark.parametrize("name", ["林晓岚", "Dr. Ada King", "J Orr", "Łucja Wójcik", "  "])
def test_first_names_are_only_taken_where_there_is_one(name: str) -> None:
    expected = "Łucja" if name.startswith("Ł") else name
    assert CALM.first_name(name) == expected


@pytest.mark.parametrize(
    ("actual", "target", "behind"),
    [
        ("14%", "20%", True),
        ("20%", "20.0 %", False),
        ("1,000", "1000", False),
        ("2", "3", True),
        ("one", "two", True),
        ("two", "one", True),
        ("done", "done", False),
        (None, "3", False),
        ("2", None, False),
        ("6.2", "5", True),
        ("-1", "0", True),
    ],
)
def test_a_goal_is_behind_until_its_result_is_its_target(
    actual: str | None, target: str | None, behind: bool
) -> None:
    assert is_behind(goal(actual=actual, target=target)) == behind


def test_only_an_open_goal_is_behind() -> None:
    assert not is_behind(goal(actual="2", target="3", status="met"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("14%", 14.0), ("5 €", 5.0), ("-2.5", -2.5), ("1,250 $", 1250.0), (" 7 ", 7.0), ("0", 0.0),
        ("123456789012345", 123456789012345.0), ("1234567890123456", None), ("-12345678901234.5", None),
        ("-1234567890123.5", -1234567890123.5), ("3 of 4", None), ("1.2.3", None), ("--1", None), ("%", None),
        ("٣", None), (None, None),
    ],
)  # fmt: skip
def test_a_number_is_read_but_for_its_unit(text: str | None, found: float | None) -> None:
    assert number(text) == found


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = number(text)
    assert found is None or isinstance(found, float)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2025-04-05", "2026-04-04", 12),
        ("2025-01-01", "2025-12-31", 12),
        ("2025-01-31", "2025-02-27", None),
        ("2025-04-05", "2026-04-05", None),
        ("2025-04-05", None, None),
        ("2025-04-05", "2028-04-04", 36),
        ("2025-04-05", "2025-05-04", 1),
    ],
)
def test_a_term_is_counted_in_whole_months_or_not_at_all(
    first: str, last: str | None, months: int | None
) -> None:
    assert months_of(day(first), day(last) if last else None) == months
