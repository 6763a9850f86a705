"""Telephone numbers: the one international form of a number, E.164, which what was typed is kept beside.

The only place that knows the library of the world's numbers, and only where a number is written or
compared does anything load it. Not for telling whether anybody answers there.
"""

from collections.abc import Mapping

from amcli import patterns
from amcli.errors import BadValue
from amcli.hints import TYPE_CHECKING
from amcli.rules.names import quoted

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# An extension, as people and programs write it after a number: `x7`, `ext. 12`, `#7`, `;ext=12`.
EXTENSION = r"(?<=[\d)])[\s,;]*(?:extension|ext\.?|x|#)\s*[:=.]?\s*(\d{1,10})\s*$"
# What parts the numbers of a cell. RFC 3966 has an extension after a `;`, which parts nothing.
_PARTS = r"\s*(?:;(?!\s*ext\s*=)|:::|\n)\s*"
_URI_EXTENSION = r"(?:^|;)\s*ext\s*=\s*([^;]*\S)"


def extension(text: str) -> str:
    """The figures of the extension after a number; "" where there is none."""
    found = patterns.search(EXTENSION, text, patterns.IGNORECASE)
    return found[1] if found else ""


def e164(text: str, country: str | None = None) -> str | None:
    """A number as `+442079460018`; None where it is no whole valid number, or does not say its country.

    `country` (`GB`) is that of a number typed without one. An extension has no place in the form: the number
    is that of the line. Other letters may mean anything: they give None rather than another number than was
    typed.
    """
    line = patterns.sub(EXTENSION, "", text, patterns.IGNORECASE)
    if any(char.isalpha() for char in line):
        return None
    import phonenumbers

    try:
        number = _of_today(phonenumbers.parse(line, country))
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def within_country(number: str) -> str:
    """An E.164 number as people of its country type it: `020 7946 0018`."""
    import phonenumbers

    parsed = phonenumbers.parse(number)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)


def _of_today(number: "PhoneNumber") -> "PhoneNumber":
    """Without the 1 that Mexico's mobile numbers had after +52 until 2019: address books and chats still have
    it, and no number there begins with one."""
    national = str(number.national_number)
    if number.country_code == 52 and len(national) == 11 and national[0] == "1":
        number.national_number = int(national[1:])
    return number


def entry(typed: str, country: str | None = None) -> dict[str, str | None]:
    """A number as the book keeps it: as typed, and in E.164."""
    return {"typed": typed, "e164": e164(typed, country)}


def same_number(entry: Mapping[str, object]) -> str:
    """What makes two numbers of the book one: the line in E.164, else its figures or its text, and the
    extension, which two people of one company differ by."""
    typed = str(entry.get("typed") or "")
    line = patterns.sub(EXTENSION, "", typed, patterns.IGNORECASE)
    figures = "".join(char for char in line if char in "0123456789")
    inner = extension(typed)
    return str(entry.get("e164") or figures or line.strip().casefold()) + (f";ext={inner}" if inner else "")


def several(cell: str) -> list[str]:
    """The numbers of a cell without repeats; a comma may belong to one, so only `;`, ` ::: ` and line ends
    part them, and not the `;` before an extension."""
    return [
        part
        for part in dict.fromkeys(map(from_uri, patterns.split(_PARTS, cell.strip(), patterns.IGNORECASE)))
        if part
    ]


def from_uri(text: str) -> str:
    """A number as a person writes it: `+49-30-1234 ext. 12` of `tel:+49-30-1234;ext=12`."""
    text = text.strip()
    is_uri = text[:4].lower() == "tel:"
    digits, _, rest = text[4 if is_uri else 0 :].partition(";")
    if inner := patterns.search(_URI_EXTENSION, rest, patterns.IGNORECASE):
        return f"{digits.strip()} ext. {inner[1].strip()}"
    return digits.strip() if is_uri else text


def check_country(text: str) -> str:
    """A country by its two letters of ISO 3166, for numbers that do not say theirs. Raises BadValue."""
    import phonenumbers

    found = text.strip().upper()
    if found not in phonenumbers.SUPPORTED_REGIONS:
        raise BadValue(f"{quoted(text)} is not a two-letter country code.", "For example DE, FR or GB.")
    return found
