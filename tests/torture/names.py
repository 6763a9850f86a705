"""Names that could do harm, through every output: on a pseudo-terminal, in what three shells are offered to
complete, in a browser, and in what a spreadsheet would run."""

import csv
import html.parser
import io
import json
import re
import shutil
from functools import partial
from pathlib import Path
from random import Random

from tests.commands import hostile
from tests.commands.every import LISTS, REPORTS, filled_in, referred
from tests.commands.test_hostile_names import strange
from tests.support import kept_open, run_on_terminal, uncoloured
from tests.torture.awaited import is_awaited
from tests.torture.row import Attempt, Enough, Row, by_turns
from tests.torture.world import World, template, wrong_answer

FORMS = ("table", "json", "jsonl", "csv", "tsv", "md", "ids")
SHELLS = ("bash", "zsh", "fish")
TYPED = (
    "show ",
    "log ",
    "account list owner:",
    "contact list tag:",
    "account edit x",
    "history ",
    "done ",
    "qbr show ",
)
WOULD_RUN = "a spreadsheet would run"
RUN = "=+-@\t\r"  # with what a spreadsheet's formula may begin
NUMBER = re.compile(r"[-+]?[\d .,()/%-]*")
# What a page may hold of these: no attribute that runs anything, no script that isn't ours.
MAY_RUN = re.compile(r"^on\w+$")


def hostile_world(folder: Path) -> World:
    """A world whose book bears hostile names everywhere."""
    world = template().copy(folder / "hostile")
    shutil.rmtree(world.book.parent / "backups", ignore_errors=True)
    world.book.unlink()
    from amcli.storage import schema

    schema.create(world.book, "EUR")
    with kept_open(world.folder, world.book) as cli:
        hostile.fill(cli)
    return world


def begin_names(folder: Path, short: bool) -> Attempt:
    """Every list and page in every format, then completion in every shell, then the pages for a browser."""
    world = hostile_world(folder)
    with kept_open(world.folder, world.book) as cli:
        known = referred(cli)
    lines = [argv for each in REPORTS if (argv := filled_in(each, known)) is not None]
    lists = {tuple(argv) for each in LISTS if (argv := filled_in(each, known)) is not None}
    groups: list[list[partial[list[str]]]] = [
        [partial(shown, world, argv, form, tuple(argv) in lists) for argv in lines] for form in FORMS
    ]
    groups += [[partial(completed, world, shell, typed) for typed in TYPED] for shell in SHELLS]
    groups += [[partial(page, world, more) for more in ((), ("--account", "x1"), ("--account", "x10"))]]
    if short:  # of each format one command, of each shell one line, and a page; then the next of each
        groups = [Random(11).sample(group, len(group)) for group in groups]
        sheets = groups[FORMS.index("csv")]
        sheets.sort(key=lambda case: not case.args[-1])  # what isn't a list has no cells to look at
    cases = by_turns(groups)

    def attempt(number: int, dice: Random) -> list[str]:
        if number >= len(cases):
            raise Enough
        wrong = cases[number]()
        return [each for each in wrong if not (short and is_awaited("names", each))]

    return attempt


def shown(world: World, argv: list[str], form: str, is_list: bool) -> list[str]:
    """One command in one format; a table on a pseudo-terminal, everything else through a pipe."""
    if form == "table":
        found = run_on_terminal(argv, world.environ(TERM="xterm-256color"), 80, "")
        said = uncoloured(found.out)
        wrong = wrong_answer(found.code, said, (0, 3, 5))
        wrong += [f"the terminal gets {sorted(strange(said))}"] if strange(said) else []
    else:
        found = world.am(*argv, "-o", form)
        wrong = wrong_answer(found.code, found.err, (0, 2, 3, 5))
        wrong += [f"{sorted(bad)}" for bad in (strange(found.out), strange(found.err)) if bad]
        wrong += (
            READS[form](found.out) if found.code == 0 and form in READS and (is_list or form != "csv") else []
        )
    return [f"{' '.join(argv)[:60]} as {form}: {each}" for each in wrong]


def as_json(text: str) -> list[str]:
    """JSON that can be read."""
    try:
        json.loads(text)
    except ValueError as error:
        return [str(error)]
    return []


def as_lines(text: str) -> list[str]:
    """A JSON value on each line."""
    return [each for line in text.splitlines() for each in as_json(line)]


def as_sheet(text: str) -> list[str]:
    """Cells none of which a spreadsheet would run."""
    cells = (cell for row in csv.reader(io.StringIO(text)) for cell in row)
    return [
        f"{WOULD_RUN} {cell[:30]!r}"
        for cell in cells
        if cell[:1] and cell[0] in RUN and not NUMBER.fullmatch(cell)
    ][:3]


def as_markdown(text: str) -> list[str]:
    """Markdown in which no name is a tag."""
    return ["<script> in Markdown"] if re.search(r"(?<!\\)<script", text.lower()) else []


READS = {"json": as_json, "jsonl": as_lines, "csv": as_sheet, "md": as_markdown}


def completed(world: World, shell: str, typed: str) -> list[str]:
    """What a shell is offered: lines that hold nothing a terminal obeys."""
    line = f"am {typed}"
    found = world.am("__complete", shell, line, str(len(line)))
    wrong = wrong_answer(found.code, found.err)
    offered = found.out.replace("\r", "").replace("\t", "").replace("\0", "\n")
    wrong += [f"{shell} is offered {sorted(strange(offered))}"] if strange(offered) else []
    return [f"completing {line!r} in {shell}: {each}" for each in wrong]


class Tags(html.parser.HTMLParser):
    """What a page would run."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for name, value in attrs:
            if MAY_RUN.match(name) or (value or "").strip().lower().startswith(
                ("javascript:", "file:", "http:", "https:")
            ):
                self.wrong.append(f"<{tag} {name}={(value or '')[:30]!r}>")
        if tag in ("iframe", "object", "embed", "link", "base", "form"):
            self.wrong.append(f"<{tag}>")


def page(world: World, more: tuple[str, ...]) -> list[str]:
    """A web page: nothing in it runs that isn't ours, and nothing is fetched. A browser itself opens these
    pages in `tests/browser`."""
    place = world.folder / "page.html"
    found = world.am("export", "html", "--to", str(place), *more)
    if found.code:
        return [f"export html {more}: {found}"]
    tags = Tags()
    tags.feed(place.read_text())
    plain = world.folder / "plain.html"
    empty = template().copy(world.folder / "other")
    empty.am("export", "html", "--to", str(plain))
    ours = Tags()
    ours.feed(plain.read_text())
    place.unlink()
    wrong = sorted(set(tags.wrong) - set(ours.wrong)) + (
        [f"{tags.scripts} scripts, not {ours.scripts}"] if not more and tags.scripts != ours.scripts else []
    )
    return [f"export html {' '.join(more)}: {each}" for each in wrong]


ROWS = (
    Row("names", "hostile names through every output, shell, page and sheet", 1, 22, begin_names, ends=True),
)
