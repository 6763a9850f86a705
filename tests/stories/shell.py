"""A person's shell with the installed command in it, a home of its own and the day it is there."""

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.forkserver import LONGEST, commands
from tests.profiles import is_nightly
from tests.support import (
    Result,
    clean_environment,
    kept_open,
    lending,
    run_here,
    run_on_terminal,
    words_of,
)

BOOK = ".local/share/amcli/book.db"
CONFIG = ".config/amcli/config.toml"


class Shell:
    """`shell("am checkins")` in an empty home; `shell.on("2026-03-03")` lets a day pass."""

    def __init__(self, home: Path, today: str) -> None:
        self.home = home
        self.environ = clean_environment(home) | {"AMCLI_TODAY": today}
        self.environ["PATH"] = f"{commands()}:{self.environ['PATH']}"

    def copied(self, home: Path, today: str) -> "Shell":
        """The same book in another home, on a day."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        return Shell(home, today)

    def after(self, home: Path, days: Sequence[tuple[str, str]]) -> "Shell":
        """The same book in another home, when on each of some days some lines were typed."""
        shell = self.copied(home, days[0][0])
        for day, lines in days:
            shell.on(day)
            shell.type(lines)
        return shell

    def on(self, today: str) -> None:
        """It is another day."""
        self.environ["AMCLI_TODAY"] = today

    def run(self, line: str) -> Result:
        """What a line gives back, whatever it is.

        By day it runs in this process where it is one call of `am`: a process would add its start and nothing
        else, and each story has lines for a shell beside it, or a terminal. Nightly all go through a shell.
        """
        argv = words_of(line)
        if argv and not is_nightly():
            with chdir(self.home), patch.dict(os.environ, self.environ):
                return run_here(argv[1:], self.environ)
        found = subprocess.run(
            ["bash", "-c", line],
            env=self.environ,
            cwd=self.home,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LONGEST,
            check=False,
        )
        return Result(found.returncode, found.stdout, found.stderr)

    def __call__(self, line: str) -> str:
        """The output of a line that must succeed and have nothing to complain of."""
        found = self.run(line)
        assert (found.code, found.err) == (0, ""), (line, found)
        return found.out

    def type(self, lines: str) -> None:
        """Lines of `am` typed one after the other, each of which must succeed.

        Only what they leave in the book matters, so they run in this process, which takes a tenth of
        the time.
        """
        places = {"AMCLI_BOOK": self.home / BOOK, "AMCLI_CONFIG": self.home / CONFIG}
        environ = self.environ | {name: str(path) for name, path in places.items()}
        with kept_open(self.home, places["AMCLI_BOOK"]) as cli:
            for line in lines.strip().splitlines():
                argv = shlex.split(line)[1:]
                with lending(cli.lent, argv):
                    found = run_here(argv, environ)
                assert (found.code, found.err) == (0, ""), (line, found)

    def json(self, line: str) -> Any:
        """What a line answers in JSON."""
        return json.loads(self(f"{line} -o json"))

    def terminal(self, line: str, typed: str = "", columns: int = 80) -> str:
        """What a person sees of `am ...` on a terminal that is 24 lines high."""
        environ = self.environ | {"NO_COLOR": "1"}
        found = run_on_terminal(shlex.split(line)[1:], environ, columns, typed)
        assert found.code == 0, (line, found)
        return found.out
