"""The stories that this version tells, through the installed command, from nothing."""

import json
import shutil
from pathlib import Path

import pytest

from tests.stories.shell import Shell
from tests.support import PROGRAM, TODAY

ACCOUNTS = """\
Name;Tier;Owner;Customer since;Industry;Code
Acme Robotics;key;Jo Marsh;05.04.2023;manufacturing;acme
北京机器人;standard;Jo Marsh;20.02.2026;;
"Smith, Jones & Co";light;Jo Marsh;28.02.2021;legal;smith
"""
CONTACTS = """\
account,name,email,phone,role
acme,Jane Orr,jane@acme.example,020 7946 0018,champion
acme,Omar Haddad,omar@acme.example,,influencer
"Smith, Jones & Co",Bob Smith,bob@smith.example,,user
"""
CONTRACTS = """\
account,product,starts_on,ends_on,annual_value,currency,auto_renew,notice_days,stage,reference
acme,Platform,2024-04-05,2025-04-04,54000,EUR,yes,30,signed,A-1
acme,Platform,2025-04-05,2026-04-04,60000,EUR,yes,30,proposed,A-2
smith,Support,2025-02-28,2026-02-27,9600,EUR,no,,,S-1
"""
INTERACTIONS = """\
account,kind,on,summary,contacts
acme,call,2025-12-03,Asked how the pilot went,jane@acme.example
smith,email,2025-11-03,Sent the plan,Bob Smith
acme,call,2026-02-03,Wants security answers before signing,jane@acme.example
acme,note,2026-02-28,Remember the pilot,
smith,email,2025-12-01,Sent the invoice,Bob Smith
"""

LISTS = "am account list -o json; am contract list -o json; am activity list -o json"


def first_day(home: Path) -> Shell:
    for name, text in (
        ("accounts", ACCOUNTS),
        ("contacts", CONTACTS),
        ("contracts", CONTRACTS),
        ("interactions", INTERACTIONS),
    ):
        (home / f"{name}.csv").write_text(text, encoding="utf-8")
    return Shell(home, TODAY)


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> Path:
    """A home in which the four files have been taken in; made once."""
    home = tmp_path_factory.mktemp("home")
    assert first_day(home).run("am import accounts.csv contacts.csv contracts.csv interactions.csv").code == 0
    return home


@pytest.fixture
def shell(imported: Path, tmp_path: Path) -> Shell:
    """The shell of somebody who has a book."""
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    return Shell(tmp_path, TODAY)


def test_an_export_goes_in_and_the_morning_comes_out(tmp_path):
    shell = first_day(tmp_path)
    assert shell.run("am").code == 6
    given = shell.run("am import interactions.csv accounts.csv contracts.csv contacts.csv")
    assert (given.code, "1 renewal linked" in given.out) == (0, True)
    morning = shell.json("am today")
    assert morning["totals"] == {
        "accounts": 3,
        "arr": 69600,
        "currency": "EUR",
        "arr_at_risk": 69600,
        "renewing_90d": 60000,
    }
    acme, smith = morning["actions"][:2]
    assert (acme["account"], acme["section"], acme["why"]) == (
        "acme",
        "dated",
        "Notice by Thu 5 Mar, only proposed",
    )
    assert (smith["account"], smith["why"]) == ("smith", "Ended 27 Feb: renewed or lost?")
    assert shell.run(smith["command"]).code == 0
    again = shell.run("am import accounts.csv contacts.csv interactions.csv")
    assert "Nothing to do" in again.out
    markdown = shell.run("am").out
    assert markdown.startswith("# Mon 2 Mar 2026\n")
    assert "`am brief acme`" in markdown


def test_after_a_call_one_line_is_enough(shell):
    before = shell.json("am checkins")
    assert [row["account"] for row in before] == ["acme", "smith"]
    logged = shell.run('am log acme "Jane wants SSO before she signs" -w jane -n "send SSO quote" -d fri')
    assert (logged.code, logged.out) == (0, "n6\n")
    (task,) = shell.json("am tasks")
    assert (task["title"], task["due_on"], task["contact"]) == ("send SSO quote", "2026-03-06", "Jane Orr")
    assert [row["account"] for row in shell.json("am checkins")] == ["smith"]
    (row,) = [row for row in shell.json("am checkins --all") if row["account"] == "acme"]
    assert (row["last_touch_on"], row["due_on"], row["state"]) == ("2026-03-02", "2026-03-16", "ok")
    assert shell.run("am log smith --no-answer").code == 0
    assert [row["account"] for row in shell.json("am checkins")] == ["smith"]


