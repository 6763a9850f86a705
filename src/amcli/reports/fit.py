"""What `am backtest --fit` tells of the points learned from a book's own losses: its object, and its part of
the page. What is learned and when it is offered: rules/fit.py.
"""

from collections.abc import Mapping

from amcli.fields import Row
from amcli.page import Cell, Column, Footer, Items, Line, Part, Section, Sentence, Table
from amcli.rules.backtest_words import hundredths, plural
from amcli.rules.fit import LEAST_LOST, NO_BETTER, NO_HELP, TOO_FEW, Fit, Gain
from amcli.rules.formatting import percent
from amcli.rules.signals import signal_label

COLUMNS = (
    Column("Signal", rest=True),
    Column("Now", right=True),
    Column("New", right=True),
    Column("Had points", right=True),
    Column("Lost", right=True),
)
ANEW = "The score would be another one, so trends would start again."


def fit_row(found: Fit, *, applied: bool) -> Row:
    """`fit` in the object of `-o json`."""
    gain = found.gain
    return {
        "offered": found.offered,
        "why": None if found.offered else why_not(found),
        "points": [each._asdict() for each in found.points],
        "auc_before": gain.auc_before,
        "auc_after": gain.auc_after,
        "gain": gain.gain,
        "gain_low": gain.gain_low,
        "gain_high": gain.gain_high,
        "lost_learned": found.lost_learned,
        "lost_judged": found.lost_judged,
        "flags": gain.flags,
        "precision_before": gain.precision_before,
        "precision_after": gain.precision_after,
        "recall_before": gain.recall_before,
        "recall_after": gain.recall_after,
        "settings": [{"setting": name, "value": value} for name, value in settings_of(found).items()],
        "applied": applied,
    }


def settings_of(found: Fit) -> Mapping[str, int]:
    """The settings that would be set, where they are offered."""
    return {f"risk.{name}": value for name, value in found.figures.items()} if found.offered else {}


def why_not(found: Fit) -> str:
    """Why points are not offered."""
    gain = found.gain
    if found.why == TOO_FEW:
        return (
            f"Too early to learn points: {plural(found.lost_learned, 'lost account')} to learn from and"
            f" {found.lost_judged} to judge by, at least {LEAST_LOST} of each needed."
        )
    if found.why not in (NO_BETTER, NO_HELP):
        return "The points learned are today's."
    areas = f"{hundredths(gain.auc_after)}, today's {hundredths(gain.auc_before)}"
    if found.why == NO_HELP:
        return f"With the new points the score wouldn't help on months they haven't seen: AUC {areas}."
    if (gain.gain or 0) <= 0:
        return f"The new points are no better on months they haven't seen: AUC {areas}."
    return (
        f"The new points may be no better on months they haven't seen: AUC {areas}; gain {gain_words(gain)}."
    )


def gain_words(gain: Gain) -> str:
    """`0.08 (0.04 to 0.11)`: the gain with its ends."""
    return f"{signed(gain.gain)} ({signed(gain.gain_low)} to {signed(gain.gain_high)})"


def signed(number: float | None) -> str:
    """A number with two decimals that may be below nothing."""
    if number is None or number >= 0:
        return hundredths(number)
    text = hundredths(-number)
    return text if text == "0.00" else f"-{text}"


def fit_section(found: Fit, *, applied: bool, everything: bool) -> list[Part]:
    """What a person sees: whether the points are better, which they are, and how to set them."""
    if not found.offered:
        return [Section("Own points", [Sentence(Cell(why_not(found), "due"), whole=True)], plain=True)]
    said = [Sentence(Cell(each, role), whole=True) for each, role in sentences(found, applied=applied)]
    lines = [
        line(each._asdict()) for each in found.points if each.old != each.new or (everything and each.cases)
    ]
    commands = [[Cell(command=f"am config set {name} {value}")] for name, value in settings_of(found).items()]
    parts: list[Part] = [*said, Table(COLUMNS, lines)]
    if applied:
        return [Section("Own points", parts, plain=True)]
    footer = Footer("Set all of them; am undo reverses it", "am backtest --fit --apply")
    return [
        Section("Own points", parts, plain=True),
        Section("Settings", [Items(commands), footer], plain=True),
    ]


def sentences(found: Fit, *, applied: bool) -> list[tuple[str, str]]:
    """What the points give, each with its colour."""
    gain = found.gain
    learned = f"{plural(found.lost_learned, 'lost account')} to learn from, {found.lost_judged} to judge by"
    said = [
        (
            f"Points learned from your own losses are better on months they haven't seen: AUC"
            f" {hundredths(gain.auc_after)}, today's {hundredths(gain.auc_before)}, gain {gain_words(gain)};"
            f" {learned}.",
            "healthy",
        ),
        (
            f"With as many flags as today ({gain.flags:,}), {percent(gain.precision_after)} of the flagged"
            f" accounts lost something, today {percent(gain.precision_before)}; {percent(gain.recall_after)}"
            f" of those that lost something were flagged, today {percent(gain.recall_before)}.",
            "",
        ),
    ]
    if not applied:
        return [*said, (ANEW, "muted")]
    many = plural(len(settings_of(found)), "setting")
    return [*said, (f"{many} changed; am undo reverses it. Trends start again with these points.", "heading")]


def line(row: Row) -> Line:
    """A signal: `usage falling 15 24, 31 cases, 12 lost`."""
    moved = Cell(str(row["new"]), "late" if row["new"] > row["old"] else "muted")
    return [signal_label(row["signal"]), str(row["old"]), moved, f"{row['cases']:,}", f"{row['lost']:,}"]
