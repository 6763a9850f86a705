"""How an account feels, and how it passes from one owner to the next."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Cli, Result, run_on_terminal


def account(office: Cli, code: str = "acme") -> dict:
    return next(row for row in office.json("account", "list") if row["code"] == code)


def handoffs(office: Cli) -> list[dict]:
    return office.json("account", "handoffs", "acme")


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["bad", "No answer"], "pulse bad; it counts for 30 days, until Wed 1 Apr."),
        (["ok"], "pulse ok; it counts for 90 days, until 31 May."),
        (["good", "--on", "27 feb"], "pulse good, Fri 27 Feb; it counts for 90 days, until 28 May."),
        (["bad", "--on", "2026-01-31"], "pulse bad, 31 Jan; it counts for 30 days, until Mon 2 Mar."),
        (["bad", "--on", "2026-01-30"], "pulse bad, 30 Jan; it counted for 30 days, until Sun 1 Mar."),
    ],
)
def test_a_pulse_says_how_long_it_counts(office: Cli, argv: list[str], said: str) -> None:
    out = office.ok("account", "pulse", "acme", *argv, tty=True)
    assert " ".join(out.split()) == f"Acme Robotics: {said}"


def test_a_pulse_of_another_day_is_kept_with_that_day(office: Cli) -> None:
    assert office.ref("account", "pulse", "acme", "good", "Went well", "--on", "yesterday") == "acme"
    found = account(office)
    assert [found[name] for name in ("pulse", "pulse_on", "pulse_note")] == [
        "good",
        "2026-03-01",
        "Went well",
    ]


def test_a_pulse_is_not_of_a_day_ahead(office: Cli) -> None:
    before = office.dump()
    code, _, err = office("account", "pulse", "acme", "bad", "--on", "2026-03-03")
    assert (code, "--on 2026-03-03 is in the future." in err) == (2, True)
    assert office.dump() == before


def test_how_long_a_pulse_counts_is_configured(office: Cli) -> None:
    office.config.write_text("[risk]\npulse.bad = 10\n", encoding="utf-8")
    said = office.ok("account", "pulse", "acme", "bad", tty=True)
    assert "it counts for 10 days, until Thu 12 Mar." in said


def test_a_handoff_changes_the_owner_in_the_same_step(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--owner", "Tom Ashe", "--owner-since", "2025-01-01")
    before = office.dump()
    ref = office.ref(
        "account", "handoff", "acme", "--to", "Ana Bell", "--why", "One place for all shifts",
        "--expectations", "Half the time", "--promises", "Single sign-on by June", "--risks", "Price",
        "--note", "Call in the morning",
    )  # fmt: skip
    assert ref == "acme"
    (found,) = handoffs(office)
    own = ("id", "handoff", "created_at", "updated_at")
    assert {name: found[name] for name in found if name not in own} == {
        "account": "acme", "from_owner": "Tom Ashe", "to_owner": "Ana Bell", "on": "2026-03-02",
        "why_bought": "One place for all shifts", "expectations": "Half the time",
        "promises": "Single sign-on by June", "risks": "Price", "note": "Call in the morning",
    }  # fmt: skip
    assert (account(office)["owner"], account(office)["owner_since"]) == ("Ana Bell", "2026-03-02")
    office.ok("undo")
    assert office.dump() == before


def test_what_is_missing_is_named_with_the_command_that_adds_it(office: Cli) -> None:
    said = office.ok("account", "handoff", "acme", "--to", "Ana Bell", "--why", "Shifts", tty=True)
    assert said.splitlines() == [
        "Acme Robotics: handoff to Ana Bell on Mon 2 Mar recorded.",
        "Owner: Ana Bell, since Mon 2 Mar.",
        "Missing: what they expect, what was promised.",
        "am account handoff acme --expectations TEXT --promises TEXT",
        "Champion: Jane Orr · 2 people on record",
    ]
    said = office.ok("account", "handoff", "acme", "--expectations", "Speed", tty=True)
    assert said.splitlines() == [
        "Acme Robotics: handoff to Ana Bell on Mon 2 Mar completed: expectations.",
        "Missing: what was promised.",
        "am account handoff acme --promises TEXT",
        "Champion: Jane Orr · 2 people on record",
    ]
    said = office.ok("account", "handoff", "acme", "--promises", "SSO", tty=True)
    assert "Missing" not in said
    assert len(handoffs(office)) == 1


def test_a_later_day_completes_the_handoff_and_a_new_owner_makes_another(office: Cli) -> None:
    office.ok("account", "handoff", "acme", "--to", "Ana Bell", "--why", "Shifts")
    office.ok("account", "handoff", "acme", "--promises", "SSO", today="2026-03-20")
    office.ok("account", "handoff", "acme", "--to", "ana bell", "--note", "Mornings", today="2026-03-21")
    (first,) = handoffs(office)
    assert [first[name] for name in ("on", "why_bought", "promises", "note")] == [
        "2026-03-02", "Shifts", "SSO", "Mornings",
    ]  # fmt: skip
    office.ok("account", "handoff", "acme", "--to", "Bo Li", today="2026-06-01")
    newest, oldest = handoffs(office)
    assert (newest["from_owner"], newest["to_owner"], newest["on"]) == ("Ana Bell", "Bo Li", "2026-06-01")
    assert oldest == first
    assert office.ok("account", "handoffs", "acme", "-o", "ids") == "h2\nh1\n"


def test_a_handoff_older_than_the_present_owner_is_left_alone(office: Cli) -> None:
    office.ok("account", "handoff", "acme", "--to", "Ana Bell", "--on", "2025-01-01", "--why", "Shifts")
    office.ok("account", "edit", "acme", "--owner-since", "2026-02-01")
    office.ok("account", "handoff", "acme", "--why", "Speed", "--from", "Tom Ashe")
    newest, oldest = handoffs(office)
    assert (newest["on"], newest["from_owner"], newest["why_bought"]) == ("2026-03-02", "Tom Ashe", "Speed")
    assert (oldest["on"], oldest["why_bought"]) == ("2025-01-01", "Shifts")


def test_without_owners_a_handoff_is_completed_on_its_day_only(office: Cli) -> None:
    office.ok("account", "handoff", "acme", "--why", "Shifts")
    office.ok("account", "handoff", "acme", "--promises", "SSO")
    office.ok("account", "handoff", "acme", "--note", "Later", today="2026-03-03")
    newest, oldest = handoffs(office)
    assert (newest["why_bought"], newest["note"]) == (None, "Later")
    assert (oldest["why_bought"], oldest["promises"]) == ("Shifts", "SSO")


def test_the_day_of_a_handoff_is_mended(office: Cli) -> None:
    office.ok("account", "handoff", "acme", "--to", "Ana Bell", "--why", "Shifts")
    said = office.ok(
        "account", "handoff", "acme", "--on", "2026-03-09", "--from", "Tom Ashe", "--note", "x", tty=True
    )
    assert "handoff from Tom Ashe to Ana Bell on Mon 9 Mar completed: note," in said
    (found,) = handoffs(office)
    assert (found["on"], found["from_owner"]) == ("2026-03-09", "Tom Ashe")


def test_nothing_new_leaves_a_handoff_and_the_book_as_they_were(office: Cli) -> None:
    office.ok("account", "handoff", "acme", "--to", "Ana Bell", "--why", "Shifts")
    before = office.dump()
    assert office.ok("account", "handoff", "acme") == "acme\n"
    assert office.dump() == before
    assert "unchanged." in office("account", "handoff", "acme", tty=True, stdin="\n\n").out
    assert office.dump() == before


def test_on_a_terminal_the_three_texts_are_asked_for_one_by_one(office: Cli) -> None:
    code, out, err = office(
        "account", "handoff", "acme", "--to", "Ana Bell", tty=True, stdin="Shifts\n\nSSO by June\n"
    )
    assert code == 0
    assert [part.split("?")[0] for part in err.split("Acme Robotics. ")[1:]] == [
        "Why did they buy", "What do they expect", "What was promised",
    ]  # fmt: skip
    (found,) = handoffs(office)
    assert (found["why_bought"], found["expectations"], found["promises"]) == ("Shifts", None, "SSO by June")
    assert "Missing: what they expect.\nam account handoff acme --expectations TEXT" in out
    _, _, err = office("account", "handoff", "acme", tty=True, stdin="Speed\n")
    assert err.count("?") == 1
    assert handoffs(office)[0]["expectations"] == "Speed"


def test_a_pipe_is_not_asked(office: Cli) -> None:
    assert office.ok("account", "handoff", "acme", "--to", "Ana Bell", stdin="Shifts\n") == "acme\n"
    assert handoffs(office)[0]["why_bought"] is None


def test_a_handoff_to_nobody_about_nothing_is_refused(office: Cli) -> None:
    for options in ({"stdin": "Shifts\n"}, {"tty": True, "stdin": "\n\n\n"}):
        code, out, err = office("account", "handoff", "acme", **options)
        assert (code, out) == (2, "")
        assert "say who takes over (--to) or what they need to know (--why). Nothing was" in err
        assert "am account handoff acme --to OWNER --why TEXT" in err
    assert handoffs(office) == []


def test_the_editor_has_the_texts_on_record(office: Cli, tmp_path: Path) -> None:
    office.ok("account", "handoff", "acme", "--to", "Ana Bell", "--why", "Shifts")
    script = tmp_path / "editor.sh"
    script.write_text(
        '#!/bin/sh\ngrep -q \'why_bought = "Shifts"\' "$1" || exit 1\n'
        'sed -i \'s/^promises = ""/promises = "SSO"/; s/^why_bought.*/why_bought = ""/\' "$1"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    office.ok("account", "handoff", "acme", "-e", env={"EDITOR": str(script)})
    (found,) = handoffs(office)
    assert (found["why_bought"], found["promises"]) == (None, "SSO")


@pytest.mark.parametrize(
    ("written", "said"), [("x = [", "what you wrote can't be read"), ('other = "x"', 'no field "other"')]
)
def test_what_the_editor_leaves_unreadable_changes_nothing(
    office: Cli, tmp_path: Path, written: str, said: str
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text(f"#!/bin/sh\nprintf '%s' '{written}' > \"$1\"\n", encoding="utf-8")
    script.chmod(0o755)
    before = office.dump()
    code, _, err = office("account", "handoff", "acme", "--to", "Bo", "-e", env={"EDITOR": str(script)})
    assert (code, said in err) == (2, True)
    assert office.dump() == before


def test_handoffs_are_listed_in_every_format(office: Cli) -> None:
    assert office.ok("account", "handoffs", tty=True).startswith(
        "No handoffs yet. Add one: am account handoff"
    )
    office.ok("account", "handoff", "acme", "--to", "Ana Bell", "--why", "Shifts")
    office.ok("account", "handoff", "birch", "--to", "Bo Li")
    assert [row["account"] for row in office.json("account", "handoffs")] == ["birch", "acme"]
    assert office.ok("account", "handoffs", "-o", "csv", "--fields", "account,to_owner") == (
        "account,to_owner\nbirch,Bo Li\nacme,Ana Bell\n"
    )
    table = office.ok("account", "handoffs", "acme", tty=True)
    assert ("Ana Bell" in table, "Bo Li" in table, "am show h1" in table) == (True, False, True)
    (line,) = office.ok("account", "handoffs", "acme", "-o", "jsonl").splitlines()
    assert json.loads(line)["why_bought"] == "Shifts"


def test_names_in_any_script_fit_a_terminal(
    office: Cli, terminal: Callable[..., Result], tmp_path: Path
) -> None:
    assert terminal is not None
    office.ok("account", "add", "株式会社日立製作所", "--code", "hi")
    environ = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "HOME": str(tmp_path)}
    environ |= {"AMCLI_BOOK": str(office.book), "AMCLI_TODAY": "2026-03-02"}
    found = run_on_terminal(["account", "handoff", "hi", "--to", "شركة النور"], environ, 80, "理由\n\n\n")
    assert found.code == 0
    assert "株式会社日立製作所: handoff to شركة النور" in found.out
    assert office.json("account", "handoffs", "hi")[0]["why_bought"] == "理由"


def test_handoffs_of_all_accounts_are_listed_the_newest_first(office: Cli) -> None:
    for account, day in (("birch", "2026-02-01"), ("acme", "2026-01-05"), ("acton", "2026-02-20")):
        office.ok("account", "handoff", account, "--to", "Bo", "--why", "x", "--on", day)
    assert [row["account"] for row in office.json("account", "handoffs")] == ["acton", "birch", "acme"]
