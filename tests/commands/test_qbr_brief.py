"""`am qbr brief`: what was agreed against what became of it; what is for us alone stays out."""

import pytest

from tests.support import Cli

OURS_ALONE = (
    "critical",
    "supporter",
    "proposed, likely",
    "EUR",
    "Ask",
    "where Priya stands",
    "SSO",
    "Quiet",
    "waiting on",
)


def test_it_covers_the_days_since_the_last_review(known: Cli) -> None:
    found = known.json("qbr", "brief", "acme")
    assert found["period"] == {"from": "2025-12-17", "to": "2026-03-02", "since": "last_review"}
    assert found["last_review_on"] == "2025-12-16"


def test_without_a_review_it_covers_the_tiers_interval(known: Cli) -> None:
    known.ok("account", "add", "Quarry Books", "--code", "quarry", "--tier", "light")
    known.ok("account", "add", "Own Pace", "--code", "own", "--qbr", "30")
    assert known.json("qbr", "brief", "quarry")["period"] == {
        "from": "2025-12-03",
        "to": "2026-03-02",
        "since": "interval",
    }
    assert known.json("qbr", "brief", "own")["period"]["from"] == "2026-02-01"


def test_a_review_of_today_is_not_the_one_before(known: Cli) -> None:
    known.ok("log", "acme", "Just held", "-k", "qbr")
    assert known.json("qbr", "brief", "acme")["period"]["from"] == "2025-12-17"


def test_goals_stand_against_their_results(known: Cli) -> None:
    found = {each["goal"]["goal"]: each for each in known.json("qbr", "brief", "acme")["goals"]}
    assert {ref: (each["result"], each["progressed"]) for ref, each in found.items()} == {
        "g1": ("behind", True),
        "g2": ("behind", True),
        "g3": ("met", True),
    }


def test_usage_goes_from_the_last_figure_before_the_period_to_the_last_in_it(known: Cli) -> None:
    (found,) = known.json("qbr", "brief", "acme")["usage"]
    assert (found["first"], found["first_on"], found["last"], found["change"]) == (55, "2025-11-30", 61, 6)
    assert "- Seats in use ▁▃█ Nov to Feb, 55 to 61 of 72, +6, +11%" in known.ok("qbr", "brief", "acme")


def test_issues_are_counted_with_the_median_of_their_days(known: Cli) -> None:
    found = known.json("qbr", "brief", "acme")["issues"]
    assert {name: found[name] for name in list(found)[:5]} == {
        "opened": 3,
        "solved": 2,
        "still_open": 1,
        "median_days": 4,
        "within_target": 2,
    }
    text = known.ok("qbr", "brief", "acme")
    assert "- 3 opened, 2 resolved, in 4 days (median), 2 within target, 1 still open" in text
    assert "- Blank dashboards: Cache rebuilt, high, resolved in 2 days" in text


def test_promises_of_both_sides_are_kept_or_late(known: Cli) -> None:
    found = known.json("qbr", "brief", "acme")["promises"]
    ours = {name: found["ours"][name] for name in ("due", "kept", "late")}
    theirs = {name: found["theirs"][name] for name in ("due", "kept", "late")}
    assert (ours, theirs) == ({"due": 3, "kept": 1, "late": 2}, {"due": 1, "kept": 0, "late": 1})
    text = known.ok("qbr", "brief", "acme", "--internal")
    assert "- 1 of 3 kept on time, 2 late\n- Access for two, due 14 Jan, done 3 days late" in text


def test_what_the_customer_reads_says_nothing_of_late_promises(known: Cli) -> None:
    text = known.ok("qbr", "brief", "acme")
    for words in ("late", "Access for two", "Security answers", "Names for the pilot", "Open commitments"):
        assert words not in text
    assert "## Our commitments\n\n- 2 done\n" in text
    known.ok("task", "add", "acme", "Roadmap", "--promised", "--due", "2026-03-20")
    known.ok("task", "add", "acme", "Test data", "--theirs", "--due", "2026-03-18")
    text = known.ok("qbr", "brief", "acme")
    assert "- Roadmap, due 20 Mar, open" in text
    assert "## Your commitments\n\n- Test data, due 18 Mar, open\n" in text
    assert ". Open commitments on both sides\n" in text
    assert "late" not in text


def test_a_promise_with_a_new_day_ahead_is_said_with_that_day(known: Cli) -> None:
    known.ok("task", "edit", "t2", "--due", "2026-03-20")
    text = known.ok("qbr", "brief", "acme")
    assert "- Names for the pilot (Jane Orr), due 20 Mar, open" in text
    assert "20 Feb" not in text


def test_all_kept_on_time_may_be_said(known: Cli) -> None:
    known.ok("account", "add", "Quarry Books", "--code", "quarry")
    ref = known.ref("task", "add", "quarry", "Prices", "--promised", "--due", "2026-03-02")
    known.ok("done", ref)
    assert "- 1 of 1 kept on time" in known.ok("qbr", "brief", "quarry")


