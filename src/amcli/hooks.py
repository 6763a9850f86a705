"""A person's own commands after a change: what changed goes to their standard input, as JSON.

The change is in the book by then, and stays there whatever becomes of a hook. Which commands there are
is the configuration's alone; nothing in a book names one, and no shell ever reads one. What changed is
put together by book/changed.py.
"""

import json
import os
import signal
import subprocess
from typing import Any, NamedTuple

from amcli.book import changed
from amcli.context import Run

GENERAL = "after-change"


class Hook(NamedTuple):
    """A command, by the name of its setting within `[hooks]`."""

    name: str
    words: list[str]


def run_all(run: Run) -> None:
    """Run what the configuration names for the changes of a run, one after another. Raises AmcliError
    before the first of them, for what cannot be read."""
    hooks = commands(run)
    limit = int(run.config.get("hooks.timeout"))
    stories = [changed.read(run.book, txn) for txn in run.book.changes]
    environ = environment(run)
    run.close()  # what follows may take long, and may write to the book
    for story in stories:
        for hook in hooks:
            kind = hook.name.removeprefix("after-")
            about = story if hook.name == GENERAL else changed.of_kind(story, kind)
            if about["counts"]:
                run_one(run, hook, about, environ, limit)


def commands(run: Run) -> list[Hook]:
    """The hooks that the file names, the general one first. Raises BadValue, NotFound."""
    import shlex

    found = []
    for setting in sorted(run.config.hooks(), key=lambda name: name != f"hooks.{GENERAL}"):
        value = run.config.get(setting)
        if setting != "hooks.timeout":
            program, *rest = shlex.split(value)
            found.append(Hook(setting.removeprefix("hooks."), [os.path.expanduser(program), *rest]))
    return found


def environment(run: Run) -> dict[str, str]:
    """The environment of a hook: an `am` in it works on this book, with these settings, on this day, and
    runs no hooks itself."""
    found = {**run.environ, "AMCLI_HOOK": "1", "AMCLI_BOOK": str(run.book_path.absolute())}
    found["AMCLI_CONFIG"] = str(run.config_path.absolute())
    return found | ({"AMCLI_TODAY": run.today.isoformat()} if run.today_option is not None else {})


def run_one(run: Run, hook: Hook, about: dict[str, Any], environ: dict[str, str], limit: int) -> None:
    """Run a hook and warn of what goes wrong; what it prints goes to standard error."""
    text = f"{json.dumps(about)}\n".encode()
    try:
        process = subprocess.Popen(
            hook.words, env=environ, stdin=subprocess.PIPE, stdout=sink(run), stderr=sink(run),
            start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        warn(run, hook, f"cannot be run: {hook.words[0]}: {error.strerror}")
        return
    try:
        process.communicate(text, timeout=limit)
    except subprocess.TimeoutExpired:
        warn(run, hook, f"took more than {limit} s and was ended")
    except KeyboardInterrupt:
        warn(run, hook, "was interrupted")
    else:
        if process.returncode:
            warn(run, hook, f"failed ({how(process.returncode)})")
        return
    end(process)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a hook with all that it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, OSError):  # no process groups here, or it has ended by itself
        process.kill()
    process.wait()


def sink(run: Run) -> int:
    """Where the output of a hook goes: to standard error, never among the output of the command."""
    try:
        run.stderr.flush()
        return run.stderr.fileno()
    except (OSError, ValueError):
        return subprocess.DEVNULL


def how(code: int) -> str:
    """An exit code in words."""
    return f"exit code {code}" if code > 0 else f"signal {-code}"


def warn(run: Run, hook: Hook, what: str) -> None:
    """One line about a hook."""
    run.warn(f"the hook {hook.name} {what}; the change is in the book.")
