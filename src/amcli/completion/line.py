"""Where the cursor stands: the words before it as the program would get them, and what may come there.

The tree of commands comes from `tree.tsv`, which the build makes (`tools/completion_table.py`): a block for
each command and group. Its first line is the way there and what completes its arguments; then a line for each
command and each option in it: the word, what it is for, and, for an option that takes a value, what completes
that value; for a command its short form and the name that it had before, which lead there and are never
offered. What completes is written as `tools/completion_table.py` says. Nothing here asks the book.
"""

import os

TREE = os.path.join(os.path.dirname(__file__), "tree.tsv")
NOTHING, REPEATED, WITH = "-", "...", "|"
BLANKS = " \t\n"
# What takes the meaning off the character after it; in the other shells it is a backslash.
ESCAPES = {"powershell": "`"}


class Word:
    """A word of the line: as it was typed, as the program would get it, and whether a comma in it is bare."""

    def __init__(self) -> None:
        self.raw, self.plain, self.comma = "", "", False


class Reader:
    """The words of a line by the rules of a shell; nothing in them is expanded. What stands in brackets
    is one word."""

    def __init__(self, shell: str) -> None:
        self.shell, self.escape = shell, ESCAPES.get(shell, "\\")
        self.word, self.quote, self.depth = Word(), "", 0
        self.found: list[Word] = []

    def words(self, text: str) -> list[Word]:
        """All words; the last one is where the cursor stands, and empty behind a blank."""
        at = 0
        while at < len(text):
            if text[at] in BLANKS and not self.quote and not self.depth:
                self.end()
                at += 1
                continue
            length, plain = self.piece(text[at : at + 2])
            self.word.raw += text[at : at + length]
            self.word.plain += plain
            at += length
        return [*self.found, self.word]

    def end(self) -> None:
        """A word ends, if one has begun."""
        if self.word.raw:
            self.found.append(self.word)
            self.word = Word()

    def piece(self, two: str) -> tuple[int, str]:
        """How many characters belong together, and what the program gets of them."""
        letter, after = two[0], two[1:]
        if letter == self.escape and self.escapes(after):
            return len(two), after
        if self.shell == "powershell" and self.quote == letter == after:
            return 2, letter
        if letter in "'\"" and self.quote in ("", letter):
            self.quote = "" if self.quote else letter
            return 1, ""
        if not self.quote:
            self.depth = max(0, self.depth + (letter == "(") - (letter == ")"))
            self.word.comma |= letter == ","
        return 1, letter

    def escapes(self, after: str) -> bool:
        """Whether the mark before a character takes its meaning off, here."""
        if self.quote == "'":
            return self.shell == "fish" and after in ("'", "\\")
        return self.quote == "" or self.shell == "powershell" or after in ('"', "\\", "$", "`")


class Place:
    """A command or a group: the way there, what completes its arguments, its words with what each is for
    and, for an option, what completes its value."""

    def __init__(self, block: list[str]) -> None:
        self.path, _, arguments = block[0].partition("\t")
        self.arguments = arguments.split()
        self.words = [tuple(line.split("\t")) for line in block[1:]]
        self.verbs = [row for row in self.words if not row[0].startswith("-")]
        self.options = self.words[len(self.verbs) :]

    def takes(self, option: str) -> str:
        """What completes the value of an option; empty for a flag, and for what is none."""
        return next((row[2] for row in self.options if row[0] == option and len(row) > 2), "")


class Tree:
    """The table of the tree. Raises OSError where it was never made."""

    def __init__(self) -> None:
        with open(TREE, "rb") as file:
            self.text = file.read()

    def place(self, path: str) -> Place | None:
        """A place by the words that lead to it, `am` being the first."""
        start = self.text.find(f"\n\n{path}\t".encode()) + 2
        if start < 2:
            return None
        return Place(self.text[start : self.text.find(b"\n\n", start)].decode().splitlines())


class Cursor:
    """What is to be completed: the word as it was typed and as the program would get it; for `--name=value`
    both are the value's and `name` is `--name=`. What completes it is `slot`: empty where the words of the
    place may stand."""

    def __init__(self, shell: str, line: str) -> None:
        *before, word = Reader(shell).words(line)
        while before and assigns(before[0].raw):
            del before[0]
        self.head = [each.plain for each in before]
        self.raw, self.typed, self.comma = word.raw, word.plain, word.comma
        self.name, self.option, self.of = "", "", ""
        self.count, self.ended = 0, False
        self.given: dict[str, str] = {}
        self.flags: set[str] = set()
        self.tree = Tree()
        self.place = self.root()
        for each in self.head[1:]:
            self.read(each)
        self.slot = self.wanted()

    def root(self) -> Place:
        """The place of `am` itself. Raises LookupError for a table without one."""
        if found := self.tree.place("am"):
            return found
        raise LookupError("am")

    def read(self, word: str) -> None:
        """A word before the cursor: it leads further down the tree, or is an option, a value, an argument."""
        if self.option:
            self.given[self.option], self.option = word, ""
        elif not self.ended and word == "--":
            self.ended = True
        elif not self.ended and word.startswith("--") and "=" in word:
            name, _, value = word.partition("=")
            self.given[name] = value
        elif not self.ended and len(word) > 1 and word.startswith("-"):
            self.option = word if self.place.takes(word) else ""
            self.flags.add(word)
        elif inner := self.below(word):
            self.place, self.count = inner, 0
        else:
            self.of = self.of if self.count else word
            self.count += 1

    def below(self, word: str) -> Place | None:
        """The command or group of a name in this one."""
        name = next((row[0] for row in self.place.verbs if word in (row[0], *row[2:])), None)
        return None if name is None else self.tree.place(f"{self.place.path} {name}")

    def wanted(self) -> str:
        """What completes the word at the cursor."""
        if self.option:
            return self.place.takes(self.option)
        if not self.ended and self.typed.startswith("--") and "=" in self.typed:
            name, _, self.typed = self.typed.partition("=")
            self.name, self.raw = f"{name}=", self.raw.partition("=")[2]
            return self.place.takes(name) or NOTHING
        return "" if self.typed.startswith("-") and not self.ended else self.argument()

    def argument(self) -> str:
        """What completes an argument. The last one comes again where ... follows it; where anything may be
        said, the options help, but a word that was begun is somebody's own."""
        slots, count = self.place.arguments, self.count
        if slots[-1:] == [REPEATED]:
            count = min(count, len(slots) - 2)
        slot, _, more = (slots[count] if count < len(slots) else NOTHING).partition(WITH)
        flag, _, kinds = more.partition("@")
        if flag in self.flags:
            slot = f"{slot}+{kinds}"
        if slot != NOTHING:
            return slot
        return NOTHING if (self.typed or self.ended) and not self.place.verbs else ""


def assigns(word: str) -> bool:
    """Whether a word before the command sets a variable for it."""
    name, equals, _ = word.partition("=")
    return bool(equals) and name.isidentifier()
