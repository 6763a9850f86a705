"""The kinds of files beside customers and talks: new, again, changed, refused, each with its own rules."""

import json
from typing import Any

import pytest

from amcli.vocabulary import LETTERS
from tests.interchange.helpers import (
    EVENTS,
    EVERYTHING,
    FEEDBACK,
    GOALS,
    HANDOFFS,
    ISSUES,
    OPPORTUNITIES,
    TARGETS,
    USAGE,
    Desk,
)

# Kind: a file of two rows or one, what to put in the place of what, the field that changes, and
# the SQL of that field's new value.
CHANGES: dict[str, tuple[str, str, str, str, str]] = {
    "opportunities": (OPPORTUNITIES, "qualified", "proposed", "stage", "SELECT stage FROM opportunity"),
    "issues": (ISSUES, "2026-02-10,\n", "2026-02-10,2026-02-20\n", "resolved_on",
               "SELECT resolved_on FROM issue"),
    "feedback": (FEEDBACK, ",sign-on,", ",SSO,", "theme", "SELECT theme FROM feedback"),
    "usage": (USAGE, "38,60", "39,60", "value", "SELECT value FROM usage"),
    "goals": (GOALS, ",31,", ",28,", "actual", "SELECT actual FROM goal"),
    "events": (EVENTS, "Bought by Harbour", "Merged", "note", "SELECT note FROM event"),
    "handoffs": (HANDOFFS, "Weekly calls", "Calls", "expectations", "SELECT expectations FROM handoff"),
    "targets": (TARGETS, "120000", "130000", "value", "SELECT value FROM target"),
}  # fmt: skip


def plan_of(desk: Desk, *argv: str) -> Any:
    """The plan of the one file that an import brought in."""
    return json.loads(desk.imported(*argv, "-o", "json").out)["files"][0]


@pytest.mark.parametrize("kind", CHANGES)
def test_a_file_is_recognised_by_its_headers_alone(full: Desk, kind: str) -> None:
    plan = plan_of(full, full.file("export.csv", CHANGES[kind][0]))
    assert (plan["kind"], plan["unknown_columns"]) == (kind, [])
    assert (plan["new"], plan["changed"]) == (0, 0)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_cell_changes_just_that_record(full: Desk, kind: str) -> None:
    text, old, new, field, query = CHANGES[kind]
    query += " ORDER BY id"
    before, rows = full.rows(query), text.count("\n") - 1
    plan = plan_of(full, full.file(f"{kind}.csv", text.replace(old, new, 1)))
    assert (plan["new"], plan["changed"], plan["unchanged"]) == (0, 1, rows - 1)
    assert plan["changed_fields"] == {field: 1}
    assert sum(one != two for one, two in zip(before, full.rows(query), strict=True)) == 1
    again = plan_of(full, full.file(f"{kind}.csv", text.replace(old, new, 1)))
    assert (again["new"], again["changed"]) == (0, 0)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_record_is_found_by_its_source_id_though_all_else_changed(full: Desk, kind: str) -> None:
    text = CHANGES[kind][0]
    header, *rows = text.splitlines()
    with_ids = "\n".join([f"{header},ref", *(f"{row},x{at}" for at, row in enumerate(rows))]) + "\n"
    plan = plan_of(full, full.file(f"{kind}.csv", with_ids))
    assert (plan["new"], plan["changed"]) == (0, 0)
    moved = {"2026-02": "2026-01", "2025-11": "2025-10", "2026-Q1": "2026-Q2"}
    for old, new in moved.items():
        with_ids = with_ids.replace(old, new)
    plan = plan_of(full, full.file(f"{kind}.csv", with_ids))
    assert (plan["new"], plan["changed"] + plan["unchanged"]) == (0, len(rows))


@pytest.mark.parametrize("kind", ["usage", "targets"])
def test_a_record_that_was_deleted_is_new_again(full: Desk, kind: str) -> None:
    header, row, *_ = CHANGES[kind][0].splitlines()
    path = full.file(f"{kind}.csv", f"{header},ref\n{row},x1\n")
    full.imported(path)
    table = "usage" if kind == "usage" else "target"
    assert full.am(table, "rm", f"{LETTERS[table]}1", "--yes").code == 0
    assert plan_of(full, path)["new"] == 1
    assert plan_of(full, path)["unchanged"] == 1


