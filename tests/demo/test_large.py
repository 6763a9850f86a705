"""The large sample book: the same for a seed and a day, whole on any day, and a book such as one has."""

import datetime as dt
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from amcli.demo.book import build
from amcli.demo.samples import sample
from tests.commands.test_schema import validator
from tests.demo.helpers import Desk
from tests.demo.test_records import DAYS, MONDAY, PAST, Tables, by_id
from tests.profiles import some

ADDRESS = r"[a-z]+(\.[a-z]+)+@[a-z]+\.example\.(com|org|net)"
# Numbers that are kept free for fiction in London, Berlin, Paris, Chicago and Stockholm.
FREE = r"\+(442079460\d{3}|4930231250?\d{2,3}|33199\d{6}|1312555\d{4}|4684650?04\d{2})"
LISTS = ("today", "checkins", "renewals", "risks", "tasks", "replies", "qbr due", "play status", "unmatched")


@cache
def built(seed: int, day: dt.date) -> Tables:
    """The rows of a seed and a day, built once and only read."""
    return build(sample("large", seed, day), day)


@pytest.fixture(params=some([(at, day) for at, day in enumerate(DAYS, 1)], 100), ids=str, name="rows")
def each_book(request: pytest.FixtureRequest) -> tuple[Tables, dt.date]:
    seed, day = request.param
    return built(seed, day), day


