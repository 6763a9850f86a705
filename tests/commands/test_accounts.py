import json

import pytest

from tests.support import Cli


def row(cli: Cli, code: str):
    (found,) = [each for each in cli.json("account", "list") if each["code"] == code]
    return found


def test_a_name_is_enough_for_an_account_and_its_code_is_made_from_it(cli: Cli) -> None:
    assert cli.ref("account", "add", "Söhne & Co") == "sohne-co"
    found = row(cli, "sohne-co")
    assert (found["name"], found["tier"], found["status"]) == ("Söhne & Co", "standard", "active")
    assert found["added_on"] == "2026-03-02"


def test_a_taken_code_gets_a_number(cli: Cli) -> None:
    assert [cli.ref("account", "add", name) for name in ("Acme", "acme!", "ACME?")] == [
        "acme",
        "acme-2",
        "acme-3",
    ]


def test_a_taken_name_is_refused_in_any_case(office: Cli) -> None:
    code, out, err = office("account", "add", "ACME ROBOTICS")
    assert (code, out) == (5, "")
    assert 'another account already has the name "ACME ROBOTICS": acme (Acme' in err
    assert len(office.json("account", "list")) == 3


def test_every_option_of_add_is_kept(cli: Cli) -> None:
    cli.ok("account", "add", "Parent")
    given = {
        "code": "kid", "tier": "key", "status": "onboarding", "owner": "Ama", "team": "Nord",
        "industry": "Rail",
        "segment": "Mid", "region": "EMEA", "domain": "kid.example", "website": "https://kid.example",
        "phone": "020 7946 0018", "address": "1 Road", "objectives": "Grow", "notes": "Odd\nlines",
    }  # fmt: skip
    options = [word for name, value in given.items() for word in (f"--{name}", value)]
    days = ["--since", "2024-02-29", "--owner-since", "yesterday", "--snoozed-until", "+10d"]
    numbers = ["--cadence", "21", "--qbr", "120"]
    lists = [
        "--tag",
        "a",
        "--tag",
        "b",
        "--tag",
        "a",
        "--set",
        "seats=40",
        "--set",
        "plan=gold",
        "--parent",
        "parent",
    ]
    cli.ok("account", "add", "Kid", *options, *days, *numbers, *lists)
    found = row(cli, "kid")
    assert {name: found[name] for name in given} == given
    assert [found[name] for name in ("customer_since", "owner_since", "snoozed_until")] == [
        "2024-02-29", "2026-03-01", "2026-03-12",
    ]  # fmt: skip
    assert (found["cadence_days"], found["qbr_days"], found["parent"]) == (21, 120, "parent")
    assert (found["tags"], found["extra"]) == (["a", "b"], {"seats": 40, "plan": "gold"})


def test_edit_changes_what_is_given_and_says_what_was(office: Cli) -> None:
    assert office.ref("account", "edit", "acme", "--tier", "light", "--name", "Acme Ltd") == "acme"
    found = row(office, "acme")
    assert (found["tier"], found["name"], found["customer_since"]) == ("light", "Acme Ltd", "2023-04-05")
    said = office.ok("account", "edit", "acme", "--tier", "key", tty=True)
    assert said == "Acme Ltd: tier light → key\n"
    assert office.ok("account", "edit", "acme", "--tier", "key", tty=True) == "Acme Ltd: nothing to change.\n"


def test_an_empty_text_empties_a_field_of_any_kind(office: Cli) -> None:
    full = ["--region", "EMEA", "--cadence", "9", "--snoozed-until", "+9d", "--tag", "x", "--parent", "birch"]
    office.ok("account", "edit", "acme", *full)
    office.ok("account", "edit", "acme", *(word or "" for word in full[::2] for word in (word, "")))
    found = row(office, "acme")
    assert [found[name] for name in ("region", "cadence_days", "snoozed_until", "parent")] == [None] * 4
    assert found["tags"] == []


def test_a_field_that_is_needed_cannot_be_emptied(office: Cli) -> None:
    assert office("account", "edit", "acme", "--name", "").code == 2
    code, _, err = office("account", "edit", "acme", "--tier", "")
    assert (code, err) == (
        5,
        "am: the account tier can't be empty. Nothing was changed.\n",
    )


def test_an_empty_custom_field_is_removed_and_the_others_stay(office: Cli) -> None:
    office.ok("account", "edit", "acme", "--set", "seats=40", "--set", "plan=gold")
    office.ok("account", "edit", "acme", "--set", "plan=")
    assert row(office, "acme")["extra"] == {"seats": 40}


def test_edit_without_anything_to_change_says_so(office: Cli) -> None:
    code, _, err = office("account", "edit", "acme")
    assert code == 2
    assert "nothing to change for account acme. Nothing was changed." in err


