"""The office of the commands' tests, to complete in."""

from tests.commands.conftest import office, office_book

__all__ = ["office", "office_book"]
