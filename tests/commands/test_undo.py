"""Every kind of change is taken back whole, put back whole, and told in the history."""

import re
from pathlib import Path

from tests.support import Cli

CHANGES = [
    ["account", "archive", "acme"],
    ["account", "pulse", "acme", "bad", "why"],
    ["account", "tag", "acme", "x"],
    ["contact", "add", "acme", "New"],
    ["contact", "edit", "p1", "--phone", "1", "--left", "today"],
    ["contract", "churn", "k1", "--on", "2026-03-03"],
    ["snooze", "acme", "fri", "--reason", "away"],
    ["churn", "birch"],
]


def test_in_a_pipe_undo_and_redo_print_the_number_of_the_change(office: Cli) -> None:
    office.ok("done", "t1")
    done = office.dump()
    number = office.json("history", "--limit", "1")[0]["change"]
    assert office.ok("undo") == f"{number}\n"
    again = office.ok("redo").strip()
    assert office.dump() == done
    assert again == str(office.json("history", "--limit", "1")[0]["change"])
    assert office.ok("undo", again) == f"{again}\n"
    assert office.dump() != done


def test_undo_walks_back_and_redo_forward(office: Cli) -> None:
    states = [office.dump()]
    for argv in CHANGES:
        office.ok(*argv)
        states.append(office.dump())
    for state in reversed(states[:-1]):
        office.ok("undo")
        assert office.dump() == state
    for state in states[1:]:
        office.ok("redo")
        assert office.dump() == state
    assert office("redo").code == 3


def test_there_is_nothing_to_undo_in_a_new_book(cli: Cli) -> None:
    assert cli("undo") == (3, "", "am: nothing to undo. Nothing was undone.\n")
    assert cli("redo").code == 3
    assert cli.json("history") == []


