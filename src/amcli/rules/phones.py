"""Telephone numbers: the one international form of a number, E.164, which what was typed is kept beside.

The only place that knows the library of the world's numbers, and only where a number is written or
compared does anything load it. Not for telling whether anybody answers there.
"""

from amcli.errors import BadValue


def e164(text: str, country: str | None = None) -> str | None:
    """A number as `+442079460018`; None where it is no whole valid number, or does not say its country.

    `country` (`GB`) is that of a number typed without one. An extension has no place in the form, and
    letters may mean anything: both give None rather than another number than was typed.
    """
    if any(char.isalpha() for char in text):
        return None
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def entry(typed: str, country: str | None = None) -> dict[str, str | None]:
    """A number as the book keeps it: as typed, and in E.164."""
    return {"typed": typed, "e164": e164(typed, country)}


def check_country(text: str) -> str:
    """A country by its two letters of ISO 3166, for numbers that do not say theirs. Raises BadValue."""
    import phonenumbers

    from amcli.rules.names import quoted

    found = text.strip().upper()
    if found not in phonenumbers.SUPPORTED_REGIONS:
        raise BadValue(f"{quoted(text)} is not a two-letter country code.", "For example DE, FR or GB.")
    return found
