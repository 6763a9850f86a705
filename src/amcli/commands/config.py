"""`am config`: settings, and where each value comes from."""

from functools import partial

from amcli.commands.config_check import check
from amcli.commands.declared import Group, argument
from amcli.commands.filtering import Asked, Filters
from amcli.commands.options import LIST_OPTIONS, Everything, finish, shows
from amcli.config.settings import FIELDS, SETTINGS, Config, as_text, replace_file, setting, typed_name
from amcli.context import Run
from amcli.errors import BadValue, BookUnavailable, NotFound
from amcli.fields import Row
from amcli.hints import Annotated
from amcli.output import say
from amcli.output.result import Listing, Options
from amcli.page import Cell, Column, Footer, Instead, Page, Table, Words, dash
from amcli.rules.names import shown

LEAST_HELP, LEAST_SOURCE = 30, 7
TABLES_OF_NAMES = ("reports.", "maps.")
app = Group("View and change settings.")
app.command("check")(check)
Name = Annotated[str, argument(metavar="SETTING", help="Its name, for example tiers.key.cadence_days.")]


@app.command("get")
def get(run: Run, name: Name) -> None:
    """Print a setting.

    \b
    am config get tiers.key.cadence_days
    am config get fx.USD
    """
    print(as_text(run.config.get(typed_name(name))), file=run.stdout)


@app.command("set", undone="changed")
def set_(
    run: Run, name: Name, value: Annotated[str, argument(metavar="VALUE", help="The new value.")]
) -> None:
    """Change a setting; comments in the file stay, and am undo reverses it.

    \b
    am config set dates.order dmy
    am config set fx.USD 0.92
    am config set risk.points.quiet 30
    """
    from amcli.config.file import with_setting

    assert run.config  # a file that cannot be read is refused before it is written
    name = typed_name(name)
    if name.startswith("risk."):
        check_figures(run.config, name, value)
    try:
        text, now = with_setting(run.config_path, name, value)
    except BadValue as error:
        raise BadValue(f"{name}: {error.message}", error.hint) from None
    keep(run, text)
    say(run, [f"{name} = {shown(as_text(now))} · {shown(str(run.config_path))}"])


@app.command("unset", undone="changed")
def unset(run: Run, name: Name) -> None:
    """Remove a setting from the file, so that its default counts again.

    A saved report or mapping goes by its name, too. am undo brings it back.

    \b
    am config unset dates.order
    am config unset fx.USD
    am config unset reports.big-renewals
    """
    from amcli.config.file import in_file, without

    name = typed_name(name)
    inside = in_file(name)
    text = without(run.config_path, inside) if run.config.path.is_file() else None
    where = shown(str(run.config_path))
    if text is None:
        default = as_text(setting(name).default)
        say(run, [f"{name} isn't set, so it is {shown(default)}, the default. · {where}"])
        return
    assert Config.parsed(run.config_path, text).model  # what is left may not contradict itself
    keep(run, text)
    said = f"{shown(name)} removed"
    if not inside.startswith(TABLES_OF_NAMES):
        said = f"{shown(name)} = {default_of(name)}, the default"
    say(run, [f"{said} · {where}"])


def default_of(name: str) -> str:
    """The default of a setting; of a name that is none, `-`."""
    try:
        return shown(as_text(setting(name).default))
    except NotFound:
        return "-"


def keep(run: Run, text: str, *, automatic: bool = False) -> None:
    """Write the file, in the history of the book where there is one, so that am undo reverses it."""
    from amcli.storage import settings_file

    try:
        book = run.book
    except BookUnavailable:  # settings don't need a book
        replace_file(run.config_path, text)
    else:
        settings_file.write(book, run.config_path, text, automatic=automatic)


def check_figures(config: Config, name: str, value: str) -> None:
    """Refuse a figure of the score that contradicts one it belongs to. Raises BadValue."""
    from amcli.rules.figures import FIGURES, check_together, read_figure

    assert setting(name)
    figure = name.removeprefix("risk.")
    try:
        figures = {each: config.get(f"risk.{each}") for each in FIGURES if each != figure}
        check_together(figures | {figure: read_figure(figure, value)}, figure)
    except (ValueError, OverflowError):
        return  # said in full when it is written


@app.command("list")
@shows(LIST_OPTIONS)
def list_(run: Run, words: Filters = None, everything: Everything = False, *, out: Options) -> None:
    """List the settings you changed and where each comes from; --all: every one.

    A filter looks through every setting.

    \b
    am config list
    am config list --all
    am config list tiers
    am config list --all -o json
    """
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
        rows.append(
            {
                "setting": name,
                "value": as_text(config.get(name)),
                "source": config.source(name),
                "help": setting(name).help,
            }
        )
    asked = Asked(run, words)
    whole = len(rows)
    if not everything and not asked.words:
        rows = [row for row in rows if row["source"] != "default" or row["setting"] == "book"]
    page = partial(settings_page, whole - len(rows))
    rows = asked.among(FIELDS, rows)
    result = Listing("settings", FIELDS, rows, lambda row: str(row["setting"]), asked.about(), page)
    finish(run, result, out)


def settings_page(defaults: int, rows: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the settings: names and values whole, what each is for only where there is room
    beside them; `defaults` are those that aren't listed."""
    name = max(len(row["setting"]) for row in rows)
    columns = (Column("Setting", least=name), Column("Value", letters=True))
    whole_columns = (*columns, Column("From"), Column("What it is for", least=LEAST_HELP))
    lines: list[list[Words]] = [[dash(row["setting"]), dash(row["value"]), *aside(row)] for row in rows]
    fewer = (*columns, Column("From", rank=1, floor=LEAST_SOURCE))
    short = Table(fewer, [line[:3] for line in lines], shared=True)
    instead = Instead(short, Footer("What each is for", "am help config"))
    left = [Footer(f"{defaults} more at their defaults", "am config list --all")] if defaults else []
    return Page(parts=[Table(whole_columns, lines, instead=instead)], footer=left)


def aside(row: Row) -> list[Cell]:
    """Where a setting comes from, and what it is for."""
    return [Cell(dash(row[name]), "muted") for name in ("source", "help")]


def origin(option: str | None, environ: dict[str, str], variable: str) -> str:
    """Where a path comes from."""
    return "option" if option else variable if environ.get(variable) else "default"


@app.command("path")
def path(run: Run) -> None:
    """Print where the settings file is.

    \b
    am config path
    am --config work.toml config path
    """
    print(shown(str(run.config_path)), file=run.stdout)


@app.command("edit", undone="changed")
def edit(run: Run) -> None:
    """Edit the settings file, checked before it is saved.

    \b
    am config edit
    EDITOR=nano am config edit
    """
    import tomllib

    from amcli.commands.editor import edit_text
    from amcli.config.file import text_of

    before = text_of(run.config_path) or starter()
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
        keep(run, after)
    say(run, [f"{shown(str(run.config_path))} {'changed' if after != before else 'unchanged'}."])


def starter() -> str:
    """A first file: every setting, commented out, with what it is for."""
    import tomli_w

    from amcli.rules.figures import FIGURES

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
