"""Candidates for completion: the records that a word on the command line may mean, best first.

Reads with a connection of its own that creates nothing, never waits and gives up on a book it cannot
read at once. It loads SQLite and the rules for names, nothing else: a person waits for it while typing.
"""

import os
import time
from collections.abc import Iterable, Iterator

from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING
from amcli.rules.names import check_code, search_key, shown

if TYPE_CHECKING:
    import sqlite3
else:
    import _sqlite3 as sqlite3  # what is asked here needs no days, with which sqlite3 takes twice as long

MOST = 200
MOST_READ = 50_000
LONGEST_PART = 60
WAIT_SECONDS = 0.05
LONGEST_SECONDS = 1.0
STEPS = 20_000  # of SQLite, between two looks at the clock
MOST_FIGURES = 18
# A roll-up is told by the number of its file; how many ids each of its books has (as in `vocabulary`).
ROLLUP_ID, BLOCK = 0x616D6372, 1_000_000_000
# The names of its books, by the number with which their ids begin; an own book has none.
OWNERS: dict[int, str] = {}

Candidate = tuple[str, str]


class Source:
    """How a kind is completed: its letter (as in `vocabulary`, which would take too long to load), what is
    shown of a record `r` of account `a`, what is matched beside that, and which are open. Where there are
    very many, a text is looked for among the `recent` ones only."""

    def __init__(
        self,
        letter: str,
        *parts: str,
        open: str = "",  # noqa: A002
        order: str = "r.id DESC",
        join: str = "",
        whose: bool = True,
        recent: str = "",
        hidden: str = "a.code",
    ) -> None:
        self.letter, self.parts, self.open, self.order = letter, parts, open, order
        self.join, self.whose, self.recent = join, whose, recent
        self.hidden = hidden if whose else "NULL"


SOURCES = {
    "account": Source("", "r.name", order="r.status = 'archived', r.code_folded", whose=False),
    "contact": Source(
        *("p", "r.name", "coalesce(r.title, replace(r.role, '_', ' '))", "a.name"),
        open="r.left_on IS NULL",
        order='r.left_on IS NOT NULL, r."primary" DESC, r.id DESC',
        hidden="a.code || char(10) || r.emails",
    ),
    "contract": Source(
        *("k", "p.name", "a.name", "r.ends_on", "r.reference"),
        open="r.amends_id IS NULL AND r.outcome IS NOT 'churned' AND r.renewed_by_id IS NULL"
        " AND r.terminated_on IS NULL AND r.kind = 'recurring'",
        order="r.outcome IS NOT NULL, r.ends_on IS NULL, r.ends_on, r.id",
        join="LEFT JOIN product p ON p.id = r.product_id",
    ),
    "interaction": Source(
        *("n", 'r."on"', "r.kind", "substr(r.summary, 1, 200)", "a.name"),
        recent="r.id > (SELECT max(id) - 2000 FROM interaction)",
    ),
    "task": Source(
        *("t", "r.title", "a.name", "r.due_on"),
        open="r.done_on IS NULL",
        order="r.done_on IS NOT NULL, r.done_on DESC, r.due_on IS NULL, r.due_on, r.id",
    ),
    "opportunity": Source("o", "r.name", "a.name", "r.stage", open="r.stage NOT IN ('won', 'lost')"),
    "issue": Source("i", "r.title", "a.name", "r.severity", open="r.resolved_on IS NULL"),
    "feedback": Source("f", "substr(r.text, 1, 200)", "a.name", "r.theme", open="r.closed_on IS NULL"),
    "goal": Source("g", "r.title", "a.name", "r.due_on", open="r.status = 'open'"),
    "survey": Source("s", "upper(r.kind) || printf(' %g/%g', r.score, r.scale_max)", "a.name", 'r."on"'),
    "event": Source("e", "replace(r.kind, '_', ' ')", "a.name", 'r."on"', "substr(r.note, 1, 200)"),
    "usage": Source("u", "r.metric || printf(' %g', r.value)", "a.name", 'r."on"'),
    "target": Source(
        *("m", "r.period", "r.metric", "coalesce(r.owner, '')"),
        order="r.period DESC, r.metric, r.owner",
        whose=False,
    ),
    "handoff": Source("h", "coalesce(r.to_owner, '')", "a.name", 'r."on"'),
    "play": Source("y", "r.name", "a.name", 'r."on"', open="r.stopped_on IS NULL"),
    "product": Source("", order="r.name_folded", whose=False),
}
LETTERS = {kind: source.letter for kind, source in SOURCES.items() if source.letter}
# Where any record will do, these are found by their text; all others only by their reference.
BOOKED = "r.planned = 1 AND r.cancelled = 0"
NAMED = ("account", "contact", "contract", "task", "opportunity", "issue", "goal")


