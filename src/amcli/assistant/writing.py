"""Writing, always asked: the question, what its answer is bound to, and the proposal in its place.

A tool that writes first settles what it was given (`settling.py`) and tries the line on a copy of the
book (`preview.py`). Then a person is asked: by a request of the server within the call, up to 2025-11-25,
and by an answer that asks for input, with a state, from 2026-07-28 on. The state is a random word, good
once and for ten minutes, and means nothing outside of this process. A client that can't ask gets a
proposal.
"""

import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import mcp_types as types
from mcp.server.context import ServerRequestContext
from mcp.shared.exceptions import MCPError
from mcp_types.version import MODERN_PROTOCOL_VERSIONS

from amcli.again import Answer, again, inherited
from amcli.assistant.answers import Answers, Result, compact, error_lines, of_error
from amcli.assistant.arguments import Given
from amcli.assistant.marks import Marks
from amcli.assistant.preview import Preview, preview
from amcli.assistant.settling import settled
from amcli.assistant.tools import Tool
from amcli.context import Origin, Run
from amcli.errors import Ambiguous, NotFound, Refused
from amcli.hints import NamedTuple
from amcli.rules.names import command_shown, shown
from amcli.storage import proposals
from amcli.storage.journal import change_made, newest_change
from amcli.storage.opening import open_book

SECONDS = 600
MOST_WAITING = 100
ROUNDS = 3
KEY, BOX = "write", "run"
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {BOX: {"type": "boolean", "title": "Run this command", "default": False}},
    "required": [BOX],
}
NOTHING = "not written: it changes nothing, the book has all of this already."
ANOTHER = "not written: the answer belongs to another question."
AGAIN = "Ask again: call the tool without a state."
CHANGED = "It has changed since you were asked."
Context = ServerRequestContext[Any, Any]
Asking = types.CallToolResult | types.InputRequiredResult


class Line(NamedTuple):
    """A line that may be written: its tool and what that was given, its words, what it would change, and what
    customers wrote that its question may quote."""

    tool: Tool
    given: Given
    argv: list[str]
    found: Preview
    outside: list[str]


class Question(NamedTuple):
    """What a state stands for: the line that was asked about, who asked, and until when it is good."""

    line: Line
    origin: Origin
    until: float