BAD = [
    ("opportunities", "account,name,stage", "acme,X,odd", "stage", "not one of identified"),
    ("opportunities", "account,name,probability", "acme,X,140", "probability", "not between 0 and 100%"),
    ("opportunities", "account,name,stage,contact", "acme,X,won,Jo Voss", "contact", "no such contact"),
    ("opportunities", "account,name,stage,contract", "acme,X,won,K-9", "contract", "no such contract"),
    ("opportunities", "account,name,stage,value", "acme,X,won,-5", "value", "below zero"),
    ("issues", "account,title,opened_on", "acme,,2026-02-01", "title", "an issue needs a title"),
    ("issues", "account,title,opened_on", "acme,X,", "opened_on",
     "an issue needs the day on which it was opened"),
    ("issues", "account,title,opened_on,resolved_on", "acme,X,2026-02-02,2026-02-01", "resolved_on",
     "before it was opened"),
    ("issues", "account,title,opened_on,severity", "acme,X,2026-02-02,worst", "severity", "not one of low"),
    ("feedback", "account,on,text", "acme,2026-02-30,X", "on", "no such date"),
    ("feedback", "account,on,text", "acme,0202-02-03,X", "on", "before the year 1000"),
    ("feedback", "account,on,text", "acme,30/01/0202,X", "on", "before the year 1000"),
    ("feedback", "account,on,text", "acme,3 Feb 0999,X", "on", "before the year 1000"),
    ("feedback", "account,on,text", "acme,1000-01-01T00:30:00+12:00,X", "on", "1000-01-01"),
    ("feedback", "account,on,text", "acme,2026-02-03,", "text", "a feedback needs a text"),
    ("usage", "account,metric,on,value", "acme,seats,2026-02-01,many", "value", "not a number"),
    ("usage", "account,metric,on,value", "acme,seats,2026-02-01,-5", "value", "below zero"),
    ("usage", "account,metric,on,value,entitlement", "acme,seats,2026-02-01,5,-1", "entitlement",
     "below zero"),
    ("products", "name,list_price", "New,-5", "list_price", "below zero"),
    ("usage", "account,metric,on,value", "nobody,seats,2026-02-01,5", "account", "no such account"),
    ("goals", "account,title,met_on", "acme,X,soon", "met_on", "not a date"),
    ("events", "account,on,kind,good", "acme,2026-02-01,party,yes", "kind", "not one of takeover"),
    ("events", "account,on,kind,until", "acme,2026-02-02,growth,2026-02-01", "until", "before it happened"),
    ("events", "account,on,kind,good", "acme,2026-02-02,growth,maybe", "good", "not yes or no"),
    ("handoffs", "account,on,to_owner", "acme,,Lena", "on", "a handoff needs a day"),
    ("targets", "period,metric,value", "soon,nrr,1.04", "period", "not a period"),
    ("targets", "period,metric,value", "2026,arr,1", "metric", "not one of renewals"),
    ("targets", "period,metric,value,currency", "2026,nrr,1.04,EUR", "value", "a ratio, without a currency"),
    ("targets", "period,metric,value", "2026,nrr,104", "value", "at most 1000%"),
    ("targets", "period,metric,value", "2026,renewals,98%", "value", "not an amount"),
    ("tasks", "account,title,due_on,repeat", "acme,X,2026-03-05,sometimes", "repeat", "not a repeat rule"),
    ("surveys", "account,kind,on,score", "acme,nps,2026-02-01,11", "score", "lies on its scale, 0 to 10"),
    ("surveys", "account,kind,on,score", "acme,ces,2026-02-01,0", "score", "lies on its scale, 1 to 7"),
    ("surveys", "account,kind,on,score,scale_max", "acme,csat,2026-02-01,1,1", "scale_max",
     "a scale has more than one answer"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "header", "row", "column", "why"), BAD)
def test_a_bad_row_is_refused_with_its_line_and_its_column(
    full: Desk, kind: str, header: str, row: str, column: str, why: str
) -> None:
    before = full.dump()
    answer = full.am("import", full.file("x.csv", f"{header}\n{row}\n"), "--kind", kind, "-o", "json")
    assert answer.code == 5, answer
    (bad,) = json.loads(answer.out)["files"][0]["bad_rows"]
    assert (bad["line"], bad["column"]) == (2, column)
    assert why in bad["why"]
    assert full.dump() == before