class Found:
    """A record: what is inserted, what is matched but not shown, and what is shown beside it."""

    def __init__(self, value: str, hidden: str, parts: tuple[str, ...]) -> None:
        self.value, self.hidden, self.parts = value, hidden, parts


def candidates(path: str, kind: str, which: str, word: str, of: str | None = None) -> list[Candidate]:
    """What a word may mean: values that are harmless in any shell, each with a text made safe.

    `which` is open, closed, booked, or `theirs`: only those of the account that `of` names; of `values` it is
    the column, of `filter` the kind that is filtered. Raises sqlite3.Error, OSError, KeyError where the
    book or the kind cannot be read.
    """
    key = search_key(word)
    db = opened(path)
    try:
        read_owners(db)
        if kind == "filter":
            from amcli.facts.filter_words import filter_candidates

            return list(filter_candidates(db, which, word))[:MOST]
        if kind == "values":
            found = best((Found(value, "", ()) for value in entered(db, which)), key)
        elif kind == "record":
            found = any_record(db, which, key)
        elif kind == "proposal":
            found = best(proposals(db), key)
        elif kind in ("colleague", "parcel"):
            found = best(of_team(db, kind), key)
        elif kind == "contract-or-account":
            found = best(contracts_or_accounts(db, key), key)
        else:
            accounts = accounts_of(db, of) if which == "theirs" and of else None
            found = best(records(db, kind, which, key, accounts), key)
            if not found and kind in ("account", "contact"):
                found = people(db, kind, word, key, accounts)
    finally:
        db.close()
    return [(each.value, described(each.parts)) for each in found[:MOST]]


def people(db: sqlite3.Connection, kind: str, word: str, key: str, accounts: list[int] | None) -> list[Found]:
    """The people with a number; for an account those with a name or number, by their account's code."""
    found = best(records(db, "contact", "open", key), key) if kind == "account" and len(key) > 2 else []
    found = found or list(numbered(db, word, accounts))
    if kind == "contact":
        return found
    theirs = {each.hidden.split("\n")[0]: each for each in reversed(found)}
    return [Found(code, "", each.parts) for code, each in theirs.items() if harmless("account", code)]


def numbered(db: sqlite3.Connection, word: str, accounts: list[int] | None) -> Iterable[Found]:
    """The people with a phone number, of some accounts where they are known."""
    from amcli.storage.whois import figures, pattern, phones_likeness

    if not (typed := figures(word)):
        return
    query = (
        f"SELECT {reference('p')}, a.code, r.name, a.name, r.phones, r.account_id"
        " FROM contact r JOIN account a ON a.id = r.account_id WHERE r.phones LIKE ?"
    )
    for value, code, name, account, phones, owner in db.execute(query, (pattern(typed),)):
        if phones_likeness(typed, phones) and (accounts is None or owner in accounts):
            yield Found(value, code, (name, account))


def opened(path: str) -> sqlite3.Connection:
    """A connection that only reads. Raises FileNotFoundError for what is no file at rest.

    Where nobody has the book open it is read as a file that cannot change, since SQLite would
    otherwise make the two files that belong to a book in use.
    """
    wal = f"{path}-wal"
    if not os.path.isfile(path) or os.path.exists(f"{path}-journal"):
        raise FileNotFoundError(path)
    in_use = os.path.exists(f"{path}-shm") and os.path.exists(wal) and os.path.getsize(wal) > 0
    name = os.fsencode(os.path.realpath(path))
    address = "".join(f"%{byte:02x}" if byte > 126 or byte in b"%?#" else chr(byte) for byte in name)
    mode = "mode=ro" if in_use else "mode=ro&immutable=1"
    db = sqlite3.connect(f"file:{address}?{mode}", uri=True, timeout=WAIT_SECONDS, isolation_level=None)
    db.create_function("am_search_key", 1, search_key, deterministic=True)
    until = time.monotonic() + LONGEST_SECONDS
    db.set_progress_handler(lambda: time.monotonic() > until, STEPS)
    return db


def read_owners(db: sqlite3.Connection) -> None:
    """Know of which books a roll-up is, and write their records with their owner."""
    OWNERS.clear()
    if db.execute("PRAGMA application_id").fetchone()[0] != ROLLUP_ID:
        return
    import json

    (text,) = db.execute("SELECT value FROM setting WHERE key = 'book.rollup'").fetchone()
    OWNERS.update({each["n"]: each["name"] for each in json.loads(text)["books"]})
    db.create_function("am_reference", 2, owned, deterministic=True)


