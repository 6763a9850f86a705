"""Text of the book in Markdown, for the documents that write themselves."""

from typing import Any

from amcli.rules.names import markdown_text, shown


def text(value: Any) -> str:
    """Text of the book in Markdown."""
    return markdown_text(shown(str(value)))
