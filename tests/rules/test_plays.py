"""Which steps of a play become which tasks."""

import datetime as dt

import pytest

from amcli.errors import BadValue
from amcli.rules.plays import (
    Play,
    Start,
    Step,
    Subject,
    anniversaries,
    check_title,
    check_trigger,
    has_tasks,
    plan,
    read_offset,
    title_of,
)

TODAY = dt.date(2026, 3, 2)
ON = dt.date(2026, 6, 30)
SUBJECT = Subject("Acme", "k3", {"champion": (1, "Jane Orr")})


def step(due: str, title: str = "Do it", **more: object) -> Step:
    months, days = read_offset(due)
    return Step(title, due, months, days, **more)  # type: ignore[arg-type]


def play(*steps: Step) -> Play:
    return Play("renewal", "Renewal", "notice", (), steps, "renewal.toml", True)


def monday(day: dt.date) -> dt.date:
    """Moved past a weekend."""
    return day + dt.timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def start(today: dt.date = TODAY, *, passed_too: bool = False) -> Start:
    return Start(today, passed_too, monday)


@pytest.mark.parametrize(
    ("text", "found"),
    [("-120d", (0, -120)), ("+2w", (0, 14)), ("3m", (3, 0)), ("+0d", (0, 0)), (" -1Y ", (-12, 0))],
)
def test_a_length_of_time_has_a_sign_and_a_unit(text: str, found: tuple[int, int]) -> None:
    assert read_offset(text) == found


def test_a_length_of_time_is_ten_years_of_days_at_most() -> None:
    assert read_offset("-3660d") == (0, -3660)
    with pytest.raises(BadValue, match="not a length of time"):
        read_offset("3661d")


@pytest.mark.parametrize("text", ["", "d", "12", "-d", "--3d", "5 days", "99999d", "1.5d", "fri"])
def test_anything_else_is_no_length_of_time(text: str) -> None:
    with pytest.raises(BadValue, match="not a length of time"):
        read_offset(text)


def test_steps_fall_due_from_the_trigger_s_day_on_working_days() -> None:
    made = plan(play(step("-120d"), step("-30d"), step("+4d"), step("-1m")), ON, SUBJECT, (), start())
    assert [each.due_on.isoformat() for each in made.tasks] == [
        "2026-03-02", "2026-06-01", "2026-07-06", "2026-06-01",  # 31 May and 4 July are a weekend's
    ]  # fmt: skip
    assert (made.passed, made.needless) == (0, 0)


def test_steps_whose_day_has_passed_and_those_not_needed_are_left_out_and_counted() -> None:
    told = play(step("-120d"), step("-90d"), step("-60d"), step("-14d"))
    late = dt.date(2026, 4, 15)
    made = plan(told, ON, SUBJECT, {2}, start(late))
    assert [each.due_on.isoformat() for each in made.tasks] == ["2026-06-16"]
    assert (made.passed, made.needless) == (2, 1)
    every = plan(told, ON, SUBJECT, {2}, start(late, passed_too=True))
    assert [each.due_on.isoformat() for each in every.tasks] == ["2026-04-15", "2026-04-15", "2026-06-16"]
    assert (every.passed, every.needless) == (0, 1)


def test_a_step_that_is_due_today_has_not_passed_nor_has_one_that_moves_to_today() -> None:
    assert len(plan(play(step("-120d")), ON, SUBJECT, (), start()).tasks) == 1
    sunday = dt.date(2026, 3, 1)
    assert plan(play(step("+0d")), sunday, SUBJECT, (), start()).tasks[0].due_on == TODAY


def test_whether_anything_would_be_made_is_what_a_plan_makes() -> None:
    told = play(step("-120d"), step("-60d"))
    for day in (TODAY, dt.date(2026, 5, 1), dt.date(2026, 5, 2), dt.date(2026, 6, 30)):
        for needless in ((), (0,), (1,), (0, 1)):
            for passed_too in (False, True):
                how = start(day, passed_too=passed_too)
                made = plan(told, ON, SUBJECT, needless, how)
                assert has_tasks(told, ON, needless, how) == bool(made.tasks)


