"""What the score is weighed with: a figure with its limits, and the figures in force.

Each signal declares its own figures, `figures` has all of them. Nothing is computed here but the version.
"""

from collections.abc import Mapping

from amcli.hints import NamedTuple


class Figure(NamedTuple):
    """A figure: its default, the least and the most it may be, and what it is for; whether it is `points`. A
    whole default makes it a whole number. `was` is the name that it had before, which is still read."""

    default: float
    least: float
    most: float
    help: str
    points: bool = False
    was: str = ""


# The names that figures had first, by today's; `figures`, which has all of them, fills it.
FIRST_NAMES: dict[str, str] = {}


def of_points(most: int, what: str, was: str = "") -> Figure:
    """The most points of a signal, or the points of a part of it."""
    return Figure(most, 0, 100, what, points=True, was=was)


def of_days(count: int, what: str, was: str = "") -> Figure:
    return Figure(count, 1, 3660, what, was=was)


class Model:
    """The figures in force, and `grace`: days in which an ended contract may still be renewed.

    `healths` has each health with the score below which it lies, `weights` the most points of each signal.
    """

    __slots__ = ("counts", "figures", "grace", "healths", "weights")

    def __init__(self, figures: Mapping[str, float], grace: int) -> None:
        self.figures = figures
        self.grace = grace
        self.counts = {name: int(value) for name, value in figures.items()}
        self.weights = {
            name.removeprefix("points."): int(most)
            for name, most in figures.items()
            if name.startswith("points.")
        }
        limits = (self.whole("bands.at_risk"), self.whole("bands.watch"), self.whole("bands.healthy"), 101)
        self.healths = tuple(zip(("critical", "at_risk", "watch", "healthy"), limits, strict=True))

    def whole(self, name: str) -> int:
        """A figure that is a whole number."""
        return self.counts[name]

    @property
    def version(self) -> str:
        """A hash of everything the score is weighed with, so that trends never mix two models. A figure that
        was renamed has its first name there: scores that were kept stay comparable."""
        from zlib import crc32

        first = sorted((FIRST_NAMES.get(name, name), value) for name, value in self.figures.items())
        return f"{crc32(repr(first).encode()):08x}"
