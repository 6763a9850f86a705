"""Bad rows, bad files, bad options: one or two clear lines, the right exit code, an unchanged book."""

import csv
import json
from pathlib import Path

import pytest

from tests.interchange.helpers import ACCOUNTS, Desk
from tests.profiles import is_nightly


def test_the_refusal_names_each_bad_cell_and_both_ways_on(desk: Desk) -> None:
    text = (
        "code,name,customer_since,cadence_days\n"
        "a,Acme,2026-02-31,14\n"
        "b,Beta,2026-02-01,often\n"
        "c,,,\n"
        "d,Delta,2026-02-01,30\n"
    )
    answer = desk.am("import", desk.file("accounts.csv", text))
    assert answer.code == 5
    assert answer.out == (
        "accounts.csv: accounts, UTF-8, comma; 4 of 4 columns recognised\n"
        "1 new · 0 changed · 0 unchanged · 3 bad\n"
    )
    lines = [line.rstrip() for line in answer.err.splitlines()]
    assert lines[0] == "am: nothing was imported: 3 of 4 rows are bad."
    assert lines[2:7] == [
        "    Line  Column          Found       Why",
        "    " + "─" * 58,
        "       2  customer_since  2026-02-31  no such date",
        "       3  cadence_days    often       not a whole number",
        "       4  name            (empty)     an account needs a name",
    ]
    assert lines[8] == "    Fix them and import again, or import the other row now:"
    bad = desk.backups / "accounts.bad.csv"
    assert lines[9].endswith(f"accounts.csv --skip-bad   (writes {bad})")
    assert not bad.exists()
    desk.imported(desk.file("accounts.csv", text), "--skip-bad")
    assert bad.exists()


def test_no_more_than_twenty_kinds_are_listed_and_the_rest_counted(desk: Desk) -> None:
    text = "name,cadence_days\n" + "".join(f"Company {n},often {n % 25}\n" for n in range(1234))
    answer = desk.am("import", desk.file("a.csv", text))
    assert answer.err.count("not a whole number") == 20
    assert "    2, 27, 52 and 47 more  cadence_days  often 0   not a whole number\n" in answer.err
    assert "    and 245 more\n" in answer.err
    assert "all rows" not in answer.err
    assert "1,234 of 1,234 rows are bad" in answer.err
    assert "--skip-bad" not in answer.err


def test_what_is_bad_in_one_way_is_listed_once(desk: Desk) -> None:
    text = "name,cadence_days\n" + "Company {n},often\n" * 514
    answer = desk.am("import", desk.file("a.csv", text), "-o", "json")
    (group,) = json.loads(answer.out)["files"][0]["bad_groups"]
    assert group["rows"] == 514
    assert (group["column"], group["found"], group["why"]) == ("cadence_days", "often", "not a whole number")
    assert (group["lines"], group["field"], group["values"]) == ([2, 3, 4], None, [])


def test_skip_bad_sets_rows_aside_in_the_sources_own_form(desk: Desk) -> None:
    text = 'name;tier;notes\nAcme;key;x\nBeta;"best; ever";"two\nlines"\nÜnique;;y\n'
    path = desk.file("accounts.csv", text.encode("cp1252"))
    answer = desk.imported(path, "--skip-bad")
    bad = desk.backups / "accounts.bad.csv"
    assert f"1 skipped and written to {bad}" in answer.out
    assert desk.value("SELECT count(*) FROM account") == 2
    assert bad.read_bytes().decode("cp1252") == (
        'name;tier;notes;import error\nBeta;"best; ever";"two\nlines";tier: not one of key, standard, light\n'
    )


