"""What a file is made of: text in which encoding, or something that is no text table at all.

Decides by content alone: byte order mark, strict UTF-8, UTF-16 without a mark, Windows-1252.
Statistical detectors are left out on purpose: they take real exports for another code page.
Not for separators and rows (sheet.py).
"""

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from amcli.errors import BadValue
from amcli.hints import NamedTuple

CHUNK = 1 << 20
LONGEST_LINE = 16 * CHUNK

# First bytes → what the file is, and what to do instead.
SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF document", "Export the table as CSV instead."),
    (b"SQLite format 3\x00", "an SQLite database", "Export its tables as CSV instead."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first: gunzip FILE"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\x89PNG", "a picture (PNG)", "Import takes tables of text."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Import takes tables of text."),
    (b"\x7fELF", "a program", "Import takes tables of text."),
)

# What a zip archive is by the names in it, and by the kind that it states first (`mimetype`).
COPY = "Copy its table into a spreadsheet and save that as .xlsx or CSV."
SPREADSHEETS = "Import takes spreadsheets (.ods) and CSV."
MEMBERS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        re.compile(r"xl/workbook.*\.bin"),
        "an Excel binary workbook (.xlsb)",
        "Save it as .xlsx and import that.",
    ),
    (re.compile(r"word/document.*\.xml"), "a Word document", COPY),
    (re.compile(r"ppt/presentation.*\.xml"), "a PowerPoint presentation", COPY),
    (
        re.compile(r"Index/.*\.iwa|.*\.numbers/.*"),
        "a Numbers, Pages or Keynote document",
        "Export it from Numbers as Excel or CSV and import that.",
    ),
    (re.compile(r"content\.xml"), "an OpenDocument file", SPREADSHEETS),
)
STATED: tuple[tuple[bytes, str, str], ...] = (
    (b"opendocument.text", "an OpenDocument text (.odt)", COPY),
    (b"opendocument.presentation", "an OpenDocument presentation (.odp)", COPY),
    (b"opendocument.graphics", "an OpenDocument drawing (.odg)", COPY),
    (b"opendocument", "an OpenDocument file", SPREADSHEETS),
    (b"epub", "a book (EPUB)", "Import takes workbooks (.xlsx, .xls, .ods) and CSV."),
)

# The same for files that are text, but no table.
TEXT_SIGNATURES: tuple[tuple[str, str, str], ...] = (
    ("begin:vcard", "a vCard file", "Export the address book as CSV instead."),
    ("begin:v", "a calendar", "Import takes CSV."),
    ("<!doctype html", "a web page", "Some programs call it .xls: open it and save the sheet as CSV."),
    ("<html", "a web page", "Some programs call it .xls: open it and save the sheet as CSV."),
    ("<?xml", "an XML document", "Save or export the table as CSV."),
    ("{\\rtf", "a rich text document", "Save or export the table as CSV."),
    ("%!ps", "a PostScript document", "Save or export the table as CSV."),
)

LABELS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with BOM",
    "utf-16": "UTF-16",
    "utf-32": "UTF-32",
    "utf-16-le": "UTF-16 without BOM",
    "utf-16-be": "UTF-16 without BOM",
    "cp1252": "Windows-1252",
}

_JSON = re.compile(r'\[\s*[\[{]|\{\s*["}]')
_MAIL = re.compile(
    r"from \S+.* \d\d:\d\d|(return-path|received|delivered-to|message-id|mime-version|x-[a-z-]+): "
)
_BREAK = re.compile(r"\r\n|\r|\n")


class Encoding(NamedTuple):
    """The codec to open a file with, and the words for it."""

    codec: str
    label: str


class _Trouble(NamedTuple):
    line: int
    what: str
    undecodable: bool


def detect(path: Path, name: str, forced: str | None = None) -> Encoding:
    """Say how `path` is encoded, having read all of it once. `forced` is what the user named.

    Raises BadValue for a file that cannot be read, is no text, or has NUL bytes or a line over 16 MB.
    """
    head = _head(path, name)
    _refuse_binary(path, name, head)
    tried = [_forced(forced)] if forced else _candidates(head)
    first: _Trouble | None = None
    for codec in tried:
        trouble = _scan(path, codec)
        if trouble is None:
            _refuse_other_text(name, head.decode(codec, "replace"))
            return Encoding(codec, LABELS.get(codec, codec))
        if not trouble.undecodable:
            raise BadValue(f"{name}: line {trouble.line}: {trouble.what}.", trouble_hint(trouble.what))
        first = first or trouble
    assert first is not None
    raise BadValue(
        f"{name}: line {first.line} is not {LABELS.get(tried[0], tried[0])}.",
        "Say which encoding it is: --encoding cp1250 (or utf-8, latin-1, mac-roman, shift-jis, ...)",
    )


def trouble_hint(what: str) -> str:
    """What to do about a file that is damaged in the way `what` says."""
    if "NUL" in what:
        return "The file is damaged or isn't text. Export it again, as CSV."
    return "Is this really a table? Export it again, as CSV."


