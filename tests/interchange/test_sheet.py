import codecs
import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.interchange.tables.profile import chunks
from amcli.interchange.tables.sheet import CHUNK, LONGEST_CELL, open_sheet, unique_headers

KNOWN = frozenset({"account", "name", "email", "tier", "first name", "last name", "company", "firma", "ort"})


def sheet(folder: Path, content: str | bytes, encoding: str | None = None):
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_sheet(path, "file.csv", encoding, lambda header: header.strip().casefold() in KNOWN)


def read(folder: Path, content: str | bytes, encoding: str | None = None) -> list[list[str]]:
    return [cells for _, cells in sheet(folder, content, encoding).rows()]


@pytest.mark.parametrize(
    ("encoded", "label"),
    [
        ("name,tier\nMüller,key\n".encode(), "UTF-8"),
        (codecs.BOM_UTF8 + "name,tier\nMüller,key\n".encode(), "UTF-8 with BOM"),
        (codecs.BOM_UTF16_LE + "name,tier\nMüller,key\n".encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "name,tier\nMüller,key\n".encode("utf-16-be"), "UTF-16"),
        ("name,tier\nMüller,key\n".encode("utf-16-le"), "UTF-16 without BOM"),
        ("name,tier\nMüller,key\n".encode("utf-16-be"), "UTF-16 without BOM"),
        ("name,tier\nMüller,key\n".encode("cp1252"), "Windows-1252"),
    ],
)
def test_each_encoding_is_recognised_and_said(tmp_path: Path, encoded: bytes, label: str) -> None:
    found = sheet(tmp_path, encoded)
    assert found.encoding.label == label
    assert found.headers == ["name", "tier"]
    assert list(found.rows()) == [(2, ["Müller", "key"])]


def test_an_encoding_that_is_named_is_taken(tmp_path: Path) -> None:
    assert read(tmp_path, "name,tier\nŁódź,key\n".encode("cp1250"), "cp1250") == [["Łódź", "key"]]


def test_bytes_that_no_encoding_explains_are_refused_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="line 3 is not UTF-8"):
        sheet(tmp_path, b"name,tier\nx,key\n\x81\x8d,light\n")


