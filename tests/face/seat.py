"""A person at the screen of `am ui`, within a test: keys are pressed, and what is seen is read as text."""

import asyncio
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import groupby
from typing import Any

from textual import _wait as textual_wait
from textual.pilot import Pilot

from amcli.__main__ import run_app
from amcli.again import Told
from amcli.context import Run
from amcli.face import app as face_app
from amcli.face import background
from amcli.face.app import Face
from amcli.face.desk import Desk
from tests.support import LONGEST, TODAY, Cli

COLOURED = {"TERM": "xterm-256color"}
LOOKS_FOR_REST = 0.005  # seconds between two looks whether a screen rests; a key needs four
Story = Callable[["Seat"], Awaitable[None]]


class Seat:
    """The screen and whoever sits at it."""

    def __init__(self, app: Face, pilot: "Pilot[Any]") -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> "Seat":
        """Press keys, one after the other, each when the screen has come to rest; text after a quote
        is put into the question."""
        for key in keys:
            if key.startswith("'"):
                self.app.typed.insert_text_at_cursor(key[1:])
            else:
                await self.pilot.press(key)
            await self.rest()
        return self

    async def rest(self) -> None:
        """Wait until nothing is read, run or about to be, twice in a row: the screen looks now and then
        whether the book changed, and reads it anew. Nothing is waited for after the second time."""
        until, still = time.monotonic() + LONGEST, 0
        while still < 2:
            assert time.monotonic() < until, "the screen never comes to rest"
            still = 0 if await self.is_moving() else still + 1
            if not still:
                await asyncio.sleep(0.005)

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, however busy the machine is."""
        until = time.monotonic() + LONGEST
        while not holds():
            assert time.monotonic() < until, self.text
            await self.pilot.pause(0.05)

    async def is_moving(self) -> bool:
        """Whether something is still to come, be it a worker that hasn't begun; a question waits for a
        person."""
        await self.pilot.pause()
        app = self.app
        acts = [each for each in app.workers if not each.is_finished and each.group != "act"]
        acting = app.turn.locked() and (app.reply is None or app.reply.done())
        return bool(
            app.is_running and (app.desk.busy or app.timers or acts or acting or app.opening is not None)
        )

    @property
    def lines(self) -> list[str]:
        """What is seen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def told(self) -> str:
        """What the last lines say."""
        return "\n".join(plain(line) for line in self.app.parts["told"].texts)

    @property
    def ran(self) -> list[str] | None:
        """The words of the command that ran last."""
        return self.app.answered[0] if self.app.answered else None

    @property
    def account(self) -> str | None:
        """The account that the cursor is at."""
        return self.app.list.spot.account if self.app.list.spot else None

    def to(self, account: str, ref: str = "") -> str:
        """Put the cursor on the line of an account whose record begins so; gives the record."""
        spots = self.app.list.spots
        found = [at for at, each in enumerate(spots) if each.account == account and each.ref.startswith(ref)]
        assert found, [(each.account, each.ref) for each in spots]
        self.app.list.move(found[0])
        return spots[found[0]].ref

    def styles(self) -> list[str]:
        """Where there is colour: row, columns and style of each piece that has one."""
        found = []
        for row, strip in enumerate(self.app.screen._compositor.render_strips()):
            at = 0
            for style, segments in groupby(strip, lambda segment: style_words(segment.style)):
                end = at + sum(each.cell_length for each in segments)
                if style:
                    found.append(f"{row}:{at}-{end} {style}")
                at = end
        return found


def style_words(style: Any) -> str:
    """A style in words; nothing for that of the terminal itself."""
    words = str(style or "").replace(" on default", "").replace("default", "").replace("not bold", "")
    return "" if words.strip() == "none" else words.strip()


def plain(line: str) -> str:
    """A drawn line without its colours."""
    import re

    return re.sub(r"\x1b\[[\d;]*m", "", line).rstrip()


def run_for(cli: Cli, env: dict[str, str] | None = None) -> Run:
    """The run that a screen belongs to."""
    cli.let_go()
    run = Run(["ui"], cli.environ(TODAY) | (env or {}), io.StringIO(), Told(), io.StringIO())
    run.door = run_app
    return run


@asynccontextmanager
async def seated(
    cli: Cli, size: tuple[int, int] = (80, 24), words: Sequence[str] = (), env: dict[str, str] | None = None
) -> AsyncIterator[Seat]:
    """Sit down at the screen."""
    desk = Desk(run_for(cli, env))
    app = Face(desk, words)
    try:
        async with app.run_test(size=size) as pilot:
            seat = Seat(app, pilot)
            await seat.rest()
            yield seat
    finally:
        desk.close()
        desk.pool.shutdown(wait=True)
    if app.fault is not None:
        raise app.fault


def sit(
    cli: Cli,
    story: Story,
    size: tuple[int, int] = (80, 24),
    words: Sequence[str] = (),
    env: dict[str, str] | None = None,
) -> None:
    """Live a story at the screen, without waiting longer than is needed."""

    async def live() -> None:
        async with seated(cli, size, words, env) as seat:
            await story(seat)

    before = background.REST, face_app.LOOKS, face_app.RESIZED
    waited = textual_wait.SLEEP_GRANULARITY, textual_wait.SLEEP_IDLE
    background.REST, face_app.LOOKS, face_app.RESIZED = 0.01, 0.1, 0.01
    textual_wait.SLEEP_GRANULARITY, textual_wait.SLEEP_IDLE = LOOKS_FOR_REST, LOOKS_FOR_REST / 20
    try:
        asyncio.run(live())
    finally:
        background.REST, face_app.LOOKS, face_app.RESIZED = before
        textual_wait.SLEEP_GRANULARITY, textual_wait.SLEEP_IDLE = waited
