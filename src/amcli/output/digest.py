"""The digest as plain text, 72 columns wide wherever it is read; figures stand in one column."""

from collections.abc import Iterator

from amcli.documents.digest import Line, forecast, heading, parts, totals
from amcli.fields import Row
from amcli.output.sentences import cells, wrapped
from amcli.rules.names import shown

WIDTH, NAME, ARR = 72, 18, 5
INDENT = "  "
TEXT = len(INDENT) + NAME + 1 + ARR + 2


def text(data: Row) -> str:
    return "".join(f"{line.rstrip()}\n" for line in lines(data))


def lines(data: Row) -> Iterator[str]:
    yield heading(data)
    for part in parts(data):
        yield from ("", part.title)
        for line in part.lines:
            yield from account(line)
        if part.more:
            yield from more(part.more)
    if rows := forecast(data):
        yield from ("", f"Renewals in 90 days, {data['currency']}")
        for category, now, before in rows:
            yield f"{INDENT}{category:<{NAME}} {now:>12}{f'  was {before}' if before else ''}"
    yield ""
    yield from closing(totals(data))


def closing(said: str) -> Iterator[str]:
    """The last line, or two where it is long; a command to copy is never broken."""
    counted, to_open, command = said.partition(" Open: ")
    together = cells(said) <= WIDTH
    yield from [said] if together else [*wrapped(counted, WIDTH), f"{to_open.strip()} {command}"]


def more(said: str) -> Iterator[str]:
    """What else a section has, and the command that lists it, which is never broken."""
    counted, colon, command = said.rpartition(": ")
    if cells(said) <= WIDTH - len(INDENT):
        yield f"{INDENT}{said}"
    else:
        yield from (
            f"{INDENT}{part}" for part in [*wrapped(f"{counted}{colon}", WIDTH - len(INDENT)), command]
        )


def account(line: Line) -> Iterator[str]:
    """An account: its name, its revenue, and what there is to tell, below itself where it is longer."""
    names = list(wrapped(shown(line.name), NAME))
    said = [part for each in line.told for part in each.split("\n")]  # a command to copy is never broken
    told = [part for each in said for part in wrapped(shown(each), WIDTH - TEXT)]
    for at in range(max(len(names), len(told))):
        name = names[at] if at < len(names) else ""
        arr = line.arr if at == 0 else ""
        words = told[at] if at < len(told) else ""
        yield f"{INDENT}{name}{' ' * max(0, NAME - cells(name))} {arr:>{ARR}}  {words}"
