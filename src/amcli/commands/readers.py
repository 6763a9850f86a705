"""The kinds of values that options and arguments take: one reader each, with errors that name the option.

A reader raises BadValue with a message that starts with what was typed; `read_as` puts the name of the option
in front. Nothing here knows how the words of a command line are taken apart.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from amcli import vocabulary
from amcli.context import Run
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING, Any, NamedTuple
from amcli.rules import dates, names
from amcli.rules.names import pick, quoted

if TYPE_CHECKING:
    from amcli.records.declaration import Field

LONGEST_TEXT = 100_000
# What the value of an option is, where its name alone does not say so.
NOUNS = {
    "--via": "way",
    "--writes": "way",
    "--output": "format",
    "--feel": "feeling",
    "--preferred": "way to reach them",
    "--per": "period",
}


class Value:
    """A kind of value; `name` is how it is written in help."""

    name = "TEXT"

    def read(self, text: str, run: Run) -> Any:
        """The value of what was typed. Raises BadValue."""
        raise NotImplementedError

    def read_as(self, label: str, text: str, run: Run) -> Any:
        """The value of what was typed for an option or an argument. Raises BadValue naming it."""
        try:
            return self.read(text, run)
        except BadValue as error:
            raise BadValue(f"{label} {error.message}", error.hint) from None


class Day(Value):
    """A day: one that happened (the past Friday), one that is ahead (the coming Friday), or either.

    What is to be done moves off the days that the configuration calls free; what is agreed does not.
    """

    name = "DATE"

    def __init__(self, side: dates.Side, *, moves: bool = False) -> None:
        self.side = side
        self.moves = moves

    def read(self, text: str, run: Run) -> dt.date:
        """A day in any of the forms of `am help dates`."""
        from amcli.rules.daywords import parse_day  # most lines name no day

        day = parse_day(text, run.today, self.side, order=run.date_order)
        return working_day(day, run) if self.moves else day


class LastTyped(NamedTuple):
    """The last day of something as it was typed, until its first day is known."""

    text: str
    run: Run
    name: str = "--ends"

    def after(self, first: dt.date, *, fresh: bool) -> dt.date:
        """The day; `fresh` where the first day is set by the same command. Raises BadValue."""
        from amcli.rules.daywords import parse_last_day

        try:
            today, order = self.run.today, self.run.date_order
            return parse_last_day(self.text, today, first, fresh=fresh, order=order)
        except BadValue as error:
            raise type(error)(f"{self.name} {error.message}", error.hint) from None


class LastDay(Value):
    """A last day, whose year follows from the first day: `31 dec` is the one after it."""

    name = "DATE"

    def __init__(self, option: str) -> None:
        self.option = option

    def read(self, text: str, run: Run) -> LastTyped:
        """What was typed, checked as far as it can be before the first day is known."""
        from amcli.rules.daywords import parse_last_day

        parse_last_day(text, run.today, run.today, order=run.date_order)
        return LastTyped(text, run, self.option)


def working_day(day: dt.date, run: Run) -> dt.date:
    """A due date off the days that nobody works on: weekends, days off, holidays. Today is meant as typed,
    and so is a day that has passed."""
    if day <= run.today:
        return day
    return run.config.calendar().moved(day)


class Length(Value):
    """A duration such as 30d."""

    name = "DURATION"

    def read(self, text: str, run: Run) -> dates.Duration:
        """A duration."""
        return dates.parse_duration(text)


class Notice(Value):
    """A notice period as it was said, in months or in days; a number alone is days, 0 is none."""

    name = "DURATION"

    def read(self, text: str, run: Run) -> dates.Duration:
        """The period, at most ten years."""
        return dates.parse_notice(text)


class TimeOfDay(Value):
    """A time of day."""

    name = "HH:MM"

    def read(self, text: str, run: Run) -> str:
        """A time as HH:MM."""
        return dates.parse_time(text)


class Amount(Value):
    """An amount of money, kept as typed until the currency is known, but checked at once."""

    name = "MONEY"

    def __init__(self, *, allow_negative: bool = False) -> None:
        self.allow_negative = allow_negative

    def read(self, text: str, run: Run) -> str:
        """The text of an amount that can be read."""
        from amcli.rules.money import parse_money

        parse_money(text, "EUR", allow_negative=self.allow_negative)
        return text


class Change(Value):
    """A change in per cent, kept as typed and checked at once."""

    name = "PERCENT"

    def read(self, text: str, run: Run) -> str:
        """The text of a change that can be read."""
        from amcli.rules.numbers import parse_change

        parse_change(text)
        return text


class AmountOrChange(Amount):
    """An amount of money, or a change in per cent; with a sign where an amount is one without it."""

    def read(self, text: str, run: Run) -> str:
        """The text of either."""
        if is_change(text, signed=not self.allow_negative):
            return Change().read(text, run)
        return super().read(text, run)


class AmountOrShare(Amount):
    """An amount of money, or a share in per cent of what there is."""

    def read(self, text: str, run: Run) -> str:
        """The text of either."""
        if not is_change(text):
            return super().read(text, run)
        from amcli.rules.numbers import BASIS_POINTS, parse_share

        parse_share(text, 10 * BASIS_POINTS)
        return text


def is_change(text: str, *, signed: bool = False) -> bool:
    """Whether what was typed for an amount is a change in per cent."""
    return text.strip().endswith("%") and (not signed or text.strip()[:1] in "+-")


class Currency(Value):
    """An ISO 4217 code."""

    name = "CODE"

    def read(self, text: str, run: Run) -> str:
        """The code in capitals."""
        from amcli.rules.money import check_currency

        return check_currency(text)


class Name(Value):
    """A name on one line, 1 to 200 characters."""

    name = "NAME"

    def read(self, text: str, run: Run) -> str:
        """The name without spaces at its ends."""
        try:
            return names.check_name(text)
        except BadValue as error:
            raise BadValue(prefixed(text, error.message), error.hint) from None


class Code(Value):
    """A code for an account."""

    name = "CODE"

    def read(self, text: str, run: Run) -> str:
        """The code."""
        try:
            return names.check_code(text)
        except BadValue as error:
            hint = "Letters, digits, - _ or . without spaces, at most 40: acme-uk"
            raise BadValue(prefixed(text, error.message), hint) from None


class Text(Value):
    """Text of any length; empty text empties the field."""

    name = "TEXT"
    check = staticmethod(names.check_text)

    def read(self, text: str, run: Run) -> str:
        """The text, checked for what cannot be stored."""
        try:
            return self.check(text, "text", LONGEST_TEXT)
        except BadValue as error:
            raise BadValue(prefixed(text, error.message), error.hint) from None


class OneLine(Text):
    """Text on one line; empty text empties the field."""

    check = staticmethod(names.check_line)


class Spoken(Text):
    """Words of a text, which need no quotes: those before the first option (commandline.py)."""

    spoken = True


def prefixed(text: str, message: str) -> str:
    """A message that starts with what was typed; the option's name takes the place of `code`, `name`."""
    _, found, rest = message.partition(f"{quoted(text)}: ")
    return found + rest if found else f"{quoted(text)}: {message}"


