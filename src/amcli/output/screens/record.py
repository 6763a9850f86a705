"""One record: a label and a value a line, empty fields left out."""

from amcli.fields import Row
from amcli.output.formats import cell
from amcli.output.result import Page
from amcli.output.screen import PAGE, Part, Screen, safe
from amcli.output.screens.records import MONEY, WORDS, figure
from amcli.records.record_fields import FIELDS
from amcli.vocabulary import words

# Where a no says as much as a yes.
SAID_WHEN_NOT = ("good",)


def draw(screen: Screen, page: Page) -> None:
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
    filled = [
        (name, value)
        for name, value in data.items()
        if value not in (None, "", [], {}) and (value is not False or name in SAID_WHEN_NOT)
    ]
    hidden = (
        about["kind"],
        "id",
        *(("currency",) if any(data.get(name) is not None for name in MONEY) else ()),
    )
    filled = [(name, value) for name, value in filled if name not in hidden]
    label = max((len(words(name)) for name, _ in filled), default=0) + 2
    types = {field.name: field.type for field in FIELDS[about["kind"]]}
    for name, value in filled:
        number = types.get(name) in ("money", "number")
        said = figure_of(about["kind"], data, name) if number else text_of(value, name)
        rows = screen.wrapped(said, max(20, min(screen.width, PAGE) - label))
        for at, line in enumerate(rows):
            screen.line([Part(f"{words(name) if at == 0 else '':<{label}}", "muted"), Part(line)])


def figure_of(kind: str, data: Row, name: str) -> str:
    """A number in words, an amount with its currency."""
    said = figure(kind, data, name)
    return f"{data['currency']} {said}" if name in MONEY and data.get("currency") else said


def text_of(value: object, name: str) -> str:
    """A value as a person reads it."""
    if isinstance(value, list):
        return ", ".join(safe(item.get("typed") if isinstance(item, dict) else item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{safe(name)}: {safe(item)}" for name, item in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return safe(words(cell(value)) if name in WORDS else cell(value))
