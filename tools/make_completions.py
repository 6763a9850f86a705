"""Writes the completion scripts of all shells from the command tree (`tools.docs`).

Commands, options and the values of options complete without starting Python: each script holds the
whole tree as words (`completion_table`). Only records and the like are asked for, of `am __complete`,
for which the fields of lists are written here too. A script is a file of this folder, into which the
places of the tree are put.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from amcli.interchange.kinds import KINDS
from amcli.interchange.tables.columns import Column
from amcli.interchange.tables.unread import choices_of
from tools.completion_table import NOTHING, Place, listed, table

HERE = Path(__file__).parent
FOLDER = HERE.parent / "completions"
LISTED = HERE.parent / "src" / "amcli" / "completion/listed.tsv"
PLACES = "# places\n"


class Said(NamedTuple):
    """What may stand at one place, as words: commands and options with their help, what each option
    takes, the arguments."""

    path: str
    verbs: list[tuple[str, str]]
    options: list[tuple[str, str]]
    takes: list[tuple[str, str]]
    arguments: list[str]


def said(places: Iterable[Place]) -> list[Said]:
    """All places; the last argument is followed by `...` where it comes again."""
    every = list(places)
    helps = {place.path: place.help for place in every}
    return [one(place, helps) for place in every]


def one(place: Place, helps: dict[str, str]) -> Said:
    """One place."""
    verbs = [(name, short(helps[f"{place.path} {name}".strip()])) for name in place.verbs]
    named = sorted({(name, short(each.help)) for each in place.options for name in each.names})
    takes = [(name, option.takes) for option in place.options if option.takes for name in option.names]
    arguments = list(place.arguments)
    while arguments and arguments[-1] == NOTHING:
        arguments.pop()
    if place.repeated and len(arguments) == len(place.arguments):
        arguments.append("...")
    return Said(place.path, verbs, named, takes, arguments)


def short(text: str) -> str:
    """A line of help as it stands beside a word."""
    return " ".join(text.split()).removesuffix(".")


def bash(place: Said) -> str:
    """A place in bash, which shows no help beside a word."""
    words = " ".join(name for name, _ in (*place.verbs, *place.options))
    takes = " ".join(f"{name}={slot}" for name, slot in place.takes)
    lines = [f"    '{place.path}')", f"        words='{words}'"]
    lines += [f"        takes=' {takes} '"] if takes else []
    lines += [f"        arguments=({' '.join(place.arguments)})"] if place.arguments else []
    return "\n".join([*lines, "        ;;", ""])


def zsh(place: Said) -> str:
    """A place in zsh: each word with its help after a colon."""
    lines = [f"    '{place.path}')"]
    for name, words in (("verbs", place.verbs), ("options", place.options)):
        made = " ".join(posix(f"{word}:{text}") for word, text in words)
        lines += [f"        {name}=({made})"] if words else []
    takes = " ".join(f"{name} {slot}" for name, slot in place.takes)
    lines += [f"        takes=({takes})"] if takes else []
    lines += [f"        arguments=({' '.join(place.arguments)})"] if place.arguments else []
    return "\n".join([*lines, "        ;;", ""])


def posix(text: str) -> str:
    """Text in single quotes as a POSIX shell has them."""
    return "'" + text.replace("'", "'\\''") + "'"


def fish(place: Said) -> str:
    """A place in fish: each word with its help after a tab."""
    lines = [f"        case '{place.path}'"]
    for name, words in (("verbs", place.verbs), ("options", place.options), ("takes", place.takes)):
        made = " ".join(in_fish(f"{word}\t{text}") for word, text in words)
        lines += [f"            set {name} {made}"] if words else []
    lines += [f"            set arguments {' '.join(place.arguments)}"] if place.arguments else []
    return "\n".join([*lines, ""])


def in_fish(text: str) -> str:
    """Text in single quotes as fish has them."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def powershell(place: Said) -> str:
    """A place in PowerShell."""
    lines = [f"        {in_powershell(place.path)} = @{{"]
    for name, words in (("verbs", place.verbs), ("options", place.options), ("takes", place.takes)):
        made = "; ".join(f"{in_powershell(word)} = {in_powershell(text)}" for word, text in words)
        lines += [f"            {name} = [ordered]@{{ {made} }}"] if words else []
    made = ", ".join(map(in_powershell, place.arguments))
    lines += [f"            arguments = @({made})"] if place.arguments else []
    return "\n".join([*lines, "        }", ""])


def in_powershell(text: str) -> str:
    """Text in single quotes as PowerShell has them; it takes the typographic ones for the same."""
    for quote in "'\u2018\u2019\u201a\u201b":
        text = text.replace(quote, quote * 2)
    return f"'{text}'"


# By the name of the shell: its script, the file that it is made from, how it says a place.
SCRIPTS: dict[str, tuple[str, str, Callable[[Said], str]]] = {
    "bash": ("am.bash", "completion.bash", bash),
    "zsh": ("_am", "completion.zsh", zsh),
    "fish": ("am.fish", "completion.fish", fish),
    "powershell": ("am.ps1", "completion.ps1", powershell),
}


# What a shell that looks for a file of the command's name finds for the other one.
OTHER = {
    "amcli.bash": '# Completion of amcli for bash: that of am.\n. "${BASH_SOURCE[0]%/*}/am"\n',
    "amcli.fish": "# Completion of amcli for fish: that of am.\nsource (status dirname)/am.fish\n",
}


def fields_of_files() -> str:
    """The fields of imported files, one a line, with what those of a closed list may say."""
    found: dict[str, str] = {}
    for kind in KINDS:
        for field in kind.fields:
            choices = choices_of(Column(0, "", field))
            said = dict.fromkeys((*found.get(field.name, "").split(), *choices))
            found[field.name] = " ".join(said)
    return "".join(f"import\t{name}\t{values}\n" for name, values in sorted(found.items()))


def fields_of_lists() -> str:
    """The file of fields: command, field and meaning, one a line."""
    return fields_of_files() + "".join(
        f"{command.replace(' ', '.')}\t{field.name}\t{short(field.help)}\n"
        for command, fields in sorted(listed().items())
        for field in fields
    )


def made() -> dict[Path, str]:
    """Every file that is made here, and what it is to hold."""
    places = said(table())
    found = {LISTED: fields_of_lists()} | {FOLDER / name: text for name, text in OTHER.items()}
    for script, source, say in SCRIPTS.values():
        head, tail = (HERE / source).read_text(encoding="utf-8").split(PLACES)
        found[FOLDER / script] = head + "".join(map(say, places)) + tail
    return found
