"""Rows of one file that are about the same record, told by something that no two records share.

The same row again is skipped, another one is bad. Not for finding records of the book (matching.py).
"""

from collections.abc import Hashable

from amcli.interchange.kinds.derived import RowError


class Repeats:
    """The rows of a file so far, by what makes each one record."""

    def __init__(self) -> None:
        self._first: dict[Hashable, tuple[int, int]] = {}

    def again(self, key: Hashable, line: int, cells: list[str], field: str, what: str) -> bool:
        """Whether an earlier row had this key. Raises RowError, about `field`, where that row had other
        values."""
        first, known = self._first.setdefault(key, (line, hash(tuple(cells))))
        if first == line:
            return False
        if known != hash(tuple(cells)):
            raise RowError(field, f"line {first} has this {what} too, with other values")
        return True
