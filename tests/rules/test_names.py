"""Names, codes and text: what is kept, what is refused, and that what is shown does no harm."""

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from amcli.errors import BadValue
from amcli.rules import names
from amcli.rules.names import (
    check_code,
    check_name,
    check_text,
    folded,
    make_code,
    quoted,
    shown,
    spreadsheet_text,
    unshown,
)

SOURCE = Path(names.__file__).parents[2]

NASTY = [
    *"\\xutnr09afAF \t\n\r\0\x1b\x07\x7f\x85\x9b\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2028\u202a\u202e",
    *"\u2066\u2069\ufeff\ufe0f\ud800\udcff\U0001f469\u2764\U0001f525\u0645\u06cc\u0915\u094dé",
    "\u0301",
    "\U0001f3fd",
    "\U000e0041",
]
any_text = st.text(st.characters(), max_size=40) | st.lists(st.sampled_from(NASTY), max_size=12).map("".join)
NEVER: set[str] = set()


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Acme Robotics", "Acme Robotics"),
        ("", ""),
        ("[red]x[/red]", "[red]x[/red]"),
        ("=cmd()", "=cmd()"),
        ("Café 株式会社 Ñandú", "Café 株式会社 Ñandú"),
        ("e\u0301", "e\u0301"),
        ("a\u00a0b", "a\u00a0b"),
        ("\x1b]0;x\x07", r"\x1b]0;x\x07"),
        ("\x00\x7f\x9b31m", r"\x00\x7f\x9b31m"),
        ("a\tb\nc\rd", r"a\tb\nc\rd"),
        ("\v\f\x85", r"\x0b\x0c\x85"),
        ("C:\\new", r"C:\\new"),
        ("\u202eabc\u202c", r"\u202eabc\u202c"),
        ("\u2066\u2069\u200e\u200f\u061c", r"\u2066\u2069\u200e\u200f\u061c"),
        ("\u2028\u2029\ufeff\u200b\u2060\u00ad", r"\u2028\u2029\ufeff\u200b\u2060\u00ad"),
        ("\u3164\u115f\uffa0", r"\u3164\u115f\uffa0"),
        ("\ud800\udfff", r"\ud800\udfff"),
    ],
)
def test_control_and_direction_characters_are_shown_as_what_they_are(text: str, safe: str) -> None:
    assert shown(text) == safe
    assert unshown(safe) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\U0001f469\u200d\u2695\ufe0f", "\U0001f469\u200d\u2695\ufe0f"),
        ("\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525"),
        ("\U0001f469\U0001f3fd\u200d\U0001f4bb", "\U0001f469\U0001f3fd\u200d\U0001f4bb"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क\u094d\u200dष", "क\u094d\u200dष"),
        ("ac\u200dme", r"ac\u200dme"),
        ("ac\u200cme", r"ac\u200cme"),
        ("\u200d", r"\u200d"),
        ("\U0001f469\u200d", "\U0001f469\\u200d"),
        ("\u200d\U0001f469", "\\u200d\U0001f469"),
        ("\U0001f469\u200c\U0001f469", "\U0001f469\\u200c\U0001f469"),
        ("\U0001f469\u200d\u200d\U0001f469", "\U0001f469\\u200d\\u200d\U0001f469"),
        ("\U0001f469\u200dم", "\U0001f469\\u200dم"),
        ("م\u200d\U0001f469", "م\\u200d\U0001f469"),
        ("\ufe0f\u200d\U0001f469", "\ufe0f\\u200d\U0001f469"),
        ("a\u200cم", "a\\u200cم"),
    ],
)
def test_a_joiner_stays_only_where_it_shapes_what_is_seen(text: str, safe: str) -> None:
    assert shown(text) == safe
    assert unshown(safe) == text


@given(any_text)
@example(r"\x1b")
@example("\\\x1b")
@example("\\u200b\u200b")
def test_undoing_what_is_shown_gives_the_text(text: str) -> None:
    assert unshown(shown(text)) == text


@given(any_text)
def test_what_is_shown_holds_nothing_that_acts_on_a_terminal(text: str) -> None:
    for char in shown(text):
        kind = unicodedata.category(char)
        assert kind not in {"Cc", "Cs", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }


def test_every_format_character_of_the_first_plane_is_made_visible_but_signs_that_are_seen() -> None:
    raw = {n for n in range(0x10000) if unicodedata.category(chr(n)) == "Cf" and shown(chr(n)) == chr(n)}
    assert raw == {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2}


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126, exclude_characters="\\")))
def test_plain_text_is_shown_as_the_same_object(text: str) -> None:
    assert shown(text) is text


@pytest.mark.parametrize("text", ["\\", "\\q", "\\x1", "\\xzz", "\\u12", "\\U0001f469", "a\\"])
def test_a_backslash_that_starts_no_escape_is_left_alone(text: str) -> None:
    assert unshown(text) == text


