import pytest

from tests.support import Cli


def fill_library(office: Cli) -> None:
    office.ok("log", "acme", "Wants SSO before the pilot; the café was closed")
    office.ok("log", "birch", "客户要求降价 next week", "--on", "2026-02-01")
    office.ok("account", "edit", "acton", "--notes", "pilot of the glass roof, NOT urgent")
    office.ok("task", "add", "acton", "Pilot names AND faces")


@pytest.fixture
def library(office: Cli) -> Cli:
    """An office with things to find."""
    return office.once(fill_library)


def refs(cli: Cli, *words: str) -> set[str]:
    return {row["ref"] for row in cli.json("find", *words)}


def test_words_are_found_in_every_kind_of_record(library: Cli) -> None:
    assert refs(library, "pilot") == {"n3", "acton", "t2"}
    assert refs(library, "jane") == {"p1"}
    (product,) = [row for row in library.json("find", "Platform") if row["kind"] == "product"]
    assert (product["ref"], product["title"]) == (None, "Platform")


def test_all_words_have_to_be_there_in_any_order(library: Cli) -> None:
    assert refs(library, "pilot", "sso") == {"n3"}
    assert refs(library, "pilot sso") == {"n3"}
    assert refs(library, "pilot", "nowhere") == set()


@pytest.mark.parametrize("word", ["caf", "CAFÉ", "cafe", "cafe\u0301"])
def test_the_start_of_a_word_is_enough_and_accents_do_not_matter(library: Cli, word: str) -> None:
    assert refs(library, word) == {"n3"}


def test_a_script_without_spaces_is_found_within(library: Cli) -> None:
    assert refs(library, "降价") == {"n4"}
    assert refs(library, "要求") == {"n4"}
    assert refs(library, "降价 next") == {"n4"}
    assert refs(library, "next 降价") == {"n4"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pilot OR jane", set()),
        ("NOT urgent", {"acton"}),
        ("names AND faces", {"t2"}),
        ('"pilot names"', {"t2"}),
        ("pilot*", {"n3", "acton", "t2"}),
        ("-pilot", {"n3", "acton", "t2"}),
        ("title:pilot", set()),
        ("NEAR(pilot names)", set()),
        ("^pilot + {names}", {"t2"}),
        ("pilot'; DROP TABLE account;--", set()),
    ],
)
def test_operators_are_plain_text(library: Cli, text: str, found: set[str]) -> None:
    assert {row["ref"] for row in library.json("find", "--", text)} == found


def test_without_a_word_there_is_nothing_to_search_for(library: Cli) -> None:
    for text in ("", "***", '"'):
        assert library("find", "--", text).code == 2


def test_the_words_around_the_hit_are_shown(library: Cli) -> None:
    row = library.one("find", "sso")
    assert [row[name] for name in ("ref", "kind", "account", "name", "on")] == [
        "n3", "interaction", "acme", "Acme Robotics", "2026-03-02",
    ]  # fmt: skip
    assert "Wants SSO before the pilot" in row["snippet"]
    assert "Wants SSO before" in library.ok("find", "sso", "-o", "table")


def test_what_is_found_can_be_shown(library: Cli) -> None:
    for ref in library.ok("find", "pilot", "-o", "ids").split():
        library.ok("show", ref)


def test_the_index_follows_every_change(library: Cli) -> None:
    library.ok("activity", "edit", "n3", "--summary", "Nothing else")
    assert refs(library, "sso") == set()
    library.ok("undo")
    assert refs(library, "sso") == {"n3"}
    library.ok("account", "rm", "acme", "--yes")
    assert refs(library, "sso") == set()


def test_fifty_are_shown_unless_told_otherwise(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    cli.ok("log", "acme", "--stdin", stdin="text\n" + "pilot\n" * 60)
    assert [len(cli.json("find", "pilot", *argv)) for argv in ([], ["--limit", "55"], ["--limit", "0"])] == [
        50,
        55,
        0,
    ]
    assert "10 more" in cli.ok("find", "pilot", "-o", "table")


def test_nothing_found_is_no_error(library: Cli) -> None:
    assert library.json("find", "zebra") == []
    assert library.ok("find", "zebra", "-o", "table").startswith("Nothing matches zebra.")
