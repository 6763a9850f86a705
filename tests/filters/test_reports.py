"""`am report` and `am config check`: lists saved under a name, and what is wrong with a configuration."""

import pytest

from tests.support import Cli

REPORTS = """\
[reports.big]
title = "Large renewals"
base = "renewals --all"
filter = "value.over:10k stage.not:signed"
fields = ["account", "annual_value"]
sort = "-annual_value"
limit = 5

[reports.mine]
base = "tasks --mine"
filter = ["title.has:security answers"]

[reports."key accounts"]
base = "account list"
filter = "tier:key"

[reports.morning]
base = "today"
filter = "tier:key"
"""


@pytest.fixture
def saved(office: Cli) -> Cli:
    office.config.write_text(REPORTS, encoding="utf-8")
    return office


def test_a_report_is_the_list_that_it_stands_for(saved: Cli) -> None:
    assert saved.ok("report", "big") == "account\tannual_value\nacme\t60000\nbirch\t12000\n"
    assert saved.json("report", "mine") == saved.json("tasks", "--mine", "title.has:security answers")
    assert saved.json("report", "key accounts") == saved.json("account", "list", "tier:key")
    assert saved.json("report", "morning") == saved.json("today", "tier:key")


def test_what_is_typed_counts_before_what_is_saved(saved: Cli) -> None:
    assert saved.ok("report", "big", "tier:light", "-o", "ids") == "k2\n"
    assert saved.ok("report", "big", "--fields", "stage", "--limit", "1", "--no-header") == "not_started\n"
    assert (
        saved.ok("report", "big", "-s", "annual_value", "--fields", "account", "--no-header")
        == "birch\nacme\n"
    )
    assert saved("report", "big", "--exit-code").code == 10
    assert saved("report", "big", "tier:standard", "--exit-code").code == 0
    assert saved.ok("report", "mine", "-o", "ids") == "t1\n"
    assert saved.ok("report", "mine", "-o", "ids", "--as-of", "2026-02-01") == ""


def test_its_title_stands_above_it(saved: Cli) -> None:
    assert saved.ok("report", "big", tty=True).startswith("Large renewals\n\naccount  ")
    assert saved.ok("report", "big", "-o", "md").startswith("## Large renewals\n\n| account |")
    assert "Large" not in saved.ok("report", "big", "-o", "csv")


def test_all_of_them_are_listed(saved: Cli) -> None:
    assert [row["report"] for row in saved.json("report")] == ["big", "mine", "key accounts", "morning"]
    assert saved.json("report")[0]["filter"] == ["value.over:10k", "stage.not:signed"]
    assert saved.ok("report", "-o", "ids").split("\n")[2] == "key accounts"
    assert "am report big" in saved.ok("report", tty=True)


def test_without_any_it_says_how_to(office: Cli) -> None:
    assert office.ok("report", tty=True) == "No reports saved yet. How to save one: am help reports\n"
    assert office.json("report") == []
    code, _, err = office("report", "big")
    assert (code, err) == (3, 'am: no report "big".\n    None yet. How to save one: am help reports\n')


def test_a_name_that_is_not_there_has_neighbours(saved: Cli) -> None:
    assert saved("report", "bigg").err == 'am: no report "bigg". Did you mean big?\n'


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('base = "log"', '"log" is no list with filters'),
        ('base = "report x"', "is no list with filters"),
        ('base = "nonsense"', 'no command "nonsense"'),
        ('filter = "tier:key"', "base is missing"),
        ('base = "renewals"\nfields = "acount"', '"acount": no such field'),
        ('base = "renewals"\nfilter = "tire:key"', 'no field "tire". Did you mean tier:?'),
        ('base = "renewals"\nlimit = "5"', "limit: "),
        ('base = "renewals"\nfilter = "owner:\'Ana"', "has an unclosed quote"),
        ('base = "renewals"\ncolour = "red"', 'no key "colour"'),
        ('base = "today"\nfields = "rank"', "--fields"),
        ("base = 5", "is not a text"),
    ],
)
def test_what_is_wrong_with_a_report_is_said_when_it_runs_and_by_the_check(
    office: Cli, table: str, said: str
) -> None:
    office.config.write_text(f"[reports.x]\n{table}\n", encoding="utf-8")
    run = office("report", "x")
    assert run.code == 2
    assert said in run.err.replace("\n    ", " ")
    code, out, err = office("config", "check")
    assert (code, out) == (2, "")
    assert "has 1 mistake." in " ".join(err.split())
    assert said in err.replace("\n    ", " ")
    assert "reports.x" in err


