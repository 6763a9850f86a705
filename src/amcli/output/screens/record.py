"""One record: a label and a value a line, empty fields left out."""

from amcli.output.formats import cell
from amcli.output.result import Page
from amcli.output.screen import PAGE, Part, Screen, safe
from amcli.vocabulary import words

OPENING = ("account", "on", "kind")


def draw(screen: Screen, page: Page) -> None:
    """Draw the page."""
    about, data = page.about, page.data
    ref = str(data.get(about["kind"]) or "")
    title = safe(about["title"])
    screen.heading(
        title,
        f"{about['kind']} {ref}" if ref and ref != title else about["kind"],
        [],
        min(screen.width, PAGE),
    )
    screen.line()
    filled = [(name, value) for name, value in data.items() if value not in (None, "", [], {}, False)]
    filled = [(name, value) for name, value in filled if name not in (about["kind"], "id")]
    label = max((len(words(name)) for name, _ in filled), default=0) + 2
    for name, value in filled:
        rows = screen.wrapped(text_of(value), max(20, min(screen.width, PAGE) - label))
        for at, line in enumerate(rows):
            screen.line([Part(f"{words(name) if at == 0 else '':<{label}}", "muted"), Part(line)])


def text_of(value: object) -> str:
    """A value as a person reads it."""
    if isinstance(value, list):
        return ", ".join(safe(item.get("typed") if isinstance(item, dict) else item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{safe(name)}: {safe(item)}" for name, item in value.items())
    return "yes" if value is True else safe(cell(value))
