"""`am survey` and `am usage`: answers on their scales, and one figure a metric and day."""

import pytest

from amcli.errors import BadValue
from amcli.rules.charts import sparkline
from amcli.rules.numbers import parse_number, plain
from tests.support import Cli


def test_an_answer_is_kept_with_its_usual_scale(office: Cli) -> None:
    ref = office.ref("survey", "add", "acme", "nps", "9", "Would recommend you", "-w", "jane")
    assert ref == "s1"
    found = office.json("show", ref)
    names = ("account", "contact", "kind", "on", "score", "scale_max", "comment")
    assert [found[name] for name in names] == [
        "acme", "Jane Orr", "nps", "2026-03-02", 9, 10, "Would recommend you",
    ]  # fmt: skip
    office.ok("survey", "add", "acme", "csat", "4")
    office.ok("survey", "add", "acton", "ces", "7", "--on", "yesterday")
    office.ok("survey", "add", "acton", "csat", "0", "--of", "100")
    assert [(row["kind"], row["score"], row["scale_max"]) for row in office.json("survey", "list")] == [
        ("csat", 0, 100), ("csat", 4, 5), ("nps", 9, 10), ("ces", 7, 7),
    ]  # fmt: skip
    assert [row["survey"] for row in office.json("survey", "list", "acton")] == ["s4", "s3"]


def test_a_bad_answer_waits_until_a_touch_follows_it(office: Cli) -> None:
    """NPS of 6, CSAT of 2 of 5 are bad; a note is no touch; the longest wait comes first."""
    for account, kind, score, on in (
        ("acme", "nps", "6", "2026-02-10"), ("acme", "nps", "7", "2026-02-11"),
        ("acton", "csat", "2", "2026-02-20"), ("acton", "csat", "3", "2026-02-21"),
        ("acton", "ces", "1", "2026-02-22"), ("acton", "nps", "0", "2025-09-02"),
        ("acme", "csat", "40", "2026-02-28"),
    ):  # fmt: skip
        scale = ("--of", "100") if score == "40" else ()
        office.ok("survey", "add", account, kind, score, "--on", on, *scale)
    office.ok("log", "acme", "tried to call", "--no-answer", "--on", "2026-02-12")
    waiting = ("survey", "list", "--unanswered")
    rows = office.json(*waiting)
    assert [(row["survey"], row["answered_on"], row["days_waiting"]) for row in rows] == [
        ("s1", None, 20), ("s3", None, 10), ("s7", None, 2),
    ]  # fmt: skip
    assert "s6" in office.ok(*waiting, "-o", "ids", today="2026-03-01")  # 180 days after 2 September
    assert office.json(*waiting, "acton") == rows[1:2]
    assert office.json(*waiting, "days_waiting.over:15") == rows[:1]
    assert "3 bad answers without a touch since" in office.ok(*waiting, tty=True)
    office.ok("log", "acme", "We talked", "--on", "2026-02-14")
    assert [row["survey"] for row in office.json(*waiting)] == ["s3", "s7"]
    found = {
        row["survey"]: (row["answered_on"], row["days_waiting"]) for row in office.json("survey", "list")
    }
    assert (found["s1"], found["s7"]) == (("2026-02-14", 4), (None, 2))
    assert [row["survey"] for row in office.json("survey", "list", "answered_on:2026-02-14")] == ["s2", "s1"]
    office.ok("log", "acton", "Said sorry", "--on", "2026-02-20")
    office.ok("log", "acme", "Said sorry", "--on", "2026-02-28")
    assert office.json(*waiting) == []
    assert "No bad answer of the last 180 days is waiting for a touch." in office.ok(*waiting, tty=True)


