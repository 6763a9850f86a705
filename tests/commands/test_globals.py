"""What stands before the command, and what the program says about itself."""

import gc
from pathlib import Path

import pytest

from amcli import __main__ as entry
from amcli import __version__
from tests.support import Cli


def test_today_decides_what_has_happened_and_when_things_are_written(office: Cli) -> None:
    office.ok("--today", "2026-05-01", "account", "add", "Later", today=None)
    assert office.json("account", "list", "later")[0]["added_on"] == "2026-05-01"
    assert (
        office.json("show", office.ref("--today", "2026-01-15", "log", "acme", "x", today=None))["on"]
        == "2026-01-15"
    )
    assert office.json("--today", "2026-01-20", "timeline", "acme", today=None)[0]["on"] == "2026-01-15"
    assert office.json("--today", "2026-01-20", "today", today=None)["date"] == "2026-01-20"


def test_the_option_wins_over_the_environment(office: Cli) -> None:
    assert office.json("--today", "2026-05-01", "today", today="2026-01-01")["date"] == "2026-05-01"
    code, _, err = office("checkins", today="2026-13-01")
    assert (code, err.startswith("am: AMCLI_TODAY ")) == (2, True)


@pytest.mark.parametrize("value", ["", "2026-02-30", "03/04/2026", "soon", "\0", "\ud800", "1" * 9999])
def test_a_today_that_is_no_day_is_refused(office: Cli, value: str) -> None:
    before = office.dump()
    code, out, err = office("--today", value, "log", "acme", "x")
    assert (code, out, len(err.splitlines()) <= 3, err.startswith("am: --today ")) == (2, "", True, True)
    assert office.dump() == before


@pytest.mark.parametrize("option", ["--book", "--config"])
@pytest.mark.parametrize("value", ["", " ", "a\0b", "\ud800"])
def test_a_path_that_is_none_is_refused_and_never_replaced_by_another(
    office: Cli, option: str, value: str
) -> None:
    before = office.dump()
    code, out, err = office(option, value, "log", "acme", "x")
    assert (code, out, "not a path" in err) == (2, "", True)
    assert office.dump() == before


@pytest.mark.parametrize("option", ["--book", "--config"])
def test_a_path_that_is_too_long_is_refused(office: Cli, option: str) -> None:
    code, _, err = office(option, "x" * 10_000, "tasks")
    assert (code in (1, 6), "File name too long" in err.replace("\n    ", " ")) == (True, True)


def test_a_global_option_is_taken_after_the_command_too(office: Cli, tmp_path: Path) -> None:
    late = office.ok("--today", "2026-05-01", "checkins", today=None)
    assert office.ok("checkins", "--today", "2026-05-01", today=None) == late != office.ok("checkins")
    assert office.ok("checkins", "--today=2026-05-01") == late
    assert office.json("today", "--today", "2026-05-01")["date"] == "2026-05-01"
    assert office.json("--all", "--today", "2026-05-01")["date"] == "2026-05-01"
    accounts = office.json("account", "--today", "2026-05-01", "list")
    assert (
        accounts == office.json("account", "list", "--today", "2026-05-01") != office.json("account", "list")
    )
    assert office.json("show", office.ref("log", "acme", "x", "--today", "2026-02-10"))["on"] == "2026-02-10"
    assert office("tasks", "--book", str(tmp_path / "none.db")).code == 6
    assert office("tasks", "--today", "2026-02-30").err.startswith('am: --today "2026-02-30"')
    assert office("tasks", "--today").err.startswith("am: --today needs a value.")
    assert office("tasks", "--color", "pink").err.startswith('am: --color "pink": not a choice.')


def test_a_command_after_its_options_is_told_its_place(office: Cli) -> None:
    assert office("--limit", "1", "tasks").err == (
        'am: "--limit" goes after the command.\n    Type am tasks --limit 1\n'
    )
    assert office.ok("tasks", "--limit", "1")


def test_an_option_without_a_command_is_one_of_the_morning(office: Cli) -> None:
    assert office.ok("-o", "json") == office.ok("today", "-o", "json")
    assert office.ok("--all") == office.ok("today", "--all")
    assert office.ok("--today", "2026-05-01", "--all") == office.ok("--today=2026-05-01", "today", "--all")
    code, _, err = office("--al")
    assert (code, "Write it out in a script: --all" in err) == (2, True)
    code, _, err = office("--qqq", "x")
    assert (code, 'no option "--qqq" here' in err, "am today --help" in err) == (2, True, True)


def test_plain_am_is_the_morning(office: Cli) -> None:
    assert office.ok() == office.ok("today")
    assert office.ok("--today", "2026-05-01") == office.ok("--today", "2026-05-01", "today")


