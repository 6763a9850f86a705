"""The agenda of a day on a terminal, a line each: mark and number, account, amount, reason and command."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from amcli.hints import NamedTuple
from amcli.output.screen import Cell as Drawn
from amcli.output.screen import Part, Screen
from amcli.page import Agenda, Cell, Entry
from amcli.rules.names import shown

MARKS = {"!": Part("!", "alarm"), "*": Part("•", "due"), " ": Part(" ")}
ROLES = {"!": "late", "*": "due", " ": ""}
RANK, LEAST_AMOUNT, LEAST_TEXT = 2, 5, 12
SMALL, SMALLEST = 80, 72  # below them commands and names have less room, then no amounts
LONGEST_COMMAND, LONGEST_SMALL = 20, 13


class Sizes(NamedTuple):
    """Columns of the account, the amount, the text, the person (0 where there is no room) and the command."""

    account: int
    amount: int
    text: int
    person: int
    command: int


def draw_agenda(screen: Screen, part: Agenda) -> None:
    """The sections, one below the other, with the same column widths."""
    for _, made in lines_of(screen, part):
        screen.line(made())


def lines_of(screen: Screen, part: Agenda) -> Iterator[tuple[Entry | None, Callable[[], Drawn]]]:
    """What makes them line by line, each with the entry that it is of."""
    sizes = sizes_of(screen, [each for group in part.sections for each in group.entries])
    for at, group in enumerate(part.sections):
        if at:
            yield None, partial(Part, "")
        yield None, partial(Part, group.title, "heading")
        for each in group.entries:
            yield each, partial(parts_of, screen, each, sizes)
            if each.note:
                yield None, partial(Part, f"     {each.note}", "muted")
        if group.more:
            yield None, partial(Part, f"     {shown(group.more)}", "muted")


def command_of(screen: Screen, entry: Entry) -> str:
    """The command, or the account's brief where it is too long for a narrow screen: by the line's number, or
    by its code where a number can't be typed. None where there is no room for commands."""
    if not screen.commands:
        return ""
    command = shown(entry.command)
    longest = LONGEST_COMMAND if screen.width >= SMALL or not screen.numbers else LONGEST_SMALL
    if screen.wide or entry.number is None or screen.length(command) <= longest:
        return command
    if screen.numbers:
        return f"am brief {entry.number}"
    brief = f"am brief {shown(entry.account)}"
    return brief if screen.length(brief) <= longest else ""


def sizes_of(screen: Screen, entries: Sequence[Entry]) -> Sizes:
    """Widths of the columns. A column is cut only where no other has room to spare."""
    amounts = max(LEAST_AMOUNT, *(screen.length(each.amount) for each in entries))
    amount = amounts if screen.amounts and screen.width >= SMALLEST else -1
    command = max(screen.length(command_of(screen, each)) for each in entries)
    names = max(screen.length(shown(each.name)) for each in entries)
    people = max(screen.length(shown(each.person)) for each in entries) + 2 if screen.wide else 0
    free = screen.width - (1 + RANK + 1) - (1 + amount + 2) - (2 + command if command else 0)
    texts = max(screen.length(text_of(screen, each.said[0])) for each in entries)
    if names + people + texts > free:
        people = min(people, max(18, free - names - texts)) if people else 0
        most = 24 if screen.wide else 17 if screen.width >= SMALL else 12
        names = min(names, max(most, free - people - texts))
        names = max(1, min(names, free - people - LEAST_TEXT))
    return Sizes(names, amount, free - names - people, people, command)


def text_of(screen: Screen, cell: Cell) -> str:
    """What is said on this screen."""
    return shown(cell.text if screen.wide or cell.short is None else cell.short)


def parts_of(screen: Screen, entry: Entry, sizes: Sizes) -> list[Part]:
    """One line in its columns."""
    why = whys(screen, entry, sizes.text)
    used = sum(screen.length(part) for part in why)
    number = "" if entry.number is None else str(entry.number)
    parts = [
        MARKS[entry.mark],
        Part(f"{number:>{RANK}} "),
        Part(pad(screen, screen.fit(shown(entry.name), sizes.account), sizes.account) + " "),
        Part(entry.amount.rjust(sizes.amount) + "  " if sizes.amount > 0 else " "),
        *why,
        Part(" " * max(0, sizes.text - used)),
    ]
    if sizes.person:
        person = screen.fit(shown(entry.person), sizes.person - 2)
        parts.append(Part("  " + pad(screen, person, sizes.person - 2), "muted"))
    return [*parts, Part("  "), Part(command_of(screen, entry), "command")] if screen.commands else parts


def whys(screen: Screen, entry: Entry, room: int) -> list[Part]:
    """The reason in its colour, others while they fit, then `+N`, which gives way before the fact."""
    first, *rest = [text_of(screen, each) for each in entry.said]
    short = shown(entry.said[0].short or first)
    if screen.length(first) > room and screen.length(short) < screen.length(first):
        first = short
    head = cut(screen, first, shown(entry.title), room)
    line, named = head, 0
    for text in rest if screen.wide else ():
        if screen.length(f"{line} · {text}{more(len(rest) - named - 1)}") <= room:
            line, named = f"{line} · {text}", named + 1
    tail = line[len(head) :] + more(len(rest) - named)
    if screen.length(head + tail) > room:
        tail = ""
    return [Part(head, ROLES[entry.mark]), Part(tail, "muted")]


def more(number: int) -> str:
    """` +3`; nothing for none."""
    return f" +{number}" if number else ""


def cut(screen: Screen, text: str, title: str, room: int) -> str:
    """A text that fits: its title gives way before its fact. Without a title it is what stands before the
    last comma, or, where a figure is there, what follows it gives way."""
    over = screen.length(text) - room
    head = text.rpartition(", ")[0]
    if over > 0 and not title and any(char.isdigit() for char in head) and screen.length(head) <= room:
        return head
    title = title or head
    if over <= 0 or not title or title not in text:
        return screen.fit(text, room)
    shorter = screen.fit(title, max(2, screen.length(title) - over))
    return screen.fit(text.replace(title, shorter, 1), room)


def pad(screen: Screen, text: str, width: int) -> str:
    """Text filled to a width in columns."""
    return text + " " * max(0, width - screen.length(text))
