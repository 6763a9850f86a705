"""The day's state: where every account stands today, worked out once and kept in the book.

The first command of a day that wants it works it out and keeps it; after that only accounts whose records the
journal names since are worked out anew. What it was worked out from is kept with it (`Mark`): where anything
of that is otherwise now, all of it is made and kept anew. So it is never older than the book, whoever wrote.
It is no record: nobody journals, exports or undoes it, and without it everything says the same.
"""

from collections.abc import Iterator, Sequence

from amcli import __version__, jsontext
from amcli.errors import AmcliError, BadValue
from amcli.facts.account_facts import World, bare, scored
from amcli.facts.churn import left
from amcli.facts.signs import of_books
from amcli.hints import TYPE_CHECKING, NamedTuple
from amcli.storage.connection import Book
from amcli.vocabulary import TIERS

if TYPE_CHECKING:  # a list that takes kept scores loads no signal
    from amcli.rules.standing import Frame, Standing

SETTING = "day"
FORM = 7  # of what is kept; another form of it is another version
MOST_CHANGED = 300  # accounts that are worked out apart; where more changed, all are
FEW = 10  # accounts that are rather worked out again by the next command than all, or than kept
CALENDAR = ("calendar.working_days", "calendar.days_off", "calendar.holidays", "replies.owe_days")
COLUMNS = (
    "id", "score", "band", "coverage", "kinds", "points", "arr", "lacking", "missing", "booked_on",
    "renews_on", "notice_on", "checkins", "qbrs", "tasks", "renewals", "renewing", "unrated", "long_ago",
    "snoozed", "moment", "items",
)  # fmt: skip
ID, BAND = 0, 3  # their places in what is read of a standing
PUT = f"INSERT OR REPLACE INTO day_state({', '.join(COLUMNS)})"
REMARK = "INSERT INTO setting(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"


class Known(NamedTuple):
    """A score and what it is called; the score is None where that is `unknown` or `leaving`."""

    score: int | None
    health: str


class Mark(NamedTuple):
    """What a state was worked out from: the day, everything configured, the last entry of the journal, and
    what all scores of the book depend on (`OfBook`)."""

    day: str
    made: str
    journal: int
    silent: bool
    usual_load: float


def newest_entry(book: Book) -> int:
    """The last entry of the journal."""
    return int(book.db.execute("SELECT coalesce(max(id), 0) FROM journal").fetchone()[0])


def configured(world: World) -> str:
    """All that is configured and a state depends on. Raises BadValue.

    Where nobody set figures the version says all: a list that takes kept scores loads no signal for it.
    """
    config, totals = world.config, world.totals
    made = (
        __version__, FORM, world.model.version if config.weighs_otherwise else "", world.grace,
        [(config.cadence_days(tier), config.qbr_days(tier)) for tier in TIERS], config.get("lists.renewals"),
        [config.given(name) for name in CALENDAR], totals.base, sorted(totals.rates.items()),
    )  # fmt: skip
    return repr(made)


def kept_mark(book: Book) -> Mark | None:
    """What the state that is kept was worked out from; None where none is kept."""
    found = book.db.execute("SELECT value FROM setting WHERE key = ?", (SETTING,)).fetchone()
    if found is None:
        return None
    try:
        day, made, journal, silent, load = jsontext.loads(found["value"])
        return Mark(str(day), str(made), int(journal), silent is True, float(load))
    except (ValueError, TypeError):
        return None


class Fit(NamedTuple):
    """How far the state that is kept holds now: `changed` are the accounts whose records changed since; None
    where nothing of it holds. `kept` is its mark, `now` the one of a state that is made now; None where none
    is to be."""

    now: Mark | None
    kept: Mark | None
    changed: set[int] | None


def fit(world: World, kept: Mark | None = None) -> Fit:
    """Hold the state that is kept, of which the mark may have been read, against the book as it is. Raises
    BadValue."""
    kept = kept or kept_mark(world.book)
    made, newest, day = configured(world), newest_entry(world.book), world.today.isoformat()
    if kept is not None and kept[:3] == (day, made, newest):
        return Fit(kept, kept, set())  # nothing was written since, which most commands find
    now = Mark(day, made, newest, *of_books(world)[0])
    if kept is None or kept._replace(journal=newest) != now or kept.journal > newest:
        return Fit(now, kept, None)
    from amcli.facts.changed_accounts import changed_accounts, put_off_accounts

    changed = changed_accounts(world.book, kept.journal)
    return Fit(now, kept, None if changed is None else changed | put_off_accounts(world.book, kept.journal))


def checkins_due(world: World) -> list[int] | None:
    """The accounts whose check-in is due today, and those that changed since that was kept; None where
    nothing is kept that holds, or where a mark with figures of one's own takes longer than to ask."""
    if world.book.looks_back or world.config.weighs_otherwise:
        return None
    kept = kept_mark(world.book)
    if kept is None or kept.day != world.today.isoformat():
        return None
    try:
        held = fit(world._replace(only=None), kept)
    except BadValue:  # a setting that only the state asks for is wrong
        return None
    if held.changed is None:
        return None
    changed = jsontext.dumps(sorted(held.changed))
    return [row["id"] for row in world.book.rows("day_state.checkins", changed=changed)]


