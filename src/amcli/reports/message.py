"""A digest as a whole message, ready for sendmail: headers, the plain text, and the page beside it.

Nothing is sent from here.
"""

import datetime as dt

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from email.message import EmailMessage

HINT = "For example me@example.com or Me <me@example.com>; separate several with commas"
# What stands in no plain address, and would mean something to a header or a shell.
PLAIN = r"(?!-)[^\s@,;:<>()\[\]\\\"']{1,64}@[^\s@,;:<>()\[\]\\\"']{1,253}"


def addresses(text: str) -> str:
    """The addresses of a To header as text, names of domains in ASCII. Raises BadValue for what is none."""
    from email.utils import formataddr

    return ", ".join(formataddr(pair) for pair in pairs(text))


def pairs(text: str) -> list[tuple[str, str]]:
    """Names and addresses of a text with commas between. Raises BadValue for what is none."""
    from email.utils import getaddresses

    found = getaddresses([text]) if text.isprintable() else []
    if not found:
        raise BadValue(f"{quoted(text)}: not an address.", HINT)
    return [(name, checked(address, text)) for name, address in found]


def checked(address: str, text: str) -> str:
    """One address. Raises BadValue where a mailer could not take it."""
    if patterns.fullmatch(PLAIN, address) is None:
        raise BadValue(f"{quoted(text)}: not an address.", HINT)
    local, _, domain = address.rpartition("@")
    if not local.isascii():
        raise BadValue(f"{quoted(text)}: only ASCII letters are possible before the @.", HINT)
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        raise BadValue(f"{quoted(text)}: not a domain name.", HINT) from None


def message(to: str, subject: str, text: str, html: str, day: dt.date) -> "EmailMessage":
    """The message, dated on a day at this time of day; what answers mail by itself leaves it alone."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.utils import format_datetime
    from secrets import token_hex

    now = dt.datetime.now().astimezone()
    made = EmailMessage()
    made["To"] = tuple(Address(name, addr_spec=address) for name, address in pairs(to))
    made["Subject"] = subject
    made["Date"] = format_datetime(dt.datetime.combine(day, now.timetz()))
    made["Message-ID"] = f"<{day}.{token_hex(8)}@amcli.invalid>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text, cte="quoted-printable")
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    return made
