"""Cells as spreadsheets and programs leave them: failed formulas, `null`, flags for days, orders of days told
by another column, and the tables of a subscription business."""

import json

import pytest

from tests.interchange.helpers import Desk

EMPTY = ["null", "NULL", "None", "n/a", "N/A", "#REF!", "#N/A", "#BEZUG!", "#¡VALOR!", "#NOM?", "########"]


@pytest.mark.parametrize("cell", EMPTY)
def test_what_says_nothing_is_empty_and_said(two_accounts: Desk, cell: str) -> None:
    text = f"code,owner,region,tier,cadence_days,customer_since\nacme,{cell},{cell},{cell},{cell},{cell}\n"
    path = two_accounts.file("a.csv", text)
    answer = two_accounts.imported(path)
    assert f"  owner: {cell} read as empty\n  region: {cell} read as empty\n" in answer.out
    assert two_accounts.rows("SELECT owner, region, tier FROM account WHERE code = 'acme'") == [
        (None, None, "key")
    ]
    assert "1 unchanged" in two_accounts.imported(path).out


@pytest.mark.parametrize("cell", ["Null", "NA", "none of them", "#1 customer", "No", "Nan"])
def test_names_and_words_that_only_look_empty_are_kept(two_accounts: Desk, cell: str) -> None:
    two_accounts.imported(two_accounts.file("a.csv", f"code,owner\nacme,{cell}\n"))
    assert two_accounts.value("SELECT owner FROM account WHERE code = 'acme'") == cell


def test_text_that_an_export_wrote_comes_back_to_the_letter(two_accounts: Desk) -> None:
    two_accounts.am("account", "edit", "acme", "--owner", "None")
    out = two_accounts.am("export", "--kind", "accounts", "-o", "csv").out
    raw = two_accounts.am("export", "--kind", "accounts", "-o", "csv", "--raw").out
    assert (",'None," in out, ",None," in raw) == (True, True)
    for text, options in ((out, ()), (raw, ("--raw",))):
        two_accounts.book.unlink()
        two_accounts.imported(two_accounts.file("again.csv", text), *options)
        assert two_accounts.value("SELECT owner FROM account WHERE code = 'acme'") == "None"


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("03/04/2026", "2026-12-31", None),
        ("03/04/2026", "31/12/2026", ("2026-04-03", "2026-12-31")),
        ("03/04/2026", "12/31/2026", ("2026-03-04", "2026-12-31")),
        ("02.03.2026", "04.05.2026", ("2026-03-02", "2026-05-04")),
        ("1. Juli 2025", "30 juin 2026", ("2025-07-01", "2026-06-30")),
        ("45839", "46203", ("2025-07-01", "2026-06-30")),
        ("1er juillet 2025", "30 de junio de 2026", ("2025-07-01", "2026-06-30")),
    ],
)
def test_days_are_read_as_people_write_them(
    two_accounts: Desk, first: str, second: str, days: tuple[str, str] | None
) -> None:
    path = two_accounts.file("c.csv", f"account,starts_on,ends_on,ARR (EUR)\nacme,{first},{second},72\n")
    answer = two_accounts.am("import", path)
    if days is None:
        assert (answer.code, "--date-order" in answer.err) == (2, True)
        return
    assert two_accounts.rows("SELECT starts_on, ends_on FROM contract") == [days]
    assert "1 unchanged" in two_accounts.imported(path).out


def test_the_plan_says_that_another_column_told_the_order(two_accounts: Desk) -> None:
    text = "account,starts_on,ends_on,ARR (EUR)\nacme,03/04/2026,31/12/2026,72\n"
    answer = two_accounts.imported(two_accounts.file("c.csv", text))
    assert "  starts_on: day first, as in another column\n  ends_on: day first\n" in answer.out


ISSUES = (
    "id,account,title,opened_on,escalation_flag\n"
    "T-1,acme,Login fails,2026-02-01,TRUE\nT-2,beta,Typo,2026-02-02,FALSE\nT-3,beta,Slow,2026-02-03,\n"
)