def owned(letter: str, row: int) -> str | None:
    """A reference in a roll-up; None for what is of all its books."""
    owner = OWNERS.get(row // BLOCK)
    return None if owner is None else f"{owner}/{letter}{row % BLOCK}"


def reference(letter: str) -> str:
    """The SQL of a record's reference."""
    return f"am_reference('{letter}', r.id)" if OWNERS else f"'{letter}' || r.id"


def records(
    db: sqlite3.Connection, kind: str, which: str, key: str, accounts: list[int] | None = None
) -> Iterable[Found]:
    """The records of a kind that a word may fit, one after the other: open ones, closed ones, those of
    some accounts. What SQLite cannot judge, since it knows capitals of ASCII only, is left to `best`."""
    source = SOURCES[kind]
    value = {"account": "r.code", "product": "r.name"}.get(kind, reference(source.letter))
    shows = (value, source.hidden, *source.parts)
    conditions = [f"r.account_id IN ({', '.join(map(str, accounts))})"] if accounts is not None else []
    if which == "booked":
        conditions.append(BOOKED)
    if source.open and which in ("open", "closed"):
        conditions.append(f"({source.open})" if which == "open" else f"NOT ({source.open})")
    if number := number_begun(kind, key):
        conditions.append(numbers(key.rpartition("/")[0], number))
    elif key:
        text = " || char(10) || ".join(f"ifnull({each}, '')" for each in shows)
        foreign = f"length({text}) < length(CAST({text} AS BLOB))"
        conditions.append(f"(instr(lower({text}), :key) OR {foreign})")
        conditions += [source.recent] if source.recent else []
    query = (
        f'SELECT {", ".join(shows)} FROM "{kind}" r'
        f" {'JOIN account a ON a.id = r.account_id' if source.whose else ''} {source.join}"
        f" {'WHERE ' + ' AND '.join(conditions) if conditions else ''}"
        f" ORDER BY {source.order} LIMIT {MOST_READ}"
    )
    for code, hidden, *parts in db.execute(query, {"key": key}):
        if code is not None and (kind not in ("account", "product") or harmless(kind, code)):
            yield Found(code, hidden or "", tuple(str(part) for part in parts if part is not None))


def number_begun(kind: str, key: str) -> str:
    """The digits of a reference of this kind that was begun; empty where it is something else."""
    _, letter, figures = parts_of(key)
    return figures if letter and letter == LETTERS.get(kind) else ""


def parts_of(key: str) -> tuple[str, str, str]:
    """The owner, the letter and the digits of a reference that was begun; empty where it is something
    else."""
    owner, slash, own = key.rpartition("/")
    letter, figures = own[:1], own[1:]
    numbered = (
        figures.isdecimal() and figures.isascii() and figures[0] != "0" and len(figures) <= MOST_FIGURES
    )
    known = not slash or owner in OWNERS.values()
    is_one = known and "a" <= letter <= "z" and (numbered or not figures)
    return (owner, letter, figures) if is_one else ("", "", "")


def numbers(owner: str, begun: str) -> str:
    """Which ids begin with some digits, so that SQLite finds them without reading all: 3, 30 to 39, ...; in a
    roll-up those of one book, or of each."""
    least, most = int(begun), 9 if OWNERS else 18
    ranges = [(least * 10**more, (least + 1) * 10**more - 1) for more in range(most + 1 - len(begun))]
    firsts = [number * BLOCK for number, name in OWNERS.items() if owner in ("", name)] or [0]
    found = (f"r.id BETWEEN {first + low} AND {first + high}" for first in firsts for low, high in ranges)
    return f"({' OR '.join(found) or '0'})"


def harmless(kind: str, value: str) -> bool:
    """Whether a code or a product's name can be inserted in a command line and stay what it is."""
    if shown(value) != value or value.startswith("-"):
        return False
    if kind == "account":
        try:
            check_code(value)
        except BadValue:
            return False
    return True


def contracts_or_accounts(db: sqlite3.Connection, key: str) -> Iterable[Found]:
    """Open contracts, each by its account's code where it is the only one there, as one would say it;
    by its reference where that is what was begun."""
    count = (
        "SELECT a.code, count(*) FROM contract r JOIN account a ON a.id = r.account_id"
        f" WHERE {SOURCES['contract'].open} GROUP BY a.id"
    )
    counts = dict(db.execute(count).fetchall())
    for each in records(db, "contract", "open", key):
        alone = counts[each.hidden] == 1 and harmless("account", each.hidden)
        if alone and not number_begun("contract", key):
            yield Found(each.hidden, each.value, each.parts)
        else:
            yield each


def any_record(db: sqlite3.Connection, which: str, key: str) -> list[Found]:
    """Accounts and whatever else has a name; any kind by the beginning of its reference."""
    found: list[Found] = []
    for kind, letter in {"account": "", **LETTERS}.items():
        named = kind in NAMED and (len(key) > 1 or kind == "account")
        begun = key.rpartition("/")[2] if OWNERS else key
        if len(found) < MOST and (named or begun == letter or number_begun(kind, key)):
            found += best(records(db, kind, which, key), key)
    return found


def proposals(db: sqlite3.Connection) -> Iterator[Found]:
    """What assistants ask to run and nobody has decided."""
    words = "(SELECT group_concat(value, ' ') FROM json_each(p.arguments))"
    query = (
        f"SELECT 'q' || p.id, {words}, coalesce(p.client, '') FROM proposal p WHERE p.state = 'open'"
        " AND p.at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-14 days') ORDER BY p.id"
    )
    for value, command, client in db.execute(query):
        yield Found(value, "", (command, client))


def of_team(db: sqlite3.Connection, kind: str) -> Iterator[Found]:
    """Other books of the team, or accounts that wait, as the server had them when it was last asked."""
    query = """SELECT json_extract(e.value, '$[0]'), json_extract(e.value, '$[1]')
      FROM setting, json_each(setting.value, ?) e WHERE setting.key = 'team seen'"""
    for value, name in db.execute(query, (f"$.{kind}",)):
        if harmless("account", value.rpartition("/")[2]):
            yield Found(value, "", (name,) if name else ())


def accounts_of(db: sqlite3.Connection, text: str) -> list[int]:
    """The accounts that were typed earlier on the line: of a record, by its reference, or by a name."""
    key = search_key(text.strip())
    owner, letter, figures = parts_of(key)
    kinds = {letter: kind for kind, letter in LETTERS.items()}
    if figures and letter in kinds:
        book = next((number for number, name in OWNERS.items() if name == owner), 0)
        query = f"SELECT account_id FROM {kinds[letter]} WHERE id = ?"
        if row := db.execute(query, (book * BLOCK + int(figures),)).fetchone():
            return [int(row[0])]
    with open(os.path.join(os.path.dirname(__file__), "..", "storage", "resolve_account.sql"), "rb") as file:
        query = file.read().decode()
    cursor = db.execute(f"SELECT id, rank FROM ({query})", {"text": key})
    rows = cursor.fetchall() if key else []
    return [row for row, rank in rows if rank == rows[0][1]]


def best(rows: Iterable[Found], key: str) -> list[Found]:
    """Those in which the word stands anywhere, the likelier ones first: it is the value, starts it, a
    name, a word, or stands within one."""
    if not key:
        return [row for _, row in zip(range(MOST), rows, strict=False)]
    ranked: list[tuple[int, Found]] = []
    for row in rows:
        text = search_key("\n".join((row.value, *row.parts, row.hidden)))
        if key in text:
            ranked.append((rank(text, key), row))
    ranked.sort(key=lambda each: each[0])
    return [row for _, row in ranked[:MOST]]


def rank(text: str, key: str) -> int:
    """How well a word fits a record's text, whose first line is its value and the others names; 0 is best."""
    starts = (text.startswith(f"{key}\n"), text.startswith(key), f"\n{key}" in text)
    if any(starts):
        return starts.index(True)
    return 3 if f" {key}" in text or f"-{key}" in text else 4


def described(parts: Iterable[str]) -> str:
    """What stands beside a value: safe on any terminal, and not long."""
    return " · ".join(short(shown(part)) for part in parts if part)


def short(text: str) -> str:
    """A text that is made safe, cut where it is long."""
    return text if len(text) <= LONGEST_PART else text[: LONGEST_PART - 3] + "..."


# By what the command line asks for; the columns marked as lists hold JSON.
COLUMNS = (
    *("account.owner", "account.team", "account.industry", "account.segment", "account.region"),
    *("account.tags", "contact.tags", "contact.language", "feedback.theme", "usage.metric"),
    *("issue.owner", "issue.escalated_to", "task.assignee", "task.waiting_on", "unmatched.address"),
)
LISTS = ("tags",)


def entered(db: sqlite3.Connection, column: str) -> Iterator[str]:
    """The values of a column, those in most records first, without what is no single safe word or line.
    Raises KeyError for another column, sqlite3.Error."""
    if column not in COLUMNS:
        raise KeyError(column)
    table, _, name = column.partition(".")
    source = f"json_each({table}.{name})" if name in LISTS else ""
    value = "value" if source else f'"{name}"'
    query = (
        f"SELECT {value}, count(*) FROM {table}{', ' + source if source else ''}"
        f" WHERE {value} <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    for found, _ in db.execute(query):
        if isinstance(found, str) and shown(found) == found and not found.startswith("-"):
            yield found
