"""Writes `completions/am.bash` from the command tree: `python -m tools.make_completions [--write]`.

Commands, options and the values of options complete without starting Python: the script holds the
whole tree as words (`completion_table`). Only records are asked for, of `am __complete`.
Without `--write` it only says whether the stored script is current (exit 1 when it is not). A script
for another shell is one more function here, made from the same table.
"""

import sys
from pathlib import Path

from tools.completion_table import NOTHING, Place, table

FOLDER = Path(__file__).parent.parent / "completions"
TARGET = FOLDER / "am.bash"
BASH = Path(__file__).parent / "completion.bash"
PLACES = "# places\n"


def script() -> str:
    """The whole script for bash."""
    head, tail = BASH.read_text(encoding="utf-8").split(PLACES)
    return head + "".join(map(case, table())) + tail


def case(place: Place) -> str:
    """What may stand at one place: its commands and options, what each option takes, its arguments."""
    words = [*place.verbs, *sorted({name for option in place.options for name in option.names})]
    takes = [f"{name}={option.takes}" for option in place.options if option.takes for name in option.names]
    arguments = list(place.arguments)
    while arguments and arguments[-1] == NOTHING:
        arguments.pop()
    if place.repeated and len(arguments) == len(place.arguments):
        arguments.append("...")
    lines = f"    '{place.path}')\n        words='{' '.join(words)}'\n"
    if takes:
        lines += f"        takes=' {' '.join(takes)} '\n"
    if arguments:
        lines += f"        arguments=({' '.join(arguments)})\n"
    return f"{lines}        ;;\n"


def main() -> None:
    """Write the script, or say whether it is current."""
    made = script()
    if "--write" in sys.argv:
        TARGET.write_text(made, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != made:
        sys.exit("completions/am.bash is not current: python -m tools.make_completions --write")


if __name__ == "__main__":
    main()
