"""Which commands read: those that answer on a roll-up of a team's books, and are printed there.

What writes is refused there before it asks or makes anything, what reads the journal too. Not for what a book
itself refuses (`storage.connection`).
"""

from functools import partial
from types import FunctionType, MethodType

from amcli import patterns
from amcli.hints import Any
from amcli.page import typed
from amcli.vocabulary import CALLED, LETTERS, noun, parts_of_reference

NOUNS = frozenset([
    *LETTERS, *map(noun, CALLED), "account", "product", "qbr", "play", "proposals", "unmatched", "team"
])  # fmt: skip
# Commands of `am` itself that write, and what the commands of nouns that write are called.
WRITING = frozenset([
    "log", "meet", "done", "snooze", "renew", "stage", "churn", "undo", "redo", "import", "restore",
    "forget"
])  # fmt: skip
WRITING_OF_NOUNS = frozenset([
    "add", "edit", "rm", "set", "archive", "pulse", "handoff", "merge", "tag", "untag", "left", "move",
    "renew", "amend", "churn", "stage", "done", "reopen", "win", "lose", "resolve", "escalate", "pass-on",
    "close", "progress", "met", "missed", "drop", "step", "held", "start", "run", "stop", "accept",
    "refuse", "review", "link", "ignore", "reset", "join", "push", "check", "leave", "send", "take"
])  # fmt: skip
READ_ALL_THE_SAME = frozenset([("play", "check")])
WRITING_OPTIONS = frozenset(["--fix", "--apart", "--separate", "--apply", "--off", "--prune"])
# What reads the journal, or what else isn't sent to a team's server.
AT_HOME = frozenset(["history", "backtest", "unmatched", "proposals"])
COMMANDS = ("command", "cap_command")  # fields that hold one
SAID = ("why", "source", "text", "words", "purpose")  # what is said may end with one
FACTS = "facts"  # what a row was made of: nobody prints it
NUMBERS = (int, float, bool)
WITHOUT_A_PAGE = ("play", "product", "target")  # nouns of what `am show` doesn't take by its name
SENTENCES = r"(?<=[.?])\s+(?=[A-Z])"


def writes(verbs: "list[str]") -> bool:
    """Whether the command of some verbs changes the book."""
    first, second = [*verbs, "", ""][:2]
    if first in NOUNS:
        return second in WRITING_OF_NOUNS and (first, second) not in READ_ALL_THE_SAME
    return first in WRITING


def reads(words: "list[str]") -> bool:
    """Whether the words after `am` only read what is in a roll-up."""
    verbs = [word for word in words if not word.startswith("-")]
    if writes(verbs) or (verbs and verbs[0] in AT_HOME):
        return False
    takes = verbs[:1] == ["held"] and len(words) > 1  # alone it lists what is to be confirmed
    makes = verbs[:1] == ["backup"] and "--list" not in words
    return not (takes or makes or WRITING_OPTIONS.intersection(words))


def reading(command: str) -> str:
    """A command to be printed; in the place of one that doesn't only read the one that shows its record, or
    nothing where it names none. What is said before it goes with it."""
    found = command if command[:3] == "am " else typed(command)[1]
    words = in_words(found)[1:]
    if found[:3] not in ("am", "am ") or reads(words):
        return command
    given = [word for word in words[2 if words[0] in NOUNS else 1 :] if not word.startswith("-")]
    by_name = words[0] in WITHOUT_A_PAGE and not parts_of_reference(given[0] if given else "")[0]
    return f"am show {given[0]}" if given and not by_name and is_handle(given[0]) else ""


def in_words(command: str) -> list[str]:
    """The words of a command line. Most have no quotes, and need nothing loaded."""
    if not {"'", '"', "\\"} & set(command):
        return command.split()
    import shlex

    try:
        return shlex.split(command)
    except ValueError:
        return command.split()


def is_handle(word: str) -> bool:
    """Whether a word of a command names a record, and stands for none as ACCOUNT does."""
    return bool(word) and word == word.lower() and not any(sign in word for sign in " .:,~")


def only_reading(value: Any) -> Any:
    """Rows, objects and pages with commands that only read."""
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return of_fields(value)
    if isinstance(value, dict):
        return {name: of_name(name, each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(only_reading, value))
    if isinstance(value, (FunctionType, MethodType, partial)):
        return lambda *given: only_reading(value(*given))
    return value


def of_name(name: str, value: Any) -> Any:
    """A value of an object: a command, several, or anything else."""
    if value is None or type(value) in NUMBERS or name == FACTS:
        return value
    if name in COMMANDS and isinstance(value, str):
        return reading(value)
    if name == "commands":
        return [each for each in map(reading, value) if each]
    if isinstance(value, str):
        return said(value) if name in SAID else value
    if name == "why" and isinstance(value, dict):
        return {each: of_name(name, why) for each, why in value.items()}
    return only_reading(value)


def said(text: str) -> str:
    """Words without a command at their end that doesn't only read: `not confirmed: am renew --auto`."""
    before, colon, command = text.rpartition(": ")
    return before if colon and command[:3] == "am " and not reads(in_words(command)[1:]) else text


def of_fields(value: Any) -> Any:
    """A part of a page, or what else has fields."""
    found = type(value)(*(of_name(name, each) for name, each in zip(value._fields, value, strict=True)))
    return found._replace(text=reading(found.text)) if getattr(found, "role", "") == "command" else found


def hint(text: str) -> str:
    """A hint without its sentences about what doesn't only read."""
    return " ".join(each for each in patterns.split(SENTENCES, text) if not tells_to_write(each))


def tells_to_write(text: str) -> bool:
    """Whether a sentence has a command that doesn't only read."""
    _, am, after = text.partition("am ")
    return bool(am) and not reads(after.rstrip(".?").split())
