"""Custom fields: numbers and text, told apart in what people type and in the cells of a file.

Not for which custom fields there are: everybody has their own.
"""

from amcli import patterns
from amcli.rules.names import spreadsheet_text

# The custom field that lists which fields of a record nobody said: am worked them out.
ASSUMED = "assumed"

_NUMBER = r"-?(0|[1-9][0-9]{0,14})|-?(0|[1-9][0-9]{0,9})\.[0-9]{1,6}"
_MARKED = r"'+(-?[0-9]+(\.[0-9]+)?$|[=+\-@\t\r])"


def number_or_text(value: str) -> int | float | str:
    """`12` and `1.5` as numbers, everything else as it is: `0049` is none."""
    if not patterns.fullmatch(_NUMBER, value):
        return value
    return float(value) if "." in value else int(value)


def marked(text: str) -> str:
    """Text with one `'` more where it would be taken for a number, or run by a spreadsheet."""
    is_number = patterns.fullmatch(_NUMBER, text) or patterns.match(_MARKED, text)
    return f"'{text}" if is_number else spreadsheet_text(text)


def unmarked(cell: str) -> int | float | str:
    """What a cell stands for: the other side of `marked`."""
    return cell[1:] if patterns.match(_MARKED, cell) else number_or_text(cell)