class OrEmpty(Value):
    """A kind of value, or an empty text, which empties the field."""

    def __init__(self, inner: Value) -> None:
        self.inner = inner
        self.name = inner.name

    def read(self, text: str, run: Run) -> Any:
        """The value, or an empty text."""
        return self.inner.read(text, run) if text else ""

    def read_as(self, label: str, text: str, run: Run) -> Any:
        """The value as its kind reads it, so that an error is said in its words."""
        return self.inner.read_as(label, text, run) if text else text


class Word(Value):
    """A value of a closed vocabulary, by any unambiguous beginning."""

    def __init__(self, values: Sequence[str], instead: str = "") -> None:
        self.values = tuple(values)
        self.name = "|".join(values) if len(values) < 6 else "|".join(values[:4]) + "|..."
        self.instead = instead  # where a word that is none of them would go

    def read(self, text: str, run: Run) -> str:
        """The value."""
        return pick(text, self.values)

    def read_as(self, label: str, text: str, run: Run) -> str:
        """The value; an error says what the option wants, and where else the word would go."""
        try:
            return pick(text, self.values, NOUNS.get(label) or label.lstrip("-").replace("-", " ").lower())
        except BadValue as error:
            hint = error.hint
            if self.instead and "matches" not in error.message:
                hint = f"{self.instead} {quoted(text)}"
            raise BadValue(f"{label} {error.message}", hint) from None


