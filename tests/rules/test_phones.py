"""Telephone numbers in E.164: only whole, valid ones, and never another one than was typed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules.phones import check_country, e164, entry, same_number, several


@pytest.mark.parametrize(
    ("typed", "country", "expected"),
    [
        ("+44 20 7946 0018", None, "+442079460018"),
        ("+44 (0)20 7946 0018", None, "+442079460018"),
        ("(+44) 20.7946-0018", "DE", "+442079460018"),
        ("+٤٤٢٠٧٩٤٦٠٠١٨", None, "+442079460018"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("00 44 20 7946 0018", "DE", "+442079460018"),
        ("030/901820", "DE", "+4930901820"),
        # The 0 of Italy belongs to the number, whoever wrote it in parentheses.
        ("+39 (0)6 698 12345", None, "+390669812345"),
        ("(202) 555-0143", "US", "+12025550143"),
        ("03-3224-9999", "JP", "+81332249999"),
        # The line of an extension.
        ("+44 20 7946 0018 ext. 7", None, "+442079460018"),
        ("+44 20 7946 0018 x7", None, "+442079460018"),
        ("+44 20 7946 0018#7", None, "+442079460018"),
        ("+44 20 7946 0018;ext=12", None, "+442079460018"),
        ("(0)20 7946 0018, extension 12", "GB", "+442079460018"),
        ("8 (495) 739-70-00", "RU", "+74957397000"),
        # Mexico's mobile numbers had a 1 until 2019.
        ("+52 1 55 1234 5678", None, "+525512345678"),
        ("+52 55 1234 5678", None, "+525512345678"),
        ("00 52 1 55 1234 5678", "DE", "+525512345678"),
    ],
)
def test_a_valid_number_has_its_international_form(typed: str, country: str | None, expected: str) -> None:
    assert e164(typed, country) == expected
    assert e164(expected, None) == expected


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("020 7946 0018", None),
        ("0044 20 7946 0018", None),
        ("+44 20 7946 0018 extra 7", None),
        ("+44 20 7946 0018 x", None),
        ("+1 800 FLOWERS", None),
        ("+44 20 7946 0018 / +44 20 7946 0019", None),
        ("+44 20 7946 0018 / 19", None),
        ("+44 20 7946 001", None),
        ("+1 555 0100", None),
        ("+52 1 55 1234 567", None),
        ("+52 2 55 1234 5678", None),
        ("+999 123 456 789", None),
        ("112", "DE"),
        ("", "GB"),
        ("+", "GB"),
        ("1" * 300, "GB"),
        ("020 7946 0018", "XX"),
    ],
)
def test_what_is_no_whole_valid_number_has_none_and_stays_as_it_was_typed(
    typed: str, country: str | None
) -> None:
    assert entry(typed, country) == {"typed": typed, "e164": None}


@given(st.text(max_size=40), st.sampled_from([None, "GB", "US", "DE"]))
@example("+44 20 7946 0018", None)
def test_any_text_gives_an_international_form_of_its_own_digits_or_none(
    typed: str, country: str | None
) -> None:
    found = e164(typed, country)
    if found is not None:
        assert found[0] == "+"
        assert 8 <= len(found[1:]) <= 15
        assert found[1:].isascii()
        assert found[1:].isdigit()


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("+49 30 901820;ext=12", ["+49 30 901820 ext. 12"]),
        ("tel:+49-30-901820;ext=12; +49 170 1234567", ["+49-30-901820 ext. 12", "+49 170 1234567"]),
        ("+49 30 901820 ; EXT=12\n+49 30 901820", ["+49 30 901820 ext. 12", "+49 30 901820"]),
        ("030 1, 2 ::: 030 1, 2", ["030 1, 2"]),
        ("tel:+49-30-901820;phone-context=x", ["+49-30-901820", "phone-context=x"]),
        (" ; ;ext=;", [";ext="]),
        ("", []),
    ],
)
def test_the_semicolon_before_an_extension_parts_no_numbers(cell: str, numbers: list[str]) -> None:
    assert several(cell) == numbers


def test_two_extensions_of_one_line_are_two_numbers_and_one_extension_is_one_however_it_is_written() -> None:
    forms = ["+44 20 7946 0018 ext. 7", "+442079460018x7", "+44 (0)20 7946 0018;ext=7", "+44 20 79460018 #7"]
    assert {same_number(entry(typed)) for typed in forms} == {"+442079460018;ext=7"}
    assert same_number(entry("+44 20 7946 0018 ext. 8")) == "+442079460018;ext=8"
    assert same_number(entry("+44 20 7946 0018")) == "+442079460018"
    assert same_number(entry("7946 0018 ext 7")) == "79460018;ext=7"
    assert same_number(entry("Reception")) == "reception"


def test_a_country_is_two_letters_that_there_are() -> None:
    assert [check_country(text) for text in ("gb", " DE ", "US")] == ["GB", "DE", "US"]
    for text in ("UK", "GBR", "44", "", "Germany"):
        with pytest.raises(BadValue, match="not a two-letter country code"):
            check_country(text)
