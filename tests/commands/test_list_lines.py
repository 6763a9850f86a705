"""`:3` on a terminal: line 3 of the list last shown, wherever a command takes a record."""

import os
import stat
import time
from pathlib import Path

import pytest

from amcli.config import lastlist
from tests import forkserver
from tests.profiles import some
from tests.support import TODAY, Cli, Result, clean_environment, run_any_on_terminal, uncoloured


def typed(cli: Cli, *lines: str, env: dict[str, str] | None = None) -> Result:
    """Lines of a shell, typed one after another on one terminal."""
    environ = (
        clean_environment(cli.folder)
        | cli.environ(TODAY)
        | {"am": str(forkserver.commands() / "am")}
        | (env or {})
    )
    script = "\n".join(line if line.startswith("$") else f'"$am" {line}' for line in lines)
    found = run_any_on_terminal(["/bin/sh", "-c", script.replace("$ ", "")], environ)
    return found._replace(out=uncoloured(found.out))


def test_a_line_of_the_morning_is_its_account(office: Cli) -> None:
    seen = typed(office, "today", "brief :1", "log :1 'Nobody there' --no-answer")
    first = next(line for line in seen.out.splitlines() if " 1 " in line[:5])
    assert "Acme Robotics" in first
    assert "Acme Robotics: call logged, no answer." in seen.out
    assert office.one("activity", "list", "--limit", "1")["account"] == "acme"


def test_each_line_of_a_list_stands_for_what_it_shows(office: Cli) -> None:
    for number in range(3):
        office.ok("task", "add", "acton", f"Task {number}", "--due", f"+{number + 1}d")
    seen = typed(office, "tasks", "done :3", "task show :2", "task edit :2 --title Other")
    assert seen.code == 0
    assert "t3 done: Task 1 (acton)" in seen.out
    assert "Other: title Task 0 \u2192 Other" in seen.out


# By day every third: each list says in the same way what its lines are, each command reads `:2` in the same.
WHEREVER = (
    ("account list", "show :2", "Acton Glass"),
    ("checkins --all", "show :1", "Acton Glass"),
    ("contact list", "contact show :2", "Omar Haddad"),
    ("contact list acme", "log acme Hello -w :1", "call with Jane Orr logged"),
    ("contract list", "stage :1 verbal", "k1 not started \u2192 verbal"),
    ("contract list", "contract show :2", "account birch"),
    ("activity list", "show :1", "Wants single sign-on"),
    ("product list", "product show :1", "Platform"),
    ("find sign", "show :1", "Wants single sign-on"),
    ("renewals --all", "show :1", "k1"),
    ("timeline acme", "show :1", "sign-on"),
    ("account list -s -name", "account show :1", "Birchwood Schools"),
    ("account list --fields name,tier -s -name", "account show :1", "Birchwood Schools"),
    ("account list --limit 1", "account show :2", "the last list has 1 line."),
)


@pytest.mark.parametrize(("shown", "typed_", "said"), some(WHEREVER, 3))
def test_wherever_a_record_is_named(office: Cli, shown: str, typed_: str, said: str) -> None:
    seen = typed(office, shown, "$ echo ----", typed_)
    assert said in " ".join(seen.out.partition("----")[2].split())


def test_the_lines_of_risks_are_those_of_its_bands(sample: Cli) -> None:
    listed = sample.json("risks", "--all", "-s", "-name")
    bands = ("critical", "at_risk", "watch", "healthy")
    order = [row["name"] for band in bands for row in listed if row["health"] == band]
    assert order != [row["name"] for row in listed if row["score"] is not None]
    shown = [f"show :{number} | head -n 1" for number in (1, 9, len(order))]
    seen = typed(sample, "risks --all -s -name", "$ echo ----", *shown)
    headings = seen.out.partition("----\n")[2].splitlines()
    assert headings == [f"# {order[0]}", f"# {order[8]}", f"# {order[-1]}"]


def test_history_tells_what_the_line_was(office: Cli) -> None:
    typed(office, "tasks", "done :1")
    (change,) = office.json("history", "--limit", "1")
    assert change["command"] == "done t1"


