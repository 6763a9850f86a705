"""Free days of the calendar: what is to be done moves past them, what is agreed does not."""

import pytest

from tests.support import Cli

CALENDAR = '[calendar]\nworking_days = ["mon","tue","wed","thu","fri"]\ndays_off = ["2026-03-09"]\n'
SATURDAY = "2026-03-07"


@pytest.fixture
def weekdays(office: Cli) -> Cli:
    """An office that rests on Saturday and Sunday, and on Monday 9 March."""
    office.config.write_text(CALENDAR)
    return office


def test_the_days_of_a_contract_stay_on_a_free_day(weekdays: Cli) -> None:
    ref = weekdays.ref(
        "contract", "add", "acton", "--starts", SATURDAY, "--ends", "2027-01-31", "--value", "9k"
    )
    assert [weekdays.json("show", ref)[name] for name in ("starts_on", "ends_on")] == [SATURDAY, "2027-01-31"]
    weekdays.ok("contract", "edit", ref, "--ends", "2026-12-26")
    assert weekdays.json("show", ref)["ends_on"] == "2026-12-26"
    amendment = weekdays.ref("contract", "amend", ref, "--by", "1k", "--on", "2026-03-14")
    assert weekdays.json("show", amendment)["starts_on"] == "2026-03-14"
    successor = weekdays.ref("renew", "k1", "--ends", "2027-04-03")
    assert weekdays.json("show", successor)["ends_on"] == "2027-04-03"
    weekdays.ok("churn", "k2", "--on", SATURDAY)
    assert weekdays.json("show", "k2")["terminated_on"] == SATURDAY


def test_a_contracts_first_and_last_day_lie_ahead_where_the_year_is_left_open(weekdays: Cli) -> None:
    ref = weekdays.ref("contract", "add", "acton", "--starts", "1 apr", "--ends", "30 jun", "--value", "9k")
    assert [weekdays.json("show", ref)[name] for name in ("starts_on", "ends_on")] == [
        "2026-04-01",
        "2026-06-30",
    ]


def test_what_is_due_moves_past_free_days(weekdays: Cli) -> None:
    task = weekdays.ref("task", "add", "acme", "Call", "--due", SATURDAY)
    assert weekdays.json("show", task)["due_on"] == "2026-03-10"
    weekdays.ok("task", "edit", task, "--due", "2026-03-15")
    assert weekdays.json("show", task)["due_on"] == "2026-03-16"


def test_what_is_put_off_moves_past_free_days_also_without_a_day(weekdays: Cli) -> None:
    weekdays.ok("snooze", "acme", "sat")
    assert weekdays.json("account", "list", "acme")[0]["snoozed_until"] == "2026-03-10"
    weekdays.ok("snooze", "acme")
    assert weekdays.json("account", "list", "acme")[0]["snoozed_until"] == "2026-03-10"


def test_what_happened_stays_on_a_free_day(weekdays: Cli) -> None:
    ref = weekdays.ref("log", "acme", "Met at the fair", "--on", "sat")
    assert weekdays.json("show", ref)["on"] == "2026-02-28"
