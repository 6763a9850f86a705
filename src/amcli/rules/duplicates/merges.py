"""Pairs of likely duplicates in the order in which they can be merged, and which record stays.

Where more than two belong together they hang on the one to keep, each by its surest pair: none is merged
away before what is merged into it, and none twice.
"""

from collections.abc import Iterable, Mapping

from amcli.hints import Any, NamedTuple
from amcli.rules.duplicates.evidence import Pair


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