def test_escapes_are_undone_in_either_case() -> None:
    assert unshown(r"\x1B\u202E") == "\x1b\u202e"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("akme", '"akme"'),
        ("", '""'),
        ("x" * 40, f'"{"x" * 40}"'),
        ("x" * 41, f'"{"x" * 37}..."'),
        ("\x1b" * 9, '"' + r"\x1b" * 9 + '"'),
        ("\x1b" * 11, '"' + r"\x1b" * 9 + '..."'),
        ("x" * 36 + "\\" * 9, '"' + "x" * 36 + '..."'),
    ],
)
def test_what_was_typed_is_repeated_safe_and_short(text: str, expected: str) -> None:
    assert quoted(text) == expected


@given(st.text(st.characters(), max_size=200) | any_text)
def test_a_repeated_text_is_never_longer_than_forty_and_never_cut_within_an_escape(text: str) -> None:
    inside = quoted(text)[1:-1]
    assert len(inside) <= 40
    if inside != shown(text):
        assert inside.endswith("...")
        assert text.startswith(unshown(inside[:-3]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme", "ACME"),
        ("Café", "CAFE\u0301"),
        ("Straße", "STRASSE"),
        ("Ω", "\u2126"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ],
)
def test_names_that_differ_in_case_or_composition_are_the_same(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_names_that_differ_in_a_letter_are_not_the_same() -> None:
    assert folded("Cafe") != folded("Café")


@given(st.text())
def test_a_composed_and_a_decomposed_name_have_one_key(text: str) -> None:
    assert folded(unicodedata.normalize("NFD", text)) == folded(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme Robotics", "Acme Robotics"),
        (" \tAcme\u3000\u00a0", "Acme"),
        ("x" * 200, "x" * 200),
        (" " * 300 + "x", "x"),
        ("\x1b]0;x\x07", "\x1b]0;x\x07"),
        ("\x1fAcme\x1c", "\x1fAcme\x1c"),
        ("\u202eabc", "\u202eabc"),
        ("e\u0301", "e\u0301"),
        ("'; DROP TABLE account;--", "'; DROP TABLE account;--"),
    ],
)
def test_names_are_kept_as_they_are_without_blanks_at_the_ends(text: str, name: str) -> None:
    assert check_name(text) == name


@pytest.mark.parametrize("char", list("\n\r\v\f\x85\u2028\u2029"))
def test_a_line_break_in_a_name_is_refused_wherever_it_stands(char: str) -> None:
    for text in (f"a{char}b", f"{char}a", f"a{char}"):
        with pytest.raises(BadValue, match="it can't contain a line break") as refused:
            check_name(text)
        assert char not in refused.value.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", 'title "": it is empty.'),
        (" \u3000", 'title " \u3000": it is empty.'),
        ("a\0b", 'title "a\\x00b": a NUL character can\'t be stored.'),
        ("a\udcff", r'title "a\udcff": not readable as UTF-8 text.'),
        ("x" * 201, f'title "{"x" * 37}...": 201 characters, at most 200 allowed.'),
        ("x" * 10_000, f'title "{"x" * 37}...": 10,000 characters, at most 200 allowed.'),
    ],
)
def test_what_cannot_be_a_name_is_refused_under_the_name_of_its_field(text: str, message: str) -> None:
    with pytest.raises(BadValue) as refused:
        check_name(text, "title")
    assert refused.value.message == message
    assert refused.value.exit_code == 2


@given(any_text)
def test_a_name_that_was_accepted_is_accepted_again_unchanged_and_can_be_stored(text: str) -> None:
    try:
        name = check_name(text)
    except BadValue:
        return
    assert check_name(name) == name
    assert name in text
    assert name.encode()


def test_text_may_have_lines_and_be_empty_but_has_a_limit() -> None:
    assert check_text("a\n\x1bb ", "body", 10) == "a\n\x1bb "
    assert check_text("", "body", 10) == ""
    with pytest.raises(BadValue, match=r'^body "12345678901": 11 characters, at most 10 allowed\.$'):
        check_text("12345678901", "body", 10)


@pytest.mark.parametrize("text", ["a\0", "\ud800", "é\udfff"])
def test_text_that_cannot_be_stored_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        check_text(text, "body", 10)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("acme", "acme"),
        (" ACME-UK ", "acme-uk"),
        ("a.b_c-1", "a.b_c-1"),
        ("10042", "10042"),
        ("ЁЖ", "ёж"),
        ("株式", "株式"),
        ("हिन्दी", "हिन्दी"),
        ("CAFE\u0301", "café"),
        ("İzmir", "izmir"),
        ("x" * 40, "x" * 40),
    ],
)
def test_codes_given_by_hand(text: str, code: str) -> None:
    assert check_code(text) == code


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "it is empty"),
        ("  ", "it is empty"),
        ("x" * 41, "it has 41 characters"),
        ("x" * 10_000, "it has 10,000 characters"),
        ("-acme", "it must start with a letter or a digit"),
        ("...", "it must start with a letter or a digit"),
        ("\u0301a", "it must start with a letter or a digit"),
        ("a b", "it can't contain spaces"),
        ("a\nb", "it can't contain spaces"),
        ("a/b", 'it can\'t contain "/"'),
        ("a:b", 'it can\'t contain ":"'),
        ("a\x1b", 'it can\'t contain "\\x1b"'),
        ("a\0", 'it can\'t contain "\\x00"'),
        ("a\u200bb", 'it can\'t contain "\\u200b"'),
        ("a\ud800", 'it can\'t contain "\\ud800"'),
        ("m²", 'it can\'t contain "²"'),
    ],
)
def test_what_cannot_be_a_code_is_refused_with_what_is_wrong(text: str, fault: str) -> None:
    with pytest.raises(BadValue) as refused:
        check_code(text)
    assert refused.value.message == f"code {quoted(text)}: {fault}."
    assert refused.value.hint is not None
    assert refused.value.hint.startswith("A code is 1 to 40 letters")


