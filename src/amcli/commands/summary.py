"""`am summary`: the digest for a day or a week, for a mail or a terminal; `--new` is only what is new."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from amcli.commands.filtering import Asked, Filters
from amcli.commands.params import Address, Word
from amcli.context import Run, current
from amcli.errors import BadValue
from amcli.rules.dates import weekday_day

if TYPE_CHECKING:
    from amcli.book.queries.digest import Digest
    from amcli.fields import Row

DUE = 10
PERIODS = ("day", "week")
FORMATS = ("text", "md", "html", "json")


def summary(
    context: typer.Context,
    words: Filters = None,
    period: Annotated[
        str, typer.Option("--period", click_type=Word(PERIODS), help="For a day or a week.")
    ] = "day",
    form: Annotated[
        str | None,
        typer.Option("--output", "-o", "--format", click_type=Word(FORMATS), help="Output format."),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Only what is new or moved since the last --new; silent without.")
    ] = False,
    peek: Annotated[bool, typer.Option("--peek", help="With --new: look, and count it as not sent.")] = False,
    mail: Annotated[
        Any,
        typer.Option(
            "--mail", metavar="ADDRESS", click_type=Address(), help="A whole message, for sendmail."
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Exit with 10 when there is something to tell.")
    ] = False,
) -> None:
    """The digest: what is due, late, nearer, worse and better.

    With --new it tells each thing once and is silent when nothing is new, so it can run every morning.
    What it has told is kept in the book, once all of it was written. On a terminal --new only looks.
    A week also brings what was won, lost, renewed and slipped, and the forecast beside the last one.

    \b
    am summary
    am summary --new --mail me@example.com | /usr/sbin/sendmail -t
    am summary --period week -o md
    am summary --new --peek tier:key
    """
    run = current(context)
    if peek and not new:
        raise BadValue("--peek goes with --new.")
    if mail is not None and form is not None:
        raise BadValue("--mail and --output: one of the two; a message has text and HTML.")
    asked = Asked(run, words)
    asked.restrict()
    way = Way(run, " ".join([period, *asked.words]), period, form or "text", mail)
    if (way.look(new=new) if not new or peek or run.terminal else way.send()) and exit_code:
        raise typer.Exit(DUE)


class Way:
    """How a digest goes out: of which chain and period, in which form, and to whom."""

    def __init__(self, run: Run, chain: str, period: str, form: str, mail: str | None) -> None:
        self.run, self.chain, self.period, self.form, self.mail = run, chain, period, form, mail

    def send(self) -> bool:
        """Write what is new, and count it as sent once all of it is written; gives whether there was any.

        Another digest of the same chain waits meanwhile, so that nothing is told twice.
        """
        from amcli.book.digests import keep, last
        from amcli.book.queries.digest import read_digest

        book = self.run.book
        with book.transaction():
            found = read_digest(self.run.world, self.period, last(book, self.chain))
            if not found.empty:
                self.write(found)
            keep(book, self.chain, found.state, told=not found.empty)
        self.remember(found)
        return not found.empty

    def look(self, *, new: bool) -> bool:
        """Write what is new, or what stands, without counting it; gives whether there is anything."""
        from amcli.book.digests import last
        from amcli.book.queries.digest import read_digest

        then = last(self.run.book, self.chain) if new else None
        found = read_digest(self.run.world, self.period, then)
        if not new or not found.empty:
            self.write(found)
        elif self.run.terminal:
            since = f" since {weekday_day(then.on, self.run.today)}" if then else ""
            print(f"Nothing new{since}.", file=self.run.stdout)
        if new and self.run.terminal:
            print("\nA look only: on a terminal nothing counts as sent.", file=self.run.stdout)
        self.remember(found)
        return not found.empty

    def write(self, found: "Digest") -> None:
        """Write a digest, to the last byte."""
        from amcli.book.queries.digest import data

        print(self.made(data(found)), end="", file=self.run.stdout)
        self.run.stdout.flush()
        if warning := self.run.world.totals.warning():
            self.run.warn(warning)

    def made(self, data: "Row") -> str:
        """A digest in the form that was asked for."""
        from amcli.documents.digest import html, markdown, subject
        from amcli.output.digest import text

        if self.mail is not None:
            from amcli.documents.mail import message

            day = self.run.today
            return message(self.mail, subject(data), text(data), html(data), day).as_string()
        if self.form == "json":
            from amcli.output.formats import as_json

            return f"{as_json(data)}\n"
        if self.form == "md":
            return "".join(f"{line}\n" for line in markdown(data))
        return html(data) if self.form == "html" else text(data)

    def remember(self, found: "Digest") -> None:
        """Keep the scores of the day, as the morning does, unless they are of some accounts only."""
        if self.run.world.only is None:
            from amcli.book.health import remember_once

            look = found.look
            self.run.stdout.flush()
            remember_once(self.run.book, self.run.today, look.scores, self.run.world.model, look.mark)
