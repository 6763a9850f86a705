"""Names, codes, words of a vocabulary and other text: what is accepted, how two names compare, how text is
shown safely.

Not for looking a name up in the book, and not for drawing: `shown` makes text harmless wherever
it is printed, it gives it no colour and no width.
"""

from collections.abc import Callable, Iterable, Sequence

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from re import Match

NAME_LIMIT = 200
CODE_LIMIT = 40
LONGEST_CLIENT = 60
QUOTE_LIMIT = 40
LONGEST_WORD = 25
# How alike a name must be to be meant (`difflib`'s ratio); of amcli's own names, which are few, less will do.
ALIKE, ALIKE_OF_FEW = 0.6, 0.5

# str.strip() would also take the control characters U+001C to U+001F, which belong to the name.
_BLANKS = " \t\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
# Letters that are typed plainly too, though no accent can be taken off them; ß is "ss" in any case.
PLAIN_LETTERS: dict[str, str | int | None] = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
    "ŋ": "n",
}  # fmt: skip
_PLAIN = {**dict.fromkeys(range(0x300, 0x370)), **str.maketrans(PLAIN_LETTERS)}
# Patterns are not compiled here: most runs meet plain text only and need none of them.
_LINE_BREAKS = frozenset("\n\r\v\f\x85\u2028\u2029")

# What a terminal acts on, what turns the direction of the text around, what nobody can see.
_UNSAFE = (
    r"[\\\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff]"
)
# Those of them that Python calls printable.
_SEEN_AS_NOTHING = frozenset("\\\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_UNSEEN = _SEEN_AS_NOTHING - {"\\"}
_JOINERS = "\u200c\u200d"
_JOINED_SCRIPT = r"[\u0620-\u064a\u0660-\u1037\u1780-\u17b3\u17b6-\u17d3\u1820-\u18aa]"
_EMOJI = r"[\u2190-\u2bff\U0001f000-\U0001faff]"
_SHORT = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}

_ESCAPE = r"\\(?:([\\tnr])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))"
_TRUTH = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "no": False,
    "false": False,
    "off": False,
    "0": False,
}
_LONG = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
# What means nothing to a shell within a word, letters and digits of any script aside.
_HARMLESS = str.maketrans("-_.:,+@%/", "a" * 9)
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-")
_PIECE = r"\\(?:x..|u....|.)|."


def shown(text: str) -> str:
    r"""Return `text` so that it can do no harm on a terminal, in a table or in a log.

    Control characters become `\xNN`, direction and invisible characters and lone surrogates
    `\uNNNN`, tab, newline and return `\t`, `\n`, `\r`, a backslash `\\`. The two joiners U+200C
    and U+200D stay where they shape what is seen (see `_joins`). `unshown` undoes it exactly.
    """
    if text.isprintable() and _SEEN_AS_NOTHING.isdisjoint(text):
        return text  # nearly every text; two checks in C instead of a search
    return patterns.sub(_UNSAFE, _escaped, text)


def harmless(text: str) -> str:
    """A whole sentence made safe; what was `shown` or quoted in it already stays as it is."""
    return text if text.isprintable() and _UNSEEN.isdisjoint(text) else shown(text)


def unshown(text: str) -> str:
    """Undo `shown`: `unshown(shown(text)) == text`. A backslash that starts no escape stays."""
    return patterns.sub(_ESCAPE, _unescaped, text) if "\\" in text else text


def quoted(text: str, limit: int = QUOTE_LIMIT) -> str:
    """Repeat what was typed, for an error: in double quotes, `shown`, at most `limit` characters.

    Longer text ends in `...`; an escape such as `\\x1b` is never cut in two.
    """
    safe = shown(text[: limit + 1])
    if len(safe) <= limit:
        return f'"{safe}"'
    kept = ""
    for piece in patterns.findall(_PIECE, safe):
        if len(kept) + len(piece) > limit - 3:
            break
        kept += piece
    return f'"{kept}..."'


def client_name(text: str | None) -> str | None:
    """What a program calls itself, as the book keeps it: `shown`, and at most 60 characters."""
    kept = ""
    for piece in patterns.findall(_PIECE, shown((text or "").strip()[: LONGEST_CLIENT + 1])):
        if len(kept) + len(piece) > LONGEST_CLIENT:
            break
        kept += piece
    return kept.strip() or None


def in_shell(text: str) -> str:
    """Text, made safe or to be made so, as one word of a command line that a person can type."""
    if text.translate(_HARMLESS).isalnum() and shown(text) == text:
        return text
    return _in_quotes(text)


def command_shown(argv: Iterable[str]) -> str:
    """A whole command line as a person would type it, control characters shown."""
    return shown(f"am {joined(argv)}")


def joined(words: Iterable[str]) -> str:
    """Words as one command line, as `shlex.join` writes it."""
    return " ".join(word if _SAFE.issuperset(word) and word else _in_quotes(word) for word in words)


def _in_quotes(word: str) -> str:
    return "'" + word.replace("'", "'\"'\"'") + "'"


