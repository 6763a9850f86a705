"""Widgets that show drawn lines: text of the book is never markup here, since nothing reads it as any."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input

from amcli.face.views import Spot
from amcli.rules.names import on_one_line

PIECE = re.compile(r"\x1b\[([\d;]+)m(.*?)\x1b\[0m", re.DOTALL)
HERE = Style(reverse=True)
AT_REST = 0.1  # seconds after a key


@lru_cache(64)
def style_of(code: str) -> Style | None:
    """The style of an escape sequence of our own."""
    spans = Text.from_ansi(f"\x1b[{code}mx").spans
    return spans[0].style if spans and isinstance(spans[0].style, Style) else None


def strip_of(line: str) -> Strip:
    """A line as the terminal would have got it, in Textual's pieces. What the book says is harmless by then:
    every escape sequence is the drawing's own."""
    found, at = list[Segment](), 0
    for piece in PIECE.finditer(line):
        if piece.start() > at:
            found.append(Segment(line[at : piece.start()]))
        found.append(Segment(piece[2], style_of(piece[1])))
        at = piece.end()
    if at < len(line):
        found.append(Segment(line[at:]))
    return Strip(found)


class Lines(ScrollView, can_focus=False):
    """Lines and a cursor that goes from place to place; only what is seen is ever made."""

    ALLOW_SELECT = False

    def __init__(self, name: str) -> None:
        super().__init__(id=name)
        self.texts: Sequence[str] = ()
        self.spots: Sequence[Spot] = ()
        self.top = 0
        self.at = -1
        # Called where the cursor moved, and where what it is at was clicked. No messages: one that is posted
        # while the screen handles a key ends at the screen.
        self.moved: Callable[[], object] = lambda: None
        self.opened: Callable[[], object] = lambda: None

    @property
    def spot(self) -> Spot | None:
        """Where the cursor is."""
        return self.spots[self.at] if 0 <= self.at < len(self.spots) else None

    def show(self, texts: Sequence[str], spots: Sequence[Spot] = (), top: int = 0, at: int = 0) -> None:
        """Show other lines, with the cursor at one of their places."""
        self.texts, self.spots, self.top = texts, spots, top
        self.at = max(0, min(at, len(spots) - 1)) if spots else -1
        width = max([self.size.width, *(spot.end for spot in spots)])
        self.virtual_size = Size(width, len(texts))
        if not spots:
            self.scroll_to(0, 0, animate=False)
        self.into_view()
        self.refresh()

    def move(self, at: int) -> None:
        """Put the cursor at another place."""
        at = max(0, min(at, len(self.spots) - 1))
        if not self.spots or at == self.at:
            return
        here, self.at = self.spots[self.at], at
        before = self.scroll_offset
        self.into_view()
        if self.scroll_offset == before:
            self.refresh(*(self.place(each) for each in (here, self.spots[at])))
        self.moved()

    def place(self, spot: Spot) -> Region:
        """Where a place is on the screen."""
        return Region(0, spot.row - round(self.scroll_offset.y), self.size.width, spot.rows)

    def step(self, by: int) -> None:
        """One line on or back; at the end it stays."""
        self.move(self.at + by)

    def aside(self, by: int) -> None:
        """To the nearest place in the next column, or the one before."""
        here = self.spot
        starts = sorted({each.start for each in self.spots})
        if here is None:
            return
        column = starts.index(here.start) + by
        if 0 <= column < len(starts):
            found = [at for at, each in enumerate(self.spots) if each.start == starts[column]]
            self.move(min(found, key=lambda at: abs(self.spots[at].row - here.row)))

    def to_number(self, number: int) -> bool:
        """To the line of a number, if there is one."""
        for at, each in enumerate(self.spots):
            if each.number == number:
                self.move(at)
                return True
        return False

    def into_view(self) -> None:
        """Scroll no more than is needed to see the cursor, and what stands above the first place."""
        spot = self.spot
        if spot is None or not self.size.height:
            return
        x, y = round(self.scroll_offset.x), round(self.scroll_offset.y)
        first = 0 if self.at == 0 else spot.row - self.top - (1 if not self.top and spot.row else 0)
        last = len(self.texts) if self.at == len(self.spots) - 1 else spot.row + spot.rows
        y = max(min(y, first), last - self.size.height)
        y = min(y, spot.row - self.top)
        x = max(min(x, spot.start), spot.end - self.size.width)
        self.scroll_to(max(0, x), max(0, y), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """See the cursor again."""
        self.into_view()

    def render_line(self, y: int) -> Strip:
        x, offset = self.scroll_offset
        width = self.size.width
        at = y if y < self.top else y + offset
        if at >= len(self.texts):
            return Strip.blank(width)
        strip = strip_of(self.texts[at])
        spot = self.spot
        if spot is not None and spot.row <= at < spot.row + spot.rows:
            strip = marked(strip, spot)
        return strip.crop_extend(x, x + width, None)

    def on_click(self, event: events.Click) -> None:
        """Go to what is under the mouse; a second time opens it."""
        x, y = event.x + self.scroll_offset.x, event.y + (self.scroll_offset.y if event.y >= self.top else 0)
        for at, each in enumerate(self.spots):
            if each.row <= y < each.row + each.rows and each.start <= x < each.end:
                if at == self.at:
                    self.opened()
                self.move(at)


def marked(strip: Strip, spot: Spot) -> Strip:
    """A line with the cursor's columns turned around, without their colours."""
    before, here, after = strip.extend_cell_length(spot.end).divide(
        [spot.start, spot.end, max(spot.end, strip.cell_length)]
    )
    bold = [Segment(each.text, HERE) for each in here]
    return Strip.join([before, Strip(bold), after])


class Question(Input):
    """One line that is asked for; what was typed stays until it has an answer. Keys that come while it is on
    its way to an answer are kept for what is asked next: `early` takes them, `answered` the line."""

    def __init__(self) -> None:
        super().__init__(id="typed", select_on_focus=False, compact=True)
        self.cursor_blink = False
        self.early: Callable[[events.Key], bool] = lambda _: False
        self.answered: Callable[[str | None], object] = lambda _: None

    async def _on_key(self, event: events.Key) -> None:
        """Do at once what a key does to the line: Textual would do it after the letters that follow, where
        several keys come together. Letters are its own."""
        actions = [each.action for each in self._bindings.key_to_bindings.get(event.key, ())]
        if self.early(event):
            pass
        elif event.key == "enter":
            self.answered(self.value.strip())
        elif event.key in ("escape", "ctrl+c"):
            self.answered(None)
        elif actions and not event.is_printable:
            await self.run_action(actions[0])
        else:
            return
        event.stop()
        event.prevent_default()

    def watch_value(self) -> None:
        """Draw the line once more when the screen is at rest. Textual 8.2.8 may lose the drawing of a letter
        that comes while parts of the screen find their places: the line has it, and the terminal doesn't."""
        self.set_timer(AT_REST, self.refresh)

    def on_paste(self, event: events.Paste) -> None:
        """Take what was pasted on one line, all of it, and no character that does something."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor("".join(c if c.isprintable() else " " for c in on_one_line(event.text)))
