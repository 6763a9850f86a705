"""Who owes a reply: the list, what settles it by hand, and every other place that speaks of it.

What mails come to is in tests/interchange/test_replies.py.
"""

import csv
import io
import json
from typing import Any

import pytest

from tests.support import Cli, dump

FIELDS = """ref side account name contact kind on at days late summary arr currency next_step command"""
MAIL = ("-k", "email", "--direction")


def fill(cli: Cli) -> None:
    """Three customers: two wait for me, one lets me wait. It is Monday 2 March 2026."""
    for name, code, arr in (
        ("Acme Robotics", "acme", "72k"),
        ("Birch", "birch", "9k"),
        ("Cobalt", "cobalt", "30k"),
    ):
        cli.ok("account", "add", name, "--code", code, "--since", "2025-01-01", "--tier", "key")
        cli.ok("contract", "add", code, "--value", arr, "--starts", "2026-01-01", "--term", "12m")
        cli.ok("contact", "add", code, f"Jane {name}", "--phone", "020 7946 0018")
    cli.ok("log", "acme", "Prices for 2027", *MAIL, "in", "-w", "jane", "--on", "2026-02-24", "--at", "09:30")
    cli.ok(
        "log", "birch", "Can we meet?", "-k", "chat", "--direction", "in", "-w", "jane", "--on", "2026-02-27"
    )
    cli.ok("log", "cobalt", "The offer", *MAIL, "out", "-w", "jane", "--on", "2026-02-20")


@pytest.fixture
def desk(cli: Cli) -> Cli:
    return cli.once(fill)


def refs(cli: Cli, *argv: str, **how: Any) -> list[str]:
    return cli.ok("replies", "-o", "ids", *argv, **how).split()


def test_the_list_has_its_fields_and_its_order(desk: Cli) -> None:
    rows = desk.json("replies")
    assert [list(row) for row in rows] == [FIELDS.split()] * 3
    assert rows[0] == {
        "ref": "n1", "side": "me", "account": "acme", "name": "Acme Robotics",
        "contact": "Jane Acme Robotics", "kind": "email", "on": "2026-02-24", "at": "09:30", "days": 4,
        "late": True, "summary": "Prices for 2027",
        "arr": 72000, "currency": "EUR", "next_step": "Answer Jane Acme Robotics", "command": "am show n1",
    }  # fmt: skip
    assert [(row["ref"], row["days"], row["late"]) for row in rows[1:]] == [
        ("n2", 1, False),
        ("n3", 6, False),
    ]
    assert (rows[2]["next_step"], rows[2]["command"]) == (
        "Follow up with Jane Cobalt",
        "am log cobalt -w jane",
    )
    for row in rows:
        assert desk(*row["command"].split()[1:], *(["Talked"] if "log" in row["command"] else [])).code == 0


def test_order_is_mine_late_days_revenue_and_code(desk: Cli) -> None:
    for at, account in enumerate(("cobalt", "birch", "acme")):
        desk.ok("contact", "add", account, f"Omar {at}")
        desk.ok("log", account, "A question", *MAIL, "in", "-w", "omar", "--on", "2026-02-24")
    found = [(row["account"], row["days"]) for row in desk.json("replies", "--mine")]
    assert found == [("acme", 4), ("acme", 4), ("cobalt", 4), ("birch", 4), ("birch", 1)]


def test_sides_accounts_filters_and_how_far_back(desk: Cli) -> None:
    assert refs(desk, "--mine") == ["n1", "n2"]
    assert refs(desk, "--theirs") == ["n3"]
    assert refs(desk, "--mine", "--theirs") == refs(desk) == ["n1", "n2", "n3"]
    assert refs(desk, "birch") == refs(desk, "days.under:2") == refs(desk, "kind:chat") == ["n2"]
    assert refs(desk, "side:them") == refs(desk, "arr:30k") == ["n3"]
    assert refs(desk, "tier:light") == []
    assert refs(desk, "late:true", "tier:key") == ["n1"]
    assert refs(desk, "--in", "5d") == ["n2"]
    assert refs(desk, "-i", "1w") == ["n1", "n2"]
    later = {"today": "2026-05-20"}
    assert refs(desk, **later) == []
    assert refs(desk, "--within", "1y", **later) == ["n1", "n2", "n3"]
    assert desk("replies", "--in", "soon").code == 2
    assert desk("replies", "--in", "9999y").code == 2
    assert desk("replies", "nobody").code == 3
    assert desk("replies", "tire:key").code == 2


