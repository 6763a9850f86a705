"""Notice periods of files: in days or in months, by the words of the cell or of the header."""

import pytest

from tests.interchange.helpers import Desk

NOTICES = "SELECT notice_days, notice_months FROM contract ORDER BY id"


def contracts(header: str, *cells: str) -> str:
    rows = [f"Acme,P{number},2026-01-01,2026-12-31,{cell}" for number, cell in enumerate(cells)]
    return "\n".join([f"account,product,start date,end date,{header}", *rows, ""])


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("notice", "90", (90, None)),
        ("Notice period", "90 days", (90, None)),
        ("Notice period", "3 months", (None, 3)),
        ("Notice period", "3m", (None, 3)),
        ("Notice period", "1 year", (None, 12)),
        ("Notice period", "6 weeks", (42, None)),
        ("Notice period", "30.0", (30, None)),
        ("Notice period", "0", (0, None)),
        ("Notice period", "n/a", (None, None)),
        ("Notice period (months)", "3", (None, 3)),
        ("Notice period (months)", "90 days", (90, None)),
        ("Notice period (months)", "0", (0, None)),
        ("Notice period (days)", "60", (60, None)),
        ("notice_months", "2", (None, 2)),
        ("notice_days", "14", (14, None)),
        ("notice_days", "2 months", (None, 2)),
        ("Owner Expiration Notice", "30", (30, None)),
    ],
)
def test_a_period_is_kept_as_it_is_said(
    desk: Desk, header: str, cell: str, expected: tuple[int | None, int | None]
) -> None:
    desk.imported(desk.file("contracts.csv", contracts(header, cell)), "--create-accounts")
    assert desk.rows(NOTICES) == [expected]


@pytest.mark.parametrize("cell", ["soon", "-3", "3.5", "11 years", "90 hours"])
def test_what_is_no_period_is_a_bad_row(desk: Desk, cell: str) -> None:
    answer = desk.am("import", desk.file("contracts.csv", contracts("notice", cell)), "--create-accounts")
    assert (answer.code, "not a notice period" in answer.err + answer.out) == (5, True)


def test_a_period_said_in_the_other_way_replaces_the_first(desk: Desk) -> None:
    desk.imported(desk.file("contracts.csv", contracts("notice", "30", "3 months")), "--create-accounts")
    desk.imported(desk.file("contracts.csv", contracts("notice", "3 months", "90 days")))
    assert desk.rows(NOTICES) == [(None, 3), (90, None)]
    desk.imported(desk.file("contracts.csv", contracts("notice", "", "")))
    assert desk.rows(NOTICES) == [(None, 3), (90, None)]


def test_two_columns_that_differ_are_a_bad_row(desk: Desk) -> None:
    text = contracts("notice_days,notice_months", "30,3")
    answer = desk.am("import", desk.file("contracts.csv", text), "--create-accounts")
    assert (answer.code, "two different notice periods" in answer.err + answer.out) == (5, True)


def test_an_export_comes_back_as_it_was(desk: Desk) -> None:
    desk.imported(
        desk.file("contracts.csv", contracts("notice", "30", "3 months", "0", "")), "--create-accounts"
    )
    before = desk.rows(NOTICES)
    out = desk.folder / "out"
    assert desk.am("export", "--all", "--to", str(out)).code == 0
    (desk.folder / "other").mkdir()
    other = Desk(desk.folder / "other")
    other.imported(*map(str, sorted(out.glob("*.csv"))))
    assert other.rows(NOTICES) == before
