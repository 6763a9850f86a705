"""How a digest goes out: written or handed to a mailer, and counted as sent when that was done.

What a digest tells is in `reports.digest`, its words in `documents.digest`.
"""

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from amcli.context import Run
from amcli.errors import AmcliError
from amcli.rules.dates import weekday_day
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from amcli.fields import Row
    from amcli.reports.digest import Digest

MAILER_SECONDS = 120


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
        return json.dumps([self.period, *self.words]) if self.words else self.period

    def send(self) -> bool:
        """Let what is new go out, and count it as sent once all of it is written, or the program has taken
        it; gives whether there was any. Raises what goes wrong, and then nothing counts.

        Of two at once the second has nothing to tell. The book is not held meanwhile: a reader, and a mailer,
        may take their time.
        """
        from amcli.storage import digests

        book = self.run.book
        with book.transaction():
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
        from amcli.storage import digests

        book = self.run.book
        try:
            if self.program is not None:
                self.hand_over(found)
            else:
                self.write(found)
        except BaseException:
            with book.transaction():
                digests.given_up(book, row)
            raise
        with book.transaction():
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
        from amcli.reports.digest import read_digest

        return read_digest(self.run.world, self.period, None)

    def read_new(self) -> "Digest":
        """What is new since the last digest of the chain."""
        from amcli.reports.digest import read_digest
        from amcli.storage.digests import last

        return read_digest(self.run.world, self.period, last(self.run.book, self.chain))

    def write(self, found: "Digest") -> None:
        """Write a digest, to the last byte. Raises AmcliError where nobody can read it."""
        if getattr(self.run.stdout, "name", None) == os.devnull:  # what stands for a stream that is closed
            raise AmcliError("the output can't be written: standard output is closed.")
        print(self.made(found), end="", file=self.run.stdout)
        self.run.stdout.flush()
        self.warn_of_rates()

    def hand_over(self, found: "Digest") -> None:
        """Hand the message to the program. Raises AmcliError where that fails."""
        from amcli import programs

        assert self.program is not None
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

    def made(self, found: "Digest") -> str:
        """A digest in the form that was asked for."""
        from amcli.reports.digest_data import data

        made = data(found, self.words)
        return self.message(made) if self.mail is not None else self.page(made)

    def page(self, data: "Row") -> str:
        """A digest as text, Markdown, HTML or JSON."""
        from amcli.documents.digest import html, markdown
        from amcli.output.digest import text

        if self.form == "json":
            from amcli.output.formats import as_json

            return f"{as_json(data)}\n"
        if self.form == "md":
            return "".join(f"{line}\n" for line in markdown(data))
        return html(data) if self.form == "html" else text(data)

    def message(self, data: "Row") -> str:
        """A digest as a whole message."""
        from amcli.documents.digest import html, subject
        from amcli.documents.mail import message
        from amcli.output.digest import text

        assert self.mail is not None
        made = message(self.mail, subject(data), text(data), html(data), self.run.today)
        return made.as_string()

    def remember(self, found: "Digest") -> None:
        """Keep the scores of the day, as the morning does, unless they are of some accounts only."""
        if self.run.world.only is None:
            from amcli.facts.kept_scores import remember_once

            look = found.look
            self.run.stdout.flush()
            remember_once(self.run.book, self.run.today, look.scores, self.run.world.model, look.mark)
