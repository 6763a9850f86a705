"""JSON as `json` reads and writes it, through the C functions that it uses itself: the module brings `re` and
`enum`, which take longer than most of what is written here. Where those are missing, `json` does it."""

from amcli.hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

try:
    import _json

    in_c: Any = _json
except ImportError:  # another Python than CPython
    in_c = None


class Plain:
    """How `json` reads where nothing else is asked for."""

    strict = True
    object_hook = object_pairs_hook = None
    parse_float, parse_int = float, int
    parse_constant = {"-Infinity": float("-inf"), "Infinity": float("inf"), "NaN": float("nan")}.__getitem__


SPACES = " \t\n\r"
scan = None if in_c is None else in_c.make_scanner(Plain)


def loads(text: str) -> Any:
    """The value of a JSON text. Raises ValueError."""
    if scan is not None:
        start = len(text) - len(text.lstrip(SPACES))
        try:
            found, end = scan(text, start)
        except StopIteration:
            end = -1
        if end == len(text.rstrip(SPACES)):
            return found
    import json

    return json.loads(text)


def unwritable(value: object) -> Any:
    """The error for a value that JSON hasn't. Raises TypeError."""
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


PLAIN = frozenset({str, int, float, bool, type(None)})  # what never takes lines of its own
NESTED = (dict, list, tuple)
writers: dict[tuple[bool, str, str], Any] = {}


def dumps(value: Any, *, ascii: bool = True, between: tuple[str, str] = (", ", ": ")) -> str:  # noqa: A002
    """A value as JSON on one line; `between` stands between two values, and between a name and its value."""
    comma, colon = between
    if in_c is None:
        import json

        return json.dumps(value, ensure_ascii=ascii, separators=between)
    write = writers.get((ascii, comma, colon)) or writer(ascii, comma, colon)
    found = write(value, 0)
    return str(found[0]) if len(found) == 1 else "".join(found)


def writer(ascii: bool, comma: str, colon: str) -> Any:  # noqa: A002
    """What writes a value in C, made once for each way to write."""
    spell = in_c.encode_basestring_ascii if ascii else in_c.encode_basestring
    made = in_c.make_encoder(None, unwritable, spell, None, colon, comma, False, False, True)
    writers[ascii, comma, colon] = made
    return made


def indented(value: Any, pad: str = "") -> str:
    """A value as JSON on several lines, each level two blanks further in; it stands `pad` from the left. What
    holds nothing that takes lines of its own is written at once."""
    if not is_nested(value):
        return dumps(value, ascii=False)
    inner = f"{pad}  "
    if isinstance(value, dict):
        said = at_once(value, inner) if is_flat(value.values()) else members(value, inner)
        return f"{{\n{inner}{said}\n{pad}}}"
    if is_flat(value):
        return f"[\n{inner}{at_once(value, inner)}\n{pad}]"
    said = f",\n{inner}".join([indented(each, inner) for each in value])
    return f"[\n{inner}{said}\n{pad}]"


def is_nested(value: object) -> bool:
    """Whether a value takes lines of its own."""
    return type(value) not in PLAIN and isinstance(value, NESTED) and bool(value)


def is_flat(values: "Iterable[object]") -> bool:
    """Whether none of some values takes lines of its own."""
    return PLAIN.issuperset(map(type, values)) or not any(map(is_nested, values))


def members(value: dict[Any, Any], pad: str) -> str:
    """The members of an object: all at once, with a nought for what takes lines of its own, which then takes
    the place of its nought. No text has a line break that isn't escaped."""
    between = f",\n{pad}"
    nested = [
        (at, name, each)
        for at, (name, each) in enumerate(value.items())
        if type(each) not in PLAIN and is_nested(each)
    ]
    lines = at_once({**value, **{name: 0 for _, name, _ in nested}}, pad).split(between)
    for at, _, each in nested:
        lines[at] = lines[at][:-1] + indented(each, pad)
    return between.join(lines)


def at_once(value: Any, pad: str) -> str:
    """What a list or an object holds that takes one line each."""
    return dumps(value, ascii=False, between=(f",\n{pad}", ": "))[1:-1]


def name_of(name: object) -> str:
    """The name of a member, as `json` writes it."""
    return dumps(name, ascii=False) if isinstance(name, str) else dumps({name: 0}, ascii=False)[1:-4]
