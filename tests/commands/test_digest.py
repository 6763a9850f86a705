"""`am digest`: what it tells and in which form, when it is silent, and when a digest counts as sent."""

import datetime as dt
import email
import email.policy
import io
import json
import os
import re
import signal
import subprocess
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest

from amcli.__main__ import run_app
from tests.commands.prepared import with_score
from tests.commands.test_closed_streams import FullDisk
from tests.commands.test_hostile_names import NAMES
from tests.forkserver import LONGEST
from tests.support import PROGRAM, TODAY, Cli, rows_of

TEXT = """\
Mon 2 March 2026

Deadlines
  Acme Robotics        60k  Notice by Thu 5 Mar, in 3 days: not started
                            (k1)

Late
  Acton Glass            0  Check-in 609 days overdue: find someone to
                            call

At risk
  Acme Robotics        60k  59 at risk: spoke to 1 person in 90 days,
                            need 3. Next: start the renewal
                            Security answers, promised to Omar Haddad, 4
                            days late (t1)
                            Check-in 13 days overdue: call Jane Orr

Total: 2 check-ins, 1 renewal, 1 at risk (EUR 60k). Open: am
"""
VOID = {"meta", "br"}


@pytest.fixture
def office(office: Cli) -> Cli:
    """The office, where acme has a score."""
    return with_score(office)


