"""What an answer repeats of the days, the amounts and the notice period that were typed; and what is
refused because a day without a year could be either of two. Today is Monday, 2 March 2026."""

import shlex

import pytest

from tests.support import Cli


def said(office: Cli, *argv: str) -> str:
    """An answer on a terminal, on one line."""
    return " ".join(office.ok(*argv, tty=True).split())


ANSWERS = [
    ('log acme "Talked" -k meeting --on thu', "meeting logged on Thu 26 Feb"),
    ('task add acme "Send it" -d fri', "due Fri 6 Mar"),
    ('task add acme "Send it" -d "15 dec"', "due 15 Dec"),
    ('task add acme "Send it" -d "next week"', "due Mon 9 Mar"),
    ('task add acme "Send it" -d "in 3 days"', "due Thu 5 Mar"),
    ('task edit t1 -d "next fri"', "due_on Thu 26 Feb → Fri 13 Mar"),
    ("done t1 --on sun", "t1 done, Sun 1 Mar: "),
    ('snooze acme "next monday"', "until Mon 9 Mar"),
    ("churn birch --on eom", "k2 recorded as lost, stops on Tue 31 Mar."),
    ('churn birch --on "20 feb"', "k2 recorded as lost, stops on Fri 20 Feb."),
    ('churn birch --on "5 mar"', "k2 recorded as lost, stops on Thu 5 Mar."),
    (
        "contract add acton -v 60k --term 12m --notice 3m",
        "k3 added: EUR 60,000 a year, 2 Mar 2026 to 1 Mar 2027, notice by 1 Dec (3 months).",
    ),
    (
        'contract add acton -v "USD 500" --per month --starts "1 jan" --ends "31 dec" --notice 90',
        "k3 added: USD 6,000 a year, 1 Jan to 31 Dec 2026, notice by 2 Oct (90 days).",
    ),
    ("contract add acton --notice 1y", "k3 added: from Mon 2 Mar, notice 12 months, no end date"),
    ('contract edit k1 --ends "30 jun"', "ends_on 4 Apr → 30 Jun"),
    (
        "contract edit k1 -v 61k --notice 2m",
        "annual_value EUR 60,000 → EUR 61,000, notice 30 days → 2 months",
    ),
    (
        "renew acme -v 66k --term 12m",
        "k1 renewed for EUR 66,000 (+10%), 5 Apr 2026 to 4 Apr 2027, as k3.",
    ),
    ('renew acme --ends "30 sep"', "k1 renewed for EUR 60,000, 5 Apr to 30 Sep 2026, as k3."),
    (
        'contract amend k1 --by 12k --on "20 feb"',
        "k3 amends k1 from Fri 20 Feb: EUR 12,000 a year more, EUR 72,000 in total.",
    ),
    (
        "contract amend k1 --to 50k",
        "k3 amends k1 from Mon 2 Mar: EUR 10,000 a year less, EUR 50,000 in total.",
    ),
    (
        'opportunity add acme "More" -v 12k --expected "15 dec"',
        "More, upsell, EUR 12,000, expected 15 Dec.",
    ),
    ('issue add acme "Down" --on fri', "Down, medium, reported Fri 27 Feb."),
    ("survey add acme nps 9 --on sat", "NPS 9 of 10 (promoter), Sat 28 Feb."),
    ("usage add acme seats 41 --on sun", "seats 41, Sun 1 Mar, u1."),
    (
        "news add acme takeover --on fri --until eoq",
        "takeover, Fri 27 Feb, recorded as bad news until Tue 31 Mar",
    ),
    ('news add acme takeover --on "15 dec" --until "1 apr"', "recorded as bad news until Wed 1 Apr"),
    ('goal add acme "Faster" -d eoq', "due Tue 31 Mar"),
    ('feedback add acme "Nice" --on fri', "recorded as f1, Fri 27 Feb."),
    ("target set 2026-Q3 renewals 400k", "2026-Q3: renewals EUR 400,000"),
    ('account add "Delta" --since "5 jan 2024"', "added as delta, customer since 5 Jan 2024"),
    ("account edit acme --since 2024-01-05", "customer_since 5 Apr 2023 → 5 Jan 2024"),
    ("account pulse acme bad --on fri", "pulse bad, Fri 27 Feb; it counts for 30 days"),
    ('contact add acme "Bo Li" --left "9 feb"', "Bo Li added as p4, left Mon 9 Feb."),
    ('contact left jane --on "9 feb"', "Jane Orr left Acme Robotics on Mon 9 Feb."),
]


@pytest.mark.parametrize(("line", "answer"), ANSWERS)
def test_an_answer_repeats_what_was_read(office: Cli, line: str, answer: str) -> None:
    assert answer in said(office, *shlex.split(line))


