"""What `am doctor` looks at around a book: its folder, who may read it, the disk, backups, settings, shell.

Also for a book that can't be opened. What is in the book is checkup.py.
"""

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from amcli import __version__
from amcli.config.plays import own_folder
from amcli.context import Run
from amcli.errors import AmcliError
from amcli.files import state_of
from amcli.reports.checkup import FAULT, OK, WARNING, Finding
from amcli.rules.formatting import count, minute, size
from amcli.rules.mounts import mount_of, network, sync_program
from amcli.storage import backups, checking, places
from amcli.storage.connection import folder_of, now, version_of
from amcli.storage.failures import named

OTHERS = 0o077
STALE_LOG_SECONDS = 3600
LARGE_LOG = 64_000_000
LEAST_SPACE = 50_000_000
BACKUP_DAYS = 7
CLOCK_SECONDS = 60
NAMED = 3


def permissions(run: Run) -> Finding:
    """Whether somebody else on the machine can read or change what amcli keeps."""
    open_to_all = [path for path in own_files(run) if is_open(path)]
    if not open_to_all:
        return Finding("permissions", OK, "only you can read the book, its backups and the settings")
    told = some([named(path) for path in open_to_all])
    return Finding(
        "permissions", WARNING, f"others on this machine can read {told}",
        fix=lambda: close(open_to_all), of_book=False,
    )  # fmt: skip


def own_files(run: Run) -> Iterator[str]:
    """What amcli keeps that says something of customers."""
    book = os.path.realpath(run.book_file)
    folder = str(folder_of(Path(book)))
    yield from (f"{book}{suffix}" for suffix in ("", "-wal", "-shm", "-journal"))
    yield folder
    yield from (str(each.path) for each in backups.backups(run.book_path))
    yield run.config_file
    try:
        yield own_folder(run.config)
    except AmcliError:
        return


def is_open(path: str) -> bool:
    """Whether others have a right to a file of this user."""
    try:
        state = os.stat(path)
    except OSError:
        return False
    return bool(state.st_mode & OTHERS)


def close(paths: list[str]) -> None:
    """Take away the rights of others. Raises AmcliError."""
    for path in paths:
        try:
            os.chmod(path, os.stat(path).st_mode & 0o7777 & ~OTHERS)
        except OSError as error:
            raise AmcliError(
                f"the permissions of {named(path)} can't be changed: {error.strerror}."
            ) from None


def folder(run: Run) -> Finding:
    """Whether a sync program or another machine has its hands on the book's file."""
    book = os.path.realpath(run.book_file)
    synced = sync_program(book, lambda place, name: os.path.lexists(os.path.join(place, name)))
    if synced is not None:
        program, place = synced
        return Finding(
            "folder", WARNING,
            f"{program} syncs {named(place)}: it may replace the book while am writes, or make a second one."
            " Move the book out of it and sync backups instead",
            "am backup --to FOLDER",
        )  # fmt: skip
    served = network(mount_of(book, places.mounted()))
    if served is not None:
        return Finding(
            "folder", WARNING,
            f"the book is on a network file system ({served}), where locks don't hold: two programs"
            " may damage it. Keep it on a disk of this machine, and send backups there",
            "am backup --to FOLDER",
        )  # fmt: skip
    return Finding("folder", OK, "on this machine's own disk, in no folder that a sync program watches")


def encryption(run: Run) -> Finding:
    """What encrypts the place of the book, as far as can be seen."""
    program = places.encrypted_by(run.book_file)
    if program is None:
        return Finding("encryption", OK, "no encryption seen below the book's folder: am help encryption")
    where = folder_of(Path(os.path.realpath(run.book_file)))
    return Finding(
        "encryption", OK, f"the book is in what {program} encrypts, and so are its log and {named(where)}"
    )


def log(run: Run, state: os.stat_result | None) -> Finding:
    """Whether changes wait in the log beside the book's file, `state` before the book was opened."""
    if state is None or state.st_size == 0:
        return Finding("log", OK, "no changes wait in the write-ahead log")
    old = time.time() - state.st_mtime > STALE_LOG_SECONDS
    told = f"{size(state.st_size)} of changes in the write-ahead log"
    if not old and state.st_size < LARGE_LOG:
        return Finding("log", OK, f"{told}, written a moment ago")
    why = "a program that was killed, or is still open, left them" if old else "a program keeps the book open"
    return Finding("log", WARNING, f"{told}: {why}", fix=lambda: fold(run))


def fold(run: Run) -> None:
    """Write the log into the file. Raises AmcliError."""
    run.book.move_on()
    if not checking.fold_log(run.book.db):
        raise AmcliError("the log can't be written into the book: another program is reading it.")


def log_state(run: Run) -> os.stat_result | None:
    """What is known of the log beside the book's file."""
    try:
        return state_of(f"{os.path.realpath(run.book_file)}-wal")
    except OSError:
        return None


