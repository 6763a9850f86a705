"""What happened with an account: the fields of `am timeline` and the rows that fill them."""

import datetime as dt

from amcli.fields import Row, fields
from amcli.storage.connection import Book
from amcli.vocabulary import LETTERS, reference

FIELDS = fields("""
on     day!  the day
ref    text  the record, as commands take it
record text! its kind of record
kind   text  what happened
people text  who took part
text   text  what was said
""")


def rows(book: Book, account: int, until: dt.date) -> list[Row]:
    """Everything dated up to a day, the newest first."""
    return [
        {
            "on": found["on"],
            "ref": reference(found["record"], found["id"]) if found["record"] in LETTERS else None,
            "record": found["record"],
            "kind": found["kind"],
            "people": found["people"],
            "text": found["text"],
            "at": found["at"],
        }
        for found in book.rows("timeline", account=account, until=until.isoformat())
    ]
