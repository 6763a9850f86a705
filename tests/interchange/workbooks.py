"""Workbooks made by hand, part by part, so that a test can say what spreadsheet programs write, and what none
does."""

import datetime as dt
import io
import struct
import zipfile
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

DAY_ONE = dt.datetime(1899, 12, 30)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
# The styles of cells: plain, a day, a day with its time, a duration, per cent.
STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="3">
<numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd hh:mm"/>
<numFmt numFmtId="166" formatCode="[h]:mm:ss"/></numFmts>
<cellStyleXfs count="1"><xf numFmtId="9"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0"/>
<xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="9"/></cellXfs></styleSheet>"""


class Error(NamedTuple):
    """A cell that says what went wrong."""

    text: str


class Formula(NamedTuple):
    """A formula with its result; None where it was never worked out."""

    text: str
    result: str | float | None = None


class Share(NamedTuple):
    """A number shown in per cent."""

    value: float


Cells = list[list[Any]]


def xlsx(
    sheets: dict[str, Cells],
    *,
    states: dict[str, str] | None = None,
    hidden: tuple[int, ...] = (),
    columns: str = "",
    stale: bool = False,
    parts: dict[str, str] | None = None,
) -> bytes:
    """An .xlsx file. `states` hides sheets, `hidden` rows of all; `columns` is the XML of `<cols>`; `parts`
    are written instead of others."""
    listed, related, made = [], [], {}
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        state = (states or {}).get(name, "visible")
        listed.append(f'<sheet name="{escape(name)}" sheetId="{number}" state="{state}" r:id="rId{number}"/>')
        related.append(relation(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml"))
        made[f"xl/worksheets/sheet{number}.xml"] = sheet_xml(rows, hidden, columns)
    related.append(relation("rId0", "styles", "/xl/styles.xml"))
    calculated = '<calcPr fullCalcOnLoad="1"/>' if stale else ""
    book = f"<sheets>{''.join(listed)}</sheets>{calculated}"
    made["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{book}</workbook>'
    made["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(related)}</Relationships>'
    )
    main = relation("rId1", "officeDocument", "xl/workbook.xml")
    made["_rels/.rels"] = f'<Relationships xmlns="{PACKAGE}/relationships">{main}</Relationships>'
    made["xl/styles.xml"] = STYLES
    made["[Content_Types].xml"] = f'<Types xmlns="{PACKAGE}/content-types"/>'
    return zipped({**made, **(parts or {})})


def relation(name: str, kind: str, target: str) -> str:
    """How one part names another."""
    return f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{target}"/>'


def zipped(parts: dict[str, str]) -> bytes:
    """An archive of texts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def sheet_xml(rows: Cells, hidden: tuple[int, ...] = (), columns: str = "") -> str:
    """The XML of a sheet; None is a cell that isn't there."""
    lines = []
    for line, cells in enumerate(rows, start=1):
        named = [
            cell_xml(f"{letter(place)}{line}", cell) for place, cell in enumerate(cells) if cell is not None
        ]
        hides = ' hidden="1"' if line in hidden else ""
        lines.append(f'<row r="{line}"{hides}>{"".join(named)}</row>')
    shown = f"<cols>{columns}</cols>" if columns else ""
    return f'<worksheet xmlns="{MAIN}">{shown}<sheetData>{"".join(lines)}</sheetData></worksheet>'


def letter(place: int) -> str:
    """The name of one of the first 26 columns."""
    return chr(65 + place)


def cell_xml(name: str, cell: Any) -> str:
    """The XML of a cell."""
    if isinstance(cell, Error):
        return f'<c r="{name}" t="e"><f>1/0</f><v>{cell.text}</v></c>'
    if isinstance(cell, Formula):
        kind = ' t="str"' if isinstance(cell.result, str) else ""
        return (
            f'<c r="{name}"{kind}><f>{cell.text}</f><v>{"" if cell.result is None else cell.result}</v></c>'
        )
    if isinstance(cell, bool):
        return f'<c r="{name}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{name}" t="inlineStr"><is><t xml:space="preserve">{escape(cell)}</t></is></c>'
    style, number = serial(cell)
    return f'<c r="{name}" s="{style}"><v>{number!r}</v></c>'


