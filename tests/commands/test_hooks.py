"""A person's own commands after a change: what they are told, and that they can do no harm to it."""

import json
import os
import select
import shutil
import stat
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from amcli.records import KINDS
from amcli.records.declaration import listed_fields
from amcli.storage import changes
from amcli.storage.opening import open_book
from tests.forkserver import LONGEST
from tests.support import PROGRAM, TODAY, Cli, clean_environment, rows_of, run_on_terminal, run_program


class Ear:
    """A hook that keeps what it is told, and in which environment."""

    def __init__(self, folder: Path) -> None:
        self.told = folder / "told"
        self.path = folder / "ear with a space"
        names = "AMCLI_BOOK AMCLI_CONFIG AMCLI_HOOK AMCLI_TODAY"
        shown = "; ".join(f'printf "{name}=${name}\\n"' for name in names.split())
        self.path.write_text(f'#!/bin/sh\ncat >> "{self.told}"\n{{ {shown}; }} > "{self.told}.env"\n')
        self.path.chmod(self.path.stat().st_mode | stat.S_IXUSR)

    def heard(self) -> list[Any]:
        """What it was told since it was last asked."""
        text = self.told.read_text() if self.told.exists() else ""
        self.told.unlink(missing_ok=True)
        return [json.loads(line) for line in text.splitlines()]

    def environ(self) -> dict[str, str]:
        """The environment of the last one."""
        lines = Path(f"{self.told}.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def ear(office: Cli, tmp_path: Path) -> Ear:
    """A hook on every change of the office's book."""
    found = Ear(tmp_path)
    hooks(office, {"after-change": [str(found.path)]})
    return found


def hooks(cli: Cli, given: dict[str, Any]) -> None:
    """Write the hooks into the configuration."""
    lines = [f"{name} = {json.dumps(value)}" for name, value in given.items()]
    cli.config.write_text("\n".join(["[hooks]", *lines, ""]))


def test_a_change_is_told_with_its_command_and_its_records(office: Cli, ear: Ear) -> None:
    office.ok("log", "acme", "Jane wants SSO", "-w", "jane", "-n", "Send the quote", "-d", "fri")
    (told,) = ear.heard()
    assert told["command"] == "log acme 'Jane wants SSO' -w jane -n 'Send the quote' -d fri"
    assert told["undoes"] is None
    assert told["counts"] == {
        "interaction": {"insert": 1, "update": 0, "delete": 0},
        "task": {"insert": 1, "update": 0, "delete": 0},
    }
    talk, task = told["changes"]
    assert (talk["event"], talk["kind"], talk["ref"], talk["before"]) == ("insert", "interaction", "n3", None)
    assert talk["after"] == office.one("activity", "list", "--limit", "1")
    assert (task["ref"], task["after"]["title"], task["after"]["contact"]) == (
        "t2",
        "Send the quote",
        "Jane Orr",
    )


def test_an_update_is_told_with_what_was_before(office: Cli, ear: Ear) -> None:
    before = office.one("contract", "list", "acme")
    office.ok("stage", "acme", "verbal")
    (change,) = ear.heard()[0]["changes"]
    assert change["before"] == before
    assert change["after"] == office.one("contract", "list", "acme")
    assert (change["event"], change["before"]["stage"], change["after"]["stage"]) == (
        "update",
        "not_started",
        "verbal",
    )


def test_a_deleted_account_is_told_with_all_that_went_with_it(office: Cli, ear: Ear) -> None:
    office.ok("survey", "add", "acme", "nps", "9", "-w", "jane")
    office.ok("usage", "add", "acme", "seats", "41.5")
    office.ok("goal", "add", "acme", "A day")
    office.ok(
        "opportunity", "add", "acme", "Seats", "--probability", "40%", "--value", "9k", "--with", "omar"
    )
    kinds = ["account", "contact", "contract", "interaction", "task"]
    kinds += ["survey", "usage", "goal", "opportunity"]
    kept = {kind: [field.name for field in listed_fields(kind)] for kind in kinds}
    rows = [(kind, row) for kind in kinds for row in office.json(kind, "list", "acme")]
    there = [{name: row[name] for name in kept[kind]} for kind, row in rows]
    ear.heard()
    office.ok("account", "rm", "acme", "--yes")
    (told,) = ear.heard()
    assert {change["event"] for change in told["changes"]} == {"delete"}
    assert {change["after"] for change in told["changes"]} == {None}
    gone = [change["before"] for change in told["changes"]]
    assert sorted(map(json.dumps, gone)) == sorted(map(json.dumps, there))
    office.ok("undo")
    (back,) = ear.heard()
    assert back["undoes"] == told["txn"]
    assert sorted(json.dumps(change["after"]) for change in back["changes"]) == sorted(map(json.dumps, there))


def test_people_and_snoozes_are_told_as_changes_of_their_record(office: Cli, ear: Ear) -> None:
    office.ok("snooze", "t1", "+7d")
    assert [(c["event"], c["ref"]) for c in ear.heard()[0]["changes"]] == [("update", "t1")]
    office.ok("contact", "merge", "p1", "p2", "--yes")
    refs = {change["ref"]: change["event"] for change in ear.heard()[0]["changes"]}
    assert (refs["p2"], refs["t1"]) == ("delete", "update")


def test_a_hook_of_a_kind_is_told_of_that_kind_alone(office: Cli, tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    hooks(office, {"after-task": str(ear.path).replace(" ", "\\ ")})
    office.ok("log", "acme", "A word")
    assert ear.heard() == []
    office.ok("log", "acme", "Another", "-n", "Send it")
    (told,) = ear.heard()
    assert (list(told["counts"]), [change["ref"] for change in told["changes"]]) == (["task"], ["t2"])


def test_many_changes_are_counted_in_one_call(office: Cli, ear: Ear) -> None:
    rows = "".join(f'{{"account": "acme", "text": "Talk {at}"}}\n' for at in range(changes.MOST + 1))
    office.ok("log", "--stdin", stdin=rows)
    (told,) = ear.heard()
    assert told["counts"] == {"interaction": {"insert": changes.MOST + 1, "update": 0, "delete": 0}}
    assert told["changes"] is None
    office.ok("undo")
    assert ear.heard()[0]["counts"] == {"interaction": {"insert": 0, "update": 0, "delete": changes.MOST + 1}}


def test_an_import_is_told_once(office: Cli, ear: Ear, tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("name,tier\nGamma Glass,key\nDelta Dairy,light\n")
    assert office("import", str(path), "--yes").code == 0
    (told,) = ear.heard()
    assert told["counts"] == {"account": {"insert": 2, "update": 0, "delete": 0}}


def test_reports_and_changes_that_change_nothing_are_not_told(office: Cli, ear: Ear) -> None:
    for argv in (["today"], ["risks"], ["checkins"], ["account", "edit", "acme", "--tier", "key"]):
        assert office(*argv).code == 0
    assert office("task", "add", "nobody", "x").code == 3
    assert ear.heard() == []


def test_every_kind_of_record_can_have_a_hook(office: Cli) -> None:
    for kind in KINDS:
        office.ok("config", "set", f"hooks.after-{kind}", "true")
        assert office.ok("config", "get", f"hooks.after-{kind}") == "true\n"


def test_the_environment_of_a_hook_leads_to_this_book(office: Cli, ear: Ear) -> None:
    office.ok("--today", "2026-03-04", "task", "add", "acme", "x")
    assert ear.environ() == {
        "AMCLI_BOOK": str(office.book),
        "AMCLI_CONFIG": str(office.config),
        "AMCLI_HOOK": "1",
        "AMCLI_TODAY": "2026-03-04",
    }


def test_a_hook_may_write_to_the_book_and_sets_off_no_other(office: Cli, tmp_path: Path) -> None:
    count = tmp_path / "count"
    script = tmp_path / "hook"
    script.write_text(f'#!/bin/sh\necho x >> "{count}"\n"{PROGRAM}" task add acme "From a hook"\n')
    script.chmod(0o755)
    hooks(office, {"after-change": [str(script)], "timeout": 60})
    office.ok("log", "acme", "A word")
    assert count.read_text() == "x\n"
    assert office.json("show", "t2")["title"] == "From a hook"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["/bin/sh", "-c", "exit 3"], "failed (exit code 3)"),
        (["/bin/sh", "-c", "kill -9 $$"], "failed (signal 9)"),
        (["/nonexistent/hook"], "can't be run: /nonexistent/hook: No such file or directory"),
        (["no-such-program-anywhere"], "can't be run: no-such-program-anywhere: No such file"),
        (["/"], "can't be run: /: Permission denied"),
        (["/bin/sh", "-c", "exec <&-; exit 1"], "failed (exit code 1)"),
    ],
)
def test_a_hook_that_fails_is_one_warning_and_the_change_stays(
    office: Cli, words: list[str], said: str
) -> None:
    hooks(office, {"after-change": words})
    code, out, err = office("task", "add", "acme", "x")
    assert (code, out, len(err.splitlines())) == (0, "t2\n", 1)
    assert err.startswith(f"am: the hook after-change {said}")
    assert err.endswith("; the change is in the book.\n")
    assert office.json("show", "t2")["title"] == "x"


