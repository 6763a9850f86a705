"""The figures that the score is weighed with: points, ramps, caps and bands, each written once.

They are defaults; `[risk]` in the configuration changes any of them (`risk.points.quiet`). What
each signal does with its figures is in `signals`; nothing is computed here but the version.
"""

from collections.abc import Mapping
from typing import NamedTuple

from amcli.errors import BadValue


class Figure(NamedTuple):
    """A figure: its default, the least and the most it may be, and what it is for. A whole default
    makes it a whole number."""

    default: float
    least: float
    most: float
    help: str


def points(most: int, what: str) -> Figure:
    """The most points of a signal, or the points of a part of it."""
    return Figure(most, 0, 100, what)


def days(count: int, what: str) -> Figure:
    """A number of days."""
    return Figure(count, 1, 3660, what)


FIGURES: dict[str, Figure] = {
    "points.quiet": points(25, "most points of quiet: too long without a word"),
    "points.champion_gone": points(25, "points when the last champion or sponsor left"),
    "points.renewal_uncommitted": points(20, "most points of a renewal that nothing secures"),
    "points.escalation": points(20, "points of a high or critical issue past its target, or escalated"),
    "points.promise_overdue": points(20, "most points of promises of mine that are late"),
    "points.usage_falling": points(15, "most points of falling or low usage"),
    "points.single_threaded": points(12, "most points of too few people spoken to"),
    "points.unhappy": points(12, "most points of a bad answer or two bad talks"),
    "points.only_selling": points(12, "points of talk that is only commercial"),
    "points.no_value_shown": points(10, "most points of no review and no progress"),
    "points.ghosted": points(10, "points of three messages without an answer"),
    "points.handoff_gap": points(8, "points of a handoff without note or first talk"),
    "points.payment_late": points(10, "points of a billing issue that stays open"),
    "points.bad_news": points(10, "most points of bad news at the customer"),
    "points.record_gaps": points(10, "most points of what is missing in my own records"),
    "quiet.from": Figure(1.0, 0, 50, "cadences after which quiet begins to cost"),
    "quiet.full": Figure(2.0, 0, 50, "cadences at which quiet costs its most"),
    "renewal.days": days(180, "days before the deadline in which a renewal begins to press, at most"),
    "issue.critical": days(2, "days in which a critical issue should be solved"),
    "issue.high": days(5, "days in which a high issue should be solved"),
    "issue.medium": days(14, "days in which a medium issue should be solved"),
    "issue.low": days(30, "days in which a low issue should be solved"),
    "issue.late": points(14, "points of a medium or low issue past its target, or escalated"),
    "issue.open": points(8, "points of any other open issue"),
    "promise.each": points(7, "points of each late promise"),
    "promise.old": points(10, "points of each promise that is late for long"),
    "promise.old_days": days(14, "days late after which a promise counts as late for long"),
    "usage.from": Figure(0.2, 0, 1, "drop of usage at which it begins to cost (0.2 is 20%)"),
    "usage.full": Figure(0.5, 0, 1, "drop of usage at which it costs its most"),
    "usage.least": Figure(0.5, 0, 1, "share of what was bought under which usage costs its most"),
    "people.key": Figure(3, 1, 20, "people of a key account to speak to within 90 days"),
    "people.standard": Figure(2, 1, 20, "people of a standard account to speak to within 90 days"),
    "people.each": points(6, "points of each person missing, where one was spoken to at least"),
    "unhappy.answered": points(6, "points of a bad answer that a touch followed"),
    "unhappy.days": days(2, "days in which a bad answer should be answered"),
    "selling.share": Figure(0.7, 0, 1, "share of commercial talk that is too much"),
    "selling.days": days(90, "days before an end date in which talk alone is too little"),
    "value.from": Figure(1.0, 0, 50, "review intervals after which missing value begins to cost"),
    "value.full": Figure(1.5, 0, 50, "review intervals at which missing value costs its most"),
    "ghosted.days": days(14, "days after the first of three messages without an answer"),
    "handoff.from": days(15, "day from which a handoff should be on record"),
    "handoff.to": days(180, "days after which a handoff is no longer asked for"),
    "payment.days": days(30, "days after which an open billing issue is late"),
    "news.days": days(120, "days over which bad news falls to nothing"),
    "gaps.champion": points(5, "points of no champion on record"),
    "gaps.goal": points(3, "points of no goal on record"),
    "gaps.people": points(3, "points of four touches that name nobody"),
    "gaps.outcome": points(5, "points of an ended contract without outcome"),
    "caps.danger": Figure(59, 0, 100, "highest score in a situation that is dangerous by itself"),
    "caps.days": days(14, "days to an uncommitted deadline that are dangerous by themselves"),
    "caps.bad_pulse": Figure(39, 0, 100, "highest score while my own pulse is bad"),
    "caps.good_pulse": points(5, "most points that a good pulse gives back"),
    "pulse.bad": days(30, "days for which a bad pulse counts"),
    "pulse.ok": days(90, "days for which an ok pulse counts"),
    "pulse.good": days(90, "days for which a good pulse counts"),
    "bands.at_risk": Figure(40, 1, 100, "score from which an account is at risk, not critical"),
    "bands.watch": Figure(60, 1, 100, "score from which an account is to be watched"),
    "bands.healthy": Figure(80, 1, 100, "score from which an account is healthy"),
    "coverage.least": Figure(0.5, 0, 1, "share of the score that must be on record for it to count"),
}
RISING = (
    ("quiet.from", "quiet.full"),
    ("usage.from", "usage.full"),
    ("value.from", "value.full"),
    ("handoff.from", "handoff.to"),
    ("bands.at_risk", "bands.watch"),
    ("bands.watch", "bands.healthy"),
)


