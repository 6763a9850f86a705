"""The way onto a person's terminal and back: what the screen needs of it, what ends it, and what is left."""

import os
import signal
from asyncio import TimerHandle, get_running_loop
from collections.abc import Sequence

from textual.drivers.linux_driver import LinuxDriver

from amcli.context import Run
from amcli.face.app import Face
from amcli.face.desk import Desk
from amcli.face.views import Sizes, restricted
from amcli.hints import Any

# Signals that end the screen as they would end any program, once the terminal is as it was before.
ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
ATTENDS = 1.0  # seconds between two looks at whether the terminal is still there


class Terminal(LinuxDriver):
    """Textual's own, on standard output in place of standard error, and with the size that the terminal has,
    whatever COLUMNS says."""

    def __init__(self, app: Any, **given: Any) -> None:
        super().__init__(app, **given)
        encoding = getattr(app.desk.run.stdout, "encoding", None) or "utf-8"
        self.attending: TimerHandle | None = None
        self._file = os.fdopen(os.dup(1), "w", encoding=encoding, errors="backslashreplace")

    def _get_terminal_size(self) -> tuple[int, int]:
        try:
            size = os.get_terminal_size(1)
        except OSError:
            return 80, 24
        return size.columns or 80, size.lines or 24

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        for each in ENDING:
            get_running_loop().add_signal_handler(each, self._app.leave, 128 + each)  # type: ignore[attr-defined]
        self.attend()

    def attend(self) -> None:
        """End once the terminal is gone. Who isn't its session's gets no signal then, and Textual would read
        the end of input again and again."""
        if self.attending is not None:
            self.attending.cancel()
        if os.isatty(0):
            self.attending = get_running_loop().call_later(ATTENDS, self.attend)
        else:
            self._app.leave(128 + signal.SIGHUP)  # type: ignore[attr-defined]


def open_screen(run: Run, words: Sequence[str], *, mouse: bool) -> int:
    """Show the book until somebody leaves; gives the exit code. Raises BookUnavailable and BadValue before
    anything is shown, and what ended it unforeseen after all is as it was."""
    assert run.book  # opened, and upgraded where it is older, while there still is a prompt to say so at
    restricted(run, words, Sizes(80, 80, 80))
    run.close()
    desk = Desk(run)
    app = Face(desk, words, driver_class=Terminal)
    try:
        app.run(mouse=mouse)
    finally:
        desk.close()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0