def space(run: Run) -> Finding:
    """Whether there is room to copy and to upgrade the book."""
    place = os.path.dirname(os.path.realpath(run.book_file)) or "/"
    try:
        found = os.statvfs(place)
        large = os.stat(run.book_file).st_size
    except OSError as error:
        return Finding("space", WARNING, f"the free space of {named(place)} can't be told: {error.strerror}")
    free, wanted = found.f_bavail * found.f_frsize, max(3 * large, LEAST_SPACE)
    if free >= wanted:
        return Finding("space", OK, "enough for backups and upgrades")
    told = f"{size(free)} free, the book takes {size(large)}: backups and upgrades need {size(wanted)}"
    return Finding("space", WARNING, told)


def backup(run: Run, *, opened: bool) -> Finding:
    """How old the newest backup is that is sound."""
    made = backups.backups(run.book_path)
    if not made:
        return Finding("backups", WARNING, "no backup yet", "am backup")
    bad = []
    for each in made:
        if each.encrypted:
            return aged(
                run,
                each,
                f"the newest is encrypted, from {minute(each.at)}; only its key can check it",
                opened,
            )
        fault = checking.fault_of_backup(each.path)
        if fault is None:
            break
        bad.append(each)
    else:
        return Finding("backups", FAULT, f"none of {count(len(made), 'backup')} is sound", "am backup")
    if bad:
        names = some([named(each.path) for each in bad])
        return Finding(
            "backups", FAULT, f"damaged: {names}; the newest sound one is from {minute(each.at)}", "am backup"
        )
    return aged(run, each, f"the newest is from {minute(each.at)}, and sound", opened)


def aged(run: Run, made: "backups.Backup", told: str, opened: bool) -> Finding:
    """Whether what has changed since a backup is older than a week."""
    old = days_between(made.at, now()) > BACKUP_DAYS
    if old and (not opened or checking.changed_since(run.book.db, made.at)):
        return Finding("backups", WARNING, f"{told}; the book has changed since", "am backup")
    return Finding("backups", OK, told)


def days_between(at: str, then: str) -> float:
    """The days from one instant of the journal to another."""
    import datetime as dt

    one, other = (dt.datetime.fromisoformat(each) for each in (at, then))
    return (other - one).total_seconds() / 86400


def clock(run: Run) -> Finding:
    """Whether the machine's clock is behind what the book has seen."""
    newest = checking.newest_change(run.book.db)
    if newest is None:
        return Finding("clock", OK, "nothing was changed yet")
    ahead = days_between(now(), newest) * 86400
    if ahead > CLOCK_SECONDS:
        return Finding(
            "clock", WARNING,
            f"the newest change is from {minute(newest)}, still to come: is this machine's clock right?",
        )  # fmt: skip
    return Finding("clock", OK, f"the newest change is from {minute(newest)}")


def settings(run: Run, *, opened: bool) -> Finding:
    """Whether the settings file can be read and says nothing that isn't so."""
    from amcli.commands import config_check as check

    try:
        faults = [*check.setting_faults(run.config), *check.map_faults(run.config)]
        faults += [*check.report_faults(run, try_them=False), *(check.play_faults(run) if opened else ())]
    except AmcliError as error:
        faults = [error.message]
    if faults:
        return Finding("settings", FAULT, f"{count(len(faults), 'mistake')}: {faults[0]}", "am config check")
    there = os.path.exists(run.config_file)
    return Finding("settings", OK, f"no mistakes in {named(run.config_file)}" if there else "all defaults")


def hooks(run: Run) -> Finding:
    """Whether the programs that hooks run are there."""
    from amcli.commands.config_check import hook_faults

    try:
        faults, many = list(hook_faults(run)), sum(name != "hooks.timeout" for name in run.config.hooks())
    except AmcliError:
        return Finding(
            "hooks", WARNING, "they can't be checked: the settings file can't be read", "am config check"
        )
    if faults:
        return Finding("hooks", FAULT, faults[0].rstrip("."), "am config check")
    return Finding("hooks", OK, f"{count(many, 'hook')}, the programs are there" if many else "none")


def completion(run: Run) -> Finding:
    """Whether tab completion is there, and is that of this version."""
    from amcli.commands import completion as known

    try:
        shell = known.own_shell(run)
        files = {path: known.script(name) for path, name in known.PLANS[shell](run).files.items()}
    except AmcliError:
        return Finding("completion", OK, "not installed; no shell that it is for")
    held = {path: known.as_it_is(path) for path in files}
    if not any(held.values()):
        return Finding("completion", OK, f"not installed for {shell}: am completion install")
    if held == files:
        return Finding("completion", OK, f"installed for {shell}")
    return Finding("completion", WARNING, f"that of {shell} is from another version", "am completion install")


def versions(run: Run, *, opened: bool) -> Finding:
    """What runs here."""
    python = ".".join(map(str, sys.version_info[:3]))
    book = f", book version {version_of(run.book.db)}" if opened else ""
    return Finding("versions", OK, f"amcli {__version__}, Python {python}, SQLite {checking.SQLITE}{book}")


def some(names: list[str]) -> str:
    """The first few of some names, and how many more there are."""
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
