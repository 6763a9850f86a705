"""What cells of other systems mean, each way of writing in a small function that presets name.

Pure: a text or a row in, a text or yes and no out; what cannot be read comes back as it is, so that the
reader of the column says so. A row is asked for the columns of a preset's lists, such as `$street`.

A deal is an opportunity, an upsell where nothing else is said. A renewal that is won, and that says the
first and the last day of its term, is the contract of that term. Any other renewal stays an opportunity,
and the plan says which: nothing tells the contract that it would continue.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable

# Presets name these, too.
from amcli.interchange.markup import body, line, plain, summary
from amcli.interchange.tables.layouts import Cells, who, whose
from amcli.rules.maildomains import PUBLIC_DOMAINS, bare_domain

__all__ = ["body", "line", "plain", "summary"]

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
TALKS = {
    **dict.fromkeys(("call", "phone call", "llamada"), "call"),
    **dict.fromkeys(("email", "e mail"), "email"),
    **dict.fromkeys(("meeting", "lunch", "video call", "demo"), "meeting"),
}
RENEWALS = ("renewal", "renewals", "existing customer renewal", "renovación", "renovaciones", "verlängerung")
YES = ("true", "1", "yes")
ENDED = ("won", "lost")
OPEN_STAGES = "read as identified, because these stages are your own"
OPEN_RENEWALS = "renewals kept as opportunities: not won, or without start and end"
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


def upper(text: str) -> str:
    return text.upper()


def percent(text: str) -> str:
    """A number that is per cent without saying so."""
    return f"{text}%" if text and "%" not in text else text


def months_after(start: str, months: str) -> str:
    """The last day of a term of so many months from a day in ISO form; empty where either is not one."""
    from dateutil.relativedelta import relativedelta

    count = _FIRST_NUMBER.match(months)
    try:
        first = dt.date.fromisoformat(start[:10])
        return (
            (first + relativedelta(months=int(count[0])) - dt.timedelta(days=1)).isoformat() if count else ""
        )
    except (ValueError, OverflowError):
        return ""


# Rows.


def postal(cells: Cells) -> str:
    """The address, as a whole or of its parts."""
    if whole := cells("$address"):
        return whole
    place = " ".join(filter(None, (cells("$code"), cells("$city"))))
    return address((cells("$street"), cells("$street_2"), place, cells("$state"), cells("$country")))


def call_minutes(cells: Cells) -> str:
    """How long a call was, of seconds or of `mm:ss`."""
    seconds = cells("$seconds")
    return minutes_of_seconds(seconds) if seconds else minutes_of_short(cells("$duration"))


def titled(cells: Cells) -> str:
    """What a touch is called, else the first line of its text."""
    return cells("$title") or summary(cells("$text"))


def talk(cells: Cells) -> str:
    """What kind of talk an activity is; empty where it is something to do."""
    return TALKS.get(cells("$activity").casefold().replace("-", " "), "")


def is_done(cells: Cells) -> bool:
    """Whether an activity is done."""
    return cells("$done").casefold() in ("done", *YES)


def is_talk(cells: Cells) -> bool:
    """Whether it is the trace of a talk."""
    return bool(talk(cells)) and is_done(cells)


def is_work(cells: Cells) -> bool:
    """Whether it is something to do, or done."""
    return not is_talk(cells)


# Lists of ids, or of names with ids: the primary company before the others.


def company(cells: Cells) -> str:
    """Of which company a row is: the primary one, else the first; by id before by name."""
    names = [*named_ids(cells("$primary_names")), *named_ids(cells("$company_names"))]
    ids = [*listed(cells("$primary_ids")), *listed(cells("$company_ids"))]
    ids += [number for _, number in names]
    plain = cells("$primary_names", "$company_names") if not names else ""
    said = [name for name, _ in names[:1]] or listed(plain)[:1] or [cells("$company_said")]
    return whose(ids=ids[:1], names=said, people=people_ids(cells), mails=cells("$mail"))


def people_ids(cells: Cells) -> list[str]:
    """The ids of the people that a row is about."""
    return listed(cells("$people_ids")) or [number for _, number in named_ids(cells("$people_names"))]


def person(cells: Cells) -> str:
    """The first of these people."""
    return who(ids=people_ids(cells)[:1])


def people(cells: Cells) -> str:
    """All of them, as a list."""
    found = [who(ids=[each]) for each in people_ids(cells)]
    return json.dumps(found) if found else ""


# Address books.


def company_by_mail(cells: Cells) -> str:
    """Of which account somebody is: by the company's name, else by the domain of an e-mail address."""
    return whose(names=[cells("$company")], mails=mails(cells))


def mails(cells: Cells) -> str:
    """The addresses that are ones: those of the type EX are names within a company's own server."""
    found = []
    for header in cells.columns["mails"]:
        text = cells(header)
        kind = cells(header.replace("Address", "Type"))
        if "@" in text and kind.upper() != "EX":
            found.append(text)
    return "; ".join(found) or shown_mail(cells("$shown_mail"))


def shown_mail(text: str) -> str:
    """The address in `Jane Orr (jane@acme.example)`, where there is one."""
    inside = text.rpartition("(")[2].rstrip(")").strip()
    return inside if "@" in inside and " " not in inside else ""


# Deals.


def stage_of(cells: Cells) -> str | None:
    """The stage of a deal in the book's word, of its status where that says how it ended."""
    if (ended := stage(cells("$status"))) in ENDED:
        return ended
    if cells("$won").casefold() in YES:
        return "won"
    if cells("$closed").casefold() in YES:
        return "lost"
    return stage(cells("$stage"))


def deal_stage(cells: Cells) -> str:
    """The stage, and what the plan should know of those that are nobody's but the user's."""
    found, own = stage_of(cells), cells("$stage")
    if found is None and own:
        cells.note(OPEN_STAGES, own)
    if is_renewal(cells) and not is_contract(cells):
        cells.note(OPEN_RENEWALS, summary(cells("$deal")))
    return found or ""


def is_renewal(cells: Cells) -> bool:
    """Whether a deal is one in the pipeline or of the type of renewals."""
    words = (" ".join(text.replace("-", " ").split()).casefold() for text in cells.each("$lines"))
    return any(word in RENEWALS for word in words)


def is_contract(cells: Cells) -> bool:
    """Whether a deal is a renewal that says enough to be a contract."""
    known = bool(cells("$starts")) and bool(cells("$ends"))
    return known and is_renewal(cells) and stage_of(cells) == "won"


def has_ended(cells: Cells) -> bool:
    """Whether a deal is won or lost."""
    return stage_of(cells) in ENDED


def close_name(cells: Cells) -> str:
    """What an opportunity of Close is called: its name, else its note, else its lead."""
    return line(cells("opportunity_name")) or summary(cells("note")) or cells("$lead_name")
