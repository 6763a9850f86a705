"""The arithmetic of a review: what fell due, what was kept, how fast problems were solved."""

import pytest

from amcli.rules.review import Span, issues, kept, median, results
from tests.rules.pictures import day, goal, issue, task

SPAN = Span(day("2026-01-01"), day("2026-03-02"), "given")


@pytest.mark.parametrize(
    ("values", "found"),
    [([], None), ([4], 4), ([1, 9], 5), ([2, 3], 2.5), ([9, 1, 3], 3), ([1, 2, 3, 100], 2.5)],
)
def test_the_median_is_the_middle_or_the_mean_of_two(values: list[int], found: float | None) -> None:
    assert median(values) == found


@pytest.mark.parametrize(
    ("first_due", "done", "counted"),
    [
        ("2026-01-31", "2026-01-31", (1, 1, 0)),
        ("2026-01-31", "2026-02-01", (1, 0, 1)),
        ("2026-01-31", None, (1, 0, 1)),
        ("2026-03-02", None, (1, 0, 0)),
        ("2026-03-03", None, (0, 0, 0)),
        ("2026-01-01", "2025-12-20", (1, 1, 0)),
        ("2025-12-31", "2026-01-05", (0, 0, 0)),
    ],
)
def test_a_promise_counts_where_its_first_day_lies(
    first_due: str, done: str | None, counted: tuple[int, int, int]
) -> None:
    one = task("t1", "Answer", first_due_on=day(first_due), done_on=day(done) if done else None)
    found = kept([one], "me", SPAN, current=True)
    assert (found.due, found.kept, found.late) == counted


def test_only_promises_of_the_side_count_and_a_task_is_none() -> None:
    tasks = [
        task("t1", "A"),
        task("t2", "B", promised_by="them"),
        task("t3", "C", promised=False, promised_by=None),
    ]
    assert [each.task for each in kept(tasks, "me", SPAN, current=True).tasks] == ["t1"]
    assert [each.task for each in kept(tasks, "them", SPAN, current=True).tasks] == ["t2"]


def test_what_is_open_from_before_is_shown_in_a_current_period_only() -> None:
    old = task("t1", "A", due_on=day("2025-11-01"), first_due_on=day("2025-11-01"))
    assert kept([old], "me", SPAN, current=True).tasks == (old,)
    assert kept([old], "me", SPAN, current=False).tasks == ()


def test_a_promise_without_a_day_never_falls_due() -> None:
    found = kept([task("t1", "A", due_on=None, first_due_on=None)], "me", SPAN, current=True)
    assert (found.due, found.late, len(found.tasks)) == (0, 0, 1)


def test_issues_are_counted_on_both_sides_of_the_period() -> None:
    found = issues(
        [
            issue(
                issue="i1",
                opened_on=day("2025-12-01"),
                resolved_on=day("2026-01-01"),
                day=31,
                past_target=True,
            ),
            issue(issue="i2", opened_on=day("2026-01-01"), resolved_on=day("2026-01-03"), day=2),
            issue(issue="i3", opened_on=day("2026-03-02"), day=0),
        ],
        SPAN,
    )
    assert (found.opened, found.solved, found.still_open, found.median_days, found.within_target) == (
        2, 2, 1, 16.5, 1,
    )  # fmt: skip
    assert [each.issue for each in found.issues] == ["i3", "i1", "i2"]


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"actual": "14%"}, "behind"),
        ({}, "reached"),
        ({"actual": None}, "unmeasured"),
        ({"status": "met", "met_on": day("2026-01-01")}, "met"),
        ({"status": "met", "met_on": day("2025-12-31")}, None),
        ({"status": "missed"}, "missed"),
        ({"status": "dropped"}, None),
    ],
)
def test_a_goal_stands_where_its_record_says(changes: dict[str, object], result: str | None) -> None:
    assert [each.result for each in results([goal(**changes)], SPAN)] == ([result] if result else [])
