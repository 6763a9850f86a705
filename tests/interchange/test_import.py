import json

import pytest

from tests.interchange.helpers import ACCOUNTS, CONTACTS, CONTRACTS, EVERYTHING, INTERACTIONS, Desk


def test_the_first_command_of_all_may_be_an_import(desk: Desk) -> None:
    answer = desk.imported(desk.file("accounts.csv", ACCOUNTS))
    assert answer.out == (
        "accounts.csv: accounts, UTF-8, comma; 4 of 4 columns recognised\n"
        "2 new · 0 changed · 0 unchanged\n"
        "To undo: am undo\n"
    )
    assert desk.rows("SELECT code, name, tier, added_on FROM account") == [
        ("acme", "Acme Robotics", "key", "2026-03-02"),
        ("beta", "Beta Foods", "light", "2026-03-02"),
    ]
    assert oct(desk.book.stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("argv", [["--dry-run"], []])
def test_without_a_book_nothing_is_left_behind_by_a_dry_run_or_a_refusal(desk: Desk, argv: list[str]) -> None:
    text = ACCOUNTS if argv else ACCOUNTS + "gamma,,light,\n"
    answer = desk.am("import", desk.file("accounts.csv", text), *argv)
    assert answer.code == (0 if argv else 5)
    assert not desk.book.parent.exists()


def test_files_are_taken_in_the_order_in_which_they_refer_to_each_other(desk: Desk) -> None:
    files = [desk.file(name, text) for name, text in EVERYTHING.items()]
    desk.imported(*reversed(files))
    assert desk.value("SELECT count(*) FROM txn") == 1
    assert desk.rows(
        "SELECT a.code, c.name FROM interaction_contact JOIN interaction i ON i.id = interaction_id"
        " JOIN contact c ON c.id = contact_id JOIN account a ON a.id = i.account_id ORDER BY 1, 2"
    ) == [("acme", "Ben Okoro"), ("acme", "Jane Orr"), ("beta", "Jo Voss")]
    assert desk.rows("SELECT title, promised, promised_by, first_due_on FROM task ORDER BY id") == [
        ("Send answers", 1, "me", "2026-02-26"),
        ("Call", 0, None, None),
    ]
    assert desk.rows("SELECT kind, score, scale_max FROM survey") == [("nps", 9.0, 10.0), ("csat", 4.0, 5.0)]
    assert desk.rows("SELECT name, list_price, currency FROM product") == [
        ("Suite", 120000, "EUR"),
        ("Add-on", 9950, "EUR"),
    ]


def test_everything_imported_is_found_by_search_and_taken_back_by_one_undo(full: Desk) -> None:
    query = "SELECT count(*) FROM search WHERE search MATCH '{}'"
    assert [full.value(query.format(word)) for word in ("quote", "robotics", "answers", "suite")] == [
        1,
        1,
        1,
        1,
    ]
    assert full.am("undo").code == 0
    tables = (
        "account",
        "contact",
        "contract",
        "interaction",
        "task",
        "survey",
        "product",
        "source_ref",
        "search",
    )
    assert [full.value(f"SELECT count(*) FROM {table}") for table in tables] == [0] * len(tables)


def test_importing_the_same_files_again_changes_nothing(full: Desk) -> None:
    before = full.dump()
    answer = full.imported(*(full.file(name, text) for name, text in EVERYTHING.items()))
    assert answer.out.endswith("Nothing to do: the book already has all of this.\n")
    assert full.dump() == before


@pytest.mark.parametrize(
    ("name", "old", "new", "table", "field"),
    [
        ("accounts.csv", ",key,", ",standard,", "account", "tier"),
        ("contacts.csv", "Ben Okoro", "Benjamin Okoro", "contact", "name"),
        ("contracts.csv", "72000", "73000", "contract", "annual_value"),
        ("interactions.csv", "Sent the quote,Jo Voss", "Sent the quote,", "interaction", ""),
        ("products.csv", "99.50", "98", "product", "list_price"),
    ],
)
def test_a_changed_row_changes_just_its_record(
    full: Desk, name: str, old: str, new: str, table: str, field: str
) -> None:
    before = {row[0]: row for row in full.rows(f"SELECT * FROM {table}")}
    text = EVERYTHING[name].replace(old, new, 1)
    assert text != EVERYTHING[name]
    answer = full.imported(full.file(name, text))
    changed = [row for row in full.rows(f"SELECT * FROM {table}") if before[row[0]] != row]
    assert len(changed) == (1 if field else 0)
    assert (f"  changed: {field} 1\n" in answer.out) is bool(field)


def test_an_empty_cell_keeps_the_value_unless_clear_is_given(two_accounts: Desk) -> None:
    path = two_accounts.file("start.csv", "code,domain,tier\nacme,,\n")
    two_accounts.imported(path)
    assert two_accounts.rows("SELECT domain, tier FROM account WHERE code = 'acme'") == [
        ("acme.example", "key")
    ]
    two_accounts.imported(path, "--clear-empty")
    assert two_accounts.rows("SELECT domain, tier FROM account WHERE code = 'acme'") == [(None, "standard")]


def test_unknown_columns_are_named_in_the_plan_or_kept_with_extra(two_accounts: Desk) -> None:
    path = two_accounts.file("a.csv", "code,Seats,extra.plan\nacme,20,gold\nbeta,,\n")
    answer = two_accounts.imported(path)
    assert "2 of 3 columns recognised" in answer.out
    assert "  ignored: Seats (--keep-extra keeps it)\n" in answer.out
    assert two_accounts.value("SELECT extra FROM account WHERE code = 'acme'") == '{"plan": "gold"}'
    two_accounts.imported(path, "--keep-extra")
    assert json.loads(two_accounts.value("SELECT extra FROM account WHERE code = 'acme'")) == {
        "plan": "gold",
        "Seats": 20,
    }
    assert two_accounts.imported(path, "--keep-extra").out.count("2 unchanged") == 1


def test_renewals_are_linked_when_one_ended_within_sixty_days_before(full: Desk) -> None:
    assert full.rows("SELECT reference, renewed_by_id FROM contract ORDER BY id") == [
        ("K-1", 2),
        ("K-2", None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("ends", "starts", "linked"),
    [("2025-03-01", "2025-04-30", 1), ("2025-03-01", "2025-05-01", 0), ("2025-03-01", "2025-03-01", 0)],
)
def test_the_sixty_days_are_counted_exactly(two_accounts: Desk, ends: str, starts: str, linked: int) -> None:
    text = (
        f"account,product,starts_on,ends_on\nacme,Suite,2024-03-02,{ends}\nacme,Suite,{starts},2027-01-01\n"
    )
    two_accounts.imported(two_accounts.file("c.csv", text))
    assert two_accounts.value("SELECT count(renewed_by_id) FROM contract") == linked


def test_no_link_leaves_renewals_alone_and_renews_links_by_reference(two_accounts: Desk) -> None:
    two_accounts.imported(two_accounts.file("c.csv", CONTRACTS), "--no-link")
    assert two_accounts.value("SELECT count(renewed_by_id) FROM contract") == 0
    text = "account,starts_on,reference,renews\nacme,2025-04-05,K-2,K-1\n"
    two_accounts.imported(two_accounts.file("r.csv", text))
    assert two_accounts.value("SELECT renewed_by_id FROM contract WHERE reference = 'K-1'") == 2
    assert "1 unchanged" in two_accounts.imported(two_accounts.file("r.csv", text)).out


def test_monthly_and_total_values_become_annual_ones(two_accounts: Desk) -> None:
    text = 'account,starts_on,ends_on,monthly_value,currency\nacme,2025-01-01,2025-12-31,"1,000.50",EUR\n'
    two_accounts.imported(two_accounts.file("m.csv", text))
    text = "account,starts_on,ends_on,total_value,currency\nbeta,2025-01-01,2026-06-30,30000,EUR\n"
    two_accounts.imported(two_accounts.file("t.csv", text))
    assert two_accounts.rows("SELECT annual_value, currency FROM contract") == [
        (1200600, "EUR"),
        (2000000, "EUR"),
    ]


def test_an_amount_without_a_currency_is_said_to_be_in_the_base_one(two_accounts: Desk) -> None:
    text = "account,starts_on,annual_value\nacme,2025-01-01,1000\n"
    answer = two_accounts.imported(two_accounts.file("c.csv", text))
    assert "  amounts without a currency are read as USD\n" in answer.out


def test_an_amendment_may_come_before_the_contract_it_amends(two_accounts: Desk) -> None:
    text = (
        "account,starts_on,ends_on,annual_value,currency,reference,amends\n"
        "acme,2025-06-01,2026-03-31,-500,EUR,K-1a,K-1\n"
        "acme,2025-04-01,2026-03-31,6000,EUR,K-1,\n"
    )
    path = two_accounts.file("c.csv", text)
    two_accounts.imported(path)
    assert two_accounts.rows("SELECT reference, amends_id, annual_value FROM contract ORDER BY id") == [
        ("K-1", None, 600000),
        ("K-1a", 1, -50000),
    ]
    assert "2 unchanged" in two_accounts.imported(path).out


def test_parents_may_come_after_their_children(desk: Desk) -> None:
    text = "code,name,parent\nuk,Acme UK,Acme\nacme,Acme,\n"
    path = desk.file("a.csv", text)
    desk.imported(path)
    assert desk.rows("SELECT code, parent_id FROM account ORDER BY id") == [("uk", 2), ("acme", None)]
    assert "2 unchanged" in desk.imported(path).out
    circle = desk.file("b.csv", "code,parent\nacme,uk\n")
    assert "an account can't be its own parent, not even indirectly" in desk.am("import", circle).err


def test_missing_accounts_are_errors_or_made_on_demand(desk: Desk) -> None:
    path = desk.file("contacts.csv", CONTACTS)
    answer = desk.am("import", path)
    assert answer.code == 5
    assert "no such account" in answer.err
    answer = desk.imported(path, "--create-accounts")
    assert "  2 accounts added: acme, beta\n" in answer.out
    assert desk.rows("SELECT code, name FROM account") == [("acme", "acme"), ("beta", "beta")]
    assert "3 unchanged" in desk.imported(path, "--create-accounts").out


def test_standard_input_is_read_byte_for_byte(desk: Desk) -> None:
    answer = desk.imported("-", stdin="name;tier\nMüller;key\n".encode("cp1252"))
    assert answer.out.startswith(
        "standard input: accounts, Windows-1252, semicolon; 2 of 2 columns recognised\n"
    )
    assert desk.value("SELECT name FROM account") == "Müller"


def test_json_is_one_object_on_standard_output(desk: Desk) -> None:
    path = desk.file("accounts.csv", ACCOUNTS + "gamma,,,\n")
    refused = desk.am("import", path, "-o", "json")
    plan = json.loads(refused.out)
    assert refused.code == 5
    assert json.loads(refused.err)["exit_code"] == 5
    assert (plan["done"], plan["files"][0]["new"], plan["files"][0]["bad"]) == (False, 2, 1)
    assert plan["files"][0]["bad_rows"] == [
        {"line": 4, "column": "name", "found": "", "why": "an account needs a name"}
    ]
    plan = json.loads(desk.imported(path, "--skip-bad", "-o", "json").out)
    assert (plan["done"], plan["files"][0]["bad_file"]) == (True, str(desk.backups / "accounts.bad.csv"))


def test_a_terminal_is_asked_before_more_than_twenty_records_change(desk: Desk) -> None:
    twenty = desk.file("a.csv", "name\n" + "".join(f"Company {n}\n" for n in range(20)))
    more = desk.file("b.csv", "name\n" + "".join(f"Company {n}\n" for n in range(50)))
    assert "?" not in desk.imported(twenty, terminal=True).err
    declined = desk.am("import", more, terminal=True, stdin="n\n")
    assert declined.code == 1
    assert desk.value("SELECT count(*) FROM account") == 20
    answer = desk.am("import", more, terminal=True, stdin="y\n")
    assert "Go ahead?" in answer.err
    assert answer.out.count("30 new") == 1
    assert desk.value("SELECT count(*) FROM account") == 50


def test_yes_answers_and_a_pipe_is_never_asked(desk: Desk) -> None:
    text = "name\n" + "".join(f"Company {n}\n" for n in range(30))
    assert "?" not in desk.imported(desk.file("a.csv", text), "--yes", terminal=True).err
    assert "?" not in desk.imported(desk.file("b.csv", text.replace("Company", "Firm"))).err


def test_conventions_that_were_decided_are_said(two_accounts: Desk) -> None:
    text = 'account;starts_on;annual_value;currency\nacme;31.01.2026;"1.234,50";EUR\n'
    answer = two_accounts.imported(two_accounts.file("c.csv", text))
    assert "contracts, UTF-8, semicolon" in answer.out
    assert "  starts_on: day first\n  annual_value: decimal comma\n" in answer.out
    assert two_accounts.value("SELECT annual_value FROM contract") == 123450


def test_hostile_text_is_stored_as_it_is_and_shown_harmlessly(desk: Desk) -> None:
    names = ["[red]x[/red]", "\x1b]0;x\x07", "=cmd()", "'; DROP TABLE account;--", "שלום", "e\u0301"]
    path = desk.file("a.csv", "name,\x1b[31m\n" + "".join(f'"{name}",1\n' for name in names))
    answer = desk.imported(path)
    assert [name for (name,) in desk.rows("SELECT name FROM account ORDER BY id")] == names
    assert "\x1b" not in answer.out
    assert "ignored: \\x1b[31m" in answer.out


def test_the_guard_against_formulas_is_taken_off_text(two_accounts: Desk) -> None:
    text = "account,kind,on,summary\nacme,note,2026-01-01,'=SUM(A1)\nacme,note,2026-01-02,'tis\n"
    two_accounts.imported(two_accounts.file("i.csv", text))
    assert two_accounts.rows("SELECT summary FROM interaction") == [("=SUM(A1)",), ("'tis",)]


def test_interactions_with_equal_rows_become_equal_records(two_accounts: Desk) -> None:
    path = two_accounts.file(
        "i.csv", INTERACTIONS.replace("Jane Orr; ben@acme.example", "").replace("Jo Voss", "")
    )
    two_accounts.imported(path)
    assert two_accounts.value("SELECT count(*) FROM interaction WHERE summary = 'Wants SSO'") == 2
    assert "3 unchanged" in two_accounts.imported(path).out
