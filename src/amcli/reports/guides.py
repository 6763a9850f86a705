"""The guides of `am help`: Markdown files, with what is made from the program's own tables put in.

A line of a guide that is a name in braces stands for a part that is made here.
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

TOPICS = Path(__file__).parent.parent / "topics"
WIDTH = 80
NAME, TYPE = 22, 8
SIGNAL, PRESET = 19, 13
WITHOUT_ACCOUNT = ("product", "target")
LISTED = {"renewals": "contract", "checkins": "account", "risks": "account"}
NOUNS = {
    "usage": "usage", "feedback": "feedback", "opportunity": "opportunities", "interaction": "activities",
    "event": "news",
}  # fmt: skip


def names() -> list[str]:
    return sorted(path.stem for path in TOPICS.glob("*.md"))


def title(topic: str) -> str:
    """The first line of a guide."""
    with (TOPICS / f"{topic}.md").open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").strip()


def covers(topic: str) -> str:
    """What a guide covers: its first line without the topic."""
    said = title(topic).partition(": ")[2]
    return said[:1].upper() + said[1:]


def guide(topic: str) -> str:
    """The whole text of a guide."""
    text = (TOPICS / f"{topic}.md").read_text(encoding="utf-8").rstrip()
    if topic not in MADE:
        return text
    made = {f"{{{name}}}": make for name, make in MADE[topic].items()}
    return "\n".join(made[line]() if line in made else line for line in text.split("\n"))


def operators() -> str:
    """The operators of filter words, with the types that have them."""
    from amcli.rules.filters import MEANINGS, OPERATORS

    lines = ["    FIELD:VALUE         " + MEANINGS[""]]
    for name, meaning in MEANINGS.items():
        if name:
            types = [kind for kind in ("text", "list", "number", "money", "day") if name in OPERATORS[kind]]
            several = "" if len(types) == 5 else f" ({', '.join(types)})"
            word = f"FIELD.{name}:" + ("" if name in ("none", "any") else "VALUE")
            lines.append(f"    {word:<19} {meaning}{several}")
    return "\n".join(lines)


def fields_guide(words: Sequence[str]) -> str | None:
    """The fields of one kind of list, `am help filters tasks`; None where none has that name."""
    from amcli.records import KINDS
    from amcli.vocabulary import noun as command

    name = " ".join(words)
    called = {word: kind for kind in KINDS for word in (kind, f"{kind}s", command(kind), noun(kind))}
    kind = called.get(name) or LISTED.get(name)
    if kind is None:
        return None
    also = (
        []
        if kind in ("account", *WITHOUT_ACCOUNT)
        else ["", "And those of accounts: am help filters accounts"]
    )
    return "\n".join([f"Fields of {noun(kind)}:", "", *field_lines(kind), *also])


def noun(kind: str) -> str:
    return NOUNS.get(kind, f"{kind}s")


def account_fields() -> str:
    return "\n".join(field_lines("account"))


def record_fields() -> str:
    """The fields of every other kind of record."""
    from amcli.records import KINDS

    parts = []
    for kind in KINDS:
        if kind != "account":
            parts += [f"Fields of {noun(kind)}:", "", *field_lines(kind), ""]
    return "\n".join(parts).rstrip()


def field_lines(kind: str) -> Iterator[str]:
    """The fields of a kind, one a line; several names of one field stand together."""
    from amcli.facts.filter_fields import own_fields

    named: dict[str, list[str]] = {}
    fields = own_fields(kind)
    for name, field in fields.items():
        named.setdefault(field.name, []).append(name)
    for field_name, every in named.items():
        field = fields[field_name]
        also = [each for each in every if each != field_name]
        name = "extra.NAME" if field.type == "extra" else field_name
        help_text = field.help + (f"; also {', '.join(also)}" if also else "")
        if field.type == "word" and not set(field.values) <= set(re.findall(r"\w+", field.help)):
            help_text += f": {', '.join(field.values)}"
        yield from textwrap.wrap(
            help_text,
            WIDTH - 1,
            initial_indent=f"    {name:<{NAME}} {field.type:<{TYPE}} ",
            subsequent_indent=" " * (4 + NAME + 1 + TYPE + 1),
        )


def signal_lines() -> str:
    """Every signal with its most points and its rule."""
    from amcli.rules.signals import SIGNALS

    lines: list[str] = []
    for each in SIGNALS:
        head = f"    {each.name:<{SIGNAL}} {each.most.default:>3}  "
        lines += textwrap.wrap(
            each.guide, 78, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
        )
    return "\n".join(lines).replace("\xa0", " ")


def preset_lines() -> str:
    """Every program whose files import knows, and which files."""
    from amcli.config.maps import programs

    lines: list[str] = []
    for each in programs():
        names = (each.name, *[""] * each.guide.count("\n"))
        lines += [
            f"    {name:<{PRESET}} {line}" for name, line in zip(names, each.guide.split("\n"), strict=True)
        ]
    return "\n".join(lines)


MADE: dict[str, dict[str, Callable[[], str]]] = {
    "filters": {"operators": operators, "account": account_fields, "records": record_fields},
    "signals": {"signals": signal_lines},
    "sources": {"presets": preset_lines},
}
