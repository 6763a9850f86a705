"""How much the tests try: what shows something new in every run, and far more in the nightly one.

    pytest --hypothesis-profile=nightly

Here the examples of a property are the same in each run, so that a test fails for what was changed and never
by chance; nightly they are others each time.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

HERE, NIGHTLY = "here", "nightly"
LEAST = 4
Thing = TypeVar("Thing")

settings.register_profile(
    HERE,
    max_examples=25,
    deadline=None,  # a busy machine is no fault of what is tried
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    NIGHTLY, max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def without_constants() -> None:
    """Nothing that modules hold goes into examples: from 6.131.1 on Hypothesis takes in the constants of all
    that is imported at the time, so that examples hang on the tests before them, and on each edit anywhere,
    `derandomize` or not."""
    if hasattr(providers, "_get_local_constants"):
        none = type(providers._local_constants)(**{kind: set() for kind in vars(providers._local_constants)})
        providers._get_local_constants = lambda: none


def examples(many: int) -> int:
    """How many examples, where `many` would be tried if Hypothesis's own number were: a quarter of them here,
    five times as many nightly."""
    return max(LEAST, many * settings().max_examples // 100)


def is_nightly() -> bool:
    """Whether everything is to be tried."""
    return settings().max_examples >= settings.get_profile(NIGHTLY).max_examples


def some(things: Sequence[Thing], step: int) -> Sequence[Thing]:
    """All of them nightly; here the first three, then every so many, and the last."""
    if is_nightly():
        return things
    return [each for at, each in enumerate(things) if at < 3 or at % step == 0 or at == len(things) - 1]


def in_turn(things: Sequence[Thing], turn: int, many: int = 1) -> Sequence[Thing]:
    """All of them nightly; here so many of them, with the next turn the next ones."""
    if is_nightly():
        return things
    return [things[(turn * many + at) % len(things)] for at in range(min(many, len(things)))]


def crossed(*lists: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Nightly each of a list with each of the others; here each of the longest with one of the others, in
    turn, so that each pair of neighbours is tried if the lists differ in length."""
    if is_nightly():
        return list(product(*lists))
    longest = max(map(len, lists))
    return [tuple(each[at % len(each)] for each in lists) for at in range(longest)]
