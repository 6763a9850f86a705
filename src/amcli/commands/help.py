"""`am help`: the guides, and the help of a command by its name."""

from amcli.commands.commandline import names_of_today
from amcli.commands.declared import argument
from amcli.context import Run
from amcli.errors import NotFound
from amcli.hints import Annotated, Any
from amcli.output.paging import paged
from amcli.records import KINDS
from amcli.records.declaration import record
from amcli.reports.guides import covers, fields_guide, guide, names
from amcli.rules.names import ALIKE_OF_FEW, did_you_mean, near_names, quoted
from amcli.vocabulary import noun, several_of


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
        raise not_found(" ".join(topic), [*known, *run.typed.tree.command.list_commands(run.typed.tree)])
    with paged(run):
        run.stdout.write(f"{text}\n")


def text_of(run: Run, words: list[str], known: list[str]) -> str | None:
    """A guide, the fields of one kind of list, or the help of a command."""
    if words[:1] == ["filters"] and len(words) > 1:
        return fields_guide(words[1:])
    found = matching("-".join(words), known)
    if found is not None:
        return guide(found)
    return help_of(run, words) or help_of(run, [of_several(words[0]), *words[1:]])


def of_several(word: str) -> str:
    """The command of a kind of record that is named in the plural: that of `contracts` is `contract`."""
    kinds = (kind for kind in KINDS if word in (record(kind).plural, several_of(kind, "")))
    return next(map(noun, kinds), word)


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
    """The error for a guide or a command that is not there."""
    near = near_names(word, dict.fromkeys(known), 2, ALIKE_OF_FEW)
    return NotFound(f"no guide or command {quoted(word)}.", did_you_mean(near, "All guides: am help"))
