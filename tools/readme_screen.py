"""The screen in the README: the morning of the sample book on 2 March 2026, 80 columns wide.

python -m tools.readme_screen            say whether it is current
python -m tools.readme_screen --write    draw it anew
"""

import sys
import tempfile
from pathlib import Path

from tools import sessions
from tools.marked import between, replaced

README = Path(__file__).parent.parent / "README.md"
NAME = "screen"


def drawn() -> str:
    """The screen in a fenced block, as it stands between the marks."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        variables = sessions.environment(home, **sessions.demo_book(home))
        screen = sessions.on_screen("am", variables, home)
    lines = [line.rstrip() for line in screen.rstrip().splitlines()]
    return "\n".join(["```text", "$ am", *lines, "```"])


def main() -> int:
    """Check or write the screen."""
    text = README.read_text(encoding="utf-8")
    now = drawn()
    if between(text, NAME) == now:
        print("README.md: the screen is current")
        return 0
    if "--write" in sys.argv[1:]:
        README.write_text(replaced(text, NAME, now), encoding="utf-8")
        print("README.md: screen drawn anew")
        return 0
    print("README.md: the screen is not what am draws now; run python -m tools.readme_screen --write")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
