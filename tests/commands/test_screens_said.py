"""What screens and sentences say to a person: commands that work, totals that hold, lines that fit."""

import pytest
from rich.cells import cell_len

from tests.commands.prepared import with_score
from tests.support import Cli


def drawn(cli: Cli, *argv: str, columns: int = 80) -> str:
    """A list as a person sees it."""
    return cli.ok(*argv, "-o", "table", env={"COLUMNS": str(columns)})


def footer(text: str) -> str:
    return text.rstrip("\n").splitlines()[-1]


def test_a_product_is_found_but_never_offered_to_be_shown(office: Cli) -> None:
    assert office.one("find", "platform")["kind"] == "product"
    assert "am show" not in drawn(office, "find", "platform")
    assert office.ok("find", "platform", "-o", "ids") == ""
    office.ok("log", "acme", "Likes the platform")
    assert "am show n3" in footer(drawn(office, "find", "platform"))
    assert office.ok("find", "platform", "-o", "ids") == "n3\n"


def test_what_is_found_in_lists_is_shown_without_their_brackets(office: Cli) -> None:
    office.ok(
        "contact", "edit", "p2", "--email", "omar@acme.example", "--email", "o@acme.example", "--tag", "sso"
    )
    office.ok("account", "edit", "acme", "--set", "seats=40", "--set", "po=A9", "--tag", "emea")
    person, account = drawn(office, "find", "lead", columns=120), drawn(office, "find", "seats", columns=120)
    assert "IT Security Lead omar@acme.example, o@acme.example" in person
    assert "seats: 40, po: A9" in account
    assert not set('[]{}"') & set(person + account)


def test_brackets_that_somebody_wrote_are_shown(office: Cli) -> None:
    office.ok("log", "acme", 'Said ["yes"] to the {new} offer []')
    assert 'Said ["yes"] to the {new} offer []' in drawn(office, "find", "offer")


def test_the_history_offers_only_an_undo_that_works(office: Cli) -> None:
    office.ok("done", "t1")
    newest = office.json("history")[0]["change"]
    assert f"am undo {newest}" in footer(drawn(office, "history"))
    office.ok("undo")
    assert "am undo" not in footer(drawn(office, "history"))
    office.ok("redo")
    for _ in range(2):  # the redo itself can be taken back, and so can what comes after it
        number = footer(drawn(office, "history")).split()[-1]
        office.ok("undo", number)
        office.ok("done", "t1", "--on", "yesterday")


@pytest.mark.parametrize(
    ("argv", "whole", "cut"),
    [
        (["account", "list"], "Accounts   3 · 1 at risk", "Accounts   1 of 3 · 1 at risk"),
        (["contact", "list"], "Contacts   3", "Contacts   1 of 3"),
        (["timeline", "acme"], "Acme Robotics   2 entries", "Acme Robotics   1 of 2 entries"),
        (["week"], "Next 7 days   2 until Mon 9 Mar", "Next 7 days   1 of 2 until Mon 9 Mar"),
        (["checkins"], "Check-ins   2 overdue", "Check-ins   2 overdue"),
        (["tasks"], "Tasks   1 late · 1 coming up", "Tasks   1 late · 1 coming up"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_heading_counts_what_a_limit_leaves_out(office: Cli, argv: list[str], whole: str, cut: str) -> None:
    if argv[0] == "account":  # which says how many are at risk
        with_score(office)
    office.ok("task", "add", "acme", "Quote", "--due", "fri")
    assert drawn(office, *argv).splitlines()[0].split("  EUR")[0].strip() == whole
    assert drawn(office, *argv, "--limit", "1").splitlines()[0].split("  EUR")[0].strip() == cut


def test_a_limit_of_none_says_how_many_there_are(office: Cli) -> None:
    assert drawn(office, "tasks", "--limit", "0") == "None of 1 row.\n"
    assert drawn(office, "account", "list", "--limit", "0") == "None of 3 rows.\n"


def test_chosen_fields_say_how_many_rows_there_are(office: Cli) -> None:
    argv = ["account", "list", "--fields", "code,tier"]
    assert footer(drawn(office, *argv)) == "3 rows"
    assert footer(drawn(office, *argv, "--limit", "2")) == "2 of 3 rows"


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_settings_and_their_values_are_whole_on_any_terminal(office: Cli, columns: int) -> None:
    office.ok("config", "set", "calendar.working_days", "mon,tue,wed,thu,fri")
    lines = drawn(office, "config", "list", "--all", columns=columns).splitlines()
    assert max(map(cell_len, lines)) <= columns
    shown = [line.split()[0] for line in lines if line[:1] not in ("", " ", "─")]
    assert [row["setting"] for row in office.json("config", "list", "--all")] == [
        name for name in shown if name not in ("Setting", "What")
    ]
    start = lines[0].index("Value")
    joined = "".join(line[start:].split("  ")[0] for line in lines[2:] if line.strip())
    assert str(office.book) in joined
    assert "mon,tue,wed,thu,fri" in joined


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("name", ["Acme Robotics", "株式会社" * 20, "x" * 200, "Long Name " * 18])
def test_no_sentence_is_wider_than_the_terminal(
    office: Cli, monkeypatch: pytest.MonkeyPatch, columns: int, name: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    office.ok("account", "edit", "acme", "--name", name.strip())
    office.ok("contact", "edit", "p1", "--name", "Jane Orr " + name[:100])
    said = office.ok(
        "log", "acme", "Asked", "-w", "p1", "-w", "omar", "-n", name, "-p", name, "-d", "fri", tty=True
    )
    assert max(map(cell_len, said.splitlines())) <= columns
    assert "logged." in "".join(said.split("\n"))


def test_a_check_in_that_was_due_is_said_in_so_many_words(office: Cli) -> None:
    said = office.ok("log", "acton", "Quote", "--on", "2025-10-01", tty=True)
    assert "Check-in overdue since " in said
    assert "Next check-in was" not in said


@pytest.mark.parametrize(
    "argv", [["config", "edit"], ["log", "acme", "-e"], ["account", "edit", "acme", "-e"]], ids=" ".join
)
def test_without_an_editor_and_a_terminal_nothing_is_edited(office: Cli, argv: list[str]) -> None:
    before = office.dump()
    code, out, err = office(*argv)
    assert (code, out) == (2, "")
    assert err.startswith("am: no editor is set and there is no terminal.")
    assert "EDITOR=nano" in err
    assert office.dump() == before
    assert not office.config.exists()


def test_a_year_first_order_is_no_setting(cli: Cli) -> None:
    code, _, err = cli("config", "set", "dates.order", "ymd")
    assert (code, err.startswith('am: dates.order: "ymd" is not dmy or mdy.')) == (2, True)
