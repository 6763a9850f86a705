"""Letters without their accents, and people by number, address and name, wherever an account or a person is
wanted."""

import pytest

from tests.support import Cli


def fill_letters(cli: Cli) -> None:
    for name, code in (
        ("Łódź Tramwaje", "łódź"), ("Straße & Söhne", "str"), ("Ørsted", "ors"), ("Café Nero", "cn"),
        ("Đukić Æro", "duk"), ("Αθήνα Τρόφιμα", "ath"), ("Чайка", "cha"),
    ):  # fmt: skip
        cli.ok("account", "add", name, "--code", code)
    cli.ok("contact", "add", "cn", "Zoë Brønnum", "--email", "zoe@nero.example")
    cli.ok("log", "cn", "Zoë will in der Große Straße, Łukasz zahlt 12 Ærø-Kronen, Αθήνα")


@pytest.fixture
def letters(cli: Cli) -> Cli:
    """Accounts and people whose names have letters that many keyboards lack."""
    return cli.once(fill_letters)


TYPED = [
    ("lodz", "łódź"), ("ŁÓDŹ", "łódź"), ("łodz", "łódź"), ("strasse", "str"), ("STRASSE & SOHNE", "str"),
    ("straße", "str"), ("sohne", "str"),
    ("orsted", "ors"), ("ørs", "ors"), ("cafe nero", "cn"), ("café", "cn"),
    ("dukic", "duk"), ("aero", "duk"), ("æro", "duk"), ("αθηνα", "ath"), ("чаика", "cha"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "code"), TYPED)
def test_accounts_are_found_with_and_without_accents(letters: Cli, typed: str, code: str) -> None:
    assert letters.ok("show", typed, "-o", "ids") == f"{code}\n"
    assert [row["code"] for row in letters.json("account", "list", typed)] == [code]


@pytest.mark.parametrize(("typed", "code"), TYPED)
def test_find_knows_every_spelling_of_a_name(letters: Cli, typed: str, code: str) -> None:
    assert code in [row["ref"] for row in letters.json("find", typed)]


@pytest.mark.parametrize(
    "typed",
    ["strasse", "STRASSE", "straße", "stras", "grosse strasse", "lukasz", "Łukasz", "aero", "Αθηνα", "zoe"],
)
def test_find_knows_every_spelling_within_what_was_said(letters: Cli, typed: str) -> None:
    assert "n1" in [row["ref"] for row in letters.json("find", typed)]


def test_find_shows_the_words_as_they_were_written(letters: Cli) -> None:
    (row,) = [row for row in letters.json("find", "grosse", "strasse") if row["ref"] == "n1"]
    assert "Große Straße" in row["snippet"]


def test_a_word_that_no_spelling_has_is_not_found(letters: Cli) -> None:
    assert letters.json("find", "strazze") == []
    assert letters.json("find", "lodzz") == []


def test_people_and_fields_are_found_without_accents(letters: Cli) -> None:
    assert letters.ok("contact", "show", "zoe bronnum", "-o", "ids") == "p1\n"
    assert letters.ok("contact", "show", "BRØNNUM", "-o", "ids") == "p1\n"
    assert [row["contact"] for row in letters.json("contact", "list", "name.has:bronn")] == ["p1"]
    letters.ok("account", "edit", "lodz", "--owner", "Jürgen Groß", "--set", "Größe=klein")
    for word in ("owner:jurgen gross", "owner.has:groß", "extra.grosse:KLEIN"):
        assert [row["code"] for row in letters.json("account", "list", word)] == ["łódź"]


def test_someone_in_the_text_is_recognised_without_accents(letters: Cli) -> None:
    ref = letters.ref("log", "cn", "zoe called back")
    (row,) = [row for row in letters.json("activity", "list") if row["interaction"] == ref]
    assert row["contacts"] == ["Zoë Brønnum"]