def test_a_change_is_undone_by_its_number(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--region", "EMEA")
    number = office.json("history")[0]["change"]
    office.ok("account", "edit", "birch", "--region", "APAC")
    office.ok("undo", str(number))
    assert (office.json("show", "p1")["account"], office.json("account", "list", "acme")[0]["region"]) == (
        "acme",
        None,
    )
    assert office.json("account", "list", "birch")[0]["region"] == "APAC"
    assert office("undo", str(number)).code == 5
    assert office("undo", "9999").code == 3


def test_a_later_change_of_the_same_record_stands_in_the_way(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--region", "EMEA")
    number = office.json("history")[0]["change"]
    office.ok("account", "edit", "acme", "--region", "APAC")
    before = office.dump()
    code, _, err = office("undo", str(number))
    assert (code, f"change {number + 1}" in err, f"am undo {number + 1}" in err) == (5, True, True)
    assert office.dump() == before


def test_redo_is_refused_once_something_else_changed(office: Cli) -> None:
    office.ok("done", "t1")
    office.ok("undo")
    office.ok("account", "tag", "acme", "x")
    before = office.dump()
    assert office("redo").code == 5
    assert office.dump() == before


def test_a_command_that_changed_nothing_is_not_undone(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--tier", "key")
    office.ok("account", "tag", "acme", "x")
    office.ok("account", "tag", "acme", "x")
    office.ok("undo")
    assert office.json("account", "list", "acme")[0]["tags"] == []


def test_the_history_tells_each_command_and_what_it_changed(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--region", "EMEA")
    office.ok("done", "t1")
    newest, before = office.json("history", "--limit", "2")
    assert (newest["command"], newest["what"], newest["undone"]) == (
        "done t1", ["t1 (Security answers) done_on - → 2026-03-02"], False,
    )  # fmt: skip
    assert before["what"] == ["acme (Acme Robotics) region - → EMEA"]
    office.ok("undo")
    assert [row["undone"] for row in office.json("history", "--limit", "2")] == [False, True]


def test_the_history_offers_to_undo_the_newest_change_but_never_all_of_a_sample_book(
    cli: Cli, tmp_path: Path
) -> None:
    sample = ["--book", str(tmp_path / "sample.db")]
    cli.ok("demo", sample[1])
    (made,) = cli.json(*sample, "history")
    assert (made["by_number"], made["undone"], made["final"]) == (True, False, False)
    assert "am undo" not in cli.ok(*sample, "history", "-o", "table")
    cli.ok(*sample, "log", "acme", "Called")
    assert [row["by_number"] for row in cli.json(*sample, "history")] == [False, True]
    assert f"am undo {made['change'] + 1}" in cli.ok(*sample, "history", "-o", "table")
    cli.ok(*sample, "undo")
    assert "am undo" not in cli.ok(*sample, "history", "-o", "table")


def test_the_history_of_a_record_holds_only_its_own(office: Cli) -> None:
    office.ok("done", "t1")
    office.ok("account", "edit", "birch", "--region", "EMEA")
    assert [row["command"].split()[0] for row in office.json("history", "t1")] == ["done", "task"]
    commands = [row["command"] for row in office.json("history", "acme")]
    assert "done t1" in commands
    assert not any("birch" in command for command in commands)


def test_a_history_is_sorted_before_it_is_cut(office: Cli) -> None:
    (oldest,) = office.json("history", "--sort", "change", "--limit", "1")
    assert oldest["command"].startswith("account add 'Acme Robotics'")


def test_an_import_free_log_of_many_lines_is_one_step(office: Cli) -> None:
    before = office.dump()
    office.ok("log", "acme", "--stdin", stdin="text\nOne\nTwo\n")
    office.ok("undo")
    assert office.dump() == before


def test_history_says_values_as_people_type_them(office: Cli) -> None:
    for argv in (
        ("contract", "edit", "k1", "--value", "66k"),
        ("contact", "left", "jane", "--successor", "omar", "--no-task"),
        ("contact", "edit", "p2", "--primary", "--phone", "020 7946 0018"),
        ("account", "tag", "acme", "pilot"),
        ("opportunity", "add", "acme", "SSO for all", "--value", "9k", "--probability", "40%"),
        (
            "opportunity",
            "edit",
            "o1",
            "--value",
            "12k",
            "--probability",
            "62.5%",
            "-w",
            "omar",
            "--contract",
            "k1",
        ),
        ("survey", "add", "acme", "nps", "9"),
        ("survey", "edit", "s1", "--score", "8"),
        ("target", "set", "2026", "nrr", "104%"),
        ("target", "set", "2026", "nrr", "105.5%"),
        ("target", "set", "2026-Q1", "renewals", "400k"),
        ("target", "set", "2026-Q1", "renewals", "400,000.50"),
        ("news", "add", "acme", "funding"),
        ("news", "edit", "e1", "--no-good"),
    ):
        office.ok(*argv)
    told = [line for change in office.json("history") for line in change["what"] if " → " in line]
    assert told == [
        "e1 good yes → no",
        "m2 (renewals) value EUR 400,000 → EUR 400,000.50",
        "m1 (nrr) value 104% → 105.5%",
        "s1 score 9 → 8",
        "o1 (SSO for all) contract - → k1, contact - → p2, value EUR 9,000 → EUR 12,000,"
        " probability 0.4 → 0.625",
        "acme (Acme Robotics) tags - → pilot",
        "p2 (Omar Haddad) phones - → 020 7946 0018, primary no → yes",
        "p1 (Jane Orr) left_on - → 2026-03-02, successor - → p2",
        "k1 annual_value EUR 60,000 → EUR 66,000",
    ]


def test_accounts_and_products_are_called_by_what_is_typed_never_by_inner_numbers(office: Cli) -> None:
    office.ok("product", "add", "Plus")
    office.ok("account", "add", "New Co")
    office.ok("snooze", "acme", "fri", "at a fair")
    office.ok("contact", "move", "p1", "acton")
    told = [line for row in office.json("history", "--limit", "4") for line in row["what"]]
    assert "p1 (Jane Orr) account acme → acton" in " ".join(told)
    assert {"product Plus added", "new-co added", "acme (Acme Robotics) snoozed_until - → 2026-03-06"} < {
        *told
    }
    assert "acme snoozed until 2026-03-06" in told
    undone = [office.ok("undo", tty=True) for _ in range(4)]
    assert "p1 (Jane Orr) account acton → acme" in undone[0]
    assert "acme (Acme Robotics) snoozed_until 2026-03-06 → -" in undone[1]
    assert "acme no longer snoozed" in undone[1]
    assert "new-co deleted (New Co)" in undone[2]
    assert undone[3].endswith("  product Plus deleted\n")
    assert not re.search(r"\b(account|product) \d", " ".join([*told, *undone]))
