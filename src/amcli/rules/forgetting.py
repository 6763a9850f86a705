"""What stands for somebody who is to be forgotten: finding it in a text, taking it out, and the forms in
which it is hashed.

Names, addresses and numbers are found however they are typed: in any case, with or without accents, first or
last name first, digits grouped in any way. Not for where texts are (storage/forgetting.py).
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from amcli.rules.maildomains import PUBLIC_DOMAINS, bare_domain
from amcli.rules.names import folded, name_key, search_key
from amcli.rules.phones import within_country

# What stands in a text where somebody was.
MARK = "[forgotten]"
# A shorter number, as of an extension, may stand for anything.
FEWEST_DIGITS = 7
FEWEST_LETTERS = 3
BETWEEN_WORDS = r"[\W_]{1,4}"
BETWEEN_DIGITS = r"[\s\-./()]{0,3}"
NEVER = r"(?!)"
WORD = r"[^\W_]+"
# How JSON writes the end of a line within a text, in a text within a text too.
ESCAPED = r"\\+[nrtbf]"
# Scripts that put no blanks between words: Japanese, Chinese, Thai.
UNSPACED = r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]"
# The kinds of what is hashed.
EMAIL, PHONE, NAME, PERSON, SOURCE, ACCOUNT, DOMAIN, REF = (
    *("email", "phone", "name", "person", "source", "account", "domain", "ref"),
)  # fmt: skip
Hashed = tuple[str, str]


class Marks(NamedTuple):
    """What somebody is known by: names of several words, and others that a person adds (`words`); what counts
    only where a value is nothing else (`alone`): a name of one word, a code."""

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()


class Finder:
    """Finds somebody in texts."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self._alone = {folded(each) for each in (*marks.names, *marks.alone)}
        names = marks.names | marks.words
        # Longer ones first: an address may begin with the name.
        parts = [of_address(each) for each in longest_first(marks.emails)]
        parts += [of_number(each) for each in longest_first(marks.numbers)]
        parts += [of_name(each) for each in longest_first(names)]
        self._pattern = re.compile("|".join(parts) or NEVER)
        # What a text must hold: the longest word of a name or an address, the last figures of a number.
        texts = {search_key(each) for each in (*names, *marks.emails)}
        self._words = {max(words_of(each), key=len, default=each) for each in texts}
        ends = {number[-FEWEST_DIGITS:] for number in marks.numbers}
        self._numbers = [re.compile(BETWEEN_DIGITS.join(end)) for end in sorted(ends)]

    @cached_property
    def _partly(self) -> re.Pattern[str]:
        """The words of a name one by one: `Jane` may be anybody's."""
        texts = self.marks.names | {each for each in self.marks.alone if not each.isascii() or each.isalpha()}
        parts = {word for text in texts for word in words_of(text) if len(word) >= FEWEST_LETTERS}
        return re.compile("|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in sorted(parts)) or NEVER)

    def is_in(self, text: str) -> bool:
        """Whether a text holds them."""
        plain = plainly(text)[0]
        return self._may_hold(plain) and self._pattern.search(plain) is not None

    def _may_hold(self, plain: str) -> bool:
        """A first look, many times faster."""
        return any(word in plain for word in self._words) or any(each.search(plain) for each in self._numbers)

    def is_alone(self, text: str) -> bool:
        """Whether a text is nothing but their name or code."""
        return folded(text) in self._alone

    def is_within(self, text: str) -> bool:
        """Whether a text as the book keeps it may hold them: one that is JSON has signs of its own."""
        if text[:1] not in ("[", "{") or "\\" not in text:
            return self.is_in(text)
        return "\\u" in text or self.is_in(re.sub(ESCAPED, " ", text))

    def is_theirs(self, text: str) -> bool:
        """Whether a text holds them, or is nothing but their name or code."""
        return self.is_alone(text.strip()) or self.is_in(text)

    def may_be_in(self, text: str) -> bool:
        """Whether a text has a word of their name, so that it may be about them."""
        return self._partly.search(plainly(text)[0]) is not None

    def without(self, text: str) -> str:
        """A text without them."""
        if not self.is_in(text):
            return text
        plain, places = plainly(text)
        kept: list[str] = []
        at = 0
        for found in self._pattern.finditer(plain):
            begin, end = places[found.start()], places[found.end()]
            if begin >= at:
                kept += [text[at:begin], MARK]
                at = max(end, at)
        return "".join([*kept, text[at:]]) if kept else text

    def cleared(self, value: Any) -> Any:
        """A value as JSON has it, without them: an entry of a list that is nothing else goes. A text that is
        JSON itself is read."""
        if isinstance(value, str):
            inner = json_in(value)
            if inner is None:
                return self.without(value)
            made = self.cleared(inner)
            return value if made == inner else json.dumps(made, ensure_ascii=False)
        if isinstance(value, list):
            made = [self.cleared(each) for each in value]
            return [each for each, was in zip(made, value, strict=True) if each != MARK or was == MARK]
        if isinstance(value, dict):
            return {self.without(name): self.cleared(each) for name, each in value.items()}
        return value


def longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(texts, key=lambda text: (-len(text), text))


def json_in(text: str) -> Any:
    """What a text holds that is a list or an object of JSON; None for any other."""
    if text[:1] not in ("[", "{"):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def words_of(text: str) -> list[str]:
    """The words of a name, as they are compared."""
    return re.findall(WORD, search_key(text))


def is_unspaced(text: str) -> bool:
    """Whether a text is in a script without blanks between words."""
    return re.search(UNSPACED, text) is not None


def is_telling(name: str) -> bool:
    """Whether a name stands for one person wherever it is: it has several words."""
    return len(words_of(name)) > 1 or is_unspaced(name)


def plainly(text: str) -> tuple[str, Sequence[int]]:
    """A text as it is compared, and where each of its letters stands in the text; one more at the end."""
    if text.isascii():
        return text.lower(), range(len(text) + 1)
    plain, places = [], []
    for at, letter in enumerate(text):
        key = letter.lower() if letter.isascii() else search_key(letter)
        plain.append(key)
        places += [at] * len(key)
    return "".join(plain), [*places, len(text)]


def of_name(text: str) -> str:
    """A pattern for a name, the last word first too."""
    words = [re.escape(word) for word in words_of(text)]
    if not words or is_unspaced(text):
        return re.escape(search_key(text)) if words else NEVER
    orders = [words] if len(words) == 1 else [words, [words[-1], *words[:-1]]]
    return "|".join(rf"(?<!\w){BETWEEN_WORDS.join(order)}(?!\w)" for order in orders)


def of_address(text: str) -> str:
    """A pattern for an e-mail address or a domain, alone or in an address of a page."""
    before = r"(?<![\w.+%-])" if "@" in text else r"(?<![\w-])"
    return rf"{before}{re.escape(search_key(text))}(?![\w-]|\.\w)"


def of_number(digits: str) -> str:
    """A pattern for a telephone number."""
    return rf"(?<![\d+])(?:\+|00)?\(?{BETWEEN_DIGITS.join(digits)}(?!\d)"


def digits_of(phone: dict[str, Any]) -> Iterator[str]:
    """A number as it was typed, as the world has it and as its country does, digits alone."""
    number = phone.get("e164")
    for text in (phone.get("typed"), number, within_country(number) if number else None):
        digits = "".join(each for each in text or "" if each.isdecimal())
        if len(digits) >= FEWEST_DIGITS:
            yield digits


def plain_address(text: str) -> str:
    """An e-mail address as it is compared."""
    return text.strip().casefold().removeprefix("mailto:").strip("<>")


def own_domain(text: str | None) -> str | None:
    """The domain of a customer, unless it is everybody's."""
    found = bare_domain(text) if text else ""
    return found if found and found not in PUBLIC_DOMAINS else None


def hashed_of_contact(row: dict[str, Any]) -> Iterator[Hashed]:
    """What a person would be known by again, from a row of the book or the values of a file: addresses,
    numbers, and the name at their account, which alone is no address of anybody's."""
    for email in as_list(row.get("emails")):
        yield EMAIL, plain_address(email)
    for phone in as_list(row.get("phones")):
        if phone.get("e164"):
            yield PHONE, phone["e164"]
    if row.get("name") and row.get("account_id") is not None:
        yield PERSON, person_at(row["account_id"], row["name"])


def person_at(account: int, name: str) -> str:
    """A name within an account."""
    return f"{account}\t{name_key(name)}"


def hashed_of_account(row: dict[str, Any]) -> Iterator[Hashed]:
    """What a customer would be known by again."""
    for name in ("code", "name"):
        if row.get(name):
            yield ACCOUNT, folded(str(row[name]).strip())
    if domain := own_domain(row.get("domain")):
        yield DOMAIN, domain


def of_source(source: str, kind: str, source_id: str) -> Hashed:
    """The id that a source gave."""
    return SOURCE, f"{source}\t{kind}\t{source_id}"


def as_list(value: Any) -> Iterable[Any]:
    """A list of a row, which the book keeps as text."""
    found = json.loads(value) if isinstance(value, str) else value
    return found or ()