def serial(cell: Any) -> tuple[int, float]:
    """The style and the number of a cell."""
    if isinstance(cell, Share):
        return 4, cell.value
    if isinstance(cell, dt.timedelta):
        return 3, cell / dt.timedelta(days=1)
    if isinstance(cell, dt.datetime):
        return 2, (cell - DAY_ONE) / dt.timedelta(days=1)
    if isinstance(cell, dt.date):
        return 1, (cell - DAY_ONE.date()).days
    return 0, cell


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = "".join(f' xmlns:{each}="{OFFICE}{each}:1.0"' for each in ("office", "table", "text"))


def ods(tables: str) -> bytes:
    """An .ods file of tables in XML."""
    calc = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"<office:document-content{NAMES}{calc}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{OFFICE}manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def ods_table(name: str, rows: Cells) -> str:
    """A table in XML."""
    lines = (f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>" for cells in rows)
    return f'<table:table table:name="{name}">{"".join(lines)}</table:table>'


def ods_cell(cell: Any) -> str:
    """A cell in XML."""
    if cell is None:
        return "<table:table-cell/>"
    told, text = ods_value(cell)
    return (
        f"<table:table-cell {told}/>"
        if text is None
        else (f"<table:table-cell {told}><text:p>{escape(text)}</text:p></table:table-cell>")
    )


def ods_value(cell: Any) -> tuple[str, str | None]:
    """The attributes and the text of a cell."""
    if isinstance(cell, Error):
        said = f'office:value-type="string" office:string-value="{cell.text}" calcext:value-type="error"'
        return f'table:formula="of:=1/0" {said}', cell.text
    if isinstance(cell, Formula):
        return f'table:formula="of:={cell.text}"', None
    if isinstance(cell, Share):
        return f'office:value-type="percentage" office:value="{cell.value}"', f"{cell.value:.0%}"
    if isinstance(cell, dt.date):
        return f'office:value-type="date" office:date-value="{cell}"', cell.isoformat()
    if isinstance(cell, int | float):
        return f'office:value-type="float" office:value="{cell}"', str(cell)
    return 'office:value-type="string"', cell


def xls(name: str, rows: Cells) -> bytes:
    """An .xls file (BIFF8) with one sheet of texts and numbers, in the container of old Office documents."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def text(value: str, count: str) -> bytes:
        return struct.pack(f"<{count}B", len(value), 1) + value.encode("utf-16-le")

    cells = b""
    for line, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                cells += record(0x204, struct.pack("<HHH", line, place, 0) + text(cell, "H"))
            elif cell is not None:
                cells += record(0x203, struct.pack("<HHHd", line, place, 0, cell))
    begin = struct.pack("<HHHHII", 0x600, 0x5, 0, 0, 0, 0)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0)) + cells + record(0x0A, b"")
    named = struct.pack("<BB", 0, 0) + text(name, "B")
    offset = len(record(0x809, begin)) + 4 + 4 + len(named) + 4
    globals_ = record(0x809, begin) + record(0x85, struct.pack("<I", offset) + named) + record(0x0A, b"")
    return container("Workbook", globals_ + sheet)


def container(name: str, stream: bytes) -> bytes:
    """A compound file with one stream, as old Office documents are."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    table = [0xFFFFFFFD, end, *range(3, count + 2), end]
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\0" * 16, 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, end, 0, end, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *([free] * 108))

    def entry(of: str, kind: int, child: int, start: int, size: int) -> bytes:
        named = (of + "\0").encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            named,
            len(named),
            kind,
            1,
            free,
            free,
            child,
            b"\0" * 16,
            0,
            0,
            0,
            start,
            size,
        )

    entries = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(stream))
    entries += 2 * entry("", 0, free, 0, 0)
    return header + struct.pack("<128I", *table, *([free] * (128 - len(table)))) + entries + stream
