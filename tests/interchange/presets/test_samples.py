"""Every system's files, whole: what they give, once, and that a changed cell changes one record."""

import csv
import gzip
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.interchange.helpers import Desk
from tests.interchange.presets.samples import FOLDER, KINDS, SAMPLES, Sample, table_of
from tests.profiles import is_nightly, some

# The reports of Salesforce name a company that no file has: that row is bad, and is set aside.
WITH_BAD = {"salesforce-reports": 1}


class Taken(NamedTuple):
    """A desk on which all files of a system were taken in together, and the plans of that."""

    desk: Desk
    sample: Sample
    plans: list[dict[str, Any]]


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda sample: sample.folder)
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Each system's files, taken in once for all that is asked of it."""
    desk = Desk(tmp_path_factory.mktemp("taken"))
    return Taken(desk, request.param, take_in(desk, request.param, "--skip-bad"))


def take_in(desk: Desk, sample: Sample, *options: str) -> list[dict[str, Any]]:
    """The plans of an import of all files of a system."""
    answer = desk.am("import", *map(str, files_of(desk, sample)), "--yes", "-o", "json", *options)
    assert answer.code == 0, answer
    plans: list[dict[str, Any]] = json.loads(answer.out)["files"]
    return plans


def files_of(desk: Desk, sample: Sample) -> list[Path]:
    """Copies of the files, beside which bad rows may be set aside."""
    target = desk.folder / sample.folder
    if not target.exists():
        shutil.copytree(FOLDER / sample.folder, target)
    return [target / path.name for path in sample.files]


def counts(desk: Desk) -> tuple[int, ...]:
    """How many records there are of each kind."""
    return tuple(desk.value(f'SELECT count(*) FROM "{kind}"') for kind in KINDS)


def test_all_files_of_a_system_come_in_together_and_every_row_is_accounted_for(taken: Taken) -> None:
    desk, sample, plans = taken
    assert counts(desk) == sample.counts
    skipped: Counter[str] = Counter()
    for plan in plans:
        skipped.update(plan["skipped_why"])
        assert plan["rows"] == sum(plan[key] for key in ("new", "changed", "unchanged", "skipped", "bad"))
    assert skipped == sample.skipped
    assert sum(plan["bad"] for plan in plans) == WITH_BAD.get(sample.folder, 0)
    assert {plan["preset"] for plan in plans} - {None} == {sample.preset}


def test_the_same_files_again_change_nothing(taken: Taken) -> None:
    desk, sample, _ = taken
    before = desk.dump("txn", "journal")
    for plan in take_in(desk, sample, "--skip-bad"):
        assert (plan["new"], plan["changed"]) == (0, 0), plan
    assert desk.dump("txn", "journal") == before


def test_the_files_one_by_one_in_their_order_give_the_same_as_together(desk: Desk, taken: Taken) -> None:
    """By day of each fifth system, and of the last: what joins files is the same for all."""
    if taken.sample not in some(SAMPLES, 5):
        return
    sample, order = taken.sample, [plan["file"] for plan in taken.plans]
    files_of(desk, sample)
    for name in dict.fromkeys(order):
        desk.imported(str(desk.folder / sample.folder / name), "--yes", "--skip-bad")
    assert counts(desk) == sample.counts


CHANGES = [
    ("hubspot", "companies", b'"RETAIL"', b'"TOYS"', "account", "industry"),
    ("hubspot", "deals", b'"18400"', b'"19400"', "opportunity", "value"),
    ("hubspot-es", "contactos", b"Gerente", b"Directora", "contact", "title"),
    ("salesforce-records", "Contact", b"Head of Procurement", b"Director", "contact", "title"),
    ("salesforce-records", "Event", b'"90"', b'"60"', "interaction", "minutes"),
    ("salesforce-reports", "1772380000002", b"Directrice", b"Gerante", "contact", "title"),
    ("pipedrive", "activities", b'"00:30"', b'"00:45"', "interaction", "minutes"),
    ("pipedrive", "notes", b"<b>May</b>", b"<b>June</b>", "interaction", "body"),
    ("zoho", "Tasks", b"2026-03-05", b"2026-03-06", "task", "due_on"),
    ("dynamics", "Contacts", b"VP Operations", b"COO", "contact", "title"),
    ("close", "lead_opps", b",1200,", b",1300,", "opportunity", "value"),
    ("outlook", "contacts", b"Kunden;VIP", b"Kunden", "contact", "tags"),
    ("linkedin", "Connections", b"Head of Operations", b"Chief of Operations", "contact", "title"),
    ("thunderbird", "personal", b"Leitung", b"Einkauf", "contact", "title"),
]


