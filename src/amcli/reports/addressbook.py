"""Who belongs in an address book: contacts with the name of their account.

The form of a card is that of `interchange.out.cards`.
"""

from collections.abc import Collection

from amcli.facts.account_facts import World
from amcli.reports.diary import stamps_of
from amcli.rules.facts import Card
from amcli.storage.records import as_row, listed


def cards(world: World, only: Collection[int] | None, *, everyone: bool) -> list[Card]:
    """Contacts, by account; `only` are the ids of those that a filter chose. Unless it is to be everyone,
    without those who left and without archived accounts."""
    stamps, today = stamps_of(world), world.today.isoformat()
    accounts = {row["code"]: row for row in listed(world.book, "account")}
    found = []
    for row in world.book.rows("records.contact", account=None, row=None, ids=None):
        account = accounts[row["account"]]
        gone = account["status"] == "archived" or (row["left_on"] is not None and row["left_on"] <= today)
        if (everyone or not gone) and (only is None or row["id"] in only):
            stamp = stamps["contact", row["id"]]
            found.append(Card(as_row("contact", row), row["id"], stamp, account["name"]))
    return found
