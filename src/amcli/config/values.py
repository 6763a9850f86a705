"""The values that settings take, by their kind: each read, checked and given its own type.

Which settings there are is in `config`, which loads this for what a file really says.
"""

from collections.abc import Callable

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import Any
from amcli.rules.dates import parse_duration
from amcli.rules.names import quoted, yes_or_no

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def read_value(kind: str, value: object) -> Any:
    """A value of a kind of `READERS`. Raises BadValue."""
    reader, wanted = READERS[kind]
    try:
        return reader(value)
    except BadValue:
        raise
    except (ValueError, TypeError, AttributeError):
        raise BadValue(f"{quoted(str(value))} is not {wanted}.") from None


def read_figure(name: str, value: object) -> float:
    """A figure of the score, within its limits. Raises BadValue."""
    from amcli.rules import figures

    try:
        return figures.read_figure(name, value)
    except (ValueError, OverflowError):
        raise BadValue(f"{quoted(str(value))} is not {figures.range_of(name)}.") from None


def read_currency(value: Any) -> str:
    """An ISO 4217 code."""
    from amcli.rules.money import check_currency

    return check_currency(value)


def read_days(value: Any) -> int:
    """A number of days from 1 to 3660."""
    days = int(value) if not isinstance(value, bool) else 0
    if not 1 <= days <= 3660:
        raise ValueError
    return days


def read_order(value: object) -> str:
    """Whether the day or the month comes first; a year that comes first is clear by itself."""
    if value not in ("dmy", "mdy"):
        raise ValueError
    return str(value)


def read_duration(value: Any) -> str:
    parse_duration(value)
    return str(value)


def as_list(value: Any) -> list[str]:
    """A list, or text with commas between."""
    parts = value.split(",") if isinstance(value, str) else value
    return [str(part).strip().lower() for part in parts if str(part).strip()]


def read_weekdays(value: object) -> list[str]:
    """Weekdays by their first three letters."""
    names = [part[:3] for part in as_list(value)]
    if not names or not set(names) <= set(DAY_NAMES):
        raise ValueError
    return names


def read_days_off(value: object) -> list[str]:
    """Single days, as ISO text."""
    from datetime import date

    return [date.fromisoformat(part).isoformat() for part in as_list(value)]


def read_places(value: Any) -> list[str]:
    """Countries with public holidays, and parts of them. Loads the library that knows them."""
    from amcli.config.freedays import check_place

    parts = value.split(",") if isinstance(value, str) else value
    found = [check_place(str(part)) for part in parts if str(part).strip()]
    if not found:
        raise ValueError
    return list(dict.fromkeys(found))


def read_zone(value: Any) -> str:
    """A time zone by its name."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(value.strip()).key
    except (ZoneInfoNotFoundError, OSError):
        raise ValueError from None


def read_country(value: Any) -> str:
    """A country by its two letters. Loads the library that knows the world's telephone numbers."""
    from amcli.rules.phones import check_country

    return check_country(value)


def read_bool(value: Any) -> bool:
    found = value if isinstance(value, bool) else yes_or_no(value)
    if found is None:
        raise ValueError
    return found


def read_rate(value: object) -> str:
    """An exchange rate, as exact text."""
    from amcli.rules.money import check_rate

    return check_rate(str(value))


def read_part(value: object) -> str:
    """A part of a whole, more than nothing, as text so that it stays exact."""
    from amcli.rules.numbers import BASIS_POINTS, parse_share

    part = parse_share(str(value))
    if part == 0:
        raise ValueError
    whole, rest = divmod(part, BASIS_POINTS)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")


def read_hours(value: object) -> int | float:
    """Hours, more than 0, with two decimals at most, so that sums of them are exact in hundredths."""
    whole, _, part = str(value).strip().partition(".")
    digits = (whole or "0") + part.ljust(2, "0")
    if not (digits.isascii() and digits.isdigit()) or len(part) > 2 or not 0 < int(digits) < 10_000_000:
        raise ValueError
    return int(digits) // 100 if int(digits) % 100 == 0 else int(digits) / 100