def test_a_title_knows_the_account_the_contract_the_day_and_the_roles() -> None:
    text = "{account} {contract} by {day}: {champion} and {economic_buyer} {other thing}"
    assert title_of(text, ON, SUBJECT) == (
        "Acme k3 by 30 Jun 2026: Jane Orr and economic buyer {other thing}"
    )
    assert title_of("For {contract}", ON, SUBJECT._replace(contract=None)) == "For contract"


def test_a_title_is_never_longer_than_one_may_be_nor_made_of_what_a_name_says() -> None:
    odd = Subject("{day} {champion}" * 30, None, {"champion": (1, "{account}")})
    made = title_of("{account} " * 9, ON, odd)
    assert len(made) <= 200
    assert "30 Jun" not in made
    assert title_of("Ask {champion}", ON, odd) == "Ask {account}"


def test_a_name_has_eighty_letters_in_a_title_and_a_title_two_hundred() -> None:
    long = Subject("A" * 99, None, {"champion": (1, "J" * 99)})
    assert title_of("{account}", ON, long) == "A" * 80
    assert title_of("{champion}", ON, long) == "J" * 80
    assert title_of("x" * 250, ON, long) == "x" * 200


def test_only_what_stands_in_braces_is_filled_in() -> None:
    assert title_of("account{day}contract", ON, SUBJECT) == "account30 Jun 2026contract"


def test_of_two_that_a_title_names_the_first_is_its_contact() -> None:
    two = SUBJECT._replace(people={"champion": (1, "Jane Orr"), "executive_sponsor": (2, "Li Wei")})
    told = play(step("+0d", "Ask {executive_sponsor} and {champion}"))
    (made,) = plan(told, ON, two, (), start()).tasks
    assert (made.contact, made.promised, made.assignee) == (2, False, None)


@pytest.mark.parametrize(
    ("on", "kind"),
    [("notice", "contract"), ("end", "contract"), ("customer", "account"), (None, "account")],
)
def test_a_play_is_for_a_contract_where_its_trigger_is_a_contract_s(on: str | None, kind: str) -> None:
    found = play(step("+0d"))._replace(on=on)
    assert (found.of_contract, found.kind) == (kind == "contract", kind)


def test_a_trigger_is_one_of_those_there_are() -> None:
    assert check_trigger("notice") == "notice"
    with pytest.raises(BadValue, match="not a trigger") as refused:
        check_trigger("moon")
    assert "notice" in str(refused.value.hint)


def test_the_first_person_that_a_title_names_is_its_contact() -> None:
    told = play(step("+0d", "Ask {executive_sponsor} and {champion}"), step("+0d", "Ask around"))
    assert [each.contact for each in plan(told, ON, SUBJECT, (), start()).tasks] == [1, None]


def test_a_word_in_braces_that_means_nothing_is_refused_with_those_that_do() -> None:
    check_title("{account} {contract} {day} {champion} {executive_sponsor} { } {}")
    with pytest.raises(BadValue, match=r"no \{boss\}") as refused:
        check_title("Ask {boss}")
    assert "{economic_buyer}" in str(refused.value.hint)


def test_the_days_of_a_play_stay_within_the_calendar() -> None:
    told = play(step("-10y"), step("+10y"))
    assert told.first_day(dt.date.min) == dt.date.min
    assert told.last_day(dt.date.max) == dt.date.max
    assert step("+1d").day(dt.date.max) == dt.date.max
    assert step("-1d").day(dt.date.min) == dt.date.min


def test_an_anniversary_is_the_same_day_of_each_later_year() -> None:
    leap, since = dt.date(2024, 2, 29), dt.date(2023, 4, 5)
    assert anniversaries(leap, dt.date(2024, 1, 1), dt.date(2028, 12, 31)) == [
        dt.date(2025, 2, 28), dt.date(2026, 2, 28), dt.date(2027, 2, 28), dt.date(2028, 2, 29),
    ]  # fmt: skip
    assert anniversaries(since, dt.date(2026, 4, 6), dt.date(2027, 4, 4)) == []
    assert anniversaries(since, since, since) == []
    one = dt.date(2026, 4, 5)
    assert anniversaries(since, one, one) == [one]
    assert anniversaries(since, dt.date(9998, 12, 31), dt.date.max) == [dt.date(9999, 4, 5)]
