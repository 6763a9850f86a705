"""The same import twice is the same import once, for every kind and any rows."""

import csv
import io
import json
import shutil
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.kinds import KIND_NAMES
from tests.interchange.helpers import ACCOUNTS, CONTACTS, CONTRACTS, PRODUCTS, Desk
from tests.profiles import examples

EXAMPLES = 5
HERE = 2  # by day one with --clear-empty and one without, of each kind

DAYS = st.sampled_from(["", "2024-04-05", "2025-04-04", "2025-04-05", "2026-04-04", "2026-02-30", "soon"])
ACCOUNT = st.sampled_from(["acme", "Beta Foods", "ACME", "nobody", ""])
WORDS = st.sampled_from(["", "x", "X", "a;b", "=1", "two\nlines", "é", "e\u0301"])
PEOPLE = st.sampled_from(["", "Jane Orr", "jane orr", "ben@acme.example", "Jo Voss", "Nobody"])
NAMES = st.sampled_from(["", "Acme Robotics", "Gamma", "gamma", "Delta", "Straße", "STRASSE"])
MAILS = st.sampled_from(["", "jane@acme.example", "JANE@acme.example", "new@x.example;two@x.example", "bad"])
DOMAINS = st.sampled_from(["", "acme.example", "www.Acme.example", "gmail.com", "delta.example"])
AMOUNTS = st.sampled_from(["", "0", "1200", "60k", "(5)", "1.2.3", "99.50"])
IDS = st.sampled_from(["", "", "", "1", "a", "A"])

