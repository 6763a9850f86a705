"""`add` of every noun: one record from the command line, or many from standard input, by one function.

A noun's `add` makes a record of values inside a transaction and tells what was made; `adds` turns it
into a command. How rows of standard input are read is in stdin.py.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from amcli.commands.commandline import Line
from amcli.commands.declared import Declared, Function, command_of, declared_of, for_example, switch
from amcli.commands.records import Kind, with_options
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, NotFound
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.output import say
from amcli.records.declaration import listed_fields
from amcli.rules.names import folded

if TYPE_CHECKING:
    from amcli.commands.stdin import Shape
    from amcli.fields import Field

STDIN_HELP = "Add one record per row of standard input: JSON lines or CSV."
STDIN = switch("--stdin", help=STDIN_HELP).of("from_stdin")
# Fields of lists that the book fills by itself; a row that a list printed may have them.
KEPT_BY_ITSELF = ("id", "created_at", "updated_at", "added_on", "first_due_on")
Asker = Callable[[Run, str], Any]


class Made(NamedTuple):
    """A record that was added: what commands accept for it, and what a person is told."""

    reference: str
    said: list[str]


# What makes a record: the arguments and options of its own by name, the columns as `given`.
Adder = Callable[..., Made]


class Adding(NamedTuple):
    """How a record is added: its kind, the function that adds one, what the command line of that declares.

    `asks` are the arguments that a person on a terminal is asked for; `agrees` may ask about a single
    record before the book is written to, and change its arguments by the answer.
    """

    kind: Kind
    function: Adder
    own: tuple[Declared, ...]
    asks: Mapping[str, Asker]
    agrees: Callable[[Run, dict[str, Any]], None] | None

    @property
    def needed(self) -> list[str]:
        """What must be given for a single record."""
        return [each.name for each in self.own if each.required]


def adds(
    kind: Kind,
    asks: Mapping[str, Asker] | None = None,
    agrees: Callable[[Run, dict[str, Any]], None] | None = None,
) -> Callable[[Adder], Function]:
    """Make the command `add` of a function that adds one record, as Adding has it."""
    return lambda function: add_command(
        Adding(kind, function, tuple(declared_of(function)), asks or {}, agrees)
    )


def add_command(adding: Adding) -> Function:
    """The command: one record, or one for each row of standard input."""

    def command(run: Run, *, given: dict[str, Any], from_stdin: bool, **values: Any) -> None:
        if from_stdin:
            add_rows(run, adding, values | given)
        else:
            add_typed(run, adding, values, given)

    declared = (*(each._replace(required=False) for each in adding.own), STDIN)
    return with_options(adding.kind)(command_of(command, declared, adding.function))


def add_typed(run: Run, adding: Adding, values: dict[str, Any], given: dict[str, Any]) -> None:
    """Add the record that was typed; what is missing of it a person is asked for. Raises BadValue."""
    for name, ask in adding.asks.items():
        if values[name] is None and values["account"] is not None:
            values[name] = ask(run, values["account"])
    refuse_missing(run.typed, adding.needed, values, adding.function.__doc__)
    if adding.agrees is not None:
        adding.agrees(run, values)
    add_one(run, adding.function, values, given)


def refuse_missing(typed: Line, needed: Sequence[str], values: Mapping[str, Any], about: str | None) -> None:
    """Raise BadValue naming the first argument that was not given."""
    for each in typed.declared:
        if each.name in needed and values[each.name] is None:
            raise BadValue(f"{each.label} is missing.", for_example(typed.path, about))


def add_one(run: Run, function: Adder, own: dict[str, Any], given: dict[str, Any]) -> None:
    """Add a record and say so."""
    try:
        with run.book.transaction():
            made = function(run, given=given, **own)
    except NotFound as error:
        from amcli.commands.nearest import in_order

        words = [word for word in own.values() if isinstance(word, str)]
        raise in_order(run, error, words) if error.message.startswith("no account") else error from None
    say(run, made.said, made.reference)


def add_rows(run: Run, adding: Adding, typed: dict[str, Any]) -> None:
    """Add a record for each row of standard input; what was typed beside `--stdin` holds for every row
    that does not say otherwise."""
    from amcli.commands.stdin import LeftOut, write_all
    from amcli.storage.forgotten import Forgotten

    forgotten = Forgotten(run.book.db)
    defaults = {each.name: each.default for each in adding.own}

    def make(row: dict[str, Any]) -> Made:
        values = {name: row.pop(name, default) for name, default in defaults.items()}
        if forgotten and forgotten.knows(known_by(run, adding.kind.name, values | row)):
            raise LeftOut
        return adding.function(run, given=row, **values)

    base = {name: value for name, value in typed.items() if value is not None}
    write_all(run, shape_of(adding), "added", make, base)


def known_by(run: Run, kind: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """By what somebody whom a row is about would be known again: the customer that it names, where the book
    has none of that name, and who would be added."""
    from amcli.rules.forgetting import ACCOUNT, hashed_of_account, hashed_of_contact
    from amcli.storage import resolve

    if kind == "account":
        yield from hashed_of_account(dict(row))
    if (owner := row.get("account")) is None:
        return
    try:
        account = resolve.account(run.book, str(owner))["id"]
    except AmcliError:
        yield ACCOUNT, folded(str(owner).strip())
        return
    if kind == "contact":
        from amcli.rules.phones import entry

        phones = [entry(each, run.config.get("me.country")) for each in row.get("phones") or ()]
        yield from hashed_of_contact({**row, "account_id": account, "phones": phones})


def worked_out(kind: str) -> list[str]:
    """The fields of a list of a kind that are worked out from other records, by their old names, too."""
    first, fields = list[str](), list["Field"]()
    if kind == "account":
        from amcli.reports.accounts import DERIVED, LATER

        first, fields = ["account"], [*DERIVED, *LATER]  # `account` repeats the code
    elif kind == "survey":
        from amcli.reports.surveys import FOLLOWED

        fields = [*FOLLOWED]
    return [*first, *(name for field in fields for name in (field.name, field.was) if name)]


def shape_of(adding: Adding) -> "Shape":
    """The fields of a row: the arguments of `add`, all options of the kind, and what its list has."""
    from amcli.commands.stdin import Cell, Shape

    cells: dict[str, Cell] = {}
    aliases: dict[str, str] = {}
    kind = adding.kind
    for each in adding.own:
        cells[each.name] = Cell(each.reader, flag=each.flag)
    for opt in kind.options:
        cells.setdefault(opt.column, Cell(opt.type, opt.many, opt.flag))
        for name in opt.names:
            aliases.setdefault(name.lstrip("-").replace("-", "_"), opt.column)
    listed = [field.name for field in listed_fields(kind.name) if field.name not in cells]
    ignored = [name for name in listed if name in (kind.name, *KEPT_BY_ITSELF)]
    ignored += worked_out(kind.name)
    return Shape(
        cells,
        {name: column for name, column in aliases.items() if name not in cells},
        adding.needed,
        ignored,
        [name for name in listed if name not in ignored],
    )