def test_an_editor_shows_the_record_and_takes_the_changes(office: Cli, tmp_path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(
        '#!/bin/sh\nsed -i "s/^tier = .*/tier = \\"light\\"/; s/^region = .*/region = \\"Nord\\"/" "$1"\n'
    )
    editor.chmod(0o755)
    office.ok("account", "edit", "acme", "-e", env={"EDITOR": str(editor)})
    found = row(office, "acme")
    assert (found["tier"], found["region"], found["name"]) == ("light", "Nord", "Acme Robotics")


@pytest.mark.parametrize(
    ("script", "exit_code", "said"),
    [
        ('echo "tier = [" > "$1"', 2, "what you wrote can't be read"),
        ('echo "nonsense = 1" > "$1"', 2, 'no field "nonsense". Nothing was changed.'),
        ('echo "tier = \\"gold\\"" > "$1"', 2, 'tier "gold": not one of its values'),
        ('printf "\\377" > "$1"', 2, "not UTF-8"),
        ("exit 3", 1, "failed with exit code 3"),
    ],
)
def test_what_an_editor_leaves_behind_is_checked(
    office: Cli, tmp_path, script: str, exit_code: int, said: str
) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text(f"#!/bin/sh\n{script}\n")
    editor.chmod(0o755)
    before = office.dump()
    code, _, err = office("account", "edit", "acme", "-e", env={"EDITOR": str(editor)})
    assert (code, said in " ".join(err.split())) == (exit_code, True), err  # the path may fill a line
    assert office.dump() == before


def test_an_editor_that_is_not_there_is_named(office: Cli) -> None:
    code, _, err = office("account", "edit", "acme", "-e", env={"EDITOR": "no-such-editor"})
    assert (code, err.startswith('am: the editor "no-such-editor" can\'t be started')) == (1, True)


def test_rm_takes_everything_of_the_account_along_and_undo_brings_it_back(office: Cli) -> None:
    before = office.dump()
    assert office.ref("account", "rm", "acme", "--yes") == "acme"
    assert [each["account"] for each in office.json("contract", "list")] == ["birch"]
    assert office.json("task", "list") == []
    office.ok("undo")
    assert office.dump() == before


def test_rm_asks_on_a_terminal_and_takes_no_for_an_answer(office: Cli) -> None:
    before = office.dump()
    for answer in ("n\n", "\n", ""):
        code, _, err = office("account", "rm", "acme", tty=True, stdin=answer)
        assert code == 5
        assert err.startswith("Delete account Acme Robotics with 2 contacts, 1 contract, 1 activity, 1 task?")
    assert office.dump() == before
    said = office("account", "rm", "acme", tty=True, stdin="y\n")
    assert (said.code, "deleted" in said.out) == (0, True)


def test_rm_without_anybody_to_ask_needs_yes(office: Cli) -> None:
    code, _, err = office("account", "rm", "acme")
    assert (code, "--yes" in err) == (5, True)
    assert len(office.json("account", "list")) == 3


def test_an_archived_account_is_in_no_list_but_can_be_shown(office: Cli) -> None:
    office.ok("account", "archive", "acme")
    for name in ("checkins", "renewals", "risks"):
        assert all(each["account"] != "acme" for each in office.json(name, "--all"))
    assert office.json("show", "acme")["status"] == "archived"
    assert office("risks", "acme").code == 5


def test_a_pulse_is_kept_with_its_day_and_its_reason(office: Cli) -> None:
    office.ok("account", "pulse", "acme", "b", "Two calls not returned")
    found = row(office, "acme")
    assert [found[name] for name in ("pulse", "pulse_on", "pulse_note")] == [
        "bad", "2026-03-02", "Two calls not returned",
    ]  # fmt: skip


def test_tags_are_added_once_and_taken_off(office: Cli) -> None:
    office.ok("account", "tag", "acme", "emea", "reference", "emea")
    office.ok("account", "tag", "acme", "emea")
    assert row(office, "acme")["tags"] == ["emea", "reference"]
    office.ok("account", "untag", "acme", "emea")
    assert row(office, "acme")["tags"] == ["reference"]
    code, _, err = office("account", "untag", "acme", "reference", "gold")
    assert (code, 'has no tag "gold"' in err) == (2, True)
    assert row(office, "acme")["tags"] == ["reference"]


def test_an_account_cannot_be_above_itself(office: Cli) -> None:
    office.ok("account", "edit", "acton", "--parent", "acme")
    for parent in ("acme", "acton"):
        code, _, err = office("account", "edit", "acme", "--parent", parent)
        assert (code, "an account can't be its own parent, not even indirectly" in err) == (5, True)


def test_show_and_list_of_one_account_agree(office: Cli) -> None:
    assert office.one("account", "list", "acme") == row(office, "acme")
    assert office.json("account", "show", "acme") == office.json("show", "acme")
    assert json.loads(office.ok("account", "show", "acme", "-o", "jsonl")) == office.json("show", "acme")
