"""The address of a team's server, as people type it. Pure: nobody is asked whether it is there.

A password has no place in it: an address stays in a shell's history, in the settings and in lists of
processes. So no error repeats an address either.
"""

from amcli import patterns
from amcli.errors import BadValue
from amcli.rules.names import quoted

HINT = "For example: postgresql://dana@db.example.com/team"
PASSWORD_HINT = "Leave it out. Where it may come from: am help team"
_SCHEMES = ("postgresql://", "postgres://")
_SERVICE = r"service=[A-Za-z0-9_.-]{1,63}"
_NAME = r"[a-z0-9][a-z0-9-]{0,39}"
_LONGEST = 1000


def check_server(text: str) -> str:
    """Return the address: `postgresql://LOGIN@HOST/DATABASE`, the folder of a socket, `service=NAME`. Raises
    BadValue for what is none, and for one that holds a password."""
    found = text.strip()
    if not found.isprintable() or " " in found or len(found) > _LONGEST:
        raise unreadable()
    if patterns.fullmatch(_SERVICE, found) or (found.startswith("/") and len(found) > 1):
        return found
    scheme = next((each for each in _SCHEMES if found.lower().startswith(each)), None)
    if scheme is None:
        raise holding() if "password=" in found.lower() else unreadable()
    rest, _, query = found[len(scheme) :].partition("?")
    login, at, hosts = rest.partition("/")[0].rpartition("@")
    if at and ":" in login:
        raise holding()
    if not all(has_port(each) for each in hosts.split(",")):
        raise unreadable()
    from urllib.parse import unquote

    names = [unquote(part.partition("=")[0]).strip().lower() for part in query.split("&") if part]
    if any(name.endswith("password") for name in names):
        raise holding()
    return found


def has_port(host: str) -> bool:
    """Whether what follows a host is a port, or nothing does; an address of version 6 stands in brackets."""
    after = host.rpartition("]")[2]
    _, colon, port = after.partition(":")
    return not colon or (port.isascii() and port.isdigit())


def unreadable() -> BadValue:
    return BadValue("not the address of a PostgreSQL server.", HINT)


def holding() -> BadValue:
    return BadValue(
        "the address holds a password, which histories and lists of processes keep.", PASSWORD_HINT
    )


def check_book_name(text: str) -> str:
    """Return the name of a book on a server: a code. Raises BadValue."""
    if not patterns.fullmatch(_NAME, text):
        raise BadValue(
            "a book's name has lower-case letters, digits and -, at most 40.",
            "For example: am team join --as dana",
        )
    return text


def check_account_ref(text: str) -> str:
    """Return an account of a book, as `dana/acme`. Raises BadValue."""
    book, _, code = text.strip().partition("/")
    if not patterns.fullmatch(_NAME, book) or not code or " " in code or not code.isprintable():
        raise BadValue(f"{quoted(text)}: not an account of a book.", "For example: dana/acme")
    return f"{book}/{code}"


def check_account_pair(text: str) -> str:
    """Return two accounts of two books, as `dana/acme robin/acme`, in the order of their names. Raises
    BadValue."""
    found = sorted({check_account_ref(each) for each in text.split()})
    if len(found) != 2 or len({each.partition("/")[0] for each in found}) != 2:
        raise BadValue(f"{quoted(text)}: not two accounts of two books.", "For example: dana/acme robin/acme")
    return " ".join(found)
