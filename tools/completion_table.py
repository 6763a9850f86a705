"""What may stand where on the command line, read off the command tree: the tables that completion reads,
`tree.tsv` and `listed.tsv` in `amcli/completion`. The build makes them, and they aren't in the repository.

What completes a place is written as

    -               nothing: free text, a day, an amount
    @file           a file or a folder
    @KIND:WHICH     records (`amcli.completion.answers`)
    @A:B+C:D        what any of several gives
    a,b,c           these values
    @A|--flag@B     what A gives, and behind that flag what B gives, too

Besides records there are `@filter:KIND` (the words that filter a list), `@fields:COMMAND` (its fields, in
a comma list), `@report` (the saved ones), `@preset` (those of import), `@import:set` and the like (fields of
imported files), `@metric`, `@playbook` (files of plays) and `@values:TABLE.COLUMN` (what was entered before).
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from amcli.app import COMMANDS, whole
from amcli.commands.declared import Declared
from amcli.commands.readers import OrEmpty, Word
from amcli.commands.tree import declarations
from amcli.completion.candidates import COLUMNS, SOURCES
from amcli.completion.line import NOTHING, REPEATED, TREE, WITH
from amcli.completion.shells import FILE
from amcli.config.settings import FAMILIES, SETTINGS
from amcli.fields import Field
from amcli.interchange.kinds import KIND_NAMES, KINDS
from amcli.interchange.tables.columns import Column
from amcli.interchange.tables.unread import choices_of
from amcli.reports.guides import TOPICS
from amcli.rules.figures import FIGURES
from amcli.schema.register import entries
from amcli.vocabulary import CALLED, STAGES

LISTED = Path(TREE).with_name("listed.tsv")
VALUES = re.compile(r"[a-z_]+(\|[a-z_]+)+")

# Metavars whose values are known when the script is made. A reader of their own checks them.
CLOSED = {
    "KIND": (*KIND_NAMES, "calls"),
    "STAGE": STAGES,
    "SCHEMA": tuple(
        sorted({word for name in entries() for word in name.split() if word.islower() and word[0] != "-"})
    ),
    "SETTING": (*(name for name in SETTINGS if name not in FAMILIES), *(f"risk.{name}" for name in FIGURES)),
    "TOPIC": tuple(sorted(path.stem for path in TOPICS.glob("*.md"))),
}
FILES = ("PATH", "FILE", "RECIPIENT")
KIND_OF_NOUN = {called[0]: kind for kind, called in CALLED.items()}
# Options that name a record, by the field they fill; those with a metavar say so themselves.
FIELDS = {
    **dict.fromkeys(("contact", "successor", "agreed_with"), "contact"),
    **{name: name for name in ("contract", "goal", "product")},
    "parent": "account",
}
# What the options of import say of a field.
IMPORTED = {"FIELD=COLUMN": "map", "FIELD=VALUE": "set", "FIELD:THEIRS=OURS": "values"}
# Options whose values were entered for another field than their own.
ENTERED = {
    **dict.fromkeys(("account handoff to", "account handoff from_", "away colleague"), "account.owner"),
    "issue escalate to": "issue.escalated_to",
    "unmatched link address": "unmatched.address",
    **{f"unmatched {verb} addresses": "unmatched.address" for verb in ("ignore", "reset")},
}
# What a list is about where its name does not say so; reports are about accounts.
SUBJECTS = {
    "report": "report",
    "renewals": "contract",
    "qbr list": "interaction",
    "account handoffs": "handoff",
}
# Whose REF is not an open record of its noun; show and history take any.
CLOSED_ONES = ("reopen",)
ANY = ("show", "history")
# What arguments may be behind a flag, too.
BEHIND = dict.fromkeys(("renew", "contract renew"), f"{WITH}--auto@filter:contract")
# What the team's server had when it was last asked: completion asks no server.
OF_TEAM = {("team send", "NAME"): "colleague", ("team take", "ACCOUNT"): "parcel"}
# Whose REF is a meeting that is booked.
MEETINGS = ("meet", "held")


class Option(NamedTuple):
    """An option by all its names; `takes` is what completes its value, None for a flag."""

    names: tuple[str, ...]
    takes: str | None
    help: str


class Place(NamedTuple):
    """A command or a group: what it is for, its commands, options and arguments; the last argument
    comes again where it is `repeated`. `others` are old names and short forms of commands."""

    path: str
    help: str
    verbs: tuple[str, ...]
    options: tuple[Option, ...]
    arguments: tuple[str, ...]
    repeated: bool
    others: dict[str, str]


def table() -> list[Place]:
    """Every place of the tree, `am` itself first."""
    root: Any = whole()
    return list(places(root.context_class(root, info_name="am"), root, ""))


def places(context: Any, command: Any, path: str) -> Iterator[Place]:
    """A command and all under it."""
    verbs = tuple(command.list_commands(context)) if hasattr(command, "list_commands") else ()
    others = {**command.group.was, **command.group.short} if verbs else {}
    declared = declarations(command)
    arguments = [each for each in declared if not each.names]
    slots = shared([slot(each, path) for each in arguments], [each.required for each in arguments])
    whose = bool(slots) and slots[0].startswith("@") and slots[0] != FILE
    options = [option(each, path, whose) for each in declared if each.names]
    options.append(Option(("--help", "-h"), None, "Show this message and exit."))
    help_text = (command.help or "").strip().partition("\n")[0]
    yield Place(path, help_text, verbs, tuple(options), slots, any(each.many for each in arguments), others)
    for name in verbs:
        yield from places(context, command.get_command(context, name), f"{path} {name}".strip())


def shared(slots: list[str], required: list[bool]) -> tuple[str, ...]:
    """The arguments; one that may be left out stands where the filter after it may stand, too."""
    for at, after in enumerate(slots[1:]):
        if after.startswith("@filter:") and not required[at] and slots[at] != "@report":
            slots[at] = f"{slots[at]}+{after[1:]}" if slots[at].startswith("@") else after
    return tuple(slots)


def option(declared: Declared, path: str, whose: bool) -> Option:
    """An option. People, contracts and goals are those of the account that stands before it, if one does."""
    takes = None if declared.flag else slot(declared, path)
    if whose and takes in ("@contact", "@contract", "@goal"):
        takes = f"{takes}:theirs"
    return Option(declared.spellings, takes, declared.help)


def slot(declared: Declared, path: str) -> str:
    """What completes an argument or the value of an option."""
    reader = declared.reader.inner if isinstance(declared.reader, OrEmpty) else declared.reader
    if isinstance(reader, Word):
        return ",".join(reader.values)
    metavar = declared.metavar.strip("[]").removesuffix("...")
    if path in MEETINGS:  # [REF] [TEXT]
        metavar = metavar.partition("]")[0]
    if VALUES.fullmatch(metavar):
        return metavar.replace("|", ",")
    if metavar in CLOSED:
        return ",".join(CLOSED[metavar])
    if metavar in FILES:
        return FILE
    if "FILTER" in (parts := re.findall(r"[A-Z]+", metavar)) and len(parts) > 1:
        kinds = [kind_of(part, path) or words_of(part, path) for part in parts if part != "FILTER"]
        return f"@{'+'.join(filter(None, [*kinds, words_of('FILTER', path)]))}"
    kind = kind_of(metavar, path) or (FIELDS.get(declared.name) if declared.names else None)
    kind = kind or words_of(metavar, path) or entered_as(declared.name, path)
    return f"@{kind}{BEHIND.get(path, '') if not declared.names else ''}" if kind else NOTHING


def words_of(metavar: str, path: str) -> str | None:
    """What a metavar stands for that is no record: the words of a filter, fields, a saved report."""
    filters = f"filter:{SUBJECTS.get(path) or noun_of(path) or 'account'}"
    if path == "account list":  # where a bare word is a part of a name or a code
        filters = f"account+{filters}"
    words = {"FILTER": filters, "WORD": f"account+{filters}", "REPORT": "report", "PRESET": "preset"}
    if path.startswith("play "):
        words["NAME"] = "playbook"
    if path == "metrics":  # elsewhere a metric is one of usage
        words["METRIC"] = "metric"
    if metavar in ("A,B", "A,-B") and (path in listed() or path == "report"):
        return f"fields:{path.replace(' ', '.')}"
    if metavar in IMPORTED:
        return f"import:{IMPORTED[metavar]}"
    return words.get(metavar)


def entered_as(name: str, path: str) -> str | None:
    """The column whose values an argument or an option takes, where they repeat from record to record."""
    column = ENTERED.get(f"{path} {name}", f"{noun_of(path)}.{name}")
    return f"values:{column}" if column in COLUMNS else None


@cache
def listed() -> dict[str, tuple[Field, ...]]:
    """The fields of each list by the command that prints it."""
    from tools.make_docs import lists

    fields = lists()
    borrowed = {"account handoffs": "handoff list", "qbr list": "activity list"}
    borrowed |= {"accounts": "account list"}
    names = {field.name for field in fields["doctor"]}
    pairs = tuple(field for field in fields["doctor --duplicates"] if field.name not in names)
    found = fields | {name: fields[other] for name, other in borrowed.items()}
    return found | {"doctor": (*fields["doctor"], *pairs)}


def kind_of(metavar: str, path: str) -> str | None:
    """The records that a metavar stands for, as `am __complete` is asked for them."""
    noun, verb = noun_of(path), path.rpartition(" ")[2]
    if metavar == "ACCOUNT|CONTRACT":
        return "contract-or-account"
    if metavar == "PERSON|ACCOUNT":
        return "contact+account"
    if path in MEETINGS and metavar in ("REF", "ACCOUNT|REF"):
        return "interaction:booked+account" if metavar == "ACCOUNT|REF" else "interaction:booked"
    if path.startswith("proposals ") and metavar == "REF":
        return "proposal"
    if (path, metavar) in OF_TEAM:
        return OF_TEAM[path, metavar]
    if (kind := KIND_OF_NOUN.get(metavar.lower(), metavar.lower())) in SOURCES:
        return kind
    if metavar == "OTHER":
        return noun
    if metavar != "REF":
        return None
    if verb in ANY:
        return "record"
    return f"{noun or 'record'}:{'closed' if verb in CLOSED_ONES else 'open'}"


def noun_of(path: str) -> str | None:
    """The kind that a command is about: its group's, or that of the module it lives in."""
    first = path.partition(" ")[0]
    module = COMMANDS[first].module if first in COMMANDS else ""
    first = KIND_OF_NOUN.get(first, first)
    return first if first in SOURCES else module if module in SOURCES else None


