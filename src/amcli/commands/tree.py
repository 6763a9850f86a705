"""The command tree: Typer's commands, made from what is declared (`declared`).

Only the public side of Typer is used. The words of a line are taken apart by `commandline` first and handed
to Typer in their plainest form; it counts the arguments, fills in defaults, prints help, calls the command.
"""

import inspect
from collections.abc import Callable
from contextvars import ContextVar
from functools import cache
from typing import Annotated, Any  # typing's own: Typer asks what they mean

import typer
from typer.core import TyperCommand, TyperGroup

from amcli.commands.commandline import Line, Misread, of_today, read_line, with_morning
from amcli.commands.declared import Declared, Function, Group, Register, command_of, declared_of, for_example
from amcli.context import Run
from amcli.errors import BadValue, Ended
from amcli.rules.names import shown

HELP_OPTIONS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
POSITION = inspect.Parameter.POSITIONAL_OR_KEYWORD
# Whose words are being read: Typer hands a reader the text alone.
READING: ContextVar[Run] = ContextVar("READING")


class Verbs(TyperGroup):
    """A group that remembers which verb was called, and offers near names for a mistyped one."""

    group: Group

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words before the name of a command; those of `am` itself are Typer's alone."""
        if ctx.parent is None:
            return list(super().parse_args(ctx, args))
        line = line_of(self, ctx, args, to_the_first=True)
        words = line.words() if args else []
        return within(ctx, lambda: list(super(Verbs, self).parse_args(ctx, words)))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the command; an unknown name is answered with its neighbours."""
        run = ctx.find_root().obj
        args = [of_today(run, self.group, ctx.command_path, args), *args[1:]]
        if run is not None:
            run.verbs.append(args[0])
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from amcli.commands.nearest import no_command

            known, verbs = self.list_commands(ctx), self.with_verb(args[0])
            raise no_command(run, ctx.command_path, args[0], args[1:], known, verbs, self.group.was)
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A command by its name, an old one or a short form."""
        return super().get_command(ctx, self.group.now(cmd_name))

    def with_verb(self, word: str) -> list[str]:
        """The verbs that are called so, each with its noun: of `am` alone."""
        return []


class Root(Verbs):
    """`am` itself: commands come from the register and are imported when they are called."""

    group: Register

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the command line; `am` alone is the morning, and so is `am` with its options."""
        return super().parse_args(ctx, with_morning(args, self.group))

    def invoke(self, ctx: Any) -> Any:
        """Call the command that was named, or the morning."""
        found = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            morning = self.get_command(ctx, "today")
            with morning.make_context("today", [], parent=ctx) as inner:
                morning.invoke(inner)
        return found

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the register's order."""
        return list(self.group.entries)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import one command; it is made once a process."""
        name = self.group.now(cmd_name)
        if name not in self.commands and (found := self.group.find(name)):
            self.commands[name] = tree_of(name, found)
        return self.commands.get(name)

    def with_verb(self, word: str) -> list[str]:
        """The verbs that are called so, each with its noun, in the register's order: each command is imported
        to ask it."""
        nouns = {name: self.group.find(name) for name in self.group.entries}
        groups = {name: found for name, found in nouns.items() if isinstance(found, Group)}
        verbs = {name: found.now(word.casefold()) for name, found in groups.items()}
        return [f"{name} {verb}" for name, verb in verbs.items() if verb in groups[name].commands]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands by section, from the register alone."""
        for section in self.group.sections:
            rows = [(name, each.help) for name, each in self.group.entries.items() if each.section == section]
            with formatter.section(section):
                formatter.write_dl(rows)


class Verb(TyperCommand):
    """A command whose words are read by `commandline`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line. Raises BadValue for more words than the command takes."""
        if ctx.resilient_parsing:
            return list(super().parse_args(ctx, args))
        ctx.allow_extra_args = True
        line = line_of(self, ctx, args, to_the_first=False)
        rest = within(ctx, lambda: list(super(Verb, self).parse_args(ctx, line.words())))
        if rest:
            from amcli.commands.nearest import too_many

            raise too_many(line, rest)
        return rest


def line_of(command: Any, ctx: Any, args: list[str], *, to_the_first: bool) -> Line:
    """The words after a command, taken apart; the run keeps them."""
    root = ctx.find_root()
    run = root.obj if isinstance(root.obj, Run) else None
    line = Line(ctx.command_path, declarations(command), run, lambda: root)
    read_line(line, declarations(root.command), args, to_the_first=to_the_first)
    if run is not None:
        run.typed = line
    return line


def declarations(command: Any) -> tuple[Declared, ...]:
    """The options and arguments of one of Typer's commands."""
    found: tuple[Declared, ...] = getattr(command.callback, "declared", ())
    return found


def within(ctx: Any, read: Callable[[], list[str]]) -> list[str]:
    """What Typer reads while values go by the settings and the day of this run."""
    run = ctx.find_root().obj
    if not isinstance(run, Run):
        return read()
    token = READING.set(run)
    try:
        return read()
    finally:
        READING.reset(token)


@cache
def root_of(register: Register) -> Any:
    """Typer's command of `am` itself."""
    assert register.main is not None
    made = new_app(cls=Root, invoke_without_command=True)
    made.callback(epilog="New here: am help start. Any command: am COMMAND --help.")(
        callback_of(register.main)
    )
    root: Any = typer.main.get_command(made)
    root.group = register
    return root


def context_of(root: Any, run: Run) -> Any:
    """Typer's context of `am` itself in a run."""
    return root.context_class(root, info_name="am", obj=run)