def test_a_slow_hook_is_ended_with_all_that_it_started(office: Cli, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    listening = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    line = f"exec 3>'{pipe}'; (sleep 600; echo left >&3) & sleep 600"
    hooks(office, {"after-change": ["/bin/sh", "-c", line], "timeout": 1})
    code, out, err = office("task", "add", "acme", "x")
    assert (code, out) == (0, "t2\n")
    assert "took more than 1 s and was stopped; the change is in the book." in err
    assert select.select([listening], [], [], 60)[0]  # the pipe ends when nobody holds it any more
    assert os.read(listening, 1) == b""
    os.close(listening)


def test_no_shell_reads_a_hook(office: Cli, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    for text in (
        f"true; touch {mark}",
        f"true && touch {mark}",
        f"echo $(touch {mark}) `touch {mark}` > {mark}",
    ):
        hooks(office, {"after-change": text})
        office("task", "add", "acme", f"$(touch {mark})")
        assert not mark.exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('after-tusk = "true"', 'no setting "hooks.after-tusk". Did you mean hooks.after-task'),
        ('after-task = ""', "is not a command"),
        ("after-task = 5", "is not a command"),
        ("after-task = [1]", "is not a command"),
        ('after-task = "\'open"', "is not a command"),
        (
            'after-task = "./hook.sh"',
            '"./hook.sh": give the program\'s full path, or just its name if it is in PATH.',
        ),
        ('after-change = "true"\ntimeout = 0', "is not a number of seconds from 1 to 300"),
    ],
)
def test_a_hook_that_cannot_be_read_is_named_and_none_is_run(office: Cli, text: str, said: str) -> None:
    office.config.write_text(f"[hooks]\n{text}\n")
    code, out, err = office("task", "add", "acme", "x")
    assert (code, out, len(err.splitlines())) == (0, "t2\n", 1)
    assert err.startswith("am: no hook was run: ")
    assert office("config", "list").code in (2, 3)
    assert said.split(". Did")[0] in err
    assert said in " ".join(office("config", "list").err.split())


