"""`am replies`: who owes a reply, you or they."""

from functools import partial

from amcli.commands.declared import option
from amcli.commands.filtering import AccountAndFilters, Asked
from amcli.commands.options import REPORT_OPTIONS, finish, shows
from amcli.commands.readers import Length
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Annotated
from amcli.output.result import Listing, Options
from amcli.reports import replies as query
from amcli.rules.dates import Duration


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
