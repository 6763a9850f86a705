"""The screen itself: where its parts are, when the book is read, and what a key goes to."""

import gc
import os
import shlex
import signal
import time
from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.driver import Driver
from textual.screen import Screen
from textual.worker import WorkerFailed

from amcli.face import drawing
from amcli.face.acts import ACTS, ALWAYS, ASKING, DECIDES, MAY_ASK, MOVES, STILL_MOVES, Act
from amcli.face.desk import Desk, Trouble
from amcli.face.keys import meant
from amcli.face.lines import Lines, Question
from amcli.face.reading import Reading
from amcli.face.views import ACCOUNT, MORNING, PROPOSALS, RENEWALS, Sizes, Spot
from amcli.hints import Any
from amcli.rules.names import joined

SIDE_BY_SIDE, LEAST = 100, (50, 14)
LEAST_SIDE, CARD_LINES = 40, 4
LOOKS, DIGITS, RESIZED = (
    1.0,
    0.7,
    0.1,
)  # seconds: between looks at the book, between digits, after another size
NOWHERE = Spot(0, 0, 0, 0, 0, "", "", "")  # where a list has no line


def collect() -> None:
    """Let Python collect its garbage, which no command lives long enough for: seldom, and nothing that was
    loaded at the start."""
    gc.freeze()
    gc.set_threshold(50_000)
    gc.enable()


class Page(Screen[None], inherit_bindings=False):
    """What keys go to that no question takes."""

    def on_key(self, event: events.Key) -> None:
        """Do what a key means."""
        assert isinstance(self.app, Face)
        if self.app.early(event) or self.app.press(
            meant(event.key, event.character if event.is_printable else None)
        ):
            event.stop()
            event.prevent_default()


