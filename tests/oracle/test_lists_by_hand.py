"""The oracle's revenue, check-ins and renewals, on cases worked out by hand."""

from datetime import date
from typing import Any

import pytest

from tests.oracle.by_hand import TODAY, a_book, arr, days_ago
from tests.oracle.oracle import Row, Rules


def test_arr_follows_a_contract_over_its_end() -> None:
    ended = {"ends_on": days_ago(30)}
    assert arr({"starts_on": TODAY}) == 12_000
    assert arr({"starts_on": days_ago(-1)}) == 0
    assert arr(ended) == 12_000  # the grace is 30 days
    assert arr({"ends_on": days_ago(31)}) == 0
    assert arr({"ends_on": days_ago(31), "auto_renew": 1}) == 12_000
    assert arr({"ends_on": days_ago(1), "outcome": "churned"}) == 0
    assert arr({"ends_on": days_ago(1), "outcome": "churned", "outcome_on": days_ago(-1)}) == 12_000
    assert arr(ended | {"outcome": "renewed"}) == 12_000  # renewed into nothing is no outcome
    assert arr({"terminated_on": TODAY}) == 0
    assert arr({"terminated_on": days_ago(-1)}) == 12_000


def test_a_successor_takes_over_without_a_gap_within_the_grace_and_early() -> None:
    def both(start: date, today: date) -> float | None:
        first = {
            "starts_on": date(2023, 3, 1),
            "ends_on": date(2024, 2, 29),
            "outcome": "renewed",
            "renewed_by_id": 2,
        }
        return arr(first, {"starts_on": start, "annual_value": 18_000_00}, today=today)

    assert both(date(2024, 3, 1), date(2024, 2, 29)) == 12_000
    assert both(date(2024, 3, 1), date(2024, 3, 1)) == 18_000
    assert both(date(2024, 2, 15), date(2024, 2, 20)) == 18_000  # early: from its own start
    assert both(date(2024, 3, 30), date(2024, 3, 29)) == 12_000  # 30 days after the end: bridged
    assert both(date(2024, 3, 31), date(2024, 3, 1)) == 0  # 31 days: a gap


def test_an_amendment_counts_from_its_start_and_stops_with_its_parent() -> None:
    parent = {"ends_on": days_ago(-10)}
    change = {"amends_id": 1, "ends_on": days_ago(-10), "annual_value": -2_000_00}
    assert arr(parent, change) == 10_000
    assert arr(parent, change | {"starts_on": days_ago(-1)}) == 12_000
    assert arr(parent | {"terminated_on": TODAY}, change) == 0
    assert a_book(contract=[parent, change]).renewals()[0]["annual_value"] == 10_000
    assert len(a_book(contract=[parent, change]).renewals()) == 1


def test_other_currencies_convert_at_the_rate_to_the_cent_or_are_unknown() -> None:
    dollars = {"annual_value": 50_000_00, "currency": "USD"}
    assert arr(dollars, rules=Rules(rates=(("USD", "0.92"),))) == 46_000
    assert arr(dollars) is None
    assert arr({"annual_value": 1, "currency": "USD"}, rules=Rules(rates=(("USD", "0.5"),))) == 0.01
    assert arr({"annual_value": 1_000, "currency": "JPY"}, rules=Rules(rates=(("JPY", "0.0061"),))) == 6.1


def test_a_renewal_is_to_be_acted_on_by_its_notice_day_while_that_is_ahead() -> None:
    def days(ends_on: date, notice: int | None) -> tuple[Any, ...]:
        row = a_book(contract=[{"ends_on": ends_on, "notice_days": notice}]).renewals(ahead=365)[0]
        return row["notice_by"], row["days_to_notice"], row["deadline"], row["days_left"]

    assert days(date(2026, 4, 30), 30) == ("2026-03-31", 29, "2026-03-31", 59)
    assert days(date(2026, 5, 31), 60) == ("2026-04-01", 30, "2026-04-01", 90)
    assert days(date(2026, 3, 31), 30) == ("2026-03-01", -1, "2026-03-31", 29)
    assert days(date(2026, 5, 15), None) == (None, None, "2026-05-15", 74)
    assert days(date(2026, 2, 20), 0) == ("2026-02-20", -10, "2026-02-20", -10)


def test_the_window_of_renewals_holds_both_ends_and_all_that_have_ended() -> None:
    def listed(ends_in: int, **changes: Any) -> bool:
        return bool(a_book(contract=[{"ends_on": days_ago(-ends_in)} | changes]).renewals())

    assert listed(90)
    assert not listed(91)
    assert listed(180, notice_days=90)
    assert not listed(181, notice_days=90)
    assert listed(0)
    assert listed(-400)
    assert not listed(10, outcome="churned")
    assert not listed(10, terminated_on=TODAY)
    assert listed(10, outcome="churned", outcome_on=days_ago(-1))
    assert not a_book({"status": "churned"}, contract=[{"ends_on": TODAY}]).renewals()


@pytest.mark.parametrize(
    ("account", "talked", "expected"),
    [
        ({}, 30, "due"),
        ({}, 31, "overdue"),
        ({}, 23, "coming"),
        ({}, 22, "ok"),
        ({"snoozed_until": days_ago(-1)}, 31, "snoozed"),
        ({"snoozed_until": TODAY}, 31, "overdue"),
        ({"cadence_days": 10}, 31, "overdue"),
        ({"tier": "light"}, 31, "ok"),
    ],
)
def test_the_state_of_a_check_in(account: Row, talked: int, expected: str) -> None:
    rows = a_book(account, interaction=[{"on": days_ago(talked)}]).checkins(everything=True)
    assert [row["state"] for row in rows] == [expected]


def test_a_meeting_within_a_week_books_what_is_not_yet_due() -> None:
    def state(talked: int, ahead: int, **changes: Any) -> tuple[str, str | None]:
        meeting: Row = {"on": days_ago(-ahead), "kind": "meeting", "planned": 1}
        rows = [{"on": days_ago(talked)}, meeting | changes]
        row = a_book(interaction=rows).checkins(everything=True)[0]
        return row["state"], row["booked_on"]

    assert state(10, 7) == ("booked", "2026-03-09")
    assert state(10, 0) == ("booked", "2026-03-02")
    assert state(10, 3, planned=0) == state(10, 3, cancelled=1) == ("ok", None)
    assert state(10, 8) == ("ok", None)
    assert state(10, 3, kind="note") == ("ok", None)
    assert state(40, 2) == ("overdue", "2026-03-04")


def test_an_account_never_touched_counts_from_when_it_became_a_customer() -> None:
    account = {"tier": "light", "customer_since": days_ago(119)}
    row = a_book(account, interaction=[{"on": days_ago(1), "account_id": 2}]).checkins()[0]
    assert (row["last_touch_on"], row["days_overdue"]) == (None, 29)


def test_in_a_book_without_a_touch_within_a_year_nobody_is_late() -> None:
    account = {"tier": "light", "customer_since": days_ago(119)}
    book = a_book(account, interaction=[{"on": days_ago(366), "account_id": 2}])
    assert book.checkins() == []
    rows = book.checkins(everything=True)
    assert {(row["state"], row["due_on"], row["days_overdue"]) for row in rows} == {("ok", None, 0)}


def test_check_ins_stand_by_how_far_they_are_beyond_their_cadence() -> None:
    book = a_book()
    rows = [
        {"days_overdue": late, "cadence_days": every, "state": "overdue"}
        for late, every in ((29, 90), (22, 30))
    ]
    keys = [book.checkin_order(row | {"account": "acme"}, book.facts[1]) for row in rows]
    assert keys[1] < keys[0]
