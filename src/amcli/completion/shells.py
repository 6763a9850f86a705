"""What a shell asks when somebody presses Tab: `am __complete SHELL LINE ...`, LINE being the command as it
was typed, up to the cursor.

All that is to be known of a line is here and in `line`; the scripts in `completions/` hand it over and put
the answer where their shell wants it. The first line of an answer says what the others are. Whatever is wrong
(no book, no table of the tree, a script of another version), the answer is empty, since an error would stand
in the middle of a command that is being typed. A question without a shell is one for records, as the scripts
of 0.1.0 ask (`answers`): people keep them where they were installed.
"""

from amcli.completion.answers import answer_kinds, found, write
from amcli.completion.line import NOTHING, Cursor

# Completion loads no `collections`, which typed words are answered twice as fast without.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FILE = "@file"
Rows = list[tuple[str, str]]
# What `printf %q` of bash puts a backslash before; the comma means something between braces only.
SPECIAL_IN_BASH = frozenset(" !\"$&'()*;<>?[\\]^`{|}")
# Names of COMP_TYPE: a tab; a list, where several are left; a list, where the word could not go on.
TAB, LIST, SEVERAL, UNCHANGED = "9", "63", "33", "64"
QUOTES_IN_POWERSHELL = "'\u2018\u2019\u201a\u201b"


def answer(argv: "Sequence[str]") -> int:
    """Write what a shell wants to know to standard output; gives the exit code."""
    ask = SHELLS.get(argv[0]) if argv else None
    if ask is None:
        return answer_kinds(argv)
    try:
        return write("".join(f"{line}\n" for line in ask(*argv[1:])))
    except Exception:  # nothing may come between a person and what they type
        return 0


def records(cursor: Cursor) -> Rows:
    """What the book, the configuration or the fields of a list have for the word at the cursor."""
    given = {"word": cursor.typed, "of": cursor.of}
    given |= {name: cursor.given.get(f"--{name}", "") for name in ("book", "config")}
    return found(cursor.slot.removeprefix("@"), given)


def fixed(cursor: Cursor) -> Rows:
    """The words that may stand at the cursor, with what each is for: values, or commands and options."""
    if cursor.slot:
        return [(value, "") for value in cursor.slot.split(",")]
    return [(row[0], row[1]) for row in cursor.place.words]


def goes_on(cursor: Cursor, value: str) -> bool:
    """Whether a word goes on, so that no blank follows it."""
    return value.endswith((":", "=")) or cursor.slot.startswith("@fields:")


def bash(line: str, replaced: str, kind: str, columns: str) -> list[str]:
    """For bash: options of `compopt`, then what it is to put in the place of `replaced`, which is the end of
    the word as bash cuts it. `kind` is COMP_TYPE."""
    cursor = Cursor("bash", line)
    if cursor.slot == FILE:
        return ["file"]
    texts: list[str] = []
    if cursor.slot.startswith("@"):
        replies, texts = in_bash(cursor, replaced)
        options = "nosort nospace" if replies and goes_on(cursor, replies[-1]) else "nosort"
    else:
        options, words = "", [] if cursor.slot == NOTHING else fixed(cursor)
        replies = [value for value, _ in words if value.startswith(cursor.typed)]
    if len(replies) > 1:
        replies = several_in_bash(replies, texts, replaced, kind, int(columns or 80))
    # Where = does not part words, what is replaced begins with the option.
    name = cursor.name if cursor.name and replaced.startswith(cursor.name) else ""
    return [options, *(f"{name}{each}" for each in replies)]


def in_bash(cursor: Cursor, replaced: str) -> tuple[list[str], list[str]]:
    """Records as they are to be put on the line of bash, and what each is. Within quotes a name that they
    would not protect is left out; outside, what bash will not replace is left out of each."""
    quote = cursor.raw[:1] if cursor.raw[:1] in ('"', "'") else ""
    begun = "" if quote else cursor.raw.removesuffix(replaced)
    rows = []
    for value, text in records(cursor):
        if quote and not set(value) & set("\"'`\\$!"):
            rows.append((value, text))
        elif not quote and (quoted := quoted_in_bash(value)).startswith(begun):
            rows.append((quoted.removeprefix(begun), text))
    return [value for value, _ in rows], [text for _, text in rows]


def quoted_in_bash(value: str) -> str:
    """A value as bash reads it as one word that stays what it is."""
    made = "".join(f"\\{each}" if each in SPECIAL_IN_BASH else each for each in value)
    return f"\\{made}" if made.startswith(("~", "#")) else made


