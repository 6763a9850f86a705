"""What `am __complete` answers besides records: fields, values entered before, saved reports, filters."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tools.completion_table import kind_of, listed, shared, table, words_of

from amcli.app import whole
from amcli.completion import answers as listed_fields
from amcli.completion.candidates import COLUMNS, candidates
from tests.completion.test_candidates import ASKED, values
from tests.support import Cli, Result

Ask = Callable[..., Result]
# What they list is known when they run.
WITHOUT_FIELDS = {"report", "sql"}
OF_A_SERVER = {"team conflicts", "team take"}  # tests/team/test_membership.py has theirs


@pytest.fixture
def ask(am: Callable[..., Result], office: Cli) -> Ask:
    """Ask the program itself, on the office's book."""
    return lambda *argv, **environ: am("__complete", *argv, env={"AMCLI_BOOK": str(office.book)} | environ)


def parameters() -> list[tuple[str, Any]]:
    """Each parameter of each command."""
    found: list[tuple[str, Any]] = []

    def walk(command: Any, context: Any, path: str) -> None:
        found.extend((path, param) for param in command.params)
        for name in command.list_commands(context) if hasattr(command, "list_commands") else ():
            walk(command.get_command(context, name), context, f"{path} {name}".strip())

    root: Any = whole()
    walk(root, root.context_class(root, info_name="am"), "")
    return found


def test_every_list_has_its_fields(office: Cli) -> None:
    paths = {path for path, param in parameters() if param.name == "fields"}
    assert paths - set(listed()) <= WITHOUT_FIELDS
    office.ok("undo")  # so that there is something to redo
    for path in sorted(paths & set(listed()) - {"timeline", "find", "doctor"} - OF_A_SERVER):
        more = {"metrics": ("--by", "month"), "undo": ("--dry-run",), "redo": ("--dry-run",)}.get(path, ())
        header = office.ok(*path.split(), *more, "-o", "csv").splitlines()[0].removeprefix("month,")
        assert {name for name, _ in listed_fields.declared(path.replace(" ", "."))} == set(header.split(","))


def test_fields_are_found_by_any_part_those_that_begin_so_first(ask: Ask) -> None:
    assert values(ask("fields:renewals", "word=na")) == ["name"]
    assert values(ask("fields:renewals", "word=st"))[:2] == ["starts_on", "stage"]
    assert "next_step" in values(ask("fields:renewals", "word=st"))
    assert ask("fields:task.list", "word=tit").out == "title\twhat is to be done\n"
    assert len(values(ask("fields:renewals", "word="))) == len(listed()["renewals"])
    assert values(ask("fields:nonsense", "word=")) == []


def test_the_fields_of_imported_files_are_named_and_what_a_closed_one_may_say(ask: Ask) -> None:
    assert ask("import:set", "word=sever").out == "severity=\tlow, medium, high, critical\n"
    assert values(ask("import:set", "word=severity=")) == [
        f"severity={each}" for each in ("low", "medium", "high", "critical")
    ]
    assert values(ask("import:set", "word=auto_renew=n")) == ["auto_renew=no"]
    assert values(ask("import:values", "word=severity:urgent=CR")) == ["severity:urgent=critical"]
    assert values(ask("import:values", "word=sever")) == ["severity:"]
    assert values(ask("import:values", "word=severity:urgent")) == []
    assert values(ask("import:values", "word=annual_value")) == []
    assert values(ask("import:map", "word=annual")) == ["annual_value="]
    assert values(ask("import:map", "word=severity=")) == []


def test_the_last_part_of_a_comma_list_is_completed_and_none_twice(ask: Ask) -> None:
    assert values(ask("fields:renewals", "word=account,na")) == ["account,name"]
    assert values(ask("fields:renewals", "word=-account,-days_l")) == ["-account,-days_left"]
    assert values(ask("fields:renewals", "word=-account,na")) == ["-account,name"]
    assert values(ask("fields:renewals", "word=name,na")) == []
    assert values(ask("fields:renewals", "word=name,,")) != []


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_that_is_asked_for_is_there_and_some_place_of_the_line_asks(cli: Cli, column: str) -> None:
    assert candidates(str(cli.book), "values", column, "") == []
    assert f"values:{column}" in ASKED


def test_values_are_those_entered_before_the_frequent_ones_first(cli: Cli) -> None:
    for number, owner in enumerate(["Bo Ek", "Zoë $(touch pwned)", "Bo Ek", "-rf", "two\\tabs", "云"], 1):
        cli.ok(
            "account",
            "add",
            f"A{number}",
            "--code",
            f"a{number}",
            f"--owner={owner}",
            "--tag",
            f"t{number % 2}",
        )
    book = str(cli.book)
    assert [value for value, _ in candidates(book, "values", "account.owner", "")] == [
        *("Bo Ek", "Zoë $(touch pwned)", "云")
    ]
    assert candidates(book, "values", "account.owner", "ZOË") == [("Zoë $(touch pwned)", "")]
    assert [value for value, _ in candidates(book, "values", "account.tags", "")] == ["t0", "t1"]
    for column in ("account.notes", "txn.command", "account.owner; DROP TABLE account", ""):
        with pytest.raises(KeyError):
            candidates(book, "values", column, "")


REPORTS = """
[reports.big]
base = "renewals"
title = "Großkunden $(touch pwned)"
[reports.at-risk]
base = "risks"
[reports."-rf"]
[reports."a\\tb"]
"""


