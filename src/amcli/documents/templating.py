"""Templates of pages, filled with escaping on: no text of the book is ever markup. Not for Markdown."""

from typing import Any

from amcli.rules.names import shown


def fill(name: str, **values: Any) -> str:
    """A template of `templates/` with its values; one that is missing is an error, not an empty place."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    room = Environment(
        loader=PackageLoader("amcli.documents"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.filters["shown"] = shown
    page: Any = room.get_template(name)
    made: str = page.render(**values)
    return made
