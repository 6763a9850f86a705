import json

import pytest

from tests.support import Cli


def logged(cli: Cli, *argv: str, **options):
    """What `am log` made of a line."""
    return cli.json("show", cli.ref("log", *argv, **options))


def checkin(cli: Cli, code: str, today: str = "2026-03-02"):
    (found,) = [row for row in cli.json("checkins", "--all", today=today) if row["account"] == code]
    return found


def test_a_line_is_a_call_today(office: Cli) -> None:
    found = logged(office, "acme", "Wants a quote")
    assert [found[name] for name in ("account", "kind", "on", "summary", "tried", "purpose", "contacts")] == [
        "acme", "call", "2026-03-02", "Wants a quote", False, None, [],
    ]  # fmt: skip


def test_everything_that_can_be_said_is_kept(office: Cli) -> None:
    found = logged(
        office, "acme", "Long talk", "-k", "m", "-w", "jane", "--with", "omar", "--on", "fri", "--at",
        "9:30", "--minutes",
        "45", "--direction", "both", "-f", "g", "--purpose", "rel",
    )  # fmt: skip
    names = ("kind", "on", "at", "minutes", "direction", "feel", "purpose", "contacts")
    assert [found[name] for name in names] == [
        "meeting", "2026-02-27", "09:30", 45, "both", "good", "relationship", ["Jane Orr", "Omar Haddad"],
    ]  # fmt: skip


def test_a_review_shows_value_unless_told_otherwise(office: Cli) -> None:
    assert logged(office, "acme", "Review", "-k", "qbr")["purpose"] == "value"
    assert logged(office, "acme", "Review", "-k", "qbr", "--purpose", "comm")["purpose"] == "commercial"


def test_a_touch_logged_today_clears_the_checkin_and_the_next_is_a_cadence_later(office: Cli) -> None:
    before = checkin(office, "acme")
    assert (before["due_on"], before["days_overdue"], before["state"]) == ("2026-02-17", 13, "overdue")
    office.ok("log", "acme", "Spoke at last")
    after = checkin(office, "acme")
    assert (after["last_touch_on"], after["due_on"], after["state"]) == ("2026-03-02", "2026-03-16", "ok")
    assert "acme" not in [row["account"] for row in office.json("checkins")]


@pytest.mark.parametrize(
    "argv", [["--no-answer"], ["Called twice", "--no-answer"], ["A thought", "-k", "note"]]
)
def test_an_attempt_or_a_note_does_not_move_the_checkin(office: Cli, argv: list[str]) -> None:
    before = checkin(office, "acme")
    office.ok("log", "acme", *argv)
    assert checkin(office, "acme") == before
    assert [row["ref"] for row in office.json("timeline", "acme")] == ["n3", "n1", "k1"]


def test_a_touch_in_the_past_counts_from_its_own_day(office: Cli) -> None:
    office.ok("log", "acme", "Forgot to log", "--on", "2026-02-25")
    assert checkin(office, "acme")["due_on"] == "2026-03-11"


def test_a_meeting_ahead_books_the_checkin_and_is_a_touch_once_it_is_held(office: Cli) -> None:
    office.ok("log", "birch", "Demo", "-k", "meeting", "--on", "2026-03-04")
    assert (checkin(office, "birch")["state"], checkin(office, "birch")["booked_on"]) == (
        "booked",
        "2026-03-04",
    )
    assert [row["ref"] for row in office.json("timeline", "birch")] == ["n2", "k2"]
    assert [row["ref"] for row in office.json("timeline", "birch", "--all")] == ["n3", "n2", "k2"]
    assert checkin(office, "birch", today="2026-03-05")["last_touch_on"] == "2026-01-09"
    office.ok("held", "n3", today="2026-03-05")
    assert checkin(office, "birch", today="2026-03-05")["last_touch_on"] == "2026-03-04"


def test_a_next_step_and_a_promise_become_tasks_of_the_talk(office: Cli) -> None:
    ref = office.ref("log", "acme", "Quote", "-w", "omar", "-n", "Send it", "-p", "Sign by then", "-d", "fri")
    tasks = {
        task["title"]: task for task in office.json("task", "list", "acme") if task["interaction"] == ref
    }
    assert sorted(tasks) == ["Send it", "Sign by then"]
    step, promise = tasks["Send it"], tasks["Sign by then"]
    assert [step[name] for name in ("due_on", "first_due_on", "promised", "promised_by", "contact")] == [
        "2026-03-06", "2026-03-06", False, None, "Omar Haddad",
    ]  # fmt: skip
    assert (promise["promised"], promise["promised_by"]) == (True, "me")


