"""Looking things up: `show`, `timeline`, `find`."""

from collections.abc import Collection
from functools import partial
from typing import Annotated, Any

import typer

from amcli.commands.filtering import FILTER_HELP, Asked, Filters
from amcli.commands.options import (
    LIST_OPTIONS,
    PAGE_OPTIONS,
    RECORD_OPTIONS,
    AccountArg,
    RefArg,
    finish,
    shows,
)
from amcli.commands.params import Text
from amcli.context import Run, current
from amcli.errors import BadValue
from amcli.output.result import Listing, Options, Page
from amcli.rules.names import quoted

FOUND = 50


@shows(PAGE_OPTIONS)
def show(context: typer.Context, ref: RefArg, *, out: Options) -> None:
    """Show an account by its name, or any other record by its reference.

    \b
    am show acme
    am show t31
    am show acme -o json | jq .contacts
    """
    from amcli.storage import resolve

    run = current(context)
    found = resolve.any_record(run.book, ref)
    show_record(run, found.kind, found.row, out)


def show_record(run: Run, kind: str, row: int, out: Options) -> None:
    """Show one record as a page."""
    from amcli.documents.account import markdown as account_markdown

    if kind == "account":
        from amcli.reports.account import read_page

        data, assessed = read_page(run.world, row)
        about: dict[str, Any] = {"world": run.world, "assessed": assessed}
        finish(run, Page("account", data, account_markdown, [data["code"]], about=about), out)
        return
    from amcli.reports.records import record_page
    from amcli.storage import records
    from amcli.storage.snoozes import snooze_of

    snooze = snooze_of(run.book, kind, row, run.today)
    data = records.listed(run.book, kind, row=row)[0] | {
        "snoozed_until": snooze.until.isoformat() if snooze else None,
        "snooze_reason": snooze.reason if snooze else None,
    }
    page = partial(record_page, kind, title(run, kind, row), data)
    finish(run, Page("record", data, None, [records.handle(kind, data)], page=page), out)


def title(run: Run, kind: str, row: int) -> str:
    """A record in a few words."""
    from amcli.storage.labels import label

    return label(run.book, kind, row)


@shows(RECORD_OPTIONS)
def timeline(
    context: typer.Context,
    account: AccountArg,
    words: Filters = None,
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="Include planned meetings and future dates.")
    ] = False,
    *,
    out: Options,
) -> None:
    """Show what happened with an account, newest first.

    \b
    am timeline acme
    am timeline acme --limit 10
    am timeline acme record:interaction text.has:sso
    am timeline acme -o json | jq '.[] | select(.record == "interaction")'
    """
    import datetime as dt

    from amcli.reports import timeline as query
    from amcli.storage import resolve

    run = current(context)
    found = resolve.account(run.book, account)
    asked = Asked(run, words)
    rows = asked.among(
        query.FIELDS, query.rows(run.book, found["id"], dt.date.max if everything else run.today)
    )
    page = partial(query.timeline_page, found["name"], found["code"])
    handle = lambda row: str(row["ref"] or found["code"])  # noqa: E731
    finish(run, Listing("timeline", query.FIELDS, rows, handle, asked.about(), page), out)


@shows(LIST_OPTIONS)
def find(
    context: typer.Context,
    text: Annotated[
        list[str],
        typer.Argument(
            metavar="TEXT... [FILTER...]",
            click_type=Text(),
            help=f"Words, or their beginnings; {FILTER_HELP}",
        ),
    ],
    *,
    out: Options,
) -> None:
    """Search all text in the book.

    Best match first; all words must match, with or without accents. A phone number, or at least its
    last six digits, finds whose it is. Shows 50 unless you give --limit.

    \b
    am find SSO
    am find "+44 20 7946 0018"
    am find SSO kind:task,interaction tier:key
    am find renewal -o ids | xargs -n1 am show
    """
    from amcli.reports import find as query

    run = current(context)
    words, filters = parted(text)
    most = FOUND if out.limit is None else max(1, out.limit)
    rows, count = query.rows(run.book, words, -1 if filters else most)
    asked = Asked(run, filters)
    if filters:
        rows = asked.found(query.OWN_FIELDS, rows)
        rows, count = rows[:most], len(rows)
    page = partial(query.find_page, run.today, words, count)
    finish(run, Listing("find", query.FIELDS, rows, query.handle_of, asked.about(), page), out)


def parted(text: list[str]) -> tuple[str, list[str]]:
    """What is searched for, and the words that name a field; `https:` and `Re:` are no fields but text."""
    if not any(":" in word for word in text):
        return " ".join(text), []
    from amcli.facts.filter_fields import fields_of
    from amcli.reports.find import OWN_FIELDS
    from amcli.rules.filters import names_field

    fields = {*fields_of("account"), *(field.name for field in OWN_FIELDS)}
    filters = [word for word in text if names_field(word, fields)]
    for word in text:
        if word not in filters and (near := nearly(word, fields)):
            raise BadValue(f"{quoted(word)}: no such field.", f"Did you mean {near}:?")
    return " ".join(word for word in text if word not in filters), filters


def nearly(word: str, fields: Collection[str]) -> str | None:
    """The field that a word all but names: `kinds:task`. What is further off is a text with a colon."""
    from difflib import get_close_matches

    name = word.partition(":")[0].partition(".")[0]
    found = get_close_matches(name, fields, n=1, cutoff=0.85) if ":" in word else []
    return found[0] if found and found[0] != name else None
