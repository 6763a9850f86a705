"""The files of plays: those that are shipped, and the user's own beside the configuration, of which one of
the same name wins. A file that can't be read is told of with its line, and stops no other.

Which filters a play may have depends on the book: facts/plays.py checks them.
"""

import os
from collections.abc import Callable, Iterable, Mapping

from amcli.config.settings import Config
from amcli.errors import BadValue, NotFound
from amcli.hints import Any, NamedTuple
from amcli.rules.names import ALIKE_OF_FEW, check_name, did_you_mean, near_names, quoted, shown
from amcli.rules.plays import Play, Step, check_title, check_trigger, read_offset

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "plays")
FOLDER, ENDING = "plays", ".toml"
SWITCHED_ON = "plays.on"
STEP = "[[step]]"
MOST_STEPS = 50
KEYS = ("title", "on", "for", "step")
STEP_KEYS = ("title", "due", "promised", "assignee", "unless")


class Found(NamedTuple):
    """The plays that can be read, by name, and what is wrong with the other files, a line each."""

    plays: dict[str, Play]
    faults: list[str]


class FaultError(Exception):
    """What is wrong with a file, and with which step (from 1; 0 is the play itself) and key of it."""

    def __init__(self, why: str, step: int = 0, key: str = "") -> None:
        super().__init__(why)
        self.why, self.step, self.key = why, step, key


def own_folder(config: Config) -> str:
    """Where the user's own plays are."""
    return os.path.join(os.path.dirname(os.path.abspath(config.file)), FOLDER)


def files(config: Config) -> dict[str, tuple[str, bool]]:
    """The file of each play by its name, and whether it is the user's own."""
    found = {name: (path, False) for name, path in in_folder(SHIPPED)}
    return dict(
        sorted((found | {name: (path, True) for name, path in in_folder(own_folder(config))}).items())
    )


def in_folder(folder: str) -> list[tuple[str, str]]:
    """The plays of a folder: name and path."""
    try:
        names = os.listdir(folder)
    except OSError:
        return []
    return [
        (name.removesuffix(ENDING), os.path.join(folder, name))
        for name in names
        if name.endswith(ENDING) and not name.startswith(".")
    ]


def read_plays(config: Config, names: Iterable[str] | None = None) -> Found:
    """All plays, or those of some names; one that there is no file of is a fault."""
    there = files(config)
    found = Found({}, [])
    for name in there if names is None else names:
        try:
            found.plays[name] = read_file(name, *there[name])
        except KeyError:
            found.faults.append(f"no play {quoted(name)}.")
        except BadValue as error:
            found.faults.append(error.message)
    return found


def find_play(config: Config, name: str) -> Play:
    """A play by its name. Raises NotFound with the near names, BadValue for a file that can't be read."""
    there = files(config)
    if name not in there:
        near = near_names(name, there, 2, ALIKE_OF_FEW)
        raise NotFound(f"no play {quoted(name)}.", did_you_mean(near, "All of them: am play list"))
    return read_file(name, *there[name])


def switched_on(config: Config) -> list[str]:
    """The names of the plays that their triggers start. Raises BadValue."""
    return [] if config.given("plays") is None else list(config.get(SWITCHED_ON) or ())


def read_file(name: str, path: str, own: bool) -> Play:
    """A play of its file. Raises BadValue that names file and line."""
    import tomllib

    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        raise BadValue(f"{shown(path)}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadValue(f"{shown(path)}: not UTF-8.") from None
    try:
        return play_of(name, tomllib.loads(text, parse_float=str), path, own)
    except tomllib.TOMLDecodeError as error:
        raise BadValue(f"{shown(path)}: not TOML: {error}.") from None
    except FaultError as error:
        raise BadValue(f"{shown(path)}, line {line_of(text, error.step, error.key)}: {error.why}") from None


def line_of(text: str, step: int, key: str) -> int:
    """The line of a key of a step, or of the step; of a key of the play, or its first line."""
    at, first = 0, 1
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("#")[0].replace(" ", "") == STEP:
            at += 1
            if at == step:
                first = number
        if at == step and key and line.partition("=")[0].strip().strip("\"'") == key:
            return number
    return first


def play_of(name: str, table: Mapping[str, Any], path: str, own: bool) -> Play:
    """What a file says. Raises FaultError."""
    refuse_unknown(table, KEYS, 0)
    steps = table.get("step")
    if not isinstance(steps, list) or not steps or not all(isinstance(each, Mapping) for each in steps):
        raise FaultError(f"no step; each begins with {STEP}.", 0, "step")
    if len(steps) > MOST_STEPS:
        raise FaultError(f"{len(steps)} steps; at most {MOST_STEPS}.", MOST_STEPS + 1)
    title = text_of(table, "title", 0, check_name) or name
    trigger = text_of(table, "on", 0, check_trigger)
    made = tuple(step_of(each, at) for at, each in enumerate(steps, 1))
    return Play(name, title, trigger, words_of(table, "for", 0), made, path, own)


def step_of(table: Mapping[str, Any], at: int) -> Step:
    """One step. Raises FaultError."""
    refuse_unknown(table, STEP_KEYS, at)
    title, due = text_of(table, "title", at, titled), text_of(table, "due", at)
    if title is None or due is None:
        raise FaultError(f"step {at} has no {'title' if title is None else 'due'}.", at)
    months, days = checked(read_offset, due, at, "due")
    promised = table.get("promised", False)
    if not isinstance(promised, bool):
        raise FaultError("promised is true or false.", at, "promised")
    assignee = text_of(table, "assignee", at, check_name)
    return Step(title, due, months, days, promised, assignee, words_of(table, "unless", at))


def titled(text: str) -> str:
    """A title whose words in braces are known. Raises BadValue."""
    check_title(text)
    return check_name(text, "title")


def refuse_unknown(table: Mapping[str, Any], known: tuple[str, ...], at: int) -> None:
    """Raise FaultError for a key that means nothing."""
    for key in table:
        if key not in known:
            raise FaultError(f"no key {quoted(key)}; there are {', '.join(known)}.", at, key)


def text_of(
    table: Mapping[str, Any], key: str, at: int, check: Callable[[str], Any] | None = None
) -> str | None:
    """A text under a key; None where there is none. Raises FaultError."""
    value = table.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise FaultError(f"{key} is a text.", at, key)
    return str(checked(check, value, at, key)) if check else value


def words_of(table: Mapping[str, Any], key: str, at: int) -> tuple[str, ...]:
    """Filters, as a text with blanks between them. Raises FaultError."""
    import shlex

    text = text_of(table, key, at)
    try:
        return tuple(shlex.split(text)) if text else ()
    except ValueError:
        raise FaultError(f"{key} has a quote that isn't closed.", at, key) from None


def checked(check: Callable[[str], Any], value: str, at: int, key: str) -> Any:
    """What a check gives for a value; what it refuses is a fault of the file. Raises FaultError."""
    try:
        return check(value)
    except BadValue as error:
        raise FaultError(" ".join(filter(None, (error.message, error.hint))), at, key) from None
