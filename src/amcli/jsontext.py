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
    """A value as JSON on several lines, each level two blanks further in; it stands `pad` from the left. What
    holds nothing that takes lines of its own is written at once."""
    if not is_nested(value):
        return dumps(value, ascii=False)
    inner = f"{pad}  "
    between = f",\n{inner}"
    if isinstance(value, dict):
        return f"{{\n{inner}{between.join(members(value, inner))}\n{pad}}}"
    said = (
        between.join(indented(each, inner) for each in value)
        if any(map(is_nested, value))
        else at_once(value, inner)
    )
    return f"[\n{inner}{said}\n{pad}]"


def is_nested(value: object) -> bool:
    """Whether a value takes lines of its own."""
    return isinstance(value, dict | list | tuple) and bool(value)


def members(value: dict[Any, Any], pad: str) -> list[str]:
    """The members of an object: those that take one line each at once, the others one by one."""
    said, flat = list[str](), dict[Any, Any]()
    for name, each in value.items():
        if is_nested(each):
            said += [at_once(flat, pad)] if flat else []
            said.append(f"{name_of(name)}: {indented(each, pad)}")
            flat = {}
        else:
            flat[name] = each
    return [*said, at_once(flat, pad)] if flat else said


def at_once(value: Any, pad: str) -> str:
    """What a list or an object holds that takes one line each."""
    return dumps(value, ascii=False, between=(f",\n{pad}", ": "))[1:-1]


def name_of(name: object) -> str:
    """The name of a member, as `json` writes it."""
    return dumps(name, ascii=False) if isinstance(name, str) else dumps({name: 0}, ascii=False)[1:-4]
