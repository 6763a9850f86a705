"""`am proposals`: what assistants ask to run, and a person's word on each.

What runs is the stored list of words, by the run's own door; it is kept by storage/proposals.py.
"""

import sys
from collections.abc import Callable
from functools import partial

from amcli.again import again
from amcli.commands.declared import Group, argument, option
from amcli.commands.options import DUE_OPTIONS, Everything, finish, shows
from amcli.commands.readers import Value
from amcli.context import Origin, Run
from amcli.errors import BadValue, Ended, Refused
from amcli.hints import Annotated, Any
from amcli.output import say
from amcli.output.result import Listing, Options, Page
from amcli.reports import history as changes
from amcli.reports import proposals as report
from amcli.rules.names import command_shown, joined
from amcli.storage import journal
from amcli.storage import proposals as book
from amcli.storage.proposals import Proposal

MOST_LINES = 6
VIA = "mcp"
# Of a line that a rule refused, whose name means several, that met a busy book or was stopped, another try
# may go well: it stays open.
STAYS_OPEN = (4, 5, 6, 130)


class Reference(Value):
    """A proposal by its reference."""

    name = "REF"

    def read(self, text: str, run: Run) -> int:
        """Its number."""
        return book.number_of(text)


Refs = Annotated[
    list[Any] | None, argument(metavar="[REF...]", reader=Reference(), help="Proposals, such as q3.")
]
All = Annotated[bool, option("--all", help="Every proposal that waits.")]
app = Group()


@app.alone
@shows(DUE_OPTIONS)
def proposals(run: Run, everything: Everything = False, *, out: Options) -> None:
    """Decide on what assistants ask to change.

    An assistant that can't ask you in its own window leaves the command here. Nothing runs until you
    accept it. --all shows those already decided too. After 14 days a proposal expires.

    \b
    am proposals
    am proposals review              go through them, one by one
    am proposals accept q3
    am proposals refuse q4 q5
    """
    if run.typed.arguments:
        return
    rows = [report.proposal_row(each) for each in book.list_proposals(run.book, everything)]
    handle = lambda row: str(row["proposal"])  # noqa: E731
    finish(run, Listing("proposals", report.FIELDS, rows, handle, page=report.proposals_page), out)


@app.command("accept", writes=True, undone="")
def accept(run: Run, refs: Refs = None, everything: All = False) -> None:
    """Run what an assistant asked for, exactly as it is listed.

    The exit code is that of the command. One that a rule refuses stays open. am undo reverses it.

    \b
    am proposals accept q3
    am proposals accept q3 q4
    am proposals accept --all
    """
    codes = [accepted(run, each) for each in chosen(run, refs, everything)]
    if (code := next(filter(None, codes), 0)) != 0:
        raise Ended(code)


@app.command("refuse", writes=True, undone="")
def refuse(run: Run, refs: Refs = None, everything: All = False) -> None:
    """Refuse what an assistant asked for; nothing runs.

    \b
    am proposals refuse q3
    am proposals refuse --all
    """
    for each in chosen(run, refs, everything):
        refused(run, each)


@app.command("review", writes=True, undone="")
def review(run: Run) -> None:
    """Go through proposals one by one: run, refuse or edit each.

    y runs it, n refuses it, e lets you edit the line first (it then counts as typed by you), s or Enter
    leaves it for later, q ends.

    \b
    am proposals review
    am proposals --all      all of them, and the answers
    """
    if not run.can_ask():
        raise BadValue("review asks you about each: it needs a terminal.", "am proposals accept REF")
    waiting = book.list_proposals(run.book)
    if not waiting:
        say(run, [report.NOTHING])
    for each in waiting:
        if not decided(run, each):
            return


def chosen(run: Run, refs: list[Any] | None, everything: bool) -> list[Proposal]:
    """The open proposals that were named, or all. Raises BadValue for none or both, NotFound, Refused."""
    if bool(refs) == everything:
        why = "REF and --all can't be combined." if everything else "which proposal?"
        raise BadValue(why, "Those that wait: am proposals")
    found = (
        [book.one(run.book, each) for each in dict.fromkeys(refs)] if refs else book.list_proposals(run.book)
    )
    for each in found:
        if each.state != "open":
            raise no_more(each)
    if not found:
        say(run, [report.NOTHING])
    return found


