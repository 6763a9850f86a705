"""What an assistant gets: a command's own `-o json`, wrapped, with fewer items and fields, and with marks.

At most 32,000 bytes, cut at whole items or whole parts, with a last line on how to get the rest. Whatever
goes wrong is an answer too: the product's own line and hint, and the exit code.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any

from amcli.again import Answer, again, inherited
from amcli.assistant.arguments import Given
from amcli.assistant.marks import Marks, Originals
from amcli.assistant.tools import ALL, CELLS, Tool
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, BookUnavailable
from amcli.hints import NamedTuple
from amcli.output.formats import safe_json, some_fields
from amcli.rules.names import quoted
from amcli.storage import outside
from amcli.storage.opening import open_book

MOST_BYTES = 32_000
ROOM = 400  # of it for the last line
SMALL = 1_000  # bytes of a part that stays beside a list
HANDLES = ("account", "code", "parent", "ref")
BODIES = "body"
APART = ("sql",)
WARNING = "am: "


class Result(NamedTuple):
    """What a call gives: its text, the same as an object where that is asked for, the exit code, and what the
    command warned of."""

    text: str
    code: int = 0
    structured: dict[str, Any] | None = None
    warnings: str = ""


class Answers:
    """Makes answers of what commands printed. Without `bodies`, the text of mails and chats stays in the
    book."""

    def __init__(self, run: Run, *, accounts: tuple[str, ...] = (), bodies: bool = False) -> None:
        self.run = run
        self.accounts = accounts
        self.bodies = bodies
        self.originals = Originals()

    def command(self, words: list[str]) -> Answer:
        """Run a command line of the product, of the accounts alone that this server is for. What it warns of
        goes to standard error."""
        found = self.apart(words) if words[0] in APART else again(self.run, words, accounts=self.accounts)
        warnings, _ = error_lines(found.err)
        if warnings:
            print("\n".join(warnings), file=self.run.stderr, flush=True)
        return found

    def apart(self, words: list[str]) -> Answer:
        """Run it as a program of its own: one that takes too long ends itself with its process."""
        line = [sys.executable, "-m", "amcli", *words]
        made = subprocess.run(
            line, env=inherited(self.run), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8",
            check=False,
        )  # fmt: skip
        return Answer(made.returncode, made.stdout, made.stderr)

    def read(self, tool: Tool, given: Given) -> Result:
        """The answer of a tool that reads."""
        found = self.command(tool.words(given))
        if found.code:
            return self.failed(found)
        data = json.loads(found.out)
        unknown = self.unknown_fields(tool, given, data)
        return unknown or self.made(tool, given, data)._replace(warnings=self.warned(found))

    def warned(self, found: Answer) -> str:
        """What a command warned of, such as a missing exchange rate, without which an empty amount would say
        that there is none."""
        warnings, _ = error_lines(found.err)
        said = "\n".join(each.removeprefix(WARNING) for each in warnings if each.startswith(WARNING))
        return self.sentence(said) if said else ""

    def failed(self, found: Answer) -> Result:
        """A failure, with what it quotes of customers marked."""
        _, error = error_lines(found.err)
        if error is None:
            return Result("something unexpected happened; the log has more: am doctor --report", found.code)
        text = "\n".join(filter(None, (error["error"], error["hint"])))
        quotes = found.code not in (BadValue.exit_code, BookUnavailable.exit_code)
        return Result(self.sentence(text) if quotes else text, found.code)

    def sentence(self, text: str, handles: Iterable[str] | None = None) -> str:
        """A sentence of ours, with what it quotes marked: of some accounts and records, or else whatever
        names a record anywhere."""
        return Marks(self.originals).sentence(text, self.outside(handles))

    def unknown_fields(self, tool: Tool, given: Given, data: Any) -> Result | None:
        """The error for a field that isn't there: of a list in the product's own words."""
        wanted = given.get("fields")
        if not wanted or wanted == [ALL]:
            return None
        rows = rows_of(tool, data)
        known = [*data] if rows is None else [*rows[0]] if rows else []
        unknown = [each for each in wanted if each not in known]
        if not unknown or (rows == [] and tool.rows):
            return None
        if not isinstance(data, list):
            return of_error(BadValue(f"fields {quoted(unknown[0])}: no such field.", some_fields(known)))
        words = tool.words(given)
        at = words.index("-o")
        found = self.command([*words[:at], f"--fields={','.join(wanted)}", *words[at:]])
        return self.failed(found) if found.code else None

    def made(self, tool: Tool, given: Given, data: Any) -> Result:
        """What a command printed, as an answer."""
        marks = Marks(self.originals)
        if not self.bodies:
            data = without_bodies(data)
        limit = given.get("limit", tool.limit)
        if isinstance(data, list):
            rows = data[:limit]
            items = self.items(tool, given, self.marked(tool, marks, rows))
            return of_list(items, len(data))
        data = self.page(tool, given, data, limit)
        data = self.marked(tool, marks, data)
        if tool.rows in data and tool.rows:
            data[tool.rows] = self.items(tool, given, data[tool.rows])
        return of_page(data, tool.rows)

    def marked(self, tool: Tool, marks: Marks, data: Any) -> Any:
        """Data with marks around what came from outside."""
        if tool.quotes == CELLS:
            return marks.cells(data)
        return marks.answer(data, self.outside(named_in(data)))

    def page(self, tool: Tool, given: Given, data: dict[str, Any], limit: int) -> dict[str, Any]:
        """A page with the parts that a tool gives by default, and so many lines of its list."""
        every = given.get("fields") == [ALL]
        if (tool.parts or tool.left_out) and not every:
            usual = tool.parts or [name for name in data if name not in tool.left_out]
            wanted = usual if tool.rows else given.get("fields") or usual
            data = {name: data[name] for name in wanted if name in data}
        if tool.rows and tool.rows in data:
            whole = data[tool.rows]
            data = {**data, tool.rows: whole[:limit], f"{tool.rows}_total": len(whole)}
        return data

    def items(self, tool: Tool, given: Given, rows: list[Any]) -> list[Any]:
        """Rows with the fields that were asked for, else with the short set of the list."""
        wanted = given.get("fields") or tool.short
        if not wanted or wanted == [ALL]:
            return rows
        return [{name: row[name] for name in wanted if name in row} for row in rows]

    def outside(self, handles: Iterable[str] | None) -> list[str]:
        """What customers of some accounts wrote, by the codes or by references of their records; or else what
        names records."""
        book = open_book(self.run.book_file, "mcp")
        try:
            return outside.titles(book) if handles is None else outside.texts(book, [*handles])
        finally:
            book.close()


def error_lines(err: str) -> tuple[list[str], dict[str, Any] | None]:
    """The lines of standard error: warnings, and the error that JSON was asked for."""
    lines = err.splitlines()
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].startswith('{"error"'):
            return lines[:at] + lines[at + 1 :], json.loads(lines[at])
    return lines, None


def rows_of(tool: Tool, data: Any) -> list[Any] | None:
    """The list of an answer, if it has one."""
    found = data if isinstance(data, list) else data.get(tool.rows) if tool.rows else None
    return found if isinstance(found, list) else None


def named_in(value: Any) -> set[str]:
    """The accounts and records that an answer names, by codes and references."""
    if isinstance(value, list):
        return set().union(*map(named_in, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    here = {each for name in HANDLES if isinstance(each := value.get(name), str)}
    return here.union(*map(named_in, value.values()))


def without_bodies(value: Any) -> Any:
    """An answer without the text of mails and chats, and without what a search shows of it."""
    if isinstance(value, list):
        return [without_bodies(each) for each in value]
    if not isinstance(value, dict):
        return value
    made = {name: without_bodies(each) for name, each in value.items() if name != BODIES}
    snippet, title = made.get("snippet"), made.get("title") or ""
    if snippet and made["kind"] == "interaction" and snippet.strip("… .") not in title:
        made["snippet"] = None
    return made


def compact(value: Any) -> str:
    """JSON in one line, in the characters of the book."""
    return safe_json(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def size(value: Any) -> int:
    return len(compact(value).encode())


def of_list(items: list[Any], total: int) -> Result:
    """A list with how many there are; as many whole items as there is room for."""

    def wrapped(many: int) -> dict[str, Any]:
        return {"items": items[:many], "count": many, "total": total}

    many = fitting(len(items), lambda count: size(wrapped(count)))
    text = compact(wrapped(many))
    if many < len(items):
        text += f"\nCut at {MOST_BYTES:,} bytes: {many} of {total}. For the rest: fewer fields, or a filter."
    return Result(text, 0, wrapped(many))


def fitting(most: int, measure: Callable[[int], int]) -> int:
    """How many there is room for."""
    if measure(most) <= MOST_BYTES:
        return most
    low, high = 0, most
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (middle, high) if measure(middle) <= MOST_BYTES - ROOM else (low, middle)
    return low


def of_page(data: dict[str, Any], rows: str = "") -> Result:
    """A page; without its largest parts where it is too long. Its list stays to the last, with as many items
    as there is room for."""
    left = dict(data)
    gone: list[str] = []
    while size(left) > MOST_BYTES - (ROOM if gone else 0) and len(left) > (rows in left):
        largest = max((name for name in left if name != rows), key=lambda name: size(left[name]))
        if rows in left and size(left[largest]) < SMALL:
            break
        del left[largest]
        gone.append(largest)
    if rows in left:
        many = fitting(
            len(left[rows]), lambda count: size({**left, rows: left[rows][:count]}) + ROOM * bool(gone)
        )
        if many < len(left[rows]):
            left[rows] = left[rows][:many]
            gone.append(f"all but {many} of {rows}")
    text = compact(left)
    if gone:
        text += f"\nCut at {MOST_BYTES:,} bytes, without: {', '.join(gone)}. They have tools of their own."
    return Result(text, 0, left)


def of_error(error: AmcliError) -> Result:
    """An error of ours, before any command ran."""
    return Result("\n".join(filter(None, (error.message, error.hint))), error.exit_code)
