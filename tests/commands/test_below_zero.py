"""What takes a contract below zero is refused by every command, and an older book that has one is told."""

import json
import sqlite3

import pytest

from tests.support import Cli, dump


def fill_cut(office: Cli) -> None:
    office.ok("contract", "add", "acton", "--value", "EUR 10k", "--starts", "2026-01-01", "--term", "12m")
    office.ok("contract", "amend", "k3", "--by", "-5k", "--on", "2026-05-01")
    office.ok("contract", "amend", "k3", "--by", "3k", "--on", "2026-04-01")


@pytest.fixture
def cut(office: Cli) -> Cli:
    """Acton with a contract of 10k (k3), cut by 5k in May (k4) and raised by 3k in April (k5)."""
    return office.once(fill_cut)


def said(text: str) -> str:
    """An error without the breaks of its lines."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("argv", "why"),
    [
        (("contract", "edit", "k3", "--value", "1k"), "k3 below zero on 1 May 2026: EUR -1,000 a year."),
        (
            ("contract", "edit", "k3", "--starts", "2026-06-01"),
            "k3 below zero on 1 May 2026: EUR -2,000 a year.",
        ),
        (
            ("contract", "amend", "k3", "--by", "-7.5k", "--on", "2026-03-01"),
            "k3 below zero on 1 May 2026: EUR -2,500 a year.",
        ),
    ],
)  # fmt: skip
def test_a_change_below_zero_is_refused(cut: Cli, argv: tuple[str, ...], why: str) -> None:
    if argv[1] == "amend":  # a rise of June doesn't help in May
        cut.ok("contract", "amend", "k3", "--by", "3k", "--on", "2026-06-01")
        cut.ok("contract", "edit", "k5", "--starts", "2026-05-15")
    before = dump(cut.book)
    answer = cut(*argv)
    assert (answer.code, answer.out) == (5, "")
    assert said(answer.err) == f"am: that would take {why} Nothing was changed."
    assert dump(cut.book) == before


def test_deletion_of_what_held_it_up_is_refused(cut: Cli) -> None:
    cut.ok("contract", "amend", "k3", "--by", "-8k", "--on", "2026-05-01")
    answer = cut("contract", "rm", "k5", "--yes")
    assert (answer.code, answer.out) == (5, "")
    assert said(answer.err).startswith("am: that would take k3 below zero on 1 May 2026: EUR -3,000 a year.")
    cut.ok("contract", "rm", "k3", "--yes")  # all of it may go


def test_undo_and_redo_are_refused_where_they_would_take_it_there(cut: Cli) -> None:
    cut.ok("contract", "edit", "k3", "--value", "11k")
    number = cut.json("history")[0]["change"]
    cut.ok("contract", "amend", "k3", "--by", "-9k", "--on", "2026-05-01")
    answer = cut("undo", str(number))
    assert (answer.code, answer.out) == (5, "")
    assert "k3 below zero on 1 May 2026: EUR -1,000 a year." in said(answer.err)
    cut.ok("undo")
    cut.ok("undo")
    assert cut.json("show", "k3")["annual_value"] == 10_000
    cut.ok("redo")
    cut.ok("redo")
    assert cut.json("show", "k6")["annual_value"] == -9_000


def test_undo_brings_back_amendments_in_any_order(cut: Cli) -> None:
    cut.ok("contract", "amend", "k3", "--by", "-8k", "--on", "2026-05-01")
    before = cut.json("contract", "list", "acton")
    cut.ok("contract", "rm", "k3", "--yes")
    cut.ok("undo")
    assert cut.json("contract", "list", "acton") == before


def test_a_merge_keeps_contracts_with_their_amendments(cut: Cli) -> None:
    cut.ok("contract", "amend", "k3", "--by", "-8k", "--on", "2026-05-01")
    cut.ok("account", "merge", "acme", "acton", "--yes")
    assert {row["account"] for row in cut.json("contract", "list", "acme")} == {"acme"}
    cut.ok("undo")


HEADER = "account,reference,starts_on,annual_value,currency,amends\n"
ROWS = (
    "acton,A-2,2026-06-01,-12000,EUR,A-1",
    "acton,A-1,2026-01-01,10000,EUR,",
    "acton,A-3,2026-05-01,{},EUR,A-1",
)


def table(cli: Cli, more: int, rows: tuple[str, ...] = ROWS) -> str:
    path = cli.folder / "terms.csv"
    path.write_text(HEADER + "\n".join(rows).format(more) + "\n")
    return str(path)


def test_amendments_are_imported_in_any_order(office: Cli) -> None:
    office.ok("import", table(office, 2000))
    assert "3 unchanged" in office.ok("import", table(office, 2000))


def test_an_import_names_the_line_and_writes_nothing(office: Cli) -> None:
    before = dump(office.book)
    answer = office("import", table(office, 1000))
    assert answer.code == 5
    said = "2  annual_value  EUR -12,000  takes A-1 below zero on 1 Jun 2026: EUR -1,000 a year"
    assert said in answer.err
    assert dump(office.book) == before
    office.ok("import", table(office, 1000), "--skip-bad")
    values = [row["annual_value"] for row in office.json("contract", "list", "acton")]
    assert sorted(values) == [1000, 10_000]


def test_an_import_that_lowers_a_contract_of_the_book_is_refused(office: Cli) -> None:
    office.ok("import", table(office, 2000))
    before = dump(office.book)
    lower = tuple(row.replace("10000", "4000") for row in ROWS)
    answer = office("import", table(office, 2000, lower))
    assert answer.code == 5
    assert "3  annual_value  EUR 4,000  takes A-1 below zero on 1 Jun 2026: EUR -6,000 a year" in answer.err
    office.ok("import", table(office, 2000, lower), "--skip-bad")
    assert dump(office.book)["contract"] == before["contract"]
    office.ok("import", table(office, 8000, lower))


def test_what_lowers_one_and_raises_another_row_is_one_import(office: Cli) -> None:
    office.ok("import", table(office, 2000))
    moved = tuple(row.replace("10000", "2000").replace("-12000", "-4000") for row in ROWS)
    assert "3 changed" not in office.ok("import", table(office, 2000, moved))
    assert "3 unchanged" in office.ok("import", table(office, 2000, moved))


def test_doctor_names_a_contract_of_an_older_book(cut: Cli) -> None:
    assert cut.one("doctor", "check:amounts")["state"] == "ok"
    db = sqlite3.connect(cut.book)
    for event in ("insert", "update", "delete"):  # as it was written before there were these rules
        db.execute(f"DROP TRIGGER rule_contract_value_{event}")
    db.execute("UPDATE contract SET annual_value = 200000 WHERE id = 3")
    db.execute("DELETE FROM contract WHERE id = 5")
    db.commit()
    db.close()
    (found,) = json.loads(cut("doctor", "check:amounts", "-o", "json").out)
    assert (found["state"], found["command"]) == ("fault", "am show k3")
    assert found["finding"] == (
        "k3 is below zero on 1 May 2026: EUR -3,000 a year."
        " To correct it: am contract edit k3 --value MONEY, or am contract rm k4"
    )
    assert cut("doctor", "--duplicates").err == ""
    cut.ok("contract", "edit", "k3", "--notes", "look")
    cut.ok("contract", "rm", "k4", "--yes")
    assert json.loads(cut("doctor", "check:amounts", "-o", "json").out)[0]["state"] == "ok"
