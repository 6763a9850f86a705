"""One record as Markdown."""

from typing import Any

from amcli.documents.risk import text
from amcli.output.formats import cell


def markdown(data: dict[str, Any]) -> list[str]:
    """Every field that is filled, as a list."""
    first, *_ = data.values()
    lines = [f"# {text(first)}", ""]
    return lines + [
        f"- {name}: {text(cell(value))}" for name, value in data.items() if value not in (None, "", [], {})
    ]
