"""What can be undone, and what undoing would do, before anything is done: and neither changes anything."""

import json
import sqlite3
from typing import Any

import pytest

from tests.commands.test_schema import validator
from tests.commands.writes import FILES, STORY, WRITES, commands
from tests.profiles import some
from tests.support import UNDO_KEEPS, Cli, dump

LISTED = [
    *("change", "at", "command", "records", "added", "changed", "deleted", "by_number", "first", "via"),
    "client",
]


def test_the_list_has_what_stands_newest_first_with_what_each_did(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--region", "EMEA")
    office.ok("contact", "rm", "p3", "--yes")
    office.ok("done", "t1")
    office.ok("undo")
    rows = office.json("undo", "--list")
    assert [list(row) for row in rows] == [LISTED] * len(rows)
    numbers = [row["change"] for row in rows]
    assert numbers == sorted(numbers, reverse=True)
    assert [row["command"] for row in rows[:2]] == ["contact rm p3 --yes", "account edit acme --region EMEA"]
    assert [(row["added"], row["changed"], row["deleted"]) for row in rows[:2]] == [(0, 0, 1), (0, 1, 0)]
    live = [row for row in office.json("history") if not row["undone"] and not row["undoing"]]
    assert [(row["change"], row["records"]) for row in live] == [(r["change"], r["records"]) for r in rows]
    assert office.ok("undo", "--list", "--limit", "1", "-o", "ids") == f"{numbers[0]}\n"


def test_the_list_names_the_later_change_that_stands_in_the_way(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--region", "EMEA")
    office.ok("account", "edit", "acme", "--region", "APAC")
    later, earlier, *rest = office.json("undo", "--list")
    assert (later["first"], earlier["first"]) == (None, later["change"])
    for row in (earlier, *rest):
        if row["first"] is not None:
            code, _, err = office("undo", str(row["change"]))
            assert (code, f"am undo {row['first']}" in " ".join(err.split())) == (5, True), row


def test_what_only_its_number_undoes_is_marked(office: Cli) -> None:
    office.ok("account", "tag", "acme", "x")
    office.let_go()
    db = sqlite3.connect(office.book)
    db.execute("UPDATE account SET region = 'EMEA' WHERE code = 'acton'")
    db.commit()
    db.close()
    rows = office.json("undo", "--list")
    assert [row["by_number"] for row in rows[:2]] == [True, False]
    drawn = office.ok("undo", "--list", tty=True)
    assert "only by its number" in drawn
    for said in (drawn, office.ok("history", tty=True)):
        assert "  a program other than amcli" in said
        assert "am a program" not in said
    assert office.ok("undo") == f"{rows[1]['change']}\n"


def test_the_list_of_an_empty_book_says_so(cli: Cli) -> None:
    assert cli.json("undo", "--list") == []
    assert cli.ok("undo", "--list", tty=True) == "Nothing to undo.\n"
    assert cli("undo", "--dry-run").code == 3
    assert cli("redo", "--dry-run").code == 3


def test_a_list_goes_with_nothing_that_names_one_change(office: Cli) -> None:
    for argv in (("1",), ("--dry-run",)):
        code, out, err = office("undo", "--list", *argv)
        assert (code, out, "--list and" in err) == (2, "", True)


def test_a_dry_run_says_each_field_before_and_after(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--region", "EMEA", "--tier", "light")
    before = dump(office.book, but=())
    rows = office.json("undo", "--dry-run")
    about = {"kind": "account", "ref": "acme", "name": "Acme Robotics", "does": "changed"}
    assert rows == [
        {**about, "field": "tier", "before": "light", "after": "key"},
        {**about, "field": "region", "before": "EMEA", "after": None},
    ]
    drawn = office.ok("undo", "--dry-run", tty=True)
    assert "Would undo: am account edit acme" in drawn
    assert "Dry run: nothing was changed." in drawn
    assert dump(office.book, but=()) == before
    undone = json.loads(office.ok("undo", "-o", "json"))
    assert undone == rows
    for schema in ("undo", "redo"):
        assert not list(validator(schema).iter_errors(undone))
    back = [{**row, "before": row["after"], "after": row["before"]} for row in rows]
    assert office.json("redo", "--dry-run") == back
    assert office.json("account", "list", "acme")[0]["region"] is None


def test_a_dry_run_by_number_and_of_settings(office: Cli) -> None:
    office.ok("config", "set", "dates.order", "dmy")
    text = office.config.read_text()
    (row,) = office.json("undo", "--dry-run")
    assert (row["kind"], row["field"], row["before"], row["after"]) == (
        "settings",
        "dates.order",
        "dmy",
        None,
    )
    assert office.config.read_text() == text
    (change,) = [r["change"] for r in office.json("undo", "--list") if r["command"].startswith("log acme")]
    gone = office.json("undo", str(change), "--dry-run")
    assert {(row["kind"], row["does"]) for row in gone} == {("interaction", "deleted")}
    assert ("account", "acme", None) in {(row["field"], row["before"], row["after"]) for row in gone}


@pytest.mark.parametrize(
    ("first", "then", "said"),
    [
        (
            ["--region", "EMEA"],
            ["account", "edit", "acme", "--tier", "light"],
            "changed tier of Acme Robotics",
        ),
        (
            ["--region", "EMEA"],
            ["account", "edit", "acme", "--tier", "light", "--owner", "Jo"],
            "changed tier and owner of Acme Robotics",
        ),
        (
            ["--region", "EMEA"],
            [
                "account",
                "edit",
                "acme",
                "--tier",
                "light",
                "--owner",
                "J",
                "--industry",
                "i",
                "--segment",
                "s",
            ],
            "and 2 more fields of Acme Robotics",
        ),
        (["--region", "EMEA"], ["account", "rm", "acme", "--yes"], "deleted"),
    ],
)
def test_a_clash_names_record_field_and_change(
    office: Cli, first: list[str], then: list[str], said: str
) -> None:
    office.ok("account", "edit", "acme", *first)
    number = office.json("history", "--limit", "1")[0]["change"]
    office.ok(*then)
    for asked in ((), ("--dry-run",)):
        code, out, err = office("undo", str(number), *asked)
        text = " ".join(err.split())
        assert (code, out) == (5, ""), text
        assert said in text
        assert f"change {number + 1} (am {' '.join(then)[:25]}" in text
        assert text.endswith(f"Nothing was undone. Undo that one first: am undo {number + 1}")


def settled(cli: Cli) -> dict[str, Any]:
    """The book but for its own account of what changed, and its settings."""
    text = cli.config.read_text() if cli.config.exists() else ""
    return {**dump(cli.book, but=UNDO_KEEPS), "text of settings": text}


def story(cli: Cli) -> None:
    """The office, and what happens there."""
    for name, text in FILES.items():
        (cli.folder / name).write_text(text, encoding="utf-8")
    for argv in commands(STORY):
        cli.ok(*argv)


def test_a_dry_run_of_every_change_is_what_undoing_then_does(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every writing command: what the dry run said of each field is what the undo says it did. By day every
    sixth: both read the same entries of the journal, and that each is taken back is shown elsewhere."""
    monkeypatch.chdir(office.folder)
    office.once(story_in_office)
    for name, text in FILES.items():
        (office.folder / name).write_text(text, encoding="utf-8")
    for argv in some(commands(WRITES), 6):
        before = settled(office)
        changes = office.json("undo", "--list", "--limit", "1")
        code, _, err = office(*argv)
        assert code == 0, (argv, err)
        newest = office.json("undo", "--list", "--limit", "1")
        assert len(newest) == 1
        if newest == changes:
            continue
        changed = settled(office)
        said = office("undo", "--dry-run", "-o", "json")
        assert said.code == 0, (argv, said)
        assert settled(office) == changed, argv
        done = office("undo", "-o", "json")
        assert (done.code, json.loads(done.out)) == (0, json.loads(said.out)), argv
        assert settled(office) == before, argv


def story_in_office(cli: Cli) -> None:
    """The book of the office is there already where the test begins."""
    story(cli)


def test_bulk_work_is_one_step(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.folder)
    rows = "".join(f"acme,call,2026-01-{day:02d},Call {day}\n" for day in range(1, 29))
    (office.folder / "calls.csv").write_text(f"account,kind,on,summary\n{rows}")
    (office.folder / "more.csv").write_text("name\nOne Ltd\nTwo Ltd\n")
    contact = '{"account": "acme", "name": "A"}\n{"account": "birch", "name": "B"}\n'
    bulk: list[tuple[tuple[str, ...], str]] = [
        (("import", "calls.csv", "more.csv", "--yes"), ""),
        (("contact", "add", "--stdin"), contact),
        (("account", "merge", "acme", "acton", "--yes"), ""),
        (("account", "rm", "acme", "--yes"), ""),
        (("renew", "k1", "k2", "--yes"), ""),
        (("play", "start", "renewal", "acme", "--on", "2027-06-01"), ""),
        (("account", "handoff", "acme", "--to", "Ana", "--why", "Shifts", "--promises", "One"), ""),
    ]
    for argv, stdin in bulk:
        before, number = settled(office), len(office.json("history"))
        found = office(*argv, stdin=stdin)
        assert found.code == 0, (argv, found)
        assert len(office.json("history")) == number + 1, argv
        assert office.json("undo", "--list")[0]["records"] >= 1
        office("undo")
        assert settled(office) == before, argv


@pytest.mark.parametrize("option", ["--sort", "--fields"])
def test_a_field_that_is_not_there_is_said_before_anything_is_undone(office: Cli, option: str) -> None:
    office.ok("account", "tag", "acme", "x")
    changed = office.dump()
    code, out, err = office("undo", "-o", "json", option, "nothing")
    assert (code, out, option in err) == (2, "", True)
    assert office.dump() == changed


@pytest.mark.parametrize("how", ["--today", "AMCLI_TODAY"])
def test_a_day_that_cannot_be_read_is_said_before_anything_is_written(office: Cli, how: str) -> None:
    """Also by commands that only ask for the day in what they answer."""
    office.ok("feedback", "add", "acme", "Slow")
    before = office.dump()
    for argv in (
        ["feedback", "edit", "f1", "--outcome", "Mended"],
        ["account", "tag", "acme", "x"],
        ["undo"],
    ):
        if how == "--today":
            found = office("--today", "30 nonsense", *argv)
        else:
            found = office(*argv, today="30 nonsense")
        assert (found.code, how in found.err) == (2, True), (argv, found)
        assert office.dump() == before


def test_one_change_is_one_change(cli: Cli) -> None:
    cli.ok("account", "add", "Acme")
    assert cli.ok("history", tty=True).splitlines()[0].split("   ")[1] == "1 change"
    assert cli.ok("undo", "--list", tty=True).splitlines()[0].split("   ")[1] == "1 change"
    cli.ok("account", "add", "Birch")
    assert cli.ok("history", tty=True).splitlines()[0].split("   ")[1] == "2 changes"


def test_only_an_error_shortens_a_command(office: Cli) -> None:
    text = "a call of which there is much to say, and all of it is said here"
    office.ok("log", "acme", text)
    assert text in " ".join(office.ok("history", tty=True).split())
    office.ok("task", "add", "acme", "Send", "--due", "fri")
    assert text in " ".join(office.ok("undo", "--list", tty=True).split())
    office.ok("undo")
    assert text in " ".join(office.ok("undo", tty=True).split())


def test_what_can_not_be_undone_any_more_is_not_in_the_list(office: Cli) -> None:
    office.ok("contact", "add", "acme", "Zelda Quist")
    office.ok("task", "add", "birch", "Later")
    before = [row["change"] for row in office.json("undo", "--list")]
    office.ok("forget", "Zelda Quist", "--yes")
    after = [row["change"] for row in office.json("undo", "--list")]
    assert after == [before[0], *before[2:]]  # neither the person's own change nor that which forgot them
    for change in after:
        assert "gone for good" not in office("undo", str(change), "--dry-run").err
