"""What one screen says, the others say too: in a pipe, at every width, on every page of an account."""

import pytest

from amcli.rules.score import ARITHMETIC
from tests.support import Cli

LATER = "2026-06-25"


def fill_long(cli: Cli) -> None:
    add = ("account", "add", "Acme Robotics and Sons", "--code", "acme-robotics-and-sons", "--tier", "key")
    cli.ok(*add, "--since", "2025-01-01")
    for name, role in (("Jane Orr", "champion"), ("Omar Haddad", "influencer")):
        cli.ok("contact", "add", "acme", name, "--role", role)
    cli.ok("log", "acme", "Hello", "-w", "jane", "-p", "Send the plan", "-d", "fri")
    cli.ok("issue", "add", "acme", "Exports fail", "--severity", "high")
    cli.ok("account", "pulse", "acme", "good", "They renewed early")
    cli.ok("contact", "left", "jane", "--no-task")


@pytest.fixture
def long(cli: Cli) -> Cli:
    """An account whose code is long, with much that is wrong on 25 June."""
    return cli.once(fill_long)


@pytest.mark.parametrize("width", [80, 90, 99, 100, 105, 110, 120, 140, 200])
def test_a_command_is_whole_at_every_width(long: Cli, width: int) -> None:
    screen = long.ok("risks", "acme", tty=True, today=LATER, env={"COLUMNS": str(width)})
    assert max(map(len, screen.splitlines())) <= width
    squeezed = " ".join(screen.split())
    for reason in long.json("risks", "acme", today=LATER)["reasons"]:
        if reason["signal"] in ARITHMETIC:  # told in words, below the table
            continue
        words = reason["command"].split()
        assert all(word in squeezed for word in words), reason["command"]


def test_the_arithmetic_of_a_score_stands_in_markdown_too(long: Cli) -> None:
    page = long.json("risks", "acme", today=LATER)
    text = long.ok("risks", "acme", today=LATER)
    points = sum(each["points"] for each in page["reasons"] if each["signal"] not in ARITHMETIC)
    assert f"- Score: 100 - {points} = {100 - points}." in text
    assert "would bring it to 100, healthy." in text
    assert "- No points: " in text
    assert text.count("- No data: ") == len(page["not_known"]) > 1
    assert text.splitlines()[2].startswith("key tier · EUR 0 ARR")


def test_a_bad_pulse_that_takes_nothing_is_named_since_it_holds_the_score_down(long: Cli) -> None:
    long.ok("account", "pulse", "acme", "bad", "--on", LATER, today=LATER)
    text = long.ok("risks", "acme", today=LATER)
    assert "The limit of 39 (bad pulse) changes nothing here." in text
    assert "would bring it to 39, critical." in text


@pytest.mark.parametrize("page", ["risks", "show", "brief"])
@pytest.mark.parametrize("tty", [True, False], ids=["terminal", "pipe"])
def test_each_page_says_when_a_pulse_expired(long: Cli, page: str, tty: bool) -> None:
    before = long.ok(page, "acme", tty=tty, today="2026-05-31")
    after = long.ok(page, "acme", tty=tty, today="2026-06-01")
    assert "expired" not in before
    assert "expired" in after
    assert "31 May" in after or "2026-05-31" in after


def test_a_pulse_that_counts_is_shown_with_its_day_and_reason(long: Cli) -> None:
    assert "Pulse     good, Mon 2 Mar: They renewed early" in long.ok("show", "acme", tty=True)
    assert "## Pulse\n\ngood, Mon 2 Mar: They renewed early" in long.ok("show", "acme")
    assert long.json("show", "acme")["pulse_expired_on"] is None
    assert long.json("show", "acme", today=LATER)["pulse_expired_on"] == "2026-05-31"
    health = long.json("brief", "acme", today=LATER)["health"]
    assert (health["pulse"], health["pulse_expired_on"]) == ("good", "2026-05-31")


def test_what_a_priority_is_made_of_stands_in_markdown_too(office: Cli) -> None:
    (first, *_) = office.json("today")["actions"]
    parts = first["parts"]
    said = office.ok("today", "--explain")
    assert f" {parts['base']} × {parts['ramp']:.2f} for its day × {parts['weight']:.2f} for its" in said
    assert f"= {first['priority']:.1f}" in said
    assert " for its day " not in office.ok("today")


def test_the_footer_of_the_morning_is_made_of_commands(office: Cli) -> None:
    office.ok("contract", "edit", "k1", "--no-auto-renew")  # what auto-renews goes on and isn't over
    screen = office.ok("today", tty=True, env={"COLUMNS": "140"}, today="2026-09-08")
    *counts, past = screen.splitlines()[-1].split("  ")[0].split(" · ")
    assert past == "1 ended long ago: am renewals --past"
    assert "k1" in [
        row["contract"] for row in office.json(*past.split(": am ")[1].split(), today="2026-09-08")
    ]
    assert any(each.startswith("am qbr due ") for each in counts)
    for each in counts:
        command, _, number = each.rpartition(" ")
        assert len(office.json(*command.split()[1:], today="2026-09-08")) >= int(number) > 0


def test_figures_of_use_are_on_the_timeline_the_last_of_each_month(office: Cli) -> None:
    for day, seats in (
        ("2026-01-05", "38"),
        ("2026-01-20", "40.5"),
        ("2026-02-28", "41"),
        ("2026-03-02", "44"),
    ):
        office.ok("usage", "add", "acme", "seats", seats, "--of", "60", "--on", day)
    office.ok("usage", "add", "acme", "logins", "1200000", "--on", "2026-01-20")

    def told(**options: str) -> list[tuple[str, str]]:
        rows = office.json("timeline", "acme", **options)
        return [(row["on"], row["text"]) for row in rows if row["record"] == "usage"]

    assert told() == [
        ("2026-03-02", "seats 44 of 60"),
        ("2026-02-28", "seats 41 of 60"),
        ("2026-01-20", "logins 1200000"),
        ("2026-01-20", "seats 40.5 of 60"),
    ]
    assert told(today="2026-01-10") == [("2026-01-05", "seats 38 of 60")]


def test_the_revenue_at_risk_of_a_month_ago_stands_beside_that_of_today(long: Cli) -> None:
    long.ok("contract", "add", "acme", "--value", "60k", "--starts", "2026-01-01", "--term", "24m")
    assert "ARR · " not in long.ok("risks", tty=True, today="2026-07-27")
    long.ok("today", today=LATER)
    long.ok("contract", "amend", "acme", "--by", "6k", "--on", "2026-07-01", today="2026-07-01")
    (heading, *_) = long.ok("risks", tty=True, today="2026-07-27").splitlines()
    assert heading.endswith("EUR 66k of 66k ARR · 60k on 25 Jun")
    assert "ARR · " not in long.ok("risks", tty=True, today="2026-08-27")
