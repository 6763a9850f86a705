"""Workbooks that no spreadsheet program writes, or that are damaged: one clear line, or what is in them."""

import io
import random
import zipfile

import pytest

from amcli.errors import BadValue
from amcli.interchange.tables import sheetxml
from amcli.interchange.tables.sheetxml import Book, Scan
from tests.interchange.helpers import Desk
from tests.interchange.workbooks import MAIN, Cells, Error, container, ods, ods_table, sheet_xml, xls, xlsx

ROWS: Cells = [["Code", "Name"], ["acme", "Acme Robotics"]]
SHEET = "xl/worksheets/sheet1.xml"
PLAIN = Book({}, frozenset(), False)


def refused(desk: Desk, name: str, made: bytes) -> str:
    """What is said of a file that must be refused, in one line and a hint, before a book is made."""
    answer = desk.am("import", desk.file(name, made))
    assert answer.code == 2, answer
    assert "Traceback" not in answer.err
    assert len(answer.err.splitlines()) <= 3
    assert not desk.book.exists()
    return answer.err


def sheet_of(*cells: str) -> str:
    """The XML of a sheet of rows in XML."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(cells)}</sheetData></worksheet>'


NAME = '<c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
ACME = '<c r="A2" t="inlineStr"><is><t>Acme</t></is></c>'


def test_a_cell_far_out_is_no_sheet_of_gigabytes(desk: Desk) -> None:
    far = sheet_of(f"<row>{NAME}</row>", '<row><c r="XFD1048576"><v>1</v></c></row>')
    assert "more than 12,000,000 cells" in refused(desk, "far.xlsx", xlsx({"S": ROWS}, parts={SHEET: far}))


@pytest.mark.parametrize("encoding", ["utf-42", "base64", "idna", "utf-7"])
def test_a_part_in_an_encoding_that_nobody_reads_is_damage(encoding: str) -> None:
    with pytest.raises(BadValue, match="is damaged"):
        sheetxml.Parts({}).read(iter([f'<?xml version="1.0" encoding="{encoding}"?><workbook/>'.encode()]))


def test_cells_with_a_form_and_no_content_take_no_memory(desk: Desk) -> None:
    rows = (f'<row r="{row}">{cell}<c r="XFD{row}" s="1"/></row>' for row, cell in ((1, NAME), (2, ACME)))
    form = sheet_of(*rows, '<row r="1048576"><c r="B1048576" s="1"/></row>')
    desk.imported(desk.file("form.xlsx", xlsx({"S": ROWS}, parts={SHEET: form})))
    assert desk.rows("SELECT name FROM account") == [("Acme",)]


def test_what_is_unpacked_into_too_much_is_left_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetxml, "COUNTED_FROM", 1 << 20)
    bomb = sheet_xml(ROWS).replace("</sheetData>", "<row/>" * (1 << 20) + "</sheetData>")
    assert "unpacked into more than" in refused(desk, "bomb.xlsx", xlsx({"S": ROWS}, parts={SHEET: bomb}))


def repeated(rows: int, columns: int, cell: str = "") -> str:
    """A row of an open document that is there so often, of a cell that is there so often."""
    made = f'<table:table-cell table:number-columns-repeated="{columns}" {cell}'
    return f'<table:table-row table:number-rows-repeated="{rows}">{made}</table:table-row>'


def test_a_row_repeated_a_million_times_is_no_bomb(desk: Desk) -> None:
    text = 'office:value-type="string"><text:p>x</text:p></table:table-cell>'
    bomb = f'<table:table table:name="T">{repeated(1048576, 16000, text)}</table:table>'
    made = ods(ods_table("S", ROWS) + bomb)
    assert "more than 12,000,000 cells" in refused(desk, "bomb.ods", made)
    table = ods_table("S", ROWS).replace("</table:table>", f"{repeated(1048574, 16384, '/>')}</table:table>")
    desk.imported(desk.file("usual.ods", ods(table)))
    assert desk.rows("SELECT name FROM account") == [("Acme Robotics",)]


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "parts",
    [
        {SHEET: ENTITIES + sheet_xml(ROWS)},
        {"xl/workbook.xml": ENTITIES + f'<workbook xmlns="{MAIN}"/>'},
        {"xl/workbook.xml": "<workbook"},
        {"xl/_rels/workbook.xml.rels": "no XML"},
        {SHEET: "<worksheet><sheetData><row><c"},
        {SHEET: ""},
        {"_rels/.rels": "<Relationships/>", "xl/workbook.xml": "<a/>"},
    ],
    ids=[
        "entities",
        "entities in the workbook",
        "cut off",
        "no XML",
        "a sheet cut off",
        "no sheet",
        "nothing",
    ],
)
def test_parts_that_no_program_writes_give_one_line(desk: Desk, parts: dict[str, str]) -> None:
    refused(desk, "odd.xlsx", xlsx({"S": ROWS}, parts=parts))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.xlsx", xlsx({"S": ROWS})),
        ("a.ods", ods(ods_table("S", ROWS))),
        ("a.xls", xls("S", ROWS)),
    ],
    ids=["xlsx", "ods", "xls"],
)
def test_a_file_cut_off_or_with_wrong_bytes_gives_one_line_or_its_rows(
    desk: Desk, name: str, made: bytes
) -> None:
    chance = random.Random(13)
    for _ in range(12):
        spoilt = bytearray(made[: chance.randrange(40, len(made))] if chance.random() < 0.4 else made)
        for _ in range(chance.randrange(4)):
            spoilt[chance.randrange(8, len(spoilt))] = chance.randrange(256)
        answer = desk.am("import", desk.file(name, bytes(spoilt)), "--dry-run")
        assert answer.code in (0, 2, 5), answer
        assert "Traceback" not in answer.err
        assert "panicked" not in answer.err


def test_a_workbook_with_a_password_and_another_old_document_are_named(desk: Desk) -> None:
    text = container("EncryptedPackage", b"x" * 5000)
    assert "password" in refused(desk, "secret.xlsx", text)
    for name, what in (
        ("WordDocument", "x is an old Word document (.doc), not a workbook."),
        ("PowerPoint Document", "x is an old PowerPoint presentation (.ppt), not a workbook."),
        ("__properties_version1.0", "x is an Outlook message (.msg), not a workbook."),
        ("VisioDocument", "x can't be read as a workbook."),
    ):
        assert what in refused(desk, "x", container(name, b"x" * 5000))
    assert "x can't be read as a workbook." in refused(
        desk, "x", container("WordDocument", b"x" * 5000)[:600]
    )


def test_an_archive_that_is_no_workbook_is_named_as_before(desk: Desk) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "is a Word document, not .xlsx or CSV." in refused(desk, "letter.docx", target.getvalue())


def test_a_workbook_with_nothing_in_it_says_so(desk: Desk) -> None:
    assert "no sheet with anything in it" in refused(desk, "empty.xlsx", xlsx({"S": [], "T": []}))
    answer = desk.am("import", desk.file("e.xlsx", xlsx({"S": [], "T": ROWS})), "--sheet", "S")
    assert 'sheet "S" is empty' in answer.err


FORMS = {
    "a prefix": '<x:row r="3" hidden="1"><x:c r="B3" t="e"><x:v>#REF!</x:v></x:c></x:row>',
    "other quotes": "<row r='3' hidden='1'><c r='A3'/><c t='e' r='B3'><v>#REF!</v></c></row>",
    "no names": '<row/><row/><row hidden="true"><c/><c t="e"><v>#REF!</v></c></row>',
    "new lines": '<row r="2"/><row hidden="1"><c><v>1</v></c><c\nt="e"><f>A2</f><v>#REF!</v></c></row>',
}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_is_found_in_whatever_form_a_program_writes(form: str) -> None:
    found = Scan(PLAIN).read(iter([FORMS[form].encode()]))
    assert (found.errors, found.hidden_rows) == ({3: {1: "#REF!"}}, 1)


def test_a_sheet_is_looked_through_in_pieces_as_in_one() -> None:
    rows: Cells = [["a", Error("#N/A")] if row % 7 == 0 else ["a", row] for row in range(60)]
    raw = sheet_xml(rows, hidden=(5, 6)).encode()
    whole = Scan(PLAIN).read(iter([raw]))
    assert whole.hidden_rows == 2
    assert [sorted(cells) for cells in whole.errors.values()] == [[1]] * 9
    for size in (1, 7, 100, 1000):
        assert Scan(PLAIN).read(raw[at : at + size] for at in range(0, len(raw), size)) == whole


def test_a_row_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheetxml, "LONGEST_ROW", 1000)
    with pytest.raises(BadValue, match="a row of more than"):
        Scan(PLAIN).read(iter([b"<row>" + b"x" * 600, b"x" * 600]))
