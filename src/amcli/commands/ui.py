"""`am ui`: the small screen. What it shows and what its keys do is in the room `face`."""

from amcli.commands.declared import option
from amcli.commands.filtering import Filters
from amcli.context import Run
from amcli.errors import AmcliError, BadValue, Ended
from amcli.hints import Annotated

INSTALL = 'Install it: pip install "amcli[ui]"'


def ui(
    run: Run,
    words: Filters = None,
    no_mouse: Annotated[
        bool, option("--no-mouse", help="Leave the mouse to the terminal, to select text.")
    ] = False,
) -> None:
    """Go through the morning on one screen, with single keys.

    Three screens: the morning with the brief next to it, renewals by stage, and one account. Each key
    runs the command that you would type, and the last line shows it. ? lists the keys, q leaves.

    \b
    am ui
    am ui tier:key
    am ui --no-mouse            select text with the mouse
    """
    refuse_pipes(run)
    mouse = bool(run.config.get("ui.mouse")) and not no_mouse
    try:
        from amcli.face.door import open_screen
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise AmcliError("am ui needs Textual, which isn't installed.", INSTALL) from None
    code = open_screen(run, words or (), mouse=mouse)
    if code:
        raise Ended(code)


def refuse_pipes(run: Run) -> None:
    """Raise BadValue where there is no terminal that can be drawn on."""
    if not (run.stdin.isatty() and run.terminal):
        raise BadValue("am ui needs a terminal.", "The same list: am today")
    term = run.environ.get("TERM", "").lower()
    if term in ("dumb", "unknown"):
        raise BadValue(f"am ui can't draw on this terminal: TERM is {term}.", "The same list: am today")