def test_opening_and_closing_revenue_reconcile_through_a_renewal_season(shell):

    def arr() -> dict[str, int]:
        return {row["account"]: row["arr"] for row in shell.json("am checkins --all")}

    assert arr() == {"acme": 60000, "smith": 9600, "北京机器人": 0}
    assert shell.run("am contract amend acme --by 12k --quantity 12").code == 0
    assert arr()["acme"] == 72000
    assert shell.run("am stage acme verbal").code == 0
    assert shell.run("am renew acme --value 80k --term 12m").code == 0
    assert arr()["acme"] == 72000  # the successor starts in April
    (row,) = [row for row in shell.json("am renewals --all") if row["account"] == "acme"]
    assert (row["starts_on"], row["ends_on"], row["annual_value"]) == ("2026-04-05", "2027-04-04", 80000)
    after = shell.run("am --today 2026-04-05 checkins --all -o json").out
    assert {row["account"]: row["arr"] for row in json.loads(after)}["acme"] == 80000
    assert shell.run("am churn smith --reason price").code == 0
    assert shell.json("am show smith")["status"] == "churned"
    assert "smith" not in arr()


def test_scripts_get_ids_exit_codes_and_quiet_pipes(shell):
    assert shell.run("am checkins --exit-code -o ids").code == 10
    assert shell.run("am checkins -o ids | xargs -n1 am show | grep -c '^# '").out == "2\n"
    assert shell.run("set -o pipefail; am account list -o json | head -1").err == ""
    lines = (
        'printf \'%s\\n\' \'{"account":"acme","text":"called back"}\' \'{"account":"smith","text":"paid"}\''
    )
    assert shell.run(f"{lines} | am log --stdin").out == "n6\nn7\n"
    refused = shell.run('printf \'%s\\n\' \'{"account":"acme"}\' \'{"account":"nobody"}\' | am log --stdin')
    assert refused.code == 5
    assert "line 2" in refused.err
    assert shell.run("am activity list acme -o ids | head -1").out == "n6\n"


def test_undo_takes_back_whatever_it_was(shell):
    before = shell(LISTS)
    for line in (
        "am churn smith",
        "am account rm acme --yes",
        'am log smith "x" -n y',
        "am account edit smith --tier key",
    ):
        assert shell.run(line).code == 0, line
        assert shell.run("am undo").code == 0, line
        now = shell(LISTS)
        assert now == before, line
    assert shell.run("am undo").code == 0
    assert shell.run("am account list -o json").out == "[]\n"
    assert shell.run("am redo").code == 0
    assert shell(LISTS) == before


def test_from_cron_with_nothing_around_it(shell, tmp_path):
    bare = f"env -i HOME={tmp_path} PATH=/usr/bin:/bin LANG=C {PROGRAM} --today 2026-03-02"
    found = shell.run(f"{bare} today </dev/null")
    assert (found.code, found.err) == (0, "")
    assert "北京机器人" in shell.run(f"{bare} checkins --all </dev/null").out


FIELDS = {
    "checkins": """account name tier owner cadence_days last_touch_on last_touch_kind due_on days_overdue
        state snoozed_until booked_on arr currency next_step snooze_reason leaves_on""",
    "renewals": """account name contract product starts_on ends_on days_left notice_by days_to_notice deadline
        auto_renew annual_value currency stage forecast score health next_step past unconfirmed
        auto_renewed_on next_ends_on next_notice_by next_deadline act_by band next_act_by""",
    "risks": """account name tier score health trend evidence arr currency renews_on reasons next_step
        command leaves_on loss_reason win_back_on kinds band coverage""",
}
ACTION = ["rank", "section", "account", "name", "arr", "why", "others", "command", "priority", "parts"]
ACTION += ["ref", "place", "on", "value", "lane"]


def test_the_four_reports_have_exactly_these_fields(shell):
    today = shell.json("am today")
    parts = """date meetings actions silent not_recorded snoozed_deadlines checkins renewals risks tasks qbrs
        good_moment last_digest_on totals plays_waiting proposals_waiting"""
    assert list(today) == parts.split()
    assert list(today["actions"][0]) == ACTION
    assert list(today["totals"]) == ["accounts", "arr", "currency", "arr_at_risk", "renewing_90d"]
    for report, names in FIELDS.items():
        rows = shell.json(f"am {report}")
        assert rows
        assert [list(row) for row in rows] == [names.split()] * len(rows), report
        assert today[report][0] == rows[0]
    (reason, *_) = shell.json("am risks")[0]["reasons"]
    assert list(reason) == ["signal", "points", "text", "refs", "new"]
