"""What every noun shares: `list`, `show`, `edit` and `rm`, made from a kind's table of options.

A kind is one `Kind`: its options are declared once and serve `add`, `edit` and the editor.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from amcli.commands.declared import Declared, Function, Group, argument, command_of, declared_of, option
from amcli.commands.filtering import AccountAndFilters, Asked, Filters
from amcli.commands.options import (
    NULL,
    OUTPUT,
    PAGE_OPTIONS,
    RAW,
    RECORD_OPTIONS,
    Everything,
    Yes,
    finish,
    shows,
)
from amcli.commands.options import asked as output_asked
from amcli.commands.readers import OrEmpty, Value, reader_of
from amcli.context import Run
from amcli.errors import BadValue, Refused
from amcli.fields import Row
from amcli.hints import Annotated, Any, NamedTuple
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.records.declaration import Field, in_order, listed_fields, record, types_of
from amcli.rules.names import in_shell, shown
from amcli.vocabulary import CALLED, LETTERS, noun, with_article

InEditor = Annotated[bool, option("--editor", "-e", help="Edit it in your editor.")]
Output = Annotated[str | None, OUTPUT]
Null = Annotated[bool, NULL]
Raw = Annotated[bool, RAW]


class Opt(NamedTuple):
    """An option that fills a column. `many` may be given several times; a `flag` has a `--no-` side. `of`
    gives what would be typed for what a listed record has, where it is no field of its own. `only`,
    `clears`, `off` and `was` are as its record declares them."""

    column: str
    names: tuple[str, ...]
    type: Value | None
    help: str
    many: bool = False
    flag: bool = False
    of: Callable[[Row], Any] | None = None
    only: str = ""
    clears: bool = True
    off: str = ""
    was: str = ""


class Kind(NamedTuple):
    """A kind of record: its table, its options, and how its values become columns.

    `is_open` says whether a listed record is still open on a day; kinds that have it have
    `list --open`. `many` are the columns that `edit` can set in many records at once (many.py).
    """

    name: str
    plural: str
    options: tuple[Opt, ...]
    values: Callable[[Run, Mapping[str, Any], Any], dict[str, Any]]
    is_open: Callable[[Row, dt.date], bool] | None = None
    many: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        """Its command."""
        return noun(self.name)

    def options_of(self, command: str) -> list[Opt]:
        """Those that a command has: `add` or `edit`."""
        return [opt for opt in self.options if opt.only in ("", command)]


def kind_of(
    name: str,
    values: Callable[[Run, Mapping[str, Any], Any], dict[str, Any]],
    is_open: Callable[[Row, dt.date], bool] | None = None,
    *,
    readers: Mapping[str, Value] | None = None,
    of: Mapping[str, Callable[[Row], Any]] | None = None,
) -> Kind:
    """A kind with the options that its record declares; `readers` and `of` are those of its own, by field."""
    declared = record(name)
    options = tuple(
        opt_of(field, readers or {}, of or {})
        for field in in_order(declared.first, declared.fields)
        if field.option
    )
    plural = declared.several if name in CALLED else declared.plural
    return Kind(name, plural, options, values, is_open)


def opt_of(field: Field, readers: Mapping[str, Value], of: Mapping[str, Callable[[Row], Any]]) -> Opt:
    """The option of a field."""
    told = field.option
    assert told is not None
    return Opt(
        field.name,
        told.names,
        None if field.type == "flag" else readers.get(field.name) or reader_of(field),
        told.help,
        many=field.type in ("list", "object"),
        flag=field.type == "flag",
        of=of.get(field.name),
        only=told.only,
        clears=told.clears,
        off=told.off,
        was=told.was,
    )


def declared_by(kind: Kind, command: str) -> Iterator[Declared]:
    """The options of a kind as those of `add` or `edit`; not given is None. For `edit` an empty text is a
    value of each that can be emptied."""
    for opt in kind.options_of(command):
        if opt.flag:
            yes = opt.names[0]
            sides = f"{yes}/{opt.off or f'--no-{yes[2:]}'}"
            found = option(sides, help=opt.help, was=opt.was)._replace(flag=True)
        else:
            reader = opt.type
            if reader is not None and command == "edit" and opt.clears:
                reader = OrEmpty(reader)
            found = option(*opt.names, reader=reader, help=opt.help)._replace(many=opt.many)
        yield found.of(opt.column)


def with_options(kind: Kind, command: str = "add") -> Callable[[Function], Function]:
    """Give a command the options that `add` or `edit` has in the place of its `given` parameter."""
    columns = [opt.column for opt in kind.options_of(command)]

    def decorate(function: Function) -> Function:
        def taking(run: Run, **values: Any) -> Any:
            given = {name: values.pop(name) for name in columns}
            given = {name: value for name, value in given.items() if value is not None}
            return function(run, **values, given=given)

        return command_of(taking, (*declared_of(function), *declared_by(kind, command)), function)

    return decorate


def add_common(app: Group, kind: Kind, examples: Mapping[str, str]) -> None:
    """Give a noun its `list`, `show`, `edit` and `rm`: those that there are examples of."""
    for name, make in (("list", make_list), ("show", make_show), ("edit", make_edit), ("rm", make_rm)):
        if name not in examples:
            continue
        command = make(kind)
        command.__doc__ = f"{command.__doc__}\n\n\b\n{examples[name].strip()}\n"
        app.command(name)(command)


def make_list(kind: Kind) -> Callable[..., None]:
    """`list`: every record with every field; those of one account, or open ones, where there are such."""

    def list_(
        run: Run,
        words: AccountAndFilters = None,
        everything: Everything = False,
        open_only: Annotated[bool, option("--open", help="Show only open ones.")] = False,
        *,
        out: Options,
    ) -> None:
        from amcli.reports.records import records_page
        from amcli.storage import records

        asked = Asked(run, words, takes_account=owned)
        of = asked.account_id
        resting = resting_codes(run) if open_only and owned and of is None and not everything else set()
        rows = [
            row
            for row in records.listed(run.book, kind.name, account=of, ids=asked.ids(kind.name))
            if not (open_only and kind.is_open and not kind.is_open(row, run.today))
            if not resting or row["account"] not in resting
        ]
        plural = f"open {kind.plural}" if open_only else kind.plural
        about = {"kind": kind.name, **asked.about()}
        handle = partial(records.handle, kind.name)
        page = partial(records_page, kind.name, plural, run.today)
        finish(run, Listing("records", listed_fields(kind.name), rows, handle, about, page), out)

    declared = record(kind.name)
    owned = declared.owned
    if not owned:
        list_.__annotations__["words"] = Filters
    absent = set() if kind.is_open else {"open_only"}
    whose = ", all or one account's" if owned else ""
    list_.__doc__ = f"List {declared.several or kind.plural}{whose}."
    return shows(RECORD_OPTIONS, kind.name)(without(list_, absent))


def resting_codes(run: Run) -> set[str]:
    """The codes of the lost accounts: what is open there rests."""
    from amcli import jsontext
    from amcli.facts.churn import at_rest

    query = "SELECT code FROM account WHERE id IN (SELECT value FROM json_each(?))"
    rows = run.book.db.execute(query, (jsontext.dumps(list(at_rest(run.world))),))
    return {row["code"] for row in rows}


def without(function: Function, names: set[str]) -> Function:
    """A command that does not take some of its parameters; they keep their defaults."""
    vars(function).update(declared=tuple(each for each in declared_of(function) if each.name not in names))
    return function


def make_show(kind: Kind) -> Callable[..., None]:
    """`show`: one record."""

    @shows(PAGE_OPTIONS)
    def show(
        run: Run,
        ref: Annotated[str, argument(metavar=kind.noun.upper(), help=named(kind))],
        *,
        out: Options,
    ) -> None:
        from amcli.commands.show import show_record

        show_record(run, kind.name, found_row(run, kind, ref), out)

    show.__doc__ = f"Show {one(kind)}."
    return show


def make_edit(kind: Kind) -> Callable[..., None]:
    """`edit`: change fields by options, or all of them in an editor."""
    if kind.many:
        return make_edit_many(kind)

    @with_options(kind, "edit")
    def edit(
        run: Run,
        ref: Annotated[str, argument(metavar=kind.noun.upper(), help=named(kind))],
        editor: InEditor = False,
        *,
        given: dict[str, Any],
    ) -> None:
        edit_one(run, kind, ref, editor, given)

    edit.__doc__ = f"Edit {one(kind)}; an empty text clears a field."
    return edit


def make_edit_many(kind: Kind) -> Callable[..., None]:
    """The same, where filters may stand for many records."""

    @with_options(kind, "edit")
    def edit_(
        run: Run,
        words: Annotated[
            list[str] | None,
            argument(
                metavar=f"[{kind.noun.upper()}|FILTER...]",
                help=f"{named(kind)[:-1]}; or filters: am help filters.",
            ),
        ] = None,
        everything: Annotated[
            bool, option("--all", "-a", help="Edit all, archived and closed ones too.")
        ] = False,
        dry_run: Annotated[
            bool, option("--dry-run", help="Show what would change, and change nothing.")
        ] = False,
        skip_bad: Annotated[bool, option("--skip-bad", help="Leave out what a rule refuses.")] = False,
        yes: Yes = False,
        output: Output = None,
        null: Null = False,
        raw: Raw = False,
        editor: InEditor = False,
        *,
        given: dict[str, Any],
    ) -> None:
        asked = everything, dry_run, skip_bad, output, null
        if words is not None and len(words) == 1 and ":" not in words[0][1:] and not any(asked):
            edit_one(run, kind, words[0], editor, given)
            return
        from amcli.commands import many

        how = many.Editing(
            everything, dry_run, skip_bad, output_asked(output=output, null=null, raw=raw), editor
        )
        named = many.one_named(run, kind, words or (), how)
        if named is not None and not dry_run and how.out.output is None:
            edit_one(run, kind, named, editor, given)
            return
        if named is None:
            picked = many.chosen(run, kind, words or (), given, how)
        else:
            picked = many.only(found_row(run, kind, named), named)
            given = all_given(run, kind, named, picked.ids[0], editor, given)
        edit = many.ManyEdit(run, kind, picked, given, how)
        edit.show(asking=not yes and run.can_ask())
        if edit.wanted:
            confirm(run, yes or named is not None, edit.question)
            edit.write()

    edit_.__doc__ = (
        f"Edit {one(kind)}; an empty text clears a field.\n\n"
        "With filters or --all it edits many: you see each change first and are asked once (in a pipe, add "
        "--yes). Nothing is changed if one is refused, unless you add --skip-bad. It is one step of undo."
    )
    return edit_


def edit_one(run: Run, kind: Kind, ref: str, editor: bool, given: dict[str, Any]) -> None:
    """Edit the record that was named, and say what changed."""
    from amcli.commands.confirmations import changes_said
    from amcli.commands.references import new_product
    from amcli.storage import records, writes

    row = found_row(run, kind, ref)
    given = all_given(run, kind, ref, row, editor, given)
    before = records.listed(run.book, kind.name, row=row)[0]
    new = new_product(run, given.get("product"))
    with run.book.transaction():
        writes.update(run.book, kind.name, row, kind.values(run, given, row))
    after = records.listed(run.book, kind.name, row=row)[0]
    said = changes_said(title_of(run, kind, row), before, after, types_of(kind.name), run.today)
    say(run, [said, *new], records.handle(kind.name, after))


def all_given(
    run: Run, kind: Kind, ref: str, row: int, editor: bool, given: dict[str, Any]
) -> dict[str, Any]:
    """What a record is to be given, by options or in an editor. Raises BadValue where that is nothing."""
    if editor:
        from amcli.commands.editor import edited

        return {**edited(run, kind, row, title_of(run, kind, row)), **given}
    if not given:
        raise BadValue(
            f"nothing to change for {kind.noun} {shown(ref)}.",
            f"See am {kind.noun} edit --help",
        )
    return given


def make_rm(kind: Kind) -> Callable[..., None]:
    """`rm`: delete, with what belongs to it."""

    def rm(
        run: Run,
        ref: Annotated[str, argument(metavar=kind.noun.upper(), help=named(kind))],
        yes: Yes = False,
    ) -> None:
        from amcli.storage import foreign_keys
        from amcli.storage.foreign_keys import summary

        row = found_row(run, kind, ref, itself=True)
        handle = handle_of(run, kind, row)
        what = title_of(run, kind, row)
        refuse_used(run, kind, row, what)
        with_it = summary(run.book, kind.name, row)
        confirm(run, yes, f"Delete {kind.noun} {what}{f' with {with_it}' if with_it else ''}?")
        with run.book.transaction() as txn:
            foreign_keys.delete(run.book, txn, kind.name, row)
        tail = f", with {with_it}" if with_it else ""
        say(run, [f"{what}: {kind.noun} deleted{tail}. · am undo brings it back"], handle)

    rm.__doc__ = (
        f"Delete {one(kind)} and everything that belongs to it.\n\nIt asks first, and am undo brings it back."
    )
    return rm


def refuse_used(run: Run, kind: Kind, row: int, what: str) -> None:
    """Raise Refused for a record that others cannot be without, such as a product that was sold."""
    from amcli.storage.foreign_keys import users

    if used := users(run.book, kind.name, row):
        raise Refused(
            f"{what} can't be deleted: {used} still use it.",
            f"To rename it: am {kind.noun} edit {in_shell(what)} --name NAME",
        )


def named(kind: Kind) -> str:
    """How a record of a kind is named on the command line."""
    return record(kind.name).named or f"Reference, for example {LETTERS[kind.name]}7."


def one(kind: Kind) -> str:
    """`a task`, `an account`, `a usage figure`."""
    return record(kind.name).one or with_article(kind.name)


def confirm(run: Run, yes: bool, question: str) -> None:
    """Go on only with a yes. Raises Refused without one, or where nobody can be asked."""
    if yes:
        return
    if not run.can_ask():
        raise Refused(
            "this needs a yes, and there is no terminal to ask on. Nothing was changed.", "Add --yes"
        )
    if not run.ask(shown(question)):
        raise Refused("cancelled; nothing was changed.")


def found_row(run: Run, kind: Kind, ref: str, itself: bool = False) -> int:
    """The id of the record that was named; nobody stands for an account that is wanted `itself`."""
    from amcli.storage import resolve

    if kind.name == "account":
        return int(resolve.account(run.book, ref, itself=itself)["id"])
    if kind.name == "contact":
        return int(resolve.contact(run.book, ref)["id"])
    if kind.name == "contract":
        return int(resolve.contract(run.book, ref)["id"])
    return resolve.of_kind(run.book, kind.name, ref)


def handle_of(run: Run, kind: Kind, row: int) -> str:
    """What commands accept for a record."""
    from amcli.storage import records

    return records.handle(kind.name, records.listed(run.book, kind.name, row=row)[0])


def title_of(run: Run, kind: Kind, row: int) -> str:
    """A record by its name or title, for a sentence."""
    from amcli.storage import records

    found = records.listed(run.book, kind.name, row=row)[0]
    for name in ("name", "title", "summary"):
        if found.get(name):
            return shown(str(found[name]))
    if kind.name == "contract":
        return records.handle(kind.name, found)
    from amcli.storage.labels import label

    return shown(label(run.book, kind.name, row))


def plain_values(run: Run, given: Mapping[str, Any], row: Any) -> dict[str, Any]:
    """Options whose values are their columns; empty text empties a field."""
    return {name: None if value == "" else value for name, value in given.items()}


def custom_fields(run: Run, table: str, pairs: Any, row: int | None) -> dict[str, Any]:
    """Custom fields with some set; an empty value removes one. Numbers are kept as numbers."""
    from amcli.rules.customfields import number_or_text
    from amcli.storage import records

    extra: dict[str, Any] = records.held(run.book, table, row, "extra") if row is not None else {}
    for field, value in pairs:
        if value == "":
            extra.pop(field, None)
        else:
            extra[field] = number_or_text(value) if isinstance(value, str) else value
    return extra
