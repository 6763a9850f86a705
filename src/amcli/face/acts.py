"""What each key does: the questions it asks and the command line that it runs, which is the one that a person
would type. No rule is known here; what can't be done is refused by the command."""

import shlex
from collections.abc import Awaitable, Callable, Sequence

from amcli.context import Run
from amcli.face import drawing, views
from amcli.face.desk import Trouble
from amcli.face.views import ACCOUNT, MORNING, PROPOSALS, RENEWALS, Spot
from amcli.hints import TYPE_CHECKING, TypeAlias, TypeVar, cast
from amcli.rules.names import command_shown
from amcli.vocabulary import KIND_OF_LETTER, STAGES, parts_of_reference, words

if TYPE_CHECKING:
    from amcli.face.app import Face

Found = TypeVar("Found")
Act: TypeAlias = Callable[["Face", Spot], Awaitable[None]]
Move: TypeAlias = Callable[["Face"], object]


def line_of(verbs: Sequence[str], given: Sequence[str], options: Sequence[str] = ()) -> list[str]:
    """A command line; what was typed is never taken for an option."""
    if any(each.startswith("-") for each in given):
        return [*verbs, *options, "--", *given]
    return [*verbs, *given, *options]


def given(text: str) -> list[str]:
    """What was typed, where anything was."""
    return [text] if text else []


# Moving


def moves(by: int) -> Move:
    """A line on or back."""
    return lambda app: app.list.step(by)


def aside(by: int) -> Move:
    """A column of renewals on or back."""
    return lambda app: app.list.aside(by)


def pages(by: int) -> Move:
    """On or back in the brief."""

    def turn(app: "Face") -> None:
        side = app.part("side")
        side.scroll_relative(y=by * max(1, side.size.height - 1), animate=False)

    return turn


def to_line(at: int) -> Move:
    """The first line or the last."""
    return lambda app: app.list.move(at if at >= 0 else len(app.list.spots) + at)


def open_account(app: "Face") -> None:
    """The account of the line."""
    spot = app.list.spot
    if spot is not None and app.wanted_view != ACCOUNT:
        app.before, app.account = app.wanted_view, (spot.account, spot.name)
        app.go(ACCOUNT)


def back(app: "Face") -> None:
    """From an account to the list that it was opened from, else to the morning."""
    if app.wanted_view == PROPOSALS:
        app.go(app.under)
    elif app.wanted_view == ACCOUNT:
        app.go(app.before)
    elif app.wanted_view == RENEWALS:
        app.go(MORNING)


def change(app: "Face") -> None:
    """Morning and Renewals."""
    app.go(MORNING if app.wanted_view == RENEWALS else RENEWALS)


def open_proposals(app: "Face") -> None:
    """What assistants ask to run."""
    app.under = app.wanted_view
    app.go(PROPOSALS)


def reload(app: "Face") -> None:
    """Read everything anew."""
    app.briefs.clear()
    app.read_from = None
    app.load()


MOVES: dict[str, Move] = {
    "down": moves(1), "up": moves(-1), "right": aside(1), "left": aside(-1), "home": to_line(0),
    "end": to_line(-1), "pagedown": pages(1), "pageup": pages(-1), "enter": open_account, "escape": back,
    "tab": change, "r": reload, "i": open_proposals, "?": lambda app: app.help(True),
    "q": lambda app: app.leave(0), "ctrl+c": lambda app: app.leave(0), "ctrl+z": lambda app: app.pause(),
}  # fmt: skip


# Acting


async def log(app: "Face", spot: Spot) -> None:
    """A call in one line."""
    made = lambda text: line_of(["log"], [spot.account, text])  # noqa: E731
    await app.ask_and_run(f"am log {spot.account}", made)


async def log_in_editor(app: "Face", spot: Spot) -> None:
    """The same in the person's editor."""
    await app.perform_in_editor(["log", spot.account, "--editor"])


async def no_answer(app: "Face", spot: Spot) -> None:
    """Nobody answered."""
    await app.perform(["log", spot.account, "--no-answer"])


def task(*options: str) -> Act:
    """A task, or a promise: what, then until when."""

    async def add(app: "Face", spot: Spot) -> None:
        start = command_shown(["task", "add", spot.account, *options])
        title: str | None = ""
        while title := await app.ask(start, title or ""):

            def made(day: str, title: str = title) -> list[str]:
                due = [word for each in given(day) for word in ("--due", each)]
                return line_of(["task", "add"], [spot.account, title], [*options, *due])

            if await app.ask_and_run(f"{start} ... --due (Enter: none)", made):
                return  # else back to what is to be done, as it was typed

    return add


async def done(app: "Face", spot: Spot) -> None:
    """The task of the line; of any other line one of its account's open tasks."""
    if kind_of(spot) == "task" or (kind_of(spot) == "interaction" and app.wanted_view == MORNING):
        await app.perform(["done", spot.ref])
    elif found := await found_of(app, views.open_tasks, spot):
        ref = await app.choose(f"Which task of {spot.name} is done?", found)
        if ref is not None:
            await app.perform(["done", ref])
    elif found is not None:
        app.say(f"{spot.name} has no open task.")


