"""Texts that are nearly the same: which ones of many, and how near.

The only place that knows the library that measures it, and loaded only where duplicates are looked for.
Not for what two names that are alike mean (`duplicates`).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from amcli.hints import NamedTuple

# Below it two names have no more in common than a word.
LEAST = 88
# How near the words must be that are not the same in both: "Ohio" and "Iowa" are two places.
LEAST_REST = 85


class Near(NamedTuple):
    """Two texts by their places in a list, and how much of them is the same, in per cent."""

    one: int
    two: int
    percent: int


def near_pairs(
    texts: Sequence[tuple[str, ...]], tick: Callable[[int], None] = lambda count: None
) -> Iterator[Near]:
    """The pairs of a list of texts, each given by its words, that are nearly the same, but not quite.

    Only texts with the same numbers can be, and of nearly one length; they are compared one against the
    rest, so that what is held at a time grows no faster than the list. `tick` is told of each that is done.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for at, words in enumerate(texts):
        groups.setdefault(numbers(words), []).append(at)
    for places in groups.values():
        yield from near_within(texts, places, tick)


def near_within(
    texts: Sequence[tuple[str, ...]], places: Sequence[int], tick: Callable[[int], None]
) -> Iterator[Near]:
    """The pairs among the texts at some places of the list."""
    from rapidfuzz import fuzz, process

    order = sorted(places, key=lambda at: (len(" ".join(texts[at])), at))
    lines = [" ".join(texts[at]) for at in order]
    lengths = [len(line) for line in lines]
    for at, line in enumerate(lines):
        # The same letters in both are at most all of the shorter one.
        until = bisect_right(lengths, lengths[at] * (200 - LEAST) // LEAST)
        others = lines[at + 1 : until]
        for _, ratio, further in process.extract(
            line, others, scorer=fuzz.ratio, score_cutoff=LEAST, limit=None
        ):
            one, two = sorted((order[at], order[at + 1 + further]))
            if ratio < 100 and differ_little(texts[one], texts[two]):
                yield Near(one, two, int(ratio))
        tick(1)


def numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words with a figure in them: branch 12 and branch 21 are two."""
    return tuple(word for word in words if any(map(str.isdecimal, word)))


def differ_little(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether the words that are not in both are nearly the same, too."""
    from rapidfuzz import fuzz

    return fuzz.ratio(" ".join(rest(one, two)), " ".join(rest(two, one))) >= LEAST_REST


def rest(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    """The words that the others lack."""
    return [word for word in words if word not in others]


def percent(one: tuple[str, ...], two: tuple[str, ...]) -> int | None:
    """How much of two texts is the same, in per cent; None where that is less than nearly all."""
    from rapidfuzz import fuzz

    ratio = int(fuzz.ratio(" ".join(one), " ".join(two)))
    near = ratio >= LEAST and numbers(one) == numbers(two) and differ_little(one, two)
    return ratio if near else None