def test_in_a_pipe_a_line_number_is_a_mistake(office: Cli, tmp_path: Path) -> None:
    typed(office, "tasks")
    before = office.dump()
    for argv in (["done", ":1"], ["show", ":1"], ["log", ":1", "x"], ["contact", "show", ":1"]):
        code, out, err = office(*argv)
        assert (code, out) == (2, "")
        assert ":1: line numbers work on a terminal only." in err
    seen = typed(office, "tasks", "done :1 < /dev/null", '$ echo x | "$am" log :1 --no-answer')
    assert seen.out.count("on a terminal only.") == 2
    code, _, err = office("task", "add", "--stdin", stdin='{"account": ":1", "title": "x"}')
    assert (code, "line 1: :1: line numbers work on" in err) == (5, True)
    assert office.dump() == before


def test_what_a_person_pipes_on_may_name_a_line(office: Cli) -> None:
    assert "Acme Robotics" in typed(office, "account list", "show :1 | head -n 1 | cat").out.splitlines()[-1]


def test_without_a_list_the_error_says_what_to_type(office: Cli) -> None:
    seen = typed(office, "show :1")
    assert (seen.code, "no line 1: no list was shown on this terminal yet." in seen.out) == (2, True)
    assert "am checkins" in seen.out
    piped = typed(office, "account list | cat", "account list -o json", "show :1")
    assert (piped.code, "no list was shown" in piped.out) == (2, True)


def test_a_line_that_is_not_there_is_said(office: Cli) -> None:
    office.ok("done", "t1")
    wrong = (
        ("show :4", 3, "no line 4: the last list has 3 lines."),
        ("show :0", 2, "no line 0: lines start at 1."),
        ("show :999999999", 3, "the last list has 3 lines."),
        ("show :", 3, 'no account or record ":"'),
        ("show :x", 3, 'no account or record ":x"'),
        ("show ::1", 3, 'no account or record "::1"'),
        ("done :1", 3, "Acme Robotics has no open task"),
    )
    lines = [each for last, *_ in wrong for each in ("$ echo ----", last, "$ echo code $?")]
    seen = typed(office, "account list", *lines)
    for (last, code, said), part in zip(wrong, seen.out.split("----\n")[1:], strict=True):
        assert (f"code {code}" in part, said in " ".join(part.split())) == (True, True), (last, part)


def test_a_list_whose_lines_are_no_records_has_none_to_name(office: Cli) -> None:
    for shown in ("history", "config list"):
        seen = typed(office, "account list", shown, "show :1")
        assert (seen.code, "has no lines with records" in seen.out) == (3, True)


def test_a_list_of_another_book_is_not_this_ones(office: Cli, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    office.ok("--book", str(other), "init", "-q")
    seen = typed(office, "account list", f"--book '{other}' show :1")
    assert (seen.code, "the last list was from another book" in seen.out) == (2, True)


def test_a_list_of_yesterday_is_forgotten(office: Cli, tmp_path: Path) -> None:
    typed(office, "account list")
    (kept,) = (tmp_path / ".local" / "state" / "amcli").iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert lastlist.line_shown(str(kept), str(office.book), ":1") == "acme"
    old = time.time() - lastlist.KEPT_SECONDS - 1
    os.utime(kept, (old, old))
    assert lastlist.kept(str(kept)) is None


def test_what_cannot_be_remembered_is_shown_all_the_same(office: Cli, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("")
    seen = typed(office, "account list", "show :1", env={"XDG_STATE_HOME": str(blocked)})
    assert ("Acton Glass" in seen.out, "no list was shown" in seen.out) == (True, True)


def test_names_that_look_like_anything_are_kept_whole(office: Cli) -> None:
    for name in (
        'Quote " here',
        "Tab\there",
        "\u0645\u0624\u0633\u0633\u0629",
        "$(touch x) `id`",
        "back\\slash",
    ):
        office.ok("product", "add", name)
    names = [row["name"] for row in office.json("product", "list")]
    for at, name in enumerate(names, 1):
        seen = typed(office, "product list", f"product edit :{at} --price {at}")
        assert seen.code == 0, seen.out
        assert {row["name"]: row["list_price"] for row in office.json("product", "list")}[name] == at


def test_remembering_takes_well_under_a_millisecond(tmp_path: Path) -> None:
    place, references = str(tmp_path / "state" / "lines"), [f"t{number}" for number in range(200)]
    lastlist.keep(place, "/book", references)
    best = min(timed(place, references) for _ in range(20))
    assert best < 0.005  # it is a tenth of that


def timed(place: str, references: list[str]) -> float:
    """How much of the processor it takes to remember a list."""
    started = time.process_time()
    lastlist.keep(place, "/book", references)
    return time.process_time() - started
