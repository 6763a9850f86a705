"""`am risks ACCOUNT`: every point, what is on record, the next step and what it gives back."""

from typing import Any

from amcli.output.result import Page
from amcli.output.screen import BAND_ROLE, Column, Part, Screen, safe
from amcli.output.words import long_money
from amcli.rules.dates import short_day
from amcli.rules.reasons import SIGNAL_NAMES, cap_reason
from amcli.rules.reasons.stated import Stated, every_signal
from amcli.rules.reasons.unknown import unknown
from amcli.rules.score import band_of, expired_pulse, without
from amcli.vocabulary import words

NUMBERS = {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten"}


def draw(screen: Screen, page: Page) -> None:
    """Draw the page."""
    world, each = page.about["world"], page.about["assessed"]
    heading(screen, world, each)
    screen.line()
    reasons = [reason for reason in each.reasons if reason.signal in SIGNAL_NAMES]
    if reasons:
        table(screen, reasons)
        screen.line()
    lines = sums(world, each)
    if page.about["everything"]:
        lines.append(("", ""))
        lines += [rule_line(stated) for stated in every_signal(each.score, world.model)]
    label_width = 2 + max(12, *(len(label) for label, _ in lines))
    for label, text in lines:
        rows = screen.wrapped(text, min(screen.width, 100) - label_width)
        for at, line in enumerate(rows):
            screen.ends([Part(f"{label if at == 0 else '':<{label_width}}", "muted"), Part(line)], "")


def rule_line(stated: Stated) -> tuple[str, str]:
    """A signal, what it came to, and its rule."""
    came = {"points": f"{stated.points} of {stated.most}", "none": f"0 of {stated.most}"}
    state = came.get(stated.state, words(stated.state))
    return words(stated.signal), f"{state}; {stated.rule}"


def heading(screen: Screen, world: Any, each: Any) -> None:
    """Who, how much, and the score."""
    facts, base = each.facts, world.totals.base
    about = f"{facts.tier} tier · {base} {long_money(facts.arr, base)} ARR"
    if screen.wide and facts.contracts:
        about += f" · renews {short_day(min(c.ends_on for c in facts.contracts), world.today)}"
    number = "?" if each.score.score is None else str(each.score.score)
    right = [Part(f"{number} {words(each.score.band)}", BAND_ROLE[each.score.band])]
    if each.was is not None:
        right.append(Part(f" · {each.was.score} on {short_day(each.was.on, world.today)}", "muted"))
    screen.heading(safe(facts.name), about, [right])


def table(screen: Screen, reasons: list[Any]) -> None:
    """The signals that cost points."""
    if screen.wide:
        columns = [
            Column("Pts", True),
            Column("Of", True),
            Column("Why", most=40),
            Column("On record", most=40),
        ]
        columns += [Column("Back", True), Column("Next step", most=24), Column("")]
        rows: list[list[Any]] = [
            [
                str(r.points), Part(str(r.most), "muted"), safe(r.text), Part(safe(r.record), "muted"),
                back(r), safe(r.step), Part(safe(r.command), "command"),
            ]
            for r in reasons
        ]  # fmt: skip
        screen.table(columns, rows, screen.widths(columns, rows, flexible=3))
        return
    columns = [Column("Pts", True), Column("Of", True), Column("Why, and what is on record", most=37)]
    columns += [Column("Back", True), Column("Next step")]
    rows = []
    for r in reasons:
        rows.append([str(r.points), Part(str(r.most), "muted"), safe(r.text), back(r), safe(r.step)])
        rows.append(["", "", Part(safe(r.record), "muted"), "", Part(safe(r.command), "command")])
    screen.table(columns, rows)


def back(reason: Any) -> Part:
    """What the step gives back."""
    return Part(f"+{reason.back}", "healthy") if reason.back > 0 else Part("0", "muted")


def sums(world: Any, each: Any) -> list[tuple[str, str]]:
    """The arithmetic, what would help most, what cost nothing, and what is not known."""
    lines = [("Score", arithmetic(world, each)), *helps(world, each)]
    if each.score.silent:
        lines.append(("No points", ", ".join(words(name) for name in each.score.silent)))
    missing = unknown(each.facts, each.score, world.today, world.model)
    for at, (name, why) in enumerate(missing):
        lines.append(("Not known" if at == 0 else "", f"{words(name)}: {why}"))
    gone = expired_pulse(each.facts, world.today, world.model)
    if gone is not None:
        lines.append(("Pulse", f"{gone[0]}, counted until {short_day(gone[1], world.today)}; expired"))
    return lines


def arithmetic(world: Any, each: Any) -> str:
    """`100 - 70 = 30.`, and what caps and pulse did."""
    found = each.score
    points = sum(line.points for line in found.lines if line.signal in SIGNAL_NAMES)
    total = f"100 - {points} = {100 - min(100, points)}."
    for reason in each.reasons:
        if reason.signal not in SIGNAL_NAMES and reason.signal != "overflow":
            moved = f"-{reason.points}" if reason.points > 0 else f"+{-reason.points}"
            total += f" {reason.text}: {moved}."
    if found.cap and not any(line.signal == "cap" for line in found.lines):
        most, why = world.model.whole("caps.danger"), cap_reason(each.facts, found, world.today, world.model)
        total += f" A cap of {most} applies ({why}); no effect."
    if found.score is None:
        least = world.model.figures["coverage.least"]
        total += f" Too little is on record to say so: {found.coverage:.0%}, {least:.0%} wanted."
    else:
        total += f" That is {words(found.band)}."
    return total


def helps(world: Any, each: Any) -> list[tuple[str, str]]:
    """What the score would be with all reasons mended, and with the first two alone."""
    signals = [reason.signal for reason in each.reasons if reason.signal in SIGNAL_NAMES]
    if each.score.score is None or len(signals) < 2:
        return []
    mended = NUMBERS.get(len(signals), str(len(signals)))
    text = f"would bring it to {outcome(world, each, signals)}."
    if len(signals) > 2:
        text += f" The first two alone: {outcome(world, each, signals[:2])}."
    return [(f"All {mended}" if len(signals) > 2 else "Both", text)]


def outcome(world: Any, each: Any, signals: list[str]) -> str:
    """`73, watch`: the score without some signals."""
    score = without(each.score, signals, each.facts, world.today, world.model)
    return f"{score}, {words(band_of(score, world.model))}"
