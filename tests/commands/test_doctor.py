"""`am doctor`: likely duplicates as a list, the commands that it prints, and pairs that are two."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from amcli.output import progress
from tests.support import PROGRAM, TODAY, Cli, clean_environment, run_any_on_terminal, run_program

DOUBLES = (
    ("account", "add", "Acme Robotics GmbH", "--code", "acme-gmbh", "--domain", "acme.example"),
    ("account", "add", "Acmé Robotics Ltd", "--code", "acmé", "--domain", "www.acme.example"),
    ("contact", "add", "acme", "J. Orr", "--email", "j.orr@acme.example"),
    ("contact", "add", "acme-gmbh", "Omar Hadad", "--email", "OMAR@acme.example"),
    ("contact", "add", "acton", "Dana Reyes", "--email", "dana@birch.example"),
    ("contact", "edit", "p3", "--email", "dana@birch.example"),
)  # fmt: skip
SCREEN = """\
Likely duplicates   2 accounts · 2 people

 88%   keep   Acme Robotics       acme, 6 records
       merge  Acmé Robotics Ltd   acmé, 0 records
       same name, different legal form (Ltd)
       am account merge acme acmé

 88%   keep   Acme Robotics       acme, 6 records
       merge  Acme Robotics GmbH  acme-gmbh, 1 record
       same name, different legal form (GmbH)
       am account merge acme acme-gmbh

 87%   keep   Dana Reyes          p3 at birch, 0 records
       merge  Dana Reyes          p6 at acton, 0 records
       same email dana@birch.example · same name
       am contact move p6 birch --wrong-account && am contact merge p3 p6

 62%   keep   Jane Orr            p1, 1 record
       merge  J. Orr              p4, 0 records
       same surname and first initial
       am contact merge p1 p4

