"""`am --version --verbose`: which versions run here, which book and settings, and their schema. Nothing is
changed by looking: an older book is upgraded by the first command that opens it."""

import os
import sys

from amcli import __version__
from amcli.context import Run
from amcli.errors import AmcliError
from amcli.rules.names import shown
from amcli.storage.checking import SQLITE
from amcli.storage.connection import VERSION
from amcli.storage.failures import short_path
from amcli.storage.opening import NoBook, schema_of

WIDTH = 10


def tell_versions(run: Run) -> None:
    """One line each: what it is, and which."""
    settings = run.config_path
    pairs = {
        "python": ".".join(map(str, sys.version_info[:3])),
        "sqlite": SQLITE,
        "schema": str(VERSION),
        "book": f"{shown(short_path(run.book_path))} ({state_of_book(run)})",
        "settings": f"{shown(short_path(settings))}{'' if os.path.exists(settings) else ' (none yet)'}",
    }
    print(f"amcli {__version__}", file=run.stdout)
    for name, value in pairs.items():
        print(f"{name:<{WIDTH}}{value}", file=run.stdout)


def state_of_book(run: Run) -> str:
    """The schema of the book, and what comes of it where it isn't this program's."""
    try:
        version = schema_of(run.book_path)
    except NoBook:
        return "none yet"
    except AmcliError:
        return "not readable, see am doctor"
    if version > VERSION:
        return f"schema {version}, from a newer amcli"
    return f"schema {version}" + (", upgraded when it is next opened" if version < VERSION else "")
