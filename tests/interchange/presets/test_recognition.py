"""Which system a file is of, told by its headers alone; and which files are nobody's."""

import json
import tomllib
from pathlib import Path

import pytest

from amcli.config.maps import NO_PRESET, PRESETS, built_in
from amcli.interchange.kinds import KINDS, kind_named
from amcli.interchange.presets import presets, recognise
from amcli.interchange.presets.reader import Known, Part
from amcli.interchange.tables.layouts import key_of, strict_key
from tests.interchange.helpers import ACCOUNTS, EVERYTHING, Desk
from tests.interchange.presets.samples import SAMPLES, table_of

PARTS = [(known, part) for known in presets() for part in known.parts]


@pytest.mark.parametrize(
    ("preset", "path"),
    [(sample.preset, path) for sample in SAMPLES for path in sample.files if path.name != "book.csv"],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_each_sample_fits_one_system_and_there_one_kind_of_file(preset: str, path: Path) -> None:
    keys = {strict_key(header) for header in table_of(path)[0]}
    assert [known.preset.name for known in presets() for _ in known.fitting(keys)] == [preset]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_file_in_the_books_own_form_is_nobodys(kind: object) -> None:
    headers = ["ref", *(field.name for field in kind.fields)]  # type: ignore[attr-defined]
    assert recognise("x.csv", headers, None, None) is None


@pytest.mark.parametrize(
    "line",
    [
        "Account ID,Account Name,ARR,Renewal Date,CSM",
        "Account Name,Owner,ARR,Renewal Date,Health,Notes",
        "id,name,email,company",
        "Record ID,First Name,Last Name,Email,Company",
        "First name,Last name,E-mail,Company",
        "Name,Email,Phone,Organization",
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value",
        "Deal Name,Amount,Close Date,Account Name",
        "Subject,Due Date,Account",
        "Organization Name,Website,Industry",
        "note_content,account,on",
        "account_id,account_name,account_owner,billing_city",
        "id,name,ownerid,email",
        "record_id,company_name,company_owner",
    ],
)
def test_a_plain_sheet_is_nobodys(line: str) -> None:
    assert recognise("sheet.csv", line.split(","), None, None) is None


@pytest.mark.parametrize(
    ("known", "part"), PARTS, ids=lambda value: value.key if isinstance(value, Part) else value.preset.name
)
def test_a_layout_fills_only_fields_of_its_kind_and_each_once(known: Known, part: Part) -> None:
    (layout,) = known.layouts([part])
    kind = kind_named(layout.kind)
    assert kind is not None
    names = [take.field for take in layout.takes]
    assert len(names) == len(set(names))
    assert all(kind.field(name) is not None for name in names)
    assert all(take.headers or take.make for take in layout.takes)
    plain = [key_of(header) for take in layout.takes if take.make is None for header in take.headers]
    assert len(plain) == len(set(plain)), "a column is read as it stands for one field alone"


def test_the_presets_are_the_files_of_their_folder_in_the_order_that_they_say() -> None:
    names = [known.preset.name for known in presets()]
    assert built_in() == (*names, NO_PRESET)
    assert sorted(names) == sorted(path.stem for path in PRESETS.glob("*.toml"))
    places = [
        tomllib.loads((PRESETS / f"{name}.toml").read_text(encoding="utf-8")).get("place") for name in names
    ]
    placed = [name for name, place in zip(names, places, strict=True) if place is not None]
    assert names[: len(placed)] == placed, "one without a place comes last"
    assert (placed[:2], placed[-1]) == (["hubspot", "salesforce"], "asterisk")


def test_no_header_is_both_needed_and_forbidden() -> None:
    for _, part in PARTS:
        never = {strict_key(header) for header in part.form.never}
        for group in part.form.needs:
            assert not {strict_key(header) for header in group} <= never


def test_the_plan_of_a_plain_file_says_no_preset(desk: Desk) -> None:
    plan = json.loads(desk.imported(desk.file("accounts.csv", ACCOUNTS), "-o", "json").out)
    assert [each["preset"] for each in plan["files"]] == [None]


def test_all_canonical_files_are_read_as_without_presets(desk: Desk) -> None:
    files = [desk.file(name, text) for name, text in EVERYTHING.items()]
    answers = [
        desk.imported(*files, "--dry-run", "-o", "json", *more).out for more in ((), ("--preset", "none"))
    ]
    assert answers[0] == answers[1]
