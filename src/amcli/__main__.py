"""The door: `--version` and completion at once, else the app. Every error becomes a line and an exit code."""

import os
import sys
from errno import EBADF
from io import TextIOWrapper

# Completion answers before `typing` would be loaded: that takes a tenth of its time.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, TextIO

DUE, INTERRUPTED = 10, 130
# What amcli makes, and what it starts makes, is its owner's alone.
PRIVATE = 0o077


class Output(TextIOWrapper):
    """Standard output. It remembers why something couldn't be written there, as other files fail too."""

    fault: OSError | None = None

    def write(self, text: str) -> int:
        """Write. Raises OSError."""
        try:
            return super().write(text)
        except OSError as error:
            self.fault = error
            raise

    def flush(self) -> None:
        """Have what was written where it belongs. Raises OSError."""
        try:
            super().flush()
        except OSError as error:
            self.fault = error
            raise


class Diagnostics(TextIOWrapper):
    """Standard error. What can't be written there stops nothing: only the exit code tells of it."""

    lost = False

    def write(self, text: str) -> int:
        """Write, or note that it can't be done; a reader who has gone wants to hear nothing more."""
        try:
            return super().write(text)
        except OSError as error:
            self.lost = self.lost or not isinstance(error, BrokenPipeError)
            return len(text)

    def flush(self) -> None:
        """Have what was written where it belongs, in the same way."""
        try:
            super().flush()
        except OSError as error:
            self.lost = self.lost or not isinstance(error, BrokenPipeError)


def main() -> None:
    """Run the program and end the process with its exit code."""
    os.umask(PRIVATE)
    set_up_streams()
    if sys.argv[1:] == ["--version"]:
        leave(say_version())
    if sys.argv[1:2] == ["__complete"]:
        from amcli.completion.shells import answer

        leave(answer(sys.argv[2:]))
    try:
        import gc

        # A command lives for a tenth of a second: collecting its cycles and tearing its modules down
        # cost a third of that. Long work (an import) turns the collector on again for itself.
        gc.disable()
        sys.unraisablehook = unraisable
        code = run_app(sys.argv[1:])
    except KeyboardInterrupt:  # while modules were being loaded: a command itself ends in `invoke`
        print("am: interrupted.", file=sys.stderr)
        code = INTERRUPTED
    leave(code)


def say_version() -> int:
    """Print the version: nothing of the program need be loaded for that."""
    from amcli import __version__

    try:
        print(f"amcli {__version__}", flush=True)
    except BrokenPipeError:
        silence()
    except OSError as error:
        from amcli.context import Run

        return unwritten(Run(sys.argv[1:]), error)
    return 0


def unraisable(found: "Any") -> None:
    """What Python can raise nowhere: Ctrl-C in the midst of an import comes a moment later instead."""
    if not isinstance(found.exc_value, KeyboardInterrupt):
        sys.__unraisablehook__(found)
        return
    from _thread import interrupt_main

    interrupt_main()


