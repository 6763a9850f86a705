"""What a row of the table is: something that is tried many times, and must never go wrong."""

from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeVar

# One attempt, by its number and with its own dice: what went wrong, nothing if all is well.
Attempt = Callable[[int, Random], list[str]]


NIGHTLY = 3
Thing = TypeVar("Thing")


class Row(NamedTuple):
    """`least` are the tries of the long form, `short` the attempts of the short one by day, `NIGHTLY` times
    as many at night; each attempt counts as so many tries (`weight`). `begin` makes what all attempts share,
    in a folder, for the short form less of it. `ends`: there are only so many attempts, all of which the long
    form makes (Enough)."""

    name: str
    title: str
    least: int
    short: int
    begin: Callable[[Path, bool], Attempt]
    weight: int = 1
    ends: bool = False


class Enough(Exception):
    """There is nothing more to try."""


def by_turns(lists: Iterable[Sequence[Thing]]) -> list[Thing]:
    """One of each list, then the next of each, until all came."""
    return [each for turn in zip_longest(*lists) for each in turn if each is not None]


def dice_of(name: str, seed: int, number: int) -> Random:
    """The dice of one attempt: the same for the same seed, whatever was tried before."""
    return Random(f"{name} {seed} {number}")
