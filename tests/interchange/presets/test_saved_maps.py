"""Saved mappings: how a file was read, kept under a name and used again."""

import json
from pathlib import Path

import pytest

from tests.interchange.helpers import Desk
from tests.interchange.workbooks import Cells, xlsx

FIRMS = "Firm;Betreuer;Seit\nAcme Robotics;Ama;03.04.2025\nBeta Foods;Lena;05.06.2025\n"
SAYING = (
    "--kind",
    "accounts",
    "--map",
    "name=Firm",
    "--map",
    "owner=Betreuer",
    "--map",
    "customer_since=Seit",
)


def config(desk: Desk) -> Path:
    """The configuration of a desk."""
    return Path(desk.am("config", "path").out.strip())


def saved(desk: Desk) -> str:
    """A desk on which a mapping called firms was saved; gives the file."""
    path = desk.file("firms.csv", FIRMS)
    answer = desk.imported(path, *SAYING, "--date-order", "dmy", "--keep-extra", "--save-map", "firms")
    assert answer.err.strip().endswith("am: saved as firms: use it with --preset firms")
    return path


def test_what_was_said_of_a_file_is_kept_and_used_again(desk: Desk) -> None:
    path = saved(desk)
    plans = json.loads(desk.imported(path, "--preset", "firms", "-o", "json").out)["files"]
    assert [(plan["preset"], plan["kind"], plan["unchanged"]) for plan in plans] == [("firms", "accounts", 2)]
    assert "firms.csv: accounts (firms), UTF-8" in desk.imported(path, "--preset", "firms").out
    assert desk.rows("SELECT owner, customer_since FROM account LIMIT 1") == [("Ama", "2025-04-03")]


def test_it_stands_in_the_configuration_beside_its_comments(desk: Desk) -> None:
    path = config(desk)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# mine\nhints = true # yes\n", encoding="utf-8")
    saved(desk)
    text = path.read_text(encoding="utf-8")
    assert "# mine\nhints = true # yes" in text
    assert "[maps.firms]" in text
    assert 'name = "Firm"' in text
    assert desk.am("config", "check").code == 0


def test_what_is_said_now_counts_before_what_was_saved(desk: Desk) -> None:
    saved(desk)
    path = desk.file("more.csv", "Firm;Firm2;Betreuer;Seit\nAcme Robotics;Nils;Ama;03.04.2025\n")
    desk.imported(path, "--preset", "firms", "--map", "owner=Firm2", "--save-map", "firms")
    assert desk.rows("SELECT owner, customer_since FROM account LIMIT 1") == [("Nils", "2025-04-03")]
    assert 'owner = "Firm2"' in config(desk).read_text(encoding="utf-8")


def test_a_mapping_may_begin_with_a_known_system(desk: Desk) -> None:
    text = "Record ID,Company name,Company owner,Success lead\n511,Acme,Ama,Lena\n"
    path = desk.file("c.csv", text)
    options = ("--preset", "hubspot", "--map", "owner=Success lead", "--save-map", "ours")
    desk.imported(path, *options)
    desk.imported(path, "--preset", "ours")
    assert desk.rows("SELECT owner FROM account") == [("Lena",)]
    assert desk.rows("SELECT source FROM source_ref") == [("hubspot",)]


def test_the_sheet_of_a_workbook_is_saved_and_may_be_said_otherwise(desk: Desk) -> None:
    head = ["Firm", "Betreuer", "Seit"]
    both: dict[str, Cells] = {"Old": [head, ["Acme", "Ama", None]], "New": [head, ["Beta", "Lena", None]]}
    path = desk.file("firms.xlsx", xlsx(both))
    desk.imported(path, *SAYING, "--sheet", "Old", "--save-map", "firms")
    desk.imported(path, "--preset", "firms")
    assert desk.rows("SELECT name FROM account") == [("Acme",)]
    desk.imported(path, "--preset", "firms", "--sheet", "New")
    assert desk.rows("SELECT name FROM account ORDER BY id") == [("Acme",), ("Beta",)]


def test_a_dry_run_saves_nothing(desk: Desk) -> None:
    desk.imported(
        desk.file("firms.csv", FIRMS), *SAYING, "--date-order", "dmy", "--dry-run", "--save-map", "firms"
    )
    assert not config(desk).exists()


def test_an_import_that_is_refused_saves_nothing(desk: Desk) -> None:
    path = desk.file("firms.csv", FIRMS + "Gamma;Ama;31.02.2025\n")
    assert desk.am("import", path, *SAYING, "--date-order", "dmy", "--save-map", "firms").code == 5
    assert not config(desk).exists()


@pytest.mark.parametrize("name", ["hubspot", "HubSpot", "none", "a.b", "", "-x", "two words", "x" * 60])
def test_a_name_that_a_system_has_or_that_is_none_is_refused(desk: Desk, name: str) -> None:
    answer = desk.am("import", desk.file("firms.csv", FIRMS), *SAYING, f"--save-map={name}")
    assert answer.code == 2
    assert not desk.book.exists()


def test_a_mapping_that_says_nothing_is_refused(desk: Desk) -> None:
    answer = desk.am("import", desk.file("a.csv", "name\nAcme\n"), "--save-map", "plain")
    assert (answer.code, "nothing to save" in answer.err) == (2, True)


BROKEN = [
    ("kind = 'customers'", "no such kind"),
    ("kind = 'accounts'\n[maps.m.map]\nsize = 'Seats'", "accounts don't have this field"),
    ("date_order = 'dym'", "date_order"),
    ("encoding = 'klingon'", "is not an encoding"),
    ("extra = 'yes'", "true or false"),
    ("map = 'name'", "not a table of fields"),
    ("preset = 'firms'", "is not one of hubspot"),
    ("colour = 'red'", "no key"),
]


@pytest.mark.parametrize(("lines", "said"), BROKEN)
def test_a_broken_mapping_is_told_by_config_check_in_one_line(desk: Desk, lines: str, said: str) -> None:
    path = config(desk)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"[maps.m]\n{lines}\n", encoding="utf-8")
    answer = desk.am("config", "check")
    assert answer.code == 2
    assert "maps.m" in answer.err
    assert said in answer.err
    used = desk.am("import", desk.file("firms.csv", FIRMS), "--preset", "m")
    assert used.code == 2
    assert "Traceback" not in used.err


def test_a_mapping_called_like_a_system_in_the_file_is_told(desk: Desk) -> None:
    path = config(desk)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[maps.zoho]\nkind = 'accounts'\n", encoding="utf-8")
    assert "already knows" in desk.am("config", "check").err
    path.write_text("maps = 3\n", encoding="utf-8")
    assert "not a table of mappings" in desk.am("config", "check").err


def test_both_systems_and_saved_mappings_complete(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from amcli.completion.answers import lines

    saved(desk)
    said = lines("preset", ["word=", f"config={config(desk)}"]).splitlines()
    assert said[0] == "firms\tsaved"
    assert "hubspot\t" in said
    assert lines("preset", ["word=fir", f"config={config(desk)}"]) == "firms\tsaved\n"
    assert lines("preset", ["word=hub", "config=/nowhere"]) == "hubspot\t\n"
