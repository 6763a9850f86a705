"""What goes with the report of a fault: versions, the book in numbers, plain settings, the error log.

Nothing of what was typed or is stored: `storage.outline` and `config.errorlog` see to that for their part.
Who sends it is asked to read it first all the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from amcli import __version__, patterns
from amcli.config import errorlog
from amcli.config.settings import FAMILIES, HOOKED, SETTINGS, Config, as_text, check, setting
from amcli.errors import AmcliError
from amcli.fields import shape
from amcli.hints import Any
from amcli.rules.figures import FIGURES
from amcli.rules.names import counted, shown
from amcli.storage.connection import VERSION
from amcli.storage.outline import outline

PAGE = shape("""
path text! the file
size int!  bytes
""")
HEAD = """\
amcli: for a bug report

Read this before you send it, and take out what you don't want to share. It is made to hold nothing of your
customers and nothing that you typed: no names, no texts, no paths. (12) stands for 12 characters.
"""
# Kinds of settings whose values are numbers, days, or words of a closed list.
PLAIN = frozenset(
    [
        *("bool", "country", "currency", "days", "duration", "figure", "hours", "order", "part", "places"),
        *("seconds", "weekdays", "zone"),
    ]
)
VARIABLES = (
    *("AMCLI_BOOK", "AMCLI_CONFIG", "AMCLI_TODAY", "AMCLI_LOG_DIR", "AMCLI_HOOK"),
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"),
    *("EDITOR", "VISUAL", "PAGER", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "PYTHONIOENCODING"),
)
TABLES = {"hooks": "hooks", "reports": "saved reports", "maps": "saved mappings", "fx": "exchange rates"}
LAST_ERRORS = 20
Pairs = Iterable[tuple[str, Any]]


def text(book: Path, load: Callable[[], Config], environ: Mapping[str, str]) -> str:
    """All of it. `load` gives the settings, or raises AmcliError."""
    found = outline(book)
    sections: dict[str, Pairs] = {
        "Versions": versions(found["sqlite"]),
        "Variables": ((name, "set") for name in VARIABLES if name in environ),
        "Files of the book": found["files"].items(),
        "Backups": found["copies"].items(),
        "Book": found["figures"].items(),
        "Schema": found["schema"].items(),
        "Rows": found["rows"].items(),
        "Integrity": ((str(at), line) for at, line in enumerate(found["integrity"], 1)),
        "Settings": settings(load),
        "Errors": errors(errorlog.read_entries(errorlog.place(environ))),
    }
    return "\n".join([HEAD, *(section(title, pairs) for title, pairs in sections.items())])


def section(title: str, pairs: Pairs) -> str:
    """A heading and a line for each."""
    lines = [f"{name:<30} {shown(str(value))}" for name, value in pairs]
    return "\n".join([title, *(f"  {line}" for line in lines or ["none"]), ""])


def versions(sqlite: str) -> Iterator[tuple[str, str]]:
    """The program, what it runs on, and the libraries it needs."""
    import locale
    import platform
    from importlib import metadata  # brings `email`, which `am schema` has no use for

    yield "amcli", __version__
    yield "version of books", str(VERSION)
    yield "Python", f"{platform.python_implementation()} {platform.python_version()}"
    yield "SQLite", sqlite
    yield "system", f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "encoding", locale.getpreferredencoding(False)
    for name in needed():
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "missing"


def needed() -> list[str]:
    """The libraries that this installation needs."""
    from importlib import metadata

    try:
        named = metadata.requires("amcli") or []
    except metadata.PackageNotFoundError:
        return []
    return sorted(patterns.split(r"[^\w.-]", each)[0] for each in named if "extra" not in each)


def settings(load: Callable[[], Config]) -> Iterator[tuple[str, str]]:
    """What the settings file says: plain values, and of the others that they are there."""
    try:
        config = load()
    except AmcliError as error:
        yield "settings file", f"can't be read ({type(error.__context__ or error).__name__})"
        return
    hooks = [f"hooks.after-{kind}" for kind in HOOKED]
    names = [name for name in SETTINGS if name not in FAMILIES]
    for name in (*names, *hooks, *(f"risk.{each}" for each in FIGURES)):
        if (given := config.given(name)) is not None:
            yield name, value_of(name, given)
    for table, title in TABLES.items():
        if isinstance(found := config.given(table), Mapping):
            yield title, str(len(found))
    known = {name.partition(".")[0] for name in SETTINGS} | {"risk", *TABLES}
    if others := [name for name in config.values if name not in known]:
        yield "unknown tables or settings", str(len(others))


def value_of(name: str, given: Any) -> str:
    """A plain value as it is read; of any other how much there is."""
    if setting(name).kind not in PLAIN:
        return f"set, {counted(len(given), 'value')}" if isinstance(given, list) else "set"
    try:
        return as_text(check(name, given))
    except (AmcliError, ValueError, TypeError):
        return "set, and can't be read"


def errors(entries: list[errorlog.Entry]) -> Iterator[tuple[str, str]]:
    """The last errors that nobody foresaw."""
    for each in entries[-LAST_ERRORS:]:
        yield each["at"], f"amcli {each['version']}, Python {each['python']}"
        yield "  command", " ".join([each["command"], *(f"({word})" for word in each["given"])])
        for error in each["errors"]:
            said = (error["kind"], error["code"], *(f"({size})" for size in error["values"]))
            yield "  error", " ".join(filter(None, said))
            yield from (("    at", place) for place in error["places"])
