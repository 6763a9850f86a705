"""Survey answers: the scale of each kind, and whether an answer lies on it. Not for counting them up."""

from amcli.errors import BadValue
from amcli.rules.numbers import plain

# The best answer where nothing else is said. NPS is one scale by its definition.
SCALES = {"nps": 10.0, "csat": 5.0, "ces": 7.0}
LONGEST_FROM_ONE = 10
PROMOTER, PASSIVE = 9, 7


def lowest(kind: str, scale_max: float) -> float:
    """The worst answer: 0 for NPS and for scales like percent, 1 where answers are counted from one."""
    return 0.0 if kind == "nps" or scale_max > LONGEST_FROM_ONE else 1.0


def check_answer(kind: str, score: float, scale_max: float) -> None:
    """Raise BadValue for an answer that does not lie on the scale, or for a scale that there is not."""
    if kind == "nps" and scale_max != SCALES["nps"]:
        raise BadValue(
            f"--of {plain(scale_max)}: NPS is asked on a scale of 0 to 10.", "Another question: csat or ces"
        )
    least = lowest(kind, scale_max)
    if scale_max <= least:
        raise BadValue(f"--of {plain(scale_max)}: a scale has more than one answer.")
    if not least <= score <= scale_max:
        wider = kind != "nps" and score > scale_max
        raise BadValue(
            f"SCORE {plain(score)}: {kind.upper()} goes from {plain(least)} to {plain(scale_max)}.",
            f"On another scale: --of {plain(score)}" if wider else None,
        )


def nps_group(score: float) -> str:
    """Promoter (9 and 10), passive (7 and 8) or detractor, by the definition of NPS."""
    return "promoter" if score >= PROMOTER else "passive" if score >= PASSIVE else "detractor"