def test_a_mistyped_command_names_its_neighbours(cli: Cli) -> None:
    assert cli("chekins") == (2, "", 'am: no command "chekins". Did you mean am checkins?\n')
    assert "Did you mean am account add?" in cli("account", "ad").err
    assert "All commands: am --help" in cli("zzzzz").err


def test_a_mistyped_option_names_its_neighbours(cli: Cli) -> None:
    assert (
        cli("checkins", "--exit-kode").err == 'am: no option "--exit-kode" here. Did you mean --exit-code?\n'
    )


@pytest.mark.parametrize("text", ["-5 degrees in the office", "-5%", "- as said", "-zebra is what they said"])
def test_a_text_may_start_with_a_hyphen(office: Cli, text: str) -> None:
    for argv in (["log", "acme", text], ["log", "acme", "--", text], ["log", "acme", "-k", "note", text]):
        assert office.json("show", office.ref(*argv))["summary"] == text
    assert office.json("show", office.ref("task", "add", "acme", text, "--due", "fri"))["title"] == text


def test_an_option_whose_value_has_blanks_stays_an_option(office: Cli) -> None:
    office.ok("log", "acme", "Hello", "-nsend the quote", "--promise=send the slides")
    titles = [row["title"] for row in office.json("task", "list", "acme")]
    assert {"send the quote", "send the slides"} <= set(titles)


TASK = '    For example: am task add acme "Send SSO quote" --due fri\n'


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["show"], "am: REF is missing.\n    For example: am show acme\n"),
        (
            ["task", "add", "acme"],
            "am: TITLE is missing. Nothing was changed.\n" + TASK,
        ),
        (["done"], "am: REF is missing. Nothing was changed.\n    For example: am done t31\n"),
        (["week", "--limit"], "am: --limit needs a value.\n    See am week --help\n"),
        (["week", "--no-header=x"], "am: --no-header takes no value.\n    See am week --help\n"),
        (["log"], "am: ACCOUNT is missing. Nothing was logged.\n"),
        (["--color", "pink", "week"], 'am: --color "pink": not a choice.\n    Use auto, always or never.\n'),
    ],
)
def test_usage_errors_are_of_one_line_and_one_hint(office: Cli, argv: list[str], said: str) -> None:
    code, out, err = office(*argv)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_the_version_is_said_wherever_it_is_asked_for(cli: Cli) -> None:
    assert cli.ok("--version") == cli.ok("--today", "2026-03-02", "--version") == f"amcli {__version__}\n"


def test_help_lists_the_guides_and_shows_them(cli: Cli) -> None:
    listed = cli.ok("help")
    guides = [line.split()[0] for line in listed.splitlines() if line.startswith("    ")]
    assert {"start", "dates", "money", "output", "exit-codes"} <= set(guides)
    for guide in guides:
        assert cli.ok("help", guide).startswith("#")
    code, _, err = cli("help", "dattes")
    assert (code, "Did you mean dates" in err) == (3, True)


def test_help_takes_the_beginning_of_a_guide_and_the_name_of_a_command(cli: Cli) -> None:
    assert cli.ok("help", "exit", "codes") == cli.ok("help", "exit") == cli.ok("help", "exit-codes")
    assert cli.ok("help", "configuration") == cli.ok("help", "config")
    assert cli.ok("help", "renewals").startswith("Usage: am renewals ")
    assert cli.ok("help", "contract", "amend").startswith("Usage: am contract amend ")
    assert cli.ok("help", "contracts") == cli.ok("help", "contract")
    assert cli.ok("help", "contracts", "amend") == cli.ok("help", "contract", "amend")
    assert cli.ok("help", "events") == cli.ok("help", "news")
    assert cli.ok("help", "activities") == cli.ok("help", "activity")
    assert cli("help", "contract", "nonsense").code == 3
    assert cli("help", "renewls").err == (
        'am: no guide or command "renewls". Did you mean renewals or renew?\n'
    )


def test_ctrl_c_ends_with_130(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from amcli.storage import writes

    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(writes, "insert", interrupt)
    before = office.dump()
    assert office("log", "acme", "x") == (130, "", "am: interrupted.\n")
    assert office.dump() == before


def test_ctrl_c_while_the_program_still_loads_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    left: list[int] = []
    monkeypatch.setattr(entry.sys, "argv", ["am", "today"])
    monkeypatch.setattr(gc, "disable", lambda: None)
    monkeypatch.setattr(entry, "set_up_streams", lambda: None)
    monkeypatch.setattr(entry, "run_app", interrupt)
    monkeypatch.setattr(entry, "leave", left.append)
    entry.main()
    assert (left, capsys.readouterr()) == ([130], ("", "am: interrupted.\n"))


def test_a_server_that_is_not_set_up_was_not_made(cli: Cli) -> None:
    assert cli("team", "init", "--nonsense").err.startswith(
        'am: no option "--nonsense" here. Nothing was made.\n'
    )
