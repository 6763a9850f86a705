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
    "points.quiet": points(25, "most points for quiet: no touch for too long"),
    "points.champion_gone": points(25, "points when the last champion or sponsor left"),
    "points.renewal_uncommitted": points(20, "most points for a renewal that isn't agreed"),
    "points.escalation": points(20, "points for a high or critical issue past its target, or escalated"),
    "points.promise_overdue": points(20, "most points for promises you are late with"),
    "points.usage_falling": points(15, "most points for falling or low usage"),
    "points.single_threaded": points(12, "most points for being in touch with too few people"),
    "points.unhappy": points(12, "most points for a bad answer or two conversations that went badly"),
    "points.only_selling": points(12, "points for touches that are only about the deal"),
    "points.no_value_shown": points(10, "most points for no QBR and no goal progress"),
    "points.ghosted": points(10, "points for no reply to three messages"),
    "points.handoff_gap": points(8, "points for a handoff without note or first touch"),
    "points.payment_late": points(10, "points for a billing issue that stays open"),
    "points.bad_news": points(10, "most points for bad news at the customer"),
    "points.record_gaps": points(10, "most points for what is missing from your records"),
    "quiet.from": Figure(1.0, 0, 50, "cadences after which quiet takes points off"),
    "quiet.full": Figure(2.0, 0, 50, "cadences at which quiet has its full points"),
    "renewal.days": days(180, "days before the deadline from which a renewal has points, at most"),
    "issue.critical": days(2, "target days for a critical issue"),
    "issue.high": days(5, "target days for a high issue"),
    "issue.medium": days(14, "target days for a medium issue"),
    "issue.low": days(30, "target days for a low issue"),
    "issue.late": points(14, "points for a medium or low issue past its target, or escalated"),
    "issue.open": points(8, "points for any other open issue"),
    "promise.each": points(7, "points for each late promise"),
    "promise.old": points(10, "points for each promise that is late for long"),
    "promise.old_days": days(14, "days late after which a promise counts as late for long"),
    "usage.from": Figure(0.2, 0, 1, "drop of usage from which it takes points off (0.2 is 20%)"),
    "usage.full": Figure(0.5, 0, 1, "drop of usage at which it has its full points"),
    "usage.least": Figure(0.5, 0, 1, "share of what was bought below which usage has its full points"),
    "people.key": Figure(3, 1, 20, "people to be in touch with at a key account in 90 days"),
    "people.standard": Figure(2, 1, 20, "people to be in touch with at a standard account in 90 days"),
    "people.each": points(6, "points for each person missing, if you were in touch with at least one"),
    "unhappy.answered": points(6, "points for a bad answer that was followed up"),
    "unhappy.days": days(2, "days in which a bad answer should be followed up"),
    "selling.share": Figure(0.7, 0, 1, "share of touches about the deal that is too much"),
    "selling.days": days(90, "days before an end date in which touches alone are too few"),
    "value.from": Figure(1.0, 0, 50, "QBR intervals after which missing value takes points off"),
    "value.full": Figure(1.5, 0, 50, "QBR intervals at which missing value has its full points"),
    "ghosted.days": days(14, "days after the first of three messages without a reply"),
    "handoff.from": days(15, "day from which a handoff note should be on record"),
    "handoff.to": days(180, "days after which a handoff note is no longer expected"),
    "payment.days": days(30, "days after which an open billing issue is late"),
    "news.days": days(120, "days for which bad news counts, less each day"),
    "gaps.champion": points(5, "points for no champion on record"),
    "gaps.goal": points(3, "points for no goal on record"),
    "gaps.people": points(3, "points for four touches without a name"),
    "gaps.outcome": points(5, "points for an ended contract not recorded as renewed or lost"),
    "caps.danger": Figure(59, 0, 100, "highest score in a dangerous situation"),
    "caps.days": days(14, "days to a deadline not agreed from which the score is limited"),
    "caps.bad_pulse": Figure(39, 0, 100, "highest score while your pulse is bad"),
    "caps.good_pulse": points(5, "most points that a good pulse adds"),
    "pulse.bad": days(30, "days for which a bad pulse counts"),
    "pulse.ok": days(90, "days for which an ok pulse counts"),
    "pulse.good": days(90, "days for which a good pulse counts"),
    "bands.at_risk": Figure(40, 1, 100, "score from which an account is at risk, not critical"),
    "bands.watch": Figure(60, 1, 100, "score from which an account is on watch"),
    "bands.healthy": Figure(80, 1, 100, "score from which an account is healthy"),
    "coverage.least": Figure(0.5, 0, 1, "share of the evidence needed for a score"),
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
                f"Correct it: am config set risk.{moved} {FIGURES[moved].default:g}",
            )
