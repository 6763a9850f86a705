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
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLANKS = re.compile(r"[ \t\xa0]+")


class Reader(HTMLParser):
    """Collects what a browser would show, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins on a line of its own."""
        self._unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in UNSEEN))
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Text; line ends of the source are blanks."""
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


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
