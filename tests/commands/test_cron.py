"""`am cron`: what it prints is run as cron and systemd would run it, in their bare worlds."""

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from amcli.commands import cron
from amcli.config import folders
from amcli.reports import jobs
from amcli.reports.jobs import Job
from tests.support import PROGRAM, TODAY, Cli, clean_environment, run_on_terminal, run_program

WORDS = ("digest", "--new")
ODD = 'o\'Neil 100% "a" $HOME `id` \\%\\ ; é'
KEY = re.compile(r"[A-Z][A-Za-z]+")


def made(environ: dict[str, str] | None = None, **changes: Any) -> Job:
    """A job that runs this installation's `am`."""
    job = Job("amcli-test", "A test", [str(PROGRAM)], WORDS, environ or {}, (0, 1, 2, 3, 4), "07:30")
    return job._replace(**changes)


def script(path: Path, text: str) -> Path:
    """A program for a test."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def as_cron(line: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of a crontab as cron does: the rest after five fields, up to a % that is not `\\%`, by
    /bin/sh, with nothing in the environment but what cron puts there."""
    command = line.split(None, 5)[5]
    command = re.split(r"(?<!\\)%", command)[0].replace("\\%", "%")
    environ = {"HOME": str(home), "LOGNAME": "me", "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"}
    return subprocess.run(
        ["/bin/sh", "-c", command], env=environ, cwd=home, capture_output=True, text=True, check=False
    )


def as_systemd(unit: str) -> tuple[list[str], dict[str, str]]:
    """The words and the environment of a service, by the rules of systemd's own manual."""
    found = parsed(unit)["Service"]
    words = [word.replace("%%", "%") for word in split(found["ExecStart"][0])]
    words = [words[0], *(word.replace("$$", "$") for word in words[1:])]
    pairs = [split(line)[0].replace("%%", "%") for line in found.get("Environment", [])]
    return words, dict(pair.split("=", 1) for pair in pairs)


def split(line: str) -> list[str]:
    """Words of a unit's line: apart at spaces, quotes at their ends, a backslash before what is meant."""
    words = re.findall(r'"(?:[^"\\]|\\.)*"|[^\s"\\]+', line)
    assert " ".join(words) == line, "something of the line is no word of systemd"
    return [re.sub(r"\\(.)", r"\1", word[1:-1]) if word[0] == '"' else word for word in words]


def parsed(unit: str) -> dict[str, dict[str, list[str]]]:
    """Sections of a unit with the values of each key, every line being one or the other."""
    sections: dict[str, dict[str, list[str]]] = {}
    for line in filter(None, unit.splitlines()):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
            continue
        key, equals, value = line.partition("=")
        assert equals, line
        assert KEY.fullmatch(key), line
        current.setdefault(key, []).append(value)
    return sections


