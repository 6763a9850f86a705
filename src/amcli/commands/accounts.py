"""`am accounts`, which is `am account list` too: the whole book as one list."""

from functools import partial

from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import RECORD_OPTIONS, Everything, finish, shows
from amcli.context import Run
from amcli.output import chosen_format
from amcli.output.result import Listing, Options
from amcli.storage.records import handle


@shows(RECORD_OPTIONS, "account")
def accounts(run: Run, words: Filters = None, everything: Everything = False, *, out: Options) -> None:
    """List the whole book: ARR, health, next step, renewal.

    Every field can be sorted by and filtered: -s renews_on, -s -arr, health.under:60. Archived
    accounts are left out; --all shows them too.

    \b
    am accounts                      the whole book
    am accounts -s renews_on tier:key
    am accounts -s -arr --limit 10
    am account list -o csv --fields account,name,tier,arr,score,renews_on
    """
    from amcli.reports import accounts as query

    asked = Asked(run, words)
    ids = asked.ids("account")
    archived = everything or any(word.startswith("status") for word in asked.words)
    rows, hidden = query.account_rows(run.world, ids, wanted(run, out), archived=archived)
    page = partial(query.accounts_page, run.world, hidden, " ".join(run.verbs))
    finish(run, Listing("accounts", query.FIELDS, rows, partial(handle, "account"), asked.about(), page), out)


def wanted(run: Run, out: Options) -> set[str]:
    """The fields that this output needs; all, where they were not chosen."""
    from amcli.reports.accounts import FIELDS

    now = {field.was: field.name for field in FIELDS}
    asked = {name.strip().removeprefix("-") for name in (out.sort or "").split(",")}
    sorted_by = {now.get(name, name) for name in asked}
    form = chosen_format(run, Listing("accounts", FIELDS, [], str), out)
    if out.fields is not None:
        return sorted_by | {now.get(name, name) for name in map(str.strip, out.fields.split(","))}
    return sorted_by if form == "ids" else {field.name for field in FIELDS}
