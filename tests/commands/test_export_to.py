"""`--to FILE`: whole or not at all, and nobody's but the owner's unless it was so before."""

import os
import stat
import subprocess
import threading
from pathlib import Path

import pytest

from amcli.facts.account_facts import World
from tests.forkserver import LONGEST
from tests.support import PROGRAM, TODAY, Cli, run_program

COMMANDS = ("calendar", "vcard", "html")


def cannot(name: str, why: str) -> tuple[int, str, str]:
    return 1, "", f'am: "{name}" can\'t be written: {why}.\n'


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_file_has_what_the_output_has_and_nothing_is_printed(office: Cli, name: str) -> None:
    path = office.folder / "out file"
    printed = office.ok("export", name)
    assert office.ok("export", name, "--to", str(path)) == ""
    assert path.read_bytes() == printed.encode()
    assert mode(path) == 0o600


def test_a_file_that_is_there_keeps_its_permissions_and_a_link_stays_a_link(office: Cli) -> None:
    path, link = office.folder / "book.ics", office.folder / "link.ics"
    path.write_text("old")
    path.chmod(0o644)
    link.symlink_to(path)
    office.ok("export", "calendar", "--to", str(link))
    assert link.is_symlink()
    assert mode(path) == 0o644
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_who_reads_the_old_file_meanwhile_reads_all_of_it(office: Cli) -> None:
    path = office.folder / "book.ics"
    path.write_text("old")
    with path.open() as reader:
        office.ok("export", "calendar", "--to", str(path))
        assert reader.read() == "old"
    assert [each.name for each in office.folder.glob(".amcli-*")] == []


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    office: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = office.folder / "book.ics"
    path.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert office("export", "calendar", "--to", "book.ics") == cannot("book.ics", "No space left on device")
    assert path.read_text() == "old"
    assert [each.name for each in office.folder.glob(".amcli-*")] == []


@pytest.mark.parametrize(
    ("place", "why"), [("missing/book.ics", "No such file or directory"), ("book.db/x", "Not a directory")]
)
def test_a_place_that_is_not_there_is_one_line(office: Cli, place: str, why: str) -> None:
    assert office("export", "calendar", "--to", place) == cannot(place, why)


def test_a_folder_is_refused(office: Cli) -> None:
    assert office("export", "calendar", "--to", ".") == cannot(".", "Is a directory")


def test_a_folder_that_is_read_only_is_one_line(office: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root may write anywhere, the refusal is the system's own, put in its mouth."""
    import tempfile

    def refused(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    path = office.folder / "book.ics"
    assert office("export", "calendar", "--to", "book.ics") == cannot("book.ics", "Permission denied")
    assert not path.exists()


@pytest.mark.parametrize("name", ["", " ", "a\0b", "a\ud800b"])
def test_what_is_no_name_of_a_file_is_refused(office: Cli, name: str) -> None:
    found = office("export", "calendar", "--to", name)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("am: --to ")


def test_a_pipe_is_written_into(office: Cli) -> None:
    path = office.folder / "pipe"
    os.mkfifo(path)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    reader.start()
    office.ok("export", "vcard", "--to", str(path))
    reader.join(timeout=LONGEST)
    assert read == [office.ok("export", "vcard").encode()]
    assert stat.S_ISFIFO(path.stat().st_mode)


def test_the_output_has_a_name_too(office: Cli) -> None:
    environ = os.environ | office.environ(TODAY)
    named = subprocess.run(
        [PROGRAM, "export", "vcard", "--to", "/dev/stdout"], env=environ, capture_output=True, check=True
    )
    assert named.stdout == office.ok("export", "vcard").encode()


@pytest.mark.parametrize("name", ["calendar", "vcard"])
def test_what_is_written_meanwhile_is_in_the_next_file_and_does_no_harm(
    office: Cli, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process adds somebody, and a task, between two of the queries."""
    from amcli.reports import diary

    before, stamps_of = office.ok("export", name), diary.stamps_of

    def then_somebody_writes(world: World) -> diary.Stamps:
        found = stamps_of(world)
        run_program(["task", "add", "acme", "New", "--due", "2026-03-04"], os.environ | office.environ(TODAY))
        run_program(["contact", "add", "acme", "Newcomer"], os.environ | office.environ(TODAY))
        return found

    monkeypatch.setattr(diary, "stamps_of", then_somebody_writes)
    assert office.ok("export", name) == before
    monkeypatch.undo()
    assert "New" in office.ok("export", name)