def test_the_mended_file_comes_back_without_its_reasons(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", "name,tier\nAcme,key\nBeta,best\n"), "--skip-bad")
    bad = desk.backups / "accounts.bad.csv"
    bad.write_text(bad.read_text().replace("best,", "light,"))
    answer = desk.imported(str(bad))
    assert "accounts.bad.csv: accounts, UTF-8, comma; 2 of 2 columns recognised\n1 new" in answer.out
    assert "ignored" not in answer.out


def test_a_file_of_bad_rows_is_never_overwritten(desk: Desk) -> None:
    desk.backups.mkdir(parents=True)
    (desk.backups / "accounts.bad.csv").write_text("mine")
    desk.imported(desk.file("accounts.csv", "name,tier\nBeta,best\n"), "--skip-bad")
    assert (desk.backups / "accounts.bad.csv").read_text() == "mine"
    assert (desk.backups / "accounts.bad-2.csv").exists()


def test_bad_rows_are_their_owners_alone_and_go_where_they_are_asked_for(desk: Desk) -> None:
    path = desk.file("accounts.csv", "name,tier\nAcme,key\nBeta,best\n")
    desk.imported(path, "--skip-bad")
    assert [each.name for each in desk.folder.glob("*.csv")] == ["accounts.csv"]
    assert (desk.backups / "accounts.bad.csv").stat().st_mode & 0o777 == 0o600
    other = desk.folder / "mend.csv"
    answer = desk.imported(path, "--bad", str(other))
    assert f"1 skipped and written to {other}" in answer.out
    assert (other.stat().st_mode & 0o777, other.read_text().count("\n")) == (0o600, 2)
    desk.imported(path, "--bad", str(other))
    assert (desk.folder / "mend-2.csv").read_text() == other.read_text()


def test_a_mended_file_is_of_the_same_source(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", "id,name,tier\n1,Acme,key\n2,Beta,best\n"), "--skip-bad")
    bad = desk.backups / "accounts.bad.csv"
    bad.write_text(bad.read_text().replace("best,", "light,"))
    desk.imported(str(bad))
    assert desk.rows("SELECT DISTINCT source FROM source_ref") == [("accounts",)]


def test_a_person_is_offered_to_take_the_others(desk: Desk) -> None:
    path = desk.file("accounts.csv", "name,tier\nAcme,key\nBeta,best\n")
    answer = desk.am("import", path, terminal=True, stdin="\nn\n")
    assert answer.code == 5
    assert not desk.book.exists()
    answer = desk.am("import", path, terminal=True, stdin="\ny\n")
    assert answer.code == 0
    assert "Take the other row and set this one aside?" in answer.err
    assert desk.value("SELECT count(*) FROM account") == 1
    assert (desk.backups / "accounts.bad.csv").exists()


def test_a_bad_row_at_the_end_of_many_thousands_leaves_the_book_as_it_was(two_accounts: Desk) -> None:
    many = 100_000 if is_nightly() else 20_000
    before = two_accounts.dump()
    path = two_accounts.folder / "many.csv"
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["account", "kind", "on", "summary"])
        writer.writerows(["acme", "call", "2026-02-03", f"call {n}"] for n in range(many))
        writer.writerow(["acme", "call", "2026-02-30", "the last"])
    answer = two_accounts.am("import", str(path))
    assert answer.code == 5
    assert f"{many + 2}  on      2026-02-30  no such date" in answer.err
    assert two_accounts.dump() == before


MULTILINE = '"a note\nof three\nlines"'


@pytest.mark.parametrize(
    ("header", "rows", "line", "words"),
    [
        ("name,notes,cadence_days", [f"A,{MULTILINE},7", "B,,best"], 5, "not a whole number"),
        ("name,cadence_days", ["A,7", "", "", "B,best", "C,7"], 5, "not a whole number"),
        ("name,tier", ["A,key", "B,key,,extra cell"], 3, "the header has 2"),
        ("code,name", ["a,A", "a b,B"], 3, "it can't contain spaces"),
        (
            "name,code",
            [f"N{n},c{n}" for n in range(2500)] + ["N7,other"],
            2502,
            "another account has this name",
        ),
        ("name,cadence_days", ["A,14", "B,99999"], 3, "1 to 3660"),
        ("name,parent", ["A,", "B,Nobody"], 3, "no such account"),
        ("name,customer_since", ["A,2026-01-01", "B,soon"], 3, "not a date"),
        ("name,tier", ["A,key", "x" * 201 + ",key"], 3, "at most 200"),
        ("name,tier", ["A,key", '"two\nlines",key'], 3, "line break"),
        ("name,notes", ["A,x", f"B,{'y' * 1_000_001}"], 3, "longer than 1,000,000"),
    ],
)
def test_each_bad_row_is_named_by_its_line_in_the_file(
    two_accounts: Desk, header: str, rows: list[str], line: int, words: str
) -> None:
    before = two_accounts.dump()
    answer = two_accounts.am("import", two_accounts.file("a.csv", "\n".join([header, *rows]) + "\n"))
    assert answer.code == 5
    found = [text for text in answer.err.splitlines() if words in text]
    assert [text.split()[0] for text in found] == [str(line)]
    assert two_accounts.dump() == before


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        ("account,starts_on,ends_on", "acme,2026-02-01,2026-01-01", "a contract can't end before it starts"),
        (
            "account,starts_on,annual_value,currency",
            "acme,2026-02-01,-5,EUR",
            "only an amendment can have a negative value",
        ),
        ("account,starts_on,annual_value,currency", "acme,2026-02-01,1.234,EUR", ""),
        ("account,starts_on,annual_value,currency", "acme,2026-02-01,0.125,EUR", "EUR has 2 decimals"),
        ("account,starts_on,annual_value,currency", "acme,2026-02-01,$5 ,EUR", ""),
        (
            "account,starts_on,annual_value,currency",
            "acme,2026-02-01,£5,EUR",
            "GBP here, EUR in its own column",
        ),
        ("account,starts_on,annual_value", "acme,2026-02-01,99999999999999999999", "too large"),
        ("account,starts_on,total_value", "acme,2026-02-01,100", "a total needs a first and a last day"),
        ("account,starts_on,currency,annual_value", "acme,2026-02-01,Taler,5", "not a currency code"),
        ("account,starts_on,amends,annual_value", "acme,2026-02-01,K-9,5", "no such contract"),
        ("account,starts_on,renews,annual_value", "acme,2026-02-01,K-9,5", "no such contract"),
        ("account,kind,on,score,scale_max", "acme,nps,2026-02-01,11,10", "must be from 0 to 10"),
        ("account,contact,kind,on,score", "acme,Nobody,nps,2026-02-01,9", "no such contact"),
        (
            "account,kind,on,minutes,summary",
            "acme,call,2026-02-01,20000,x",
            "an activity can't be longer than a week",
        ),
        ("account,kind,on,at", "acme,call,2026-02-01,noon", "not a time of day"),
        ("account,name,email", "acme,Jane,nobody", "not an email address"),
        ("account,kind,on,summary", ",call,2026-02-01,x", "an interaction needs an account"),
    ],
)
def test_the_rules_of_the_book_refuse_a_row_in_words(
    two_accounts: Desk, header: str, row: str, words: str
) -> None:
    before = two_accounts.dump()
    answer = two_accounts.am("import", two_accounts.file("x.csv", f"{header}\n{row}\n"))
    if not words:
        assert answer.code == 0
        return
    assert answer.code == 5
    assert words in " ".join(answer.err.split())
    assert two_accounts.dump() == before


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["nowhere.csv"], 'no such file: "nowhere.csv"'),
        (["FOLDER"], "is a folder without email"),
        ([""], "FILE: not a path"),
        (["a\0b"], "FILE: not a path"),
        (["-", "-"], "read only once"),
        (["FILE", "--kind", "unicorns"], '--kind "unicorns": no such kind'),
        (["FILE", "--kind", ""], "no such kind"),
        (["FILE", "--map", "name"], "no field and column"),
        (["FILE", "--map", "name=Nowhere"], "no such column"),
        (["FILE", "--map", "colour=name"], "no kind has such a field"),
        (["FILE", "--map", "name=name", "--map", "name=code"], "already has a column"),
        (["FILE", "--date-order", "ydm"], "dmy, mdy or ymd"),
        (["FILE", "-o", "csv"], "Use table or json"),
        (["FILE", "-o", "ids"], "Use table or json"),
        (["FILE", "--encoding", "klingon"], "no such encoding"),
        (["FILE", "--encoding", "base64"], "no such encoding"),
        (["FILE", "-o", "xml"], "not a format"),
        (["FILE", "--kind", "surveys"], "none of its columns is a field of surveys"),
    ],
)
def test_wrong_usage_is_one_clear_line_and_leaves_no_book(desk: Desk, argv: list[str], words: str) -> None:
    there = {"FILE": desk.file("a.csv", ACCOUNTS), "FOLDER": str(desk.folder)}
    answer = desk.am("import", *(there.get(word, word) for word in argv))
    assert answer.code == 2
    assert words in " ".join(answer.err.split())
    assert "nothing was imported" in " ".join(answer.err.lower().split())
    assert not desk.book.exists()


