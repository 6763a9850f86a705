"""`am brief`: one page that says who, what is owed, what was said, what is not known and what to ask."""

import json
import re
import shlex
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.commands.test_hostile_names import NAMES
from tests.support import Cli

FILLED = {
    "NAME": "Nora",
    "TITLE": "Faster",
    "VALUE": "5",
    "MONEY": "10k",
    "ROLE": "user",
    "DAYS": "30",
    "METRIC": "seats",
    "SCORE": "9",
    "TEXT": "words",
    "DATE": "2026-06-30",
}
PAGE = """\
Acme Robotics   for Wed 4 Mar, renewal call with Jane Orr            {score}
EUR 72,000 ARR · key tier · customer since 5 Apr 2023

People
  Jane Orr      Head of Automation  champion        supporter  spoke 3 Feb
  Omar Haddad   IT Security Lead    influencer      neutral    wrote 20 Jan
  Priya Nair    Finance Director    economic buyer  -          never
  Gaps: no executive sponsor · spoke to 2 people in 90 days, need 3

Owed
  you owe   t1  Security answers to Omar, waiting on    ! 4 days late
                Lea
            t3  Renewal letter to Priya                 due Wed 4 Mar
  they owe  t2  Names for the pilot, from Jane          ! 10 days late
  issue     i1  CSV export times out, medium            day 6 of 14

Last conversations
   3 Feb  Jane: Wants security answers before signing
  20 Jan  Omar: Sent the questionnaire, 41 questions
   6 Jan  Jane, Omar: Happy with uptime, not with CSV export; went ok

Contract
  Platform, 72 seats, to 4 Apr, auto-renews for 12  EUR 72,000
  months
  Notice by Thu 5 Mar, in 3 days                    proposed, likely
  White space: SSO (o1, EUR 9,000, qualified), Analytics, Training

Goals and usage
  All 3 plants live               2 of 3            by 31 May
  Changeover time down 20%        14% so far        by 30 Jun
  Alarms in 5 minutes             4                 met 10 Feb
  Seats in use ▁▅▆█ Oct to Feb    61 of 72          49 on 1 Oct
  NPS 8 (Jane), CSAT 4 of 5       4 Dec, 12 Jan
  Jane: "Good product, slow export"

Feedback
   6 Jan  Jane: "Exports take a coffee break"; passed on to product 7 Jan,
          customer not told yet

News
   1 Feb  new boss: A director from Harbour

Health
"""
REST = """
Not known yet
  where Priya stands · who decides besides Priya · competitors · budget date

Questions to ask
  1   Besides security answers and SSO, what's standing in the way of a
      signature?
  2   Who signs this year, you or Priya, and what does Priya need to see?
  3   What does the new boss, there since 1 Feb, want to see in the first
      hundred days?
  4   What would it take to get "All 3 plants live" from 2 to 3 by 31 May?
  5   Names for the pilot was due on 20 Feb. What's holding it up, and when can
      we expect it?
"""


@pytest.fixture
def empty(cli: Cli) -> Cli:
    """`am` on a book with one account of which nothing is known."""
    cli.ok("account", "add", "Quarry Books", "--code", "quarry")
    return cli


def test_the_page_stands_as_it_is_drawn_at_80_columns(known: Cli) -> None:
    score = known.json("brief", "acme")["health"]
    page = known.ok("brief", "acme", "-o", "table")
    assert page.startswith(PAGE.format(score=f"{score['score']} {score['health']}"))
    assert page.endswith(REST)


def test_health_says_why(known: Cli) -> None:
    section = known.ok("brief", "acme", "-o", "table").partition("\nHealth\n")[2].partition("\n\n")[0]
    reasons = [each["text"] for each in known.json("brief", "acme")["health"]["reasons"]]
    assert "Quiet 27 days, due every 14" in reasons
    assert section.lstrip().startswith(reasons[0])


def test_a_wide_page_keeps_within_100_columns_and_has_the_numbers_to_dial(known: Cli) -> None:
    page = known.ok("brief", "acme", "-o", "table", env={"COLUMNS": "160"})
    line = "  Jane Orr      Head of Automation    champion          supporter  spoke 3 Feb   020 7946 0018"
    assert line in page.splitlines()
    assert max(map(cell_len, page.splitlines())) <= 100