class Page(HTMLParser):
    """A page as a mail program reads it: its tags, its attributes, its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_text_is_72_columns_wide_and_has_one_column_of_figures(office: Cli) -> None:
    text = office.ok("digest")
    assert text == TEXT
    assert max(map(len, text.splitlines())) <= 72


def test_it_is_silent_when_nothing_is_new_and_says_so_by_its_exit_code(office: Cli) -> None:
    assert office("digest", "--new", "--exit-code").code == 10
    assert office("digest", "--new", "--exit-code") == (0, "", "")
    assert office("digest", "--new", "--mail", "me@example.com") == (0, "", "")
    office.ok("task", "add", "acton", "Call about the glass", "--due", "today")
    code, out, _ = office("digest", "--new", "--exit-code")
    assert (code, out.splitlines()[0]) == (10, "Mon 2 March 2026, new since Mon 2 March")
    assert re.search(r"Due today\n  Acton Glass +0  Call about the glass \(t2\)\n", out)


def test_a_look_moves_nothing_and_a_terminal_only_looks(office: Cli) -> None:
    peeked = office.ok("digest", "--new", "--peek")
    shown = office.ok("digest", "--new", tty=True)
    assert shown == f"{peeked}\nPreview: in a terminal nothing is marked as sent.\n"
    assert office.ok("digest", "--new") == peeked
    assert office.ok("digest", "--new", tty=True).startswith("Nothing new since Mon 2 Mar.\n")
    assert office("digest", "--peek").code == 2


def test_what_was_not_written_to_the_end_does_not_count_as_sent(office: Cli) -> None:
    before = office.ok("digest", "--new", "--peek")
    err = io.StringIO()
    argv = ["digest", "--new"]
    assert run_app(argv, office.environ(TODAY), io.StringIO(), FullDisk(), err) == 1
    assert err.getvalue() == "am: the output can't be written: No space left on device.\n"
    piped = f"'{PROGRAM}' digest --new | exec true"
    found = subprocess.run(
        ["sh", "-c", f"exec 2>&1; {piped}"],
        env=office.environ(TODAY),
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    assert found.stdout == b""
    assert office.ok("digest", "--new", "--peek") == before


def test_of_two_at_once_one_tells_it(office: Cli) -> None:
    argv = [PROGRAM, "digest", "--new"]
    both = [
        subprocess.Popen(argv, env=office.environ(TODAY), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in "ab"
    ]
    told = [each.communicate(timeout=LONGEST) for each in both]
    assert sorted(bool(out) for out, _ in told) == [False, True]
    assert [err for _, err in told] == [b"", b""]


def test_a_silent_run_leaves_the_digest_before_the_last_one(cli: Cli) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme", "--since", "2025-01-01")
    cli.ok("log", "acme", "Met", "--on", "2025-12-01")
    assert cli.ok("digest", "--new")
    cli.ok("log", "acme", "Spoke", today="2026-03-02")
    assert "Contacted 2 Mar: call" in cli.ok("digest", "--new", today="2026-03-03")
    for day in ("2026-03-04", "2026-03-05"):
        assert cli.ok("digest", "--new", today=day) == ""
    cli.ok("task", "add", "acme", "Figures", "--due", "2026-03-06", today="2026-03-05")
    told = cli.ok("digest", "--new", today="2026-03-06").splitlines()
    assert told[:3] == ["Fri 6 March 2026, new since Tue 3 March", "", "Due today"]


def test_the_morning_says_when_the_last_digest_went(office: Cli) -> None:
    assert office.json("today")["last_digest_on"] is None
    assert "digest" not in office.ok("today", tty=True)
    office.ok("digest", "--new")
    assert office.json("today")["last_digest_on"] == TODAY
    assert "digest today" in office.ok("today", tty=True)
    assert "digest Mon" in office.ok("today", tty=True, today="2026-03-04")
    assert "digest 2 Mar" in office.ok("today", tty=True, today="2026-03-12")


def test_a_digest_that_told_nothing_never_went(cli: Cli) -> None:
    assert cli.ok("digest", "--new") == ""
    assert cli.json("today")["last_digest_on"] is None
    assert rows_of(cli.book, "SELECT count(*) FROM digest") == [(1,)]


def test_a_week_and_a_filter_have_a_chain_of_their_own(office: Cli) -> None:
    assert office.ok("digest", "--new")
    assert office.ok("digest", "--new", "--period", "week")
    key = office.ok("digest", "--new", "tier:key")
    assert ("Acme" in key, "Birchwood" in key) == (True, False)
    for more in ([], ["--period", "week"], ["tier:key"]):
        assert office.ok("digest", "--new", *more) == ""


def test_what_became_worse_says_from_what_and_what_became_better_too(office: Cli) -> None:
    office.ok("digest", "--new")
    office.ok("account", "pulse", "acme", "bad")
    assert [(row["event"], row["text"]) for row in known_events(office)] == [
        ("worse", "59 at risk → 39 critical: bad pulse. Next: start the renewal")
    ]
    office.ok("digest", "--new")
    office.ok("account", "pulse", "acme", "good")
    assert [(row["event"], row["text"]) for row in known_events(office)] == [
        ("better", "39 critical → 59 at risk")
    ]


def test_what_became_worse_says_why(office: Cli) -> None:
    office.ok("account", "pulse", "birch", "ok")
    office.ok("digest", "--new")
    office.ok("contact", "left", "jane")
    office.ok("issue", "add", "acme", "Down", "--severity", "critical", today="2026-02-27")
    row = next(each for each in known_events(office) if each["event"] == "worse")
    assert re.fullmatch(
        r"59 at risk → \d+ critical: champion left.*\. Next: find the next champion", row["text"]
    )


def known_events(cli: Cli) -> list[dict[str, str]]:
    """What is new, without counting it."""
    out = cli.ok("digest", "--new", "--peek", "-o", "json")
    found: list[dict[str, str]] = json.loads(out)["events"] if out else []
    return found


def test_what_is_settled_is_told_once_and_only_where_it_was_late(office: Cli) -> None:
    office.ok("task", "add", "acme", "Due today and done", "--due", "today")
    office.ok("digest", "--new")
    office.ok("done", "t1", "t2")
    office.ok("log", "acme", "Spoke about the answers", "-w", "jane")
    told = [(each["event"], each["text"], each["ref"]) for each in known_events(office)]
    assert ("settled", "Security answers, done", "t1") in told
    assert ("settled", "Contacted 2 Mar: call", None) in told
    assert not any(ref == "t2" for _, _, ref in told)
    office.ok("digest", "--new")
    assert known_events(office) == []


def test_the_weekly_one_has_what_was_decided_and_the_forecast_beside_the_last(office: Cli) -> None:
    office.ok("contract", "edit", "k1", "--forecast", "likely")
    office.ok("opportunity", "add", "acme", "SSO for all", "--value", "9k", "--expected", "2026-03-05")
    office.ok("opportunity", "add", "acme", "Training", "--value", "5k", "--expected", "2026-03-04")
    first = json.loads(office.ok("digest", "--period", "week", "--new", "-o", "json"))
    assert first["week"]["outcomes"] == []
    assert {row["category"]: row["value"] for row in first["week"]["forecast"]}["likely"] == 60000
    later = {"today": "2026-03-09"}
    office.ok("opportunity", "win", "o1", today="2026-03-04")
    office.ok("opportunity", "edit", "o2", "--expected", "2026-04-01", today="2026-03-04")
    office.ok("renew", "acme", "--value", "66k", today="2026-03-05")
    office.ok("churn", "birch", "--reason", "price", today="2026-03-06")
    found = json.loads(office.ok("digest", "--period", "week", "--new", "-o", "json", **later))
    assert [(row["section"], row["text"], row["ref"]) for row in found["week"]["outcomes"]] == [
        ("won", "SSO for all, EUR 9,000", "o1"),
        ("renewed", "Platform, EUR 60,000 → 66,000 (+10%)", "k1"),
        ("lost", "Platform, EUR 12,000: price", "k2"),
        ("slipped", "Training, 4 Mar → 1 Apr", "o2"),
    ]
    forecast = {row["category"]: (row["value"], row["before"]) for row in found["week"]["forecast"]}
    assert forecast["likely"] == (0, 60000)
    assert office.ok("digest", "--period", "week", "--new", **later) == ""


def test_the_message_is_whole_and_its_two_parts_say_the_same(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--name", "Ácme 机器人")
    raw = office.ok("digest", "--mail", "me@example.com,you@example.com")
    assert raw.isascii()
    found = email.message_from_string(raw, policy=email.policy.default)
    assert found["To"] == "me@example.com, you@example.com"
    assert found["Subject"] == "am: 1 deadline, 1 late, 1 at risk (Mon 2 Mar)"
    assert re.fullmatch(r"<2026-03-02\.[0-9a-f]{16}@amcli\.invalid>", found["Message-ID"])
    assert found["Date"].startswith("Mon, 02 Mar 2026 ")
    assert found["Auto-Submitted"] == "auto-generated"
    text, html = found.iter_parts()
    assert text.get_content() == office.ok("digest")
    assert html.get_content() == office.ok("digest", "-o", "html")
    assert "Ácme 机器人" in text.get_content()
    assert "Ácme 机器人" in Page(html.get_content()).words


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "me",
        "me@example.com\nBcc: all@example.com",
        "a b@example.com",
        "jürgen@example.com",
        "me@x..y",
        "a@b, c",
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_read(office: Cli, typed: str) -> None:
    code, out, err = office("digest", "--new", "--mail", typed)
    assert (code, out) == (2, "")
    assert err.startswith("am: --mail ")
    assert office.ok("digest", "--new", "--peek")


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        ("me@example.com", "me@example.com"),
        ("Ana Bell <ana@example.com>", "Ana Bell <ana@example.com>"),
        ("ana@例え.jp", "ana@xn--r8jz45g.jp"),
        ('"Bell, Ana" <ana@example.com>, you@example.com', '"Bell, Ana" <ana@example.com>, you@example.com'),
    ],
)
def test_addresses_come_with_names_and_in_any_script(office: Cli, typed: str, header: str) -> None:
    raw = office.ok("digest", "--mail", typed)
    assert raw.splitlines()[0] == f"To: {header}"


def test_a_digest_under_way_holds_up_nobody_and_one_that_was_killed_is_told_again(
    office: Cli, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    slow = tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\necho $$ > '{started}.new'; mv '{started}.new' '{started}'; exec sleep 60\n")
    slow.chmod(0o755)
    before = office.ok("digest", "--new", "--peek")
    argv = [PROGRAM, "digest", "--new", "--mail", "me@example.com", "--send-with", str(slow)]
    process = subprocess.Popen(argv, env=office.environ(TODAY), start_new_session=True)
    while not started.exists():
        assert process.poll() is None
        time.sleep(0.01)
    assert office.ok("digest", "--new") == ""  # the other one is telling it
    assert office.ref("task", "add", "acton", "Meanwhile") == "t2"
    process.kill()
    process.wait()
    os.kill(int(started.read_text()), signal.SIGKILL)
    assert office.ok("digest", "--new") == before
    assert rows_of(office.book, "SELECT count(*) FROM digest") == [(1,)]


def test_filters_of_the_same_words_in_other_words_are_other_filters(office: Cli) -> None:
    assert office.ok("digest", "--new", "acme robotics")
    assert office.ok("digest", "--new", "acme", "robotics")


def test_a_closed_output_counts_as_nothing(office: Cli) -> None:
    found = subprocess.run(
        ["sh", "-c", f"'{PROGRAM}' digest --new >&-"],
        env=office.environ(TODAY),
        capture_output=True,
        timeout=LONGEST,
        check=False,
    )
    assert (found.returncode, found.stderr) == (
        1,
        b"am: the output can't be written: standard output is closed.\n",
    )
    assert office.ok("digest", "--new")


def test_a_week_in_an_empty_book_is_silent(cli: Cli) -> None:
    assert cli("digest", "--new", "--period", "week", "--exit-code") == (0, "", "")


def test_a_program_that_fails_leaves_everything_untold(office: Cli, tmp_path: Path) -> None:
    box = tmp_path / "box"
    program = tmp_path / "send it"
    program.write_text(f"#!/bin/sh\ncat > '{box}'; [ ! -e '{tmp_path}/broken' ]\n")
    program.chmod(0o755)
    send = ["digest", "--new", "--mail", "me@example.com", "--send-with", f"'{program}' -t"]
    (tmp_path / "broken").touch()
    code, out, err = office(*send)
    assert (code, out, "was not sent" in err, "exit code 1" in err) == (1, "", True, True)
    (tmp_path / "broken").unlink()
    assert office.ok(*send) == ""
    assert box.read_text().startswith("To: me@example.com\n")
    box.unlink()
    assert office.ok(*send) == ""
    assert not box.exists()
    nowhere = [*send[:-1], "/nowhere/send"]
    assert office.ok(*nowhere) == ""
    office.ok("task", "add", "acme", "More", "--due", "today")
    assert "No such file" in " ".join(office(*nowhere).err.split())


@pytest.mark.parametrize(
    "argv",
    [
        ["--send-with", "true"],
        ["--mail", "me@x.y", "--send-with", ""],
        ["--mail", "me@x.y", "--send-with", "'a"],
        ["--new", "--peek", "--mail", "me@x.y", "--send-with", "true"],
    ],
)
def test_a_program_needs_a_message_and_words(office: Cli, argv: list[str]) -> None:
    assert office("digest", *argv).code == 2


def test_a_churned_contract_is_no_good_news(office: Cli) -> None:
    office.ok("digest", "--new", today="2026-04-10")
    office.ok("churn", "acme", "--reason", "price", today="2026-04-10")
    out = office.ok("digest", "--new", "-o", "json", today="2026-04-11")
    row = next(each for each in json.loads(out)["events"] if each["ref"] == "k1")
    assert (row["section"], row["text"]) == ("worse", "Platform, churned")


def test_a_filter_stands_in_the_command_of_the_last_line(office: Cli) -> None:
    assert office.ok("digest", "tier:key").splitlines()[-1].endswith("Open: am tier:key")


def test_the_page_fetches_nothing_runs_nothing_and_shows_hostile_names_as_they_are(cli: Cli) -> None:
    for number, name in enumerate(NAMES.values()):
        assert cli("account", "add", "--code", f"x{number}", "--since", "2024-01-01", "--", name).code == 0
    page = Page(text := cli.ok("digest", "-o", "html"))
    assert not {"script", "link", "img", "iframe", "a", "form", "object"} & set(page.tags)
    assert not {"src", "href", "onclick", "onload"} & page.attributes
    assert not re.search(r"url\(|@import", text)
    assert page.open == []
    assert "prefers-color-scheme: dark" in text
    for form in ("text", "md", "html"):
        assert all(
            char == "\n" or char.isprintable() or char in "\u200c\u200d"
            for char in cli.ok("digest", "-o", form)
        )


def test_the_markdown_has_the_sections_as_headings(office: Cli) -> None:
    lines = office.ok("digest", "-o", "md").splitlines()
    assert lines[:3] == ["# Mon 2 March 2026", "", "## Deadlines"]
    assert lines[4] == "- **Acme Robotics** (60k): Notice by Thu 5 Mar, in 3 days: not started (k1)"
    assert "- **Acton Glass** (0): Check-in 609 days overdue: find someone to call" in lines


def test_it_keeps_the_scores_of_the_day_as_the_morning_does(office: Cli) -> None:
    office.ok("digest", "--new", "tier:key")
    assert rows_of(office.book, "SELECT count(*) FROM health") == [(0,)]
    office.ok("digest", "--new")
    assert rows_of(office.book, 'SELECT count(DISTINCT account_id), "on" FROM health') == [(3, TODAY)]


def test_an_amount_without_a_rate_is_one_warning_and_none_when_silent(office: Cli) -> None:
    office.ok("contract", "add", "acton", "--value", "USD 9k", "--ends", "2026-12-31")
    code, out, err = office("digest", "--new")
    assert (code, bool(out), err.count("\n"), "fx.USD" in err) == (0, True, 1, True)
    assert office("digest", "--new") == (0, "", "")


def test_it_works_in_the_bare_environment_of_cron(office: Cli) -> None:
    bare = ["env", "-i", "PATH=/usr/bin:/bin", "LANG=C", f"AMCLI_BOOK={office.book}", f"AMCLI_TODAY={TODAY}"]
    found = subprocess.run(
        [*bare, str(PROGRAM), "digest", "--new"], capture_output=True, timeout=LONGEST, check=True, cwd="/"
    )
    assert (found.stderr, b"Acme Robotics" in found.stdout) == (b"", True)


def test_an_empty_book_and_no_book_are_said(cli: Cli) -> None:
    assert cli.ok("digest") == "Mon 2 March 2026\n\nTotal: 0 check-ins, 0 renewals, 0 at risk. Open: am\n"
    assert cli("--book", "nowhere.db", "digest", "--new").code == 6


def told_on(cli: Cli, day: str) -> list[tuple[str, str]]:
    """The deadlines that are new on a day; telling them counts."""
    out = cli.ok("digest", "--new", "-o", "json", today=day)
    events = json.loads(out)["events"] if out else []
    return [(each["text"], " or ".join(each["commands"])) for each in events if each["section"] == "nearer"]


def test_a_deadline_on_a_sunday_is_told_on_friday_and_what_passed_asks_with_both_commands(cli: Cli) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme", "--since", "2025-01-01")
    cli.ok("contract", "add", "acme", "--value", "60k", "--starts", "2025-04-08", "--ends", "2026-04-07",
           "--notice", "30", "--auto-renew")  # fmt: skip
    days = ("2026-03-05", "2026-03-06", "2026-03-09", "2026-03-10", "2026-03-23", "2026-04-03", "2026-04-08")
    both = "am renew k1 --auto or am churn k1"
    assert [told_on(cli, day) for day in days] == [
        [("Notice by Sun 8 Mar, in 3 days: not started", "")],
        [("Notice by Sun 8 Mar, in 2 days, today is the last working day: not started", "")],
        [("Notice deadline passed yesterday, auto-renews 8 Apr. Did they cancel?", both)],
        [],
        [],
        [("Auto-renews Wed 8 Apr, in 5 days: not started", "")],
        [("Auto-renewed 8 Apr, not confirmed", both)],
    ]


def test_after_a_gap_of_days_only_the_nearest_step_is_told_and_a_snoozed_contract_keeps_quiet(
    office: Cli,
) -> None:
    assert told_on(office, "2026-01-10") == [("Notice by 5 Mar, in 54 days: not started", "")]
    assert told_on(office, "2026-03-03") == [("Notice by Thu 5 Mar, in 2 days: not started", "")]
    office.ok("snooze", "k1", "+1d", today="2026-03-04")
    assert told_on(office, "2026-03-04") == []
    assert told_on(office, "2026-03-05") == [("Notice deadline today: not started", "")]


def test_an_account_stands_among_the_deadlines_and_once_more_below(office: Cli) -> None:
    rows = json.loads(office.ok("digest", "-o", "json"))["events"]
    assert {row["section"] for row in rows if row["account"] == "acme"} == {"nearer", "worse"}
    assert [row["value"] for row in rows if row["ref"] == "k1"] == [60000]


def test_a_rise_that_only_a_passing_day_made_is_not_told_and_one_that_was_earned_is(cli: Cli) -> None:
    for argv in (
        ("account", "add", "Acme", "--code", "acme", "--since", "2025-01-01", "--tier", "light"),
        ("contact", "add", "acme", "Jane Orr", "--role", "champion"),
        ("contract", "add", "acme", "--value", "60k", "--starts", "2025-07-01", "--ends", "2026-06-30",
         "--notice", "90", "--auto-renew"),
        ("log", "acme", "Met", "-w", "jane", "--feel", "ok", "--on", "2026-03-20"),
    ):  # fmt: skip
        cli.ok(*argv, today="2026-03-20")
    assert [cli.json("risks", "acme", today=day)["score"] for day in ("2026-04-15", "2026-04-16")] == [59, 80]
    cli.ok("digest", "--new", today="2026-04-15")
    assert told_better(cli, "2026-04-16") == []  # two weeks after the notice deadline the limit goes
    cli.ok("account", "pulse", "acme", "bad", today="2026-04-16")
    cli.ok("digest", "--new", today="2026-04-16")
    cli.ok("contact", "edit", "p1", "--title", "Head of Purchasing", today="2026-05-10")
    assert told_better(cli, "2026-05-17") == []  # written since, but it was the bad pulse that expired
    cli.ok("account", "pulse", "acme", "bad", today="2026-05-17")
    cli.ok("digest", "--new", today="2026-05-17")
    cli.ok("account", "pulse", "acme", "ok", today="2026-05-18")
    assert told_better(cli, "2026-05-18") == ["39 critical → 77 watch"]


THREE = (
    *["issue add acme Slow --severity high --on 2026-01-02"] * 3,
    *(f"issue resolve i{number}" for number in (1, 2, 3)),
)
RATED = ("survey add acme csat 2.2 --on 2026-01-02",) * 2
# What a signal is of, the last day on which it has points, and the signal; 50 each.
ENDING = {
    "issues of 90 days": (THREE, "2026-04-02", "support_load"),
    "answers of 180 days": (RATED, "2026-07-01", "mood_low"),
    "the newest answer": (("survey add acme nps 3 --on 2026-01-02",), "2026-07-01", "unhappy"),
    "usage of 30 days": (
        ("usage add acme seats 100 --on 2026-01-10", "usage add acme seats 10 --on 2026-04-01"),
        "2026-04-30", "usage_falling",
    ),
    "a term that auto-renews": (
        ("contract add acme --value 60k --starts 2025-07-01 --ends 2026-06-30 --notice 90 --auto-renew",),
        "2026-06-30", "renewal_uncommitted",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENDING)
def test_what_no_longer_counts_since_a_time_is_over_is_no_good_news(cli: Cli, name: str) -> None:
    story, last, costs = ENDING[name]
    after = (dt.date.fromisoformat(last) + dt.timedelta(days=1)).isoformat()
    cli.ok("config", "set", f"risk.points.{costs}", "50")
    cli.ok("config", "set", "risk.unhappy.answered", "50")
    for code in ("acme", "brill", "corn"):
        cli.ok("account", "add", code, "--code", code, "--since", "2025-01-01", today="2026-01-01")
    for line in (*story, f"log acme Met --feel ok --on {last}"):
        cli.ok(*line.split(), today=last)
    cli.ok("digest", "--new", today=last)
    cli.ok("account", "edit", "acme", "--notes", "moved", today=after)
    scores = [cli.json("risks", "acme", today=day)["score"] for day in (last, after)]
    assert scores[0] < 60 <= scores[1]
    assert told_better(cli, after) == []


def told_better(cli: Cli, day: str) -> list[str]:
    """What a digest says got better; telling it counts."""
    out = cli.ok("digest", "--new", "-o", "json", today=day)
    return [each["text"] for each in json.loads(out)["events"] if each["event"] == "better"] if out else []


def test_a_section_names_ten_accounts_and_counts_the_rest_with_the_command_that_lists_them(cli: Cli) -> None:
    for number in range(13):
        code = f"a{number}"
        cli.ok(
            "account", "add", f"Account {number}", "--code", code, "--since", "2024-01-01", "--tier", "light"
        )
        cli.ok("task", "add", code, "Send it", "--due", "2026-03-01")
    lines = cli.ok("digest").splitlines()
    at = lines.index("Late")
    assert [line for line in lines[at:] if line.startswith("  3 more")] == ["  3 more: am tasks"]
    assert len([line for line in lines[at + 1 :] if line.startswith("  Account")]) == 10
    assert "  3 more: am tasks tier:light" in cli.ok("digest", "tier:light").splitlines()
    assert "- 3 more: am tasks" in cli.ok("digest", "-o", "md").splitlines()
    assert "3 more: am tasks" in Page(cli.ok("digest", "-o", "html")).words


def test_the_meetings_of_the_day_come_first_and_those_that_nobody_confirmed_are_asked_about_once(
    office: Cli,
) -> None:
    office.ok("meet", "acme", "2026-03-03 10:00", "Renewal call", "-w", "jane")
    assert office.ok("digest", today="2026-03-03").splitlines()[2:4] == [
        "Meetings today",
        "  Acme Robotics             10:00 Renewal call, Jane Orr (n3)",
    ]
    message = office.ok("digest", "--mail", "me@example.com", today="2026-03-03")
    assert "Subject: am: 1 meeting, 1 deadline, 1 late, 1 at risk (Tue 3 Mar)" in message
    office.ok("digest", "--new", today="2026-03-03")
    assert office.ok("digest", "--new", today="2026-03-03") == ""
    lines = office.ok("digest", "--new", today="2026-03-04").splitlines()
    assert lines[2:5] == [
        "Meetings to confirm",
        "  Acme Robotics             Held yesterday? 10:00 meeting",
        "                            am held n3 or am held n3 --no",
    ]
    assert "held n3" not in office.ok("digest", "--new", today="2026-03-05")


def test_a_digest_of_a_name_that_nobody_has_says_so(office: Cli) -> None:
    """`am digest week` would tell of nothing, every day; the command that it ends in runs as it stands."""
    code, out, err = office("digest", "week")
    assert (code, err) == (0, 'am: no account matches "week". Did you mean am digest --period week?\n')
    assert out.endswith("Open: am today week\n")
    assert office("digest", "--new", "nobody")[:2] == (0, "")
    assert 'no account matches "nobody".' in office("digest", "--new", "nobody").err
    code, out, err = office("digest", "acme")
    assert (code, err) == (0, "")
    assert out.endswith("Open: am today acme\n")
    assert office("today", "acme").code == 0
    assert office("digest", "tier:light").err == ""