@pytest.mark.parametrize(
    ("separator", "word"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")]
)
def test_the_separator_is_counted_in_the_header(tmp_path: Path, separator: str, word: str) -> None:
    content = separator.join(["name", "tier", "email"]) + "\n" + separator.join(["a,b;c|d", "key", ""]) + "\n"
    quoted = content.replace("a,b;c|d", '"a,b;c|d"')
    found = sheet(tmp_path, quoted)
    assert found.separator_name == word
    assert list(found.rows()) == [(2, ["a,b;c|d", "key", ""])]


def test_a_file_of_one_column_needs_no_separator(tmp_path: Path) -> None:
    found = sheet(tmp_path, "name\nAcme\nBeta\n")
    assert [cells for _, cells in found.rows()] == [["Acme"], ["Beta"]]


def test_a_sep_line_is_believed_and_counted_as_a_line(tmp_path: Path) -> None:
    found = sheet(tmp_path, "sep=!\nname!tier\nAcme, Inc!key\n")
    assert list(found.rows()) == [(3, ["Acme, Inc", "key"])]


def test_notes_above_the_header_are_left_out(tmp_path: Path) -> None:
    content = (
        'Notes:\n"Some addresses, you may notice, are missing."\n\nFirst Name,Last Name,Email\nJane,Orr,\n'
    )
    found = sheet(tmp_path, content)
    assert found.headers == ["First Name", "Last Name", "Email"]
    assert list(found.rows()) == [(5, ["Jane", "Orr", ""])]


def test_a_row_that_holds_a_word_of_a_header_is_not_the_header(tmp_path: Path) -> None:
    found = sheet(tmp_path, "Firma,Ort,X\nemail,company,name\n")
    assert found.headers == ["Firma", "Ort", "X"]


def test_footers_are_left_out_only_at_the_end_after_a_blank_line(tmp_path: Path) -> None:
    content = "name,tier\nAcme,key\n\nBeta,light\n\n\nReport: My accounts\nCopyright (c) 2026\n"
    found = sheet(tmp_path, content)
    assert [cells[0] for _, cells in found.rows()] == ["Acme", "Beta"]
    assert found.footers == 2


@pytest.mark.parametrize("last", ["Total Energies SE,key", "Total Energies SE,", "Summe Bau GmbH,light"])
def test_a_customer_whose_name_looks_like_a_total_stays(tmp_path: Path, last: str) -> None:
    found = read(tmp_path, f"name,tier\nAcme,key\n\n{last}\n")
    assert [cells[0] for cells in found] == ["Acme", last.split(",")[0]]


@pytest.mark.parametrize(
    "last", ["Total,12", "Grand Total:,", '"Copyright (c) 2026 Example, Inc.",', "Filtered By: all"]
)
def test_totals_and_last_words_are_footers(tmp_path: Path, last: str) -> None:
    assert read(tmp_path, f"name,tier\nAcme,key\n\n{last}\n") == [["Acme", "key"]]


def test_a_total_without_a_blank_line_before_it_is_a_row(tmp_path: Path) -> None:
    assert read(tmp_path, "name,tier\nAcme,key\nTotal,12\n") == [["Acme", "key"], ["Total", "12"]]


def test_lines_are_those_of_the_file_whatever_cells_hold(tmp_path: Path) -> None:
    content = 'name,tier\r\n"two\r\nlines",key\r\n\r\n"a\nb\nc",light\r\nlast,key\r\n'
    assert [line for line, _ in sheet(tmp_path, content).rows()] == [2, 5, 8]


def test_rows_that_are_read_together_are_those_that_are_read_one_by_one(tmp_path: Path) -> None:
    """Cells of several lines, blank lines, notes and closing lines in a file of some thousand rows."""
    lines, expected, at = ["A report", "", "name,tier"], [], 4
    for number in range(2 * CHUNK + 7):
        inner = "\n".join(f"line {n}" for n in range(number % 5 + 1))
        lines.append(f'"{inner}",key')
        expected.append((at, [inner, "key"]))
        at += number % 5 + 1
        if number % 700 == 0:
            lines.append("")
            at += 1
    found = sheet(tmp_path, "\n".join([*lines, "", "Total records: 2007", ""]))
    assert list(found.rows()) == expected
    assert found.footers == 1
    assert [len(chunk) for chunk in chunks(found)] == [CHUNK, CHUNK, 7]
    rest = '"' + "x" * (LONGEST_CELL + 1) + '",key'
    broken = sheet(tmp_path, "\n".join([*lines, rest, "last,key"]))
    with pytest.raises(BadValue, match=rf"line {at}: a cell over 1 MB"):
        list(broken.rows())


def test_a_second_column_of_the_same_name_gets_a_number() -> None:
    assert unique_headers(["Phone", "Phone", "", " Phone (2)", "Phone"]) == [
        "Phone",
        "Phone (3)",
        "column 3",
        "Phone (2)",
        "Phone (4)",
    ]


def test_a_cell_of_a_megabyte_is_read_and_a_larger_one_refused(tmp_path: Path) -> None:
    assert len(read(tmp_path, f'name,tier\n"{"x" * 1_000_000}",key\n')[0][0]) == 1_000_000
    with pytest.raises(BadValue, match="line 3: a cell over 1 MB"):
        read(tmp_path, f'name,tier\nAcme,key\n"{"x" * 1_100_000}",key\n')


def test_a_row_of_a_million_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match=r"line 2: 1,000,001 cells in a row"):
        read(tmp_path, "name,tier\n" + "," * 1_000_000 + "\n")
    with pytest.raises(BadValue, match="cells in a row"):
        sheet(tmp_path, "name" + ",x" * 1_000_000 + "\n")


def test_a_line_without_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="line 2: longer than 16 MB"):
        sheet(tmp_path, b"name,tier\n" + b"x" * (20 << 20))


def test_a_quote_that_never_closes_is_refused_rather_than_swallowing_the_rest(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="line 3: a quote is opened and never closed"):
        read(tmp_path, 'name,tier\nAcme,key\n"Beta,light\nGamma,key\n')