def test_putting_a_promise_off_does_not_keep_it(known: Cli) -> None:
    known.ok("snooze", "t1", "2026-03-20")
    assert known.json("qbr", "brief", "acme")["promises"]["ours"]["late"] == 2


def test_value_is_goals_met_progress_and_talks_about_their_business(known: Cli) -> None:
    found = known.json("qbr", "brief", "acme")["value"]
    assert (found["goals_met"], found["progressed"]) == (["g3"], ["g2", "g1"])
    assert [each["on"] for each in found["touches"]] == ["2026-01-06"]


def test_the_next_period_has_its_goals_its_renewal_and_an_agenda(known: Cli) -> None:
    found = known.json("qbr", "brief", "acme")["next_period"]
    assert (found["from"], found["to"]) == ("2026-03-03", "2026-05-31")
    assert [each["goal"] for each in found["goals"]] == ["g2"]
    assert [each["contract"] for each in found["renewals"]] == ["k1"]
    assert found["agenda"][0] == "Results since 17 Dec"
    assert found["agenda"][-1] == "Goals to 31 May"
    assert "Open issues: CSV export times out" in found["agenda"]


@pytest.mark.parametrize("form", ["md", "table"])
def test_what_is_for_us_alone_stays_out_unless_asked_for(known: Cli, form: str) -> None:
    sent = known.ok("qbr", "brief", "acme", "-o", form).partition("\nHealth, stances")[0]
    assert not [word for word in OURS_ALONE if word in sent]
    assert "Happy with uptime" not in sent
    both = known.ok("qbr", "brief", "acme", "--internal", "-o", form)
    theirs, _, ours = both.partition("Internal: people")
    assert theirs.rstrip("# \n") == sent.rstrip()
    assert all(word in ours for word in ("critical", "supporter", "proposed, likely", "EUR 72,000", "SSO"))


def test_every_section_after_the_first_of_ours_says_so(known: Cli) -> None:
    titles = [
        line for line in known.ok("qbr", "brief", "acme", "--internal").splitlines() if line.startswith("## ")
    ]
    first = next(at for at, title in enumerate(titles) if "Internal" in title)
    assert all("Internal" in title for title in titles[first:])


def test_a_proposal_that_they_have_seen_may_be_named(known: Cli) -> None:
    known.ok("opportunity", "stage", "o1", "proposed")
    text = known.ok("qbr", "brief", "acme")
    assert "- SSO: The audit asks for central sign-on, proposed" in text
    assert "The proposal: SSO" in text
    assert "9,000" not in text


def test_a_period_that_was_asked_for_is_as_it_stood_at_its_end(known: Cli) -> None:
    found = known.json("qbr", "brief", "acme", "--period", "2026-01")
    assert found["period"] == {"from": "2026-01-01", "to": "2026-01-31", "since": "given"}
    assert (found["issues"]["opened"], found["issues"]["still_open"]) == (2, 0)
    assert found["promises"]["ours"] | {"due": 2, "kept": 1, "late": 1} == found["promises"]["ours"]
    assert found["usage"][0]["last"] == 57
    assert found["goals"][0]["goal"]["status"] == "open"


def test_a_period_ends_today_at_the_latest(known: Cli) -> None:
    assert known.json("qbr", "brief", "acme", "--period", "2026")["period"]["to"] == "2026-03-02"


@pytest.mark.parametrize(("period", "said"), [("next-quarter", "is in the future"), ("soon", "not a period")])
def test_a_period_that_cannot_be_reviewed_is_refused(known: Cli, period: str, said: str) -> None:
    code, out, err = known("qbr", "brief", "acme", "--period", period)
    assert (code, out) == (2, "")
    assert err.startswith(f'am: --period "{period}": ')
    assert said in err


def test_an_account_of_which_nothing_is_known_still_has_a_review(cli: Cli) -> None:
    cli.ok("account", "add", "Quarry Books", "--code", "quarry")
    text = cli.ok("qbr", "brief", "quarry")
    assert "- No goals agreed yet." in text
    assert "- No issues in this period." in text
    assert "## Agenda" in text
    full = cli.json("qbr", "brief", "quarry")
    assert (full["usage"], full["issues"]["median_days"], full["last_review_on"]) == ([], None, None)


def test_a_terminal_says_where_the_rest_is(known: Cli) -> None:
    page = known.ok("qbr", "brief", "acme", tty=True)
    assert page.splitlines()[-1].endswith("am qbr brief acme --internal")
    assert page.startswith("Acme Robotics   review, 17 Dec to 2 Mar\n")


def test_json_holds_what_is_for_us_alone_only_when_asked_for(known: Cli) -> None:
    found = known.json("qbr", "brief", "acme")
    assert found["internal"] is None
    both = known.json("qbr", "brief", "acme", "--internal")
    assert both["internal"] == known.json("brief", "acme")
    assert both | {"internal": None} == found