@pytest.fixture(scope="module", name="large")
def one_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A large book of Monday 2 March 2026, for reading."""
    desk = Desk(tmp_path_factory.mktemp("large"))
    said = desk.am("demo", str(desk.demo), "--size", "large", "-o", "json")
    assert (said.code, said.err) == (0, "")
    (desk.folder / "said.json").write_text(said.out)
    shutil.copyfile(desk.demo, desk.folder / "copy.db")
    with desk.kept_open() as kept:
        yield kept


def answer(desk: Desk, *argv: str) -> Any:
    found = desk.inside(*argv, "-o", "json")
    assert (found.code, found.err) == (0, "")
    return json.loads(found.out)


def test_a_seed_and_a_day_always_give_the_same_rows() -> None:
    assert build(sample("large", 1, MONDAY), MONDAY) == built(1, MONDAY)
    names = {seed: {row["name"] for row in built(seed, MONDAY)["account"]} for seed in (1, 7)}
    assert names[1] != names[7]


def test_there_are_three_hundred_accounts_with_lives_of_every_kind(rows: tuple[Tables, dt.date]) -> None:
    tables, day = rows
    states = Counter(row.get("status", "active") for row in tables["account"])
    assert len(tables["account"]) == 300
    assert (states["churned"], states["archived"]) == (38, 3)
    assert 4 <= states["onboarding"] <= 30
    assert {row["tier"] for row in tables["account"]} == {"key", "standard", "light"}
    assert {row["currency"] for row in tables["contract"]} == {"EUR", "USD", "GBP", "CHF", "SEK"}
    assert {row.get("kind") for row in tables["contract"]} == {None, "one_off", "usage"}
    assert min(row["on"] for row in tables["interaction"]) < day - dt.timedelta(days=1_000)
    assert 4_000 <= len(tables["interaction"]) <= 7_000
    assert sum("parent_id" in row for row in tables["account"]) >= 6


def test_what_is_past_lies_in_the_past_and_after_they_became_customers(rows: tuple[Tables, dt.date]) -> None:
    tables, day = rows
    accounts = by_id(tables, "account")
    for table, fields in PAST.items():
        for row in tables.get(table, []):
            for field in fields:
                if (table, field) == ("contract", "starts_on"):
                    continue  # a term that is renewed ahead begins later
                assert row.get(field, day) <= day, (table, field, row)
    for table in ("interaction", "issue", "survey", "handoff", "event", "feedback"):
        field = "opened_on" if table == "issue" else "on"
        early = [row for row in tables[table] if row[field] < accounts[row["account_id"]]["customer_since"]]
        assert early == []
    ahead = [row for row in tables["interaction"] if row["on"] > day]
    assert all(row["planned"] for row in ahead)
    assert 4 <= len(ahead) <= 40


def test_terms_follow_each_other_without_a_gap(rows: tuple[Tables, dt.date]) -> None:
    contracts = by_id(rows[0], "contract")
    renewed = [row for row in contracts.values() if row.get("renewed_by_id")]
    assert len(renewed) > 300
    for row in renewed:
        following = contracts[row["renewed_by_id"]]
        assert following["starts_on"] == row["ends_on"] + dt.timedelta(days=1)
        assert (following["account_id"], following["currency"]) == (row["account_id"], row["currency"])


def test_nobody_takes_part_after_they_left_and_no_meetings_collide(rows: tuple[Tables, dt.date]) -> None:
    tables, _ = rows
    spoken, people = by_id(tables, "interaction"), by_id(tables, "contact")
    for pair in tables["interaction_contact"]:
        person, talk = people[pair["contact_id"]], spoken[pair["interaction_id"]]
        assert person.get("left_on", dt.date.max) >= talk["on"]
        assert person["account_id"] == talk["account_id"]
    times = [(row["on"], row["at"]) for row in spoken.values() if "at" in row]
    assert len(times) == len(set(times))


def test_no_name_address_or_number_is_anybodys_or_given_twice(rows: tuple[Tables, dt.date]) -> None:
    tables, _ = rows
    for names in ([row["name"] for row in tables[table]] for table in ("account", "contact")):
        assert len(set(names)) == len(names)
    addresses = [each for row in tables["contact"] for each in row["emails"]]
    addresses += [row["address"] for row in tables["unmatched"]]
    assert [each for each in addresses if not re.fullmatch(ADDRESS, each)] == []
    assert len(set(addresses)) == len(addresses)
    numbers = [each["e164"] for row in tables["contact"] for each in row.get("phones", [])]
    assert [each for each in numbers if not re.fullmatch(FREE, each)] == []
    assert len(set(numbers)) == len(numbers) > 100


def test_use_never_passes_what_was_bought(rows: tuple[Tables, dt.date]) -> None:
    for row in rows[0]["usage"]:
        assert 0 < row["value"] <= row.get("entitlement", row["value"])


def test_the_file_is_whole_and_doctor_finds_nothing(large: Desk) -> None:
    assert large.rows("PRAGMA integrity_check") == [("ok",)]
    assert large.rows("PRAGMA foreign_key_check") == []
    found = {row["check"]: row["state"] for row in answer(large, "doctor")}
    assert {check: state for check, state in found.items() if state != "ok"} == {"backups": "warning"}


def test_what_it_says_in_json_keeps_to_its_schema_and_is_what_is_there(large: Desk) -> None:
    said = json.loads((large.folder / "said.json").read_text())
    assert list(validator("demo").iter_errors(said)) == []
    assert (said["size"], said["seed"], said["on"]) == ("large", 1, "2026-03-02")
    for kind, many in said["records"].items():
        assert large.rows(f'SELECT count(*) FROM "{kind}"') == [(many,)]
    assert said["records"]["account"] == 300


def test_every_list_has_work_and_none_drowns_in_it(large: Desk) -> None:
    found = {name: answer(large, *name.split()) for name in LISTS}
    assert [name for name, rows in found.items() if not rows] == []
    assert 15 <= len(found["checkins"]) <= 45
    assert 40 <= len(found["renewals"]) <= 110
    bands = Counter(row["health"] for row in found["risks"])
    assert 2 <= bands["critical"] <= 15
    assert 10 <= bands["at_risk"] <= 40
    assert 1 <= bands["unknown"] <= 20
    assert 1_500_000 <= found["today"]["totals"]["arr"] <= 5_000_000


def test_the_years_behind_it_read_like_a_business(large: Desk) -> None:
    rates = answer(large, "metrics", "--period", "last-12m")
    assert 0.85 <= rates["grr"] <= 1
    assert 0.95 <= rates["nrr"] <= 1.15
    assert -20 <= rates["nps"] <= 70
    scores = [
        score for (score,) in large.rows('SELECT score FROM health WHERE score IS NOT NULL ORDER BY "on"')
    ]
    assert len(scores) > 5_000
    assert len(set(scores)) > 40
    months = large.rows('SELECT substr("on", 1, 7), count(*) FROM interaction GROUP BY 1 ORDER BY 1')
    assert all(many > 20 for _, many in months[-36:-1])
    assert all(earlier < later for (earlier, _), (later, _) in pairwise(months))


def test_a_seed_goes_with_the_large_book_alone_and_sizes_are_those_there_are(desk: Desk) -> None:
    found = desk.am("demo", str(desk.demo), "--seed", "7")
    assert (found.code, found.err) == (
        2, "am: --seed is for the large book. Nothing was made.\n    am demo --size large --seed 7\n",
    )  # fmt: skip
    assert desk.am("demo", str(desk.demo), "--size", "huge").code == 2
    assert desk.am("demo", str(desk.demo), "--size", "large", "--seed", "-1").code == 2
    assert list(desk.folder.iterdir()) == []


def test_the_small_book_says_what_it_made_too_in_the_place_of_the_large_one(desk: Desk, large: Desk) -> None:
    shutil.copyfile(large.folder / "copy.db", desk.demo)
    assert desk.rows("SELECT count(*) FROM account") == [(300,)]
    said = json.loads(desk.am("demo", str(desk.demo), "-o", "json").out)
    assert list(validator("demo").iter_errors(said)) == []
    assert (said["size"], said["seed"], said["records"]["account"]) == ("small", None, 40)
    assert desk.rows("SELECT count(*) FROM account") == [(40,)]
    assert desk.am("demo", str(desk.demo), "-o", "ids").out == f"{desk.demo}\n"
