"""Workbooks: the sheet that is a table, cells as CSV would have them, and what a spreadsheet doesn't show."""

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amcli.interchange.tables.workbook import text_of
from amcli.interchange.values.numbers import NumberReader
from tests.interchange.helpers import Desk
from tests.interchange.workbooks import Cells, Error, Formula, Share, ods, ods_table, xls, xlsx
from tests.profiles import examples

HEAD = ["Code", "Name", "Tier", "Customer since", "Domain", "Cadence days"]
ACME = ["acme", "Acme Robotics", "key", dt.date(2024, 3, 2), "acme.example", 14]
BETA = ["beta", "Beta Foods", "light", dt.date(2025, 11, 30), "beta.example", 90.0]
CUSTOMERS: Cells = [HEAD, ACME, BETA]
PEOPLE: Cells = [
    ["Account", "Name", "Email", "Phone"],
    ["acme", "Jane Orr", "jane@acme.example", "007 12 34"],
]
RECORDS = "SELECT code, name, tier, customer_since, domain, cadence_days FROM account ORDER BY id"
AS_TYPED = [
    ("acme", "Acme Robotics", "key", "2024-03-02", "acme.example", 14),
    ("beta", "Beta Foods", "light", "2025-11-30", "beta.example", 90),
]
FORMS = {
    "xlsx": xlsx({"Customers": CUSTOMERS}),
    "ods": ods(ods_table("Customers", CUSTOMERS)),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_sheet_is_read_like_a_table_and_a_second_run_changes_nothing(desk: Desk, form: str) -> None:
    path = desk.file(f"customers.{form}", FORMS[form])
    answer = desk.imported(path)
    assert answer.out.splitlines()[:2] == [
        f'customers.{form}: accounts, {form.upper()}, sheet "Customers"; 6 of 6 columns recognised',
        "2 new · 0 changed · 0 unchanged",
    ]
    assert desk.rows(RECORDS) == AS_TYPED
    before = desk.dump("txn", "journal")
    assert "0 new · 0 changed · 2 unchanged" in desk.imported(path).out
    assert desk.dump("txn", "journal") == before


def test_an_old_workbook_is_read_and_says_what_it_cannot_tell(desk: Desk) -> None:
    rows: Cells = [
        ["Name", "Code", "Cadence days"],
        ["Acme Robotics", "acme", 14.0],
        ["Beta Foods", "beta", None],
    ]
    path = desk.file("customers.xls", xls("Customers", rows))
    answer = desk.imported(path)
    assert 'accounts, XLS, sheet "Customers"; 3 of 3' in answer.out
    assert "errors and hidden rows of an .xls file aren't seen" in answer.out
    assert desk.rows("SELECT code, name, cadence_days FROM account ORDER BY id") == [
        ("acme", "Acme Robotics", 14),
        ("beta", "Beta Foods", None),
    ]
    assert "0 new · 0 changed · 2 unchanged" in desk.imported(path).out


def test_cells_are_the_text_that_a_table_would_have(desk: Desk) -> None:
    desk.imported(desk.file("customers.xlsx", FORMS["xlsx"]))
    deals: Cells = [
        ["Account", "Name", "Value", "Currency", "Stage", "Probability", "Expected on"],
        ["acme", 2026.0, 18400.5, "EUR", "qualified", Share(0.07), dt.datetime(2026, 5, 29, 12, 0)],
        ["beta", "More seats", 1.234, "EUR", "identified", Share(1.0), dt.date(2026, 6, 1)],
    ]
    desk.imported(desk.file("opportunities.xlsx", xlsx({"Deals": deals})))
    query = "SELECT name, value, stage, probability, expected_on FROM opportunity ORDER BY id"
    assert desk.rows(query) == [
        ("2026", 1840050, "qualified", 0.07, "2026-05-29"),
        ("More seats", 123, "identified", 1.0, "2026-06-01"),
    ]
    talks: Cells = [
        ["Account", "Kind", "On", "At", "Summary", "Tried"],
        [
            "acme",
            "call",
            dt.datetime(2026, 2, 3, 15, 30),
            dt.timedelta(hours=15, minutes=30),
            "Hello\nthere",
            True,
        ],
    ]
    desk.imported(desk.file("interactions.xlsx", xlsx({"Talks": talks})))
    assert desk.rows('SELECT kind, "on", at, summary, tried FROM interaction') == [
        ("call", "2026-02-03", "15:30", "Hello\nthere", 1)
    ]
    desk.imported(desk.file("people.xlsx", xlsx({"People": PEOPLE})))
    assert json.loads(desk.value("SELECT phones FROM contact"))[0]["typed"] == "007 12 34"


NUMBERS = st.builds(lambda whole, places: whole / 10**places, st.integers(-(10**9), 10**9), st.integers(0, 6))


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(NUMBERS, min_size=1, max_size=6))
def test_a_column_of_numbers_gives_the_numbers_whatever_they_are_beside(numbers: list[float]) -> None:
    cells = [text_of(number) for number in numbers]
    reader = NumberReader()
    reader.see(cells)
    reader.settle(None)
    assert reader.column(cells) == numbers


