"""The readers by name: what turns the cells of a column into values of the book.

Text stays as it is, but for the guard against spreadsheet formulas, which is taken off. A new
kind of value is one class and one entry in READERS. Not for days and numbers (days.py,
numbers.py), and not for which column is which field (kinds.py).
"""

import json
import re
from collections.abc import Iterable
from copy import deepcopy

from amcli.errors import BadValue
from amcli.hints import Any
from amcli.interchange.values.days import ClockReader, DayReader, HappenedReader, moment
from amcli.interchange.values.languages import NOTHING, is_nothing, yes_or_no
from amcli.interchange.values.localtime import local_of_seconds
from amcli.interchange.values.numbers import (
    AmountOrShareReader,
    AmountReader,
    DecimalReader,
    NumberReader,
    ShareReader,
    WholeReader,
    code_of,
)
from amcli.interchange.values.reader import Reader, UnreadableError, is_blank
from amcli.interchange.values.synonyms import bare, known_words
from amcli.rules import phones
from amcli.rules.dates import Duration, parse_notice
from amcli.rules.names import check_code, check_name, on_one_line

_NUMBER = re.compile(r"([0-9]{1,9})(?:[.,]0+)?")


class NoticeReader(Reader):
    """A column of notice periods; a number alone is days."""

    number = "d"

    def read(self, cell: str) -> Duration | None:
        """The period as it is said."""
        if is_blank(cell):
            return None
        number = _NUMBER.fullmatch(cell.strip())
        unit = self.unit.period if self.unit is not None else self.number
        try:
            return parse_notice(f"{number[1]}{unit}" if number else cell)
        except BadValue:
            raise UnreadableError("not a notice period") from None


class NoticeMonthsReader(NoticeReader):
    """A column of notice periods whose numbers are months."""

    number = "m"


_STAMP = re.compile(r"(\d{10})(\d{3})?")


class MomentReader(DayReader):
    """Gives `2026-03-02 09:05:00`, on the book's clock where the cell names a zone; `2026-03-02`
    without a time. Also reads the seconds since 1970 that phones write."""

    def read(self, cell: str) -> str | None:
        text = " ".join(cell.split())
        if stamp := _STAMP.fullmatch(text):
            return f"{local_of_seconds(int(stamp[1])):%Y-%m-%d %H:%M:%S}"
        day = super().read(cell)
        if not isinstance(day, str):
            return None
        found = moment(text, day, self.utc)
        return day if found is None else f"{found:%Y-%m-%d %H:%M:%S}"


TEXT_LIMIT = 1_000_000
YES_NO = ("yes", "no")
LONGEST_NOTHING = max(map(len, NOTHING))

_GUARD = re.compile(r"'+[=+\-@\t\r]")
_SPLIT = re.compile(r"\s*(?:;|:::|\n)\s*")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")


def unguarded(cell: str) -> str:
    """Take off one `'` of those that keep a spreadsheet from running a cell such as `'=SUM(A1)`, and import
    from taking `'None` for nothing."""
    if cell[:1] != "'" or not (_GUARD.match(cell) or is_nothing(cell.lstrip("'"))):
        return cell
    return cell[1:]


class TextReader(Reader):
    """Free text, kept to the letter."""

    def read(self, cell: str) -> Any:
        """The text without its formula guard."""
        if len(cell) > TEXT_LIMIT:
            raise UnreadableError("longer than 1,000,000 characters")
        return unguarded(cell)

    def column(self, cells: Iterable[str]) -> list[Any]:
        """As read(), without remembering: texts rarely repeat."""
        if self.other_words:
            return [self[cell] for cell in cells]
        return [
            None
            if not cell or cell.isspace()
            else (
                cell
                if len(cell) > LONGEST_NOTHING and len(cell) <= TEXT_LIMIT and cell[0] not in "'#"
                else self[cell]
            )
            for cell in cells
        ]


class WordReader(TextReader):
    """Short text, blanks at its ends taken off."""

    def column(self, cells: Iterable[str]) -> list[Any]:
        """As read(); what is of letters and digits alone, as ids are, is itself."""
        if self.other_words:
            return [self[cell] for cell in cells]
        return [
            cell
            if type(cell) is str and cell.isalnum() and cell not in NOTHING and len(cell) <= TEXT_LIMIT
            else self[cell]
            for cell in cells
        ]

    def read(self, cell: str) -> Any:
        text: str = super().read(cell)
        return text.strip() or None


class LineReader(WordReader):
    """Text on one line; what stands on several in a cell is put on one."""

    def read(self, cell: str) -> Any:
        text: str | None = super().read(cell)
        return text if text is None or text.isprintable() else on_one_line(text)


