"""What a shell asks while somebody types: `am __complete KIND word=TEXT [of=RECORD] [book=PATH]`.

One candidate a line, the value, a tab, and what it is. Asked before the command line is loaded, and
in no help: a person never types it. Whatever is wrong (no book, a broken one, one that is locked), the
answer is nothing, since an error would stand in the middle of a command that is being typed.
"""

import os
import sys
from collections.abc import Sequence


def answer(argv: Sequence[str]) -> int:
    """Write the candidates to standard output; gives the exit code, which is always 0."""
    try:
        sys.stdout.buffer.write(lines(argv).encode())
    except Exception:  # nothing may come between a person and what they type
        return 0
    return 0


def lines(argv: Sequence[str]) -> str:
    """The candidates as text. Raises what a book that cannot be read raises."""
    from amcli.book.candidates import candidates

    kind, _, which = argv[0].partition(":")
    given = dict(each.split("=", 1) for each in argv[1:])
    found = candidates(book_path(given.get("book", "")), kind, which, given.get("word", ""), given.get("of"))
    return "".join(f"{value}\t{text}\n" for value, text in found)


def book_path(typed: str) -> str:
    """Which book: the one named on the command line, as far as it is typed, else as for any command."""
    if typed:
        return os.path.expanduser(os.path.expandvars(typed) if "$" in typed else typed)
    given = os.environ.get("AMCLI_BOOK")
    if given:
        return os.path.expanduser(given)
    from amcli.homes import folder

    return os.path.join(folder("data"), "book.db")