def test_a_duration_is_hours_and_minutes_also_of_more_than_a_day() -> None:
    assert text_of(dt.timedelta(hours=30, minutes=15)) == "30:15:00"
    assert text_of("PT30H15M00S") == "30:15:00"  # as an open document has it
    assert text_of(dt.time(15, 30)) == "15:30:00"


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_a_line_is_the_row_of_the_sheet_wherever_its_table_begins(desk: Desk, form: str) -> None:
    rows: Cells = [
        [],
        [None, "Customers of the north"],
        [],
        [None, *HEAD],
        [None, *ACME],
        [],
        [None, *BETA[:2], "huge", *BETA[3:]],
    ]
    made = xlsx({"S": rows}) if form == "xlsx" else ods(ods_table("S", rows))
    answer = desk.am("import", desk.file(f"customers.{form}", made), "-o", "json")
    assert answer.code == 5
    (plan,) = json.loads(answer.out)["files"]
    assert [(bad["line"], bad["column"], bad["found"]) for bad in plan["bad_rows"]] == [(7, "Tier", "huge")]
    assert (plan["note_lines"], plan["rows"], plan["new"]) == (3, 2, 1)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_an_error_in_a_cell_is_a_bad_row_and_never_an_empty_cell(desk: Desk, form: str) -> None:
    rows: Cells = [
        [*HEAD, "Comment"],
        [*ACME, Error("#DIV/0!")],
        [*BETA[:4], Error("#N/A"), 90, "=1+1"],
    ]
    made = xlsx({"S": rows}) if form == "xlsx" else ods(ods_table("S", rows))
    path = desk.file(f"customers.{form}", made)
    answer = desk.am("import", path)
    assert answer.code == 5
    assert "#N/A" in answer.err + answer.out
    assert "an error in the spreadsheet" in answer.err + answer.out
    assert "read as empty" not in answer.err + answer.out
    assert not desk.book.exists()
    answer = desk.imported(path, "--skip-bad")
    # A column that isn't read may say what it likes.
    assert desk.rows("SELECT code FROM account") == [("acme",)]
    (bad,) = [each for each in desk.folder.rglob("*.csv") if ".bad" in each.name]
    assert bad.read_text() == (
        "Code,Name,Tier,Customer since,Domain,Cadence days,Comment,import error\n"
        "beta,Beta Foods,light,2025-11-30,#N/A,90,'=1+1,Domain: an error in the spreadsheet\n"
    )
    bad.write_text(bad.read_text().replace("#N/A", "beta.example"))
    desk.imported(str(bad))
    assert desk.rows(RECORDS) == AS_TYPED


@pytest.mark.parametrize(
    ("cell", "stale", "name"),
    [(Formula("2*7"), False, "F2"), (Formula("2*7", 0.0), True, "F2")],
    ids=["no result", "to be worked out by whoever opens it"],
)
def test_a_formula_that_was_never_worked_out_is_refused(
    desk: Desk, cell: Formula, stale: bool, name: str
) -> None:
    made = xlsx({"S": [HEAD, [*ACME[:5], cell]]}, stale=stale)
    answer = desk.am("import", desk.file("customers.xlsx", made))
    assert answer.code == 2
    assert f'customers.xlsx: sheet "S": the formula in {name} has no result yet.' in answer.err
    assert "open and save it once" in answer.err
    assert not desk.book.exists()


