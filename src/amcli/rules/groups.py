"""The group that an account belongs to: the topmost account and everyone below it, which is also how
`am metrics --by-parent` counts. Pure: rows in, a group out."""

from collections.abc import Callable, Mapping, Sequence

from amcli.fields import fields, shape
from amcli.hints import Any, NamedTuple

Amount = int | float
Row = Any  # of the database, or a mapping


class Member(NamedTuple):
    """An account of a group: its code, its name, the code of the account right above it, and its own ARR."""

    account: str
    name: str
    parent: str | None
    arr: Amount | None


class Group(NamedTuple):
    """What an account stands among: the account right above it; those below it, however far, the largest
    first; ARR and number of accounts of the whole group. An amount that lacks a rate is None."""

    parent: str | None = None
    children: tuple[Member, ...] = ()
    group_arr: Amount | None = None
    group_accounts: int | None = None
    parent_name: str | None = None
    parent_arr: Amount | None = None


ALONE = Group()
# What `am show` has of it, beside the record's own `parent`.
FIELDS = fields(
    """
children       list! accounts below it, the largest first
group_arr      money ARR of its whole group: the topmost parent and all below; null without a group
group_accounts int   how many accounts that is
parent_name    text  name of the parent account
parent_arr     money ARR of the parent account alone
"""
)
MEMBER = shape(
    """
account text! its code
name    text! its name
parent  text  code of the account right above it
arr     money its own ARR
"""
)


def arranged(
    account: int,
    rows: Sequence[Row],
    worth: Mapping[int, int | None],
    major: Callable[[int | None], Amount | None],
) -> Group:
    """The group of an account, of the rows of all in it and what each is worth in minor units (nothing where
    it isn't named), of which `major` makes the amounts that are shown."""
    known = {row["id"]: row for row in rows}
    members = {
        each: Member(
            row["code"], row["name"], code_of(known.get(row["parent_id"])), major(worth.get(each, 0))
        )
        for each, row in known.items()
    }
    below = [members[each] for each in descendants(account, known)]
    above = members.get(known[account]["parent_id"])
    return Group(
        members[account].parent,
        tuple(sorted(below, key=lambda each: -(each.arr or 0))),
        major(total([worth.get(each, 0) for each in known])),
        len(known),
        above.name if above else None,
        above.arr if above else None,
    )


def code_of(row: Row | None) -> str | None:
    return None if row is None else str(row["code"])


def total(amounts: Sequence[int | None]) -> int | None:
    """A sum; None where an amount isn't known."""
    known = [each for each in amounts if each is not None]
    return sum(known) if len(known) == len(amounts) else None


def descendants(account: int, known: Mapping[int, Row]) -> list[int]:
    """Everyone below an account, in the order of the rows."""
    found: set[int] = set()
    wanted = {account}
    while wanted:
        wanted = {each for each, row in known.items() if row["parent_id"] in wanted} - found
        found |= wanted
    return [each for each in known if each in found]
