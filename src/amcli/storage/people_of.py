"""The people of one account."""

from amcli.storage.connection import Book, Row


def read(book: Book, account: int) -> list[Row]:
    """Contacts of an account, by id."""
    return book.rows("people_of", account=account)
