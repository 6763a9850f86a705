"""The screen itself: where its parts are, when the book is read, and what a key goes to."""

import asyncio
import shlex
import time
from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.driver import Driver
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerFailed

from amcli.face import drawing, views
from amcli.face.acts import ACTS, ALWAYS, MOVES, Act
from amcli.face.asking import Asking
from amcli.face.desk import Desk, State, Trouble
from amcli.face.keys import meant
from amcli.face.lines import Lines, Question
from amcli.face.views import ACCOUNT, MORNING, RENEWALS, Sizes, Spot, View
from amcli.hints import Any, cast
from amcli.rules.names import joined

SIDE_BY_SIDE, LEAST = 100, (50, 14)
LEAST_SIDE, CARD_LINES, MOST_TOLD = 40, 4, 6
# Seconds: before a brief, between looks at the book, between digits, after another size.
REST, LOOKS, DIGITS, RESIZED = 0.15, 1.0, 0.7, 0.1


NOWHERE = Spot(0, 0, 0, 0, 0, "", "", "")  # where a list has no line


class Page(Screen[None], inherit_bindings=False):
    """What keys go to that no question takes."""

    def on_key(self, event: events.Key) -> None:
        """Do what a key means."""
        assert isinstance(self.app, Face)
        if self.app.press(meant(event.key, event.character if event.is_printable else None)):
            event.stop()
            event.prevent_default()