class Face(Reading, inherit_bindings=False):
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
        super().__init__(words, driver_class, ansi_color=True)
        self.desk = desk
        self.fault: BaseException | None = None
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

    def on_mount(self) -> None:
        """Read the book for the first time, and look from time to time whether it changed."""
        self.theme = "ansi-dark"
        self.parts = {each.id or "": each for each in self.query(Lines)}
        self.typed = self.query_one(Question)
        self.typed.early, self.typed.answered = self.early, self.answer
        self.list.moved, self.list.opened = self.moved, lambda: self.press("enter")
        self.parts["told"].opened = lambda: self.press("enter")
        self.tell([])
        self.load()
        self.set_interval(LOOKS, self.look)
        self.set_timer(LOOKS, collect)
        self.app_resume_signal.subscribe(self, lambda _: self.paint())

    def on_resize(self) -> None:
        """Draw everything for another window, once it keeps its size."""
        if self.parts:
            self.tell_again()
            self.later("size", RESIZED, self.draw_again)

    def paint(self) -> None:
        """Draw all of it on a terminal that others have used meanwhile."""
        for each in self.parts.values():
            each.refresh()
        self.screen.refresh(layout=True)

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
        return self.size.width >= SIDE_BY_SIDE and self.wanted_view not in (RENEWALS, PROPOSALS)

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
        told = max(1, min(len(self.part("told").texts), self.most_told))
        self.part("told").styles.height = told
        self.place(height - 2 - told - asking)
        body.set_class(self.beside, "beside")
        if asking:
            self.typed.focus()

    def place(self, rows: int) -> None:
        """Give the list, and what stands beside or under it, their rows and columns."""
        listed, rule, side = self.list, self.part("rule"), self.part("side")
        sizes = self.sizes
        alone = self.helping or self.wanted_view == PROPOSALS
        rule.display = not self.beside and not alone
        side.display = not alone
        listed.styles.width = self.size.width if alone or not self.beside else sizes.list
        side.styles.width = sizes.side
        under = CARD_LINES if self.wanted_view == RENEWALS else (rows - 1) * 2 // 5
        side.styles.height = rows if self.beside else under
        listed.styles.height = rows if self.beside or alone else rows - 1 - under
        side.styles.margin = (0, 0, 0, 2 if self.beside else 0)
        rule.show([drawing.rule_line(self.desk.run, self.size.width)])

    # Keys

    def press(self, key: str) -> bool:
        """Do what a key means; whether it means something."""
        if self.part("small").display:
            return key in ("q", "ctrl+c") and self.leave(0)
        if self.reply is not None:
            return self.press_in_question(key)
        if self.helping:
            return self.press_in_help(key)
        if key in "0123456789":
            return self.digit(key, self.list)
        if key in MOVES and (key in STILL_MOVES or self.wanted_view != PROPOSALS):
            MOVES[key](self)
            return True
        spot = self.list.spot
        if self.wanted_view == PROPOSALS:
            if key in DECIDES and spot is not None:
                self.run_worker(self.do(DECIDES[key], spot, object()), group="act")
            return True
        if key in ACTS and spot is None:
            self.say("No line is chosen.")
        elif act := ACTS.get(key) or ALWAYS.get(key):
            pressed = object()
            if key in ASKING or (key in MAY_ASK and not self.turn.locked()):
                self.opening = pressed
            self.run_worker(self.do(act, spot, pressed), group="act")
        return key in ACTS or key in ALWAYS

    async def do(self, act: Act, spot: Spot | None, pressed: object) -> None:
        """What a key does to the line at which it was pressed, once what was pressed before is done."""
        async with self.turn:
            self.current = pressed
            await act(self, spot or NOWHERE)
            self.give_back(self.screen)

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
            words = words_of(text)
            try:
                view = await self.view_of(name, words)
            except Trouble as trouble:
                self.tell(
                    drawing.trouble_lines(self.desk.run, self.size.width, trouble.message, trouble.hint)
                )
            else:
                self.words[name] = words
                self.tell(drawing.running_lines(self.desk.run, self.size.width, [verb, *words], ""))
                self.show(view)
                return

    def digit(self, key: str, lines: Lines) -> bool:
        """Go to the line of a number that is typed digit by digit."""
        now = time.monotonic()
        self.digits = (self.digits if now - self.digits_at < DIGITS else "") + key
        self.digits_at = now
        if not lines.to_number(int(self.digits)) and lines.to_number(int(key)):
            self.digits = key
        return True

    def letter(self, key: str, lines: Lines) -> None:
        """Go to the next choice whose words begin with a letter."""
        begin = [words.lower().startswith(key) for _, words in self.choice or ()]
        ahead = (at % len(begin) for at in range(lines.at + 1, lines.at + len(begin) + 1))
        lines.step(next((at for at in ahead if begin[at]), lines.at) - lines.at)

    def press_in_question(self, key: str) -> bool:
        """Keys while something is asked; letters that are typed never come here."""
        told = self.part("told")
        if key in ("escape", "q", "ctrl+c"):
            self.answer(None)
        elif self.choice is None and key != "ctrl+z":
            return False
        elif key in ("down", "up"):
            told.step(1 if key == "down" else -1)
        elif key in "0123456789":
            self.digit(key, told)
        elif len(key) == 1:
            self.letter(key, told)
        elif key == "enter":
            self.answer(self.choice[told.at][0] if self.choice else "")
        elif key == "ctrl+z":
            self.pause()
        return True

    def press_in_help(self, key: str) -> bool:
        """Where all keys are listed: on and back, and every other key ends it."""
        by = {"down": 1, "up": -1, "pagedown": self.list.size.height, "pageup": -self.list.size.height}
        if key in by:
            self.list.scroll_relative(y=by[key], animate=False)
            return True
        return self.help(False) if key not in ("q", "ctrl+c") else self.leave(0)

    def help(self, on: bool) -> bool:
        """Show all keys, or the list again."""
        self.helping = on
        if on:
            self.part("heading").show(drawing.name_line(self.desk.run, self.size.width, "All keys"))
            self.places[self.view.name] = self.list.spot
            said = drawing.said_lines(self.desk.run, self.size.width, "Any other key goes back.")
            self.part("told").show(said)
            self.list.show(drawing.help_lines(self.desk.run, self.size.width))
            self.arrange()
            self.tell_bar()
        else:
            self.tell_again()
            self.show(self.view)
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
            self.exit(return_code=code)
        return True

    def pause(self) -> None:
        """Go to the background as any program does."""
        os.kill(os.getpid(), signal.SIGTSTP)

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
