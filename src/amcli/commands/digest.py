"""`am digest`: the digest for a day or a week, for a mail or a terminal; `--new` is only what is new.

It is written or handed to a mailer, and counted as sent when that was done.

What a digest tells is in `reports.digest`, its page in `reports.digest_page`.
"""

from collections.abc import Sequence

from amcli import jsontext
from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import warn_of_left_out
from amcli.commands.readers import Address, Program, Word
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, Ended
from amcli.facts.histories import OfDay, remember_once
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output import readable
from amcli.output.digest import html, text
from amcli.output.formats import as_json
from amcli.output.markdown import markdown
from amcli.reports.digest import read_digest
from amcli.reports.digest_data import digest_object
from amcli.reports.digest_page import digest_page, subject
from amcli.reports.message import message
from amcli.rules.dates import weekday_day
from amcli.rules.names import quoted
from amcli.storage import digests
from amcli.storage.digests import last

if TYPE_CHECKING:
    from amcli.fields import Row
    from amcli.reports.digest import Digest

DUE = 10
PERIODS = ("day", "week")
FORMATS = ("text", "md", "html", "json")


def digest(
    run: Run,
    words: Filters = None,
    period: Annotated[
        str, option("--period", reader=Word(PERIODS), help="Daily or weekly: day or week.")
    ] = "day",
    form: Annotated[
        str | None, option("--output", "-o", "--format", reader=Word(FORMATS), help="Output format.")
    ] = None,
    new: Annotated[
        bool, option("--new", help="Show only what is new since the last --new; nothing if nothing is.")
    ] = False,
    peek: Annotated[
        bool, option("--peek", help="With --new: preview without marking anything as sent.")
    ] = False,
    mail: Annotated[
        str | None,
        option(
            "--mail",
            metavar="ADDRESS",
            reader=Address(),
            help="Print a complete email to this address, for sendmail.",
        ),
    ] = None,
    send_with: Annotated[
        Any,
        option("--send-with", metavar="COMMAND", reader=Program(), help="Hand the email to this program."),
    ] = None,
    exit_code: Annotated[
        bool, option("--exit-code", help="Exit with code 10 if there is anything to show.")
    ] = False,
) -> None:
    """Print the daily or weekly digest.

    With --new it mentions each thing once and prints nothing when nothing is new, so it can run every
    morning. Items count as sent once the whole digest was delivered. In a terminal --new is only a
    preview. The weekly digest adds what was won, lost, renewed and slipped, and the forecast next to the
    previous one.

    \b
    am digest
    am digest --new --mail me@example.com --send-with "/usr/sbin/sendmail -t"
    am digest --period week -o md
    am digest --new --peek tier:key
    """
    if peek and not new:
        raise BadValue("--peek needs --new.")
    if mail is not None and form is not None:
        raise BadValue("give --mail or --output, not both: an email has text and HTML.")
    if send_with is not None and (mail is None or peek):
        raise BadValue(f"--send-with {'and --peek: one of the two' if peek else 'goes with --mail'}.")
    asked = Asked(run, words)
    asked.restrict()
    asked.warn_of_none()
    way = Way(run, asked.words, period, form or "text", mail, send_with)
    if goes_out(way, new=new, peek=peek) and exit_code:
        raise Ended(DUE)