def test_a_file_where_hooks_is_no_table_is_named(office: Cli) -> None:
    office.config.write_text("hooks = 5\n")
    code, _, err = office("task", "add", "acme", "x")
    assert (code, "no hook was run" in err, "not a table" in err) == (0, True, True)


def test_a_book_from_elsewhere_makes_nothing_run(office: Cli, tmp_path: Path) -> None:
    """Everything that a book can hold, and a configuration beside it, is no configuration of this person."""
    mark = tmp_path / "elsewhere" / "mark"
    mark.parent.mkdir()
    book = mark.parent / "book.db"
    shutil.copyfile(office.book, book)
    hook = f'[hooks]\nafter-change = ["touch", "{mark}"]\n'
    for name in ("config.toml", "book.toml", "amcli.toml", ".amcli.toml", "demo.toml"):
        (mark.parent / name).write_text(hook)
    rows_of(book, f"INSERT INTO setting(key, value) VALUES ('hooks.after-change', 'touch {mark}')")
    office.ok("--book", str(book), "log", "acme", "A word")
    assert not mark.exists()


def test_what_goes_wrong_in_ourselves_is_said_and_the_change_stays(
    office: Cli, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(changes, "read_changes", broken)
    code, out, err = office("task", "add", "acme", "x")
    assert (code, out) == (0, "t2\n")
    told, hint = err.replace("\n    ", " ", 1).splitlines()
    assert told.startswith("am: something unexpected happened (ZeroDivisionError); details are in")
    assert hint == "    For a bug report: am doctor --report"


def test_what_another_program_took_away_in_the_meantime_is_left_out(office: Cli) -> None:
    office.ok("task", "add", "acme", "x")
    ((txn,),) = rows_of(office.book, "SELECT max(id) FROM txn")
    office.ok("task", "rm", "t2", "--yes")
    book = open_book(office.book, "a test")
    told = changes.read_changes(book, txn)
    book.close()
    assert (told["counts"]["task"]["insert"], told["changes"]) == (1, [])


def test_what_a_hook_prints_goes_to_standard_error_after_the_answer(office: Cli, tmp_path: Path) -> None:
    hooks(office, {"after-change": ["/bin/sh", "-c", "echo out; echo err >&2"]})
    environ = clean_environment(tmp_path) | office.environ(TODAY)
    assert run_program(["task", "add", "acme", "x"], environ) == (0, "t2\n", "out\nerr\n")
    seen = run_on_terminal(["task", "add", "acme", "y"], environ, 80, "")
    assert seen.out == "Acme Robotics: t3 y, no date.\nout\nerr\n"


def test_a_reader_that_has_gone_does_not_keep_hooks_from_running(office: Cli, tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    hooks(office, {"after-change": [str(ear.path)]})
    environ = clean_environment(tmp_path) | office.environ(TODAY)
    subprocess.run(
        ["/bin/sh", "-c", '(sleep 0.2; exec "$0" task add acme x) | true', PROGRAM], env=environ, check=True
    )
    deadline = time.monotonic() + LONGEST
    while not ear.told.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ear.heard()[0]["counts"] == {"task": {"insert": 1, "update": 0, "delete": 0}}
