"""Quarterly review: which one is due, the page to bring, the review held, and when the next is due."""

from pathlib import Path

import pytest

from tests.stories.shell import Shell

HALF_YEAR = (
    ("2025-09-20", """
am account add "Acme Robotics" --code acme --tier key --since 2025-09-20
am contact add acme "Jane Orr" --title "Head of Automation" --role champion
am contact add acme "Omar Haddad" --role influencer --stance critic
am contract add acme --product Platform --quantity 60 --term 12m --value 60k
am account add "Cobalt Ceramics" --code cobalt --tier light
am account add "Tamar Foundry" --code tamar
am usage add acme seats 31 --of 60
am goal add acme "Changeover time down 20%" --measure minutes --target 20% --due 2026-06-30 -w jane
"""),
    ("2025-11-20", """
am qbr held acme "Changeover is what counts" -w jane
am usage add acme seats 42
"""),
    ("2026-01-12", """
am log acme "Went through the board" -w jane -p "Guide for the shifts" -d +5d
am issue add acme "CSV export times out" --category product -w jane
am feedback add acme "Exports should not take a coffee break" --theme export --audience product
am goal add acme "All shifts on the board" --measure shifts --target 3 -w jane
"""),
    ("2026-01-16", """
am done t1
am issue resolve i1 "Export runs in the background"
am feedback pass-on f1
am goal progress g1 14%
am goal met g2
am usage add acme seats 55
am survey add acme nps 9 "Faster export" -w jane
"""),
)  # fmt: skip


@pytest.fixture(scope="module")
def half_year(empty: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Half a year with a key account."""
    return empty.after(tmp_path_factory.mktemp("half"), HALF_YEAR)


@pytest.fixture
def book(half_year: Shell, tmp_path: Path) -> Shell:
    """The same book on Monday 2 March."""
    return half_year.copied(tmp_path, "2026-03-02")


def test_which_review_is_due_the_longest_overdue_first(book: Shell) -> None:
    assert [(row["account"], row["due_on"], row["days_overdue"]) for row in book.json("am qbr due")] == [
        ("acme", "2026-02-18", 12),
    ]
    assert [row["account"] for row in book.json("am qbr due --in 30d")] == ["acme", "tamar"]
    assert "12d overdue" in book.terminal("am qbr due")
    (action,) = [row for row in book.json("am today")["actions"] if row["account"] == "acme"]
    assert "QBR 12 days overdue" in [action["why"], *action["others"]]


def test_the_page_for_the_review_holds_goals_use_issues_promises_and_feedback(book: Shell) -> None:
    assert book("am qbr brief acme > acme-qbr.md") == ""
    page = (book.home / "acme-qbr.md").read_text(encoding="utf-8")
    assert page.startswith("# Acme Robotics\n")
    assert "review, 21 Nov to 2 Mar" in page
    sections = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert {"Goals and results", "Usage", "Issues", "Your feedback", "Agenda"} <= set(sections)
    assert "Changeover time down 20%, 14% so far, by 30 Jun" in page
    assert "All shifts on the board" in page
    assert "55 of 60" in page
    assert "CSV export times out" in page
    assert "solved in 4 days" in page
    assert "1 of 1 kept on time" in page
    assert "All shifts on the board: met" in page
    assert "Exports should not take a coffee break" in page
    assert "passed on 16 Jan" in page


def test_what_is_for_us_alone_stands_only_where_it_was_asked_for(book: Shell) -> None:
    page, internal = book("am qbr brief acme"), book("am qbr brief acme --internal")
    assert internal.startswith(page.rstrip("\n"))
    private = internal.removeprefix(page.rstrip("\n"))
    for word in ("critic", "watch", "Next step", "Quiet 49 days"):
        assert word.lower() not in page.lower()
    assert "critic" in private
    assert "Quiet 49 days" in private


def test_held_it_is_off_the_list_and_the_next_one_is_due_an_interval_later(book: Shell) -> None:
    said = book.terminal(
        "am qbr held acme 'Wants the second plant in by June' -w jane -w omar -f good "
        "-n 'plan for plant 2' -d fri"
    )
    assert said.startswith("Acme Robotics: QBR with Jane Orr and Omar Haddad logged.")
    assert "plan for plant 2, due Fri 6 Mar" in said
    assert book.json("am qbr due") == []
    assert "No QBRs due. Next: Tamar Foundry" in book.terminal("am qbr due")
    found = {row["account"]: row["due_on"] for row in book.json("am qbr due --in 90d")}
    assert found["acme"] == "2026-05-31"
    (review, _) = book.json("am qbr list acme")
    assert (review["kind"], review["on"], review["purpose"]) == ("qbr", "2026-03-02", "value")
    assert review["contacts"] == ["Jane Orr", "Omar Haddad"]
    assert [row["title"] for row in book.json("am tasks acme")] == ["plan for plant 2"]
    book.on("2026-05-31")
    assert [(row["account"], row["days_overdue"]) for row in book.json("am qbr due")] == [
        ("tamar", 73),
        ("acme", 0),
    ]


def test_a_review_is_a_touch_and_shows_value(book: Shell) -> None:
    before = book.json("am risks acme")
    book("am qbr held acme 'Plant two by June' -w jane -w omar")
    after = book.json("am risks acme")
    assert after["score"] > before["score"]
    assert {"quiet", "no_value_shown"} <= set(after["no_points"])
    (row,) = [row for row in book.json("am checkins --all") if row["account"] == "acme"]
    assert (row["last_touch_kind"], row["due_on"]) == ("qbr", "2026-03-16")
