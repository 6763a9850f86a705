"""The scores of today as they were kept this morning, and those of what has changed since.

The first morning of a day scores the whole book and keeps the scores; after that only
accounts whose records the journal names are scored anew. Every way of writing is journalled, also that of
other programs, so what is kept is never older than what it stands for. Where anything is unclear (another
configuration, another version, many changes) nothing is taken from here and the book is scored as a whole.
"""

import datetime as dt
from collections.abc import Mapping

from amcli import __version__, jsontext
from amcli.errors import AmcliError
from amcli.facts.account_facts import World, read
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.rules.score import assess
from amcli.storage.connection import Book
from amcli.vocabulary import TIERS

if TYPE_CHECKING:  # a list that takes kept scores loads no signal
    from amcli.rules.facts import Facts
    from amcli.rules.model import Model
    from amcli.rules.score import Score

SETTING = "scores"
MOST_ENTRIES, MOST_ACCOUNTS = 5000, 300
OWNED = frozenset(
    {
        "contact", "handoff", "contract", "interaction", "task", "opportunity", "issue", "feedback", "survey",
        "usage", "goal", "event",
    }
)  # fmt: skip
# What no score depends on.
APART = frozenset({"product", "target", "snooze", "source_ref", "health", "unmatched"})
PARTICIPANTS = (
    "SELECT i.account_id FROM interaction_contact c JOIN interaction i ON i.id = c.interaction_id WHERE c.id"
)


class Known(NamedTuple):
    """A score and its band; the score is None where the band is `unknown`."""

    score: int | None
    band: str


class Mark(NamedTuple):
    """What scores were worked out from: the day, everything configured, and the last entry of the journal.

    Where nobody set figures the version says all: a list that takes kept scores loads no signal for it.
    """

    day: str
    model: str
    journal: int


def mark(world: World) -> Mark:
    """What scores that are worked out now are worked out from."""
    config = world.config
    usual = [(config.cadence_days(tier), config.qbr_days(tier)) for tier in TIERS]
    figures = world.model.version if world.config.weighs_otherwise else "as built"
    model = f"{__version__} {figures} {world.grace} {usual}"
    newest = world.book.db.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0]
    return Mark(world.today.isoformat(), model, int(newest))


def kept_mark(book: Book) -> Mark | None:
    """What the kept scores were worked out from; None where none are kept."""
    found = book.db.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    if found is None:
        return None
    try:
        day, model, journal = jsontext.loads(found["value"])
        return Mark(str(day), str(model), int(journal))
    except (ValueError, TypeError):
        return None


def known_scores(world: World, only: list[int] | None = None) -> dict[int, Known] | None:
    """The score of every account that has one, or of some at least; None where they are to be worked out
    as a whole."""
    then, now = kept_mark(world.book), mark(world)
    if then is None or (then.day, then.model) != (now.day, now.model):
        return None
    changed = changed_accounts(world.book, then.journal)
    if changed is None:
        return None
    rows = world.book.rows("kept_scores.scores", today=now.day)
    found = {row[0]: Known(row[1], row[2]) for row in rows if row[2] is not None and row[0] not in changed}
    wanted = [row[0] for row in rows] if only is None else only
    missing = [account for account in wanted if account not in found]
    if len(missing) > MOST_ACCOUNTS:
        return None
    return found | fresh(world, missing)


def fresh(world: World, accounts: list[int]) -> dict[int, Known]:
    """Scores of some accounts, worked out now."""
    if not accounts:
        return {}
    facts = read(world, accounts, money=False)
    outcomes = {each.id: assess(each, world.today, world.model) for each in facts}
    return {account: Known(found.score, found.band) for account, found in outcomes.items()}


def changed_accounts(book: Book, journal: int) -> set[int] | None:
    """The accounts whose records changed after an entry of the journal; None where that cannot be told."""
    entries = book.rows("kept_scores.changed_since", journal=journal)
    if len(entries) > MOST_ENTRIES:
        return None
    rows: dict[str, list[int]] = {}
    found: set[int] = set()
    for table, row, before, after, talk in entries:
        rows.setdefault(table, []).append(row)
        if talk is not None:
            rows.setdefault("interaction", []).append(talk)
        found |= {account for account in (before, after) if account is not None}
    for table, ids in rows.items():
        if table == "account":
            found |= set(ids)
        elif table in OWNED:
            found |= owners(book, f'SELECT account_id FROM "{table}" WHERE id', ids)
        elif table == "interaction_contact":
            found |= owners(book, PARTICIPANTS, ids)
        elif table not in APART:
            return None
    return found


def owners(book: Book, query: str, ids: list[int]) -> set[int]:
    """The accounts that some rows belong to now."""
    rows = book.db.execute(f"{query} IN (SELECT value FROM json_each(?))", (jsontext.dumps(ids),))
    return {row[0] for row in rows}


PATIENCE_MS = 200
INSERT = (
    'INSERT INTO health(account_id, "on", score, band, coverage, model, reasons)'
    " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
)
REMARK = "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"


def remember_once(
    book: Book, today: dt.date, scores: Mapping[int, "Score"], model: "Model", mark: Mark
) -> None:
    """Keep the scores of a day, unless they are kept already, and `mark` what they were worked out from. A
    report does not fail for it, and does not wait: where the book is read-only or busy, the next report of
    the day keeps them."""
    try:
        if not scores or is_kept(book, today):
            return
        book.db.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
        with book.transaction():
            if not is_kept(book, today):  # another report may have been faster
                keep(book, today, scores, model)
                book.db.execute(REMARK, (SETTING, jsontext.dumps(mark)))
    except AmcliError:
        return


def is_kept(book: Book, day: dt.date) -> bool:
    """Whether the scores of a day are kept already."""
    return bool(book.rows("health.today", today=day.isoformat()))


def keep(book: Book, day: dt.date, scores: Mapping[int, "Score"], model: "Model") -> None:
    """Keep the scores of a day, within a transaction; an account that has one for the day keeps it."""
    on, version = day.isoformat(), model.version
    rows = [
        (account, on, found.score, found.band, round(found.coverage, 4), version, reasons(found))
        for account, found in scores.items()
    ]
    book.db.executemany(INSERT, rows)


def reasons(found: "Score") -> str:
    """The points of each line, as JSON; the words can be made again."""
    return jsontext.dumps([{"signal": line.signal, "points": line.points} for line in found.lines])


def scores(world: World, facts: "list[Facts]") -> "dict[int, Score]":
    """The score of each account, by id."""
    today, model = world.today, world.model
    return {each.id: assess(each, today, model) for each in facts}
