"""`am replies`: who owes a reply, you or they. And `am done n213`: an email or chat that needs no answer."""

import datetime as dt
from functools import partial

from amcli import jsontext
from amcli.commands.confirmations import dated
from amcli.commands.declared import option
from amcli.commands.filtering import AccountAndFilters, Asked
from amcli.commands.options import REPORT_OPTIONS, finish, shows
from amcli.commands.readers import Length
from amcli.commands.references import code_of, of_another_kind, planned
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.facts.account_facts import scored
from amcli.facts.replies import last_words
from amcli.fields import Row
from amcli.hints import Annotated, Any
from amcli.output.result import Listing, Options
from amcli.reports import replies as query
from amcli.rules.dates import Duration
from amcli.rules.names import shown
from amcli.storage import lines, records, writes
from amcli.vocabulary import with_article, words

UNKNOWN = "who wrote last isn't known"
ANSWERED = "something followed it already, or nobody of those in it is still there"


@shows(REPORT_OPTIONS)
def replies(
    run: Run,
    words: AccountAndFilters = None,
    mine: Annotated[bool, option("--mine", help="Show only what you owe.")] = False,
    theirs: Annotated[bool, option("--theirs", help="Show only what they owe.")] = False,
    within: Annotated[
        Duration | None,
        option(
            "--in",
            "--within",
            "-i",
            metavar="DURATION",
            reader=Length(),
            help="How far back to look (default: 60d).",
        ),
    ] = None,
    *,
    out: Options,
) -> None:
    """List who owes a reply: you first, then customers.

    The last email or chat with a person decides. A later call, meeting, visit or QBR with them settles it
    too, and so does am done n213: it needs no answer. Yours are late after 2 working days, theirs are
    listed after 5 (settings replies.owe_days, replies.wait_days).

    \b
    am replies --mine
    am replies acme --in 1y
    am replies tier:key late:true
    am replies -o ids --mine | xargs -n1 am show
    """
    asked = Asked(run, words, takes_account=True)
    sides = {side for side, wanted in (("me", mine), ("them", theirs)) if wanted}
    since = None
    if within is not None:
        try:
            since = within.before(run.today)
        except BadValue as error:
            raise BadValue(f"--in {error.message}", error.hint) from None
    found = query.read_replies(run.world, sides, asked.account_id, since)
    rows = asked.found(query.FIELDS, found.rows)
    some = bool(sides or asked.words or asked.account)
    page = partial(query.replies_page, run.world, asleep=found.asleep, some=some)
    finish(run, Listing("replies", query.FIELDS, rows, lambda row: str(row["ref"]), asked.about(), page), out)


def answerable(run: Run, found: Any, *, again: bool) -> Row:
    """The email or chat that was named, as its record. Raises Refused for what waits for no answer."""
    row = records.list_records(run.book, "interaction", row=found.row)[0]
    if planned(run, found.row):
        raise of_another_kind(run, found, "task")
    if (row["settled_on"] is not None and not again) or is_last_word(run, row):
        return row
    name, reason = lines.line_label(run.book, row["interaction"]), why(run, row)
    hint = f"What is: am replies {code_of(run, lines.with_code(run.book, row['account'])['id'])}"
    if reason == UNKNOWN:
        hint = f"Say who: am activity edit {row['interaction']} --last-direction in"
    raise Refused(f"{name} isn't waiting for an answer: {reason}. Nothing was changed.", hint)


def is_last_word(run: Run, row: Row) -> bool:
    """Whether nothing has followed an email or chat, however long ago it was, but for what settled it."""
    account = lines.with_code(run.book, row["account"])["id"]
    of = jsontext.dumps(scored(run.world, account))
    return bool(last_words(run.world, of, dt.date.min, row=row["id"])) or row["settled_on"] is not None


def why(run: Run, row: Row) -> str:
    """Why an interaction waits for no answer."""
    if row["tried"]:
        return "it reached nobody"
    if row["kind"] not in ("email", "chat"):
        return f"it is {with_article(words(row['kind']))}"
    if row["last_direction"] is None and row["direction"] not in ("in", "out"):
        return UNKNOWN
    if not scored(run.world, lines.with_code(run.book, row["account"])["id"]):
        return f"{shown(lines.with_code(run.book, row['account'])['name'])} is no customer now"
    return "it is still ahead" if row["on"] > run.today.isoformat() else ANSWERED


def settle(run: Run, rows: list[Row], day: dt.date, *, again: bool) -> None:
    """Write, within a transaction, that some emails and chats need no answer. What was said before keeps its
    day unless `again`."""
    for row in rows:
        if again or row["settled_on"] is None:
            writes.update(run.book, "interaction", row["id"], {"settled_on": day})


def settled_words(run: Run, row: Row, day: dt.date, *, again: bool) -> str:
    """`n213 needs no answer: Prices for 2027 (Acme Robotics)`."""
    already = row["settled_on"] is not None and not again
    said = "already needed no answer" if already else f"needs no answer{dated(day, run.today)}"
    what = shown(row["summary"] or words(row["kind"]))
    name = shown(lines.with_code(run.book, row["account"])["name"])
    return f"{row['interaction']} {said}: {what} ({name})"
