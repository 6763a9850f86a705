"""Files packed with gzip, and those that are no table at all."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tests.interchange.helpers import ACCOUNTS, Desk

PACKED = gzip.compress(ACCOUNTS.encode())


def test_a_packed_table_is_read_as_it_is(desk: Desk) -> None:
    answer = desk.imported(desk.file("accounts.csv.gz", PACKED))
    assert "accounts.csv.gz: accounts, UTF-8, comma" in answer.out
    assert desk.value("SELECT count(*) FROM account") == 2


def test_it_is_told_by_its_content_also_from_standard_input(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv", PACKED))
    assert "Nothing to do" in desk.imported("-", stdin=PACKED).out


def test_several_parts_in_one_file_are_read_one_after_another(desk: Desk) -> None:
    desk.imported(desk.file("accounts.csv.gz", PACKED + gzip.compress(b"gamma,Gamma,key,gamma.example\n")))
    assert desk.value("SELECT count(*) FROM account") == 3


def test_bad_rows_of_a_packed_table_are_set_aside_unpacked(desk: Desk) -> None:
    path = desk.file("accounts.csv.gz", gzip.compress(f"{ACCOUNTS}gamma,Gamma,purple,\n".encode()))
    desk.imported(path, "--skip-bad")
    text = (desk.backups / "accounts.bad.csv").read_text(encoding="utf-8")
    assert text.splitlines()[1].startswith("gamma,Gamma,purple,")


@pytest.mark.parametrize("cut", [12, len(PACKED) - 9, len(PACKED) - 3])
def test_a_damaged_one_is_refused(desk: Desk, cut: int) -> None:
    answer = desk.am("import", desk.file("accounts.csv.gz", PACKED[:cut]))
    assert (answer.code, "damaged gzip" in answer.err) == (2, True)
    assert not desk.book.exists()


def test_one_that_unpacks_into_too_much_is_refused_while_it_is_unpacked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amcli.interchange.content.COUNTED_FROM", 1 << 20)
    bomb = io.BytesIO()
    with gzip.open(bomb, "wb") as handle:
        handle.write(ACCOUNTS.encode())
        for _ in range(64):
            handle.write(b"x,y,key,\n" * 100_000)
    answer = desk.am("import", desk.file("accounts.csv.gz", bomb.getvalue()))
    assert (answer.code, "unpacked into more than" in answer.err) == (2, True)
    assert not desk.book.exists()


def test_one_packed_twice_is_refused(desk: Desk) -> None:
    answer = desk.am("import", desk.file("accounts.csv.gz", gzip.compress(PACKED)))
    assert (answer.code, "gzip" in answer.err) == (2, True)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("xl/workbook.xml", "save it as .xlsx or CSV"),
        ("content.xml", "Import takes spreadsheets (.ods) and CSV"),
        ("a.csv", "Unpack it"),
    ],
)
def test_a_workbook_and_an_archive_say_what_to_do(desk: Desk, inside: str, said: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(inside, "x")
    answer = desk.am("import", desk.file("book.xlsx", made.getvalue()))
    assert (answer.code, said in answer.err) == (2, True)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_without_a_mark_are_read(desk: Desk, codec: str) -> None:
    answer = desk.imported(desk.file("accounts.csv", ACCOUNTS.replace("Beta", "Bëta").encode(codec)))
    assert "UTF-16 without BOM" in answer.out
    assert desk.value("SELECT name FROM account WHERE code = 'beta'") == "Bëta Foods"


def test_a_line_that_names_the_separator_is_honoured_in_known_files_too(desk: Desk) -> None:
    text = "sep=;\nRecord ID;Company name;Company owner\n511;Acme, Robotics;Ama\n"
    answer = desk.imported(desk.file("companies.csv", text))
    assert "HubSpot companies, UTF-8, semicolon" in answer.out
    assert desk.value("SELECT name FROM account") == "Acme, Robotics"


def test_nothing_of_what_was_unpacked_is_left_behind(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    desk.imported(desk.file("accounts.csv.gz", PACKED))
    assert list((tmp_path / "temporary").iterdir()) == []