class Way:
    """The way of one digest: of which accounts and period, in which form, to whom, through which program."""

    def __init__(
        self, run: Run, words: Sequence[str], period: str, form: str, mail: str | None, program: str | None
    ) -> None:
        self.run, self.words, self.period, self.form = run, words, period, form
        self.mail, self.program = mail, program

    @property
    def chain(self) -> str:
        """Which digests know of each other: those of a period with the same filters."""
        return jsontext.dumps([self.period, *self.words]) if self.words else self.period

    def send(self) -> bool:
        """Let what is new go out, and count it as sent once all of it is written, or the program has taken
        it; gives whether there was any. Raises what goes wrong, and then nothing counts.

        Of two at once the second has nothing to tell. The book is not held meanwhile: a reader, and a mailer,
        may take their time.
        """
        book = self.run.book
        with book.transaction(of_digest=True):
            if digests.is_under_way(book, self.chain):
                return False
            found = self.read_new()
            if found.empty:
                digests.keep_silence(book, self.chain, found.state)
            else:
                row = digests.begin(book, self.chain, found.state)
        if not found.empty:
            self.deliver(found, row)
        self.remember(found)
        return not found.empty

    def deliver(self, found: "Digest", row: int) -> None:
        """Write or hand over a digest that is noted as going out, and count it."""
        book = self.run.book
        try:
            if self.program is not None:
                self.hand_over(found)
            else:
                self.write(found)
        except BaseException:
            with book.transaction(of_digest=True):
                digests.given_up(book, row)
            raise
        with book.transaction(of_digest=True):
            digests.confirmed(book, self.chain, row)
        if self.program is None and self.run.stderr.isatty():
            self.run.warn(
                "marked as sent: the next --new shows only what comes after it. --peek marks nothing."
            )

    def look(self, *, new: bool) -> bool:
        """Write what is new, or what stands, without counting it; gives whether there is anything."""
        found = self.read_new() if new else self.read()
        if self.program is not None:
            self.hand_over(found)
        elif not new or not found.empty:
            self.write(found)
        elif self.run.terminal:
            since = f" since {weekday_day(found.then.on, self.run.today)}" if found.then else ""
            print(f"Nothing new{since}.", file=self.run.stdout)
        if new and self.run.terminal:
            print("\nPreview: in a terminal nothing is marked as sent.", file=self.run.stdout)
        self.remember(found)
        return not found.empty

    def read(self) -> "Digest":
        """All that stands."""
        return read_digest(self.run.world, self.period, None)

    def read_new(self) -> "Digest":
        """What is new since the last digest of the chain."""
        return read_digest(self.run.world, self.period, last(self.run.book, self.chain))

    def write(self, found: "Digest") -> None:
        """Write a digest, to the last byte. Raises OSError where that can't be done."""
        print(self.made(found), end="", file=self.run.stdout)
        self.run.stdout.flush()
        self.warn_of_rates()

    def hand_over(self, found: "Digest") -> None:
        """Hand the message to the program. Raises AmcliError where that fails."""
        assert self.program is not None
        from amcli import programs

        words = programs.words_of(self.program)
        text = self.made(found).encode()
        fault = programs.run(words, text, self.run.environ, MAILER_SECONDS, self.run.stderr)
        if fault is not None:
            raise AmcliError(
                f"the digest was not sent: {quoted(words[0], 200)} {fault}.",
                "It will be sent again next time.",
            )
        self.warn_of_rates()

    def warn_of_rates(self) -> None:
        """Warn of amounts that lack a rate, where anything was told."""
        if warning := self.run.world.totals.warning():
            self.run.warn(warning)
        warn_of_left_out(self.run)

    def made(self, found: "Digest") -> str:
        """A digest in the form that was asked for."""
        made = readable(self.run, digest_object(found, self.words))
        return self.message(made) if self.mail is not None else self.page(made)

    def page(self, data: "Row") -> str:
        """A digest as text, Markdown, HTML or JSON."""
        if self.form == "json":
            return f"{as_json(data)}\n"
        page = digest_page(data)
        if self.form == "md":
            return "".join(f"{line}\n" for line in markdown(page))
        return html(page, subject(data)) if self.form == "html" else text(page)

    def message(self, data: "Row") -> str:
        """A digest as a whole message."""
        assert self.mail is not None
        page, title = digest_page(data), subject(data)
        made = message(self.mail, title, text(page), html(page, title), self.run.today)
        return made.as_string()

    def remember(self, found: "Digest") -> None:
        """Keep the scores of the day, as the morning does, unless they are of some accounts only."""
        if self.run.world.only is None:
            self.run.stdout.flush()
            remember_once(
                self.run.world,
                (
                    OfDay(each.id, each.score, each.health, round(each.evidence, 4), each.points)
                    for each in found.look.standings.values()
                ),
            )


def goes_out(way: Way, *, new: bool, peek: bool) -> bool:
    """Let a digest go its way; gives whether it had anything to tell. A person at a terminal only looks,
    unless a program is there to send it."""
    if not new or peek or (way.run.terminal and way.program is None):
        return way.look(new=new)
    return way.send()


MAILER_SECONDS = 120