def test_the_exit_code_says_whether_there_is_any(desk: Cli, cli: Cli) -> None:
    assert desk("replies", "--exit-code").code == 10
    assert desk("replies", "acme", "--theirs", "--exit-code").code == 0


def test_an_empty_book_owes_nothing(cli: Cli) -> None:
    assert cli.ok("replies", tty=True) == "No replies owed.\n"
    assert cli.ok("replies", "-o", "json") == "[]\n"
    assert cli.ok("replies").split() == FIELDS.split()


def test_every_format_has_the_same_rows(desk: Cli) -> None:
    whole = desk.json("replies")
    assert [json.loads(line) for line in desk.ok("replies", "-o", "jsonl").splitlines()] == whole
    for form, separator in (("csv", ","), ("tsv", "\t")):
        rows = list(csv.DictReader(io.StringIO(desk.ok("replies", "-o", form)), delimiter=separator))
        assert [(row["ref"], row["days"]) for row in rows] == [
            (row["ref"], str(row["days"])) for row in whole
        ]
    assert desk.ok("replies", "-o", "md").count("\n") == 5
    assert refs(desk, "-s", "days") == ["n2", "n1", "n3"]
    assert refs(desk, "--limit", "1") == ["n1"]


def test_a_person_sees_who_waits_and_what_to_type(desk: Cli) -> None:
    for width in ("80", "120"):
        said = desk.ok("replies", tty=True, env={"COLUMNS": width})
        assert said.startswith("Replies   you owe 2, 1 late · they owe 1\n")
        assert "needs no answer: am done n1" in said
        assert max(map(len, said.splitlines())) <= int(width)
        assert ("Answer Jane" in said) == (width == "120")
        assert "they owe: The offer" in said
    assert desk.ok("replies", tty=True, today="2026-03-01").startswith(
        "Replies   you owe 2, 1 late · they owe 1"
    )


def test_what_needs_no_answer_is_settled_undone_and_redone(desk: Cli) -> None:
    before = dump(desk.book)
    assert desk.ok("done", "n1") == "n1\n"
    assert desk.json("activity", "show", "n1")["settled_on"] == "2026-03-02"
    assert refs(desk) == ["n2", "n3"]
    assert refs(desk, "--as-of", "2026-03-01") == ["n1", "n2", "n3"]
    desk.ok("undo")
    assert refs(desk) == ["n1", "n2", "n3"]
    assert dump(desk.book) == before
    desk.ok("redo")
    assert refs(desk) == ["n2", "n3"]
    assert desk.ok("done", "n1", tty=True) == "n1 already needed no answer: Prices for 2027 (Acme Robotics)\n"
    assert desk.ok("done", "n1", "--on", "2026-02-27", tty=True).startswith(
        "n1 needs no answer, Fri 27 Feb: Prices"
    )
    assert desk.json("activity", "show", "n1")["settled_on"] == "2026-02-27"


def test_tasks_and_emails_are_done_in_one_step(desk: Cli) -> None:
    desk.ok("task", "add", "acme", "Send the list", "--due", "fri")
    assert desk.ok("done", "t1", "n3", "n1").split() == ["n3", "n1", "t1"]
    assert refs(desk) == ["n2"]
    desk.ok("undo")
    assert (refs(desk), len(desk.json("tasks"))) == (["n1", "n2", "n3"], 1)
    assert desk("done", "t1", "n9").code == 3
    assert desk("done", "n1", "t9").code == 3
    assert (refs(desk), len(desk.json("tasks"))) == (["n1", "n2", "n3"], 1)


