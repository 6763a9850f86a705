"""Every kind of record is declared in one file, and one more field of it is one more entry there."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from amcli.commands.readers import READERS
from amcli.errors import BadValue
from amcli.interchange.kinds import KINDS as FILES
from amcli.interchange.values.columns import READERS as CELL_READERS
from amcli.records import KINDS, declaration
from amcli.records.declaration import JSON, Record, record
from amcli.reports import accounts
from amcli.storage.connection import VERSION
from tests.docs.commands import ROOT

EVERY = [record(kind) for kind in KINDS]
of_every_kind = pytest.mark.parametrize("told", EVERY, ids=KINDS)


def test_each_kind_has_a_file_of_its_name_and_no_file_is_of_none():
    files = {path.stem for path in Path(declaration.__file__).parent.glob("*.py")}
    assert files - {"__init__", "declaration"} == set(KINDS)
    assert [each.name for each in EVERY] == list(KINDS)


@of_every_kind
def test_what_a_kind_says_of_fields_is_of_fields_that_it_has(told: Record):
    names = [field.name for field in told.fields]
    listed = {field.name for field in told.fields if field.listed}
    filed = {field.file or field.name for field in told.fields if field.filed}
    assert len(set(names)) == len(names)
    assert set(told.columns) <= listed
    assert set(told.wide.split()) <= set(told.columns)
    assert set(told.first.split()) <= {field.name for field in told.fields if field.option}
    assert set(told.file.first.split()) <= set(names)
    assert {name for group in told.file.one_of for name in group} <= filed
    assert {name for name, _ in told.file.claims} <= filed


# What lists of records had in 0.1.0, where one has more today.
OF_THE_FIRST = {
    "contract": """contract id account product quantity starts_on ends_on annual_value currency signed_on
        auto_renew notice_days stage forecast outcome outcome_on reason renewed_by amends terminated_on
        uplift_pct concessions reference notes extra created_at updated_at""",
    "interaction": """interaction id account kind on at minutes direction tried planned summary body feel
        purpose contacts created_at updated_at""",
    "task": """task id account contact title due_on first_due_on done_on promised promised_by assignee
        waiting_on interaction repeat created_at updated_at""",
    "account": """id code name added_on status tier owner owner_since team industry segment region domain
        website phone address parent customer_since cadence_days qbr_days snoozed_until pulse pulse_on
        pulse_note objectives notes tags extra created_at updated_at""",
}


def test_the_fields_of_the_first_version_keep_their_places_in_lists():
    for kind, first in OF_THE_FIRST.items():
        names = [field.name for field in declaration.listed_fields(kind)]
        assert names[: len(first.split())] == first.split(), kind
        assert len(names) > len(first.split())
    assert [field.name for field in accounts.FIELDS][-2:] == ["status_on", "leaves_on"]


@of_every_kind
def test_a_field_of_one_line_takes_no_line_break_from_a_command_line_and_joins_the_lines_of_a_cell(
    told: Record,
):
    columns = next(file for file in FILES if file.table == told.name)
    for field in told.fields:
        if field.type == "line" and field.option is not None and not field.option.reads:
            with pytest.raises(BadValue) as refused:
                READERS[field.type](field).read("Head of\nSupport", None)
            assert refused.value.message.endswith("it can't contain a line break.")
        if field.type == "line" and field.filed and field.name != "source_id":
            of_file = columns.field(field.file or field.name)
            assert of_file is not None
            reader = CELL_READERS[of_file.reader](of_file.choices)
            assert reader.column([" Head of \r\n\n Support\u2028", "\n"]) == ["Head of Support", None], field


@of_every_kind
def test_every_room_can_read_the_types_of_its_fields(told: Record):
    columns = next(file for file in FILES if file.table == told.name)
    for field in told.fields:
        assert field.type in JSON, field
        assert field.to in ("", *KINDS), field
        assert bool(field.choices) is (field.type == "choice"), field
        assert field.default in ("", *field.choices), field
        if field.option is not None:
            assert field.type == "flag" or (field.option.reads or field.type) in READERS, field
            assert field.option.help.endswith("."), field
        if field.filed:
            of_file = columns.field(field.file or field.name)
            assert of_file is not None, field
            assert of_file.reader in CELL_READERS, field


PLACE = """        Field(
            "place",
            "line",
            "where it happened",
            option("Where it happened.", "--place"),
            headers="location, venue",
        ),
        SOURCE,
    ),
"""
MIGRATION = '''"""Where news happened."""

from alembic import op

revision = "{next}"
down_revision = "{now}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE event ADD COLUMN place TEXT")
'''
Am = Callable[..., str]


@pytest.fixture(scope="module")
def am(tmp_path_factory: pytest.TempPathFactory) -> Am:
    """`am` of a copy in which news has one field more: one entry, and its migration."""
    folder = tmp_path_factory.mktemp("copy")
    package = folder / "src" / "amcli"
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    replace(package / "records/event.py", "        SOURCE,\n    ),\n", PLACE)
    replace(package / "storage/connection.py", f"VERSION = {VERSION}\n", f"VERSION = {VERSION + 1}\n")
    revisions = {"now": f"{VERSION:04}", "next": f"{VERSION + 1:04}"}
    migration = package / f"storage/migrations/versions/v{revisions['next']}_place.py"
    migration.write_text(MIGRATION.format(**revisions), encoding="utf-8")
    environ = {
        **os.environ,
        "PYTHONPATH": str(folder / "src"),
        "HOME": str(folder),
        "AMCLI_TODAY": "2026-03-02",
    }
    environ |= {"AMCLI_BOOK": str(folder / "book.db"), "AMCLI_CONFIG": str(folder / "config.toml")}

    def am(*argv: str) -> str:
        run = subprocess.run(
            [sys.executable, "-m", "amcli", *argv], cwd=folder, env=environ, capture_output=True, text=True
        )
        assert (run.returncode, run.stderr) == (0, ""), (argv, run.stderr)
        return run.stdout

    am("init", "--currency", "EUR", "--quiet")
    am("account", "add", "Acme Robotics", "--code", "acme")
    am("news", "add", "acme", "funding", "Second round", "--place", "Riga")
    return am


def replace(path: Path, old: str, new: str) -> None:
    """Put a text in the place of another that is there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_one_more_field_is_an_option_and_a_field_of_lists(am: Am):
    assert "Where it happened." in am("news", "edit", "--help")
    assert [row["place"] for row in json.loads(am("news", "list", "-o", "json"))] == ["Riga"]
    assert am("news", "list", "place:riga", "-o", "ids") == "e1\n"


def test_one_more_field_is_in_the_schema_and_on_the_page(am: Am):
    assert json.loads(am("schema", "event"))["properties"]["place"]["description"] == "where it happened"
    assert "place" in am("news", "show", "e1", "-o", "table")


def test_one_more_field_goes_out_with_files_and_comes_in_by_its_headers(am: Am, tmp_path: Path):
    assert am("export", "--kind", "events").splitlines()[1].endswith(",Riga")
    file = tmp_path / "news.csv"
    file.write_text("account,date,event,venue\nacme,2026-03-01,growth,Tartu\n", encoding="utf-8")
    am("import", str(file), "--kind", "events", "--yes")
    assert "Tartu" in am("news", "list", "-o", "json")
    am("undo")
    assert "Tartu" not in am("news", "list", "-o", "json")
