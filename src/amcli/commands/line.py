"""Reads a command line without Typer, whose import takes longer than most commands do.

It takes the same declarations as Typer's commands (`tree`) and the same words (`commandline`), and calls the
same functions with the same values. Whatever it doesn't know it leaves to Typer, before anything was opened
or written: help, a command or an option that isn't there, a value that can't be read or is missing. So every
error has one wording.
"""

from collections.abc import Callable, Sequence

from amcli.commands.commandline import GLOBAL_OPTIONS, HELP, Found, Line, of_today, read_line, with_morning
from amcli.commands.declared import Declared, Function, Group, Register, declared_of
from amcli.context import Run
from amcli.errors import AmcliError, Ended
from amcli.hints import Any, NamedTuple

MORNING = "today"


class Unread(Exception):
    """A line that is Typer's to read."""


class Call(NamedTuple):
    """A function to call with the values of a line."""

    function: Function
    line: Line
    values: dict[str, Any]


def light_call(run: Run, am: Register) -> Callable[[], Any] | None:
    """What the command line calls; None where it is Typer's to read, and the run is as it was."""
    try:
        calls = LineReader(run, am).read(run.argv)
    except (Unread, AmcliError, ValueError):  # a ValueError of a reader: Typer says so in its own words
        run.forget_options()
        return None
    return lambda: made(run, calls)


def made(run: Run, calls: Sequence[Call]) -> Any:
    """Call one after the other; gives what the last gives, or the code that one ended with."""
    found = None
    try:
        for each in calls:
            run.typed = each.line
            found = each.function(run, **each.values)
    except Ended as end:
        return end.code
    return found


class LineReader:
    """Reads one line of `am`."""

    def __init__(self, run: Run, am: Register) -> None:
        assert am.main is not None
        self.run = run
        self.am = am
        self.common = declared_of(am.main)

    def read(self, words: Sequence[str]) -> list[Call]:
        """The calls that a line stands for. Raises Unread, and BadValue."""
        rest = self.take_options(with_morning(list(words), self.am))
        if not rest:
            return [self.command(self.am, MORNING, "am", [])]
        return self.calls(self.am, "am", rest)

    def take_options(self, words: list[str]) -> list[str]:
        """Give the run the options of `am` itself; gives the words after them."""
        values = {each.name: each.default for each in self.common}
        names = {each.names[0]: each.name for each in self.common}
        while words and (option := words[0].partition("="))[0] in GLOBAL_OPTIONS:
            name, equals, value = option
            if not equals and len(words) < 2:
                raise Unread
            values[names[name]] = value if equals else words[1]
            words = words[1 if equals else 2 :]
        if words[:1] and words[0].startswith("-"):
            raise Unread
        assert self.am.main is not None
        self.am.main(self.run, **values)
        return words

    def calls(self, group: Group, path: str, words: list[str]) -> list[Call]:
        """The calls of a line within a group, whose first word names a command."""
        name = of_today(self.run, group, path, words)
        self.run.verbs.append(name)
        found = group.find(name)
        if not isinstance(found, Group):
            return [self.command(group, name, path, words[1:])]
        path = f"{path} {name}"
        line = self.line(path, found.main, words[1:], to_the_first=True)
        if not line.arguments:
            return [self.call(found.main, line)]
        if any(not line.is_global(each.declared) for each in line.found):
            raise Unread
        inner = self.calls(found, path, line.arguments)
        if found.main is None:
            return inner
        if any(each.line.is_global(one.declared) for each in inner for one in each.line.found):
            raise Unread  # Typer calls what a group does alone before it reads these
        return [Call(found.main, line, self.values(line, [])), *inner]

    def command(self, group: Group, name: str, path: str, words: list[str]) -> Call:
        """The call of a command and the words after it."""
        found = group.find(name)
        if found is None or isinstance(found, Group):
            raise Unread
        return self.call(found, self.line(f"{path} {name}", found, words))

    def line(
        self, path: str, function: Function | None, words: list[str], *, to_the_first: bool = False
    ) -> Line:
        """The words after a command, taken apart."""
        declared = () if function is None else declared_of(function)
        line = Line(path, declared, self.run, self.tree)
        read_line(line, self.common, words, to_the_first=to_the_first)
        if any(each.declared is HELP for each in line.found):
            raise Unread
        return line

    def tree(self) -> Any:
        """Typer's context of `am` itself, for what asks for other commands."""
        from amcli.commands.tree import context_of, root_of

        return context_of(root_of(self.am), self.run)

    def call(self, function: Function | None, line: Line) -> Call:
        """The call of a function with the values of its line."""
        if function is None:
            raise Unread
        return Call(function, line, self.values(line, line.arguments))

    def values(self, line: Line, arguments: Sequence[str]) -> dict[str, Any]:
        """The value of each parameter: read, or its default."""
        rest = list(arguments)
        found = {}
        for each in line.declared:
            given = [one for one in line.found if one.declared is each]
            found[each.name] = self.option(each, given) if each.names else self.argument(each, rest)
        if rest:
            raise Unread
        return found

    def option(self, declared: Declared, given: Sequence[Found]) -> Any:
        """The value of an option: the last that was typed, or all of them where there may be several."""
        if not given:
            return self.without(declared)
        if declared.flag:
            return given[-1].name not in declared.off
        if declared.many:
            return [self.value(declared, each.values[0]) for each in given]
        found = tuple(self.value(declared, text) for text in given[-1].values)
        return found if declared.takes > 1 else found[0]

    def argument(self, declared: Declared, rest: list[str]) -> Any:
        """The value of an argument, which is taken from the words; all of them where there may be several."""
        if not rest:
            return self.without(declared)
        if not declared.many:
            return self.value(declared, rest.pop(0))
        words = rest[:]
        rest.clear()
        return [self.value(declared, text) for text in words]

    def without(self, declared: Declared) -> Any:
        """What stands for a value that wasn't typed."""
        if declared.required:
            raise Unread
        default = declared.default
        return self.value(declared, default) if isinstance(default, str) else default

    def value(self, declared: Declared, text: str) -> Any:
        """The value of a text. Raises BadValue."""
        reader = declared.reader
        return text if reader is None else reader.read_as(declared.label, text, self.run)