COLUMNS: dict[str, dict[str, st.SearchStrategy[str]]] = {
    "accounts": {
        "code": st.sampled_from(["", "acme", "gamma", "delta", "a b"]),
        "name": NAMES,
        "domain": DOMAINS,
        "tier": st.sampled_from(["", "key", "light", "best"]),
        "pulse": st.sampled_from(["", "good", "bad"]),
        "parent": st.sampled_from(["", "acme", "Gamma"]),
        "tags": WORDS,
        "extra.plan": WORDS,
        "source_id": IDS,
    },
    "products": {"name": NAMES, "list_price": AMOUNTS, "currency": st.sampled_from(["", "EUR", "JPY"])},
    "contacts": {
        "account": ACCOUNT,
        "name": NAMES,
        "email": MAILS,
        "phone": st.sampled_from(["", "+44 20 7946 0018", "020 7946 0018"]),
        "primary": st.sampled_from(["", "yes", "no"]),
        "successor": PEOPLE,
        "source_id": IDS,
    },
    "contracts": {
        "account": ACCOUNT,
        "product": st.sampled_from(["", "Suite", "suite", "New thing"]),
        "starts_on": DAYS,
        "ends_on": DAYS,
        "annual_value": AMOUNTS,
        "currency": st.sampled_from(["", "EUR"]),
        "reference": st.sampled_from(["", "", "K-1", "k-1", "K-9"]),
        "kind": st.sampled_from(["", "", "recurring", "usage", "One-off"]),
        "total_value": AMOUNTS,
        "renews": st.sampled_from(["", "", "K-2", "K-9"]),
        "amends": st.sampled_from(["", "", "", "K-1", "K-9"]),
        "source_id": IDS,
    },
    "interactions": {
        "account": ACCOUNT,
        "kind": st.sampled_from(["call", "E-Mail", "note", ""]),
        "on": DAYS,
        "summary": WORDS,
        "contacts": PEOPLE,
        "minutes": st.sampled_from(["", "30", "45"]),
        "direction": st.sampled_from(["", "in", "both", "up"]),
        "last_direction": st.sampled_from(["", "in", "out", "both"]),
        "settled_on": DAYS,
        "source_id": IDS,
    },
    "tasks": {
        "account": ACCOUNT,
        "contact": PEOPLE,
        "title": NAMES,
        "due_on": DAYS,
        "first_due_on": DAYS,
        "done_on": DAYS,
        "promised": st.sampled_from(["", "yes", "no"]),
        "promised_by": st.sampled_from(["", "", "me"]),
        "repeat": st.sampled_from(["", "", "monthly", "FREQ=WEEKLY", "never"]),
        "goal": st.sampled_from(["", "", "g1", "A goal"]),
        "source_id": IDS,
    },
    "surveys": {
        "account": ACCOUNT,
        "contact": PEOPLE,
        "kind": st.sampled_from(["nps", "csat", ""]),
        "on": DAYS,
        "score": st.sampled_from(["", "0", "4.5", "9", "12"]),
        "scale_max": st.sampled_from(["", "5", "10"]),
        "comment": WORDS,
    },
    "opportunities": {
        "account": ACCOUNT,
        "contract": st.sampled_from(["", "", "K-1", "K-9"]),
        "contact": PEOPLE,
        "product": st.sampled_from(["", "Suite", "New thing"]),
        "kind": st.sampled_from(["", "upsell", "Cross Sell"]),
        "name": NAMES,
        "value": AMOUNTS,
        "currency": st.sampled_from(["", "EUR"]),
        "stage": st.sampled_from(["", "won", "sold"]),
        "probability": st.sampled_from(["", "40%", "75", "0.5", "120"]),
        "source_id": IDS,
    },
    "issues": {
        "account": ACCOUNT,
        "contact": PEOPLE,
        "title": NAMES,
        "severity": st.sampled_from(["", "high", "worst"]),
        "opened_on": DAYS,
        "resolved_on": DAYS,
        "resolved_first_contact": st.sampled_from(["", "yes", "no"]),
        "source_id": IDS,
    },
    "feedback": {
        "account": ACCOUNT,
        "on": DAYS,
        "text": WORDS,
        "audience": st.sampled_from(["", "product", "nobody"]),
        "closed_on": DAYS,
        "source_id": IDS,
    },
    "usage": {
        "account": ACCOUNT,
        "metric": NAMES,
        "on": DAYS,
        "value": st.sampled_from(["", "0", "4.5", "12", "many"]),
        "entitlement": st.sampled_from(["", "60"]),
        "source_id": IDS,
    },
    "goals": {
        "account": ACCOUNT,
        "title": NAMES,
        "target": WORDS,
        "actual": WORDS,
        "met_on": DAYS,
        "status": st.sampled_from(["", "open", "missed"]),
        "source_id": IDS,
    },
    "events": {
        "account": ACCOUNT,
        "on": DAYS,
        "kind": st.sampled_from(["", "funding", "takeover", "party"]),
        "good": st.sampled_from(["", "yes", "no"]),
        "note": WORDS,
        "until": DAYS,
        "source_id": IDS,
    },
    "handoffs": {"account": ACCOUNT, "on": DAYS, "from_owner": WORDS, "promises": WORDS, "source_id": IDS},
    "plays": {
        "name": st.sampled_from(["", "renewal", "Renewal", "qbr"]),
        "account": ACCOUNT,
        "contract": st.sampled_from(["", "", "K-1", "K-9"]),
        "on": DAYS,
        "started_on": DAYS,
        "stopped_on": DAYS,
        "source_id": IDS,
    },
    "health": {
        "account": ACCOUNT,
        "on": DAYS,
        "score": st.sampled_from(["", "0", "40", "140"]),
        "health": st.sampled_from(["", "watch", "At risk", "fine"]),
        "evidence": st.sampled_from(["", "0.5"]),
        "model": st.sampled_from(["a1", "=a1"]),
        "reasons": st.sampled_from(["", "[]", '[{"signal": "quiet"}]', "[1]", "no list"]),
    },
    "targets": {
        "period": st.sampled_from(["", "2026", "2026Q1", "2026-Q1", "last-quarter", "soon"]),
        "metric": st.sampled_from(["", "renewals", "nrr"]),
        "value": st.sampled_from(["", "1.04", "98%", "120k", "2000"]),
        "currency": st.sampled_from(["", "", "EUR"]),
        "owner": st.sampled_from(["", "", "Robin", "robin", "Dana"]),
        "source_id": IDS,
    },
}


