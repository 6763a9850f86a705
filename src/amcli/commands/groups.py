"""What every group of commands is: a Typer application with this program's manners.

The root command (app.py) and each noun are one. No command is in here.
"""

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup

HELP_OPTIONS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Verbs(TyperGroup):
    """A group that remembers which verb was called, and offers near names for a mistyped one."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Find the command; an unknown name is answered with its neighbours."""
        run = ctx.find_root().obj
        if run is not None and args:
            run.verbs.append(args[0])
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            unknown_command(ctx, args[0], self.list_commands(ctx))
        return super().resolve_command(ctx, args)


def unknown_command(ctx: Any, word: str, known: Sequence[str]) -> None:
    """Raise the error for a command that is not there."""
    from difflib import get_close_matches

    from amcli.errors import BadValue
    from amcli.rules.names import quoted

    near = get_close_matches(word, known, n=2, cutoff=0.6)
    hint = f"Did you mean {' or '.join(f'{ctx.command_path} {name}' for name in near)}?" if near else None
    raise BadValue(f"no command {quoted(word)}.", hint or f"All commands: {ctx.command_path} --help")


def new_app(**settings: Any) -> typer.Typer:
    """A Typer application with this program's manners."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=HELP_OPTIONS, **settings)


def group(help_text: str) -> typer.Typer:
    """A group of commands of one noun, such as `am account`."""
    return new_app(cls=Verbs, help=help_text, no_args_is_help=True)