async def snooze(app: "Face", spot: Spot) -> None:
    """For a week."""
    await app.perform(["snooze", snoozed(app, spot)])


async def snooze_until(app: "Face", spot: Spot) -> None:
    """Until a day."""
    ref = snoozed(app, spot)
    await app.ask_and_run(f"am snooze {ref}", lambda day: line_of(["snooze"], [ref, *given(day)]))


def snoozed(app: "Face", spot: Spot) -> str:
    """What is snoozed: the record of the line; of what happened with an account, the account itself."""
    return spot.account if app.wanted_view == ACCOUNT and kind_of(spot) == "interaction" else spot.ref


async def choose_stage(app: "Face", spot: Spot) -> None:
    """A stage from the list of them."""
    contract = await contract_of(app, spot)
    if contract is None:
        return
    ref, stage = contract
    options = [(each, words(each)) for each in STAGES]
    wanted = await app.choose(
        f"{spot.name}: {ref} is {words(stage)}. Which stage now?", options, STAGES.index(stage)
    )
    if wanted is not None:
        await app.perform(["stage", ref, wanted])


def stage_by(by: int) -> Act:
    """One stage back, or on."""

    async def move(app: "Face", spot: Spot) -> None:
        contract = await contract_of(app, spot)
        if contract is None:
            return
        ref, stage = contract
        at = STAGES.index(stage) + by
        if 0 <= at < len(STAGES):
            await app.perform(["stage", ref, STAGES[at]])
        else:
            app.say(f"{spot.name}: {ref} is {words(stage)}, the {'last' if by > 0 else 'first'} stage.")

    return move


async def contract_of(app: "Face", spot: Spot) -> tuple[str, str] | None:
    """The contract of the line and its stage; of any other line the account's, which is asked for where there
    are several."""
    found = await found_of(app, views.open_contracts, spot)
    if found is None:
        return None
    stages = {ref: stage for ref, stage, _ in found}
    ref = spot.ref if spot.ref in stages else next(iter(stages), None)
    if ref is None:
        app.say(f"{spot.name} has no open contract.")
    elif spot.ref not in stages and len(stages) > 1:
        ref = await app.choose(f"Which contract of {spot.name}?", [(each, said) for each, _, said in found])
    return None if ref is None else (ref, stages[ref])


async def found_of(app: "Face", report: Callable[[Run, str], list[Found]], spot: Spot) -> list[Found] | None:
    """What an account has of something; None where the book can't be read, which is said."""
    try:
        return cast("list[Found]", await app.wait(app.desk.read, report, spot.account))
    except Trouble as trouble:
        app.tell(drawing.trouble_lines(app.desk.run, app.size.width, trouble.message, trouble.hint))
        return None


async def meet(app: "Face", spot: Spot) -> None:
    """A meeting: day and time, then what it is about in quotes."""

    def made(text: str) -> list[str] | str:
        try:
            return line_of(["meet"], [spot.account, *shlex.split(text)])
        except ValueError:
            return "a quote has no other half."

    await app.ask_and_run(f"am meet {spot.account}", made)


async def held(app: "Face", spot: Spot) -> None:
    """The meeting of the line, or the one of its account that waits; what was said may be left out."""
    ref = spot.ref if kind_of(spot) == "interaction" else spot.account
    await app.ask_and_run(f"am held {ref}", lambda text: line_of(["held"], [ref, *given(text)]))


def plain(*argv: str) -> Act:
    """A command of the whole book."""

    async def run(app: "Face", spot: Spot) -> None:
        await app.perform([*argv])

    return run


async def filter_list(app: "Face", spot: Spot) -> None:
    """Filter words of the list; what can't be read is said, and the list stays."""
    await app.ask_for_filters()


def kind_of(spot: Spot) -> str:
    """The kind of record that a line is of."""
    letter, _ = parts_of_reference(spot.ref)
    return KIND_OF_LETTER.get(letter, "account") if spot.ref != spot.account else "account"


ACTS: dict[str, Act] = {
    "l": log, "e": log_in_editor, "t": no_answer, "n": task(), "p": task("--promised"), "d": done,
    "s": snooze, "S": snooze_until, "g": choose_stage, "<": stage_by(-1), ">": stage_by(1), "m": meet,
    "h": held,
}  # fmt: skip


# While proposals are shown: nothing but moving, going back, and an answer.
def decides(verb: str) -> Act:
    """Run a proposal, or refuse it."""

    async def decide(app: "Face", spot: Spot) -> None:
        await app.perform(["proposals", verb, spot.ref])

    return decide


DECIDES: dict[str, Act] = {"y": decides("accept"), "n": decides("refuse")}
STILL_MOVES = frozenset(["down", "up", "home", "end", "escape", "r", "?", "q", "ctrl+c", "ctrl+z"])
# Those that ask for a line at once: what is typed next is for it, however fast.
ASKING = frozenset("lnpSmh/")
MAY_ASK = frozenset("dg<>")  # which to choose, once the book was asked
# Without a line, too.
ALWAYS: dict[str, Act] = {"u": plain("undo"), "U": plain("redo"), "/": filter_list}