def csv_text(columns: list[str], rows: list[dict[str, str]]) -> str:
    target = io.StringIO()
    writer = csv.DictWriter(target, columns)
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue()


def begin_with(template: Path, desk: Desk) -> None:
    """Put a copy of a book on the desk."""
    if desk.lent:
        desk.lent.close()
    desk.book.parent.mkdir(exist_ok=True)
    shutil.copy(template, desk.book)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A book to start from, made once."""
    desk = Desk(tmp_path_factory.mktemp("template"))
    texts = {"a.csv": ACCOUNTS, "p.csv": PRODUCTS, "c.csv": CONTACTS, "k.csv": CONTRACTS}
    desk.imported(*(desk.file(name, text) for name, text in texts.items()))
    return desk.book


def test_every_kind_has_rows_to_try() -> None:
    assert set(COLUMNS) == set(KIND_NAMES)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_same_import_twice_is_the_same_import_once(kind: str, template: Path, desk: Desk) -> None:
    clearing = cycle((False, True))

    @settings(
        max_examples=examples(EXAMPLES, HERE), derandomize=True, suppress_health_check=[HealthCheck.too_slow]
    )
    @given(rows=st.lists(st.fixed_dictionaries(COLUMNS[kind]), min_size=1, max_size=8))
    def twice(rows: list[dict[str, str]]) -> None:
        clear = next(clearing)
        begin_with(template, desk)
        path = desk.file(f"{kind}.csv", csv_text(list(COLUMNS[kind]), rows))
        options = [path, "--kind", kind, "--skip-bad", "-o", "json", *(["--clear-empty"] if clear else [])]
        first = json.loads(desk.imported(*options).out)["files"][0]
        # Taking back a row whose parent or successor is refused leaves its steps in the journal.
        once = desk.dump("txn", "journal")
        second = json.loads(desk.imported(*options).out)["files"][0]
        assert (second["new"], second["changed"], second["changed_fields"]) == (0, 0, {}), (first, second)
        assert second["linked_renewals"] == 0
        assert first["new"] + first["changed"] + first["unchanged"] + first["skipped"] + first["bad"] == len(
            [row for row in rows if any(cell.strip() for cell in row.values())]
        )
        assert desk.dump("txn", "journal") == once

    twice()


def test_a_country_that_is_set_later_fills_in_numbers_and_loses_none(two_accounts: Desk) -> None:
    people = two_accounts.file("people.csv", "account,name,phone\nacme,Bo Li,020 7946 0018\n")

    def numbers() -> list[str | None]:
        return [each["e164"] for each in json.loads(two_accounts.value("SELECT phones FROM contact"))]

    two_accounts.imported(people)
    assert numbers() == [None]
    two_accounts.am("config", "set", "me.country", "GB")
    two_accounts.imported(people)
    assert numbers() == ["+442079460018"]
    before = two_accounts.dump()
    two_accounts.imported(people)
    assert two_accounts.dump() == before
    two_accounts.am("config", "set", "me.country", "DE")
    two_accounts.imported(people)
    assert numbers() == ["+442079460018"]


def test_quiet_prints_nothing_where_nothing_changed(desk: Desk) -> None:
    path = desk.file("accounts.csv", ACCOUNTS)
    assert "2 new" in desk.imported(path, "--quiet").out
    assert desk.imported(path, "-q") == (0, "", "")
    assert "Dry run: nothing was changed." in desk.imported(path, "-q", "--dry-run").out
    assert desk.imported(path, "-q", "-o", "json").out.startswith("{")
    bad = desk.file("bad.csv", f"{ACCOUNTS}gamma,Gamma,purple,\n")
    assert "1 of 3 rows is bad" in desk.am("import", bad, "-q").err


def test_what_was_tied_to_a_row_that_is_taken_back_is_named_too(template: Path, desk: Desk) -> None:
    begin_with(template, desk)
    rows = "code,domain,parent\n,acme.example,Gamma\ngamma,acme.example,acme\n"
    path = desk.file("accounts.csv", rows)
    before = desk.dump("txn", "journal")
    found = json.loads(desk.imported(path, "--skip-bad", "-o", "json").out)["files"][0]
    assert (found["new"], found["changed"], found["changed_fields"], found["bad"]) == (0, 0, {}, 2)
    assert [(each["line"], each["column"], each["found"]) for each in found["bad_rows"]] == [
        (2, "parent", "Gamma"), (3, "parent", "acme"),
    ]  # fmt: skip
    assert desk.dump("txn", "journal") == before


def test_a_row_that_meant_a_row_taken_back_is_not_tied_to_what_the_source_calls_so(
    template: Path, desk: Desk
) -> None:
    begin_with(template, desk)
    # Line 2 is Acme Robotics, which keeps its name; line 3 is another Gamma, and above what it is part of.
    rows = "name,domain,parent\nGamma,acme.example,Gamma\nGamma,,acme\n"
    path = desk.file("accounts.csv", rows)
    before = desk.dump("txn", "journal")
    found = json.loads(desk.imported(path, "--skip-bad", "-o", "json").out)["files"][0]
    assert (found["new"], found["changed"], found["changed_fields"], found["bad"]) == (0, 0, {}, 2)
    assert [(each["line"], each["found"], each["why"]) for each in found["bad_rows"]] == [
        (2, "Gamma", "no such account"),
        (3, "acme", "an account can't be its own parent, not even indirectly"),
    ]
    assert desk.dump("txn", "journal") == before


def test_a_row_that_is_its_own_parent_is_refused_each_time_whatever_else_is_called_so_since(
    template: Path, desk: Desk
) -> None:
    begin_with(template, desk)
    # Line 3 is Acme Robotics, and Gamma is what the file calls it from then on.
    path = desk.file("accounts.csv", "name,domain,parent\nGamma,,gamma\nGamma,acme.example,\n")
    kept = []
    for _ in range(3):
        found = json.loads(desk.imported(path, "--skip-bad", "-o", "json").out)["files"][0]
        assert (found["new"], found["changed"], found["unchanged"], found["bad"]) == (0, 0, 1, 1)
        assert [(each["line"], each["why"]) for each in found["bad_rows"]] == [
            (2, "an account can't be its own parent")
        ]
        kept.append(desk.dump("txn", "journal"))
    assert kept[0] == kept[1] == kept[2]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        # Line 2 is Acme Robotics, which can't be its own parent; line 3 made the account that it names.
        ("code,name,domain,tier,parent\ngamma,Gamma,acme.example,key,acme\ngamma,Gamma,,light,\n", "Gamma"),
        ("name,domain,tier,parent\nGamma,acme.example,key,acme\nGamma,acme.example,light,\n", "Gamma"),
    ],
)
def test_of_two_rows_with_one_code_or_name_none_is_taken_where_the_first_is_set_aside_for_its_parent(
    rows: str, name: str, template: Path, tmp_path_factory
) -> None:
    desk = Desk(tmp_path_factory.mktemp("one-code"))
    desk.book.parent.mkdir()
    shutil.copy(template, desk.book)
    path = desk.file("accounts.csv", rows)
    before = desk.dump("txn", "journal")
    for _ in range(2):
        found = json.loads(desk.imported(path, "--skip-bad", "-o", "json").out)["files"][0]
        assert (found["new"], found["changed"], found["bad"]) == (0, 0, 2)
        assert found["bad_rows"][1]["why"] == "line 2 is about this account too"
        assert desk.dump("txn", "journal") == before
    assert desk.rows(f"SELECT id FROM account WHERE name = '{name}'") == []
