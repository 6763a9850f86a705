"""One record as Markdown."""

from typing import Any

from amcli.documents.risk import text
from amcli.output.formats import cell
from amcli.vocabulary import LETTERS


def markdown(kind: str, title: str, data: dict[str, Any]) -> list[str]:
    """Every field that is filled, as a list, under the record's reference; under its title where it
    has none."""
    lines = [f"# {text(data[kind] if kind in LETTERS else title)}", ""]
    return lines + [
        f"- {name}: {text(cell(value))}" for name, value in data.items() if value not in (None, "", [], {})
    ]
