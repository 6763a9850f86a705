"""What the XML of an .xlsx says of a sheet that the library which reads its cells does not: errors, formulas
that were never worked out, hidden rows and columns, cells in per cent, and how large it would be in memory.

A sheet is looked through once, in pieces of whole rows, by patterns: a parser's call for each cell takes five
times as long as reading them. Not for the values of cells (workbook.py).
"""

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from xml.parsers import expat
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zipfile import ZipFile


CHUNK = 1 << 20
LONGEST_ROW = 64 << 20
# What is kept of a sheet is every cell between the first and the last, the empty ones too.
MOST_CELLS = 12_000_000
MOST_BYTES = 2 << 30
MOST_TIMES = 250
COUNTED_FROM = 64 << 20
DAMAGED = "is damaged"
ERROR = "#ERROR!"
PER_CENT_FORMATS = frozenset({"9", "10"})

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_CELLS = tuple(b"<c" + end for end in (b" ", b">", b"/", b"\n", b"\t", b"\r"))
_PLACE = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_FILLED = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/])?>')
_WRONG = re.compile(rb'<c ([^>]*\bt="e"[^>]*)>(.*?)</c>', re.DOTALL)
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*><f[\s>/]')
_UNWORKED = re.compile(
    rb"<c ([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|<v [^>]*/>|</c>)"
)
_HIDDEN_ROW = re.compile(rb'<row (?:[^>]*?\s)?hidden="(?:1|true)"(?:[^>]*[^/])?>')
_HIDDEN_COLUMN = re.compile(rb'<col ([^>]*\bhidden="(?:1|true)"[^>]*)>')
# What is put in order where a program writes it otherwise: a namespace's prefix, a cell without its name.
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(\w+)([^>]*)>")
_PAIR = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Found(NamedTuple):
    """What a sheet holds besides values, by its rows from 1 and its columns from 0. `unworked` is the first
    cell whose formula was never worked out."""

    errors: dict[int, dict[int, str]]
    per_cent: dict[int, set[int]]
    unworked: str
    hidden_rows: int
    hidden_columns: int


class Book(NamedTuple):
    """An .xlsx file's parts: the sheets' by their names, the styles that are in per cent, and whether its
    formulas are to be worked out by whoever opens it."""

    sheets: dict[str, str]
    per_cent: frozenset[str]
    stale: bool


class Box:
    """The part of a sheet that has something in it, from its first cell on."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0

    def copy(self) -> "Box":
        made = Box()
        made.rows, made.columns = self.rows, self.columns
        return made

    def take_all(self, cells: list[tuple[bytes, bytes]]) -> None:
        """Count cells by letters and figures of their names. Raises BadValue where one lies too far out."""
        if cells:
            columns = {column_number(letters.decode()) for letters in {each[0] for each in cells}}
            self.take(max(map(int, {each[1] for each in cells})), max(columns))

    def take(self, row: int, column: int) -> None:
        """Count a cell. Raises BadValue for one that lies too far out."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column + 1)
        if self.rows * self.columns > MOST_CELLS:
            size = f"{self.rows:,} rows and {self.columns:,} columns"
            raise BadValue(f"has {size}, more than {MOST_CELLS:,} cells")


