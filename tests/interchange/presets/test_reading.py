"""What the files of other systems become: who belongs to whom, what is a renewal, what stays out."""

import json

import pytest

from tests.interchange.helpers import ACCOUNTS, Desk
from tests.interchange.presets.samples import FOLDER

COMPANIES = (
    "Record ID,Company name,Company owner,Company Domain Name,Create Date\n"
    "511,Acme Robotics,Ama,acme.example,2025-01-01 09:00\n512,Beta (Berlin); Sons,Lena,,2025-01-01 09:00\n"
)
PEOPLE = (
    "Record ID,First Name,Last Name,Email,Create Date,"
    "Associated Company IDs,Associated Company IDs (Primary)\n"
    "1,Jane,Orr,jane@acme.example,2025-01-01 09:00,512;511,511\n"
    "2,Jo,Voss,,2025-01-01 09:00,512,\n"
)
DEALS = (
    "Record ID,Deal Name,Pipeline,Deal Stage,Deal Type,Amount,Currency,Close Date,Contract Start Date,"
    "Contract End Date,Associated Company IDs,Associated Contact IDs\n"
)
RENEWAL = '7,Acme 2026,Renewals,"{stage}",Renewal,24000,EUR,2026-03-01 09:00,2026-04-01,2028-03-31,511,1\n'


def hubspot(desk: Desk, **files: str) -> list[str]:
    """Files of HubSpot, beside companies and people."""
    every = {"companies": COMPANIES, "people": PEOPLE, **files}
    return [desk.file(f"{name}.csv", text) for name, text in every.items()]


def test_the_primary_company_wins_over_the_first_of_the_list(desk: Desk) -> None:
    desk.imported(*hubspot(desk))
    whose = desk.rows(
        "SELECT c.name, a.name FROM contact c JOIN account a ON a.id = c.account_id ORDER BY c.id"
    )
    assert whose == [("Jane Orr", "Acme Robotics"), ("Jo Voss", "Beta (Berlin); Sons")]


def test_a_company_without_a_name_is_called_by_its_domain(desk: Desk) -> None:
    desk.imported(desk.file("c.csv", COMPANIES + "513,,,gamma.example,2025-01-01 09:00\n"))
    assert desk.rows("SELECT name FROM account WHERE domain = 'gamma.example'") == [("gamma.example",)]


def test_a_company_is_found_by_name_and_id_in_one_cell(desk: Desk) -> None:
    people = "Record ID,First Name,Last Name,Create Date,Associated Company\n"
    people += '3,Eva,Berg,2025-01-01 09:00,"Beta (Berlin); Sons (512);Acme Robotics (511)"\n'
    desk.imported(desk.file("c.csv", COMPANIES), desk.file("p.csv", people))
    assert (
        desk.value("SELECT a.name FROM contact c JOIN account a ON a.id = c.account_id")
        == "Beta (Berlin); Sons"
    )


def test_a_renewal_that_is_won_and_has_its_term_is_a_contract(desk: Desk) -> None:
    answer = desk.imported(*hubspot(desk, deals=DEALS + RENEWAL.format(stage="Closed Won")))
    assert "deals.csv: HubSpot deals as contracts" in answer.out
    assert desk.rows("SELECT starts_on, ends_on, annual_value, currency FROM contract") == [
        ("2026-04-01", "2028-03-31", 1_200_000, "EUR")
    ]
    assert desk.value("SELECT count(*) FROM opportunity") == 0


def test_a_renewal_that_is_not_won_stays_an_opportunity_and_the_plan_says_so(desk: Desk) -> None:
    answer = desk.imported(*hubspot(desk, deals=DEALS + RENEWAL.format(stage="Contract Sent")))
    assert "renewals kept as opportunities: not won, or without start and end: Acme 2026" in answer.out
    assert "Acme 2026" in answer.out
    assert desk.rows("SELECT stage, expected_on FROM opportunity") == [("proposed", "2026-03-01")]
    assert desk.value("SELECT count(*) FROM contract") == 0