def test_nul_bytes_are_refused_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="line 3: a NUL byte"):
        sheet(tmp_path, b"name,tier\nAcme,key\nBe\x00ta,light\n")


ODF = "application/vnd.oasis.opendocument."


def zip_of(*names: str, mimetype: str = "") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (zip_of("content.xml"), "an OpenDocument file"),
        (zip_of("content.xml", mimetype=f"{ODF}chart"), "an OpenDocument file"),
        (zip_of("content.xml", mimetype=f"{ODF}text"), r"an OpenDocument text \(.odt\)"),
        (zip_of("content.xml", mimetype=f"{ODF}graphics"), r"an OpenDocument drawing \(.odg\)"),
        (zip_of("content.xml", mimetype=f"{ODF}presentation-template"), "an OpenDocument presentation"),
        (zip_of("META-INF/container.xml", mimetype="application/epub+zip"), "a book"),
        (zip_of("[Content_Types].xml", "xl/workbook.bin"), "an Excel binary workbook"),
        (zip_of("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (zip_of("[Content_Types].xml", "word/document2.xml"), "a Word document"),
        (zip_of("[Content_Types].xml", "ppt/presentation.xml"), "a PowerPoint presentation"),
        (zip_of("Index/Document.iwa", "preview.jpg"), "a Numbers, Pages or Keynote document"),
        (zip_of("Customers.numbers/Index.zip"), "a Numbers, Pages or Keynote document"),
        (zip_of("accounts.csv"), "a zip archive"),
        (zip_of("word/notes.txt", "index/a.csv", mimetype="x"), "a zip archive"),
        (zip_of(mimetype="x")[:-9], "a damaged zip archive"),
        (b"PK\x03\x04 cut short", "a damaged zip archive"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "an SQLite database"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"BEGIN:VCARD\nVERSION:3.0\n", "a vCard file"),
        (b"BEGIN:VCALENDAR\n", "a calendar"),
        (b"<html><table><tr><td>name</td></tr></table>", "a web page"),
        (b'[{"name": "Acme"}]', "JSON"),
        (b"Received: from mail.example by mx.example\n", "email, not CSV"),
    ],
)
def test_a_file_that_is_no_table_is_called_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(BadValue, match=f"file.csv is {what}"):
        sheet(tmp_path, content)


def test_a_workbook_that_import_does_not_read_has_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(BadValue) as refused:
        sheet(tmp_path, zip_of("[Content_Types].xml", "xl/workbook.bin"))
    assert refused.value.message == "file.csv is an Excel binary workbook (.xlsb), not .xlsx or CSV."
    assert refused.value.hint == "Save it as .xlsx and import that."


def test_a_kind_that_is_packed_into_much_is_not_unpacked(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"opendocument.text" + b"x" * (64 << 20))
    with pytest.raises(BadValue, match="an OpenDocument text"):
        sheet(tmp_path, target.getvalue())


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    for content in (b"", b"\n\n", codecs.BOM_UTF8):
        with pytest.raises(BadValue, match="nothing to import"):
            sheet(tmp_path, content)


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8)
)


@given(
    table=TABLES,
    separator=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    ending=st.sampled_from(["\r\n", "\n"]),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_any_table_that_csv_writes_reads_back(
    table: list[list[str]], separator: str, quoting: int, ending: str, codec: str, tmp_path_factory
) -> None:
    width = len(table[0]) if table else 1
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, quoting=quoting, lineterminator=ending)
    # A first column that is never blank, so that no row can be taken for a blank line or a footer.
    writer.writerow(["account", *(f"h{place}" for place in range(width))])
    for number, cells in enumerate(table):
        writer.writerow([f"row {number}", *cells])
    # Where lines end with LF, csv.writer leaves a CR unquoted; every reader takes that for the end of
    # a line, and at the end of a row it even becomes CR LF: what was meant is not in the file any more.
    assume(
        not (quoting == csv.QUOTE_MINIMAL and ending == "\n" and any("\r" in "".join(row) for row in table))
    )
    text = target.getvalue()
    folder = tmp_path_factory.mktemp("table")
    found = sheet(folder, text.encode(codec), codec)
    assert [cells for _, cells in found.rows()] == [[f"row {n}", *cells] for n, cells in enumerate(table)]