def test_a_flag_in_the_place_of_a_day_gets_the_day_of_its_row(two_accounts: Desk) -> None:
    path = two_accounts.file("issues.csv", ISSUES)
    answer = two_accounts.imported(path)
    assert "escalation_flag: yes and no; yes gets the day of its row" in answer.out
    assert two_accounts.rows("SELECT escalated_on FROM issue ORDER BY id") == [
        ("2026-02-01",),
        (None,),
        (None,),
    ]
    assert "3 unchanged" in two_accounts.imported(path, today="2026-03-05").out


def test_a_flag_is_no_news_of_a_day_that_is_on_record(two_accounts: Desk) -> None:
    path = two_accounts.file("issues.csv", ISSUES)
    two_accounts.imported(path)
    two_accounts.am("issue", "edit", "i1", "--escalated", "2026-02-20")
    before = two_accounts.rows("SELECT escalated_on FROM issue ORDER BY id")
    two_accounts.imported(path)
    assert two_accounts.rows("SELECT escalated_on FROM issue ORDER BY id") == before


def test_a_flag_without_any_day_in_its_row_is_bad_where_rows_are_told_apart_by_their_days(
    two_accounts: Desk,
) -> None:
    text = "account,title,due_on,done\nacme,Call Jo,2026-02-01,yes\nacme,Call Ed,,yes\n"
    answer = two_accounts.am("import", two_accounts.file("tasks.csv", text))
    assert (answer.code, "yes, and the row has no day for it" in answer.err) == (5, True)
    two_accounts.imported(two_accounts.file("tasks.csv", text), "--skip-bad")
    assert two_accounts.rows("SELECT title, done_on FROM task") == [("Call Jo", "2026-02-01")]


# The five tables of a subscription business, in the form in which a public data set has them.
ACCOUNTS = (
    "account_id,account_name,industry,country,signup_date,referral_source,plan_tier,seats,is_trial,churn_flag\n"
    "A-1,Harbour Tools,DevTools,US,2024-03-11,partner,Enterprise,40,False,False\n"
    "A-2,Lantern Health,HealthTech,IN,2024-05-02,event,Basic,12,False,True\n"
)
SUBSCRIPTIONS = (
    "subscription_id,account_id,start_date,end_date,plan_tier,seats,mrr_amount,arr_amount,is_trial,"
    "upgrade_flag,downgrade_flag,churn_flag,billing_frequency,auto_renew_flag\n"
    "S-1,A-1,2025-04-01,,Enterprise,40,7960,95520,False,False,False,False,annual,True\n"
    "S-2,A-2,2025-06-01,2025-12-31,Basic,12,228,2736,False,False,True,True,monthly,False\n"
    "S-3,A-1,2025-08-01,,Add-on,5,100,1200,False,False,False,False,annual,True\n"
)
TICKETS = (
    "ticket_id,account_id,submitted_at,closed_at,resolution_time_hours,priority,"
    "first_response_time_minutes,satisfaction_score,escalation_flag\n"
    "T-1,A-1,2026-01-07,2026-01-08 19:00:00,19,urgent,34,4.0,True\n"
    "T-2,A-2,2026-01-09,2026-01-09 12:00:00,12,high,12,,False\n"
    "T-3,A-2,2026-02-01,,,medium,55,,False\n"
)
USAGE = (
    "usage_id,subscription_id,usage_date,feature_name,usage_count,usage_duration_secs,error_count\n"
    "U-1,S-1,2026-01-15,search,9,5004,0\nU-2,S-2,2025-11-15,export,14,369,0\n"
    "U-3,S-3,2026-01-15,search,4,100,1\n"
)
CHURN = (
    "churn_event_id,account_id,churn_date,reason_code,refund_amount_usd,is_reactivation,feedback_text\n"
    "C-1,A-2,2025-12-31,pricing,0.0,False,too expensive\n"
)
STEPS = (
    ("accounts.csv", ACCOUNTS, ()),
    ("subscriptions.csv", SUBSCRIPTIONS, ()),
    ("support_tickets.csv", TICKETS, ("--map", "title=ticket_id")),
    ("feature_usage.csv", USAGE, ()),
    ("churn_events.csv", CHURN, ("--set", "kind=other", "--set", "good=no", "--map", "note=reason_code")),
)