def test_a_file_whose_kind_is_open_is_asked_for_by_name(desk: Desk) -> None:
    answer = desk.am("import", desk.file("x.csv", "colour,shape\nred,round\n"))
    assert answer.code == 2
    assert "can't tell what this is from its headers: colour, shape" in " ".join(answer.err.split())
    deals = desk.am("import", desk.file("deals.csv", "Name,Stage,Amount,Close Date\nx,y,1,2026-01-01\n"))
    assert deals.code == 2


def test_two_columns_that_could_be_one_field_are_asked_for(desk: Desk) -> None:
    path = desk.file("a.csv", "Company,Customer,tier\nAcme,Acme Inc,key\n")
    answer = desk.am("import", path)
    assert answer.code == 2
    assert '"Company" and "Customer" could both be name' in " ".join(answer.err.split())
    desk.imported(path, "--map", "name=Customer")
    assert desk.value("SELECT name FROM account") == "Acme Inc"


def test_an_ambiguous_day_column_names_the_option_that_settles_it(two_accounts: Desk) -> None:
    path = two_accounts.file("i.csv", "account,kind,on,summary\nacme,call,03/04/2026,x\n")
    answer = two_accounts.am("import", path)
    assert answer.code == 2
    assert (
        answer.err.splitlines()[0]
        == 'am: i.csv: column on: dates such as "03/04/2026": day first or month first?'
    )
    assert "--date-order dmy" in answer.err
    two_accounts.imported(path, "--date-order", "mdy")
    assert two_accounts.value('SELECT "on" FROM interaction') == "2026-03-04"


def test_one_bad_file_of_several_stops_them_all(desk: Desk) -> None:
    good = desk.file("accounts.csv", ACCOUNTS)
    bad = desk.file("contacts.csv", "account,name,email\nacme,Jane,\nnobody,Jo,\n")
    answer = desk.am("import", good, bad)
    assert answer.code == 5
    assert "1 of 4 rows is bad" in answer.err
    assert "contacts.csv:" in answer.err
    assert not desk.book.exists()


def test_a_bad_file_that_cannot_be_written_keeps_the_book_as_it_was(two_accounts: Desk, monkeypatch) -> None:
    before = two_accounts.dump()
    path = two_accounts.file("a.csv", "name,tier\nGamma,key\nDelta,best\n")
    monkeypatch.setattr("amcli.commands.importjob.bad_path", lambda *_: Path(path) / "a.bad.csv")
    answer = two_accounts.am("import", path, "--skip-bad")
    assert answer.code == 2
    assert "can't be written" in " ".join(answer.err.split())
    assert two_accounts.dump() == before
