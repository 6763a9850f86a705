"""Handoff: a colleague takes an account over with who matters, why they bought and what was promised."""

from pathlib import Path

import pytest

from tests.stories.shell import Shell

PETRAS = """
am account add "Acme Robotics" --code acme --owner "Petra Lund" --since 2025-04-05
am contact add acme "Jane Orr" --title "Head of Automation" --role champion --stance supporter
am contact add acme "Priya Nair" --role economic_buyer --stance critic
am contract add acme --product Platform --starts 2025-04-05 --term 24m --value 60k
am goal add acme "All 3 plants live" --measure plants --target 3 --due 2026-05-31 -w jane
am log acme "Two plants are live" -w jane -k visit
am task add acme "Names for the pilot" --theirs -d 2026-03-10 -w jane
am task add acme "Single sign-on" --promised -d 2026-03-20 -w priya
"""


@pytest.fixture(scope="module")
def petras(empty: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """An account that somebody else looks after."""
    return empty.after(tmp_path_factory.mktemp("petra"), [("2025-12-15", PETRAS)])


@pytest.fixture
def book(petras: Shell, tmp_path: Path) -> Shell:
    """The same book on 10 February, the day of the handoff."""
    return petras.copied(tmp_path, "2026-02-10")


def gap(shell: Shell) -> str | None:
    """What the score says of the handoff."""
    texts = {each["signal"]: each["text"] for each in shell.json("am risks acme")["reasons"]}
    return texts.get("handoff_gap")


def test_the_account_changes_hands_and_what_is_missing_is_named(book: Shell) -> None:
    said = book.terminal(
        "am account handoff acme --to 'Robin Hale' --why 'One place for all shifts' "
        "--promises 'Single sign-on by June'"
    )
    assert "handoff from Petra Lund to Robin Hale on Tue 10 Feb recorded." in said
    assert "Missing: what they expect." in said
    account = book.json("am account show acme")
    assert (account["owner"], account["owner_since"]) == ("Robin Hale", "2026-02-10")
    (note,) = book.json("am account handoffs")
    assert (note["from_owner"], note["to_owner"], note["expectations"]) == ("Petra Lund", "Robin Hale", None)


def test_on_a_terminal_it_asks_for_what_matters_one_thing_after_the_other(book: Shell) -> None:
    screen = book.terminal(
        "am account handoff acme --to 'Robin Hale'",
        typed="One place for all shifts\nThird plant this year\nSingle sign-on by June\n\n\n",
    )
    assert screen.index("Why did they buy?") < screen.index("What do they expect?")
    (note,) = book.json("am account handoffs")
    assert note["why_bought"] == "One place for all shifts"
    assert note["expectations"] == "Third plant this year"
    assert note["promises"] == "Single sign-on by June"


def test_the_gap_is_seen_from_day_fifteen_until_note_and_first_talk_are_there(book: Shell) -> None:
    book("am account edit acme --owner 'Robin Hale' --owner-since 2026-02-10")
    assert gap(book) is None
    book.on("2026-02-24")
    assert gap(book) is None
    book.on("2026-02-25")
    assert gap(book) == "No handoff note after 15 days"
    book.on("2026-03-02")
    book(
        "am account handoff acme --why 'One place for all shifts' --promises 'Single sign-on' --on 2026-02-10"
    )
    assert gap(book) == "Handoff note incomplete, 20 days"
    book("am account handoff acme --expectations 'Third plant this year'")
    assert gap(book) == "Not in touch since handoff, 20 days"
    before = book.json("am risks acme")["score"]
    book("am log acme 'Hello from the new owner' -w jane")
    assert gap(book) is None
    assert book.json("am risks acme")["score"] > before


def test_who_takes_over_reads_all_of_it_on_one_page(book: Shell) -> None:
    book(
        "am account handoff acme --to 'Robin Hale' --why 'One place for all shifts' "
        "--expectations 'Third plant this year' --promises 'Single sign-on by June' --risks 'Priya doubts it'"
    )
    page = book("am brief acme")
    for words in (
        "Why they bought: One place for all shifts",
        "Third plant this year",
        "Single sign-on by June",
        "Jane Orr, Head of Automation, champion, supporter",
        "Priya Nair, economic buyer, critic, never contacted",
        "they owe: t1 Names for the pilot",
        "you owe: t2 Single sign-on",
        "Two plants are live",
        "All 3 plants live",
    ):
        assert words in page, words
    plan = book("am account plan acme")
    assert "owner Robin Hale" in plan
    assert "All 3 plants live" in plan
    assert "Single sign-on, due 20 Mar" in plan
    shown = book.json("am timeline acme")
    assert ("2026-02-10", "Petra Lund to Robin Hale") in [(row["on"], row["text"]) for row in shown]


def test_promises_of_both_sides_stay_owed_to_the_new_owner(book: Shell) -> None:
    book("am account handoff acme --to 'Robin Hale' --why 'One place for all shifts'")
    book.on("2026-03-23")
    (mine,) = book.json("am tasks acme --mine")
    (theirs,) = book.json("am tasks acme --theirs")
    assert (mine["title"], mine["days_overdue"]) == ("Single sign-on", 3)
    assert (theirs["title"], theirs["days_overdue"]) == ("Names for the pilot", 13)
    (action,) = book.json("am today")["actions"]
    assert (action["section"], action["why"]) == ("owed", "Single sign-on 3 days late")


def test_a_handoff_can_be_taken_back_whole(book: Shell) -> None:
    book("am account handoff acme --to 'Robin Hale' --why 'One place for all shifts'")
    book("am undo")
    assert book.json("am account show acme")["owner"] == "Petra Lund"
    assert book.json("am account handoffs") == []


def test_a_note_for_a_colleague_says_what_falls_due_meanwhile(book: Shell) -> None:
    note = book("am away 2026-03-09..2026-03-20 --cover 'Ana Bell' -o md")
    assert "Ana Bell" in note
    assert "Single sign-on" in note
    assert "Names for the pilot" in note
    assert "Call: Jane Orr, champion" in note
