"""What a calendar is to show: the days of the book that somebody acts on, whatever day it is today; and who
belongs in an address book.

Unlike `ahead` it looks at no stretch of days and leaves nothing out that is late: a calendar that somebody
reads again tomorrow is to change only where the book did. The words are those of `interchange.out.calendar`.
"""

from collections.abc import Collection, Iterator

from amcli.facts.account_facts import World, read, read_contracts, read_tasks, scored
from amcli.rules import cadence
from amcli.rules.facts import Card, Entry, Stamp
from amcli.storage.records import as_row, list_records

Stamps = dict[tuple[str, int], Stamp]


def entries(world: World) -> list[Entry]:
    """Ends and notice days of contracts, check-ins, reviews, and tasks that have a day; by day."""
    stamps = stamps_of(world)
    found = [*of_contracts(world, stamps), *of_tasks(world, stamps), *of_accounts(world, stamps)]
    return sorted(found, key=lambda each: (each.on, each.kind, each.of.id))


def stamps_of(world: World) -> Stamps:
    """The stamp of every record, by its kind and id."""
    return {
        (row["kind"], row["id"]): Stamp(row["made"], row["changed"])
        for row in world.book.rows("diary.stamps")
    }


def of_contracts(world: World, stamps: Stamps) -> Iterator[Entry]:
    """The notice day and the end of every contract that awaits its outcome."""
    for each in read_contracts(world):
        stamp = stamps["contract", each.id]
        if each.notice_by is not None:
            yield Entry("notice", each.notice_by, each, stamp)
        yield Entry("renewal", each.ends_on, each, stamp)


def of_tasks(world: World, stamps: Stamps) -> Iterator[Entry]:
    """Open tasks and promises of both sides that are due on a day."""
    for each in read_tasks(world):
        if each.due_on is not None:
            kind = "task" if not each.promised else "theirs" if each.promised_by == "them" else "promise"
            yield Entry(kind, each.due_on, each, stamps["task", each.id])


def of_accounts(world: World, stamps: Stamps) -> Iterator[Entry]:
    """The check-in and the review of each account that has a score; one that is put off stands on the day
    until which it is, and none on a free day that is still ahead."""
    calendar = world.config.calendar(public=False)
    for each in read(world, scored(world), whole=False, money=False):
        stamp = stamps["account", each.id]
        if (due := cadence.due_on(each)) is not None:
            on = max(due, each.snoozed_until or due)
            if on > world.today:
                on = calendar.moved(on)
            yield Entry("checkin", on, each, stamp, each.to_call(world.today))
        if (review := cadence.qbr_due_on(each)) is not None:
            yield Entry("qbr", review, each, stamp)


def cards(world: World, only: Collection[int] | None, *, everyone: bool) -> list[Card]:
    """Contacts, by account; `only` are the ids of those that a filter chose. Unless it is to be everyone,
    without those who left and without archived accounts."""
    stamps, today = stamps_of(world), world.today.isoformat()
    accounts = {row["code"]: row for row in list_records(world.book, "account")}
    found = []
    for row in world.book.rows("records.contact", account=None, row=None, ids=None):
        account = accounts[row["account"]]
        gone = account["status"] == "archived" or (row["left_on"] is not None and row["left_on"] <= today)
        if (everyone or not gone) and (only is None or row["id"] in only):
            stamp = stamps["contact", row["id"]]
            found.append(Card(as_row("contact", row), row["id"], stamp, account["name"]))
    return found