def test_saved_reports_are_those_of_the_configuration(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "some.toml"
    path.write_text(REPORTS, encoding="utf-8")
    assert (
        ask("report", "word=", AMCLI_CONFIG=str(path)).out
        == "big\tGroßkunden $(touch pwned)\nat-risk\trisks\n"
    )
    assert values(ask("report", "word=GROSS", f"config={path}")) == ["big"]
    assert values(ask("report", "word=isk", "config=~/some.toml")) == ["at-risk"]
    assert values(ask("fields:report", "word=days_l", "of=big", f"config={path}")) == ["days_left"]
    assert values(ask("fields:report", "word=", "of=nonsense", f"config={path}")) == []
    home = tmp_path / "settings" / "amcli"
    home.mkdir(parents=True)
    (home / "config.toml").write_text(REPORTS, encoding="utf-8")
    assert values(ask("report", "word=b", XDG_CONFIG_HOME=str(tmp_path / "settings"))) == ["big"]


@pytest.mark.parametrize("text", ["[reports", "reports = 3", "[reports]\nx = 3", "\xff", ""])
def test_a_configuration_that_is_broken_gives_nothing(ask: Ask, tmp_path: Path, text: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(text.encode("latin-1"))
    for where in (path, tmp_path, tmp_path / "nowhere"):
        assert values(ask("report", "word=", f"config={where}")) == []


def test_filter_words_are_completed_field_operator_and_value(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--region", "EMEA", "--owner", "Ana Bell", "--tag", "board")
    office.ok("account", "edit", "acton", "--region", "US, west")
    path = str(office.book)

    def words(which: str, word: str) -> list[str]:
        return [value for value, _ in candidates(path, "filter", which, word)]

    assert words("task", "ti")[:2] == ["tier:", "title:"]
    assert "account.tier:" in words("task", "account.ti")
    assert not [word for word in words("task", "ti") if word.startswith("account.")]
    assert words("task", "tier.") == ["tier.not:", "tier.none:", "tier.any:"]
    assert words("account", "tier:") == ["tier:key", "tier:standard", "tier:light"]
    assert words("account", "tier.not:key,st") == ["tier.not:key,standard"]
    assert words("account", "tier:key,") == ["tier:key,standard", "tier:key,light"]
    assert words("task", "region:em") == ["region:EMEA"]
    assert words("account", "owner:bell") == ["owner:Ana Bell"]
    assert words("account", "tag:") == ["tag:board"]
    assert words("account", "region:") == ["region:EMEA"]  # a comma would part the other one
    assert words("task", "promised:y") == ["promised:yes"]
    assert "renews:next-month" in words("account", "renews:next")
    assert words("account", "region.none:") == []
    assert words("account", "nothing:x") == []


def test_where_one_source_has_nothing_to_say_the_other_one_does(ask: Ask) -> None:
    assert values(ask("nonsense+account", "word=robot")) == ["acme"]
    assert values(ask("account+report", "word=robot")) == ["acme"]
    assert values(ask("account+contact:theirs", "word=o", "of=birch")) == [
        *values(ask("account", "word=o")), *values(ask("contact:theirs", "word=o", "of=birch"))
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("metavar", "path", "asked"),
    [
        ("FILTER", "task list", "filter:task"),
        ("FILTER", "tasks", "filter:task"),
        ("FILTER", "renewals", "filter:contract"),
        ("FILTER", "checkins", "filter:account"),
        ("FILTER", "today", "filter:account"),
        ("FILTER", "portfolio", "filter:account"),
        ("FILTER", "contact list", "filter:contact"),
        ("FILTER", "qbr list", "filter:interaction"),
        ("WORD", "goal list", "account+filter:goal"),
        ("REPORT", "report", "report"),
        ("A,-B", "task list", "fields:task.list"),
        ("A,B", "report", "fields:report"),
        ("A,B", "nonsense", None),
        ("FIELD=COLUMN", "import", "import:map"),
        ("FIELD=VALUE", "import", "import:set"),
        ("FIELD:THEIRS=OURS", "import", "import:values"),
    ],
)
def test_a_metavar_says_what_is_asked_for(metavar: str, path: str, asked: str | None) -> None:
    assert kind_of(metavar, path) is None
    assert words_of(metavar, path) == asked


def test_an_argument_that_may_be_left_out_shares_its_place_with_the_filter_after_it() -> None:
    slots = ["@account", "@filter:task"]
    assert shared(list(slots), [False, False]) == ("@account+filter:task", "@filter:task")
    assert shared(list(slots), [True, False]) == ("@account", "@filter:task")
    assert shared(["-", "@filter:task"], [False, False]) == ("@filter:task", "@filter:task")


def test_no_slot_has_a_blank_in_it() -> None:
    takes = {option.takes for place in table() for option in place.options if option.takes}
    assert [
        slot for slot in takes | {each for place in table() for each in place.arguments} if " " in slot
    ] == []


def test_metrics_are_found_by_a_part_of_their_names_or_by_what_they_are_called(ask: Ask) -> None:
    assert ask("metric", "word=nrr").out == "nrr\tNet revenue retention\n"
    assert [line.split("\t")[0] for line in ask("metric", "word=renewal-rate").out.splitlines()] == [
        "renewal_rate_count", "renewal_rate_value", "renewal_rate_net",
    ]  # fmt: skip
    assert "tier:" in ask("metric+filter:account", "word=tier").out


def test_the_first_word_of_metrics_is_a_metric_or_a_filter_and_what_follows_by_is_a_group() -> None:
    (place,) = (each for each in table() if each.path == "metrics")
    assert place.arguments[0] == "@metric+filter:account"
    (by,) = (option for option in place.options if "--by" in option.names)
    assert by.takes == "account,tier,segment,owner,region,product,month,quarter,cohort,reason"
    usage = next(each for each in table() if each.path == "usage add")
    assert "@metric" not in usage.arguments
