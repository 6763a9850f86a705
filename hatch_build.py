"""What a build makes: the tables that completion reads, and the manual page. None of them is committed.

Wheel, source archive and editable install all begin here. What is made is read off the command tree, so a
build needs what the program needs for that, of its dependencies Typer alone. A source archive brings the
files along, and a wheel that is built from one needs nothing more and takes them as they are.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NEEDED = "typer"
MAKE = ("--write", "completions", "man")
# pip takes the paths of what is installed out of those that a build is given, also the sources of this very
# tree where it is installed to be edited: they come first once Python has started.
START = """import os, runpy, sys
sys.path[:0] = sys.argv.pop(1).split(os.pathsep)
runpy.run_module("tools.docs", run_name="__main__")"""


class MadeFiles(BuildHookInterface[Any]):
    """Makes them before anything is packed."""

    def dependencies(self) -> list[str]:
        """What has to be installed to make them."""
        needed = (each for each in self.metadata.core.dependencies if each.startswith(NEEDED))
        return [] if self.brought_along() else list(needed)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them in the tree, in a process of its own. Raises CalledProcessError where that fails."""
        if self.brought_along():
            return
        root = Path(self.root)
        paths = os.pathsep.join((str(root), str(root / "src")))
        environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        # Standard output is the builder's: it may hold nothing but the name of what was built.
        command = [sys.executable, "-c", START, paths, *MAKE]
        subprocess.run(command, cwd=root, env=environ, check=True, stdout=sys.stderr)

    def brought_along(self) -> bool:
        """Whether this is a source archive that was unpacked, with all of them in it."""
        names = ["PKG-INFO", *self.build_config.build_config["artifacts"]]
        return all((Path(self.root) / name.lstrip("/")).is_file() for name in names)
