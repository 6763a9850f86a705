"""The people of one account."""

from amcli.book.connection import Book, Row


def read(book: Book, account: int) -> list[Row]:
    """Contacts of an account, by id."""
    return book.rows("people_of", account=account)
