"""`am risks ACCOUNT`: every point, what is on record, the next step and its gain."""

from typing import Any

from amcli.output.result import Page
from amcli.output.screen import BAND_ROLE, Column, Part, Screen, safe
from amcli.output.words import long_money
from amcli.rules.arithmetic import sums
from amcli.rules.dates import short_day
from amcli.rules.reasons import Stated, every_signal
from amcli.rules.signals import SIGNAL_NAMES, signal_label
from amcli.vocabulary import words

# A table that says less of the record than this on a line is easier to read in two lines a reason.
LEAST_RECORD = 20


def draw(screen: Screen, page: Page) -> None:
    world, each = page.about["world"], page.about["assessed"]
    heading(screen, world, each)
    screen.line()
    reasons = [reason for reason in each.reasons if reason.signal in SIGNAL_NAMES]
    if reasons:
        table(screen, reasons)
        screen.line()
    lines = sums(each, world.today, world.model)
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
    return signal_label(stated.signal), f"{state}; {stated.rule}"


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
    """The signals that cost points: on one line each where that leaves room for the whole command."""
    columns = [Column("Pts", True), Column("Of", True), Column("Why", most=40), Column("Record behind it")]
    columns += [Column("Gain", True), Column("Next step", most=24), Column("")]
    rows: list[list[Any]] = [
        [
            str(r.points), Part(str(r.most), "muted"), safe(r.text), Part(safe(r.record), "muted"),
            back(r), safe(r.step), Part(safe(r.command), "command"),
        ]
        for r in reasons
    ]  # fmt: skip
    widths = screen.widths(columns, rows, flexible=3)
    if screen.wide and widths[3] >= LEAST_RECORD:
        screen.table(columns, rows, widths)
    else:
        two_lines(screen, reasons)


def two_lines(screen: Screen, reasons: list[Any]) -> None:
    """The same with what is on record below, and the command below its step."""
    columns = [Column("Pts", True), Column("Of", True), Column("Why, and the record behind it", most=37)]
    columns += [Column("Gain", True), Column("Next step")]
    rows: list[list[Any]] = []
    for r in reasons:
        rows.append([str(r.points), Part(str(r.most), "muted"), safe(r.text), back(r), safe(r.step)])
        rows.append(["", "", Part(safe(r.record), "muted"), "", Part(safe(r.command), "command")])
    screen.table(columns, rows)


def back(reason: Any) -> Part:
    return Part(f"+{reason.back}", "healthy") if reason.back > 0 else Part("0", "muted")
