"""`am config check`: everything in the configuration at once, and what is wrong with it."""

from collections.abc import Iterator
from io import StringIO
from shutil import which

from amcli.config.settings import leaves, new_name, setting
from amcli.context import Run
from amcli.errors import AmcliError, BadValue
from amcli.hints import TYPE_CHECKING, suppress
from amcli.rules.names import quoted, shown

if TYPE_CHECKING:
    from amcli.config.settings import Config

# Tables of the file that hold no settings, but what is named by the user.
TABLES = ("reports", "maps")


def check(run: Run) -> None:
    """Check the settings file.

    Checks settings, hooks, plays, saved mappings and reports. Reports and filters of
    plays are tried on your book if you have one; the programs that hooks run must exist.

    \b
    am config check
    am --config new.toml config check
    """
    faults = list(setting_faults(run.config))
    faults += report_faults(run, try_them=not faults and run.book_path.is_file())
    faults += hook_faults(run)
    faults += map_faults(run.config)
    faults += play_faults(run)
    if faults:
        many = "1 mistake" if len(faults) == 1 else f"{len(faults)} mistakes"
        raise BadValue(
            f"{shown(str(run.config_path))} has {many}.", "\n".join(f"\t{shown(fault)}" for fault in faults)
        )
    where = shown(str(run.config_path))
    print(
        f"{where} has no mistakes." if run.config_path.is_file() else f"No {where}: all defaults.",
        file=run.stdout,
    )
    for name, now in old_names(run.config):
        print(f"{name} is now {now}; both work.", file=run.stdout)


def old_names(config: "Config") -> list[tuple[str, str]]:
    """The settings that the file has by names from before, with those of today."""
    every = leaves(config.values.get("risk", {}), "risk")
    return [(name, now) for name in every if (now := new_name(name)) != name]


def setting_faults(config: "Config") -> Iterator[str]:
    """What is wrong with the settings of the file, a line each; names that mean nothing too."""
    known = {name: table for name, table in config.values.items() if name not in TABLES}
    for name in (each for table, value in known.items() for each in leaves(value, table)):
        try:
            now = new_name(name)
            assert setting(now)
            config.get(now)
        except AmcliError as error:
            yield told(error, config)
    try:
        assert config.model
    except AmcliError as error:
        yield told(error, config)


def hook_faults(run: Run) -> Iterator[str]:
    """The hooks whose programs are not there, a line each; one that cannot be read is a setting's fault."""
    from amcli import programs

    try:
        named = [name for name in run.config.hooks() if name != "hooks.timeout"]
        words = {name: programs.words_of(run.config.get(name)) for name in named}
    except AmcliError:
        return
    for name, (program, *_) in words.items():
        if which(program, path=run.environ.get("PATH")) is None:
            yield f"{name}: can't find the program {quoted(program)}."


def play_faults(run: Run) -> Iterator[str]:
    """What is wrong with the files of plays, and with the names that are switched on, a line each."""
    from amcli.config.plays import files, switched_on

    yield from faults_of(run)
    with suppress(AmcliError):  # one that cannot be read is a setting's fault
        there = files(run.config)
        yield from (
            f"plays.on: no play {quoted(name)}." for name in switched_on(run.config) if name not in there
        )


def faults_of(run: Run) -> list[str]:
    """What is wrong with the files of plays, a line each; their filters are tried where there is a book, and
    settings to read it by."""
    from amcli.config.plays import read_plays

    found = read_plays(run.config)
    if not run.book_path.is_file() or any(setting_faults(run.config)):
        return found.faults
    from amcli.facts.plays import check_filters

    faults = found.faults
    for play in found.plays.values():
        try:
            check_filters(run.world, play)
        except BadValue as error:
            faults.append(error.message)
    return faults


def map_faults(config: "Config") -> Iterator[str]:
    """What is wrong with the saved mappings of import, a line each."""
    from amcli.config.maps import MEND, read_map

    try:
        maps = config.maps()
    except BadValue as error:
        yield told(error, config)
        return
    for name, table in maps.items():
        try:
            saved = read_map(name, table)
            if saved.kind is not None:
                from amcli.interchange.tables.headers import check_fields

                check_fields(saved.kind, (*saved.map, *saved.set, *saved.values))
        except BadValue as error:
            said = told(error, config)
            yield said if said.startswith("maps.") else f"maps.{name}: {said.removesuffix(MEND)} {MEND}"


def report_faults(run: Run, *, try_them: bool) -> Iterator[str]:
    """What is wrong with the saved reports, a line each: each is read, and may be run on the book."""
    try:
        names = list(run.config.reports())
    except BadValue as error:
        yield told(error, run.config)
        return
    for name in names:
        try:
            assert run.config.report(name)
            if try_them:
                tried(run, name)
        except AmcliError as error:
            said = told(error, run.config)
            yield said if said.startswith("reports.") else f"reports.{name}: {said}"


def told(error: AmcliError, config: "Config") -> str:
    """A fault on one line, without the name of the file that all are in."""
    return f"{error.message.removeprefix(f'{config.named}: ')} {error.hint or ''}".strip()


def tried(run: Run, name: str, config: "Config | None" = None) -> None:
    """Run a saved report, and throw away what it prints; `config` is what the file is to say. Raises what is
    wrong with it."""
    from amcli.commands.tree import run_inside  # the only ones of its commands that need Typer

    inside = Run([], run.environ, run.stdin, StringIO(), StringIO())
    inside.book_option = str(run.book_path)
    inside.book.only_read()
    if config is not None:
        inside.__dict__["config"] = config
    line = ["--book", str(run.book_path), "--config", str(run.config_path), "--today", run.today.isoformat()]
    try:
        run_inside([*line, "report", "-o", "json", "--", name], run.typed.tree, inside)
    finally:
        inside.close()
