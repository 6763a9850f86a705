"""Option groups that many commands share, each declared once, and the last step of every report."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from amcli import vocabulary
from amcli.commands.params import DUE, HAPPENED, Length, Name, Text, TimeOfDay, Whole, Word
from amcli.context import Run, current
from amcli.errors import BadValue
from amcli.output.result import Listing, Options, Page

F = TypeVar("F", bound=Callable[..., Any])

OUTPUT = typer.Option("--output", "-o", click_type=Word(vocabulary.OUTPUT_FORMATS), help="Output format.")
NULL = typer.Option("--null", "-0", help="Print ids separated by NUL, for xargs -0.")
FIELDS = typer.Option("--fields", metavar="A,B", help="Show only these fields, in this order.")
SORT = typer.Option("--sort", "-s", metavar="A,-B", help="Sort by these fields; - for descending.")
LIMIT = typer.Option("--limit", click_type=Whole(0), help="Show at most N rows.")
NO_HEADER = typer.Option("--no-header", help="Leave out the header line in CSV, TSV and Markdown.")
EXIT_CODE = typer.Option("--exit-code", help="Exit with code 10 if there is anything to show.")
AS_OF = typer.Option("--as-of", click_type=HAPPENED, help="Show it as it was on a past date.")

PAGE_OPTIONS: dict[str, Any] = {"output": (str | None, OUTPUT, None), "null": (bool, NULL, False)}
LIST_OPTIONS: dict[str, Any] = {
    **PAGE_OPTIONS,
    "fields": (str | None, FIELDS, None),
    "sort": (str | None, SORT, None),
    "limit": (int | None, LIMIT, None),
    "no_header": (bool, NO_HEADER, False),
}
DUE_OPTIONS: dict[str, Any] = {**LIST_OPTIONS, "exit_code": (bool, EXIT_CODE, False)}
# Reports that can be asked about a day that has passed.
LOOKS_BACK = {"as_of": (Any, AS_OF, None)}
REPORT_PAGE_OPTIONS: dict[str, Any] = {**PAGE_OPTIONS, **LOOKS_BACK}
REPORT_OPTIONS: dict[str, Any] = {**DUE_OPTIONS, **LOOKS_BACK}
RECORD_OPTIONS: dict[str, Any] = {**LIST_OPTIONS, **LOOKS_BACK}

AccountArg = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Code, name or any part of it.")]
ContractArg = Annotated[
    str,
    typer.Argument(
        metavar="ACCOUNT|CONTRACT", help="A contract (k12), or an account with one open contract."
    ),
]
ContractArgs = Annotated[
    list[str],
    typer.Argument(
        metavar="ACCOUNT|CONTRACT...", help="Contracts (k12), or accounts with one open contract each."
    ),
]
RefArg = Annotated[str, typer.Argument(metavar="REF", help="A record (t31, k12, n213), or an account.")]
Within = Annotated[
    str | None,
    typer.Option(
        "--in", "--within", "-i", metavar="DURATION", help="How far ahead to look, for example 30d."
    ),
]
Everything = Annotated[bool, typer.Option("--all", "-a", help="Show everything.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Answer yes to every question.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing.")]
Due = Annotated[Any, typer.Option("--due", "-d", click_type=DUE, help="When it is due: fri, +10d, 28 feb.")]
On = Annotated[
    Any,
    typer.Option(
        "--on", click_type=HAPPENED, help="When it happened: yesterday, mon, 28 feb (default: today)."
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", "-r", click_type=Text(), help="Why.")]
Duration = Length()
# What is said of a conversation, by whichever command it is recorded.
With = Annotated[
    list[str] | None, typer.Option("--with", "-w", metavar="CONTACT", help="Who was there (repeatable).")
]
At = Annotated[Any, typer.Option("--at", click_type=TimeOfDay(), help="Time.")]
Minutes = Annotated[Any, typer.Option("--minutes", click_type=Whole(0, 10080), help="How long.")]
Direction = Annotated[
    Any, typer.Option("--direction", click_type=Word(vocabulary.DIRECTIONS), help="Who started it.")
]
Feel = Annotated[Any, typer.Option("--feel", "-f", click_type=Word(vocabulary.PULSES), help="How it went.")]
Purpose = Annotated[
    Any, typer.Option("--purpose", click_type=Word(vocabulary.PURPOSES), help="What it was about.")
]
Next = Annotated[
    Any, typer.Option("--next", "-n", metavar="TEXT", click_type=Name(), help="Add a task as the next step.")
]
Promise = Annotated[
    Any, typer.Option("--promise", "-p", metavar="TEXT", click_type=Name(), help="What you promised.")
]
Theirs = Annotated[
    Any, typer.Option("--theirs", metavar="TEXT", click_type=Name(), help="What they promised.")
]
FollowUpDue = Annotated[
    Any, typer.Option("--due", "-d", click_type=DUE, help="When the task or promise is due.")
]
Editor = Annotated[bool, typer.Option("--editor", "-e", help="Write the whole text in your editor.")]


def shows(options: dict[str, Any], listed: str | None = None) -> Callable[[F], F]:
    """Give a command a group of output options in the place of its `out: Options` parameter; `listed` is the
    kind of record that it lists, where it can look back."""

    def decorate(function: F) -> F:
        signature = inspect.signature(function)
        parameters = [p for p in signature.parameters.values() if p.name != "out"]
        for name, (kind, option, default) in options.items():
            parameters.append(
                inspect.Parameter(
                    name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, option]
                )
            )

        def command(**values: Any) -> Any:
            given = {name: values.pop(name) for name in options}
            if (day := given.pop("as_of", None)) is not None:
                current(values["context"]).look_back(day, listed)
            return function(**values, out=asked(**given))

        command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        command.__doc__, command.__name__ = function.__doc__, function.__name__
        command.__module__ = function.__module__
        return command  # type: ignore[return-value]

    return decorate


def asked(*, output: str | None, null: bool, **others: Any) -> Options:
    """How the output was asked for; `-0` is a way of writing ids, so it stands for `-o ids`."""
    if null and output not in (None, "ids"):
        raise BadValue(f"-0 separates ids, so it can't be combined with -o {output}.", "Use: -o ids -0")
    return Options("ids" if null else output, null=null, **others)


def finish(run: Run, result: Listing | Page, options: Options) -> None:
    """Show a report, warn of missing rates, and end with the exit code."""
    from amcli.output import render

    code = render(run, result, options)
    if "world" in run.__dict__ and (warning := run.world.totals.warning()):
        run.warn(warning)
    if code:
        raise typer.Exit(code)
