"""How the words of a command line are taken apart: texts that begin with a hyphen, options by their
beginning, options of `am` itself after the command, and text without quotes.

It knows the declarations of a command and nothing else: no value is read here, and nothing that is missing is
missed. What is answered to words that cannot be read is in `nearest`, which is loaded only then.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from amcli.commands.declared import Declared, Group, Register, option
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import Any, NamedTuple
from amcli.rules.names import near_names, quoted, shown

# The options of `am` itself; any other option before a command is one of the morning's.
GLOBAL_OPTIONS = ("--book", "--config", "--today", "--color")
ALONE = ("--version", "--verbose", "--help", "-h")
HELP = option("--help", "-h", help="Show this message and exit.")._replace(flag=True)


class Given(NamedTuple):
    """An option as it was typed: its words, and how many arguments stand before it."""

    before: int
    words: tuple[str, ...]


class Found(NamedTuple):
    """An option that was typed: what was declared, the name it goes by, and its values; a flag has none."""

    declared: Declared
    name: str
    values: tuple[str, ...] = ()

    def words(self) -> list[str]:
        """It in its plainest form."""
        return [f"{self.name}={self.values[0]}"] if len(self.values) == 1 else [self.name, *self.values]


class Line:
    """What was typed after a command; `tree` makes what knows the other commands, for those who need them."""

    def __init__(
        self, path: str, declared: Sequence[Declared], run: Run | None, tree: Callable[[], Any]
    ) -> None:
        self.path = path
        self.declared = tuple(declared)
        self.run = run
        self.make_tree = tree
        self.arguments: list[str] = []
        self.given: list[Given] = []
        self.found: list[Found] = []
        self.spoken = any(getattr(each.reader, "spoken", False) for each in declared)

    @property
    def tree(self) -> Any:
        """Typer's context of `am` itself."""
        return self.make_tree()

    @property
    def first(self) -> int:
        """How many arguments stand before the first option."""
        return self.given[0].before if self.given else len(self.arguments)

    def has(self, name: str) -> bool:
        """Whether an option was typed, and not left at its default; by the name of its parameter."""
        return any(each.declared.name == name for each in self.found)

    def words(self) -> list[str]:
        """The same line in its plainest form: options by their long names, then the arguments."""
        options = [each.words() for each in self.found if not self.is_global(each.declared)]
        return [*chain.from_iterable(options), "--", *self.arguments]

    def is_global(self, declared: Declared) -> bool:
        """Whether an option is one of `am` itself, and none of the command."""
        return declared.names[0] in GLOBAL_OPTIONS and declared not in self.declared


def with_morning(args: list[str], am: Register) -> list[str]:
    """The words of the command line, with `today` before an option or a filter of the morning: `am --all`,
    `am tier:key`. Raises BadValue for a command behind its own options."""
    at = 0
    while at < len(args):
        word = args[at]
        if word in GLOBAL_OPTIONS:
            at += 2
        elif word.startswith(tuple(f"{name}=" for name in GLOBAL_OPTIONS)):
            at += 1
        elif ":" in word or (word.startswith("-") and word not in ALONE and word.strip("-")):
            refuse_late_command(args[at:], am)
            return [*args[:at], "today", *args[at:]]
        else:
            break
    return args


def refuse_late_command(words: list[str], am: Register) -> None:
    """Raise BadValue for a command behind its own options, which the morning would take for a name."""
    at = next((at for at, word in enumerate(words) if am.now(word) in am.entries), None)
    if at is not None:
        from amcli.commands.nearest import in_line

        typed = " ".join(map(in_line, [am.now(words[at]), *words[at + 1 :], *words[:at]]))
        raise BadValue(f"{quoted(words[0])} goes after the command.", f"Type am {typed}")


def of_today(run: Run | None, group: Group, path: str, words: Sequence[str]) -> str:
    """The name of the command that words begin with; the run is told where it was typed by an old one."""
    typed, name = words[0], group.now(words[0])
    if name != typed and run is not None:
        run.named(words, name, (f"{path} {typed}", f"{path} {name}") if typed in group.was else None)
    return name


def names_of_today(run: Run, am: Group, words: Sequence[str]) -> list[str]:
    """The words that lead to a command, by their names of today; others as they are."""
    found: Any = am
    names: list[str] = []
    for at, word in enumerate(words):
        if not isinstance(found, Group):
            return [*names, *words[at:]]
        name = of_today(run, found, " ".join(["am", *names]), [word, *words[at + 1 :]])
        names.append(name)
        found = found.find(name)
    return names


def read_line(line: Line, common: Sequence[Declared], words: Sequence[str], *, to_the_first: bool) -> None:
    """Take the words of a line apart, `to_the_first` argument alone where that names a command. `common` are
    the options of `am` itself, which are handed to the run. Raises BadValue."""
    Reader(line, common).read(words, to_the_first)
    last = {each.declared.name: each.values for each in line.found if line.is_global(each.declared)}
    for name, values in last.items():
        if line.run is not None:
            line.run.take_option(name, values[0])
    if line.spoken:
        refuse_more_words(line)


class Misread(BadValue):
    """Words that are no command line; `plain` says so in a sentence without a hint, for a saved report."""

    def __init__(self, message: str, hint: str | None, plain: str) -> None:
        super().__init__(message, hint)
        self.plain = plain


