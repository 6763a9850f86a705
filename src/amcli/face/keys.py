"""The keys of the screen as a person reads them. What they do is in `acts`."""

from amcli.hints import NamedTuple


class Key(NamedTuple):
    """A key or two, what they do, and the command that they run."""

    label: str
    does: str
    runs: str = ""


ACTS = (
    Key("l", "log a call in one line", "am log ACCOUNT TEXT"),
    Key("e", "the same in your editor", "am log ACCOUNT --editor"),
    Key("t", "nobody answered", "am log ACCOUNT --no-answer"),
    Key("n p", "add a task, a promise", "am task add ACCOUNT TITLE --promised"),
    Key("d", "done", "am done REF"),
    Key("s S", "snooze a week, until a date", "am snooze REF DATE"),
    Key("g", "choose the stage", "am stage CONTRACT STAGE"),
    Key("< >", "one stage back, one on", "am stage CONTRACT STAGE"),
    Key("m", "book a meeting", "am meet ACCOUNT WHEN"),
    Key("h", "confirm a meeting: held", "am held REF"),
    Key("u U", "undo, redo", "am undo, am redo"),
    Key("i", "what assistants ask: y, n", "am proposals accept REF"),
)
OTHERS = (
    Key("↓ j", "next line"),
    Key("↑ k", "line before"),
    Key("→ ←", "columns of renewals"),
    Key("1 12", "to that line"),
    Key("Home End", "first line, last line"),
    Key("PgDn PgUp", "on and back in the brief"),
    Key("Enter", "open the account"),
    Key("Esc", "go back"),
    Key("Tab", "Morning or Renewals"),
    Key("/", "filter the list"),
    Key("r", "reload"),
    Key("?", "all keys"),
    Key("q", "leave"),
)
HINTS = ("? all keys", "q leave", "Enter account", "l log", "d done", "s snooze", "Tab renewals")
ALSO = {"j": "down", "k": "up", "shift+tab": "tab"}


def meant(key: str, character: str | None) -> str:
    """A key by the letter that it types, or as Textual calls it, where two mean the same by one of them."""
    typed = character or key
    return ALSO.get(typed, typed)
