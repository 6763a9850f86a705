"""JSON as `json` reads and writes it, through the C functions that it uses itself: the module brings `re` and
`enum`, which take longer than most of what is written here. Where those are missing, `json` does it."""

from amcli.hints import Any

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


def dumps(value: Any, *, ascii: bool = True, between: tuple[str, str] = (", ", ": ")) -> str:  # noqa: A002
    """A value as JSON on one line; `between` stands between two values, and between a name and its value."""
    comma, colon = between
    if in_c is None:
        import json

        return json.dumps(value, ensure_ascii=ascii, separators=between)
    spell = in_c.encode_basestring_ascii if ascii else in_c.encode_basestring
    if isinstance(value, str):
        return str(spell(value))
    write = in_c.make_encoder({}, unwritable, spell, None, colon, comma, False, False, True)
    return "".join(write(value, 0))


def indented(value: Any, pad: str = "") -> str:
    """A value as JSON on several lines, each level two blanks further in; it stands `pad` from the left."""
    inner = f"{pad}  "
    if isinstance(value, dict) and value:
        said = [f"{name_of(name)}: {indented(each, inner)}" for name, each in value.items()]
        ends = "{}"
    elif isinstance(value, list | tuple) and value:
        said = [indented(each, inner) for each in value]
        ends = "[]"
    else:
        return dumps(value, ascii=False)
    between = f",\n{inner}"
    return f"{ends[0]}\n{inner}{between.join(said)}\n{pad}{ends[1]}"


def name_of(name: object) -> str:
    """The name of a member, as `json` writes it."""
    return dumps(name, ascii=False) if isinstance(name, str) else dumps({name: 0}, ascii=False)[1:-4]