def test_a_formula_without_a_result_in_an_open_document_is_refused(desk: Desk) -> None:
    made = ods(ods_table("S", [HEAD, [*ACME[:5], Formula("2*7")]]))
    answer = desk.am("import", desk.file("customers.ods", made))
    assert (answer.code, "the formula in F2 has no result yet" in answer.err) == (2, True)


def test_a_formula_with_a_result_is_its_result_also_an_empty_text(desk: Desk) -> None:
    rows: Cells = [HEAD, [*ACME[:4], Formula('IF(1,"","x")', ""), Formula("2*7", 14.0)]]
    desk.imported(desk.file("customers.xlsx", xlsx({"S": rows})))
    assert desk.rows(RECORDS) == [(*AS_TYPED[0][:4], None, 14)]


def test_a_file_that_asks_to_be_worked_out_but_has_no_formula_is_read(desk: Desk) -> None:
    desk.imported(desk.file("customers.xlsx", xlsx({"S": CUSTOMERS}, stale=True)))
    assert desk.rows(RECORDS) == AS_TYPED


def test_hidden_rows_and_columns_are_read_and_counted(desk: Desk) -> None:
    columns = (
        '<col min="5" max="6" width="9" hidden="1" customWidth="1"/><col min="20" max="16384" hidden="1"/>'
    )
    answer = desk.imported(desk.file("c.xlsx", xlsx({"S": CUSTOMERS}, hidden=(3, 9), columns=columns)))
    assert "1 hidden row and 2 hidden columns read too" in answer.out
    assert desk.rows(RECORDS) == AS_TYPED
    head, _, last = ods_table("S", CUSTOMERS).rpartition("<table:table-row>")
    table = f'{head}<table:table-row table:visibility="filter">{last}'
    assert "1 hidden row read too" in desk.imported(desk.file("c.ods", ods(table)), "--dry-run").out


def test_the_visible_sheet_with_known_headers_is_the_one(desk: Desk) -> None:
    sheets: dict[str, Cells] = {
        "Read me": [["How to fill this in"]],
        "Old": CUSTOMERS,
        "Now": CUSTOMERS,
        "Empty": [],
    }
    answer = desk.imported(desk.file("c.xlsx", xlsx(sheets, states={"Old": "hidden"})))
    assert 'sheet "Now"; 6 of 6' in answer.out
    assert "other sheets not read: Read me, Empty (--sheet NAME reads one)" in answer.out


def test_which_of_several_sheets_is_asked_on_a_terminal_and_in_a_pipe_refused(desk: Desk) -> None:
    sheets: dict[str, Cells] = {"Customers": CUSTOMERS, "People": PEOPLE, "Notes": [["Anything"]]}
    path = desk.file("book.xlsx", xlsx(sheets))
    answer = desk.am("import", path)
    assert answer.code == 5
    assert "book.xlsx has 2 sheets that could be meant: Customers, People." in answer.err
    assert 'Say which: --sheet "Customers"' in answer.err
    assert desk.am("import", path, stdin="\n", terminal=True).code == 5
    assert not desk.book.exists()
    answer = desk.am("import", path, stdin="1\n", terminal=True)
    assert (answer.code, desk.rows(RECORDS)) == (0, AS_TYPED)
    assert "book.xlsx: which sheet?" in answer.err
    desk.imported(path, "--sheet", "people")
    assert desk.rows("SELECT name FROM contact") == [("Jane Orr",)]


