"""Plain words: what amcli doesn't say, and the texts of the program and its documents that people read."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.docs.commands import ROOT, every_command

SOURCE = ROOT / "src" / "amcli"

# Words and phrases not to use, as regular expressions over text in any case, each with what to write.
NOT_TO_USE: tuple[tuple[str, str], ...] = (
    (r"(?-i:lanes?|Lanes)", "section"),
    (r"whom(ever)?", "who"),
    (r"afresh", "again from scratch"),
    (r"mend(s|ed|ing)?", "fix"),
    (r"lack(s|ed|ing)?", "is missing, doesn't have"),
    (r"likewise", "also"),
    (r"thereof", "of it"),
    (r"nobody's", "unknown, not in your contacts"),
    (r"of mine", "yours"),
    (r"of theirs", "theirs"),
    (r"my number", "target"),
    (r"in all(?=:)", "total"),
    (r"by (itself|themselves)", "automatically; for renewals: auto-renews"),
    (r"again and again", "repeat"),
    (r"said again", "run again"),
    (r"made afresh", "created again from scratch"),
    (r"for us alone", "internal"),
    (r"open ground", "white space"),
    (r"ghosted", "no reply"),
    (r"act by", "deadline"),
    (r"day to act", "deadline"),
    (r"notice days?", "notice deadline"),
    (r"no outcome", "not recorded; renewed or lost?"),
    (r"nothing secures", "not agreed"),
    (r"put off", "snoozed"),
    (r"takes? (it )?back", "undo"),
    (r"taken back", "undone"),
    (r"in the place of", "replace"),
    (r"are two", "are separate"),
    (r"(is|are) there twice|likely there twice", "duplicates"),
    (r"goes after(?= --)", "say which words are missing or misplaced"),
    (r"(is|are) told by", "is recognised by"),
    (r"the book refuses", "say what can't be, with the values"),
    (r"is not one of them", "not a ..."),
    (r"(\d+|\{\}) wanted", "need N"),
    (r"so many rows", "at most N rows"),
    (r"so far ahead", "how far ahead"),
    (r"comes about", "happens"),
    (r"what became of", "the result of"),
    (r"may be given again", "repeatable"),
    (r"falling to nothing", "less each day"),
    (r"heeded", "respected"),
    (r"(decides |^|[.:;] )beside", "besides"),
    (r"reckoning", "calculation"),
    (r"as ever", "as before"),
    (r"one's own", "your own"),
    (r"health bands?", "health"),
)
# Words that pages and helps don't use, besides those: what customers and exports say may have them.
NOT_IN_PAGES: tuple[tuple[str, str], ...] = (
    (r"beside", "next to; besides"),
    (r"anew", "again"),
    (r"whoever", "the person who, someone who, anyone who"),
    (r"somebody who", "someone who"),
    (r"oneself", "you"),
    (r"mails", "emails"),
    (r"e-mails?", "email"),
    (r"made up for", "caught up"),
    (
        r"stands? (in(?! the way| for|\.)|at|below|above|there|before|behind|between|next|on|apart|with)",
        "is, has",
    ),
)


def patterns(words: tuple[tuple[str, str], ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each as it is looked for, also over the end of a line."""
    return tuple((whole(wrong), better) for wrong, better in words)


def whole(wrong: str) -> re.Pattern[str]:
    """What stands alone, not within a word; a blank may be the end of a line with its indentation."""
    spaced = wrong.replace(" ", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{spaced})(?![\w-])", re.I | re.M)