def several_in_bash(
    replies: list[str], texts: list[str], replaced: str, kind: str, columns: int
) -> list[str]:
    """Several of them: bash would put in the place of the word what they share, which an empty one prevents
    where they do not begin with it; where they are only listed, each has beside it what it is."""
    share = bool(replaced) and all(each.lower().startswith(replaced.lower()) for each in replies)
    wide = max(map(len, replies))
    room = columns - wide - 3
    if texts and kind in (SEVERAL, LIST, UNCHANGED) and room > 0:
        replies = [f"{each:{wide + 2}}{text[:room]}" for each, text in zip(replies, texts, strict=True)]
    return [*replies, ""] if kind in (TAB, SEVERAL, UNCHANGED) and not share else replies


def zsh(line: str) -> list[str]:
    """For zsh: `file`, `words`, `values` or `records`, and on the next line the option that the value at the
    cursor belongs to; then each with what it is. Zsh itself chooses those that fit and quotes them."""
    cursor = Cursor("zsh", line)
    if cursor.slot == FILE:
        return ["file", cursor.name]
    if cursor.slot == NOTHING:
        return []
    if cursor.slot.startswith("@"):
        rows = [(value, text, "on" if goes_on(cursor, value) else "") for value, text in records(cursor)]
        return ["records", cursor.name, *("\t".join(row) for row in rows)]
    words = [f"{value}:{text}" if text else value for value, text in fixed(cursor)]
    return ["values" if cursor.slot else "words", cursor.name, *words]


def fish(line: str, before: str = "") -> list[str]:
    """For fish, which offers only what looks like the word that was typed, while that may stand anywhere in
    what is meant: one such record takes its place (`one`), several are offered for an empty word (`several`).
    Then fish asks anew, and `before` is the line that it was asked with."""
    cursor = Cursor("fish", line)
    typed = cursor.typed
    if cursor.slot == FILE:
        return ["file", cursor.name, typed]
    if cursor.slot == NOTHING:
        return []
    if not cursor.slot.startswith("@"):
        some = cursor.place.options if typed.startswith("-") else cursor.place.verbs or cursor.place.options
        rows = fixed(cursor) if cursor.slot else [(row[0], row[1]) for row in some]
        return ["words", *(f"{cursor.name}{value}\t{text}".rstrip("\t") for value, text in rows)]
    again = Cursor("fish", before) if before else None
    if again and again.head == cursor.head:
        cursor.typed = typed or again.typed
    rows = records(cursor)
    if not rows or (again and again.head == cursor.head) or any(like(typed, value) for value, _ in rows):
        return ["words", *(f"{cursor.name}{value}\t{text}" for value, text in rows)]
    if len(rows) > 1:
        return ["several", cursor.name]
    return ["one", cursor.name, rows[0][0], "" if rows[0][0].endswith(":") else " "]


def like(typed: str, value: str) -> bool:
    """Whether a value begins with what was typed, in any case."""
    return value.lower().startswith(typed.lower())


def powershell(line: str) -> list[str]:
    """For PowerShell, which hands the line over as base64, since its older versions lose the quotes of an
    argument: what stands on the line, what is listed, and what it is. Files are PowerShell's own."""
    from binascii import a2b_base64

    cursor = Cursor("powershell", a2b_base64(line).decode())
    # Words with a comma between them are several to PowerShell, but one in quotes.
    if cursor.slot in (FILE, NOTHING) or cursor.comma:
        return []
    if cursor.slot.startswith("@"):
        rows = records(cursor)
    else:
        some = fixed(cursor) if cursor.slot else cursor.place.words
        if not cursor.slot and cursor.place.verbs:
            some = cursor.place.options if cursor.typed.startswith("-") else cursor.place.verbs
        rows = [(row[0], row[1]) for row in some if like(cursor.typed, row[0])]
    return [f"{cursor.name}{quoted_in_powershell(value)}\t{value}\t{text or value}" for value, text in rows]


def quoted_in_powershell(value: str) -> str:
    """A value as PowerShell reads it as one word: in quotes unless it is plainly one."""
    if value[:1] != ":" and all(each.isalnum() or each in "_./:-" for each in value):
        return value
    return "'" + "".join(each * 2 if each in QUOTES_IN_POWERSHELL else each for each in value) + "'"


SHELLS: "dict[str, Callable[..., list[str]]]" = {
    "bash": bash,
    "zsh": zsh,
    "fish": fish,
    "powershell": powershell,
}