def test_an_owner_has_one_target_of_a_period_however_they_are_written(full: Desk) -> None:
    head = "period,metric,value,currency,owner\n"
    full.am("import", full.file("t.csv", f"{head}2027,nrr,1.04,,\n2027,nrr,1.02,,Robin\n"), "--yes")
    full.am("import", full.file("u.csv", f"{head}2027,nrr,1.05,,\n2027,nrr,1.03,,ROBIN\n"), "--yes")
    found = full.rows("SELECT value, owner FROM target WHERE period = '2027' ORDER BY id")
    assert found == [(10_500, None), (10_300, "ROBIN")]
    answer = full.am(
        "import", full.file("v.csv", f"{head}2028,nrr,1.05,,Dana\n2028,nrr,1.03,,dana\n"), "-o", "json"
    )
    (bad,) = json.loads(answer.out)["files"][0]["bad_rows"]
    assert (answer.code, bad["line"], "line 2 has this" in bad["why"]) == (5, 3, True)


def test_two_rows_about_one_product_are_told_by_their_line(full: Desk) -> None:
    path = full.file("p.csv", "name,list_price\nNew,5\nnew,6\n")
    answer = full.am("import", path, "--kind", "products", "-o", "json")
    (bad,) = json.loads(answer.out)["files"][0]["bad_rows"]
    assert (answer.code, bad["line"], bad["column"]) == (5, 3, "name")
    assert bad["why"] == "line 2 has this name too, with other values"


def test_what_a_file_leaves_open_has_its_usual_value(full: Desk) -> None:
    assert full.rows("SELECT kind, good FROM event ORDER BY id") == [("takeover", 0), ("funding", 1)]
    assert full.rows("SELECT status, met_on FROM goal ORDER BY id") == [("open", None), ("met", "2026-02-01")]
    assert full.rows("SELECT severity, category FROM issue ORDER BY id") == [
        ("high", "product"),
        ("low", "billing"),
    ]
    values = "SELECT p.name, o.kind, o.value, o.stage, o.probability FROM opportunity o"
    assert full.rows(f"{values} LEFT JOIN product p ON p.id = o.product_id ORDER BY o.id") == [
        ("Add-on", "cross_sell", 600_000, "qualified", 0.4), (None, "upsell", None, "identified", None),
    ]  # fmt: skip
    assert full.rows("SELECT period, metric, value, currency FROM target ORDER BY id") == [
        ("2026-Q1", "renewals", 12_000_000, "EUR"), ("2026", "nrr", 10_400, None),
    ]  # fmt: skip


def test_an_empty_cell_leaves_what_is_known_alone(full: Desk) -> None:
    full.imported(full.file("e.csv", "account,on,kind,good,note\nacme,2026-02-20,takeover,yes,\n"))
    assert full.rows("SELECT good, note FROM event WHERE kind = 'takeover'") == [(1, "Bought by Harbour")]
    full.imported(full.file("e.csv", "account,on,kind,good,note\nacme,2026-02-20,takeover,,\n"))
    assert full.value("SELECT good FROM event WHERE kind = 'takeover'") == 1
    full.imported(
        full.file("e.csv", "account,on,kind,good,note\nacme,2026-02-20,takeover,,\n"), "--clear-empty"
    )
    assert full.rows("SELECT good, note FROM event WHERE kind = 'takeover'") == [(0, None)]


@pytest.mark.parametrize(
    ("cells", "shares"),
    [
        (["40%", "5"], [0.4, 0.05]),
        (["40", "0.5"], [0.4, 0.005]),
        (["0.4", "1"], [0.4, 1.0]),
        (["0,4", "1"], [0.4, 1]),
    ],
)
def test_a_probability_is_a_share_or_per_cent_in_the_whole_column(
    two_accounts: Desk, cells: list[str], shares: list[float]
) -> None:
    rows = "".join(f"acme;Deal {at};{cell}\n" for at, cell in enumerate(cells))
    two_accounts.imported(two_accounts.file("o.csv", f"account;name;probability\n{rows}"))
    found = [value for (value,) in two_accounts.rows("SELECT probability FROM opportunity ORDER BY id")]
    assert found == pytest.approx(shares)


def test_the_period_and_the_ratio_of_a_target_may_be_written_in_other_ways(full: Desk) -> None:
    text = "period,metric,value\n2026Q1,renewals,120000\n2026-01-01..2026-12-31,nrr,104%\nFY2026,grr,0.95\n"
    plan = plan_of(full, full.file("targets.csv", text))
    assert (plan["new"], plan["changed"], plan["unchanged"]) == (1, 0, 2)
    assert full.rows("SELECT period, value FROM target WHERE metric = 'grr'") == [("FY2026", 9500)]


