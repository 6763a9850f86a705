"""`am account merge` and `am contact merge`: two records of one customer or person become one."""

from collections.abc import Iterator

from amcli.commands.declared import argument
from amcli.commands.options import Yes
from amcli.commands.records import confirm
from amcli.context import Run
from amcli.errors import Refused
from amcli.hints import TYPE_CHECKING, Annotated, Any
from amcli.output import say
from amcli.records.declaration import record
from amcli.rules.names import shown
from amcli.vocabulary import reference, words

if TYPE_CHECKING:
    from amcli.storage.merging import Merged

# Rows that the answer does not count: they follow the record they belong to.
UNSAID = ("source_ref", "value_source", "health", "snooze", "unmatched")
LONGEST_VALUE = 40
CHOICES = ("role", "status", "tier", "stance")
DOUBLES = {
    "usage": ("usage figure", "usage figures"),
    "health": ("daily score", "daily scores"),
    "snooze": ("snooze", "snoozes"),
}
# Who took part in a talk, once or twice named, took part in it: nothing is dropped.
SAME = ("interaction_contact",)


def merge_accounts(
    run: Run,
    account: Annotated[str, argument(metavar="ACCOUNT", help="The account to keep.")],
    other: Annotated[str, argument(metavar="OTHER", help="The account to merge into it.")],
    yes: Yes = False,
) -> None:
    """Merge two records of the same customer.

    Everything of the second moves to the first. The first keeps its values and fills empty ones from the
    second; the answer lists what was dropped. The second is deleted. It asks first, and am undo undoes
    it.

    \b
    am account merge acme acme-ltd
    am account merge acme acme-ltd --yes
    """
    from amcli.storage import merging, resolve
    from amcli.storage.backups import back_up

    into, gone = (resolve.account(run.book, each, itself=True) for each in (account, other))
    if into["id"] == gone["id"]:
        raise Refused(f"{shown(account)} and {shown(other)} are the same account: {shown(into['name'])}.")
    first, second = (f"{shown(each['name'])} ({shown(each['code'])})" for each in (into, gone))
    ask(run, yes, "account", gone["id"], second, first)
    back_up(run.book.path, "merge")
    with run.book.transaction() as txn:
        done = merging.merge(run.book, txn, "account", into["id"], gone["id"])
        twice = merging.shared_addresses(run.book, into["id"])
        overlaps = merging.overlaps(run.book, into["id"], done.moved.get("contract", []))
    lines = [f"{second} is now a part of {first}{carried(done, 'account')}.", *told(run, "account", done)]
    for address, older, newer in twice:
        left, right = (reference("contact", each["id"]) for each in (older, newer))
        people = f"{shown(older['name'])} ({left}) and {shown(newer['name'])} ({right})"
        lines += [f"{people} both have {shown(address)}:", f"am contact merge {left} {right}"]
    for pair in overlaps:
        left, right = (reference("contract", each) for each in pair)
        lines.append(f"{left} and {right} overlap: their revenue counts twice · am contract rm {right}")
    say(run, [*lines, "to undo: am undo"], str(into["code"]))


def merge_contacts(
    run: Run,
    contact: Annotated[
        str, argument(metavar="CONTACT", help=f"The contact to keep. {record('contact').named}")
    ],
    other: Annotated[str, argument(metavar="OTHER", help="The contact to merge into it.")],
    yes: Yes = False,
) -> None:
    """Merge two records of the same person.

    Everything of the second moves to the first: touches, tasks, answers, addresses and numbers. The
    first keeps its values and fills empty ones from the second; the answer lists what was dropped. The
    second is deleted. Both must be at the same account. It asks first, and am undo undoes it.

    \b
    am contact merge p4 p9
    am contact merge jane@acme.example p9 --yes
    """
    from amcli.storage import merging, resolve
    from amcli.storage.backups import back_up

    into = resolve.contact(run.book, contact)
    gone = resolve.contact(run.book, other)
    left, right = (reference("contact", each["id"]) for each in (into, gone))
    if into["id"] == gone["id"]:
        raise Refused(
            f"{shown(contact)} and {shown(other)} are the same person: {shown(into['name'])} ({left})."
        )
    if into["account_id"] != gone["account_id"]:
        raise Refused(
            f"{left} is at {shown(into['account'])}, {right} at {shown(gone['account'])};"
            " nothing was changed.",
            f"First: am contact move {right} {shown(into['account'])} --wrong-account",
        )
    first, second = f"{shown(into['name'])} ({left})", f"{shown(gone['name'])} ({right})"
    ask(run, yes, "contact", gone["id"], second, first)
    back_up(run.book.path, "merge")
    with run.book.transaction() as txn:
        done = merging.merge(run.book, txn, "contact", into["id"], gone["id"])
    lines = [f"{second} and {first} are now one{carried(done, 'contact')}.", *told(run, "contact", done)]
    say(run, [*lines, "to undo: am undo"], left)


def ask(run: Run, yes: bool, kind: str, gone: int, second: str, first: str) -> None:
    """Go on only with a yes. Raises Refused."""
    from amcli.storage.foreign_keys import summary

    with_it = summary(run.book, kind, gone)
    if with_it and not yes and run.can_ask():
        print(f"With {second} come {with_it}.", file=run.stderr)
    confirm(run, yes, f"Merge {second} into {first}?")


def carried(done: "Merged", kind: str) -> str:
    """`: 3 contacts, 12 activities moved`."""
    from amcli.storage.foreign_keys import PLURALS

    forms = {**PLURALS, "interaction_contact": PLURALS["interaction"], "account": ("part", "parts")}
    parts = []
    for table, ids in done.moved.items():
        if ids and table not in UNSAID and (kind, table) != ("contact", "contact"):
            one, many = forms.get(table, (f"{table} record", f"{table} records"))
            parts.append(f"{len(ids)} {one if len(ids) == 1 else many}")
    return f": {', '.join(parts)} moved" if parts else ""


def told(run: Run, kind: str, done: "Merged") -> list[str]:
    """What was taken over, what gave way, and which rows were there twice."""
    lines = []
    if done.taken:
        lines.append(f"Taken over: {', '.join(values_said(run, kind, done.taken))}.")
    dropped = list(values_said(run, kind, done.lost))
    for table, rows in done.dropped.items():
        if rows and table not in SAME:
            one, many = DOUBLES.get(table, (f"{table} record", f"{table} records"))
            dropped.append(f"{len(rows)} {one if len(rows) == 1 else many} that it had already")
    if dropped:
        lines.append(f"Dropped: {', '.join(dropped)}.")
    return lines


def values_said(run: Run, kind: str, values: dict[str, Any]) -> Iterator[str]:
    """Fields with their values: `region EMEA`, `parent holding`."""
    from amcli.storage.labels import label

    for name, value in values.items():
        if name.endswith("_id"):
            yield f"{words(name.removesuffix('_id'))} {shown(label(run.book, kind, value))}"
        elif isinstance(value, list):
            items = [str(item.get("typed")) if isinstance(item, dict) else str(item) for item in value]
            yield f"{words(name)} {brief(', '.join(items))}"
        elif isinstance(value, dict):
            yield f"{words(name)} {brief(', '.join(f'{key}={item}' for key, item in value.items()))}"
        else:
            yield f"{words(name)} {brief(words(value) if name in CHOICES else value)}"


def brief(value: Any) -> str:
    """A value in a sentence; all of it is in the history."""
    text = shown(str(value))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."