class Face(Asking, inherit_bindings=False):
    """Three screens over one book."""

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = None
    ALLOW_SELECT = False
    CSS = """
    * { scrollbar-size: 0 0; }
    Screen { layout: vertical; background: ansi_default; color: ansi_default; }
    Lines { width: 100%; height: 1; background: ansi_default; }
    #body { layout: vertical; height: 1fr; }
    #body.beside { layout: horizontal; }
    #ask { height: 1; display: none; }
    #typed, #typed:focus {
        width: 1fr; height: 1; border: none; padding: 0; background: ansi_default; color: ansi_default;
        background-tint: ansi_default 0%;
    }
    #typed > .input--cursor { text-style: reverse; background: ansi_default; color: ansi_default; }
    #small { display: none; }
    """

    def __init__(self, desk: Desk, words: Sequence[str], driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class, ansi_color=True)
        self.desk = desk
        self.fault: BaseException | None = None
        self.words: dict[str, list[str]] = {MORNING: [*words], RENEWALS: [*words]}
        self.view = View(MORNING, "", ())
        self.wanted_view = MORNING
        self.account = ("", "")  # the code and the name of the one that is open
        self.places: dict[str, Spot | None] = {}  # where the cursor was on each screen
        self.before = MORNING  # the screen to go back to
        self.read_from: State | None = None
        self.drawn_for: Sizes | None = None
        self.briefs: dict[tuple[str, int], list[str]] = {}
        self.brief_of: tuple[str, int] | None = None  # that is being read
        self.helping = False
        self.timers: dict[str, Timer] = {}
        self.digits, self.digits_at = "", 0.0

    # What there is, and where

    def get_default_screen(self) -> Screen[Any]:
        """The one screen of Textual's that the three are drawn on."""
        return Page(id="_default")

    def compose(self) -> ComposeResult:
        """The parts, from the top."""
        yield Lines("small")
        yield Lines("heading")
        yield Lines("bar")
        with Container(id="body"):
            yield Lines("list")
            yield Lines("rule")
            yield Lines("side")
        yield Lines("told")
        with Horizontal(id="ask"):
            yield Lines("asked")
            yield Question()

    def part(self, name: str) -> Lines:
        """A part of the screen."""
        return self.parts[name]

    @property
    def list(self) -> Lines:
        """The list that the cursor is in."""
        return self.part("list")

    def on_mount(self) -> None:
        """Read the book for the first time, and look from time to time whether it changed."""
        self.theme = "ansi-dark"
        self.parts = {each.id or "": each for each in self.query(Lines)}
        self.typed = self.query_one(Question)
        self.list.moved, self.list.opened = self.moved, lambda: self.press("enter")
        self.parts["told"].opened = lambda: self.press("enter")
        self.tell([])
        self.load()
        self.set_interval(LOOKS, self.look)

    def on_resize(self) -> None:
        """Draw everything for another window, once it keeps its size."""
        if self.parts:
            self.tell_again()
            self.later("size", RESIZED, self.draw_again)

    def later(self, name: str, seconds: float, what: Callable[[], object] | None) -> None:
        """Do something after some time, in place of what was to be done by that name."""
        if (timer := self.timers.pop(name, None)) is not None:
            timer.stop()
        if what is not None:
            self.timers[name] = self.set_timer(seconds, what)

    def draw_again(self) -> None:
        """Read what is shown for another width."""
        if self.sizes != self.drawn_for:
            self.load()

    @property
    def sizes(self) -> Sizes:
        """Columns of the screen, of the list, and of what stands beside or under it."""
        width = self.size.width
        if not self.beside:
            return Sizes(width, width, width)
        left = min(width * 6 // 10, width - LEAST_SIDE - 2)
        return Sizes(width, left, width - left - 2)

    @property
    def beside(self) -> bool:
        """Whether list and brief stand side by side."""
        return self.size.width >= SIDE_BY_SIDE and self.wanted_view != RENEWALS

    def arrange(self) -> None:
        """Give each part its place."""
        width, height = self.size
        small = width < LEAST[0] or height < LEAST[1]
        for name in ("heading", "bar", "told"):
            self.part(name).display = not small
        self.part("small").display = small
        body, ask = self.query_one("#body"), self.query_one("#ask")
        body.display, asking = not small, self.reply is not None and self.choice is None
        ask.display = asking and not small
        if small:
            self.part("small").show([drawing.small_line(self.desk.run, width, height, LEAST)])
            return
        told = max(1, min(len(self.part("told").texts), MOST_TOLD + (2 if self.choice else 0)))
        self.part("told").styles.height = told
        self.place(height - 2 - told - asking)
        body.set_class(self.beside, "beside")

    def place(self, rows: int) -> None:
        """Give the list, and what stands beside or under it, their rows and columns."""
        listed, rule, side = self.list, self.part("rule"), self.part("side")
        sizes = self.sizes
        rule.display = not self.beside and not self.helping
        side.display = not self.helping
        listed.styles.width = self.size.width if self.helping or not self.beside else sizes.list
        side.styles.width = sizes.side
        under = CARD_LINES if self.wanted_view == RENEWALS else (rows - 1) * 2 // 5
        side.styles.height = rows if self.beside else under
        listed.styles.height = rows if self.beside or self.helping else rows - 1 - under
        side.styles.margin = (0, 0, 0, 2 if self.beside else 0)
        rule.show([drawing.rule_line(self.desk.run, self.size.width)])

    def tell_bar(self) -> None:
        """Show which screen this is and where the cursor is."""
        spot, listed = self.list.spot, self.list
        place = f"{listed.at + 1} of {len(listed.spots)}" if spot is not None and not self.helping else ""
        words = self.words.get(self.wanted_view, ())
        line = drawing.bar_line(
            self.desk.run, self.size.width, self.wanted_view, self.account[1], words, place
        )
        self.part("bar").show([line])

    # Reading the book

    def load(self) -> None:
        """Read what is shown anew; the cursor stays at the account it is at."""
        self.run_worker(self.read_view(), group="view", exclusive=True)

    async def changed(self, near: Spot | None) -> None:
        """Show what a command changed."""
        await self.run_worker(self.read_view(near), group="view", exclusive=True).wait()

    async def read_view(self, near: Spot | None = None) -> None:
        """Read a screen in the background and show it."""
        try:
            state = await self.wait(self.desk.state)
            view = await self.view_of(self.wanted_view)
        except Trouble as trouble:
            self.read_from = None
            lines = drawing.trouble_lines(self.desk.run, self.sizes.list, trouble.message, trouble.hint)
            self.show(View(self.wanted_view, "", lines), None)
            return
        if state != self.read_from:
            self.briefs.clear()
            self.read_from = state
        self.show(view, near)

    async def view_of(self, name: str) -> View:
        """One of the screens as the book has it now. Raises Trouble."""
        self.drawn_for = sizes = self.sizes
        if name == ACCOUNT:
            found = await self.wait(self.desk.read, views.account_view, self.account[0], sizes)
        else:
            report = views.morning_view if name == MORNING else views.renewals_view
            found = await self.wait(self.desk.read, report, [*self.words[name]], sizes)
        return cast("View", found)

    async def wait(self, what: Any, *given: Any) -> Any:
        """What the thread of the book gives."""
        return await asyncio.wrap_future(self.desk.ask(what, *given))

    def show(self, view: View, near: Spot | None) -> None:
        """Show a screen that was read, with the cursor at the account where it was."""
        if view.name != self.wanted_view:
            return
        same = self.view.name == view.name
        near = near or (self.list.spot if same and not self.helping else self.places.get(view.name))
        self.view = view
        if self.helping:
            return
        self.part("heading").show([view.heading] if view.heading else [])
        self.list.show(view.lines, view.spots, view.top, nearest(view.spots, near))
        self.arrange()
        self.moved()

    async def look(self) -> None:
        """Look whether the book, the settings or the day changed, unless something is being done anyway."""
        if self.desk.busy:
            return
        try:
            state = await self.wait(self.desk.state)
        except Trouble:
            if self.read_from is not None:
                self.load()
            return
        if state != self.read_from:
            self.load()

    # The brief

    def moved(self) -> None:
        """Show what is known of the line at once; its brief comes when the cursor rests."""
        self.tell_bar()
        spot, side = self.list.spot, self.part("side")
        self.later("brief", REST, None)
        if self.choice is not None or self.helping:
            return
        if spot is None or spot.about:
            side.show(spot.about if spot else ())
            return
        if (lines := self.briefs.get((spot.account, self.sizes.side))) is not None:
            side.show(lines)
            return
        side.show(drawing.name_line(self.desk.run, self.sizes.side, spot.name))
        self.later("brief", REST, self.read_brief)

    def read_brief(self) -> None:
        """Read the brief of the line that the cursor rests at, unless one is being read."""
        spot = self.list.spot
        if self.brief_of is None and spot is not None and not spot.about:
            self.brief_of = (spot.account, self.sizes.side)
            self.run_worker(self.show_brief(self.brief_of), group="brief")

    async def show_brief(self, of: tuple[str, int]) -> None:
        """Read one brief, keep it, and show it if it is still asked for."""
        try:
            lines = await self.wait(self.desk.read, views.brief_lines, *of)
            self.briefs[of] = lines
        except Trouble as trouble:
            lines = drawing.trouble_lines(self.desk.run, of[1], trouble.message, trouble.hint)
        finally:
            self.brief_of = None
        spot = self.list.spot
        if spot is None or spot.about or self.helping:
            return
        if (spot.account, self.sizes.side) == of:
            self.part("side").show(lines)
        else:
            self.read_brief()

    # Keys

    def press(self, key: str) -> bool:
        """Do what a key means; whether it means something."""
        if self.part("small").display:
            return key == "q" and self.leave(0)
        if self.reply is not None:
            return self.press_in_question(key)
        if self.helping:
            return self.press_in_help(key)
        if key in "0123456789":
            return self.digit(key, self.list)
        if key in MOVES:
            MOVES[key](self)
            return True
        spot = self.list.spot
        if key in ACTS and spot is None:
            self.say("No line is chosen.")
        elif act := ACTS.get(key) or ALWAYS.get(key):
            self.run_worker(self.do(act, spot), group="act")
        return key in ACTS or key in ALWAYS

    async def do(self, act: Act, spot: Spot | None) -> None:
        """What a key does to the line at which it was pressed, once what was pressed before is done."""
        async with self.turn:
            await act(self, spot or NOWHERE)

    def say(self, text: str) -> None:
        """Tell something that no command says."""
        self.tell(drawing.said_lines(self.desk.run, self.size.width, text))

    async def ask_for_filters(self) -> None:
        """Ask for filter words until the list can be read with them; none show all of it."""
        name = self.wanted_view
        if name == ACCOUNT:
            self.say("An account has no filter. Esc goes back to the list.")
            return
        verb = "today" if name == MORNING else "renewals"
        text: str | None = joined(self.words[name])
        while (text := await self.ask(f"am {verb}", text or "")) is not None:
            before, self.words[name] = self.words[name], words_of(text)
            try:
                view = await self.view_of(name)
            except Trouble as trouble:
                self.words[name] = before
                self.tell(
                    drawing.trouble_lines(self.desk.run, self.size.width, trouble.message, trouble.hint)
                )
            else:
                self.tell(
                    drawing.running_lines(self.desk.run, self.size.width, [verb, *self.words[name]], "")
                )
                self.show(view, None)
                return

    def digit(self, key: str, lines: Lines) -> bool:
        """Go to the line of a number that is typed digit by digit."""
        now = time.monotonic()
        self.digits = (self.digits if now - self.digits_at < DIGITS else "") + key
        self.digits_at = now
        if not lines.to_number(int(self.digits)) and lines.to_number(int(key)):
            self.digits = key
        return True

    def press_in_question(self, key: str) -> bool:
        """Keys while something is asked; letters that are typed never come here."""
        told = self.part("told")
        if key in ("escape", "q") and (key == "escape" or self.choice is not None):
            self.answer(None)
        elif self.choice is not None and key in ("down", "up"):
            told.step(1 if key == "down" else -1)
        elif self.choice is not None and key in "0123456789":
            self.digit(key, told)
        elif self.choice is not None and key == "enter":
            self.answer(self.choice[told.at])
        else:
            return False
        return True

    def press_in_help(self, key: str) -> bool:
        """Where all keys are listed: on and back, and every other key ends it."""
        by = {"down": 1, "up": -1, "pagedown": self.list.size.height, "pageup": -self.list.size.height}
        if key in by:
            self.list.scroll_relative(y=by[key], animate=False)
            return True
        return self.help(False) if key != "q" else self.leave(0)

    def help(self, on: bool) -> bool:
        """Show all keys, or the list again."""
        self.helping = on
        if on:
            self.part("heading").show(drawing.name_line(self.desk.run, self.size.width, "All keys"))
            self.places[self.view.name] = self.list.spot
            self.tell(drawing.said_lines(self.desk.run, self.size.width, "Any other key goes back."))
            self.list.show(drawing.help_lines(self.desk.run, self.size.width))
            self.arrange()
            self.tell_bar()
        else:
            self.tell([])
            self.show(self.view, self.places.get(self.view.name))
        return True

    def go(self, view: str) -> None:
        """Change to another screen; what it shows comes when it is read."""
        self.places[self.wanted_view] = self.list.spot
        self.wanted_view = view
        self.list.show(())
        self.part("side").show(())
        self.part("heading").show(())
        self.arrange()
        self.load()

    # What ends it

    def leave(self, code: int) -> bool:
        """End, at once by a signal, else when a command that runs is done."""
        if self.runs and not code:
            self.leaving = code
        else:
            self.exit(code)
        return True

    def _handle_exception(self, error: Exception) -> None:
        """Keep what nobody foresaw for whoever started the screen, who tells it in one line."""
        found = error.error if isinstance(error, WorkerFailed) else error
        self.fault = self.fault or found
        super_known = self._exception is None
        if super_known:
            self._exception = found if isinstance(found, Exception) else error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:
        """The same for what Textual itself meets; it is not drawn."""
        self.fault = self.fault or RuntimeError("the terminal can't be read")
        self._close_messages_no_wait()


def words_of(text: str) -> list[str]:
    """Filter words as a shell would take them apart; where a quote has no other half, at blanks."""
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def nearest(spots: Sequence[Spot], near: Spot | None) -> int:
    """The place of the same record, else the nearest of its account, else the line where it was."""
    if near is None or not spots:
        return 0
    same = [at for at, each in enumerate(spots) if each.account == near.account]
    exact = [at for at in same if spots[at].ref == near.ref]
    found = exact or same or range(len(spots))
    return min(found, key=lambda at: abs(spots[at].row - near.row) + abs(spots[at].start - near.start))