# The two files.


def tree() -> str:
    """The file of the tree: a block for each place."""
    every = table()
    helps = {place.path: short(place.help) for place in every}
    head = "The command tree as completion reads it. Made by the build (tools/completion_table.py)."
    return "\n\n".join([f"# {head}", *(block(place, helps) for place in every)]) + "\n\n"


def block(place: Place, helps: dict[str, str]) -> str:
    """One place: where it is and its arguments, then its commands and its options, a line each. The last
    argument is followed by `...` where it comes again."""
    arguments = list(place.arguments)
    while arguments and arguments[-1] == NOTHING:
        arguments.pop()
    if place.repeated and len(arguments) == len(place.arguments):
        arguments.append(REPEATED)
    rows: list[tuple[str, ...]] = [
        (
            name,
            helps[f"{place.path} {name}".strip()],
            *(each for each, of in place.others.items() if of == name),
        )
        for name in place.verbs
    ]
    rows += sorted(
        (name, short(each.help), *([each.takes] if each.takes else []))
        for each in place.options
        for name in each.names
    )
    head = (" ".join(["am", *place.path.split()]), " ".join(arguments))
    return "\n".join("\t".join(row) for row in (head, *rows))


def short(text: str) -> str:
    """A line of help as it stands beside a word."""
    return " ".join(text.split()).removesuffix(".")


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
    """Both files, and what they are to hold."""
    return {Path(TREE): tree(), LISTED: fields_of_lists()}