def test_an_amount_that_a_spreadsheet_worked_out_is_rounded_as_it_shows_it(desk: Desk) -> None:
    desk.imported(desk.file("customers.xlsx", FORMS["xlsx"]))
    rows: Cells = [
        ["Account", "Product", "Starts on", "Ends on", "Annual value", "Currency"],
        [
            "acme",
            "Suite",
            dt.date(2026, 1, 1),
            dt.date(2026, 12, 31),
            Formula("50000/3", 16666.6666666667),
            "EUR",
        ],
        ["acme", "Add-on", dt.date(2026, 1, 1), dt.date(2026, 12, 31), 1000.5, "JPY"],
    ]
    path = desk.file("contracts.xlsx", xlsx({"S": rows}))
    desk.imported(path)
    assert desk.rows("SELECT annual_value, currency FROM contract ORDER BY id") == [
        (1666667, "EUR"),
        (1001, "JPY"),
    ]
    assert "0 new · 0 changed · 2 unchanged" in desk.imported(path).out


def test_a_hidden_sheet_is_read_where_it_is_named(desk: Desk) -> None:
    path = desk.file("c.xlsx", xlsx({"A": [["x"]], "Old": CUSTOMERS}, states={"Old": "veryHidden"}))
    desk.imported(path, "--sheet", "Old")
    assert desk.rows(RECORDS) == AS_TYPED
    answer = desk.am("import", path, "--sheet", "Older")
    assert (answer.code, answer.err.splitlines()) == (
        2,
        ['am: c.xlsx has no sheet "Older". Nothing was imported.', "    Sheets: A, Old"],
    )


def test_a_sheet_is_named_for_workbooks_and_an_encoding_for_text(desk: Desk) -> None:
    table = desk.file("a.csv", "name\nAcme\n")
    assert "none of the files is a workbook" in desk.am("import", table, "--sheet", "A").err
    book = desk.file("a.xlsx", FORMS["xlsx"])
    assert "--encoding is for CSV files" in desk.am("import", book, "--encoding", "cp1250").err


@pytest.mark.parametrize("options", [(), ("--kind", "calls")])
def test_a_phone_log_may_be_a_workbook(desk: Desk, options: tuple[str, ...]) -> None:
    desk.imported(desk.file("accounts.csv", "code,name\nacme,Acme Robotics\n"))
    desk.imported(desk.file("people.csv", "account,name,phone\nacme,Jane Orr,+44 20 7946 0018\n"))
    rows: Cells = [
        ["Date", "Time", "Direction", "Number", "Duration"],
        [dt.date(2026, 2, 27), "10:00", "in", "+442079460018", dt.timedelta(minutes=5)],
    ]
    path = desk.file("calls.xlsx", xlsx({"Calls": rows}))
    assert "1 new" in desk.imported(path, *options).out
    assert desk.rows('SELECT kind, "on", at, minutes FROM interaction') == [
        ("call", "2026-02-27", "10:00", 5)
    ]
    assert "0 new" in desk.imported(path, *options).out


def test_a_saved_mapping_keeps_the_sheet(desk: Desk) -> None:
    path = desk.file("book.xlsx", xlsx({"Customers": CUSTOMERS, "People": PEOPLE}))
    desk.imported(path, "--sheet", "Customers", "--map", "notes=Tier", "--save-map", "ours")
    assert "0 new · 0 changed · 2 unchanged" in desk.imported(path, "--preset", "ours").out


def test_a_report_saved_as_a_workbook_is_known_and_its_last_words_are_left_out(desk: Desk) -> None:
    rows: Cells = [
        ["Account ID", "Account Name", "Account Owner", "Billing City"],
        ["0015g00000AbCdEAAV", "Acme Robotics", "Ama Mensah", "Lyon"],
        [],
        ["Customers this year"],
        ["Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."],
        ["Confidential Information - Do Not Distribute"],
    ]
    answer = desk.imported(desk.file("report.xlsx", xlsx({"report": rows})))
    assert 'report.xlsx: Salesforce accounts, XLSX, sheet "report"; 4 of 4' in answer.out
    assert "3 closing lines ignored" in answer.out
    assert desk.rows("SELECT name FROM account") == [("Acme Robotics",)]


def test_a_workbook_comes_through_a_pipe(desk: Desk) -> None:
    answer = desk.imported("-", stdin=FORMS["xlsx"])
    assert 'standard input: accounts, XLSX, sheet "Customers"' in answer.out
    assert desk.rows(RECORDS) == AS_TYPED