PATTERNS, PAGE_PATTERNS = patterns(NOT_TO_USE), patterns(NOT_TO_USE + NOT_IN_PAGES)
ANY = whole("|".join(wrong for wrong, _ in NOT_TO_USE))
CODE = re.compile(r"```.*?```|``.*?``|`[^`]*`", re.S)
OF_OTHERS = re.compile(r"<!-- made: (?:languages|words|columns).*?<!-- end -->", re.S)
FIELD_LINE = re.compile(
    r"^\s*\w+(?:/\w+)?[!?]?\s+(?:text|int|number|date|list|object|bool|any|[a-z|_]+)[!?]?\s", re.M
)
FIGURE = re.compile(r"\{[\w.:%]+\}")
IDENTIFIER = re.compile(r"[\w.:/-]*")
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|CREATE|DELETE FROM|json_extract|JOIN|ifnull|coalesce)\b")


class Text(NamedTuple):
    """A text that somebody reads, with where it stands."""

    where: str
    line: int
    text: str


def wrong_words(found: Text, page: bool = False) -> list[str]:
    """The words of a text that are not to be used, each with its place and what to write instead."""
    said: list[str] = []
    for pattern, better in PAGE_PATTERNS if page else PATTERNS if ANY.search(found.text) else ():
        for match in pattern.finditer(found.text):
            word = match.group(0).strip()
            line = found.line + found.text.count("\n", 0, match.start())
            said.append(f"{found.where}:{line}: {word!r} (write: {better})")
    return said


def help_texts() -> Iterator[Text]:
    """The help of every command, and of each of its options and arguments."""
    for path, command in every_command():
        yield Text(f"am {path} --help", 1, command.help or "")
        for param in command.params:
            yield Text(f"am {path} --help, {param.opts[-1]}", 1, getattr(param, "help", None) or "")


def option_texts() -> Iterator[tuple[str, str]]:
    """The help of each option and argument."""
    for path, command in every_command():
        for param in command.params:
            yield f"am {path} {param.opts[-1]}", getattr(param, "help", None) or ""


def literals() -> Iterator[Text]:
    """Every string of the program that is neither a docstring, an identifier nor SQL."""
    for file in sorted(SOURCE.rglob("*.py")):
        yield from strings_of(str(file.relative_to(ROOT)), ast.parse(file.read_text(encoding="utf-8")))


def strings_of(where: str, tree: ast.AST) -> Iterator[Text]:
    """The strings of a module, those with values in them with `{}` for each."""
    nodes = list(ast.walk(tree))
    inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    docs = {id(text) for node in nodes if (text := docstring(node)) is not None}
    for node in nodes:
        if id(node) in inside or id(node) in docs:
            continue
        text = written(node)
        if text and not IDENTIFIER.fullmatch(text) and not SQL.search(text):
            yield Text(where, getattr(node, "lineno", 1), FIGURE.sub("{}", FIELD_LINE.sub("", text)))


def docstring(node: ast.AST) -> ast.AST | None:
    """The docstring of a module, a class or a function."""
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) or not node.body:
        return None
    first = node.body[0]
    return first.value if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else None


def written(node: Any) -> str | None:
    """What a string says, with `{}` for each value in it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def pages(*patterns: str) -> Iterator[Text]:
    """Documents, without what is in code font."""
    for pattern in patterns:
        for file in sorted(ROOT.glob(pattern)):
            yield page(file)


def page(file: Path) -> Text:
    """One document; code and the words of other programs become blank, so that lines keep their numbers."""
    plain = file.read_text(encoding="utf-8")
    for pattern in (CODE, OF_OTHERS):
        plain = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group(0)), plain)
    return Text(str(file.relative_to(ROOT)), 1, plain)


def demo_texts() -> Iterator[Text]:
    """What the sample book says."""
    for file in sorted((SOURCE / "demo").rglob("*.toml")):
        text = re.sub(r"^#.*", "", file.read_text(encoding="utf-8"), flags=re.M)
        yield Text(str(file.relative_to(ROOT)), 1, text)


def screens() -> Iterator[Text]:
    """What screens are expected to show."""
    for file in sorted((ROOT / "tests" / "screens" / "expected").glob("*.txt")):
        yield Text(str(file.relative_to(ROOT)), 1, file.read_text(encoding="utf-8"))