def test_two_names_that_differ_by_an_accent_are_two_and_each_is_found_as_it_is_written(cli: Cli) -> None:
    assert cli.ref("account", "add", "Café") == "cafe"
    assert cli.ref("account", "add", "Cafe") == "cafe-2"
    assert cli.ok("show", "café", "-o", "ids") == "cafe\n"
    assert cli.ok("show", "cafe", "-o", "ids") == "cafe\n"
    cli.ok("account", "edit", "cafe", "--code", "other")
    code, _, err = cli("show", "CAFÉ")
    assert (code, err) == (0, "")
    assert cli.ok("show", "CAFÉ", "-o", "ids") == "other\n"
    assert cli.ok("show", "Cafe", "-o", "ids") == "cafe-2\n"


def fill_numbers(office: Cli) -> None:
    office.ok("config", "set", "me.country", "GB")
    office.ok("contact", "edit", "jane", "--phone", "020 7946 0018")
    office.ok("contact", "edit", "dana", "--phone", "+1 (212) 555-0142 ext. 77")
    office.ok(
        "contact", "add", "acton", "Pete Hall", "--phone", "0171/123456", "--email", "pete@acton.example"
    )
    office.ok("account", "edit", "acton", "--phone", "+44 20 7000 9999")


@pytest.fixture
def numbers(office: Cli) -> Cli:
    """The office, with people who have a number each, in many forms."""
    return office.once(fill_numbers)


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("020 7946 0018", "p1"), ("+44 20 7946 0018", "p1"), ("+44 (0)20 7946-0018", "p1"),
        ("0044 20 7946 0018", "p1"), ("011 44 20 7946 0018", "p1"), ("tel:+442079460018", "p1"),
        ("7946 0018", "p1"), ("460018", "p1"), ("46.00.18", "p1"), ("+44 20 7946 0018 x12", "p1"),
        ("212 555 0142", "p3"), ("+12125550142", "p3"), ("5550142", "p3"),
        ("0171 123456", "p4"), ("123456", "p4"), ("+49 171 123456", "p4"),
        ("+44 20 7000 9999", "acton"), ("009999", "acton"),
    ],
)  # fmt: skip
def test_a_phone_number_in_any_form_shows_and_finds_who_has_it(numbers: Cli, typed: str, ref: str) -> None:
    assert numbers.ok("show", typed, "-o", "ids") == f"{ref}\n"
    first = numbers.json("find", typed)[0]
    assert first["ref"] == ref
    assert [char for char in first["snippet"] if char.isdigit()]


@pytest.mark.parametrize("typed", ["60018", "+44", "0018", "12-18", "007946"])
def test_fewer_than_six_figures_are_no_number(numbers: Cli, typed: str) -> None:
    assert numbers("show", typed).code == (2 if typed.isdigit() else 3)  # digits alone are a line, or nothing
    assert numbers.json("find", typed) == []


@pytest.mark.parametrize("typed", ["020 7946 0019", "99460018", "+44 20 7946 00181"])
def test_another_number_is_nobodys(numbers: Cli, typed: str) -> None:
    assert numbers("show", typed).code == (2 if typed.isdigit() else 3)


def test_a_number_or_an_address_stands_for_the_account_where_one_is_wanted(numbers: Cli) -> None:
    for typed in ("123456", "pete@acton.example", "PETE@ACTON.EXAMPLE", "pete", "Pete Hall", "hall", "p4"):
        assert numbers.ok("brief", typed, "-o", "ids") == "acton\n"
    answer = numbers("brief", "pete", tty=True)
    assert (answer.code, answer.err) == (0, "am: Pete Hall (p4) is at Acton Glass.\n")


def test_a_number_that_several_people_of_one_account_have_is_the_account(numbers: Cli) -> None:
    numbers.ok("contact", "edit", "omar", "--phone", "020 7946 0018")
    assert numbers.ok("brief", "460018", "-o", "ids") == "acme\n"
    code, _, err = numbers("contact", "show", "460018")
    assert (code, [line.split()[0] for line in err.splitlines()[1:]]) == (4, ["p1", "p2"])


