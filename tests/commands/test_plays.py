"""`am play` by hand: checklists that become tasks; today is Monday 2 March 2026."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import Cli, Result

STEPS = """
[[step]]
title = "Sum up for {champion}"
due   = "-60d"

[[step]]
title = "Propose {contract} to {economic_buyer}"
due   = "-30d"
unless = "stage:proposed,verbal,signed"

[[step]]
title = "Sign by {day}"
due   = "-14d"
promised = true
assignee = "Kim"
"""
SHIPPED = ["champion-left", "onboarding", "qbr", "renewal"]


@pytest.fixture
def desk(cli: Cli) -> Cli:
    """Acme with a contract k1 to 30 June, notice by 31 May, and people; Birch with one that has no notice."""
    return cli.once(fill)


def fill(cli: Cli) -> None:
    for name in ("Acme", "Birch"):
        cli("account", "add", name, "--since", "2023-03-20")
    cli("contact", "add", "acme", "Jane Orr", "--role", "champion")
    cli("contact", "add", "acme", "Omar Haddad", "--role", "economic_buyer")
    more = ("--ends", "2026-06-30", "--value", "12k")
    cli(
        "contract", "add", "acme", "--starts", "2025-07-01", *more, "--notice", "30d", "--product", "Platform"
    )
    cli("contract", "add", "birch", "--starts", "2025-07-01", *more)


def write(desk: Cli, name: str, text: str) -> Path:
    folder = desk.folder / "plays"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def own(desk: Cli, trigger: str = "notice", name: str = "mine", steps: str = STEPS, **more: str) -> Path:
    """A play of my own with a trigger, and other keys of its head."""
    head = "".join(f'{key.rstrip("_")} = "{value}"\n' for key, value in more.items())
    return write(desk, name, f'on = "{trigger}"\n{head}{steps}')


def one_step(due: str, title: str = "Do it") -> str:
    return f'\n[[step]]\ntitle = "{title}"\ndue = "{due}"\n'


def steps(desk: Cli, today: str = "2026-03-02") -> list[list[object]]:
    """What is open of plays: play, title, day."""
    found = desk.json("tasks", today=today)
    return [[row["play"], row["title"], row["due_on"]] for row in found if row["play"]]


def test_a_play_started_by_hand_makes_its_tasks_in_one_step_of_undo(desk: Cli) -> None:
    own(desk)
    before = desk.dump()
    assert desk.ref("play", "start", "mine", "k1") == "y1"
    assert steps(desk) == [
        ["mine", "Sum up for Jane Orr", "2026-04-01"],
        ["mine", "Propose k1 to Omar Haddad", "2026-05-01"],
        ["mine", "Sign by 31 May 2026", "2026-05-18"],  # the 17th is a Sunday
    ]
    rows = desk.json("task", "list", "acme")
    assert [row["contact"] for row in rows] == ["Jane Orr", "Omar Haddad", None]
    assert [(row["promised_by"], row["assignee"]) for row in rows] == [
        (None, None),
        (None, None),
        ("me", "Kim"),
    ]
    assert desk.json("show", "y1")["name"] == "mine"
    desk.ok("undo")
    assert desk.dump() == before
    desk.ok("redo")
    assert len(steps(desk)) == 3


def test_again_adds_nothing_and_another_day_does(desk: Cli) -> None:
    own(desk)
    desk.ok("play", "start", "mine", "acme")
    held = desk.dump()
    assert desk.ref("play", "start", "mine", "k1") == "y1"
    assert "already started for this day on 2 Mar 2026" in desk.ok("play", "start", "mine", "k1", tty=True)
    assert desk.dump() == held
    desk.ok("play", "start", "mine", "k1", "--on", "2026-12-31")
    assert len(steps(desk)) == 6


def test_steps_past_and_not_needed_are_left_out_and_said(desk: Cli) -> None:
    own(desk)
    desk.ok("stage", "k1", "proposed")
    late = "2026-04-20"
    said = " ".join(desk.ok("play", "start", "mine", "k1", today=late, tty=True).split())
    assert "Acme: mine started for k1, notice 31 May 2026: 1 task, first due Mon 18 May." in said
    assert "t1 Sign by 31 May 2026, due Mon 18 May" in said
    assert "Left out: 1 step already past, 1 step not needed." in said
    desk.ok("undo", today=late)
    desk.ok("play", "start", "mine", "k1", "--all", today=late)
    assert [row[2] for row in steps(desk, late)] == [late, "2026-05-18"]


def test_a_play_of_which_nothing_is_ahead_is_refused(desk: Cli) -> None:
    own(desk)
    code, _, err = desk("play", "start", "mine", "k1", today="2026-06-20")
    assert (code, "no step of mine is still ahead" in err, "--all" in err) == (5, True, True)
    assert desk.json("play", "status", "--all") == []


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("start", "renewl", "k1"), 3, "renewal"),
        (("start", "mine", "k9"), 3, "no contract"),
        (("start", "qbr", "nobody"), 3, "no account"),
        (("show", "nothing"), 3, "am play list"),
        (("on", "nothing"), 3, "no play"),
        (("stop", "mine", "acme"), 5, "isn't running for Acme"),
        (("on", "byhand"), 5, "has no trigger"),
        (("start", "mine", "k1", "--on", "someday"), 2, "not a day"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    desk: Cli, argv: tuple[str, ...], code: int, said: str
) -> None:
    own(desk)
    write(desk, "byhand", one_step("+1d"))
    before = desk.dump()
    found = desk("play", *argv)
    assert (found.code, said in found.err) == (code, True), found
    assert desk.dump() == before


def test_plays_are_listed_shown_and_an_own_one_wins(desk: Cli) -> None:
    assert [row["name"] for row in desk.json("play", "list")] == SHIPPED
    path = own(desk, name="renewal", title="Ours", for_="tier:key,standard")
    found = {row["name"]: row for row in desk.json("play", "list")}
    assert list(found) == SHIPPED
    assert found["renewal"] == {
        "name": "renewal", "title": "Ours", "on": "notice", "for": "tier:key,standard", "steps": 3,
        "switched_on": False, "own": True, "path": str(path),
    }  # fmt: skip
    assert [row["name"] for row in desk.json("play", "list", "own:yes")] == ["renewal"]
    shown = desk.json("play", "show", "renewal")
    assert [each["unless"] for each in shown["steps"]] == [None, "stage:proposed,verbal,signed", None]
    page = desk.ok("play", "show", "renewal", tty=True)
    assert "Propose {contract} to {economic_buyer}" in page
    assert "stage:proposed" in page
    desk.ok("play", "list", tty=True)


def test_every_play_that_is_shipped_can_be_started(desk: Cli) -> None:
    assert desk.ok("play", "check") == "4 plays, no mistakes.\n"
    for name in SHIPPED:
        desk.ok("play", "start", name, "acme", "--on", "2026-09-01")
    found = desk.json("play", "status")
    assert {row["play"]: row["steps"] for row in found} == {
        "champion-left": 5, "onboarding": 6, "qbr": 5, "renewal": 5,
    }  # fmt: skip
    assert [row["due_on"] for row in desk.json("tasks") if row["play"] == "renewal"] == [
        "2026-05-04", "2026-06-03", "2026-07-03", "2026-08-03", "2026-08-18",
    ]  # fmt: skip


def test_switching_on_writes_the_settings_and_undo_takes_that_back(desk: Cli) -> None:
    desk.config.write_text("# mine\n", encoding="utf-8")
    desk.ok("play", "on", "renewal", "qbr")
    desk.ok("play", "on", "renewal")
    assert desk.ok("config", "get", "plays.on") == "renewal,qbr\n"
    desk.ok("play", "off", "renewal")
    assert [row["name"] for row in desk.json("play", "list", "switched_on:yes")] == ["qbr"]
    desk.ok("play", "off", "qbr")
    assert desk.config.read_text(encoding="utf-8").strip() == "# mine"
    for _ in range(3):
        desk.ok("undo")
    assert desk.config.read_text(encoding="utf-8") == "# mine\n"


def test_a_day_s_play_waits_until_its_first_step_and_starts_once(desk: Cli) -> None:
    own(desk)
    desk.ok("play", "on", "mine")
    assert desk.json("today", today="2026-03-31")["plays_waiting"] == 0
    before = desk.dump()
    assert desk.ok("play", "run", today="2026-03-31") == ""
    assert desk.dump() == before
    assert desk.json("today", today="2026-04-01")["plays_waiting"] == 1
    assert "1 play to start: am play run" in desk.ok(today="2026-04-01", tty=True)
    assert desk.ref("play", "run", today="2026-04-01") == "y1"
    assert desk.json("today", today="2026-04-01")["plays_waiting"] == 0
    held = desk.dump()
    for today in ("2026-04-01", "2026-04-02", "2026-05-31"):
        assert desk.ok("play", "run", today=today) == ""
    assert desk.dump() == held
    assert "Nothing to start." in desk.ok("play", "run", tty=True)


def test_without_a_play_that_is_on_nothing_runs(desk: Cli) -> None:
    own(desk)
    assert desk.ok("play", "run", today="2026-04-01") == ""
    assert "No plays are on." in desk.ok("play", "run", today="2026-04-01", tty=True)


@pytest.mark.parametrize(
    ("trigger", "due", "today", "days"),
    [
        ("notice", "-30d", "2026-05-01", {"acme": "2026-05-31"}),
        ("end", "-30d", "2026-05-31", {"acme": "2026-06-30", "birch": "2026-06-30"}),
        ("anniversary", "-14d", "2026-03-06", {"acme": "2026-03-20", "birch": "2026-03-20"}),
        ("anniversary", "+7d", "2026-03-27", {"acme": "2026-03-20", "birch": "2026-03-20"}),
        ("qbr", "-7d", "2026-08-22", {"acme": "2026-08-29", "birch": "2026-08-29"}),
    ],
)
def test_each_day_that_starts_a_play(
    desk: Cli, trigger: str, due: str, today: str, days: dict[str, str]
) -> None:
    own(desk, trigger, steps=one_step(due))
    desk.ok("play", "on", "mine")
    eve = (dt.date.fromisoformat(today) - dt.timedelta(days=1)).isoformat()
    if due.startswith("-"):
        assert desk.ok("play", "run", today=eve) == ""
    desk.ok("play", "run", today=today)
    found = desk.json("play", "status", "--all", today=today)
    assert {row["account"]: row["on"] for row in found} == days
    assert desk.ok("play", "run", today=today) == ""


def test_a_play_is_for_those_whom_its_filters_choose(desk: Cli) -> None:
    own(desk, "end", steps=one_step("-30d"), for_="account:birch")
    desk.ok("play", "on", "mine")
    desk.ok("play", "run", today="2026-06-01")
    assert [row["account"] for row in desk.json("play", "status", today="2026-06-01")] == ["birch"]


def test_what_renews_by_itself_has_a_play_each_term(desk: Cli) -> None:
    desk.ok("contract", "edit", "k1", "--auto-renew")
    own(desk, steps=one_step("-10d"))
    desk.ok("play", "on", "mine")
    for today in ("2026-05-21", "2026-05-22", "2027-05-21", "2027-05-25"):
        desk.ok("play", "run", today=today)
    found = desk.json("play", "status", "--all", today="2027-05-25")
    assert [row["on"] for row in found] == ["2026-05-31", "2027-05-31"]


def test_a_review_that_moves_has_no_second_play(desk: Cli) -> None:
    own(desk, "qbr", steps=one_step("-7d") + one_step("+1d"))
    desk.ok("play", "on", "mine")
    desk.ok("play", "run", today="2026-08-25")
    desk.ok("meet", "acme", "2026-09-10", "-k", "qbr", today="2026-08-26")
    for today in ("2026-09-05", "2026-09-10"):
        assert desk.ok("play", "run", today=today) == ""
    desk.ok("qbr", "held", "acme", "Fine", today="2026-09-10")
    assert desk.ok("play", "run", today="2026-09-11") == ""
    found = desk.json("play", "status", "acme", "--all", today="2026-09-11")
    assert [row["on"] for row in found] == ["2026-08-29"]
    desk.ok("play", "run", today="2027-03-03")  # half a year later: the next one
    found = desk.json("play", "status", "acme", "--all", today="2027-03-03")
    assert sorted(row["on"] for row in found) == ["2026-08-29", "2027-03-09"]


def test_nothing_follows_a_review_that_was_not_held(desk: Cli) -> None:
    own(desk, "qbr", steps=one_step("-7d") + one_step("+7d"))
    desk.ok("play", "on", "mine")
    assert desk.ok("play", "run", today="2026-08-30") == ""  # due the day before
    desk.ok("meet", "acme", "2026-09-10", "-k", "qbr", today="2026-08-30")
    desk.ok("play", "run", today="2026-09-03")
    found = desk.json("play", "status", today="2026-09-03")
    assert [(row["account"], row["on"]) for row in found] == [("acme", "2026-09-10")]


def test_a_play_of_what_follows_a_review_starts_once_it_was_held(desk: Cli) -> None:
    own(desk, "qbr", steps=one_step("+2d"))
    desk.ok("play", "on", "mine")
    assert desk.ok("play", "run", today="2026-08-31") == ""
    desk.ok("qbr", "held", "acme", "Fine", today="2026-09-10")
    for today in ("2026-09-11", "2026-09-12", "2026-09-13"):
        desk.ok("play", "run", today=today)
    found = desk.json("play", "status", "--all", today="2026-09-13")
    assert [(row["account"], row["on"]) for row in found] == [("acme", "2026-09-10")]


@pytest.mark.parametrize(
    ("trigger", "argv", "on"),
    [
        ("added", ("account", "add", "Cedar"), "2026-03-02"),
        (
            "handoff",
            ("account", "handoff", "acme", "--to", "Ana", "--why", "x", "--on", "1 mar"),
            "2026-03-01",
        ),
        ("champion_left", ("contact", "left", "jane", "--on", "27 feb"), "2026-02-27"),
        ("champion_left", ("contact", "edit", "jane", "--left", "27 feb"), "2026-02-27"),
        ("champion_left", ("contact", "move", "jane", "birch"), "2026-03-02"),
        ("escalated", ("issue", "escalate", "i1", "--to", "Head"), "2026-03-02"),
        ("escalated", ("issue", "edit", "i1", "--escalated", "today"), "2026-03-02"),
        ("leaving", ("churn", "k1"), "2026-03-02"),
    ],
)
def test_each_event_that_starts_a_play_in_its_own_step(
    desk: Cli, trigger: str, argv: tuple[str, ...], on: str
) -> None:
    own(desk, trigger, steps=one_step("+5d", "Do it for {account}"))
    desk.ok("issue", "add", "acme", "Slow")
    desk.ok("play", "on", "mine")
    before = desk.dump()
    out = desk.ok(*argv, tty=True)
    name = "Cedar" if trigger == "added" else "Acme"
    assert f"{name}: mine started" in out
    assert [row[:2] for row in steps(desk)] == [["mine", f"Do it for {name}"]]
    assert desk.one("play", "status")["on"] == on
    desk.ok("undo")
    assert desk.dump() == before


def test_what_is_no_event_starts_nothing(desk: Cli) -> None:
    for trigger in ("added", "handoff", "champion_left", "escalated", "leaving"):
        own(desk, trigger, trigger, steps=one_step("+5d"))
        desk.ok("play", "on", trigger)
    desk.ok("contact", "left", "omar")
    desk.ok("contact", "edit", "jane", "--title", "CFO")
    desk.ok("account", "edit", "acme", "--tier", "key")
    desk.ok("issue", "add", "acme", "Slow")
    desk.ok("stage", "k1", "proposed")
    desk.ok("log", "acme", "Fine")
    desk.ok("account", "add", "Old", "--status", "churned")
    assert steps(desk) == []


def test_a_pipe_gets_the_reference_alone(desk: Cli) -> None:
    own(desk, "added", steps=one_step("+5d"))
    desk.ok("play", "on", "mine")
    assert desk.ref("account", "add", "Cedar") == "cedar"
    assert len(steps(desk)) == 1


def test_rows_added_at_once_start_a_play_each_and_an_import_none(desk: Cli, tmp_path: Path) -> None:
    own(desk, "added", steps=one_step("+5d"))
    desk.ok("play", "on", "mine")
    desk.ok("account", "add", "--stdin", stdin="name\nCedar\nDove\n")
    assert [row["account"] for row in desk.json("play", "status")] == ["cedar", "dove"]
    path = tmp_path / "accounts.csv"
    path.write_text("name\nElm\n", encoding="utf-8")
    desk("import", str(path), "--yes")
    assert len(desk.json("play", "status")) == 2


def test_a_champion_who_leaves_has_the_tasks_of_the_play_and_no_other(desk: Cli) -> None:
    desk.ok("play", "on", "champion-left")
    said = desk.ok("contact", "left", "jane", tty=True)
    assert "Reach Omar" not in said
    assert {row["play"] for row in desk.json("tasks")} == {"champion-left"}
    assert [row["due_on"] for row in desk.json("tasks")] == [
        "2026-03-02", "2026-03-04", "2026-03-09", "2026-03-16", "2026-04-01",
    ]  # fmt: skip
    desk.ok("contact", "left", "omar")  # no champion: the task of old
    assert [row["title"] for row in desk.json("tasks") if not row["play"]] == [
        "Find a new contact after Omar Haddad left"
    ]


def test_a_play_that_is_for_others_leaves_the_task_of_old(desk: Cli) -> None:
    own(desk, "champion_left", steps=one_step("+1d"), for_="tier:light")
    desk.ok("play", "on", "mine")
    desk.ok("contact", "left", "jane")
    assert [row["title"] for row in desk.json("tasks")] == ["Reach Omar Haddad after Jane Orr left"]


@pytest.mark.parametrize(
    "argv", [("renew", "k1"), ("churn", "k1"), ("churn", "k1", "--on", "2026-04-01", "--close")]
)
def test_an_outcome_ends_the_play_of_its_contract(desk: Cli, argv: tuple[str, ...]) -> None:
    own(desk)
    desk.ok("play", "start", "mine", "k1")
    desk.ok("done", "t1")
    before = desk.dump()
    desk.ok(*argv)
    found = desk.one("play", "status", "--all")
    assert [found[name] for name in ("done", "steps", "stopped_on", "next")] == [1, 1, "2026-03-02", None]
    assert desk.json("play", "status") == []
    assert steps(desk) == []
    desk.ok("undo")
    assert desk.dump() == before
    assert "mine for k1 is over; 2 open tasks removed." in desk.ok(*argv, tty=True)


def test_steps_that_a_stage_makes_needless_go_with_it(desk: Cli) -> None:
    more = '\n[[step]]\ntitle = "{} {contract}"\ndue = "{}"\nunless = "stage:{}"\n'
    steps_ = one_step("-20d", "Sum up")
    for title, due, stages in (("Offer", "-15d", "verbal,signed"), ("Sign", "-10d", "signed")):
        steps_ += more.replace("{}", title, 1).replace("{}", due, 1).replace("{}", stages, 1)
    own(desk, steps=steps_)
    desk.ok("play", "start", "mine", "k1")
    assert [title for _, title, _ in steps(desk)] == ["Sum up", "Offer k1", "Sign k1"]
    assert desk.ok("stage", "k1", "proposed", tty=True).count("no longer needed") == 0
    before = desk.dump()
    said = desk.ok("stage", "k1", "verbal", tty=True)
    assert "mine for k1: 1 open task no longer needed, removed." in said
    assert [title for _, title, _ in steps(desk)] == ["Sum up", "Sign k1"]
    desk.ok("undo")
    assert desk.dump() == before
    desk.ok("done", "t2")
    desk.ok("contract", "edit", "k1", "--stage", "signed")
    assert [title for _, title, _ in steps(desk)] == ["Sum up"]
    assert desk.one("play", "status")["done"] == 1  # what is done stays
    write(desk, "mine", "no TOML at all")
    desk.ok("contract", "edit", "k1", "--stage", "verbal")
    assert [title for _, title, _ in steps(desk)] == ["Sum up"]


def test_the_next_run_ends_what_an_import_decided(desk: Cli, tmp_path: Path) -> None:
    own(desk)
    desk.ok("play", "start", "mine", "k1")
    path = tmp_path / "contracts.csv"
    path.write_text(
        "account,product,starts_on,ends_on,outcome\nacme,Platform,2025-07-01,2026-06-30,churned\n"
    )
    desk("import", str(path), "--yes")
    assert len(steps(desk)) == 3
    assert "mine for k1 is over; 3 open tasks removed." in desk.ok("play", "run", tty=True)
    assert steps(desk) == []


def test_stop_removes_what_is_open_and_keeps_what_is_done(desk: Cli) -> None:
    own(desk, "added", steps=one_step("+1d", "One") + one_step("+2d", "Two"))
    desk.ok("play", "start", "mine", "acme")
    desk.ok("done", "t1")
    before = desk.dump()
    said = desk.ok("play", "stop", "mine", "acme", tty=True)
    assert "Acme: mine stopped; 1 open task removed." in said
    assert [row["title"] for row in desk.json("task", "list")] == ["One"]
    assert desk.json("play", "status", "acme") == []
    assert desk.ref("play", "start", "mine", "acme") == "y1"  # once for a day
    desk.ok("undo")
    assert desk.dump() == before


def test_show_and_the_morning_say_how_far_a_play_has_come(desk: Cli) -> None:
    own(desk, "added", steps="".join(one_step(f"+{at}d", f"Step {at}") for at in range(5)))
    desk.ok("play", "start", "mine", "acme")
    desk.ok("done", "t2", "t3")
    (found,) = desk.json("show", "acme")["plays"]
    assert found == desk.one("play", "status")
    assert [found[name] for name in ("play", "done", "steps", "next", "due_on", "task", "ref")] == [
        "mine", 2, 5, "Step 0", "2026-03-02", "t1", "y1",
    ]  # fmt: skip
    assert "mine, 2 of 5 done" in desk.ok("show", "acme", tty=True)
    assert "mine: Step 0" in desk.ok(tty=True)
    assert "mine: Step 0" in desk.ok("tasks", tty=True)
    assert [row["title"] for row in desk.json("tasks", "play:mine")] == ["Step 0", "Step 3", "Step 4"]
    assert "2 of 5" in desk.ok("play", "status", tty=True)


def test_a_file_that_cannot_be_read_is_named_with_its_line_and_stops_nothing_else(desk: Cli) -> None:
    broken = write(desk, "broken", 'on = "notice"\n\n[[step]]\ntitle = "x"\ndue = "soon"\n')
    toml = write(desk, "toml", "on = notice\n")
    own(desk, steps=one_step("-60d"))
    found = desk("play", "list", "-o", "json")
    assert [row["name"] for row in json.loads(found.out)] == [
        "champion-left",
        "mine",
        "onboarding",
        "qbr",
        "renewal",
    ]
    assert f'{broken}, line 5: "soon": not a length of time.' in found.err
    assert f"{toml}: not TOML: " in found.err
    assert "line 1" in found.err
    desk.config.write_text('plays.on = ["broken", "mine", "gone"]\n', encoding="utf-8")
    found = desk("play", "run", today="2026-04-01")
    assert (found.code, found.out) == (0, "y1\n")
    assert f"{broken}, line 5" in found.err
    assert "gone" in found.err
    for argv in (("play", "check"), ("config", "check")):
        found = desk(*argv)
        assert (found.code, f"{broken}, line 5" in found.err) == (2, True)
    assert "plays.on" in desk("config", "check").err


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('on = "notices"\n' + one_step("+1d"), 1, "not a trigger"),
        ("title = 3\n" + one_step("+1d"), 1, "title is a text"),
        ('# a\n\nwhen = "x"\n' + one_step("+1d"), 3, 'no key "when"'),
        ("title = 'x'\n", 1, "no step"),
        (one_step("+1d") + '\n[[step]]\ndue = "+2d"\n', 6, "step 2 has no title"),
        (one_step("+1d") + '\n[[ step ]] # second\ntitle = "Ask {boss}"\ndue = "+2d"\n', 7, "no {boss}"),
        (one_step("+1d") + "promised = 1\n", 5, "promised is true or false"),
        (one_step("+1d") + 'unless = "x:\'"\n', 5, "a quote that isn't closed"),
    ],
)
def test_each_mistake_is_named_with_its_line(desk: Cli, text: str, line: int, said: str) -> None:
    path = write(desk, "mine", text)
    found = desk("play", "check")
    assert found.code == 2
    assert f"{path}, line {line}: " in found.err
    assert said in found.err


def test_filters_that_cannot_be_read_are_found_and_stop_no_command(desk: Cli) -> None:
    path = own(desk, "added", steps=one_step("+1d"), for_="teir:key")
    desk.ok("play", "on", "mine")
    found = desk("play", "check")
    assert (found.code, f"{path}: for: " in found.err, "tier" in found.err) == (2, True, True)
    found = desk("account", "add", "Cedar")
    assert (found.code, found.out) == (0, "cedar\n")
    assert str(path) in found.err


def test_two_accounts_made_one_keep_one_play_for_the_same_day(desk: Cli) -> None:
    own(desk, "added", steps=one_step("+1d"))
    for account in ("acme", "birch"):
        desk.ok("play", "start", "mine", account, "--on", "2026-03-09")
    before = desk.dump()
    assert desk("account", "merge", "acme", "birch", "--yes").code == 0
    found = desk.one("play", "status")
    assert [found[name] for name in ("account", "steps", "ref")] == ["acme", 2, "y1"]
    desk.ok("undo")
    assert desk.dump() == before
    desk.ok("contact", "merge", "p1", "p2", "--yes")


def test_plays_and_their_steps_go_into_another_book_and_come_only_once(
    desk: Cli, tmp_path: Path, template: Path
) -> None:
    own(desk)
    desk.ok("play", "start", "mine", "k1")
    desk.ok("done", "t1")
    desk.ok("play", "start", "qbr", "acme", "--on", "2026-06-01")
    desk.ok("export", "--all", "--to", str(tmp_path / "copy"))
    other = Cli(tmp_path, tmp_path / "other.db")
    other.book.write_bytes(template.read_bytes())
    files = sorted(map(str, (tmp_path / "copy").glob("*.csv")))
    assert other("import", *files, "--yes").code == 0
    names = ("account", "play", "contract", "on", "started_on", "done", "steps", "next", "due_on")
    told = [
        [[row[name] for name in names] for row in each.json("play", "status", "--all")]
        for each in (desk, other)
    ]
    assert told[0] == told[1]
    held = [row for name, rows in other.dump().items() if name in ("play", "task") for row in rows]
    assert other("import", *files, "--yes").code == 0
    assert [row for name, rows in other.dump().items() if name in ("play", "task") for row in rows] == held
    lines = desk.ok("export", "--all", "-o", "jsonl")
    third = Cli(tmp_path, tmp_path / "third.db")
    third.book.write_bytes(template.read_bytes())
    bundle = tmp_path / "all.jsonl"
    bundle.write_text(lines, encoding="utf-8")
    assert third("import", str(bundle), "--yes").code == 0
    assert [[row[name] for name in names] for row in third.json("play", "status", "--all")] == told[0]


def test_the_line_of_cron_starts_plays_first(desk: Cli) -> None:
    found = desk.json("cron")
    first, second = found["crontab"].split("; ")
    assert first.endswith(" play run >/dev/null")
    assert second.endswith(" digest --new")
    (service, _) = found["files"]
    lines = [line for line in service["text"].splitlines() if line.startswith("ExecStart")]
    assert [line.partition("=")[0] for line in lines] == ["ExecStartPre", "ExecStart"]
    assert lines[0].endswith(" play run")


def test_the_shell_completes_the_names_of_plays(am: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "plays").mkdir()
    (tmp_path / "plays" / "mine.toml").write_text(one_step("+1d"), encoding="utf-8")
    found = am("__complete", "playbook", "word=", f"config={tmp_path / 'config.toml'}")
    assert [line.split("\t")[0] for line in found.out.splitlines()] == [
        "champion-left", "mine", "onboarding", "qbr", "renewal",
    ]  # fmt: skip


def test_a_play_that_was_started_is_completed_and_a_hook_hears_of_it(desk: Cli) -> None:
    from amcli.completion.candidates import candidates
    from amcli.storage import changes
    from amcli.storage.opening import open_book

    own(desk)
    desk.ok("play", "start", "mine", "k1")
    for which, found in (("", ["y1"]), ("open", ["y1"]), ("closed", [])):
        assert [value for value, _ in candidates(str(desk.book), "play", which, "")] == found
    assert [value for value, _ in candidates(str(desk.book), "record", "", "y1")] == ["y1"]
    desk.ok("account", "rm", "acme", "--yes")
    desk.let_go()
    book = open_book(desk.book, "")
    told = changes.read_changes(book, int(book.db.execute("SELECT max(id) FROM txn").fetchone()[0]))
    book.close()
    gone = {each["ref"]: each["before"] for each in told["changes"]}
    assert (gone["y1"]["name"], gone["y1"]["contract"], gone["t1"]["play"]) == ("mine", "k1", "mine")


def test_a_name_that_is_no_text_is_refused_before_the_book_is_asked(office: Cli) -> None:
    for argv in (["play", "stop", "a\ud800b", "acme"], ["play", "start", "a\ud800b", "acme"]):
        code, out, err = office(*argv)
        assert (code, out) == (2, "")
        assert "unexpected" not in err
