"""How a command line is declared: `option()` and `argument()`, which stand in the annotations of a command's
parameters, and the group of commands of one noun.

All of it is plain data: whoever reads a command line needs nothing but what `declared_of` gives. Typer's
commands are made from it in `tree`, alone; the kinds of values are in `readers`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import FunctionType

from amcli.commands.readers import Value
from amcli.hints import Any, NamedTuple, TypeVar

Function = Callable[..., Any]
F = TypeVar("F", bound=Callable[..., Any])


class Declared(NamedTuple):
    """An option, or an argument where it has no `names`.

    A `flag` takes no value and may have names that say no (`off`); others take one, or as many as it `takes`;
    of `many` there may be several. The text of a value goes through `reader`, if there is one. `name` is the
    parameter that gets it. `was` are names of before, each with the one that it has now. Given one that
    `writes`, a command writes that else doesn't; without it one reads that else writes.
    """

    names: tuple[str, ...]
    help: str
    metavar: str
    reader: Value | None = None
    off: tuple[str, ...] = ()
    many: bool = False
    flag: bool = False
    takes: int = 1
    required: bool = False
    default: Any = None
    name: str = ""
    was: tuple[tuple[str, str], ...] = ()
    writes: bool | None = None

    @property
    def label(self) -> str:
        """How it is called in an error: an option by its long name, an argument by its metavar."""
        if self.names:
            return next((name for name in self.names if name.startswith("--")), self.names[0])
        return self.metavar.strip("[]").removesuffix("...")

    def of(self, name: str) -> "Declared":
        """The same of a parameter, where there is no annotation to say so."""
        return self._replace(name=name)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name of an option, those that say no too."""
        return (*self.names, *self.off)


def option(
    name: str,
    *more: str,
    help: str,  # noqa: A002
    metavar: str = "",
    reader: Value | None = None,
    was: str = "",
    writes: bool | None = None,
) -> Declared:
    """An option, by its names; `--auto-renew/--no-auto-renew` is a flag with a side that says no. What its
    first name `was` is read on, and shown nowhere."""
    yes = tuple(each.partition("/")[0] for each in (name, *more))
    no = tuple(each.partition("/")[2] for each in (name, *more) if "/" in each)
    before = tuple(zip(was.split("/"), name.split("/"), strict=True)) if was else ()
    return Declared(yes, help, metavar or written(reader), reader, off=no, was=before, writes=writes)


def switch(name: str, *more: str, help: str) -> Declared:  # noqa: A002
    """A flag that is off when it is not given."""
    return option(name, *more, help=help)._replace(flag=True, default=False)


def argument(
    *,
    metavar: str,
    help: str,  # noqa: A002
    reader: Value | None = None,
    writes: bool | None = None,
) -> Declared:
    """An argument, by the word that stands for it in the help."""
    return Declared((), help, metavar, reader, writes=writes)


def written(reader: Value | None) -> str:
    """How a value is written in the help."""
    return f"<{reader.name if reader is not None else 'text'}>"


def declared_of(function: Function) -> tuple[Declared, ...]:
    """The options and arguments of a command, in the order of its help."""
    found: tuple[Declared, ...] | None = getattr(function, "declared", None)
    return tuple(annotated(function)) if found is None else found


def annotated(function: Function) -> Iterator[Declared]:
    """The options and arguments in the annotations of a function; other parameters are the program's own."""
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    defaults = dict(function.__kwdefaults__ or {})
    last = names[: code.co_argcount]
    given = function.__defaults__ or ()
    defaults |= zip(last[len(last) - len(given) :], given, strict=True)
    for name in names:
        annotation: Any = function.__annotations__.get(name)
        for found in getattr(annotation, "__metadata__", ()):
            if isinstance(found, Declared):
                yield filled(found, name, annotation.__origin__, defaults)


def with_group(name: str, kind: Any) -> Callable[[F], F]:
    """Give a command the options that the fields of a class declare, after its own; they come as one object
    in its parameter `name`."""
    declared = tuple(
        filled(found, field, annotation.__origin__, kind._field_defaults)
        for field, annotation in kind.__annotations__.items()
        for found in annotation.__metadata__
    )

    def decorate(function: F) -> F:
        def command(run: Any, **values: Any) -> Any:
            given = kind(**{each.name: values.pop(each.name) for each in declared})
            return function(run, **values, **{name: given})

        return command_of(command, (*declared_of(function), *declared), function)  # type: ignore[return-value]

    return decorate


def filled(found: Declared, name: str, kind: Any, defaults: Mapping[str, Any]) -> Declared:
    """A declaration with what its parameter says of it: its name, whether it is a flag or may come several
    times, and its default."""
    kinds = {kind, *getattr(kind, "__args__", ())}
    several = next((each for each in kinds if getattr(each, "__origin__", None) is tuple), None)
    return found._replace(
        name=name,
        flag=bool in kinds,
        many=any(getattr(each, "__origin__", each) is list for each in kinds),
        takes=1 if several is None else len(several.__args__),
        required=name not in defaults,
        default=defaults.get(name),
    )


def command_of(function: Function, declared: Iterable[Declared], like: Function) -> Function:
    """A command that is called with the values of what is declared; its help is that of another function."""
    vars(function).update(declared=tuple(declared))
    function.__doc__, function.__name__, function.__module__ = like.__doc__, like.__name__, like.__module__
    return function


class Judged(NamedTuple):
    """What a command line does to the book: how many of its words name the command, whether it writes, and
    whether it reads what stays at home, so that a team's roll-up has none of it."""

    named: int
    writes: bool = False
    at_home: bool = False

    @property
    def reads(self) -> bool:
        """Whether it only reads what is in a roll-up."""
        return not (self.writes or self.at_home)


