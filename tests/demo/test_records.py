"""The rows of the sample book, for many days."""

import datetime as dt
import re
from functools import cache
from typing import Any

import pytest

from amcli.demo.book import build
from amcli.demo.samples import sample
from amcli.demo.story import accounts, sentences
from amcli.errors import BadValue
from amcli.rules.names import check_code, check_name

MONDAY = dt.date(2026, 3, 2)
DAYS = [
    MONDAY,
    dt.date(2028, 2, 29),
    dt.date(2027, 2, 28),
    dt.date(2026, 5, 31),
    dt.date(2026, 12, 31),
    dt.date(2027, 1, 1),
    dt.date(2026, 8, 1),
    dt.date(1930, 1, 1),
    dt.date(9990, 12, 31),
]
PAST = {
    "account": ("added_on", "customer_since", "owner_since", "pulse_on"),
    "contact": ("left_on",),
    "contract": ("starts_on", "signed_on", "outcome_on"),
    "task": ("done_on",),
    "issue": ("opened_on", "first_response_on", "resolved_on"),
    "goal": ("progress_on", "met_on"),
    "survey": ("on",),
    "usage": ("on",),
    "event": ("on",),
    "feedback": ("on", "relayed_on", "closed_on"),
    "handoff": ("on",),
    "opportunity": ("closed_on",),
}
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=DAYS, ids=str, name="day")
def each_day(request: pytest.FixtureRequest) -> dt.date:
    day: dt.date = request.param
    return day


@cache
def built(day: dt.date) -> Tables:
    """The rows of a day, built once and only read."""
    return made(day)


def made(day: dt.date) -> Tables:
    return build(sample("small", 0, day), day)


def by_id(rows: Tables, table: str) -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in rows[table]}


def test_there_are_forty_accounts_of_which_two_left_and_one_is_put_away() -> None:
    states = [row.get("status", "active") for row in built(MONDAY)["account"]]
    assert len(states) == 40
    assert states.count("churned") == 2
    assert states.count("archived") == 1


def test_the_same_day_gives_the_same_rows(day: dt.date) -> None:
    assert made(day) == built(day)


def test_another_day_tells_the_same_story_with_other_days() -> None:
    here, there = built(MONDAY), built(dt.date(2031, 7, 17))
    assert {
        table: len(rows) for table, rows in here.items() if table != "interaction"
    }.keys() == there.keys() - {"interaction"}
    assert {row["code"] for row in here["account"]} == {row["code"] for row in there["account"]}
    assert len(here["contact"]) == len(there["contact"])
    assert len(here["contract"]) == len(there["contract"])


def test_what_is_past_lies_in_the_past(day: dt.date) -> None:
    rows = built(day)
    for table, fields in PAST.items():
        for row in rows[table]:
            for field in fields:
                assert row.get(field, day) <= day, (table, field, row)


def test_only_two_booked_meetings_lie_ahead(day: dt.date) -> None:
    ahead = [row for row in built(day)["interaction"] if row["on"] > day]
    assert [(row["on"] - day).days for row in ahead] == [1, 2]
    assert {row["kind"] for row in ahead} == {"call", "meeting"}
    assert all(row["planned"] and row["at"] for row in ahead)


def test_older_conversations_were_on_workdays_and_after_the_first_contract(day: dt.date) -> None:
    rows = built(day)
    known = by_id(rows, "account")
    texts = {entry[3] for table in accounts(day).values() for entry in table.get("said", [])}
    for row in rows["interaction"]:
        account = known[row["account_id"]]
        assert row["on"] >= account["customer_since"], row
        if row["summary"] not in texts and row["kind"] != "call":
            assert row["on"].weekday() < 5, row


def test_nobody_takes_part_after_they_left(day: dt.date) -> None:
    rows = built(day)
    spoken, people = by_id(rows, "interaction"), by_id(rows, "contact")
    for pair in rows["interaction_contact"]:
        person, on = people[pair["contact_id"]], spoken[pair["interaction_id"]]["on"]
        assert person.get("left_on", dt.date.max) >= on
        assert person["account_id"] == spoken[pair["interaction_id"]]["account_id"]


def test_terms_follow_each_other_without_a_gap(day: dt.date) -> None:
    contracts = by_id(built(day), "contract")
    renewed = [row for row in contracts.values() if row.get("renewed_by_id")]
    assert len(renewed) > 40
    for row in renewed:
        following = contracts[row["renewed_by_id"]]
        assert following["starts_on"] == row["ends_on"] + dt.timedelta(days=1)
        assert following["account_id"] == row["account_id"]
        assert row["outcome"] == "renewed"


def test_a_contract_starts_before_it_ends_and_runs_whole_months(day: dt.date) -> None:
    for row in built(day)["contract"]:
        if "amends_id" not in row and "ends_on" in row:
            after = row["ends_on"] + dt.timedelta(days=1)
            assert row["starts_on"] < after
            assert abs(after.day - row["starts_on"].day) <= 3 or row["starts_on"].day >= 28 or after.day >= 28


def test_the_years_before_are_told_at_length_and_not_in_the_same_words() -> None:
    spoken = built(MONDAY)["interaction"]
    assert 800 <= len(spoken) <= 1500
    texts = [row["summary"] for row in spoken]
    assert max(map(texts.count, set(texts))) < 20
    assert len(set(texts)) > 500


def test_an_account_hears_a_sentence_once_before_any_again() -> None:
    rows = built(MONDAY)
    pool = [text for kind in ("call", "email") for group in sentences()[kind].values() for text in group]
    plain = {text for text in pool if "{" not in text}
    for account in rows["account"]:
        said = [row["summary"] for row in rows["interaction"] if row["account_id"] == account["id"]]
        assert all(said.count(text) <= 4 for text in plain), account["name"]


def test_ids_follow_the_days() -> None:
    rows = built(MONDAY)
    for table, field in (("interaction", "on"), ("contract", "starts_on"), ("issue", "opened_on")):
        days = [row[field] for row in rows[table]]
        assert days == sorted(days)
        assert [row["id"] for row in rows[table]] == list(range(1, len(days) + 1))


def test_every_address_and_number_is_a_fictitious_one() -> None:
    rows = built(MONDAY)
    for person in rows["contact"]:
        for address in person["emails"]:
            assert re.fullmatch(r"[a-z.]+@[a-z]+\.example\.(com|org|net)", address), address
        for phone in person.get("phones", []):
            assert re.fullmatch(r"020 7946 0\d{3}", phone["typed"])
            assert phone["e164"] == "+44" + phone["typed"][1:].replace(" ", "")
    assert all(re.fullmatch(r"[a-z]+\.example\.(com|org|net)", row["domain"]) for row in rows["account"])


def test_names_and_codes_are_such_as_a_person_could_have_typed() -> None:
    rows = built(MONDAY)
    for account in rows["account"]:
        assert check_name(account["name"]) == account["name"]
        assert check_code(account["code"]) == account["code"]
    assert all(check_name(person["name"]) == person["name"] for person in rows["contact"])


def test_names_come_in_several_scripts() -> None:
    names = "".join(row["name"] for row in built(MONDAY)["account"])
    assert re.search("[\u4e00-\u9fff]", names)
    assert re.search("[\u0620-\u064a]", names)
    assert re.search("[\u00c0-\u017f]", names)
    assert re.search("[\U0001f300-\U0001faff]", names)


@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(1929, 12, 31), dt.date(9991, 1, 1), dt.date.max])
def test_a_day_too_far_away_is_refused(day: dt.date) -> None:
    with pytest.raises(BadValue, match="lives between 1930 and 9990"):
        sample("small", 0, day)
