"""A person's own commands after a change: what changed goes to their standard input, as JSON.

The change is in the book by then, and stays there whatever becomes of a hook. Which commands there are
is the configuration's alone; nothing in a book names one, and no shell ever reads one. What changed is
put together by storage/changes.py.
"""

import json

from amcli import programs
from amcli.context import Run
from amcli.hints import NamedTuple
from amcli.storage import changes

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
    stories = [changes.read_changes(run.book, txn) for txn in run.book.changes]
    environ = environment(run)
    run.close()  # what follows may take long, and may write to the book
    for story in stories:
        for hook in hooks:
            kind = hook.name.removeprefix("after-")
            about = story if hook.name == GENERAL else changes.of_kind(story, kind)
            if about["counts"]:
                run_one(run, hook, about, environ, limit)


def commands(run: Run) -> list[Hook]:
    """The hooks that the file names, the general one first. Raises BadValue, NotFound."""
    found = []
    for setting in sorted(run.config.hooks(), key=lambda name: name != f"hooks.{GENERAL}"):
        value = run.config.get(setting)
        if setting != "hooks.timeout":
            found.append(Hook(setting.removeprefix("hooks."), programs.words_of(value)))
    return found


def environment(run: Run) -> dict[str, str]:
    """The environment of a hook: an `am` in it works on this book, with these settings, on this day, and
    runs no hooks itself."""
    found = {**run.environ, "AMCLI_HOOK": "1", "AMCLI_BOOK": str(run.book_path.absolute())}
    found["AMCLI_CONFIG"] = str(run.config_path.absolute())
    return found | ({"AMCLI_TODAY": run.today.isoformat()} if run.today_option is not None else {})


def run_one(run: Run, hook: Hook, about: dict[str, object], environ: dict[str, str], limit: int) -> None:
    """Run a hook and warn of what goes wrong."""
    fault = programs.run(hook.words, f"{json.dumps(about)}\n".encode(), environ, limit, run.stderr)
    if fault is not None:
        warn(run, hook, fault)


def warn(run: Run, hook: Hook, what: str) -> None:
    """One line about a hook."""
    run.warn(f"the hook {hook.name} {what}; the change is in the book.")