@pytest.mark.parametrize("columns", [40, 59, 60, 72, 80, 99, 100])
def test_no_line_is_wider_than_the_terminal(known: Cli, columns: int) -> None:
    page = known.ok("brief", "acme", "-o", "table", env={"COLUMNS": str(columns)})
    assert max(map(cell_len, page.splitlines())) <= columns
    assert "Questions to ask" in page


def test_a_pipe_gets_the_same_as_markdown(known: Cli) -> None:
    text = known.ok("brief", "acme")
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert titles == [
        "People",
        "Owed",
        "Last conversations",
        "Contract",
        "Goals and usage",
        "Feedback",
        "News",
        "Health",
        "Not known yet",
        "Questions to ask",
    ]
    assert "- Priya Nair, Finance Director, economic buyer, never contacted" in text
    assert "- you owe: t1 Security answers to Omar, waiting on Lea, 4 days late" in text
    assert "- Seats in use ▁▅▆█ Oct to Feb, 61 of 72, 49 on 1 Oct" in text
    assert "1. Besides security answers and SSO, what's standing in the way of a signature?" in text
    assert text == known.ok("brief", "acme", "-o", "md")


def test_json_holds_every_part_under_its_name(known: Cli) -> None:
    found = known.json("brief", "acme")
    assert {name: found[name] for name in ("account", "date", "arr", "currency", "customer_since")} == {
        "account": "acme",
        "date": "2026-03-02",
        "arr": 72000,
        "currency": "EUR",
        "customer_since": "2023-04-05",
    }
    assert found["meeting"]["on"] == "2026-03-04"
    assert [(each["name"], each["last_touch_how"]) for each in found["people"]] == [
        ("Jane Orr", "spoke"),
        ("Omar Haddad", "wrote"),
        ("Priya Nair", None),
    ]
    assert [each["gap"] for each in found["gaps"]] == ["executive_sponsor", "single_threaded"]
    assert [each["task"] for each in found["owed"]["ours"]] == ["t1", "t3"]
    assert [(each["task"], each["days_late"]) for each in found["owed"]["theirs"]] == [("t2", 10)]
    assert [(each["issue"], each["day"], each["target_days"]) for each in found["issues"]] == [("i1", 6, 14)]
    contract = found["contracts"][0]
    assert (contract["annual_value"], contract["quantity"], contract["amendments"]) == (72000, 72, ["k2"])
    assert (contract["deadline"], contract["days_left"], contract["term_months"]) == ("2026-03-05", 3, 12)
    assert found["white_space"]["owned"] == ["Platform"]
    assert [each["opportunity"] for each in found["white_space"]["opportunities"]] == ["o1"]
    assert found["white_space"]["open"] == ["Analytics", "Training"]
    assert found["usage"][0]["change"] == 12
    assert found["surveys"][0] | {"survey": "s2", "score": 4, "contact": "Omar Haddad"} == found["surveys"][0]
    assert [(each["feedback"], each["state"]) for each in found["feedback"]] == [("f1", "relayed")]
    assert [each["unknown"] for each in found["not_known"]] == ["stances", "decider", "competitors", "budget"]
    assert len(found["questions"]) == 5