@pytest.fixture
def business(desk: Desk) -> Desk:
    """A book with all five."""
    return desk.once(take_in)


def take_in(desk: Desk) -> None:
    for name, text, options in STEPS:
        desk.imported(desk.file(name, text), *options, "--source", "saas")


def test_the_tables_of_a_subscription_business_need_no_script(business: Desk) -> None:
    assert business.rows("SELECT name, status, customer_since FROM account ORDER BY id") == [
        ("Harbour Tools", "active", "2024-03-11"),
        ("Lantern Health", "churned", "2024-05-02"),
    ]
    query = (
        "SELECT reference, starts_on, ends_on, annual_value, quantity, auto_renew, outcome, outcome_on "
        "FROM contract ORDER BY id"
    )
    assert business.rows(query) == [
        ("S-1", "2025-04-01", None, 9552000, 40, 1, None, None),
        ("S-2", "2025-06-01", "2025-12-31", 273600, 12, 0, "churned", "2025-12-31"),
        ("S-3", "2025-08-01", None, 120000, 5, 1, None, None),
    ]
    query = "SELECT title, severity, opened_on, resolved_on, escalated_on FROM issue ORDER BY id"
    assert business.rows(query) == [
        ("T-1", "critical", "2026-01-07", "2026-01-08", "2026-01-07"),
        ("T-2", "high", "2026-01-09", "2026-01-09", None),
        ("T-3", "medium", "2026-02-01", None, None),
    ]
    assert business.rows('SELECT kind, "on", good, note FROM event') == [
        ("other", "2025-12-31", 0, "pricing")
    ]


def test_figures_of_contracts_are_those_of_their_account_added_up(business: Desk) -> None:
    query = (
        'SELECT a.name, metric, "on", value FROM usage u JOIN account a ON a.id = account_id ORDER BY u.id'
    )
    assert business.rows(query) == [
        ("Harbour Tools", "search", "2026-01-15", 13),
        ("Lantern Health", "export", "2025-11-15", 14),
    ]
    answer = business.imported(business.file("feature_usage.csv", USAGE), "--source", "saas")
    assert "0 new · 0 changed · 2 unchanged\n" in answer.out
    assert "1 figure added to another contract's" in answer.out


def test_two_figures_of_one_contract_still_contradict_each_other(business: Desk) -> None:
    text = f"{USAGE}U-4,S-1,2026-01-15,search,10,1,0\n"
    answer = business.am("import", business.file("feature_usage.csv", text), "--source", "saas")
    assert (answer.code, "line 2 has this account, metric, on too" in answer.err) == (5, True)
    nobody = business.file("feature_usage.csv", USAGE.replace("S-3", "S-9"))
    answer = business.am("import", nobody, "--source", "saas")
    assert (answer.code, "no such contract" in answer.err) == (5, True)


def test_the_tables_again_change_nothing(business: Desk) -> None:
    before = business.dump()
    for name, text, options in STEPS:
        path = business.file(name, text)
        argv = ("import", path, *options, "--source", "saas", "-o", "json")
        plan = json.loads(business.am(*argv, today="2026-04-05").out)["files"][0]
        assert (plan["new"], plan["changed"]) == (0, 0), name
    assert business.dump() == before


def test_answers_that_nobody_gave_are_skipped(business: Desk) -> None:
    argv = ("--kind", "surveys", "--set", "kind=csat", "--map", "on=closed_at", "--map")
    path = business.file("support_tickets.csv", TICKETS)
    answer = business.imported(path, *argv, "score=satisfaction_score", "--source", "saas")
    assert "1 new · 0 changed · 0 unchanged · 2 skipped" in answer.out
    assert "2 skipped: no answer" in answer.out


def test_a_name_goes_before_an_id_where_a_file_has_both(two_accounts: Desk) -> None:
    text = "Account ID,Account Name,First name,Last name\n77,Acme Robotics,Jane,Orr\n"
    answer = two_accounts.imported(two_accounts.file("people.csv", text))
    assert "ignored: Account ID" in answer.out
    query = "SELECT a.code, c.name FROM contact c JOIN account a ON a.id = account_id"
    assert two_accounts.rows(query) == [("acme", "Jane Orr")]