WAY = "am activity edit n4 --last-direction in"
REFUSED = {
    "a call": (["log", "birch", "Talked"], "it is a call", "am replies birch"),
    "an attempt": (["log", "birch", "--no-answer", *MAIL, "out"], "it reached nobody", "am replies birch"),
    "a mail both ways": (["log", "birch", "Wrote", *MAIL, "both"], "who wrote last isn't known", WAY),
    "a mail without a way": (["log", "birch", "Wrote", "-k", "email"], "who wrote last isn't known", WAY),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_waits_for_no_answer_is_refused_with_its_reason(desk: Cli, name: str) -> None:
    words, why, hint = REFUSED[name]
    ref = desk.ref(*words)
    refused = desk("done", ref)
    assert refused.code == 5
    assert f"isn't waiting for an answer: {why}. Nothing was changed." in " ".join(refused.err.split())
    assert hint in refused.err


def test_a_person_says_who_wrote_last(desk: Cli) -> None:
    desk.ok("activity", "edit", desk.ref("log", "birch", "Mails", *MAIL, "both"), "--last-direction", "in")
    assert refs(desk, "birch") == ["n4"]
    desk.ok("activity", "edit", "n4", "--last-direction", "out")
    assert refs(desk, "birch") == []
    desk.ok("activity", "edit", "n4", "--last-direction", "in", "--settled-on", "today")
    assert refs(desk, "birch") == []
    desk.ok("activity", "edit", "n4", "--settled-on", "")
    assert refs(desk, "birch") == ["n4"]
    assert desk("activity", "edit", "n4", "--last-direction", "both").code == 2


def test_rows_of_a_script_may_say_who_wrote_last(desk: Cli) -> None:
    row = {"account": "birch", "text": "Mails", "kind": "email", "on": "2026-03-02", "direction": "both"}
    rows = [row | {"last_direction": "in"}, row | {"last_direction": "in", "settled_on": "2026-03-02"}]
    assert desk.ok("log", "--stdin", stdin="".join(f"{json.dumps(each)}\n" for each in rows)).split() == [
        "n4",
        "n5",
    ]
    assert [row["settled_on"] for row in desk.json("activity", "list", "birch") if row["id"] > 3] == [
        "2026-03-02", None,
    ]  # fmt: skip
    assert refs(desk, "birch") == []
    desk.ok("activity", "rm", "n5", "--yes")
    assert refs(desk, "birch") == ["n4"]


def test_what_was_answered_or_lost_is_refused_too(desk: Cli) -> None:
    desk.ok("log", "acme", "Talked", "-w", "jane")
    assert "something followed it already" in " ".join(desk("done", "n1").err.split())
    desk.ok("account", "archive", "birch")
    assert "Birch is no customer now" in " ".join(desk("done", "n2").err.split())
    booked = desk.ref("meet", "acme", "thu", "14:00", "Review")
    assert "Did it take place? am held" in desk("done", booked).err
    desk.ok("done", "n3")  # theirs is let go, too
    assert refs(desk) == []


def test_a_snooze_hides_it_from_every_place_until_its_day(desk: Cli) -> None:
    desk.ok("snooze", "n1", "2026-03-09", "waiting for legal")
    assert refs(desk) == ["n2", "n3"]
    assert not [row for row in desk.json("today")["actions"] if row["parts"]["kind"] == "reply"]
    assert not [row for row in desk.json("digest")["events"] if row["kind"] == "reply"]
    assert desk.ok("accounts", "owes.over:2", "-o", "ids") == ""
    assert desk.json("brief", "acme")["replies"] == []
    assert "Snoozed 1: Acme Robotics until 9 Mar" in desk.ok("replies", tty=True)
    assert "am snooze n1 --off" in desk.ok("replies", "acme", tty=True)
    assert refs(desk, today="2026-03-09") == ["n1", "n2", "n3"]
    desk.ok("snooze", "n1", "--off")
    assert refs(desk) == ["n1", "n2", "n3"]


def test_what_is_late_stands_in_the_morning(desk: Cli) -> None:
    (row,) = [row for row in desk.json("today")["actions"] if row["parts"]["kind"] == "reply"]
    assert (row["section"], row["account"], row["ref"], row["command"]) == (
        "owed",
        "acme",
        "n1",
        "am show n1",
    )
    assert row["why"] == "Answer Jane Acme Robotics, owed since Tue 24 Feb"
    assert row["parts"]["base"] == 55
    screen = desk.ok("today", tty=True)
    owed = screen[screen.index("Promised or owed") :]
    assert "since 24 Feb" in owed
    assert "am show n1" in owed
    desk.ok("done", "n1")
    assert not [row for row in desk.json("today")["actions"] if row["parts"]["kind"] == "reply"]
    desk.ok("undo")
    assert [row for row in desk.json("today")["actions"] if row["parts"]["kind"] == "reply"]


SETTLING = {
    "a call": ["log", "acme", "Talked", "-w", "jane"],
    "she left": ["contact", "left", "jane acme", "--no-task"],
    "she went elsewhere": ["contact", "move", "jane acme", "birch"],
    "it was deleted": ["activity", "rm", "n1", "--yes"],
    "the way was changed": ["activity", "edit", "n1", "--direction", "both"],
    "the day was changed": ["activity", "edit", "n1", "--on", "2026-02-27"],
    "the account is archived": ["account", "archive", "acme"],
    "more patience": ["config", "set", "replies.owe_days", "5"],
    "days off": ["config", "set", "calendar.days_off", "2026-02-25,2026-02-26"],
}


@pytest.mark.parametrize("name", SETTLING)
def test_the_kept_morning_follows_whatever_changes_it(desk: Cli, name: str) -> None:
    def kinds() -> list[str]:
        return [row["parts"]["kind"] for row in desk.json("today")["actions"] if row["account"] == "acme"]

    assert "reply" in kinds()
    desk.ok(*SETTLING[name])
    assert "reply" not in kinds()
    if SETTLING[name][0] != "config":
        desk.ok("undo")
        assert "reply" in kinds()


def test_the_digest_tells_it_once_and_what_became_of_it(desk: Cli) -> None:
    (row,) = [row for row in desk.json("digest")["events"] if row["kind"] == "reply"]
    assert (row["section"], row["ref"]) == ("late", "n1")
    assert row["text"] == "Answer Jane Acme Robotics, owed since Tue 24 Feb: Prices for 2027"
    assert "Answer Jane Acme Robotics" in desk.ok("digest", "--new")
    assert "Answer Jane" not in desk.ok("digest", "--new")
    assert "Answer Jane" not in desk.ok("digest", "--new", today="2026-03-03")
    desk.ok("done", "n1", today="2026-03-03")
    said = desk.ok("digest", "--new", today="2026-03-04")
    assert "Reply to Prices for 2027, not needed" in " ".join(said.split())
    assert "Answer Jane Birch" in " ".join(said.split())  # late since
    desk.ok("log", "birch", "Done", *MAIL, "out", "-w", "jane", "--on", "2026-03-04", today="2026-03-05")
    assert "Reply to Can we meet?, sent" in " ".join(desk.ok("digest", "--new", today="2026-03-05").split())


def test_one_who_merely_left_was_not_answered(desk: Cli) -> None:
    desk.ok("digest", "--new")
    desk.ok("contact", "left", "jane acme", "--no-task")
    assert "Reply to" not in desk.ok("digest", "--new")


def test_the_brief_says_who_owes_whom_an_answer(desk: Cli) -> None:
    assert "you owe: n1 Jane an answer: Prices for 2027, since Tue 24 Feb" in desk.ok("brief", "acme")
    assert "they owe: n3 you an answer, Jane: The offer, since Fri 20 Feb" in desk.ok("brief", "cobalt")
    (reply,) = desk.json("brief", "acme")["replies"]
    assert (reply["interaction"], reply["side"], reply["days"], reply["late"]) == ("n1", "me", 4, True)
    assert "n1" not in desk.ok("account", "plan", "acme", "--for", "customer")
    assert "an answer" not in desk.ok("qbr", "brief", "acme")


def test_the_view_of_sql_and_the_filter_say_the_same(desk: Cli) -> None:
    desk.ok("snooze", "n2")
    rows = desk.json("sql", "SELECT * FROM replies")
    shown = desk.json("replies")
    assert {row["ref"]: row for row in rows} == {
        row["ref"]: {
            name: int(value) if name == "late" else value for name, value in row.items() if name in rows[0]
        }
        for row in shown
    }
    assert desk.ok("accounts", "owes.over:2", "-o", "ids") == "acme\n"
    assert desk.ok("accounts", "owes:4", "-o", "ids") == "acme\n"
    assert sorted(desk.ok("accounts", "owes.none:", "-o", "ids").split()) == ["birch", "cobalt"]
    desk.ok("snooze", "n2", "--off")
    assert sorted(desk.ok("accounts", "owes.under:5", "-o", "ids").split()) == ["acme", "birch"]


def test_settings_say_when_replies_are_late_and_listed(desk: Cli) -> None:
    desk.ok("config", "set", "replies.owe_days", "4")
    desk.ok("config", "set", "replies.wait_days", "7")
    assert [(row["ref"], row["late"]) for row in desk.json("replies")] == [("n1", False), ("n2", False)]
    for wrong in ("0", "-1", "soon", "1.5", "4000"):
        refused = desk("config", "set", "replies.owe_days", wrong)
        assert (refused.code, "a number of days from 1 to 3660" in " ".join(refused.err.split())) == (
            2,
            True,
        ), wrong
    desk.config.write_text('[replies]\nowe_days = "never"\n', encoding="utf-8")
    found = desk("replies")
    assert (found.code, "replies.owe_days" in found.err) == (2, True)


def test_a_currency_without_a_rate_leaves_the_amount_out_and_says_so(desk: Cli) -> None:
    desk.ok(
        "contract",
        "add",
        "acme",
        "--value",
        "USD 9k",
        "--starts",
        "2026-01-01",
        "--term",
        "12m",
        "--product",
        "X",
    )
    found = desk("replies", "-o", "json")
    assert (found.code, json.loads(found.out)[0]["arr"]) == (0, None)
    assert "no exchange rate from USD" in found.err


def test_merged_accounts_and_people_owe_as_one(desk: Cli) -> None:
    desk.ok("account", "merge", "acme", "birch", "--yes")
    assert [(row["ref"], row["account"]) for row in desk.json("replies", "--mine")] == [
        ("n1", "acme"),
        ("n2", "acme"),
    ]
    desk.ok("contact", "merge", "p1", "p2", "--yes")
    assert refs(desk, "--mine") == ["n2"]  # one person, whose last message decides
    desk.ok("undo")
    desk.ok("undo")
    assert refs(desk, "--mine") == ["n1", "n2"]


def test_nobody_waits_who_was_forgotten(desk: Cli) -> None:
    desk.ok("forget", "p1", "--yes")
    assert refs(desk) == ["n2", "n3"]


def test_exported_and_imported_it_is_the_same(desk: Cli, tmp_path: Any) -> None:
    desk.ok("done", "n3")
    desk.ok("log", "birch", "Both ways", *MAIL, "both", "-w", "jane")
    where = tmp_path / "out"
    desk.ok("export", "--all", "--to", str(where))
    text = (where / "interactions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["settled_on"] for row in rows if row["summary"] == "The offer"] == ["2026-03-02"]
    assert "last_direction" in text.splitlines()[0]
    other = Cli(tmp_path, tmp_path / "other.db")
    other("init", "--currency", "EUR")
    found = other("import", *map(str, sorted(where.glob("*.csv"))), "--yes")
    assert found.code == 0, found
    same = [name for name in FIELDS.split() if name not in ("ref", "command")]
    assert [[row[name] for name in same] for row in other.json("replies")] == [
        [row[name] for name in same] for row in desk.json("replies")
    ]
