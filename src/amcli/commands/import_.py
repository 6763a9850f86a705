"""`am import`: its options, and which files it is given.

Not for what becomes of them (importjob.py).
"""

from amcli.commands.declared import argument, with_group
from amcli.commands.importjob import Job
from amcli.commands.mapping import ImportOptions, check_save_name, said_now, save, whole_months, with_saved
from amcli.commands.sources import opened
from amcli.context import Run
from amcli.hints import Annotated
from amcli.interchange.incoming import Options
from amcli.interchange.values.localtime import in_zone
from amcli.rules.names import check_name

Files = Annotated[
    list[str], argument(metavar="FILE...", help="Files, or a folder of email; - is standard input.")
]


@with_group("asked", ImportOptions)
def import_files(run: Run, files: Files, *, asked: ImportOptions) -> None:
    """Import files: a plan first, then everything or nothing.

    A sheet with a customer in each row makes accounts, contacts, contracts and touches at once. Also lists of
    accounts, people, contracts, activities and other records, recognised by their headers, from CSV and
    workbooks (.xlsx, .xls, .ods); people from vCards; meetings from iCalendar files. Email, phone logs and
    chats become touches with the people in them. You can import the same file again: what is already in the
    book stays as it is. More: am help import, mail or chats.

    Examples:

      am import customers.csv

      am import customers.xlsx --map name="Firm" --save-map firms

      crm-export | am import - --kind contacts --yes

      am import people.vcf work.ics ~/Mail calls.csv --quiet
    """
    told = with_saved(run, said_now(asked))
    if asked.save_map is not None:
        check_save_name(asked.save_map)
    job = Job(run, asked.dry_run, asked.yes, asked.skip_bad, asked.quiet, options_of(run, asked), asked.bad)
    with opened(files, run) as sources, in_zone(run.config.get("calendar.timezone")):
        told = job.carry_out(sources, told, asked.raw, asked.save_map)
    if asked.save_map is not None and not asked.dry_run:
        save(run, asked.save_map, told)


def options_of(run: Run, asked: ImportOptions) -> Options:
    """What the readers of files have to know. Raises BadValue."""
    term = None if asked.term is None else whole_months(asked.term)
    names = tuple(run.config.get("me.names") or ())
    return Options(
        run.today.isoformat(), "USD", asked.clear_empty, asked.create_accounts, not asked.no_link,
        me=tuple(run.config.get("me.emails") or ()), bodies=asked.full_text, by_domain=asked.by_domain,
        names=names, term_months=term, source=named_source(asked.source), wins=asked.source_wins,
    )  # fmt: skip


def named_source(name: str | None) -> str | None:
    """What --source says, in the form in which sources are compared. Raises BadValue."""
    return None if name is None else check_name(name).casefold()
