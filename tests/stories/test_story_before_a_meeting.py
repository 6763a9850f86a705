"""Before a meeting: one page with who, what, what is owed, what was said, what to ask; gaps are named."""

from pathlib import Path

import pytest

from tests.stories.shell import Shell

YEAR = (
    ("2025-04-05", """
am account add "Acme Robotics" --code acme --tier key --industry manufacturing
am contact add acme "Jane Orr" --title "Head of Automation" --role champion --stance supporter
am contact add acme "Omar Haddad" --title "IT Security Lead" --role influencer --stance neutral
am contact add acme "Priya Nair" --title "Finance Director" --role economic_buyer
am contract add acme --product Platform --quantity 60 --term 12m --value 60k --auto-renew --notice 30
am product add SSO --price 9k --currency EUR
am goal add acme "Changeover time down 20%" --measure minutes --target 20% --due 2026-06-30 -w jane
"""),
    ("2025-12-16", """
am qbr held acme "Changeover down 14%; pilot on line 3 agreed" -w jane -w omar
am goal progress g1 14%
am usage add acme seats 49 --of 72
"""),
    ("2026-01-15", """
am contract amend acme --by 12k --quantity 12
am usage add acme seats 55
am survey add acme nps 8 "Good product, slow export" -w jane
am opportunity add acme "SSO add-on" --product SSO --value 9k --stage qualified --expected 2026-03-31
"""),
    ("2026-02-03", """
am log acme "Wants security answers before signing" -w jane -p "Security answers" -d "26 feb"
am log acme "Sent the questionnaire, 41 questions" -k email --direction in --on 2026-01-20 -w omar
am task add acme "Names for the pilot" --theirs -d "20 feb" -w jane
am stage acme proposed --forecast likely
"""),
    ("2026-02-24", """
am usage add acme seats 61
am issue add acme "CSV export times out" --category product -w jane
am feedback add acme "Exports of a month should not take a coffee break" --theme export
am log acme "Renewal call" -k meeting --on 2026-03-04 --at 10:00 -w jane
"""),
)  # fmt: skip


@pytest.fixture(scope="module")
def year(empty: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A customer's first year."""
    return empty.after(tmp_path_factory.mktemp("year"), YEAR)


@pytest.fixture
def acme(year: Shell, tmp_path: Path) -> Shell:
    """The same book two days before the renewal call."""
    return year.copied(tmp_path, "2026-03-02")


def sections(page: str) -> dict[str, str]:
    """The text below each heading of a Markdown page."""
    found: dict[str, str] = {}
    for part in page.split("\n## ")[1:]:
        title, _, text = part.partition("\n")
        found[title] = text.strip()
    return found


def test_one_page_says_who_what_is_owed_what_was_said_and_what_to_ask(acme: Shell) -> None:
    acme("am brief acme > acme.md")
    page = (acme.home / "acme.md").read_text(encoding="utf-8")
    assert page.startswith("# Acme Robotics\n")
    assert "Wed 4 Mar 10:00" in page
    found = sections(page)
    assert "Jane Orr, Head of Automation, champion, supporter, spoke 3 Feb" in found["People"]
    assert "Priya Nair, Finance Director, economic buyer, never contacted" in found["People"]
    assert "spoke to 2 people in 90 days, need 3" in found["People"]
    assert "you owe: t1 Security answers to Jane, 4 days late" in found["Owed"]
    assert "they owe: t2 Names for the pilot, from Jane, 10 days late" in found["Owed"]
    assert "issue: i1 CSV export times out, medium, day 6 of 14" in found["Owed"]
    said = found["Last conversations"].splitlines()
    assert said[0] == "- 3 Feb, Jane: Wants security answers before signing"
    assert said[1] == "- 20 Jan, Omar: Sent the questionnaire, 41 questions"
    assert "72 seats" in found["Contract"]
    assert "EUR 72,000" in found["Contract"]
    assert "Notice by Thu 5 Mar, in 3 days" in found["Contract"]
    assert "SSO" in found["Contract"]
    assert "Changeover time down 20%, 14% so far, by 30 Jun" in found["Goals and usage"]
    assert "61 of 72" in found["Goals and usage"]
    assert "NPS 8" in found["Goals and usage"]
    assert "Quiet 27 days, due every 14" in found["Health"]
    assert "where Priya stands" in found["Not known yet"]
    assert "Security answers".lower() in found["Questions to ask"].lower()
    assert "Priya" in found["Questions to ask"]
    assert "14" in found["Questions to ask"]


def test_on_a_terminal_it_fits_its_width_and_ends_in_the_questions(acme: Shell) -> None:
    for columns in (80, 120):
        screen = acme.terminal("am brief acme", columns=columns).splitlines()
        assert max(map(len, screen)) <= min(columns, 100)
        order = [
            line
            for line in screen
            if line
            in ("People", "Owed", "Last conversations", "Contract", "Not known yet", "Questions to ask")
        ]
        assert order == [
            "People",
            "Owed",
            "Last conversations",
            "Contract",
            "Not known yet",
            "Questions to ask",
        ]


def test_the_questions_follow_from_the_gaps_and_go_when_they_are_filled(acme: Shell) -> None:
    before = acme.json("am brief acme")
    asked = " ".join(each["question"] for each in before["questions"])
    assert "Names for the pilot" in asked
    acme("am done t1")
    acme("am done t2")
    acme("am contact edit p3 --stance supporter --role decision_maker")
    after = acme.json("am brief acme")
    asked = " ".join(each["question"] for each in after["questions"])
    assert "Names for the pilot" not in asked
    assert "security answers" not in asked.lower()
    page = sections(acme("am brief acme"))
    assert "where Priya stands" not in page.get("Not known yet", "")
    assert "Names for the pilot" not in page.get("Owed", "")


def test_next_is_the_page_of_the_mornings_first_line(acme: Shell) -> None:
    acme('am account add "Quiet Corner" --code quiet')
    (first, *_) = acme.json("am today")["actions"]
    assert first["account"] == "acme"
    assert acme("am next") == acme("am brief acme")
    assert acme("am next -o ids") == "acme\n"


def test_of_a_customer_that_nothing_is_known_of_the_page_says_so(acme: Shell) -> None:
    acme('am account add "Blank & Co" --code blank')
    page = acme("am brief blank")
    assert "nobody yet: `am contact add blank NAME`" in page
    unknown = sections(page)["Not known yet"]
    assert "`am contact add blank" in unknown
    assert "`am contract add blank" in unknown
