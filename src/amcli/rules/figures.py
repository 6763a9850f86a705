"""The figures that the score is weighed with: points, ramps, limits and health, each written once.

They are defaults; `[risk]` in the configuration changes any of them (`risk.points.quiet`). Those of a signal
stand in its entry in `signals`; only those of the whole score stand here.
"""

from collections.abc import Mapping

from amcli.errors import BadValue
from amcli.rules.model import FIRST_NAMES, Figure, Model, of_days, of_points
from amcli.rules.signal import Signal
from amcli.rules.signals import SIGNALS

OF_THE_SCORE: dict[str, Figure] = {
    "limits.danger": Figure(59, 0, 100, "highest score in a dangerous situation", was="caps.danger"),
    "limits.days": of_days(
        14, "days to a deadline not agreed from which the score is limited", was="caps.days"
    ),
    "limits.bad_pulse": Figure(39, 0, 100, "highest score while your pulse is bad", was="caps.bad_pulse"),
    "limits.good_pulse": of_points(5, "most points that a good pulse adds", was="caps.good_pulse"),
    "pulse.bad": of_days(30, "days for which a bad pulse counts"),
    "pulse.ok": of_days(90, "days for which an ok pulse counts"),
    "pulse.good": of_days(90, "days for which a good pulse counts"),
    "bands.at_risk": Figure(40, 1, 100, "score from which an account is at risk, not critical"),
    "bands.watch": Figure(60, 1, 100, "score from which an account is on watch"),
    "bands.healthy": Figure(80, 1, 100, "score from which an account is healthy"),
    "evidence.minimum": Figure(
        0.5, 0, 1, "share of the kinds of evidence needed for a score", was="coverage.least"
    ),
    "seen.until": Figure(
        0.6, 0, 1, "share of the points that can be judged, below which points are raised", was="seen.full"
    ),
}


def most_of(signal: Signal) -> Figure:
    """The most points of a signal, with the name that they had as long as it had another."""
    return signal.most._replace(was=f"points.{signal.was}") if signal.was else signal.most


# All of them: the most points of every signal, the other figures of the signals, those of the score.
FIGURES: dict[str, Figure] = {
    **{f"points.{signal.name}": most_of(signal) for signal in SIGNALS},
    **{name: figure for signal in SIGNALS for name, figure in signal.figures.items()},
    **OF_THE_SCORE,
}
# The names that figures had before, by today's, and the other way round.
OLD_NAMES = {name: figure.was for name, figure in FIGURES.items() if figure.was}
RENAMED = {was: name for name, was in OLD_NAMES.items()}
FIRST_NAMES.update(OLD_NAMES)
# Pairs of which the first must be below the second.
RISING: tuple[tuple[str, str], ...] = (
    *(pair for signal in SIGNALS for pair in signal.rising),
    ("bands.at_risk", "bands.watch"),
    ("bands.watch", "bands.healthy"),
)
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
    """Refuse figures that contradict each other, or that contradict one of them, which is about to be set.
    Raises BadValue."""
    for lower, higher in RISING:
        if only in (None, lower, higher) and not figures[lower] < figures[higher]:
            moved = higher if figures[higher] != FIGURES[higher].default else lower
            hint = f"Correct it: am config set risk.{moved} {FIGURES[moved].default:g}"
            if only is not None:
                other = higher if only == lower else lower
                hint = f"Set the other one first: am config set risk.{other} VALUE"
            raise BadValue(
                f"risk.{lower} ({figures[lower]:g}) must be below risk.{higher} ({figures[higher]:g}).", hint
            )
