"""`am qbr`: reviews due and held; and what a line of `am log` is for."""

import pytest

from tests.support import Cli


def logged(cli: Cli, *argv: str):
    return cli.json("show", cli.ref(*argv))


def test_reviews_are_due_a_cadence_after_the_last_one(office: Cli) -> None:
    assert office.json("qbr", "due") == []
    rows = office.json("qbr", "due", "--all")
    # Acme is key (every 90 days), Acton standard (180), Birchwood light (none); added on 20 February.
    assert [(row["account"], row["last_qbr_on"], row["due_on"], row["days_overdue"]) for row in rows] == [
        ("acme", None, "2026-05-21", -80), ("acton", None, "2026-08-19", -170),
    ]  # fmt: skip
    assert [row["account"] for row in office.json("qbr", "due", "--in", "80d")] == ["acme"]
    assert office.json("qbr", "due", "--in", "79d") == []
    assert [row["account"] for row in office.json("qbr", "due", today="2026-05-21")] == ["acme"]
    (late,) = office.json("qbr", "due", today="2026-05-25")
    assert late == office.json("today", today="2026-05-25")["qbrs"][0]
    assert late["days_overdue"] == 4


def test_a_review_held_resets_the_clock(office: Cli) -> None:
    office.ok("qbr", "held", "acme", today="2026-05-22")
    assert office.json("qbr", "due", today="2026-05-25") == []
    row = office.json("qbr", "due", "--all", today="2026-05-25")[-1]
    assert (row["account"], row["last_qbr_on"], row["due_on"]) == ("acme", "2026-05-22", "2026-08-20")


def test_cron_is_told_that_a_review_is_due(office: Cli) -> None:
    assert office("qbr", "due", "--exit-code").code == 0
    assert office("qbr", "due", "--exit-code", today="2026-05-21").code == 10
    assert office.ok("qbr", "due", "-o", "ids", today="2026-05-21") == "acme\n"
    assert office("qbr", "due", "--in", "soon").code == 2
    assert "--in" in office("qbr", "due", "--in", "soon").err


def test_on_a_terminal_each_line_ends_in_the_command_that_prepares_it(office: Cli) -> None:
    office.ok("account", "edit", "acton", "--name", "Ácton 日本 \u202egls")
    lines = office.ok("qbr", "due", "--all", tty=True, today="2026-05-24").splitlines()
    assert lines[0] == "QBRs due   1 overdue · 1 ahead"
    words = "! Acme Robotics 21 May 3d overdue never 60k am qbr brief acme"
    assert " ".join(lines[4].split()) == words
    assert lines[5].endswith("am qbr brief acton")
    assert "\u202e" not in lines[5]
    said = office.ok("qbr", "due", tty=True)
    assert said == "No QBRs due. Next: Acme Robotics, 21 May.\n"
    for code in ("acme", "acton"):
        office.ok("account", "edit", code, "--tier", "light")
    assert office.ok("qbr", "due", tty=True) == "No QBRs due: no account has a QBR interval.\n"


def test_a_review_is_an_interaction_that_shows_value(office: Cli) -> None:
    ref = office.ref("qbr", "held", "acme", "Roadmap by June", "-w", "jane", "--minutes", "60", "-f", "good",
                     "--on", "fri", "-n", "send the slides", "-d", "+3d", "-p", "a pilot")  # fmt: skip
    found = office.json("qbr", "show", ref)
    names = ("kind", "on", "summary", "purpose", "minutes", "feel", "contacts", "tried")
    assert [found[name] for name in names] == [
        "qbr", "2026-02-27", "Roadmap by June", "value", 60, "good", ["Jane Orr"], False,
    ]  # fmt: skip
    tasks = {row["title"]: row for row in office.json("task", "list", "acme")}
    assert tasks["send the slides"]["due_on"] == "2026-03-05"
    assert tasks["a pilot"]["promised_by"] == "me"
    assert office("qbr", "held", "acme", "-d", "fri").code == 2
    said = office.ok("qbr", "add", "acme", "Jane was pleased", tty=True)
    assert said.startswith("Acme Robotics: QBR with Jane Orr (named in your text) logged.")
    assert len(said.splitlines()) == 2


def test_reviews_that_were_held_are_listed_and_nothing_else(office: Cli) -> None:
    held = [office.ref("qbr", "held", "acme", "--on", day) for day in ("1 feb", "28 feb")]
    office.ok("qbr", "held", "acton", "Their first")
    office.ok("log", "acme", "A call")
    office.ok("log", "acme", "Nobody came", "-k", "qbr", "--no-answer")
    office.ok("log", "acme", "The next", "-k", "qbr", "--on", "2026-03-20")
    assert [row["interaction"] for row in office.json("qbr", "list", "acme")] == held[::-1]
    assert [row["account"] for row in office.json("qbr", "list")] == ["acton", "acme", "acme"]
    assert "am qbr held ACCOUNT" in office.ok("qbr", "list", "birch", tty=True)
    office.ok("qbr", "edit", held[0], "--summary", "Went well")
    office.ok("qbr", "rm", held[1], "--yes")
    assert [row["summary"] for row in office.json("qbr", "list", "acme")] == ["Went well"]


def fill_named(office: Cli) -> None:
    office.ok("goal", "add", "acme", "Answer within a day")
    files = {
        "issues.csv": "account,title,opened_on\nacme,Slow login,2026-02-01\nacton,No export,2026-02-01\n",
        "opportunities.csv": "account,name,stage\nacme,More seats,qualified\n",
    }
    for name, text in files.items():
        (office.folder / name).write_text(text, encoding="utf-8")
        office.ok("import", str(office.folder / name))


@pytest.fixture
def named(office: Cli) -> Cli:
    """The office; Acme has an issue, a goal and an opportunity (i1, g1, o1), Acton an issue (i2)."""
    return office.once(fill_named)


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        ("They wait for i1", "support"),
        ("I1 is urgent (I1)", "support"),
        ("Half way with g1.", "value"),
        ("Quote for o1", "commercial"),
        ("Both i1 and g1", None),
        ("i1 twice: i1", "support"),
        ("i2 is not theirs", None),
        ("i99 is not there", None),
        ("hi1 there, wi1 and i1x", None),
        ("Nothing named", None),
    ],
)
def test_a_text_that_names_an_open_record_tells_what_the_talk_is_for(
    named: Cli, text: str, purpose: str | None
) -> None:
    assert logged(named, "log", "acme", text)["purpose"] == purpose
    lines = named.ok("log", "--stdin", stdin=f'{{"account": "acme", "text": "{text}"}}').split()
    assert named.json("show", lines[0])["purpose"] == purpose


def test_a_purpose_told_by_the_text_is_said_and_one_that_is_typed_wins(named: Cli) -> None:
    assert "support, from i1 · " in named.ok("log", "acme", "About i1", tty=True)
    assert "from i1" not in named.ok("log", "acme", "About i1", "--purpose", "rel", tty=True)
    assert logged(named, "log", "acme", "About i1", "--purpose", "rel")["purpose"] == "relationship"
    assert logged(named, "log", "acme", "About i1", "-k", "qbr")["purpose"] == "value"
    named.ok("goal", "drop", "g1")
    assert logged(named, "log", "acme", "About g1")["purpose"] is None
