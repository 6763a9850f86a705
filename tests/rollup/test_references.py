"""References and codes with their owner: what is typed for a record of a roll-up, in every place where one is
meant, and what is said of one in a book of one's own."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from amcli.storage.opening import open_book
from amcli.vocabulary import BLOCK, OWNERS, parts_of_reference, reference
from tests.rollup.books import NAMES
from tests.support import Cli
from tests.team.rollups import roll_up


def test_a_reference_is_read_as_it_is_written(team: Cli) -> None:
    book = open_book(team.book, "test")
    try:
        assert OWNERS == {0: "team", 1: "dana", 2: "kim", 3: "robin"}
        for row in (7, BLOCK + 1, 3 * BLOCK + 999_999_999):
            assert parts_of_reference(reference("task", row)) == ("t", row)
        assert reference("task", 2 * BLOCK + 93) == "kim/t93"
        for text in (
            "jo/t93",
            "kim/t",
            "kim/t0",
            "kim/93",
            "kim/t1000000000",
            "kim/x/t1",
            "/t1",
            "kim/",
            "kim",
        ):
            assert parts_of_reference(text) in (("", 0), ("k", 0)), text
    finally:
        book.close()


def test_an_own_book_opened_after_it_has_no_owners(team: Cli, own: dict[str, Cli]) -> None:
    assert team.ok("tasks", "-o", "ids").startswith("dana/")
    assert own["dana"].ok("tasks", "-o", "ids").startswith("t")
    assert OWNERS == {}


@pytest.mark.parametrize(
    "argv",
    [
        ["show", "{}"],
        ["task", "show", "{}"],
        ["show", "DANA/T93"],
        ["show", " dana/t93 "],
    ],
    ids=" ".join,
)
def test_a_record_is_shown_by_its_reference(team: Cli, argv: list[str]) -> None:
    found = team.json(*(word.format("dana/t93") for word in argv))
    assert (found["task"], found["account"]) == ("dana/t93", "acme")


def test_every_place_that_takes_an_account_takes_it_by_its_owner_and_a_record_of_theirs(team: Cli) -> None:
    for typed in ("robin/acme-ltd", "acme-ltd", "robin/p1", "robin/P1", "Robin/ACME-LTD"):
        assert team.json("account", "show", typed)["code"] == "acme-ltd"
        assert {row["account"] for row in team.json("tasks", typed)} == {"acme-ltd"}
        assert team.json("brief", typed)["account"] == "acme-ltd"
        assert {row["ref"].partition("/")[0] for row in team.json("timeline", typed)} == {"robin"}
    assert team.json("contact", "show", "kim/p1")["contact"] == "kim/p1"
    assert team.json("contract", "show", "kim/k68")["contract"] == "kim/k68"
    assert team.json("contract", "show", "Acme Robotics Inc")["contract"] == "kim/k68"
    assert team.json("risks", "kim/acme-inc")["account"] == "acme-inc"


def test_a_code_that_several_books_use_is_ambiguous_and_each_is_found_with_its_owner(team: Cli) -> None:
    code, out, err = team("show", "foxley")
    assert (code, out) == (4, "")
    for name in NAMES:
        assert f"foxley-{name}" in err
        assert team.json("show", f"{name}/foxley")["code"] == f"foxley-{name}"
        assert team.json("show", f"foxley-{name}")["code"] == f"foxley-{name}"
    assert team("show", "jo/foxley").code == 3
    assert team("show", "dana/foxley-kim").code == 3


def test_a_reference_without_its_owner_is_ambiguous_where_several_books_have_one(team: Cli) -> None:
    code, out, err = team("show", "t93")
    assert (code, out) == (4, "")
    assert err.splitlines() == [
        'am: "t93" is in 3 books. Which one?',
        "    dana/t93    Security answers",
        "    kim/t93     Security answers",
        "    robin/t93   Security answers",
    ]
    for argv in (["contact", "show", "p1"], ["contract", "show", "k68"], ["task", "show", "t93"]):
        assert team(*argv).code == 4
    assert team("show", "i999").code == 3


def test_filters_take_references_and_owners(team: Cli) -> None:
    assert [row["task"] for row in team.json("task", "list", "task:kim/t93")] == ["kim/t93"]
    assert team("task", "list", "task:jo/t93").code == 2
    assert {row["owner"] for row in team.json("accounts", "owner:kim")} == {"kim"}
    (groups,) = team.json("portfolio", "--by", "owner")["by"].values()
    assert {row["group"] for row in groups} >= {"kim", "robin"}


def test_sums_of_targets_have_a_reference_that_is_of_all(team: Cli) -> None:
    refs = team.ok("target", "list", "-o", "ids").split()
    whole = [each for each in refs if each.startswith("team/")]
    assert whole
    assert team.json("show", whole[0])["owner"] is None
    for each in refs:
        assert team.json("show", each)["target"] == each


def test_of_all_is_called_otherwise_where_a_book_is_called_team(three_books: Path, tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    roll_up(path, {"team": three_books / "dana.db", "kim": three_books / "kim.db"})
    found = Cli(tmp_path, path)
    refs = found.ok("target", "list", "-o", "ids").split()
    assert any(each.startswith("teams/m") for each in refs)
    assert any(each.startswith("team/m") for each in refs)
    assert all(found("show", each).code == 0 for each in refs)


def test_in_a_book_of_ones_own_a_line_says_whose_it_is(own: dict[str, Cli]) -> None:
    for argv in (
        ["show", "dana/t93"],
        ["task", "show", "dana/t93"],
        ["done", "dana/t93"],
        ["contact", "show", "dana/p1"],
        ["contract", "show", "dana/k68"],
        ["log", "dana/p1", "hello"],
        ["tasks", "dana/t93"],
        ["renew", "dana/k68", "--value", "1k"],
        ["snooze", "dana/i15", "fri"],
    ):
        code, out, err = own["dana"](*argv)
        assert (code, out) == (3, ""), argv
        assert f'"{argv[1] if argv[1].startswith("dana") else argv[2]}" is of a team\'s roll-up' in err
    code, _, err = own["dana"]("show", "dana/acme")
    assert code == 3
    assert "A code with its owner before it is of a team's roll-up. Here: acme" in " ".join(err.split())


def test_a_name_with_a_slash_is_still_a_name(cli: Cli) -> None:
    cli.ok("account", "add", "AC/DC", "--code", "acdc")
    assert cli.json("show", "ac/dc")["code"] == "acdc"
    assert cli.json("show", "ac/d")["code"] == "acdc"
    assert cli("show", "ac/x").code == 3


def test_an_account_that_another_counts_for_is_named(three_books: Path, tmp_path: Path) -> None:
    shutil.copyfile(three_books / "dana.db", tmp_path / "jo.db")
    path = tmp_path / "team.db"
    made = roll_up(path, {"dana": three_books / "dana.db", "jo": tmp_path / "jo.db"})
    assert made.rollup.left_out
    found = Cli(tmp_path, path)
    code, _, err = found("show", made.rollup.left_out[0].account)
    assert code == 3
    assert f"counted once, as {made.rollup.left_out[0].kept}" in err
    assert found("show", made.rollup.left_out[0].kept).code == 0


def test_completion_offers_references_with_their_owner(team: Cli, own: dict[str, Cli]) -> None:
    from amcli.completion.candidates import candidates

    path = str(team.book)
    assert [value for value, _ in candidates(path, "record", "", "dana/t93")] == ["dana/t93"]
    assert {value for value, _ in candidates(path, "record", "", "t93")} == {f"{name}/t93" for name in NAMES}
    assert [value for value, _ in candidates(path, "contract", "", "kim/k68")] == ["kim/k68"]
    assert {value for value, _ in candidates(path, "contact", "theirs", "", "kim/t93")} == {
        row["contact"] for row in team.json("contact", "list", "acme-inc")
    }
    assert all("/" in value for value, _ in candidates(path, "target", "", ""))
    assert candidates(path, "record", "", "jo/t9") == []
    assert ("t93", "Security answers · Acme Robotics · 2026-02-26") in candidates(
        str(own["dana"].book), "record", "", "t93"
    )


def test_numbers_of_lines_stand_for_what_has_an_owner(team: Cli) -> None:
    assert "team of 3 books, as of 2 Mar 07:30" in team("tasks", tty=True).out
    assert team("show", "1", tty=True).out == team("show", "dana/t92", tty=True).out


def test_ids_beyond_a_block_are_plain_in_a_book_of_ones_own(cli: Cli) -> None:
    cli.ok("account", "add", "Acme", "--code", "acme")
    with sqlite3.connect(cli.book) as db:
        db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'task'", (5 * BLOCK,))
    db.close()
    ref = cli.ref("task", "add", "acme", "Far ahead")
    assert ref == f"t{5 * BLOCK + 1}"
    assert json.loads(cli.ok("show", ref, "-o", "json"))["task"] == ref