class Effect(NamedTuple):
    """Whether a command writes into the book, and what one that fails left `undone`, as in "nothing was
    changed"."""

    writes: bool = False
    undone: str = ""


class Group:
    """The commands of one noun, such as `am account`. Where it has a `main`, that runs before its commands,
    and alone where none is named."""

    def __init__(self, about: str | None = None) -> None:
        self.about = about
        self.main: Function | None = None
        self.commands: dict[str, Function] = {}
        self.was: dict[str, str] = {}
        self.short: dict[str, str] = {}
        self.effects: dict[str, Effect] = {}

    def command(
        self,
        name: str,
        about: str | None = None,
        was: str = "",
        *,
        writes: bool = False,
        undone: str | None = None,
    ) -> Callable[[F], F]:
        """Take a function as the command of a name; `about` is its help there, where its own won't do. What
        it `was` called is read on, and shown nowhere. Whether it `writes` into the book says what a team's
        roll-up refuses, and what isn't printed there. One that fails tells what is `undone`, as in "nothing
        was changed", which is what one says that writes."""

        def take(function: F) -> F:
            self.commands[name] = function if about is None else described(function, about)
            if was:
                self.was[was] = name
            self.declare(name, writes, undone)
            return function

        return take

    def declare(self, name: str, writes: bool, undone: str | None) -> None:
        """Keep what a command does to the book."""
        if undone is None:
            undone = "changed" if writes else ""
        self.effects[name] = Effect(writes, undone)

    def effect(self, name: str) -> Effect:
        """What a command does to the book; nothing, if it isn't there."""
        return self.effects.get(name, Effect())

    def alone(self, function: F) -> F:
        """Take a function as what the group does alone."""
        self.main = function
        return function

    def find(self, name: str) -> "Function | Group | None":
        """A command by its name."""
        return self.commands.get(name)

    def now(self, name: str) -> str:
        """The name of a command that was typed by an old name or a short form; any other word as it is."""
        return self.was.get(name) or self.short.get(name, name)


class Entry(NamedTuple):
    """Where a command lives, its line in the help, and the section it stands in. What it `was` called and its
    `short` form are read, and shown nowhere. What it does to the book is as with those of a noun
    (`Group.command`); one that stays `at_home` reads what a team's roll-up doesn't have, as the journal."""

    module: str
    attribute: str
    help: str
    section: str
    was: str = ""
    short: str = ""
    writes: bool = False
    undone: str | None = None
    at_home: bool = False

    @property
    def is_noun(self) -> bool:
        """Whether it is a group of commands."""
        return self.attribute == "app"


class Register(Group):
    """`am` itself: every command by its entry, imported when it is called."""

    def __init__(self, main: Function, entries: Mapping[str, Entry], sections: Iterable[str]) -> None:
        super().__init__()
        self.main = main
        self.entries = entries
        self.sections = tuple(sections)
        self.was = {each.was: name for name, each in entries.items() if each.was}
        self.short = {each.short: name for name, each in entries.items() if each.short}
        for name, each in entries.items():
            self.declare(name, each.writes, each.undone)

    def find(self, name: str) -> Function | Group | None:
        """A command, or the commands of a noun."""
        entry = self.entries.get(name)
        if entry is None:
            return None
        found: Function | Group = getattr(
            __import__(f"amcli.commands.{entry.module}", fromlist=[entry.attribute]), entry.attribute
        )
        return found

    def nouns(self) -> Iterator[Group]:
        """The commands of each noun, imported."""
        for name, each in self.entries.items():
            if each.is_noun and isinstance(found := self.find(name), Group):
                yield found

    def judge(self, words: Sequence[str]) -> Judged:
        """What a line of words after `am` does to the book."""
        name = self.now(words[0]) if words else ""
        entry, rest = self.entries.get(name), words[1:]
        if entry is None:
            return Judged(1)
        group: Group = self
        if entry.is_noun:
            group = noun if isinstance(noun := self.find(name), Group) else self
            verb = next((each for each in rest if each[:1] != "-"), "")
            name, rest = group.now(verb), words[2:]
        writes = group.effect(name).writes
        if rest and isinstance(function := group.find(name), FunctionType):
            given = {word.partition("=")[0] if word[:1] == "-" else "" for word in rest}
            for each in turning(function):
                if given.intersection((*each.spellings, *dict(each.was)) or ("",)):
                    writes = bool(each.writes)
        return Judged(len(words) - len(rest), writes, entry.at_home)

    def undone_by(self, verbs: Sequence[str]) -> str:
        """What a command that failed left undone, as in "nothing was changed"; of one that isn't there what
        others of its name do."""
        name = verbs[-1] if verbs else "today"
        if len(verbs) < 2 and name in self.entries:
            return self.effect(name).undone
        group = self.find(verbs[0])
        if isinstance(group, Group) and name in group.commands:
            return group.effect(name).undone
        others = (each.effect(name).undone for each in (self, *self.nouns()))
        return next(filter(None, others), "")


@cache
def turning(function: Function) -> tuple[Declared, ...]:
    """The options and arguments by which a command writes that else reads, or the other way."""
    return tuple(each for each in declared_of(function) if each.writes is not None)


def described(function: Function, about: str) -> Function:
    """The same command with another help."""

    def command(*given: Any, **values: Any) -> Any:
        return function(*given, **values)

    made = command_of(command, declared_of(function), function)
    made.__doc__ = about
    return made


def for_example(path: str, about: str | None) -> str:
    """The first example in a command's help, as the hint of what is missing; where it has none, its help."""
    lines = (line.strip() for line in (about or "").splitlines())
    found = next((line for line in lines if line.startswith(f"{path} ")), "")
    command = found.split("  ")[0].split(" | ")[0]
    return f"For example: {command}" if command else f"See {path} --help"