@given(any_text | st.text("aA1-_.İßΣ", max_size=45))
def test_a_code_that_was_accepted_is_accepted_again_unchanged(text: str) -> None:
    try:
        code = check_code(text)
    except BadValue:
        return
    assert check_code(code) == code
    assert 1 <= len(code) <= 40


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Acme Robotics", "acme-robotics"),
        ("  Acme & Söhne GmbH. ", "acme-sohne-gmbh"),
        ("O'Brien", "o-brien"),
        ("A--B__C", "a-b-c"),
        ("3M", "3m"),
        ("42", "a42"),
        ("٤٢", "a٤٢"),
        ("4-2", "4-2"),
        ("9" * 60, "a" + "9" * 39),
        ("", "account"),
        ("!!! \U0001f469", "account"),
        ("\u0301", "account"),
        ("m²", "m"),
        ("株式会社", "株式会社"),
        ("हिन्दी कंपनी", "हिन्दी-कंपनी"),
        ("می\u200cخواهم", "میخواهم"),
        ("Cafe\u0301", "cafe"),
        ("İstanbul", "istanbul"),
        ("x" * 60, "x" * 40),
        ("x" * 39 + " y", "x" * 39),
        ("\x1b[31mred", "31mred"),
    ],
)
def test_codes_are_made_from_the_letters_and_digits_of_a_name(name: str, code: str) -> None:
    assert make_code(name, NEVER.__contains__) == code


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Acme", {"acme"}, "acme-2"),
        ("Acme", {"acme", "acme-2", "acme-3"}, "acme-4"),
        ("", {"account"}, "account-2"),
        ("42", {"a42"}, "a42-2"),
        ("x" * 60, {"x" * 40}, "x" * 38 + "-2"),
        ("x" * 37 + "-yy", {"x" * 37 + "-yy"}, "x" * 37 + "-2"),
    ],
)
def test_a_taken_code_gets_the_next_number_within_forty_characters(
    name: str, taken: set[str], code: str
) -> None:
    assert make_code(name, taken.__contains__) == code


@given(st.lists(any_text, min_size=1, max_size=8))
def test_made_codes_are_distinct_and_would_be_accepted_by_hand(texts: list[str]) -> None:
    taken: set[str] = set()
    for text in texts * 2:
        code = make_code(text, taken.__contains__)
        assert code not in taken
        assert check_code(code) == code
        assert not code.isdigit()
        taken.add(code)


def test_plain_text_needs_no_unicode_tables() -> None:
    script = f"""
import sys
sys.path.insert(0, {str(SOURCE)!r})
from amcli.rules import names
names.make_code(names.check_name("Acme & Co"), {{"acme-co"}}.__contains__)
names.check_code("ACME.uk")
names.shown("a\\x1b" + names.folded("Acme"))
print("unicodedata" in sys.modules)
"""
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script], capture_output=True, text=True, check=True
    )
    assert result.stdout == "False\n"


@pytest.mark.parametrize(
    "text",
    [
        "-5", "+5", "-1,234.50", "-1 234,50", "-5%", "- 5", "+44 20 7946 0018", "+44 (0)20-7946-0018 ext. 12",
        "+49 89/123456-0", "+44 20 7946 0018; +1 202 555 0100", "+44 20 7946 0018, 020 7946 0042", "x=1", "",
        "'x", "3-4",
    ],
)  # fmt: skip
def test_numbers_and_telephone_numbers_are_no_formulas(text: str) -> None:
    assert spreadsheet_text(text) == text


@pytest.mark.parametrize(
    "text",
    ["=1", "@x", "-x", "+x", "\t=1", "\r=1", "'=1", "''=1", "'+44 20 7946 0018", "-2+3", "+1+2", "-", "+",
     "=+44 20 7946 0018", "-1-2", "+44 20 7946 0018+x", "+44 20 7946 0018; =1", "-5; @x", "+1\n=2"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_gets_one_mark_more(text: str) -> None:
    assert spreadsheet_text(text) == f"'{text}"