def test_one_broken_report_breaks_no_other(office: Cli) -> None:
    office.config.write_text(f"{REPORTS}\n[reports.broken]\nfilter = 'x'\n", encoding="utf-8")
    assert office.ok("report", "big", "-o", "ids") == "k1\nk2\n"


def test_a_configuration_in_order_says_so(saved: Cli) -> None:
    assert saved.ok("config", "check") == f"{saved.config} has no mistakes.\n"
    saved.config.unlink()
    assert saved.ok("config", "check") == f"No {saved.config}: all defaults.\n"


def test_settings_that_mean_nothing_and_wrong_values_are_all_listed(office: Cli) -> None:
    office.config.write_text(
        "hintz = true\n[tiers.key]\ncadence_days = 0\n[reports]\nx = 5\n", encoding="utf-8"
    )
    code, _, err = office("config", "check")
    assert code == 2
    assert "has 3 mistakes." in " ".join(err.split())
    assert all(
        said in err for said in ('no setting "hintz"', "tiers.key.cadence_days", "reports.x: not a table")
    )


def test_a_hook_whose_program_is_not_there_is_found(office: Cli) -> None:
    office.config.write_text(
        "[hooks]\nafter-interaction = 'sort -u'\nafter-task = '~/no-such-program'\n", encoding="utf-8"
    )
    code, _, err = office("config", "check")
    assert (code, "has 1 mistake." in " ".join(err.split())) == (2, True)
    assert "hooks.after-task: can't find the program" in err


def test_the_check_changes_nothing(saved: Cli) -> None:
    before = saved.dump()
    saved.ok("config", "check")
    assert saved.dump() == before


def test_a_list_is_saved_as_it_is_typed_and_undone_like_any_change(office: Cli) -> None:
    line = ["renewals", "--in", "1y", "value.over:20k", "--fields", "account,annual_value"]
    said = office.ok("report", "save", "big", "--", *line, tty=True)
    assert said.startswith("big saved: am renewals --in 1y value.over:20k --fields account,annual_value.")
    assert office.ok("report", "big") == office.ok(*line)
    assert office.ok("report", "big", "--fields", "account") == "account\nacme\n"
    assert office.ok("report", "list") == office.ok("report")
    assert [row["base"] for row in office.json("report", "list")] == [" ".join(line)]
    assert office.ok("report", "save", "big", "--", "am", "tasks", "--mine") == "big\n"
    assert office.json("report", "big") == office.json("tasks", "--mine")
    office.ok("undo")
    assert office.ok("report", "big") == office.ok(*line)
    office.ok("config", "unset", "reports.big")
    assert office.json("report", "list") == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "a name and a list are needed."),
        (("big",), "a name and a list are needed."),
        (("list", "--", "tasks"), '"list" is a word of am report itself.'),
        (("a.b", "--", "tasks"), "a name without dots."),
        (("big", "--", "log", "acme"), '"log acme" is no list with filters.'),
        (("big", "--", "nosuch"), 'no command "nosuch".'),
        (("big", "--", "tasks", "--nosuch"), "o such option"),
        (("big", "--", "tasks", "tire:key"), 'no field "tire"'),
    ],
)
def test_what_is_no_list_is_not_saved(office: Cli, words: tuple[str, ...], said: str) -> None:
    code, out, err = office("report", "save", *words)
    assert (code in (2, 3), out, said.lower() in " ".join(err.lower().split())) == (True, "", True), err
    assert not office.config.exists()
