"""What a server, the way to it or a second server behind it says when something fails, in words of our own.

Not for how it is reached (server.py).
"""

import psycopg

from amcli import patterns
from amcli.hints import NamedTuple

PASSWORDS = "Where it may come from: am help team"
LATER = "Try again later; books that are elsewhere are pushed as before"


class Failure(NamedTuple):
    """A failure: what is said of it after the name of the server, and what to do."""

    said: str
    hint: str | None = None


# What the library or the server says, as patterns of their words, and what it means; the first that fits.
FAILURES: tuple[tuple[tuple[str, ...], Failure], ...] = (
    (
        ("could not translate host name", "failed to resolve host"),
        Failure("no host {host}.", "Look at the address"),
    ),
    (
        ("certificate for", "does not match host name"),
        Failure("its certificate is of another name than {host}."),
    ),
    (
        ("certificate verify failed",),
        Failure(
            "its certificate is from an authority that this computer doesn't know.",
            "Name the authority's file: ...?sslrootcert=FILE",
        ),
    ),
    (("root certificate file",), Failure("the file of certificates in its address isn't there.")),
    (
        ("server does not support SSL",),
        Failure(
            "it has no TLS.",
            "Ask its administrator for TLS. Without it others can read along: ...?sslmode=disable",
        ),
    ),
    (("timeout expired", "timed out"), Failure("it doesn't answer.", "Look at the address and your network")),
    (
        ("Connection refused", "No such file or directory", "Network is unreachable", "No route to host"),
        Failure("it refuses the connection, or doesn't run.", "Look at the address, and whether it runs"),
    ),
    (("no password supplied",), Failure("it asks for a password.", PASSWORDS)),
    (
        ("no pg_hba.conf entry",),
        Failure("it lets no {user} in from here.", "Ask its administrator: pg_hba.conf"),
    ),
    (
        ("too many connections", "remaining connection slots"),
        Failure("it has too many connections.", "Try again later"),
    ),
    (
        ("not permitted to log in", "permission denied for database"),
        Failure("it doesn't let {user} in.", "Ask its administrator: LOGIN, and CONNECT on the database"),
    ),
    (
        ("not currently accepting connections",),
        Failure("it lets nobody into this database now.", "Ask its administrator"),
    ),
    (('database ".*" does not exist',), Failure("no such database.", "Look at the address")),
    (('role ".*" does not exist',), Failure("no login {user}.", "Ask its administrator")),
    (("password authentication failed",), Failure("wrong password for {user}.", PASSWORDS)),
    (("authentication failed",), Failure("it refuses the login {user}.", PASSWORDS)),
    (
        ("starting up", "shutting down", "in recovery mode"),
        Failure("it starts or stops.", "Try again in a moment"),
    ),
    (
        (
            "server closed the connection",
            "connection to server was lost",
            "SSL SYSCALL error",
            "EOF detected",
            "terminating connection",
        ),
        Failure("it ended the connection.", "Try again"),
    ),
)
# What a server says while it works, by the code of its error, whatever language it speaks.
STATES = {
    "25006": Failure("it takes no changes: it is a copy, or read-only.", "Look at the address"),
    "40001": Failure("another push of this book is just ending.", "Try again in a moment"),
    "40P01": Failure("another push of this book is just ending.", "Try again in a moment"),
    "53100": Failure("its disk is full.", "Ask its administrator for more room"),
    "53200": Failure("it has too little memory.", "Ask its administrator"),
    "53300": Failure("it has too many connections.", "Try again later"),
    "55P03": Failure("another push of this book takes too long.", "Try again in a moment"),
    "57014": Failure("it broke off what it was asked for.", "Try again; its administrator sets the time"),
    "57P01": Failure("it ended the connection.", "Try again"),
    "57P02": Failure("it ended the connection.", "Try again"),
    "57P03": Failure("it starts or stops.", "Try again in a moment"),
}
# A login that the first server doesn't know on the second, and one that it must not pass on.
UNMAPPED, UNASKED = "42704", "2F003"
MISSING = ("42703", "42P01", "3F000")


def by_words(text: str) -> Failure | None:
    """The failure that some words tell."""
    for words, failure in FAILURES:
        if any(patterns.search(each.lower(), text.lower()) for each in words):
            return failure
    return None


def first_line(text: str) -> str:
    """What a server says, without where it says it of."""
    line = next((each.strip() for each in text.splitlines() if each.strip()), "it failed")
    return line.rpartition("FATAL:  ")[2][:200]


def of_second(error: psycopg.Error, login: str) -> Failure | None:
    """A failure of a second server, on which the first has some of the books; None for another one."""
    state, text = error.sqlstate or "", error.diag.message_primary or ""
    found = patterns.search('server "([^"]+)"', text)
    name = f'its server "{found[1]}"' if found else "its second server"
    if state == "08001":
        why = by_words(error.diag.message_detail or "") or Failure("it doesn't let it in.")
        return Failure(f"can't reach {name}: {why.said.format(host=name, user=login)}", LATER)
    if state == UNMAPPED and "user mapping" in text:
        return Failure(
            f"doesn't know {login} on {name}.",
            "Ask its administrator: CREATE USER MAPPING FOR LOGIN SERVER NAME",
        )
    if state == UNASKED:
        return Failure(f"has no password of {login} for {name}.", "Ask its administrator: ALTER USER MAPPING")
    if "remote SQL command" not in (error.diag.context or ""):
        return None
    if state == "42501":
        return Failure(
            f"may not do that on {name} as {login}: {first_line(text)}.",
            "Rows of a book there are for its own login and for readers",
        )
    if state in MISSING:
        return Failure(
            f"finds an older schema on {name}: {first_line(text)}.", "Upgrade that one, too: am team init"
        )
    if state[:2] in ("08", "57"):
        return Failure(f"lost {name} on the way.", LATER)
    return Failure(f"hears of {name}: {first_line(text)}.")