class Writing:
    """The tools that write. `propose` asks nobody, and makes a proposal of each line."""

    def __init__(
        self,
        run: Run,
        answers: Answers,
        apart: Callable[..., Awaitable[Any]],
        result: Callable[[Result], types.CallToolResult],
        *,
        propose: bool,
    ) -> None:
        self.run = run
        self.answers = answers
        self.apart = apart
        self.result = result
        self.propose = propose
        self.waiting: dict[str, Question] = {}

    async def called(
        self, context: Context, origin: Origin, tool: Tool, given: Given, params: types.CallToolRequestParams
    ) -> Asking:
        """The answer of a tool that writes, or the question that comes before it."""
        if params.request_state is not None or params.input_responses:
            return await self.answered(origin, tool, given, params)
        made = await self.apart(self.line, tool, given, origin)
        if isinstance(made, Result):
            return self.result(made)
        if not made.found.changes:
            return self.result(Result(NOTHING))
        if self.propose or not can_ask(context):
            return self.result(await self.apart(self.proposed, made, origin))
        if context.protocol_version in MODERN_PROTOCOL_VERSIONS:
            return await self.asked_by_state(made, origin)
        return await self.asked_within(context, made, origin)

    def line(self, tool: Tool, given: Given, origin: Origin) -> Line | Result:
        """The line that a call means; an answer in its place where it means nothing, or a rule refuses it.
        Raises AmcliError."""
        asked = Run([], inherited(self.run))
        asked.accounts = self.answers.accounts
        try:
            asked.refuse_rollup()
            argv = tool.words(settled(asked, tool, given, origin))
            only = asked.only
        except (NotFound, Ambiguous) as error:
            said = of_error(error)
            return said._replace(text=self.answers.sentence(said.text))
        finally:
            asked.close()
        found = preview(self.run, argv, origin)
        if found.answer.code:
            return self.failed(found.answer)
        if only is not None and not found.accounts <= only:
            raise NotFound("no such account or record.")
        return Line(tool, given, argv, found, self.answers.outside(found.codes))

    def failed(self, answer: Answer) -> Result:
        """What a command said that failed."""
        _, error = error_lines(answer.err)
        if error is not None:
            return self.answers.failed(answer)
        return Result(self.answers.sentence(plain(answer.err)), answer.code)

    async def asked_by_state(self, line: Line, origin: Origin, why: str = "") -> types.InputRequiredResult:
        """Ask for input, with a word that stands for the question."""
        state = secrets.token_urlsafe(24)
        for old in [each for each, held in self.waiting.items() if held.until < time.monotonic()]:
            del self.waiting[old]
        while len(self.waiting) >= MOST_WAITING:
            del self.waiting[next(iter(self.waiting))]
        message = await self.apart(self.question, line, origin, why)
        self.waiting[state] = Question(line, origin, time.monotonic() + SECONDS)
        form = types.ElicitRequestFormParams(message=message, requested_schema=SCHEMA)
        return types.InputRequiredResult(
            input_requests={KEY: types.ElicitRequest(params=form)}, request_state=state
        )

    async def answered(
        self, origin: Origin, tool: Tool, given: Given, params: types.CallToolRequestParams
    ) -> Asking:
        """What follows from the answer to a question. Raises Refused where that was another question."""
        held = self.waiting.pop(params.request_state or "", None)
        if (
            held is None
            or held.until < time.monotonic()
            or (held.line.tool, held.line.given, held.origin) != (tool, given, origin)
        ):
            raise Refused(ANOTHER, AGAIN)
        said = (params.input_responses or {}).get(KEY)
        if (no := refusal(said)) is not None:
            return self.result(Result(no))
        made = await self.apart(self.line, tool, given, origin)
        if isinstance(made, Result):
            return self.result(made)
        if not same(made, held.line):
            return await self.asked_by_state(made, origin, CHANGED)
        return self.result(await self.apart(self.written, made, origin))

    async def asked_within(self, context: Context, line: Line, origin: Origin) -> types.CallToolResult:
        """Ask a person within the call, and again where what was asked about has changed."""
        why = ""
        for _ in range(ROUNDS):
            message = await self.apart(self.question, line, origin, why)
            no = await self.refused_within(context, message)
            if no is not None:
                return self.result(Result(no))
            made = await self.apart(self.line, line.tool, line.given, origin)
            if isinstance(made, Result):
                return self.result(made)
            if same(made, line):
                return self.result(await self.apart(self.written, made, origin))
            line, why = made, CHANGED
        return self.result(Result("not written: it kept changing while you were asked."))

    async def refused_within(self, context: Context, message: str) -> str | None:
        """Why nothing is to be written; None where a person said yes."""
        try:
            with anyio.fail_after(SECONDS):
                said = await context.session.elicit_form(message, SCHEMA, context.request_id)
        except TimeoutError:
            return "not written: nobody answered."
        except (MCPError, ValueError):
            return "not written: the client gave no answer."
        return refusal(said)

    def question(self, line: Line, origin: Origin, why: str) -> str:
        """What a person is asked: who asks, the whole line, and what it would change."""
        who = shown(origin.client or "An assistant")
        parts = [f"{who} asks to run this command.{f' {why}' if why else ''}", command_shown(line.argv)]
        parts.append("\n".join(line.found.changes))
        return Marks(self.answers.originals).sentence("\n\n".join(parts), line.outside)

    def proposed(self, line: Line, origin: Origin) -> Result:
        """Keep a line for a person to decide on."""
        found = line.found
        book = open_book(self.run.book_file, "mcp")
        try:
            account = found.codes[0] if len(found.codes) == 1 else None
            why = line.given.get("why")
            number = proposals.propose(book, origin.client, line.argv, account, why, found.changes)
        finally:
            book.close()
        can = "your settings let nothing be written at once" if self.propose else "this client cannot ask you"
        return Result(f"not written: {can}. It waits as q{number}: am proposals")

    def written(self, line: Line, origin: Origin) -> Result:
        """Run a line that a person said yes to."""
        book = open_book(self.run.book_file, "mcp")
        before = newest_change(book)
        book.close()
        answer = again(self.run, line.argv, origin)
        book = open_book(self.run.book_file, "mcp")
        try:
            change = change_made(book, before, Run(line.argv, {}).command_line, origin)
        finally:
            book.close()
        print(answer.err, end="", file=self.run.stderr, flush=True)
        if answer.code and change is None:
            return self.failed(answer)
        return self.what_was_done(line, change, answer.out.split())

    def what_was_done(self, line: Line, change: int | None, refs: list[str]) -> Result:
        """What was written."""
        made = {
            "written": change is not None,
            "command": command_shown(line.argv),
            "change": change,
            "refs": refs,
        }
        data = made | {"changes": line.found.changes if change is not None else []}
        outside = [*line.outside, *self.answers.outside(line.found.codes)]
        return Result(compact(Marks(self.answers.originals).answer(data, outside)))


def can_ask(context: Context) -> bool:
    """Whether a client can show its person a form."""
    found = context.session.client_capabilities
    asks = None if found is None else found.elicitation
    return asks is not None and (asks.form is not None or asks.url is None)


def refusal(said: Any) -> str | None:
    """Why an answer is none to write by; None for a yes."""
    if not isinstance(said, types.ElicitResult):
        return "not written: the client gave no answer."
    if said.action != "accept":
        return f"not written: the question was {'declined' if said.action == 'decline' else 'cancelled'}."
    if (said.content or {}).get(BOX) is not True:
        return "not written: the box was not ticked."
    return None


def same(one: Line, other: Line) -> bool:
    """Whether two lines do the same to the same records."""
    return (one.argv, one.found.seen) == (other.argv, other.found.seen)


def plain(err: str) -> str:
    """What a command said on standard error, without what a terminal wants."""
    return "\n".join(line.removeprefix("am: ").strip() for line in err.splitlines())