def test_the_line_runs_in_crons_world_and_delivers(office: Cli, tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    book = folder / "my book.db"
    shutil.copyfile(office.book, book)
    environ = {"AMCLI_BOOK": str(book), "AMCLI_TODAY": TODAY}
    found = as_cron(jobs.crontab(made(environ)), tmp_path)
    assert (found.returncode, found.stderr) == (0, "")
    assert "Acme Robotics" in found.stdout


def test_a_service_has_the_same_words_and_environment(office: Cli, tmp_path: Path) -> None:
    book = tmp_path / ODD / "my book.db"
    book.parent.mkdir()
    shutil.copyfile(office.book, book)
    job = made({"AMCLI_BOOK": str(book), "AMCLI_TODAY": TODAY})
    words, environ = as_systemd(jobs.service(job))
    assert (words, environ) == ([str(PROGRAM), *WORDS], job.environ)
    found = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    assert (found.returncode, "Acme Robotics" in found.stdout) == (0, True)


def test_a_program_of_any_path_is_started(tmp_path: Path) -> None:
    program = script(tmp_path / ODD / "am", 'printf "%s|" "$@"')
    job = made(program=[str(program)], words=["a b", "100%", "$x", '"', "\\"])
    assert as_cron(jobs.crontab(job), tmp_path).stdout == 'a b|100%|$x|"|\\|'
    words, environ = as_systemd(jobs.service(job))
    found = subprocess.run(words, env=environ, capture_output=True, text=True, check=False)
    assert found.stdout == 'a b|100%|$x|"|\\|'
    job = made(program=[str(script(tmp_path / "a b 100% $x" / "am", "true"))], words=["a b", "$x", "%"])
    assert as_systemd(jobs.service(job))[0] == [*job.program, *job.words]


def test_a_message_goes_to_the_mailer_of_any_path_in_either_world(office: Cli, tmp_path: Path) -> None:
    box = tmp_path / "box"
    mailer = script(tmp_path / "bin d % $x" / "send", f'cat > "{box}"; echo "$@" > "{box}.options"')
    environ = {name: value for name, value in office.environ(TODAY).items() if name.startswith("AMCLI")}
    job = made(environ, mail="me+a%b@example.com", mailer=[str(mailer), "-t", "-oi"])
    words, given = as_systemd(jobs.service(job))
    for chain, run in enumerate((
        lambda: as_cron(jobs.crontab(job), tmp_path).returncode,
        lambda: subprocess.run([*words, "acme"], env=given, check=False).returncode,
    )):  # fmt: skip
        assert run() == 0, chain
        assert box.read_text().startswith("To: me+a%b@example.com\nSubject: am: ")
        assert Path(f"{box}.options").read_text() == "-t -oi\n"
        box.unlink()
        assert run() == 0
        assert not box.exists()


def test_a_mailer_that_fails_is_a_failure_and_nothing_counts_as_told(office: Cli, tmp_path: Path) -> None:
    mailer = script(tmp_path / "send", "exit 75")
    environ = {name: value for name, value in office.environ(TODAY).items() if name.startswith("AMCLI")}
    job = made(environ, mail="me@example.com", mailer=[str(mailer)])
    before = office.ok("digest", "--new", "--peek")
    found = as_cron(jobs.crontab(job), tmp_path)
    assert (found.returncode, found.stdout) == (1, "")
    assert " ".join(found.stderr.split()) == (
        f'am: the digest was not sent: "{mailer}" failed (exit code 75). It will be sent again next time.'
    )
    assert office.ok("digest", "--new", "--peek") == before


@pytest.mark.parametrize(
    ("typed", "cron_days", "unit_days"),
    [
        ("mon-fri", "1-5", "Mon..Fri "), ("daily", "*", ""), ("sun", "0", "Sun "),
        ("Friday-Monday", "0-1,5-6", "Mon,Fri..Sun "), ("mon,thu", "1,4", "Mon,Thu "),
        ("sat, sun", "0,6", "Sat..Sun "),
    ],
)  # fmt: skip
def test_days_are_said_in_both_languages(cli: Cli, typed: str, cron_days: str, unit_days: str) -> None:
    page = cli.json("cron", "--days", typed, "--at", "6:05")
    assert page["crontab"].startswith(f"5 6 * * {cron_days} ")
    assert f"OnCalendar={unit_days}*-*-* 06:05:00\n" in page["files"][1]["text"]


@pytest.mark.parametrize(
    "argv",
    [
        ["--days", "funday"], ["--days", ""], ["--days", "mon-"], ["--at", "25:00"], ["--mail", "me"],
        ["--mail", "a b@c"], ["--mail", "-x@y.z"], ["--mail", "me@x\nBcc: you@y"],
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(cli: Cli, argv: list[str]) -> None:
    code, out, err = cli("cron", *argv)
    assert (code, out) == (2, "")
    assert err.startswith(f"am: {argv[0]} ")


def test_the_weekly_one_comes_on_monday(cli: Cli) -> None:
    page = cli.json("cron", "--weekly")
    assert page["crontab"].startswith("30 7 * * 1 ")
    assert page["crontab"].endswith(" digest --period week --new")
    assert [Path(each["path"]).name for each in page["files"]] == [
        "amcli-digest-weekly.service",
        "amcli-digest-weekly.timer",
    ]
    assert page["commands"][-1] == "systemctl --user enable --now amcli-digest-weekly.timer"


def test_the_program_and_the_places_are_those_of_this_run(cli: Cli) -> None:
    line = cli.json("cron")["crontab"]
    assert f"AMCLI_BOOK={cli.book} AMCLI_CONFIG={cli.config} {PROGRAM} digest --new" in line


def test_what_is_in_its_usual_place_is_not_said(tmp_path: Path) -> None:
    usual = Path(pwd.getpwuid(os.getuid()).pw_dir) / ".local" / "share" / "amcli" / "book.db"
    config = tmp_path / "config.toml"
    environ = clean_environment(tmp_path) | {"AMCLI_CONFIG": str(config)}
    plain = json.loads(run_program(["cron", "-o", "json"], environ | {"AMCLI_BOOK": str(usual)}).out)
    run = f"AMCLI_CONFIG={config} {PROGRAM}"
    assert plain["crontab"] == f"30 7 * * 1-5 {run} play run >/dev/null; {run} digest --new"
    moved = run_program(["cron", "-o", "json"], environ | {"XDG_DATA_HOME": str(tmp_path)})
    assert f" AMCLI_BOOK={tmp_path}/amcli/book.db " in json.loads(moved.out)["crontab"]


def test_a_relative_start_of_am_becomes_a_whole_path(tmp_path: Path) -> None:
    (tmp_path / "am").symlink_to(PROGRAM)
    environ = clean_environment(tmp_path)
    found = subprocess.run(
        ["./am", "cron", "-o", "json"], cwd=tmp_path, env=environ, capture_output=True, check=True
    )
    assert f" {tmp_path}/am digest" in json.loads(found.stdout)["crontab"]


def test_started_as_a_module_it_names_a_program_that_is_there(tmp_path: Path) -> None:
    argv = [sys.executable, "-m", "amcli", "cron", "-o", "json"]
    found = subprocess.run(argv, env=clean_environment(tmp_path), capture_output=True, check=True)
    assert f" {PROGRAM} digest" in json.loads(found.stdout)["crontab"]


def test_a_path_with_a_line_break_is_refused(cli: Cli, tmp_path: Path) -> None:
    for odd in ("a\nb", "a\x1bb", "a\u202eb"):
        code, out, err = cli("--book", str(tmp_path / odd), "cron")
        assert (
            code,
            out,
            "has characters that a crontab or a systemd unit can't hold." in " ".join(err.split()),
        ) == (5, "", True)


def test_the_mailer_is_the_one_of_this_machine(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cron, "SYSTEM_FOLDERS", ())
    path = {"PATH": str(tmp_path / "bin")}
    code, out, err = cli("cron", "--mail", "me@example.com", env=path)
    assert (code, out, "neither sendmail nor msmtp" in err) == (5, "", True)
    msmtp = script(tmp_path / "bin" / "msmtp", "cat")
    assert f"--send-with '{msmtp} -t'" in cli.json("cron", "--mail", "me@example.com", env=path)["crontab"]
    sendmail = script(tmp_path / "bin" / "sendmail", "cat")
    assert (
        f"--send-with '{sendmail} -t -oi'"
        in cli.json("cron", "--mail", "me@example.com", env=path)["crontab"]
    )


def test_units_are_written_only_with_a_yes(cli: Cli, tmp_path: Path) -> None:
    folder = Path(folders.folder("config")).parent / "systemd" / "user"
    assert folder.is_relative_to(tmp_path)
    code, _, err = cli("cron", "--install")
    assert (code, "Add --yes" in err, folder.exists()) == (5, True, False)
    found = cli.json("cron", "--install", "--yes")
    assert [each["state"] for each in found["files"]] == ["written", "written"]
    assert [Path(each["path"]).read_text() for each in found["files"]] == [
        each["text"] for each in found["files"]
    ]
    assert [each["state"] for each in cli.json("cron")["files"]] == ["same", "same"]
    later = cli.json("cron", "--at", "08:00")
    assert [each["state"] for each in later["files"]] == ["same", "differs"]
    assert "already exists" in cli.ok("cron")
    assert sorted(path.name for path in folder.iterdir()) == ["amcli-digest.service", "amcli-digest.timer"]


def test_units_of_an_earlier_version_keep_their_name_and_no_second_timer_is_made(cli: Cli) -> None:
    folder = Path(folders.folder("config")).parent / "systemd" / "user"
    folder.mkdir(parents=True)
    for name in ("amcli-summary.service", "amcli-summary.timer"):
        (folder / name).write_text("ExecStart=am digest --new\n")
    found = cli.json("cron", "--install", "--yes")
    assert [each["state"] for each in found["files"]] == ["replaced", "replaced"]
    assert sorted(path.name for path in folder.iterdir()) == ["amcli-summary.service", "amcli-summary.timer"]
    assert "digest --new" in (folder / "amcli-summary.service").read_text()
    assert cli.json("cron", "--weekly")["commands"][-1].endswith(" amcli-digest-weekly.timer")


def test_a_person_sees_the_units_and_is_asked(cli: Cli, tmp_path: Path) -> None:
    environ = clean_environment(tmp_path) | cli.environ(TODAY)
    no = run_on_terminal(["cron", "--install"], environ, 60, "n\n")
    assert (no.code, "OnCalendar=Mon..Fri" in no.out, "cancelled; nothing was changed." in no.out) == (
        5,
        True,
        True,
    )
    assert not (tmp_path / ".config" / "systemd").exists()
    yes = run_on_terminal(["cron", "--install"], environ, 60, "y\n")
    assert yes.code == 0
    assert "systemctl --user enable --now amcli-digest.timer" in yes.out
    unit = tmp_path / ".config" / "systemd" / "user" / "amcli-digest.timer"
    assert unit.exists()
    again = run_on_terminal(["cron", "--install", "--at", "9:00"], environ, 60, "y\n")
    assert "and replace another amcli-digest.timer?" in again.out
    assert "09:00" in unit.read_text()


def test_no_line_to_be_copied_is_cut_or_broken_on_a_narrow_terminal(cli: Cli, tmp_path: Path) -> None:
    environ = clean_environment(tmp_path) | cli.environ(TODAY)
    page = cli.json("cron")
    seen = run_on_terminal(["cron"], environ, 40, "").out.splitlines()
    assert page["crontab"] in seen
    assert all(line in seen for each in page["files"] for line in each["text"].splitlines())


def test_systemd_has_nothing_against_the_units(tmp_path: Path) -> None:
    """By systemd's own check where it is on the machine, and by the rules of its manual everywhere."""
    folder = tmp_path / "units"
    folder.mkdir()
    programs = [str(script(tmp_path / name / "am", "true")) for name in ("plain", "a b 100% $x", ODD)]
    many_days = [(0, 1, 2, 3, 4), tuple(range(7)), (0, 4, 5, 6)]
    calendar = r"(([A-Z][a-z]{2}(\.\.[A-Z][a-z]{2})?,?)+ )?\*-\*-\* 07:30:00"
    for number, (program, days) in enumerate(zip(programs, many_days, strict=True)):
        job = made({"AMCLI_BOOK": ODD}, name=f"amcli-{number}", program=[program], days=days)
        service, timer = jobs.service(job), jobs.timer(job)
        assert set(parsed(service)) == {"Unit", "Service"}
        assert parsed(timer)["Install"] == {"WantedBy": ["timers.target"]}
        assert re.fullmatch(calendar, parsed(timer)["Timer"]["OnCalendar"][0])
        (folder / f"{job.name}.service").write_text(service)
        (folder / f"{job.name}.timer").write_text(timer)
    checker = shutil.which("systemd-analyze")
    units = [str(path) for path in sorted(folder.iterdir())]
    if checker is not None:
        found = subprocess.run([checker, "verify", *units], capture_output=True, text=True, check=False)
        assert (found.returncode, found.stderr) == (0, "")
