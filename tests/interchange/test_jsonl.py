"""JSONL: one object a line, of one kind or of several, read like any table."""

import json

import pytest

from tests.interchange.helpers import Desk

BOOK = (
    '{"record": "account", "code": "acme", "name": "Acme", '
    '"extra": {"seats": 5, "plan": "5", "beta": true}}\n'
    '{"record": "contact", "ref": "p1", "account": "acme", "name": "Jane", "email": ["j@acme.example"]}\n'
    '{"record": "interaction", "account": "acme", "kind": "call", "on": "2026-02-03", "contacts": ["p1"]}\n'
    '{"record": "account", "code": "beta", "name": "=Beta", "tags": ["a;b", "c"]}\n'
    '{"record": "contract", "account": "acme", "starts_on": "2026-01-01", "ends_on": "2026-12-31", '
    '"annual_value": 1234.50, "currency": "EUR", "auto_renew": false}\n'
)


def test_one_file_holds_records_of_several_kinds_in_any_order(desk: Desk) -> None:
    answer = desk.imported(desk.file("book.jsonl", BOOK))
    assert "book.jsonl: accounts, JSONL, one per line; 6 of 6 columns recognised\n2 new" in answer.out
    extra = desk.value("SELECT extra FROM account WHERE code = 'acme'")
    assert json.loads(extra) == {"seats": 5, "plan": "5", "beta": True}
    assert desk.rows("SELECT name, tags FROM account WHERE code = 'beta'") == [("=Beta", '["a;b", "c"]')]
    assert desk.value("SELECT contact_id FROM interaction_contact") == 1
    assert desk.rows("SELECT annual_value, auto_renew FROM contract") == [(123450, 0)]
    again = desk.imported(desk.file("book.jsonl", BOOK))
    assert again.out.endswith("Nothing to do: the book already has all of this.\n")


def test_lines_that_do_not_say_their_kind_are_told_by_their_fields(desk: Desk) -> None:
    lines = '\ufeff{"Company name": "Acme", "tier": "key"}\n\n{"Company name": "Beta", "owner": null}\n'
    desk.imported("-", stdin=lines)
    assert desk.rows("SELECT name, tier FROM account") == [("Acme", "key"), ("Beta", "standard")]
    desk.imported(
        desk.file("x.jsonl", '{"who": "Acme", "owner": "Kim"}'), "--kind", "accounts", "--map", "name=who"
    )
    assert desk.value("SELECT owner FROM account WHERE name = 'Acme'") == "Kim"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('{"record": "account", "name": "Acme"}\n{"record": "acc', "line 2 is not JSON: unterminated string"),
        ('{"record": "account", "name": "Acme"}\n[1]\n', "line 2 is not an object."),
        ('{"record": "lead", "name": "Acme"}\n', 'line 1: record "lead": no such kind.'),
        ('{"name": NaN}\n', "line 1 is not JSON: not a value that can be read."),
        ('{"name": ' + "[" * 100_000 + "\n", "line 1 is not JSON"),
        ('{"name": "Acme"}\n{"name": "\\ud800"}\n', "1 of 2 rows is bad"),
        ('{"name": "Acme", "status": {"a": 1}}\n', "1 of 1 row is bad"),
        ('{"name": "Acme", "cadence_days": 1.5}\n', "1 of 1 row is bad"),
    ],
)
def test_what_is_no_jsonl_is_refused_by_its_line(desk: Desk, lines: str, says: str) -> None:
    answer = desk.am("import", desk.file("accounts.jsonl", lines))
    assert answer.code in (2, 5)
    assert says in answer.err
    assert "Traceback" not in answer.err
    assert not desk.book.exists()


def test_latin_1_is_refused(desk: Desk) -> None:
    answer = desk.am("import", desk.file("a.jsonl", '{"name": "Größe"}\n'.encode("latin-1")))
    assert (answer.code, answer.err) == (2, "am: a.jsonl: line 1 is not UTF-8. Nothing was imported.\n")


def test_bad_lines_are_set_aside_as_they_were_and_come_back_mended(desk: Desk) -> None:
    path = desk.file(
        "mine.jsonl", '{"name": "Acme"}\n{"name": "Beta", "tier": "best", "extra": {"n": 1.10}}\n'
    )
    desk.imported(path, "--skip-bad")
    bad = desk.backups / "mine.bad.jsonl"
    assert bad.read_text(encoding="utf-8") == (
        '{"name": "Beta", "tier": "best", "extra": {"n": 1.10}, '
        '"import error": "tier: not one of key, standard, light"}\n'
    )
    bad.write_text(bad.read_text(encoding="utf-8").replace('"best"', '"key"'), encoding="utf-8")
    desk.imported(str(bad))
    assert desk.rows("SELECT name, tier FROM account ORDER BY id") == [("Acme", "standard"), ("Beta", "key")]


def test_bad_lines_of_every_kind_in_a_file_are_set_aside(desk: Desk) -> None:
    lines = [
        '{"record": "account", "name": "Acme", "tier": "best"}',
        '{"record": "account", "name": "Beta"}',
        '{"record": "contact", "account": "Nobody", "name": "Jane"}',
        '{"record": "product", "name": "Suite", "list_price": "dear"}',
    ]
    answer = desk.imported(desk.file("book.jsonl", "\n".join(lines) + "\n"), "--skip-bad")
    assert "3 skipped and written to " in answer.out
    found = [json.loads(line) for line in (desk.backups / "book.bad.jsonl").read_text().splitlines()]
    assert [(each["record"], each["import error"]) for each in found] == [
        ("account", "tier: not one of key, standard, light"),
        ("contact", "account: no such account"),
        ("product", "list_price: not an amount"),
    ]
    assert desk.rows("SELECT name FROM account") == [("Beta",)]


def test_a_file_of_no_records_is_none(desk: Desk) -> None:
    desk.am("init")
    answer = desk.imported(desk.file("surveys.jsonl", ""))
    assert answer.out == "Nothing to do: the book already has all of this.\n"


def test_a_bundle_of_one_account_is_one_file(desk: Desk) -> None:
    desk.imported(desk.file("book.jsonl", BOOK))
    out = desk.am("export", "--account", "acme", "-o", "jsonl").out
    records = [json.loads(line) for line in out.splitlines()]
    assert [each["record"] for each in records] == ["account", "contact", "contract", "interaction"]
    assert records[0]["extra"] == {"beta": True, "plan": "5", "seats": 5}
    assert '"annual_value": 1234.50,' in out
    path = desk.folder / "acme.jsonl"
    assert desk.am("export", "--account", "acme", "--to", str(path)).out == f"{path}\n"
    assert path.read_text(encoding="utf-8") == out
    assert path.stat().st_mode & 0o777 == 0o600