def test_an_open_renewal_that_is_won_later_ends_its_opportunity_and_makes_the_contract(desk: Desk) -> None:
    desk.imported(*hubspot(desk, deals=DEALS + RENEWAL.format(stage="Contract Sent")))
    desk.imported(*hubspot(desk, deals=DEALS + RENEWAL.format(stage="Closed Won")))
    assert desk.rows("SELECT stage, closed_on FROM opportunity") == [("won", "2026-03-01")]
    assert desk.value("SELECT count(*) FROM contract") == 1
    answer = desk.imported(*hubspot(desk, deals=DEALS + RENEWAL.format(stage="Closed Won")))
    assert "Nothing to do" in answer.out


def test_a_person_that_the_book_lacks_is_left_out_of_a_deal(desk: Desk) -> None:
    row = "8,Acme seats,Sales,Closed Lost,New,100,EUR,2026-03-01,,,511,99\n"
    answer = desk.imported(*hubspot(desk, deals=DEALS + row))
    assert "1 contact skipped: not in the book" in answer.out
    assert desk.rows("SELECT name, contact_id, stage FROM opportunity") == [("Acme seats", None, "lost")]


def test_a_deal_of_a_company_that_the_book_lacks_is_bad_and_its_own_cell_is_shown(desk: Desk) -> None:
    row = "8,Lost seats,Sales,Closed Lost,New,100,EUR,2026-03-01,,,999,\n"
    files = hubspot(desk, deals=DEALS + row)
    answer = desk.am("import", *files)
    assert answer.code == 5
    assert "Associated Comp" in answer.err
    assert "999" in answer.err
    assert "\0" not in answer.out + answer.err
    desk.imported(*files, "--skip-bad")
    set_aside = (desk.backups / "deals.bad.csv").read_text(encoding="utf-8")
    assert set_aside.splitlines()[0] == DEALS.strip() + ",import error"
    assert set_aside.splitlines()[1].startswith("8,Lost seats,Sales,Closed Lost,New,100")