def no_more(each: Proposal) -> Refused:
    """The error of a proposal that was decided already."""
    return Refused(f"{report.decided_words(each)}. Nothing was changed.", "All of them: am proposals --all")


def accepted(run: Run, each: Proposal, edited: list[str] | None = None) -> int:
    """Run a proposal, or what a person made of its line; gives the exit code. Raises Refused where somebody
    else has decided meanwhile."""
    if edited is None:
        book.refuse_other(each.arguments)
    origin = None if edited is not None else Origin(VIA, each.client)
    argv = each.arguments if edited is None else edited
    # Until it is known what became of it, nobody else can run it too; who is killed leaves it failed.
    if not book.move(run.book, each.id, "open", "failed"):
        raise no_more(book.one(run.book, each.id))
    newest = journal.newest_change(run.book)
    run.close()
    answer = again(run, argv, origin)
    change = journal.change_made(run.book, newest, kept_line([*answer.argv]), origin)
    done = change is not None or answer.code == 0
    state = "accepted" if done else "open" if answer.code in STAYS_OPEN else "failed"
    is_so = book.move(run.book, each.id, "failed", state, change)
    run.stderr.write(answer.err)
    if done:
        tell(run, each, argv, answer.out, change)
    else:
        run.warn(
            f"{each.ref} {'stays open' if is_so and state == 'open' else 'failed'}: {command_shown(argv)}"
        )
    return answer.code


def kept_line(argv: list[str]) -> str:
    """Words as the journal keeps them."""
    return Run(argv, {}).command_line


def tell(run: Run, each: Proposal, argv: list[str], answered: str, change: int | None) -> None:
    """What was done, for a person; in a pipe what the command printed."""
    if not run.terminal:
        run.stdout.write(answered)
        return
    lines = [f"Accepted {each.ref}: {command_shown(argv)}"]
    if change is not None:
        found, more = changes.brief_of(run.book, change, MOST_LINES)
        lines += [f"  {one}" for one in found] + ([f"  and {more} more records"] if more else [])
        lines.append(f"To undo: am undo {change}")
    say(run, lines)


def refused(run: Run, each: Proposal) -> None:
    """Refuse a proposal. Raises Refused where somebody else has decided meanwhile."""
    if not book.move(run.book, each.id, "open", "refused"):
        raise no_more(book.one(run.book, each.id))
    say(run, [f"Refused {report.proposal_words(each)}"], each.ref)


def decided(run: Run, each: Proposal) -> bool:
    """Ask about one proposal, and do what was said; False where a person has had enough."""
    finish(run, Page("proposal", {}, page=partial(report.one_page, each)), Options("table"))
    while True:
        typed = run.ask_line("Run it? [y]es, [n]o, [e]dit, [s]kip, [q]uit:").lower()
        word = typed[:1] if typed in (*"ynesq", "yes", "no", "edit", "skip", "quit", "") else "?"
        if word == "q":
            return False
        if word == "e" and (edited := new_line(run, each)) is not None:
            done(run, accepted, each, None if edited == each.arguments else edited)
        elif word in ("y", "n"):
            done(run, accepted if word == "y" else refused, each)
        elif word not in ("s", ""):
            continue
        print(file=run.stderr)
        return True


def done(run: Run, act: Callable[..., object], *given: object) -> None:
    """Do what was said of one; what is wrong with it keeps nobody from the next."""
    try:
        act(run, *given)
    except Refused as error:
        run.warn(error.message)


def new_line(run: Run, each: Proposal) -> list[str] | None:
    """The words of the line as a person edited it; None where nothing came of that."""
    import shlex

    text = edited_text(run, joined(each.arguments))
    try:
        words = shlex.split(text)
    except ValueError:
        run.warn("the line has a quote without its other one. Nothing was run.")
        return None
    return words[1:] if words[:1] == ["am"] else words or None


def edited_text(run: Run, text: str) -> str:
    """A line of text that a person edits in its place, where the terminal can do that."""
    if run.stdin is not sys.stdin or not text.isprintable():
        return run.ask_line("am")
    try:
        import readline
    except ImportError:
        return run.ask_line("am")
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input("am ")
    except EOFError:
        return ""
    finally:
        readline.set_startup_hook(None)