def test_a_bad_answer_of_a_lost_account_rests(office: Cli) -> None:
    office.ok("survey", "add", "acme", "nps", "2", "--on", "2026-02-20")
    office.ok("account", "edit", "acme", "--status", "churned")
    assert office.json("survey", "list", "--unanswered") == []
    assert [row["survey"] for row in office.json("survey", "list", "--unanswered", "--all")] == ["s1"]
    assert [row["survey"] for row in office.json("survey", "list", "acme", "--unanswered")] == ["s1"]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("nps", "11"), "SCORE 11: NPS goes from 0 to 10."),
        (("csat", "0"), "SCORE 0: CSAT goes from 1 to 5."),
        (("csat", "6"), "SCORE 6: CSAT goes from 1 to 5. Nothing was changed. On another scale: --of 6"),
        (("ces", "7.5"), "SCORE 7.5: CES goes from 1 to 7."),
        (("csat", "5", "--of", "4"), "SCORE 5: CSAT goes from 1 to 4."),
        (("csat", "1", "--of", "1"), "--of 1: a scale has more than one answer."),
        (("nps", "4", "--of", "5"), "--of 5: NPS is asked on a scale of 0 to 10."),
        (("nps", "good"), 'SCORE "good": not a number.'),
        (("mood", "4"), 'KIND "mood": not a kind.'),
        (("c", "4"), 'KIND "c" matches csat and ces.'),
    ],
)
def test_an_answer_that_does_not_lie_on_its_scale_is_refused(
    office: Cli, argv: tuple[str, ...], words: str
) -> None:
    code, out, err = office("survey", "add", "acme", *argv)
    assert (code, out) == (2, "")
    assert words in " ".join(err.split())
    assert office.json("survey", "list") == []


def test_an_edited_answer_still_lies_on_its_scale(office: Cli) -> None:
    ref = office.ref("survey", "add", "acme", "nps", "9")
    assert office("survey", "edit", ref, "--score", "12").code == 2
    assert office("survey", "edit", ref, "--kind", "csat").code == 2
    assert office("survey", "edit", ref, "--score", "").code == 2
    assert office("survey", "edit", ref, "--of", "5").code == 2
    office.ok("survey", "edit", ref, "--kind", "csat", "--score", "4", "-w", "omar", "--comment", "Fine")
    found = office.json("survey", "show", ref)
    assert [found[name] for name in ("kind", "score", "scale_max", "contact", "comment")] == [
        "csat", 4, 5, "Omar Haddad", "Fine",
    ]  # fmt: skip
    office.ok("survey", "edit", ref, "--of", "10", "-w", "")
    assert [office.json("survey", "show", ref)[name] for name in ("scale_max", "contact")] == [10, None]


def test_somebody_of_another_account_cannot_have_answered(office: Cli) -> None:
    assert office("survey", "add", "acton", "nps", "9", "-w", "jane").code == 3


def test_an_answer_is_said_in_words_and_can_be_taken_back(office: Cli) -> None:
    said = office.ok("survey", "add", "acme", "nps", "4", "-w", "jane", "--on", "28 feb", tty=True)
    assert said == "Acme Robotics: s1 NPS 4 of 10 (detractor) from Jane Orr, Sat 28 Feb.\n"
    assert "(passive)" in office.ok("survey", "add", "acme", "nps", "8", tty=True)
    assert "(promoter)" in office.ok("survey", "add", "acme", "nps", "9", tty=True)
    office.ok("survey", "rm", "s3", "--yes")
    office.ok("undo")
    assert office.json("survey", "show", "s3")["score"] == 9
    assert "NPS" in office.ok("timeline", "acme", tty=True)
    office.ok("survey", "add", "acme", "csat", "2", "Slow exports")
    (found,) = office.json("find", "exports")
    assert (found["ref"], found["kind"], found["account"]) == ("s4", "survey", "acme")


def test_a_figure_of_use_is_kept_by_metric_and_day(office: Cli) -> None:
    office.ok("usage", "add", "acme", "seats", "38", "--of", "60", "--on", "1 feb")
    office.ok("usage", "add", "acme", "seats", "41")
    office.ok("usage", "add", "acme", "reports a month", "1.2k")
    rows = office.json("usage", "list", "acme")
    assert [(row["metric"], row["on"], row["value"], row["entitlement"]) for row in rows] == [
        ("reports a month", "2026-03-02", 1200, None),
        ("seats", "2026-03-02", 41, 60),
        ("seats", "2026-02-01", 38, 60),
    ]
    assert [row["value"] for row in office.json("usage", "list", "--metric", "rep")] == [1200]
    assert office.ok("usage", "list", "-o", "ids") == "u3\nu2\nu1\n"
    assert office.json("usage", "show", "u2")["value"] == 41


def test_a_second_figure_of_a_day_replaces_the_first_and_says_so(office: Cli) -> None:
    first = office.ref("usage", "add", "acme", "seats", "38", "--of", "60")
    office.ok("usage", "add", "acme", "seats", "12", "--on", "yesterday")
    said = office.ok("usage", "add", "acme", "Seats", "44", tty=True)
    assert said == "Acme Robotics: seats 44 of 60, replacing 38 from the same day, u1.\n"
    assert office.ref("usage", "add", "acme", "seats", "45", "--of", "50") == first
    rows = office.json("usage", "list")
    assert [(row["id"], row["value"], row["entitlement"]) for row in rows] == [(1, 45, 50), (2, 12, None)]
    office.ok("undo")
    office.ok("undo")
    assert [row["value"] for row in office.json("usage", "list")] == [38, 12]


