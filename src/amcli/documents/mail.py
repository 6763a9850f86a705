"""A digest as a whole message, ready for sendmail: headers, the plain text, and the page beside it.

Nothing is sent from here.
"""

import datetime as dt
import re
from typing import TYPE_CHECKING

from amcli.errors import BadValue
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from email.message import EmailMessage

LONGEST_ADDRESS = 320
# What stands in no plain address, and would mean something to a header or a shell.
ODD = r"[^\s@,;:<>()\[\]\\\"']"
HINT = "An address such as me@example.com; several with commas between"


def addresses(text: str) -> str:
    """The addresses of a To header. Raises BadValue for what is none."""
    parts = [part.strip() for part in text.split(",")]
    for part in parts:
        plain = re.fullmatch(f"(?!-){ODD}+@{ODD}+", part)
        if plain is None or not part.isprintable() or len(part) > LONGEST_ADDRESS:
            raise BadValue(f"{quoted(text)}: not an address.", HINT)
    return ", ".join(parts)


def message(to: str, subject: str, text: str, html: str, day: dt.date) -> "EmailMessage":
    """The message, dated on a day at this time of day; what answers mail by itself leaves it alone."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.utils import format_datetime
    from secrets import token_hex

    now = dt.datetime.now().astimezone()
    made = EmailMessage()
    made["To"] = tuple(Address(addr_spec=each) for each in to.split(", "))
    made["Subject"] = subject
    made["Date"] = format_datetime(dt.datetime.combine(day, now.timetz()))
    made["Message-ID"] = f"<{day}.{token_hex(8)}@amcli.invalid>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text, cte="quoted-printable")
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    return made