class Scan:
    """A sheet while it is looked through."""

    def __init__(self, book: Book) -> None:
        self._stale = book.stale
        styles = b"|".join(each.encode() for each in sorted(book.per_cent))
        self._per_cent = (
            re.compile(rb'<c ([^>]*\bs="(?:' + styles + rb')"(?:[^>]*[^/])?)>') if styles else None
        )
        self._box = Box()
        self._errors: dict[int, dict[int, str]] = {}
        self._shares: dict[int, set[int]] = {}
        self._unworked = ""
        self._hidden_rows = 0
        self._hidden: list[tuple[int, int]] = []
        self._at = (0, -1)

    def read(self, pieces: Iterator[bytes]) -> Found:
        """Look through the whole of it. Raises BadValue with what is wrong with it."""
        rest = b""
        for piece in pieces:
            if not rest and piece[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise BadValue(DAMAGED)
            rest += piece
            if len(rest) > LONGEST_ROW:
                raise BadValue(f"has a row of more than {LONGEST_ROW >> 20} MB")
            if (end := max(rest.rfind(b"</row>"), rest.rfind(b":row>"))) >= 0:
                end = rest.index(b">", end) + 1
                self._rows(rest[:end])
                rest = rest[end:]
        self._rows(rest)
        return self._found()

    def _rows(self, block: bytes) -> None:
        if b"<!" in block and (b"<!DOCTYPE" in block or b"<!ENTITY" in block):
            raise BadValue(DAMAGED)
        if sum(map(block.count, _CELLS)) != block.count(b'<c r="') or b":c" in block or b":f" in block:
            block = self._in_order(block)
        self._measure(block)
        self._hidden_rows += len(_HIDDEN_ROW.findall(block)) if b"hidden=" in block else 0
        for match in _HIDDEN_COLUMN.finditer(block):
            first, last = (int(attribute(match[1], name) or 0) for name in ("min", "max"))
            self._hidden.append((first, last))
        if b't="e"' in block:
            for match in _WRONG.finditer(block):
                self._take_error(match)
        if self._per_cent is not None:
            for match in self._per_cent.finditer(block):
                if attribute(match[1], "t") in ("", "n"):
                    row, column = place_of(match[1])
                    self._shares.setdefault(row, set()).add(column)
        if b"<f" in block and not self._unworked:
            self._take_formulas(block)

    def _measure(self, block: bytes) -> None:
        """Count what the rows fill, by all of their cells; by those with something in them where that is too
        much, since whole columns may have a form and no content."""
        try:
            box = self._box.copy()
            box.take_all(_PLACE.findall(block))
        except BadValue:
            box = self._box.copy()
            box.take_all(_FILLED.findall(block))
        self._box = box

    def _take_error(self, match: re.Match[bytes]) -> None:
        row, column = place_of(match[1])
        said = _VALUE.search(match[2])
        text = said[1].decode("utf-8", "replace").strip() if said else ""
        self._errors.setdefault(row, {})[column] = text or ERROR

    def _take_formulas(self, block: bytes) -> None:
        """Note the first formula without a value. One that gives a text may give an empty one."""
        if self._stale and (first := _FORMULA.search(block)):
            self._unworked = first[1].decode()
        for match in _UNWORKED.finditer(block):
            if attribute(match[1], "t") != "str":
                self._unworked = self._unworked or attribute(match[1], "r")

    def _in_order(self, block: bytes) -> bytes:
        """Rows in the form in which most programs write them: without prefixes, each cell with its name."""

        def ordered(match: re.Match[bytes]) -> bytes:
            slash, name, rest = match.groups()
            if slash or name not in (b"row", b"c"):
                return b"<" + slash + name + rest + b">"
            told = {key: double or single for key, double, single in _PAIR.findall(rest)}
            row, column = self._at
            if name == b"row":
                self._at = (int(told.get(b"r", b"%d" % (row + 1))), -1)
            elif b"r" not in told:
                self._at = (row, column + 1)
                told = {b"r": f"{column_letters(column + 1)}{row}".encode(), **told}
            else:
                self._at = place_of(b'r="' + told[b"r"] + b'"')
                told = {b"r": told.pop(b"r"), **told}
            said = b"".join(b' %s="%s"' % pair for pair in told.items())
            return b"<" + name + said + (b"/>" if rest.endswith(b"/") else b">")

        return _TAG.sub(ordered, block)

    def _found(self) -> Found:
        hidden: set[int] = set()
        for first, last in self._hidden:
            hidden.update(range(max(first, 1), min(last, self._box.columns) + 1))
        return Found(self._errors, self._shares, self._unworked, self._hidden_rows, len(hidden))


class Parts:
    """Takes a small part of a workbook apart; `handlers` are by the elements that they are for."""

    def __init__(self, handlers: dict[str, Callable[[dict[str, str]], None]]) -> None:
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._handlers = handlers

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if (handler := self._handlers.get(name.rpartition(":")[2])) is not None:
            handler(attributes)

    def _refuse(self, *_: object) -> None:
        raise BadValue(DAMAGED)  # what declares entities was written by no spreadsheet

    def read(self, pieces: Iterator[bytes]) -> None:
        """Read a part through. Raises BadValue with what is wrong with it."""
        try:
            for piece in pieces:
                self._parser.Parse(piece, False)
            self._parser.Parse(b"", True)
        except (ExpatError, LookupError, ValueError):  # also of an encoding that nobody knows
            raise BadValue(DAMAGED) from None


def unpacked(archive: "ZipFile", part: str) -> Iterator[bytes]:
    """A part in pieces, counted while it is unpacked. Raises BadValue: it is damaged, or too large."""
    written = 0
    try:
        packed = archive.getinfo(part).compress_size
        with archive.open(part) as handle:
            while piece := handle.read(CHUNK):
                written += len(piece)
                if written > MOST_BYTES or (written > COUNTED_FROM and written > packed * MOST_TIMES):
                    raise BadValue(f"is unpacked into more than {written >> 20:,} MB")
                yield piece
    except (BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError, RuntimeError):
        raise BadValue(DAMAGED) from None


def book_of(archive: "ZipFile") -> Book:
    """What a workbook says of its sheets. Raises BadValue with what is wrong with it."""
    main = next(iter(related(archive, "", "officeDocument").values()), "xl/workbook.xml")
    ids: dict[str, str] = {}
    stale: list[bool] = []

    def sheet(told: dict[str, str]) -> None:
        ids[told.get("name", "")] = next((told[name] for name in told if name.endswith(":id")), "")

    def formulas(told: dict[str, str]) -> None:
        stale.append(told.get("fullCalcOnLoad") in ("1", "true"))

    Parts({"sheet": sheet, "calcPr": formulas}).read(unpacked(archive, main))
    parts = related(archive, main, "worksheet")
    styles = next(iter(related(archive, main, "styles").values()), None)
    found = {name: parts.get(key, "") for name, key in ids.items()}
    return Book(found, per_cent_styles(archive, styles) if styles else frozenset(), any(stale))


def related(archive: "ZipFile", part: str, kind: str) -> dict[str, str]:
    """The parts of a kind that another one, or the whole archive, names: by their ids there."""
    found: dict[str, str] = {}
    folder, name = str(PurePosixPath(part).parent), PurePosixPath(part).name

    def relation(told: dict[str, str]) -> None:
        if told.get("Type", "").rpartition("/")[2] == kind:
            target = told.get("Target", "")
            whole = target if target.startswith("/") else str(PurePosixPath(folder) / target)
            found[told.get("Id", "")] = normpath(whole).lstrip("/")

    Parts({"Relationship": relation}).read(
        unpacked(archive, str(PurePosixPath(folder) / "_rels" / f"{name}.rels"))
    )
    return found


def per_cent_styles(archive: "ZipFile", part: str) -> frozenset[str]:
    """The numbers of the styles that show a number in per cent."""
    formats, used = set(PER_CENT_FORMATS), list[str]()
    lists: list[str] = []

    def own(told: dict[str, str]) -> None:
        if "%" in _LITERAL.sub("", told.get("formatCode", "")):
            formats.add(told.get("numFmtId", ""))

    def style(told: dict[str, str]) -> None:
        if lists[-1:] == ["cellXfs"]:
            used.append(told.get("numFmtId", ""))

    begins = {name: lambda _, name=name: lists.append(name) for name in ("cellStyleXfs", "cellXfs", "dxfs")}
    Parts({"numFmt": own, "xf": style, **begins}).read(unpacked(archive, part))
    return frozenset(str(place) for place, number in enumerate(used) if number in formats)


def attribute(tag: bytes, name: str) -> str:
    """The value of an attribute of a tag; "" where it has none."""
    found = re.search(rf"\b{name}=[\"']([^\"']*)".encode(), tag)
    return found[1].decode("utf-8", "replace") if found else ""


def place_of(tag: bytes) -> tuple[int, int]:
    """The row and the column of a cell, by its name. Raises BadValue."""
    found = re.fullmatch(r"([A-Z]{1,3})(\d{1,7})", attribute(tag, "r"))
    if found is None:
        raise BadValue(DAMAGED)
    return int(found[2]), column_number(found[1])


def column_number(letters: str) -> int:
    """`A` is 0, `AA` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """0 is `A`, 26 is `AA`."""
    letters, number = "", number + 1
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(65 + place) + letters
    return letters
