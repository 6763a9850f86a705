"""`am doctor`: what may be wrong with the book. It only looks; what is to be done is left to a person."""

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import DUE_OPTIONS, finish, shows
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Annotated
from amcli.output import say
from amcli.output.progress import progress
from amcli.output.result import Listing, Options
from amcli.reports import duplicates as query
from amcli.rules.names import quoted, shown
from amcli.storage import merging, resolve
from amcli.storage.below_zero import falls
from amcli.storage.labels import label
from amcli.vocabulary import reference

COMPARED = ("account", "contact")
NAMED = 5


@shows(DUE_OPTIONS)
def doctor(
    run: Run,
    words: Filters = None,
    duplicates: Annotated[bool, option("--duplicates", help="Find likely duplicates.")] = False,
    apart: Annotated[
        tuple[str, str] | None,
        option("--apart", metavar="ONE OTHER", help="Mark two records as separate."),
    ] = None,
    report: Annotated[bool, option("--report", help="Write a file for a bug report.")] = False,
    *,
    out: Options,
) -> None:
    """Find likely duplicates.

    Lists each pair with its likelihood, the reasons and the command that merges it; nothing is merged
    automatically. The record to keep comes first: the one with more history, or else the older one.
    --apart marks a pair as separate, so it isn't listed again. Without --duplicates it also names contracts
    that are worth less than zero. --report writes a file for a bug report, without your customers' data:
    read it before you send it.

    \b
    am doctor                              every check
    am doctor --duplicates kind:contact certainty.over:90
    am doctor --duplicates -o json | jq -r '.[].command'
    am doctor --apart acme acme-labs
    """
    if report:
        from amcli.commands.bugreport import write_report

        if duplicates or words or apart is not None:
            raise BadValue("--report goes alone.", "See am doctor --help")
        write_report(run, out)
    elif apart is not None:
        if duplicates or words:
            raise BadValue("--apart takes two records and nothing else.", "See am doctor --help")
        keep_apart(run, *apart)
    else:
        if not duplicates:
            warn_of_falls(run)
            warn_of_state(run)
        show_duplicates(run, Asked(run, words), out)


def warn_of_falls(run: Run) -> None:
    """Name each contract that is worth less than nothing, as one from an older version may be, and what to
    type. Such a contract counts in every sum until a person corrects it."""
    for found in falls(run.book.db):
        contract, amendment = (reference("contract", row) for row in (found.contract, found.by[-1]))
        ways = f"am contract edit {contract} --value MONEY, or am contract rm {amendment}"
        run.warn(f"{contract} is {found}. To correct it: {ways}")


def warn_of_state(run: Run) -> None:
    """Name the accounts that a fresh reckoning finds elsewhere than what was kept for the day, and let it be
    worked out anew."""
    from amcli.facts.day_state import differing, forget

    found = differing(run.world)
    if found:
        named = ", ".join(map(shown, found[:NAMED])) + (
            f" and {len(found) - NAMED} more" if found[NAMED:] else ""
        )
        run.warn(f"what was kept for today differs from the book: {named}. It will be worked out anew.")
        forget(run.book)


def show_duplicates(run: Run, asked: Asked, out: Options) -> None:
    """The pairs that are likely one, as a list."""
    with progress(run, query.to_compare(run.book), "comparing") as tick:
        found = query.rows(run.book, run.config.get("me.country"), tick)
    rows = asked.among(query.FIELDS, found)
    page, about = query.duplicates_page, asked.about()
    finish(run, Listing("duplicates", query.FIELDS, rows, lambda row: str(row["other"]), about, page), out)


def keep_apart(run: Run, one: str, other: str) -> None:
    """Remember that two records are two. Raises BadValue for what is no pair of accounts or of people."""
    first, second = (resolve.any_record(run.book, text) for text in (one, other))
    if first.kind != second.kind or first.kind not in COMPARED or first.row == second.row:
        raise BadValue(
            f"--apart {quoted(one)} {quoted(other)}: not two accounts or two people.",
            "For example: am doctor --apart acme acme-labs",
        )
    with run.book.transaction() as txn:
        merging.keep_apart(run.book, txn, first.kind, first.row, second.row)
    names = (shown(label(run.book, each.kind, each.row)) for each in (first, second))
    say(run, [f"{' and '.join(names)} are marked as separate.", "to undo: am undo"], shown(other))