def wide(head: bytes) -> str | None:
    """The UTF-16 codec that a file's first letter shows, with a mark or without; None where it is none."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if len(head) < 2 or (head[0] == 0) == (head[1] == 0):
        return None
    return "utf-16-be" if head[0] == 0 else "utf-16-le"


def _head(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as handle:
            return handle.read(1 << 16)
    except IsADirectoryError:
        raise BadValue(f'"{name}" is a folder; import takes files.') from None
    except FileNotFoundError:
        raise BadValue(f'no such file: "{name}".') from None
    except OSError as error:
        raise BadValue(f'"{name}" can\'t be read: {error.strerror}.') from None


def _refuse_binary(path: Path, name: str, head: bytes) -> None:
    if not head.strip(b"\x00 \t\r\n"):
        raise BadValue(f"{name} is empty: nothing to import.")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        what, hint = _inside_zip(path)
        raise BadValue(f"{name} is {what}, not .xlsx or CSV.", hint)
    for mark, what, hint in SIGNATURES:
        if head.startswith(mark):
            raise BadValue(f"{name} is {what}, not CSV.", hint)


def _inside_zip(path: Path) -> tuple[str, str]:
    """Tell by the list of names and the kind that it states; no more is unpacked, so a bomb stays asleep."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            stated = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return "a damaged zip archive", "Export the table as CSV instead."
    for kind, what, hint in STATED:
        if kind in stated:
            return what, hint
    for member, what, hint in MEMBERS:
        if any(map(member.fullmatch, names)):
            return what, hint
    return "a zip archive", "Unpack it and import the files in it."


def _refuse_other_text(name: str, head: str) -> None:
    start = head.lstrip("\ufeff \t\r\n")[:64].lower()
    if _MAIL.match(start):
        raise BadValue(f"{name} is email, not CSV.", "Import takes CSV.")
    if _JSON.match(start):
        raise BadValue(f"{name} is JSON, not CSV.", "Make it one object per line: jq -c .[] FILE")
    if start.startswith("<!doctype html") and "exported data" in head[:2000].lower():
        raise BadValue(f"{name} is a Telegram export as HTML.", "Export the chat again, as JSON.")
    for mark, what, hint in TEXT_SIGNATURES:
        if start.startswith(mark):
            raise BadValue(f"{name} is {what}, not CSV.", hint)


def _forced(encoding: str) -> str:
    try:
        info = codecs.lookup(encoding)
        if not info._is_text_encoding:
            raise LookupError
    except (LookupError, ValueError):
        raise BadValue(
            f'--encoding "{encoding}": no such encoding.',
            "For example: utf-8, utf-16, cp1252, cp1250, latin-1, mac-roman, shift-jis",
        ) from None
    return "utf-8-sig" if info.name == "utf-8" else info.name


def _candidates(head: bytes) -> list[str]:
    if head.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return ["utf-32"]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    return _bare_utf16(head) or ["utf-8", "cp1252"]


def _bare_utf16(head: bytes) -> list[str] | None:
    """UTF-16 without a mark shows itself by zero bytes on one side of its pairs only."""
    even, odd = head[0::2], head[1::2]
    zeros = (even.count(0), odd.count(0))
    if (zeros[0] == 0) == (zeros[1] == 0):
        return None
    codec = "utf-16-be" if zeros[0] else "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(codec, "replace")
    # A stray NUL in plain text also sits on one side, but then no line break comes out.
    likely = _BREAK.search(text) is not None or max(zeros) * 3 > len(odd)
    return [codec] if likely else None


def _scan(path: Path, codec: str) -> _Trouble | None:
    """Decode the whole file strictly; the first thing that is wrong with it, or None."""
    line, length = 1, 0
    for text in _pieces(path, codec):
        if isinstance(text, UnicodeError):
            return _Trouble(line + _undecodable_after(path, codec, line), "", True)
        nul = text.find("\0")
        if nul >= 0:
            return _Trouble(line + _breaks(text[:nul]), "a NUL byte", False)
        last = max(text.rfind("\n"), text.rfind("\r"))
        length = len(text) - last - 1 if last >= 0 else length + len(text)
        line += _breaks(text)
        if length > LONGEST_LINE:
            return _Trouble(line, "longer than 16 MB", False)
    return None


def _breaks(text: str) -> int:
    # CR LF is one break; a file that has only CR (old Macs) counts by those.
    newlines = text.count("\n")
    return newlines if newlines else text.count("\r")


def _pieces(path: Path, codec: str) -> Iterator[str | UnicodeError]:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    with path.open("rb") as handle:
        while True:
            chunk = handle.read(CHUNK)
            try:
                yield decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                yield error
                return
            if not chunk:
                return


def _undecodable_after(path: Path, codec: str, line: int) -> int:
    """Lines from the start of the failing piece to the byte that cannot be decoded."""
    seen = 1
    with path.open(encoding=codec, errors="replace", newline="") as handle:
        for number, text in enumerate(handle, start=1):
            seen = number
            if number >= line and "\ufffd" in text:
                break
    return seen - line
