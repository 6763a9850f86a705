"""People who leave, go elsewhere or are on record twice, and customers who are."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.support import TODAY, Cli, Result, uncoloured


def tasks(office: Cli, code: str = "acme") -> list[dict]:
    return [row for row in office.json("task", "list", code) if row["done_on"] is None]


def said(office: Cli, *argv: str, **options: str) -> str:
    """What a person reads, as one line."""
    return " ".join(office.ok(*argv, tty=True, **options).split())


# left


def test_who_left_leaves_a_task_to_reach_the_next_person_within_two_days(office: Cli) -> None:
    office.ok("contact", "edit", "p2", "--role", "econ")
    before = office.dump()
    assert office.ok("contact", "left", "jane") == "p1\nt2\n"
    assert office.json("show", "p1")["left_on"] == TODAY
    task = office.json("show", "t2")
    assert [task[name] for name in ("title", "contact", "due_on", "account")] == [
        "Reach Omar Haddad after Jane Orr left", "Omar Haddad", "2026-03-04", "acme",
    ]  # fmt: skip
    office.ok("undo")
    assert office.dump() == before


def test_it_is_said_who_remains_what_is_uncovered_and_which_contracts_are_exposed(office: Cli) -> None:
    office.ok("contract", "add", "acme", "--product", "Later", "--value", "9k", "--starts", "2026-01-01",
              "--ends", "2027-03-03")  # fmt: skip
    out = office.ok("contact", "left", "jane", tty=True)
    assert out.splitlines() == [
        "Jane Orr left Acme Robotics on Mon 2 Mar.",
        "Remaining: Omar Haddad (IT Security Lead).",
        "No champion, economic buyer or executive sponsor now.",
        "Contracts up within a year: k1 Platform EUR 60k, notice by Thu 5 Mar.",
        "t2 Reach Omar Haddad after Jane Orr left, due Wed 4 Mar · to undo: am undo",
    ]


@pytest.mark.parametrize(
    ("ends", "exposed"), [("2027-03-02", True), ("2027-03-03", False), ("2026-02-20", True)]
)
def test_exposed_is_what_ends_within_a_year_or_has_ended_without_an_outcome(
    office: Cli, ends: str, exposed: bool
) -> None:
    office.ok("contract", "add", "acton", "--product", "X", "--starts", "2024-06-01", "--ends", ends)
    office.ok("contact", "add", "acton", "Bo Li")
    assert ("Contracts up within a year: k3 X" in said(office, "contact", "left", "bo")) is exposed


def test_the_last_one_to_leave_leaves_a_search(office: Cli) -> None:
    out = said(office, "contact", "left", "dana", "--on", "27 feb")
    assert "Nobody else at this account is on record." in out
    (task,) = tasks(office, "birch")
    assert (task["title"], task["contact"]) == ("Find a new contact after Dana Reyes left", None)
    assert office.json("show", "p3")["left_on"] == "2026-02-27"


def test_a_successor_is_linked_and_reached_first(office: Cli) -> None:
    office.ok("contact", "add", "acme", "Ama Boateng", "--role", "executive_sponsor")
    out = said(office, "contact", "left", "jane", "--successor", "omar")
    assert "Reach Omar Haddad after Jane Orr left" in out
    assert "Is Omar Haddad the champion now? · am contact edit p2 --role champion" in out
    assert "No champion or economic buyer now." in out
    assert office.json("show", "p1")["successor"] == "p2"


@pytest.mark.parametrize(
    ("name", "exit_code"), [("jane", 5), ("p3", 3), ("nobody", 3), ("p2", 5)]
)  # p2 has left, p3 is at another account
def test_a_successor_is_a_colleague_who_is_still_there(office: Cli, name: str, exit_code: int) -> None:
    office.ok("contact", "edit", "p2", "--left", "9 feb")
    before = office.dump()
    assert office("contact", "left", "p1", "--successor", name).code == exit_code
    assert office.dump() == before


def test_a_task_is_made_once_or_not_at_all(office: Cli) -> None:
    assert office.ok("contact", "left", "jane", "--no-task") == "p1\n"
    assert office.ok("contact", "left", "p1", "--on", "27 feb") == "p1\nt2\n"
    assert office.ok("contact", "left", "p1") == "p1\n"
    assert office.json("show", "p1")["left_on"] == "2026-02-27"
    assert len(tasks(office)) == 2
    assert "already exists" in said(office, "contact", "left", "p1")


def test_the_task_falls_on_a_working_day(office: Cli) -> None:
    office.config.write_text('[calendar]\nworking_days = ["mon", "tue", "wed", "thu", "fri"]\n')
    office.ok("contact", "left", "jane", today="2026-03-06")
    assert office.json("show", "t2")["due_on"] == "2026-03-09"


def test_the_one_who_decides_is_reached_before_others_and_a_blocker_last(office: Cli) -> None:
    office.ok("contact", "edit", "p2", "--role", "blocker")
    office.ok("contact", "add", "acme", "Uma User", "--role", "user")
    office.ok("contact", "add", "acme", "Eve Sponsor", "--role", "executive_sponsor")
    office.ok("contact", "add", "acme", "Gone Person", "--role", "champion", "--left", "9 feb")
    assert "Reach Eve Sponsor after" in said(office, "contact", "left", "jane")
    office.ok("contact", "edit", "p5", "--left", "today")
    assert "Reach Uma User after" in said(office, "contact", "left", "p1")


def test_names_of_any_length_make_a_task(office: Cli) -> None:
    office.ok("contact", "edit", "p1", "--name", "W" * 200)
    office.ok("contact", "edit", "p2", "--name", "M" * 200)
    office.ok("contact", "left", "p1")
    assert office.json("show", "t2")["title"] == f"Reach {'M' * 80} after {'W' * 80} left"


def test_someone_who_leaves_soon_is_said_to_leave(office: Cli) -> None:
    assert "Jane Orr leaves Acme Robotics on Tue 31 Mar." in said(
        office, "contact", "left", "jane", "--on", "2026-03-31"
    )


# move


def test_a_person_who_moves_keeps_their_record_and_the_old_account_its_history(office: Cli) -> None:
    office.ok("contact", "edit", "p1", "--title", "Head", "--primary", "--stance", "supporter")
    office.ok("contact", "edit", "p2", "--left", "9 feb", "--successor", "jane")
    before, timeline = office.dump(), office.json("timeline", "acme")
    assert office.ok("contact", "move", "jane", "birch", "--on", "27 feb") == "p1\n"
    moved, stays = office.json("show", "p1"), office.json("show", "p4")
    names = ("account", "name", "title", "role", "stance", "primary", "left_on")
    assert [moved[name] for name in names] == ["birch", "Jane Orr", None, None, "supporter", False, None]
    assert [stays[name] for name in names] == [
        "acme", "Jane Orr", "Head", "champion", "supporter", False, "2026-02-27",
    ]  # fmt: skip
    assert stays["notes"] == "Now at Birchwood Schools (p1)."
    assert moved["phones"][0]["typed"] == "020 7946 0018"
    assert office.json("show", "p2")["successor"] == "p4"
    assert [row for row in office.json("timeline", "acme") if row["ref"] != "p4"] == timeline
    assert office.json("show", "n1")["contacts"] == ["Jane Orr"]
    office.ok("undo")
    assert office.dump() == before


def test_the_old_account_still_misses_its_champion_after_the_move(office: Cli) -> None:
    office.ok("contact", "left", "jane", "--no-task")
    (before,) = [row for row in office.json("risks", "acme")["reasons"] if row["signal"] == "champion_gone"]
    office.ok("contact", "move", "p1", "birch")
    (after,) = [row for row in office.json("risks", "acme")["reasons"] if row["signal"] == "champion_gone"]
    assert (before["points"], before["text"]) == (after["points"], after["text"])
    assert (before["refs"], after["refs"]) == (["p1"], ["p4"])


def test_talks_at_the_old_account_are_no_talks_at_the_new_one(office: Cli) -> None:
    office.ok("contact", "move", "jane", "acton")
    (jane,) = office.json("show", "acton")["contacts"]
    assert (jane["contact"], jane["last_touch_on"]) == ("p1", None)
    whole = {row["account"]: row["score"] for row in office.json("risks", "--all")}
    for code, score in whole.items():
        assert office.json("risks", code)["score"] == score


def test_what_is_open_with_the_person_and_what_is_uncovered_is_said(office: Cli) -> None:
    office.ok("task", "add", "acme", "Send the plan", "-w", "jane")
    out = said(office, "contact", "move", "jane", "birch")
    assert "Jane Orr (p1) is at Birchwood Schools now; at Acme Robotics stays p4, left Mon 2 Mar." in out
    assert "Acme Robotics: Remaining: Omar Haddad (IT Security Lead)." in out
    assert "No champion, economic buyer or executive sponsor now" in out
    assert "Still open with them: t2 Send the plan." in out
    assert [row["contact"] for row in tasks(office) if row["task"] == "t2"] == ["Jane Orr"]


def test_the_day_someone_left_stays_with_the_old_account(office: Cli) -> None:
    office.ok("contact", "left", "jane", "--on", "9 feb", "--no-task")
    office.ok("contact", "move", "p1", "birch")
    assert office.json("show", "p4")["left_on"] == "2026-02-09"
    assert office.json("show", "p1")["left_on"] is None


def test_a_person_who_was_misfiled_leaves_nothing_behind(office: Cli) -> None:
    office.ok("contact", "edit", "p1", "--title", "Head")
    before = office.json("show", "p1")
    office.ok("contact", "move", "jane", "birch", "--wrong-account")
    after = office.json("show", "p1")
    assert {name for name in after if after[name] != before[name]} <= {"account", "updated_at"}
    assert (after["account"], after["role"]) == ("birch", "champion")
    assert [row["contact"] for row in office.json("contact", "list", "acme")] == ["p2"]
    assert office.json("show", "n1")["contacts"] == ["Jane Orr"]


def test_a_move_that_makes_no_sense_is_refused(office: Cli) -> None:
    before = office.dump()
    assert office("contact", "move", "jane", "acme").code == 5
    assert office("contact", "move", "jane", "birch", "--wrong-account", "--on", "9 feb").code == 2
    assert office("contact", "move", "jane", "nowhere").code == 3
    assert office.dump() == before


def test_a_namesake_at_the_new_account_is_said(office: Cli) -> None:
    office.ok("contact", "add", "birch", "JANE ORR")
    assert "Same person as JANE ORR (p4)? · am contact merge p4 p1" in said(
        office, "contact", "move", "p1", "birch"
    )


# contact merge


def fill_doubled(office: Cli) -> None:
    office.ok("contact", "add", "acme", "J. Orr", "--email", "jane@acme.example", "--title", "COO", "--role",
              "econ")  # fmt: skip
    office.ok("log", "acme", "Both names", "-w", "p1", "-w", "p4", "--on", "2026-02-10")
    office.ok("log", "acme", "Other name", "-w", "p4", "--on", "2026-02-11")
    office.ok("task", "add", "acme", "Answer", "-w", "p4")
    office.ok("contact", "edit", "p2", "--left", "9 feb", "--successor", "p4")


@pytest.fixture
def doubled(office: Cli) -> Cli:
    """Jane twice: p1, and p4 with an address, a survey's worth of talks and a task."""
    return office.once(fill_doubled)


