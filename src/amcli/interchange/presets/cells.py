"""What single cells of other systems mean, each way of writing in a small function of its own.

Pure: text in, text out; what cannot be read comes back as it is, so that the column's reader says so.
"""

import re
from collections.abc import Iterable

from amcli.rules.maildomains import PUBLIC_DOMAINS, bare_domain

# Pages that a company has with others; they say nothing about its own domain.
PAGES_ELSEWHERE = frozenset(
    {"linkedin.com", "facebook.com", "instagram.com", "twitter.com", "x.com", "xing.com", "google.com"}
    | {"youtube.com", "github.com", "crunchbase.com", "sites.google.com"}
)
WON = frozenset({"won", "closed won", "closedwon", "closed (won)", "ganado", "cierre ganado"})
LOST = frozenset(
    {"lost", "closed lost", "closedlost", "closed (lost)", "closed lost to competition", "perdido"}
    | {"cierre perdido", "canceled", "cancelled", "out sold", "deleted", "omitted from forecast"}
)
# The stages that systems come with, and words that sales teams share.
EARLY = frozenset(
    {"new", "prospecting", "lead in", "lead", "qualification", "contact made", "needs analysis"}
    | {"appointment scheduled", "discovery", "identify decision makers", "perception analysis", "qualify"}
    | {"1 qualify", "open", "in progress", "on hold", "active", "id. decision makers", "incoming"}
)
QUALIFIED = frozenset(
    {"qualified", "qualified to buy", "value proposition", "demo scheduled", "develop", "2 develop"}
    | {"presentation scheduled", "decision maker bought in", "unqualified"}
)
PROPOSED = frozenset(
    {"proposal", "proposed", "propose", "3 propose", "proposal/price quote", "proposal made", "quote"}
    | {"negotiation/review", "negotiations started", "negotiation", "contract sent", "4 close", "close"}
    | {"proposal sent", "quote sent"}
)
DIRECTIONS = {
    **dict.fromkeys(("inbound", "incoming", "in"), "in"),
    **dict.fromkeys(("outbound", "outgoing", "out"), "out"),
}
_NAMED = re.compile(r"\s*(.*?) \((\d+)\)\s*(?:;|$)", re.DOTALL)
_SALESFORCE = re.compile(r"[0-9A-Za-z]{15}")
_CHECKSUM = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_CLOCK = re.compile(r"(\d+):(\d{1,2})(?::(\d{1,2}))?")
_DEACTIVATED = re.compile(r"\s*\(deactivated user\)$", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"\d+")


def listed(text: str) -> list[str]:
    """The values of a list with `;` between them."""
    return [part.strip() for part in text.split(";") if part.strip()]


def named_ids(text: str) -> list[tuple[str, str]]:
    """Names and ids of a list such as `Acme Robotics (511); Beta (Berlin) (512)`."""
    return [(found[1], found[2]) for found in _NAMED.finditer(text)]


def salesforce_id(text: str) -> str:
    """The 18 characters of an id: 15, and a checksum that tells their capitals."""
    if not _SALESFORCE.fullmatch(text):
        return text
    parts = (text[0:5], text[5:10], text[10:15])
    return text + "".join(
        _CHECKSUM[
            sum(1 << place for place, letter in enumerate(part) if letter.isascii() and letter.isupper())
        ]
        for part in parts
    )


def domain(text: str) -> str:
    """The domain of a web address, unless it is a page with somebody else."""
    host = bare_domain(text)
    return host if "." in host and host not in PAGES_ELSEWHERE | PUBLIC_DOMAINS else ""


def address(parts: Iterable[str]) -> str:
    """The lines of a postal address."""
    return "\n".join(line.strip() for part in parts for line in part.splitlines() if line.strip())


def groups(text: str) -> str:
    """The groups that somebody has made: those with `* ` are the program's own."""
    parts = [part.strip() for part in text.split(":::")]
    return "; ".join(part for part in parts if part and not part.startswith("*"))


def minutes(text: str) -> str:
    """Minutes of a duration, `HH:mm` or `HH:mm:ss`; begun ones count whole."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return text
    return str(int(match[1]) * 60 + int(match[2]) + (int(match[3] or 0) > 0))


def minutes_of_seconds(text: str) -> str:
    """Minutes of a number of seconds; begun ones count whole."""
    return str(-(-int(text) // 60)) if text.isdigit() else text


def minutes_of_short(text: str) -> str:
    """Minutes of a duration `mm:ss`."""
    match = _CLOCK.fullmatch(text)
    if match is None or match[3]:
        return minutes(text)
    return str(int(match[1]) + (int(match[2]) > 0))


def owner(text: str) -> str:
    """Who owns a record; one who has left the company is still the same."""
    return _DEACTIVATED.sub("", text)


def direction(text: str) -> str:
    return DIRECTIONS.get(text.casefold(), "")


def stage(text: str) -> str | None:
    """The stage of an opportunity; None for one that this system's users have named themselves."""
    word = " ".join(re.sub(r"[-–_]+", " ", text).split()).casefold()
    found = {"won": WON, "lost": LOST, "identified": EARLY, "qualified": QUALIFIED, "proposed": PROPOSED}
    return next((name for name, words in found.items() if word in words), None)


def percent(text: str) -> str:
    """A number that is per cent without saying so."""
    return f"{text}%" if text and "%" not in text else text


def months_after(start: str, months: str) -> str:
    """The last day of a term of so many months from a day in ISO form; empty where either is not one."""
    import datetime as dt

    from dateutil.relativedelta import relativedelta

    count = _FIRST_NUMBER.match(months)
    try:
        first = dt.date.fromisoformat(start[:10])
        return (
            (first + relativedelta(months=int(count[0])) - dt.timedelta(days=1)).isoformat() if count else ""
        )
    except (ValueError, OverflowError):
        return ""
