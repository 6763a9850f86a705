"""What every group of commands is: a Typer application with this program's manners.

The root command (app.py) and each noun are one. No command is in here.
"""

from typing import Any

import typer
from typer.core import TyperGroup

from amcli.commands.words import Verb, parser_of

HELP_OPTIONS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Verbs(TyperGroup):
    """A group that remembers which verb was called, and offers near names for a mistyped one."""

    def make_parser(self, ctx: Any) -> Any:
        """The parser of the group's own options, and of those of `am` itself."""
        return super().make_parser(ctx) if ctx.parent is None else parser_of(self, ctx)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the command; an unknown name is answered with its neighbours."""
        run = ctx.find_root().obj
        if run is not None and args:
            run.verbs.append(args[0])
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            from amcli.commands.nearest import no_command

            raise no_command(ctx, args[0], args[1:], self.list_commands(ctx))
        return super().resolve_command(ctx, args)


class App(typer.Typer):
    """A Typer application whose commands read their words as `words` says."""

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """A command of this application."""
        return super().command(name, **({"cls": Verb} | settings))


def new_app(**settings: Any) -> typer.Typer:
    """A Typer application with this program's manners."""
    return App(add_completion=False, rich_markup_mode=None, context_settings=HELP_OPTIONS, **settings)


def group(help_text: str) -> typer.Typer:
    """A group of commands of one noun, such as `am account`."""
    return new_app(cls=Verbs, help=help_text, no_args_is_help=True)
