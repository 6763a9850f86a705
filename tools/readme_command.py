"""Prints a command of the README, so that what is tried is what is written there.

    python3 tools/readme_command.py morning
    python3 tools/readme_command.py tests

The command is the fenced block below the comment `<!-- command: NAME -->`. Runs on the standard
library alone, from anywhere.
"""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def command(text: str, name: str) -> str:
    """The command of a name. Raises SystemExit where there is none."""
    found = re.search(rf"<!-- command: {re.escape(name)} -->\n```sh\n(.*?)\n```\n", text, re.DOTALL)
    if found is None:
        raise SystemExit(f"README.md has no command {name!r}")
    return found[1]


if __name__ == "__main__":
    print(command(README.read_text(encoding="utf-8"), sys.argv[1]))
