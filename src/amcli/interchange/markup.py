"""The text of an HTML page, for notes and mails that hold nothing else. Reads; fetches and runs nothing.

Not for writing HTML, nor for telling whether a text is HTML beyond a tag in it.
"""

import re
from functools import lru_cache
from html.parser import HTMLParser

UNSEEN = frozenset({"script", "style", "head", "title", "template"})
BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "ul", "ol", "table", "blockquote", "pre", "hr", "section", "article"}
    | {f"h{level}" for level in range(1, 7)}
)
# What was taken out of an offer still stands in it: 100 that became 80 must not read 10080.
STRUCK = frozenset({"del", "s", "strike"})
STRIKE = "~~"
# The number of a footnote is no digit of the number before it. Letters stay as they are: 1st.
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLANKS = re.compile(r"[ \t\xa0]+")


class Reader(HTMLParser):
    """Collects what a browser would show, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._raised = 0
        self._struck: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a line of its own; what is struck out has marks around it."""
        self._unseen += tag in UNSEEN
        self._raised += tag == "sup"
        if tag in STRUCK or "line-through" in (dict(attrs).get("style") or ""):
            self._struck.append((tag, 1))
            self.parts.append(f" {STRIKE}")
        elif self._struck and self._struck[-1][0] == tag:
            self._struck[-1] = (tag, self._struck[-1][1] + 1)
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        self._raised = max(0, self._raised - (tag == "sup"))
        if self._struck and self._struck[-1][0] == tag:
            _, depth = self._struck.pop()
            if depth > 1:
                self._struck.append((tag, depth - 1))
            else:
                self.parts.append(f"{STRIKE} ")
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Text; line ends of the source are blanks."""
        if not self._unseen:
            text = re.sub(r"\s+", " ", data)
            self.parts.append(text.translate(RAISED) if self._raised else text)


def has_markup(text: str) -> bool:
    """Whether there is a tag in it."""
    return _TAG.search(text) is not None


def text_of(page: str) -> str:
    """What a page says, without blank lines."""
    reader = Reader()
    reader.feed(page)
    reader.close()
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


LONGEST_SUMMARY = 120
LONGEST_TITLE = 200


@lru_cache(maxsize=16)
def plain(text: str) -> str:
    """The text of a note that may be HTML, with one form of line ends."""
    return text_of(text) if has_markup(text) else "\n".join(text.splitlines())


def summary(text: str) -> str:
    """The first line of a text, not longer than a line on a screen or two."""
    line = next((line.strip() for line in plain(text).splitlines() if line.strip()), "")
    if len(line) <= LONGEST_SUMMARY:
        return line
    return line[: LONGEST_SUMMARY - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def line(text: str) -> str:
    """A title on one line, no longer than the book takes."""
    return " ".join(text.split())[:LONGEST_TITLE]


def body(text: str) -> str:
    """A text, where its first line alone is not all of it."""
    said = plain(text).strip()
    return "" if said == summary(text) else said
