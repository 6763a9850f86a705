"""The digest as plain text, 72 columns wide wherever it is read, and as a page for mail programs."""

from collections.abc import Iterator

from amcli.output.html import fill
from amcli.output.sentences import cells, wrapped
from amcli.page import Agenda, Entry, Group, Page, Section, Sentence, Table, Words, cells_of, made
from amcli.rules.names import shown

WIDTH, NAME, ARR = 72, 18, 5
INDENT = "  "
TEXT = len(INDENT) + NAME + 1 + ARR + 2


def text(page: Page) -> str:
    """The whole message."""
    return "".join(f"{line.rstrip()}\n" for line in lines(page))


def lines(page: Page) -> Iterator[str]:
    """A line of title, the sections, and the totals."""
    yield said(page.title)
    for part in page.parts:
        if isinstance(part, Agenda):
            for group in part.sections:
                yield from ("", *group_lines(group))
        elif isinstance(part, Section):
            yield from ("", part.title)
            for category, now, before in figures(part):
                yield f"{INDENT}{category:<{NAME}} {now:>12}{f'  was {before}' if before else ''}"
        elif isinstance(part, Sentence):
            yield from ("", *closing(said(part.words)))


def said(words: Words) -> str:
    """Words as they are."""
    return "".join(each.text for each in cells_of(words))


def figures(part: Section) -> Iterator[list[str]]:
    """The rows of the tables of a section."""
    for table in part.parts:
        if isinstance(table, Table):
            yield from (
                [said(made(cell)) for cell in line] for line in table.lines if isinstance(line, list | tuple)
            )


def group_lines(group: Group) -> Iterator[str]:
    """A section: its accounts, and what isn't named."""
    yield group.title
    for each in group.entries:
        yield from account(each)
    if group.more:
        yield from more(group.more)


def closing(words: str) -> Iterator[str]:
    """The last line, or two where it is long; a command to copy is never broken."""
    counted, to_open, command = words.partition(" Open: ")
    together = cells(words) <= WIDTH
    yield from [words] if together else [*wrapped(counted, WIDTH), f"{to_open.strip()} {command}"]


def more(words: str) -> Iterator[str]:
    """What else a section has, and the command that lists it, which is never broken."""
    counted, colon, command = words.rpartition(": ")
    if cells(words) <= WIDTH - len(INDENT):
        yield f"{INDENT}{words}"
    else:
        yield from (
            f"{INDENT}{part}" for part in [*wrapped(f"{counted}{colon}", WIDTH - len(INDENT)), command]
        )


def account(entry: Entry) -> Iterator[str]:
    """An account: its name, its revenue, and what there is to tell, below itself where it is longer."""
    names = list(wrapped(shown(entry.name), NAME))
    pieces = [part for each in entry.said for part in each.text.split("\n")]  # no command is ever broken
    told = [part for each in pieces for part in wrapped(shown(each), WIDTH - TEXT)]
    for at in range(max(len(names), len(told))):
        name = names[at] if at < len(names) else ""
        arr = entry.amount if at == 0 else ""
        words = told[at] if at < len(told) else ""
        yield f"{INDENT}{name}{' ' * max(0, NAME - cells(name))} {arr:>{ARR}}  {words}"


def html(page: Page, subject: str) -> str:
    """The digest for mail programs: tables and styles within, nothing that is fetched or run."""
    tables = [each for each in page.parts if isinstance(each, Section)]
    return fill(
        "digest.html",
        heading=said(page.title),
        subject=subject,
        groups=[group for each in page.parts if isinstance(each, Agenda) for group in each.sections],
        forecast=[(each.title, list(figures(each))) for each in tables],
        totals="".join(said(each.words) for each in page.parts if isinstance(each, Sentence)),
    )
