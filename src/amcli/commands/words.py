"""How the words of a command line are read: texts that begin with a hyphen, options by their beginning,
options of `am` itself after the command, and text without quotes.

Built on the parser that Typer carries, hence its upper bound. What is answered to words that cannot be read
is in nearest.py, which is loaded only then.
"""

from typing import Any, NamedTuple

from typer._click.parser import _OptionParser
from typer.core import TyperCommand

from amcli.context import Run

GLOBAL_OPTIONS = ("--book", "--config", "--today", "--color")
TYPED = "amcli.typed"  # where a context keeps what was typed


class Given(NamedTuple):
    """An option as it was typed: its words, and how many arguments stand before it."""

    before: int
    words: tuple[str, ...]


class Typed(_OptionParser):
    """The parser of a command; it knows afterwards what was typed where."""

    def __init__(self, ctx: Any) -> None:
        super().__init__(ctx)
        self.arguments: list[str] = []
        self.given: list[Given] = []
        self.spoken = False

    @property
    def first(self) -> int:
        """How many arguments stand before the first option."""
        return self.given[0].before if self.given else len(self.arguments)

    def parse_args(self, args: list[str]) -> Any:
        """Read the words; options of `am` itself are taken here, before any value is read."""
        values, rest, order = super().parse_args(args)
        run = run_of(self.ctx)
        for name in [name for name in values if name.startswith("am ")]:
            value = values.pop(name)
            if run is not None:
                run.take_option(name.removeprefix("am "), value)
        if self.spoken and not self.ctx.resilient_parsing:  # type: ignore[union-attr]
            self.refuse_more_words()
        return values, rest, order

    def _process_args_for_options(self, state: Any) -> None:
        while state.rargs:
            arg = state.rargs.pop(0)
            if arg == "--":
                return
            if self.is_option(arg):
                self._process_opts(arg, state)
            elif self.allow_interspersed_args:
                state.largs.append(arg)
            else:
                state.rargs.insert(0, arg)
                return

    def is_option(self, word: str) -> bool:
        """Whether a word is an option; `-5%` and `- as said` are text, since no option is written so."""
        if word[:1] != "-" or len(word) < 2 or "1" <= word[1] <= "9":
            return False
        short = self._short_opt.get(word[:2])
        blank = any(char.isspace() for char in word.partition("=")[0])
        return not blank or (short is not None and short.takes_value)

    def _process_opts(self, arg: str, state: Any) -> None:
        before, left = len(state.largs), list(state.rargs)
        super()._process_opts(arg, state)
        self.given.append(Given(before, (arg, *left[: len(left) - len(state.rargs)])))

    def _match_long_opt(self, opt: str, explicit_value: str | None, state: Any) -> None:
        super()._match_long_opt(self.whole(opt), explicit_value, state)

    def whole(self, opt: str) -> str:
        """An option by a beginning that no other has: on a terminal alone, since the next option that the
        program learns would break a script."""
        if opt in self._long_opt or not opt.startswith("--") or len(opt) < 3:
            return opt
        found = [name for name in self._long_opt if name.startswith(opt) and name not in GLOBAL_OPTIONS]
        run = run_of(self.ctx)
        if len({id(self._long_opt[name]) for name in found}) != 1 or run is None:
            return opt
        if run.stdin.isatty() and run.terminal:
            return found[0]
        from amcli.commands.nearest import cut_short

        raise cut_short(opt, found[0])

    def _process_args_for_args(self, state: Any) -> None:
        self.arguments = [*state.largs, *state.rargs]
        super()._process_args_for_args(state)

    def refuse_more_words(self) -> None:
        """Raise BadValue for words that are neither the account, nor the text before the first option, nor
        one argument after it."""
        later = len(self.arguments) - self.first
        if later > max(0, 2 - self.first):
            from amcli.commands.nearest import too_many_words

            raise too_many_words(self.ctx, self)


class Verb(TyperCommand):
    """A command with this program's manners."""

    def make_parser(self, ctx: Any) -> Any:
        """The parser of the command."""
        return parser_of(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the command line. Raises BadValue for more words than the command takes."""
        ctx.allow_extra_args = True
        rest: list[str] = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            from amcli.commands.nearest import too_many

            raise too_many(ctx, ctx.meta[TYPED], rest)
        return rest


def parser_of(command: Any, ctx: Any) -> Typed:
    """A parser with the options of a command, and those of `am` itself that it has not."""
    parser = Typed(ctx)
    for param in command.get_params(ctx):
        param.add_to_parser(parser, ctx)
        parser.spoken |= getattr(param.type, "spoken", False)
    for param in ctx.find_root().command.params:
        if param.opts[0] in GLOBAL_OPTIONS and param.opts[0] not in parser._long_opt:
            parser.add_option(obj=param, opts=param.opts, dest=f"am {param.name}")
    ctx.meta[TYPED] = parser
    return parser


def run_of(ctx: Any) -> Run | None:
    """The run behind a context; none where help alone is asked for."""
    found = ctx.find_root().obj
    return found if isinstance(found, Run) else None