REFUSED = [
    ('log acme "x" --on "5 mar"', '--on "5 mar": 5 Mar 2025 or 5 Mar 2026? Nothing was logged.'),
    ('task add acme "x" -d "28 feb"', '--due "28 feb": 28 Feb 2026 or 28 Feb 2027? Nothing was changed.'),
    ('snooze acme "27 feb"', 'DATE "27 feb": 27 Feb 2026 or 27 Feb 2027? Nothing was changed.'),
    ('survey add acme nps 9 --on "3 mar"', '--on "3 mar": 3 Mar 2025 or 3 Mar 2026? Nothing was changed.'),
    (
        'contract add acton --starts "29 feb"',
        '--starts "29 feb": 2026 has no 29 February. 29 Feb 2024 or 29 Feb 2028? Nothing was changed.',
    ),
    (
        'contract add acton --starts "1 mar" --ends "29 feb"',
        '--ends "29 feb": 2027 has no 29 February. 29 Feb 2024 or 29 Feb 2028? Nothing was changed.',
    ),
    ("contract add acton --notice x", '--notice "x": not a duration. Nothing was changed.'),
    ("contract edit k1 --notice 11y", '--notice "11y": a notice period is at most 10 years.'),
    ("renew acme --ends 2026-04-01", "--ends 2026-04-01: the new contract starts on 2026-04-05."),
    (
        "contract amend k1 --by 1k --on 2026-05-01",
        "1 May 2026 is outside the contract, 5 Apr 2025 to 4 Apr 2026.",
    ),
]


@pytest.mark.parametrize(("line", "why"), REFUSED)
def test_what_could_be_either_is_refused_and_changes_nothing(office: Cli, line: str, why: str) -> None:
    before = office.dump()
    found = office(*shlex.split(line))
    assert found.code in (2, 5)
    assert why in " ".join(found.err.split())
    assert office.dump() == before


def test_the_hint_of_a_refusal_can_be_typed(office: Cli) -> None:
    err = office("log", "acme", "x", "--on", "5 mar").err
    assert err.splitlines()[1].strip() == "Type 2025-03-05 or 2026-03-05"
    office.ok("log", "acme", "x", "--on", "2025-03-05")


def notice(office: Cli, ref: str) -> list[object]:
    found = office.json("contract", "show", ref)
    return [found["notice_days"], found["notice_months"]]


def test_notice_is_kept_as_it_was_said_and_a_renewal_keeps_it(office: Cli) -> None:
    office.ok("contract", "edit", "k1", "--notice", "3m")
    assert notice(office, "k1") == [None, 3]
    assert (
        next(row for row in office.json("renewals") if row["contract"] == "k1")["notice_by"] == "2026-01-04"
    )
    ref = office.ref("renew", "k1")
    assert notice(office, ref) == [None, 3]
    office.ok("contract", "edit", ref, "--notice", "90d")
    assert notice(office, ref) == [90, None]
    office.ok("contract", "edit", ref, "--notice", "")
    assert notice(office, ref) == [None, None]
    office.ok("contract", "edit", ref, "--notice", "0")
    assert notice(office, ref) == [0, None]
    office.ok("undo")
    assert notice(office, ref) == [None, None]


def test_every_report_has_the_same_last_day_for_notice_in_months(office: Cli) -> None:
    office.ok("contract", "edit", "k1", "--ends", "2026-06-30", "--notice", "3m")
    day = "2026-03-31"
    assert next(row for row in office.json("renewals") if row["contract"] == "k1")["notice_by"] == day
    assert next(each for each in office.json("show", "acme")["contracts"])["notice_by"] == day
    assert next(each for each in office.json("brief", "acme")["contracts"])["notice_by"] == day
    query = "SELECT notice_by FROM renewals WHERE contract = 'k1'"
    assert office.json("sql", query) == [{"notice_by": day}]
    assert office.json("contract", "list", f"notice_by:{day}")[0]["contract"] == "k1"
    assert office.json("account", "list", f"notice:{day}")[0]["code"] == "acme"


def test_rows_of_standard_input_have_the_period_in_either_way(office: Cli) -> None:
    rows = "account,product,notice\nacton,A,3m\nacton,B,90 days\nacton,C,30\n"
    refs = office.ok("contract", "add", "--stdin", stdin=rows).split()
    assert [notice(office, ref) for ref in refs] == [[None, 3], [90, None], [30, None]]
    rows = '{"account": "acton", "product": "D", "notice_months": 2}\n'
    assert notice(office, office.ok("contract", "add", "--stdin", stdin=rows).strip()) == [None, 2]
    rows = '{"account": "acton", "product": "E", "notice_months": 2, "notice_days": 30}\n'
    found = office("contract", "add", "--stdin", stdin=rows)
    assert (found.code, "give notice_days or notice_months, not both" in found.err) == (5, True)