def folded(text: str) -> str:
    """Return the key under which two names are the same: any case, composed or not (NFC).

    Names, codes and addresses are unique by it, so Café and Cafe are two; what is typed finds them by
    `search_key`.
    """
    return _composed(text).casefold()


def name_key(name: str) -> str:
    """Return the key under which a person's name in a chat is theirs: as `folded`, one blank between its
    words, and no `@`, so that it is never taken for an address."""
    return " ".join(folded(name).replace("@", " ").strip("<>").split())


def search_key(text: str) -> str:
    """Return the key by which what is typed finds a name: as `folded`, and without accents.

    Lodz finds Łódź, strasse Straße, orsted Ørsted, and the other way around. The signs of scripts that
    have no letters without them (Hindi, Arabic, Thai, Japanese) stay.
    """
    if text.isascii():
        return text.lower()
    import unicodedata

    apart = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFC", apart.translate(_PLAIN))


def near_names(typed: str, known: Iterable[str], most: int = 3, least: float = ALIKE) -> list[str]:
    """The known names that one which isn't there is most like, the likest first, at most so many."""
    from difflib import get_close_matches  # only a mistake needs it

    return get_close_matches(typed, [*known], n=most, cutoff=least)


def did_you_mean(names: Iterable[str], otherwise: str = "") -> str:
    """`Did you mean acme or acorn?`; where there is none, what to say instead."""
    meant = " or ".join(names)
    return f"Did you mean {meant}?" if meant else otherwise


def yes_or_no(text: str) -> bool | None:
    """What a word says, yes or no; None where it is neither. The cells of other
    programs' files say it in more languages: `interchange.values.languages`."""
    return _TRUTH.get(text.strip().lower())


def check_text(text: str, what: str, limit: int) -> str:
    """Return `text` as it is, or raise BadValue: longer than `limit`, or not storable as text."""
    if len(text) > limit:
        raise BadValue(f"{what} {quoted(text)}: {len(text):,} characters, at most {limit:,} allowed.")
    if "\0" in text:
        raise BadValue(f"{what} {quoted(text)}: a NUL character can't be stored.")
    if not is_utf8(text):
        raise BadValue(f"{what} {quoted(text)}: not readable as UTF-8 text.")
    return text


def is_utf8(text: str) -> bool:
    """Whether a text can be stored: what was no UTF-8 is a lone surrogate here."""
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def check_line(text: str, what: str, limit: int) -> str:
    """Return `text` as it is, or raise BadValue: it has a line break, or is nothing for check_text()."""
    if not _LINE_BREAKS.isdisjoint(text):
        raise BadValue(f"{what} {quoted(text)}: it can't contain a line break.", "Type it on one line.")
    return check_text(text, what, limit)


def on_one_line(text: str) -> str:
    """A text whose lines stand on one, with a blank between."""
    plain = "".join("\n" if char in _LINE_BREAKS else char for char in text)
    return " ".join(line.strip() for line in plain.split("\n") if line.strip())


def check_name(text: str, what: str = "name") -> str:
    """Return a name of 1 to 200 characters, blanks at its ends taken off, or raise BadValue.

    NUL and line breaks are refused wherever they stand; other control characters are kept.
    """
    check_line(text, what, len(text))
    name = check_text(text.strip(_BLANKS), what, NAME_LIMIT)
    if not name:
        raise BadValue(f"{what} {quoted(text)}: it is empty.", f"Type 1 to {NAME_LIMIT} characters.")
    return name


def check_code(text: str) -> str:
    """Return a code given by hand in lower case, or raise BadValue that says what is wrong.

    1 to 40 letters and digits of any script, with `-`, `_` and `.` after the first.
    """
    code = _lowered(text.strip(_BLANKS))
    wrong = _code_fault(code)
    if wrong:
        raise BadValue(
            f"code {quoted(text)}: {wrong}.",
            f"A code is 1 to {CODE_LIMIT} letters, digits, - _ or . without spaces, for example acme.",
        )
    return code


def make_code(name: str, taken: Callable[[str], bool]) -> str:
    """Make an account's code from its name: `Acme & Söhne` gives `acme-sohne`.

    Letters and digits of any script in lower case, Latin ones without accents, `-` between them, at most
    40 characters; `account` where nothing is left, `a` before a code of digits alone, and `-2`, `-3`, ...
    as long as `taken` says that the code is in use.
    """
    code = _joined_words("".join(map(_typed_plainly, _lowered(name))))[:CODE_LIMIT].rstrip("-") or "account"
    if code.isdigit():
        code = f"a{code}"[:CODE_LIMIT]
    candidate, number = code, 1
    while taken(candidate):
        number += 1
        tail = f"-{number}"
        candidate = code[: CODE_LIMIT - len(tail)].rstrip("-") + tail
    return candidate


def _escaped(match: "Match[str]") -> str:
    char = match[0]
    if char in _SHORT:
        return _SHORT[char]
    if char in _JOINERS and _joins(match.string, match.start()):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 and code != 0xAD else f"\\u{code:04x}"


def _unescaped(match: "Match[str]") -> str:
    short, byte, code = match.groups()
    return _LONG[short] if short else chr(int(byte or code, 16))