def leave(code: int) -> "NoReturn":
    """End the process at once. The book is closed and standard output is flushed by now."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            continue
        except (OSError, ValueError):
            code = code or 1
    lost = getattr(sys.stderr, "lost", False)
    os._exit(1 if lost and code in (0, DUE) else code)


def set_up_streams() -> None:
    """Pipes are UTF-8 in every locale; a terminal keeps its encoding and never fails on a character.

    A stream that was closed becomes the null device, opened for reading, so that no file of ours ever gets
    its number, and what is written there fails.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, os.O_RDONLY)
            setattr(sys, name, open(descriptor, mode, encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if stream is None or not hasattr(stream, "reconfigure"):
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    for name, kind in (("stdout", Output), ("stderr", Diagnostics)):
        if isinstance(stream := getattr(sys, name), TextIOWrapper):
            encoding, lines, at_once = stream.encoding, stream.line_buffering, stream.write_through
            made = kind(stream.detach(), encoding, "backslashreplace", None, lines, at_once)
            setattr(sys, name, made)
    if sys.stdin is not None and hasattr(sys.stdin, "reconfigure") and not sys.stdin.isatty():
        # What is no UTF-8 becomes a lone surrogate, which every reader of text refuses by name.
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def run_app(
    argv: list[str],
    environ: dict[str, str] | None = None,
    stdin: "TextIO | None" = None,
    stdout: "TextIO | None" = None,
    stderr: "TextIO | None" = None,
    origin: "Any" = None,
    accounts: tuple[str, ...] = (),
    lent: "Any" = None,
) -> int:
    """Run one command line in the process's own world or in the one given, as what came in a way (`Origin`)
    or was typed, knowing of some `accounts` alone or on a book that is `lent`; gives the exit code."""
    from amcli.context import Run

    run = Run(argv, environ, stdin, stdout, stderr)
    run.origin, run.door, run.accounts, run.lent = origin, run_app, accounts, lent
    try:
        code = answered(run)
        run_hooks(run)
        return code
    finally:
        close(run)


def close(run: "Any") -> None:
    """Close what was opened. The answer is given by now: whatever goes wrong, the exit code stays."""
    try:
        run.close()
    except Exception as error:
        unforeseen(run, error)


def answered(run: "Any") -> int:
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
    except Exception as error:
        return unforeseen(run, error)


def run_hooks(run: "Any") -> None:
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


def invoke(run: "Any") -> int:
    """Call the app; every exception ends here."""
    from amcli.app import call
    from amcli.errors import AmcliError

    try:
        code = call(run)
        return interrupted(run) if code == INTERRUPTED else code if isinstance(code, int) else 0
    except AmcliError as error:
        return report(run, run.meanwhile() or error)
    except OSError as error:
        if error.filename is None and error is getattr(run.stdout, "fault", error):
            raise
        return nowhere(run) if is_nowhere() else unforeseen(run, error)
    except KeyboardInterrupt:
        return interrupted(run)
    except Exception as error:
        return unforeseen(run, error)


def is_nowhere() -> bool:
    """Whether the folder that the person is in was deleted."""
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def nowhere(run: "Any") -> int:
    """A file was named by its place within a folder that isn't there."""
    from amcli.errors import AmcliError

    return report(run, AmcliError("the folder you are in was deleted.", "Go to another one first: cd"))


def interrupted(run: "Any") -> int:
    """Ctrl-C: say so, and nothing more."""
    print("am: interrupted.", file=run.stderr)
    return INTERRUPTED


def unwritten(run: "Any", error: OSError) -> int:
    """Standard output is a full disk, or the like: say so, and that a change was made all the same."""
    from amcli.errors import AmcliError

    made = "; the change is in the book" if run.committed else ""
    why = "standard output is closed" if error.errno == EBADF else error.strerror
    return report(run, AmcliError(f"the output can't be written: {why}{made}."))


def silence() -> None:
    """The reader of a pipe has gone: say nothing more, not even at the end."""
    for descriptor in (1, 2):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
        except OSError:
            continue


def report(run: "Any", error: "Any") -> int:
    """Draw an error on standard error: one line and at most one hint, or JSON where that was asked for."""
    from amcli.output.errors import draw_error

    draw_error(run, error, pledge(run))
    return int(error.exit_code)


def pledge(run: "Any") -> str | None:
    """What did not happen, for a command that would have changed something."""
    from amcli.app import AM
    from amcli.hints import suppress

    undone = ""
    with suppress(Exception):  # the module of the command may be what is broken
        undone = "" if run.committed else AM.undone_by(run.verbs)
    return f"nothing was {undone}" if undone else None


def unforeseen(run: "Any", error: Exception) -> int:
    """A bug: one line that names the log file, never a traceback. What a damaged book led to is none."""
    from amcli.errors import AmcliError

    if damage := run.meanwhile() or run.damage():
        return report(run, damage)

    path = logged(run, error)
    where = f"details are in {path}" if path else "and the log file could not be written"
    message = f"something unexpected happened ({type(error).__name__}); {where}."
    try:
        from amcli.output.errors import draw_error

        draw_error(run, AmcliError(message, "For a bug report: am doctor --report"), None)
    except Exception:  # what draws is broken itself
        print(f"am: {message}", file=run.stderr)
    return 1


def logged(run: "Any", error: Exception) -> str | None:
    """Keep in the error log what kind of error it was and where; gives the file, made safe to be shown. None
    where that fails."""
    from amcli.config import errorlog
    from amcli.rules.names import shown

    try:
        path = errorlog.place(run.environ)
        errorlog.write_entry(path, errorlog.entry(command_of(run), given_of(run), error))
    except (OSError, ValueError):
        return None
    return shown(path)


def command_of(run: "Any") -> str:
    """The name of the command; no word that somebody only took for one."""
    from amcli.app import AM
    from amcli.commands.declared import Group
    from amcli.hints import suppress

    words: list[str] = []
    found: Any = AM
    with suppress(Exception):  # the module of the command may be what is broken
        for verb in run.verbs:
            found = found.find(verb) if isinstance(found, Group) else None
            if found is None:
                break
            words.append(verb)
    return " ".join(["am", *words])


def given_of(run: "Any") -> list[str]:
    """What was typed after the command: options by their names, values by their lengths."""
    line = run.typed
    if line is None:
        return [str(len(word)) for word in run.argv]
    options = [(each.declared.label, *(str(len(text)) for text in each.values)) for each in line.found]
    return [*(str(len(text)) for text in line.arguments), *map(" ".join, options)]


if __name__ == "__main__":
    main()
