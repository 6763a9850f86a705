"""A file or folder of mail as `am import` takes it in: one pass, nothing of it kept in memory.

Not for what becomes of each mail (sorting.py).
"""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from amcli.errors import BadValue
from amcli.interchange.content import MAIL
from amcli.interchange.incoming import AFTER_TABLES, Asked, Source
from amcli.interchange.kinds import kind_named
from amcli.interchange.kinds.work import INTERACTIONS
from amcli.interchange.mail.folders import Item, Unreadable, items, size_of
from amcli.interchange.mail.raw import BODY_SIZE, WHOLE_BODY, Raw
from amcli.interchange.mail.sorting import Sorting
from amcli.interchange.plan import FilePlan, counted
from amcli.interchange.store import Store
from amcli.interchange.work import Options
from amcli.rules.names import quoted, shown

NAMED = 5
UNREAD = "could not be read"


class Mailbox(NamedTuple):
    """A source of mail, found to have some."""

    source: Source
    rows: int

    @property
    def rank(self) -> int:
        """Mail comes after the tables, which may bring the people in it."""
        return AFTER_TABLES

    @property
    def automatic(self) -> bool:
        """Mail is what cron imports."""
        return True

    def take_in(self, store: Store, options: Options, tick: Callable[[int], None]) -> FilePlan:
        """Read it from end to end, each mail into the touches that it is."""
        plan = FilePlan(file=self.source.name, kind="mail", noun="mail")
        sorting = Sorting(store, options, plan)
        foreign, unread = 0, list[Unreadable]()
        for item in items(self.source.path, WHOLE_BODY if options.bodies else BODY_SIZE, tick):
            if isinstance(item, Raw):
                sorting.sort(item)
            elif isinstance(item, Unreadable):
                unread.append(item)
            else:
                foreign += 1
        sorting.finish()
        plan.about = f"email, {counted(plan.rows, 'message')}"
        note_left_out(plan, foreign, unread)
        advise(plan, sorting, store, options)
        return plan

    def set_aside(self, reasons: dict[int, str], target: Path) -> None:
        """Nothing of mail is ever set aside: what cannot be read is left where it is."""


def open_mail(source: Source, asked: Asked) -> Mailbox:
    """Make sure that there is email. Raises BadValue for a folder without any, or what cannot be read."""
    if (
        asked.kind is not None
        and asked.kind.casefold() != MAIL
        and kind_named(asked.kind) is not INTERACTIONS
    ):
        raise BadValue(f"--kind {quoted(asked.kind)}: {source.name} is email.")
    found: list[Item] = []
    for item in items(source.path, 0, lambda count: None):
        if isinstance(item, Raw):
            return Mailbox(source, size_of(source.path))
        found.append(item)
    unread = next((item for item in found if isinstance(item, Unreadable)), None)
    if unread is not None:
        raise BadValue(f"{quoted(unread.name)} can't be read: {unread.why}.")
    inside = f"{shlex.quote(str(source.path))}/*"
    hint = f"Name its files: am import {shown(inside)}" if found else "It has no files."
    raise BadValue(f"{quoted(source.name)} is a folder without email.", hint)


def note_left_out(plan: FilePlan, foreign: int, unread: list[Unreadable]) -> None:
    """Say what was passed over: files that are no mail, mails that nobody may read."""
    if foreign:
        plan.conventions.append(f"{counted(foreign, 'other file')} ignored: not email")
    for each in unread[:NAMED]:
        plan.warnings.append(f"{shown(each.name)} could not be read: {each.why}")
    if unread:
        plan.rows += len(unread)
        plan.skipped += len(unread)
        plan.skipped_why[UNREAD] += len(unread)


def advise(plan: FilePlan, sorting: Sorting, store: Store, options: Options) -> None:
    """Say what would make more of it: whose mail it is, whom to add."""
    if not options.me:
        mine = sorting.likely_mine or "you@example.com"
        plan.warnings.append(f"whose mail this is isn't set: am config set me.emails {shown(mine)}")
    if not any(emails != "[]" for (emails,) in store.records("contact", ["emails"])):
        plan.warnings.append(
            "none of your contacts has an email address yet: am contact add ACCOUNT NAME --email ADDRESS"
        )
