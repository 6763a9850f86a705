"""What the screen shows of the book: read in the background, shown when it is there, kept until something
changes."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial

from textual.timer import Timer

from amcli.face import board, drawing, views
from amcli.face.desk import State, Trouble
from amcli.face.lines import Lines
from amcli.face.question import Asking
from amcli.face.views import ACCOUNT, MORNING, PROPOSALS, RENEWALS, Sizes, Spot, View
from amcli.hints import Any, cast
from amcli.reports.morning_again import Said

REST = 0.15  # seconds that the cursor rests before a brief is read


class Reading(Asking, inherit_bindings=False):
    """Reads the list and the brief of its line, and shows them."""

    def __init__(self, words: Sequence[str], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.words: dict[str, list[str]] = {MORNING: [*words], RENEWALS: [*words]}
        self.view = View(MORNING, "", ())
        self.wanted_view = MORNING
        self.account = ("", "")  # the code and the name of the one that is open
        self.places: dict[str, Spot | None] = {}  # where the cursor was on each screen
        self.before = MORNING  # the screen to go back to
        self.under = MORNING  # the one that proposals are shown over
        self.read_from: State | None = None
        self.trouble: str | None = None  # what keeps the book from being read
        self.drawn_for: Sizes | None = None
        self.briefs: dict[tuple[str, int], list[str]] = {}
        self.said = Said()  # at the last reading of the morning
        self.brief_of: tuple[str, int] | None = None  # that is being read
        self.helping = False
        self.timers: dict[str, Timer] = {}

    @property
    def list(self) -> Lines:
        """The list that the cursor is in."""
        return self.parts["list"]

    @property
    def sizes(self) -> Sizes:
        """Columns of the screen, of the list, and of what stands beside or under it."""
        raise NotImplementedError

    def later(self, name: str, seconds: float, what: Callable[[], object] | None) -> None:
        """Do something after some time, in place of what was to be done by that name."""
        if (timer := self.timers.pop(name, None)) is not None:
            timer.stop()
        if what is not None:
            self.timers[name] = self.set_timer(seconds, partial(self.due, name, what))

    def due(self, name: str, what: Callable[[], object]) -> None:
        """Do what was put off."""
        self.timers.pop(name, None)
        what()

    def draw_again(self) -> None:
        """Read what is shown for another width."""
        if self.sizes != self.drawn_for:
            self.load()

    def tell_bar(self) -> None:
        """Show which screen this is and where the cursor is."""
        spot, listed = self.list.spot, self.list
        place = f"{listed.at + 1} of {len(listed.spots)}" if spot is not None and not self.helping else ""
        words = self.words.get(self.wanted_view, ())
        line = drawing.bar_line(
            self.desk.run, self.size.width, self.wanted_view, self.account[1], words, place
        )
        self.parts["bar"].show([line])

    # Reading the book

    def load(self) -> None:
        """Read what is shown anew; the cursor stays at the account it is at."""
        self.run_worker(self.read_view(), group="view", exclusive=True)

    async def read_view(self) -> None:
        """Read a screen in the background and show it."""
        try:
            state = await self.wait(self.desk.state)
            view = await self.view_of(self.wanted_view, self.words.get(self.wanted_view, ()))
        except Trouble as trouble:
            self.read_from, self.trouble = None, trouble.message
            self.places[self.wanted_view] = self.list.spot or self.places.get(self.wanted_view)
            lines = drawing.trouble_lines(self.desk.run, self.sizes.list, trouble.message, trouble.hint)
            self.show(View(self.wanted_view, "", lines))
            return
        if state != self.read_from:
            self.briefs.clear()
            self.read_from, self.trouble = state, None
        self.show(view)

    async def view_of(self, name: str, words: Sequence[str]) -> View:
        """One of the screens as the book has it now. Raises Trouble."""
        self.drawn_for = sizes = self.sizes
        if name == ACCOUNT:
            found = await self.wait(self.desk.read, views.account_view, self.account[0], sizes)
        elif name == PROPOSALS:
            found = await self.wait(self.desk.read, views.proposals_view, sizes)
        else:
            report = board.renewals_view
            if name == MORNING:
                report = partial(views.morning_view, said=self.said)
            found = await self.wait(self.desk.read, report, [*words], sizes)
        return cast("View", found)

    async def wait(self, what: Any, *given: Any) -> Any:
        """What the thread of the book gives."""
        return await asyncio.wrap_future(self.desk.ask(what, *given))

    def show(self, view: View) -> None:
        """Show a screen that was read, with the cursor at the account where it was."""
        if view.name != self.wanted_view:
            return
        here = self.list.spot if self.view.name == view.name else None
        near = here or self.places.get(view.name)
        self.view = view
        if self.helping:
            return
        self.parts["heading"].show([view.heading] if view.heading else [])
        self.list.show(view.lines, view.spots, view.top, nearest(view.spots, near))
        self.arrange()
        self.moved()

    async def look(self) -> None:
        """Look whether the book, the settings or the day changed, unless something is being done anyway."""
        if self.desk.busy:
            return
        try:
            state = await self.wait(self.desk.state)
        except Trouble as trouble:
            if trouble.message != self.trouble:
                self.load()
            return
        if state != self.read_from:
            self.load()

    # The brief

    def moved(self) -> None:
        """Show what is known of the line at once; its brief comes when the cursor rests."""
        self.tell_bar()
        spot, side = self.list.spot, self.parts["side"]
        self.later("brief", REST, None)
        if self.choice is not None or self.helping or self.wanted_view == PROPOSALS:
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
            self.parts["side"].show(lines)
        else:
            self.read_brief()


def nearest(spots: Sequence[Spot], near: Spot | None) -> int:
    """The place of the same record, else the nearest of its account, else the line where it was."""
    if near is None or not spots:
        return 0
    same = [at for at, each in enumerate(spots) if each.account == near.account]
    exact = [at for at in same if spots[at].ref == near.ref]
    found = exact or same or range(len(spots))
    return min(found, key=lambda at: abs(spots[at].row - near.row) + abs(spots[at].start - near.start))