@pytest.mark.parametrize(
    ("folder", "part", "old", "new", "kind", "field"), some(CHANGES, 3), ids=lambda value: str(value)[:24]
)
def test_a_changed_cell_changes_that_record_alone(
    desk: Desk, folder: str, part: str, old: bytes, new: bytes, kind: str, field: str
) -> None:
    """By day of some systems: what is compared is the same for all."""
    sample = next(each for each in SAMPLES if each.folder == folder)
    take_in(desk, sample, "--skip-bad")
    before = desk.rows(f'SELECT id, "{field}" FROM "{kind}"')
    (path,) = [path for path in files_of(desk, sample) if part in path.name]
    text = path.read_bytes()
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new))
    plans = take_in(desk, sample, "--skip-bad")
    assert [(plan["new"], plan["changed"]) for plan in plans if plan["new"] or plan["changed"]] == [(0, 1)]
    after = desk.rows(f'SELECT id, "{field}" FROM "{kind}"')
    assert len(set(after) - set(before)) == 1


HOSTILE = ["x", "=1+1", "9" * 400, "-", "31/31/2025", "\U0001f600", "a@b@c", "(1)", "0/0/00", " ; ::: ; "]


# All nightly; here a fifth of the cells in each sample, and each cell in a fifth of the samples.
SPOILT = [
    pytest.param(sample, cell, id=f"{sample.folder}-{at}")
    for number, sample in enumerate(SAMPLES)
    for at, cell in enumerate(HOSTILE)
    if is_nightly() or (number + at) % 5 == 0
]


@pytest.mark.parametrize(("sample", "cell"), SPOILT)
def test_whatever_stands_in_the_cells_is_taken_or_told(desk: Desk, sample: Sample, cell: str) -> None:
    """Every second cell of every file: no traceback, and nothing kept where the import was refused."""
    paths = []
    for path in files_of(desk, sample):
        rows = table_of(path)
        spoilt = [
            [cell if (at + line) % 2 and value else value for at, value in enumerate(row)]
            for line, row in enumerate(rows[1:])
        ]
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([rows[0], *spoilt])
        paths.append(str(path))
    answer = desk.am("import", *paths, "--yes")
    assert answer.code in (0, 2, 5), answer
    assert "Traceback" not in answer.err
    assert "\0" not in answer.out + answer.err
    assert answer.code == 0 or not desk.book.exists()


def test_a_file_packed_with_gzip_is_known_like_any_other(desk: Desk) -> None:
    """As Close hands out its exports."""
    sample = next(each for each in SAMPLES if each.folder == "close")
    for path in files_of(desk, sample):
        path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))
    packed = [f"{path}.gz" for path in files_of(desk, sample)]
    answer = desk.imported(*packed, "--yes")
    assert "lead_opps.csv.gz: Close opportunities, UTF-8, comma" in answer.out
    assert counts(desk) == sample.counts


def test_bad_rows_are_mended_in_their_own_form_and_imported_again(desk: Desk) -> None:
    sample = next(each for each in SAMPLES if each.folder == "salesforce-reports")
    take_in(desk, sample, "--skip-bad")
    bad = desk.backups / "report1772380000003.bad.csv"
    text = bad.read_bytes().decode("cp1252")
    assert text.splitlines()[0].startswith("Opportunity Owner,Account Name,Account ID,")
    bad.write_bytes(text.replace("Maison Absente", "Total Énergie Sud").encode("cp1252"))
    answer = desk.imported(str(bad))
    assert "Salesforce opportunities" in answer.out
    assert desk.value("SELECT count(*) FROM opportunity") == 2
