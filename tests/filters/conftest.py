"""The office's book, on which filter words and reports are tried."""

from tests.commands.conftest import office, office_book

__all__ = ["office", "office_book"]
