"""`am import`: its options, and which files it is given.

Not for what becomes of them (importjob.py).
"""

import datetime as dt

from amcli.commands.declared import argument, option
from amcli.commands.importjob import Job
from amcli.commands.mapping import check_name, said_now, save, whole_months, with_saved
from amcli.commands.options import Yes
from amcli.commands.readers import HAPPENED, Word
from amcli.commands.sources import opened
from amcli.context import Run
from amcli.hints import Annotated
from amcli.interchange.incoming import Options
from amcli.interchange.values.localtime import in_zone

# A plan is no list: it has words for a person and one object for a program.
FORMAT = option("--output", "-o", reader=Word(("table", "json")), help="Output format.")
Files = Annotated[
    list[str], argument(metavar="FILE...", help="Files, or a folder of email; - is standard input.")
]


def import_files(
    run: Run,
    files: Files,
    kind: Annotated[
        str | None,
        option("--kind", metavar="KIND", help="What the files contain, if their headers don't say."),
    ] = None,
    column: Annotated[
        list[str] | None, option("--map", metavar="FIELD=COLUMN", help="Read a field from this column.")
    ] = None,
    constant: Annotated[
        list[str] | None,
        option("--set", metavar="FIELD=VALUE", help="Give a field the same value in every row."),
    ] = None,
    other_words: Annotated[
        list[str] | None,
        option("--values", metavar="FIELD:THEIRS=OURS", help="What a word in the files means here."),
    ] = None,
    preset: Annotated[
        str | None,
        option("--preset", metavar="PRESET", help="The program the files come from, or a saved mapping."),
    ] = None,
    save_map: Annotated[
        str | None,
        option("--save-map", metavar="NAME", help="Save how these files are read, for --preset."),
    ] = None,
    source: Annotated[
        str | None,
        option(
            "--source",
            metavar="NAME",
            help="Where the files come from, if neither --preset nor their name says it.",
        ),
    ] = None,
    source_wins: Annotated[
        bool, option("--source-wins", help="Replace other sources' values, but never your own edits.")
    ] = False,
    dry_run: Annotated[bool, option("--dry-run", help="Show the plan and change nothing.")] = False,
    yes: Yes = False,
    skip_bad: Annotated[
        bool,
        option("--skip-bad", help="Skip bad rows and write them to FILE.bad.csv, beside the backups."),
    ] = False,
    bad: Annotated[
        str | None, option("--bad", metavar="FILE", help="Skip bad rows and write them to this file.")
    ] = None,
    clear_empty: Annotated[
        bool, option("--clear-empty", was="--clear", help="Let an empty cell clear the field.")
    ] = False,
    keep_extra: Annotated[
        bool, option("--keep-extra", was="--extra", help="Keep unknown columns as custom fields.")
    ] = False,
    create_accounts: Annotated[
        bool, option("--create-accounts", help="Add accounts that rows name and aren't in the book.")
    ] = False,
    term: Annotated[
        str | None,
        option("--term", metavar="12m", help="How long contracts run that have an end and no first day."),
    ] = None,
    no_link: Annotated[bool, option("--no-link", help="Don't link renewals to earlier contracts.")] = False,
    date_order: Annotated[
        str | None,
        option("--date-order", metavar="dmy|mdy|ymd", help="How to read dates such as 03/04/2026."),
    ] = None,
    encoding: Annotated[
        str | None, option("--encoding", metavar="NAME", help="The files' encoding, if am guesses it wrong.")
    ] = None,
    on: Annotated[
        dt.date | None, option("--on", reader=HAPPENED, help="Date of a meeting's transcript.")
    ] = None,
    sheet: Annotated[
        str | None, option("--sheet", metavar="NAME", help="The sheet of a workbook to read.")
    ] = None,
    full_text: Annotated[
        bool,
        option(
            "--full-text",
            was="--bodies",
            help="Keep the full text of emails and chats, not just the first line.",
        ),
    ] = False,
    by_domain: Annotated[
        bool, option("--by-domain", help="Also count email with anyone at an account's domain.")
    ] = False,
    quiet: Annotated[bool, option("--quiet", "-q", help="Print nothing if nothing changed.")] = False,
    raw: Annotated[bool, option("--raw", help="Keep the ' before what looks like a formula.")] = False,
    output: Annotated[str | None, FORMAT] = None,
) -> None:
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
    told = said_now(
        preset, kind, column or [], date_order, encoding, keep_extra, constant or (), other_words or ()
    )
    told = with_saved(run, told._replace(sheet=sheet))._replace(on=on.isoformat() if on else None)
    if save_map is not None:
        check_name(save_map)
    me = tuple(run.config.get("me.emails") or ())
    options = Options(
        run.today.isoformat(), "USD", clear_empty, create_accounts, not no_link,
        me=me, bodies=full_text, by_domain=by_domain, names=tuple(run.config.get("me.names") or ()),
        term_months=None if term is None else whole_months(term),
        source=named_source(source), wins=source_wins,
    )  # fmt: skip
    job = Job(run, dry_run, yes, skip_bad, quiet, options, bad)
    with opened(files, run) as sources, in_zone(run.config.get("calendar.timezone")):
        told = job.carry_out(sources, told, raw, save_map)
    if save_map is not None and not dry_run:
        save(run, save_map, told)


def named_source(name: str | None) -> str | None:
    """What --source says, in the form in which sources are compared. Raises BadValue."""
    from amcli.rules.names import check_name

    return None if name is None else check_name(name).casefold()