def test_a_number_that_people_of_two_accounts_have_is_ambiguous(numbers: Cli) -> None:
    numbers.ok("contact", "edit", "dana", "--phone", "020 7946 0018")
    code, out, err = numbers("log", "460018", "hello")
    assert (code, out) == (4, "")
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["p1", "p3"]


def test_log_takes_the_one_person_of_that_name_and_says_whose_they_are(numbers: Cli) -> None:
    numbers.ok("log", "pete", "Wants a demo")
    row = numbers.json("activity", "list", "-s", "-id")[0]
    assert (row["account"], row["contacts"]) == ("acton", ["Pete Hall"])
    answer = numbers("log", "pete", "Called again", tty=True)
    assert answer.out.startswith("Acton Glass: call with Pete Hall logged.")
    assert answer.err == ""


def test_several_of_a_name_are_asked_about_and_a_first_name_goes_before_a_longer_one(numbers: Cli) -> None:
    numbers.ok("contact", "add", "birch", "Peter Ash")
    assert numbers.ok("brief", "pete", "-o", "ids") == "acton\n"
    numbers.ok("contact", "add", "birch", "Pete Stone")
    code, out, err = numbers("log", "pete", "hello")
    assert (code, out) == (4, "")
    assert [line.split()[0] for line in err.splitlines()[1:]] == ["p4", "p6"]
    numbers.ok("contact", "left", "p6", "--no-task")
    assert numbers.ok("brief", "pete", "-o", "ids") == "acton\n"


def test_where_an_account_matches_too_it_is_the_account(numbers: Cli) -> None:
    numbers.ok("account", "add", "Petersen Group")
    assert numbers.ok("brief", "pete", "-o", "ids") == "petersen-group\n"
    numbers.ok("log", "pete", "Talked")
    assert numbers.json("activity", "list", "-s", "-id")[0]["account"] == "petersen-group"


def test_a_part_within_a_persons_name_stands_for_no_account(numbers: Cli) -> None:
    assert numbers("log", "ete", "hello").code == 3
    assert numbers("log", "pe", "hello").code == 3


def test_nobody_stands_for_an_account_that_is_deleted_or_merged_or_written_in_a_file(numbers: Cli) -> None:
    assert numbers("account", "rm", "pete", "--yes").code == 3
    assert numbers("account", "merge", "acme", "pete", "--yes").code == 3
    code, _, err = numbers("log", "--stdin", stdin='{"account": "pete", "summary": "x"}\n')
    assert (code, "no account" in err) == (5, True)


def test_a_person_of_the_account_is_named_by_number_and_address_too(numbers: Cli) -> None:
    ref = numbers.ref("log", "acme", "hello", "-w", "460018")
    numbers.ref("log", "acme", "hello", "-w", "OMAR@acme.example")
    rows = {row["interaction"]: row["contacts"] for row in numbers.json("activity", "list")}
    assert rows[ref] == ["Jane Orr"]
    assert numbers("log", "acme", "hello", "-w", "0171 123456").code == 3  # Pete is somewhere else


def test_a_whole_name_without_quotes_is_the_person_and_the_rest_is_the_text(numbers: Cli) -> None:
    for words, text in ((("pete", "hall", "called", "back"), "called back"), (("pete", "called"), "called")):
        ref = numbers.ref("log", *words)
        (row,) = [row for row in numbers.json("activity", "list") if row["interaction"] == ref]
        assert (row["account"], row["contacts"], row["summary"]) == ("acton", ["Pete Hall"], text)


def test_a_meeting_is_booked_with_the_person_it_was_asked_for(numbers: Cli) -> None:
    ref = numbers.ref("meet", "pete", "2026-03-05", "14:00", "Renewal talk", today="2026-03-02")
    (row,) = [row for row in numbers.json("activity", "list") if row["interaction"] == ref]
    assert (row["account"], row["contacts"], row["planned"]) == ("acton", ["Pete Hall"], True)