def _joins(text: str, at: int) -> bool:
    """Say whether the joiner at `at` does its work there, or could only hide.

    Either stands between two characters of a script that is written with it (Arabic to Mongolian,
    so Persian and the scripts of India too); U+200D also between two parts of one emoji.
    """
    before, after = text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if patterns.match(_JOINED_SCRIPT, before) and patterns.match(_JOINED_SCRIPT, after):
        return True
    if before == "\ufe0f":  # asks for the coloured form of the sign before it, as in a red heart
        before = text[max(at - 2, 0) : at - 1]
    return text[at] == "\u200d" and bool(patterns.match(_EMOJI, before) and patterns.match(_EMOJI, after))


def _composed(text: str) -> str:
    if text.isascii():
        return text
    import unicodedata

    return unicodedata.normalize("NFC", text)


def _lowered(text: str) -> str:
    """Return lower case, composed; the dotted capital I becomes an i that anybody can type."""
    return _composed(_composed(text).replace("\u0130", "i").lower())


def _typed_plainly(char: str) -> str:
    """Return a Latin letter without its accent, any other as it is: the code of Чайка keeps its й."""
    plain = search_key(char)
    return plain if plain.isascii() else char


def _is_letter_or_digit(char: str) -> bool:
    return char.isalpha() or char.isdecimal()


def _is_mark(char: str) -> bool:
    """Say whether it is a sign upon the letter before it, such as the vowels of Devanagari."""
    if char.isascii():
        return False
    import unicodedata

    return unicodedata.category(char).startswith("M")


def _joined_words(text: str) -> str:
    """Return the runs of letters and digits with `-` between; marks stay with their letter."""
    parts: list[str] = []
    for char in text:
        within = bool(parts) and parts[-1] != "-"
        if _is_letter_or_digit(char) or (within and _is_mark(char)):
            parts.append(char)
        elif within and char not in _JOINERS:
            parts.append("-")
    return "".join(parts).strip("-")


def _code_fault(code: str) -> str | None:
    """Return what is wrong with a code in lower case, None when nothing is."""
    if not code:
        return "it is empty"
    if len(code) > CODE_LIMIT:
        return f"it has {len(code):,} characters"
    if not _is_letter_or_digit(code[0]):
        return "it must start with a letter or a digit"
    for char in code:
        if char.isspace():
            return "it can't contain spaces"
        if not (_is_letter_or_digit(char) or char in "-_." or _is_mark(char)):
            return f"it can't contain {quoted(char)}"
    return None


def pick(text: str, values: Sequence[str], noun: str | None = None) -> str:
    """The one value that starts with what was typed; spaces and hyphens stand for underscores. `noun` is
    what such a value is.

    Raises BadValue where none or several do.
    """
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if wanted in values:
        return wanted
    found = [value for value in values if value.startswith(wanted)] if wanted else []
    if len(found) == 1:
        return found[0]
    typed = quoted(text, LONGEST_WORD)
    if found:
        raise BadValue(f"{typed} matches {either(found, 'and')}.", f"Type more of it: {either(found)}")
    kind = f"not {'an' if noun[0] in 'aeio' else 'a'} {noun}" if noun else "not one of its values"
    raise BadValue(f"{typed}: {kind}.", f"Use {either(values)}.")


def either(values: Sequence[str], joint: str = "or") -> str:
    """`key, standard or light`."""
    if len(values) < 2:
        return "".join(values)
    return f"{', '.join(values[:-1])} {joint} {values[-1]}"


def listed(names: list[str], most: int = 6) -> str:
    """Names with commas, the rest counted."""
    plain = [shown(name) for name in names[:most]]
    return ", ".join(plain) + (f" and {len(names) - most} more" if len(names) > most else "")


def counted(count: int, noun: str) -> str:
    """`1 product`, `2 products`."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")


MARKUP = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"})


def markdown_text(text: str) -> str:
    """Text that Markdown shows as it is, also where it looks like an entity of HTML: `\\&amp;`."""
    plain = text.translate(MARKUP)
    if "&" not in plain:
        return plain
    return patterns.sub(r"&(?=(\\#)?\w+;)", r"\\&", plain)


# What a spreadsheet would run where it begins a cell, after any number of marks.
_RUNS = r"'*[=+\-@\t\r]"
# A number, or a telephone number: neither is run, and both would be spoilt by a mark.
_FIGURE = (
    r"[+\-]?[ \xa0]?\d[\d .,\xa0\u202f]*%?"
    r"|\+?[ (]*\d(?:[ \xa0.()/\-]*\d){6,14}(?: ?(?:ext\.?|x) ?\d{1,6})?"
)


def spreadsheet_text(text: str) -> str:
    """Text with one `'` more where a spreadsheet would run it; numbers and telephone numbers stay."""
    if text[:1] not in ("'", "=", "+", "-", "@", "\t", "\r") or not patterns.match(_RUNS, text):
        return text
    several = patterns.split(r"; ?|, ?(?=[+0])", text) if text[0] in "+-" else [""]
    return text if all(patterns.fullmatch(_FIGURE, each) for each in several) else f"'{text}"