class Model:
    """The figures in force, and `grace`: days in which an ended contract may still be renewed.

    `bands` has each band with the score below which it lies, `weights` the most points of each signal.
    """

    __slots__ = ("bands", "figures", "grace", "weights")

    def __init__(self, figures: Mapping[str, float], grace: int) -> None:
        self.figures = figures
        self.grace = grace
        self.weights = {
            name.removeprefix("points."): int(most)
            for name, most in figures.items()
            if name.startswith("points.")
        }
        limits = (self.whole("bands.at_risk"), self.whole("bands.watch"), self.whole("bands.healthy"), 101)
        self.bands = tuple(zip(("critical", "at_risk", "watch", "healthy"), limits, strict=True))

    def whole(self, name: str) -> int:
        """A figure that is a whole number."""
        return int(self.figures[name])

    @property
    def version(self) -> str:
        """A hash of everything the score is weighed with, so that trends never mix two models."""
        from zlib import crc32

        return f"{crc32(repr(sorted(self.figures.items())).encode()):08x}"


DEFAULT = Model({name: figure.default for name, figure in FIGURES.items()}, 30)


def read_figure(name: str, value: object) -> float:
    """A figure from the configuration. Raises ValueError for what is no number within its limits."""
    figure = FIGURES[name]
    if isinstance(value, bool):
        raise ValueError
    number = float(str(value))
    whole = isinstance(figure.default, int)
    if not figure.least <= number <= figure.most or (whole and number != int(number)):
        raise ValueError
    return int(number) if whole else number


def range_of(name: str) -> str:
    """What a figure may be, in words: `a whole number from 0 to 100`."""
    figure = FIGURES[name]
    kind = "whole number" if isinstance(figure.default, int) else "number"
    return f"a {kind} from {figure.least:g} to {figure.most:g}"


def check_together(figures: Mapping[str, float], only: str | None = None) -> None:
    """Refuse figures that contradict each other, or that contradict one of them. Raises BadValue."""
    for lower, higher in RISING:
        if only in (None, lower, higher) and not figures[lower] < figures[higher]:
            moved = higher if figures[higher] != FIGURES[higher].default else lower
            raise BadValue(
                f"risk.{lower} ({figures[lower]:g}) must be below risk.{higher} ({figures[higher]:g}).",
                f"Mend it: am config set risk.{moved} {FIGURES[moved].default:g}",
            )