def test_rows_of_one_file_that_become_two_kinds_are_set_aside_in_one_file(desk: Desk) -> None:
    header = "Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Organization\n"
    rows = (
        "Call,Call,2026-02-31,Done,acme\nWrite,Task,2026-02-30,To do,acme\nPlan,Task,2026-03-05,To do,acme\n"
    )
    desk.imported(desk.file("a.csv", ACCOUNTS))
    answer = desk.imported(desk.file("acts.csv", header + rows), "--skip-bad")
    assert answer.out.count("acts.bad.csv") == 1
    assert "2 skipped and written to " in answer.out
    lines = (desk.backups / "acts.bad.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["Call", "Write"]
    assert not (desk.backups / "acts.bad-2.csv").exists()


def test_the_order_of_day_and_month_is_told_by_the_whole_column_of_the_file(desk: Desk) -> None:
    """Also by rows of the other kind, and by rows that stay out."""
    header = "Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Organization\n"
    rows = "Call,Call,25/02/2026,Done,acme\nWrite,Task,05/03/2026,To do,acme\n"
    desk.imported(desk.file("a.csv", ACCOUNTS))
    desk.imported(desk.file("acts.csv", header + rows))
    assert desk.rows("SELECT due_on FROM task") == [("2026-03-05",)]


def test_a_column_of_days_that_is_open_is_refused_also_where_fields_are_made_of_it(desk: Desk) -> None:
    header = "Opportunity ID,Opportunity Owner,Opportunity Name,Stage,Close Date,Account Name\n"
    desk.imported(desk.file("a.csv", ACCOUNTS))
    path = desk.file("o.csv", header + "0065g00000Op1Aa,Ama,Seats,Closed Won,05/03/2026,Acme Robotics\n")
    answer = desk.am("import", path)
    assert (answer.code, "--date-order" in answer.err) == (2, True)
    desk.imported(path, "--date-order", "mdy")
    assert desk.rows("SELECT closed_on FROM opportunity") == [("2026-05-03",)]


def test_ids_of_15_and_of_18_characters_mean_one_account(desk: Desk) -> None:
    report = "Account ID,Account Name,Account Owner\n0015g00000Mm2Aa,Acme,Ama\n0015g00000Mm2aA,Beta,Ama\n"
    records = "Id,IsDeleted,Name,Phone\n0015g00000Mm2AaAAJ,0,Acme Robotics,+1 312 555 0190\n"
    records += "0015g00000Mm2aAAAR,1,Beta,\n"
    desk.imported(desk.file("report.csv", report))
    desk.imported(desk.file("Account.csv", records))
    assert desk.rows("SELECT name, owner, phone FROM account ORDER BY id") == [
        ("Acme Robotics", "Ama", "+1 312 555 0190"),
        ("Beta", "Ama", None),
    ]


def test_an_id_of_one_system_never_means_a_record_of_another(desk: Desk) -> None:
    desk.imported(*hubspot(desk))
    sell = "Name,ID,Is Organization,Company Name\nGamma,511,1,\n"
    desk.imported(desk.file("sell.csv", sell))
    assert desk.rows("SELECT name FROM account ORDER BY id")[2:] == [("Gamma",)]
    assert desk.rows("SELECT source, source_id FROM source_ref WHERE source_id = '511' ORDER BY source") == [
        ("hubspot", "511"),
        ("sell", "511"),
    ]


def test_an_id_is_no_code_and_no_name(desk: Desk) -> None:
    desk.imported(desk.file("a.csv", "code,name\n511,Gamma\n"))
    people = "Record ID,First Name,Last Name,Create Date,Associated Company IDs\n1,Jane,Orr,2025-01-01,511\n"
    answer = desk.am("import", desk.file("p.csv", people))
    assert (answer.code, "no such account" in answer.err) == (5, True)


CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Jane,Orr,,,Acme Robotics,COO,12 Mar 2024\nEva,Berg,,eva@beta.example,,,7-Feb-22\n"
    "Some,One,,,Gamma Works,,12 Mar 2024\nAunt,May,,may.invented@gmail.com,,,12 Mar 2024\n"
)


def test_an_address_book_brings_the_people_of_known_accounts_alone(two_accounts: Desk) -> None:
    answer = two_accounts.imported(two_accounts.file("Connections.csv", CONNECTIONS))
    assert "Connections.csv: LinkedIn connections, UTF-8, comma" in answer.out
    assert two_accounts.rows("SELECT name, title FROM contact ORDER BY id") == [
        ("Jane Orr", "COO"),
        ("Eva Berg", None),
    ]


def test_companies_of_an_address_book_are_made_where_that_is_asked_for(two_accounts: Desk) -> None:
    path = two_accounts.file("Connections.csv", CONNECTIONS)
    answer = two_accounts.imported(path, "--create-accounts")
    assert "1 account added: Gamma Works" in answer.out
    assert two_accounts.value("SELECT count(*) FROM contact") == 3
    again = two_accounts.imported(path, "--create-accounts")
    assert "Nothing to do" in again.out


def test_a_mail_domain_that_two_accounts_share_tells_neither(desk: Desk) -> None:
    accounts = "code,name,domain\nnorth,North,acme.example\nsouth,South,acme.example\n"
    desk.imported(desk.file("a.csv", accounts))
    desk.imported(
        desk.file("Connections.csv", CONNECTIONS.splitlines()[0] + "\nJo,Voss,,jo@acme.example,,,\n")
    )
    assert desk.value("SELECT count(*) FROM contact") == 0


def test_opted_out_keeps_the_address(desk: Desk) -> None:
    accounts = "Account ID,Account Name,Account Owner\n0015g00000Mm2Aa,Acme,Ama\n"
    people = "Contact ID,First Name,Last Name,Email,Email Opt Out,Account ID\n"
    people += "0035g00000Mm2Aa,Jane,Orr,jane@acme.example,1,0015g00000Mm2Aa\n"
    desk.imported(desk.file("a.csv", accounts), desk.file("p.csv", people))
    assert desk.rows("SELECT emails, do_not_mail FROM contact") == [('["jane@acme.example"]', 1)]


