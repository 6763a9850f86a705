"""Likely duplicates: the fields of `am doctor --duplicates` and the rows that fill them.

Which records are alike is a matter of `rules.duplicates`; making one of two is `merging`.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from amcli.fields import Row, fields
from amcli.hints import NamedTuple
from amcli.page import Cell, Code, Column, Footer, Line, Page, Sentence, Table, dash, says
from amcli.rules.duplicates import companies, people
from amcli.rules.duplicates.evidence import Merge, Pair, merges
from amcli.rules.formatting import count, of
from amcli.rules.maildomains import bare_domain
from amcli.rules.names import folded, in_shell
from amcli.rules.phones import e164, same_number
from amcli.storage import merging
from amcli.storage.connection import Book, translated
from amcli.storage.connection import Row as Record
from amcli.storage.merging import links
from amcli.vocabulary import reference

KINDS = ("account", "contact")
FIELDS = fields(
    """
kind          text! account or contact
certainty     int!  how sure it is, in per cent
keep          text! the one to keep: an account's code, a person's reference
name          text! its name
records       int!  how many records belong to it
other         text! the one to merge into it
other_name    text! its name
other_records int!  how many records belong to that
account       text! the code of the account to keep, or of the person to keep
other_account text! the code of the other's
across        bool! whether two people are at different accounts
reasons       list! what speaks for it, the strongest first
command       text! what merges the two
""",
    kind=KINDS,
)
# From where on a pair is as good as certain; where the reasons and the command of a pair begin.
SURE, BELOW = 90, 7
BEFORE = 16  # columns before names and references, which share what there is
COLUMNS = (
    Column(least=5),
    Column(least=5),
    Column(),
    Column(rank=1, floor=lambda width: (width - BEFORE) // 2),
)
# What follows a record without being one.
NOT_RECORDS = frozenset(["source_ref", "value_source", "health", "snooze", "unmatched"])
# Of fewer figures a number may be an extension.
LEAST_FIGURES = 7
# A parameter of SQL holds so many ids at a time.
AT_ONCE = 10_000


class Found(NamedTuple):
    """The records of a kind that pairs are made of, by id, with how many records belong to each."""

    records: dict[int, Record]
    counts: Counter[int]
    merges: list[Merge]


def duplicate_rows(
    book: Book, country: str | None, tick: Callable[[int], None] = lambda count: None
) -> list[Row]:
    """The pairs, accounts first, the surest first; those that belong together in the order in which their
    commands work. `country` is that of phone numbers without one."""
    accounts = {row["id"]: row for row in book.rows("duplicates.accounts")}
    known = [company(row, country) for row in accounts.values()]
    alike = companies.alike(known, merging.pairs_apart(book, "account"), tick)
    persons = {row["id"]: row for row in book.rows("duplicates.contacts")}
    same = people.alike(
        [person(row) for row in persons.values()],
        {each.phone for each in known if each.phone},
        merging.pairs_apart(book, "contact"),
        {(pair.one, pair.two) for pair in alike},
        tick,
    )
    firms = arranged(book, "account", accounts, alike)
    found = [account_row(firms, each) for each in firms.merges]
    humans = arranged(book, "contact", persons, same)
    return found + [contact_row(humans, each) for each in humans.merges]


def to_compare(book: Book) -> int:
    """How many accounts and people there are."""
    query = "SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM contact)"
    with translated(book.file):
        return int(book.db.execute(query).fetchone()[0])


def company(row: Record, country: str | None) -> companies.Company:
    """What is compared of an account."""
    domain, site = (bare_domain(row[name]) if row[name] else None for name in ("domain", "website"))
    phone = comparable(row["phone"], e164(row["phone"], country)) if row["phone"] else None
    return companies.Company(
        row["id"], row["name"], domain, site, phone, row["parent_id"], sources(row["sources"])
    )


def person(row: Record) -> people.Person:
    """What is compared of a contact."""
    numbers = (comparable(str(each.get("typed")), each.get("e164")) for each in json.loads(row["phones"]))
    return people.Person(
        row["id"],
        row["account_id"],
        row["name"],
        tuple(folded(str(email)) for email in json.loads(row["emails"])),
        tuple(filter(None, numbers)),
        row["left_on"] is not None,
        row["successor_id"],
        sources(row["sources"]),
    )


def comparable(typed: str, international: str | None) -> str | None:
    """A phone number under which it is compared, its extension included: E.164, else its figures where they
    are enough."""
    key = same_number({"typed": typed, "e164": international})
    return key if international or (len(key) >= LEAST_FIGURES and key.isdecimal()) else None


def sources(text: str | None) -> frozenset[str]:
    """The programs that gave a record an id of theirs."""
    return frozenset(text.split("\0")) if text else frozenset()


def arranged(book: Book, kind: str, records: dict[int, Record], pairs: Sequence[Pair]) -> Found:
    """What to merge into what: of two records the one with more that belongs to it stays, else the older."""
    ids = {row for pair in pairs for row in (pair.one, pair.two)}
    counts = counted(book, kind, ids)
    rank = {row: (-counts[row], records[row]["created_at"], row) for row in ids}
    return Found(records, counts, merges(pairs, rank))


def counted(book: Book, kind: str, ids: Collection[int]) -> Counter[int]:
    """How many records refer to each of some."""
    counts: Counter[int] = Counter()
    known = sorted(ids)
    with translated(book.file):
        for link in links(book, kind) if known else ():
            if link.table in NOT_RECORDS or link.kind is not None:
                continue
            query = (
                f'SELECT "{link.column}" AS row, count(*) AS n FROM "{link.table}"'
                f' WHERE "{link.column}" IN (SELECT value FROM json_each(?)) GROUP BY 1'
            )
            for at in range(0, len(known), AT_ONCE):
                found = book.db.execute(query, (json.dumps(known[at : at + AT_ONCE]),))
                counts.update({each["row"]: each["n"] for each in found})
    return counts


def account_row(found: Found, merge: Merge) -> Row:
    keep, other = (found.records[row]["code"] for row in (merge.keep, merge.gone))
    return {**pair_row("account", found, merge), "keep": keep, "other": other} | {
        "account": keep,
        "other_account": other,
        "across": False,
        "command": words("am account merge", keep, other),
    }


def contact_row(found: Found, merge: Merge) -> Row:
    """One pair of people. Who is at another account is moved first: only colleagues can be merged."""
    keep, other = (reference("contact", row) for row in (merge.keep, merge.gone))
    account, theirs = (found.records[row]["code"] for row in (merge.keep, merge.gone))
    command = words("am contact merge", keep, other)
    if account != theirs:
        command = f"{words('am contact move', other, account)} --wrong-account && {command}"
    return {**pair_row("contact", found, merge), "keep": keep, "other": other} | {
        "account": account,
        "other_account": theirs,
        "across": account != theirs,
        "command": command,
    }


def pair_row(kind: str, found: Found, merge: Merge) -> Row:
    return {
        "kind": kind,
        "certainty": merge.pair.certainty,
        "name": found.records[merge.keep]["name"],
        "records": found.counts[merge.keep],
        "other_name": found.records[merge.gone]["name"],
        "other_records": found.counts[merge.gone],
        "reasons": list(merge.pair.reasons),
    }


def words(command: str, *references: str) -> str:
    """A command with the records that it is about, as a shell takes it."""
    return " ".join([command, *map(in_shell, references)])


def duplicates_page(shown: list[Row], whole: list[Row]) -> Page:
    """What a person sees of the pairs: how sure and who, the reasons, the command."""
    if not shown:
        return says("No likely duplicates.")
    accounts = sum(1 for row in whole if row["kind"] == "account")
    counts = [(accounts, "account", "accounts"), (len(whole) - accounts, "person", "people")]
    said = " · ".join(count(number, one, many) for number, one, many in counts if number)
    lines = [line for row in shown for line in ((), *pair_lines(row))][1:]
    apart = " ".join(in_shell(shown[0][name]) for name in ("keep", "other"))
    left = f"{of(len(shown), len(whole))} pairs" if len(shown) < len(whole) else "Not duplicates?"
    table = Table(COLUMNS, lines, header=False, shared=True)
    return Page("Likely duplicates", said, [], [table], [Footer(left, f"am doctor --separate {apart}")])


def pair_lines(row: Row) -> list[Line]:
    """What stays and what becomes a part of it, why, and the command that does it."""
    sure = Cell(f"{row['certainty']:>3}%", "alarm" if row["certainty"] >= SURE else "due")
    kept = belonging(row, "keep", "records", "account")
    merged = belonging(row, "other", "other_records", "other_account")
    return [
        [sure, "keep", Cell(dash(row["name"]), "heading"), kept],
        ["", "merge", dash(row["other_name"]), merged],
        Sentence(Cell(" · ".join(map(dash, row["reasons"])), "muted"), whole=True, indent=BELOW),
        Code([Cell(dash(row["command"]), "command")], indent=BELOW),
    ]


def belonging(row: Row, who: str, number: str, account: str) -> str:
    """A record's reference, where a person is, and how much belongs to it."""
    where = f" at {dash(row[account])}" if row["across"] else ""
    return f"{dash(row[who])}{where}, {count(row[number], 'record')}"
