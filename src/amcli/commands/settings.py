"""`am config`: settings, and where each value comes from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from amcli.commands.checking import check
from amcli.commands.filtering import Asked, Filters
from amcli.commands.groups import group
from amcli.commands.options import LIST_OPTIONS, finish, shows
from amcli.config import FIELDS
from amcli.context import current
from amcli.output.result import Listing, Options
from amcli.rules.names import shown

if TYPE_CHECKING:
    from amcli.config import Config

app = group("View and change settings.")
app.command("check")(check)
Name = Annotated[str, typer.Argument(metavar="SETTING", help="Its name, for example tiers.key.cadence_days.")]


@app.command("get")
def get(context: typer.Context, name: Name) -> None:
    """Print a setting.

    \b
    am config get tiers.key.cadence_days
    am config get fx.USD
    """
    run = current(context)
    print(as_text(run.config.get(name)), file=run.stdout)


@app.command("set")
def set_(
    context: typer.Context,
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The new value.")],
) -> None:
    """Change a setting; comments in the file stay.

    \b
    am config set dates.order dmy
    am config set fx.USD 0.92
    am config set risk.points.quiet 30
    """
    from amcli.config import change
    from amcli.errors import BadValue
    from amcli.output import say

    run = current(context)
    assert run.config  # a file that cannot be read is refused before it is written
    if name.startswith("risk."):
        check_figures(run.config, name, value)
    try:
        now = change(run.config_path, name, value)
    except BadValue as error:
        raise BadValue(f"{name}: {error.message}", error.hint) from None
    say(run, [f"{name} = {shown(as_text(now))} · {shown(str(run.config_path))}"])


def check_figures(config: "Config", name: str, value: str) -> None:
    """Refuse a figure of the score that contradicts one it belongs to. Raises BadValue."""
    from amcli.config import setting
    from amcli.errors import BadValue
    from amcli.rules.model import FIGURES, check_together, read_figure

    assert setting(name)
    figure = name.removeprefix("risk.")
    try:
        figures = {each: config.get(f"risk.{each}") for each in FIGURES if each != figure}
        check_together(figures | {figure: read_figure(figure, value)}, figure)
    except BadValue as error:
        raise BadValue(error.message, "Set the other one first: am config set SETTING VALUE") from None
    except (ValueError, OverflowError):
        return  # said in full when it is written


@app.command("list")
@shows(LIST_OPTIONS)
def list_(context: typer.Context, words: Filters = None, *, out: Options) -> None:
    """List settings and where each comes from.

    \b
    am config list
    am config list tiers
    am config list -o json
    """
    run = current(context)
    config = run.config
    rows = [
        {
            "setting": "book",
            "value": str(run.book_path),
            "source": origin(run.book_option, run.environ, "AMCLI_BOOK"),
            "help": "the book",
        }
    ]
    for name in config.names():
        from amcli.config import setting

        rows.append(
            {
                "setting": name,
                "value": as_text(config.get(name)),
                "source": config.source(name),
                "help": setting(name).help,
            }
        )
    asked = Asked(run, words)
    rows = asked.among(FIELDS, rows)
    finish(run, Listing("settings", FIELDS, rows, lambda row: str(row["setting"])), out)


def origin(option: str | None, environ: dict[str, str], variable: str) -> str:
    """Where a path comes from."""
    return "option" if option else variable if environ.get(variable) else "default"


@app.command("path")
def path(context: typer.Context) -> None:
    """Print where the settings file is.

    \b
    am config path
    am --config work.toml config path
    """
    run = current(context)
    print(run.config_path, file=run.stdout)


@app.command("edit")
def edit(context: typer.Context) -> None:
    """Edit the settings file, checked before it is saved.

    \b
    am config edit
    EDITOR=nano am config edit
    """
    import tomllib

    from amcli.commands.editor import edit_text
    from amcli.config import Config, replace_file
    from amcli.errors import BadValue
    from amcli.output import say

    run = current(context)
    before = written(run.config_path) or starter()
    after = edit_text(run, before, ".toml")
    try:
        values = tomllib.loads(after, parse_float=str)
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"what you wrote is not TOML: {error}; nothing was changed.") from None
    config = Config(run.config_path, values)
    for name in config.names():
        config.get(name)
    assert config.model  # the figures of the score, all of them together
    if after != before:
        replace_file(run.config_path, after)
    say(run, [f"{shown(str(run.config_path))} {'changed' if after != before else 'unchanged'}."])


def written(path: Path) -> str:
    """The file as it is; empty where there is none. Raises AmcliError."""
    from amcli.errors import AmcliError

    try:
        return path.read_text(encoding="utf-8") if path.is_file() else ""
    except UnicodeDecodeError:
        raise AmcliError(f"{path} is not UTF-8 text; nothing was changed.") from None
    except OSError as error:
        raise AmcliError(f"{path} cannot be read: {error.strerror}.") from None


def starter() -> str:
    """A first file: every setting, commented out, with what it is for."""
    import tomli_w

    from amcli.config import SETTINGS, setting
    from amcli.rules.model import FIGURES

    lines = ["# amcli. Uncomment what you want to change.", ""]
    settings = SETTINGS | {f"risk.{name}": setting(f"risk.{name}") for name in FIGURES}
    for name, each in settings.items():
        table, _, last = name.rpartition(".")
        lines += [f"# {each.help}", *([f"# [{table}]"] if table else [])]
        lines += [
            "# " + line
            for line in tomli_w.dumps(
                {last: as_text(each.default) if each.default is None else each.default}
            ).splitlines()
        ]
        lines.append("")
    return "\n".join(lines)


def as_text(value: object) -> str:
    """A value on one line; not set is `-`."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(str(each) for each in value) if isinstance(value, list) else str(value)