def test_a_due_date_belongs_to_a_task(office: Cli) -> None:
    assert office("log", "acme", "Quote", "-d", "fri").code == 2


def test_due_dates_move_off_free_days(office: Cli) -> None:
    office.config.write_text(
        '[calendar]\nworking_days = ["mon","tue","wed","thu"]\ndays_off = ["2026-03-09"]\n'
    )
    office.ok("log", "acme", "x", "-n", "Send it", "-d", "fri")
    assert {task["title"]: task["due_on"] for task in office.json("task", "list")}["Send it"] == "2026-03-10"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Jane wants SSO", ["Jane Orr"]),
        ("spoke to JANE ORR, and omar.", ["Jane Orr", "Omar Haddad"]),
        ("Janet called", []),
        ("Dana is at another customer", []),
    ],
)
def test_people_named_in_the_text_are_recognised(office: Cli, text: str, people: list[str]) -> None:
    assert logged(office, "acme", text)["contacts"] == people


def test_a_first_name_that_two_share_is_not_guessed(office: Cli) -> None:
    office.ok("contact", "add", "acme", "Jane Doe")
    assert logged(office, "acme", "Jane wants SSO")["contacts"] == []
    assert logged(office, "acme", "Jane Doe wants SSO")["contacts"] == ["Jane Doe"]


def test_who_has_left_is_not_recognised(office: Cli) -> None:
    office.ok("contact", "edit", "p1", "--left", "yesterday")
    assert logged(office, "acme", "Jane wants SSO")["contacts"] == []


def test_who_is_named_by_with_is_not_guessed_beyond(office: Cli) -> None:
    assert logged(office, "acme", "Jane wants SSO", "-w", "omar")["contacts"] == ["Omar Haddad"]


def test_a_person_is_told_what_was_logged_and_what_follows(office: Cli) -> None:
    said = office.ok("log", "acme", "Jane wants SSO", "-n", "send quote", "-d", "fri", tty=True)
    assert said.splitlines() == [
        "Acme Robotics: call with Jane Orr (named in your text) logged.",
        "Next check-in Mon 16 Mar · Score ? → 59, at risk · t2 send quote, due Fri 6 Mar",
        "t1 Security answers still late · to undo: am undo",
    ]


def test_without_a_text_one_line_is_asked_for(office: Cli) -> None:
    code, _, err = office("log", "acme", "-w", "jane", tty=True, stdin="She said yes\nignored\n")
    assert (code, err) == (0, "Acme Robotics, what was said? ")
    assert office.json("show", "n3")["summary"] == "She said yes"


def test_in_a_pipe_nobody_is_asked_and_an_empty_call_is_not_logged(office: Cli) -> None:
    before = office.dump()
    for tty in (False, True):
        code, out, err = office("log", "acme", "-w", "jane", tty=tty, stdin="" if tty else "not read")
        assert (code, out) == (2, "")
        assert "TEXT is missing: what was said? Nothing was logged." in err
        assert "am log acme --no-answer" in err
    assert office.dump() == before


def test_an_empty_text_is_a_mistake(office: Cli) -> None:
    for text in ("", "  "):
        assert office("log", "acme", text).code == 2


def editor(folder, script: str) -> dict[str, str]:
    path = folder / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return {"EDITOR": str(path)}


def test_an_editor_gives_a_summary_and_a_body(office: Cli, tmp_path) -> None:
    long = logged(office, "acme", "-e", env=editor(tmp_path, 'printf "Summary\\n\\nThe rest.\\n" > "$1"'))
    assert (long["summary"], long["body"]) == ("Summary", "Summary\n\nThe rest.")
    short = logged(office, "acme", "First words", "-e", env=editor(tmp_path, 'printf " and more" >> "$1"'))
    assert (short["summary"], short["body"]) == ("First words and more", None)


