"""One family of errors: a message, at most one hint, and the exit code that scripts rely on.

Everything that can go wrong on purpose is raised as one of these and is drawn in one place
(`amcli.__main__`); any other exception is a bug and is written to a log file.
"""


class AmcliError(Exception):
    """Something a person can mend.

    `message` is one line: what is wrong. `hint` is what to type instead (it may have several
    lines, for example the candidates of an ambiguous name). `exit_code` is documented in
    `am help exit-codes`.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadValue(AmcliError):
    """Wrong usage, or a value that cannot be read."""

    exit_code = 2


class NotFound(AmcliError):
    """No such record."""

    exit_code = 3


class Ambiguous(AmcliError):
    """More than one record fits; `hint` lists them."""

    exit_code = 4


class Refused(AmcliError):
    """A rule of the book forbids it; the message says which."""

    exit_code = 5


class BookUnavailable(AmcliError):
    """The book cannot be opened: absent, locked, damaged, newer, or no permission."""

    exit_code = 6


class ServerUnavailable(AmcliError):
    """A team's server can't be reached, refuses the login, or lacks TLS, the schema or a right."""

    exit_code = 6


class Ended(Exception):
    """No error: the command has done its work, and its exit code says something (`--exit-code`)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
