"""Small things that the screen says of itself: where one is, what was answered, all keys."""

from collections.abc import Sequence

from amcli.again import Answer
from amcli.context import Run
from amcli.face import keys
from amcli.face.views import ACCOUNT, MORNING, PROPOSALS, RENEWALS, Spot, wrap
from amcli.output.screen import Part, Sheet
from amcli.rules.names import command_shown, harmless, shown

WHOLE = 72  # columns from which all keys have their commands
NAMES = {MORNING: "Morning", RENEWALS: "Renewals"}


def bar_line(run: Run, width: int, view: str, account: str, words: Sequence[str], place: str) -> str:
    """Which screen this is, what it is filtered by, and the number of the line among all."""
    sheet = Sheet(run, width)
    left: list[Part] = []
    for name, title in NAMES.items():
        left += [Part(title, "heading" if name == view else "muted"), Part("  ")]
    if view == ACCOUNT:
        left.append(Part(shown(account), "heading"))
    elif view == PROPOSALS:
        left += [Part("Proposals", "heading"), Part("  y runs it, n refuses it, Esc goes back", "muted")]
    elif words:
        left.append(Part(f"filtered by {' '.join(map(shown, words))}", "muted"))
    right = [Part(place, "muted")] if place else []
    room = width - sheet.length(right) - 2
    kept = list[Part]()
    for part in left:
        kept.append(Part(sheet.fit(part.text, max(0, room - sheet.length(kept))), part.role))
    sheet.ends(kept, right)
    return sheet.lines[0]


def rule_line(run: Run, width: int) -> str:
    """The line between a list and what stands under it."""
    sheet = Sheet(run, width)
    sheet.line(Part("─" * width, "muted"))
    return sheet.lines[0]


def small_line(run: Run, width: int, height: int, least: tuple[int, int]) -> str:
    """What a window says that is too small."""
    sheet = Sheet(run, width)
    sheet.line(f"{width} × {height} is too small: am ui needs {least[0]} × {least[1]}.")
    return sheet.lines[0]


def name_line(run: Run, width: int, name: str) -> list[str]:
    """The name of an account whose brief is still to come."""
    sheet = Sheet(run, width)
    sheet.line(Part(shown(name), "heading"))
    return sheet.lines


def trouble_lines(run: Run, width: int, message: str, hint: str | None) -> list[str]:
    """An error as a command would say it."""
    sheet = Sheet(run, width)
    wrap(sheet, [Part("am:", "late"), Part(f" {harmless(message)}")])
    for line in (hint or "").split("\n"):
        if line:
            wrap(sheet, [Part(harmless(line))])
    return sheet.lines


def running_lines(run: Run, width: int, argv: Sequence[str], rest: str = " ...") -> list[str]:
    """The command that runs now, or that shows the same as the screen."""
    sheet = Sheet(run, width)
    wrap(sheet, [Part(command_shown(argv), "command"), Part(rest, "muted")])
    return sheet.lines


def said_lines(run: Run, width: int, text: str) -> list[str]:
    """What no command says."""
    sheet = Sheet(run, width)
    wrap(sheet, [Part(harmless(text))])
    return sheet.lines


def answer_lines(run: Run, width: int, argv: Sequence[str], answer: Answer) -> list[str]:
    """The command that ran, and what it answered: all that it said, the error and its hint too."""
    sheet = Sheet(run, width)
    said = [
        line for text in (answer.out, answer.err) for line in text.rstrip("\n").split("\n") if line.strip()
    ]
    first = [Part(f"  {said[0]}")] if said else []
    wrap(sheet, [Part(command_shown(argv), "command"), *coloured(first)])
    for line in said[1:]:
        wrap(sheet, coloured([Part(line)]))
    return sheet.lines


def first_lines(run: Run, width: int, lines: Sequence[str], most: int) -> list[str]:
    """As many lines as there is room for, and how many are left out."""
    if len(lines) <= most:
        return [*lines]
    sheet = Sheet(run, width)
    wrap(sheet, [Part(f"{len(lines) - most + 1} more lines: type it in a terminal to see them.", "muted")])
    return [*lines[: most - 1], sheet.lines[0]]


def coloured(parts: list[Part]) -> list[Part]:
    """`am:` before an error in the colour that it has in a terminal."""
    if not parts or not parts[0].text.lstrip().startswith("am: "):
        return parts
    before, _, rest = parts[0].text.partition("am:")
    return [Part(before), Part("am:", "late"), Part(rest)]


def label_line(run: Run, width: int, label: str) -> str:
    """What is asked, in at most half of the width: the command as far as it is known."""
    sheet = Sheet(run, width)
    sheet.line(Part(sheet.fit(shown(label), width // 2), "command"))
    return sheet.lines[0]


def label_width(run: Run, width: int, label: str) -> int:
    """Its columns, and a blank."""
    sheet = Sheet(run, width)
    return sheet.length(sheet.fit(shown(label), width // 2)) + 1


def choice_lines(run: Run, width: int, title: str, options: Sequence[str]) -> tuple[list[str], list[Spot]]:
    """Things to choose from, each with its number."""
    sheet = Sheet(run, width)
    sheet.line(Part(harmless(title), "heading"))
    for number, each in enumerate(options, 1):
        sheet.line(f"{number:>3} {each}")
    spots = [Spot(at, 1, 0, width, at, "", "", "") for at in range(1, len(options) + 1)]
    return sheet.lines, spots


def hint_lines(run: Run, width: int) -> list[str]:
    """What is said as long as nothing was done: as many keys as there is room for."""
    sheet, said = Sheet(run, width), ""
    for each in keys.HINTS if sheet.hints else ():
        longer = f"{said} · {each}" if said else each
        said = longer if sheet.length(longer) <= width else said
    sheet.line(Part(said, "muted"))
    return sheet.lines


def help_lines(run: Run, width: int) -> list[str]:
    """All keys: what each does and, where there is room, the command that it runs."""
    sheet = Sheet(run, width)
    for each in keys.ACTS:
        runs = [Part(each.runs, "command")] if width >= WHOLE else []
        sheet.line([Part(f"{each.label:<5}"), Part(f"{each.does:<29}"), *runs])
    sheet.line()
    columns = 2 if width >= WHOLE else 1
    size = width // columns
    for at in range(0, len(keys.OTHERS), columns):
        found = keys.OTHERS[at : at + columns]
        sheet.line("".join(f"{f'{each.label:<11}{each.does}':<{size}}" for each in found))
    return sheet.lines