def test_two_records_of_a_person_become_one(doubled: Cli) -> None:
    before = doubled.dump()
    assert doubled.ok("contact", "merge", "p1", "p4", "--yes") == "p1\n"
    jane = doubled.json("show", "p1")
    assert (jane["name"], jane["title"], jane["role"]) == ("Jane Orr", "COO", "champion")
    assert jane["emails"] == ["jane@acme.example"]
    assert doubled("show", "p4").code == 3
    assert [doubled.json("show", ref)["contacts"] for ref in ("n1", "n3", "n4")] == [["Jane Orr"]] * 3
    assert doubled.json("show", "t2")["contact"] == "Jane Orr"
    assert doubled.json("show", "p2")["successor"] == "p1"
    doubled.ok("undo")
    assert doubled.dump() == before


def test_what_was_taken_over_and_what_gave_way_is_said(doubled: Cli) -> None:
    out = doubled.ok("contact", "merge", "p1", "p4", "--yes", tty=True)
    assert out.splitlines() == [
        "J. Orr (p4) and Jane Orr (p1) are now one: 1 activity, 1 task moved.",
        "Taken over: title COO, emails jane@acme.example.",
        "Dropped: role economic buyer.",
        "to undo: am undo",
    ]


def test_people_of_two_accounts_are_not_merged(office: Cli) -> None:
    before = office.dump()
    code, _, err = office("contact", "merge", "p1", "p3", "--yes")
    assert (code, "First: am contact move p3 acme --wrong-account" in err) == (5, True)
    assert office("contact", "merge", "p1", "jane", "--yes").code == 5
    assert office.dump() == before