class NameReader(Reader):
    """A name: 1 to 200 characters on one line."""

    def read(self, cell: str) -> Any:
        try:
            return check_name(unguarded(cell))
        except BadValue as error:
            raise UnreadableError(_why(error)) from None


class CodeReader(Reader):
    """An account's code."""

    def read(self, cell: str) -> Any:
        try:
            return check_code(unguarded(cell))
        except BadValue as error:
            raise UnreadableError(_why(error)) from None


class CurrencyReader(Reader):
    """An ISO 4217 code."""

    def read(self, cell: str) -> Any:
        """The code in upper case; `€`, `US$` and `Euro` are read, `kr` could be several."""
        found = code_of(cell)
        if isinstance(found, tuple):
            raise UnreadableError(f"{', '.join(found[:-1])} or {found[-1]}?")
        if found is None:
            raise UnreadableError("not a currency code")
        return found


class FlagReader(Reader):
    """Yes or no, in the words that programs write."""

    def read(self, cell: str) -> Any:
        """1 or 0, as the book keeps it."""
        said = yes_or_no(cell)
        if said is None:
            raise UnreadableError(none_of(YES_NO))
        return int(said)


class ChoiceReader(Reader):
    """One of a closed vocabulary, whole, in any case: `Not Started` is not_started; or in a usual word of
    other programs and languages."""

    def read(self, cell: str) -> Any:
        """The value as the vocabulary writes it."""
        found = known_words(self.choices).get(bare(cell))
        if found is None:
            raise UnreadableError(none_of(self.choices))
        return found


class ListReader(Reader):
    """Several values in a cell, parted by `;`, else by commas."""

    def read(self, cell: str) -> Any:
        """The list, without repeats."""
        return as_json(cell) or several(unguarded(cell))

    def column(self, cells: Iterable[str]) -> list[Any]:
        return [list(value) if isinstance(value := self[cell], list) else value for cell in cells]


class JsonReader(Reader):
    """What amcli keeps as a list of objects, in JSON."""

    def read(self, cell: str) -> Any:
        try:
            found = json.loads(cell)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise UnreadableError("not a list of objects in JSON")
        return found

    def column(self, cells: Iterable[str]) -> list[Any]:
        return [deepcopy(self[cell]) for cell in cells]


class EmailsReader(ListReader):
    """E-mail addresses."""

    def read(self, cell: str) -> Any:
        """The addresses, `mailto:` and brackets taken off."""
        found = []
        for text in as_json(cell) or several(unguarded(cell), r"[;,\s]+|:::"):
            address = text.removeprefix("mailto:").strip("<>")
            if not _EMAIL.fullmatch(address) or len(address) > 254:
                raise UnreadableError("not an email address")
            found.append(address)
        return found


class PhonesReader(ListReader):
    """Telephone numbers as they were typed."""

    def read(self, cell: str) -> Any:
        return list(dict.fromkeys(filter(None, as_json(cell) or ()))) or phones.several(unguarded(cell))


def as_json(cell: str) -> list[str] | None:
    """A list written as JSON, as an export does where a value holds what parts values; else None."""
    if not cell.startswith("["):
        return None
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(each, str) for each in found) else None


def several(text: str, separators: str | None = None) -> list[str]:
    """Part a text into values without repeats: by `;`, ` ::: ` or line ends, else by commas."""
    if separators is None:
        parted = _SPLIT.split(text.strip()) if _SPLIT.search(text.strip()) else text.split(",")
    else:
        parted = re.split(separators, text.strip())
    return list(dict.fromkeys(part.strip() for part in parted if part.strip()))


def none_of(choices: Iterable[str]) -> str:
    """What is wrong with a word that is in no vocabulary."""
    return "not yes or no" if choices == YES_NO else "not one of " + ", ".join(choices)


def _why(error: BadValue) -> str:
    """The last clause of a message of the rules: what is wrong, without what was typed."""
    return error.message.rsplit(": ", 1)[-1].rstrip(".")


READERS: dict[str, type[Reader]] = {
    "text": TextReader,
    "word": WordReader,
    "line": LineReader,
    "name": NameReader,
    "code": CodeReader,
    "day": DayReader,
    "happened": HappenedReader,
    "moment": MomentReader,
    "clock": ClockReader,
    "amount": AmountReader,
    "amount or share": AmountOrShareReader,
    "share": ShareReader,
    "number": NumberReader,
    "decimal": DecimalReader,
    "whole": WholeReader,
    "notice": NoticeReader,
    "notice in months": NoticeMonthsReader,
    "currency": CurrencyReader,
    "flag": FlagReader,
    "choice": ChoiceReader,
    "list": ListReader,
    "json": JsonReader,
    "emails": EmailsReader,
    "phones": PhonesReader,
}