Not duplicates?                                   am doctor --separate acme acmé
"""


def fill_doubled(office: Cli) -> None:
    for argv in DOUBLES:
        office.ok(*argv)


@pytest.fixture
def doubled(office: Cli) -> Cli:
    """The office, with companies and people that are there twice."""
    return office.once(fill_doubled)


def pairs(cli: Cli, *argv: str) -> list[tuple[str, str]]:
    """What to keep and what to merge into it."""
    return [(row["keep"], row["other"]) for row in cli.json("doctor", "--duplicates", *argv)]


def test_pairs_come_with_reasons_and_the_command_that_merges_them(doubled: Cli) -> None:
    found = doubled.json("doctor", "--duplicates")
    assert [(row["kind"], row["keep"], row["other"], row["across"]) for row in found] == [
        ("account", "acme-gmbh", "acmé", False),
        ("account", "acme", "acme-gmbh", False),
        ("contact", "p3", "p6", True),
        ("contact", "p1", "p4", False),
    ]
    assert [row["certainty"] for row in found] == [93, 88, 87, 62]
    assert found[0] | {"records": 1, "other_records": 0} == found[0]
    assert found[0]["reasons"] == ["same domain acme.example", "same name, different legal form (GmbH, Ltd)"]
    assert found[2]["command"] == "am contact move p6 birch --wrong-account && am contact merge p3 p6"
    assert (found[2]["account"], found[2]["other_account"]) == ("birch", "acton")
    assert [row["command"] for row in found if row["kind"] == "account"] == [
        "am account merge acme-gmbh acmé",
        "am account merge acme acme-gmbh",
    ]


def test_alone_it_counts_them_and_says_how_to_see_them(doubled: Cli) -> None:
    (row,) = doubled.json("doctor", "check:duplicates")
    assert (row["state"], row["finding"]) == ("warning", "4 likely duplicates")
    assert row["command"] == "am doctor --duplicates"


def test_a_book_without_duplicates_has_none(office: Cli) -> None:
    assert office.json("doctor", "--duplicates") == []
    assert office("doctor", "--duplicates", "--exit-code").code == 0
    said = "No likely duplicates.\n"
    assert office.ok("doctor", "--duplicates", "-o", "table") == said


def test_the_printed_commands_work_as_they_are_printed_and_leave_no_pair(
    doubled: Cli, tmp_path: Path
) -> None:
    """In a shell, on a terminal, by a person who says yes to each; until there is nothing left to do."""
    environ = clean_environment(tmp_path) | doubled.environ(TODAY)
    environ["PATH"] = f"{PROGRAM.parent}{os.pathsep}{environ['PATH']}"
    before = doubled.dump()
    merged = 0
    while lines := doubled.ok("doctor", "--duplicates", "-o", "csv", "--fields", "command", "--no-header"):
        for line in lines.splitlines():
            done = run_any_on_terminal(["sh", "-c", line], environ, typed="y\n")
            assert done.code == 0, done
            merged += 1
    # Two at acme-gmbh and acme met only when their accounts had become one.
    assert merged == 5
    assert [row["code"] for row in doubled.json("account", "list")] == ["acme", "acton", "birch"]
    assert sorted(row["name"] for row in doubled.json("contact", "list")) == [
        "Dana Reyes",
        "Jane Orr",
        "Omar Haddad",
    ]
    for _ in range(6):
        doubled.ok("undo")
    assert doubled.dump() == before


def test_looking_changes_nothing(doubled: Cli) -> None:
    before = doubled.dump(), doubled.json("history")
    doubled.ok("doctor", "--duplicates")
    assert (doubled.dump(), doubled.json("history")) == before


def test_a_pair_that_is_two_is_left_out_until_that_is_taken_back(doubled: Cli) -> None:
    before = doubled.dump()
    assert doubled.ok("doctor", "--separate", "acmé", "acme-gmbh") == "acme-gmbh\n"
    assert pairs(doubled, "kind:account") == [("acme", "acmé"), ("acme", "acme-gmbh")]
    doubled.ok("doctor", "--separate", "p4", "p1")
    doubled.ok("doctor", "--separate", "p1", "p4")
    assert pairs(doubled, "kind:contact") == [("p3", "p6")]
    doubled.ok("undo")
    assert pairs(doubled, "kind:contact") == [("p3", "p6"), ("p1", "p4")]
    doubled.ok("undo")
    assert doubled.dump() == before
    doubled.ok("redo")
    assert ("acme-gmbh", "acmé") not in pairs(doubled)


def test_people_of_accounts_that_are_two_are_compared(doubled: Cli) -> None:
    for one, other in (("acme", "acme-gmbh"), ("acme", "acmé"), ("acmé", "acme-gmbh")):
        doubled.ok("doctor", "--separate", one, other)
    doubled.ok("contact", "edit", "p2", "--email", "omar@acme.example")
    assert ("p2", "p5") in pairs(doubled)


@pytest.mark.parametrize(
    "argv", [("acme", "t1"), ("acme", "acme"), ("acme", "p1"), ("k1", "k2"), ("t1", "t1")]
)
def test_only_two_accounts_or_two_people_can_be_two(doubled: Cli, argv: tuple[str, str]) -> None:
    found = doubled("doctor", "--separate", *argv)
    assert (found.code, found.out) == (2, "")
    assert "not two accounts or two people" in found.err


def test_a_pair_to_keep_apart_is_no_check(office: Cli) -> None:
    assert office("doctor", "--duplicates", "--separate", "acme", "acton").code == 2
    assert office("doctor", "--separate", "acme", "nobody").code == 3


def test_the_screen_at_80_columns_and_at_120(doubled: Cli) -> None:
    doubled.ok("doctor", "--separate", "acmé", "acme-gmbh")
    assert doubled.ok("doctor", "--duplicates", "-o", "table") == SCREEN
    wide = doubled.ok("doctor", "--duplicates", "-o", "table", env={"COLUMNS": "120"}).splitlines()
    assert len(wide[-1]) == 120
    assert [line.split() for line in wide] == [line.split() for line in SCREEN.splitlines()]
    some = doubled.ok("doctor", "--duplicates", "-o", "table", "--limit", "1").splitlines()
    assert some[0] == "Likely duplicates   2 accounts · 2 people"
    assert some[-1].startswith("1 of 4 pairs")
    none = doubled.ok("doctor", "--duplicates", "-o", "table", "kind:contact", "certainty.over:95")
    assert none == "Nothing matches kind:contact certainty.over:95. am help filters\n"


def test_filters_ids_and_the_exit_code(doubled: Cli) -> None:
    assert pairs(doubled, "across:yes") == [("p3", "p6")]
    assert pairs(doubled, "kind:account", "certainty.over:90") == [("acme-gmbh", "acmé")]
    assert doubled.ok("doctor", "--duplicates", "-o", "ids").split() == ["acmé", "acme-gmbh", "p6", "p4"]
    assert doubled("doctor", "--duplicates", "--exit-code").code == 10


def test_the_archive_is_left_out(doubled: Cli) -> None:
    doubled.ok("account", "archive", "acmé")
    assert pairs(doubled, "kind:account") == [("acme", "acme-gmbh")]


def test_two_ids_of_one_source_and_a_parent_are_heeded(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text(
        "source_id,name,domain,parent\n1,Quorin,,\n2,Quorin GmbH,,\n3,Belt,b.example,\n4,Belt AG,b.example,\n"
        "5,Umbra,,\n6,Umbra Ltd,,Umbra\n",
        encoding="utf-8",
    )
    cli("import", str(file), "--yes")
    assert pairs(cli) == [("belt", "belt-ag")]


def test_numbers_of_accounts_are_compared_in_the_country_that_is_set(office: Cli) -> None:
    office.ok("account", "add", "Quorin Belt", "--phone", "020 7946 0011")
    office.ok("account", "add", "Quorin Belt AG", "--phone", "+44 20 7946 0011")
    assert [len(row["reasons"]) for row in office.json("doctor", "--duplicates")] == [1]
    office.ok("config", "set", "me.country", "GB")
    (row,) = office.json("doctor", "--duplicates")
    assert row["reasons"][1] == "same phone number +442079460011"


def test_names_in_any_script_and_hostile_ones(cli: Cli, tmp_path: Path) -> None:
    for name in (
        "株式会社アクメ",
        "アクメ",
        "$(rm -rf ~) 'x'",
        "$(rm -rf ~) 'x' GmbH",
        "\x1b[31mred",
        "\x1b[31mred AG",
    ):
        cli.ok("account", "add", "--", name)
    found: list[dict[str, Any]] = cli.json("doctor", "--duplicates")
    assert [row["name"] for row in found] == ["株式会社アクメ", "$(rm -rf ~) 'x'", "\x1b[31mred"]
    assert "\x1b" not in cli.ok("doctor", "--duplicates") + cli.ok("doctor", "--duplicates", "-o", "table")
    assert json.loads(cli.ok("doctor", "--duplicates", "-o", "jsonl").splitlines()[0])["other"] == "アクメ"


def test_a_terminal_without_utf_8_reads_it_too(doubled: Cli) -> None:
    environ = doubled.environ(TODAY) | {"PYTHONIOENCODING": "ascii", "PATH": os.defpath}
    found = run_program(["doctor", "--duplicates", "-o", "table"], environ)
    assert (found.code, found.err) == (0, "")
    assert found.out.isascii()


def test_a_long_comparison_shows_how_far_it_is_on_a_terminal_and_nothing_else(
    doubled: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 10_000, 2))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    monkeypatch.setattr(progress, "LONG_SECONDS", 1.0)
    found = doubled("doctor", "--duplicates", "-o", "ids", tty=True)
    assert "comparing" in found.err
    assert found.out.split() == ["acmé", "acme-gmbh", "p6", "p4"]
