"""What `am forget` answers: what went, what stays, and a line that shows it was done."""

import datetime as dt
import hashlib
import hmac
from collections.abc import Sequence

from amcli.fields import Row, shape
from amcli.hints import TYPE_CHECKING
from amcli.page import Page, Sentence
from amcli.rules.forgetting import MARK
from amcli.rules.formatting import count
from amcli.storage.failures import short_path
from amcli.vocabulary import LETTERS, reference

if TYPE_CHECKING:
    from amcli.storage.forgetting import Erased
    from amcli.storage.mentions import Mention
    from amcli.storage.subjects import Subject

PAGE = shape(
    """
done        bool!   whether it was done; false after --dry-run
kind        text!   contact or account
reference   text    the number that a person had; null for an account
on          day!    the day
records     list!   how many records of each kind went
texts       int!    other texts that named them, and don't any more
entries     int!    entries of the history that went, or lost what named them
changes     list!   changes that can't be undone since, by their numbers
files       int!    files next to the book that held them: rows set aside, lists, the error log
hashes      int!    what is kept so that imports skip them, as keyed hashes
mentions    list!   texts that may still be about them
namesakes   list!   other people of the same name, who stay
rewritten   list!   backups that were rewritten
backups     list!   backups that still hold them
elsewhere   list!   what amcli can't clear: your hooks, settings and plays that name them, and a team server
certificate text    what shows that it was done, without a name; null after --dry-run
""",
    {
        "mentions": shape("""
ref   text! the record
field text! the field
"""),
        "records": shape("""
kind  text! the kind
count int!  how many
"""),
    },
    kind=("contact", "account"),
)
ALLOWED = shape("""
hashes int! how many hashes went
""")
# What is counted beside the records themselves.
SERVER = "team server"  # which holds them as long as nobody pushes
INNER = ("interaction_contact", "source_ref", "value_source", "snooze")
NOUNS = {
    "contact": ("person", "people"),
    "account": ("customer", "customers"),
    "opportunity": ("opportunity", "opportunities"),
    "feedback": ("feedback", "feedback"),
}
MOST = 6
DIGITS = 16


def forgotten_row(
    today: dt.date, who: tuple[str, int], subject: "Subject", erased: "Erased", mentions: "Sequence[Mention]"
) -> Row:
    """What went, and what may still be about them."""
    kind, row = who
    return {
        "done": False,
        "kind": kind,
        "reference": reference(kind, row) if kind in LETTERS else None,
        "on": today.isoformat(),
        "records": [{"kind": kind, "count": number} for kind, number in sorted(erased.records.items())],
        "texts": erased.texts,
        "entries": erased.entries,
        "changes": [str(each) for each in erased.changes],
        "files": 0,
        "hashes": len(subject.hashed),
        "mentions": [each._asdict() for each in mentions],
        "namesakes": [reference("contact", each) for each in subject.namesakes],
        "rewritten": [],
        "backups": [],
        "elsewhere": [],
        "certificate": None,
    }


def certificate(made: Row, key: bytes) -> str:
    """One line that names nobody, with a mark that only this book's key makes of it."""
    who = "person" if made["kind"] == "contact" else "customer"
    records = sum(each["count"] for each in made["records"])
    parts = [
        f"{made['on']}: one {who} was removed",
        f"{count(records, 'row')}, {count(made['texts'], 'text')}, {history(made)}",
        f"{count(len(made['rewritten']), 'backup')} rewritten, {len(made['backups'])} not",
    ]
    text = "; ".join(parts)
    return f"{text}; {hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:DIGITS]}"


def history(made: Row) -> str:
    return count(made["entries"], "entry of the history", "entries of the history")


def kinds(records: Sequence[Row]) -> str:
    """`1 person, 14 interactions`."""
    said = [
        count(each["count"], *NOUNS.get(each["kind"], (each["kind"],)))
        for each in records
        if each["kind"] not in INNER
    ]
    return ", ".join(said) or "none"


def sentences(made: Row) -> list[str]:
    """What goes, or went, and what stays."""
    will = "" if made["done"] else "would "
    lines = [f"Records that {will or 'were '}{'go' if will else 'removed'}: {kinds(made['records'])}."]
    if made["texts"]:
        named = count(made["texts"], "other text")
        lines.append(f"{named} named them; what named them {'is' if made['done'] else 'becomes'} {MARK}.")
    if made["changes"]:
        lines.append(f"{count(len(made['changes']), 'change')} that held them can't be undone any more.")
    if made["namesakes"]:
        lines.append(f"Others of the same name stay: {listed(made['namesakes'])}.")
    if made["rewritten"]:
        lines.append(f"Backups {'rewritten' if made['done'] else 'to rewrite'}: {len(made['rewritten'])}.")
    if made["backups"]:
        lines.append(f"Backups that still hold them: {listed([backup(each) for each in made['backups']])}.")
    if others := [backup(each) for each in made["elsewhere"] if each != SERVER]:
        lines.append(f"Look there yourself: {listed(others)}.")
    if SERVER in made["elsewhere"]:
        lines.append("If your team's server has this book, it holds them until: am team push")
    if made["mentions"]:
        texts = listed([f"{each['ref']} {each['field']}" for each in made["mentions"]])
        lines.append(f"May still be about them: {texts}.")
    return lines


def backup(path: str) -> str:
    return short_path(path).rpartition("/")[2]


def listed(items: Sequence[str]) -> str:
    """The first of some things, and how many more."""
    more = f" and {len(items) - MOST} more" if len(items) > MOST else ""
    return ", ".join(items[:MOST]) + more


def before(made: Row, name: str) -> list[str]:
    """What a person is told before the question."""
    lines = [f"{name} leaves the book for good. Nothing brings them back.", *sentences(made)]
    if made["mentions"]:
        lines.append("To remove such a word too: --also NAME")
    if made["backups"]:
        lines.append("To rewrite these backups too: --backups")
    return lines


def forgotten_lines(made: Row) -> list[str]:
    """What a person is told afterwards, or of what would be done."""
    said = sentences(made)
    return [*said, f"Certificate: {made['certificate']}"] if made["certificate"] else said


def page(made: Row) -> Page:
    """The same as a page."""
    title = "Forgotten" if made["done"] else "What would be removed"
    return Page(title, parts=[Sentence(each, whole=True) for each in forgotten_lines(made)])
