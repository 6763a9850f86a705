"""Customers that two books hold: which accounts are one, which may be, and which of them is counted. Pure.

Not for duplicates within a book (duplicates/).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from amcli.hints import NamedTuple
from amcli.rules.maildomains import PUBLIC_DOMAINS

SAME, LIKELY = "same", "likely"
CERTAINTIES = (SAME, LIKELY)


class Side(NamedTuple):
    """An account in a book: the keys by which it may be another's, with the ids that sources gave it."""

    row: int
    book: str
    code: str
    name: str
    code_key: str
    name_key: str
    domain: str | None
    ids: frozenset[tuple[str, str]]

    @property
    def ref(self) -> str:
        """How it is written: dana/acme."""
        return f"{self.book}/{self.code}"


class Worth(NamedTuple):
    """By what one of two accounts is counted: its newest touch, and its revenue."""

    touch_on: str | None
    arr: int | None


class Pair(NamedTuple):
    """Two accounts of two books that are one customer, or may be."""

    certainty: str
    why: str
    one: Side
    other: Side


def pairs(accounts: Iterable[Side], apart: Collection[frozenset[str]] = ()) -> list[Pair]:
    """The pairs of accounts of two books that are one or may be, certain ones first; those that somebody
    told apart are none. Two accounts are one pair, for the strongest reason."""
    found: dict[tuple[int, int], Pair] = {}
    for certainty, why, group in groups(accounts):
        for one, other in across(group):
            key = (one.row, other.row)
            if key in found or frozenset((one.ref, other.ref)) in apart:
                continue
            if certainty == SAME and why == NAME and not may_be_one(one.domain, other.domain):
                continue
            if why.startswith(DOMAIN) and one.name_key == other.name_key:
                continue
            found[key] = Pair(certainty, why, one, other)
    ordered = sorted(found.values(), key=lambda each: (each.one.ref, each.other.ref))
    return [each for certainty in CERTAINTIES for each in ordered if each.certainty == certainty]


NAME, DOMAIN = "one name", "one domain: "
# How certain what two accounts share makes it, and what it is called.
REASONS = {
    "id": (SAME, "one id of "),
    "name": (SAME, NAME),
    "code": (LIKELY, "one code: "),
    "domain": (LIKELY, DOMAIN),
}


def groups(accounts: Iterable[Side]) -> Iterator[tuple[str, str, list[Side]]]:
    """Accounts with something in common, the strongest reason first."""
    by: dict[tuple[str, ...], list[Side]] = {}
    for each in accounts:
        for source, given in sorted(each.ids):
            by.setdefault(("id", source, given), []).append(each)
        by.setdefault(("name", each.name_key), []).append(each)
        by.setdefault(("code", each.code_key), []).append(each)
        if each.domain and each.domain not in PUBLIC_DOMAINS:
            by.setdefault(("domain", each.domain), []).append(each)
    for kind, (certainty, said) in REASONS.items():
        for key, group in by.items():
            if key[0] == kind and len(group) > 1:
                yield certainty, f"{said}{key[1]}" if said[-1:] == " " else said, group


def across(group: Sequence[Side]) -> Iterator[tuple[Side, Side]]:
    """The pairs of a group that are of two books."""
    ordered = sorted(group, key=lambda each: each.row)
    for at, one in enumerate(ordered):
        yield from ((one, other) for other in ordered[at + 1 :] if other.book != one.book)


def may_be_one(one: str | None, other: str | None) -> bool:
    """Whether two domains are equal, or one is missing."""
    return not one or not other or one == other


def left_out(found: Iterable[Pair], worth: Mapping[int, Worth]) -> dict[int, Side]:
    """The accounts that aren't counted, by row, each with the one that is counted for it: that of the newest
    touch stays, then that of the larger revenue, then that of the first name."""
    partners: dict[int, list[Side]] = {}
    sides: dict[int, Side] = {}
    for each in found:
        if each.certainty == SAME:
            for mine, theirs in ((each.one, each.other), (each.other, each.one)):
                partners.setdefault(mine.row, []).append(theirs)
                sides[mine.row] = mine
    kept: dict[int, Side] = {}
    out: dict[int, Side] = {}
    for side in sorted(sides.values(), key=lambda each: rank(each, worth[each.row])):
        better = next((kept[each.row] for each in partners[side.row] if each.row in kept), None)
        if better is None:
            kept[side.row] = side
        else:
            out[side.row] = better
    return out


def rank(side: Side, worth: Worth) -> tuple[tuple[int, ...], bool, int, str]:
    """Sort key of accounts of which one is counted: that one comes first."""
    newest = tuple(-ord(sign) for sign in worth.touch_on or "")
    return newest or (1,), worth.arr is None, -(worth.arr or 0), side.ref


def counted(pair: Pair, out: Mapping[int, Side]) -> str | None:
    """The account that counts of a pair; None where both do."""
    if pair.certainty != SAME:
        return None
    if pair.one.row in out and pair.other.row in out:
        return out[pair.one.row].ref
    if pair.one.row in out:
        return pair.other.ref
    return pair.one.ref if pair.other.row in out else None


def left_out_words(number: int) -> str:
    """How many customers are in two books, as each total of a roll-up says it."""
    if number == 1:
        return "1 customer is in two books and counts once: am team conflicts"
    return f"{number:,} accounts are left out, since another book counts these customers: am team conflicts"
