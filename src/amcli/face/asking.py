"""The last lines of the screen: the command that ran and what it answered, and what a key asks for."""

import asyncio
from collections.abc import Callable, Sequence

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

from amcli.again import Answer
from amcli.face import drawing
from amcli.face.desk import Desk
from amcli.face.lines import Lines, Question
from amcli.hints import Any

LEAST_TOLD = 6  # lines of an answer that there is room for
Made = Callable[[str], list[str] | str]


class Asking(App[int], inherit_bindings=False):
    """Asks for a line or a choice, runs one command line after the other, and tells what came of it."""

    desk: Desk
    parts: dict[str, Lines]
    typed: Question

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.parts = {}
        self.told: list[str] = []
        self.answered: tuple[list[str], Answer] | None = None  # what the last command said
        self.reply: asyncio.Future[str | None] | None = None  # of a question, or of a choice
        self.choice: Sequence[tuple[str, str]] | None = None
        self.turn = asyncio.Lock()  # of the keys that do something: one after the other
        self.runs = False  # whether a command does
        self.leaving: int | None = None
        # A question that is about to be asked: which key's it is, and the keys that were pressed for it.
        self.opening: object = None
        self.current: object = None  # the key whose turn it is
        self.held: list[events.Key] = []

    def arrange(self) -> None:
        """Give each part its place."""
        raise NotImplementedError

    async def read_view(self) -> None:
        """Show what a command changed."""
        raise NotImplementedError

    @property
    def most_told(self) -> int:
        """How many of the last lines are for an answer, or for a choice."""
        return max(LEAST_TOLD, self.size.height // 3)

    # What is told

    def tell(self, lines: Sequence[str]) -> None:
        """Show some lines of our own."""
        self.told, self.answered = [*lines], None
        self.tell_again()

    def tell_again(self) -> None:
        """Show the answer as wide as the screen is now."""
        run, width = self.desk.run, self.size.width
        if self.answered is not None:
            self.told = drawing.answer_lines(run, width, *self.answered)
        if self.choice is None:
            told = drawing.first_lines(run, width, self.told, self.most_told)
            self.parts["told"].show(told or drawing.hint_lines(run, width))
        self.arrange()

    # What is asked

    async def ask(self, label: str, text: str = "") -> str | None:
        """One line from the person; None where they go back."""
        self.parts["asked"].show([drawing.label_line(self.desk.run, self.size.width, label)])
        self.parts["asked"].styles.width = drawing.label_width(self.desk.run, self.size.width, label)
        self.typed.value = text
        self.typed.cursor_position = len(text)
        self.reply = asyncio.get_running_loop().create_future()
        self.arrange()
        self.give_back(self.typed)
        given = await self.reply  # where the screen ends meanwhile, nothing is left to be put right
        self.reply = None
        self.set_focus(None)
        self.arrange()
        return given

    async def ask_and_run(self, label: str, made: Made) -> bool:
        """Ask for a line until the command that is made of it isn't refused, or the person goes back; what
        was typed is kept. `made` may also say what is wrong. Whether the command ran."""
        given: str | None = ""
        while (given := await self.ask(label, given or "")) is not None:
            argv = made(given)
            if isinstance(argv, str):
                self.tell(drawing.trouble_lines(self.desk.run, self.size.width, argv, None))
            elif await self.perform(argv):
                return True
        return False

    async def choose(self, title: str, options: Sequence[tuple[str, str]], at: int = 0) -> str | None:
        """One of some things, each with its words; None where the person goes back."""
        lines, spots = drawing.choice_lines(
            self.desk.run, self.size.width, title, [words for _, words in options]
        )
        self.choice = options
        self.reply = asyncio.get_running_loop().create_future()
        self.parts["told"].show(lines, spots, 1, at)
        self.arrange()
        self.give_back(self.screen)
        given = await self.reply
        self.reply = self.choice = None
        self.tell_again()
        return given

    def answer(self, text: str | None) -> None:
        """Give a question its answer; None for none. Another one may follow at once."""
        if self.reply is not None and not self.reply.done():
            self.opening = self.current
            self.reply.set_result(text)

    # What comes before it is asked for

    def early(self, event: events.Key) -> bool:
        """Keep a key that was pressed before the question that it is for was there."""
        if self.opening is not None:
            self.held.append(event)
        return self.opening is not None

    def give_back(self, to: MessagePump) -> None:
        """Let what was kept be pressed now, unless it was for a key whose turn is still to come."""
        if self.opening is not self.current:
            return
        self.opening = None
        for event in self.held:
            to.post_message(events.Key(event.key, event.character))
        self.held.clear()

    # What is run

    async def perform(self, argv: list[str]) -> bool:
        """Run a command line, tell what it answered, and show what it changed; whether it wasn't refused."""
        self.tell(drawing.running_lines(self.desk.run, self.size.width, argv))
        self.give_back(self.screen)
        self.runs = True
        answer = await asyncio.wrap_future(self.desk.ask(self.desk.command, argv))
        self.runs = False
        if self.leaving is not None:
            self.exit(return_code=self.leaving)
        self.answered = argv, answer
        self.tell_again()
        if answer.code == 0:
            await self.read_view()
        return answer.code == 0

    async def perform_in_editor(self, argv: list[str]) -> None:
        """The same with the terminal handed over to the person's editor."""
        with self.suspend():
            answer = self.desk.ask(self.desk.command, argv).result()
        self.answered = argv, answer
        self.tell_again()
        if answer.code == 0:
            await self.read_view()
