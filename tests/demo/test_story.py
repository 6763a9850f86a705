"""The sample book of Monday 2 March 2026 as the commands show it."""

import json
from typing import Any

from tests.demo.helpers import Desk

KINDS = (
    "account", "contact", "handoff", "product", "contract", "interaction", "interaction_contact", "task",
    "opportunity", "issue", "feedback", "survey", "usage", "goal", "event", "target", "health", "snooze",
    "unmatched",
)  # fmt: skip
UNKNOWN = {"wren", "vale", "quarry"}


def answer(desk: Desk, *argv: str) -> Any:
    found = desk.inside(*argv, "-o", "json")
    assert (found.code, found.err) == (0, "")
    return json.loads(found.out)


def test_the_file_is_whole(made: Desk) -> None:
    assert made.rows("PRAGMA integrity_check") == [("ok",)]
    assert made.rows("PRAGMA foreign_key_check") == []


def test_every_kind_of_record_is_in_it(made: Desk) -> None:
    counts = {table: made.rows(f'SELECT count(*) FROM "{table}"')[0][0] for table in KINDS}
    assert [table for table, count in counts.items() if not count] == []
    assert made.rows("SELECT count(*) FROM contract WHERE amends_id IS NOT NULL")[0][0] >= 5


def test_the_revenue_moves_as_its_contracts_say(made: Desk) -> None:
    totals = answer(made, "today")["totals"]
    assert totals == {
        "accounts": 37,
        "arr": 1_688_000,
        "currency": "EUR",
        "arr_at_risk": 373_000,
        "renewing_90d": 553_600,
    }


def test_seven_check_ins_are_overdue_and_two_are_due(made: Desk) -> None:
    found = answer(made, "checkins")
    assert {row["account"]: row["days_overdue"] for row in found} == {
        "acme": 13,
        "birchwood": 22,
        "orchard": 6,
        "garnet": 11,
        "quarry": 29,
        "larkspur": 4,
        "elmfield": 1,
        "northgate": 0,
        "ivory": 0,
    }
    assert {row["account"]: row["booked_on"] for row in found if row["booked_on"]} == {
        "acme": "2026-03-04",
        "larkspur": "2026-03-03",
    }
    states = {row["account"]: row["state"] for row in answer(made, "checkins", "--all")}
    assert [code for code, state in states.items() if state == "snoozed"] == ["thornton", "juniper"]


def test_eight_contracts_renew_within_90_days(made: Desk) -> None:
    found = answer(made, "renewals")
    assert [(row["account"], row["deadline"]) for row in found] == [
        ("dunmore", "2026-02-20"),
        ("acme", "2026-03-05"),
        ("kestrel", "2026-03-12"),
        ("northgate", "2026-03-16"),
        ("fernhill", "2026-03-31"),
        ("ivory", "2026-03-31"),
        ("meridian", "2026-04-01"),
        ("solway", "2026-05-15"),
    ]
    assert [row["currency"] for row in found if row["account"] == "kestrel"] == ["USD"]


def test_six_accounts_are_at_risk_two_of_them_critical_and_three_are_unknown(made: Desk) -> None:
    found = answer(made, "risks")
    bands = [row["health"] for row in found]
    assert (bands.count("critical"), bands.count("at_risk"), bands.count("unknown")) == (2, 4, 3)
    assert {row["account"] for row in found if row["health"] == "critical"} == {"acme", "orchard"}
    assert {row["account"] for row in found if row["health"] == "unknown"} == UNKNOWN


def test_the_worst_reasons_of_those_at_risk_are_the_ones_they_are_known_for(made: Desk) -> None:
    found = {row["account"]: [each["text"] for each in row["reasons"]] for row in answer(made, "risks")}
    assert {account: set(texts[:3]) for account, texts in found.items() if account not in UNKNOWN} == {
        "acme": {
            "Quiet 27 days, due every 14",
            "Notice by Thu 5 Mar, only proposed",
            "2 late promises, oldest 4 days",
        },
        "orchard": {
            "Champion left 9 Feb, no successor",
            "Spoke to 1 person in 90 days, need 3",
            "Quiet 20 days, due every 14",
        },
        "dunmore": {
            "Ended 20 Feb: renewed or lost?",
            "Invoice disputed, 36 days (target 30)",
            "Spoke to 1 person in 90 days, need 2",
        },
        "garnet": {
            "NPS 4 on 21 Feb, no follow-up",
            "Spoke to 1 person in 90 days, need 2",
            "Quiet 41 days, due every 30",
        },
        "birchwood": {
            "Quiet 52 days, due every 30",
            "Spoke to 1 person in 90 days, need 2",
            "No reply to the last 3 emails",
        },
        "kestrel": {
            "Notice by Thu 12 Mar, only contacted",
            "5 of last 6 touches about the deal",
            "No champion recorded",
        },
    }


def test_two_reviews_are_due(made: Desk) -> None:
    due = {row["account"]: row["days_overdue"] for row in answer(made, "today")["qbrs"]}
    assert due == {"thornton": 168, "meridian": 6}


def test_scores_of_a_month_ago_give_every_known_account_a_trend(made: Desk) -> None:
    found = answer(made, "risks", "--all")
    assert all(row["trend"] is not None for row in found if row["score"] is not None)
    assert all(row["trend"] < 0 for row in found if row["health"] in ("critical", "at_risk"))


def test_the_three_sections_below_today_are_filled(made: Desk) -> None:
    lanes = [action["section"] for action in answer(made, "today")["actions"]]
    assert min(lanes.count(lane) for lane in ("owed", "dated", "quiet")) >= 4


def test_three_codes_start_alike(made: Desk) -> None:
    found = made.inside("risks", "ac")
    assert found.code == 4
    assert all(code in found.err for code in ("acme", "acton", "acorn"))


def test_what_was_said_can_be_found(made: Desk) -> None:
    found = made.rows("SELECT count(*) FROM search WHERE search MATCH 'questionnaire'")
    assert found[0][0] >= 2


def test_filling_it_is_nothing_to_undo(made: Desk) -> None:
    found = made.inside("undo")
    assert found.code == 3
    assert "nothing to undo" in found.err
    assert made.rows("SELECT count(*) FROM account") == [(40,)]
