"""The book of hostile names is that of the commands' tests."""

from tests.commands.conftest import hostile_book

__all__ = ["hostile_book"]