def standings(world: World) -> "list[Standing]":
    """Where every account of the whole book stands, in the order of their ids. Raises BadValue."""
    whole = world._replace(only=None)
    if world.book.looks_back:
        return list(worked_out(whole, scored(whole)))
    held = fit(whole)
    if held.changed is not None:
        from amcli.rules.standing import Standing

        gone = left(whole)
        rows = world.book.rows("day_state.standings")
        rows = [row for row in rows if row["id"] not in gone] if gone else rows
        stale = [row[ID] for row in rows if row[BAND] is None or row[ID] in held.changed]
        if len(stale) <= MOST_CHANGED:
            fresh = {each.id: each for each in worked_out(whole, stale)}
            if len(stale) > FEW:
                keep_at_end(world.book, held, list(fresh.values()))
            if not fresh:
                return list(map(Standing._make, rows))
            return [fresh[row[ID]] if row[ID] in fresh else Standing._make(row) for row in rows]
    return made_anew(whole, held)


def made_anew(world: World, held: Fit) -> "list[Standing]":
    """Where every account stands, all of it worked out now, and kept."""

    def make() -> "list[Standing]":
        found = list(worked_out(world, scored(world)))
        keep_at_end(world.book, held, found)
        return found

    return world.book.once("standings", make, held.now)


def known_scores(world: World, only: list[int] | None = None) -> dict[int, Known]:
    """The score of every account that has one, or of some at least."""
    if world.book.looks_back or (only is not None and not only):
        return scores_now(world, only)
    try:
        return taken(world._replace(only=None), only)
    except BadValue:  # a setting that only the state asks for is wrong: a score doesn't need it
        return scores_now(world, only)


def taken(world: World, only: list[int] | None) -> dict[int, Known]:
    """The same from the state that is kept, with what changed since; where that is much, the state is kept
    anew. Raises BadValue."""
    held = fit(world)
    book = world.book
    kept = (
        book.rows("day_state.scores")
        if only is None
        else book.rows("day_state.scores_of", accounts=jsontext.dumps(only))
    )
    gone = left(world)
    if held.changed is None and only is not None and len(only) <= FEW:
        return scores_now(world, only)
    changed = held.changed or set()
    there = {account: Known(score, band) for account, score, band in kept if account not in gone}
    found = {account: of for account, of in there.items() if of.health is not None and account not in changed}
    missing = [account for account in (only or there) if account not in found]
    if held.changed is None or len(missing) > FEW:
        return {each.id: Known(each.score, each.health) for each in standings(world)}
    return found | scores_now(world, missing)


def scores_now(world: World, accounts: list[int] | None) -> dict[int, Known]:
    """The scores of some accounts, or of all, worked out without being kept."""
    if accounts is not None and not accounts:
        return {}
    from amcli.rules.score import assess

    whole = world._replace(only=None, totals=world.totals.apart())
    every = bare(whole, scored(whole) if accounts is None else accounts, ranks=False)
    outcomes = ((each.id, assess(each, world.today, world.model)) for each in every)
    return {account: Known(found.score, found.health) for account, found in outcomes}


def worked_out(world: World, accounts: list[int]) -> "Iterator[Standing]":
    """Where some accounts stand, worked out now. Raises BadValue."""
    if not accounts:
        return
    from amcli.rules.score import assess
    from amcli.rules.standing import standing

    apart = world._replace(totals=world.totals.apart())
    frame = frame_of(apart)
    for facts in bare(apart, accounts):
        found = assess(facts, world.today, world.model)
        yield standing(facts, found, frame, apart.totals.lacking.get(facts.id, ()))


def frame_of(world: World) -> "Frame":
    """What accounts are judged by today beside their facts."""
    from amcli.rules.dates import parse_duration
    from amcli.rules.standing import QUARTER, Frame

    near, far = (
        parse_duration(text).after(world.today) for text in (world.config.get("lists.renewals"), QUARTER)
    )
    asleep = put_off(world)
    return Frame(world.today, world.model, asleep, world.config.worked, world.totals.in_base, near, far)


def put_off(world: World) -> frozenset[str]:
    """The references of everything that is put off until after today."""
    from amcli.vocabulary import LETTERS, reference

    rows = world.book.rows("day_state.asleep", today=world.today.isoformat())
    return frozenset(reference(row["kind"], row["row"]) for row in rows if row["kind"] in LETTERS)


def keep_at_end(book: Book, held: Fit, found: "Sequence[Standing]") -> None:
    """Keep what was worked out once the command has said all it has to say."""
    book.at_end.append(lambda: keep(book, held, found))


def keep(book: Book, held: Fit, found: "Sequence[Standing]") -> None:
    """Keep what was worked out: all of it, or what changed of the state that was kept."""
    if kept_mark(book) != held.kept:
        return  # another command was faster
    if held.changed is None:
        book.db.execute("DELETE FROM day_state")
    book.add_many(PUT, ((each.id, *each[2:]) for each in found))
    book.db.execute(REMARK, (SETTING, jsontext.dumps(held.now)))


def forget(book: Book) -> None:
    """Let the next command make the state anew; where the book is read-only or busy, it stays as it is."""
    try:
        with book.aside():
            book.db.execute("DELETE FROM setting WHERE key = ?", (SETTING,))
    except AmcliError:
        return
