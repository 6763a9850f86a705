"""Errors as a person reads them: `am:`, what is wrong, what did not happen, and at most one hint.

Broken by hand below 80 columns: the same on every terminal, in a log and in a mail.
"""

import textwrap

from amcli import jsontext
from amcli.fields import fields
from amcli.hints import Any
from amcli.output import few_colours
from amcli.rules.names import harmless

WIDTH = 79
FIELDS = fields("""
error     text! what is wrong
hint      text  what to do instead
exit_code int!  the exit code: am help exit-codes
""")
JOINT = "\x1f"


def draw_error(run: Any, error: Any, pledge: str | None) -> None:
    """Write an error to standard error; with `-o json` also as one JSON object, and nothing else."""
    message = with_pledge(harmless(error.message), pledge)
    if run.wants_json:
        found = {"error": message, "hint": hint_of(run, error), "exit_code": error.exit_code}
        print(jsontext.dumps(found), file=run.stderr)
        return
    welcome = getattr(error, "welcome", None)
    if welcome is not None:
        print(welcome(), file=run.stderr)
        return
    hint = hint_of(run, error) or ""
    if hint.startswith("Did you mean") and len(f"am: {message} {harmless(hint)}") <= WIDTH:
        message, hint = f"{message if message.endswith('.') else message + '.'} {harmless(hint)}", ""
    for line in wrapped(f"am: {message}"):
        print(coloured(run, line), file=run.stderr)
    for line in hint.splitlines():
        for part in textwrap.wrap(harmless(line), 75, break_long_words=False, break_on_hyphens=False) or [""]:
            print(
                f"    {part}" if not line.startswith("\t") else f"    {harmless(line[1:])}", file=run.stderr
            )
            if line.startswith("\t"):
                break


def hint_of(run: Any, error: Any) -> str | None:
    """The hint; on a roll-up without commands that write."""
    said: str | None = error.hint
    if said is None or not run.rolled_up:
        return said
    from amcli.rules.readonly import Reading

    return "\n".join(filter(None, map(Reading(run.judge).hint, said.split("\n")))) or None


def with_pledge(message: str, pledge: str | None) -> str:
    """The message, and what did not happen, unless it says so itself."""
    if pledge is None or "nothing was" in message.lower():
        return message
    if message.endswith((".", "?")):
        return f"{message} {pledge[0].upper()}{pledge[1:]}."
    return f"{message}; {pledge}."


def wrapped(text: str) -> list[str]:
    """Lines below 80 columns; a second line is indented by four."""
    # The first two words stay together, so that `am:` never stands alone before a long path.
    joined = text.replace(" ", JOINT, 1)
    lines = textwrap.wrap(
        joined, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )
    return [line.replace(JOINT, " ") for line in lines]


def coloured(run: Any, line: str) -> str:
    """`am:` in the colour of what is late, where a person reads it in colour."""
    cannot = run.environ.get("TERM", "").lower() in ("dumb", "unknown")
    plain = run.color == "never" or (
        run.color == "auto" and (not run.stderr.isatty() or cannot or run.environ.get("NO_COLOR"))
    )
    if plain or not line.startswith("am:"):
        return line
    code = "31" if few_colours(run.environ, terminal=run.stderr.isatty()) else "38;5;167"
    return f"\x1b[{code}mam:\x1b[0m{line[3:]}"