def shape(value: Any) -> Any:
    """The keys of an object, and of what is in it."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    return None


def test_no_key_is_absent_where_nothing_is_known(known: Cli, tmp_path: Path, template: Path) -> None:
    full = known.json("brief", "acme")
    known.ok("account", "add", "Quarry Books", "--code", "quarry")
    bare = known.json("brief", "quarry")
    assert list(bare) == list(full)
    for part in ("health", "owed", "white_space"):
        assert shape(bare[part]) == shape(full[part])
    assert (bare["meeting"], bare["handoff"], bare["people"], bare["contracts"]) == (None, None, [], [])


def test_an_empty_account_says_what_is_missing_and_what_to_type(empty: Cli) -> None:
    page = empty.ok("brief", "quarry", "-o", "table")
    for line in (
        "  nobody yet: am contact add quarry NAME",
        "  nothing yet: am log quarry TEXT",
        "  no contract yet: am contract add quarry",
        "  no goal yet: am goal add quarry TITLE",
    ):
        assert line in page.splitlines()
    assert "who to talk to" in page
    assert "\nQuestions to ask\n  1   " in page
    assert "- nobody yet: `am contact add quarry NAME`" in empty.ok("brief", "quarry")


def test_what_is_not_known_is_known_once_its_command_was_run(empty: Cli) -> None:
    empty.ok("contract", "add", "quarry", "--starts", "2025-04-05", "--ends", "2026-04-04", "--auto-renew")
    empty.ok("contact", "add", "quarry", "Ana Bell", "--role", "champion")
    empty.ok("contact", "add", "quarry", "Ben Low")
    empty.ok("account", "edit", "quarry", "--owner-since", "2026-02-20")
    missing = empty.json("brief", "quarry")["not_known"]
    names = [each["unknown"] for each in missing]
    assert names == [
        "contracts",
        "stances",
        "roles",
        "decider",
        "notice",
        "goals",
        "usage",
        "survey",
        "handoff",
        "meeting",
        "competitors",
        "budget",
        "customer_since",
    ]
    for each in missing:
        typed = re.sub(r"\b[A-Z]{4,}\b", lambda word: FILLED[word[0]], each["command"])
        argv = shlex.split(typed)[1:]
        before = {(found["unknown"], found["text"]) for found in empty.json("brief", "quarry")["not_known"]}
        known_already = (each["unknown"], each["text"]) not in before
        empty.ok(*argv)
        after = {(found["unknown"], found["text"]) for found in empty.json("brief", "quarry")["not_known"]}
        assert known_already or (each["unknown"], each["text"]) not in after, argv


def test_nobody_to_speak_to_is_named_first(empty: Cli) -> None:
    first = empty.json("brief", "quarry")["not_known"][0]
    assert first == {
        "unknown": "people",
        "text": "who to talk to",
        "command": "am contact add quarry NAME",
    }


def test_who_left_is_said_and_missed(known: Cli) -> None:
    known.ok("contact", "edit", "p1", "--left", "2026-02-20")
    page = known.ok("brief", "acme", "-o", "table")
    assert "left 20 Feb" in page
    assert "Gaps: no champion since Jane Orr left 20 Feb · no executive sponsor" in page
    assert "Jane Orr left on 20 Feb. Who is taking over, and when can we meet them?" in page


def test_what_is_dated_later_has_not_happened(known: Cli) -> None:
    then = known.json("brief", "acme", today="2026-01-13")
    assert [each["on"] for each in then["said"]] == ["2026-01-06", "2025-12-16"]
    assert [each["issue"] for each in then["issues"]] == ["i2"]
    assert then["issues"][0]["resolved_on"] is None
    assert [each["status"] for each in then["goals"]] == ["open", "open", "open"]
    assert then["usage"][0]["last"] == 57
    assert then["events"] == []
    assert "t5" in [each["task"] for each in then["owed"]["ours"]]


def test_what_became_of_feedback_is_said(known: Cli) -> None:
    known.ok("feedback", "close", "f1", "Rewritten in the spring release")
    page = known.ok("brief", "acme", "-o", "table", env={"COLUMNS": "100"})
    assert 'Jane: "Exports take a coffee break"; answered 2 Mar: Rewritten in the spring release' in page


def test_a_handoff_is_told_and_its_gap_named(known: Cli) -> None:
    known.ok("account", "edit", "acme", "--owner-since", "2026-02-20")
    assert "what they expect (no handoff on record)" in known.ok("brief", "acme", "-o", "table")
    known.ok(
        "account", "handoff", "acme", "--why", "One place for all shifts", "--expectations", "A plan by May"
    )
    page = known.ok("brief", "acme", "-o", "table")
    assert "  Why they bought: One place for all shifts" in page
    assert "  Expected: A plan by May" in page
    assert "no handoff on record" not in page


def test_the_score_of_a_month_ago_is_said_with_its_day(known: Cli) -> None:
    before = known.json("risks", "acme", today="2026-01-31")["score"]
    known.ok("today", today="2026-01-31")
    health = known.json("brief", "acme")["health"]
    assert (health["score_before"], health["score_before_on"]) == (before, "2026-01-31")
    assert f" · was {before} on 31 Jan" in known.ok("brief", "acme", "-o", "table")


def test_an_archived_account_has_a_page_and_no_score(known: Cli) -> None:
    known.ok("account", "archive", "acme")
    found = known.json("brief", "acme")
    assert found["health"] | {"score": None, "health": None, "reasons": []} == found["health"]
    assert "archived" in known.ok("brief", "acme", "-o", "table")


def test_many_people_are_cut_and_counted(empty: Cli) -> None:
    for number in range(13):
        empty.ok("contact", "add", "quarry", f"Person {number:02}")
    page = empty.ok("brief", "quarry", "-o", "table")
    assert "  and 3 more: am contact list quarry" in page.splitlines()
    assert len(empty.json("brief", "quarry")["people"]) == 13


def test_a_converted_amount_without_a_rate_is_not_called_zero(empty: Cli) -> None:
    empty.ok("contract", "add", "quarry", "--value", "USD 5k", "--starts", "2025-04-05", "--term", "24m")
    code, out, err = empty("brief", "quarry", "-o", "table")
    assert code == 0
    assert "ARR unknown: no exchange rate" in out
    assert "am config set fx.USD RATE" in err
    assert "USD 5,000" in out


def test_next_is_the_brief_of_the_first_line(known: Cli) -> None:
    first = known.json("today")["actions"][0]["account"]
    assert known.ok("next") == known.ok("brief", first)
    assert known.ok("next", "-o", "ids") == f"{first}\n"


def test_ids_are_the_accounts_code(known: Cli) -> None:
    assert known.ok("brief", "robotics", "-o", "ids") == "acme\n"


def test_a_terminal_without_utf8_gets_plain_marks(known: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.support import Terminal

    monkeypatch.setattr(Terminal, "encoding", "ascii")
    page = known.ok("brief", "acme", tty=True)
    assert page.isascii()
    assert "Seats in use _" in page


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_text_of_the_book_is_harmless_on_every_page(cli: Cli, name: str) -> None:
    cli.ok("account", "add", "--code", "odd", "--objectives", name, "--", name)
    cli.ok("contact", "add", "--title", name, "--role", "champion", "--", "odd", name)
    cli.ok(
        "contract",
        "add",
        "odd",
        "--product",
        name,
        "--value",
        "5k",
        "--starts",
        "2025-04-05",
        "--ends",
        "2026-04-04",
    )
    cli.ok("log", "--on", "2026-01-05", "-w", "p1", "--", "odd", name)
    cli.ok("task", "add", "--promised", "--due", "2026-02-26", "--waiting-on", name, "--", "odd", name)
    cli.ok("goal", "add", "--target", name, "--", "odd", name)
    cli.ok("issue", "add", "--", "odd", name)
    cli.ok("feedback", "add", "--", "odd", name)
    cli.ok("news", "add", "--", "odd", "competitor", name)
    cli.ok("survey", "add", "--", "odd", "nps", "2", name)
    cli.ok("opportunity", "add", "--fit", name, "--", "odd", name)
    for argv in (["brief", "odd"], ["qbr", "brief", "odd", "--internal"], ["account", "plan", "odd"]):
        drawn = cli.ok(*argv, "-o", "table")
        for text in (drawn, cli.ok(*argv)):
            controls = {char for char in text if unicodedata.category(char) in ("Cc", "Cf")}
            assert controls <= {"\n", "\u200d", "\u200c"}
            assert "<script>" not in text or text is drawn
        assert max(map(cell_len, drawn.splitlines())) <= 80
        assert json.loads(cli.ok(*argv, "-o", "json"))["name"] == name


def test_a_title_that_looks_like_a_list_stays_text(empty: Cli) -> None:
    empty.ok("goal", "add", "quarry", "1. First")
    empty.ok("goal", "add", "quarry", "--", "- minus")
    text = empty.ok("brief", "quarry")
    assert "- 1\\. First" in text
    assert "- \\- minus" in text


def test_a_talk_that_begins_with_the_persons_name_does_not_say_it_twice(office: Cli) -> None:
    office.ok("log", "acme", "Jane wants a pilot", "-w", "jane")
    office.ok("log", "acme", "Janet wants none", "-w", "jane")
    page = office.ok("brief", "acme")
    assert "- 2 Mar, Jane wants a pilot" in page
    assert "- 2 Mar, Jane: Janet wants none" in page
