"""The door: `--version` and completion at once, else the app. Every error becomes a line and an exit code."""

from __future__ import annotations

import os
import sys

# Completion answers before `typing` would be loaded: that takes a tenth of its time.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, TextIO

PLEDGES = {
    "log": "logged",
    "import": "imported",
    "undo": "undone",
    "redo": "redone",
    **dict.fromkeys(
        ("add", "edit", "rm", "renew", "amend", "churn", "stage", "done", "reopen", "snooze"), "changed"
    ),
    **dict.fromkeys(
        ("archive", "tag", "untag", "pulse", "handoff", "merge", "left", "move", "set", "unset"), "changed"
    ),
    **dict.fromkeys(("win", "lose", "resolve", "escalate", "relay", "close"), "changed"),
    **dict.fromkeys(("progress", "met", "missed", "drop", "held"), "changed"),
    **dict.fromkeys(("init", "demo"), "made"),
    "install": "installed",
    "restore": "restored",
}
INTERRUPTED = 130


def main() -> None:
    """Run the program and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from amcli import __version__

        print(f"amcli {__version__}", file=sys.stdout)
        raise SystemExit(0)
    if sys.argv[1:2] == ["__complete"]:
        from amcli.completion.shells import answer

        leave(answer(sys.argv[2:]))
    try:
        import gc

        # A command lives for a tenth of a second: collecting its cycles and tearing its modules down
        # cost a third of that. Long work (an import) turns the collector on again for itself.
        gc.disable()
        sys.unraisablehook = unraisable
        set_up_streams()
        code = run_app(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were being loaded: a command itself ends in `invoke`
        print("am: interrupted.", file=sys.stderr)
        code = INTERRUPTED
    leave(code)


def unraisable(found: Any) -> None:
    """What Python can raise nowhere: Ctrl-C in the midst of an import comes a moment later instead."""
    if not isinstance(found.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(found)
        return
    from _thread import interrupt_main

    interrupt_main()


def leave(code: int) -> NoReturn:
    """End the process at once. The book is closed and standard output is flushed by now."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        silence()
    os._exit(code)


def set_up_streams() -> None:
    """Pipes are UTF-8 in every locale; a terminal keeps its encoding and never fails on a character.

    A stream that was closed becomes the null device, so that no file of ours ever gets its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if stream is None or not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.stdin is not None and hasattr(sys.stdin, "reconfigure") and not sys.stdin.isatty():
        # What is no UTF-8 becomes a lone surrogate, which every reader of text refuses by name.
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def run_app(
    argv: list[str],
    environ: dict[str, str] | None = None,
    stdin: TextIO | None = None,
    stdout: TextIO | None = None,
    stderr: TextIO | None = None,
) -> int:
    """Run one command line in the process's own world or in the one given; gives the exit code."""
    from amcli.context import Run

    run = Run(argv, environ, stdin, stdout, stderr)
    try:
        code = answered(run)
        run_hooks(run)
        return code
    finally:
        run.close()


def answered(run: Any) -> int:
    """Call the app and see its output off."""
    try:
        code = invoke(run)
        run.tell_afterwards()
        run.stdout.flush()
        return code
    except BrokenPipeError:
        silence()
        return 0
    except OSError as error:
        return unwritten(run, error)


def run_hooks(run: Any) -> None:
    """The person's own commands after a change (hooks.py), where the configuration has any. Whatever goes
    wrong there, the change and the exit code stay."""
    from amcli.errors import AmcliError

    try:
        if run.hooked:
            from amcli import hooks

            hooks.run_all(run)
    except AmcliError as error:
        run.warn(f"no hook was run: {error.message}")
    except Exception as error:
        unforeseen(run, error)


def invoke(run: Any) -> int:
    """Call the app; every exception ends here."""
    from amcli.app import call
    from amcli.errors import AmcliError

    try:
        code = call(run)
        return interrupted(run) if code == INTERRUPTED else code if isinstance(code, int) else 0
    except AmcliError as error:
        return report(run, error)
    except OSError as error:
        if error.filename is None:  # standard output: every file that is opened has a name
            raise
        return unforeseen(run, error)
    except KeyboardInterrupt:
        return interrupted(run)
    except Exception as error:
        return unforeseen(run, error)


def interrupted(run: Any) -> int:
    """Ctrl-C: say so, and nothing more."""
    print("am: interrupted.", file=run.stderr)
    return INTERRUPTED


def unwritten(run: Any, error: OSError) -> int:
    """Standard output is a full disk, or the like: say so, and that a change was made all the same."""
    from amcli.errors import AmcliError

    made = "; the change is in the book" if run.committed else ""
    return report(run, AmcliError(f"the output can't be written: {error.strerror}{made}."))


def silence() -> None:
    """The reader of a pipe has gone: say nothing more, not even at the end."""
    for descriptor in (1, 2):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
        except OSError:
            continue


def report(run: Any, error: Any) -> int:
    """Draw an error on standard error: one line and at most one hint, or JSON where that was asked for."""
    from amcli.output.errors import draw

    draw(run, error, pledge(run))
    return int(error.exit_code)


def pledge(run: Any) -> str | None:
    """What did not happen, for a command that would have changed something."""
    verb = PLEDGES.get(run.verbs[-1]) if run.verbs else None
    return f"nothing was {verb}" if verb and not run.committed else None


def unforeseen(run: Any, error: Exception) -> int:
    """A bug: one line that names the log file, never a traceback."""
    import traceback

    text = "".join(traceback.format_exception(error))
    path = write_log(run, text)
    where = f"details are in {path}" if path else "and the log file could not be written"
    print(f"am: something unexpected happened ({type(error).__name__}); {where}.", file=run.stderr)
    return 1


def logged(run: Any) -> str:
    """The command line for the log; files to import are not named in it, as chats are called after people."""
    if list(run.argv[:1]) != ["import"]:
        return str(run.command_line)
    words = (word if word.startswith("-") or word.isalnum() else "FILE" for word in run.argv)
    return " ".join(words)


def write_log(run: Any, text: str) -> str | None:
    """Append to the log file in the user's state directory; None where that fails."""
    from pathlib import Path

    from amcli.storage.connection import now

    try:
        from platformdirs import user_log_path

        folder = Path(run.environ.get("AMCLI_LOG_DIR") or user_log_path("amcli", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / "amcli.log"
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{now()} am {logged(run)}\n{text}\n")
        return str(path)
    except OSError:
        return None


if __name__ == "__main__":
    main()