def test_an_earlier_figure_takes_what_was_bought_from_the_one_before_it(office: Cli) -> None:
    office.ok("usage", "add", "acme", "seats", "10", "--of", "20", "--on", "2025-01-01")
    office.ok("usage", "add", "acme", "seats", "30", "--of", "60", "--on", "2026-01-01")
    office.ok("usage", "add", "acme", "seats", "15", "--on", "2025-06-01")
    office.ok("usage", "add", "acme", "seats", "5", "--on", "2024-06-01")
    assert [row["entitlement"] for row in office.json("usage", "list")] == [60, 20, 20, None]


def test_a_figure_cannot_move_to_a_day_that_has_one(office: Cli) -> None:
    office.ok("usage", "add", "acme", "seats", "38", "--on", "1 feb")
    office.ok("usage", "add", "acme", "seats", "41")
    code, _, err = office("usage", "edit", "u2", "--on", "1 feb")
    assert code == 5
    assert "u1 is seats on 1 Feb already" in " ".join(err.split())
    office.ok("usage", "edit", "u2", "--on", "2 feb", "--value", "42", "--of", "60")
    found = office.json("usage", "show", "u2")
    assert [found[name] for name in ("on", "value", "entitlement")] == ["2026-02-02", 42, 60]
    office.ok("usage", "edit", "u2", "--of", "")
    assert office.json("usage", "show", "u2")["entitlement"] is None
    assert office("usage", "edit", "u2", "--value", "").code == 2
    assert office("usage", "add", "acme", "seats", "many").code == 2
    office.ok("usage", "rm", "u2", "--yes")
    assert [row["id"] for row in office.json("usage", "list")] == [1]


def test_the_list_of_one_account_ends_in_a_line_of_bars_for_each_metric(office: Cli) -> None:
    for day, value in (("2026-01-01", "12"), ("2026-02-01", "38"), ("2026-03-01", "45")):
        office.ok("usage", "add", "acme", "seats", value, "--of", "60", "--on", day)
    office.ok("usage", "add", "acme", "日本語", "7")
    lines = office.ok("usage", "list", "acme", tty=True).splitlines()
    assert lines[-2:] == ["seats   ▁▇█  45 of 60 on 1 Mar", "日本語  ▄    7 on 2 Mar"]
    assert "▁" not in office.ok("usage", "list", tty=True)
    assert "▁" not in office.ok("usage", "list", "acme")
    assert "No usage figures yet. Add one: am usage add ACCOUNT METRIC VALUE" in office.ok(
        "usage", "list", "acton", tty=True
    )


def test_a_line_of_bars_goes_from_the_least_to_the_greatest() -> None:
    assert sparkline([1, 2, 3, 4, 5, 6, 7, 8]) == "▁▂▃▄▅▆▇█"
    assert sparkline([0, 100, 50]) == "▁█▅"
    assert sparkline([5, 5, 5]) == "▄▄▄"
    assert sparkline([]) == ""
    assert sparkline([-1, 1]) == "▁█"
    assert len(sparkline([3.5] * 4 + [9])) == 5


@pytest.mark.parametrize(
    ("text", "value"), [("41", 41), ("7.5", 7.5), ("60,000", 60_000), ("1.2k", 1200), ("0", 0), ("2M", 2e6)]
)
def test_a_number_is_read_and_written(text: str, value: float) -> None:
    assert parse_number(text) == value
    assert parse_number(plain(value)) == value


@pytest.mark.parametrize(
    "text", ["", "-1", "1,2", "1.2.3", "٣", "1e5", "nan", "inf", "9" * 16, "9" * 15 + "b"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(BadValue):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-1", "a number can't be below zero here"),
        ("9" * 16, "too large"),
        ("9" * 15 + "b", "too large"),
        ("0." + "1" * 16, "too many decimals"),
        ("nan", "not a number"),
    ],
)
def test_what_is_wrong_with_a_number_is_said(text: str, why: str) -> None:
    with pytest.raises(BadValue, match=f": {why}\\.$"):
        parse_number(text)
