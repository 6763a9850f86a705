"""`am risks ACCOUNT`: every point, what is on record, the next step and what it gives back."""

from typing import Any

from amcli.output.result import Page
from amcli.output.screen import BAND_ROLE, Column, Part, Screen, safe
from amcli.output.words import long_money
from amcli.rules.dates import short_day
from amcli.rules.reasons import SIGNAL_NAMES
from amcli.rules.score import band_of
from amcli.vocabulary import words


def draw(screen: Screen, page: Page) -> None:
    """Draw the page."""
    world, each = page.about["world"], page.about["assessed"]
    heading(screen, world, each)
    screen.line()
    reasons = [reason for reason in each.reasons if reason.signal in SIGNAL_NAMES]
    if reasons:
        table(screen, reasons)
        screen.line()
    for label, text in sums(each):
        rows = screen.wrapped(text, min(screen.width, 100) - 14)
        for at, line in enumerate(rows):
            screen.ends([Part(f"{label if at == 0 else '':<14}", "muted"), Part(line)], "")


def heading(screen: Screen, world: Any, each: Any) -> None:
    """Who, how much, and the score."""
    facts, base = each.facts, world.totals.base
    about = f"{facts.tier} tier · {base} {long_money(facts.arr, base)} ARR"
    if screen.wide and facts.contracts:
        about += f" · renews {short_day(min(c.ends_on for c in facts.contracts), world.today)}"
    number = "?" if each.score.score is None else str(each.score.score)
    right = [Part(f"{number} {words(each.score.band)}", BAND_ROLE[each.score.band])]
    if each.trend:
        right.append(Part(f" {'↓' if each.trend < 0 else '↑'}{abs(each.trend)} in 30 days", "muted"))
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


def sums(each: Any) -> list[tuple[str, str]]:
    """The arithmetic, what was looked at, and what is not known."""
    found = each.score
    points = sum(line.points for line in found.lines if line.signal in SIGNAL_NAMES)
    total = f"100 - {points} = {100 - min(100, points)}."
    for reason in each.reasons:
        if reason.signal not in SIGNAL_NAMES and reason.signal != "overflow":
            moved = f"-{reason.points}" if reason.points > 0 else f"+{-reason.points}"
            total += f" {reason.text}: {moved}."
    if found.cap and not any(line.signal == "cap" for line in found.lines):
        total += " A cap of 59 applies; no effect."
    if found.score is None:
        total += f" Too little is on record to say so: {round(100 * found.coverage)}%, 50% wanted."
    else:
        total += f" That is {words(band_of(found.score))}."
    lines = [("Score", total)]
    if found.silent:
        lines.append(("No points", ", ".join(words(name) for name in found.silent)))
    if found.unknown:
        lines.append(("Not known", ", ".join(words(name) for name in found.unknown)))
    return lines