@pytest.mark.parametrize("kind", ["contact", "account"])
def test_merging_asks_and_without_a_yes_changes_nothing(doubled: Cli, kind: str) -> None:
    pair = ("p1", "p4") if kind == "contact" else ("acme", "birch")
    before = doubled.dump()
    assert doubled(kind, "merge", *pair).code == 5
    code, _, err = doubled(kind, "merge", *pair, tty=True, stdin="n\n")
    assert (code, "Merge " in err, "[y/N]" in err) == (5, True, True)
    assert doubled.dump() == before
    assert doubled(kind, "merge", *pair, tty=True, stdin="y\n").code == 0
    assert doubled.dump() != before


# account merge


def test_two_accounts_of_a_customer_become_one(office: Cli) -> None:
    office.ok("account", "edit", "birch", "--region", "EMEA", "--tag", "schools")
    office.ok("account", "add", "Birch Labs", "--parent", "birch")
    before = office.dump()
    asked = office("account", "merge", "acme", "birch", tty=True, stdin="n\n").err
    assert "With Birchwood Schools (birch) come 1 contact, 1 contract, 1 activity.\n" in asked
    assert "Merge Birchwood Schools (birch) into Acme Robotics (acme)?" in asked
    assert office.ok("account", "merge", "acme", "birch", "--yes") == "acme\n"
    assert [office.json("show", ref)["account"] for ref in ("p3", "k2", "n2")] == ["acme"] * 3
    acme = office.json("show", "acme")
    assert (acme["tier"], acme["region"], acme["tags"]) == ("key", "EMEA", ["schools"])
    assert office.json("show", "birch-labs")["parent"] == "acme"
    assert len(office.json("account", "list", "--all")) == 3
    office.ok("undo")
    assert office.dump() == before