def test_columns_that_say_when_somebody_was_last_seen_make_no_interactions(desk: Desk) -> None:
    companies = COMPANIES.replace("Create Date", "Last Activity Date")
    desk.imported(desk.file("c.csv", companies))
    assert desk.value("SELECT count(*) FROM interaction") == 0


def test_an_event_ahead_is_planned_until_a_later_import_still_has_it(desk: Desk) -> None:
    accounts = "Id,IsDeleted,Name\n0015g00000Mm2AaAAJ,0,Acme\n"
    events = "Id,AccountId,Subject,StartDateTime,DurationInMinutes\n"
    events += "00U5g00000Mm2AaAAJ,0015g00000Mm2AaAAJ,Review,2026-03-18T13:00:00.000Z,60\n"
    files = [desk.file("Account.csv", accounts), desk.file("Event.csv", events)]
    desk.imported(*files)
    assert desk.rows("SELECT planned, at FROM interaction") == [(1, "13:00")]
    desk.environ["AMCLI_TODAY"] = "2026-03-19"
    desk.imported(*files)
    assert desk.rows("SELECT planned FROM interaction") == [(0,)]


def test_unknown_columns_of_a_known_system_are_kept_as_custom_fields(desk: Desk) -> None:
    text = COMPANIES.replace("Create Date", "Health tier").replace("2025-01-01 09:00", "gold")
    text = text.replace("Company owner", "Lifecycle Stage")
    desk.imported(desk.file("c.csv", text), "--keep-extra")
    extra = json.loads(desk.value("SELECT extra FROM account ORDER BY id LIMIT 1"))
    assert extra == {"Lifecycle Stage": "Ama", "Health tier": "gold"}


def test_a_field_may_be_read_from_another_column_than_the_systems_own(desk: Desk) -> None:
    text = COMPANIES.replace("Create Date", "Region").replace("2025-01-01 09:00", "north")
    desk.imported(desk.file("c.csv", text), "--map", "owner=Region")
    assert desk.rows("SELECT owner FROM account LIMIT 1") == [("north",)]


def test_a_files_kind_may_be_said_where_its_rows_are_of_two(desk: Desk) -> None:
    text = "Name,ID,Is Organization,Company Name\nGamma,1,1,\nJo Voss,2,0,Gamma\n"
    answer = desk.imported(desk.file("sell.csv", text), "--kind", "accounts")
    assert "1 skipped: another kind than you asked for" in answer.out
    assert (desk.value("SELECT count(*) FROM account"), desk.value("SELECT count(*) FROM contact")) == (1, 0)


def test_a_kind_that_there_is_not_is_refused_for_known_files_too(desk: Desk) -> None:
    answer = desk.am("import", desk.file("c.csv", COMPANIES), "--kind", "customers")
    assert (answer.code, "no such kind" in answer.err) == (2, True)


def test_a_known_file_of_another_kind_is_read_as_any_other(desk: Desk) -> None:
    text = "Record ID,Company name,Company owner,ARR,Start Date\n511,Acme,Ama,1000,2026-01-01\n"
    desk.imported(desk.file("a.csv", "name\nAcme\n"))
    desk.imported(desk.file("c.csv", text), "--kind", "contracts")
    assert desk.rows("SELECT annual_value FROM contract") == [(100_000,)]
    assert desk.rows("SELECT DISTINCT source FROM source_ref") == [("c",)]


def test_what_a_data_loader_says_of_its_own_work_is_taken_for_no_export(desk: Desk) -> None:
    answer = desk.imported(str(FOLDER / "salesforce-loader" / "success030126101502.csv"))
    assert "its last column is STATUS" in answer.out


