"""Picking a value of a closed vocabulary by what somebody typed. Not for free text and not for names."""

from collections.abc import Sequence

from amcli.errors import BadValue
from amcli.rules.names import quoted

LONGEST_WORD = 25


def pick(text: str, values: Sequence[str], noun: str | None = None) -> str:
    """The one value that starts with what was typed; spaces and hyphens stand for underscores. `noun` is
    what such a value is.

    Raises BadValue where none or several do.
    """
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted in values:
        return wanted
    found = [value for value in values if value.startswith(wanted)] if wanted else []
    if len(found) == 1:
        return found[0]
    typed = quoted(text, LONGEST_WORD)
    if found:
        raise BadValue(f"{typed} matches {either(found, 'and')}.", f"Type more of it: {either(found)}")
    kind = f"not {'an' if noun[0] in 'aeio' else 'a'} {noun}" if noun else "not one of its values"
    raise BadValue(f"{typed}: {kind}.", f"Use {either(values)}.")


def either(values: Sequence[str], joint: str = "or") -> str:
    """`key, standard or light`."""
    if len(values) < 2:
        return "".join(values)
    return f"{', '.join(values[:-1])} {joint} {values[-1]}"
