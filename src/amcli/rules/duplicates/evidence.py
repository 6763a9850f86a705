"""Reasons to take two records for one, and how sure they make it together.

Each reason takes its share of the doubt that the others leave. Not for finding the reasons
(`companies`, `people`). Pairs come in the order in which they can be merged: where more than two belong
together they hang on the one to keep, each by its surest pair; none is merged away before what is merged
into it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from amcli.hints import Any, NamedTuple


class Share(NamedTuple):
    """What a reason speaks from, and the share of the doubt that it takes away, in per cent. Two reasons
    from one thing are one."""

    of: str
    percent: int


SHARES = {
    "same name": Share("name", 88),
    "other legal form": Share("name", 70),
    "names alike": Share("name", 62),
    "same person": Share("name", 85),
    "initial": Share("name", 62),
    "same person across": Share("name", 35),
    "same domain": Share("domain", 75),
    "same email": Share("e-mail", 95),
    "same email across": Share("e-mail", 80),
    "switchboard": Share("number", 45),
    "same number": Share("number", 50),
}
LEAST = 60
# For what something speaks against: two ids of one source, two parts of one company.
LEAST_AGAINST = 90
MOST = 99
# Of more records than so many, each is paired with the first only.
FEW = 8


class Reason(NamedTuple):
    """A reason in words, with its share."""

    share: int
    text: str


class Pair(NamedTuple):
    """Two records that are likely one, by their ids, with how sure that is in per cent."""

    one: int
    two: int
    certainty: int
    reasons: tuple[str, ...]


class Evidence:
    """Reasons by pair of records; of those from one thing the first counts."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, int], dict[str, Reason]] = {}

    def add(self, one: int, two: int, kind: str, text: str) -> None:
        """A reason of a kind of `SHARES`, in words."""
        share = SHARES[kind]
        reasons = self._found.setdefault((min(one, two), max(one, two)), {})
        reasons.setdefault(share.of, Reason(share.percent, text))

    def among(self, records: Sequence[int], kind: str, text: str) -> None:
        """The same reason for all pairs of some records."""
        for one, two in couples(records):
            self.add(one, two, kind, text)

    def candidates(self) -> list[tuple[int, int]]:
        """The pairs that there is a reason for."""
        return list(self._found)

    def pairs(self, needed: Callable[[int, int], int | None]) -> Iterator[Pair]:
        """The pairs that are likely enough: `needed` says how sure that must be; None is never enough."""
        for (one, two), found in self._found.items():
            reasons = sorted(found.values(), key=lambda each: -each.share)
            sure = certainty(each.share for each in reasons)
            if sure < LEAST:
                continue
            least = needed(one, two)
            if least is not None and sure >= least:
                yield Pair(one, two, sure, tuple(each.text for each in reasons))


def certainty(shares: Iterable[int]) -> int:
    """How sure some reasons make it together, in per cent; never quite."""
    doubt = 1.0
    for share in shares:
        doubt *= 1 - share / 100
    return min(MOST, int(100 * (1 - doubt) + 0.5))


def couples(records: Sequence[int]) -> Iterator[tuple[int, int]]:
    """All pairs of a few records; of many, the first with each, so that they grow no faster than those."""
    if len(records) <= FEW:
        yield from combinations(records, 2)
    else:
        yield from ((records[0], other) for other in records[1:])


class Merge(NamedTuple):
    """A pair, and which of the two stays."""

    keep: int
    gone: int
    pair: Pair


def merges(pairs: Iterable[Pair], rank: Mapping[int, Any]) -> list[Merge]:
    """The surest first; of two records the one with the lower `rank` stays, of many that of all."""
    branches = surest(pairs, rank)
    seen: set[int] = set()
    trees = []
    for row in sorted(branches, key=rank.__getitem__):
        if row not in seen:
            trees.append(tree(row, branches, seen))
    trees.sort(key=lambda found: -max(each.pair.certainty for each in found))
    return [each for found in trees for each in found]


def surest(pairs: Iterable[Pair], rank: Mapping[int, Any]) -> dict[int, list[Pair]]:
    """By record, the pairs that hold together all that belong together, the surest of them and no more."""
    root: dict[int, int] = {}

    def top(row: int) -> int:
        while root.setdefault(row, row) != row:
            root[row] = root[root[row]]
            row = root[row]
        return row

    def order(pair: Pair) -> tuple[Any, ...]:
        return (-pair.certainty, *sorted((rank[pair.one], rank[pair.two])))

    found: dict[int, list[Pair]] = {}
    for pair in sorted(pairs, key=order):
        one, two = top(pair.one), top(pair.two)
        if one != two:
            root[two] = one
            found.setdefault(pair.one, []).append(pair)
            found.setdefault(pair.two, []).append(pair)
    return found


def tree(first: int, branches: Mapping[int, list[Pair]], seen: set[int]) -> list[Merge]:
    """What hangs on a record, the farthest first."""
    found: list[Merge] = []
    seen.add(first)
    waiting = [first]
    for row in waiting:  # grows while it is walked
        for pair in branches[row]:
            other = pair.two if pair.one == row else pair.one
            if other not in seen:
                seen.add(other)
                waiting.append(other)
                found.append(Merge(row, other, pair))
    return found[::-1]
