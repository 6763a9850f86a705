"""`am help`: the guides, and the help of a command by its name."""

from amcli.commands.commandline import names_of_today
from amcli.commands.declared import argument
from amcli.context import Run
from amcli.errors import NotFound
from amcli.hints import Annotated, Any
from amcli.output.paging import paged
from amcli.reports.guides import covers, fields_guide, guide, names
from amcli.rules.names import ALIKE_OF_FEW, did_you_mean, near_names, quoted


def help_(
    run: Run,
    topic: Annotated[
        list[str] | None,
        argument(metavar="[TOPIC]", help="A guide or a command (default: list the guides)."),
    ] = None,
) -> None:
    """Read the guides: start, dates, money, output and more.

    \b
    am help start
    am help filters
    am help filters tasks       the fields of one kind of list
    am help renewals            the same as am renewals --help
    """
    known = names()
    if not topic:
        wide = max(map(len, known))
        lines = [f"    {name:<{wide}} {covers(name)}" for name in known]
        every = "All commands: am --help. Any command: am COMMAND --help"
        print("\n".join(["Guides: am help TOPIC", "", *lines, "", every]), file=run.stdout)
        return
    words = names_of_today(run, run.typed.tree.command.group, " ".join(topic).lower().split())
    text = text_of(run, words, known)
    if text is None:
        raise not_found(" ".join(topic), known)
    with paged(run):
        run.stdout.write(f"{text}\n")


def text_of(run: Run, words: list[str], known: list[str]) -> str | None:
    """A guide, the fields of one kind of list, or the help of a command."""
    if words[:1] == ["filters"] and len(words) > 1:
        return fields_guide(words[1:])
    found = matching("-".join(words), known)
    return guide(found) if found is not None else help_of(run, words)


def matching(word: str, known: list[str]) -> str | None:
    """The guide of a name, or the one whose name begins like it: `exit codes`, `configuration`."""
    if word in known:
        return word
    near = [name for name in known if name.startswith(word) or word.startswith(name)]
    return near[0] if len(near) == 1 else None


def help_of(run: Run, words: list[str]) -> str | None:
    """The help of a command, as `--help` prints it; None where there is none of that name."""
    inner: Any = run.typed.tree
    command = inner.command
    for word in words:
        found = command.get_command(inner, word) if hasattr(command, "get_command") else None
        if found is None:
            return None
        command, inner = found, found.context_class(found, info_name=word, parent=inner)
    text: str = command.get_help(inner)
    return text


def not_found(word: str, known: list[str]) -> NotFound:
    """The error for a guide that is not there."""
    near = near_names(word, known, 2, ALIKE_OF_FEW)
    return NotFound(f"no guide {quoted(word)}.", did_you_mean(near, "All guides: am help"))
