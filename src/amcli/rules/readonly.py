"""What is printed on a roll-up of a team's books: commands that only read.

Which those are is said by whoever knows the commands (`Register.judge`). Not for what a book itself refuses
(`storage.connection`).
"""

from collections.abc import Callable
from functools import partial
from types import FunctionType, MethodType

from amcli import patterns
from amcli.hints import Any
from amcli.page import typed
from amcli.vocabulary import parts_of_reference

COMMANDS = ("command", "cap_command")  # fields that hold one
SAID = ("why", "source", "text", "words", "purpose")  # what is said may end with one
FACTS = "facts"  # what a row was made of: nobody prints it
NUMBERS = (int, float, bool)
WITHOUT_A_PAGE = ("play", "product", "target")  # nouns of what `am show` doesn't take by its name
SENTENCES = r"(?<=[.?])\s+(?=[A-Z])"


class Reading:
    """Prints commands that only read; `judge` says of the words after `am` how many are the command's
    name (`named`), and whether it `reads`."""

    def __init__(self, judge: Callable[[list[str]], Any]) -> None:
        self.judge = judge

    def reading(self, command: str) -> str:
        """A command to be printed; in the place of one that doesn't only read the one that shows its record,
        or nothing where it names none. What is said before it goes with it."""
        found = command if command[:3] == "am " else typed(command)[1]
        words = in_words(found)[1:]
        if found[:3] not in ("am", "am ") or (judged := self.judge(words)).reads:
            return command
        given = [word for word in words[judged.named :] if not word.startswith("-")]
        by_name = words[0] in WITHOUT_A_PAGE and not parts_of_reference(given[0] if given else "")[0]
        return f"am show {given[0]}" if given and not by_name and is_handle(given[0]) else ""

    def only_reading(self, value: Any) -> Any:
        """Rows, objects and pages with commands that only read."""
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return self.of_fields(value)
        if isinstance(value, dict):
            return {name: self.of_name(name, each) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(map(self.only_reading, value))
        if isinstance(value, (FunctionType, MethodType, partial)):
            return lambda *given: self.only_reading(value(*given))
        return value

    def of_name(self, name: str, value: Any) -> Any:
        """A value of an object: a command, several, or anything else."""
        if value is None or type(value) in NUMBERS or name == FACTS:
            return value
        if name in COMMANDS and isinstance(value, str):
            return self.reading(value)
        if name == "commands":
            return [each for each in map(self.reading, value) if each]
        if isinstance(value, str):
            return self.said(value) if name in SAID else value
        if name == "why" and isinstance(value, dict):
            return {each: self.of_name(name, why) for each, why in value.items()}
        return self.only_reading(value)

    def of_fields(self, value: Any) -> Any:
        """A part of a page, or what else has fields."""
        values = zip(value._fields, value, strict=True)
        found = type(value)(*(self.of_name(name, each) for name, each in values))
        if getattr(found, "role", "") == "command":
            found = found._replace(text=self.reading(found.text))
        return found

    def said(self, text: str) -> str:
        """Words without a command at their end that doesn't only read: `not confirmed: am renew --auto`."""
        before, colon, command = text.rpartition(": ")
        is_command = colon and command[:3] == "am "
        return before if is_command and not self.judge(in_words(command)[1:]).reads else text

    def hint(self, text: str) -> str:
        """A hint without its sentences about what doesn't only read."""
        sentences = patterns.split(SENTENCES, text)
        return " ".join(each for each in sentences if not self.tells_to_write(each))

    def tells_to_write(self, text: str) -> bool:
        """Whether a sentence has a command that doesn't only read."""
        _, am, after = text.partition("am ")
        return bool(am) and not self.judge(after.rstrip(".?").split()).reads


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
