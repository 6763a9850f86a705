"""`am summary`: the digest for a day or a week, for a mail or a terminal; `--new` is only what is new."""

from typing import Annotated, Any

from amcli.commands.declared import option
from amcli.commands.filtering import Asked, Filters
from amcli.commands.readers import Address, Program, Word
from amcli.commands.sending import Way
from amcli.context import Run
from amcli.errors import BadValue, Ended

DUE = 10
PERIODS = ("day", "week")
FORMATS = ("text", "md", "html", "json")


def summary(
    run: Run,
    words: Filters = None,
    period: Annotated[
        str, option("--period", reader=Word(PERIODS), help="Daily or weekly: day or week.")
    ] = "day",
    form: Annotated[
        str | None,
        option("--output", "-o", "--format", reader=Word(FORMATS), help="Output format."),
    ] = None,
    new: Annotated[
        bool, option("--new", help="Show only what is new since the last --new; nothing if nothing is.")
    ] = False,
    peek: Annotated[
        bool, option("--peek", help="With --new: preview without marking anything as sent.")
    ] = False,
    mail: Annotated[
        Any,
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
    am summary
    am summary --new --mail me@example.com --send-with "/usr/sbin/sendmail -t"
    am summary --period week -o md
    am summary --new --peek tier:key
    """
    if peek and not new:
        raise BadValue("--peek needs --new.")
    if mail is not None and form is not None:
        raise BadValue("give --mail or --output, not both: an email has text and HTML.")
    if send_with is not None and (mail is None or peek):
        raise BadValue(f"--send-with {'and --peek: one of the two' if peek else 'goes with --mail'}.")
    asked = Asked(run, words)
    asked.restrict()
    way = Way(run, asked.words, period, form or "text", mail, send_with)
    if goes_out(way, new=new, peek=peek) and exit_code:
        raise Ended(DUE)


def goes_out(way: Way, *, new: bool, peek: bool) -> bool:
    """Let a digest go its way; gives whether it had anything to tell. A person at a terminal only looks,
    unless a program is there to send it."""
    if not new or peek or (way.run.terminal and way.program is None):
        return way.look(new=new)
    return way.send()