def read_seconds(value: Any) -> int:
    """A number of seconds from 1 to 300."""
    seconds = int(value) if not isinstance(value, bool) else 0
    if not 1 <= seconds <= 300:
        raise ValueError
    return seconds


def read_command(value: Any) -> str:
    """A command: a list of words, or text that is split into words as a shell would, but that no shell
    ever sees. The program is one in PATH or has its whole path, so that it is no other one elsewhere."""
    import shlex

    words = shlex.split(value) if isinstance(value, str) else value
    if not words or not all(isinstance(word, str) and "\0" not in word for word in words):
        raise ValueError
    if "/" in words[0] and not words[0].startswith(("/", "~/")):
        raise BadValue(
            f"{quoted(words[0])}: give the program's full path, or just its name if it is in PATH."
        )
    return shlex.join(words)


def read_server(value: Any) -> str:
    """The address of a team's server, without a password."""
    from amcli.rules.servers import check_server

    return check_server(value)


def read_book_name(value: Any) -> str:
    """What a book is called on a team's server."""
    from amcli.rules.servers import check_book_name

    return check_book_name(value)


def read_path(value: Any) -> str:
    """The whole path of a file: a setting doesn't know in which folder a command runs."""
    if not value.startswith(("/", "~/")) or not value.isprintable():
        raise ValueError
    return str(value)


def read_account_pairs(value: object) -> list[str]:
    """Pairs of accounts of two books, as `dana/acme robin/acme`, with commas between where they are typed."""
    from amcli.rules.servers import check_account_pair

    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts:
        raise ValueError
    return list(dict.fromkeys(check_account_pair(str(each)) for each in parts))


def read_names(value: object) -> list[str]:
    """Names of one person, with commas between where they are typed."""
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(each, str) and each.strip() for each in parts):
        raise ValueError
    return [" ".join(each.split()) for each in parts]


def read_addresses(value: object) -> list[str]:
    """E-mail addresses, and domains that begin with `@`, in lower case."""
    found = as_list(value)
    if not found or not all(patterns.fullmatch(r"[^@\s]*@[^@\s]+", part) for part in found):
        raise ValueError
    return list(dict.fromkeys(found))


# The reader of each kind, and the words for what it wants.
READERS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "currency": (read_currency, "a currency code, for example EUR"),
    "days": (read_days, "a number of days from 1 to 3660"),
    "order": (read_order, "dmy or mdy"),
    "duration": (read_duration, "a duration, for example 30d"),
    "weekdays": (read_weekdays, "a list of weekdays, for example mon,tue,wed,thu,fri"),
    "day list": (read_days_off, "a list of dates, for example 2026-12-25"),
    "places": (read_places, "a list of countries, for example DE-BY,AT"),
    "names": (read_names, "a list of names, for example Kim Lind,Kim"),
    "plays": (read_names, "a list of plays, for example renewal,qbr"),
    "addresses": (read_addresses, "a list of email addresses, for example me@example.com,@example.com"),
    "zone": (read_zone, "a time zone, for example Europe/Berlin"),
    "country": (read_country, "a two-letter country code, for example GB"),
    "bool": (read_bool, "true or false"),
    "rate": (read_rate, "a rate, for example 0.92"),
    "part": (read_part, "a share, for example 75% or 0.75"),
    "server": (read_server, "the address of a PostgreSQL server"),
    "book name": (read_book_name, "a book's name, for example dana"),
    "path": (read_path, "the whole path of a file, for example ~/team.db"),
    "account pairs": (read_account_pairs, "pairs of accounts, for example dana/acme robin/acme"),
    "seconds": (read_seconds, "a number of seconds from 1 to 300"),
    "command": (read_command, "a command, as a list of words or as text"),
    "hours": (read_hours, "a number of hours above 0, for example 2.5"),
}