def test_a_file_that_is_not_of_the_system_named_is_refused(desk: Desk) -> None:
    answer = desk.am("import", desk.file("a.csv", ACCOUNTS), "--preset", "zoho")
    assert (answer.code, "Zoho CRM" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("hubspott", "Did you mean hubspot?"), ("nothing-like-it", "Presets: hubspot, salesforce")],
)
def test_a_preset_that_is_not_there_names_those_that_are(desk: Desk, typed: str, said: str) -> None:
    answer = desk.am("import", desk.file("a.csv", ACCOUNTS), "--preset", typed)
    assert (answer.code, said in answer.err) == (3, True)


def test_a_row_wider_than_its_header_is_bad_once(desk: Desk) -> None:
    header = "Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,Organization\n"
    rows = "Call,Call,2026-02-25,Done,acme,more\nWrite,Task,2026-03-05,To do,acme\n"
    rows += "Meet,Call,2026-02-26,Done,acme\n"
    desk.imported(desk.file("a.csv", ACCOUNTS))
    plans = json.loads(
        desk.am("import", desk.file("acts.csv", header + rows), "--skip-bad", "-o", "json").out
    )
    assert sum(plan["bad"] for plan in plans["files"]) == 1
    assert sum(plan["rows"] for plan in plans["files"]) == 3


def test_a_parent_that_the_book_lacks_is_left_out(desk: Desk) -> None:
    records = "Id,IsDeleted,Name,ParentId\n0015g00000Mm2AaAAJ,0,Acme,0015g00000Mm2zzAAB\n"
    records += "0015g00000Mm2aAAAR,0,Acme North,0015g00000Mm2Aa\n"
    answer = desk.imported(desk.file("Account.csv", records))
    assert "1 account skipped: not in the book" in answer.out
    assert desk.rows("SELECT name, parent_id FROM account ORDER BY id") == [("Acme", None), ("Acme North", 1)]


def test_day_numbers_of_a_spreadsheet_and_a_currency_beside_are_read(desk: Desk) -> None:
    """As Pipedrive's sample sheet has them, saved as CSV with semicolons and decimal commas."""
    desk.imported(desk.file("a.csv", "name\nBramble Dairy OÜ\n"))
    desk.imported(str(FOLDER / "pipedrive-sheet" / "deals.csv"))
    assert desk.rows("SELECT name, value, currency, stage, expected_on, closed_on FROM opportunity") == [
        ("Serial numbers", 125_050, "EUR", "proposed", "2026-04-30", None),
        ("Won one", 99_000, "EUR", "won", None, "2026-02-10"),
    ]


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "'=guarded",
    "Δοκιμή Α.Ε.",
    "株式会社テスト",
    "شركة الاختبار",
    "Acme \u202e\u0007 reversed",
    "Robert'); DROP TABLE account;--",
    "id=511",
    "a; b (7); c",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_company_of_any_name_is_found_by_it(desk: Desk, name: str) -> None:
    """Its people and its deals come with it, and nothing raw is printed."""
    companies = f'Record ID,Company name,Company owner\n511,"{name}",Ama\n'
    people = (
        f'Contact ID,First Name,Last Name,Account Name,Email Opt Out\n0035g00000Mm2Aa,Jane,Orr,"{name}",0\n'
    )
    answer = desk.imported(desk.file("c.csv", companies), desk.file("p.csv", people), "--keep-extra")
    assert desk.value("SELECT count(*) FROM contact") == 1
    assert not {"\u202e", "\u0007", "\0"} & set(answer.out + answer.err)


def test_a_long_title_is_cut_to_what_the_book_takes(desk: Desk) -> None:
    tasks = "Task title,Due date,Task status,Associated Company\n"
    tasks += f"{'x' * 300},2026-03-05,NOT_STARTED,Acme Robotics (511)\n"
    desk.imported(desk.file("c.csv", COMPANIES), desk.file("t.csv", tasks))
    assert desk.value("SELECT length(title) FROM task") == 200


def test_contacts_alone_in_an_empty_book_are_all_passed_over_and_said(desk: Desk) -> None:
    answer = desk.imported(desk.file("Connections.csv", CONNECTIONS))
    assert "0 new" in answer.out
    assert "4 skipped" in answer.out
    assert "Nothing was imported: every row was skipped." in answer.out
