"""`am mcp`: the book for an assistant, over standard input and output."""

import os
import sys
from importlib.util import find_spec
from shutil import which

from amcli.commands.declared import option
from amcli.commands.readers import Word
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, BookUnavailable, Refused
from amcli.hints import Annotated
from amcli.rules.names import quoted

GROUPS = ("read", "write", "plan", "meet", "sql")
ALLOWED = ("churn", "renew")
DEFAULT = "read,write"
INSTALL = "Install it: pip install 'amcli[mcp]'"
HOW = "Add it to an assistant's program. What to add there: am mcp --print-config"


def mcp(
    run: Run,
    read_only: Annotated[bool, option("--read-only", help="Offer no tool that changes the book.")] = False,
    writes: Annotated[
        str,
        option(
            "--writes",
            metavar="ask|propose",
            reader=Word(("ask", "propose")),
            help="Ask you in the assistant's window, or leave it for am proposals.",
        ),
    ] = "ask",
    tools: Annotated[
        str, option("--tools", metavar="GROUP,...", help="Groups of tools: read, write, plan, meet, sql.")
    ] = DEFAULT,
    accounts: Annotated[
        list[str] | None,
        option("--accounts", metavar="FILTER", help="Only these accounts, such as tier:key (repeatable)."),
    ] = None,
    allow: Annotated[
        str | None, option("--allow", metavar="churn,renew", help="Offer these two as well, or one of them.")
    ] = None,
    bodies: Annotated[bool, option("--bodies", help="Let it read whole emails and chats.")] = False,
    output_schemas: Annotated[
        bool, option("--output-schemas", help="Declare what answers look like, which costs room.")
    ] = False,
    print_config: Annotated[
        bool, option("--print-config", help="Print what to add to an assistant's settings, as JSON.")
    ] = False,
) -> None:
    """Let an assistant ask the book, by the Model Context Protocol.

    An assistant's program starts it, and speaks to it on standard input and output. Each of its tools runs
    the command of the same name. Nothing is written unasked: you see the whole command first, in its window
    or in am proposals. What it asks for goes to the company that runs the
    model; --accounts narrows that.
    See also: am help assistants.

    \b
    am mcp --print-config
    am mcp --read-only --accounts tier:key --print-config
    am mcp --writes propose --print-config
    """
    groups = named_in("--tools", tools, GROUPS)
    allowed = named_in("--allow", allow, ALLOWED) if allow is not None else ()
    some = tuple(accounts or ())
    if "sql" in groups and some:
        raise Refused("--tools sql reads the whole book, so --accounts can't narrow it.", "Give one of them.")
    if "sql" in groups and not bodies:
        raise Refused("--tools sql reads whole emails and chats, too.", "If you want that, add --bodies.")
    if read_only and (allowed or writes == "propose"):
        other = "--allow" if allowed else "--writes propose"
        raise BadValue(f"--read-only offers no tool that writes, so {other} means nothing with it.")
    check_accounts(run, some)
    if print_config:
        flags = {"read-only": read_only, "bodies": bodies, "output-schemas": output_schemas}
        options = [f"--{name}" for name, given in flags.items() if given]
        options += [] if writes == "ask" else [f"--writes={writes}"]
        options += [] if tools == DEFAULT else [f"--tools={','.join(groups)}"]
        options += [f"--allow={','.join(allowed)}"] if allowed else []
        print(config_of(run, [*options, *(f"--accounts={each}" for each in some)]), file=run.stdout)
        return
    if find_spec("mcp") is None:
        raise AmcliError("the part that speaks to assistants isn't installed.", INSTALL)
    if run.stdin.isatty() or run.terminal or run.stdin is not sys.stdin:
        raise BadValue("am mcp speaks to a program, not to you.", HOW)
    wire = take_standard_output()
    run.stdout = sys.stdout
    from amcli.assistant.server import Asked, serve

    asked = Asked((*groups, *allowed), some, read_only, bodies, output_schemas, writes == "propose")
    serve(run, asked, wire)


def named_in(option: str, text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """The groups or tools that were named. Raises BadValue."""
    what = "group" if known == GROUPS else "tool"
    words = [word.strip() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in known:
            raise BadValue(f"{option} {quoted(word)}: no such {what}.", f"Use {', '.join(known)}.")
    if not words:
        raise BadValue(f"{option} {quoted(text)}: no {what} is named.", f"Use {', '.join(known)}.")
    return tuple(dict.fromkeys(words))


def check_accounts(run: Run, accounts: tuple[str, ...]) -> None:
    """Raise BadValue for filters that can't be read. A book that isn't there is what each call answers."""
    if not accounts:
        return
    run.accounts = accounts
    try:
        run.book  # noqa: B018
    except BookUnavailable:
        return
    finally:
        run.close()
        run.accounts = ()


def config_of(run: Run, options: list[str]) -> str:
    """What an assistant's program is told: the whole path of `am`, and what was typed here."""
    from amcli.output.formats import as_json

    given = located("--book", run.book_option, run.environ.get("AMCLI_BOOK"), run.book_file)
    given += located("--config", run.config_option, run.environ.get("AMCLI_CONFIG"), run.config_file)
    if run.today_option is not None:
        given += ["--today", run.today_option]
    made = {"command": program(), "args": [*given, "mcp", *options]}
    return as_json({"mcpServers": {"amcli": made}})


def located(name: str, option: str | None, variable: str | None, path: str) -> list[str]:
    """An option with a whole path, where a book or settings were named: the assistant's program is started
    elsewhere."""
    return [name, os.path.abspath(path)] if option is not None or variable else []


def program() -> str:
    """Where `am` is."""
    found = which(sys.argv[0]) if os.sep not in sys.argv[0] else sys.argv[0]
    return os.path.abspath(found or which("am") or sys.argv[0])


def take_standard_output() -> int:
    """The descriptor of what was standard output; what is written there by anyone else is diagnostics now."""
    sys.stdout.flush()
    wire = os.dup(1)
    os.set_inheritable(wire, False)
    try:
        os.dup2(2, 1)
    except OSError:  # standard error is closed
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.stdout = sys.stderr
    return wire