def test_how_a_task_repeats_is_kept_in_one_form(two_accounts: Desk) -> None:
    rows = "acme,Send figures,2026-03-05,monthly\nacme,Call,2026-03-05,freq=weekly\n"
    text = f"account,title,due_on,repeat\n{rows}"
    path = two_accounts.file("tasks.csv", text)
    assert plan_of(two_accounts, path)["new"] == 2
    assert two_accounts.rows("SELECT repeat FROM task ORDER BY id") == [("FREQ=MONTHLY",), ("FREQ=WEEKLY",)]
    assert plan_of(two_accounts, path)["unchanged"] == 2


@pytest.mark.parametrize(
    ("name", "row", "other"),
    [
        ("usage", "acme,seats,2026-02-28,41.5,60", "42,60"),
        ("targets", "2026-Q1,renewals,120000,EUR", "9,EUR"),
    ],
)
def test_the_same_row_twice_is_taken_once_and_another_is_refused(
    full: Desk, name: str, row: str, other: str
) -> None:
    header = CHANGES[name][0].splitlines()[0]
    plan = plan_of(full, full.file(f"{name}.csv", f"{header}\n{row}\n{row}\n"))
    assert (plan["unchanged"], plan["skipped"], plan["skipped_why"]) == (1, 1, {"duplicate row": 1})
    changed = row.rsplit(",", 2)[0] + f",{other}"
    answer = full.am("import", full.file(f"{name}.csv", f"{header}\n{row}\n{changed}\n"))
    assert answer.code == 5
    assert "line 2 has this" in answer.err
    assert "too, with other values" in " ".join(answer.err.split())


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("goals.csv", "account,title,due_on", "goals"),
        ("events.csv", "account,on,kind,note", "events"),
        ("Goal.csv", "account,title,due_on", "goals"),
        ("list.csv", "account,title,due_on", "tasks"),
        ("issues.csv", "account,title,due_on", "tasks"),
        ("contacts.csv", "name,domain", "accounts"),
        ("x.csv", "Account Name,Subject,Priority,Due Date,Status", "tasks"),
        ("x.csv", "Account Name,Opportunity Name,Stage,Amount,Close Date", "opportunities"),
        ("x.csv", "Account Name,Subject,Priority,Created", "issues"),
    ],
)
def test_a_file_called_after_its_kind_is_of_that_kind_where_it_can_be(
    two_accounts: Desk, name: str, header: str, kind: str
) -> None:
    plan = plan_of(two_accounts, two_accounts.file(name, f"{header}\n"), "--dry-run")
    assert plan["kind"] == kind


def test_files_of_every_kind_given_together_are_one_change(desk: Desk) -> None:
    names = list(reversed(EVERYTHING))
    desk.imported(*(desk.file(name, EVERYTHING[name]) for name in names))
    tables = ("opportunity", "issue", "feedback", "usage", "goal", "event", "handoff", "target")
    assert [desk.value(f'SELECT count(*) FROM "{table}"') for table in tables] == [2, 2, 2, 2, 2, 2, 1, 2]
    assert desk.am("undo").code == 0
    assert [desk.value(f'SELECT count(*) FROM "{table}"') for table in tables] == [0] * 8


def test_what_was_imported_is_found_and_shown(full: Desk) -> None:
    for word, ref in (
        ("harbour", "e1"),
        ("editor", "f2"),
        ("invoice", "i2"),
        ("board", "g2"),
        ("seats", "o2"),
    ):
        found = json.loads(full.am("find", word, "-o", "json").out)
        assert ref in [row["ref"] for row in found]
        assert full.am("show", ref).code == 0
    timeline = json.loads(full.am("timeline", "acme", "-o", "json").out)
    kinds = {"issue", "feedback", "survey", "event", "handoff"}
    assert {row["record"] for row in timeline} >= kinds


def test_of_two_rows_that_renew_one_contract_the_first_counts_at_every_import(desk: Desk) -> None:
    text = (
        "account,product,starts_on,ends_on,annual_value,currency,reference,renews\n"
        "Acme,Suite,2024-01-01,2024-12-31,10,EUR,K-1,\n"
        "Acme,Suite,2025-01-01,2025-12-31,10,EUR,K-2,K-1\n"
        "Acme,Extra,2025-01-01,2025-12-31,10,EUR,K-3,K-1\n"
    )
    path = desk.file("contracts.csv", text)
    answer = desk.imported(path, "--create-accounts")
    assert "line 4: K-1 is already renewed by line 3" in answer.out
    assert desk.rows("SELECT renewed_by_id FROM contract ORDER BY id") == [(2,), (None,), (None,)]
    assert "0 new · 0 changed · 3 unchanged" in desk.imported(path).out