def test_what_a_merge_did_is_said(office: Cli) -> None:
    office.ok("account", "edit", "birch", "--region", "EMEA", "--set", "seats=5", "--parent", "acton")
    office.ok("account", "edit", "acme", "--set", "seats=4")
    office.ok("contact", "edit", "p3", "--email", "OMAR@acme.example")
    out = office.ok("account", "merge", "acme", "birch", "--yes", tty=True)
    assert out.splitlines() == [
        "Birchwood Schools (birch) is now a part of Acme Robotics (acme): 1 contact, 1",
        "contract, 1 activity moved.",
        "Taken over: parent Acton Glass, region EMEA.",
        "Dropped: tier light, customer since 2025-01-10, extra.seats 5.",
        "Omar Haddad (p2) and Dana Reyes (p3) both have OMAR@acme.example:",
        "am contact merge p2 p3",
        "k1 and k2 overlap: their revenue counts twice · am contract rm k2",
        "to undo: am undo",
    ]


def test_figures_of_the_same_day_stay_as_the_first_has_them(office: Cli) -> None:
    with sqlite3.connect(office.book) as db:
        stamp = "2026-01-01T00:00:00.000Z"
        for owner, value in ((1, 10.0), (3, 30.0)):
            for day in ("2026-02-01", "2026-02-02")[: 1 if owner == 1 else 2]:
                db.execute(
                    'INSERT INTO usage(account_id, metric, "on", value, created_at, updated_at)'
                    " VALUES (?, 'seats', ?, ?, ?, ?)",
                    (owner, day, value, stamp, stamp),
                )
                db.execute(
                    'INSERT INTO health(account_id, "on", score, band, model, reasons)'
                    " VALUES (?, ?, ?, 'watch', 'x', '[]')",
                    (owner, day, int(value)),
                )
    db.close()
    before = office.dump()
    out = said(office, "account", "merge", "acme", "birch", "--yes")
    assert "1 daily score that it had already, 1 usage figure that it had already." in out
    with sqlite3.connect(office.book) as db:
        found = db.execute('SELECT account_id, "on", value FROM usage ORDER BY "on"').fetchall()
        scores = db.execute('SELECT account_id, "on", score FROM health ORDER BY "on"').fetchall()
    db.close()
    assert found == [(1, "2026-02-01", 10.0), (1, "2026-02-02", 30.0)]
    assert scores == [(1, "2026-02-01", 10), (1, "2026-02-02", 30)]
    merged = office.dump()
    for command, state in (("undo", before), ("redo", merged), ("undo", before)):
        office.ok(command)
        assert office.dump() == state


def test_an_account_is_not_merged_with_itself(office: Cli) -> None:
    code, _, err = office("account", "merge", "acme", "Acme Robotics", "--yes")
    assert (code, "are the same account: Acme Robotics." in err) == (5, True)


def test_a_merge_is_told_in_the_history_of_what_is_left(office: Cli) -> None:
    office.ok("account", "merge", "acme", "birch", "--yes")
    newest = office.json("history", "acme")[0]
    assert newest["command"].endswith("account merge acme birch --yes")
    assert "account 3 deleted (Birchwood Schools)" in newest["what"]


def test_names_in_any_script_fit_a_terminal(
    office: Cli, terminal: Callable[..., Result], tmp_path: Path
) -> None:
    office.ok("account", "add", "شركة النور للتجارة", "--code", "nur", "--region", "\x1b[31mx")
    office.ok("contact", "add", "nur", "株式会社日立製作所 \U0001f469\u200d\U0001f4bb", "--role", "champion")
    environ = {"AMCLI_BOOK": str(office.book), "AMCLI_TODAY": TODAY}
    for argv in (["contact", "left", "p4"], ["contact", "move", "p4", "birch"],
                 ["account", "merge", "acme", "nur", "--yes"]):  # fmt: skip
        code, screen, _ = terminal(argv, 80, environ)
        assert code == 0
        assert "\x1b[31mx" not in screen
        assert max(cell_len(line) for line in uncoloured(screen).splitlines()) <= 80
    assert json.loads(office.ok("account", "list", "acme", "-o", "json"))[0]["region"] == "\x1b[31mx"