def test_an_editor_left_empty_logs_nothing(office: Cli, tmp_path) -> None:
    before = office.dump()
    assert office("log", "acme", "-e", env=editor(tmp_path, 'printf "" > "$1"')).code == 2
    assert office("log", "acme", "-e", env=editor(tmp_path, "exit 1")).code == 1
    assert office.dump() == before


def test_an_unknown_account_logs_nothing_and_names_the_near_ones(office: Cli) -> None:
    code, _, err = office("log", "akme", "Jane wants SSO before she signs")
    assert (code, err) == (
        3,
        'am: no account "akme"; nothing was logged. Did you mean acme (Acme Robotics)?\n',
    )


LINES = [
    {
        "account": "acme",
        "text": "One",
        "kind": "email",
        "on": "2026-02-20",
        "with": "jane; omar",
        "minutes": 5,
    },
    {
        "account": "Birchwood Schools",
        "summary": "Two\u2028halves",
        "tried": True,
        "feel": "bad",
        "next": "Again",
        "due": "fri",
    },
    {"account": "acme", "text": "Three, Jane", "promise": "Send", "contacts": []},
]


def test_lines_of_json_are_logged_together(office: Cli) -> None:
    out = office.ok(
        "log", "--stdin", stdin="\ufeff" + "\n".join(json.dumps(line, ensure_ascii=False) for line in LINES)
    )
    assert out == "n3\nn4\nn5\n"
    one, two, three = (office.json("show", f"n{number}") for number in (3, 4, 5))
    assert (one["kind"], one["on"], one["contacts"], one["minutes"]) == (
        "email", "2026-02-20", ["Jane Orr", "Omar Haddad"], 5,
    )  # fmt: skip
    assert (two["account"], two["summary"], two["tried"], two["feel"]) == (
        "birch",
        "Two\u2028halves",
        True,
        "bad",
    )
    assert three["contacts"] == ["Jane Orr"]
    titles = {task["title"]: (task["due_on"], task["promised"]) for task in office.json("task", "list")}
    assert (titles["Again"], titles["Send"]) == (("2026-03-06", False), (None, True))
    office.ok("undo")
    assert office("show", "n3").code == 3


def test_lines_of_csv_are_logged_together(office: Cli) -> None:
    out = office.ok("log", "acme", "--stdin", stdin='text,on,tried\n"One, two",2026-02-20,no\nThree,,yes\n')
    assert out == "n3\nn4\n"
    assert [office.json("show", ref)["summary"] for ref in ("n3", "n4")] == ["One, two", "Three"]


@pytest.mark.parametrize(
    "bad",
    [
        '{"account": "nobody", "text": "x"}',
        '{"account": "acme", "text": "x", "on": "2026-02-30"}',
        '{"account": "acme", "text": "x", "colour": "red"}',
        '{"account": "acme", "text": "x", "due": "fri"}',
        '{"account": "acme", "with": "nobody"}',
        '{"account": "acme", "tried": "maybe"}',
        '{"account": "acme", "minutes": [1]}',
        '{"account": "acme", "text": "a\\u0000b"}',
        '{"account": "acme", "text": "a\\ud800b"}',
        '{"text": "whose?"}',
        "[1]",
        '{"account": "acme"',
        '{"account": ' * 5000,
    ],
)
def test_one_bad_line_stops_them_all(office: Cli, bad: str) -> None:
    before = office.dump()
    code, out, err = office("log", "--stdin", stdin=f'{{"account": "acme", "text": "good"}}\n{bad}\n')
    assert (code in (2, 5), out) == (True, "")
    assert "line 2" in err
    assert office.dump() == before


def test_bad_csv_is_named_by_its_line(office: Cli) -> None:
    for text in (
        "account,text\nacme,x,too much\n",
        'account,text\nacme,"unclosed\n',
        "account,tex\nacme,x\n",
    ):
        code, _, err = office("log", "--stdin", stdin=text)
        assert (code in (2, 5), "line" in err) == (True, True), err


def test_no_lines_at_all_log_nothing(office: Cli) -> None:
    before = office.dump()
    for text in ("", "\n", "account,text\n"):
        code, out, err = office("log", "--stdin", stdin=text)
        assert (code, out, err) == (2, "", "am: standard input is empty. Nothing was logged.\n")
    assert office.dump() == before
