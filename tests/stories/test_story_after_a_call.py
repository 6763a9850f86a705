"""After a call: one line, no form; nobody reached is no touch; without a text one question is asked."""

from pathlib import Path

import pytest

from tests.stories.shell import Shell

BEFORE = """
am account add "Acme Robotics" --code acme --tier key
am contact add acme "Jane Orr" --role champion
am contact add acme "Omar Haddad" --role influencer
am log acme "Kick-off agreed" -w jane --on 2026-02-10
"""


@pytest.fixture(scope="module")
def february(empty: Shell, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """One customer, last spoken to on 10 February."""
    return empty.after(tmp_path_factory.mktemp("february"), [("2026-02-20", BEFORE)])


@pytest.fixture
def acme(february: Shell, tmp_path: Path) -> Shell:
    """The same book on Monday 2 March: the check-in is six days overdue."""
    return february.copied(tmp_path, "2026-03-02")


def checkin(shell: Shell) -> tuple[str, str, str]:
    """Last touch, next check-in and state of the one account."""
    (row,) = shell.json("am checkins --all")
    return row["last_touch_on"], row["due_on"], row["state"]


def test_one_line_logs_the_call_and_what_follows_from_it(acme: Shell) -> None:
    assert checkin(acme) == ("2026-02-10", "2026-02-24", "overdue")
    assert acme('am log acme "Jane wants SSO before she signs" -w jane -n "send SSO quote" -d fri') == "n2\n"
    assert checkin(acme) == ("2026-03-02", "2026-03-16", "ok")
    (task,) = acme.json("am tasks")
    assert (task["title"], task["contact"], task["due_on"]) == ("send SSO quote", "Jane Orr", "2026-03-06")
    assert not task["promised"]
    talk = acme.json("am show n2")
    assert (talk["kind"], talk["on"], talk["contacts"]) == ("call", "2026-03-02", ["Jane Orr"])


def test_on_a_terminal_it_says_what_changed_and_what_is_still_open(acme: Shell) -> None:
    screen = acme.terminal('am log acme "Omar asks for the audit papers" -p "audit papers" -d +10d')
    first, second, third = screen.splitlines()
    assert first == "Acme Robotics: call with Omar Haddad (named in your text) logged."
    assert second.startswith("Next check-in Mon 16 Mar")
    assert third == "t1 audit papers, due Thu 12 Mar · to undo: am undo"
    (promise,) = acme.json("am tasks --mine")
    assert (promise["title"], promise["promised_by"]) == ("audit papers", "me")


def test_what_they_promise_is_kept_apart_and_asked_for_once_it_is_late(acme: Shell) -> None:
    acme('am log acme "Pilot agreed" -w jane --theirs "names for the pilot" -d fri')
    (owed,) = acme.json("am tasks --theirs")
    assert (owed["title"], owed["promised_by"], owed["contact"]) == (
        "names for the pilot",
        "them",
        "Jane Orr",
    )
    acme.on("2026-03-10")
    (action,) = acme.json("am today")["actions"]
    assert (action["section"], action["why"]) == ("owed", "They owe: names for the pilot 4 days late")


def test_nobody_answered_is_on_the_timeline_and_no_touch(acme: Shell) -> None:
    assert "call logged, no answer" in acme.terminal("am log acme --no-answer")
    assert checkin(acme) == ("2026-02-10", "2026-02-24", "overdue")
    newest = acme.json("am timeline acme")[0]
    assert (newest["on"], newest["kind"]) == ("2026-03-02", "call, tried")


def test_without_a_text_a_terminal_is_asked_for_one_line(acme: Shell) -> None:
    screen = acme.terminal("am log acme", typed="Jane read the quote; wants two sites\n")
    assert "Acme Robotics, what was said?" in screen
    assert "call with Jane Orr (named in your text) logged." in screen
    assert acme.json("am show n2")["summary"] == "Jane read the quote; wants two sites"
    assert checkin(acme)[2] == "ok"


def test_without_a_text_a_script_is_told_what_is_missing(acme: Shell) -> None:
    found = acme.run("am log acme </dev/null")
    assert found.code == 2
    assert "what was said? Nothing was logged." in found.err
    assert "am log acme --no-answer" in found.err
    assert len(acme.json("am timeline acme")) == 1


def test_a_slip_leaves_nothing_behind_and_undo_takes_a_call_back_with_its_task(acme: Shell) -> None:
    refused = acme.run('am log acme "quote sent" -n "call Jane" -d 03/04/2026')
    assert refused.code == 2
    assert "3 April or 4 March? Nothing was logged." in refused.err
    assert acme.json("am tasks") == []
    acme('am log acme "Jane wants SSO" -w jane -n "send SSO quote" -d fri')
    assert "n2 deleted" in acme.terminal("am undo")
    assert acme.json("am tasks") == []
    assert checkin(acme) == ("2026-02-10", "2026-02-24", "overdue")
