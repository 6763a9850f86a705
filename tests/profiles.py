"""How much the tests try: what shows something new in every run, and far more in the nightly one.

    pytest --hypothesis-profile=nightly

Here the examples of a property are the same in each run, so that a test fails for what was changed and never
by chance; nightly they are others each time.
"""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import HealthCheck, settings

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