class Whole(Value):
    """A whole number within limits."""

    name = "N"

    def __init__(self, least: int = 0, most: int = 1_000_000_000) -> None:
        self.least = least
        self.most = most

    def read(self, text: str, run: Run) -> int:
        """The number."""
        digits = text.strip().removeprefix("-")
        if not (digits.isascii() and digits.isdigit()) or len(digits) > 12:
            raise BadValue(f"{quoted(text)}: not a whole number.")
        if not self.least <= int(text) <= self.most:
            raise BadValue(f"{quoted(text)}: from {self.least:,} to {self.most:,}.")
        return int(text)


class Number(Value):
    """A number that may have decimals, from 0 on."""

    name = "N"

    def read(self, text: str, run: Run) -> float:
        """The number."""
        from amcli.rules.numbers import parse_number

        return parse_number(text)


class Share(Value):
    """A share of 1."""

    name = "SHARE"

    def read(self, text: str, run: Run) -> float:
        """The share: 0.4 for 40%."""
        from amcli.rules.numbers import BASIS_POINTS, parse_share

        return parse_share(text) / BASIS_POINTS


class Address(Value):
    """An address to which a message is sent."""

    name = "ADDRESS"

    def read(self, text: str, run: Run) -> str:
        """The address, or several with commas between."""
        from amcli.reports.message import addresses

        return addresses(text)


class Program(Value):
    """A program with its options, which no shell ever reads."""

    name = "COMMAND"

    def read(self, text: str, run: Run) -> str:
        """The command, if it can be split into words."""
        from amcli.programs import words_of

        try:
            assert words_of(text)
        except ValueError:
            raise BadValue(f"{quoted(text)}: not a command.", "Such as: /usr/sbin/sendmail -t") from None
        return text


class Pair(Value):
    """FIELD=VALUE."""

    name = "FIELD=VALUE"

    def read(self, text: str, run: Run) -> tuple[str, str]:
        """The two sides."""
        field, equals, value = text.partition("=")
        if not equals or not field.strip():
            raise BadValue(f"{quoted(text)}: not of the form FIELD=VALUE.")
        names.check_text(value, "text", LONGEST_TEXT)
        return names.check_name(field, "field"), value


HAPPENED = Day(dates.Side.HAPPENED)
AHEAD = Day(dates.Side.DUE)
EITHER = Day(dates.Side.EITHER)
DUE = Day(dates.Side.DUE, moves=True)
KIND = Word(vocabulary.INTERACTION_KINDS)
TEXT, LINE, NAME = Text(), OneLine(), Name()
# How a value of a record is read, by the type of its field or by what its option says instead. What only one
# kind of record has is a reader of its command.
READERS: "Mapping[str, Callable[[Field], Value]]" = {
    "line": lambda field: LINE,
    "text": lambda field: TEXT,
    "link": lambda field: TEXT,
    "name": lambda field: NAME,
    "list": lambda field: NAME,
    "object": lambda field: Pair(),
    "code": lambda field: Code(),
    "choice": lambda field: Word(field.choices),
    "currency": lambda field: Currency(),
    "clock": lambda field: TimeOfDay(),
    "notice": lambda field: Notice(),
    "day": lambda field: HAPPENED,
    "happened": lambda field: HAPPENED,
    "due": lambda field: DUE,
    "ahead": lambda field: AHEAD,
    "either": lambda field: EITHER,
    "last day": lambda field: LastDay(named(field)),
    "whole": lambda field: Whole(*field.between or ()),
    "number": lambda field: Number(),
    "share": lambda field: Share(),
    "money": lambda field: Amount(),
    "amount or share": lambda field: AmountOrShare(),
}


def named(field: "Field") -> str:
    """The option of a field as errors name it."""
    assert field.option is not None
    return field.option.names[0]


def reader_of(field: "Field") -> Value:
    """How the option of a field is read."""
    assert field.option is not None
    return READERS[field.option.reads or field.type](field)
