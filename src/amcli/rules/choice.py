"""Picking a value of a closed vocabulary by what somebody typed. Not for free text and not for names."""

from collections.abc import Sequence

from amcli.errors import BadValue
from amcli.rules.names import quoted

LONGEST_WORD = 25


def pick(text: str, values: Sequence[str]) -> str:
    """The one value that starts with what was typed; spaces and hyphens stand for underscores.

    Raises BadValue where none or several do.
    """
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted in values:
        return wanted
    found = [value for value in values if value.startswith(wanted)] if wanted else []
    if len(found) == 1:
        return found[0]
    problem = f"fits {' and '.join(found)}" if found else "is not one of them"
    raise BadValue(f"{quoted(text, LONGEST_WORD)} {problem}.", f"One of: {', '.join(values)}")