def tree_of(name: str, found: Function | Group) -> Any:
    """Typer's command or group of what a module of commands declares."""
    if isinstance(found, Group):
        made = group_of(found)
    else:
        made = new_app()
        made.command(name, cls=Verb, context_settings=HELP_OPTIONS)(callback_of(found))
    command: Any = typer.main.get_command(made)
    command.name, command.group = name, found
    return command


def group_of(group: Group) -> typer.Typer:
    """Typer's application of a group."""
    alone = group.main is not None
    made = new_app(cls=Verbs, no_args_is_help=not alone, invoke_without_command=alone)
    if group.main is not None:
        made.callback()(callback_of(group.main))
    else:
        made.info.help = group.about
    for name, function in group.commands.items():
        made.command(name, cls=Verb)(callback_of(function))
    return made


def call_typed(root: Any, run: Run) -> Any:
    """Call the command that was typed, with a sentence of ours for what Typer can't read. Raises BadValue."""
    try:
        return root.main(args=run.argv, prog_name="am", standalone_mode=False, obj=run)
    except SystemExit as error:  # how Typer answers a closed pipe
        if isinstance(error.__context__, BrokenPipeError):
            raise error.__context__ from None
        raise
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        raise usage_error(run, error) from None


def usage_error(run: Run, error: Any) -> BadValue:
    """A mistake in the command line, in our own words."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else " ".join(["am", *run.verbs])
    option = getattr(error, "option_name", None)
    if context is not None and option is not None and hasattr(error, "possibilities"):
        from amcli.commands.nearest import no_option

        return no_option(path, declarations(context.command), option)
    text = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":
        print(text, file=run.stdout)
        verbs = error.ctx.command.list_commands(error.ctx)
        verb = "list" if "list" in verbs else verbs[0]
        return BadValue("a command is missing.", f"For example: {path} {verb}")
    if type(error).__name__ == "MissingParameter":
        return BadValue(
            f"{missing_name(error)} is missing.",
            for_example(path, getattr(context and context.command, "help", None)),
        )
    if option is not None:
        needs = "requires" in text
        text = f"{shown(option)} {'needs a value' if needs else 'takes no value'}."
    return BadValue(shown(text[:1].lower() + text[1:] if text[1:2].islower() else text), f"See {path} --help")


def missing_name(error: Any) -> str:
    """The name of a parameter that was not given."""
    param = error.param
    if param is None:
        return "something"
    if param.param_type_name == "option":
        return str(next((name for name in param.opts if name.startswith("--")), param.opts[0]))
    return str(param.metavar or param.name.upper()).partition(" ")[0].strip("[]").removesuffix("...")


def run_inside(words: list[str], tree: Any, inside: Run) -> None:
    """Run a whole command line within another command. Raises what it raises, and BadValue for one that
    cannot be read."""
    try:
        tree.command.main(words, prog_name="am", standalone_mode=False, obj=inside)
    except typer.TyperException as error:
        raise BadValue(error.format_message()) from None
    except Misread as error:
        raise BadValue(error.plain) from None


def run_listing(command: Any, words: list[str], tree: Any) -> None:
    """Run a command with its words in the same run. Raises what it raises, Ended too."""
    with command.make_context(command.name, words, parent=tree) as inner:
        try:
            command.invoke(inner)
        except typer.Exit as end:
            raise Ended(end.exit_code) from None


def new_app(**settings: Any) -> typer.Typer:
    """A Typer application with this program's manners."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=HELP_OPTIONS, **settings)


def callback_of(function: Function) -> Function:
    """What Typer calls for a command: with the run in the place of its context."""
    declared = declared_of(function)

    def command(context: typer.Context, **values: Any) -> Any:
        try:
            return function(context.find_root().obj, **values)
        except Ended as end:
            raise typer.Exit(end.code) from None

    parameters = [inspect.Parameter("context", POSITION, annotation=typer.Context)]
    parameters += [parameter_of(each) for each in declared]
    vars(command).update(__signature__=inspect.Signature(parameters))
    return command_of(command, declared, function)


def parameter_of(declared: Declared) -> inspect.Parameter:
    """A parameter as Typer reads it."""
    kind: Any = bool if declared.flag else list[str] if declared.many else str
    if declared.takes > 1:
        kind = tuple[(str,) * declared.takes]  # type: ignore[misc]
    if not declared.required and declared.default is None:
        kind = kind | None
    default = inspect.Parameter.empty if declared.required else declared.default
    info = option_of(declared) if declared.names else argument_of(declared)
    return inspect.Parameter(
        declared.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, info]
    )


def option_of(declared: Declared) -> Any:
    """An option as Typer declares it."""
    if declared.flag:
        off = dict(enumerate(declared.off))
        names = [f"{name}/{off[at]}" if at in off else name for at, name in enumerate(declared.names)]
        return typer.Option(*names, help=declared.help)
    return typer.Option(
        *declared.names, parser=parser_of(declared), metavar=declared.metavar, help=declared.help
    )


def argument_of(declared: Declared) -> Any:
    """An argument as Typer declares it."""
    return typer.Argument(parser=parser_of(declared), metavar=declared.metavar, help=declared.help)


def parser_of(declared: Declared) -> Callable[[Any], Any] | None:
    """What makes a value of the text of an option or an argument, and names it when it cannot."""
    reader = declared.reader
    if reader is None:
        return None

    def parse(text: Any) -> Any:
        run = READING.get(None)
        return reader.read_as(declared.label, text, run) if isinstance(text, str) and run else text

    return parse