class Reader:
    """Takes words apart, one after the other; `rest` are those still to come."""

    def __init__(self, line: Line, common: Sequence[Declared]) -> None:
        self.line = line
        self.rest: list[str] = []
        self.options: dict[str, Declared] = {}
        self.was: dict[str, str] = {}
        for each in (HELP, *line.declared):
            self.options |= dict.fromkeys(each.spellings, each)
            self.was.update(each.was)
        for each in common:
            if each.names[0] in GLOBAL_OPTIONS:
                self.options.setdefault(each.names[0], each)

    def read(self, words: Sequence[str], to_the_first: bool) -> None:
        """Read all words."""
        self.rest = list(words)
        while self.rest:
            word = self.rest.pop(0)
            if word == "--":
                break
            if self.is_option(word):
                before, word = len(self.line.arguments), self.of_today(word)
                left = list(self.rest)
                self.line.found.extend(self.options_of(word))
                self.line.given.append(Given(before, (word, *left[: len(left) - len(self.rest)])))
            else:
                self.line.arguments.append(word)
                if to_the_first:
                    break
        self.line.arguments += self.rest

    def of_today(self, word: str) -> str:
        """An option with its value by the name that it has now; the run is told of an old one."""
        typed, equals, value = word.partition("=")
        old = typed if typed in self.was else self.begun(typed)
        if old is None:
            return word
        name = f"{self.was[old]}{equals}{value}"
        if self.line.run is not None:
            self.line.run.named([word, *self.rest], name, (old, self.was[old]))
        return name

    def begun(self, typed: str) -> str | None:
        """The old option that a word begins, on a terminal, where none of today begins so."""
        run = self.line.run
        if not self.was or len(typed) < 3 or run is None or not (run.stdin.isatty() and run.terminal):
            return None
        if typed[:2] != "--" or any(name.startswith(typed) for name in self.options):
            return None
        found = [old for old in self.was if old.startswith(typed)]
        return found[0] if len(found) == 1 else None

    def is_option(self, word: str) -> bool:
        """Whether a word is an option; `-5%` and `- as said` are text, since no option is written so."""
        if word[:1] != "-" or len(word) < 2 or "1" <= word[1] <= "9":
            return False
        short = self.options.get(word[:2])
        blank = any(char.isspace() for char in word.partition("=")[0])
        return not blank or (short is not None and not short.flag)

    def options_of(self, word: str) -> Iterator[Found]:
        """The options in a word: one by its long name, or short ones joined. Raises BadValue."""
        typed, equals, value = word.partition("=")
        name = self.whole(typed)
        if name in self.options and name.startswith("--"):
            yield self.long_option(name, value if equals else None)
        elif word.startswith("--"):
            raise self.unknown(name)
        else:
            yield from self.short_options(word)

    def long_option(self, name: str, value: str | None) -> Found:
        """An option by its long name, with what stands behind `=`. Raises BadValue."""
        declared = self.options[name]
        if not declared.flag:
            return Found(declared, name, self.values_of(name, declared, value))
        if value is not None:
            raise self.misused(name, "takes no value", "does not take a value")
        return Found(declared, name)

    def short_options(self, word: str) -> Iterator[Found]:
        """Short options joined in a word; the value of the last may be attached. Raises BadValue."""
        for at, letter in enumerate(word[1:], 2):
            declared = self.options.get(f"-{letter}")
            if declared is None:
                raise self.unknown(f"-{letter}")
            if not declared.flag:
                values = self.values_of(f"-{letter}", declared, word[at:] or None)
                yield Found(declared, declared.label, values)
                return
            yield Found(declared, declared.label)

    def values_of(self, name: str, declared: Declared, first: str | None) -> tuple[str, ...]:
        """The values of an option: what is attached to it, and the words after it. Raises BadValue where they
        are too few."""
        values = [] if first is None else [first]
        needed = declared.takes - len(values)
        if len(self.rest) < needed:
            number = "an argument" if declared.takes == 1 else f"{declared.takes} arguments"
            raise self.misused(name, "needs a value", f"requires {number}")
        values += self.rest[:needed]
        del self.rest[:needed]
        return tuple(values)

    def whole(self, typed: str) -> str:
        """An option by a beginning that no other has: on a terminal alone, since the next option that the
        program learns would break a script."""
        run = self.line.run
        if typed in self.options or not typed.startswith("--") or len(typed) < 3 or run is None:
            return typed
        found = [name for name in self.options if name.startswith(typed) and name not in GLOBAL_OPTIONS]
        if not found or any(self.sides(name) != self.sides(found[0]) for name in found):
            return typed
        if run.stdin.isatty() and run.terminal:
            return found[0]
        from amcli.commands.nearest import cut_short

        raise cut_short(typed, found[0])

    def sides(self, name: str) -> tuple[Declared, bool]:
        """What a name stands for: an option, and whether it says no."""
        return self.options[name], name in self.options[name].off

    def unknown(self, name: str) -> "Misread":
        """The error for an option that is not there."""
        from amcli.commands.nearest import no_option

        error = no_option(self.line.path, self.line.declared, name)
        long = [each for each in self.options if each.startswith("--")] if name.startswith("--") else []
        near = ", ".join(sorted(near_names(name, long)))
        options = f" (Possible options: {near})" if near else ""
        return Misread(error.message, error.hint, f"No such option: {shown(name)}{options}")

    def misused(self, name: str, what: str, plain: str) -> "Misread":
        """The error for a value that is missing, or too much."""
        verbs = self.line.run.verbs if self.line.run is not None else ()
        hint = f"See {' '.join(['am', *verbs])} --help"
        return Misread(shown(f"{shown(name)} {what}."), hint, f"Option {name!r} {plain}.")


def refuse_more_words(line: Line) -> None:
    """Raise BadValue for words that are neither the account, nor the text before the first option, nor one
    argument after it."""
    later = len(line.arguments) - line.first
    if later > max(0, 2 - line.first):
        from amcli.commands.nearest import too_many_words

        raise too_many_words(line)
