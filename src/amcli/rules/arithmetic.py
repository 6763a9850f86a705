"""The arithmetic of a score in words: how points, limits and pulse come to it, what fixing things would give,
what cost nothing, what is not known. Pure."""

import datetime as dt

from amcli.hints import Any
from amcli.rules.dates import short_day
from amcli.rules.evidence import missing
from amcli.rules.model import Model
from amcli.rules.phrases import code
from amcli.rules.reasons import is_held, limit_lift, limit_words, without_data
from amcli.rules.score import expired_pulse, health_of, pulse, without
from amcli.rules.signals import SIGNAL_NAMES, signal_label
from amcli.vocabulary import OWNERS, words

NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def sums(each: Any, today: dt.date, model: Model) -> list[tuple[str, str]]:
    """Labels and lines of a scored account, which has `facts`, `score` and `reasons`: the arithmetic, what
    would help most, what cost nothing, what is not known, and a pulse that expired."""
    lines = [
        ("Score", arithmetic(each, today, model)),
        *helps(each, today, model),
        *limit(each, today, model),
    ]
    if fresh := newly(each):
        lines.append(
            ("New", f"{', '.join(map(signal_label, fresh))}: no points on {short_day(each.was.on, today)}")
        )
    if each.score.silent:
        lines.append(("No points", ", ".join(map(signal_label, each.score.silent))))
    for at, (name, why) in enumerate(without_data(each.facts, each.score, today, model)):
        lines.append(("No data" if at == 0 else "", f"{signal_label(name)}: {why}"))
    if (gone := expired_pulse(each.facts, today, model)) is not None:
        lines.append(("Pulse", expired(*gone, today)))
    return lines


def expired(felt: str, last: dt.date, today: dt.date) -> str:
    """A pulse that counts no more, with the last day on which it did."""
    return f"{felt}, expired {short_day(last, today)}"


def arithmetic(each: Any, today: dt.date, model: Model) -> str:
    """`100 - 70 = 30.`, and what caps and pulse did."""
    found = each.score
    points = sum(line.points for line in found.lines if line.signal in SIGNAL_NAMES)
    total = f"100 - {points} = {100 - min(100, points)}."
    for reason in each.reasons:
        if reason.signal not in SIGNAL_NAMES and reason.signal != "overflow":
            moved = f"-{reason.points}" if reason.points > 0 else f"+{-reason.points}"
            total += f" {reason.text} ({moved})."
    if found.cap and not any(line.signal == "cap" for line in found.lines):
        why, _ = limit_words(each.facts, found, today, model)
        total += f" The limit of {model.whole('limits.danger')} ({why}) changes nothing here."
    if pulse(each.facts, today, model) == "bad" and not any(line.signal == "pulse" for line in found.lines):
        total += f" The limit of {model.whole('limits.bad_pulse')} (bad pulse) changes nothing here."
    if found.score is None:
        least = model.figures["evidence.minimum"]
        total += f" Not enough on record: {found.evidence:.0%} of the evidence, {least:.0%} needed."
        total += f" Missing: {', '.join(kind.label for kind, _ in missing([found.kinds]))}."
    else:
        total += f" That is {words(found.health)}."
    return total


def limit(each: Any, today: dt.date, model: Model) -> list[tuple[str, str]]:
    """`limited to 59 until the renewal is agreed: am stage k69 verbal`, where a limit holds the score or what
    a step would win; a bad pulse is the lower one."""
    if not is_held(each.reasons):
        return []
    if pulse(each.facts, today, model) == "bad":
        most, until = model.whole("limits.bad_pulse"), "your pulse is better"
        command = f"am account pulse {code(each.facts)} ok"
    elif each.score.cap is not None:
        most = model.whole("limits.danger")
        until, _, command = limit_lift(each.facts, each.score, today, model)
    else:
        return []
    said = f"limited to {most} until {until}"
    return [("Limit", said if OWNERS else f"{said}: {command}")]  # who reads a roll-up can't lift it


def newly(each: Any) -> list[str]:
    """The signals that have points and had none a month ago; none where nothing is kept of then."""
    reasons = [reason.signal for reason in each.reasons if reason.signal in SIGNAL_NAMES]
    return [] if each.was is None else [signal for signal in reasons if each.was.is_new(signal)]


def helps(each: Any, today: dt.date, model: Model) -> list[tuple[str, str]]:
    """What the score would be without all the reasons, and without the first two alone."""
    signals = [reason.signal for reason in each.reasons if reason.signal in SIGNAL_NAMES]
    if each.score.score is None or len(signals) < 2:
        return []
    all_of = NUMBERS.get(len(signals), str(len(signals)))
    text = f"would bring it to {outcome(each, signals, today, model)}."
    if len(signals) > 2:
        text += f" The first two alone: {outcome(each, signals[:2], today, model)}."
    return [(f"All {all_of}" if len(signals) > 2 else "Both", text)]


def outcome(each: Any, signals: list[str], today: dt.date, model: Model) -> str:
    """`73, watch`: the score without some signals."""
    score = without(each.score, signals, each.facts, today, model)
    return f"{score}, {words(health_of(score, model))}"
